//! The problem: uncertain inputs, how they move together, and what is valued.

use serde::{Deserialize, Serialize};

use super::{Component, Correlation, Distribution};

/// A valuation with uncertain inputs. In JSON, fields it does not know are refused.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulationProblem {
    /// The uncertain inputs. The place of an input decides which random numbers it gets, so keep an input that is
    /// certain for the moment as [`Distribution::Constant`] instead of leaving it out.
    pub inputs: Vec<Input>,
    /// How inputs move together; independent without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correlation: Option<Correlation>,
    /// What is valued: the value of a trial is the sum of these.
    pub components: Vec<Component>,
}

/// An uncertain input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Name by which components refer to it.
    pub id: String,
    /// Its distribution.
    pub distribution: Distribution,
    /// Draws are rounded to a multiple of this, then kept inside the bounds of the distribution: 0.5 for lives in
    /// half-years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<f64>,
    /// The value in the deterministic valuation; without it [`Distribution::base`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<f64>,
}

impl Input {
    /// An input whose draws are not rounded and whose base is the distribution's.
    #[must_use]
    pub fn new(id: impl Into<String>, distribution: Distribution) -> Self {
        Input { id: id.into(), distribution, step: None, base: None }
    }

    /// The value in the deterministic valuation.
    #[must_use]
    pub fn base(&self) -> f64 {
        self.base.unwrap_or_else(|| self.distribution.base())
    }
}
