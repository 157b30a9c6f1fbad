//! Choosing rows of a long table, one, a run, or all that are listed.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use yew::Callback;

/// Rows listed and rows chosen; `F` is what stands in the list, `K` what is kept of a chosen row.
pub struct Choose<F, K> {
    /// All listed, in their order.
    pub found: Rc<Vec<F>>,
    /// What is chosen, listed or not.
    pub chosen: Rc<BTreeSet<K>>,
    /// Other rows are chosen.
    pub emit: Callback<Rc<BTreeSet<K>>>,
    /// The row chosen last: where a run begins.
    pub anchor: Rc<RefCell<Option<usize>>>,
}

// Derived, it would ask that the rows themselves can be cloned.
impl<F, K> Clone for Choose<F, K> {
    fn clone(&self) -> Self {
        Choose {
            found: Rc::clone(&self.found),
            chosen: Rc::clone(&self.chosen),
            emit: self.emit.clone(),
            anchor: Rc::clone(&self.anchor),
        }
    }
}

impl<F, K: Ord + Clone> Choose<F, K> {
    /// Chooses a row, or lets it go; with `run`, all from the row chosen last to this one.
    pub fn one<Q>(&self, index: usize, on: bool, run: bool)
    where
        F: Borrow<Q>,
        K: Borrow<Q>,
        Q: ToOwned<Owned = K> + Ord + ?Sized,
    {
        let from = self.anchor.replace(Some(index)).filter(|_| run).unwrap_or(index);
        self.set(self.found.iter().take(from.max(index) + 1).skip(from.min(index)), on);
    }

    /// Chooses all listed, or lets them go.
    pub fn every<Q>(&self, on: bool)
    where
        F: Borrow<Q>,
        K: Borrow<Q>,
        Q: ToOwned<Owned = K> + Ord + ?Sized,
    {
        self.set(self.found.iter(), on);
    }

    fn set<'a, Q>(&self, rows: impl Iterator<Item = &'a F>, on: bool)
    where
        F: Borrow<Q> + 'a,
        K: Borrow<Q>,
        Q: ToOwned<Owned = K> + Ord + ?Sized,
    {
        let mut chosen = BTreeSet::clone(&self.chosen);
        for row in rows {
            if on {
                chosen.insert(row.borrow().to_owned());
            } else {
                chosen.remove(row.borrow());
            }
        }
        self.emit.emit(Rc::new(chosen));
    }
}
