//! What `value` answers.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Money;
use crate::rules::Unit;
use crate::working::Working;

/// The answer to a [`Problem`](super::Problem): the value, how it was found, and the figures on the way.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Solution {
    /// The method.
    pub method: &'static str,
    /// The value, not rounded: money in the unit of the problem's amounts, a rate, or points.
    pub value: f64,
    /// What the value counts; money is [`Unit::Yuan`] even when the problem counts in 万元.
    pub unit: Unit,
    /// Figures on the way by name: `share-rate`, `discount-rate`, `explicit-value`, `terminal-value`, …
    pub figures: BTreeMap<String, Quantity>,
    /// Conclusions that are no numbers, by name: `grade`, `quadrant`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<&'static str, String>,
    /// The periods, for methods that discount income.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<PeriodRow>,
    /// Every line with its formula; the last is the value.
    pub working: Working,
}

impl Solution {
    /// The value rounded half away from zero to the fen, for amounts in yuan; `None` when it is out of range or no
    /// money.
    #[must_use]
    pub fn rounded(&self) -> Option<Money> {
        if self.unit == Unit::Yuan { Money::from_yuan_f64(self.value) } else { None }
    }

    /// A figure that is one number.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<f64> {
        match self.figures.get(name)? {
            Quantity::One(value) => Some(*value),
            Quantity::Many(_) => None,
        }
    }

    /// A figure that is a list; one number counts as a list of one.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&[f64]> {
        match self.figures.get(name)? {
            Quantity::One(value) => Some(std::slice::from_ref(value)),
            Quantity::Many(values) => Some(values),
        }
    }
}

/// A number or a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Quantity {
    /// One number.
    One(f64),
    /// One a period, right or scene.
    Many(Vec<f64>),
}

impl Quantity {
    pub(super) fn new(values: &[f64]) -> Self {
        match values {
            [value] => Quantity::One(*value),
            _ => Quantity::Many(values.to_vec()),
        }
    }
}

/// A period of the forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct PeriodRow {
    /// Number, from 1.
    pub period: usize,
    /// Years from the valuation date 评估基准日 to its start.
    pub start: f64,
    /// Length, years.
    pub length: f64,
    /// Years over which its income is discounted 折现期.
    pub time: f64,
    /// Income of the right, as it is discounted.
    pub income: f64,
    /// Discount factor 折现系数.
    pub factor: f64,
    /// Present value.
    pub present_value: f64,
}
