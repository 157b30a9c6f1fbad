//! Formulas as data.

use std::borrow::Cow;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::slice;

use serde::{Deserialize, Serialize};
use smallvec::smallvec;

use super::sheet::{Cell, Values};

/// A formula over the lines of a [`Sheet`](super::Sheet). Lines with one value are scalars, others are series; an
/// operation on a series works place by place.
///
/// Only operations that every spreadsheet program knows, so that a workbook can carry the formula as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Expr {
    /// A number that belongs to the formula itself, such as the 1 in 1 + r.
    Number(f64),
    /// A line.
    Line(Cell),
    /// Sum of two.
    Add(Box<[Expr; 2]>),
    /// Difference.
    Sub(Box<[Expr; 2]>),
    /// Product.
    Mul(Box<[Expr; 2]>),
    /// Quotient.
    Div(Box<[Expr; 2]>),
    /// Power.
    Pow(Box<[Expr; 2]>),
    /// Opposite.
    Neg(Box<Expr>),
    /// Smaller of two.
    Min(Box<[Expr; 2]>),
    /// Larger of two.
    Max(Box<[Expr; 2]>),
    /// e to the power.
    Exp(Box<Expr>),
    /// Natural logarithm.
    Ln(Box<Expr>),
    /// Square root.
    Sqrt(Box<Expr>),
    /// Standard normal distribution function.
    NormalCdf(Box<Expr>),
    /// Rounded half away from zero to so many decimals.
    Round(Box<Expr>, i32),
    /// `if a <= b then c else d`.
    IfAtMost(Box<[Expr; 4]>),
    /// Sum over a series.
    Sum(Box<Expr>),
    /// Value of a series at a place counted from 0.
    At(Box<Expr>, usize),
}

impl Expr {
    /// `self` to the power `exponent`.
    #[must_use]
    pub fn pow(self, exponent: impl Into<Expr>) -> Expr {
        Expr::Pow(Box::new([self, exponent.into()]))
    }

    /// The smaller.
    #[must_use]
    pub fn min(self, other: impl Into<Expr>) -> Expr {
        Expr::Min(Box::new([self, other.into()]))
    }

    /// The larger.
    #[must_use]
    pub fn max(self, other: impl Into<Expr>) -> Expr {
        Expr::Max(Box::new([self, other.into()]))
    }

    /// Between two bounds.
    #[must_use]
    pub fn clamp(self, low: impl Into<Expr>, high: impl Into<Expr>) -> Expr {
        self.max(low).min(high)
    }

    /// e to this power.
    #[must_use]
    pub fn exp(self) -> Expr {
        Expr::Exp(Box::new(self))
    }

    /// Natural logarithm.
    #[must_use]
    pub fn ln(self) -> Expr {
        Expr::Ln(Box::new(self))
    }

    /// Square root.
    #[must_use]
    pub fn sqrt(self) -> Expr {
        Expr::Sqrt(Box::new(self))
    }

    /// Standard normal distribution function.
    #[must_use]
    pub fn normal_cdf(self) -> Expr {
        Expr::NormalCdf(Box::new(self))
    }

    /// Rounded half away from zero.
    #[must_use]
    pub fn round(self, decimals: i32) -> Expr {
        Expr::Round(Box::new(self), decimals)
    }

    /// Sum over the series.
    #[must_use]
    pub fn sum(self) -> Expr {
        Expr::Sum(Box::new(self))
    }

    /// The value at a place counted from 0.
    #[must_use]
    pub fn at(self, place: usize) -> Expr {
        Expr::At(Box::new(self), place)
    }

    /// `if self <= bound then yes else no`.
    #[must_use]
    pub fn if_at_most(self, bound: impl Into<Expr>, yes: impl Into<Expr>, no: impl Into<Expr>) -> Expr {
        Expr::IfAtMost(Box::new([self, bound.into(), yes.into(), no.into()]))
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
        let len = self.longest(&|cell| lines(cell).len());
        match self.result(len, lines) {
            Outcome::Number(number) => smallvec![number],
            series @ Outcome::Series(_) => (0..len).map(|place| series.at(place)).collect(),
        }
    }

