//! Findings 异常指标, gravest first: evidence, why it matters, what to do, source.

use ip_health_engine::health::{Evidence, Finding, Severity};
use yew::prelude::*;

use super::portrait::dimension_word;
use super::reading::{Reading, SectionProps, Tone, head, tag};
use crate::fields::{path_name, route_of};
use crate::format::quantity;
use crate::texts::Texts;

/// The tone and word of a severity.
pub fn severity_words(severity: Severity, texts: Texts) -> (Tone, &'static str) {
    match severity {
        Severity::Blocking => (Tone::Bad, texts.finding_blocking()),
        Severity::Abnormal => (Tone::Bad, texts.finding_abnormal()),
        Severity::Watch => (Tone::Watch, texts.finding_watch()),
        Severity::Note => (Tone::Unknown, texts.finding_note()),
    }
}

/// One piece of evidence in words.
pub fn evidence_words(evidence: &Evidence, reading: &Reading) -> String {
    let texts = reading.texts;
    match evidence {
        Evidence::Assets { ids } => texts.evidence_rights(ids.len(), &reading.asset_names(ids)),
        Evidence::Number { term, value, limit, unit } => {
            let name = term.name(texts.language());
            let value = quantity(*value, *unit, texts);
            match limit {
                Some(limit) => texts.evidence_number_limit(name, &value, &quantity(*limit, *unit, texts)),
                None => texts.evidence_number(name, &value),
            }
        }
        Evidence::Answer { path } => texts.evidence_answer(&path_name(path, texts)),
    }
}

/// The card.
#[component]
pub fn Findings(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let findings = &reading.assessment.health.findings;
    html! {
        <section class="report__card" id="report-findings">
            { head(texts.report_findings_title(), texts.report_findings_count(&findings.len().to_string())) }
            if findings.is_empty() {
                <p>{ texts.report_findings_none() }</p>
            }
            for finding in findings {
                { fold(finding, reading) }
            }
        </section>
    }
}

fn fold(finding: &Finding, reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let note = reading.note(&finding.id);
    let path = finding.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Answer { path } => Some(path),
        _ => None,
    });
    html! {
        <details class="fold" key={finding.id.clone()}>
            <summary>
                { tag(severity_words(finding.severity, texts)) }
                <strong>{ reading.title(&finding.id) }</strong>
                <span class="is-end">{ dimension_word(finding.dimension, texts) }</span>
            </summary>
            <div class="fold__body">
                <dl class="pairs">
                    <dt>{ texts.finding_evidence() }</dt>
                    <dd>
                        for evidence in &finding.evidence {
                            <div>{ evidence_words(evidence, reading) }</div>
                        }
                        if let Some(path) = path {
                            <a href={route_of(path).to_string()}>{ texts.origin_change() }</a>
                        }
                    </dd>
                    if let Some(body) = note.and_then(|note| note.body.as_ref()) {
                        <dt>{ texts.finding_why() }</dt><dd>{ body.get(language).to_owned() }</dd>
                    }
                    if let Some(action) = note.and_then(|note| note.action.as_ref()) {
                        <dt>{ texts.finding_what_to_do() }</dt><dd>{ action.get(language).to_owned() }</dd>
                    }
                </dl>
                if let Some(note) = note {
                    <div>{ reading.sources(&note.provenance) }</div>
                }
            </div>
        </details>
    }
}
