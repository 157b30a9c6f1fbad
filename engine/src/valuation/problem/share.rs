//! Share rates 分成率: stated, by period, or found by the composite method, equivalent investment or marginal profit.

use serde::{Deserialize, Serialize};

use super::discount::{Timing, check_rate};
use super::error::{ensure, ensure_not_negative, ensure_share};
use super::rate::{Factor, write_factors};
use super::read::{Forms, deserialize_forms};
use super::series::Census;
use super::writer::Writer;
use super::{ProblemError, Series, Solution};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Term};

/// A share rate: a number, a list by period, or a method: `{"equivalent-investment": {…}}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ShareSource {
    /// Stated.
    Stated(f64),
    /// One for each period.
    Each(Vec<f64>),
    /// Found by a method.
    By(Box<ShareMethod>),
}

/// Ways to find a share rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ShareMethod {
    /// Composite method 综合评价法: `m + (n − m)·Δ` with Δ from scored factors.
    Composite(Composite),
    /// `m + (n − m)·Δ` with Δ stated.
    Adjusted(Adjusted),
    /// `m + (n − m)·Δ` with Δ from the legal, technical and economic scores of the right.
    Scores(Scores),
    /// Equivalent investment 约当投资分成法 (F6).
    EquivalentInvestment(EquivalentInvestment),
    /// Marginal analysis 边际分析法: additional profit over all profit, both as present values.
    MarginalProfit(MarginalProfit),
    /// Share of revenue from a share of profit: `α × profit margin`.
    OfMargin(OfMargin),
    /// The smaller of a share and a ceiling.
    Capped(Capped),
    /// Rate of a pool of rights on one product: the best single rate, growing with the number of effective rights.
    Pooled(Pooled),
}

/// A band with scored factors.
///
/// # Source
/// Groups and factors: valuation.s27; weights and steps: the classic table of Chinese reports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Composite {
    /// Lower end of the band m.
    pub low: f64,
    /// Upper end of the band n.
    pub high: f64,
    /// Groups of factors, such as legal, technical and economic; weights add to 1.
    pub groups: Vec<Group>,
}

/// A group of factors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Group {
    /// Weight of the group.
    pub weight: f64,
    /// Factors; weights add to 1, scores of 0–100.
    pub factors: Vec<Factor>,
}

/// A band with the adjustment stated.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Adjusted {
    /// Lower end of the band m.
    pub low: f64,
    /// Upper end of the band n.
    pub high: f64,
    /// Adjustment Δ 调整系数, 0–1.
    pub adjustment: f64,
}

/// A band with the scores of the right: `Δ = Σ weight·(score − 1)/9`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Scores {
    /// Lower end of the band m.
    pub low: f64,
    /// Upper end of the band n.
    pub high: f64,
    /// Weights of legal, technical and economic value; add to 1.
    pub weights: [f64; 3],
    /// Legal value, 1–10.
    pub legal: f64,
    /// Technical value, 1–10.
    pub technical: f64,
    /// Economic value, 1–10.
    pub economic: f64,
}

/// `I_p(1+m_p) / [I_p(1+m_p) + I_o(1+m_o)]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EquivalentInvestment {
    /// The technology 无形资产.
    pub technology: Investment,
    /// The other assets of the buyer 购买方投入的总资产.
    pub other: Investment,
}

/// A re-created cost 重置成本 and its cost-profit rate 成本利润率.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Investment {
    /// Re-created cost.
    pub cost: f64,
    /// Cost-profit rate.
    pub margin: f64,
}

/// `Σ PV of additional profit / Σ PV of all profit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MarginalProfit {
    /// Additional profit 追加利润 of each year.
    pub additional: Vec<f64>,
    /// All profit 利润总额 of each year.
    pub total: Vec<f64>,
    /// Discount rate.
    pub rate: f64,
    /// When in the year.
    #[serde(default)]
    pub timing: Timing,
}

/// Share of revenue from a share of profit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OfMargin {
    /// Share of profit α.
    pub profit_share: ShareSource,
    /// Profit margin on revenue 销售利润率.
    pub margin: f64,
}

