//! Discount rates 折现率: build-up, capital market, return split.

/// Build-up 风险累加法: risk-free rate plus `cap × score/100` for each family of risk; scores 0–100.
///
/// # Source
/// Families of risk: valuation.s27; weights and steps: common practice of Chinese reports.
///
/// ```
/// let rate = ip_health_engine::valuation::discount_rate::build_up(0.0185, 0.08, &[24.0, 40.4, 40.0, 32.0]);
/// assert!((rate - 0.12762).abs() < 1e-12);
/// ```
#[must_use]
pub fn build_up(risk_free: f64, cap: f64, scores: &[f64]) -> f64 {
    risk_free + scores.iter().map(|score| cap * score / 100.0).sum::<f64>()
}

/// Cost of equity `r_f + β·ERP + ε`.
#[must_use]
pub fn cost_of_equity(risk_free: f64, beta: f64, equity_premium: f64, specific: f64) -> f64 {
    risk_free + beta * equity_premium + specific
}

/// Weighted average cost of capital after tax; `debt_share` is D/(D+E).
#[must_use]
pub fn weighted_cost(equity: f64, debt: f64, debt_share: f64, tax: f64) -> f64 {
    equity * (1.0 - debt_share) + debt * (1.0 - tax) * debt_share
}

/// Return split 回报率拆分: what intangibles must earn, given the returns of working capital and fixed assets.
///
/// `(wacc − w_c·i_c − w_f·i_f)/w_i`, each pair being (share, return); all post-tax.
#[must_use]
pub fn return_on_intangibles(wacc: f64, working_capital: (f64, f64), fixed_assets: (f64, f64), share: f64) -> f64 {
    (wacc - working_capital.0 * working_capital.1 - fixed_assets.0 * fixed_assets.1) / share
}

/// The pre-tax rate at which pre-tax flows have the value of the post-tax flows at the post-tax rate, by bisection on
/// (−0.9, 10) to 1e-10; `None` when no rate in that range fits.
///
/// Flows are (time in years, pre-tax amount).
#[must_use]
pub fn pre_tax_rate(flows: &[(f64, f64)], tax: f64, post_tax_rate: f64) -> Option<f64> {
    let value = |rate: f64, kept: f64| -> f64 {
        flows.iter().map(|(time, amount)| amount * kept * libm::pow(1.0 + rate, -time)).sum()
    };
    let aim = value(post_tax_rate, 1.0 - tax);
    let (mut low, mut high) = (-0.9, 10.0);
    let sign = |rate: f64| value(rate, 1.0) - aim;
    let apart = sign(low) * sign(high);
    if apart.is_nan() || apart > 0.0 {
        return None;
    }
    let rising = sign(high) > 0.0;
    while high - low > 1e-10 {
        let middle = low + (high - low) * 0.5;
        if (sign(middle) > 0.0) == rising {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(low + (high - low) * 0.5)
}
