//! What all methods that discount income have in common, and the steps from income to value.

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::discount::Discount;
use super::error::{ensure, ensure_share};
use super::periods::Payment;
use super::series::Census;
use super::terminal::{Amortisation, Terminal, TerminalCells};
use super::writer::{Table, Writer};
use super::{ProblemError, Series};
use crate::rules::Unit;
use crate::valuation::present::write_time;
use crate::working::{Cell, Expr, Origin, Term};

/// Defines a method that discounts income: its own fields and those of the frame, side by side in the JSON.
macro_rules! income_method {
    (
        $(#[$doc:meta])*
        $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Rate, timing and writing of the discount factors.
            pub discount: $crate::valuation::problem::Discount,
            /// The periods.
            #[serde(default, skip_serializing_if = "is_default")]
            pub periods: $crate::valuation::problem::Periods,
            /// Deductions from the income before tax.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub deductions: Vec<$crate::valuation::problem::Deduction>,
            /// Rate of income tax taken off the income 税后口径. Left out, the income is discounted as it stands: before
            /// tax at a pre-tax rate, or because it is stated after tax.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub tax: Option<$crate::valuation::problem::Series>,
            /// Part of the income that belongs to the right: coverage of the product, share of a co-owner.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub coverage: Option<$crate::valuation::problem::Series>,
            /// Probability of the income: grant of an application, validity of the right, success of the project.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub probability: Option<$crate::valuation::problem::Series>,
            /// Value after the forecast.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub terminal: Option<$crate::valuation::problem::Terminal>,
            /// Tax amortisation benefit 税收摊销收益 (TAB).
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub amortisation: Option<$crate::valuation::problem::Amortisation>,
            /// Costs at stated times, such as those to finish the development; their present value goes off.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub outlays: Vec<$crate::valuation::problem::Payment>,
            /// Discounts on the value, one after the other, such as for lack of marketability 流动性折扣.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub discounts: Vec<f64>,
            /// State of the right; one that is not in force or not owned has no value.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub status: Option<$crate::valuation::problem::Status>,
        }

        impl $crate::valuation::problem::frame::Framed for $name {
            fn frame(&self) -> $crate::valuation::problem::frame::Frame<'_> {
                $crate::valuation::problem::frame::Frame {
                    discount: &self.discount,
                    deductions: &self.deductions,
                    tax: self.tax.as_ref(),
                    coverage: self.coverage.as_ref(),
                    probability: self.probability.as_ref(),
                    terminal: self.terminal.as_ref(),
                    amortisation: self.amortisation.as_ref(),
                    outlays: &self.outlays,
                    discounts: &self.discounts,
                    status: self.status,
                }
            }

            fn frame_mut(&mut self) -> $crate::valuation::problem::frame::FrameMut<'_> {
                $crate::valuation::problem::frame::FrameMut {
                    discount: &mut self.discount,
                    tax: &mut self.tax,
                    terminal: &mut self.terminal,
                    amortisation: &mut self.amortisation,
                    outlays: &mut self.outlays,
                    discounts: &mut self.discounts,
                    status: &mut self.status,
                }
            }
        }
    };
}
pub(super) use income_method;

/// A method with a frame.
pub(super) trait Framed {
    fn frame(&self) -> Frame<'_>;
    fn frame_mut(&mut self) -> FrameMut<'_>;
}

/// The common fields, see [`income_method`].
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub discount: &'a Discount,
    pub deductions: &'a [Deduction],
    pub tax: Option<&'a Series>,
    pub coverage: Option<&'a Series>,
    pub probability: Option<&'a Series>,
    pub terminal: Option<&'a Terminal>,
    pub amortisation: Option<&'a Amortisation>,
    pub outlays: &'a [Payment],
    pub discounts: &'a [f64],
    pub status: Option<Status>,
}

/// The common fields that inverse questions and the tax bridge change.
pub(super) struct FrameMut<'a> {
    pub discount: &'a mut Discount,
    pub tax: &'a mut Option<Series>,
    pub terminal: &'a mut Option<Terminal>,
    pub amortisation: &'a mut Option<Amortisation>,
    pub outlays: &'a mut Vec<Payment>,
    pub discounts: &'a mut Vec<f64>,
    pub status: &'a mut Option<Status>,
}

/// A deduction from the income before tax: surcharges, upkeep, annual fees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Deduction {
    /// Amounts: `{"amount": [2000, 4000]}`.
    Amount(Amounts),
    /// Part of the base, such as of revenue: `{"of-base": 0.001}`.
    OfBase(Series),
    /// Part of the income of the right, such as surcharges 税金及附加: `{"of-income": 0.006}`.
    OfIncome(Series),
}

/// State of the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// In force 有效.
    InForce,
    /// Applied for 在审: state the chance of grant as `probability`.
    Pending,
    /// Lapsed 终止.
    Lapsed,
    /// Expired 届满.
    Expired,
    /// Invalidated 宣告无效.
    Invalidated,
    /// Not owned 非自有.
    NotOwned,
}

impl Status {
    pub(super) fn alive(self) -> bool {
        matches!(self, Status::InForce | Status::Pending)
    }
}