    /// As [`Expr::values`], at so many places.
    #[cfg(feature = "workbook")]
    pub(super) fn values_at<'a>(&self, places: usize, lines: &impl Fn(Cell) -> &'a [f64]) -> Vec<f64> {
        let result = self.result(places, lines);
        (0..places).map(|place| result.at(place)).collect()
    }

    /// Part by part over all places at once; `len` is the number of places.
    fn result<'a>(&self, len: usize, lines: &impl Fn(Cell) -> &'a [f64]) -> Outcome<'a> {
        let of = |expr: &Expr| expr.result(len, lines);
        let one = |a: &Expr, f: fn(f64) -> f64| of(a).map(len, f);
        let two = |[a, b]: &[Expr; 2], f: fn(f64, f64) -> f64| match (of(a), of(b)) {
            (Outcome::Number(a), Outcome::Number(b)) => Outcome::Number(f(a, b)),
            (a, b) => Outcome::of((0..len).map(|place| f(a.at(place), b.at(place)))),
        };
        match self {
            Expr::Number(number) => Outcome::Number(*number),
            Expr::Line(cell) => match lines(*cell) {
                [number] => Outcome::Number(*number),
                series => Outcome::Series(Cow::Borrowed(series)),
            },
            Expr::Add(of) => two(of, |a, b| a + b),
            Expr::Sub(of) => two(of, |a, b| a - b),
            Expr::Mul(of) => two(of, |a, b| a * b),
            Expr::Div(of) => two(of, |a, b| a / b),
            Expr::Pow(of) => two(of, libm::pow),
            Expr::Neg(a) => one(a, |a| -a),
            Expr::Min(of) => two(of, libm::fmin),
            Expr::Max(of) => two(of, libm::fmax),
            Expr::Exp(a) => one(a, libm::exp),
            Expr::Ln(a) => one(a, libm::log),
            Expr::Sqrt(a) => one(a, libm::sqrt),
            Expr::NormalCdf(a) => one(a, |a| 0.5 * libm::erfc(-a / core::f64::consts::SQRT_2)),
            Expr::Round(a, decimals) => {
                let scale = libm::pow(10.0, f64::from(*decimals));
                of(a).map(len, |value| libm::round(value * scale) / scale)
            }
            Expr::IfAtMost(parts) => {
                let [a, b, yes, no] = parts.each_ref().map(of);
                let choose = |place| if a.at(place) <= b.at(place) { yes.at(place) } else { no.at(place) };
                match (&a, &b, &yes, &no) {
                    (Outcome::Number(_), Outcome::Number(_), Outcome::Number(_), Outcome::Number(_)) => {
                        Outcome::Number(choose(0))
                    }
                    _ => Outcome::of((0..len).map(choose)),
                }
            }
            Expr::Sum(a) => {
                let result = of(a);
                Outcome::Number((0..len).fold(0.0, |sum, place| sum + result.at(place)))
            }
            Expr::At(a, place) => Outcome::Number(of(a).at(*place)),
        }
    }
}

/// The values of a formula.
enum Outcome<'a> {
    /// The same at every place.
    Number(f64),
    /// One a place.
    Series(Cow<'a, [f64]>),
}

impl Outcome<'_> {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        Outcome::Series(values.collect())
    }

    /// Each value by `f`; `len` is the number of places.
    fn map(self, len: usize, f: impl Fn(f64) -> f64) -> Self {
        match self {
            Outcome::Number(number) => Outcome::Number(f(number)),
            series @ Outcome::Series(_) => Outcome::of((0..len).map(|place| f(series.at(place)))),
        }
    }

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
                Expr::$variant(Box::new([self, other.into()]))
            }
        }

        impl<T: Into<Expr>> $trait<T> for Cell {
            type Output = Expr;

            fn $method(self, other: T) -> Expr {
                Expr::$variant(Box::new([self.into(), other.into()]))
            }
        }

        impl $trait<Expr> for f64 {
            type Output = Expr;

            fn $method(self, other: Expr) -> Expr {
                Expr::$variant(Box::new([self.into(), other]))
            }
        }

        impl $trait<Cell> for f64 {
            type Output = Expr;

            fn $method(self, other: Cell) -> Expr {
                Expr::$variant(Box::new([self.into(), other.into()]))
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
        Expr::Neg(Box::new(self))
    }
}

impl Neg for Cell {
    type Output = Expr;

    fn neg(self) -> Expr {
        Expr::Neg(Box::new(self.into()))
    }
}
