//! Market approach 市场法: prices of comparable rights, adjusted.

use super::ValuationError;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// A comparable deal, with adjustments for time, legal, technical, economic state and terms; 1 is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deal {
    /// Price, yuan.
    pub price: f64,
    /// Time, legal, technical, economic, terms.
    pub adjustments: [f64; 5],
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
    let mut series = |term, unit, pick: &dyn Fn(&Deal) -> f64| {
        sheet.given_series(term, deals.iter().map(pick).collect(), unit, origin.clone())
    };
    let at = |place: usize| move |deal: &Deal| deal.adjustments.get(place).copied().unwrap_or(1.0);
    let price = series(Term::DEAL_PRICE, Unit::Yuan, &|deal| deal.price);
    let time = series(Term::TIME_ADJUSTMENT, Unit::Factor, &at(0));
    let legal = series(Term::LEGAL_ADJUSTMENT, Unit::Factor, &at(1));
    let technical = series(Term::TECHNICAL_ADJUSTMENT, Unit::Factor, &at(2));
    let economic = series(Term::ECONOMIC_ADJUSTMENT, Unit::Factor, &at(3));
    let terms = series(Term::TERMS_ADJUSTMENT, Unit::Factor, &at(4));
    let weight = series(Term::DEAL_WEIGHT, Unit::Ratio, &|deal| deal.weight);
    let adjusted = sheet.compute(Term::ADJUSTED_PRICE, Unit::Yuan, price * time * legal * technical * economic * terms);
    let part = sheet.compute(Term::WEIGHTED_PRICE, Unit::Yuan, adjusted * weight);
    let parts = Expr::from(part).sum();
    Ok(sheet.compute(Term::VALUE, Unit::Yuan, parts / Expr::from(weight).sum()))
}

/// Coefficient of variation of the adjusted prices.
pub(super) fn variation(deals: &[Deal]) -> f64 {
    let prices: Vec<f64> =
        deals.iter().map(|deal| deal.adjustments.iter().fold(deal.price, |price, factor| price * factor)).collect();
    let count = prices.len() as f64;
    if count < 2.0 {
        return 0.0;
    }
    let mean = prices.iter().sum::<f64>() / count;
    let squares: f64 = prices.iter().map(|price| (price - mean) * (price - mean)).sum();
    libm::sqrt(squares / count) / mean
}
