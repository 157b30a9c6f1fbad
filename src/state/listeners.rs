//! Who hears of changes of what the memory of the page holds.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::Shared;

type Heard<T> = Rc<dyn Fn(Shared<T>)>;

/// Those who hear of every change of a `T`, each by a number.
pub struct Listeners<T> {
    listeners: RefCell<Vec<(usize, Heard<T>)>>,
    next: Cell<usize>,
}

impl<T> Default for Listeners<T> {
    fn default() -> Self {
        Listeners { listeners: RefCell::default(), next: Cell::new(0) }
    }
}

impl<T> Listeners<T> {
    /// One more, until the number is given to [`Listeners::forget`].
    pub fn add(&self, heard: impl Fn(Shared<T>) + 'static) -> usize {
        let number = self.next.replace(self.next.get() + 1);
        self.listeners.borrow_mut().push((number, Rc::new(heard)));
        number
    }

    /// One less.
    pub fn forget(&self, number: usize) {
        self.listeners.borrow_mut().retain(|(known, _)| *known != number);
    }

    /// Tells all. One that is told may add or forget others.
    pub fn tell(&self, changed: &Rc<T>) {
        let listeners: Vec<Heard<T>> = self.listeners.borrow().iter().map(|(_, heard)| Rc::clone(heard)).collect();
        listeners.iter().for_each(|heard| heard(Shared::from(Rc::clone(changed))));
    }
}
