//! What a person knows better of an uncertain input than the tool assumes.

use serde::{Deserialize, Serialize};

/// Form of the distribution of a three-point input 分布形式.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DistributionForm {
    /// Triangular over low, mode and high, as the ranges of an assessment.
    #[default]
    Triangular,
    /// PERT over the three, `valuation.uncertainty.pert-shape` the weight of the mode.
    Pert,
    /// Uniform from low to high.
    Uniform,
    /// Lognormal with low and high as tenth and ninetieth percentile; it has no upper end.
    Lognormal,
    /// Low, mode and high as scenarios with the chances of `valuation.uncertainty.scenario-weights`.
    Scenarios,
}

/// A stated distribution 自填分布 of an input of the simulation. What is left out stays as assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StatedInput {
    /// Its form; triangular when missing.
    pub form: Option<DistributionForm>,
    /// Low case 低值, in the unit of the input: a multiplier, a share or rate as a decimal, years.
    pub low: Option<f64>,
    /// Most likely 最可能值.
    pub mode: Option<f64>,
    /// High case 高值.
    pub high: Option<f64>,
    /// Chance of the low case 低值概率, 0–1; read by the form of scenarios only.
    pub low_chance: Option<f64>,
    /// Chance of the high case 高值概率, 0–1; what both leave is the chance of the middle.
    pub high_chance: Option<f64>,
}

impl StatedInput {
    /// Whether nothing is stated.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == StatedInput::default()
    }
}
