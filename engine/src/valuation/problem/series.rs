//! One number for all periods or one for each, and the count of periods.

use serde::Serialize;

use super::ProblemError;
use super::error::{ensure, ensure_finite};
use super::read::{Forms, NoObject, deserialize_forms};

/// One number for all periods, `0.25`, or one for each, `[0, 0, 0.125, 0.125, 0.25]`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Series {
    /// The same in every period.
    Same(f64),
    /// One for each period.
    Each(Vec<f64>),
}

impl Forms for Series {
    const EXPECTS: &'static str = "a number, or a list with a number for each period";
    type Object = NoObject;

    fn number(value: f64) -> Option<Self> {
        Some(Series::Same(value))
    }

    fn list(values: Vec<f64>) -> Option<Self> {
        Some(Series::Each(values))
    }
}

deserialize_forms!(Series);

impl Series {
    /// Fails unless every number `holds`.
    pub(super) fn ensure(
        &self,
        path: &str,
        rule: &'static str,
        holds: impl Fn(f64) -> bool,
    ) -> Result<(), ProblemError> {
        match self {
            Series::Same(value) => ensure(holds(*value), path, rule),
            Series::Each(values) => values
                .iter()
                .enumerate()
                .try_for_each(|(k, value)| ensure(holds(*value), &format!("{path}[{k}]"), rule)),
        }
    }

    /// Fails unless every number lies in 0–1.
    pub(super) fn ensure_share(&self, path: &str) -> Result<(), ProblemError> {
        self.ensure(path, "lies in 0–1", |value| (0.0..=1.0).contains(&value))
    }

    /// Fails unless every number is finite.
    pub(super) fn ensure_finite(&self, path: &str) -> Result<(), ProblemError> {
        match self {
            Series::Same(value) => ensure_finite(*value, path),
            Series::Each(_) => self.ensure(path, "is a finite number", f64::is_finite),
        }
    }

    /// The number of a period counted from 0.
    pub(super) fn at(&self, place: usize) -> f64 {
        match self {
            Series::Same(value) => *value,
            Series::Each(values) => values.get(place).copied().unwrap_or(0.0),
        }
    }

    pub(super) fn census(&self, path: &str, census: &mut Census) {
        if let Series::Each(values) = self {
            census.add(path, values.len());
        }
    }
}

/// Finds how many periods a problem has from the lists in it, and whether they agree.
#[derive(Debug, Default)]
pub(super) struct Census(Vec<(String, usize)>);

impl Census {
    pub(super) fn add(&mut self, path: &str, count: usize) {
        self.0.push((path.to_owned(), count));
    }

    /// The number of periods.
    pub(super) fn count(self) -> Result<usize, ProblemError> {
        let mut entries = self.0.into_iter();
        let Some((other, expected)) = entries.next() else {
            return Err(ProblemError::Missing { path: "periods.count".to_owned() });
        };
        ensure(expected > 0, &other, "has at least one period")?;
        ensure(expected <= MOST_PERIODS, &other, "has no more than 1,000 periods")?;
        match entries.find(|(_, found)| *found != expected) {
            Some((path, found)) => Err(ProblemError::Periods { path, found, other, expected }),
            None => Ok(expected),
        }
    }
}

/// Enough for any forecast, and no way to make the engine run out of memory.
pub(super) const MOST_PERIODS: usize = 1_000;
