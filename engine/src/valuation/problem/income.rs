//! Methods that take a part of revenue, profit or another stream of income.

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::error::{ensure, ensure_share};
use super::frame::{Earned, Framed, conclude, income_method};
use super::read::is_default;
use super::series::Census;
use super::share::ShareSource;
use super::writer::Writer;
use super::{ProblemError, Quantity, Series, Solution};
use crate::rules::Unit;
use crate::valuation::pool::{allocate, pool_weight};
use crate::working::{Cell, Expr, Origin, Term};

income_method! {
    /// Revenue share 收入分成法 (F1): `V = Σ revenue·share·(1−decay)^(k−1)·factor`.
    ///
    /// Figures: `share-rate`, `adjustment`, `discount-rate`, `explicit-value`, `terminal-value`,
    /// `value-before-benefit`, `benefit-factor`.
    RevenueShare {
        /// Revenue 营业收入 without VAT.
        revenue: Amounts,
        /// Share of revenue 分成率.
        share: ShareSource,
        /// Yearly fall of the share 衰减率, 0 ≤ d < 1; the first period has the whole share.
        #[serde(default, skip_serializing_if = "is_default")]
        decay: f64,
    }
}

income_method! {
    /// Relief from royalty 许可费节省法 (F3): `V = Σ revenue·(royalty − upkeep)·(1 − T)·factor`, with terminal value
    /// and tax amortisation benefit where stated. Figures as [`RevenueShare`].
    ReliefFromRoyalty {
        /// Revenue under the mark or technology.
        revenue: Amounts,
        /// Royalty rate 许可费率.
        royalty: ShareSource,
        /// Upkeep of the right as a part of revenue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        upkeep: Option<Series>,
        /// Yearly fall of the royalty.
        #[serde(default, skip_serializing_if = "is_default")]
        decay: f64,
    }
}

income_method! {
    /// Profit share 利润分成法 (F2): `V = Σ profit·share·factor`.
    ///
    /// Net profit 净利润 with a post-tax rate needs no `tax`; total profit 利润总额 either keeps a pre-tax rate or states
    /// `tax`. A share by equivalent investment 约当投资分成法 is `{"equivalent-investment": {…}}`. Figures as
    /// [`RevenueShare`].
    ProfitShare {
        /// Profit of the product.
        profit: Amounts,
        /// Share of profit 利润分成率.
        share: ShareSource,
        /// Yearly fall of the share.
        #[serde(default, skip_serializing_if = "is_default")]
        decay: f64,
    }
}

income_method! {
    /// Any stream of income: excess profit 超额利润, additional profit 追加利润, contract income, cash flow of a project.
    IncomeStream {
        /// Income of the right.
        income: Amounts,
    }
}

income_method! {
    /// Several rights on one stream of revenue 资产池: one value, shared out by weight, so that no income counts twice.
    ///
    /// Figures: those of [`RevenueShare`], `weights`, `allocation` (adds up to the value to the fen).
    Pool {
        /// Revenue of the product.
        revenue: Amounts,
        /// Share rate of the pool.
        share: ShareSource,
        /// Yearly fall of the share.
        #[serde(default, skip_serializing_if = "is_default")]
        decay: f64,
        /// The rights.
        rights: Vec<PoolRight>,
    }
}

/// A right of a pool: its weight, or score, coverage and validity with weight `score²·coverage·validity`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PoolRight {
    /// Weight; left out where the score is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Score, 1–10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Coverage of the product, 0–1.
    #[serde(default = "whole")]
    pub coverage: f64,
    /// Probability that the right stands, 0–1.
    #[serde(default = "whole")]
    pub validity: f64,
}

fn whole() -> f64 {
    1.0
}

impl RevenueShare {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.revenue.census("revenue", &mut census);
        self.share.census("share", &mut census);
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let base = self.revenue.write(&mut w, Term::REVENUE, Unit::Yuan, "revenue")?;
        let share = self.share.write(&mut w, Term::SHARE_RATE, "share")?;
        w.show("share-rate", share);
        let income = share_income(&mut w, base, share, self.decay)?;
        conclude(&mut w, self.frame(), Earned::of(base, income))?;
        w.finish(method)
    }
}

