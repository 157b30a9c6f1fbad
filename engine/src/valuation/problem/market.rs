//! Market approach 市场法.

use serde::{Deserialize, Serialize};

use super::error::{ensure, ensure_not_negative, ensure_positive};
use super::frame::{Status, with_status};
use super::read::{Forms, deserialize_forms, is_default};
use super::solution::Quantity;
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::valuation::market::{Deal, variation_of, weighted, write_adjusted};
use crate::working::{Expr, Origin, Term};

/// Adjusted comparables 可比交易案例: `V = Σ w·price·Π adjustments`.
///
/// Figures: `adjusted-prices`, `variation` (coefficient of variation).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Market {
    /// The deals.
    pub deals: Vec<Comparable>,
    /// How the adjusted prices become one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub combination: PriceCombination,
    /// The subject's own measure, such as revenue or units, where the deals state theirs: prices are then compared by
    /// measure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<f64>,
    /// Least and largest adjustment, such as `[0.5, 1.5]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limits: Option<[f64; 2]>,
    /// State of the right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// How adjusted prices become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PriceCombination {
    /// Weighted mean; deals without weight count alike.
    #[default]
    Mean,
    /// Median 中位数.
    Median,
}

/// A comparable deal. Adjustments are factors (1 is none), or scores `{"subject": 95, "comparable": 100}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Comparable {
    /// Price.
    pub price: f64,
    /// Its measure, where the subject states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<f64>,
    /// Time of the deal 交易时间.
    #[serde(default = "no_adjustment")]
    pub time: Adjustment,
    /// Legal state 法律因素.
    #[serde(default = "no_adjustment")]
    pub legal: Adjustment,
    /// Technical state 技术因素.
    #[serde(default = "no_adjustment")]
    pub technical: Adjustment,
    /// Economic state 经济因素.
    #[serde(default = "no_adjustment")]
    pub economic: Adjustment,
    /// Terms of the deal 交易条件.
    #[serde(default = "no_adjustment")]
    pub terms: Adjustment,
    /// Further adjustments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Adjustment>,
    /// Weight; the weights are scaled to add to 1.
    #[serde(default = "full_weight")]
    pub weight: f64,
}

fn no_adjustment() -> Adjustment {
    Adjustment::Factor(1.0)
}

fn full_weight() -> f64 {
    1.0
}

/// An adjustment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Adjustment {
    /// Factor on the price.
    Factor(f64),
    /// Score of the subject over that of the comparable.
    Scores(ScorePair),
}

/// Scores of the subject and of a comparable.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ScorePair {
    /// Of the subject 待估资产.
    pub subject: f64,
    /// Of the comparable 参照物.
    pub comparable: f64,
}

impl Forms for Adjustment {
    const EXPECTS: &'static str = "a factor, or subject and comparable";
    type Object = ScorePair;

    fn number(factor: f64) -> Option<Self> {
        Some(Adjustment::Factor(factor))
    }

    fn object(scores: ScorePair) -> Option<Self> {
        Some(Adjustment::Scores(scores))
    }
}

deserialize_forms!(Adjustment);

impl Adjustment {
    fn factor(self, limits: Option<[f64; 2]>, path: &str) -> Result<f64, ProblemError> {
        let factor = match self {
            Adjustment::Factor(factor) => factor,
            Adjustment::Scores(ScorePair { subject, comparable }) => {
                ensure_positive(subject, &format!("{path}.subject"))?;
                ensure_positive(comparable, &format!("{path}.comparable"))?;
                subject / comparable
            }
        };
        ensure_positive(factor, path)?;
        Ok(limits.map_or(factor, |[low, high]| libm::fmin(libm::fmax(factor, low), high)))
    }
}

impl Market {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure(!self.deals.is_empty(), "deals", "has at least one deal")?;
        if let Some([low, high]) = self.limits {
            ensure(low > 0.0 && low <= high, "limits", "are above zero, the lower first")?;
        }
        let mut deals = Vec::new();
        for (place, deal) in self.deals.iter().enumerate() {
            deals.push(deal.read(self.limits, self.measure.is_some(), &format!("deals[{place}]"))?);
        }
        ensure(deals.iter().any(|deal| deal.weight > 0.0), "deals", "has a weight above zero")?;
        let mut w = Writer::plain();
        let prices: Vec<f64> = deals.iter().map(|deal| deal.price).collect();
        let mut price = w.given_list(Term::DEAL_PRICE, &prices, Unit::Yuan, "deals")?;
        let measure = match self.measure {
            Some(measure) => {
                ensure_positive(measure, "measure")?;
                let measures: Vec<f64> = self.deals.iter().filter_map(|deal| deal.measure).collect();
                let measures = w.given_list(Term::DEAL_MEASURE, &measures, Unit::Factor, "deals")?;
                price = w.compute(Term::PRICE_BY_MEASURE, Unit::Factor, price / measures);
                Some(w.given(Term::OWN_MEASURE, measure, Unit::Factor, "measure")?)
            }
            None => None,
        };
        let (adjusted, weight) = write_adjusted(&mut w.sheet, price, &deals, &Origin::Stated);
        w.show("adjusted-prices", adjusted);
        let found = w.sheet.values(adjusted).to_vec();
        w.show_number("variation", Quantity::One(variation_of(&found)));
        let mut value = match self.combination {
            PriceCombination::Mean => weighted(&mut w.sheet, adjusted, weight),
            PriceCombination::Median => median(adjusted.into(), &found),
        };
        if let Some(measure) = measure {
            value = value * measure;
        }
        with_status(&mut w, value, self.status);
        w.finish(method)
    }
}

/// The middle of a line, the mean of the two middle ones for an even number.
fn median(line: Expr, values: &[f64]) -> Expr {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |place: &usize| values.get(*place).copied().unwrap_or(0.0);
    order.sort_by(|a, b| value(a).total_cmp(&value(b)));
    let middle = |rank: usize| line.clone().at(order.get(rank).copied().unwrap_or(0));
    let half = values.len() / 2;
    if values.len() % 2 == 1 { middle(half) } else { (middle(half - 1) + middle(half)) / 2.0 }
}

impl Comparable {
    fn read(&self, limits: Option<[f64; 2]>, measured: bool, path: &str) -> Result<Deal, ProblemError> {
        ensure_positive(self.price, &format!("{path}.price"))?;
        ensure_not_negative(self.weight, &format!("{path}.weight"))?;
        match self.measure {
            Some(measure) => {
                ensure(measured, &format!("{path}.measure"), "is left out where the subject has no measure")?;
                ensure_positive(measure, &format!("{path}.measure"))?;
            }
            None if measured => return Err(ProblemError::Missing { path: format!("{path}.measure") }),
            None => {}
        }
        let factor = |adjustment: Adjustment, name: &str| adjustment.factor(limits, &format!("{path}.{name}"));
        let mut other = Vec::new();
        for (place, adjustment) in self.other.iter().enumerate() {
            other.push(factor(*adjustment, &format!("other[{place}]"))?);
        }
        Ok(Deal {
            price: self.price,
            adjustments: [
                factor(self.time, "time")?,
                factor(self.legal, "legal")?,
                factor(self.technical, "technical")?,
                factor(self.economic, "economic")?,
                factor(self.terms, "terms")?,
            ],
            other,
            weight: self.weight,
        })
    }
}
