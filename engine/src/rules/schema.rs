//! The shape of a rule pack: what a record is once it has been checked.
//!
//! This file is also compiled into the build script, so it uses nothing of the engine but [`serde`], [`smol_str`] and
//! [`jiff`].
//! Authors write the forms of `authoring.rs`; `TryFrom` there is the validation.

use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A sentence or a name in both languages; neither is ever empty. Shared, since results repeat the texts of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Simplified Chinese, the first language.
    pub zh: Arc<str>,
    /// English.
    pub en: Arc<str>,
}

/// How sure we are of a value. Travels to the screen and to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read in the issuing body's text or a faithful copy 已核实.
    Verified,
    /// Read in a press, commercial or other secondary page 二手来源.
    Secondary,
    /// Background knowledge, not checked 未核实.
    Unverified,
    /// Our own choice; the record says why 本工具假设.
    Assumption,
}

/// What a number counts. The closed list of units of the rule packs, the workings and the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// CNY 元.
    Yuan,
    /// A share, decimal: 0.25 is 25 %.
    Ratio,
    /// A rate per year, decimal.
    RatePerYear,
    /// Percentage points, decimal: 0.03 is 3 points.
    PercentagePoint,
    /// Years.
    Year,
    /// Months.
    Month,
    /// Calendar days.
    Day,
    /// Things: patents, persons, cases, instalments.
    Count,
    /// Points of a score, 1–10 or 0–100 as the record says.
    Point,
    /// A factor without unit.
    Factor,
    /// Not a number: a flag, a code, a date.
    None,
}

/// First and last day on which a record holds; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// First day in force.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub from: Option<Date>,
    /// Last day in force.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub to: Option<Date>,
}

impl Validity {
    /// Whether the record holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether two periods share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Validity) -> bool {
        let starts_before_end = |a: &Validity, b: &Validity| match (a.from, b.to) {
            (Some(from), Some(to)) => from <= to,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}

/// A document we read: a law, a notice, a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Stable id, cited by records: `finance.s02`.
    pub id: String,
    /// Title and number as published.
    pub title: Text,
    /// Where it was read; empty for our own design documents.
    pub address: String,
    /// Day it was read.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub read: Date,
}

/// One place in a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Citation {
    /// Id of a [`Source`].
    pub source: String,
    /// Article, paragraph or table; empty when the whole document is meant.
    pub article: String,
}

/// Where a record comes from and how long it holds. Every record has one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// At least one place.
    pub citations: Vec<Citation>,
    /// How sure we are.
    pub confidence: Confidence,
    /// Why we chose it; never empty for [`Confidence::Assumption`].
    pub reason: Option<Text>,
    /// When it holds.
    pub valid: Validity,
}

/// The value of a parameter or threshold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Value {
    /// One number in the record's unit.
    Number(f64),
    /// Low, most likely, high.
    Triple([f64; 3]),
    /// A row of numbers; the label says what each place means.
    List(Vec<f64>),
    /// Yes or no.
    Flag(bool),
    /// A code of a closed vocabulary.
    Code(String),
    /// A set of codes.
    Codes(Vec<String>),
    /// A day.
    Day(#[cfg_attr(feature = "schema", schemars(with = "String"))] Date),
}

/// A number the engine uses 参数.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Parameter {
    /// `pledge.loan-to-value.invention`.
    pub id: String,
    /// What it means.
    pub label: Text,
    /// The value.
    pub value: Value,
    /// Its unit.
    pub unit: Unit,
    /// The range a user may choose from.
    pub range: Option<[f64; 2]>,
    /// Source, confidence, validity.
    pub provenance: Provenance,
}

/// What failing a criterion does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CriterionKind {
    /// Fails → the asset or channel is excluded.
    Hard,
    /// Fails → excluded unless the waiver is recorded.
    Conditional,
    /// Adds to the fit score with its weight.
    Soft,
    /// Shown, decides nothing.
    Info,
}

/// How a measure is compared with the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Comparison {
    /// Equal.
    #[serde(rename = "==")]
    Equal,
    /// Not equal.
    #[serde(rename = "!=")]
    NotEqual,
    /// Less.
    #[serde(rename = "<")]
    Less,
    /// Less or equal 不超过.
    #[serde(rename = "<=")]
    AtMost,
    /// Greater.
    #[serde(rename = ">")]
    Greater,
    /// Greater or equal 不低于.
    #[serde(rename = ">=")]
    AtLeast,
    /// Member of the set.
    #[serde(rename = "in")]
    In,
    /// Shares nothing with the set.
    #[serde(rename = "not-in")]
    NotIn,
    /// Between two numbers, inclusive.
    #[serde(rename = "between")]
    Between,
    /// The document or fact is there.
    #[serde(rename = "exists")]
    Exists,
}

