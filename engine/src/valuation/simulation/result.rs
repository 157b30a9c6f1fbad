//! What a simulation gives.

use serde::{Deserialize, Serialize};

use super::{PercentileRule, Sampler};

/// The distribution of the value, in yuan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulationResult {
    /// Number of trials.
    pub trials: u32,
    /// Seed, as text.
    pub seed: String,
    /// Where the points came from.
    pub sampler: Sampler,
    /// How percentiles were read off.
    pub percentile_rule: PercentileRule,
    /// Percentiles; P50 is the headline, P10 the conservative end, P90 the upside.
    pub percentiles: Percentiles,
    /// Mean.
    pub mean: f64,
    /// Standard deviation of the sample; 0 with a single trial.
    pub standard_deviation: f64,
    /// Standard error of the mean `s/√N`. With Sobol points an upper bound: their error falls faster.
    pub standard_error: f64,
    /// The value with every input at its base.
    pub base: f64,
    /// Share of the trials below `base`.
    pub below_base: f64,
    /// Share of the trials below each threshold asked for.
    pub below: Vec<Below>,
    /// How the values spread.
    pub histogram: Histogram,
    /// How the percentiles settled, at 1,024 trials, doubling, and at the end.
    pub convergence: Vec<ConvergencePoint>,
    /// What each input contributes, in the order of the inputs.
    pub contributions: Vec<Contribution>,
}

/// Percentiles of the value, yuan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Percentiles {
    /// 5 %.
    pub p5: f64,
    /// 10 %.
    pub p10: f64,
    /// 25 %.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75 %.
    pub p75: f64,
    /// 90 %.
    pub p90: f64,
    /// 95 %.
    pub p95: f64,
}

/// Share of the trials below a value.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Below {
    /// The value, yuan.
    pub threshold: f64,
    /// Share of the trials below it, 0–1.
    pub share: f64,
}

/// Counts in bins of one width. Edges are multiples of a width of 1, 2 or 5 times a power of ten, so bins stay where
/// they are while trials are added or an input moves a little.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    /// Lower edge of the first bin, yuan.
    pub start: f64,
    /// Width of a bin, yuan; 0 when all values are one.
    pub width: f64,
    /// Trials in each bin, lower edge included.
    pub counts: Vec<u32>,
    /// Trials below the first bin: at most the lowest half per cent.
    pub below: u32,
    /// Trials above the last bin: at most the highest half per cent.
    pub above: u32,
}

impl Histogram {
    /// Lower edge, upper edge and trials of each bin.
    pub fn bins(&self) -> impl Iterator<Item = (f64, f64, u32)> {
        let edge = |bin: u32| self.start + f64::from(bin) * self.width;
        self.counts.iter().zip(0_u32..).map(move |(count, bin)| (edge(bin), edge(bin + 1), *count))
    }
}

/// The distribution after some of the trials.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConvergencePoint {
    /// Trials so far.
    pub trials: u32,
    /// P10 so far, yuan.
    pub p10: f64,
    /// P50 so far, yuan.
    pub p50: f64,
    /// P90 so far, yuan.
    pub p90: f64,
}

/// What an input contributes to the spread of the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Id of the input.
    pub input: String,
    /// Spearman's rank correlation with the value, over the first trials; 0 for an input that does not vary.
    pub rank_correlation: f64,
    /// Its square as a share of the sum of squares of all inputs, 0–1.
    pub share: f64,
}

/// How far a simulation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SimulationProgress {
    /// Trials done.
    pub done: u32,
    /// Trials in all.
    pub total: u32,
    /// What they say so far: the points of the convergence path.
    pub path: Vec<ConvergencePoint>,
}

/// The trials of a range, to be merged with others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// First trial.
    pub first: u32,
    /// Value of each trial in turn.
    pub values: Vec<f64>,
    /// Draws of each input in turn, for the contributions; of the first trials only.
    pub draws: Vec<Vec<f64>>,
}
