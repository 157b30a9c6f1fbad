//! What goal seek answers: changes with what they take, sets of them, and how much was proven.

use serde::{Deserialize, Serialize};

use super::goal::Binding;
use super::lever::Lever;
use super::outlook::Outlook;
use super::raise::Raised;
use crate::dossier::Scenario;
use crate::rules::Note;

/// What a change takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Effort {
    /// From, to, yuan.
    pub cost: [f64; 2],
    /// Calendar days.
    pub days: f64,
    /// How likely it is to succeed, 0–1.
    pub certainty: f64,
}

impl Effort {
    /// As the note of a lever or an action gives it; notes count costs in 万元.
    pub(super) fn of(note: &Note) -> Effort {
        let number = |name: &str, otherwise: f64| note.number(name).unwrap_or(otherwise);
        let cost = [number("cost-low", 0.0) * 1e4, number("cost-high", 0.0) * 1e4];
        Effort { cost, days: number("days", 0.0), certainty: number("certainty", 1.0).clamp(0.01, 1.0) }
    }

    /// Of going part of the way: the cost in proportion, the time in full, and surer the shorter the way.
    #[cfg(feature = "mix")]
    pub(super) fn of_part(&self, part: f64) -> Effort {
        let [low, high] = self.cost;
        Effort { cost: [low * part, high * part], days: self.days, certainty: 1.0 - (1.0 - self.certainty) * part }
    }

    #[cfg(feature = "mix")]
    pub(super) fn middle(&self) -> f64 {
        self.cost.iter().sum::<f64>() / 2.0
    }
}

/// One change of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Move {
    /// Id of the note that names it, of kind lever or action.
    pub id: String,
    /// The lever as it stands; `None` for an action.
    pub lever: Option<Lever>,
    /// What the lever is set to.
    pub to: Option<f64>,
    /// What it takes.
    pub effort: Effort,
}

/// By what an answer is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// Fewest changes 改变最少.
    Smallest,
    /// Least cost 花费最少.
    Cheapest,
    /// Done first 最快.
    Fastest,
    /// Most likely to succeed 最有把握.
    Surest,
}

impl Variant {
    /// All.
    pub const ALL: [Variant; 4] = [Variant::Smallest, Variant::Cheapest, Variant::Fastest, Variant::Surest];

    /// What is compared, the least first.
    #[cfg(feature = "mix")]
    pub(super) fn order(self, effort: &Effort, changes: usize) -> [f64; 3] {
        let (cost, changes) = (effort.middle(), changes as f64);
        match self {
            Variant::Smallest => [changes, cost, effort.days],
            Variant::Cheapest => [cost, changes, effort.days],
            Variant::Fastest => [effort.days, changes, cost],
            Variant::Surest => [-effort.certainty, changes, cost],
        }
    }

    /// What a single move weighs in a greedy search.
    #[cfg(feature = "mix")]
    pub(super) fn weight(self, effort: &Effort) -> f64 {
        match self {
            Variant::Smallest => 1.0,
            Variant::Cheapest => effort.middle() + 1e3,
            Variant::Fastest => effort.days + 1.0,
            Variant::Surest => 0.01 - libm::log(effort.certainty),
        }
    }
}

/// A set of changes that reaches the goal; without any one of them it is missed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// By what it is the best.
    pub variants: Vec<Variant>,
    /// The changes.
    pub moves: Vec<Move>,
    /// The same as a scenario.
    pub scenario: Scenario,
    /// What they take together.
    pub effort: Effort,
    /// The results, by a whole assessment of the changed dossier.
    pub outlook: Outlook,
    /// The combination of loans that reaches it, where one is meant.
    pub raised: Option<Raised>,
}

/// What a search has shown about the sets it names no answer 证明程度. Changes are taken all the way throughout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// Each of them was tried.
    Every,
    /// Each was tried, or left out because all that it could still be made of misses the goal too. That rests on changes
    /// doing no harm, which was looked at for each alone and in all together; those that do harm were taken both ways.
    Bounded,
    /// Some were not tried: the trials ran out, or too many changes work against each other.
    Tried,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SeekOutcome {
    /// The goal is met as things stand.
    Already,
    /// Sets of changes reach it.
    Reached {
        /// The best by each variant; one that is best by several is there once.
        answers: Vec<Answer>,
        /// How sure it is that no set of fewer changes reaches it.
        proof: Proof,
        /// Sets of up to so many changes were compared for the cheapest, the fastest and the surest.
        compared: u32,
        /// How many changed dossiers were tried.
        tried: u32,
    },
    /// No set of changes was found that reaches it.
    Impossible {
        /// The results with the changes made that come nearest.
        outlook: Box<Outlook>,
        /// What the combination of loans raises then, where one is meant.
        raised: Option<Raised>,
        /// How sure it is that no set reaches it.
        proof: Proof,
        /// What stands in the way even then.
        bindings: Vec<Binding>,
        /// How many changed dossiers were tried.
        tried: u32,
    },
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeekProgress {
    /// Dossiers tried.
    pub tried: u32,
    /// At most so many.
    pub most: u32,
    /// Size of the sets tried now.
    pub size: u32,
}
