//! Inverse distribution functions prepared for many draws.

use super::beta::BetaInverse;
use super::distribution::{Z90, limits};
use super::{Distribution, DistributionFault, Input, normal};
#[cfg(feature = "simulation")]
use crate::valuation::income_sampler::Lanes;
use crate::valuation::range::round;

/// Draws an input: the inverse of its distribution function, then rounded to its step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draws {
    shape: Shape,
    step: Option<f64>,
    least: f64,
    most: f64,
}

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Constant(f64),
    Triangular(Triangle),
    Uniform { low: f64, width: f64 },
    Normal { mean: f64, sd: f64, from: f64, width: f64 },
    Lognormal { mu: f64, low_sigma: f64, high_sigma: f64 },
    Pert { low: f64, width: f64, inverse: Box<BetaInverse> },
    Discrete(Vec<(f64, f64)>),
}

/// A triangular distribution that varies, prepared: [`Triangular::quantile`](crate::valuation::range::Triangular::quantile)
/// to the bit, without its division.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Triangle {
    low: f64,
    high: f64,
    width: f64,
    /// Probability below the mode.
    split: f64,
    rise: f64,
    fall: f64,
}

impl Triangle {
    fn quantile(&self, u: f64) -> f64 {
        // Which side a draw falls on cannot be foreseen: by arithmetic, not by a branch. Times one and plus zero are exact.
        let falls = if u < self.split { 0.0 } else { 1.0 };
        let rises = 1.0 - falls;
        let (share, side) = (falls + (rises - falls) * u, rises * self.rise + falls * self.fall);
        (rises * self.low + falls * self.high) + (rises - falls) * f64::sqrt(share * self.width * side)
    }
}

impl Shape {
    fn triangular(low: f64, mode: f64, high: f64) -> Self {
        let width = high - low;
        if width <= 0.0 {
            return Shape::Constant(mode);
        }
        let (rise, fall) = (mode - low, high - mode);
        Shape::Triangular(Triangle { low, high, width, split: rise / width, rise, fall })
    }
}

