//! The periods of a forecast, and single payments.

use serde::{Deserialize, Serialize};

use super::ProblemError;
use super::error::{ensure, ensure_finite};
use super::series::{Census, MOST_PERIODS};
use super::writer::Writer;

/// The periods of a forecast.
///
/// The number of periods comes from the lists of the problem; `count` states it where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Periods {
    /// Number of periods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
    /// Length of the first period, years, above 0 and at most 1: 0.5 from 30 June.
    pub first: f64,
    /// Length of the last period, years, above 0 and at most 1; not read with a single period.
    pub last: f64,
    /// Years from the valuation date 评估基准日 to the start of the first period; below zero for income of the past, which
    /// then grows by the rate.
    pub delay: f64,
}

impl Default for Periods {
    fn default() -> Self {
        Periods { count: None, first: 1.0, last: 1.0, delay: 0.0 }
    }
}

impl Periods {
    /// A writer that knows its periods.
    pub(super) fn writer(&self, mut census: Census) -> Result<Writer, ProblemError> {
        let part =
            |length: f64, path: &str| ensure(length > 0.0 && length <= 1.0, path, "lies in 0–1 year, 0 left out");
        part(self.first, "periods.first")?;
        part(self.last, "periods.last")?;
        ensure_finite(self.delay, "periods.delay")?;
        if let Some(count) = self.count {
            ensure(count <= MOST_PERIODS, "periods.count", "is at most 1,000")?;
            census.add("periods.count", count);
        }
        let count = census.count()?;
        let starts = (0..count).map(|place| self.delay + crate::valuation::income::start(self.first, place)).collect();
        let lengths = crate::valuation::income::lengths(count, self.first, self.last);
        Ok(Writer::with_periods(starts, lengths))
    }
}

/// A payment at a time 一次性款项.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Payment {
    /// The amount.
    pub amount: f64,
    /// Years after the valuation date; below zero for the past.
    #[serde(default)]
    pub time: f64,
}

impl Payment {
    pub(super) fn check(&self, path: &str) -> Result<(), ProblemError> {
        ensure_finite(self.amount, &format!("{path}.amount"))?;
        ensure_finite(self.time, &format!("{path}.time"))
    }
}
