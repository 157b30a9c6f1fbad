//! Comparison 对比 of two check-ups: two dossiers, days, scenarios or rule packs. Every answer, rule and result that
//! differs, the biggest first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::difference::{Difference, differences};
use super::outlook::Outlook;
use super::place::{Detail, Names, Place};
use crate::Assessment;
use crate::dossier::{Decisions, Dossier};
use crate::rules::{RulePack, Text, Unit};
use crate::working::Term;

/// One of the two.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What was told.
    pub dossier: &'a Dossier,
    /// The rules.
    pub pack: &'a RulePack,
    /// What came of it.
    pub assessment: &'a Assessment,
}

/// An answer that differs, or the same difference in several records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Input {
    /// Field path of the first, as in workings: `accounts.2025.revenue`, `assets.<id>.status`.
    pub path: String,
    /// Names of the rights, products or licences it is of, the first few; empty for answers of the enterprise.
    pub records: Vec<String>,
    /// How many answers differ in just this way.
    pub count: u32,
    /// As in the file, shortened; `None` where it is not answered or the record is not there.
    pub before: Option<String>,
    /// On the other side.
    pub after: Option<String>,
    /// How much it differs: the ratio of numbers as a logarithm; 0 for words.
    pub size: f64,
}

/// A rule number in force on its day 参数 that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RuleChange {
    /// Id of the parameter.
    pub id: String,
    /// What it means.
    pub label: Text,
    /// The two numbers.
    pub change: Change,
}

/// A result 结果 that differs, or several of one quantity that differ in the same way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ResultChange {
    /// The quantity.
    pub term: Term,
    /// What tells it from others of its quantity.
    pub details: Vec<Detail>,
    /// What it is of, the first few.
    pub places: Vec<Place>,
    /// How many results differ in just this way.
    pub count: u32,
    /// The two numbers.
    pub change: Change,
}

/// Two numbers that differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Unit of both.
    pub unit: Unit,
    /// Here; `None` where it is not there.
    pub before: Option<f64>,
    /// There.
    pub after: Option<f64>,
    /// How much it differs: for amounts the yuan, else the logarithm of the ratio.
    pub size: f64,
}

impl Change {
    /// The two numbers, unless they are the same.
    fn of(unit: Unit, before: Option<f64>, after: Option<f64>) -> Option<Change> {
        let size = match (before, after, unit) {
            (Some(here), Some(there), Unit::Yuan) => libm::fabs(there - here),
            (here, there, Unit::Yuan) => libm::fabs(here.or(there).unwrap_or(0.0)),
            (Some(here), Some(there), _) => ratio(here, there),
            _ => 10.0,
        };
        (before != after).then_some(Change { unit, before, after, size })
    }

    /// What makes two changes the same to a reader.
    fn key(&self) -> (Unit, Option<u64>, Option<u64>) {
        (self.unit, self.before.map(f64::to_bits), self.after.map(f64::to_bits))
    }
}

/// How many records or places are named of those that differ in the same way.
const NAMED: usize = 4;

/// Two check-ups side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The results in short.
    pub outlooks: [Outlook; 2],
    /// Scores of the six dimensions.
    pub dimensions: [Vec<Option<f64>>; 2],
    /// Answers that differ, numbers that differ most first, then the others by path.
    pub inputs: Vec<Input>,
    /// Rule numbers that differ, by how much.
    pub rules: Vec<RuleChange>,
    /// Results that differ: amounts by how much, then the others.
    pub results: Vec<ResultChange>,
}

/// Compares. What is named is named by the later side's pack.
#[must_use]
pub fn compare(before: Side, after: Side) -> Comparison {
    let outlooks = [before, after].map(|side| Outlook::of(side.assessment));
    let dimensions = [before, after].map(|side| {
        let found = side.assessment.health.dimensions.iter();
        found.map(|found| found.score.as_ref().map(|score| score.value)).collect()
    });
    let names = Names::of([before, after].map(|side| (side.dossier, side.assessment)), after.pack);
    Comparison {
        outlooks,
        dimensions,
        inputs: inputs(before.dossier, after.dossier, &names),
        rules: rules(before, after),
        results: results(before.assessment, after.assessment, &names),
    }
}

/// How long a text may be that is shown of an answer.
const SHOWN: usize = 60;

fn words(value: &Value, names: &Names) -> String {
    let text = match value {
        Value::String(text) => Some(names.record(text)).filter(|name| !name.is_empty()).unwrap_or_else(|| text.clone()),
        Value::Array(entries) => entries.iter().map(|entry| words(entry, names)).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let named = ["title", "name", "party", "number"].iter().filter_map(|key| fields.get(*key)?.as_str());
            named.into_iter().find(|name| !name.is_empty()).unwrap_or("…").to_owned()
        }
        value => value.to_string(),
    };
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// The record that a path leads into, by its id, and the path without it: `assets.a1.status` is `assets.status` of `a1`.
fn apart(path: &str) -> (String, Option<&str>) {
    let mut parts = path.splitn(3, '.');
    let (list, id, rest) = (parts.next().unwrap_or_default(), parts.next(), parts.next().unwrap_or_default());
    match id {
        Some(id) if matches!(list, "assets" | "products" | "licences" | "disputes") => {
            ([list, ".", rest].concat(), Some(id))
        }
        _ => (path.to_owned(), None),
    }
}

