//! What the best combination says: the choice, its totals, why, what comes next, and the frontier.

use serde::{Deserialize, Serialize};

use super::check::MixFault;
use super::problem::MixBound;
use crate::financing::{Channel, FinancingError, Verdict};
use crate::working::{Figure, Workings};

/// Why there is no combination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum MixError {
    /// The amount needed is not known.
    #[error("the amount needed is not known")]
    NoNeed,
    /// The rule pack lacks or misshapes a record.
    #[error("{message}")]
    Rules {
        /// What is wrong.
        message: String,
    },
    /// The solver gave up.
    #[error("the solver gave up: {message}")]
    Solver {
        /// Its words.
        message: String,
    },
    /// The solver found no choice at all, though choosing nothing is one.
    #[error("the solver found no choice")]
    NoAnswer,
    /// The solver ended without a proof of optimality.
    #[error("optimality is not proven")]
    NotProven,
    /// The solver's answer breaks a bound.
    #[error("the answer breaks a bound: {fault:?}")]
    Faulty {
        /// Which.
        fault: MixFault,
    },
}

impl From<FinancingError> for MixError {
    fn from(error: FinancingError) -> Self {
        MixError::Rules { message: error.to_string() }
    }
}

impl From<crate::rules::RuleError> for MixError {
    fn from(error: crate::rules::RuleError) -> Self {
        MixError::Rules { message: error.to_string() }
    }
}

/// With which support the combination is priced 补贴情景. The assumed ones stand for district rules that could not be
/// verified; what holds today counts in them too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SubsidyScenario {
    /// What holds today and the enterprise is known to meet.
    #[default]
    Today,
    /// No support at all.
    None,
    /// 30 % of the interest, at most CNY 200,000 a year, as the rules say.
    Low,
    /// 50 % of the interest, at most CNY 500,000 a year, as the rules say.
    High,
}

impl SubsidyScenario {
    /// All, in the order in which they are offered.
    pub const ALL: [SubsidyScenario; 4] =
        [SubsidyScenario::Today, SubsidyScenario::None, SubsidyScenario::Low, SubsidyScenario::High];
}

/// The best combination 融资组合.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixResult {
    /// The channels used, largest amount first; empty when nothing is open.
    pub choices: Vec<MixChoice>,
    /// Totals.
    pub totals: MixTotals,
    /// Yearly price that was minimised: cost, risk, fixed costs, covers and the price of what is missing, yuan.
    pub price: f64,
    /// Every bound, with what its loosening would save.
    pub bounds: Vec<BoundUse>,
    /// The best choice of other channels, and what would make it win.
    pub runner_up: Option<RunnerUp>,
    /// Choices of which none is better in every respect: amount, cost, dilution, time.
    pub frontier: Vec<FrontierMix>,
    /// Channels that were not on offer, with the reason.
    pub left_out: Vec<(Channel, LeftOut)>,
    /// Fields that are not known, so that their bound could not be kept: `need.upfront_budget`.
    pub unbounded: Vec<String>,
    /// Rights too many to be placed one by one: how many were taken together by kind.
    pub grouped_rights: usize,
    /// Rights of little value that were not placed at all.
    pub dropped_rights: usize,
}

/// A combination with the workings of its figures, as the worker sends it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Combination {
    /// The combination.
    pub mix: MixResult,
    /// Workings `financing.mix.…`.
    pub workings: Workings,
}

/// A channel in the combination.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixChoice {
    /// Which.
    pub channel: Channel,
    /// Amount, yuan.
    pub amount: f64,
    /// All-in variable cost per year.
    pub rate: f64,
    /// One-off fixed cost, yuan.
    pub fixed: f64,
    /// Up-front money, yuan.
    pub upfront: f64,
    /// Days to cash.
    pub days: f64,
    /// Ids of the rights, or of the licences, that are bound.
    pub rights: Vec<String>,
    /// The channel's verdict: a choice may rest on answers that are still open.
    pub verdict: Verdict,
}

/// Totals, each with its working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixTotals {
    /// Amount raised, yuan.
    pub amount: Figure,
    /// What is missing from the need, yuan.
    pub missing: Figure,
    /// Yearly cost, one-off fixed costs spread over the horizon, yuan.
    pub yearly_cost: Figure,
    /// Weighted all-in annual cost; `None` when nothing is raised.
    pub cost: Option<Figure>,
    /// Dilution; `None` when the value of the company is not known and something dilutes.
    pub dilution: Option<Figure>,
    /// Days until the last money is there.
    pub days: Figure,
    /// Up-front money, yuan.
    pub upfront: Figure,
    /// First-year debt service, yuan.
    pub service: Figure,
}

/// A bound and what it is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoundUse {
    /// Which.
    pub bound: MixBound,
    /// What the best choice uses, in the unit of the bound: yuan, 0–1 for dilution and trials, days, a number.
    pub used: f64,
    /// What the bound allows.
    pub limit: f64,
    /// Nothing is left of it.
    pub binding: bool,
    /// By how much it is loosened for `saved`, in the unit of the bound.
    pub step: f64,
    /// What the step is worth; for the need, a step means so much less to raise.
    pub with_step: Worth,
    /// What it would be worth to be without the bound; `None` for the need.
    pub without: Option<Worth>,
}

/// What the loosening of a bound is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Cost saved a year, the price of risk among it, yuan; negative where more money costs more.
    pub saved: f64,
    /// More money raised, yuan.
    pub raised: f64,
}

/// The best choice that uses other channels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Its channels.
    pub choices: Vec<MixChoice>,
    /// How much dearer it is a year, the price of risk among it, yuan; negative where it raises less.
    pub dearer: f64,
    /// How much less it raises, yuan.
    pub raised_less: f64,
    /// What would make it the best, smallest change first; empty where it raises less, which no rate makes good.
    pub flips: Vec<Flip>,
}

/// A change of one rate that makes the runner-up as good as the best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// The channel whose rate changes.
    pub channel: Channel,
    /// Its rate now.
    pub rate: f64,
    /// Its rate at which both cost the same.
    pub flips_at: f64,
    /// Solved again with a rate just beyond, the runner-up's channels win; else a third choice comes first.
    pub wins: bool,
}

/// A choice of the frontier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontierMix {
    /// Channels with amounts, yuan.
    pub parts: Vec<(Channel, f64)>,
    /// Amount, yuan.
    pub amount: f64,
    /// Yearly cost, yuan.
    pub yearly_cost: f64,
    /// Weighted all-in annual cost.
    pub cost: f64,
    /// Dilution, 0–1; `None` is not known.
    pub dilution: Option<f64>,
    /// Days until the last money is there.
    pub days: f64,
    /// It is the best combination.
    pub best: bool,
}

/// Why a channel was not on offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// A requirement fails.
    Blocked,
    /// Open once a waiver is recorded.
    NeedsWaiver,
    /// Brings no cash or no amount could be computed.
    NoAmount,
    /// No yearly cost could be computed.
    NoCost,
    /// It dilutes, and by how much is not known.
    DilutionUnknown,
    /// The cash goes to a venture, not to the enterprise.
    CashElsewhere,
}
