//! Criteria over the enterprise, the channel and the portfolio, and the fit that follows.

use std::collections::BTreeMap;

use super::context::{Context, Item};
use super::measures::{AssetMeasure, LicenceMeasure, asset_measure, enterprise_measure, licence_measure};
use super::{AssetCriterion, Channel, CriterionResult, FinancingError, Verdict};
use crate::dossier::AssetKind;
use crate::rules::{Criterion, CriterionKind, Measured, Outcome, Scope, evaluate, soft_score};
use crate::working::joined;

/// Where a right stands after all its criteria.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Passes everything.
    Confirmed,
    /// Nothing fails, something is unknown.
    Unconfirmed,
    /// A conditional criterion fails and its waiver is not recorded.
    NeedsWaiver,
    /// A hard criterion fails, or the kind is not accepted.
    Excluded,
}

/// Measures that a channel computes itself, by name.
pub(super) type ChannelMeasures = BTreeMap<&'static str, Measured>;

/// The outcome of all criteria of a channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Screen {
    pub criteria: Vec<CriterionResult>,
    pub asset_criteria: Vec<AssetCriterion>,
    /// Standing of each item, in the order of the context.
    pub standings: Vec<Standing>,
    pub failed: Vec<String>,
    pub data_needed: Vec<String>,
    needs_waiver: bool,
    hard_unknown: bool,
    soft_known: f64,
    soft_all: f64,
    soft_sum: f64,
}

/// What a criterion is asked of.
enum Asked {
    Asset(AssetMeasure),
    Licence(LicenceMeasure),
    Whole,
}

impl Screen {
    /// Positions of the items that are not excluded.
    pub fn usable(&self) -> Vec<usize> {
        let usable = |(place, standing): (usize, &Standing)| (*standing < Standing::NeedsWaiver).then_some(place);
        self.standings.iter().enumerate().filter_map(usable).collect()
    }

    /// Fit 0–100 with the share of the weight that is known.
    pub fn fit(&self, low_coverage: f64, cap: f64) -> (Option<f64>, f64) {
        let coverage = if self.soft_all > 0.0 { self.soft_known / self.soft_all } else { 0.0 };
        let fit = (self.soft_known > 0.0).then(|| {
            let fit = 100.0 * self.soft_sum / self.soft_known;
            if coverage < low_coverage || self.hard_unknown { libm::fmin(fit, cap) } else { fit }
        });
        (fit, coverage)
    }

    /// The verdict before time and regulation are looked at. `on_assets`: the channel needs at least one right.
    pub fn verdict(&self, on_assets: bool) -> Verdict {
        let best = self.standings.iter().min().copied();
        if !self.failed.is_empty() || (on_assets && best.is_none_or(|best| best == Standing::Excluded)) {
            Verdict::Blocked
        } else if self.needs_waiver || (on_assets && best == Some(Standing::NeedsWaiver)) {
            Verdict::NeedsWaiver
        } else if self.hard_unknown || (on_assets && best == Some(Standing::Unconfirmed)) {
            Verdict::NeedsData
        } else {
            Verdict::Available
        }
    }

    fn whole(
        &mut self,
        context: &Context,
        channel: &ChannelMeasures,
        criterion: &Criterion,
    ) -> Result<(), FinancingError> {
        let measured = match channel.get(criterion.measure.as_str()) {
            Some(measured) => measured.clone(),
            None => enterprise_measure(&criterion.measure, context)?.ok_or_else(|| unknown_measure(criterion))?,
        };
        let outcome = evaluate(criterion, &measured);
        let waived = outcome == Outcome::Fail
            && criterion.kind == CriterionKind::Conditional
            && context.dossier.need.waivers.contains(criterion.id.as_str());
        match (criterion.kind, outcome) {
            (CriterionKind::Hard, Outcome::Fail) => self.failed.push(criterion.id.to_string()),
            (CriterionKind::Conditional, Outcome::Fail) if !waived => self.needs_waiver = true,
            (CriterionKind::Hard | CriterionKind::Conditional, Outcome::Unknown) => {
                self.hard_unknown |= criterion.kind == CriterionKind::Hard;
                self.data_needed.push(criterion.id.to_string());
            }
            (CriterionKind::Soft, _) => {
                let score = match overdue_half(context, criterion, &measured)? {
                    Some(score) => Some(score),
                    None => soft_score(criterion, &measured),
                };
                self.add_soft(criterion, score);
                if score.is_none() {
                    self.data_needed.push(criterion.id.to_string());
                }
            }
            _ => {}
        }
        self.criteria.push(CriterionResult { criterion: criterion.id.clone(), asset: None, measured, outcome, waived });
        Ok(())
    }