fn inputs(before: &Dossier, after: &Dossier, names: &Names) -> Vec<Input> {
    // What the owner decides is no answer.
    let answers = |dossier: &Dossier| Dossier { decisions: Decisions::default(), ..dossier.clone() };
    let mut found: Vec<Input> = Vec::new();
    let mut places: BTreeMap<(String, Option<String>, Option<String>), usize> = BTreeMap::new();
    for Difference { path, before, after } in differences(&answers(before), &answers(after)) {
        let numbers = before.as_ref().and_then(Value::as_f64).zip(after.as_ref().and_then(Value::as_f64));
        let size = numbers.map_or(0.0, |(here, there)| ratio(here, there));
        let (field, record) = apart(&path);
        let name = record.map(|id| names.record(id)).filter(|name| !name.is_empty());
        let [before, after] = [before, after].map(|value| value.map(|value| words(&value, names)));
        let place = *places.entry((field, before.clone(), after.clone())).or_insert_with(|| {
            found.push(Input { path, records: Vec::new(), count: 0, before, after, size });
            found.len() - 1
        });
        if let Some(input) = found.get_mut(place) {
            input.count += 1;
            input.records.extend(name.filter(|name| input.records.len() < NAMED && !input.records.contains(name)));
        }
    }
    found.sort_by(|a, b| b.size.total_cmp(&a.size).then_with(|| a.path.cmp(&b.path)));
    found
}

/// The distance of two numbers whatever their unit: the logarithm of their ratio; of numbers that have none, 10.
fn ratio(here: f64, there: f64) -> f64 {
    if here == there {
        0.0
    } else if here * there > 0.0 {
        libm::fabs(libm::log(there / here))
    } else {
        10.0
    }
}

fn rules(before: Side, after: Side) -> Vec<RuleChange> {
    let numbers = |side: Side<'_>| -> BTreeMap<String, (Unit, f64, Text)> {
        let day = side.assessment.as_of;
        let held = side.pack.pack().parameters.iter().filter(move |found| found.provenance.valid.holds_on(day));
        held.filter_map(|found| Some((found.id.clone(), (found.unit, found.number()?, found.label.clone())))).collect()
    };
    let (here, there) = (numbers(before), numbers(after));
    let ids: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let mut found: Vec<RuleChange> = ids
        .into_iter()
        .filter_map(|id| {
            let (unit, _, label) = there.get(id).or_else(|| here.get(id))?;
            let [before, after] = [&here, &there].map(|side| side.get(id).map(|found| found.1));
            Some(RuleChange { id: id.clone(), label: label.clone(), change: Change::of(*unit, before, after)? })
        })
        .collect();
    found.sort_by(|a, b| b.change.size.total_cmp(&a.change.size).then_with(|| a.id.cmp(&b.id)));
    found
}

/// What a result is to a reader: quantity, what tells it apart, and the two numbers. Results that share it are one line.
type Line = (Term, Vec<Detail>, (Unit, Option<u64>, Option<u64>));

fn results(before: &Assessment, after: &Assessment, names: &Names) -> Vec<ResultChange> {
    type Numbers<'a> = BTreeMap<&'a str, (Unit, f64, Term)>;
    fn numbers(assessment: &Assessment) -> Numbers<'_> {
        let concluded = assessment.workings.iter();
        concluded
            .filter_map(|(id, found)| Some((id, (found.unit(), found.value(), found.lines.last()?.term))))
            .collect()
    }
    let (here, there) = (numbers(before), numbers(after));
    let ids: BTreeSet<&str> = here.keys().chain(there.keys()).copied().collect();
    let mut found: Vec<ResultChange> = Vec::new();
    let mut lines: BTreeMap<Line, usize> = BTreeMap::new();
    for id in ids {
        let Some((unit, _, term)) = there.get(id).or_else(|| here.get(id)).copied() else { continue };
        let [before, after] = [&here, &there].map(|side| side.get(id).map(|found| found.1));
        let Some(change) = Change::of(unit, before, after) else { continue };
        // An id of no known form is still named by its quantity.
        let (place, details) = names.place(id, term).map_or((None, Vec::new()), |(place, found)| (Some(place), found));
        let line = *lines.entry((term, details.clone(), change.key())).or_insert_with(|| {
            found.push(ResultChange { term, details, places: Vec::new(), count: 0, change });
            found.len() - 1
        });
        if let Some(result) = found.get_mut(line) {
            result.count += 1;
            result.places.extend(place.filter(|place| result.places.len() < NAMED && !result.places.contains(place)));
        }
    }
    let group = |found: &ResultChange| u8::from(found.change.unit != Unit::Yuan);
    // The sort is stable: equal sizes stay in the order of their ids.
    found.sort_by(|a, b| group(a).cmp(&group(b)).then_with(|| b.change.size.total_cmp(&a.change.size)));
    found
}
