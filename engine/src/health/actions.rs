//! The action plan 行动计划: what to do next, ordered by what it unlocks.
//!
//! An action is a change of the dossier. Its effect is measured, not guessed: the changed dossier is assessed again and
//! compared with the first assessment. Again means: the parts that the effect names, and of these only what can differ.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::assess::{AssessError, Assessment, asset_values};
use crate::decide::cheapest;
use crate::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, Encumbrance, EvaluationReport, Licence, PracticeItem, RightDispute, Sector,
};
use crate::financing::{AssetValues, Channel, OpenChannel, assess_open};
use crate::health::{Dimension, DimensionScore, overall_score};
use crate::rules::{Outcome, Rules};
use crate::star::indicators_of;
use crate::star::result::{Indicator, IndicatorCode};
use crate::valuation::{Before, Kept, PortfolioValuation, value_again};

/// What an action changes for the better.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionEffect {
    /// Change of the portfolio's median value, yuan.
    pub value: f64,
    /// Change of the largest amount that one open channel brings, yuan.
    pub amount: f64,
    /// Channels that open.
    pub channels: Vec<Channel>,
    /// STAR indicators that become met.
    pub indicators: Vec<IndicatorCode>,
    /// Change of the overall score, points of 100.
    pub score: f64,
    /// Fall of the least all-in annual cost among the open channels that lend, decimal.
    pub saved: f64,
}

impl ActionEffect {
    /// Whether anything measurable changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value <= 0.0
            && self.amount <= 0.0
            && self.score <= 0.0
            && self.saved <= 0.0
            && self.channels.is_empty()
            && self.indicators.is_empty()
    }
}

/// An action with its measured effect. Words, days and cost are its note of kind action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedAction {
    /// Id of the note.
    pub id: String,
    /// Rights concerned; empty for the enterprise as a whole.
    pub assets: Vec<String>,
    /// What it unlocks.
    pub effect: ActionEffect,
}

/// Whether a right needs an action, and what the action does to it.
type AssetCure = (fn(&Asset) -> bool, fn(&mut Asset));

/// As [`AssetCure`], of a licence.
type LicenceCure = (fn(&Licence) -> bool, fn(&mut Licence));

/// What an action does to a dossier.
struct Cure {
    id: &'static str,
    /// Whether a right needs it, and the right after it. `None` for actions of the enterprise.
    asset: Option<AssetCure>,
    /// Practices it puts in place.
    practices: &'static [PracticeItem],
    /// As `asset`, of licences.
    licence: Option<LicenceCure>,
    /// Whether the valuation reads what it changes.
    values: bool,
    /// Whether the STAR indicators read what it changes.
    indicators: bool,
}

const fn of_assets(id: &'static str, needs: fn(&Asset) -> bool, cure: fn(&mut Asset)) -> Cure {
    Cure { id, asset: Some((needs, cure)), practices: &[], licence: None, values: true, indicators: true }
}

/// As [`of_assets`], of what no value or score reads.
const fn of_papers(id: &'static str, needs: fn(&Asset) -> bool, cure: fn(&mut Asset)) -> Cure {
    Cure { values: false, ..of_assets(id, needs, cure) }
}

const fn of_practice(id: &'static str, practices: &'static [PracticeItem]) -> Cure {
    // What a practice settles is an issue of the enterprise; issues that take patents out of the count name them.
    Cure { id, asset: None, practices, licence: None, values: false, indicators: false }
}

impl Cure {
    /// This cure, of what no STAR indicator reads.
    const fn beside_star(self) -> Self {
        Cure { indicators: false, ..self }
    }
}