impl Draws {
    /// Prepares an input.
    pub(super) fn new(input: &Input) -> Result<Self, DistributionFault> {
        input.distribution.check()?;
        let numbers = [input.step.unwrap_or(1.0), input.base()];
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(DistributionFault::NotFinite);
        }
        if input.step.is_some_and(|step| step <= 0.0) {
            return Err(DistributionFault::NotPositive);
        }
        let unbounded = (f64::NEG_INFINITY, f64::INFINITY);
        let (shape, (least, most)) = match &input.distribution {
            Distribution::Constant { value } => (Shape::Constant(*value), (*value, *value)),
            Distribution::Triangular { low, mode, high } => (Shape::triangular(*low, *mode, *high), (*low, *high)),
            Distribution::Pert { low, mode, high, shape } => {
                let width = high - low;
                if width == 0.0 {
                    (Shape::Constant(*mode), (*low, *high))
                } else {
                    let alpha = 1.0 + shape * (mode - low) / width;
                    let beta = 1.0 + shape * (high - mode) / width;
                    let inverse = Box::new(BetaInverse::new(alpha, beta));
                    (Shape::Pert { low: *low, width, inverse }, (*low, *high))
                }
            }
            Distribution::Uniform { low, high } => (Shape::Uniform { low: *low, width: high - low }, (*low, *high)),
            Distribution::Normal { mean, sd, low, high } => {
                let (from, to) = limits(*mean, *sd, *low, *high);
                let ends = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
                (Shape::Normal { mean: *mean, sd: *sd, from, width: to - from }, ends)
            }
            Distribution::Lognormal { p10, p90 } => {
                let sigma = (libm::log(*p90) - libm::log(*p10)) / (2.0 * Z90);
                let mu = (libm::log(*p10) + libm::log(*p90)) / 2.0;
                (Shape::Lognormal { mu, low_sigma: sigma, high_sigma: sigma }, unbounded)
            }
            Distribution::LognormalMoments { mean, cv } => {
                let variance = libm::log1p(cv * cv);
                let sigma = libm::sqrt(variance);
                let mu = libm::log(*mean) - variance / 2.0;
                (Shape::Lognormal { mu, low_sigma: sigma, high_sigma: sigma }, unbounded)
            }
            Distribution::Percentiles { p10, p50, p90 } => {
                let mu = libm::log(*p50);
                let low_sigma = (mu - libm::log(*p10)) / Z90;
                let high_sigma = (libm::log(*p90) - mu) / Z90;
                (Shape::Lognormal { mu, low_sigma, high_sigma }, unbounded)
            }
            Distribution::Discrete { values, weights } => discrete(values, weights),
        };
        Ok(Draws { shape, step: input.step, least, most })
    }

    /// The draw at probability `u`, 0 < u < 1.
    pub(super) fn at(&self, u: f64) -> f64 {
        self.stepped(self.smooth(u))
    }

    /// The draws at probabilities side by side. Does not allocate.
    #[cfg(feature = "simulation")]
    pub(super) fn lanes(&self, uniforms: &Lanes) -> Lanes {
        let mut drawn = *uniforms;
        match &self.shape {
            Shape::Triangular(triangle) => drawn.iter_mut().for_each(|lane| *lane = triangle.quantile(*lane)),
            _ => drawn.iter_mut().for_each(|lane| *lane = self.smooth(*lane)),
        }
        if self.step.is_some() {
            drawn.iter_mut().for_each(|lane| *lane = self.stepped(*lane));
        }
        drawn
    }

    /// The draw before it is rounded.
    fn smooth(&self, u: f64) -> f64 {
        match &self.shape {
            Shape::Constant(value) => *value,
            Shape::Triangular(triangle) => triangle.quantile(u),
            Shape::Uniform { low, width } => low + width * u,
            Shape::Normal { mean, sd, from, width } => {
                let value = mean + sd * normal::quantile(from + width * u);
                libm::fmin(libm::fmax(value, self.least), self.most)
            }
            Shape::Lognormal { mu, low_sigma, high_sigma } => {
                let z = normal::quantile(u);
                libm::exp(mu + z * if z < 0.0 { *low_sigma } else { *high_sigma })
            }
            Shape::Pert { low, width, inverse } => low + width * inverse.at(u),
            Shape::Discrete(steps) => {
                let step = steps.iter().find(|(below, _)| u < *below).or(steps.last());
                step.map_or(f64::NAN, |(_, value)| *value)
            }
        }
    }

    fn stepped(&self, drawn: f64) -> f64 {
        match self.step {
            None => drawn,
            Some(step) => libm::fmin(libm::fmax(round(drawn / step) * step, self.least), self.most),
        }
    }

    /// Whether draws differ.
    pub(super) fn vary(&self) -> bool {
        match &self.shape {
            Shape::Constant(_) => false,
            Shape::Lognormal { low_sigma, high_sigma, .. } => *low_sigma > 0.0 || *high_sigma > 0.0,
            Shape::Discrete(steps) => steps.len() > 1,
            Shape::Triangular(_) | Shape::Uniform { .. } | Shape::Normal { .. } | Shape::Pert { .. } => {
                self.most > self.least
            }
        }
    }

    /// The least and the greatest draw; infinite where there is none.
    pub(super) fn bounds(&self) -> (f64, f64) {
        match &self.shape {
            Shape::Lognormal { .. } => (0.0, f64::INFINITY),
            _ => (self.least, self.most),
        }
    }

    /// Low and high case: the bounds where there are both, else the tenth and ninetieth percentile.
    pub(super) fn cases(&self) -> (f64, f64) {
        if self.least.is_finite() && self.most.is_finite() {
            (self.least, self.most)
        } else {
            (self.at(0.1), self.at(0.9))
        }
    }
}

/// Cumulative probabilities in the order of the values, without those of no weight, so that a higher probability never
/// draws a lower value.
fn discrete(values: &[f64], weights: &[f64]) -> (Shape, (f64, f64)) {
    let mut pairs: Vec<(f64, f64)> = values.iter().copied().zip(weights.iter().copied()).collect();
    pairs.retain(|(_, weight)| *weight > 0.0);
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = pairs.iter().map(|(_, weight)| weight).sum();
    let mut sum = 0.0;
    let steps: Vec<(f64, f64)> = pairs
        .into_iter()
        .map(|(value, weight)| {
            sum += weight / total;
            (sum, value)
        })
        .collect();
    let end = |step: Option<&(f64, f64)>| step.map_or(f64::NAN, |(_, value)| *value);
    let ends = (end(steps.first()), end(steps.last()));
    (Shape::Discrete(steps), ends)
}
