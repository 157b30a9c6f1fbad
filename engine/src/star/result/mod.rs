//! What the STAR Market module 科创板 finds.
//!
//! Codes such as `I1`, `S2`, `OWN-1`, `rd-share` are names of notes of the rule pack: [`note_id`] gives the id, and the
//! note holds the words in both languages. The engine formats no sentence.

mod attribute;
mod gaps;
mod issues;
mod listing;
mod outlook;
mod readiness;

use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::rules::Outcome;
use crate::working::Figure;

pub use self::attribute::{
    AttributeResult, AttributeVerdict, Cure, ExceptionResult, GrantOffices, GuidelineVersion, Indicator, IndicatorCode,
    PatentCounts, PatentReview, Reason, SectorResult, SectorVerdict, StrictLoss, Tally, Verdict, VersionChoice,
    VersionLimit, VersionReason, VersionVerdict,
};
pub use self::gaps::{Bridge, Gap, GapKind};
pub(crate) use self::issues::stated_severity;
pub use self::issues::{Issue, IssueOrigin, Severity, TrainingModule, Trigger};
pub use self::listing::{GrowthTier, ListingResult, MarketCapHint, Standard};
pub use self::outlook::{
    BackStep, FilingWindow, FirstYears, Neighbour, Plan, PlanEvent, PlanEventKind, PlanKind, PlanRow, Projection,
    ProjectionYear, Route, RouteOption, Sensitivity, WhatMustBeTrue,
};
pub use self::readiness::{Dimension, DimensionPart, Gate, GateCode, Penalty, Readiness, Status};

/// Everything the module finds about one dossier under one version of the guideline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StarAssessment {
    /// Version of the attribute guideline applied, and why.
    pub version: VersionChoice,
    /// The verdict under every version of the guideline, oldest first.
    pub versions: Vec<VersionVerdict>,
    /// The three full fiscal years Y-2, Y-1, Y0 used; `None` while fewer are known.
    pub window: Option<[i16; 3]>,
    /// Sector gate 行业领域.
    pub sector: SectorResult,
    /// I1 to I4 科创属性指标, in order.
    pub indicators: Vec<Indicator>,
    /// Counts of invention patents 发明专利, with the reason for each patent left out.
    pub patents: PatentCounts,
    /// E1 to E5 例外情形, in order.
    pub exceptions: Vec<ExceptionResult>,
    /// Regular, exceptional, combined verdict.
    pub attribute: AttributeResult,
    /// Listing standards 上市标准.
    pub listing: ListingResult,
    /// Questions examiners raise 审核关注问题, in the order of the rule pack.
    pub issues: Vec<Issue>,
    /// Training modules recommended 风险防范培训.
    pub training: Vec<TrainingModule>,
    /// Gates, dimensions, score and status 申报准备度.
    pub readiness: Readiness,
    /// What to do by when 行动计划.
    pub plan: Plan,
    /// First year each threshold is met 达标预测; `None` while three years are not known or no growth is planned.
    pub projection: Option<Projection>,
    /// Other boards 其他板块, for comparison, never as advice.
    pub neighbours: Vec<Neighbour>,
    /// What is missing, gravest first 差距清单.
    pub gaps: Vec<Gap>,
    /// What other parts of the check-up can do about it.
    pub bridges: Vec<Bridge>,
}

impl StarAssessment {
    /// The indicator named.
    #[must_use]
    pub fn indicator(&self, code: IndicatorCode) -> Option<&Indicator> {
        self.indicators.iter().find(|indicator| indicator.code == code)
    }

    /// The issue named, such as `OWN-1`.
    #[must_use]
    pub fn issue(&self, code: &str) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.code == code)
    }
}

/// Id of the note that names a code of this module: `note_id("I1")` is `star.I1`. Issue notes carry their own code as
/// id.
#[must_use]
pub fn note_id(code: &str) -> String {
    format!("star.{code}")
}

/// One comparison of a measure with a threshold: an arm of an indicator, or a limb 条件项 of a listing standard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limb {
    /// `rd-share`, `rd-sum`, `cap`, …; named by the note `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// Met, not met, or not known. Decided by the exact comparison, never by rounded figures.
    pub outcome: Outcome,
    /// The measure, opening to its working; `None` when it cannot be computed.
    pub value: Option<Figure>,
    /// The threshold, opening to its rule; `None` for a limb that is answered yes or no.
    pub threshold: Option<Figure>,
    /// The comparison in whole numbers.
    pub comparison: Option<ExactComparison>,
    /// Fields of the dossier still needed.
    pub missing: Vec<String>,
}

impl Limb {
    /// Value over threshold, for bars and margins; `None` without a positive threshold.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        match (&self.value, &self.threshold) {
            (Some(value), Some(threshold)) if threshold.value > 0.0 => Some(value.value / threshold.value),
            _ => None,
        }
    }
}

/// `left ≥ right` (or `left > right` when strict) in whole numbers: the comparison that decides.
///
/// For 研发投入占比 ≥ 5 % the sides are `100 · ΣR&D` and `5 · ΣRevenue` in fen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ExactComparison {
    /// Left side; a decimal string in JSON, since it exceeds 2⁵³.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(with = "as_text")]
    pub left: i128,
    /// Right side.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(with = "as_text")]
    pub right: i128,
    /// `>` instead of `≥`.
    pub strict: bool,
}

impl ExactComparison {
    /// Whether the comparison holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.right < self.left || (!self.strict && self.left == self.right)
    }
}

/// A whole number as its decimal text.
mod as_text {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(number: &i128, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i128, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Error::custom)
    }
}
