//! Answers that are asked for again.

use std::cell::RefCell;

/// So many answers are remembered: those of a plan, not all that a search for a goal tries.
const MOST_KNOWN: usize = 256;

/// Remembers what was asked and answered: an action plan values nearly the same dossier once an action.
#[derive(Clone, Debug)]
pub(super) struct Memo<Q, A> {
    known: RefCell<Vec<(Q, A)>>,
}

impl<Q, A> Default for Memo<Q, A> {
    fn default() -> Self {
        Memo { known: RefCell::default() }
    }
}

impl<Q, A: Clone> Memo<Q, A> {
    /// The answer to the question that `asked` recognises; found and remembered where it is new.
    pub(super) fn answer(&self, asked: impl Fn(&Q) -> bool, find: impl FnOnce() -> (Q, A)) -> A {
        if let Some((_, answer)) = self.known.borrow().iter().find(|(question, _)| asked(question)) {
            return answer.clone();
        }
        let (question, answer) = find();
        let mut known = self.known.borrow_mut();
        if known.len() < MOST_KNOWN {
            known.push((question, answer.clone()));
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_once() {
        let memo = Memo::default();
        let mut found = 0;
        let mut ask = |question: usize| {
            memo.answer(
                |known| *known == question,
                || {
                    found += 1;
                    (question, question * 2)
                },
            )
        };
        assert_eq!([ask(1), ask(2), ask(1), ask(2)], [2, 4, 2, 4]);
        assert_eq!(found, 2);
    }

    #[test]
    fn what_is_beyond_the_most_is_found_each_time() {
        let memo = Memo::default();
        for question in 0..=MOST_KNOWN {
            memo.answer(|known| *known == question, || (question, 0));
        }
        assert_eq!(memo.answer(|known| *known == MOST_KNOWN, || (MOST_KNOWN, 1)), 1);
        assert_eq!(memo.answer(|known| *known == 0, || (0, 1)), 0);
    }
}
