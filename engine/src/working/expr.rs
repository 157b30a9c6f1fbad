//! Formulas as data.

use std::ops::{Add, Div, Mul, Neg, Sub};
use std::slice;

use serde::{Deserialize, Serialize};

use super::sheet::Cell;

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

    /// The value at place `k`; `line(cell, k)` gives a line's value there and `len` the longest series.
    pub(super) fn evaluate(&self, k: usize, len: usize, line: &dyn Fn(Cell, usize) -> f64) -> f64 {
        let value = |expr: &Expr| expr.evaluate(k, len, line);
        match self {
            Expr::Number(number) => *number,
            Expr::Line(cell) => line(*cell, k),
            Expr::Add(of) => value(&of[0]) + value(&of[1]),
            Expr::Sub(of) => value(&of[0]) - value(&of[1]),
            Expr::Mul(of) => value(&of[0]) * value(&of[1]),
            Expr::Div(of) => value(&of[0]) / value(&of[1]),
            Expr::Pow(of) => libm::pow(value(&of[0]), value(&of[1])),
            Expr::Neg(a) => -value(a),
            Expr::Min(of) => libm::fmin(value(&of[0]), value(&of[1])),
            Expr::Max(of) => libm::fmax(value(&of[0]), value(&of[1])),
            Expr::Exp(a) => libm::exp(value(a)),
            Expr::Ln(a) => libm::log(value(a)),
            Expr::Sqrt(a) => libm::sqrt(value(a)),
            Expr::NormalCdf(a) => 0.5 * libm::erfc(-value(a) / core::f64::consts::SQRT_2),
            Expr::Round(a, decimals) => {
                let scale = libm::pow(10.0, f64::from(*decimals));
                libm::round(value(a) * scale) / scale
            }
            Expr::IfAtMost(of) => {
                let [a, b, yes, no] = of.as_ref();
                if value(a) <= value(b) { value(yes) } else { value(no) }
            }
            Expr::Sum(a) => (0..len).fold(0.0, |sum, place| sum + a.evaluate(place, len, line)),
            Expr::At(a, place) => a.evaluate(*place, len, line),
        }
    }

    /// Whether the result is a series when `is_series` says which lines are.
    pub(super) fn is_series(&self, is_series: &dyn Fn(Cell) -> bool) -> bool {
        match self {
            Expr::Line(cell) => is_series(*cell),
            Expr::Sum(_) | Expr::At(..) => false,
            _ => self.parts().iter().any(|part| part.is_series(is_series)),
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
