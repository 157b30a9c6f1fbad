//! Share rate 分成率: the corrector by scores, and the number of rights that count.

/// Adjustment by the scores of the right: `[a·(L−1) + b·(T−1) + c·(E−1)]/9` with the group weights a, b, c.
#[must_use]
pub fn score_adjustment(weights: [f64; 3], legal: f64, technical: f64, economic: f64) -> f64 {
    let [a, b, c] = weights;
    (a * (legal - 1.0) + b * (technical - 1.0) + c * (economic - 1.0)) / 9.0
}

/// Number of effective rights in a pool: `(Σq)²/Σq²`; 0 without weight.
#[must_use]
pub fn effective_number(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}
