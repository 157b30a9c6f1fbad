//! Income approach 收益法: the present value of a share of revenue or profit, or of royalties saved.

use serde::{Deserialize, Serialize};

use super::ValuationError;
use super::present::{perpetuity, write_benefit_factor, write_time};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// When in a period the income is taken to arrive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// In the middle 期中.
    #[default]
    Mid,
    /// At the end 期末.
    End,
}

/// How discount factors are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FactorRounding {
    /// Not rounded.
    #[default]
    Exact,
    /// Rounded to four decimals, as some reports do.
    FourDecimals,
}

/// Calibre of income and rate; the two must agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum TaxBasis {
    /// Income before income tax, pre-tax rate 税前口径.
    #[default]
    PreTax,
    /// Income after income tax at `rate`, post-tax discount rate 税后口径.
    PostTax {
        /// Rate of income tax.
        rate: f64,
    },
}

/// What the right earns of the base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IncomeBasis {
    /// A share of revenue 收入分成 (F1).
    RevenueShare {
        /// Share rate.
        rate: f64,
    },
    /// A share of profit 利润分成 (F2); the base is profit.
    ProfitShare {
        /// Share rate.
        rate: f64,
    },
    /// Royalties saved on revenue 许可费节省 (F3).
    Royalty {
        /// Royalty rate.
        rate: f64,
        /// Upkeep as a share of revenue.
        upkeep: f64,
    },
}

/// Income that goes on for ever after the explicit forecast 永续, growing at a constant rate (F8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terminal {
    /// Growth per year, below the discount rate.
    pub growth: f64,
}

/// Tax amortisation benefit 税收摊销收益 (F9).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxAmortisation {
    /// Rate of income tax.
    pub tax: f64,
    /// Years of straight-line amortisation.
    pub years: f64,
    /// When in the year the saving arrives.
    pub timing: Timing,
}

/// Conventions, each of them to be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conventions {
    /// Mid or end of period.
    pub timing: Timing,
    /// Exact or four-decimal factors.
    pub factors: FactorRounding,
    /// Pre-tax or post-tax.
    pub tax: TaxBasis,
}

/// An income valuation with explicit inputs.
///
/// `V = Σ baseₖ·R·(1−d)^(k−1)·(1−T)·(1+r)^(−τₖ)`, then terminal value and tax amortisation benefit where asked for.
/// Period 1 may be a stub of `first_period` years, the last one a part of a year.
///
/// # Source
/// Formulas F1, F2, F3, F8, F9 of common appraisal practice (知识产权资产评估指南, 专利资产评估指导意见).
#[derive(Clone, Debug, PartialEq)]
pub struct IncomeProblem {
    /// Revenue or profit of each period, yuan, for the part of the year that the period covers.
    pub base: Vec<f64>,
    /// Length of the first period, years, 0 < s ≤ 1.
    pub first_period: f64,
    /// Length of the last period, years, 0 < e ≤ 1; not read with a single period.
    pub last_period: f64,
    /// What the right earns.
    pub income: IncomeBasis,
    /// Yearly fall of the share, 0 ≤ d < 1.
    pub decay: f64,
    /// Discount rate per year, > −1.
    pub discount_rate: f64,
    /// Conventions.
    pub conventions: Conventions,
    /// Value after the last period.
    pub terminal: Option<Terminal>,
    /// Tax amortisation benefit.
    pub amortisation: Option<TaxAmortisation>,
}

impl IncomeProblem {
    /// A revenue-share problem of whole years with the default conventions; change the fields as needed.
    #[must_use]
    pub fn revenue_share(base: Vec<f64>, rate: f64, discount_rate: f64) -> Self {
        IncomeProblem {
            base,
            first_period: 1.0,
            last_period: 1.0,
            income: IncomeBasis::RevenueShare { rate },
            decay: 0.0,
            discount_rate,
            conventions: Conventions::default(),
            terminal: None,
            amortisation: None,
        }
    }

    /// Start of each period, years after the valuation date.
    #[must_use]
    pub fn starts(&self) -> Vec<f64> {
        (0..self.base.len()).map(|k| start(self.first_period, k)).collect()
    }

    /// Length of each period, years.
    #[must_use]
    pub fn lengths(&self) -> Vec<f64> {
        lengths(self.base.len(), self.first_period, self.last_period)
    }

    pub(super) fn check(&self) -> Result<(), ValuationError> {
        let fail = |field, problem| Err(ValuationError::Problem { field, problem });
        if self.base.is_empty() || self.base.iter().any(|amount| !amount.is_finite()) {
            return fail("base", "needs one finite amount for each period");
        }
        if !(self.first_period > 0.0 && self.first_period <= 1.0) {
            return fail("first_period", "lies in 0–1 year, 0 left out");
        }
        if !(self.last_period > 0.0 && self.last_period <= 1.0) {
            return fail("last_period", "lies in 0–1 year, 0 left out");
        }
        if !(self.decay >= 0.0 && self.decay < 1.0) {
            return fail("decay", "lies in 0–1, 1 left out");
        }
        if !(self.discount_rate > -1.0 && self.discount_rate.is_finite()) {
            return fail("discount_rate", "lies above −100 %");
        }
        if self.terminal.is_some_and(|terminal| terminal.growth.is_nan() || terminal.growth >= self.discount_rate) {
            return fail("terminal.growth", "lies below the discount rate");
        }
        if self.amortisation.is_some_and(|benefit| benefit.years.is_nan() || benefit.years <= 0.0) {
            return fail("amortisation.years", "is above zero");
        }
        Ok(())
    }
}

