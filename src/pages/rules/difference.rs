//! What a pack changes against the rules of this build, record by record and field by field.

use ip_health_engine::rules::{Text, Unit, Value};
use ip_health_engine::station::{Difference, FieldChange, FieldValue, RecordChange, RecordKind};
use yew::prelude::*;

use crate::format::{decimal, quantity};
use crate::texts::Texts;

/// The difference as a list: first what changes, then what is new, then what ends.
pub fn changes(difference: &Difference, texts: Texts) -> Html {
    let count = |kind: fn(&RecordChange) -> bool| difference.changes.iter().filter(|change| kind(change)).count();
    let changed = count(|change| matches!(change, RecordChange::Changed { .. }));
    let added = count(|change| matches!(change, RecordChange::Added { .. }));
    let ended = count(|change| matches!(change, RecordChange::Ended { .. }));
    let mut sorted: Vec<&RecordChange> = difference.changes.iter().collect();
    sorted.sort_by_key(|change| match change {
        RecordChange::Changed { .. } => 0,
        RecordChange::Added { .. } => 1,
        RecordChange::Ended { .. } => 2,
    });
    html! {
        <>
            <p>
                { texts.rules_change_counts(
                    &changed.to_string(), &added.to_string(), &ended.to_string(), &difference.same.to_string(),
                ) }
            </p>
            <ul class="rules__changes">
                for change in sorted { { record(change, texts) } }
            </ul>
        </>
    }
}

fn record(change: &RecordChange, texts: Texts) -> Html {
    let language = texts.language();
    let head = |word: &'static str, kind: RecordKind, id: &str, name: &Text| {
        html! {
            <>
                <span class="rules__what">{ word }</span>
                <strong>{ name.get(language).to_owned() }</strong>
                <small>{ kind_word(kind, texts) }{ " " }<code>{ id.to_owned() }</code></small>
            </>
        }
    };
    match change {
        RecordChange::Changed { kind, id, name, fields } => html! {
            <li key={format!("{}/{id}", kind.table())}>
                <p>{ head(texts.rules_changed(), *kind, id, name) }</p>
                <div class="report__scroll" tabindex="0" role="region" aria-label={id.clone()}>
                    <table class="report__table report__table--dense">
                        <thead>
                            <tr>
                                <th scope="col">{ texts.rules_field() }</th>
                                <th scope="col">{ texts.rules_before() }</th>
                                <th scope="col">{ texts.rules_after() }</th>
                            </tr>
                        </thead>
                        <tbody>
                            for field in fields {
                                <tr key={field.field.clone()}>
                                    <th scope="row">{ field_name(&field.field, texts) }</th>
                                    <td>{ show(&field.before, texts) }</td>
                                    <td>{ show(&field.after, texts) }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
            </li>
        },
        RecordChange::Added { kind, id, name, fields } => html! {
            <li key={format!("{}/{id}", kind.table())}>
                <details class="fold">
                    <summary>{ head(texts.rules_added(), *kind, id, name) }</summary>
                    <dl class="pairs fold__body">
                        for FieldChange { field, after, .. } in fields {
                            <dt>{ field_name(field, texts) }</dt><dd>{ show(after, texts) }</dd>
                        }
                    </dl>
                </details>
            </li>
        },
        RecordChange::Ended { kind, id, name, on, reason } => html! {
            <li key={format!("end/{id}")}>
                <p>{ head(texts.rules_ended(), *kind, id, name) }</p>
                <p>
                    { on.map_or_else(|| texts.rules_ended_at_once().to_owned(), |day| texts.rules_ended_on(&day.to_string())) }
                    { " " }{ reason.get(language).to_owned() }
                </p>
            </li>
        },
    }
}

/// The word of a kind of record.
pub fn kind_word(kind: RecordKind, texts: Texts) -> &'static str {
    match kind {
        RecordKind::Header => texts.rules_kind_header(),
        RecordKind::Source => texts.rules_kind_source(),
        RecordKind::Parameter => texts.rules_kind_parameter(),
        RecordKind::Criterion => texts.rules_kind_criterion(),
        RecordKind::Note => texts.rules_kind_note(),
        RecordKind::End => texts.rules_kind_end(),
    }
}

/// What a field is called beside its name in the file; fields that people name themselves have no other name.
pub fn field_name(field: &str, texts: Texts) -> Html {
    let top = field.split('.').next().unwrap_or_default();
    let word = match top {
        "id" => texts.rules_field_id(),
        "title" | "label" | "text" => texts.rules_field_words(),
        "value" | "threshold" => texts.rules_field_value(),
        "range" => texts.rules_field_range(),
        "unit" => texts.rules_field_unit(),
        "source" => texts.rules_kind_source(),
        "confidence" => texts.rules_field_confidence(),
        "reason" => texts.rules_field_reason(),
        "valid" => texts.rules_field_valid(),
        "body" => texts.rules_field_body(),
        "action" => texts.rules_field_action(),
        "kind" => texts.rules_field_kind(),
        "channel" | "channels" => texts.report_channel(),
        "numbers" => texts.rules_field_number(),
        "codes" => texts.rules_field_code(),
        "weight" => texts.rules_field_weight(),
        "measure" => texts.rules_field_measure(),
        _ => "",
    };
    html! { <>{ word }{ " " }<code>{ field.to_owned() }</code></> }
}

fn show(value: &FieldValue, texts: Texts) -> String {
    match value {
        FieldValue::Absent => "—".to_owned(),
        FieldValue::Value(value, unit) => amount(value, *unit, texts),
        FieldValue::Code(code) => code.clone(),
        FieldValue::Codes(codes) => codes.join(texts.list_separator()),
        FieldValue::Words(text) => text.get(texts.language()).to_owned(),
    }
}

fn amount(value: &Value, unit: Unit, texts: Texts) -> String {
    // A number without a unit may be a rate as well as an amount, so nothing is cut off.
    let one = |number: &f64| if unit == Unit::None { decimal(*number, 6) } else { quantity(*number, unit, texts) };
    match value {
        Value::Number(number) => one(number),
        Value::Triple(numbers) => numbers.iter().map(one).collect::<Vec<_>>().join(" / "),
        Value::List(numbers) => numbers.iter().map(one).collect::<Vec<_>>().join(texts.list_separator()),
        Value::Flag(true) => texts.yes().to_owned(),
        Value::Flag(false) => texts.no().to_owned(),
        Value::Code(code) => code.clone(),
        Value::Codes(codes) => codes.join(texts.list_separator()),
        Value::Day(day) => day.to_string(),
    }
}
