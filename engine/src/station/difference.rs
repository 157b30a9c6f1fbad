//! What a station's pack says otherwise, record by record and field by field.

use super::{Difference, FieldChange, FieldValue, RecordChange, RecordKind};
use crate::rules::overlay::End;
use crate::rules::{Criterion, Note, Pack, Parameter, Provenance, Source, Text, Unit, Value};

/// A record as its fields, in the order in which people read them.
type Fields = Vec<(String, FieldValue)>;

/// Compares what a pack says with the built-in pack.
pub(super) fn difference(built_in: &Pack, top: &Pack, ends: &[End]) -> Difference {
    let mut found = Difference::default();
    for record in &top.sources {
        let old = built_in.sources.iter().find(|old| old.id == record.id);
        add(&mut found, RecordKind::Source, &record.id, &record.title, old.map(source), source(record));
    }
    for record in &top.parameters {
        let old = matching(&built_in.parameters, record, |record| (&*record.id, &record.provenance));
        add(&mut found, RecordKind::Parameter, &record.id, &record.label, old.map(parameter), parameter(record));
    }
    for record in &top.criteria {
        let old = matching(&built_in.criteria, record, |record| (&*record.id, &record.provenance));
        add(&mut found, RecordKind::Criterion, &record.id, &record.text, old.map(criterion), criterion(record));
    }
    for record in &top.notes {
        let old = matching(&built_in.notes, record, |record| (&*record.id, &record.provenance));
        add(&mut found, RecordKind::Note, &record.id, &record.title, old.map(note), note(record));
    }
    for end in ends {
        let (kind, name) = match end.record.as_str() {
            "criterion" => {
                let record = built_in.criteria.iter().find(|record| record.id == end.id);
                (RecordKind::Criterion, record.map(|record| &record.text))
            }
            _ => {
                let record = built_in.notes.iter().find(|record| record.id == end.id);
                (RecordKind::Note, record.map(|record| &record.title))
            }
        };
        let name = name.unwrap_or(&end.reason).clone();
        let (id, on, reason) = (end.id.clone(), end.on, end.reason.clone());
        found.changes.push(RecordChange::Ended { kind, id, name, on, reason });
    }
    found
}

/// The built-in record of the same id that shares a day with this one; else any of the same id.
fn matching<'a, T>(old: &'a [T], new: &T, key: fn(&T) -> (&str, &Provenance)) -> Option<&'a T> {
    let (id, provenance) = key(new);
    let of_id = || old.iter().filter(|record| key(record).0 == id);
    // The last of several periods is the one that people know.
    of_id().rfind(|record| key(record).1.valid.overlaps(&provenance.valid)).or_else(|| of_id().next_back())
}

fn add(found: &mut Difference, kind: RecordKind, id: &str, name: &Text, old: Option<Fields>, new: Fields) {
    let (id, name) = (id.to_owned(), name.clone());
    let Some(old) = old else {
        let fields = new.into_iter().filter(|(_, after)| *after != FieldValue::Absent);
        let fields = fields.map(|(field, after)| FieldChange { field, before: FieldValue::Absent, after }).collect();
        found.changes.push(RecordChange::Added { kind, id, name, fields });
        return;
    };
    let value = |fields: &Fields, name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map_or(FieldValue::Absent, |(_, value)| value.clone())
    };
    let gone = old.iter().filter(|(field, _)| new.iter().all(|(other, _)| other != field));
    let names: Vec<&String> = new.iter().chain(gone).map(|(field, _)| field).collect();
    let fields: Vec<FieldChange> = names
        .into_iter()
        .map(|field| FieldChange { field: field.clone(), before: value(&old, field), after: value(&new, field) })
        .filter(|change| change.before != change.after)
        .collect();
    if fields.is_empty() {
        found.same += 1;
    } else {
        found.changes.push(RecordChange::Changed { kind, id, name, fields });
    }
}

