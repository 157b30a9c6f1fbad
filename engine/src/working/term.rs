//! Names of quantities in both languages, from `rules/terms/`.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
        if serializer.is_human_readable() {
            serializer.serialize_str(self.id())
        } else {
            serializer.serialize_u16(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let id = String::deserialize(deserializer)?;
            // The build script writes them sorted by id.
            let index =
                TERMS.binary_search_by(|term| term.0.cmp(&id)).map_err(|_| D::Error::custom("an unknown term"))?;
            u16::try_from(index).map(Term).map_err(D::Error::custom)
        } else {
            u16::deserialize(deserializer).map(Term)
        }
    }
}
