//! Names of quantities in both languages, from `rules/terms/`.

use serde::{Serialize, Serializer};

use crate::rules::Language;

/// The name of a quantity that workings use: `Term::DISCOUNT_RATE` is 折现率, "discount rate".
///
/// Every constant is written by the build script from `rules/terms/*.toml`, so a missing name or language does not
/// compile. Serialised as its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(u16);

include!(concat!(env!("OUT_DIR"), "/terms.rs"));

impl Term {
    /// Stable id, kebab-case.
    #[must_use]
    pub fn id(self) -> &'static str {
        TERMS.get(usize::from(self.0)).map_or("", |term| term.0)
    }

    /// The name in a language.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        TERMS.get(usize::from(self.0)).map_or("", |term| match language {
            Language::Chinese => term.1,
            Language::English => term.2,
        })
    }

    /// All terms, by id.
    pub fn all() -> impl Iterator<Item = Term> {
        (0..u16::try_from(TERMS.len()).unwrap_or(u16::MAX)).map(Term)
    }
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}
