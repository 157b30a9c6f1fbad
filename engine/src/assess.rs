//! The heart: dossier and rules in, assessment out.

use jiff::civil::Date;
use serde::Serialize;

use crate::financing::FinancingAssessment;
use crate::health::{Completeness, HealthAssessment};
use crate::star::StarAssessment;
use crate::valuation::PortfolioValuation;
use crate::working::Workings;

/// Everything computed. Serialises to the JSON that the command line and the npm package print.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assessment {
    /// Valuation date 评估基准日 and day of the rules.
    pub as_of: Date,
    /// Id and version of the rule pack.
    pub rules: PackName,
    /// How much is known and what is still needed.
    pub completeness: Completeness,
    /// What the rights are worth.
    pub valuation: PortfolioValuation,
    /// Channels, sized, priced and ranked.
    pub financing: FinancingAssessment,
    /// STAR Market readiness.
    pub star: StarAssessment,
    /// Dimensions and findings.
    pub health: HealthAssessment,
    /// The working of every figure.
    pub workings: Workings,
}

/// Which pack was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PackName {
    /// `shanghai`.
    pub id: String,
    /// `2026.3`.
    pub version: String,
}
