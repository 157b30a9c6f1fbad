//! Formulas as data.

use std::borrow::Cow;
use std::cell::Cell as StdCell;
use std::iter;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::slice;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::smallvec;

use super::sheet::{Cell, Values};

/// A formula over the lines of a [`Sheet`](super::Sheet). Lines with one value are scalars, others are series; an
/// operation on a series works place by place.
///
/// Only operations that every spreadsheet program knows, so that a workbook can carry the formula as it is. Copies share
/// their parts: a sheet is filed under several figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Expr {
    /// A number that belongs to the formula itself, such as the 1 in 1 + r.
    Number(f64),
    /// A line.
    Line(Cell),
    /// Sum of two.
    Add(Arc<[Expr; 2]>),
    /// Difference.
    Sub(Arc<[Expr; 2]>),
    /// Product.
    Mul(Arc<[Expr; 2]>),
    /// Quotient.
    Div(Arc<[Expr; 2]>),
    /// Power.
    Pow(Arc<[Expr; 2]>),
    /// Opposite.
    Neg(Arc<Expr>),
    /// Smaller of two.
    Min(Arc<[Expr; 2]>),
    /// Larger of two.
    Max(Arc<[Expr; 2]>),
    /// e to the power.
    Exp(Arc<Expr>),
    /// Natural logarithm.
    Ln(Arc<Expr>),
    /// Square root.
    Sqrt(Arc<Expr>),
    /// Standard normal distribution function.
    NormalCdf(Arc<Expr>),
    /// Rounded half away from zero to so many decimals.
    Round(Arc<Expr>, i32),
    /// `if a <= b then c else d`.
    IfAtMost(Arc<[Expr; 4]>),
    /// Sum over a series.
    Sum(Arc<Expr>),
    /// Value of a series at a place counted from 0.
    At(Arc<Expr>, usize),
}

impl Expr {
    /// `self` to the power `exponent`.
    #[must_use]
    pub fn pow(self, exponent: impl Into<Expr>) -> Expr {
        Expr::Pow(Arc::new([self, exponent.into()]))
    }

    /// The smaller.
    #[must_use]
    pub fn min(self, other: impl Into<Expr>) -> Expr {
        Expr::Min(Arc::new([self, other.into()]))
    }

    /// The larger.
    #[must_use]
    pub fn max(self, other: impl Into<Expr>) -> Expr {
        Expr::Max(Arc::new([self, other.into()]))
    }

    /// Between two bounds.
    #[must_use]
    pub fn clamp(self, low: impl Into<Expr>, high: impl Into<Expr>) -> Expr {
        self.max(low).min(high)
    }

    /// e to this power.
    #[must_use]
    pub fn exp(self) -> Expr {
        Expr::Exp(Arc::new(self))
    }

    /// Natural logarithm.
    #[must_use]
    pub fn ln(self) -> Expr {
        Expr::Ln(Arc::new(self))
    }

    /// Square root.
    #[must_use]
    pub fn sqrt(self) -> Expr {
        Expr::Sqrt(Arc::new(self))
    }

    /// Standard normal distribution function.
    #[must_use]
    pub fn normal_cdf(self) -> Expr {
        Expr::NormalCdf(Arc::new(self))
    }

    /// Rounded half away from zero.
    #[must_use]
    pub fn round(self, decimals: i32) -> Expr {
        Expr::Round(Arc::new(self), decimals)
    }

    /// Sum over the series.
    #[must_use]
    pub fn sum(self) -> Expr {
        Expr::Sum(Arc::new(self))
    }

    /// The value at a place counted from 0.
    #[must_use]
    pub fn at(self, place: usize) -> Expr {
        Expr::At(Arc::new(self), place)
    }

    /// `if self <= bound then yes else no`.
    #[must_use]
    pub fn if_at_most(self, bound: impl Into<Expr>, yes: impl Into<Expr>, no: impl Into<Expr>) -> Expr {
        Expr::IfAtMost(Arc::new([self, bound.into(), yes.into(), no.into()]))
    }

    /// The lines the formula reads, in order of appearance.
    #[must_use]
    pub fn lines(&self) -> Vec<Cell> {
        let mut found = Vec::new();
        self.visit(&mut |expr| {
            if let Expr::Line(cell) = expr
                && !found.contains(cell)
            {
                found.push(*cell);
            }
        });
        found
    }

    /// The length of the longest line that it reads, by `length`; 1 when it reads none.
    pub(crate) fn longest(&self, length: &dyn Fn(Cell) -> usize) -> usize {
        // Not by `lines`, which allocates: sheets ask this of every line.
        fn of_parts(expr: &Expr, length: &dyn Fn(Cell) -> usize) -> Option<usize> {
            match expr {
                Expr::Line(cell) => Some(length(*cell)),
                _ => expr.parts().iter().filter_map(|part| of_parts(part, length)).max(),
            }
        }
        of_parts(self, length).unwrap_or(1)
    }

