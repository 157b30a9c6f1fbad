//! How many trials, from which seed and points, and how they are reported.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::rules::{RuleError, Rules};

/// The most trials of one simulation: 80 MB of values.
pub const MOST_TRIALS: u32 = 10_000_000;

/// How a problem is simulated. In JSON the seed is a text, because JavaScript's numbers do not hold 64 bits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulationOptions {
    /// Number of trials, 1 to [`MOST_TRIALS`].
    pub trials: u32,
    /// Seed: same seed, same bits.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    #[serde(serialize_with = "seed_as_text", deserialize_with = "seed_of_text")]
    pub seed: u64,
    /// Where the points come from.
    pub sampler: Sampler,
    /// How percentiles are read off.
    #[serde(default)]
    pub percentiles: PercentileRule,
    /// Values in yuan for which the share of trials below is wanted: a requested loan, a price.
    #[serde(default)]
    pub thresholds: Vec<f64>,
}

impl SimulationOptions {
    /// Trials and seed of the rule pack, scrambled Sobol points.
    ///
    /// # Errors
    /// [`RuleError::Missing`] when the pack lacks them.
    pub fn of_rules(rules: &Rules) -> Result<Self, RuleError> {
        Ok(SimulationOptions {
            trials: rules.number("valuation.uncertainty.trials")? as u32,
            seed: rules.number("valuation.uncertainty.seed")? as u64,
            sampler: Sampler::Sobol,
            percentiles: PercentileRule::default(),
            thresholds: Vec::new(),
        })
    }
}

/// Where the points come from. Either way trial `i` of input `j` depends on seed, `i`, `j` and the number of inputs
/// alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sampler {
    /// Pseudo-random: the generator splitmix64, one number for each input in turn, trial after trial.
    ///
    /// # Source
    /// Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators.
    #[serde(rename = "splitmix64")]
    SplitMix64,
    /// Quasi-random: Sobol points with Owen's scrambling, new scrambles every 65,536 trials and 256 inputs. Percentiles
    /// settle with far fewer trials; a power of two is best.
    ///
    /// # Source
    /// Burley (2020), Practical hash-based Owen scrambling; directions of Joe and Kuo (2008).
    Sobol,
}

/// How a percentile is read off the sorted values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PercentileRule {
    /// A mean of the values around the place, the near ones weighing most: a kernel estimate with Epanechnikov's weights
    /// over probabilities within `0.8·(p·(1−p))²` of `p`, narrower beyond 16,384 trials. Errors of Sobol points at
    /// neighbouring values hardly agree, so the mean takes out half of what one place alone is off. Linear where values
    /// repeat, as scenarios do, and where there are too few.
    ///
    /// Percentiles stay in order, and a better trial never lowers one: weights are positive, windows do not overlap.
    ///
    /// # Source
    /// Parzen (1979), Nonparametric statistical data modeling; Sheather and Marron (1990), Kernel quantile estimators.
    #[default]
    Smooth,
    /// Linear between the values at both sides of place `(N−1)·p` (type 7 of Hyndman and Fan, Excel's PERCENTILE.INC).
    Linear,
    /// The value at place `ceil(N·p)`, counted from 1 (type 1).
    Step,
}

fn seed_as_text<S: Serializer>(seed: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(seed)
}

fn seed_of_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| de::Error::custom("the seed is a text of digits below 2^64"))
}
