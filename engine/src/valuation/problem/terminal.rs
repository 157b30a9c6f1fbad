//! Value after the explicit forecast, and the tax amortisation benefit.

use serde::{Deserialize, Serialize};

use super::ProblemError;
use super::discount::{Timing, check_rate};
use super::error::{ensure, ensure_finite, ensure_positive, ensure_share};
use super::writer::Writer;
use crate::rules::Unit;
use crate::valuation::present::{perpetuity, write_benefit_factor};
use crate::working::{Cell, Expr, Term};

/// Value after the explicit forecast, in one of four forms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Terminal {
    /// Income for ever 永续 (F8): `{"perpetuity": {"growth": 0.02}}`; for renewable rights.
    Perpetuity(Perpetuity),
    /// Income for some more years 有限年期: `{"annuity": {"years": 5, "growth": -0.1}}`.
    Annuity(Annuity),
    /// A multiple of the last income, at the end of the forecast: `{"multiple": 6}`.
    Multiple(f64),
    /// An amount at the end of the forecast 期末残值: `{"residual": 100000}`.
    Residual(f64),
}

/// Income for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Perpetuity {
    /// Growth per year, below the rate; 0 is 稳定永续.
    pub growth: f64,
    /// Income of its first year, of the calibre that is discounted; left out, the last income grown once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub income: Option<f64>,
    /// Its own rate; left out, the last discount rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// Over what time it is discounted.
    pub discounted: Discounted,
}

/// Income for some more years.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Annuity {
    /// Whole years after the forecast.
    pub years: f64,
    /// Growth per year.
    #[serde(default)]
    pub growth: f64,
    /// Income of its first year; left out, the last income grown once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub income: Option<f64>,
    /// Its own rate; left out, the last discount rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
    /// Over what time it is discounted.
    #[serde(default)]
    pub discounted: Discounted,
}

/// Over what time the value after the forecast is discounted. The two differ unless income arrives at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Discounted {
    /// As the last income: its income too arrives in the middle of years.
    #[default]
    AsLastIncome,
    /// From the end of the forecast: its income arrives at the end of years.
    FromEnd,
}

/// Tax amortisation benefit: the value is multiplied by `1/[1 − (T/n)·A]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Amortisation {
    /// Rate of income tax T.
    pub tax: f64,
    /// Years of straight-line amortisation n.
    pub years: f64,
    /// When in the year the saving arrives; `start` is not used.
    #[serde(default = "end")]
    pub timing: Timing,
    /// Its own rate; left out, the discount rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<f64>,
}

fn end() -> Timing {
    Timing::End
}

/// Lines that the value after the forecast reads.
pub(super) struct TerminalCells {
    pub income: Cell,
    /// Factor of the last income.
    pub factor: Expr,
    /// Factor at the end of the forecast.
    pub end_factor: Expr,
    pub last_rate: Cell,
}

impl Terminal {
    /// Writes the present value of what comes after the forecast.
    pub(super) fn write(&self, w: &mut Writer, cells: TerminalCells) -> Result<Cell, ProblemError> {
        let yuan = Unit::Yuan;
        let last = w.count().saturating_sub(1);
        match self {
            Terminal::Perpetuity(perpetuity) => {
                let at = "terminal.perpetuity";
                let Perpetuity { growth, income, rate, discounted } = *perpetuity;
                let (growth, next, rate) = following(w, &cells, at, growth, income, rate)?;
                ensure(
                    w.sheet.value(growth) < w.sheet.value(rate),
                    &format!("{at}.growth"),
                    "lies below the discount rate",
                )?;
                let factor = cells.factor_by(discounted);
                Ok(w.compute(Term::TERMINAL_VALUE, yuan, self::perpetuity(next, growth, rate, factor)))
            }
            Terminal::Annuity(annuity) => {
                let at = "terminal.annuity";
                let Annuity { years, growth, income, rate, discounted } = *annuity;
                ensure_positive(years, &format!("{at}.years"))?;
                let (growth, next, rate) = following(w, &cells, at, growth, income, rate)?;
                let years = w.given(Term::TERMINAL_YEARS, years, Unit::Year, &format!("{at}.years"))?;
                // At r = g every year is worth next/(1 + r).
                let level = w.sheet.value(growth) == w.sheet.value(rate);
                let annuity = if level {
                    years / (1.0 + rate)
                } else {
                    (1.0 - ((1.0 + growth) / (1.0 + rate)).pow(years)) / (rate - growth)
                };
                let annuity = w.compute(Term::ANNUITY, Unit::Factor, annuity);
                let factor = cells.factor_by(discounted);
                Ok(w.compute(Term::ANNUITY_VALUE, yuan, next * annuity * factor))
            }
            Terminal::Multiple(multiple) => {
                whole_year(w, "terminal.multiple")?;
                let multiple = w.given(Term::EXIT_MULTIPLE, *multiple, Unit::Factor, "terminal.multiple")?;
                let income = Expr::from(cells.income).at(last);
                Ok(w.compute(Term::RESIDUAL_PRESENT, yuan, income * multiple * cells.end_factor))
            }
            Terminal::Residual(residual) => {
                let residual = w.given(Term::RESIDUAL_VALUE, *residual, yuan, "terminal.residual")?;
                Ok(w.compute(Term::RESIDUAL_PRESENT, yuan, residual * cells.end_factor))
            }
        }
    }
}