/// A share with a ceiling.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Capped {
    /// The share.
    pub share: ShareSource,
    /// The ceiling, such as a third of the operating margin.
    pub ceiling: f64,
}

/// `min(ceiling, best·[1 + increment·(n − 1)])` with `n = (Σw)²/Σw²` effective rights: further rights add, with strong
/// saturation, and rates never add up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Pooled {
    /// Best single rate.
    pub best: ShareSource,
    /// Weights of the rights, such as score²·coverage·validity; of any sum.
    pub weights: Vec<f64>,
    /// What each effective right beyond the first adds.
    pub increment: f64,
    /// Highest rate, such as the upper end of the band or a third of the margin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<f64>,
}

/// The problem of a share rate: `{"method": "share-rate", "share": {"composite": {…}}}`.
///
/// Figures: `adjustment` (Δ). The value is the rate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ShareRate {
    /// How it is found.
    pub share: ShareSource,
}

impl ShareRate {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut w = Writer::plain();
        let share = self.share.write_one(&mut w, Term::SHARE_RATE, "share")?;
        w.compute(Term::SHARE_RATE, Unit::Ratio, share);
        w.finish(method)
    }
}

impl Forms for ShareSource {
    const EXPECTS: &'static str = "a share, a list with a share for each period, or one of composite, adjusted, \
                                   scores, equivalent-investment, marginal-profit, of-margin, capped, pooled";
    type Object = ShareMethod;

    fn number(share: f64) -> Option<Self> {
        Some(ShareSource::Stated(share))
    }

    fn list(shares: Vec<f64>) -> Option<Self> {
        Some(ShareSource::Each(shares))
    }

    fn object(method: ShareMethod) -> Option<Self> {
        Some(ShareSource::By(Box::new(method)))
    }
}

deserialize_forms!(ShareSource);

impl ShareSource {
    pub(super) fn census(&self, path: &str, census: &mut Census) {
        if let ShareSource::Each(shares) = self {
            census.add(path, shares.len());
        }
    }

    /// Writes the share as a line named `term`.
    pub(super) fn write(&self, w: &mut Writer, term: Term, path: &str) -> Result<Cell, ProblemError> {
        if let ShareSource::Each(shares) = self {
            let series = Series::Each(shares.clone());
            series.ensure_share(path)?;
            return w.series(term, &series, Unit::Ratio, path);
        }
        self.write_one(w, term, path)
    }

    /// Writes a share that holds throughout.
    fn write_one(&self, w: &mut Writer, term: Term, path: &str) -> Result<Cell, ProblemError> {
        match self {
            ShareSource::Stated(share) => {
                ensure_share(*share, path)?;
                w.given(term, *share, Unit::Ratio, path)
            }
            ShareSource::Each(_) => {
                Err(ProblemError::Kind { path: path.to_owned(), reason: "is one share here, no list".to_owned() })
            }
            ShareSource::By(method) => method.write(w, term, path),
        }
    }
}