    fn visit(&self, see: &mut dyn FnMut(&Expr)) {
        see(self);
        for part in self.parts() {
            part.visit(see);
        }
    }

    /// The direct parts of the formula.
    #[must_use]
    pub fn parts(&self) -> &[Expr] {
        match self {
            Expr::Number(_) | Expr::Line(_) => &[],
            Expr::Neg(of) | Expr::Exp(of) | Expr::Ln(of) | Expr::Sqrt(of) | Expr::NormalCdf(of) => slice::from_ref(of),
            Expr::Round(of, _) | Expr::Sum(of) | Expr::At(of, _) => slice::from_ref(of),
            Expr::Add(of) | Expr::Sub(of) | Expr::Mul(of) | Expr::Div(of) | Expr::Pow(of) => &of[..],
            Expr::Min(of) | Expr::Max(of) => &of[..],
            Expr::IfAtMost(of) => &of[..],
        }
    }

    /// The values over lines: a series where the formula reads one outside a sum, else one number. A line with one value
    /// has it at every place, a shorter series has zeros beyond its end.
    pub(super) fn values<'a>(&self, lines: &impl Fn(Cell) -> &'a [f64]) -> Values {
        let evaluation = Evaluation { formula: self, lines, places: StdCell::new(None) };
        match evaluation.of(self) {
            Outcome::Number(number) => smallvec![number],
            Outcome::Series(Cow::Owned(series)) => Values::from_vec(series),
            series @ Outcome::Series(_) => (0..evaluation.places()).map(|place| series.at(place)).collect(),
        }
    }

    /// As [`Expr::values`], at so many places.
    #[cfg(feature = "workbook")]
    pub(super) fn values_at<'a>(&self, places: usize, lines: &impl Fn(Cell) -> &'a [f64]) -> Vec<f64> {
        let evaluation = Evaluation { formula: self, lines, places: StdCell::new(Some(places)) };
        let result = evaluation.of(self);
        (0..places).map(|place| result.at(place)).collect()
    }
}

/// A formula at work, part by part over all places at once.
struct Evaluation<'f, L> {
    formula: &'f Expr,
    lines: &'f L,
    /// Number of places, once it is asked for: most formulas read single numbers, which need none.
    places: StdCell<Option<usize>>,
}