    fn add_soft(&mut self, criterion: &Criterion, score: Option<f64>) {
        self.soft_all += criterion.weight;
        if let Some(score) = score {
            self.soft_known += criterion.weight;
            self.soft_sum += criterion.weight * score;
        }
    }
}

/// Asks all criteria of a channel.
///
/// `borrowed` are further criteria of the pledge, such as the bank's view of the enterprise; `kinds` the rights that the
/// channel takes.
pub(super) fn screen(
    context: &Context,
    code: &str,
    borrowed: &dyn Fn(&Criterion) -> bool,
    kinds: &[AssetKind],
    channel: &ChannelMeasures,
) -> Result<Screen, FinancingError> {
    let mut screen = Screen::default();
    let criteria: Vec<&Criterion> = context
        .rules
        .criteria_of_both([code, Channel::Pledge.code()])
        .filter(|criterion| criterion.channel == code || borrowed(criterion))
        .collect();
    let on_assets: Vec<&Criterion> =
        criteria.iter().copied().filter(|criterion| criterion.scope == Scope::Asset).collect();
    screen.standings = context
        .items
        .iter()
        .map(|item| if kinds.contains(&item.asset.kind) { Standing::Confirmed } else { Standing::Excluded })
        .collect();
    let chosen: Vec<bool> = screen.standings.iter().map(|standing| *standing == Standing::Confirmed).collect();
    // Hard and conditional ones first: soft ones are weighed over what is left.
    for criterion in on_assets.iter().filter(|criterion| criterion.kind != CriterionKind::Soft) {
        ask_assets(&mut screen, context, criterion, &chosen)?;
    }
    for criterion in on_assets.iter().filter(|criterion| criterion.kind == CriterionKind::Soft) {
        ask_assets(&mut screen, context, criterion, &chosen)?;
    }
    for criterion in criteria.iter().filter(|criterion| criterion.scope != Scope::Asset) {
        screen.whole(context, channel, criterion)?;
    }
    Ok(screen)
}

fn ask_assets(
    screen: &mut Screen,
    context: &Context,
    criterion: &Criterion,
    chosen: &[bool],
) -> Result<(), FinancingError> {
    let Asked::Asset(measure) = asked(criterion)? else { return Ok(()) };
    let kinds = applies_to(criterion);
    let mut tally =
        AssetCriterion { criterion: criterion.id.clone(), pass: 0, fail: 0, unknown: 0, examples: Vec::new() };
    let soft = criterion.kind == CriterionKind::Soft;
    let (mut sum, mut known, mut all) = (0.0, 0.0, 0.0);
    for ((item, standing), chosen) in context.items.iter().zip(&mut screen.standings).zip(chosen) {
        let applies = kinds.as_ref().is_none_or(|kinds| kinds.contains(&item.asset.kind));
        if !chosen || !applies || (soft && *standing == Standing::Excluded) {
            continue;
        }
        let measured = measure(item, context);
        let outcome = evaluate(criterion, &measured);
        if soft {
            let weight = item.value.map_or(1.0, |value| libm::fmax(value.low, 1.0));
            all += weight;
            if let Some(score) = soft_score(criterion, &measured) {
                known += weight;
                sum += weight * score;
            }
        }
        record(context, criterion, item, measured, outcome, standing, &mut tally);
    }
    if soft && all > 0.0 {
        // Known for too small a part of the value is not known.
        let enough = context.rules.number("financing.fit.low-coverage")?;
        let score = (known > 0.0 && known >= enough * all).then(|| sum / known);
        screen.add_soft(criterion, score);
        if score.is_none() {
            screen.data_needed.push(criterion.id.to_string());
        }
    } else if !soft && tally.unknown > 0 && criterion.kind != CriterionKind::Info {
        screen.data_needed.push(criterion.id.to_string());
    }
    if tally.pass + tally.fail + tally.unknown > 0 {
        screen.asset_criteria.push(tally);
    }
    Ok(())
}

fn record(
    context: &Context,
    criterion: &Criterion,
    item: &Item,
    measured: Measured,
    outcome: Outcome,
    standing: &mut Standing,
    tally: &mut AssetCriterion,
) {
    let waived = outcome == Outcome::Fail
        && criterion.kind == CriterionKind::Conditional
        && waiver_recorded(context, &criterion.id, &item.asset.id);
    let after = match (criterion.kind, outcome) {
        (CriterionKind::Hard, Outcome::Fail) => Standing::Excluded,
        (CriterionKind::Conditional, Outcome::Fail) if !waived => Standing::NeedsWaiver,
        (CriterionKind::Hard | CriterionKind::Conditional, Outcome::Unknown) => Standing::Unconfirmed,
        _ => Standing::Confirmed,
    };
    *standing = (*standing).max(after);
    count(tally, context, &item.asset.id, measured, outcome, waived);
}

