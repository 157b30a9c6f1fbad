//! Revenue ahead 收入预测 of a product, with the working that shows how it was found.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::life::years_between;
use super::result::MissingAnswer;
use crate::dossier::{Dossier, Product};
use crate::rules::{RuleError, Rules, Unit};
use crate::working::{Cell, Expr, Origin, Sheet, Term, joined};

/// Revenue ahead: annual amounts by calendar year, and the inputs they came from.
#[derive(Clone, Debug)]
pub(super) struct Forecast {
    /// Length of the first period: what is left of the calendar year, or a whole year.
    pub first_period: f64,
    /// Last known or stated annual amount and where it came from.
    base: Option<(f64, Origin)>,
    /// Something was sold already.
    sold: bool,
    /// Years from the base to the first period.
    gap: u32,
    growth: (f64, Origin),
    long_growth: f64,
    growth_years: f64,
    /// Stated amounts of the first periods, whole years.
    stated: Vec<f64>,
    stated_path: SmolStr,
    pub missing: Vec<(MissingAnswer, String)>,
}

impl Forecast {
    /// Finds the revenue of `product`; `index` is its place in the dossier and `implied` marks the stand-in for a
    /// dossier without products.
    pub(super) fn new(
        dossier: &Dossier,
        product: &Product,
        implied: bool,
        day: Date,
        rules: &Rules,
    ) -> Result<Self, RuleError> {
        let mut missing = Vec::new();
        let year_end = Date::new(day.year(), 12, 31).unwrap_or(day);
        let left = years_between(day, year_end);
        // The last days of a year are no period of their own.
        let (first_year, first_period) =
            if left < 1.0 / 52.0 { (day.year() + 1, 1.0) } else { (day.year(), libm::fmin(left, 1.0)) };

        let stated_path = joined(&["products.", &product.id, ".forecast"]);
        let history = product.history.iter().filter(|amount| amount.year <= day.year()).max_by_key(|year| year.year);
        let last = dossier.last_year();
        let whole = last.and_then(|year| year.revenue.map(|revenue| (year.year, revenue.to_yuan())));
        let sold = match (history, product.revenue_share, whole) {
            (Some(amount), ..) => Some((
                amount.year,
                amount.amount.to_yuan(),
                Origin::Answered { path: joined(&["products.", &product.id, ".history"]) },
            )),
            (None, Some(share), Some((year, revenue))) => Some((
                year,
                revenue * share.get(),
                Origin::Answered { path: joined(&["products.", &product.id, ".revenue_share"]) },
            )),
            (None, None, Some((year, revenue))) if implied || dossier.products.len() == 1 => {
                Some((year, revenue, Origin::Answered { path: format!("accounts.{year}.revenue").into() }))
            }
            _ => None,
        };
        let is_sold = sold.as_ref().is_some_and(|(_, amount, _)| *amount > 0.0);
        let last_stated = product.forecast.iter().map(|amount| amount.year).max().filter(|year| *year >= first_year);
        if implied {
            missing.push((MissingAnswer::Products, "products".to_owned()));
        } else if history.is_none() && last_stated.is_none() {
            missing.push((MissingAnswer::Revenue, format!("products.{}.history", product.id)));
        }
        let growth = match (product.growth, dossier.need.expected_growth, compound_growth(dossier, product)) {
            (Some(growth), ..) => {
                (growth.get(), Origin::Answered { path: joined(&["products.", &product.id, ".growth"]) })
            }
            (None, Some(growth), _) => (growth.get(), Origin::answered("need.expected_growth")),
            (None, None, Some(found)) => found,
            (None, None, None) => {
                (rules.number("valuation.forecast.growth")?, Origin::rule("valuation.forecast.growth"))
            }
        };
        let stated_years = last_stated.map_or(0, |last| last - first_year + 1);
        if stated_years < 2 && product.growth.is_none() && dossier.need.expected_growth.is_none() {
            let path =
                if implied { "need.expected_growth".to_owned() } else { format!("products.{}.growth", product.id) };
            missing.push((MissingAnswer::Growth, path));
        }
        let limits = rules.list("valuation.uncertainty.growth-limits")?;
        let low = limits.first().copied().unwrap_or(growth.0);
        let high = limits.last().copied().unwrap_or(growth.0);
        let growth = (libm::fmin(libm::fmax(growth.0, low), high), growth.1);
        // Years without a statement: before the first one, what is sold today grows on, and a project sells nothing;
        // between two, the earlier one stays.
        let mut stated: Vec<f64> = Vec::new();
        for year in first_year..=last_stated.unwrap_or(first_year - 1) {
            let named =
                product.forecast.iter().find(|amount| amount.year == year).map(|amount| amount.amount.to_yuan());
            let grown = sold
                .as_ref()
                .map(|(base, amount, _)| amount * libm::pow(1.0 + growth.0, f64::from(year) - f64::from(*base)));
            stated.push(named.or(stated.last().copied().filter(|last| *last > 0.0)).or(grown).unwrap_or(0.0));
        }
        let base = match (stated.last(), last_stated) {
            (Some(amount), Some(year)) => Some((year, *amount, Origin::Answered { path: stated_path.clone() })),
            _ => sold,
        };
        let (base, base_year) = match base {
            Some((year, amount, origin)) => (Some((amount, origin)), year),
            None => (None, first_year),
        };
        Ok(Forecast {
            first_period,
            base,
            sold: is_sold,
            gap: u32::try_from(i32::from(first_year) - i32::from(base_year)).unwrap_or(0),
            growth,
            long_growth: rules.number("valuation.forecast.long-growth")?,
            growth_years: rules.number("valuation.forecast.growth-years")?,
            stated,
            stated_path,
            missing,
        })
    }