impl ShareMethod {
    fn write(&self, w: &mut Writer, term: Term, path: &str) -> Result<Cell, ProblemError> {
        let ratio = Unit::Ratio;
        match self {
            ShareMethod::Composite(composite) => {
                let at = format!("{path}.composite");
                let delta = composite.adjustment(w, &format!("{at}.groups"))?;
                band(w, term, [composite.low, composite.high], delta, &at)
            }
            ShareMethod::Adjusted(adjusted) => {
                let at = format!("{path}.adjusted");
                ensure_share(adjusted.adjustment, &format!("{at}.adjustment"))?;
                let delta = w.given(Term::ADJUSTMENT, adjusted.adjustment, ratio, &format!("{at}.adjustment"))?;
                band(w, term, [adjusted.low, adjusted.high], delta, &at)
            }
            ShareMethod::Scores(scores) => {
                let at = format!("{path}.scores");
                let delta = scores.adjustment(w, &at)?;
                band(w, term, [scores.low, scores.high], delta, &at)
            }
            ShareMethod::EquivalentInvestment(investment) => {
                let at = format!("{path}.equivalent-investment");
                let own = investment.technology.write(w, &format!("{at}.technology"))?;
                let other = investment.other.write(w, &format!("{at}.other"))?;
                w.show("equivalent-investment", own);
                w.show("other-equivalent-investment", other);
                ensure(w.sheet.value(own) + w.sheet.value(other) > 0.0, &at, "has an investment above zero")?;
                Ok(w.compute(term, ratio, own / (own + other)))
            }
            ShareMethod::MarginalProfit(marginal) => marginal.write(w, term, &format!("{path}.marginal-profit")),
            ShareMethod::OfMargin(of) => {
                let at = format!("{path}.of-margin");
                let share = of.profit_share.write_one(w, Term::PROFIT_SHARE, &format!("{at}.profit-share"))?;
                ensure_share(of.margin, &format!("{at}.margin"))?;
                let margin = w.given(Term::MARGIN_RATE, of.margin, ratio, &format!("{at}.margin"))?;
                Ok(w.compute(term, ratio, share * margin))
            }
            ShareMethod::Capped(capped) => {
                let at = format!("{path}.capped");
                let share = capped.share.write_one(w, term, &format!("{at}.share"))?;
                ensure_share(capped.ceiling, &format!("{at}.ceiling"))?;
                let ceiling = w.given(Term::RATE_CEILING, capped.ceiling, ratio, &format!("{at}.ceiling"))?;
                Ok(w.compute(term, ratio, Expr::from(share).min(ceiling)))
            }
            ShareMethod::Pooled(pooled) => pooled.write(w, term, &format!("{path}.pooled")),
        }
    }
}

/// `m + (n − m)·Δ`.
fn band(w: &mut Writer, term: Term, [low, high]: [f64; 2], delta: Cell, path: &str) -> Result<Cell, ProblemError> {
    ensure_share(low, &format!("{path}.low"))?;
    ensure_share(high, &format!("{path}.high"))?;
    ensure(low <= high, &format!("{path}.high"), "is not below the lower end")?;
    w.show("adjustment", delta);
    let low = w.given(Term::BAND_LOW, low, Unit::Ratio, path)?;
    let high = w.given(Term::BAND_HIGH, high, Unit::Ratio, path)?;
    Ok(w.compute(term, Unit::Ratio, low + (high - low) * delta))
}

impl Pooled {
    fn write(&self, w: &mut Writer, term: Term, path: &str) -> Result<Cell, ProblemError> {
        let weights = format!("{path}.weights");
        for (place, weight) in self.weights.iter().enumerate() {
            ensure_not_negative(*weight, &format!("{weights}[{place}]"))?;
        }
        ensure(self.weights.iter().sum::<f64>() > 0.0, &weights, "has a weight above zero")?;
        ensure_not_negative(self.increment, &format!("{path}.increment"))?;
        let best = self.best.write_one(w, Term::SINGLE_RATE, &format!("{path}.best"))?;
        let series = w.given_list(Term::POOL_WEIGHTS, &self.weights, Unit::Factor, &weights)?;
        let sum = w.compute(Term::WEIGHT_SUM, Unit::Factor, Expr::from(series).sum());
        let squares = w.compute(Term::SQUARE_SUM, Unit::Factor, (series * series).sum());
        let effective = w.compute(Term::EFFECTIVE_RIGHTS, Unit::Count, sum * sum / squares);
        w.show("effective-rights", effective);
        let increment = w.given(Term::POOL_INCREMENT, self.increment, Unit::Factor, &format!("{path}.increment"))?;
        let rate = best * (1.0 + increment * (effective - 1.0));
        match self.ceiling {
            None => Ok(w.compute(term, Unit::Ratio, rate)),
            Some(ceiling) => {
                let at = format!("{path}.ceiling");
                ensure_share(ceiling, &at)?;
                let ceiling = w.given(Term::RATE_CEILING, ceiling, Unit::Ratio, &at)?;
                Ok(w.compute(term, Unit::Ratio, rate.min(ceiling)))
            }
        }
    }
}

