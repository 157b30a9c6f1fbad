//! The integer program of the best combination: what may be chosen, what it costs, what bounds it.

use serde::{Deserialize, Serialize};

use crate::financing::Channel;

/// A right, or several taken together, that one product at most may have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixRight {
    /// Ids of the rights; more than one when small rights of a kind are taken together.
    pub members: Vec<String>,
    /// Kind, for packages that ask for several kinds.
    pub kind: String,
    /// Cautious value, yuan.
    pub value: f64,
}

/// A product on offer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixProduct {
    /// Its channel.
    pub channel: Channel,
    /// Smallest ticket, yuan.
    pub least: f64,
    /// Largest ticket, yuan.
    pub most: f64,
    /// All-in variable cost per year.
    pub rate: f64,
    /// One-off fixed cost, yuan.
    pub fixed: f64,
    /// Up-front cost as a share of the amount.
    pub upfront: f64,
    /// Days to cash.
    pub days: f64,
    /// Risk, 0–1.
    pub risk: f64,
    /// New equity per yuan: 1 for equity, the coverage for a warrant, 0 for debt.
    pub equity: f64,
    /// New equity that comes with the product whatever its amount, yuan: the contributed rights beside the cash.
    pub equity_fixed: f64,
    /// First-year debt service per yuan.
    pub service: f64,
    /// Practice or regulation is not settled: all such products together stay within a share of the need.
    pub trial: bool,
    /// The amount is bounded by the rights given.
    pub secured: bool,
    /// Takes all its rights or is not used.
    pub takes_all: bool,
    /// Advance rate on each right, in the order of [`MixProblem::rights`]; `None` cannot be given.
    pub advance: Vec<Option<f64>>,
    /// How many kinds of rights it asks for.
    pub kinds: usize,
    /// Products of one family exclude each other: a plain pledge loan and the packages.
    pub family: Option<u8>,
    /// Place of the cover in [`MixProblem::covers`] that it requires.
    pub cover: Option<usize>,
}

/// Two gifts of rights that cannot be made together: (right, product) and (right, product), by place.
pub type Clash = [(usize, usize); 2];

/// The whole program. Every bound that is `None` is not known and does not bind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MixProblem {
    /// Rights.
    pub rights: Vec<MixRight>,
    /// Products.
    pub products: Vec<MixProduct>,
    /// Net yearly premiums of covers that products may require, yuan.
    pub covers: Vec<f64>,
    /// Pairs that exclude each other beyond "one right, one product".
    pub clashes: Vec<Clash>,
    /// Amount needed, yuan.
    pub need: f64,
    /// At most this multiple of the need is raised.
    pub over_raise: f64,
    /// Days until the money is needed.
    pub days: Option<f64>,
    /// Money for up-front costs, yuan.
    pub budget: Option<f64>,
    /// Largest dilution, 0–1.
    pub dilution: Option<f64>,
    /// Value of the company before, yuan.
    pub pre_money: Option<f64>,
    /// Cash flow for new debt service, yuan a year.
    pub cash_flow: Option<f64>,
    /// Largest number of products.
    pub count: usize,
    /// Largest share of the need from products on trial.
    pub trial_share: Option<f64>,
    /// Years over which one-off fixed costs are spread.
    pub horizon: f64,
    /// Price of a yuan that is missing.
    pub shortfall_price: f64,
    /// Price of risk per yuan and unit of risk.
    pub risk_price: f64,
    /// Price of a yuan of value that is bound; breaks ties towards few bound rights.
    pub binding_price: f64,
}

impl MixProblem {
    /// The largest new equity within the dilution cap, `D / (1 − D) · Pre`, yuan; `None` where nothing bounds it.
    #[must_use]
    pub fn equity_room(&self) -> Option<f64> {
        let cap = self.dilution.filter(|cap| *cap < 1.0)?;
        Some(cap / (1.0 - cap) * self.pre_money?)
    }

