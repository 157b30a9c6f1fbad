//! Requirements of a channel 准入条件: met, not met, not known, each with its reason and source.

use ip_health_engine::financing::{AssetCriterion, ChannelAssessment, CriterionResult};
use ip_health_engine::rules::{Criterion, CriterionKind, Outcome};
use yew::prelude::*;

use super::channel_answers::{Confirmation, DocumentTick, Waiver};
use super::reading::{Reading, Tone, line};
use crate::texts::Texts;

/// The word of an outcome.
pub fn outcome_word(outcome: Outcome, texts: Texts) -> &'static str {
    match outcome {
        Outcome::Pass => texts.outcome_pass(),
        Outcome::Fail => texts.outcome_fail(),
        Outcome::Unknown => texts.outcome_unknown(),
    }
}

/// One requirement, whoever it is asked of, ready to be sorted and shown.
struct Requirement<'a> {
    id: &'a str,
    outcome: Outcome,
    waived: bool,
    /// For requirements of rights: how many pass, fail, are not known, and the first that do not pass.
    rights: Option<&'a AssetCriterion>,
}

fn requirements(channel: &ChannelAssessment) -> Vec<Requirement<'_>> {
    let own = channel.criteria.iter().map(|CriterionResult { criterion, outcome, waived, .. }| Requirement {
        id: criterion,
        outcome: *outcome,
        waived: *waived,
        rights: None,
    });
    let rights = channel.asset_criteria.iter().map(|found| Requirement {
        id: &found.criterion,
        outcome: match (found.fail, found.unknown, found.pass) {
            (0, 0, _) => Outcome::Pass,
            (0, _, _) => Outcome::Unknown,
            _ => Outcome::Fail,
        },
        waived: false,
        rights: Some(found),
    });
    let mut all: Vec<Requirement<'_>> = own.chain(rights).collect();
    // What needs attention first, in the order of the criteria tables.
    all.sort_by_key(|requirement| match requirement.outcome {
        Outcome::Fail => 0,
        Outcome::Unknown => 1,
        Outcome::Pass => 2,
    });
    all
}

/// Requirements with their outcome, reason and source; those that are met are folded away.
pub fn criteria(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let (open, met): (Vec<_>, Vec<_>) =
        requirements(channel).into_iter().partition(|requirement| requirement.outcome != Outcome::Pass);
    html! {
        <>
            if open.is_empty() {
                <p class="report__quiet">{ texts.criteria_none_open() }</p>
            }
            <ul class="lines">
                for requirement in open {
                    { requirement_line(&requirement, reading) }
                }
            </ul>
            if !met.is_empty() {
                <details class="fold">
                    <summary>{ texts.criteria_met(&met.len().to_string()) }</summary>
                    <ul class="lines fold__body">
                        for requirement in met {
                            { requirement_line(&requirement, reading) }
                        }
                    </ul>
                </details>
            }
        </>
    }
}

fn requirement_line(requirement: &Requirement<'_>, reading: &Reading) -> Html {
    let texts = reading.texts;
    let record = reading.criterion(requirement.id);
    let tone = match (requirement.outcome, record.map(|record| record.kind)) {
        (Outcome::Fail, Some(CriterionKind::Soft | CriterionKind::Info)) => Tone::Watch,
        _ if requirement.waived => Tone::Watch,
        (outcome, _) => outcome.into(),
    };
    let kind = record.map(|record| kind_word(record.kind, texts)).unwrap_or_default();
    let content = html! {
        <>
            <span>
                { reading.requirement(requirement.id) }
                { " " }<small>{ kind }
                    if requirement.waived { { " · " }{ texts.criteria_waived() } }
                </small>
            </span>
            if let Some(rights) = requirement.rights {
                <small>{ rights_words(rights, reading) }</small>
            }
            if let (Some(record), true) = (record, requirement.outcome == Outcome::Fail) {
                if let Some(waiver) = &record.waiver {
                    <small>{ texts.criteria_cure(waiver.get(texts.language())) }</small>
                }
            }
            if let Some(record) = record {
                { answer(record, requirement, reading) }
                <div>{ reading.sources(&record.provenance) }</div>
            }
        </>
    };
    line(tone, outcome_word(requirement.outcome, texts), content)
}

/// What only this channel asks can be answered here; a conditional requirement that fails can be waived here.
fn answer(record: &Criterion, requirement: &Requirement<'_>, reading: &Reading) -> Html {
    let need = &reading.dossier.need;
    let (id, sentence) = (requirement.id.to_owned(), reading.requirement(requirement.id));
    let asked = if let Some(fact) = record.measure.strip_prefix("confirm.") {
        let answer = need.confirmations.get(fact).copied();
        html! { <Confirmation fact={fact.to_owned()} requirement={sentence} {answer} /> }
    } else if let Some(document) = record.measure.strip_prefix("document.") {
        let held = need.documents.get(document).copied();
        html! { <DocumentTick document={document.to_owned()} name={reading.title(document)} {held} /> }
    } else {
        Html::default()
    };
    let failing = requirement.outcome == Outcome::Fail || requirement.waived;
    html! {
        <>
            { asked }
            if record.kind == CriterionKind::Conditional && failing {
                if let Some(rights) = requirement.rights {
                    { waivers_by_right(rights, reading) }
                } else {
                    <Waiver criterion={id.clone()} recorded={need.waivers.contains(&id)} />
                }
            }
        </>
    }
}

/// A tick for each right that fails, and one for all of them: a declaration is given for a right, a blanket one for many.
fn waivers_by_right(rights: &AssetCriterion, reading: &Reading) -> Html {
    let texts = reading.texts;
    let recorded = &reading.dossier.need.waivers;
    let failing = rights.examples.iter().filter(|example| example.outcome == Outcome::Fail);
    let single = failing.filter_map(|example| example.asset.as_ref()).map(|asset| {
        let id = [&rights.criterion, "/", asset].concat();
        let ticked = recorded.contains(&id);
        html! { <li key={id.clone()}><Waiver criterion={id} right={reading.asset_name(asset)} recorded={ticked} /></li> }
    });
    html! {
        <ul class="lines waivers">
            { for single }
            if rights.fail > 1 || recorded.contains(rights.criterion.as_str()) {
                <li>
                    <Waiver
                        criterion={rights.criterion.to_string()}
                        right={texts.criteria_waiver_all()}
                        recorded={recorded.contains(rights.criterion.as_str())}
                    />
                </li>
            }
        </ul>
    }
}

fn kind_word(kind: CriterionKind, texts: Texts) -> &'static str {
    match kind {
        CriterionKind::Hard => texts.kind_hard(),
        CriterionKind::Conditional => texts.kind_conditional(),
        CriterionKind::Soft => texts.kind_soft(),
        CriterionKind::Info => texts.kind_info(),
    }
}

fn rights_words(rights: &AssetCriterion, reading: &Reading) -> String {
    let texts = reading.texts;
    let counts = texts.criteria_rights(&rights.pass.to_string(), &rights.fail.to_string(), &rights.unknown.to_string());
    let failing: Vec<String> = rights
        .examples
        .iter()
        .filter(|example| example.outcome == Outcome::Fail)
        .filter_map(|example| example.asset.as_ref().map(ToString::to_string))
        .collect();
    if failing.is_empty() { counts } else { format!("{counts} · {}", reading.asset_names(&failing)) }
}
