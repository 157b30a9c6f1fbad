//! The heart: dossier and rules in, assessment out.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::deadlines::{Deadlines, deadlines, deadlines_in_detail};
use crate::dossier::{Asset, Dossier};
use crate::financing::mix::MixError;
use crate::financing::{
    AssetValue, AssetValues, ChannelAssessment, FinancingAssessment, FinancingError, RoyaltyPart, assess_channels,
};
use crate::health::{Basis, Completeness, HealthAssessment, PlannedAction, action_plan, assess_health, completeness};
use crate::rules::{RuleError, RulePack, Rules};
use crate::star::{StarAssessment, StarError, assess_star};
use crate::valuation::{
    Detail, Kept, Method, MethodOutcome, PoolValuation, PortfolioValuation, ValuationError, value_and_keep,
    value_in_detail,
};
use crate::working::Workings;

/// Everything computed. Serialises to the JSON that the command line and the npm package print.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Assessment {
    /// Valuation date 评估基准日 and day of the rules.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub as_of: Date,
    /// Id and version of the rule pack.
    pub rules: PackName,
    /// How much is known and what is still needed.
    pub completeness: Completeness,
    /// What the rights are worth.
    pub valuation: PortfolioValuation,
    /// What falls due, and which rights are worth their fees.
    pub deadlines: Deadlines,
    /// Channels, sized, priced and ranked.
    pub financing: FinancingAssessment,
    /// STAR Market readiness.
    pub star: StarAssessment,
    /// Dimensions and findings.
    pub health: HealthAssessment,
    /// What to do next, by what it unlocks; empty in an estimate.
    pub actions: Vec<PlannedAction>,
    /// The working of every figure.
    pub workings: Workings,
}

/// Which pack was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PackName {
    /// `shanghai`.
    pub id: String,
    /// `2026.3`.
    pub version: String,
}

impl Assessment {
    /// Channels that bring money and are open, now or once a waiver is recorded, in the order of their rank.
    pub fn open_channels(&self) -> impl Iterator<Item = &ChannelAssessment> {
        self.financing.open_channels()
    }
}

