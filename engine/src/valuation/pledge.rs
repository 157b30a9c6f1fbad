//! From value to loan 质押测算.

/// Liquidation value 清算价值: value less the liquidation discount.
#[must_use]
pub fn liquidation_value(value: f64, discount: f64) -> f64 {
    value * (1.0 - discount)
}

/// Largest loan at a pledge rate 质押率.
#[must_use]
pub fn rate_cap(value: f64, pledge_rate: f64) -> f64 {
    value * pledge_rate
}

/// Prudent cap: `min(rate·V, share·P10·(1 − discount))`.
#[must_use]
pub fn prudent_cap(value: f64, pledge_rate: f64, p10: f64, low_value_share: f64, discount: f64) -> f64 {
    libm::fmin(rate_cap(value, pledge_rate), low_value_share * liquidation_value(p10, discount))
}
