//! From the text of a pack to rules: parse, schema, records, overlay, trial.

use jiff::civil::Date;
use serde_json::Value;

use super::difference::difference;
use super::form::{TABLES, check, name};
use super::trial::{self, trial};
use super::{PackError, PackFault, PackProblem, RecordKind, StationPack};
use crate::rules::authoring::{Problem, RawPack, RecordError};
use crate::rules::overlay::{End, laid};
use crate::rules::{Pack, RulePack, Source, Text};

/// The longest pack, bytes. The built-in one is shorter.
const LONGEST: usize = 1 << 20;

/// Reads a station's pack, TOML or JSON, checks every field, lays it over the built-in rules, compares both and tries
/// the calculation under it on `as_of` and on every day on which one of its records begins or ends.
///
/// # Errors
/// [`PackFault`]: the place of a syntax error, or every field that is wrong, each with its record.
pub fn read_station_pack(text: &str, built_in: &RulePack, as_of: Date) -> Result<StationPack, PackFault> {
    let mut tree = parse(text)?;
    let mut errors = check(&tree);
    // Records of the wrong form are taken out, so that what is wrong with the others is told at once too.
    let cited = sources_of(&tree);
    drop_faulty(&mut tree, &errors);
    let ends = take_ends(&mut tree, built_in.pack(), &mut errors);
    let top = match records(tree, built_in.pack(), cited, &mut errors) {
        Some(top) if errors.is_empty() => top,
        _ => return Err(PackFault::Records(errors)),
    };
    trial::unlike_built_in(&top, built_in.pack(), &mut errors);
    if errors.is_empty() {
        trial(&top, &ends, built_in.pack(), as_of, &mut errors);
    }
    if !errors.is_empty() {
        return Err(PackFault::Records(errors));
    }
    let difference = difference(built_in.pack(), &top, &ends);
    Ok(StationPack { rules: laid(built_in.pack(), &top, &ends), difference })
}

/// The built-in rules with a pack laid over them that [`read_station_pack`] has let pass: the same rules, without the
/// trial.
///
/// # Errors
/// As [`read_station_pack`], which leaves none for a pack that it let pass.
pub fn lay_station_pack(text: &str, built_in: &RulePack) -> Result<RulePack, PackFault> {
    let mut tree = parse(text)?;
    let mut errors = check(&tree);
    let ends = take_ends(&mut tree, built_in.pack(), &mut errors);
    match records(tree, built_in.pack(), Vec::new(), &mut errors) {
        Some(top) if errors.is_empty() => Ok(laid(built_in.pack(), &top, &ends)),
        _ => Err(PackFault::Records(errors)),
    }
}

fn parse(text: &str) -> Result<Value, PackFault> {
    let mut tree = parsed(text)?;
    if let Some(fields) = tree.as_object_mut() {
        // For editors, which find the schema by it.
        fields.remove("$schema");
    }
    Ok(tree)
}

fn parsed(text: &str) -> Result<Value, PackFault> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.len() > LONGEST {
        return Err(PackFault::TooLong { most: LONGEST });
    }
    match text.trim_start().chars().next() {
        None => Err(PackFault::Empty),
        // No TOML begins like this.
        Some('{') => serde_json::from_str(text).map_err(|error| PackFault::Syntax {
            line: error.line(),
            column: error.column(),
            message: error.to_string(),
        }),
        Some(_) => toml::from_str::<toml::Table>(text).map(toml::Value::Table).map(json_of).map_err(|error| {
            let (line, column) = place(text, error.span().map_or(0, |span| span.start));
            PackFault::Syntax { line, column, message: error.message().to_owned() }
        }),
    }
}

/// Line and column of a byte, from 1.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.lines().count().max(1) + usize::from(before.ends_with('\n'));
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// TOML as JSON says it; a day without quotation marks is a day all the same.
fn json_of(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(time) => time.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
        toml::Value::Table(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, json_of(value))).collect())
        }
    }
}

/// Stand-ins for the sources that the pack defines, so that a source of the wrong form is not missed as well.
fn sources_of(tree: &Value) -> Vec<Source> {
    let ids = tree.get("source").and_then(Value::as_array).into_iter().flatten();
    let ids = ids.filter_map(|source| source.get("id")?.as_str());
    let nameless = || Text { zh: "".into(), en: "".into() };
    ids.map(|id| Source { id: id.to_owned(), title: nameless(), address: String::new(), read: Date::MIN }).collect()
}

