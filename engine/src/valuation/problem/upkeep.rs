//! Keep or prune 续费或放弃, from value to loan 质押测算, and one value from several methods 结果协调.

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::discount::Timing;
use super::error::{ensure, ensure_not_negative, ensure_positive, ensure_share};
use super::periods::Periods;
use super::read::is_default;
use super::series::Census;
use super::solution::Quantity;
use super::writer::Writer;
use super::{ProblemError, RateSource, Solution};
use crate::rules::Unit;
use crate::valuation::renewal::{self, RenewalCells, annual_fee};
use crate::working::{Expr, Term};

/// Renewal programme: the value of the right to go on, `W = max(0, −fee + benefit·(1+r)^(−½) + W_next/(1+r))`.
///
/// Figures: `fees`, `benefits`, `values` by year, `last-renewed-year` (0 when the first year is not paid).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Renewal {
    /// Patent year of the next fee, from filing.
    pub first_year: u32,
    /// Last patent year.
    pub last_year: u32,
    /// Fees of the years 1, 2, … of the right; from the rule pack for a `right` where left open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<f64>,
    /// Kind of right whose schedule the rule pack holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<ScheduledRight>,
    /// Reduction 减缴.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduction: Option<Reduction>,
    /// Benefit of each year from the first.
    pub benefit: Amounts,
    /// Discount rate.
    pub rate: RateSource,
    /// When in the year the benefit arrives; the fee is due at its start.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timing: Timing,
}

/// Rights with a schedule of annual fees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScheduledRight {
    /// 发明.
    Invention,
    /// 实用新型.
    UtilityModel,
    /// 外观设计.
    Design,
}

impl ScheduledRight {
    /// The record of its schedule.
    pub(super) fn record(self) -> &'static str {
        match self {
            ScheduledRight::Invention => "valuation.fee.invention",
            ScheduledRight::UtilityModel => "valuation.fee.utility-model",
            ScheduledRight::Design => "valuation.fee.design",
        }
    }
}

/// A reduction of annual fees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reduction {
    /// Part that is not paid: 0.85 or 0.70.
    pub share: f64,
    /// Last patent year with the reduction.
    pub through_year: u32,
}

impl Renewal {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure(self.first_year >= 1, "first-year", "is at least 1")?;
        ensure(self.last_year >= self.first_year, "last-year", "is not before the first")?;
        if self.schedule.is_empty() {
            return Err(ProblemError::Missing { path: "schedule".to_owned() });
        }
        let reduction = match self.reduction {
            Some(reduction) => {
                ensure_share(reduction.share, "reduction.share")?;
                Some((reduction.share, reduction.through_year))
            }
            None => None,
        };
        let mut fees = Vec::new();
        for year in self.first_year..=self.last_year {
            let fee = annual_fee(&self.schedule, year, reduction);
            let rule = "has a fee for every year";
            let fee = fee.ok_or_else(|| ProblemError::Range { path: "schedule".to_owned(), rule })?;
            ensure_not_negative(fee, "schedule")?;
            fees.push(fee);
        }
        let mut census = Census::default();
        census.add("last-year", fees.len());
        self.benefit.census("benefit", &mut census);
        let mut w = Periods::default().writer(census)?;
        let rate = self.rate.write_one(&mut w, "rate")?;
        let fees = w.given_list(Term::ANNUAL_FEE, &fees, Unit::Yuan, "schedule")?;
        let benefits = self.benefit.write(&mut w, Term::RENEWAL_BENEFIT, Unit::Yuan, "benefit")?;
        w.show("fees", fees);
        w.show("benefits", benefits);
        let years = w.count();
        let cells = RenewalCells { fees, benefits, rate };
        let values = renewal::write(&mut w.sheet, years, self.timing.part(), cells);
        let values: Vec<f64> = values.iter().map(|value| w.sheet.value(*value)).collect();
        let renewed = values.iter().take_while(|value| **value > 0.0).count() as u32;
        let last = if renewed == 0 { 0 } else { self.first_year + renewed - 1 };
        w.show_number("last-renewed-year", Quantity::One(f64::from(last)));
        w.show_number("values", Quantity::Many(values));
        w.finish(method)
    }
}

