//! The rule pack 规则包: every number and sentence of law, market and our own, with source, confidence and dates.
//!
//! Authors write TOML in `rules/`; the build script checks it and compiles it in. A station's own pack comes at run time
//! and is laid over the built-in one record by record; [`station`](crate::station) reads it.

pub mod authoring;
pub mod evaluate;
pub(crate) mod overlay;
pub mod schema;

use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

pub use self::evaluate::{Measured, Outcome, evaluate, soft_score};
pub use self::schema::{
    Citation, Comparison, Confidence, Criterion, CriterionKind, Note, NoteKind, Pack, Parameter, Provenance, Scope,
    Source, Step, Text, Unit, Validity, Value,
};

/// The two languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Language {
    /// 简体中文.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

impl Parameter {
    /// The number of a single-number record, or the mode of a triple.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match &self.value {
            Value::Number(number) => Some(*number),
            Value::Triple([_, mode, _]) => Some(*mode),
            _ => None,
        }
    }

    /// Low, mode, high. A single number stands for all three.
    #[must_use]
    pub fn triple(&self) -> Option<[f64; 3]> {
        match &self.value {
            Value::Number(number) => Some([*number; 3]),
            Value::Triple(triple) => Some(*triple),
            _ => None,
        }
    }

    /// The numbers of a list record.
    #[must_use]
    pub fn list(&self) -> Option<&[f64]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }
}

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RuleError {
    /// No record of this id holds on the day asked.
    #[error("rule {id} does not hold on {day}")]
    Missing {
        /// Id asked for.
        id: String,
        /// As-of day.
        day: Date,
    },
    /// The record holds another kind of value than the engine reads.
    #[error("rule {id} is not a {expected}")]
    WrongKind {
        /// Id asked for.
        id: String,
        /// `number`, `triple`, `list`.
        expected: &'static str,
    },
    /// The compiled-in pack cannot be read: the build is broken.
    #[error("the built-in rule pack cannot be read")]
    Corrupt,
    /// A station's pack is not valid JSON of the published schema.
    #[error("the pack cannot be read: {0}")]
    Syntax(String),
    /// Records of a station's pack are at fault.
    #[error("{} records are at fault", .0.len())]
    Records(Vec<authoring::RecordError>),
}

/// A checked pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RulePack {
    pack: Pack,
}

impl RulePack {
    /// The compiled-in pack.
    ///
    /// # Errors
    /// [`RuleError::Corrupt`] when the build is broken.
    #[cfg(feature = "built-in-rules")]
    pub fn built_in() -> Result<Self, RuleError> {
        Self::from_build(include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin")))
    }

    /// The pack that the build of this very program wrote, for a program that keeps it outside itself.
    ///
    /// # Errors
    /// [`RuleError::Corrupt`] for anything else, also for the pack of another build.
    pub fn from_build(bytes: &[u8]) -> Result<Self, RuleError> {
        postcard::from_bytes(bytes).map(|pack| RulePack { pack }).map_err(|_| RuleError::Corrupt)
    }

    /// This pack with the records of a station's JSON pack laid over it: the station's record holds on the days it
    /// names, the built-in one of the same id on all others. [`station`](crate::station) says more of what is wrong.
    ///
    /// # Errors
    /// [`RuleError::Syntax`] or [`RuleError::Records`], naming every record at fault.
    pub fn overlaid_with_json(&self, json: &str) -> Result<Self, RuleError> {
        let raw: authoring::RawPack =
            serde_json::from_str(json).map_err(|error| RuleError::Syntax(error.to_string()))?;
        self.overlaid_with(raw)
    }

    /// As [`RulePack::overlaid_with_json`], from a parsed pack.
    ///
    /// # Errors
    /// [`RuleError::Records`], naming every record at fault.
    pub fn overlaid_with(&self, raw: authoring::RawPack) -> Result<Self, RuleError> {
        let top = raw.check(&self.pack.sources).map_err(RuleError::Records)?;
        Ok(overlay::laid(&self.pack, &top, &[]))
    }

    /// A checked pack as rules.
    pub(crate) fn of_pack(pack: Pack) -> Self {
        RulePack { pack }
    }

    /// All records.
    #[must_use]
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The source named `id`.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.pack.sources.iter().find(|source| source.id == id)
    }