fn drop_faulty(tree: &mut Value, errors: &[PackError]) {
    let names: Vec<(RecordKind, usize)> = TABLES
        .into_iter()
        .flat_map(|kind| {
            let count = tree.get(kind.table()).and_then(Value::as_array).map_or(0, Vec::len);
            let faulty = |place: &usize| {
                let record = name(tree, kind, *place);
                errors.iter().any(|error| error.kind == Some(kind) && error.record == record)
            };
            (0..count).filter(faulty).map(|place| (kind, place)).collect::<Vec<_>>()
        })
        .collect();
    for (kind, place) in names.into_iter().rev() {
        if let Some(table) = tree.get_mut(kind.table()).and_then(Value::as_array_mut) {
            table.remove(place);
        }
    }
    if let Some(fields) = tree.as_object_mut() {
        // A field of no table, and a table or header of the wrong form, are told already.
        let known = |name: &str| name == "pack" || TABLES.iter().any(|kind| kind.table() == name);
        let faulty = |name: &str| errors.iter().any(|error| error.kind.is_some_and(|kind| kind.table() == name));
        fields.retain(|name, value| {
            known(name) && (value.is_array() || (name == "pack" && value.is_object() && !faulty(name)))
        });
    }
}

/// The ends of built-in records.
fn take_ends(tree: &mut Value, built_in: &Pack, errors: &mut Vec<PackError>) -> Vec<End> {
    let table = tree.as_object_mut().and_then(|fields| fields.remove(RecordKind::End.table()));
    let Some(Value::Array(records)) = table else { return Vec::new() };
    let mut ends: Vec<End> = Vec::new();
    for end in records.into_iter().filter_map(|record| serde_json::from_value::<End>(record).ok()) {
        let known = match end.record.as_str() {
            "criterion" => built_in.criteria.iter().any(|record| record.id == end.id),
            _ => built_in.notes.iter().any(|record| record.id == end.id),
        };
        let twice = ends.iter().any(|other| (&other.record, &other.id) == (&end.record, &end.id));
        let problem = match (known, twice) {
            (false, _) => PackProblem::NotThere,
            (true, true) => PackProblem::Duplicate,
            (true, false) => {
                ends.push(end);
                continue;
            }
        };
        errors.push(PackError { kind: Some(RecordKind::End), record: end.id, field: "id".to_owned(), problem });
    }
    ends
}

/// The records themselves, checked as those of the built-in pack are.
fn records(tree: Value, built_in: &Pack, cited: Vec<Source>, errors: &mut Vec<PackError>) -> Option<Pack> {
    let headless = tree.get("pack").is_none();
    // The schema has let through what the types take; should the two ever differ, the types have the last word.
    let raw: RawPack = match serde_json::from_value(tree.clone()) {
        Ok(raw) => raw,
        Err(error) => {
            let (kind, record) = (None, RecordKind::Header.table().to_owned());
            let problem = PackProblem::Calculation { message: error.to_string() };
            errors.push(PackError { kind, record, field: String::new(), problem });
            return None;
        }
    };
    let mut known = built_in.sources.clone();
    known.extend(cited);
    match raw.check(&known) {
        Ok(pack) => Some(pack),
        Err(faults) => {
            let told = |fault: &RecordError| !(headless && fault.record == "pack");
            errors.extend(faults.into_iter().filter(told).map(|fault| error_of(fault, &tree)));
            None
        }
    }
}

fn error_of(fault: RecordError, tree: &Value) -> PackError {
    let holds = |kind: &RecordKind| {
        let table = tree.get(kind.table()).and_then(Value::as_array).into_iter().flatten();
        table.filter_map(|record| record.get("id")?.as_str()).any(|id| id == fault.record)
    };
    let kind = TABLES.into_iter().find(holds);
    let (field, problem) = match fault.problem {
        Problem::NoSource => ("source", PackProblem::Missing),
        Problem::UnknownSource(id) => ("source", PackProblem::UnknownSource { id }),
        Problem::NoConfidence => ("confidence", PackProblem::Missing),
        Problem::NoReason => ("reason", PackProblem::NoReason),
        Problem::EmptyText(field) => (field, PackProblem::Empty),
        Problem::Duplicate => ("id", PackProblem::Duplicate),
        Problem::EmptyPeriod => ("valid", PackProblem::EmptyPeriod),
        Problem::BadValue => {
            (if kind == Some(RecordKind::Criterion) { "threshold" } else { "value" }, PackProblem::OutOfRange)
        }
        Problem::BadWeight => ("weight", PackProblem::Weight),
    };
    PackError { kind, record: fault.record, field: field.to_owned(), problem }
}