impl<'a, L: Fn(Cell) -> &'a [f64]> Evaluation<'_, L> {
    fn places(&self) -> usize {
        let known = self.places.get();
        known.unwrap_or_else(|| {
            let longest = self.formula.longest(&|cell| (self.lines)(cell).len());
            self.places.set(Some(longest));
            longest
        })
    }

    fn of(&self, expr: &Expr) -> Outcome<'a> {
        // The four operations as code of their own, the others through a pointer.
        let two = |parts: &[Expr; 2], f: fn(f64, f64) -> f64| self.two(parts, f);
        match expr {
            Expr::Number(number) => Outcome::Number(*number),
            Expr::Line(cell) => match (self.lines)(*cell) {
                [number] => Outcome::Number(*number),
                series => Outcome::Series(Cow::Borrowed(series)),
            },
            Expr::Add(parts) => self.two(parts, |a, b| a + b),
            Expr::Sub(parts) => self.two(parts, |a, b| a - b),
            Expr::Mul(parts) => self.two(parts, |a, b| a * b),
            Expr::Div(parts) => self.two(parts, |a, b| a / b),
            Expr::Pow(parts) => two(parts, libm::pow),
            Expr::Neg(part) => self.one(part, |a| -a),
            Expr::Min(parts) => two(parts, libm::fmin),
            Expr::Max(parts) => two(parts, libm::fmax),
            Expr::Exp(part) => self.one(part, libm::exp),
            Expr::Ln(part) => self.one(part, libm::log),
            Expr::Sqrt(part) => self.one(part, libm::sqrt),
            Expr::NormalCdf(part) => self.one(part, |a| 0.5 * libm::erfc(-a / core::f64::consts::SQRT_2)),
            Expr::Round(part, decimals) => {
                let scale = libm::pow(10.0, f64::from(*decimals));
                self.one(part, |value| libm::round(value * scale) / scale)
            }
            Expr::IfAtMost(parts) => {
                let [a, b, yes, no] = parts.each_ref().map(|part| self.of(part));
                let choose = |place| if a.at(place) <= b.at(place) { yes.at(place) } else { no.at(place) };
                match (&a, &b, &yes, &no) {
                    (Outcome::Number(_), Outcome::Number(_), Outcome::Number(_), Outcome::Number(_)) => {
                        Outcome::Number(choose(0))
                    }
                    _ => Outcome::Series((0..self.places()).map(choose).collect()),
                }
            }
            Expr::Sum(part) => match self.of(part) {
                // Zeros beyond the end add nothing.
                Outcome::Series(series) if series.len() <= self.places() => {
                    Outcome::Number(series.iter().fold(0.0, |sum, value| sum + value))
                }
                result => Outcome::Number((0..self.places()).fold(0.0, |sum, place| sum + result.at(place))),
            },
            Expr::At(part, place) => Outcome::Number(self.of(part).at(*place)),
        }
    }

    /// Each value by `f`.
    fn one(&self, part: &Expr, f: impl Fn(f64) -> f64) -> Outcome<'a> {
        match self.of(part) {
            Outcome::Number(number) => Outcome::Number(f(number)),
            series => {
                let mut values = self.owned(series);
                values.iter_mut().for_each(|value| *value = f(*value));
                Outcome::Series(Cow::Owned(values))
            }
        }
    }

    /// Each pair of values by `f`, in the memory of one of the two where that is at hand.
    fn two(&self, [a, b]: &[Expr; 2], f: impl Fn(f64, f64) -> f64) -> Outcome<'a> {
        let values = match (self.of(a), self.of(b)) {
            (Outcome::Number(a), Outcome::Number(b)) => return Outcome::Number(f(a, b)),
            (a @ Outcome::Series(_), Outcome::Number(b)) => {
                let mut values = self.owned(a);
                values.iter_mut().for_each(|value| *value = f(*value, b));
                values
            }
            (Outcome::Number(a), b @ Outcome::Series(_)) => {
                let mut values = self.owned(b);
                values.iter_mut().for_each(|value| *value = f(a, *value));
                values
            }
            (Outcome::Series(a), Outcome::Series(Cow::Owned(mut values))) if a.len() >= values.len() => {
                values.iter_mut().zip(a.iter()).for_each(|(value, a)| *value = f(*a, *value));
                values
            }
            (a @ Outcome::Series(_), Outcome::Series(b)) => {
                let mut values = self.owned(a);
                let others = b.iter().copied().chain(iter::repeat(0.0));
                values.iter_mut().zip(others).for_each(|(value, b)| *value = f(*value, b));
                values
            }
        };
        Outcome::Series(Cow::Owned(values))
    }

    /// One value a place.
    fn owned(&self, outcome: Outcome) -> Vec<f64> {
        match outcome {
            Outcome::Number(number) => vec![number; self.places()],
            Outcome::Series(Cow::Owned(series)) => series,
            Outcome::Series(Cow::Borrowed(series)) => {
                let places = self.places();
                let mut values = Vec::with_capacity(places);
                values.extend(series.iter().take(places));
                values.resize(places, 0.0);
                values
            }
        }
    }
}

/// The values of a formula.
enum Outcome<'a> {
    /// The same at every place.
    Number(f64),
    /// One a place. Owned ones have as many as there are places; a line's own may have more or fewer.
    Series(Cow<'a, [f64]>),
}

impl Outcome<'_> {
    fn at(&self, place: usize) -> f64 {
        match self {
            Outcome::Number(number) => *number,
            Outcome::Series(values) => values.get(place).copied().unwrap_or(0.0),
        }
    }
}

impl From<f64> for Expr {
    fn from(number: f64) -> Expr {
        Expr::Number(number)
    }
}

impl From<Cell> for Expr {
    fn from(cell: Cell) -> Expr {
        Expr::Line(cell)
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $variant:ident) => {
        impl<T: Into<Expr>> $trait<T> for Expr {
            type Output = Expr;

            fn $method(self, other: T) -> Expr {
                Expr::$variant(Arc::new([self, other.into()]))
            }
        }

        impl<T: Into<Expr>> $trait<T> for Cell {
            type Output = Expr;

            fn $method(self, other: T) -> Expr {
                Expr::$variant(Arc::new([self.into(), other.into()]))
            }
        }

        impl $trait<Expr> for f64 {
            type Output = Expr;

            fn $method(self, other: Expr) -> Expr {
                Expr::$variant(Arc::new([self.into(), other]))
            }
        }

        impl $trait<Cell> for f64 {
            type Output = Expr;

            fn $method(self, other: Cell) -> Expr {
                Expr::$variant(Arc::new([self.into(), other.into()]))
            }
        }
    };
}

operator!(Add, add, Add);
operator!(Sub, sub, Sub);
operator!(Mul, mul, Mul);
operator!(Div, div, Div);

impl Neg for Expr {
    type Output = Expr;

    fn neg(self) -> Expr {
        Expr::Neg(Arc::new(self))
    }
}

impl Neg for Cell {
    type Output = Expr;

    fn neg(self) -> Expr {
        Expr::Neg(Arc::new(self.into()))
    }
}
