//! Market approach 市场法: prices of comparable rights, adjusted.

use super::ValuationError;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// A comparable deal, with adjustments for time, legal, technical, economic state and terms; 1 is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Deal {
    /// Price, yuan.
    pub price: f64,
    /// Time, legal, technical, economic, terms.
    pub adjustments: [f64; 5],
    /// Further adjustments, such as territory or scope of use; deals with fewer have 1.
    pub other: Vec<f64>,
    /// Weight; the weights are scaled to add to 1.
    pub weight: f64,
}

/// Result of the market approach.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MarketValue {
    /// Weighted mean of the adjusted prices, yuan.
    pub value: f64,
    /// Coefficient of variation of the adjusted prices; 0 with one deal.
    pub variation: f64,
}

/// The value.
///
/// # Errors
/// [`ValuationError::Problem`] without a deal of positive weight.
pub fn market_value(deals: &[Deal]) -> Result<MarketValue, ValuationError> {
    let mut sheet = Sheet::new();
    let value = write(&mut sheet, deals, &Origin::Stated)?;
    Ok(MarketValue { value: sheet.value(value), variation: variation(deals) })
}

/// Writes the formula into a sheet and returns the line of the value.
///
/// # Errors
/// As [`market_value`].
pub fn write(sheet: &mut Sheet, deals: &[Deal], origin: &Origin) -> Result<Cell, ValuationError> {
    let total: f64 = deals.iter().map(|deal| deal.weight).sum();
    if total.is_nan() || total <= 0.0 {
        return Err(ValuationError::Problem { field: "deals", problem: "at least one has a weight above zero" });
    }
    let prices = deals.iter().map(|deal| deal.price).collect();
    let price = sheet.given_series(Term::DEAL_PRICE, prices, Unit::Yuan, origin.clone());
    let (adjusted, weight) = write_adjusted(sheet, price, deals, origin);
    let value = weighted(sheet, adjusted, weight);
    Ok(sheet.compute(Term::VALUE, Unit::Yuan, value))
}

/// Writes the adjusted prices below a line of prices; the second line has the weights.
pub(super) fn write_adjusted(sheet: &mut Sheet, price: Cell, deals: &[Deal], origin: &Origin) -> (Cell, Cell) {
    let mut series = |term, unit, pick: &dyn Fn(&Deal) -> f64| {
        sheet.given_series(term, deals.iter().map(pick).collect(), unit, origin.clone())
    };
    let at = |place: usize| move |deal: &Deal| deal.adjustments.get(place).copied().unwrap_or(1.0);
    let time = series(Term::TIME_ADJUSTMENT, Unit::Factor, &at(0));
    let legal = series(Term::LEGAL_ADJUSTMENT, Unit::Factor, &at(1));
    let technical = series(Term::TECHNICAL_ADJUSTMENT, Unit::Factor, &at(2));
    let economic = series(Term::ECONOMIC_ADJUSTMENT, Unit::Factor, &at(3));
    let terms = series(Term::TERMS_ADJUSTMENT, Unit::Factor, &at(4));
    let mut product = price * time * legal * technical * economic * terms;
    for place in 0..deals.iter().map(|deal| deal.other.len()).max().unwrap_or(0) {
        let other = |deal: &Deal| deal.other.get(place).copied().unwrap_or(1.0);
        product = product * series(Term::OTHER_ADJUSTMENT, Unit::Factor, &other);
    }
    let weight = series(Term::DEAL_WEIGHT, Unit::Ratio, &|deal| deal.weight);
    (sheet.compute(Term::ADJUSTED_PRICE, Unit::Yuan, product), weight)
}

/// Weighted mean of the adjusted prices.
pub(super) fn weighted(sheet: &mut Sheet, adjusted: Cell, weight: Cell) -> Expr {
    let part = sheet.compute(Term::WEIGHTED_PRICE, Unit::Yuan, adjusted * weight);
    Expr::from(part).sum() / Expr::from(weight).sum()
}

/// Coefficient of variation of the adjusted prices.
pub(super) fn variation(deals: &[Deal]) -> f64 {
    let adjusted =
        |deal: &Deal| deal.adjustments.iter().chain(&deal.other).fold(deal.price, |price, factor| price * factor);
    variation_of(&deals.iter().map(adjusted).collect::<Vec<f64>>())
}

/// Coefficient of variation; 0 with fewer than two.
pub(super) fn variation_of(prices: &[f64]) -> f64 {
    let count = prices.len() as f64;
    if count < 2.0 {
        return 0.0;
    }
    let mean = prices.iter().sum::<f64>() / count;
    let squares: f64 = prices.iter().map(|price| (price - mean) * (price - mean)).sum();
    libm::sqrt(squares / count) / mean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variation_is_that_of_the_adjusted_prices() {
        let deal = |price: f64, time: f64, scope: f64| Deal {
            price,
            adjustments: [time, 1.0, 1.0, 1.0, 1.0],
            other: vec![scope],
            weight: 1.0,
        };
        // 110 and 180: the mean is 145, each lies 35 away from it.
        let found = variation(&[deal(100.0, 1.1, 1.0), deal(250.0, 0.9, 0.8)]);
        assert!((found - 35.0 / 145.0).abs() < 1e-12, "{found}");
        assert_eq!(variation(&[deal(100.0, 1.1, 1.0)]), 0.0);
    }
}
