//! Tries the calculation under a station's pack, so that a pack that it cannot use is refused at the record at fault and
//! never met in the middle of a check-up.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{PackError, PackProblem, RecordKind};
use crate::assess::{AssessError, estimate};
use crate::dossier::{Asset, AssetKind, AssetStatus, Dossier, FiscalYear};
use crate::financing::{Channel, FinancingError};
use crate::rules::overlay::{End, laid};
use crate::rules::{Pack, RuleError, Unit, Validity, Value};
use crate::{Money, Ratio};

/// What a parameter must keep of the built-in one: the calculation reads it by unit and form. And whom a criterion may
/// be asked of.
pub(super) fn unlike_built_in(top: &Pack, built_in: &Pack, errors: &mut Vec<PackError>) {
    for record in &top.parameters {
        let Some(old) = built_in.parameters.iter().find(|old| old.id == record.id) else { continue };
        let mut fault = |field: &str, expected: String| {
            let (kind, problem) = (Some(RecordKind::Parameter), PackProblem::UnlikeBuiltIn { expected });
            errors.push(PackError { kind, record: record.id.to_string(), field: field.to_owned(), problem });
        };
        if record.unit != old.unit {
            fault("unit", unit_name(old.unit));
        }
        if let Some(expected) = other_form(&old.value, &record.value) {
            fault("value", expected);
        }
    }
    for record in top.criteria.iter().filter(|record| Channel::from_code(&record.channel).is_none()) {
        let allowed = Channel::ALL.iter().map(|channel| channel.code().to_owned()).collect();
        let problem = PackProblem::NotOneOf { found: record.channel.clone(), allowed };
        let kind = Some(RecordKind::Criterion);
        errors.push(PackError { kind, record: record.id.to_string(), field: "channel".to_owned(), problem });
    }
}

