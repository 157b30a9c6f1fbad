//! Thresholds as fractions and comparisons in whole numbers, so that one fen or one person decides.

use jiff::civil::Date;

use super::StarError;
use super::result::ExactComparison;
use crate::Money;
use crate::rules::{Rules, Unit, Value};

/// A threshold of the rule pack: `numerator / denominator` in the record's unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Threshold {
    /// Id of the record.
    pub id: String,
    /// What it counts.
    pub unit: Unit,
    /// Above the line; never negative.
    pub numerator: i128,
    /// Below the line; positive.
    pub denominator: i128,
}

/// Largest part of a fraction: keeps every product of the comparisons below within `i128`.
const LARGEST_PART: f64 = 1e9;
/// Largest whole threshold, yuan: any larger is no listing rule. Told numbers are held to it as well.
const LARGEST_WHOLE: f64 = 1e15;

impl Threshold {
    /// Reads a record that holds a whole number or `[numerator, denominator]`.
    pub fn read(rules: &Rules<'_>, id: &str) -> Result<Self, StarError> {
        let parameter = rules.parameter(id)?;
        let bad = || StarError::BadRecord { id: id.to_owned() };
        let whole = |number: f64, largest: f64| {
            let fits = libm::floor(number) == number && 0.0 <= number && number <= largest;
            if fits { Ok(number as i128) } else { Err(bad()) }
        };
        let (numerator, denominator) = match &parameter.value {
            Value::Number(number) => (whole(*number, LARGEST_WHOLE)?, 1),
            Value::List(parts) => match parts.as_slice() {
                [numerator, denominator] if 0.0 < *denominator => {
                    (whole(*numerator, LARGEST_PART)?, whole(*denominator, LARGEST_PART)?)
                }
                _ => return Err(bad()),
            },
            _ => return Err(bad()),
        };
        Ok(Threshold { id: id.to_owned(), unit: parameter.unit, numerator, denominator })
    }

    /// The threshold as a decimal, for display.
    pub fn decimal(&self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// `part / whole ≥ threshold`, for a positive `whole`.
    pub fn share(&self, part: i128, whole: i128) -> ExactComparison {
        ExactComparison { left: part * self.denominator, right: whole * self.numerator, strict: false }
    }

    /// `amount ≥ threshold`, amounts in fen, threshold in yuan.
    pub fn amount(&self, fen: i128) -> ExactComparison {
        self.share(fen, 100)
    }

    /// `count ≥ threshold`.
    pub fn count(&self, count: u32) -> ExactComparison {
        self.share(i128::from(count), 1)
    }

    /// `(last / first)^(1/2) − 1 ≥ threshold`, for a positive `first`: both sides squared, roots and division gone.
    pub fn growth(&self, first: i128, last: i128) -> ExactComparison {
        let whole = self.denominator;
        let grown = self.denominator + self.numerator;
        ExactComparison { left: last.max(0) * whole * whole, right: first * grown * grown, strict: false }
    }

    /// Least `last` in fen that meets [`Threshold::growth`], for a positive `first` in fen.
    pub fn least_last(&self, first: i128) -> i128 {
        let grown = self.denominator + self.numerator;
        div_ceil(first * grown * grown, self.denominator * self.denominator)
    }

    /// Least count that meets [`Threshold::count`].
    pub fn least_count(&self) -> u32 {
        u32::try_from(div_ceil(self.numerator, self.denominator)).unwrap_or(u32::MAX)
    }
}

/// A told decimal in whole parts, `scale` of them to one: 10,000 for basis points. Beyond all measure it is as large as the
/// comparisons allow.
pub(super) fn parts(told: f64, scale: f64) -> i128 {
    libm::round(told * scale).clamp(-LARGEST_WHOLE, LARGEST_WHOLE) as i128
}

/// `numerator / denominator` rounded up, for a positive denominator; 0 when the denominator is not positive.
pub(super) fn div_ceil(numerator: i128, denominator: i128) -> i128 {
    if denominator <= 0 {
        return 0;
    }
    let floor = numerator.div_euclid(denominator);
    if floor * denominator == numerator { floor } else { floor + 1 }
}

/// Fen of an amount.
pub(super) fn fen(money: Money) -> i128 {
    i128::from(money.fen())
}

/// Yuan of an amount in fen, for display.
pub(super) fn yuan(fen: i128) -> f64 {
    fen as f64 / 100.0
}

/// A day parameter.
pub(super) fn day(rules: &Rules<'_>, id: &str) -> Result<Date, StarError> {
    match &rules.parameter(id)?.value {
        Value::Day(day) => Ok(*day),
        _ => Err(StarError::BadRecord { id: id.to_owned() }),
    }
}

/// A parameter that is a set of codes.
pub(super) fn codes(rules: &Rules<'_>, id: &str) -> Result<Vec<String>, StarError> {
    match &rules.parameter(id)?.value {
        Value::Codes(codes) => Ok(codes.clone()),
        _ => Err(StarError::BadRecord { id: id.to_owned() }),
    }
}

/// A yes-or-no parameter.
pub(super) fn flag(rules: &Rules<'_>, id: &str) -> Result<bool, StarError> {
    match &rules.parameter(id)?.value {
        Value::Flag(flag) => Ok(*flag),
        _ => Err(StarError::BadRecord { id: id.to_owned() }),
    }
}

/// A parameter that is a whole number from 0 to 65,535, such as a count of months.
pub(super) fn small(rules: &Rules<'_>, id: &str) -> Result<u16, StarError> {
    let number = rules.number(id)?;
    let fits = libm::floor(number) == number && (0.0..=f64::from(u16::MAX)).contains(&number);
    if fits { Ok(number as u16) } else { Err(StarError::BadRecord { id: id.to_owned() }) }
}
