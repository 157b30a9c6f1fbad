//! Reconciliation 结果协调: one value from several methods, or none when they are too far apart.

use super::Range;

/// The four approaches that carry weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approach {
    /// 收益法.
    Income,
    /// 市场法.
    Market,
    /// 成本法.
    Cost,
    /// 期权法.
    Option,
}

impl Approach {
    /// Place in the weight records.
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Approach::Income => 0,
            Approach::Market => 1,
            Approach::Cost => 2,
            Approach::Option => 3,
        }
    }
}

/// A method's value that takes part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which approach.
    pub approach: Approach,
    /// Its point, yuan.
    pub value: f64,
    /// Its range.
    pub range: Range,
    /// Lowest and highest point that it may have while answers of its own are missing; twice the point when none is.
    pub reach: [f64; 2],
}

/// The reconciled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconciled {
    /// Weight of each candidate, adding to 1.
    pub weights: Vec<f64>,
    /// Place of the heaviest candidate, the first of equals.
    pub leader: usize,
    /// The range; its median is the point.
    pub range: Range,
    /// How far the range must reach for the sake of the methods with weight, low and high.
    pub bounds: [f64; 2],
    /// 1 − min/max of the candidates with weight; `None` with fewer than two.
    pub disagreement: Option<f64>,
    /// max/min when it is above the limit: the methods were not averaged.
    pub too_far: Option<f64>,
}

/// Reconciles candidates by the weights of a stage (income, market, cost, option); missing methods are renormalised.
/// When none of them has weight at this stage, they count alike.
///
/// `largest_ratio`: beyond this max/min the methods are not averaged; the range spans them and the point is the
/// heaviest method's. `near`: up to which part of it a method's value may lie outside the range; a range that is
/// farther away from a method with weight is widened towards it.
///
/// `None` without candidates.
#[must_use]
pub fn reconcile(candidates: &[Candidate], stage_weights: &[f64], largest_ratio: f64, near: f64) -> Option<Reconciled> {
    let of_stage = |candidate: &Candidate| stage_weights.get(candidate.approach.place()).copied().unwrap_or(0.0);
    let mut weights: Vec<f64> = candidates.iter().map(of_stage).collect();
    if weights.iter().sum::<f64>() <= 0.0 {
        weights = vec![1.0; candidates.len()];
    }
    let total: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= total;
    }
    let counted = || candidates.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0);
    let heaviest = weights.iter().copied().fold(0.0, libm::fmax);
    let place = weights.iter().position(|weight| *weight == heaviest)?;
    let leader = candidates.get(place)?;
    let least = counted().map(|(candidate, _)| candidate.value).fold(f64::INFINITY, libm::fmin);
    let most = counted().map(|(candidate, _)| candidate.value).fold(0.0, libm::fmax);
    let several = counted().count() > 1 && most > 0.0;
    let ratio = if least > 0.0 { most / least } else { f64::INFINITY };
    let too_far = (several && ratio > largest_ratio).then_some(ratio);

    let lowest = counted().map(|(candidate, _)| candidate.reach[0]).fold(f64::INFINITY, libm::fmin);
    let highest = counted().map(|(candidate, _)| candidate.reach[1]).fold(0.0, libm::fmax);
    let (point, bounds) = if too_far.is_some() {
        (leader.value, [lowest, highest])
    } else {
        let mean = counted().map(|(candidate, weight)| candidate.value * weight).sum();
        (mean, [lowest / (1.0 - near), highest / (1.0 + near)])
    };
    let range = Range {
        p10: libm::fmin(libm::fmin(leader.range.p10, bounds[0]), point),
        p50: point,
        p90: libm::fmax(libm::fmax(leader.range.p90, bounds[1]), point),
    };
    let disagreement = several.then(|| 1.0 - least / most);
    Some(Reconciled { weights, leader: place, range, bounds, disagreement, too_far })
}
