//! Codes 代码: short fixed names of things of the law and of our own lists, such as `I1`, `rd-share`, `L1.1`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Deserializer};

/// A code. Fixed in the program that computes; read back from an assessment, the same text is kept once.
pub type Code = &'static str;

/// Every code read back so far. There are as many as the engine has, so what is kept is bounded.
static KNOWN: Mutex<BTreeSet<Code>> = Mutex::new(BTreeSet::new());

/// The code of a text: equal texts give the same address.
fn intern(text: &str) -> Code {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(code) = known.get(text) {
        return code;
    }
    let code: Code = Box::leak(text.into());
    known.insert(code);
    code
}

/// For fields that hold a [`Code`].
pub(crate) fn one<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
    String::deserialize(deserializer).map(|text| intern(&text))
}

/// For fields that may hold a [`Code`].
pub(crate) fn maybe<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Code>, D::Error> {
    Option::<String>::deserialize(deserializer).map(|text| text.map(|text| intern(&text)))
}

/// For fields that hold several [`Code`]s.
pub(crate) fn many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Code>, D::Error> {
    Vec::<String>::deserialize(deserializer).map(|texts| texts.iter().map(|text| intern(text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_kept_once() {
        let (first, second) = (intern(&String::from("I1")), intern(&String::from("I1")));
        assert!(std::ptr::eq(first, second));
        assert_eq!(first, "I1");
        assert_ne!(intern("I2"), first);
    }
}
