//! What the check-up says of a case, in the few facts that a group is shown, and where that is not what is expected.

use serde::{Deserialize, Serialize};

use super::ballot::{Question, band};
use super::case::{Closed, Expectation, Refusal, StarAnswer};
use crate::Assessment;
use crate::decide::Outlook;
use crate::financing::{Channel, ChannelAssessment, LimitKind, Verdict};
use crate::star::result::{IndicatorCode, Status};
use crate::valuation::Range;

/// A channel in the ranking of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Which.
    pub channel: Channel,
    /// Open or not.
    pub verdict: Verdict,
    /// Amount, yuan: low, base, high.
    pub amount: Option<[f64; 3]>,
    /// What bounds it.
    pub binding: Option<LimitKind>,
    /// All-in annual cost after today's subsidies, else before.
    pub cost: Option<f64>,
}

/// The result of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseResult {
    /// Channels with a place, best first.
    pub ranking: Vec<Place>,
    /// Of the channels that must be refused, those that are, with the reason.
    pub refused: Vec<Refusal>,
    /// Scores of the six dimensions, 0–100, in the order of [`Dimension::ALL`](crate::health::Dimension).
    pub dimensions: Vec<Option<f64>>,
    /// Value of the portfolio, yuan.
    pub value: Option<Range>,
    /// STAR attribute; `None` where it cannot be told.
    pub star: Option<StarAnswer>,
    /// Indicators that fail.
    pub failing: Vec<IndicatorCode>,
    /// Readiness for filing.
    pub status: Status,
}

impl CaseResult {
    /// The result of an assessment, with the refusals that are expected and found.
    #[must_use]
    pub fn of(assessment: &Assessment, expected: &Expectation) -> Self {
        let outlook = Outlook::of(assessment);
        let place = |found: &ChannelAssessment| Place {
            channel: found.channel,
            verdict: found.verdict,
            amount: found.amount.as_ref().map(|amount| [&amount.low, &amount.base, &amount.high].map(|end| end.value)),
            binding: found.binding,
            cost: outlook.channels.iter().find(|other| other.channel == found.channel).and_then(|other| other.cost),
        };
        let mut ranked: Vec<&ChannelAssessment> =
            assessment.financing.channels.iter().filter(|found| found.rank.is_some()).collect();
        ranked.sort_by_key(|found| found.rank.map(|rank| rank.base));
        let is_refused = |refusal: &&Refusal| {
            assessment.financing.channel(refusal.channel).is_some_and(|found| closes(found, &refusal.reason))
        };
        CaseResult {
            ranking: ranked.into_iter().map(place).collect(),
            refused: expected.refused.iter().filter(is_refused).cloned().collect(),
            dimensions: scores(assessment),
            value: (!assessment.valuation.pools.is_empty()).then_some(assessment.valuation.range),
            star: StarAnswer::of(&assessment.star.attribute),
            failing: assessment.star.attribute.failing.clone(),
            status: assessment.star.readiness.status,
        }
    }

    /// The channel that comes first: open, or open once what is missing is answered.
    #[must_use]
    pub fn first(&self) -> Option<&Place> {
        self.ranking.iter().find(|place| is_open(place.verdict))
    }

    /// The options of a question that are right: the channel that comes first and those expected beside it, the band of
    /// its amount, the answer on the attribute.
    #[must_use]
    pub fn right(&self, question: Question, expected: &[Channel], edges: &[f64]) -> Vec<usize> {
        let first = self.first();
        match question {
            Question::Channel => {
                let Some(first) = first else { return Vec::new() };
                // Where the result is another than expected, it is the result that counts.
                let beside = if expected.contains(&first.channel) { expected } else { &[] };
                let stands = |channel: &Channel| {
                    self.ranking.iter().any(|place| place.channel == *channel && is_open(place.verdict))
                };
                let right =
                    |channel: &Channel| *channel == first.channel || (beside.contains(channel) && stands(channel));
                let options = Question::CHANNELS.iter().enumerate();
                options.filter(|(_, channel)| right(channel)).map(|(option, _)| option).collect()
            }
            Question::Amount => {
                let amount = first.and_then(|place| place.amount).map(|[_, base, _]| base);
                amount.map(|amount| band(amount, edges)).into_iter().collect()
            }
            Question::Star => {
                StarAnswer::ALL.iter().position(|answer| Some(*answer) == self.star).into_iter().collect()
            }
        }
    }
}

