//! Assumptions used 所用假设: every record behind a figure that is not law we have read.

use std::collections::BTreeSet;

use ip_health_engine::rules::{Confidence, Parameter, Value};
use yew::prelude::*;

use super::reading::{Reading, SectionProps, head};
use crate::components::{cite, confidence_tag};
use crate::format::quantity;

/// The parameters that some working rests on and that are assumed, unverified or from a secondary source; assumptions
/// first.
pub fn doubtful(reading: &Reading) -> Vec<&Parameter> {
    let used: BTreeSet<&str> = reading.assessment.workings.iter().flat_map(|(_, working)| working.rules()).collect();
    let day = reading.assessment.as_of;
    let mut found: Vec<&Parameter> = reading
        .rules
        .pack()
        .parameters
        .iter()
        .filter(|record| used.contains(record.id.as_str()))
        .filter(|record| record.provenance.confidence != Confidence::Verified)
        .filter(|record| record.provenance.valid.holds_on(day))
        .collect();
    found.sort_by(|a, b| b.provenance.confidence.cmp(&a.provenance.confidence).then_with(|| a.id.cmp(&b.id)));
    found
}

/// The value of a record in words.
pub fn value_words(record: &Parameter, reading: &Reading) -> String {
    let texts = reading.texts;
    let show = |number: f64| quantity(number, record.unit, texts);
    let row = |numbers: &[f64]| {
        let numbers: Vec<String> = numbers.iter().map(|number| show(*number)).collect();
        numbers.join(" / ")
    };
    match &record.value {
        Value::Number(number) => show(*number),
        Value::Triple(triple) => row(triple),
        Value::List(list) => row(list),
        Value::Flag(true) => texts.word_yes().to_owned(),
        Value::Flag(false) => texts.word_no().to_owned(),
        Value::Code(code) => code.clone(),
        Value::Codes(codes) => codes.join(texts.list_separator()),
        Value::Day(day) => crate::format::date(*day),
    }
}

/// The card.
#[component]
pub fn Assumptions(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let records = doubtful(reading);
    html! {
        <section class="report__card" id="report-assumptions">
            { head(texts.report_assumptions_title(), texts.report_assumptions_count(&records.len().to_string())) }
            <p class="report__quiet">{ texts.report_assumptions_remark() }</p>
            <details class="fold">
                <summary>{ texts.report_assumptions_show() }</summary>
                { table(&records, reading) }
            </details>
        </section>
    }
}

/// The records with value, confidence and reason or source.
pub fn table(records: &[&Parameter], reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let why = |record: &Parameter| match &record.provenance.reason {
        Some(reason) => reason.get(language).to_owned(),
        None => record.provenance.citations.first().map(|place| cite(place, &reading.rules, texts)).unwrap_or_default(),
    };
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.report_assumptions_title()}>
            <table class="report__table report__table--dense">
                <thead>
                    <tr>
                        <th scope="col">{ texts.report_assumption() }</th>
                        <th scope="col" class="is-number">{ texts.report_value() }</th>
                        <th scope="col">{ texts.report_confidence() }</th>
                        <th scope="col">{ texts.report_reason() }</th>
                    </tr>
                </thead>
                <tbody>
                    for record in records {
                        <tr key={record.id.clone()}>
                            <th scope="row">{ record.label.get(language).to_owned() }</th>
                            <td class="is-number">{ value_words(record, reading) }</td>
                            <td>{ confidence_tag(record.provenance.confidence, texts) }</td>
                            <td>{ why(record) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}