/// Start of period `k` counted from 0, when the first is `first` years long.
pub(super) fn start(first: f64, k: usize) -> f64 {
    if k == 0 { 0.0 } else { first + (k as f64 - 1.0) }
}

/// Lengths of `count` periods with a stub at each end.
pub(super) fn lengths(count: usize, first: f64, last: f64) -> Vec<f64> {
    (0..count)
        .map(|k| match k {
            0 => first,
            k if k + 1 == count => last,
            _ => 1.0,
        })
        .collect()
}

/// The present value, yuan, not rounded.
///
/// The same operations in the same order as [`write`], so the bits agree with the working.
///
/// # Errors
/// [`ValuationError::Problem`] naming the field that is out of range.
pub fn present_value(problem: &IncomeProblem) -> Result<f64, ValuationError> {
    problem.check()?;
    let rate = problem.discount_rate;
    let share = match problem.income {
        IncomeBasis::RevenueShare { rate } | IncomeBasis::ProfitShare { rate } => rate,
        IncomeBasis::Royalty { rate, upkeep } => rate - upkeep,
    };
    let kept = match problem.conventions.tax {
        TaxBasis::PreTax => None,
        TaxBasis::PostTax { rate } => Some(1.0 - rate),
    };
    let (mut last_income, mut last_factor) = (0.0, 0.0);
    let mut total: f64 = problem
        .base
        .iter()
        .zip(problem.lengths())
        .enumerate()
        .map(|(k, (base, length))| {
            let income = base * (share * libm::pow(1.0 - problem.decay, k as f64));
            let income = kept.map_or(income, |kept| income * kept);
            let begin = start(problem.first_period, k);
            let time = match problem.conventions.timing {
                Timing::Mid => begin + length * 0.5,
                Timing::End => begin + length,
            };
            let factor = libm::pow(1.0 + rate, -time);
            let factor = match problem.conventions.factors {
                FactorRounding::Exact => factor,
                FactorRounding::FourDecimals => {
                    let scale = libm::pow(10.0, 4.0);
                    libm::round(factor * scale) / scale
                }
            };
            (last_income, last_factor) = (income, factor);
            income * factor
        })
        .fold(0.0, |sum, part| sum + part);
    if let Some(Terminal { growth }) = problem.terminal {
        total += last_income * (1.0 + growth) / (rate - growth) * last_factor;
    }
    if let Some(benefit) = problem.amortisation {
        total *= amortisation_factor(benefit, rate);
    }
    Ok(total)
}

/// TAB factor `1 / [1 − (T/n)·A]`, `A = [1 − (1+k)^(−n)]/k`; with mid-year timing `A·(1+k)^0.5` (F9).
#[must_use]
pub fn amortisation_factor(benefit: TaxAmortisation, rate: f64) -> f64 {
    let annuity = (1.0 - libm::pow(1.0 + rate, -benefit.years)) / rate;
    let annuity = match benefit.timing {
        Timing::End => annuity,
        Timing::Mid => annuity * libm::pow(1.0 + rate, 0.5),
    };
    1.0 / (1.0 - benefit.tax / benefit.years * annuity)
}

/// Lines of a sheet that hold the inputs of an [`IncomeProblem`].
#[derive(Clone, Copy, Debug)]
pub struct IncomeCells {
    /// Revenue or profit of the periods, a series.
    pub base: Cell,
    /// Share rate or royalty.
    pub rate: Cell,
    /// Upkeep, for royalties.
    pub upkeep: Option<Cell>,
    /// Decay.
    pub decay: Cell,
    /// Discount rate.
    pub discount_rate: Cell,
    /// Rate of income tax, post-tax.
    pub tax: Option<Cell>,
    /// Terminal growth.
    pub growth: Option<Cell>,
}

