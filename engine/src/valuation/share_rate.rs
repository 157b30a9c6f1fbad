//! Share rate 分成率: the composite method, the corrector by scores, and the bounds.

/// A group of factors of the composite method: weight of the group, then (weight in the group, score 0–100).
#[derive(Clone, Debug, PartialEq)]
pub struct FactorGroup {
    /// Weight of the group.
    pub weight: f64,
    /// Factors: weight in the group, score 0–100.
    pub factors: Vec<(f64, f64)>,
}

/// Adjustment coefficient Δ 调整系数 of the composite method: `Σ W_g·Σ w_f·score/100`, 0–1.
///
/// # Source
/// Groups and factors: valuation.s27; weights and steps: the classic table of Chinese reports.
#[must_use]
pub fn composite_adjustment(groups: &[FactorGroup]) -> f64 {
    groups
        .iter()
        .map(|group| group.weight * group.factors.iter().map(|(weight, score)| weight * score / 100.0).sum::<f64>())
        .sum()
}

/// Adjustment by the scores of the right: `[a·(L−1) + b·(T−1) + c·(E−1)]/9` with the group weights a, b, c.
#[must_use]
pub fn score_adjustment(weights: [f64; 3], legal: f64, technical: f64, economic: f64) -> f64 {
    let [a, b, c] = weights;
    (a * (legal - 1.0) + b * (technical - 1.0) + c * (economic - 1.0)) / 9.0
}

/// `R = m + (n − m)·Δ` inside the band of the industry.
#[must_use]
pub fn share_rate(band: [f64; 2], adjustment: f64) -> f64 {
    let [low, high] = band;
    low + (high - low) * adjustment
}

/// Number of effective rights in a pool: `(Σq)²/Σq²`; 0 without weight.
#[must_use]
pub fn effective_number(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    if squares > 0.0 { sum * sum / squares } else { 0.0 }
}

/// Share of profit by equivalent investment 约当投资分成: `I_p(1+m_p) / [I_p(1+m_p) + I_o(1+m_o)]`, each pair being
/// (re-created cost, cost-profit rate) (F6).
#[must_use]
pub fn equivalent_investment(technology: (f64, f64), other: (f64, f64)) -> f64 {
    let own = technology.0 * (1.0 + technology.1);
    own / (own + other.0 * (1.0 + other.1))
}