fn unit_name(unit: Unit) -> String {
    serde_json::to_value(unit).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The form of the built-in value, where the new one has another. A number and a triple stand for one another.
fn other_form(old: &Value, new: &Value) -> Option<String> {
    match (old, new) {
        (Value::Number(_) | Value::Triple(_), Value::Number(_) | Value::Triple(_)) => None,
        (Value::Number(_) | Value::Triple(_), _) => Some("1".to_owned()),
        (Value::List(old), Value::List(new)) if old.len() == new.len() => None,
        (Value::List(old), _) => Some(format!("[{}]", vec!["1"; old.len()].join(", "))),
        (Value::Flag(_), Value::Flag(_)) | (Value::Code(_), Value::Code(_)) | (Value::Day(_), Value::Day(_)) => None,
        (Value::Flag(_), _) => Some("true, false".to_owned()),
        (Value::Code(_), _) => Some("\"…\"".to_owned()),
        (Value::Codes(_), Value::Codes(_)) => None,
        (Value::Codes(_), _) => Some("[\"…\"]".to_owned()),
        (Value::Day(_), _) => Some("{ day = \"2026-12-31\" }".to_owned()),
    }
}

/// Computes a made-up company under the pack; every record that the calculation trips over is told.
pub(super) fn trial(top: &Pack, ends: &[End], built_in: &Pack, as_of: Date, errors: &mut Vec<PackError>) {
    let (mut top, mut ends) = (top.clone(), ends.to_vec());
    let dossier = company();
    for day in days(&top, &ends, as_of) {
        // Each turn takes out one record at fault; a pack has no more faults than records.
        for _ in 0..=top.parameters.len() + top.criteria.len() + top.notes.len() + ends.len() {
            let Err(error) = estimate(&dossier, &laid(built_in, &top, &ends), day) else { break };
            let (id, problem) = culprit(&error);
            let Some(kind) = take_out(&mut top, &mut ends, &id) else {
                // Not the pack's fault, unless nothing fails without it.
                if estimate(&dossier, &laid(built_in, &empty(&top), &[]), day).is_ok() {
                    let record = RecordKind::Header.table().to_owned();
                    errors.push(PackError { kind: None, record, field: String::new(), problem });
                }
                return;
            };
            let problem = if kind == RecordKind::End { PackProblem::Needed } else { problem };
            let field = match problem {
                PackProblem::UnknownMeasure { .. } => "measure",
                PackProblem::Needed => "id",
                _ => "",
            };
            errors.push(PackError { kind: Some(kind), record: id, field: field.to_owned(), problem });
        }
    }
}

/// The day asked, and each on which a record begins or has just ended.
fn days(top: &Pack, ends: &[End], as_of: Date) -> BTreeSet<Date> {
    let parameters = top.parameters.iter().map(|record| record.provenance.valid);
    let criteria = top.criteria.iter().map(|record| record.provenance.valid);
    let notes = top.notes.iter().map(|record| record.provenance.valid);
    let periods: Vec<Validity> = parameters.chain(criteria).chain(notes).collect();
    let begun = periods.iter().filter_map(|period| period.from);
    let over = periods.iter().filter_map(|period| period.to).chain(ends.iter().filter_map(|end| end.on));
    let mut days: BTreeSet<Date> = begun.chain(over.filter_map(|day| day.tomorrow().ok())).collect();
    // Before the oldest built-in rules nothing can be computed, with or without the pack.
    days.retain(|day| *day >= crate::EARLIEST_DAY);
    days.insert(as_of);
    days
}

fn empty(top: &Pack) -> Pack {
    Pack { sources: Vec::new(), parameters: Vec::new(), criteria: Vec::new(), notes: Vec::new(), ..top.clone() }
}

/// The record that an error names, and what is wrong with it.
fn culprit(error: &AssessError) -> (String, PackProblem) {
    let calculation = || PackProblem::Calculation { message: error.to_string() };
    let of_rule = |rule: &RuleError| match rule {
        RuleError::Missing { id, .. } | RuleError::WrongKind { id, .. } => id.clone(),
        _ => String::new(),
    };
    match error {
        AssessError::Rules(rule) | AssessError::Financing(FinancingError::Rule(rule)) => (of_rule(rule), calculation()),
        AssessError::Financing(FinancingError::UnknownMeasure { criterion, measure }) => {
            (criterion.clone(), PackProblem::UnknownMeasure { name: measure.clone() })
        }
        AssessError::Financing(FinancingError::Shape { id }) => (id.clone(), calculation()),
        // The others name the record in their words only.
        AssessError::Valuation(_) | AssessError::Star(_) | AssessError::Mix(_) => {
            (named(&error.to_string()), calculation())
        }
    }
}

/// The id in a sentence such as `rule valuation.x does not hold on …`.
fn named(message: &str) -> String {
    let rest = message.split_once("rule ").map_or("", |(_, rest)| rest);
    rest.split(' ').next().unwrap_or_default().trim_end_matches(':').to_owned()
}

/// Takes the record of an id out of the pack and says what it was.
fn take_out(top: &mut Pack, ends: &mut Vec<End>, id: &str) -> Option<RecordKind> {
    let before = (top.parameters.len(), top.criteria.len(), top.notes.len(), ends.len());
    top.parameters.retain(|record| record.id != id);
    if top.parameters.len() < before.0 {
        return Some(RecordKind::Parameter);
    }
    top.criteria.retain(|record| record.id != id);
    if top.criteria.len() < before.1 {
        return Some(RecordKind::Criterion);
    }
    top.notes.retain(|record| record.id != id);
    if top.notes.len() < before.2 {
        return Some(RecordKind::Note);
    }
    ends.retain(|end| end.id != id);
    (ends.len() < before.3).then_some(RecordKind::End)
}

/// A company with a right of every kind, so that every criterion is asked.
fn company() -> Dossier {
    let mut dossier = Dossier::default();
    dossier.need.amount = Some(Money::from_wan(1000));
    dossier.accounts = [(2024, 8000), (2025, 10_000)]
        .map(|(year, revenue)| FiscalYear {
            year,
            revenue: Some(Money::from_wan(revenue)),
            operating_profit: Some(Money::from_wan(revenue / 10)),
            ..FiscalYear::default()
        })
        .into();
    dossier.assets = AssetKind::ALL
        .into_iter()
        .map(|kind| {
            let (id, status) = (kind.code().to_owned(), Some(AssetStatus::Granted));
            Asset { id, kind, status, revenue_share: Ratio::new(0.1), ..Asset::default() }.into()
        })
        .collect();
    dossier
}
