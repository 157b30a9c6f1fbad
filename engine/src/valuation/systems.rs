//! Other score systems: the patent value degree of 2012 专利价值度 and the IPscore factors.

/// Patent value degree of the CNIPA manual of 2012: `α·LVD + β·TVD + γ·EVD` with
/// `LVD = stability/10 × Σ weight·score`; indicators are (weight, score).
///
/// # Source
/// Form of the sum: valuation.s47; the rest is background knowledge.
#[must_use]
pub fn patent_value_degree(
    weights: [f64; 3],
    stability: f64,
    legal: &[(f64, f64)],
    technical: &[(f64, f64)],
    economic: &[(f64, f64)],
) -> f64 {
    let degree = |indicators: &[(f64, f64)]| indicators.iter().map(|(weight, score)| weight * score).sum::<f64>();
    let [a, b, c] = weights;
    a * (stability / 10.0 * degree(legal)) + b * degree(technical) + c * degree(economic)
}

/// Score 1–5 of a number by its place between five monotone steps, piecewise linear; clamped at the ends.
#[must_use]
pub fn step_score(steps: [f64; 5], value: f64) -> f64 {
    let rising = steps.last() >= steps.first();
    let beyond = |a: f64, b: f64| if rising { a >= b } else { a <= b };
    let mut score = 1.0;
    for (place, pair) in steps.windows(2).enumerate() {
        if let [low, high] = pair
            && beyond(value, *low)
        {
            let part = if high == low { 1.0 } else { (value - low) / (high - low) };
            score = place as f64 + 1.0 + part.clamp(0.0, 1.0);
        }
    }
    score
}

/// Quadrant of the opportunity–risk matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// Low risk, high opportunity: invest and pledge 投入并质押.
    Invest,
    /// High risk, high opportunity: de-risk first 先降风险.
    Derisk,
    /// Low risk, low opportunity: licence, or keep cheap 许可或低成本维持.
    Licence,
    /// High risk, low opportunity: prune 放弃.
    Prune,
}

/// Risk and opportunity, 1–5 each, and the quadrant at 3: `risk = 6 − mean`, `opportunity = mean`. `None` without a
/// score on either side.
#[must_use]
pub fn opportunity_risk(risk_factors: &[f64], opportunity_factors: &[f64]) -> Option<(f64, f64, Quadrant)> {
    let mean = |scores: &[f64]| (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64);
    let risk = 6.0 - mean(risk_factors)?;
    let opportunity = mean(opportunity_factors)?;
    let quadrant = match (risk > 3.0, opportunity > 3.0) {
        (false, true) => Quadrant::Invest,
        (true, true) => Quadrant::Derisk,
        (false, false) => Quadrant::Licence,
        (true, false) => Quadrant::Prune,
    };
    Some((risk, opportunity, quadrant))
}