const CURES: [Cure; 19] = [
    of_assets("AC-FEES", |asset| asset.fee_arrears == Some(true), |asset| asset.fee_arrears = Some(false))
        .beside_star(),
    of_assets(
        "AC-CONSENT",
        |asset| asset.owner_share.is_some_and(|share| share.get() < 1.0) && asset.coowners_consent == Some(false),
        |asset| asset.coowners_consent = Some(true),
    )
    .beside_star(),
    of_papers(
        "AC-INVENTOR",
        |asset| asset.inventor_employment_checked == Some(false),
        |asset| asset.inventor_employment_checked = Some(true),
    ),
    of_assets(
        "AC-REPORT",
        |asset| {
            matches!(asset.kind, AssetKind::UtilityModel | AssetKind::Design)
                && asset.evaluation_report == Some(EvaluationReport::None)
        },
        |asset| asset.evaluation_report = Some(EvaluationReport::Favourable),
    )
    .beside_star(),
    of_assets(
        "AC-RECORD",
        |asset| asset.registered_owner == Some(false) && asset.kind != AssetKind::GeographicalIndication,
        |asset| asset.registered_owner = Some(true),
    ),
    of_papers(
        "AC-MARKS",
        |asset| asset.mark.similar_included == Some(false),
        |asset| asset.mark.similar_included = Some(true),
    )
    .beside_star(),
    of_papers("AC-COPYRIGHT", |asset| asset.registered == Some(false), |asset| asset.registered = Some(true))
        .beside_star(),
    of_assets(
        "AC-FAST",
        |asset| asset.kind == AssetKind::Invention && asset.status == Some(AssetStatus::Pending),
        |asset| asset.status = Some(AssetStatus::Granted),
    ),
    of_assets(
        "AC-RELEASE",
        |asset| asset.encumbrances.as_ref().is_some_and(|burdens| burdens.contains(&Encumbrance::Pledged)),
        |asset| {
            if let Some(burdens) = &mut asset.encumbrances {
                burdens.remove(&Encumbrance::Pledged);
            }
        },
    ),
    of_assets(
        "AC-INVALIDITY",
        |asset| asset.dispute == Some(RightDispute::InvalidationPending),
        |asset| asset.dispute = Some(RightDispute::Upheld),
    ),
    Cure {
        id: "AC-DEBTOR",
        asset: None,
        practices: &[],
        licence: Some((
            |licence| licence.debtor_confirmed == Some(false),
            |licence| licence.debtor_confirmed = Some(true),
        )),
        values: false,
        indicators: false,
    },
    of_practice("AC-FTO", &[PracticeItem::FreedomToOperate]),
    of_practice("AC-AGREEMENTS", &[PracticeItem::StaffAgreements]),
    of_practice("AC-SECRETS", &[PracticeItem::TradeSecrets]),
    of_practice("AC-OPENSOURCE", &[PracticeItem::OpenSource]),
    of_practice("AC-LEDGER", &[PracticeItem::ProjectLedger, PracticeItem::Timesheets]),
    of_practice("AC-POLICY", &[PracticeItem::Policy, PracticeItem::Officer]),
    of_practice("AC-CALENDAR", &[PracticeItem::FeeCalendar]),
    of_practice("AC-WATCH", &[PracticeItem::Watch]),
];

impl Cure {
    /// Whether there is anything to do.
    fn is_called_for(&self, dossier: &Dossier) -> bool {
        self.asset.is_some_and(|(needs, _)| dossier.assets.iter().any(|asset| is_alive(asset) && needs(asset)))
            || self.practices.iter().any(|practice| is_lacking(*practice, dossier))
            || self.licence.is_some_and(|(needs, _)| dossier.licences.iter().any(needs))
    }

    /// The dossier after the action and the rights concerned; `None` when there is nothing to do.
    fn apply(&self, dossier: &Dossier) -> Option<(Dossier, Vec<String>)> {
        if !self.is_called_for(dossier) {
            return None;
        }
        let mut changed = dossier.clone();
        let mut concerned = Vec::new();
        if let Some((needs, cure)) = self.asset {
            for asset in changed.assets.iter_mut().filter(|asset| is_alive(asset) && needs(asset)) {
                concerned.push(asset.id.clone());
                cure(Arc::make_mut(asset));
            }
        }
        let lacking = self.practices.iter().filter(|practice| is_lacking(**practice, dossier));
        changed.practice.extend(lacking.map(|practice| (*practice, true)));
        if let Some((needs, cure)) = self.licence {
            changed.licences.iter_mut().filter(|licence| needs(licence)).for_each(cure);
        }
        Some((changed, concerned))
    }
}