    /// Whether any revenue is known.
    pub(super) fn is_known(&self) -> bool {
        self.base.as_ref().is_some_and(|(amount, _)| *amount > 0.0) || self.stated.iter().any(|amount| *amount > 0.0)
    }

    /// Whether anything was sold already: no stage before first sales is assumed then, and no later one otherwise.
    pub(super) fn is_sold(&self) -> bool {
        self.sold
    }

    /// Number of periods that cover `years`, and the length of the last.
    pub(super) fn periods(&self, years: f64) -> (usize, f64) {
        let rest = years - self.first_period;
        if rest <= 1e-9 {
            return (1, 1.0);
        }
        let whole = libm::ceil(rest - 1e-9);
        (1 + whole as usize, rest - (whole - 1.0))
    }

    /// Length of the first period when the benefit lasts `years`.
    pub(super) fn first_length(&self, years: f64) -> f64 {
        libm::fmin(self.first_period, years)
    }

    /// Writes the lines of the revenue of `lengths.len()` periods and returns the series.
    pub(super) fn write(&self, sheet: &mut Sheet, lengths: &[f64]) -> Cell {
        let count = lengths.len();
        let (amount, origin) = self.base.clone().unwrap_or((0.0, Origin::Stated));
        let base = sheet.given(Term::BASE_REVENUE, amount, Unit::Yuan, origin);
        let growth = sheet.given(Term::GROWTH, self.growth.0, Unit::RatePerYear, self.growth.1.clone());
        let long = sheet.given(
            Term::LONG_GROWTH,
            self.long_growth,
            Unit::RatePerYear,
            Origin::rule("valuation.forecast.long-growth"),
        );
        let lasts = sheet.given(
            Term::GROWTH_YEARS,
            self.growth_years,
            Unit::Year,
            Origin::rule("valuation.forecast.growth-years"),
        );
        // Years from the base to each period; the base is the last stated year where years are stated.
        let known = self.stated.len();
        let ahead = (0..count)
            .map(|k| if known > 0 { (k + 1).saturating_sub(known) as f64 } else { k as f64 + f64::from(self.gap) })
            .collect();
        let ahead = sheet.given_series(Term::YEARS_AHEAD, ahead, Unit::Year, Origin::Stated);
        let ahead = Expr::from(ahead);
        let grown = base * (1.0 + growth).pow(ahead.clone().min(lasts)) * (1.0 + long).pow((ahead - lasts).max(0.0));
        let annual = if known > 0 {
            let stated: Vec<f64> = (0..count).map(|k| self.stated.get(k).copied().unwrap_or(0.0)).collect();
            let origin = Origin::Answered { path: self.stated_path.clone() };
            let stated = sheet.given_series(Term::STATED_REVENUE, stated, Unit::Yuan, origin);
            let place = (0..count).map(|k| k as f64).collect();
            let place = sheet.given_series(Term::PERIOD_INDEX, place, Unit::Count, Origin::Stated);
            let annual = Expr::from(place).if_at_most(known as f64 - 1.0, stated, grown);
            sheet.compute(Term::ANNUAL_REVENUE, Unit::Yuan, annual)
        } else {
            sheet.compute(Term::ANNUAL_REVENUE, Unit::Yuan, grown)
        };
        let length = sheet.given_series(Term::PERIOD_LENGTH, lengths.to_vec(), Unit::Year, Origin::Stated);
        sheet.compute(Term::REVENUE, Unit::Yuan, annual * length)
    }
}

/// Compound growth of the product's history, or of the enterprise's revenue, over the years at hand.
fn compound_growth(dossier: &Dossier, product: &Product) -> Option<(f64, Origin)> {
    let of_product: Vec<(i16, f64)> =
        product.history.iter().map(|amount| (amount.year, amount.amount.to_yuan())).collect();
    let of_firm: Vec<(i16, f64)> =
        dossier.accounts.iter().filter_map(|year| year.revenue.map(|revenue| (year.year, revenue.to_yuan()))).collect();
    compound(&of_product)
        .map(|growth| (growth, Origin::Answered { path: joined(&["products.", &product.id, ".history"]) }))
        .or_else(|| compound(&of_firm).map(|growth| (growth, Origin::answered("accounts"))))
}

fn compound(series: &[(i16, f64)]) -> Option<f64> {
    let last = series.iter().max_by_key(|(year, _)| *year)?;
    let first = series.iter().filter(|(year, _)| *year >= last.0.saturating_sub(3)).min_by_key(|(year, _)| *year)?;
    let years = f64::from(last.0) - f64::from(first.0);
    (years >= 1.0 && first.1 > 0.0 && last.1 >= 0.0).then(|| libm::pow(last.1 / first.1, 1.0 / years) - 1.0)
}
