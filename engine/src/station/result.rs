//! What comes of reading a station's pack: the rules to use and what differs, or everything that is wrong.

use serde::{Deserialize, Serialize};

use crate::rules::{RulePack, Text, Unit, Value};

/// A pack that may be used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StationPack {
    /// The built-in rules with the station's laid over them.
    pub rules: RulePack,
    /// What the station's pack changes.
    pub difference: Difference,
}

/// What a station's pack changes against the built-in one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Changed records, in the order of the pack; those that say the same as the built-in ones are left out.
    pub changes: Vec<RecordChange>,
    /// How many records say the same as the built-in ones.
    pub same: usize,
}

/// The kind of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordKind {
    /// Name and version of the pack.
    Header,
    /// 来源.
    Source,
    /// 参数.
    Parameter,
    /// 准入条件.
    Criterion,
    /// 文字记录: a policy, a product, a document.
    Note,
    /// 终止: an end of a built-in record.
    End,
}

impl RecordKind {
    /// The name of its table in the pack: `parameter`.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            RecordKind::Header => "pack",
            RecordKind::Source => "source",
            RecordKind::Parameter => "parameter",
            RecordKind::Criterion => "criterion",
            RecordKind::Note => "note",
            RecordKind::End => "end",
        }
    }
}

/// One record that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RecordChange {
    /// The built-in pack has no such record.
    Added {
        /// Kind of the record.
        kind: RecordKind,
        /// Its id.
        id: String,
        /// What it is called.
        name: Text,
        /// What it says, field by field.
        fields: Vec<FieldChange>,
    },
    /// The station says otherwise.
    Changed {
        /// Kind of the record.
        kind: RecordKind,
        /// Its id.
        id: String,
        /// What it is called.
        name: Text,
        /// Fields that differ.
        fields: Vec<FieldChange>,
    },
    /// The station ends a built-in record.
    Ended {
        /// Kind of the record.
        kind: RecordKind,
        /// Its id.
        id: String,
        /// What it is called.
        name: Text,
        /// Last day; `None` when it is taken out.
        on: Option<jiff::civil::Date>,
        /// Why.
        reason: Text,
    },
}

/// A field before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Name of the field: `value`, `numbers.rate`.
    pub field: String,
    /// As the built-in pack says.
    pub before: FieldValue,
    /// As the station says.
    pub after: FieldValue,
}

/// What a field says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FieldValue {
    /// Nothing.
    Absent,
    /// A value in a unit.
    Value(Value, Unit),
    /// A code, an id, an address.
    Code(String),
    /// Several of them.
    Codes(Vec<String>),
    /// Words in both languages.
    Words(Text),
}

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PackFault {
    /// No text at all.
    #[error("the pack is empty")]
    Empty,
    /// Longer than a pack may be.
    #[error("the pack is longer than {most} bytes")]
    TooLong {
        /// Longest pack, bytes.
        most: usize,
    },
    /// Neither TOML nor JSON.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the parser says, in English.
        message: String,
    },
    /// Records at fault, all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Records(Vec<PackError>),
}

/// A field of a record that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("[{}] {record}: {field}: {problem}", .kind.map_or("pack", RecordKind::table))]
pub struct PackError {
    /// Table of the record; `None` for a field that is in no table.
    pub kind: Option<RecordKind>,
    /// Id of the record, or its place in the table from 1 (`#3`) when it has none.
    pub record: String,
    /// Path of the field within the record: `label.zh`; empty for the record as a whole.
    pub field: String,
    /// What is wrong.
    pub problem: PackProblem,
}

/// What can be wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum PackProblem {
    /// The schema knows no such field.
    #[error("unknown field; known are {}", known.join(", "))]
    UnknownField {
        /// The fields that may stand here.
        known: Vec<String>,
    },
    /// The field must be there.
    #[error("the field is missing")]
    Missing,
    /// Another kind of value is expected.
    #[error("expected {expected:?}")]
    WrongForm {
        /// What is expected.
        expected: FieldForm,
    },
    /// Not a word of the closed list.
    #[error("`{found}` is none of {}", allowed.join(", "))]
    NotOneOf {
        /// What stands there.
        found: String,
        /// What may stand there.
        allowed: Vec<String>,
    },
    /// An empty text or list.
    #[error("must not be empty")]
    Empty,
    /// No `[[source]]` of this id, neither here nor in the built-in pack.
    #[error("no source `{id}`")]
    UnknownSource {
        /// The id cited.
        id: String,
    },
    /// An assumption without its reason.
    #[error("an assumption needs its reason")]
    NoReason,
    /// The same id twice for the same day.
    #[error("the id is used twice for the same period")]
    Duplicate,
    /// The period ends before it starts.
    #[error("the period ends before it starts")]
    EmptyPeriod,
    /// Not finite, or outside the range that the record itself states.
    #[error("outside its own range")]
    OutOfRange,
    /// A soft criterion without weight, or another one with a weight.
    #[error("a soft criterion needs a weight above zero; others have none")]
    Weight,
    /// Another unit or form than the built-in record that it replaces.
    #[error("must stay as in the built-in record: {expected}")]
    UnlikeBuiltIn {
        /// Unit or form of the built-in record.
        expected: String,
    },
    /// A criterion asks for a measure that does not exist.
    #[error("there is no measure `{name}`")]
    UnknownMeasure {
        /// The name.
        name: String,
    },
    /// The built-in pack has no such record to end.
    #[error("the built-in pack has no such record")]
    NotThere,
    /// The calculation cannot do without the record.
    #[error("the calculation needs this record; replace it instead")]
    Needed,
    /// The calculation fails under the pack.
    #[error("the calculation fails: {message}")]
    Calculation {
        /// What the calculation says, in English.
        message: String,
    },
}

/// The forms of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldForm {
    /// A text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A list.
    List,
    /// A table of fields.
    Table,
    /// A day: 2026-12-31.
    Day,
    /// A number, a code, yes or no, a list, low–mode–high or a day.
    Value,
}
