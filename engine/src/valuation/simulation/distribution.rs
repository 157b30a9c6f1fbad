//! Distributions of uncertain inputs, by the parameters people know.

use serde::{Deserialize, Serialize};

use super::DistributionFault;
use super::normal;

/// Standard normal value of the ninetieth percentile.
pub(super) const Z90: f64 = 1.281_551_565_544_600_4;

/// A distribution of an input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Distribution {
    /// Always the same.
    Constant {
        /// The value.
        value: f64,
    },
    /// Triangular 三角分布.
    Triangular {
        /// Lowest.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Highest.
        high: f64,
    },
    /// PERT: a beta distribution with weight `shape` on the mode; mean `(low + shape·mode + high)/(shape + 2)`.
    Pert {
        /// Lowest.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Highest.
        high: f64,
        /// Weight λ of the mode, 0–100; 4 is usual.
        #[serde(default = "usual_shape")]
        shape: f64,
    },
    /// Uniform 均匀分布.
    Uniform {
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
    },
    /// Normal 正态分布, cut off at limits if there are any.
    Normal {
        /// Mean before the cut.
        mean: f64,
        /// Standard deviation before the cut.
        sd: f64,
        /// Lowest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        low: Option<f64>,
        /// Highest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        high: Option<f64>,
    },
    /// Lognormal 对数正态分布 by two percentiles.
    Lognormal {
        /// Tenth percentile, above zero.
        p10: f64,
        /// Ninetieth percentile.
        p90: f64,
    },
    /// Lognormal by its moments.
    LognormalMoments {
        /// Mean, above zero.
        mean: f64,
        /// Coefficient of variation: standard deviation over mean.
        cv: f64,
    },
    /// Three percentiles: a lognormal with its own spread on each side of the median.
    Percentiles {
        /// Tenth percentile, above zero.
        p10: f64,
        /// Median.
        p50: f64,
        /// Ninetieth percentile.
        p90: f64,
    },
    /// One of several values: scenarios, or 0 and 1 for a chance.
    Discrete {
        /// The values.
        values: Vec<f64>,
        /// Their weights, of any sum.
        weights: Vec<f64>,
    },
}

fn usual_shape() -> f64 {
    4.0
}

impl Distribution {
    /// 1 with a probability, else 0.
    #[must_use]
    pub fn chance(probability: f64) -> Self {
        Distribution::Discrete { values: vec![0.0, 1.0], weights: vec![1.0 - probability, probability] }
    }

    /// The value in a deterministic valuation: mode, median, the middle of a uniform one, the expectation of a discrete
    /// one.
    #[must_use]
    pub fn base(&self) -> f64 {
        match self {
            Distribution::Constant { value } => *value,
            Distribution::Triangular { mode, .. } | Distribution::Pert { mode, .. } => *mode,
            Distribution::Uniform { low, high } => (low + high) / 2.0,
            Distribution::Normal { mean, low, high, .. } => {
                libm::fmin(libm::fmax(*mean, low.unwrap_or(*mean)), high.unwrap_or(f64::INFINITY))
            }
            Distribution::Lognormal { p10, p90 } => libm::sqrt(p10 * p90),
            Distribution::LognormalMoments { mean, cv } => mean / libm::sqrt(1.0 + cv * cv),
            Distribution::Percentiles { p50, .. } => *p50,
            Distribution::Discrete { values, weights } => {
                let sum: f64 = values.iter().zip(weights).map(|(value, weight)| value * weight).sum();
                sum / weights.iter().sum::<f64>()
            }
        }
    }

    /// Checks the parameters.
    pub(super) fn check(&self) -> Result<(), DistributionFault> {
        use DistributionFault::{Limits, NotFinite, NotPositive, Order, Shape, Weights};
        let finite =
            |numbers: &[f64]| if numbers.iter().all(|number| number.is_finite()) { Ok(()) } else { Err(NotFinite) };
        let hold = |condition: bool, fault| if condition { Ok(()) } else { Err(fault) };
        match self {
            Distribution::Constant { value } => finite(&[*value]),
            Distribution::Triangular { low, mode, high } => {
                finite(&[*low, *mode, *high])?;
                hold(low <= mode && mode <= high, Order)
            }
            Distribution::Pert { low, mode, high, shape } => {
                finite(&[*low, *mode, *high, *shape])?;
                hold(low <= mode && mode <= high, Order)?;
                hold(*shape > 0.0 && *shape <= 100.0, Shape)
            }
            Distribution::Uniform { low, high } => {
                finite(&[*low, *high])?;
                hold(low <= high, Order)
            }
            Distribution::Normal { mean, sd, low, high } => {
                finite(&[*mean, *sd, low.unwrap_or(0.0), high.unwrap_or(0.0)])?;
                hold(*sd > 0.0, NotPositive)?;
                hold(low.zip(*high).is_none_or(|(low, high)| low < high), Order)?;
                let (from, to) = limits(*mean, *sd, *low, *high);
                hold(to - from >= 1e-6, Limits)
            }
            Distribution::Lognormal { p10, p90 } => {
                finite(&[*p10, *p90])?;
                hold(*p10 > 0.0, NotPositive)?;
                hold(p10 <= p90, Order)
            }
            Distribution::LognormalMoments { mean, cv } => {
                finite(&[*mean, *cv])?;
                hold(*mean > 0.0 && *cv >= 0.0, NotPositive)
            }
            Distribution::Percentiles { p10, p50, p90 } => {
                finite(&[*p10, *p50, *p90])?;
                hold(*p10 > 0.0, NotPositive)?;
                hold(p10 <= p50 && p50 <= p90, Order)
            }
            Distribution::Discrete { values, weights } => {
                finite(values)?;
                finite(weights)?;
                let weighted =
                    weights.iter().all(|weight| *weight >= 0.0) && weights.iter().any(|weight| *weight > 0.0);
                hold(values.len() == weights.len() && weighted, Weights)
            }
        }
    }
}

/// Probabilities below the limits of a normal distribution.
pub(super) fn limits(mean: f64, sd: f64, low: Option<f64>, high: Option<f64>) -> (f64, f64) {
    (low.map_or(0.0, |low| normal::cdf((low - mean) / sd)), high.map_or(1.0, |high| normal::cdf((high - mean) / sd)))
}
