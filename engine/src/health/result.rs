//! What the check-up says.

use serde::{Deserialize, Serialize};

use crate::rules::Unit;
use crate::valuation::Grade;
use crate::working::{Figure, Term};

/// The six sides of the health portrait 健康画像.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// 法律稳固.
    LegalStrength,
    /// 技术先进.
    Technology,
    /// 市场变现.
    MarketUse,
    /// 权属清晰.
    ClearTitle,
    /// 管理规范.
    Management,
    /// 风险防范.
    RiskProtection,
}

impl Dimension {
    /// All, clockwise from the top of the radar.
    pub const ALL: [Dimension; 6] = [
        Dimension::LegalStrength,
        Dimension::Technology,
        Dimension::MarketUse,
        Dimension::ClearTitle,
        Dimension::Management,
        Dimension::RiskProtection,
    ];

    /// The code in files and rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Dimension::LegalStrength => "legal-strength",
            Dimension::Technology => "technology",
            Dimension::MarketUse => "market-use",
            Dimension::ClearTitle => "clear-title",
            Dimension::Management => "management",
            Dimension::RiskProtection => "risk-protection",
        }
    }
}

/// The score of a dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DimensionScore {
    /// Which.
    pub dimension: Dimension,
    /// 0–100; `None` while nothing of it is known.
    pub score: Option<Figure>,
    /// Share of its weight that rests on answers, 0–1.
    pub coverage: f64,
}

/// How grave a finding is. Ordered: the gravest is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing 提示.
    Note,
    /// To be watched 关注.
    Watch,
    /// To be cured 异常.
    Abnormal,
    /// Stops finance or listing 阻断.
    Blocking,
}

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Rights concerned, by id.
    Assets {
        /// Ids in the dossier.
        ids: Vec<String>,
    },
    /// A measured number beside the limit it is held against.
    Number {
        /// What was measured.
        term: Term,
        /// The measured value.
        value: f64,
        /// The limit, where there is one.
        limit: Option<f64>,
        /// Unit of both.
        unit: Unit,
    },
    /// An answer, by field path.
    Answer {
        /// Field path in the dossier.
        path: String,
    },
}

/// An abnormal or notable item 异常指标. Its words and source are the note of the same id in the rule pack.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// Id of a note of kind finding.
    pub id: String,
    /// How grave.
    pub severity: Severity,
    /// The dimension it belongs to.
    pub dimension: Dimension,
    /// What it rests on; never empty.
    pub evidence: Vec<Evidence>,
}

/// The check-up's conclusion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HealthAssessment {
    /// Weighted mean of the dimensions, 0–100.
    pub overall: Option<Figure>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// The six dimensions, in the order of [`Dimension::ALL`].
    pub dimensions: Vec<DimensionScore>,
    /// Findings, gravest first.
    pub findings: Vec<Finding>,
}