fn is_alive(asset: &Asset) -> bool {
    asset.status.is_none_or(AssetStatus::is_alive)
}

/// Answered with no, where it applies: an open-source scan says something only where there is software.
fn is_lacking(practice: PracticeItem, dossier: &Dossier) -> bool {
    dossier.practice.get(&practice) == Some(&false) && (practice != PracticeItem::OpenSource || makes_software(dossier))
}

fn makes_software(dossier: &Dossier) -> bool {
    dossier.enterprise.sector == Some(Sector::Software)
        || dossier.assets.iter().any(|asset| asset.kind == AssetKind::SoftwareCopyright)
}

/// The actions that a dossier calls for: their ids, and whether the valuation reads what they change.
#[cfg(feature = "mix")]
pub(crate) fn called_for(dossier: &Dossier) -> Vec<(&'static str, bool)> {
    CURES.iter().filter(|cure| cure.is_called_for(dossier)).map(|cure| (cure.id, cure.values)).collect()
}

/// Whether the valuation reads what an action changes.
pub(crate) fn action_changes_values(id: &str) -> bool {
    CURES.iter().any(|cure| cure.id == id && cure.values)
}

/// The dossier after an action; `None` when there is nothing to do, or no such action.
pub(crate) fn carried_out(id: &str, dossier: &Dossier) -> Option<Dossier> {
    CURES.iter().find(|cure| cure.id == id)?.apply(dossier).map(|(changed, _)| changed)
}

/// What the plan starts from.
pub(crate) struct Basis<'a> {
    pub assessment: &'a Assessment,
    /// What the valuation kept.
    pub kept: &'a Kept,
    /// What financing reads of the valuation.
    pub values: &'a AssetValues,
}

/// The actions that apply, those that unlock most first: channels and STAR indicators, then money, then value, then
/// score.
///
/// # Errors
/// As [`crate::assess`].
pub(crate) fn action_plan(dossier: &Dossier, rules: &Rules, basis: &Basis) -> Result<Vec<PlannedAction>, AssessError> {
    let before = State::of(basis.assessment);
    let mut actions = Vec::new();
    for cure in &CURES {
        if let Some((changed, assets)) = cure.apply(dossier) {
            let after = cure.state_after(dossier, &changed, basis, rules)?;
            actions.push(PlannedAction { id: cure.id.to_owned(), assets, effect: before.effect(after) });
        }
    }
    let opened = |action: &PlannedAction| action.effect.channels.len() + action.effect.indicators.len();
    actions.sort_by(|a, b| {
        let (first, second) = (&a.effect, &b.effect);
        opened(b)
            .cmp(&opened(a))
            .then_with(|| second.amount.total_cmp(&first.amount))
            .then_with(|| second.value.total_cmp(&first.value))
            .then_with(|| second.score.total_cmp(&first.score))
            .then_with(|| a.id.cmp(&b.id))
    });
    Ok(actions)
}

impl Cure {
    /// What the effect names, after the action.
    fn state_after(
        &self,
        dossier: &Dossier,
        changed: &Dossier,
        basis: &Basis,
        rules: &Rules,
    ) -> Result<State, AssessError> {
        let base = basis.assessment;
        let again = match self.values {
            true => {
                let assets = dossier.portfolio();
                let before = Before { assets: &assets, valuation: &base.valuation, kept: basis.kept };
                let valuation = value_again(changed, rules, before)?;
                let values = asset_values(&valuation);
                Some((valuation, values))
            }
            false => None,
        };
        let (valuation, values) =
            again.as_ref().map_or((&base.valuation, basis.values), |(valuation, values)| (valuation, values));
        // Practices are asked by no channel.
        let of_practice = self.asset.is_none() && self.licence.is_none();
        let open = match of_practice {
            true => base.financing.open_now().collect(),
            false => assess_open(changed, values, rules)?,
        };
        let indicators = match self.indicators {
            true => Cow::Owned(indicators_of(changed, rules)?),
            false => Cow::Borrowed(&base.star.indicators[..]),
        };
        // What else a dimension reads is as it was.
        let practised =
            |of: &&DimensionScore| matches!(of.dimension, Dimension::Management | Dimension::RiskProtection);
        let known: Vec<&DimensionScore> = match of_practice {
            true => base.health.dimensions.iter().filter(|score| !practised(score)).collect(),
            false => Vec::new(),
        };
        let score = overall_score(changed, valuation, rules, &known)?;
        Ok(State::new(valuation, &open, &indicators, score))
    }
}

