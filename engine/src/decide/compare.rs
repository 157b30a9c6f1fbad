//! Comparison 对比 of two check-ups: two dossiers, days, scenarios or rule packs. Every answer, rule and result that
//! differs, the biggest first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::outlook::Outlook;
use crate::Assessment;
use crate::dossier::{Decisions, Dossier};
use crate::rules::{RulePack, Unit};
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

/// An answer that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Input {
    /// Field path, as in workings: `accounts.2025.revenue`, `assets.<id>.status`.
    pub path: String,
    /// As in the file, shortened; `None` where it is not answered or the record is not there.
    pub before: Option<String>,
    /// On the other side.
    pub after: Option<String>,
    /// How much it differs: the ratio of numbers as a logarithm; 0 for words.
    pub size: f64,
}

/// What a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChangeOf {
    /// A rule number in force on its day 参数.
    Rule,
    /// A result 结果.
    Result,
}

/// A number that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Of a rule or a result.
    pub of: ChangeOf,
    /// Id of the parameter; or of the working that shows the result.
    pub id: String,
    /// The quantity, of a result.
    pub term: Option<Term>,
    /// Unit of both.
    pub unit: Unit,
    /// Here; `None` where it is not there.
    pub before: Option<f64>,
    /// There.
    pub after: Option<f64>,
    /// How much it differs: for amounts the yuan, else the logarithm of the ratio.
    pub size: f64,
}

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
    pub rules: Vec<Change>,
    /// Results that differ: amounts by how much, then the others.
    pub results: Vec<Change>,
}

/// Compares.
#[must_use]
pub fn compare(before: Side, after: Side) -> Comparison {
    let outlooks = [before, after].map(|side| Outlook::of(side.assessment));
    let dimensions = [before, after].map(|side| {
        let found = side.assessment.health.dimensions.iter();
        found.map(|found| found.score.as_ref().map(|score| score.value)).collect()
    });
    Comparison {
        outlooks,
        dimensions,
        inputs: inputs(before.dossier, after.dossier),
        rules: rules(before, after),
        results: results(before.assessment, after.assessment),
    }
}

/// Answers by path. What the owner decides is no answer.
fn answers(dossier: &Dossier) -> BTreeMap<String, Value> {
    let mut copy = dossier.clone();
    copy.decisions = Decisions::default();
    let mut found = BTreeMap::new();
    if let Ok(tree) = serde_json::to_value(&copy) {
        flatten("", tree, &mut found);
    }
    found
}

fn flatten(path: &str, value: Value, found: &mut BTreeMap<String, Value>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Null => {}
        Value::Object(fields) => fields.into_iter().for_each(|(key, value)| flatten(&under(&key), value, found)),
        Value::Array(entries) => {
            let named = |entry: &Value| {
                let name = ["id", "year", "product"].iter().find_map(|key| entry.get(*key))?;
                name.as_str().map(str::to_owned).or_else(|| name.as_i64().map(|year| year.to_string()))
            };
            if entries.iter().all(|entry| entry.is_object()) {
                for (place, entry) in entries.into_iter().enumerate() {
                    let key = named(&entry).unwrap_or_else(|| place.to_string());
                    flatten(&under(&key), entry, found);
                }
            } else {
                found.insert(path.to_owned(), Value::Array(entries));
            }
        }
        Value::String(text) if text.is_empty() => {}
        value => {
            found.insert(path.to_owned(), value);
        }
    }
}

/// How long a text may be that is shown of an answer.
const SHOWN: usize = 60;

fn words(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(entries) => entries.iter().map(words).collect::<Vec<_>>().join(", "),
        value => value.to_string(),
    };
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

fn inputs(before: &Dossier, after: &Dossier) -> Vec<Input> {
    let (before, after) = (answers(before), answers(after));
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut found: Vec<Input> = paths
        .into_iter()
        .filter_map(|path| {
            let (here, there) = (before.get(path), after.get(path));
            let numbers = here.and_then(Value::as_f64).zip(there.and_then(Value::as_f64));
            let size = numbers.map_or(0.0, |(here, there)| ratio(here, there));
            let differ = here != there && numbers.is_none_or(|(here, there)| here != there);
            differ.then(|| Input { path: path.clone(), before: here.map(words), after: there.map(words), size })
        })
        .collect();
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

fn rules(before: Side, after: Side) -> Vec<Change> {
    let numbers = |side: Side| -> Numbers {
        let day = side.assessment.as_of;
        let held = side.pack.pack().parameters.iter().filter(move |found| found.provenance.valid.holds_on(day));
        held.filter_map(|found| {
            let number = Number { unit: found.unit, value: found.number()?, term: None };
            Some((found.id.clone(), number))
        })
        .collect()
    };
    differing(ChangeOf::Rule, &numbers(before), &numbers(after))
}

fn results(before: &Assessment, after: &Assessment) -> Vec<Change> {
    let numbers = |assessment: &Assessment| -> Numbers {
        let workings = &assessment.workings;
        let concluded = workings.iter().filter_map(|(id, working)| {
            let term = working.lines.last()?.term;
            Some((id.to_owned(), Number { unit: working.unit(), value: working.value(), term: Some(term) }))
        });
        concluded.collect()
    };
    differing(ChangeOf::Result, &numbers(before), &numbers(after))
}

/// A number of one side.
struct Number {
    unit: Unit,
    value: f64,
    term: Option<Term>,
}

type Numbers = BTreeMap<String, Number>;

fn differing(of: ChangeOf, before: &Numbers, after: &Numbers) -> Vec<Change> {
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let mut found: Vec<Change> = ids
        .into_iter()
        .filter_map(|id| {
            let (here, there) = (before.get(id), after.get(id));
            let Number { unit, term, .. } = here.or(there)?;
            let (here, there) = (here.map(|found| found.value), there.map(|found| found.value));
            (here != there).then(|| {
                let size = match (here, there, unit) {
                    (Some(here), Some(there), Unit::Yuan) => libm::fabs(there - here),
                    (here, there, Unit::Yuan) => libm::fabs(here.or(there).unwrap_or(0.0)),
                    (Some(here), Some(there), _) => ratio(here, there),
                    _ => 10.0,
                };
                Change { of, id: id.clone(), term: *term, unit: *unit, before: here, after: there, size }
            })
        })
        .collect();
    let group = |change: &Change| (of == ChangeOf::Result && change.unit != Unit::Yuan) as u8;
    found.sort_by(|a, b| group(a).cmp(&group(b)).then_with(|| b.size.total_cmp(&a.size)).then_with(|| a.id.cmp(&b.id)));
    found
}
