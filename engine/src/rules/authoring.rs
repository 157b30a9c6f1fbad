//! The form people write: TOML in `rules/`, or JSON for a station's own pack. Turning it into a [`Pack`] is the
//! validation. Compiled into the build script too, so it uses nothing of the engine but `schema.rs`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use smol_str::SmolStr;

use super::schema::{
    Citation, Comparison, Confidence, Criterion, CriterionKind, Note, NoteKind, Pack, Parameter, Provenance, Scope,
    Source, Step, Text, Unit, Validity, Value,
};

/// What is wrong with a record, and which one. `record` is the id, or the position when the id is missing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {record}: {problem}")]
pub struct RecordError {
    /// Id of the record at fault.
    pub record: String,
    /// The field or rule at fault.
    pub problem: Problem,
}

/// The ways a record can be wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No source at all.
    #[error("no source: add `source = [\"id\"]`")]
    NoSource,
    /// A source id that no `[[source]]` defines.
    #[error("unknown source `{0}`")]
    UnknownSource(String),
    /// No confidence tag.
    #[error("no confidence: verified, secondary, unverified or assumption")]
    NoConfidence,
    /// An assumption that does not say why.
    #[error("an assumption needs `reason = {{ zh, en }}`")]
    NoReason,
    /// An empty text.
    #[error("empty text in `{0}`")]
    EmptyText(&'static str),
    /// The same id twice on the same day.
    #[error("the id is used twice for the same period")]
    Duplicate,
    /// The period ends before it starts.
    #[error("the period ends before it starts")]
    EmptyPeriod,
    /// A number that is not finite, or out of its own range.
    #[error("the value is not finite or lies outside its own range")]
    BadValue,
    /// A soft criterion without weight, or another with one.
    #[error("a soft criterion needs a weight above zero; others have none")]
    BadWeight,
}

/// Where a record comes from, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawProvenance {
    #[serde(default)]
    source: Vec<String>,
    #[serde(default)]
    confidence: Option<Confidence>,
    #[serde(default)]
    reason: Option<Text>,
    #[serde(default)]
    valid: Validity,
}

/// A value, as written.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
enum RawValue {
    Flag(bool),
    Number(f64),
    Triple {
        low: f64,
        mode: f64,
        high: f64,
    },
    Day {
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        day: Date,
    },
    List(Vec<f64>),
    Code(String),
    Codes(Vec<String>),
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawParameter {
    #[serde(default)]
    id: String,
    label: Text,
    value: RawValue,
    unit: Unit,
    #[serde(default)]
    range: Option<[f64; 2]>,
    #[serde(flatten)]
    provenance: RawProvenance,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawCriterion {
    #[serde(default)]
    id: String,
    channel: String,
    scope: Scope,
    #[serde(default)]
    applies_to: Vec<String>,
    measure: String,
    op: Comparison,
    threshold: RawValue,
    #[serde(default)]
    zero_at: Option<f64>,
    unit: Unit,
    kind: CriterionKind,
    #[serde(default)]
    weight: f64,
    #[serde(default)]
    waiver: Option<Text>,
    text: Text,
    #[serde(flatten)]
    provenance: RawProvenance,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
struct RawNote {
    #[serde(default)]
    id: String,
    kind: NoteKind,
    #[serde(default)]
    channels: Vec<String>,
    title: Text,
    #[serde(default)]
    body: Option<Text>,
    #[serde(default)]
    action: Option<Text>,
    #[serde(default)]
    numbers: BTreeMap<String, f64>,
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, Vec<String>>"))]
    codes: BTreeMap<String, Vec<SmolStr>>,
    #[serde(default)]
    steps: Vec<RawStep>,
    #[serde(flatten)]
    provenance: RawProvenance,
}

/// An answer step, as written.
#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawStep {
    at: f64,
    zh: String,
    en: String,
}

/// A pack, or one file of it, as written.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RulePack"))]
#[serde(deny_unknown_fields)]
pub struct RawPack {
    /// Name and version; in the built-in pack only `pack.toml` has it.
    #[serde(default)]
    pack: Option<RawHeader>,
    #[serde(default)]
    source: Vec<Source>,
    #[serde(default)]
    parameter: Vec<RawParameter>,
    #[serde(default)]
    criterion: Vec<RawCriterion>,
    #[serde(default)]
    note: Vec<RawNote>,
}

#[derive(Clone, Debug, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawHeader {
    id: String,
    version: String,
    title: Text,
}

impl RawPack {
    /// Adds the records of another file.
    pub fn append(&mut self, other: RawPack) {
        self.pack = self.pack.take().or(other.pack);
        self.source.extend(other.source);
        self.parameter.extend(other.parameter);
        self.criterion.extend(other.criterion);
        self.note.extend(other.note);
    }