/// Whom a criterion is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Each asset on its own.
    Asset,
    /// The enterprise.
    Enterprise,
    /// The channel as a whole, or a package of assets.
    Channel,
}

/// One row of a criteria table 准入条件.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Criterion {
    /// The id of the criteria tables: `PL-H01`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: SmolStr,
    /// Channel code: `PL`, `IN`, `EQ`, `LS`, …
    pub channel: String,
    /// Whom it is asked of.
    pub scope: Scope,
    /// Asset kinds it applies to (kebab-case codes); empty means all.
    pub applies_to: Vec<String>,
    /// Name of the measure: `asset.fee_arrears`.
    pub measure: String,
    /// Comparison.
    pub op: Comparison,
    /// Threshold.
    pub threshold: Value,
    /// For a soft criterion, the value at which the score is zero (linear in between).
    pub zero_at: Option<f64>,
    /// Unit of measure and threshold.
    pub unit: Unit,
    /// What failing does.
    pub kind: CriterionKind,
    /// Weight of a soft criterion, > 0.
    pub weight: f64,
    /// What waives a conditional criterion, or cures a curable hard one.
    pub waiver: Option<Text>,
    /// The requirement, as a sentence.
    pub text: Text,
    /// Source, confidence, validity.
    pub provenance: Provenance,
}

/// What a [`Note`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// A document of the catalogue 材料.
    Document,
    /// A step of a channel 步骤.
    Step,
    /// A risk or red flag 风险提示.
    RedFlag,
    /// A rule of law shown as the basis 法律依据.
    LegalBasis,
    /// A finding of the check-up 异常指标.
    Finding,
    /// An action of the plan 行动.
    Action,
    /// An answer that a person can move, with its range and effort 杠杆.
    Lever,
    /// A question examiners raise 审核关注问题.
    Issue,
    /// A product on offer, such as a kind of insurance 产品.
    Product,
    /// A measure of policy support 扶持政策.
    Policy,
    /// An article of the guidance and what serves it 指导意见条款.
    Article,
    /// Anything else that is shown.
    Remark,
}

/// An answer to the question of a [`Note`], with the score it stands for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// The score.
    pub at: f64,
    /// The answer.
    pub text: Text,
}

/// A record of words: a document, step, flag, finding, action, issue, policy, with the numbers that belong to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// Stable id: `D01`, `PL-R3`, `OWN-1`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: SmolStr,
    /// What it is.
    pub kind: NoteKind,
    /// Channel codes or module it belongs to; empty means general.
    pub channels: Vec<String>,
    /// Short name.
    pub title: Text,
    /// What it says, or the question.
    pub body: Option<Text>,
    /// What to do.
    pub action: Option<Text>,
    /// Named numbers of this record, sorted by name: `days`, `lead-p50`, `rate`, `cap`.
    pub numbers: Vec<(String, f64)>,
    /// Named codes, sorted by name: `district = ["310115"]`, `base = ["interest"]`.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<(String, Vec<String>)>"))]
    pub codes: Vec<(String, Vec<SmolStr>)>,
    /// Answers to choose from, when the note is a question; empty otherwise.
    pub steps: Vec<Step>,
    /// Source, confidence, validity.
    pub provenance: Provenance,
}

impl Note {
    /// The number named `name`.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<f64> {
        self.numbers.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    /// The codes named `name`; empty when absent.
    #[must_use]
    pub fn codes(&self, name: &str) -> &[SmolStr] {
        self.codes.iter().find(|(key, _)| key == name).map_or(&[], |(_, values)| values)
    }
}

/// A whole pack: everything the law, the market and we assume.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pack {
    /// `shanghai`.
    pub id: String,
    /// `2026.3`.
    pub version: String,
    /// Name shown to users.
    pub title: Text,
    /// Sources, sorted by id.
    pub sources: Vec<Source>,
    /// Parameters, sorted by id, then by first day.
    pub parameters: Vec<Parameter>,
    /// Criteria, in the order of the files.
    pub criteria: Vec<Criterion>,
    /// Notes, in the order of the files.
    pub notes: Vec<Note>,
}
