//! Listing standards.

use serde::{Deserialize, Serialize};

use super::Limb;
use crate::code::Code;
use crate::rules::Outcome;
use crate::working::Figure;

/// One listing standard 上市标准, or a set of conditions of the same shape on another board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standard {
    /// `S1a`, `S1b`, `S2` … `S5`, `RC-L1`, `RC-L2`, `RC-U1`, `RC-U2`, `WVR-1`, `WVR-2`; named by the note
    /// `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// All limbs together.
    pub outcome: Outcome,
    /// Open to this applicant: red chips and weighted voting have their own standards.
    pub applicable: bool,
    /// The limbs 条件项, all needed.
    pub limbs: Vec<Limb>,
    /// Value over threshold on the tightest limb.
    pub margin: Option<f64>,
}

/// A guess of market capitalisation, shown while the user gives none; never decides anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MarketCapHint {
    /// Larger of earnings and sales multiple, yuan.
    pub estimate: Figure,
}

/// Whether the company would enter the growth tier 科创成长层.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum GrowthTier {
    /// Unprofitable at listing: enters, symbol suffix U.
    Enters,
    /// Profitable.
    DoesNotEnter,
    /// Profit not known.
    Unknown,
}

/// All listing standards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingResult {
    /// Every standard, in the order of the rule.
    pub standards: Vec<Standard>,
    /// Structural limbs of rule 2.1.1: share capital after issue, public float, years of operation.
    pub structure: Vec<Limb>,
    /// Some applicable standard is met.
    pub outcome: Outcome,
    /// The one to choose among those met: the widest margin on its tightest limb; S5 only as a last resort.
    #[serde(deserialize_with = "crate::code::maybe")]
    pub chosen: Option<Code>,
    /// While none is met: the applicable standard whose tightest limb comes nearest to its threshold.
    #[serde(deserialize_with = "crate::code::maybe")]
    pub nearest: Option<Code>,
    /// Hint while the market capitalisation is unknown.
    pub cap_hint: Option<MarketCapHint>,
    /// Growth tier.
    pub growth_tier: GrowthTier,
    /// The ways out of the growth tier, `GT-1` and `GT-2`, of which one suffices; empty for a company that does not enter.
    pub growth_tier_exit: Vec<Standard>,
    /// What standard 5 asks of the company's sector: names of notes, `s5.drugs`.
    #[serde(deserialize_with = "crate::code::many")]
    pub milestones: Vec<Code>,
    /// A senior professional institutional investor holds as the exchange's guide asks: evidence, never a gate.
    pub senior_investor: Option<bool>,
}

impl ListingResult {
    /// The standard named.
    #[must_use]
    pub fn standard(&self, code: &str) -> Option<&Standard> {
        self.standards.iter().find(|standard| standard.code == code)
    }
}
