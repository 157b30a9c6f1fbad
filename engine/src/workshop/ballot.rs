//! How a group votes, and how far the vote is from the result.

use serde::{Deserialize, Serialize};

use super::case::StarAnswer;
use crate::financing::Channel;
use crate::rules::{RuleError, Rules};

/// The largest count of one option that is taken.
pub const LARGEST_COUNT: u32 = 999;

/// A question to the group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Which channel first 先走哪条渠道.
    #[default]
    Channel,
    /// How much it brings 能融多少.
    Amount,
    /// Whether the STAR attribute is met 科创属性是否达标.
    Star,
}

impl Question {
    /// All, in the order in which they are asked.
    pub const ALL: [Question; 3] = [Question::Channel, Question::Amount, Question::Star];

    /// Channels that a group can name: those that bring cash.
    pub const CHANNELS: [Channel; 10] = [
        Channel::Pledge,
        Channel::CombinedCredit,
        Channel::ExtendedCollateral,
        Channel::LicenceRevenue,
        Channel::InvestLoan,
        Channel::Equity,
        Channel::Securitisation,
        Channel::Lease,
        Channel::Trust,
        Channel::LicenceSale,
    ];

    /// How many options it has, where amounts are split by so many edges.
    #[must_use]
    pub fn options(self, edges: usize) -> usize {
        match self {
            Question::Channel => Self::CHANNELS.len(),
            Question::Amount => edges + 1,
            Question::Star => StarAnswer::ALL.len(),
        }
    }
}

/// Edges of the bands of an amount, yuan, rising: the first band is below the first edge, an edge belongs to the band above.
///
/// # Errors
/// [`RuleError`] when the pack lacks the record.
pub fn bands<'a>(rules: &Rules<'a>) -> Result<&'a [f64], RuleError> {
    rules.list("workshop.amount-bands")
}

/// The band of an amount.
#[must_use]
pub(super) fn band(amount: f64, edges: &[f64]) -> usize {
    edges.iter().filter(|edge| **edge <= amount).count()
}

/// Votes on one question, by option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Votes for each option, at most [`LARGEST_COUNT`].
    pub counts: Vec<u32>,
    /// The group gives one answer instead of counting hands 小组一致答案.
    pub single: bool,
}

impl Ballot {
    /// The votes for an option.
    #[must_use]
    pub fn count(&self, option: usize) -> u32 {
        self.counts.get(option).copied().unwrap_or_default()
    }

    /// All votes.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The share of an option, 0–1; `None` without votes.
    #[must_use]
    pub fn share(&self, option: usize) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| f64::from(self.count(option)) / f64::from(total))
    }

    /// Takes a count for an option; one answer of the group takes the place of all others.
    pub fn set(&mut self, option: usize, count: u32) {
        if self.single {
            self.counts.clear();
        }
        if self.counts.len() <= option {
            self.counts.resize(option + 1, 0);
        }
        if let Some(place) = self.counts.get_mut(option) {
            *place = count.min(LARGEST_COUNT);
        }
    }

    /// The options with most votes; none without votes.
    #[must_use]
    pub fn leaders(&self) -> Vec<usize> {
        let most = self.counts.iter().copied().max().unwrap_or_default();
        let leads = |option: &usize| most > 0 && self.count(*option) == most;
        (0..self.counts.len()).filter(leads).collect()
    }

    /// How far the votes are from the options that are right; `None` without votes or without a right option.
    #[must_use]
    pub fn gap(&self, right: &[usize]) -> Option<Gap> {
        let leaders = self.leaders();
        if leaders.is_empty() || right.is_empty() {
            return None;
        }
        let hits: u32 = right.iter().map(|option| self.count(*option)).sum();
        let apart = leaders.iter().flat_map(|leader| right.iter().map(move |option| leader.abs_diff(*option))).min();
        Some(Gap {
            hits,
            total: self.total(),
            share: f64::from(hits) / f64::from(self.total()),
            agrees: leaders.iter().all(|leader| right.contains(leader)),
            tied: leaders.len() > 1,
            apart: apart.unwrap_or_default(),
        })
    }

    /// Whether it can be a ballot on a question: no option too many, no count too large.
    #[must_use]
    pub(super) fn is_sound(&self, options: usize) -> bool {
        self.counts.len() <= options && self.counts.iter().all(|count| *count <= LARGEST_COUNT)
    }
}

/// The distance between a vote and the result.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Votes for a right option.
    pub hits: u32,
    /// All votes.
    pub total: u32,
    /// Their share, 0–1.
    pub share: f64,
    /// Every option with most votes is right.
    pub agrees: bool,
    /// More than one option has most votes.
    pub tied: bool,
    /// Options between the nearest leader and a right option: bands, for an amount.
    pub apart: usize,
}
