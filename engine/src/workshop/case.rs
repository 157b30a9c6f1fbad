//! The cases and the script, read from the rule pack.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::financing::{Channel, LimitKind};
use crate::rules::{Note, RulePack};
use crate::star::result::{AttributeResult, AttributeVerdict, IndicatorCode, Status};

/// The module of the records of cases and teaching points.
const CASES: &str = "WORKSHOP";
/// The module of the records of the script.
const SCRIPT: &str = "WORKSHOP-SCRIPT";

/// A case 教学案例: one of the sample firms, and what is taught with it.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// Code of the sample: `spin-off`.
    pub code: &'a str,
    /// The record: title, what the group is told (body), how the trainer leads (action), sources.
    pub note: &'a Note,
    /// Teaching points 教学要点, in order.
    pub points: Vec<&'a Note>,
    /// What a practitioner expects.
    pub expected: Expectation,
}

/// What a practitioner expects of a case, by the criteria of the channels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// Channels that take the first places, in whatever order.
    pub first: Vec<Channel>,
    /// Channels that come after them.
    pub next: Vec<Channel>,
    /// Channels that must be refused, and why.
    pub refused: Vec<Refusal>,
    /// Criteria that exclude one right: id of the criterion, id of the right.
    pub rights: Vec<(String, String)>,
    /// What binds the amount of a channel.
    pub binds: Vec<(Channel, LimitKind)>,
    /// STAR attribute 科创属性.
    pub star: Option<StarAnswer>,
    /// Indicators that fail.
    pub failing: Vec<IndicatorCode>,
    /// Readiness for filing; `None` where nothing is expected.
    pub status: Option<Status>,
}

/// A channel that must be refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Which.
    pub channel: Channel,
    /// Why.
    pub reason: Closed,
}

/// What closes a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Closed {
    /// No cash flow to serve a debt 没有还款来源.
    CashFlow,
    /// Later than the money is needed 赶不上用款.
    TooSlow,
    /// Nothing of the kind that it secures or sells 没有标的.
    NoObject,
    /// A hard criterion, by id.
    Criterion(String),
}

impl Closed {
    fn of(text: &str) -> Self {
        match text {
            "cash-flow" => Closed::CashFlow,
            "too-slow" => Closed::TooSlow,
            "no-object" => Closed::NoObject,
            criterion => Closed::Criterion(criterion.to_owned()),
        }
    }
}

/// The answer to whether the STAR attribute 科创属性 is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StarAnswer {
    /// 符合.
    Meets,
    /// 符合，但有风险: on the figures, hanging on something in doubt.
    AtRisk,
    /// 不符合.
    Fails,
}

impl StarAnswer {
    /// All, in the order in which a group is asked.
    pub const ALL: [StarAnswer; 3] = [StarAnswer::Meets, StarAnswer::AtRisk, StarAnswer::Fails];

