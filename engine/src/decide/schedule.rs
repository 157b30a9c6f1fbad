//! When the actions of the plan can be done 行动日程: each as soon as what comes before it is done, and the last day on
//! which it can begin if the money is to be there in time.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::answer::Effort;
use crate::dossier::Dossier;
use crate::health::PlannedAction;
use crate::rules::{Note, RuleError, Rules};

/// Within how many days an action is done when begun at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 30 天内.
    Within30,
    /// 60 天内.
    Within60,
    /// 90 天内.
    Within90,
    /// 90 天以上.
    Beyond,
}

impl Stage {
    /// All, soonest first.
    pub const ALL: [Stage; 4] = [Stage::Within30, Stage::Within60, Stage::Within90, Stage::Beyond];

    fn of(days: f64) -> Self {
        match days {
            days if days <= 30.0 => Stage::Within30,
            days if days <= 60.0 => Stage::Within60,
            days if days <= 90.0 => Stage::Within90,
            _ => Stage::Beyond,
        }
    }
}

/// An action with its days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduledAction {
    /// Id of the note.
    pub id: String,
    /// Actions of the same plan that come first; their ids.
    pub after: Vec<String>,
    /// Documents that prove it done: ids of notes of the catalogue.
    pub evidence: Vec<String>,
    /// What it takes.
    pub effort: Effort,
    /// First day on which it can begin.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub start: Date,
    /// Day on which it is done then.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub done: Date,
    /// Last day to begin so that it, and what waits for it, is done when the money is needed; `None` when that day is not
    /// known. Before `start` when it is too late.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub start_by: Option<Date>,
    /// By when it is done.
    pub stage: Stage,
}

/// Days of a calendar that plans reach at most; longer ones are held to it.
const LONGEST: f64 = 3_650.0;

/// The actions of a plan with their days, in the order of the plan.
///
/// # Errors
/// [`RuleError`] when the pack lacks the note of an action.
pub fn schedule(
    actions: &[PlannedAction],
    dossier: &Dossier,
    rules: &Rules<'_>,
    today: Date,
) -> Result<Vec<ScheduledAction>, RuleError> {
    let notes: Vec<&Note> = actions.iter().map(|action| rules.note(&action.id)).collect::<Result<_, _>>()?;
    let days = |note: &Note| note.number("days").unwrap_or(0.0).clamp(0.0, LONGEST);
    let place = |id: &str| notes.iter().position(|note| note.id == id);
    let before: Vec<Vec<usize>> =
        notes.iter().map(|note| note.codes("after").iter().filter_map(|id| place(id)).collect()).collect();
    let needed = dossier.need.days_available.map(f64::from);
    let (mut begin, mut latest) = (vec![0.0_f64; notes.len()], vec![needed; notes.len()]);
    // A chain is at most as long as the plan; one that ran in a circle would stop here too.
    for _ in 0..notes.len() {
        for (at, firsts) in before.iter().enumerate() {
            for first in firsts {
                let after = begin.get(*first).zip(notes.get(*first)).map(|(begin, note)| begin + days(note));
                if let (Some(slot), Some(after)) = (begin.get_mut(at), after) {
                    *slot = libm::fmin(libm::fmax(*slot, after), LONGEST);
                }
                let start = latest.get(at).copied().flatten().zip(notes.get(at)).map(|(done, note)| done - days(note));
                if let (Some(Some(slot)), Some(start)) = (latest.get_mut(*first), start) {
                    *slot = libm::fmax(libm::fmin(*slot, start), -LONGEST);
                }
            }
        }
    }
    let on = |days: f64| today.checked_add((days as i64).days()).unwrap_or(today);
    let scheduled = notes.iter().zip(&before).zip(begin).zip(latest).map(|(((note, firsts), begin), latest)| {
        let done = begin + days(note);
        ScheduledAction {
            id: note.id.to_string(),
            after: firsts.iter().filter_map(|first| Some(notes.get(*first)?.id.to_string())).collect(),
            evidence: note.codes("evidence").iter().map(ToString::to_string).collect(),
            effort: Effort::of(note),
            start: on(begin),
            done: on(done),
            start_by: latest.map(|latest| on(latest - days(note))),
            stage: Stage::of(done),
        }
    });
    Ok(scheduled.collect())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::health::ActionEffect;
    use crate::rules::RulePack;

    fn planned(ids: &[&str]) -> Vec<PlannedAction> {
        let action =
            |id: &&str| PlannedAction { id: (*id).to_owned(), assets: Vec::new(), effect: ActionEffect::default() };
        ids.iter().map(action).collect()
    }

    #[test]
    fn what_comes_first_is_done_first_and_in_time() {
        let pack = RulePack::built_in().unwrap();
        let today = date(2026, 11, 23);
        let mut dossier = Dossier::default();
        dossier.need.days_available = Some(90);
        // The transfer takes 45 days and waits for the consent, which takes 30.
        let plan = planned(&["AC-RECORD", "AC-CONSENT", "AC-FEES"]);
        let found = schedule(&plan, &dossier, &pack.on(today), today).unwrap();
        let [record, consent, fees] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(record.after, ["AC-CONSENT"]);
        assert_eq!((consent.start, consent.done), (today, date(2026, 12, 23)));
        assert_eq!((record.start, record.done), (date(2026, 12, 23), date(2027, 2, 6)));
        assert_eq!(record.stage, Stage::Within90);
        // 90 days on is 21 February; 45 days before, 7 January; 30 days before that, 8 December.
        assert_eq!(record.start_by, Some(date(2027, 1, 7)));
        assert_eq!(consent.start_by, Some(date(2026, 12, 8)));
        assert_eq!((fees.stage, fees.start_by), (Stage::Within30, Some(date(2027, 2, 18))));
        assert_eq!(fees.evidence, ["D17"]);
    }

    #[test]
    fn without_a_day_for_the_money_nothing_is_the_last_day() {
        let pack = RulePack::built_in().unwrap();
        let today = date(2026, 11, 23);
        let found = schedule(&planned(&["AC-RECORD"]), &Dossier::default(), &pack.on(today), today).unwrap();
        // What it waits for is not in this plan.
        assert!(
            found.iter().all(|action| action.start_by.is_none() && action.after.is_empty() && action.start == today)
        );
    }

    #[test]
    fn every_action_names_documents_and_actions_that_exist() {
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(date(2026, 11, 23));
        for note in pack.pack().notes.iter().filter(|note| note.id.starts_with("AC-")) {
            for id in note.codes("evidence").iter().chain(note.codes("after")) {
                assert!(rules.note(id).is_ok(), "{}: {id}", note.id);
            }
            assert!(note.number("certainty").is_some(), "{}", note.id);
        }
    }
}
