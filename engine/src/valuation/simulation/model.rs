//! What is valued: streams of income and amounts, each quantity a number or an uncertain input.

use serde::{Deserialize, Serialize};

use crate::valuation::income::{TaxAmortisation, Timing};

/// A number, or the name of an input that is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Quantity {
    /// Always this.
    Number(f64),
    /// Drawn: the id of an [`super::Input`].
    Input(String),
}

impl From<f64> for Quantity {
    fn from(number: f64) -> Self {
        Quantity::Number(number)
    }
}

impl From<&str> for Quantity {
    fn from(input: &str) -> Self {
        Quantity::Input(input.to_owned())
    }
}

/// A part of the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Component {
    /// The present value of a stream of income.
    Income(Box<IncomeComponent>),
    /// An amount, for what has no stream: a cost or market value.
    Amount(AmountComponent),
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AmountComponent {
    /// Name.
    pub id: String,
    /// Yuan.
    pub value: Quantity,
}

impl Component {
    /// An amount.
    #[must_use]
    pub fn amount(id: impl Into<String>, value: impl Into<Quantity>) -> Self {
        Component::Amount(AmountComponent { id: id.into(), value: value.into() })
    }

    /// Its name.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Component::Income(income) => &income.id,
            Component::Amount(amount) => &amount.id,
        }
    }
}

/// A stream of income with the conventions of [`IncomeProblem`](crate::valuation::income::IncomeProblem):
/// `V = p·Σ baseₖ·m·(1+g)^(k−1)·(R−c)·(1−d)^(k−1)·(1−T)·(1+r)^(−τₖ)` over the periods that the life reaches, then
/// terminal value, tax amortisation benefit and calibration where asked for. Discount factors are exact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct IncomeComponent {
    /// Name.
    pub id: String,
    /// Revenue or profit of each period, yuan, for the part of the year that the period covers; as many periods as the
    /// longest life needs.
    pub base: Vec<f64>,
    /// Length of the first period, years, 0 < s ≤ 1.
    #[serde(default = "one")]
    pub first_period: f64,
    /// Length of the last period, years, 0 < e ≤ 1.
    #[serde(default = "one")]
    pub last_period: f64,
    /// Mid or end of period.
    #[serde(default)]
    pub timing: Timing,
    /// Multiplier of the base m.
    #[serde(default = "certainly_one")]
    pub revenue: Quantity,
    /// Yearly growth g on top of the base; with a level base, the growth itself.
    #[serde(default = "none")]
    pub growth: Quantity,
    /// Share rate or royalty R.
    pub rate: Quantity,
    /// Upkeep as a share of the base c, for royalties.
    #[serde(default)]
    pub upkeep: f64,
    /// Yearly fall of the share d.
    #[serde(default = "none")]
    pub decay: Quantity,
    /// Discount rate r per year.
    pub discount_rate: Quantity,
    /// Years of benefit, cut within a period if need be; all periods without. Not read with a terminal value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub life: Option<Quantity>,
    /// Rate of income tax T for post-tax income and rate; before tax without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Quantity>,
    /// Growth after the last period, for a terminal value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terminal_growth: Option<Quantity>,
    /// Drawn discount rates are kept this far above the terminal growth.
    #[serde(default)]
    pub least_gap: f64,
    /// Tax amortisation benefit at the drawn discount rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amortisation: Option<TaxAmortisation>,
    /// Probability p that the right stands or the project succeeds: a number, or an input that is 0 or 1.
    #[serde(default = "certainly_one")]
    pub probability: Quantity,
    /// Carries the value to that of a reconciled pool.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
}

fn one() -> f64 {
    1.0
}

fn certainly_one() -> Quantity {
    Quantity::Number(1.0)
}

fn none() -> Quantity {
    Quantity::Number(0.0)
}

impl IncomeComponent {
    /// A stream of whole years before tax; change the fields as needed.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        base: Vec<f64>,
        rate: impl Into<Quantity>,
        discount_rate: impl Into<Quantity>,
    ) -> Self {
        IncomeComponent {
            id: id.into(),
            base,
            first_period: 1.0,
            last_period: 1.0,
            timing: Timing::default(),
            revenue: certainly_one(),
            growth: none(),
            rate: rate.into(),
            upkeep: 0.0,
            decay: none(),
            discount_rate: discount_rate.into(),
            life: None,
            tax: None,
            terminal_growth: None,
            least_gap: 0.0,
            amortisation: None,
            probability: certainly_one(),
            calibration: None,
        }
    }
}

/// Carries the distribution of an income value to the three points of a reconciled range: `P50·(v/p50)^e` with an
/// exponent for each side, so that P10, P50 and P90 go over into each other and the order of trials stays.
///
/// Widening for missing answers, the weights of other methods and the ceiling of the enterprise value all act on a
/// pool's three points; this is how a simulation shows them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// P10, P50, P90 of the income value, yuan.
    pub from: [f64; 3],
    /// P10, P50, P90 to be had, yuan.
    pub to: [f64; 3],
}

/// A [`Calibration`] prepared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Carry {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

impl Calibration {
    /// Prepared for many values; `None` where the points are not positive and ascending.
    pub(super) fn prepare(&self) -> Option<Carry> {
        let [from_low, from, from_high] = self.from;
        let [to_low, to, to_high] = self.to;
        let ascends = |points: [f64; 3]| points.is_sorted() && points.iter().all(|point| *point > 0.0);
        if !ascends(self.from) || !ascends(self.to) || !to_high.is_finite() || !from_high.is_finite() {
            return None;
        }
        let exponent = |end: f64, goal: f64| {
            let distance = libm::log(end / from);
            if distance == 0.0 { 1.0 } else { libm::log(goal / to) / distance }
        };
        Some(Carry { from, to, low: exponent(from_low, to_low), high: exponent(from_high, to_high) })
    }
}

impl Carry {
    /// The carried value; what is not above zero is scaled.
    pub(super) fn apply(&self, value: f64) -> f64 {
        let relative = value / self.from;
        if relative <= 0.0 {
            return self.to * relative;
        }
        let exponent = if relative < 1.0 { self.low } else { self.high };
        if exponent == 1.0 { self.to * relative } else { self.to * libm::pow(relative, exponent) }
    }

    /// Whether the two sides have exponents of their own.
    #[cfg(feature = "simulation")]
    pub(super) fn is_bent(&self) -> bool {
        self.low != self.high
    }

    /// The value that [`Carry::apply`] takes to this one. An exponent of zero, which takes all values of a side to one,
    /// leads back to the median.
    #[cfg(feature = "simulation")]
    pub(super) fn undo(&self, value: f64) -> f64 {
        let relative = value / self.to;
        if relative <= 0.0 {
            return self.from * relative;
        }
        let exponent = if relative < 1.0 { self.low } else { self.high };
        if exponent == 0.0 { self.from } else { self.from * libm::pow(relative, 1.0 / exponent) }
    }
}