impl ReliefFromRoyalty {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.revenue.census("revenue", &mut census);
        self.royalty.census("royalty", &mut census);
        if let Some(upkeep) = &self.upkeep {
            upkeep.census("upkeep", &mut census);
        }
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let base = self.revenue.write(&mut w, Term::REVENUE, Unit::Yuan, "revenue")?;
        let mut rate = self.royalty.write(&mut w, Term::ROYALTY_RATE, "royalty")?;
        w.show("share-rate", rate);
        if let Some(upkeep) = &self.upkeep {
            upkeep.ensure_share("upkeep")?;
            let upkeep = w.series(Term::UPKEEP, upkeep, Unit::Ratio, "upkeep")?;
            rate = w.compute(Term::NET_ROYALTY, Unit::Ratio, rate - upkeep);
        }
        let income = share_income(&mut w, base, rate, self.decay)?;
        conclude(&mut w, self.frame(), Earned::of(base, income))?;
        w.finish(method)
    }
}

impl ProfitShare {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.profit.census("profit", &mut census);
        self.share.census("share", &mut census);
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let base = self.profit.write(&mut w, Term::PROFIT, Unit::Yuan, "profit")?;
        let share = self.share.write(&mut w, Term::PROFIT_SHARE, "share")?;
        w.show("share-rate", share);
        let income = share_income(&mut w, base, share, self.decay)?;
        conclude(&mut w, self.frame(), Earned::of(base, income))?;
        w.finish(method)
    }
}

impl IncomeStream {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.income.census("income", &mut census);
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let income = self.income.write(&mut w, Term::INCOME, Unit::Yuan, "income")?;
        conclude(&mut w, self.frame(), Earned::new(income))?;
        w.finish(method)
    }
}

impl Pool {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.revenue.census("revenue", &mut census);
        self.share.census("share", &mut census);
        self.frame().census(&mut census);
        let mut weights = Vec::new();
        for (place, right) in self.rights.iter().enumerate() {
            weights.push(right.weigh(&format!("rights[{place}]"))?);
        }
        ensure(weights.iter().any(|weight| *weight > 0.0), "rights", "has a weight above zero")?;
        let mut w = self.periods.writer(census)?;
        let base = self.revenue.write(&mut w, Term::REVENUE, Unit::Yuan, "revenue")?;
        let share = self.share.write(&mut w, Term::POOL_RATE, "share")?;
        w.show("share-rate", share);
        let income = share_income(&mut w, base, share, self.decay)?;
        let value = conclude(&mut w, self.frame(), Earned::of(base, income))?;
        let parts = allocate(w.sheet.value(value), &weights);
        w.show_number("weights", Quantity::Many(weights));
        w.show_number("allocation", Quantity::Many(parts));
        w.finish(method)
    }
}

impl PoolRight {
    fn weigh(&self, path: &str) -> Result<f64, ProblemError> {
        ensure_share(self.coverage, &format!("{path}.coverage"))?;
        ensure_share(self.validity, &format!("{path}.validity"))?;
        match (self.weight, self.score) {
            (Some(weight), None) => {
                ensure(weight >= 0.0 && weight.is_finite(), &format!("{path}.weight"), "is not negative")?;
                Ok(weight)
            }
            (None, Some(score)) => {
                ensure((0.0..=10.0).contains(&score), &format!("{path}.score"), "lies in 0–10")?;
                Ok(pool_weight(score, self.coverage, self.validity))
            }
            (None, None) => Err(ProblemError::Missing { path: format!("{path}.score") }),
            (Some(_), Some(_)) => {
                let rule = "is left out where the score is stated";
                Err(ProblemError::Range { path: format!("{path}.weight"), rule })
            }
        }
    }
}

/// `base·share·(1−decay)^(k−1)`.
pub(super) fn share_income(w: &mut Writer, base: Cell, share: Cell, decay: f64) -> Result<Cell, ProblemError> {
    ensure((0.0..1.0).contains(&decay), "decay", "lies in 0–1, 1 left out")?;
    if decay == 0.0 {
        return Ok(w.compute(Term::SHARE_INCOME, Unit::Yuan, base * share));
    }
    let decay = w.given(Term::DECAY, decay, Unit::RatePerYear, "decay")?;
    let place = (0..w.count()).map(|place| place as f64).collect();
    let place = w.sheet.given_series(Term::PERIOD_INDEX, place, Unit::Count, Origin::Stated);
    let kept = w.compute(Term::SHARE_AFTER_DECAY, Unit::Ratio, share * (1.0 - decay).pow(place));
    Ok(w.compute(Term::SHARE_INCOME, Unit::Yuan, Expr::from(base) * kept))
}