impl Composite {
    fn adjustment(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let sum: f64 = self.groups.iter().map(|group| group.weight).sum();
        ensure(libm::fabs(sum - 1.0) < 1e-6, path, "has weights that add to 1")?;
        let mut delta: Option<Expr> = None;
        for (place, group) in self.groups.iter().enumerate() {
            let at = format!("{path}[{place}]");
            ensure_share(group.weight, &format!("{at}.weight"))?;
            let score = write_factors(w, &group.factors, Term::GROUP_SCORE, &format!("{at}.factors"))?;
            let weight = w.given(Term::GROUP_WEIGHT, group.weight, Unit::Ratio, &format!("{at}.weight"))?;
            let part = weight * score / 100.0;
            delta = Some(delta.map_or_else(|| part.clone(), |delta| delta + part.clone()));
        }
        let delta = delta.ok_or_else(|| ProblemError::Missing { path: format!("{path}[0]") })?;
        Ok(w.compute(Term::ADJUSTMENT, Unit::Ratio, delta))
    }
}

impl Scores {
    fn adjustment(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        let sum: f64 = self.weights.iter().sum();
        ensure(libm::fabs(sum - 1.0) < 1e-6, &format!("{path}.weights"), "add to 1")?;
        let scores = [(self.legal, "legal"), (self.technical, "technical"), (self.economic, "economic")];
        for (score, name) in scores {
            ensure((1.0..=10.0).contains(&score), &format!("{path}.{name}"), "lies in 1–10")?;
        }
        let weights = w.given_list(Term::FACTOR_WEIGHTS, &self.weights, Unit::Ratio, &format!("{path}.weights"))?;
        let scores = w.given_list(Term::FACTOR_SCORES, &scores.map(|score| score.0), Unit::Point, path)?;
        Ok(w.compute(Term::ADJUSTMENT, Unit::Ratio, (weights * (scores - 1.0)).sum() / 9.0))
    }
}

impl Investment {
    fn write(&self, w: &mut Writer, path: &str) -> Result<Cell, ProblemError> {
        ensure_not_negative(self.cost, &format!("{path}.cost"))?;
        ensure(self.margin > -1.0, &format!("{path}.margin"), "is above −100 %")?;
        let cost = w.given(Term::RECREATED_COST, self.cost, Unit::Yuan, &format!("{path}.cost"))?;
        let margin = w.given(Term::COST_PROFIT_RATE, self.margin, Unit::Ratio, &format!("{path}.margin"))?;
        Ok(w.compute(Term::EQUIVALENT_INVESTMENT, Unit::Yuan, cost * (1.0 + margin)))
    }
}

impl MarginalProfit {
    fn write(&self, w: &mut Writer, term: Term, path: &str) -> Result<Cell, ProblemError> {
        if self.additional.len() != self.total.len() {
            return Err(ProblemError::Periods {
                path: format!("{path}.total"),
                found: self.total.len(),
                other: format!("{path}.additional"),
                expected: self.additional.len(),
            });
        }
        ensure(!self.total.is_empty(), &format!("{path}.total"), "has at least one year")?;
        check_rate(self.rate, &format!("{path}.rate"))?;
        let yuan = Unit::Yuan;
        let more = w.given_list(Term::ADDITIONAL_PROFIT, &self.additional, yuan, &format!("{path}.additional"))?;
        let total = w.given_list(Term::PROFIT, &self.total, yuan, &format!("{path}.total"))?;
        let rate = w.given(Term::DISCOUNT_RATE, self.rate, Unit::RatePerYear, &format!("{path}.rate"))?;
        let times: Vec<f64> = (0..self.total.len()).map(|year| year as f64 + self.timing.part()).collect();
        let time = w.given_list(Term::TIMING, &times, Unit::Year, path)?;
        let factor = w.compute(Term::DISCOUNT_FACTOR, Unit::Factor, (1.0 + rate).pow(-time));
        let more = w.compute(Term::ADDITIONAL_PROFIT_VALUE, yuan, (more * factor).sum());
        let total = w.compute(Term::PROFIT_VALUE, yuan, (total * factor).sum());
        ensure(w.sheet.value(total) > 0.0, &format!("{path}.total"), "has a present value above zero")?;
        Ok(w.compute(term, Unit::Ratio, more / total))
    }
}