/// Why nothing could be assessed. Missing answers are no reason: they are part of the result.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// The rule pack lacks or misshapes a record.
    #[error(transparent)]
    Rules(#[from] RuleError),
    /// Valuation failed.
    #[error(transparent)]
    Valuation(#[from] ValuationError),
    /// Financing failed.
    #[error(transparent)]
    Financing(#[from] FinancingError),
    /// The STAR module failed.
    #[error(transparent)]
    Star(#[from] StarError),
    /// The solver of the combination failed.
    #[error(transparent)]
    Mix(#[from] MixError),
}

/// Assesses a dossier under the rules of a day. A pure function: same inputs, same bytes out.
///
/// # Errors
/// [`AssessError`] when the rule pack lacks a record the engine reads.
pub fn assess(dossier: &Dossier, pack: &RulePack, as_of: Date) -> Result<Assessment, AssessError> {
    let rules = pack.on(as_of);
    let Estimated { mut assessment, kept, values } = estimated(dossier, pack, &rules)?;
    assessment.actions =
        action_plan(dossier, &rules, &Basis { assessment: &assessment, kept: &kept, values: &values })?;
    Ok(assessment)
}

/// As [`assess`], without the action plan, whose effects are measured one by one. For every keystroke.
///
/// # Errors
/// As [`assess`].
pub fn estimate(dossier: &Dossier, pack: &RulePack, as_of: Date) -> Result<Assessment, AssessError> {
    estimated(dossier, pack, &pack.on(as_of)).map(|estimated| estimated.assessment)
}

/// An assessment without its plan, and what the plan starts from.
struct Estimated {
    assessment: Assessment,
    kept: Kept,
    values: AssetValues,
}

fn estimated(dossier: &Dossier, pack: &RulePack, rules: &Rules) -> Result<Estimated, AssessError> {
    let mut workings = Workings::default();
    let (valuation, kept) = value_and_keep(dossier, rules, &mut workings)?;
    let deadlines = deadlines(dossier, &valuation, rules, &mut workings)?;
    let values = asset_values(&valuation);
    let financing = assess_channels(dossier, &values, rules, &mut workings)?;
    let star = assess_star(dossier, rules, &mut workings)?;
    let health = assess_health(dossier, &valuation, rules, &mut workings)?;
    let completeness = completeness(dossier, rules)?;
    let name = PackName { id: pack.pack().id.clone(), version: pack.pack().version.clone() };
    let assessment = Assessment {
        as_of: rules.day(),
        rules: name,
        completeness,
        valuation,
        deadlines,
        financing,
        star,
        health,
        actions: Vec::new(),
        workings,
    };
    Ok(Estimated { assessment, kept, values })
}

/// The right that a figure belongs to by the id of its working; `None` for figures of pools, totals and channels.
#[must_use]
pub fn right_of_working(dossier: &Dossier, working: &str) -> Option<String> {
    owner(&dossier.portfolio(), working).map(str::to_owned)
}

fn owner<'a>(rights: &'a [Arc<Asset>], working: &str) -> Option<&'a str> {
    let rest = ["valuation.asset.", "deadlines.fee.", "deadlines.renewal.", "deadlines.outlook."]
        .iter()
        .find_map(|prefix| working.strip_prefix(prefix))?;
    // Ids may contain dots, so the longest one that fits is meant.
    let ids = rights.iter().map(|asset| asset.id.as_str());
    let fits = |id: &&str| rest.strip_prefix(id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    ids.filter(fits).max_by_key(|id| id.len())
}

/// The workings of one right: its score, its value, its fees. Those of pools and totals, which they refer to, are in
/// the assessment; those of single rights only up to
/// [`RIGHTS_WITH_WORKINGS`](crate::valuation::RIGHTS_WITH_WORKINGS) of them.
///
/// # Errors
/// As [`assess`].
pub fn right_workings(dossier: &Dossier, pack: &RulePack, as_of: Date, asset: &str) -> Result<Workings, AssessError> {
    let rules = pack.on(as_of);
    let mut workings = Workings::default();
    let valuation = value_in_detail(dossier, &rules, Detail::Right(asset), &mut workings)?;
    deadlines_in_detail(dossier, &valuation, &rules, Detail::Right(asset), &mut workings)?;
    let rights = dossier.portfolio();
    workings.retain(|id| owner(&rights, id) == Some(asset));
    Ok(workings)
}

/// The best combination of the channels open to a dossier, with the workings of its totals.
///
/// # Errors
/// [`MixError`](crate::financing::mix::MixError), see [`best_mix`](crate::financing::mix::best_mix).
#[cfg(feature = "mix")]
pub fn combine(
    dossier: &Dossier,
    pack: &RulePack,
    as_of: Date,
) -> Result<crate::financing::mix::Combination, MixError> {
    combine_in(crate::financing::mix::SubsidyScenario::Today, dossier, pack, as_of)
}

/// As [`combine`], priced with the support of a scenario.
///
/// # Errors
/// As [`combine`].
#[cfg(feature = "mix")]
pub fn combine_in(
    scenario: crate::financing::mix::SubsidyScenario,
    dossier: &Dossier,
    pack: &RulePack,
    as_of: Date,
) -> Result<crate::financing::mix::Combination, MixError> {
    use crate::financing::mix::{Combination, best_mix_in};

    let rules = pack.on(as_of);
    let valuation = crate::valuation::value_portfolio(dossier, &rules, &mut Workings::unkept())
        .map_err(|error| MixError::Rules { message: error.to_string() })?;
    let values = asset_values(&valuation);
    let financing = assess_channels(dossier, &values, &rules, &mut Workings::unkept())?;
    let mut workings = Workings::default();
    let mix = best_mix_in(scenario, &financing, dossier, &values, &rules, &mut workings)?;
    Ok(Combination { mix, workings })
}

/// What the financing module reads of the valuation: it lends on the low end.
pub(crate) fn asset_values(valuation: &PortfolioValuation) -> AssetValues {
    let mut parts: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
    for pool in &valuation.pools {
        let income = applied(pool, &[Method::RevenueShare, Method::ReliefFromRoyalty, Method::LicenceIncome]);
        let cost = applied(pool, &[Method::Cost]);
        let rate = pool.rate.as_ref().map(|rate| RoyaltyPart {
            product: pool.product.as_deref().unwrap_or_default().into(),
            pool: pool.id.as_str().into(),
            rate: rate.value,
        });
        for part in &pool.members {
            let rate = rate.as_ref().map(|whole| RoyaltyPart { rate: whole.rate * part.share, ..whole.clone() });
            parts.entry(&part.asset).or_default().push(Place { share: part.share, income, cost, rate });
        }
    }
    let mut values = AssetValues::new();
    for asset in &valuation.assets {
        let Some(range) = asset.value else {
            if let Some(years) = asset.remaining_years {
                values.insert_term(asset.asset.clone(), years);
            }
            continue;
        };
        let places = parts.get(asset.asset.as_str()).map_or(&[][..], Vec::as_slice);
        let sum = |value: fn(&Place) -> Option<f64>| {
            let parts = places.iter().filter_map(|place| Some(value(place)? * place.share));
            parts.reduce(|sum, part| sum + part)
        };
        let income = sum(|place| place.income);
        let cost = sum(|place| place.cost);
        let royalties = places.iter().filter_map(|place| place.rate.clone()).collect();
        // Stability runs from 1 to 10 in the indicator tree and from 0 to 1 in the insurance need score.
        let stability = Some((asset.score.stability - 1.0) / 9.0);
        values.insert(
            asset.asset.clone(),
            AssetValue {
                low: range.p10,
                base: range.p50,
                high: range.p90,
                stability,
                cost,
                income,
                royalties,
                remaining_years: asset.remaining_years,
            },
        );
    }
    values
}

/// A right's place in a pool, with what the pool says.
struct Place {
    share: f64,
    income: Option<f64>,
    cost: Option<f64>,
    rate: Option<RoyaltyPart>,
}

/// The value of the first of `methods` that was applied to the pool.
fn applied(pool: &PoolValuation, methods: &[Method]) -> Option<f64> {
    methods.iter().find_map(|method| {
        pool.methods.iter().find(|result| result.method == *method).and_then(|result| match &result.outcome {
            MethodOutcome::Applied { value, .. } => Some(value.value),
            MethodOutcome::NotApplied { .. } => None,
        })
    })
}
