//! What can be wrong with a problem, always with the path of the field.

use super::solve::Unknown;

/// A problem that cannot be read, is not well posed, or has no answer.
///
/// Paths are those of the JSON: `discount.rate`, `deals[1].price`. The messages are for developers; a program tells
/// the cases apart by [`ProblemError::code`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ProblemError {
    /// The text is no JSON object.
    #[error("not a JSON object: {reason}")]
    Syntax {
        /// What the reader met and where.
        reason: String,
    },
    /// `method` is missing or names none of the methods.
    #[error("method: {found:?} is none of {}", known.join(", "))]
    UnknownMethod {
        /// What it says; empty when it is missing.
        found: String,
        /// The methods there are.
        known: &'static [&'static str],
    },
    /// A field that the place does not have.
    #[error("{path}: there is no such field; {expected}")]
    UnknownField {
        /// The field.
        path: String,
        /// The fields there are.
        expected: String,
    },
    /// A number or a part that the problem cannot do without.
    #[error("{path}: is missing")]
    Missing {
        /// The field.
        path: String,
    },
    /// A value of the wrong kind.
    #[error("{path}: {reason}")]
    Kind {
        /// The field.
        path: String,
        /// What is expected.
        reason: String,
    },
    /// A value outside its range, or parts that contradict each other.
    #[error("{path}: {rule}")]
    Range {
        /// The field.
        path: String,
        /// What must hold.
        rule: &'static str,
    },
    /// Series of different lengths.
    #[error("{path}: has {found} periods where {other} has {expected}")]
    Periods {
        /// The field.
        path: String,
        /// Its periods.
        found: usize,
        /// The field that set the number of periods.
        other: String,
        /// Its periods.
        expected: usize,
    },
    /// The formula has no finite value for these numbers.
    #[error("{figure}: has no finite value")]
    NotFinite {
        /// Id of the quantity.
        figure: &'static str,
    },
    /// The method has no such quantity to solve for, or it is stated by period.
    #[error("{method} has no single {unknown} to solve for")]
    NotUnknown {
        /// The method.
        method: &'static str,
        /// What was asked for.
        unknown: Unknown,
    },
    /// No number in the range gives the stated value.
    #[error("no {unknown} between {low} and {high} gives {target}: the value goes from {lowest} to {highest}")]
    NoSolution {
        /// What was asked for.
        unknown: Unknown,
        /// Low end of the range searched.
        low: f64,
        /// High end of the range searched.
        high: f64,
        /// The value asked for.
        target: f64,
        /// Smallest value met in the range.
        lowest: f64,
        /// Largest value met in the range.
        highest: f64,
    },
}

impl ProblemError {
    /// Stable code of the case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            ProblemError::Syntax { .. } => "syntax",
            ProblemError::UnknownMethod { .. } => "unknown-method",
            ProblemError::UnknownField { .. } => "unknown-field",
            ProblemError::Missing { .. } => "missing",
            ProblemError::Kind { .. } => "kind",
            ProblemError::Range { .. } => "range",
            ProblemError::Periods { .. } => "periods",
            ProblemError::NotFinite { .. } => "not-finite",
            ProblemError::NotUnknown { .. } => "not-unknown",
            ProblemError::NoSolution { .. } => "no-solution",
        }
    }

    /// The field, where the case is about one.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        match self {
            ProblemError::UnknownMethod { .. } => Some("method"),
            ProblemError::UnknownField { path, .. }
            | ProblemError::Missing { path }
            | ProblemError::Kind { path, .. }
            | ProblemError::Range { path, .. }
            | ProblemError::Periods { path, .. } => Some(path),
            _ => None,
        }
    }
}

/// Fails with [`ProblemError::Range`] unless `holds`.
pub(super) fn ensure(holds: bool, path: &str, rule: &'static str) -> Result<(), ProblemError> {
    if holds { Ok(()) } else { Err(ProblemError::Range { path: path.to_owned(), rule }) }
}

/// A share between 0 and 1.
pub(super) fn ensure_share(value: f64, path: &str) -> Result<(), ProblemError> {
    ensure((0.0..=1.0).contains(&value), path, "lies in 0–1")
}

/// A finite number that is not negative.
pub(super) fn ensure_not_negative(value: f64, path: &str) -> Result<(), ProblemError> {
    ensure(value >= 0.0 && value.is_finite(), path, "is a finite number, not negative")
}

/// A finite number above zero.
pub(super) fn ensure_positive(value: f64, path: &str) -> Result<(), ProblemError> {
    ensure(value > 0.0 && value.is_finite(), path, "is a finite number above zero")
}

/// A finite number.
pub(super) fn ensure_finite(value: f64, path: &str) -> Result<(), ProblemError> {
    ensure(value.is_finite(), path, "is a finite number")
}