/// Growth, first income and rate of the time after the forecast.
fn following(
    w: &mut Writer,
    cells: &TerminalCells,
    path: &str,
    growth: f64,
    income: Option<f64>,
    rate: Option<f64>,
) -> Result<(Cell, Expr, Cell), ProblemError> {
    ensure(growth > -1.0, &format!("{path}.growth"), "is above −100 %")?;
    let growth = w.given(Term::TERMINAL_GROWTH, growth, Unit::RatePerYear, &format!("{path}.growth"))?;
    let last = w.count().saturating_sub(1);
    let next: Expr = match income {
        Some(income) => w.given(Term::TERMINAL_INCOME, income, Unit::Yuan, &format!("{path}.income"))?.into(),
        None => {
            whole_year(w, &format!("{path}.income"))?;
            Expr::from(cells.income).at(last) * (1.0 + growth)
        }
    };
    let rate = match rate {
        Some(rate) => {
            check_rate(rate, &format!("{path}.rate"))?;
            w.given(Term::TERMINAL_RATE, rate, Unit::RatePerYear, &format!("{path}.rate"))?
        }
        None => cells.last_rate,
    };
    Ok((growth, next, rate))
}

/// The income of a part of a year says nothing about the year after.
fn whole_year(w: &Writer, path: &str) -> Result<(), ProblemError> {
    let whole = w.lengths.last().is_some_and(|length| *length == 1.0);
    ensure(whole, path, "is stated where the last period is a part of a year")
}

impl TerminalCells {
    fn factor_by(&self, discounted: Discounted) -> Expr {
        match discounted {
            Discounted::AsLastIncome => self.factor.clone(),
            Discounted::FromEnd => self.end_factor.clone(),
        }
    }
}

impl Amortisation {
    /// Writes the factor of the benefit.
    pub(super) fn write(&self, w: &mut Writer, only: Option<Cell>) -> Result<Cell, ProblemError> {
        ensure_share(self.tax, "amortisation.tax")?;
        ensure_positive(self.years, "amortisation.years")?;
        ensure(self.timing != Timing::Start, "amortisation.timing", "is mid or end")?;
        let rate = match (self.rate, only) {
            (Some(rate), _) => {
                check_rate(rate, "amortisation.rate")?;
                w.given(Term::DISCOUNT_RATE, rate, Unit::RatePerYear, "amortisation.rate")?
            }
            (None, Some(rate)) => rate,
            (None, None) => return Err(ProblemError::Missing { path: "amortisation.rate".to_owned() }),
        };
        ensure(w.sheet.value(rate) != 0.0, "amortisation.rate", "is not zero")?;
        ensure_finite(w.sheet.value(rate), "amortisation.rate")?;
        let tax = w.given(Term::TAX_RATE, self.tax, Unit::Ratio, "amortisation.tax")?;
        let years = w.given(Term::AMORTISATION_YEARS, self.years, Unit::Year, "amortisation.years")?;
        let factor = write_benefit_factor(&mut w.sheet, tax, years, rate, self.timing == Timing::Mid);
        ensure(w.sheet.value(factor) > 0.0, "amortisation.tax", "leaves a benefit below the value itself")?;
        Ok(factor)
    }
}
