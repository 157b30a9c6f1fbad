//! What a decision looks at 决策指标: the few results that a change is judged by.

use serde::{Deserialize, Serialize};

use crate::Assessment;
use crate::dossier::CheckUp;
use crate::financing::{Channel, FinancingAssessment, OpenChannel, Verdict};
use crate::rules::Outcome;
use crate::star::StarAssessment;
use crate::star::result::Status;
use crate::valuation::{Grade, Range};

/// Channels that lend: what is borrowed through them is owed 债权融资渠道.
pub const DEBT: [Channel; 8] = [
    Channel::Pledge,
    Channel::CombinedCredit,
    Channel::ExtendedCollateral,
    Channel::LicenceRevenue,
    Channel::Lease,
    Channel::Securitisation,
    Channel::Trust,
    Channel::InvestLoan,
];

/// A channel in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChannelOutlook {
    /// Which.
    pub channel: Channel,
    /// Open or not.
    pub verdict: Verdict,
    /// Place among the cash channels.
    pub rank: Option<usize>,
    /// Amount, base case, yuan.
    pub amount: Option<f64>,
    /// All-in annual cost after today's subsidies, else before.
    pub cost: Option<f64>,
}

/// The results that a change is judged by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Outlook {
    /// Value of the portfolio, yuan.
    pub value: Range,
    /// Overall score, 0–100.
    pub score: Option<f64>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// Cash channels by rank, then the others.
    pub channels: Vec<ChannelOutlook>,
    /// Largest amount that one open channel lends, yuan; 0 when none does.
    pub debt: f64,
    /// Least all-in annual cost of an open channel that lends.
    pub cost: Option<f64>,
    /// STAR attribute 科创属性 today.
    pub attribute: Outcome,
    /// Its indicators that are met or do not apply.
    pub indicators: u32,
    /// First projected base year that meets the attribute.
    pub first_year: Option<i16>,
    /// Readiness for filing, as status and score.
    pub status: Status,
    /// 0–100.
    pub readiness: f64,
}

impl Outlook {
    /// In short what an assessment says.
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let Assessment { valuation, financing, star, health, .. } = assessment;
        let score = health.overall.as_ref().map(|score| score.value);
        Outlook::of_parts(valuation.range, financing, star, (score, health.grade))
    }

    pub(super) fn of_parts(
        value: Range,
        financing: &FinancingAssessment,
        star: &StarAssessment,
        (score, grade): (Option<f64>, Option<Grade>),
    ) -> Self {
        let mut channels: Vec<ChannelOutlook> = financing
            .channels
            .iter()
            .map(|found| ChannelOutlook {
                channel: found.channel,
                verdict: found.verdict,
                rank: found.rank.map(|rank| rank.base),
                amount: found.amount.as_ref().map(|amount| amount.base.value),
                cost: found.cost_today().map(|cost| cost.value),
            })
            .collect();
        channels.sort_by_key(|found| (found.rank.is_none(), found.rank));
        Outlook {
            value,
            score,
            grade,
            channels,
            debt: lent(financing.open_now()).map_or(0.0, |(_, amount)| amount),
            cost: cheapest(financing.open_now()).map(|(_, cost)| cost),
            attribute: star.attribute.attribute,
            indicators: met(star),
            first_year: star.projection.as_ref().and_then(|found| found.first.attribute),
            status: star.readiness.status,
            readiness: star.readiness.score.value,
        }
    }

    /// The numbers that effects are measured in, in the order of [`Measure::ALL`].
    #[must_use]
    pub fn measure(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::Value => Some(self.value.p50),
            Measure::Debt => Some(self.debt),
            Measure::Cost => self.cost,
            Measure::Score => self.score,
            Measure::Readiness => Some(self.readiness),
        }
    }
}

/// What an effect is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// Median value of the portfolio, yuan.
    Value,
    /// Largest amount lent by one channel, yuan.
    Debt,
    /// Least all-in annual cost.
    Cost,
    /// Overall score, points.
    Score,
    /// STAR readiness, points.
    Readiness,
}

impl Measure {
    /// All.
    pub const ALL: [Measure; 5] = [Measure::Value, Measure::Debt, Measure::Cost, Measure::Score, Measure::Readiness];
}

/// A check-up to keep: what the report says today, in the few numbers that later ones are compared with, to the yuan and
/// the hundredth of a point, so that a file gives back the very same.
#[must_use]
pub fn check_up(assessment: &Assessment) -> CheckUp {
    let Range { p10, p50, p90 } = assessment.valuation.range;
    CheckUp {
        day: assessment.as_of,
        rules: format!("{} {}", assessment.rules.id, assessment.rules.version),
        value: [p10, p50, p90].map(libm::round),
        score: assessment.health.overall.as_ref().map(|score| points(score.value)),
        dimensions: assessment
            .health
            .dimensions
            .iter()
            .map(|found| Some(points(found.score.as_ref()?.value)))
            .collect(),
        amount: assessment.financing.open_now().map(|found| libm::round(found.amount)).reduce(libm::fmax),
        indicators: met(&assessment.star),
        automatic: false,
    }
}

fn points(score: f64) -> f64 {
    libm::round(score * 100.0) / 100.0
}

fn met(star: &StarAssessment) -> u32 {
    let indicators = &star.indicators;
    indicators.iter().filter(|found| found.verdict.outcome() == Outcome::Pass).count() as u32
}

fn lending(open: impl Iterator<Item = OpenChannel>) -> impl Iterator<Item = OpenChannel> {
    open.filter(|found| DEBT.contains(&found.channel))
}

/// The open channel that lends most, and how much.
pub(crate) fn lent(open: impl Iterator<Item = OpenChannel>) -> Option<(Channel, f64)> {
    let amounts = lending(open).map(|found| (found.channel, found.amount));
    amounts.max_by(|a, b| a.1.total_cmp(&b.1))
}

/// The open channel that lends at the least cost, and the cost.
pub(crate) fn cheapest(open: impl Iterator<Item = OpenChannel>) -> Option<(Channel, f64)> {
    let costs = lending(open).filter(|found| found.amount > 0.0).filter_map(|found| Some((found.channel, found.cost?)));
    costs.min_by(|a, b| a.1.total_cmp(&b.1))
}
