//! What is missing, and where else in the check-up help is found.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;

use super::Severity;

/// What kind of gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// An indicator that fails or is at risk: its cures are the remedy.
    Indicator,
    /// A gate that fails: listing standard, stability, record, sector.
    Gate,
    /// An issue that is open or being cured.
    Issue,
    /// Something not answered that may be grave: collect the evidence.
    Evidence,
}

/// One line of the gap list 差距清单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap {
    /// `I1`, `G3`, `OWN-2`; named by the note `star.<code>`, an issue by the note of its code.
    pub code: String,
    /// What kind.
    pub kind: GapKind,
    /// How grave: B keeps the gate shut, H keeps the status from READY.
    pub severity: Severity,
    /// Months to cure at 50 % and 80 % confidence, where known.
    pub lead_months: Option<[f64; 2]>,
    /// Last day to start for the filing date of the plan.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub latest_start: Option<Date>,
    /// Days from today to that day; negative when past.
    pub slack_days: Option<i32>,
    /// First base year in which the projection meets the indicator.
    pub first_year: Option<i16>,
    /// Fields still needed.
    pub missing: Vec<String>,
}

/// A hint to another part of the check-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bridge {
    /// `bridge-interval`, `bridge-insurance`, `bridge-collateral`; named by the note `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// Issues that call for it.
    pub issues: Vec<String>,
}