    /// Checks every record and returns the pack.
    ///
    /// `known` are sources defined elsewhere: the built-in pack's, when a station's pack is read.
    ///
    /// # Errors
    /// All records at fault, not only the first.
    pub fn check(self, known: &[Source]) -> Result<Pack, Vec<RecordError>> {
        let mut faults = Faults::default();
        let mut sources = self.source;
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        for pair in sources.windows(2) {
            if let [a, b] = pair
                && a.id == b.id
            {
                faults.add(&a.id, Problem::Duplicate);
            }
        }
        for source in &sources {
            faults.text(&source.id, "title", &source.title);
        }
        let mut ids: Vec<&str> = sources.iter().chain(known).map(|source| source.id.as_str()).collect();
        ids.sort_unstable();

        let mut seen: BTreeMap<String, Vec<Validity>> = BTreeMap::new();
        let mut provenance = |raw: RawProvenance, id: &str, table: &str, faults: &mut Faults| {
            let name = if id.is_empty() { format!("without id in [[{table}]]") } else { id.to_owned() };
            if id.is_empty() {
                faults.add(&name, Problem::EmptyText("id"));
            }
            let periods = seen.entry(format!("{table}/{id}")).or_default();
            if periods.iter().any(|period| period.overlaps(&raw.valid)) {
                faults.add(&name, Problem::Duplicate);
            }
            periods.push(raw.valid);
            raw.check(&name, &ids, faults)
        };

        let mut parameters = Vec::new();
        for raw in self.parameter {
            faults.text(&raw.id, "label", &raw.label);
            let value = raw.value.check(&raw.id, raw.range, &mut faults);
            if let Some(provenance) = provenance(raw.provenance, &raw.id, "parameter", &mut faults) {
                parameters.push(Parameter {
                    id: raw.id,
                    label: raw.label,
                    value,
                    unit: raw.unit,
                    range: raw.range,
                    provenance,
                });
            }
        }
        parameters.sort_by(|a, b| (&a.id, a.provenance.valid.from).cmp(&(&b.id, b.provenance.valid.from)));

        let mut criteria = Vec::new();
        for raw in self.criterion {
            faults.text(&raw.id, "text", &raw.text);
            if (raw.kind == CriterionKind::Soft) != (raw.weight > 0.0) {
                faults.add(&raw.id, Problem::BadWeight);
            }
            let threshold = raw.threshold.check(&raw.id, None, &mut faults);
            if let Some(provenance) = provenance(raw.provenance, &raw.id, "criterion", &mut faults) {
                criteria.push(Criterion {
                    id: raw.id.into(),
                    channel: raw.channel,
                    scope: raw.scope,
                    applies_to: raw.applies_to,
                    measure: raw.measure,
                    op: raw.op,
                    threshold,
                    zero_at: raw.zero_at,
                    unit: raw.unit,
                    kind: raw.kind,
                    weight: raw.weight,
                    waiver: raw.waiver,
                    text: raw.text,
                    provenance,
                });
            }
        }

        let mut notes = Vec::new();
        for raw in self.note {
            faults.text(&raw.id, "title", &raw.title);
            for (name, text) in [("body", &raw.body), ("action", &raw.action)] {
                if let Some(text) = text {
                    faults.text(&raw.id, name, text);
                }
            }
            if raw.numbers.values().any(|number| !number.is_finite()) {
                faults.add(&raw.id, Problem::BadValue);
            }
            let mut steps = Vec::new();
            for RawStep { at, zh, en } in raw.steps {
                let text = Text { zh: zh.into(), en: en.into() };
                faults.text(&raw.id, "steps", &text);
                if !at.is_finite() {
                    faults.add(&raw.id, Problem::BadValue);
                }
                steps.push(Step { at, text });
            }
            if let Some(provenance) = provenance(raw.provenance, &raw.id, "note", &mut faults) {
                notes.push(Note {
                    id: raw.id.into(),
                    kind: raw.kind,
                    channels: raw.channels,
                    title: raw.title,
                    body: raw.body,
                    action: raw.action,
                    numbers: raw.numbers.into_iter().collect(),
                    codes: raw.codes.into_iter().collect(),
                    steps,
                    provenance,
                });
            }
        }

        let header = self.pack.unwrap_or_else(|| {
            faults.add("pack", Problem::EmptyText("pack"));
            RawHeader { id: String::new(), version: String::new(), title: Text { zh: "".into(), en: "".into() } }
        });
        if faults.0.is_empty() {
            Ok(Pack {
                id: header.id,
                version: header.version,
                title: header.title,
                sources,
                parameters,
                criteria,
                notes,
            })
        } else {
            Err(faults.0)
        }
    }
}

#[derive(Default)]
struct Faults(Vec<RecordError>);

impl Faults {
    fn add(&mut self, record: &str, problem: Problem) {
        self.0.push(RecordError { record: record.to_owned(), problem });
    }