    /// The answer of an assessment; `None` where it cannot be told.
    #[must_use]
    pub fn of(attribute: &AttributeResult) -> Option<Self> {
        match attribute.verdict {
            AttributeVerdict::MeetsRegular | AttributeVerdict::MeetsExceptional => {
                Some(if attribute.at_risk || attribute.exception_fragile { Self::AtRisk } else { Self::Meets })
            }
            AttributeVerdict::DoesNotMeet | AttributeVerdict::DoesNotMeetOnFigures | AttributeVerdict::NotEligible => {
                Some(Self::Fails)
            }
            AttributeVerdict::ExpertReview | AttributeVerdict::InsufficientData => None,
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        match code {
            "meets" => Some(Self::Meets),
            "at-risk" => Some(Self::AtRisk),
            "fails" => Some(Self::Fails),
            _ => None,
        }
    }
}

impl Expectation {
    /// Read from the codes of a record. A code that is none is left out; `every_code_of_every_case_is_read` finds it.
    fn of(note: &Note) -> Self {
        let channels = |name| note.codes(name).iter().filter_map(|code| Channel::from_code(code)).collect();
        let pairs = |name| note.codes(name).iter().filter_map(|code| code.split_once(':'));
        let refusal =
            |(channel, reason)| Some(Refusal { channel: Channel::from_code(channel)?, reason: Closed::of(reason) });
        Expectation {
            first: channels("first"),
            next: channels("next"),
            refused: pairs("refused").filter_map(refusal).collect(),
            rights: pairs("rights").map(|(criterion, right)| (criterion.to_owned(), right.to_owned())).collect(),
            binds: pairs("binds")
                .filter_map(|(channel, kind)| Some((Channel::from_code(channel)?, limit(kind)?)))
                .collect(),
            star: note.codes("star").iter().find_map(|code| StarAnswer::from_code(code)),
            failing: note.codes("failing").iter().filter_map(|code| indicator(code)).collect(),
            status: note.codes("status").iter().find_map(|code| status(code)),
        }
    }
}

fn limit(code: &str) -> Option<LimitKind> {
    match code {
        "collateral" => Some(LimitKind::Collateral),
        "need" => Some(LimitKind::Need),
        "cash-flow" => Some(LimitKind::CashFlow),
        "product-cap" => Some(LimitKind::ProductCap),
        "licence-income" => Some(LimitKind::LicenceIncome),
        _ => None,
    }
}

fn indicator(code: &str) -> Option<IndicatorCode> {
    IndicatorCode::ALL.into_iter().find(|indicator| indicator.code() == code)
}

fn status(code: &str) -> Option<Status> {
    match code {
        "not-eligible" => Some(Status::NotEligible),
        "blocked" => Some(Status::Blocked),
        "gap" => Some(Status::Gap),
        "near" => Some(Status::Near),
        "ready" => Some(Status::Ready),
        _ => None,
    }
}

/// The records of a module on a day, by the part of the id behind `prefix`.
fn records<'a>(pack: &'a RulePack, day: Date, module: &str, prefix: &str) -> Vec<(&'a str, &'a Note)> {
    let notes = pack.pack().notes.iter();
    let held =
        notes.filter(|note| note.channels.iter().any(|code| code == module) && note.provenance.valid.holds_on(day));
    held.filter_map(|note| Some((note.id.strip_prefix(prefix)?, note))).collect()
}

/// The cases, in the order in which they are offered.
#[must_use]
pub fn cases(pack: &RulePack, day: Date) -> Vec<Case<'_>> {
    let records = records(pack, day, CASES, "case.");
    let mut found: Vec<Case<'_>> = records
        .iter()
        .filter(|(code, _)| !code.contains('.'))
        .map(|(code, note)| {
            let mut points: Vec<(u32, &Note)> = records
                .iter()
                .filter_map(|(id, point)| {
                    let (of, place) = id.split_once('.')?;
                    Some((place.parse().ok().filter(|_| of == *code)?, *point))
                })
                .collect();
            points.sort_by_key(|(place, _)| *place);
            let points = points.into_iter().map(|(_, point)| point).collect();
            Case { code, note, points, expected: Expectation::of(note) }
        })
        .collect();
    found.sort_by(|a, b| place(a.note).total_cmp(&place(b.note)));
    found
}

fn place(note: &Note) -> f64 {
    note.number("order").unwrap_or(f64::INFINITY)
}

/// A step of the script 教程的一步.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScriptStep<'a> {
    /// Title; what the trainer does (body), what the group does (action).
    pub note: &'a Note,
    /// Minute at which it begins.
    pub from: f64,
    /// Minute at which it ends.
    pub to: f64,
}

/// The script, from the first minute to the last.
#[must_use]
pub fn script(pack: &RulePack, day: Date) -> Vec<ScriptStep<'_>> {
    let mut steps: Vec<ScriptStep<'_>> = records(pack, day, SCRIPT, "script.")
        .into_iter()
        .filter_map(|(_, note)| Some(ScriptStep { note, from: note.number("from")?, to: note.number("to")? }))
        .collect();
    steps.sort_by(|a, b| a.from.total_cmp(&b.from));
    steps
}
