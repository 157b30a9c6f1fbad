//! Parts of a present value that the income methods share, as formulas.

use crate::rules::Unit;
use crate::working::{Cell, Expr, Sheet, Term};

/// Line of the discount period: years to the income that arrives after `part` of its period.
pub(super) fn write_time(sheet: &mut Sheet, begin: Cell, length: Cell, part: f64) -> Cell {
    let time = if part == 0.0 {
        begin.into()
    } else if part == 1.0 {
        begin + length
    } else {
        begin + length * part
    };
    sheet.compute(Term::TIMING, Unit::Year, time)
}

/// Present value of income that goes on for ever (F8): `next/(r − g)·factor`, `next` being its first year.
pub(super) fn perpetuity(next: Expr, growth: impl Into<Expr>, rate: impl Into<Expr>, factor: impl Into<Expr>) -> Expr {
    next / (rate.into() - growth.into()) * factor
}

/// Line of the TAB factor `1/[1 − (T/n)·A]`, `A = [1 − (1+k)^(−n)]/k`; with the saving in the middle of the year
/// `A·(1+k)^0.5` (F9).
pub(super) fn write_benefit_factor(sheet: &mut Sheet, tax: Cell, years: Cell, rate: Cell, mid: bool) -> Cell {
    let annuity = (1.0 - (1.0 + rate).pow(-years)) / rate;
    let annuity = if mid { annuity * (1.0 + rate).pow(0.5) } else { annuity };
    let annuity = sheet.compute(Term::ANNUITY, Unit::Factor, annuity);
    sheet.compute(Term::BENEFIT_FACTOR, Unit::Factor, 1.0 / (1.0 - tax / years * annuity))
}
