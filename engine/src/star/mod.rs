//! STAR Market 科创板 readiness: sector gate, attribute indicators, listing standards, issues, readiness, plan,
//! projection.
//!
//! Three layers stay apart: figures (deterministic, versioned, exact integers), qualitative limbs (answered by the
//! user, never inferred), heuristics (score and status, our own assumptions).
//!
//! # Source
//! 《科创属性评价指引（试行）》; 《上海证券交易所科创板企业发行上市申报及推荐暂行规定》; 《上海证券交易所科创板股票上市规则》 2.1.1–2.1.4.

pub mod result;

pub use self::result::StarAssessment;

use crate::rules::RuleError;

/// Why the module cannot run: the rule pack lacks what it needs. Missing answers are no errors.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StarError {
    /// A record is missing or of the wrong kind.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// A record holds a value the engine cannot use, such as a fraction without denominator.
    #[error("rule {id} holds a value that cannot be used")]
    BadRecord {
        /// Id of the record.
        id: String,
    },
    /// The version code of the dossier names no version of the guideline.
    #[error("star.guideline_version names no version: {code}")]
    UnknownVersion {
        /// Code given.
        code: String,
    },
    /// A date lies outside the calendar.
    #[error("a date of the plan lies outside the calendar")]
    DateRange,
}
