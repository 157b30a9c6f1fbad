//! Checks a tree against the published schema: the part of JSON Schema that the schema uses.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{FieldForm, PackError, PackProblem, RecordKind, SCHEMA};

/// Tables of records, by their name in the pack.
pub(super) const TABLES: [RecordKind; 5] =
    [RecordKind::Source, RecordKind::Parameter, RecordKind::Criterion, RecordKind::Note, RecordKind::End];

/// Everything in `tree` that the schema refuses.
pub(super) fn check(tree: &Value) -> Vec<PackError> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let form = Form { schema: &schema };
    let mut found = Vec::new();
    form.check(tree, &schema, "", &mut found);
    found.into_iter().map(|(path, problem)| placed(tree, &path, problem)).collect()
}

/// A problem at `parameter.2.label.zh` as one of a record and its field.
fn placed(tree: &Value, path: &str, problem: PackProblem) -> PackError {
    let (table, rest) = path.split_once('.').unwrap_or((path, ""));
    if table == RecordKind::Header.table() {
        let record = RecordKind::Header.table().to_owned();
        return PackError { kind: Some(RecordKind::Header), record, field: rest.to_owned(), problem };
    }
    let kind = TABLES.into_iter().find(|kind| kind.table() == table);
    let (place, field) = rest.split_once('.').unwrap_or((rest, ""));
    match (kind, place.parse::<usize>()) {
        (Some(kind), Ok(place)) => {
            PackError { kind: Some(kind), record: name(tree, kind, place), field: field.to_owned(), problem }
        }
        _ => PackError { kind, record: RecordKind::Header.table().to_owned(), field: path.to_owned(), problem },
    }
}

/// The id of a record, or its place.
pub(super) fn name(tree: &Value, kind: RecordKind, place: usize) -> String {
    let id = tree.get(kind.table()).and_then(|table| table.get(place)).and_then(|record| record.get("id"));
    match id.and_then(Value::as_str) {
        Some(id) if !id.is_empty() => id.to_owned(),
        _ => format!("#{}", place + 1),
    }
}

struct Form<'a> {
    schema: &'a Value,
}

type Found = Vec<(String, PackProblem)>;

impl Form<'_> {
    fn check(&self, value: &Value, rule: &Value, path: &str, found: &mut Found) {
        if let Some(target) = rule.get("$ref").and_then(Value::as_str) {
            if let Some(rule) = self.schema.pointer(target.trim_start_matches('#')) {
                self.check(value, rule, path, found);
            }
            return;
        }
        if let Some(choices) = rule.get("anyOf").and_then(Value::as_array) {
            let fits = |choice: &Value| {
                let mut faults = Vec::new();
                self.check(value, choice, path, &mut faults);
                faults.is_empty()
            };
            if !choices.iter().any(fits) {
                found.push((path.to_owned(), PackProblem::WrongForm { expected: FieldForm::Value }));
            }
            return;
        }
        match rule.get("type").and_then(Value::as_str) {
            Some("object") => match value {
                Value::Object(fields) => self.object(fields, rule, path, found),
                _ => found.push((path.to_owned(), PackProblem::WrongForm { expected: FieldForm::Table })),
            },
            Some("array") => match value {
                Value::Array(items) => self.array(items, rule, path, found),
                _ => found.push((path.to_owned(), PackProblem::WrongForm { expected: FieldForm::List })),
            },
            Some("string") => text(value, rule, path, found),
            Some("number") if !value.is_number() => {
                found.push((path.to_owned(), PackProblem::WrongForm { expected: FieldForm::Number }));
            }
            Some("boolean") if !value.is_boolean() => {
                found.push((path.to_owned(), PackProblem::WrongForm { expected: FieldForm::Flag }));
            }
            _ => {}
        }
    }

    fn object(&self, fields: &Map<String, Value>, rule: &Value, path: &str, found: &mut Found) {
        let known = rule.get("properties").and_then(Value::as_object);
        for name in rule.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
            if !fields.contains_key(name) {
                found.push((joined(path, name), PackProblem::Missing));
            }
        }
        for (name, value) in fields {
            let inner = joined(path, name);
            match (known.and_then(|known| known.get(name)), rule.get("additionalProperties")) {
                (Some(rule), _) => self.check(value, rule, &inner, found),
                (None, Some(Value::Bool(false))) => {
                    let known = known.into_iter().flatten().map(|(name, _)| name.clone());
                    let known = known.filter(|name| !name.starts_with('$')).collect();
                    found.push((inner, PackProblem::UnknownField { known }));
                }
                (None, Some(rule)) => self.check(value, rule, &inner, found),
                (None, None) => {}
            }
        }
    }

    fn array(&self, items: &[Value], rule: &Value, path: &str, found: &mut Found) {
        let least = rule.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        if (items.len() as u64) < least {
            found.push((path.to_owned(), PackProblem::Empty));
        }
        let Some(rule) = rule.get("items") else { return };
        for (place, item) in items.iter().enumerate() {
            self.check(item, rule, &joined(path, &place.to_string()), found);
        }
    }
}

fn text(value: &Value, rule: &Value, path: &str, found: &mut Found) {
    let day = rule.get("format").and_then(Value::as_str) == Some("date");
    let expected = if day { FieldForm::Day } else { FieldForm::Text };
    let Some(text) = value.as_str() else {
        found.push((path.to_owned(), PackProblem::WrongForm { expected }));
        return;
    };
    if day && (text.len() != 10 || text.parse::<Date>().is_err()) {
        found.push((path.to_owned(), PackProblem::WrongForm { expected }));
    }
    let least = rule.get("minLength").and_then(Value::as_u64).unwrap_or(0);
    if (text.trim().chars().count() as u64) < least {
        found.push((path.to_owned(), PackProblem::Empty));
    }
    let allowed = rule.get("enum").and_then(Value::as_array);
    let allowed: Vec<String> = allowed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    if !allowed.is_empty() && !allowed.iter().any(|word| word == text) {
        found.push((path.to_owned(), PackProblem::NotOneOf { found: text.to_owned(), allowed }));
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}
