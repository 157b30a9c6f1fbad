//! Gates, dimensions, score, status.

use serde::{Deserialize, Serialize};

use super::Severity;
use crate::code::Code;
use crate::dossier::IssueState;
use crate::rules::Outcome;
use crate::working::Figure;

/// Hard gates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum GateCode {
    /// Sector 行业.
    G1,
    /// Attribute 科创属性.
    G2,
    /// Listing standard 上市标准.
    G3,
    /// Title 权属.
    G4,
    /// Stability 稳定性.
    G5,
    /// Record 持续经营与审计.
    G6,
    /// Blockers 实质障碍.
    G7,
}

impl GateCode {
    /// `G1`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            GateCode::G1 => "G1",
            GateCode::G2 => "G2",
            GateCode::G3 => "G3",
            GateCode::G4 => "G4",
            GateCode::G5 => "G5",
            GateCode::G6 => "G6",
            GateCode::G7 => "G7",
        }
    }
}

/// A gate and its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gate {
    /// Which.
    pub code: GateCode,
    /// Passed, failed, not known.
    pub outcome: Outcome,
    /// Issues that make it fail.
    pub issues: Vec<String>,
    /// Fields still needed.
    pub missing: Vec<String>,
}

/// A deduction from a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Penalty {
    /// Issue.
    pub issue: String,
    /// Its severity.
    pub severity: Severity,
    /// Its state.
    pub state: IssueState,
    /// Points taken, 0–100.
    pub points: f64,
}

/// A component of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionPart {
    /// `I1`, `core-revenue`, `mapping`, `strict-count`, `life`, `self-filed`, or a practice code; named by the note
    /// `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// Points, 0–100 within the part, opening to their working; `None` when not known.
    pub points: Option<Figure>,
    /// Most the part can add to the dimension.
    pub weight: f64,
}

/// One of the seven scored dimensions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dimension {
    /// `D1` … `D7`; named by the note `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// Weight in the total, points out of 100.
    pub weight: f64,
    /// Score 0–100 on what is known: an unknown part adds nothing.
    pub score: Figure,
    /// Score if every unknown turns out well.
    pub best: f64,
    /// What it is made of.
    pub parts: Vec<DimensionPart>,
    /// What was deducted and why.
    pub penalties: Vec<Penalty>,
}

/// Status of readiness. The order is the order of the test: first match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// 不符合行业要求.
    NotEligible,
    /// 存在实质障碍.
    Blocked,
    /// 存在差距.
    Gap,
    /// 接近.
    Near,
    /// 就绪.
    Ready,
}

/// Readiness for filing 申报准备度.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Readiness {
    /// Status.
    pub status: Status,
    /// Gates G1 to G7.
    pub gates: Vec<Gate>,
    /// Dimensions D1 to D7.
    pub dimensions: Vec<Dimension>,
    /// Weighted total, 0–100.
    pub score: Figure,
    /// Total if every unknown turns out well.
    pub best: f64,
    /// Why the status is not a better one: codes of gates, `score`, `high-issue`, `at-risk`, `unknown-issue`,
    /// `unknown-gate`, `insufficient-data`, `restricted-sector`, `exception-fragile`.
    #[serde(deserialize_with = "crate::code::many")]
    pub holding_back: Vec<Code>,
}

impl Readiness {
    /// The gate named.
    #[must_use]
    pub fn gate(&self, code: GateCode) -> Option<&Gate> {
        self.gates.iter().find(|gate| gate.code == code)
    }

    /// The dimension named `D1` … `D7`.
    #[must_use]
    pub fn dimension(&self, code: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|dimension| dimension.code == code)
    }
}
