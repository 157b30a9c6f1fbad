//! The action plan 行动计划: what to do next, ordered by what it unlocks.
//!
//! An action is a change of the dossier. Its effect is measured, not guessed: the changed dossier is assessed again and
//! compared with the first assessment.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::assess::{AssessError, Assessment, estimate};
use crate::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, Encumbrance, EvaluationReport, PracticeItem, RightDispute, Sector,
};
use crate::financing::Channel;
use crate::rules::RulePack;
use crate::star::result::IndicatorCode;

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
}

impl ActionEffect {
    /// Whether anything measurable changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.value <= 0.0
            && self.amount <= 0.0
            && self.score <= 0.0
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

/// What an action does to a dossier.
struct Cure {
    id: &'static str,
    /// Whether a right needs it, and the right after it. `None` for actions of the enterprise.
    asset: Option<AssetCure>,
    /// Practices it puts in place.
    practices: &'static [PracticeItem],
    /// Anything else it changes; returns whether it changed something.
    other: Option<fn(&mut Dossier) -> bool>,
}

const fn of_assets(id: &'static str, needs: fn(&Asset) -> bool, cure: fn(&mut Asset)) -> Cure {
    Cure { id, asset: Some((needs, cure)), practices: &[], other: None }
}

const fn of_practice(id: &'static str, practices: &'static [PracticeItem]) -> Cure {
    Cure { id, asset: None, practices, other: None }
}

const CURES: [Cure; 19] = [
    of_assets("AC-FEES", |asset| asset.fee_arrears == Some(true), |asset| asset.fee_arrears = Some(false)),
    of_assets(
        "AC-CONSENT",
        |asset| asset.owner_share.is_some_and(|share| share.get() < 1.0) && asset.coowners_consent == Some(false),
        |asset| asset.coowners_consent = Some(true),
    ),
    of_assets(
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
    ),
    of_assets(
        "AC-RECORD",
        |asset| asset.registered_owner == Some(false) && asset.kind != AssetKind::GeographicalIndication,
        |asset| asset.registered_owner = Some(true),
    ),
    of_assets(
        "AC-MARKS",
        |asset| asset.mark.similar_included == Some(false),
        |asset| asset.mark.similar_included = Some(true),
    ),
    of_assets("AC-COPYRIGHT", |asset| asset.registered == Some(false), |asset| asset.registered = Some(true)),
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
        other: Some(|dossier| {
            let mut changed = false;
            for licence in &mut dossier.licences {
                if licence.debtor_confirmed == Some(false) {
                    licence.debtor_confirmed = Some(true);
                    changed = true;
                }
            }
            changed
        }),
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
    /// The dossier after the action and the rights concerned; `None` when there is nothing to do.
    fn apply(&self, dossier: &Dossier) -> Option<(Dossier, Vec<String>)> {
        let mut changed = dossier.clone();
        let mut concerned = Vec::new();
        let mut any = false;
        if let Some((needs, cure)) = self.asset {
            for asset in &mut changed.assets {
                let alive = asset.status.is_none_or(AssetStatus::is_alive);
                if alive && needs(asset) {
                    concerned.push(asset.id.clone());
                    cure(Arc::make_mut(asset));
                    any = true;
                }
            }
        }
        for practice in self.practices {
            // An open-source scan says something only where there is software.
            let applies = *practice != PracticeItem::OpenSource || makes_software(dossier);
            if applies && changed.practice.get(practice) == Some(&false) {
                changed.practice.insert(*practice, true);
                any = true;
            }
        }
        if let Some(other) = self.other {
            any |= other(&mut changed);
        }
        any.then_some((changed, concerned))
    }
}

fn makes_software(dossier: &Dossier) -> bool {
    dossier.enterprise.sector == Some(Sector::Software)
        || dossier.assets.iter().any(|asset| asset.kind == AssetKind::SoftwareCopyright)
}

/// The actions that apply, those that unlock most first: channels and STAR indicators, then money, then value, then
/// score.
///
/// # Errors
/// As [`crate::assess`].
pub fn action_plan(dossier: &Dossier, pack: &RulePack, base: &Assessment) -> Result<Vec<PlannedAction>, AssessError> {
    let mut actions = Vec::new();
    for cure in &CURES {
        if let Some((changed, assets)) = cure.apply(dossier) {
            let after = estimate(&changed, pack, base.as_of)?;
            actions.push(PlannedAction { id: cure.id.to_owned(), assets, effect: effect(base, &after) });
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

fn effect(base: &Assessment, after: &Assessment) -> ActionEffect {
    let open = |assessment: &Assessment| -> Vec<Channel> {
        assessment.open_channels().map(|channel| channel.channel).collect()
    };
    let before = open(base);
    let met = |assessment: &Assessment| -> Vec<IndicatorCode> {
        let indicators = assessment.star.indicators.iter();
        let met = indicators.filter(|indicator| indicator.verdict.outcome() == crate::rules::Outcome::Pass);
        met.map(|indicator| indicator.code).collect()
    };
    let met_before = met(base);
    let amount = |assessment: &Assessment| {
        assessment
            .open_channels()
            .filter_map(|channel| channel.amount.as_ref())
            .map(|amount| amount.base.value)
            .fold(0.0, libm::fmax)
    };
    let score = |assessment: &Assessment| assessment.health.overall.as_ref().map_or(0.0, |score| score.value);
    ActionEffect {
        value: after.valuation.range.p50 - base.valuation.range.p50,
        amount: amount(after) - amount(base),
        channels: open(after).into_iter().filter(|channel| !before.contains(channel)).collect(),
        indicators: met(after).into_iter().filter(|code| !met_before.contains(code)).collect(),
        score: score(after) - score(base),
    }
}
