//! Products and services.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Sector;
use crate::{Money, Ratio};

/// A product line with a revenue stream of its own. One stream is one valuation pool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Product {
    /// Id within the dossier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Industry, when other than the enterprise's.
    pub sector: Option<Sector>,
    /// Stage of commercialisation.
    pub stage: Option<Stage>,
    /// Share of last year's revenue, 0–1, when no amounts are given.
    pub revenue_share: Option<Ratio>,
    /// Revenue history by calendar year.
    pub history: Vec<YearAmount>,
    /// Forecast by calendar year; a missing forecast is projected from history and `growth`.
    pub forecast: Vec<YearAmount>,
    /// Expected growth per year.
    pub growth: Option<Ratio>,
    /// Operating margin 营业利润率.
    pub operating_margin: Option<Ratio>,
    /// First sale.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub first_sale: Option<Date>,
    /// Expected end of the product's life.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub end_of_life: Option<Date>,
    /// Sold to consumers (a brand earns more there).
    pub consumer: Option<bool>,
    /// Capital needed before first sale, for projects before revenue.
    pub development_cost: Option<Money>,
    /// Answers to the risk questions of the discount-rate build-up: factor code → 0–100.
    pub risk_scores: BTreeMap<String, f64>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// An amount of a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct YearAmount {
    /// Calendar year.
    pub year: i16,
    /// Amount.
    pub amount: Money,
}

/// Stage of commercialisation; keys of the stage tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 实验室, TRL 1–3.
    Laboratory,
    /// 小试、中试, TRL 4–6.
    Pilot,
    /// 小批量, TRL 7–8.
    SmallBatch,
    /// 量产成长, TRL 9.
    Volume,
    /// 成熟、有合同保障.
    Mature,
}

impl Stage {
    /// All, from idea to market.
    pub const ALL: [Stage; 5] = [Stage::Laboratory, Stage::Pilot, Stage::SmallBatch, Stage::Volume, Stage::Mature];

    /// The code in files and rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Stage::Laboratory => "laboratory",
            Stage::Pilot => "pilot",
            Stage::SmallBatch => "small-batch",
            Stage::Volume => "volume",
            Stage::Mature => "mature",
        }
    }
}
