//! The rule pack 规则包: every number and sentence of law, market and our own, with source, confidence and dates.
//!
//! Authors write TOML in `rules/`; the build script checks it and compiles it in. A station's own pack comes at run time
//! and is laid over the built-in one record by record; [`station`](crate::station) reads it.

pub mod authoring;
pub mod evaluate;
pub(crate) mod overlay;
pub mod schema;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

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
#[serde(from = "Pack", into = "Pack")]
pub struct RulePack {
    pack: Pack,
    index: Index,
}

impl From<Pack> for RulePack {
    fn from(pack: Pack) -> Self {
        let index = Index::of(&pack);
        RulePack { pack, index }
    }
}

impl From<RulePack> for Pack {
    fn from(rules: RulePack) -> Self {
        rules.pack
    }
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
        postcard::from_bytes(bytes).map(Pack::into).map_err(|_| RuleError::Corrupt)
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
        Rules { day, rules: self }
    }
}

/// Where the records of a pack stand, made once: an assessment looks up thousands.
#[derive(Clone, Debug, Default, PartialEq)]
struct Index {
    parameters: Places<String>,
    notes: Places<SmolStr>,
    notes_by_kind: Places<NoteKind>,
    notes_by_kind_and_channel: FxHashMap<NoteKind, Places<String>>,
    criteria: Places<SmolStr>,
    criteria_by_channel: Places<String>,
}

/// Places of the records of a key, in the order of the pack. Only looked up, never walked: the order of a hash map would
/// differ between machines.
type Places<K> = FxHashMap<K, Vec<usize>>;

/// The places of a key; none for one that no record has.
fn each(places: Option<&Vec<usize>>) -> impl DoubleEndedIterator<Item = usize> {
    places.into_iter().flatten().copied()
}

impl Index {
    fn of(pack: &Pack) -> Self {
        let mut index = Index::default();
        for (place, record) in pack.parameters.iter().enumerate() {
            index.parameters.entry(record.id.clone()).or_default().push(place);
        }
        for (place, note) in pack.notes.iter().enumerate() {
            index.notes.entry(note.id.clone()).or_default().push(place);
            index.notes_by_kind.entry(note.kind).or_default().push(place);
            let channels = index.notes_by_kind_and_channel.entry(note.kind).or_default();
            for channel in &note.channels {
                let places = channels.entry(channel.clone()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        for (place, criterion) in pack.criteria.iter().enumerate() {
            index.criteria.entry(criterion.id.clone()).or_default().push(place);
            index.criteria_by_channel.entry(criterion.channel.clone()).or_default().push(place);
        }
        index
    }
}

/// The records in force on one day. Modules read what they need once into a struct of their own, then compute.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    day: Date,
    rules: &'a RulePack,
}

impl<'a> Rules<'a> {
    /// The day.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day
    }

    /// The records at `places` that hold on the day, in the order of the pack.
    fn held<T>(
        self,
        records: &'a [T],
        places: impl DoubleEndedIterator<Item = usize>,
        provenance: fn(&T) -> &Provenance,
    ) -> impl DoubleEndedIterator<Item = &'a T> {
        let at = places.filter_map(|place| records.get(place));
        at.filter(move |record| provenance(record).valid.holds_on(self.day))
    }

    fn held_notes(self, places: Option<&'a Vec<usize>>) -> impl DoubleEndedIterator<Item = &'a Note> {
        self.held(&self.rules.pack.notes, each(places), |note| &note.provenance)
    }

    fn held_criteria(
        self,
        places: impl DoubleEndedIterator<Item = usize>,
    ) -> impl DoubleEndedIterator<Item = &'a Criterion> {
        self.held(&self.rules.pack.criteria, places, |criterion| &criterion.provenance)
    }

    /// The parameter named `id`.
    ///
    /// # Errors
    /// [`RuleError::Missing`].
    pub fn parameter(&self, id: &str) -> Result<&'a Parameter, RuleError> {
        let RulePack { pack, index } = self.rules;
        let mut held = self.held(&pack.parameters, each(index.parameters.get(id)), |record| &record.provenance);
        held.next_back().ok_or_else(|| RuleError::Missing { id: id.to_owned(), day: self.day })
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
        self.held_criteria(each(self.rules.index.criteria_by_channel.get(channel)))
    }

    /// The criteria of two channels, in the order of the files.
    pub fn criteria_of_both(&self, channels: [&str; 2]) -> impl Iterator<Item = &'a Criterion> {
        let of = |channel| each(self.rules.index.criteria_by_channel.get(channel));
        let mut places: Vec<usize> = channels.into_iter().flat_map(of).collect();
        places.sort_unstable();
        places.dedup();
        self.held_criteria(places.into_iter())
    }

    /// The criterion named `id`.
    ///
    /// # Errors
    /// [`RuleError::Missing`].
    pub fn criterion(&self, id: &str) -> Result<&'a Criterion, RuleError> {
        let mut held = self.held_criteria(each(self.rules.index.criteria.get(id)));
        held.next_back().ok_or_else(|| RuleError::Missing { id: id.to_owned(), day: self.day })
    }

    /// All criteria, in the order of the files.
    pub fn all_criteria(&self) -> impl Iterator<Item = &'a Criterion> {
        self.held_criteria(0..self.rules.pack.criteria.len())
    }

    /// The note named `id`.
    ///
    /// # Errors
    /// [`RuleError::Missing`].
    pub fn note(&self, id: &str) -> Result<&'a Note, RuleError> {
        let held = self.held_notes(self.rules.index.notes.get(id)).next_back();
        held.ok_or_else(|| RuleError::Missing { id: id.to_owned(), day: self.day })
    }

    /// The notes of a kind that belong to a channel, in the order of the files.
    pub fn notes(&self, kind: NoteKind, channel: &str) -> impl Iterator<Item = &'a Note> {
        let channels = self.rules.index.notes_by_kind_and_channel.get(&kind);
        self.held_notes(channels.and_then(|channels| channels.get(channel)))
    }

    /// All notes of a kind, in the order of the files.
    pub fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &'a Note> {
        self.held_notes(self.rules.index.notes_by_kind.get(&kind))
    }
}