    /// Yearly price of a choice without the tie-break: cost, risk, fixed costs, covers, what is missing.
    #[must_use]
    pub fn price(&self, plan: &MixPlan) -> f64 {
        let mut price = self.shortfall_price * self.missing(plan);
        let mut covered = vec![false; self.covers.len()];
        for (product, amount) in self.products.iter().zip(&plan.amounts) {
            let Some(amount) = amount else { continue };
            price += (product.rate + self.risk_price * product.risk) * amount + product.fixed / self.horizon;
            if let Some(cover) = product.cover.and_then(|place| covered.get_mut(place)) {
                *cover = true;
            }
        }
        price + self.premiums(&covered)
    }

    /// Premiums of the covers that are taken.
    fn premiums(&self, covered: &[bool]) -> f64 {
        self.covers.iter().zip(covered).filter(|(_, covered)| **covered).map(|(premium, _)| premium).sum()
    }

    /// What is missing from the need, yuan.
    #[must_use]
    pub fn missing(&self, plan: &MixPlan) -> f64 {
        libm::fmax(0.0, self.need - plan.amounts.iter().flatten().sum::<f64>())
    }

    /// Up-front money of a choice, yuan.
    #[must_use]
    pub fn upfront(&self, plan: &MixPlan) -> f64 {
        let mut covered = vec![false; self.covers.len()];
        let mut sum = 0.0;
        for (product, amount) in self.products.iter().zip(&plan.amounts) {
            let Some(amount) = amount else { continue };
            sum += product.fixed + product.upfront * amount;
            if let Some(cover) = product.cover.and_then(|place| covered.get_mut(place)) {
                *cover = true;
            }
        }
        sum + self.premiums(&covered)
    }

    /// New equity of a choice, yuan.
    #[must_use]
    pub fn equity(&self, plan: &MixPlan) -> f64 {
        self.sum(plan, |product, amount| product.equity * amount + product.equity_fixed)
    }

    /// First-year debt service of a choice, yuan.
    #[must_use]
    pub fn service(&self, plan: &MixPlan) -> f64 {
        self.sum(plan, |product, amount| product.service * amount)
    }

    /// Money from products on trial, yuan.
    #[must_use]
    pub fn trial(&self, plan: &MixPlan) -> f64 {
        self.sum(plan, |product, amount| if product.trial { amount } else { 0.0 })
    }

    /// Days until the last money is there.
    #[must_use]
    pub fn last_day(&self, plan: &MixPlan) -> f64 {
        let used = self.products.iter().zip(&plan.amounts).filter(|(_, amount)| amount.is_some());
        used.map(|(product, _)| product.days).fold(0.0, libm::fmax)
    }

    /// What the rights given to a product carry, yuan.
    #[must_use]
    pub fn carried(&self, plan: &MixPlan, place: usize) -> f64 {
        let Some(product) = self.products.get(place) else { return 0.0 };
        let given = self.rights.iter().zip(&product.advance).zip(&plan.given);
        given
            .filter(|(_, to)| to.contains(&place))
            .map(|((right, advance), _)| right.value * advance.unwrap_or(0.0))
            .sum()
    }

    fn sum(&self, plan: &MixPlan, of: impl Fn(&MixProduct, f64) -> f64) -> f64 {
        let used = self.products.iter().zip(&plan.amounts);
        used.filter_map(|(product, amount)| amount.map(|amount| of(product, amount))).sum()
    }
}

/// A choice: an amount for each product used, and the product each right is given to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MixPlan {
    /// By product; `None` is not used.
    pub amounts: Vec<Option<f64>>,
    /// By right: the places of the products that have it; one at most, by the rule of one right, one product.
    pub given: Vec<Vec<usize>>,
}

/// A bound of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MixBound {
    /// Amount needed 资金需求.
    Need,
    /// Dilution cap 稀释上限.
    Dilution,
    /// Money for up-front costs 前期费用预算.
    Budget,
    /// Days available 可等待时间.
    Days,
    /// Cash flow for debt service 可用偿债现金流.
    CashFlow,
    /// Number of products 产品数量.
    Count,
    /// Share of products on trial 试点类占比.
    Trial,
    /// Largest ticket of a channel 单笔上限.
    Ceiling(Channel),
    /// Value of the rights that a channel takes 担保物价值.
    Rights(Channel),
}