fn scores(assessment: &Assessment) -> Vec<Option<f64>> {
    assessment.health.dimensions.iter().map(|found| found.score.as_ref().map(|score| score.value)).collect()
}

fn is_open(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Available | Verdict::NeedsWaiver | Verdict::NeedsData)
}

/// Whether a channel is closed, and for this reason.
fn closes(found: &ChannelAssessment, reason: &Closed) -> bool {
    let blocked = found.verdict == Verdict::Blocked;
    match reason {
        Closed::CashFlow => blocked && found.binding == Some(LimitKind::CashFlow),
        Closed::TooSlow => found.verdict == Verdict::TooSlow,
        Closed::NoObject => {
            blocked && found.failed.is_empty() && found.amount.is_none() && found.eligible_assets.is_empty()
        }
        Closed::Criterion(id) => {
            // A basis that nobody has recorded keeps a lease closed although nobody has denied it.
            let named = found.failed.contains(id) || found.data_needed.contains(id);
            let on_all = found.asset_criteria.iter().any(|tally| tally.criterion == *id && tally.fail > 0);
            blocked && (named || on_all)
        }
    }
}

/// Where the result of a case is not what is expected: with another pack, on another day, or by a defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Surprise {
    /// Another channel takes one of the first places.
    NotFirst(Channel),
    /// A channel that should come after the first does not.
    NotNext(Channel),
    /// A channel is not closed for the reason that should close it.
    NotRefused(Refusal),
    /// A criterion does not exclude the right that it should: criterion, right.
    NotExcluded(String, String),
    /// Something else bounds the amount of a channel.
    NotBound(Channel, Option<LimitKind>),
    /// Another answer on the attribute.
    Star(Option<StarAnswer>),
    /// Other indicators fail.
    Failing(Vec<IndicatorCode>),
    /// Another readiness.
    Status(Status),
}

/// Compares an assessment with what is expected.
#[must_use]
pub fn surprises(expected: &Expectation, assessment: &Assessment) -> Vec<Surprise> {
    let result = CaseResult::of(assessment, expected);
    let order: Vec<Channel> =
        result.ranking.iter().filter(|place| place.verdict != Verdict::TooSlow).map(|place| place.channel).collect();
    let place = |channel: &Channel| order.iter().position(|found| found == channel);
    let mut found = Vec::new();
    let ahead = expected.first.len();
    found.extend(
        expected
            .first
            .iter()
            .filter(|channel| place(channel).is_none_or(|at| at >= ahead))
            .copied()
            .map(Surprise::NotFirst),
    );
    found.extend(
        expected
            .next
            .iter()
            .filter(|channel| place(channel).is_none_or(|at| at < ahead))
            .copied()
            .map(Surprise::NotNext),
    );
    found.extend(
        expected.refused.iter().filter(|refusal| !result.refused.contains(refusal)).cloned().map(Surprise::NotRefused),
    );
    let excluded = |criterion: &str, right: &str| {
        let mut tallies = assessment.financing.channels.iter().flat_map(|channel| &channel.asset_criteria);
        tallies.any(|tally| {
            tally.criterion == criterion
                && tally.fail > 0
                && tally.examples.iter().any(|example| example.asset.as_deref() == Some(right))
        })
    };
    for (criterion, right) in &expected.rights {
        if !excluded(criterion, right) {
            found.push(Surprise::NotExcluded(criterion.clone(), right.clone()));
        }
    }
    for (channel, kind) in &expected.binds {
        let binding = assessment.financing.channel(*channel).and_then(|found| found.binding);
        if binding != Some(*kind) {
            found.push(Surprise::NotBound(*channel, binding));
        }
    }
    if expected.star.is_some() && expected.star != result.star {
        found.push(Surprise::Star(result.star));
    }
    if expected.failing != result.failing {
        found.push(Surprise::Failing(result.failing.clone()));
    }
    if expected.status.is_some_and(|status| status != result.status) {
        found.push(Surprise::Status(result.status));
    }
    found
}
