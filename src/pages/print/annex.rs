//! Annexes: sources, assumptions, workings, the list of rights.

use std::collections::BTreeSet;

use ip_health_engine::rules::{Provenance, Source};
use ip_health_engine::valuation::MethodOutcome;
use ip_health_engine::working::{Figure, Origin, Step, StepKind, explain};
use yew::prelude::*;

use super::part;
use crate::fields::Coded;
use crate::format::{self, quantity};
use crate::pages::report::{Reading, assumption_table, doubtful};
use crate::texts::Texts;

/// Every document that a figure, finding or requirement of this report rests on.
pub fn sources(reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let cited = cited(reading);
    let used: Vec<&Source> =
        reading.rules.pack().sources.iter().filter(|source| cited.contains(source.id.as_str())).collect();
    let content = html! {
        <ol class="paper__sources">
            for source in used {
                <li>
                    { source.title.get(language).to_owned() }
                    if !source.address.is_empty() {
                        <br /><small>{ source.address.clone() }</small>
                    }
                    { " " }<small>{ texts.source_read(&format::date(source.read)) }</small>
                </li>
            }
        </ol>
    };
    part(texts.print_annex_1(), texts.print_sources(), content)
}

fn cited(reading: &Reading) -> BTreeSet<&str> {
    let assessment = &reading.assessment;
    let pack = reading.rules.pack();
    let rules: BTreeSet<&str> = assessment.workings.iter().flat_map(|(_, working)| working.rules()).collect();
    let channels = &assessment.financing.channels;
    let criteria: BTreeSet<&str> = channels
        .iter()
        .flat_map(|channel| {
            let own = channel.criteria.iter().map(|result| result.criterion.as_str());
            own.chain(channel.asset_criteria.iter().map(|result| result.criterion.as_str()))
        })
        .collect();
    let notes: BTreeSet<&str> = channels
        .iter()
        .flat_map(|channel| channel.legal_basis.iter().map(|id| id.as_str()))
        .chain(assessment.health.findings.iter().map(|finding| finding.id.as_str()))
        .collect();
    let parameters = pack.parameters.iter().filter(|record| rules.contains(record.id.as_str()));
    let criteria = pack.criteria.iter().filter(move |record| criteria.contains(record.id.as_str()));
    let notes = pack.notes.iter().filter(move |record| notes.contains(record.id.as_str()));
    let provenances = parameters
        .map(|record| &record.provenance)
        .chain(criteria.map(|record| &record.provenance))
        .chain(notes.map(|record| &record.provenance));
    provenances.flat_map(|found: &Provenance| found.citations.iter().map(|place| place.source.as_str())).collect()
}

/// Every number that is assumed or not verified.
pub fn assumptions(reading: &Reading) -> Html {
    let texts = reading.texts;
    let records = doubtful(reading);
    if records.is_empty() {
        return Html::default();
    }
    let content = html! {
        <>
            <p>{ texts.report_assumptions_remark() }</p>
            { assumption_table(&records, reading) }
        </>
    };
    part(texts.print_annex_2(), texts.report_assumptions_title(), content)
}

/// The workings of the figures that the report rests on.
pub fn workings(reading: &Reading) -> Html {
    let texts = reading.texts;
    let assessment = &reading.assessment;
    let mut seen = BTreeSet::new();
    let shown: Vec<Html> = figures(reading)
        .into_iter()
        .filter(|figure| seen.insert(figure.working.as_str()))
        .filter_map(|figure| assessment.workings.get(&figure.working))
        .map(|working| {
            let steps = explain(working, texts.language());
            html! {
                <li>
                    <ul>
                        for step in steps.iter().rev() {
                            <li>{ step_words(step, texts) }</li>
                        }
                    </ul>
                </li>
            }
        })
        .collect();
    let content = html! { <ol class="paper__workings">{ for shown }</ol> };
    part(texts.print_annex_3(), texts.print_workings(), content)
}