/// Writes the formula of the present value below lines that hold its inputs, and returns the line of the value.
pub fn write(sheet: &mut Sheet, problem: &IncomeProblem, cells: IncomeCells) -> Cell {
    let count = problem.base.len();
    let place =
        sheet.given_series(Term::PERIOD_INDEX, (0..count).map(|k| k as f64).collect(), Unit::Count, Origin::Stated);
    let net = match cells.upkeep {
        Some(upkeep) => sheet.compute(Term::NET_ROYALTY, Unit::Ratio, cells.rate - upkeep),
        None => cells.rate,
    };
    let share = sheet.compute(Term::SHARE_AFTER_DECAY, Unit::Ratio, net * (1.0 - cells.decay).pow(place));
    let mut income = sheet.compute(Term::SHARE_INCOME, Unit::Yuan, cells.base * share);
    if let Some(tax) = cells.tax {
        income = sheet.compute(Term::AFTER_TAX_INCOME, Unit::Yuan, income * (1.0 - tax));
    }
    let begin = sheet.given_series(Term::PERIOD_START, problem.starts(), Unit::Year, Origin::Stated);
    let length = sheet.given_series(Term::PERIOD_LENGTH, problem.lengths(), Unit::Year, Origin::Stated);
    let part = match problem.conventions.timing {
        Timing::Mid => 0.5,
        Timing::End => 1.0,
    };
    let time = write_time(sheet, begin, length, part);
    let factor = (1.0 + cells.discount_rate).pow(-time);
    let factor = match problem.conventions.factors {
        FactorRounding::Exact => factor,
        FactorRounding::FourDecimals => factor.round(4),
    };
    let factor = sheet.compute(Term::DISCOUNT_FACTOR, Unit::Factor, factor);
    let present = sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, income * factor);
    let mut value = Expr::from(present).sum();
    if let Some(growth) = cells.growth {
        let explicit = sheet.compute(Term::EXPLICIT_VALUE, Unit::Yuan, value);
        let last = count.saturating_sub(1);
        let terminal = sheet.compute(
            Term::TERMINAL_VALUE,
            Unit::Yuan,
            perpetuity(
                Expr::from(income).at(last) * (1.0 + growth),
                growth,
                cells.discount_rate,
                Expr::from(factor).at(last),
            ),
        );
        value = explicit + terminal;
    }
    if let Some(benefit) = problem.amortisation {
        let before = sheet.compute(Term::VALUE_BEFORE_BENEFIT, Unit::Yuan, value);
        let tax = sheet.given(Term::TAX_RATE, benefit.tax, Unit::Ratio, Origin::Stated);
        let years = sheet.given(Term::AMORTISATION_YEARS, benefit.years, Unit::Year, Origin::Stated);
        let mid = benefit.timing == Timing::Mid;
        let factor = write_benefit_factor(sheet, tax, years, cells.discount_rate, mid);
        value = before * factor;
    }
    sheet.compute(Term::VALUE, Unit::Yuan, value)
}

/// The working of a problem typed in as it stands; its figure has the same bits as [`present_value`].
///
/// # Errors
/// As [`present_value`].
pub fn working(problem: &IncomeProblem) -> Result<Sheet, ValuationError> {
    problem.check()?;
    let mut sheet = Sheet::new();
    let stated = |sheet: &mut Sheet, term, value, unit| sheet.given(term, value, unit, Origin::Stated);
    let (base_term, rate_term, rate, upkeep) = match problem.income {
        IncomeBasis::RevenueShare { rate } => (Term::REVENUE, Term::SHARE_RATE, rate, None),
        IncomeBasis::ProfitShare { rate } => (Term::PROFIT, Term::PROFIT_SHARE, rate, None),
        IncomeBasis::Royalty { rate, upkeep } => (Term::REVENUE, Term::ROYALTY_RATE, rate, Some(upkeep)),
    };
    let cells = IncomeCells {
        base: sheet.given_series(base_term, problem.base.clone(), Unit::Yuan, Origin::Stated),
        rate: stated(&mut sheet, rate_term, rate, Unit::Ratio),
        upkeep: upkeep.map(|upkeep| stated(&mut sheet, Term::UPKEEP, upkeep, Unit::Ratio)),
        decay: stated(&mut sheet, Term::DECAY, problem.decay, Unit::RatePerYear),
        discount_rate: stated(&mut sheet, Term::DISCOUNT_RATE, problem.discount_rate, Unit::RatePerYear),
        tax: match problem.conventions.tax {
            TaxBasis::PreTax => None,
            TaxBasis::PostTax { rate } => Some(stated(&mut sheet, Term::TAX_RATE, rate, Unit::Ratio)),
        },
        growth: problem
            .terminal
            .map(|terminal| stated(&mut sheet, Term::TERMINAL_GROWTH, terminal.growth, Unit::RatePerYear)),
    };
    write(&mut sheet, problem, cells);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amortisation_factor_is_one_over_what_tax_leaves() {
        // Ten years at 10 %: the annuity is 6.144567; a quarter of a tenth of it is saved.
        let benefit = TaxAmortisation { tax: 0.25, years: 10.0, timing: Timing::End };
        let by_hand = 1.0 / (1.0 - 0.025 * 6.144_567_105_7);
        assert!((amortisation_factor(benefit, 0.1) - by_hand).abs() < 1e-9);
        // In the middle of each year it is worth half a year's interest more.
        let benefit = TaxAmortisation { timing: Timing::Mid, ..benefit };
        let by_hand = 1.0 / (1.0 - 0.025 * 6.144_567_105_7 * 1.048_808_848_2);
        assert!((amortisation_factor(benefit, 0.1) - by_hand).abs() < 1e-9);
    }
}