impl Frame<'_> {
    pub(super) fn census(&self, census: &mut Census) {
        for (place, deduction) in self.deductions.iter().enumerate() {
            let at = format!("deductions[{place}]");
            match deduction {
                Deduction::Amount(amounts) => amounts.census(&format!("{at}.amount"), census),
                Deduction::OfBase(part) => part.census(&format!("{at}.of-base"), census),
                Deduction::OfIncome(part) => part.census(&format!("{at}.of-income"), census),
            }
        }
        for (series, path) in [(self.tax, "tax"), (self.coverage, "coverage"), (self.probability, "probability")] {
            if let Some(series) = series {
                series.census(path, census);
            }
        }
        self.discount.rate.census("discount.rate", census);
    }
}

/// What a method hands to the frame.
#[derive(Clone, Copy)]
pub(super) struct Earned<'a> {
    /// Revenue or profit that `of-base` deductions refer to.
    pub base: Option<Cell>,
    /// Income before deductions and tax.
    pub income: Cell,
    /// Charges taken off after tax.
    pub charges: Option<Cell>,
    /// Income with a rate of its own, such as minimum royalties; taxed and weighted as the rest, without deductions.
    pub secured: Option<(Cell, Cell)>,
    /// Single receipts, such as entry fees.
    pub receipts: &'a [Payment],
}

impl Earned<'_> {
    /// Plain income.
    pub(super) fn new(income: Cell) -> Self {
        Earned { base: None, income, charges: None, secured: None, receipts: &[] }
    }

    /// Income from a base of revenue or profit.
    pub(super) fn of(base: Cell, income: Cell) -> Self {
        Earned { base: Some(base), ..Earned::new(income) }
    }
}

/// The steps from income to value; the value is the last line.
pub(super) fn conclude(w: &mut Writer, frame: Frame<'_>, earned: Earned<'_>) -> Result<Cell, ProblemError> {
    let income = net_income(w, frame, earned)?;
    let starts = w.starts.clone();
    let lengths = w.lengths.clone();
    let begin = w.sheet.given_series(Term::PERIOD_START, starts, Unit::Year, Origin::Stated);
    let length = w.sheet.given_series(Term::PERIOD_LENGTH, lengths, Unit::Year, Origin::Stated);
    let time = write_time(&mut w.sheet, begin, length, frame.discount.timing.part());
    let rates = frame.discount.write(w, "discount")?;
    if let Some(rate) = rates.only() {
        w.show("discount-rate", rate);
    }
    let factor = w.compute(Term::DISCOUNT_FACTOR, Unit::Factor, rates.factor(time));
    let present = w.compute(Term::PRESENT_VALUE, Unit::Yuan, income * factor);
    w.table = Some(Table { start: begin, length, time, income, factor, present });
    let last = w.count().saturating_sub(1);
    let end = Expr::from(begin).at(last) + Expr::from(length).at(last);
    let mut value = Expr::from(present).sum();
    if let Some(terminal) = frame.terminal {
        let explicit = w.compute(Term::EXPLICIT_VALUE, Unit::Yuan, value);
        w.show("explicit-value", explicit);
        let end_factor = rates.factor(end.clone());
        let last_rate = rates.last().ok_or_else(|| ProblemError::Missing { path: "discount.rate".to_owned() })?;
        let cells = TerminalCells { income, factor: Expr::from(factor).at(last), end_factor, last_rate };
        let after = terminal.write(w, cells)?;
        w.show("terminal-value", after);
        value = explicit + after;
    }
    if let Some((secured, rate)) = earned.secured {
        let secured = weigh(w, frame, secured)?;
        let factor = w.compute(Term::DISCOUNT_FACTOR, Unit::Factor, (1.0 + rate).pow(-time));
        let present = w.compute(Term::SECURED_VALUE, Unit::Yuan, secured * factor);
        w.show("secured-income", secured);
        w.show("secured-present-value", present);
        value = value + Expr::from(present).sum();
    }
    for (place, receipt) in earned.receipts.iter().enumerate() {
        let at = format!("entry-fees[{place}]");
        receipt.check(&at)?;
        let amount = w.given(Term::ENTRY_FEE, receipt.amount, Unit::Yuan, &format!("{at}.amount"))?;
        let time = w.given(Term::ENTRY_FEE_TIME, receipt.time, Unit::Year, &format!("{at}.time"))?;
        let period = w.starts.iter().rposition(|start| *start <= receipt.time).unwrap_or(0);
        let kept = kept_of(w, frame, amount, period)?;
        let amount = w.compute(Term::ENTRY_FEE_KEPT, Unit::Yuan, kept);
        value = value + amount * rates.factor(time);
    }
    if let Some(benefit) = frame.amortisation {
        let before = w.compute(Term::VALUE_BEFORE_BENEFIT, Unit::Yuan, value);
        w.show("value-before-benefit", before);
        let factor = benefit.write(w, rates.only())?;
        w.show("benefit-factor", factor);
        value = before * factor;
    }
    for (place, outlay) in frame.outlays.iter().enumerate() {
        let at = format!("outlays[{place}]");
        outlay.check(&at)?;
        let before = w.compute(Term::VALUE_BEFORE_OUTLAY, Unit::Yuan, value);
        let amount = w.given(Term::OUTLAY, outlay.amount, Unit::Yuan, &format!("{at}.amount"))?;
        let time = w.given(Term::OUTLAY_TIME, outlay.time, Unit::Year, &format!("{at}.time"))?;
        value = before - amount * rates.factor(time);
    }
    for (place, discount) in frame.discounts.iter().enumerate() {
        let at = format!("discounts[{place}]");
        ensure_share(*discount, &at)?;
        let before = w.compute(Term::VALUE_BEFORE_DISCOUNT, Unit::Yuan, value);
        let discount = w.given(Term::VALUE_DISCOUNT, *discount, Unit::Ratio, &at)?;
        value = before * (1.0 - discount);
    }
    Ok(with_status(w, value, frame.status))
}

