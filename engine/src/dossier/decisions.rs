//! What the owner decides with the check-up: scenarios tried, check-ups kept, actions ticked off 决策.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Changes to a dossier that are tried together 假设情景. The dossier itself stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Scenario {
    /// What the user calls it.
    pub name: String,
    /// Levers and what they are set to: id of the note of kind lever → value in the lever's unit.
    pub levers: BTreeMap<String, f64>,
    /// Actions taken as done: ids of notes of kind action.
    pub actions: BTreeSet<String>,
}

impl Scenario {
    /// Whether it changes nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levers.is_empty() && self.actions.is_empty()
    }

    /// How many changes it makes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.levers.len() + self.actions.len()
    }
}

/// The results of a check-up, kept to be compared with later ones 历次体检.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckUp {
    /// Valuation date 评估基准日.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub day: Date,
    /// Id and version of the rule pack: `shanghai 2026.3`.
    pub rules: String,
    /// Value of the portfolio at P10, P50 and P90, yuan.
    pub value: [f64; 3],
    /// Overall score, 0–100.
    pub score: Option<f64>,
    /// Scores of the six dimensions, in their order.
    pub dimensions: Vec<Option<f64>>,
    /// Largest amount that one open channel brings, yuan.
    pub amount: Option<f64>,
    /// Indicators of the STAR attribute that are met.
    pub indicators: u32,
    /// Kept when a file was saved or the report printed, not by hand.
    #[serde(default)]
    pub automatic: bool,
}

/// What the owner decides. Nobody else is shown it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Decisions {
    /// Scenarios, in the order saved; names are unique.
    pub scenarios: Vec<Scenario>,
    /// Check-ups, oldest first, at most [`Decisions::KEPT`].
    pub check_ups: Vec<CheckUp>,
    /// Actions ticked off: id of the note → the day.
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, crate::schema::Day>"))]
    pub done: BTreeMap<String, Date>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

impl Decisions {
    /// How many check-ups are kept.
    pub const KEPT: usize = 12;

    /// Keeps a scenario in the place of the one of its name.
    pub fn save(&mut self, scenario: Scenario) {
        match self.scenarios.iter_mut().find(|kept| kept.name == scenario.name) {
            Some(kept) => *kept = scenario,
            None => self.scenarios.push(scenario),
        }
    }

    /// Keeps a check-up by hand in the place of the one of its day; where there are too many, the oldest that nobody kept
    /// by hand goes, else the oldest.
    pub fn keep(&mut self, check_up: CheckUp) {
        self.put(CheckUp { automatic: false, ..check_up });
    }

    /// Keeps a check-up without being asked. One kept by hand on that day stays as it is, and none kept by hand makes room.
    pub fn keep_last(&mut self, check_up: CheckUp) {
        let by_hand = |kept: &&CheckUp| !kept.automatic;
        let full = self.check_ups.iter().filter(by_hand).count() >= Self::KEPT;
        if !full && !self.check_ups.iter().filter(by_hand).any(|kept| kept.day == check_up.day) {
            self.put(CheckUp { automatic: true, ..check_up });
        }
    }

    fn put(&mut self, check_up: CheckUp) {
        self.check_ups.retain(|kept| kept.day != check_up.day);
        self.check_ups.push(check_up);
        self.check_ups.sort_by_key(|kept| kept.day);
        if self.check_ups.len() > Self::KEPT {
            let oldest = self.check_ups.iter().position(|kept| kept.automatic).unwrap_or(0);
            self.check_ups.remove(oldest);
        }
    }

    /// The last check-up before a day.
    #[must_use]
    pub fn before(&self, day: Date) -> Option<&CheckUp> {
        self.check_ups.iter().rfind(|kept| kept.day < day)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn check_up(day: Date) -> CheckUp {
        CheckUp {
            day,
            rules: String::new(),
            value: [0.0; 3],
            score: None,
            dimensions: Vec::new(),
            amount: None,
            indicators: 0,
            automatic: false,
        }
    }

    #[test]
    fn check_ups_are_kept_by_day_and_the_oldest_go() {
        let mut decisions = Decisions::default();
        for month in 1..=12 {
            decisions.keep(check_up(date(2025, month, 1)));
        }
        decisions.keep(check_up(date(2026, 3, 1)));
        decisions.keep(check_up(date(2026, 3, 1)));
        assert_eq!(decisions.check_ups.len(), Decisions::KEPT);
        assert_eq!(decisions.check_ups.first().map(|kept| kept.day), Some(date(2025, 2, 1)));
        assert_eq!(decisions.before(date(2026, 3, 1)).map(|kept| kept.day), Some(date(2025, 12, 1)));
        assert_eq!(decisions.before(date(2025, 2, 1)), None);
    }

    #[test]
    fn what_is_kept_by_itself_never_takes_the_place_of_what_was_kept_by_hand() {
        let mut decisions = Decisions::default();
        let today = date(2026, 3, 1);
        decisions.keep_last(CheckUp { score: Some(1.0), ..check_up(today) });
        decisions.keep_last(CheckUp { score: Some(2.0), ..check_up(today) });
        assert_eq!(decisions.check_ups, [CheckUp { score: Some(2.0), automatic: true, ..check_up(today) }]);
        decisions.keep(CheckUp { score: Some(3.0), ..check_up(today) });
        decisions.keep_last(CheckUp { score: Some(4.0), ..check_up(today) });
        assert_eq!(decisions.check_ups, [CheckUp { score: Some(3.0), ..check_up(today) }]);
        // Where room is needed, those that nobody kept by hand go first, and none kept by hand goes for them.
        decisions.keep_last(check_up(date(2026, 3, 2)));
        for month in 1..=11 {
            decisions.keep(check_up(date(2025, month, 1)));
        }
        assert_eq!(decisions.check_ups.len(), Decisions::KEPT);
        assert!(decisions.check_ups.iter().all(|kept| !kept.automatic));
        decisions.keep_last(check_up(date(2026, 3, 3)));
        assert!(decisions.check_ups.iter().all(|kept| !kept.automatic));
    }

    #[test]
    fn a_scenario_takes_the_place_of_its_name() {
        let named = |value| Scenario {
            name: "乐观".to_owned(),
            levers: BTreeMap::from([("LV-GROWTH".to_owned(), value)]),
            ..Scenario::default()
        };
        let mut decisions = Decisions::default();
        decisions.save(named(0.1));
        decisions.save(named(0.2));
        assert_eq!(decisions.scenarios, [named(0.2)]);
    }
}