/// Counts one outcome of a criterion; the first that do not pass are named where somebody reads them.
fn count(
    tally: &mut AssetCriterion,
    context: &Context,
    asset: &str,
    measured: Measured,
    outcome: Outcome,
    waived: bool,
) {
    match outcome {
        Outcome::Pass => tally.pass += 1,
        Outcome::Fail => tally.fail += 1,
        Outcome::Unknown => tally.unknown += 1,
    }
    if context.in_whole() && outcome != Outcome::Pass && tally.examples.len() < AssetCriterion::EXAMPLES {
        let criterion = tally.criterion.clone();
        tally.examples.push(CriterionResult { criterion, asset: Some(asset.into()), measured, outcome, waived });
    }
}

/// The criteria of licence income, asked of each outward licence.
pub(super) fn screen_licences(
    context: &Context,
    code: &str,
    borrowed: &dyn Fn(&Criterion) -> bool,
) -> Result<(Screen, Vec<Standing>), FinancingError> {
    let mut screen = Screen::default();
    let mut standings = vec![Standing::Confirmed; context.licences.len()];
    for criterion in context.rules.criteria(code) {
        let Asked::Licence(measure) = asked(criterion)? else { continue };
        let mut tally =
            AssetCriterion { criterion: criterion.id.clone(), pass: 0, fail: 0, unknown: 0, examples: Vec::new() };
        let mut scores = Vec::new();
        for (licence, standing) in context.licences.iter().zip(&mut standings) {
            if criterion.kind == CriterionKind::Soft && *standing == Standing::Excluded {
                continue;
            }
            let measured = measure(licence, context);
            let outcome = evaluate(criterion, &measured);
            scores.push(soft_score(criterion, &measured));
            *standing = (*standing).max(match (criterion.kind, outcome) {
                (CriterionKind::Hard, Outcome::Fail) => Standing::Excluded,
                (CriterionKind::Hard, Outcome::Unknown) => Standing::Unconfirmed,
                _ => Standing::Confirmed,
            });
            count(&mut tally, context, &licence.id, measured, outcome, false);
        }
        if criterion.kind == CriterionKind::Soft && !scores.is_empty() {
            let known: Vec<f64> = scores.iter().flatten().copied().collect();
            let score = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
            screen.add_soft(criterion, score);
        }
        if tally.unknown > 0 {
            screen.data_needed.push(criterion.id.to_string());
        }
        if tally.pass + tally.fail + tally.unknown > 0 {
            screen.asset_criteria.push(tally);
        }
    }
    let channel = ChannelMeasures::new();
    for criterion in context.rules.criteria(Channel::Pledge.code()).filter(|criterion| borrowed(criterion)) {
        if criterion.scope != Scope::Asset {
            screen.whole(context, &channel, criterion)?;
        }
    }
    Ok((screen, standings))
}

/// Whether the waiver of a criterion is in writing, for all rights or for this one.
fn waiver_recorded(context: &Context, criterion: &str, asset: &str) -> bool {
    let waivers = &context.dossier.need.waivers;
    !waivers.is_empty() && (waivers.contains(criterion) || waivers.contains(joined(&[criterion, "/", asset]).as_str()))
}

/// Few overdue entries earn half the score instead of a share of it.
fn overdue_half(context: &Context, criterion: &Criterion, measured: &Measured) -> Result<Option<f64>, FinancingError> {
    if criterion.measure != "enterprise.credit_overdue_24m" {
        return Ok(None);
    }
    let half = context.rules.number("financing.overdue-half-score")?;
    Ok(match measured {
        Measured::Number(count) if *count > 0.0 && *count <= half => Some(0.5),
        _ => None,
    })
}

fn asked(criterion: &Criterion) -> Result<Asked, FinancingError> {
    if criterion.scope != Scope::Asset {
        return Ok(Asked::Whole);
    }
    if let Some(measure) = asset_measure(&criterion.measure) {
        return Ok(Asked::Asset(measure));
    }
    if let Some(measure) = licence_measure(&criterion.measure) {
        return Ok(Asked::Licence(measure));
    }
    if criterion.measure.starts_with("confirm.") {
        return Ok(Asked::Whole);
    }
    Err(unknown_measure(criterion))
}

fn unknown_measure(criterion: &Criterion) -> FinancingError {
    FinancingError::UnknownMeasure { criterion: criterion.id.to_string(), measure: criterion.measure.clone() }
}

fn applies_to(criterion: &Criterion) -> Option<Vec<AssetKind>> {
    let listed = |kind: &AssetKind| criterion.applies_to.iter().any(|code| code == kind.code());
    (!criterion.applies_to.is_empty()).then(|| AssetKind::ALL.into_iter().filter(listed).collect())
}
