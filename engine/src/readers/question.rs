//! A question of a reader and the answer that the file gives.

use serde::{Deserialize, Serialize};

use crate::dossier::{Asset, AssetStatus, Dossier};
use crate::financing::context::{Context, Item};
use crate::rules::{NoteKind, Rules};

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The answer gives the reader pause: a red flag 关注点.
    Concern,
    /// The file does not answer 待回答.
    Open,
    /// Answered, nothing to object 已答.
    Settled,
}

/// What the file says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A number of things.
    Count(u32),
    /// A share, 0–1.
    Share(f64),
    /// So many times.
    Times(f64),
    /// Years.
    Years(f64),
    /// Yuan.
    Amount(f64),
    /// Ids of the rights concerned.
    Rights(Vec<String>),
}

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Id of the note that holds the question, why it is asked and what to hand over.
    pub note: String,
    /// How it stands.
    pub finding: Finding,
    /// What the file says.
    pub fact: Option<Fact>,
    /// Path of the field that answers it; `None` where no field does.
    pub path: Option<String>,
}

/// An answer on its way into a question.
pub(super) struct Answer {
    pub finding: Finding,
    pub fact: Option<Fact>,
    pub path: Option<String>,
}

impl Answer {
    /// No field answers it: the reader has to ask.
    pub fn to_ask() -> Self {
        Answer { finding: Finding::Open, fact: None, path: None }
    }

    /// Good, bad or not known.
    pub fn of(good: Option<bool>, fact: Option<Fact>) -> Self {
        let finding = match good {
            Some(true) => Finding::Settled,
            Some(false) => Finding::Concern,
            None => Finding::Open,
        };
        Answer { finding, fact, path: None }
    }

    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }
}

/// The questions of a reader in the order of the rules. `answer` knows every id; an id it does not know is asked.
pub(super) fn questions(rules: &Rules, reader: &str, prefix: &str, answer: impl Fn(&str) -> Answer) -> Vec<Question> {
    let notes = rules.notes(NoteKind::Remark, reader).filter(|note| note.id.starts_with(prefix));
    let asked = notes.map(|note| {
        let Answer { finding, fact, path } = answer(&note.id);
        Question { note: note.id.to_string(), finding, fact, path }
    });
    asked.collect()
}

/// The granted rights that a question is about.
pub(super) fn granted<'c>(context: &'c Context<'c>, about: fn(&Asset) -> bool) -> Vec<&'c Item<'c>> {
    let items = context.items.iter();
    items.filter(|item| item.asset.status == Some(AssetStatus::Granted) && about(item.asset)).collect()
}

/// A question asked of every right: a concern where one is bad, open where one is not known or none is there.
pub(super) fn of_each(items: &[&Item], good: impl Fn(&Item) -> Option<bool>) -> Answer {
    let ids = |wanted: Option<bool>| -> Vec<String> {
        items.iter().filter(|item| good(item) == wanted).map(|item| item.asset.id.clone()).collect()
    };
    let (bad, open) = (ids(Some(false)), ids(None));
    if !bad.is_empty() {
        Answer::of(Some(false), Some(Fact::Rights(bad)))
    } else if !open.is_empty() {
        Answer::of(None, Some(Fact::Rights(open)))
    } else if items.is_empty() {
        Answer::of(None, None)
    } else {
        Answer::of(Some(true), Some(count(items.len())))
    }
    .at("assets")
}

pub(super) fn count(number: usize) -> Fact {
    Fact::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

/// Both: false where one is false, known only where both are.
pub(super) fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// The answer of a confirmation that only channels ask.
pub(super) fn confirmed(dossier: &Dossier, what: &str) -> Answer {
    let said = dossier.need.confirmations.get(what).copied();
    Answer::of(said, None).at(format!("need.confirmations.{what}"))
}

/// No overdue credit, not on the list of dishonest debtors.
pub(super) fn clean_record(dossier: &Dossier) -> Answer {
    let enterprise = &dossier.enterprise;
    let overdue = enterprise.credit_overdue_24m.map(|count| count == 0);
    let clean = both(overdue, enterprise.dishonest_list.map(|listed| !listed));
    Answer::of(clean, enterprise.credit_overdue_24m.map(Fact::Count)).at("enterprise.credit_overdue_24m")
}