    fn text(&mut self, record: &str, field: &'static str, text: &Text) {
        if text.zh.trim().is_empty() || text.en.trim().is_empty() {
            self.add(record, Problem::EmptyText(field));
        }
    }
}

impl RawProvenance {
    fn check(self, record: &str, known: &[&str], faults: &mut Faults) -> Option<Provenance> {
        if self.source.is_empty() {
            faults.add(record, Problem::NoSource);
        }
        let mut citations = Vec::new();
        for cited in self.source {
            // `finance.s02 art. 444`: the id ends at the first space.
            let (source, article) = cited.split_once(' ').unwrap_or((&cited, ""));
            if known.binary_search(&source).is_err() {
                faults.add(record, Problem::UnknownSource(source.to_owned()));
            }
            citations.push(Citation { source: source.to_owned(), article: article.trim().to_owned() });
        }
        if let (Some(from), Some(to)) = (self.valid.from, self.valid.to)
            && to < from
        {
            faults.add(record, Problem::EmptyPeriod);
        }
        let Some(confidence) = self.confidence else {
            faults.add(record, Problem::NoConfidence);
            return None;
        };
        match &self.reason {
            Some(reason) => faults.text(record, "reason", reason),
            None if confidence == Confidence::Assumption => faults.add(record, Problem::NoReason),
            None => {}
        }
        Some(Provenance { citations, confidence, reason: self.reason, valid: self.valid })
    }
}

impl RawValue {
    fn check(self, record: &str, range: Option<[f64; 2]>, faults: &mut Faults) -> Value {
        let value = match self {
            RawValue::Flag(flag) => Value::Flag(flag),
            RawValue::Number(number) => Value::Number(number),
            RawValue::Triple { low, mode, high } => Value::Triple([low, mode, high]),
            RawValue::Day { day } => Value::Day(day),
            RawValue::List(list) => Value::List(list),
            RawValue::Code(code) => Value::Code(code),
            RawValue::Codes(codes) => Value::Codes(codes),
        };
        let within =
            |number: &f64| number.is_finite() && range.is_none_or(|[low, high]| low <= *number && *number <= high);
        let sound = match &value {
            Value::Number(number) => within(number),
            Value::Triple(triple) => triple.iter().all(within) && triple.is_sorted(),
            Value::List(list) => list.iter().all(|number| number.is_finite()),
            _ => true,
        };
        if !sound {
            faults.add(record, Problem::BadValue);
        }
        value
    }
}
