//! Undo and redo around any pure reducer.

use std::rc::Rc;

use yew::Reducible;

/// Edits of one place within this many milliseconds are one step.
const MERGE_MS: f64 = 1_000.0;

/// An action that can say which place it edits.
pub trait Placed {
    /// The place, such as a field path. Edits of one place in quick succession are undone together; `None` never is.
    fn place(&self) -> Option<String>;
}

/// A state with its past and future. Snapshots share what did not change, so the past is cheap and without limit.
pub struct Undo<T> {
    past: Vec<Rc<T>>,
    present: Rc<T>,
    future: Vec<Rc<T>>,
    last: Option<(String, f64)>,
}

impl<T> Clone for Undo<T> {
    fn clone(&self) -> Self {
        Undo {
            past: self.past.clone(),
            present: Rc::clone(&self.present),
            future: self.future.clone(),
            last: self.last.clone(),
        }
    }
}

/// What can be done to an [`Undo`].
pub enum Step<T: Reducible> {
    /// Act, at a time in milliseconds.
    Do(T::Action, f64),
    /// Acts beside what the user does: no step of its own to go back to.
    Beside(T::Action),
    /// Back one step.
    Undo,
    /// Forward one step.
    Redo,
    /// Another document: no past, no future.
    Reset(Rc<T>),
}

impl<T> Undo<T> {
    /// A state without past.
    #[must_use]
    pub fn new(present: Rc<T>) -> Self {
        Undo { past: Vec::new(), present, future: Vec::new(), last: None }
    }

    /// The state as it is now.
    #[must_use]
    pub fn present(&self) -> &Rc<T> {
        &self.present
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

impl<T> Reducible for Undo<T>
where
    T: Reducible + 'static,
    T::Action: Placed,
{
    type Action = Step<T>;

    fn reduce(self: Rc<Self>, step: Step<T>) -> Rc<Self> {
        match step {
            Step::Do(action, at) => {
                let place = action.place();
                let before = Rc::clone(&self.present);
                let after = Rc::clone(&before).reduce(action);
                if Rc::ptr_eq(&before, &after) {
                    return self;
                }
                let mut next = Undo::clone(&self);
                let merges = match (&next.last, &place) {
                    (Some((last, when)), Some(place)) => last == place && (0.0..MERGE_MS).contains(&(at - when)),
                    _ => false,
                };
                if !merges {
                    next.past.push(before);
                }
                next.future.clear();
                next.present = after;
                next.last = place.map(|place| (place, at));
                Rc::new(next)
            }
            Step::Beside(action) => {
                let mut next = Undo::clone(&self);
                next.present = Rc::clone(&self.present).reduce(action);
                if Rc::ptr_eq(&next.present, &self.present) { self } else { Rc::new(next) }
            }
            Step::Undo => {
                let mut next = Undo::clone(&self);
                let Some(before) = next.past.pop() else { return self };
                next.future.push(std::mem::replace(&mut next.present, before));
                next.last = None;
                Rc::new(next)
            }
            Step::Redo => {
                let mut next = Undo::clone(&self);
                let Some(after) = next.future.pop() else { return self };
                next.past.push(std::mem::replace(&mut next.present, after));
                next.last = None;
                Rc::new(next)
            }
            Step::Reset(present) => Rc::new(Undo::new(present)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Word(String);

    struct Type(&'static str, char);

    impl Placed for Type {
        fn place(&self) -> Option<String> {
            Some(self.0.to_owned())
        }
    }

    impl Reducible for Word {
        type Action = Type;

        fn reduce(self: Rc<Self>, Type(_, letter): Type) -> Rc<Self> {
            Rc::new(Word(self.0.clone() + &letter.to_string()))
        }
    }

    fn check(steps: Vec<Step<Word>>, expected: &str) {
        let mut state = Rc::new(Undo::new(Rc::new(Word(String::new()))));
        for step in steps {
            state = state.reduce(step);
        }
        assert_eq!(state.present().0, expected);
    }

    #[test]
    fn quick_edits_of_one_place_are_one_step() {
        check(vec![Step::Do(Type("a", 'x'), 0.0), Step::Do(Type("a", 'y'), 900.0), Step::Undo], "");
    }

    #[test]
    fn slow_edits_and_other_places_are_steps_of_their_own() {
        check(vec![Step::Do(Type("a", 'x'), 0.0), Step::Do(Type("a", 'y'), 1_000.0), Step::Undo], "x");
        check(vec![Step::Do(Type("a", 'x'), 0.0), Step::Do(Type("b", 'y'), 10.0), Step::Undo], "x");
    }

    #[test]
    fn a_clock_set_back_begins_a_new_step() {
        check(vec![Step::Do(Type("a", 'x'), 9e9), Step::Do(Type("a", 'y'), 0.0), Step::Undo], "x");
    }

    #[test]
    fn redo_undoes_undo_and_an_edit_ends_the_future() {
        check(vec![Step::Do(Type("a", 'x'), 0.0), Step::Undo, Step::Redo], "x");
        check(vec![Step::Do(Type("a", 'x'), 0.0), Step::Undo, Step::Do(Type("a", 'z'), 5.0), Step::Redo], "z");
    }
}