    /// The records in force on a day.
    #[must_use]
    pub fn on(&self, day: Date) -> Rules<'_> {
        let holds = |provenance: &Provenance| provenance.valid.holds_on(day);
        Rules {
            day,
            parameters: by_id(&self.pack.parameters, |record| holds(&record.provenance).then_some(record.id.as_str())),
            criteria: self.pack.criteria.iter().filter(|record| holds(&record.provenance)).collect(),
            notes: by_id(&self.pack.notes, |note| holds(&note.provenance).then_some(note.id.as_str())),
            note_order: self.pack.notes.iter().filter(|record| holds(&record.provenance)).collect(),
        }
    }
}

/// Records by id. Only looked up, never walked: the order of a hash map would differ between machines.
type ById<'a, T> = FxHashMap<&'a str, &'a T>;

/// The records to which `id` gives an id.
fn by_id<T>(records: &[T], id: impl Fn(&T) -> Option<&str>) -> ById<'_, T> {
    // Room for all: a table that grows hashes what it holds again.
    let mut found = FxHashMap::with_capacity_and_hasher(records.len(), FxBuildHasher);
    found.extend(records.iter().filter_map(|record| Some((id(record)?, record))));
    found
}

/// The records in force on one day. Modules read what they need once into a struct of their own, then compute.
#[derive(Clone, Debug)]
pub struct Rules<'a> {
    day: Date,
    parameters: ById<'a, Parameter>,
    criteria: Vec<&'a Criterion>,
    notes: ById<'a, Note>,
    note_order: Vec<&'a Note>,
}

impl<'a> Rules<'a> {
    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// The parameter named `id`.
    ///
    /// # Errors
    /// [`RuleError::Missing`].
    pub fn parameter(&self, id: &str) -> Result<&'a Parameter, RuleError> {
        self.parameters.get(id).copied().ok_or_else(|| RuleError::Missing { id: id.to_owned(), day: self.day })
    }

    /// The number of a parameter.
    ///
    /// # Errors
    /// [`RuleError::Missing`], [`RuleError::WrongKind`].
    pub fn number(&self, id: &str) -> Result<f64, RuleError> {
        self.parameter(id)?.number().ok_or_else(|| RuleError::WrongKind { id: id.to_owned(), expected: "number" })
    }

    /// Low, mode and high of a parameter.
    ///
    /// # Errors
    /// [`RuleError::Missing`], [`RuleError::WrongKind`].
    pub fn triple(&self, id: &str) -> Result<[f64; 3], RuleError> {
        self.parameter(id)?.triple().ok_or_else(|| RuleError::WrongKind { id: id.to_owned(), expected: "triple" })
    }

    /// The numbers of a list parameter.
    ///
    /// # Errors
    /// [`RuleError::Missing`], [`RuleError::WrongKind`].
    pub fn list(&self, id: &str) -> Result<&'a [f64], RuleError> {
        self.parameter(id)?.list().ok_or_else(|| RuleError::WrongKind { id: id.to_owned(), expected: "list" })
    }

    /// The criteria of a channel, in the order of the criteria tables.
    pub fn criteria(&self, channel: &str) -> impl Iterator<Item = &'a Criterion> {
        self.criteria.iter().copied().filter(move |criterion| criterion.channel == channel)
    }

    /// All criteria, in the order of the files.
    pub fn all_criteria(&self) -> impl Iterator<Item = &'a Criterion> {
        self.criteria.iter().copied()
    }

    /// The note named `id`.
    ///
    /// # Errors
    /// [`RuleError::Missing`].
    pub fn note(&self, id: &str) -> Result<&'a Note, RuleError> {
        self.notes.get(id).copied().ok_or_else(|| RuleError::Missing { id: id.to_owned(), day: self.day })
    }

    /// The notes of a kind that belong to a channel, in the order of the files.
    pub fn notes(&self, kind: NoteKind, channel: &str) -> impl Iterator<Item = &'a Note> {
        self.note_order
            .iter()
            .copied()
            .filter(move |note| note.kind == kind && note.channels.iter().any(|code| code == channel))
    }

    /// All notes of a kind, in the order of the files.
    pub fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &'a Note> {
        self.note_order.iter().copied().filter(move |note| note.kind == kind)
    }
}
