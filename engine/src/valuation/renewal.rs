//! Keep or prune 续费或放弃: the renewal programme, and the annual fees it needs.

use crate::rules::Unit;
use crate::working::{Cell, Expr, Sheet, Term};

/// A year of the renewal programme.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RenewalYear {
    /// Patent year, from filing.
    pub patent_year: u32,
    /// Fee, yuan.
    pub fee: f64,
    /// Benefit expected in the year, yuan.
    pub benefit: f64,
    /// Value of the right to go on, yuan, at the start of the year; 0 means drop.
    pub value: f64,
}

impl RenewalYear {
    /// Whether to pay this year's fee.
    #[must_use]
    pub fn renew(&self) -> bool {
        self.value > 0.0
    }
}

/// Lines of a sheet that hold the inputs of the programme.
#[derive(Clone, Copy, Debug)]
pub struct RenewalCells {
    /// Fees of the years, next year first.
    pub fees: Cell,
    /// Benefits of the years.
    pub benefits: Cell,
    /// Discount rate.
    pub rate: Cell,
}

/// Writes the backward programme `keep = −fee + benefit·(1+r)^(−part) + W_next/(1+r)`, `W = max(0, keep)`, and returns
/// the lines of W, next year first; the benefit arrives after `part` of the year.
pub fn write(sheet: &mut Sheet, years: usize, part: f64, cells: RenewalCells) -> Vec<Cell> {
    let mut found: Vec<Cell> = Vec::new();
    for year in (0..years).rev() {
        let benefit = Expr::from(cells.benefits).at(year) * (1.0 + cells.rate).pow(-part);
        let mut keep = benefit - Expr::from(cells.fees).at(year);
        if let Some(next) = found.last() {
            keep = keep + *next / (1.0 + cells.rate);
        }
        found.push(sheet.compute(Term::RENEWAL_VALUE, Unit::Yuan, keep.max(0.0)));
    }
    found.reverse();
    found
}

/// The programme with benefits in the middle of the years.
///
/// `years` are (patent year, fee, benefit), next year first.
#[must_use]
pub fn renewal_programme(years: &[(u32, f64, f64)], discount_rate: f64) -> Vec<RenewalYear> {
    // As `write`, number by number: portfolios ask it of thousands of rights.
    let (growth, to_middle) = (1.0 + discount_rate, libm::pow(1.0 + discount_rate, -0.5));
    let mut next = None;
    let backwards = years.iter().rev().map(|(patent_year, fee, benefit)| {
        let keep = benefit * to_middle - fee + next.map_or(0.0, |next: f64| next / growth);
        let value = libm::fmax(keep, 0.0);
        next = Some(value);
        RenewalYear { patent_year: *patent_year, fee: *fee, benefit: *benefit, value }
    });
    let mut plan: Vec<RenewalYear> = backwards.collect();
    plan.reverse();
    plan
}

/// The annual fee of a patent year: full, or reduced up to the last reduced year. `None` beyond the schedule.
///
/// `schedule` holds the fees of years 1, 2, …; `reduction` is 0.85 or 0.70.
///
/// # Source
/// Fee schedule and reduction: valuation.s15–s18.
#[must_use]
pub fn annual_fee(schedule: &[f64], patent_year: u32, reduction: Option<(f64, u32)>) -> Option<f64> {
    let full = schedule.get(usize::try_from(patent_year).ok()?.checked_sub(1)?).copied()?;
    Some(match reduction {
        Some((share, last)) if patent_year <= last => full * (1.0 - share),
        _ => full,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::working::Origin;

    proptest! {
        #[test]
        fn the_programme_is_that_of_the_working(
            years in proptest::collection::vec((0.0..9_000.0_f64, 0.0..90_000.0_f64), 1..20),
            rate in 0.0..0.4_f64,
        ) {
            let mut sheet = Sheet::new();
            let series = |pick: &dyn Fn(&(f64, f64)) -> f64| years.iter().map(pick).collect();
            let cells = RenewalCells {
                fees: sheet.given_series(Term::ANNUAL_FEE, series(&|year| year.0), Unit::Yuan, Origin::Stated),
                benefits: sheet.given_series(Term::RENEWAL_BENEFIT, series(&|year| year.1), Unit::Yuan, Origin::Stated),
                rate: sheet.given(Term::DISCOUNT_RATE, rate, Unit::RatePerYear, Origin::Stated),
            };
            let written: Vec<f64> =
                write(&mut sheet, years.len(), 0.5, cells).into_iter().map(|cell| sheet.value(cell)).collect();
            let plan: Vec<(u32, f64, f64)> = (1..).zip(&years).map(|(year, (fee, benefit))| (year, *fee, *benefit)).collect();
            let found: Vec<f64> = renewal_programme(&plan, rate).iter().map(|year| year.value).collect();
            prop_assert_eq!(found, written);
        }
    }
}
