//! Rows that are the same firm 重复档案: by the content of the file, else by the unified social credit code.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Firm;

/// A row that counts nowhere, because another one stands for the same firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    /// Place of the row that counts.
    pub of: usize,
    /// The two files are the same to the byte.
    pub same_file: bool,
}

/// For each row whether another one counts in its place. Of files of one firm the one saved last counts; where that
/// cannot be told, the last in the list. Of files that are the same to the byte, the first.
#[must_use]
pub fn duplicates(firms: &[impl Borrow<Firm>]) -> Vec<Option<Duplicate>> {
    let mut found = vec![None; firms.len()];
    let mut contents: BTreeMap<u64, usize> = BTreeMap::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, firm) in firms.iter().enumerate() {
        let firm: &Firm = firm.borrow();
        if let Some(first) = contents.get(&firm.content) {
            found[place] = Some(Duplicate { of: *first, same_file: true });
            continue;
        }
        contents.insert(firm.content, place);
        let Some(code) = firm.code.as_deref() else { continue };
        let best = codes.entry(code).or_insert(place);
        let newer = firms.get(*best).is_some_and(|best| age(best.borrow()) <= age(firm));
        if newer {
            *best = place;
        }
    }
    for (place, firm) in firms.iter().enumerate() {
        let best = firm.borrow().code.as_deref().and_then(|code| codes.get(code)).filter(|best| **best != place);
        match (best, found[place]) {
            // A copy of a file that does not count itself points on to the one that does.
            (Some(best), None) => found[place] = Some(Duplicate { of: *best, same_file: false }),
            (Some(best), Some(copy)) if copy.of != *best => {
                found[place] = Some(Duplicate { of: *best, same_file: false });
            }
            _ => {}
        }
    }
    found
}

fn age(firm: &Firm) -> impl PartialOrd + use<> {
    (firm.modified, firm.stamp)
}
