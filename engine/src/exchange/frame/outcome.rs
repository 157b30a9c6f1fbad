//! What a host is told of the check-up: scores, ranges, the ranking. The whole of it is an export.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::financing::{Channel, Verdict};
use crate::health::Dimension;
use crate::star::result::Status;
use crate::valuation::Grade;
use crate::{Assessment, PackName};

/// What the check-up says. An indicative self-check, no statutory appraisal report 资产评估报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Outcome {
    /// Fingerprint of answers, day and rules.
    pub hash: String,
    /// Valuation date 评估基准日.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub as_of: Date,
    /// The rules it was computed under.
    pub rules: PackName,
    /// Share of the questions that are answered, 0–1.
    pub completeness: f64,
    /// What the rights are worth, yuan; `null` while nothing could be valued.
    pub value: Option<OutcomeRange>,
    /// Overall score, 0–100; `null` while it is not known.
    pub score: Option<f64>,
    /// Its grade.
    pub grade: Option<Grade>,
    /// The sides of the health portrait 健康画像.
    pub dimensions: Vec<DimensionOutcome>,
    /// Channels of finance, ranked ones first in their order.
    pub channels: Vec<ChannelOutcome>,
    /// STAR Market readiness 科创板申报准备度.
    pub star: StarOutcome,
}

/// A range in yuan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OutcomeRange {
    /// Low end: P10 of a value, the cautious end of an amount.
    pub low: f64,
    /// Middle: the median of a value.
    pub middle: f64,
    /// High end: P90 of a value.
    pub high: f64,
}

/// The score of a side.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DimensionOutcome {
    /// Which.
    pub dimension: Dimension,
    /// 0–100; `null` while nothing of it is known.
    pub score: Option<f64>,
}

/// A channel of finance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChannelOutcome {
    /// Which.
    pub channel: Channel,
    /// Open or not.
    pub verdict: Verdict,
    /// Place among the channels that bring money, from 1.
    pub rank: Option<u32>,
    /// What it may bring, yuan.
    pub amount: Option<OutcomeRange>,
    /// All-in annual cost after the subsidies of today, a rate per year.
    pub cost: Option<f64>,
}

/// STAR Market readiness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StarOutcome {
    /// Status.
    pub status: Status,
    /// 0–100.
    pub score: f64,
}

impl Outcome {
    /// Of an assessment; `hash` is the fingerprint of what was assessed.
    #[must_use]
    pub fn of(assessment: &Assessment, hash: String) -> Self {
        let valuation = &assessment.valuation;
        let range = valuation.range;
        let value = OutcomeRange { low: range.p10, middle: range.p50, high: range.p90 };
        let health = &assessment.health;
        let mut channels: Vec<ChannelOutcome> = assessment
            .financing
            .channels
            .iter()
            .map(|found| ChannelOutcome {
                channel: found.channel,
                verdict: found.verdict,
                rank: found.rank.as_ref().and_then(|rank| u32::try_from(rank.base).ok()),
                amount: found.amount.as_ref().map(|amount| OutcomeRange {
                    low: amount.low.value,
                    middle: amount.base.value,
                    high: amount.high.value,
                }),
                cost: found.cost_today().map(|cost| cost.value),
            })
            .collect();
        channels.sort_by_key(|found| found.rank.unwrap_or(u32::MAX));
        let readiness = &assessment.star.readiness;
        Outcome {
            hash,
            as_of: assessment.as_of,
            rules: assessment.rules.clone(),
            completeness: assessment.completeness.share,
            value: (!valuation.pools.is_empty()).then_some(value),
            score: health.overall.as_ref().map(|score| score.value),
            grade: health.grade,
            dimensions: health
                .dimensions
                .iter()
                .map(|found| DimensionOutcome {
                    dimension: found.dimension,
                    score: found.score.as_ref().map(|score| score.value),
                })
                .collect(),
            channels,
            star: StarOutcome { status: readiness.status, score: readiness.score.value },
        }
    }
}
