//! Criteria: pass, fail or unknown.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Comparison, Criterion, Value};

/// What is known of a measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    /// Not answered: never a pass, never zero.
    Unknown,
    /// A number in the criterion's unit.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// One code.
    Code(Cow<'static, str>),
    /// Several codes; may be empty.
    Codes(Vec<Cow<'static, str>>),
}

impl From<Option<f64>> for Measured {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Measured::Unknown, Measured::Number)
    }
}

impl From<Option<bool>> for Measured {
    fn from(flag: Option<bool>) -> Self {
        flag.map_or(Measured::Unknown, Measured::Flag)
    }
}

/// The result of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Met.
    Pass,
    /// Not met.
    Fail,
    /// Cannot be said with what is known.
    Unknown,
}

impl From<bool> for Outcome {
    fn from(met: bool) -> Self {
        if met { Outcome::Pass } else { Outcome::Fail }
    }
}

/// Compares a measure with a criterion's threshold. Anything that cannot be compared is unknown.
#[must_use]
pub fn evaluate(criterion: &Criterion, measured: &Measured) -> Outcome {
    use Comparison as C;
    use Measured as M;
    match (criterion.op, measured, &criterion.threshold) {
        (_, M::Unknown, _) => Outcome::Unknown,
        (C::Exists, M::Flag(there), _) => Outcome::from(*there),
        (C::Exists, _, _) => Outcome::Pass,
        (C::Equal, M::Flag(a), Value::Flag(b)) => Outcome::from(a == b),
        (C::NotEqual, M::Flag(a), Value::Flag(b)) => Outcome::from(a != b),
        (C::Equal, M::Code(a), Value::Code(b)) => Outcome::from(a == b),
        (C::NotEqual, M::Code(a), Value::Code(b)) => Outcome::from(a != b),
        (C::In, M::Code(a), Value::Codes(set)) => Outcome::from(holds(set, a)),
        (C::NotIn, M::Code(a), Value::Codes(set)) => Outcome::from(!holds(set, a)),
        (C::In, M::Codes(some), Value::Codes(set)) => Outcome::from(some.iter().all(|code| holds(set, code))),
        (C::NotIn, M::Codes(some), Value::Codes(set)) => Outcome::from(some.iter().all(|code| !holds(set, code))),
        (C::Between, M::Number(a), Value::List(bounds)) => match bounds.as_slice() {
            [low, high] => Outcome::from(low <= a && a <= high),
            _ => Outcome::Unknown,
        },
        (op, M::Number(a), Value::Number(b)) => match op {
            C::Equal => Outcome::from(a == b),
            C::NotEqual => Outcome::from(a != b),
            C::Less => Outcome::from(a < b),
            C::AtMost => Outcome::from(a <= b),
            C::Greater => Outcome::from(a > b),
            C::AtLeast => Outcome::from(a >= b),
            _ => Outcome::Unknown,
        },
        _ => Outcome::Unknown,
    }
}

fn holds(set: &[String], code: &str) -> bool {
    set.iter().any(|held| held == code)
}

/// The score of a soft criterion in 0–1: full when met, else linear down to the criterion's `zero_at`; `None` when
/// unknown.
#[must_use]
pub fn soft_score(criterion: &Criterion, measured: &Measured) -> Option<f64> {
    match evaluate(criterion, measured) {
        Outcome::Unknown => None,
        Outcome::Pass => Some(1.0),
        Outcome::Fail => match (measured, &criterion.threshold, criterion.zero_at) {
            (Measured::Number(a), Value::Number(full), Some(zero)) if *full != zero => {
                Some(((a - zero) / (full - zero)).clamp(0.0, 1.0))
            }
            _ => Some(0.0),
        },
    }
}