/// Largest loan on a value 质押测算: `min(rate·V, share·P10·(1 − discount))` where a low value is stated, else `rate·V`.
///
/// Figures: `liquidation-value`, `rate-cap`, `prudent-cap`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pledge {
    /// Appraised value.
    pub value: f64,
    /// Pledge rate 质押率.
    pub pledge_rate: f64,
    /// Liquidation discount 清算折扣.
    #[serde(default)]
    pub liquidation_discount: f64,
    /// Low value, such as the tenth percentile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low_value: Option<f64>,
    /// Part of the low value in liquidation that is lent on.
    #[serde(default = "whole")]
    pub low_value_share: f64,
}

fn whole() -> f64 {
    1.0
}

impl Pledge {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure_not_negative(self.value, "value")?;
        ensure_share(self.pledge_rate, "pledge-rate")?;
        ensure_share(self.liquidation_discount, "liquidation-discount")?;
        ensure_share(self.low_value_share, "low-value-share")?;
        let mut w = Writer::plain();
        let (yuan, ratio) = (Unit::Yuan, Unit::Ratio);
        let value = w.given(Term::APPRAISED_VALUE, self.value, yuan, "value")?;
        let rate = w.given(Term::PLEDGE_RATE, self.pledge_rate, ratio, "pledge-rate")?;
        let discount = w.given(Term::LIQUIDATION_DISCOUNT, self.liquidation_discount, ratio, "liquidation-discount")?;
        let liquidation = w.compute(Term::LIQUIDATION_VALUE, yuan, value * (1.0 - discount));
        w.show("liquidation-value", liquidation);
        let cap = w.compute(Term::RATE_CAP, yuan, value * rate);
        w.show("rate-cap", cap);
        let mut loan: Expr = cap.into();
        if let Some(low) = self.low_value {
            ensure_not_negative(low, "low-value")?;
            let low = w.given(Term::LOW_VALUE, low, yuan, "low-value")?;
            let share = w.given(Term::LOW_VALUE_SHARE, self.low_value_share, ratio, "low-value-share")?;
            let prudent = w.compute(Term::PRUDENT_CAP, yuan, share * (low * (1.0 - discount)));
            w.show("prudent-cap", prudent);
            loan = loan.min(prudent);
        }
        w.compute(Term::LOAN_CAP, yuan, loan);
        w.finish(method)
    }
}

/// One value from several methods 结果协调: the weighted mean; weights are scaled to add to 1.
///
/// Figures: `ratio` (largest over smallest of the values with weight). Values further apart than a stated
/// `largest-ratio` are not averaged: that is an error.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Reconciliation {
    /// Values with their weights.
    pub values: Vec<WeightedValue>,
    /// Largest ratio of the values that are averaged, such as 3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest_ratio: Option<f64>,
}

/// A value with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WeightedValue {
    /// Value by a method.
    pub value: f64,
    /// Its weight.
    pub weight: f64,
}

impl Reconciliation {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        for (place, value) in self.values.iter().enumerate() {
            ensure_not_negative(value.value, &format!("values[{place}].value"))?;
            ensure_not_negative(value.weight, &format!("values[{place}].weight"))?;
        }
        let weighty: Vec<f64> =
            self.values.iter().filter(|value| value.weight > 0.0).map(|value| value.value).collect();
        ensure(!weighty.is_empty(), "values", "has a weight above zero")?;
        let smallest = weighty.iter().copied().fold(f64::INFINITY, libm::fmin);
        let largest = weighty.iter().copied().fold(0.0, libm::fmax);
        let mut w = Writer::plain();
        let values: Vec<f64> = self.values.iter().map(|value| value.value).collect();
        let weights: Vec<f64> = self.values.iter().map(|value| value.weight).collect();
        let values = w.given_list(Term::METHOD_VALUE, &values, Unit::Yuan, "values")?;
        let weights = w.given_list(Term::METHOD_WEIGHT, &weights, Unit::Ratio, "values")?;
        if smallest > 0.0 {
            w.show_number("ratio", Quantity::One(largest / smallest));
        }
        if let Some(limit) = self.largest_ratio {
            ensure_positive(limit, "largest-ratio")?;
            ensure(largest <= limit * smallest, "values", "are too far apart to be averaged")?;
        }
        w.compute(Term::RECONCILED_VALUE, Unit::Yuan, (values * weights).sum() / Expr::from(weights).sum());
        w.finish(method)
    }
}