fn words(text: Option<&Text>) -> FieldValue {
    text.map_or(FieldValue::Absent, |text| FieldValue::Words(text.clone()))
}

fn number(number: Option<f64>, unit: Unit) -> FieldValue {
    number.map_or(FieldValue::Absent, |number| FieldValue::Value(Value::Number(number), unit))
}

/// A word of a closed list as the pack writes it.
fn code(word: impl serde::Serialize) -> FieldValue {
    match serde_json::to_value(word) {
        Ok(serde_json::Value::String(word)) => FieldValue::Code(word),
        _ => FieldValue::Absent,
    }
}

fn codes(codes: &[impl ToString]) -> FieldValue {
    if codes.is_empty() {
        FieldValue::Absent
    } else {
        FieldValue::Codes(codes.iter().map(ToString::to_string).collect())
    }
}

fn fields<const N: usize>(fields: [(&str, FieldValue); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn source(record: &Source) -> Fields {
    fields([
        ("title", FieldValue::Words(record.title.clone())),
        ("address", FieldValue::Code(record.address.clone())),
        ("read", FieldValue::Code(record.read.to_string())),
    ])
}

fn parameter(record: &Parameter) -> Fields {
    let range = record.range.map(|range| FieldValue::Value(Value::List(range.to_vec()), record.unit));
    let mut all = fields([
        ("value", FieldValue::Value(record.value.clone(), record.unit)),
        ("range", range.unwrap_or(FieldValue::Absent)),
        ("unit", code(record.unit)),
        ("label", FieldValue::Words(record.label.clone())),
    ]);
    all.extend(provenance(&record.provenance));
    all
}

fn criterion(record: &Criterion) -> Fields {
    let weight = (record.weight > 0.0).then_some(record.weight);
    let mut all = fields([
        ("channel", FieldValue::Code(record.channel.clone())),
        ("scope", code(record.scope)),
        ("applies_to", codes(&record.applies_to)),
        ("measure", FieldValue::Code(record.measure.clone())),
        ("op", code(record.op)),
        ("threshold", FieldValue::Value(record.threshold.clone(), record.unit)),
        ("zero_at", number(record.zero_at, record.unit)),
        ("unit", code(record.unit)),
        ("kind", code(record.kind)),
        ("weight", number(weight, Unit::Point)),
        ("waiver", words(record.waiver.as_ref())),
        ("text", FieldValue::Words(record.text.clone())),
    ]);
    all.extend(provenance(&record.provenance));
    all
}

fn note(record: &Note) -> Fields {
    let mut all = fields([
        ("kind", code(record.kind)),
        ("channels", codes(&record.channels)),
        ("title", FieldValue::Words(record.title.clone())),
        ("body", words(record.body.as_ref())),
        ("action", words(record.action.as_ref())),
    ]);
    let numbers = record.numbers.iter();
    all.extend(numbers.map(|(name, value)| (format!("numbers.{name}"), number(Some(*value), Unit::None))));
    all.extend(record.codes.iter().map(|(name, words)| (format!("codes.{name}"), codes(words))));
    let steps = record.steps.iter();
    all.extend(steps.map(|step| (format!("steps.{}", step.at), FieldValue::Words(step.text.clone()))));
    all.extend(provenance(&record.provenance));
    all
}

fn provenance(provenance: &Provenance) -> Fields {
    let cited: Vec<String> = provenance
        .citations
        .iter()
        .map(|citation| [citation.source.as_str(), citation.article.as_str()].join(" ").trim_end().to_owned())
        .collect();
    let day = |day: Option<jiff::civil::Date>| day.map_or(FieldValue::Absent, |day| FieldValue::Code(day.to_string()));
    fields([
        ("source", codes(&cited)),
        ("confidence", code(provenance.confidence)),
        ("reason", words(provenance.reason.as_ref())),
        ("valid.from", day(provenance.valid.from)),
        ("valid.to", day(provenance.valid.to)),
    ])
}
