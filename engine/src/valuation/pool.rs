//! Pools 资产池: rights on one stream of income are valued together, and the value is shared out once.

use super::Range;

/// Rate of a pool: `min(cap, best·[1 + increment·(n_eff − 1)])`. Never the sum of the single rates.
#[must_use]
pub fn pool_rate(best: f64, effective_number: f64, increment: f64, cap: f64) -> f64 {
    libm::fmin(best * (1.0 + increment * libm::fmax(effective_number - 1.0, 0.0)), cap)
}

/// Weight of a right in a pool: `V²·c·p` of score, coverage and validity.
///
/// Squared because the value of patents is very skewed.
#[must_use]
pub fn pool_weight(score: f64, coverage: f64, validity: f64) -> f64 {
    score * score * coverage * validity
}

/// Shares `total` yuan out by weight, in whole fen that add up to the total (rounded to the fen): largest remainder.
/// Nothing without weight.
#[must_use]
pub fn allocate(total: f64, weights: &[f64]) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    let fen = libm::round(total * 100.0);
    if sum.is_nan() || sum <= 0.0 || fen.is_nan() || libm::fabs(fen) > 9.0e15 {
        return vec![0.0; weights.len()];
    }
    let exact: Vec<f64> = weights.iter().map(|weight| fen * (weight / sum)).collect();
    let mut parts: Vec<f64> = exact.iter().map(|part| libm::floor(*part)).collect();
    let mut left = fen - parts.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let remainder = |place: &usize| exact.get(*place).map_or(0.0, |part| part - libm::floor(*part));
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    for place in order.iter().cycle().take(4 * weights.len()) {
        if left < 1.0 {
            break;
        }
        if let Some(part) = parts.get_mut(*place)
            && weights.get(*place).is_some_and(|weight| *weight > 0.0)
        {
            *part += 1.0;
            left -= 1.0;
        }
    }
    parts.into_iter().map(|part| part / 100.0).collect()
}

/// Adds ranges with a common correlation ρ: medians add; the distance of each end from the median is
/// `√[(1−ρ)·Σh² + ρ·(Σh)²]`.
#[must_use]
pub fn aggregate(ranges: &[Range], correlation: f64) -> Range {
    let median: f64 = ranges.iter().map(|range| range.p50).sum();
    let distance = |of: &dyn Fn(&Range) -> f64| {
        let sum: f64 = ranges.iter().map(of).sum();
        let squares: f64 = ranges.iter().map(|range| of(range) * of(range)).sum();
        libm::sqrt((1.0 - correlation) * squares + correlation * (sum * sum))
    };
    Range {
        p10: libm::fmax(median - distance(&|range| range.p50 - range.p10), 0.0),
        p50: median,
        p90: median + distance(&|range| range.p90 - range.p50),
    }
}