/// The line of the value; nothing for a right that is not in force.
pub(super) fn with_status(w: &mut Writer, value: Expr, status: Option<Status>) -> Cell {
    let Some(status) = status else { return w.compute(Term::VALUE, Unit::Yuan, value) };
    let alive = if status.alive() { 1.0 } else { 0.0 };
    let before = w.compute(Term::VALUE_IN_FORCE, Unit::Yuan, value);
    let alive = w.sheet.given(Term::IN_FORCE, alive, Unit::None, Origin::Stated);
    w.compute(Term::VALUE, Unit::Yuan, before * alive)
}

/// Income after deductions, tax, charges, coverage and probability.
fn net_income(w: &mut Writer, frame: Frame<'_>, earned: Earned<'_>) -> Result<Cell, ProblemError> {
    let mut income = earned.income;
    for (place, deduction) in frame.deductions.iter().enumerate() {
        let at = format!("deductions[{place}]");
        let part: Expr = match deduction {
            Deduction::Amount(amounts) => {
                amounts.write(w, Term::DEDUCTED_AMOUNT, Unit::Yuan, &format!("{at}.amount"))?.into()
            }
            Deduction::OfBase(part) => {
                let at = format!("{at}.of-base");
                part.ensure_finite(&at)?;
                let Some(base) = earned.base else {
                    ensure(false, &at, "is for methods with a base of revenue or profit")?;
                    continue;
                };
                base * w.series(Term::DEDUCTED_PART, part, Unit::Ratio, &at)?
            }
            Deduction::OfIncome(part) => {
                let at = format!("{at}.of-income");
                part.ensure_finite(&at)?;
                earned.income * w.series(Term::DEDUCTED_PART, part, Unit::Ratio, &at)?
            }
        };
        income = w.compute(Term::NET_INCOME, Unit::Yuan, income - part);
    }
    if earned.charges.is_none() {
        return weigh(w, frame, income);
    }
    let mut income = taxed(w, frame, income)?;
    if let Some(charges) = earned.charges {
        income = w.compute(Term::EXCESS_EARNINGS, Unit::Yuan, income - charges);
    }
    expected(w, frame, income)
}

/// Income after tax, coverage and probability.
fn weigh(w: &mut Writer, frame: Frame<'_>, income: Cell) -> Result<Cell, ProblemError> {
    let income = taxed(w, frame, income)?;
    expected(w, frame, income)
}

/// Income after tax.
fn taxed(w: &mut Writer, frame: Frame<'_>, income: Cell) -> Result<Cell, ProblemError> {
    let Some(tax) = frame.tax else { return Ok(income) };
    tax.ensure_share("tax")?;
    let tax = w.series(Term::TAX_RATE, tax, Unit::Ratio, "tax")?;
    Ok(w.compute(Term::INCOME_AFTER_TAX, Unit::Yuan, income * (1.0 - tax)))
}

/// Income after coverage and probability.
fn expected(w: &mut Writer, frame: Frame<'_>, mut income: Cell) -> Result<Cell, ProblemError> {
    for (series, path, term) in
        [(frame.coverage, "coverage", Term::COVERAGE), (frame.probability, "probability", Term::PROBABILITY)]
    {
        if let Some(series) = series {
            series.ensure_share(path)?;
            let part = w.series(term, series, Unit::Ratio, path)?;
            income = w.compute(Term::EXPECTED_INCOME, Unit::Yuan, income * part);
        }
    }
    Ok(income)
}

/// What is kept of a single receipt after the tax of its period and the coverage; it is certain, so no probability.
fn kept_of(w: &mut Writer, frame: Frame<'_>, amount: Cell, period: usize) -> Result<Expr, ProblemError> {
    let mut kept: Expr = amount.into();
    if let Some(tax) = frame.tax {
        tax.ensure_share("tax")?;
        kept = kept * (1.0 - w.given(Term::TAX_RATE, tax.at(period), Unit::Ratio, "tax")?);
    }
    if let Some(coverage) = frame.coverage {
        coverage.ensure_share("coverage")?;
        kept = kept * w.given(Term::COVERAGE, coverage.at(period), Unit::Ratio, "coverage")?;
    }
    Ok(kept)
}