/// What an effect is the difference of.
struct State {
    value: f64,
    amount: f64,
    channels: Vec<Channel>,
    indicators: Vec<IndicatorCode>,
    score: f64,
    cost: Option<f64>,
}

impl State {
    fn of(assessment: &Assessment) -> Self {
        let score = assessment.health.overall.as_ref().map(|score| score.value);
        let open: Vec<OpenChannel> = assessment.financing.open_now().collect();
        State::new(&assessment.valuation, &open, &assessment.star.indicators, score)
    }

    fn new(valuation: &PortfolioValuation, open: &[OpenChannel], indicators: &[Indicator], score: Option<f64>) -> Self {
        let met = indicators.iter().filter(|indicator| indicator.verdict.outcome() == Outcome::Pass);
        State {
            value: valuation.range.p50,
            amount: open.iter().map(|found| found.amount).fold(0.0, libm::fmax),
            channels: open.iter().map(|found| found.channel).collect(),
            indicators: met.map(|indicator| indicator.code).collect(),
            score: score.unwrap_or(0.0),
            cost: cheapest(open.iter().copied()).map(|(_, cost)| cost),
        }
    }

    fn effect(&self, after: State) -> ActionEffect {
        ActionEffect {
            value: after.value - self.value,
            amount: after.amount - self.amount,
            channels: after.channels.into_iter().filter(|channel| !self.channels.contains(channel)).collect(),
            indicators: after.indicators.into_iter().filter(|code| !self.indicators.contains(code)).collect(),
            score: after.score - self.score,
            saved: self.cost.zip(after.cost).map_or(0.0, |(before, after)| before - after),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::assess::{assess, estimate};
    use crate::rules::RulePack;
    use crate::samples::samples;
    use crate::varied;

    /// The plan by a whole assessment for each action.
    fn plan_by_assessments(dossier: &Dossier, pack: &RulePack, base: &Assessment) -> Vec<(String, ActionEffect)> {
        let before = State::of(base);
        let applied = CURES.iter().filter_map(|cure| Some((cure.id, cure.apply(dossier)?.0)));
        applied
            .map(|(id, changed)| {
                let after = estimate(&changed, pack, base.as_of).unwrap();
                (id.to_owned(), before.effect(State::of(&after)))
            })
            .collect()
    }

    fn check(dossier: &Dossier, pack: &RulePack) -> usize {
        let found = assess(dossier, pack, date(2026, 11, 23)).unwrap();
        let mut planned: Vec<(String, ActionEffect)> =
            found.actions.iter().map(|action| (action.id.clone(), action.effect.clone())).collect();
        let mut expected = plan_by_assessments(dossier, pack, &found);
        planned.sort_by(|a, b| a.0.cmp(&b.0));
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(planned, expected);
        planned.len()
    }

    #[test]
    fn the_plan_is_that_of_whole_assessments() {
        let pack = RulePack::built_in().unwrap();
        for (name, dossier) in samples() {
            assert!(check(&dossier, &pack) > 0, "{name}");
        }
    }

    #[test]
    fn the_plan_is_that_of_whole_assessments_in_generated_dossiers() {
        let pack = RulePack::built_in().unwrap();
        let planned: usize = [varied::Answers::Some, varied::Answers::All]
            .into_iter()
            .flat_map(|answers| (0..40).map(move |number| varied::dossier(number, answers)))
            .map(|dossier| check(&dossier, &pack))
            .sum();
        assert!(planned > 200);
    }
}