/// The figures of the report in its order.
fn figures(reading: &Reading) -> Vec<&Figure> {
    let assessment = &reading.assessment;
    let valuation = &assessment.valuation;
    let mut figures: Vec<&Figure> = assessment.health.overall.iter().collect();
    figures.extend(assessment.health.dimensions.iter().filter_map(|found| found.score.as_ref()));
    figures.push(&valuation.value);
    for pool in &valuation.pools {
        figures.push(&pool.value);
        figures.extend([&pool.rate, &pool.discount_rate, &pool.life].into_iter().flatten());
        figures.extend(pool.methods.iter().filter_map(|result| match &result.outcome {
            MethodOutcome::Applied { value, .. } => Some(value),
            MethodOutcome::NotApplied { .. } => None,
        }));
    }
    figures.extend(valuation.licensed_in.iter().filter_map(|found| found.value.as_ref()));
    for indicator in &assessment.star.indicators {
        figures.extend(indicator.arms.iter().filter_map(|arm| arm.value.as_ref()));
    }
    for channel in &assessment.financing.channels {
        figures.extend(channel.amount.as_ref().map(|amount| &amount.base));
        figures.extend(channel.limits.iter().map(|limit| &limit.figure));
        figures.extend([&channel.cost, &channel.cost_after_subsidy, &channel.dilution].into_iter().flatten());
    }
    figures
}

/// `现值 = Σ(收益ₜ × 折现系数ₜ) = 4,410 万元`, or `折现率：12.3%（规则）`.
fn step_words(step: &Step, texts: Texts) -> String {
    const PERIODS: usize = 12;
    let mut values: Vec<String> =
        step.values.iter().take(PERIODS).map(|value| quantity(*value, step.unit, texts)).collect();
    if step.values.len() > PERIODS {
        values.push("…".to_owned());
    }
    let values = values.join("; ");
    match &step.kind {
        StepKind::Computed { formula, .. } => format!("{} = {formula} = {values}", step.name),
        StepKind::Given(origin) => {
            let from = match origin {
                Origin::Answered { .. } => texts.origin_answered(),
                Origin::Rule { .. } => texts.origin_rule(),
                Origin::Figure { .. } | Origin::Figures { .. } => texts.origin_derived(),
                Origin::Stated => texts.origin_stated(),
            };
            texts.print_given(&step.name, &values, from)
        }
    }
}

/// The list of rights with score and value.
pub fn rights(reading: &Reading) -> Html {
    let texts = reading.texts;
    let assets = &reading.assessment.valuation.assets;
    if assets.is_empty() {
        return Html::default();
    }
    let number = |id: &str| reading.asset(id).and_then(|asset| asset.number.clone()).unwrap_or_default();
    let content = html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.print_right() }</th>
                    <th scope="col">{ texts.print_right_number() }</th>
                    <th scope="col">{ texts.print_right_kind() }</th>
                    <th scope="col" class="is-number">{ texts.print_right_years() }</th>
                    <th scope="col" class="is-number">{ texts.report_score() }</th>
                    <th scope="col" class="is-number">{ texts.print_right_value() }</th>
                </tr>
            </thead>
            <tbody>
                for found in assets {
                    <tr>
                        <th scope="row">{ reading.asset_name(&found.asset) }</th>
                        <td>{ number(&found.asset) }</td>
                        <td>{ found.kind.label(texts) }</td>
                        <td class="is-number">{ found.remaining_years.map_or_else(|| "—".to_owned(), |years| format::decimal(years, 1)) }</td>
                        <td class="is-number">{ format::decimal(found.score.index.value, 0) }</td>
                        <td class="is-number">{ found.value.map_or_else(|| "—".to_owned(), |range| format::short_money(range.p50)) }</td>
                    </tr>
                }
            </tbody>
        </table>
    };
    part(texts.print_annex_4(), texts.print_rights(), content)
}
