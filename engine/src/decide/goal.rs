//! Goals 目标 and how near a dossier is to one.

use serde::{Deserialize, Serialize};

use super::raise::{RaiseBound, Sense};
use crate::Money;
use crate::financing::{Channel, LimitKind};
use crate::health::Dimension;
use crate::star::result::IndicatorCode;
use crate::valuation::Grade;

/// What is to be true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Goal {
    /// At least this much can be borrowed in the base case 债权融资达到: asked for in full, through the best combination of
    /// channels that lend, or through one of them.
    Debt {
        /// Amount.
        amount: Money,
        /// Combined or one channel.
        sense: Sense,
    },
    /// The all-in annual cost after today's subsidies is at most this 综合成本不高于: the weighted cost of the combination that
    /// borrows as much of the need as can be, or of the cheapest open channel that lends.
    Cost {
        /// Rate per year, decimal.
        rate: f64,
        /// Combined or one channel.
        sense: Sense,
    },
    /// The STAR attribute is met on the figures of a base year 科创属性在该年达标.
    Attribute {
        /// Fiscal year.
        year: i16,
    },
    /// The overall grade of the check-up is at least this 总评等级.
    Grade {
        /// A to D.
        grade: Grade,
    },
}

impl Goal {
    /// What the combination is asked for: the amount of the goal, `None` for what the dossier needs; nothing where no
    /// combination is meant.
    #[must_use]
    pub fn combined(&self) -> Option<Option<Money>> {
        match self {
            Goal::Debt { amount, sense: Sense::Combined } => Some(Some(*amount)),
            Goal::Cost { sense: Sense::Combined, .. } => Some(None),
            _ => None,
        }
    }
}

/// What stands in the way of a goal that no change reaches 制约因素.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Binding {
    /// The channel that lends most, and the bound on its amount.
    Limit {
        /// Channel.
        channel: Channel,
        /// Its amount, yuan.
        amount: f64,
        /// What binds.
        limit: Option<LimitKind>,
    },
    /// A bound of the combination without which more could be borrowed.
    Bound(RaiseBound),
    /// A channel that lends stays closed.
    Closed {
        /// Channel.
        channel: Channel,
        /// Ids of the requirements that fail.
        failed: Vec<String>,
        /// Ids of requirements still unknown.
        unknown: Vec<String>,
    },
    /// The cheapest channel, and its cost.
    Price {
        /// Channel.
        channel: Channel,
        /// All-in annual cost.
        cost: f64,
    },
    /// The combination, and its weighted cost.
    CombinedPrice {
        /// All-in annual cost.
        cost: f64,
        /// Channels with their amounts, yuan.
        parts: Vec<(Channel, f64)>,
    },
    /// No channel lends anything.
    NothingLent,
    /// The amount needed is not known, so that no combination can be made.
    NoNeed,
    /// Indicators of the year that fail or cannot be computed, with the best arm over its threshold.
    Indicator {
        /// Which.
        indicator: IndicatorCode,
        /// Best arm over threshold; `None` when it cannot be computed.
        headroom: Option<f64>,
    },
    /// The year is not projected: three years of figures or a planned growth are missing, or it is too far.
    NotProjected {
        /// Last year projected.
        until: Option<i16>,
    },
    /// The dimensions of the check-up that hold the grade back, weakest first.
    Dimension {
        /// Which.
        dimension: Dimension,
        /// Its score, 0–100.
        score: f64,
    },
    /// Nothing is known that a score could be computed from.
    NoScore,
}
