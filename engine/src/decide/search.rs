//! Goal seek 目标求解: the smallest set of changes that reaches a goal, found by trying them on the dossier.
//!
//! All changes are first taken all the way. Whatever no set can do without is in every answer; sets of the others are
//! tried by size, and a branch is left as soon as all that is left to choose from misses the goal too. Where a change
//! works against another, as a longer tenor that eases cash flow but eats collateral, no branch is left early and nothing
//! is taken as needed. Beyond a number of trials the search goes on greedily. Levers of a set that is found are then
//! taken back as far as the goal allows, by bisection.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::bench::{Bench, Made};
use super::goal::{Binding, Goal};
use super::lever::Lever;
use super::outlook::Outlook;
use super::under;
use crate::assess::{AssessError, assess, estimate};
use crate::dossier::{Dossier, Scenario};
use crate::rules::{Note, RulePack};

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
    pub(super) fn of_part(&self, part: f64) -> Effort {
        let [low, high] = self.cost;
        Effort { cost: [low * part, high * part], days: self.days, certainty: 1.0 - (1.0 - self.certainty) * part }
    }

    fn middle(&self) -> f64 {
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
    fn order(self, effort: &Effort, changes: usize) -> [f64; 3] {
        let (cost, changes) = (effort.middle(), changes as f64);
        match self {
            Variant::Smallest => [changes, cost, effort.days],
            Variant::Cheapest => [cost, changes, effort.days],
            Variant::Fastest => [effort.days, changes, cost],
            Variant::Surest => [-effort.certainty, changes, cost],
        }
    }

    /// What a single move weighs in a greedy search.
    fn weight(self, effort: &Effort) -> f64 {
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
        /// Every set of the size was tried: none is smaller.
        exact: bool,
        /// How many changed dossiers were tried.
        tried: u32,
    },
    /// All changes together miss it.
    Impossible {
        /// The results with every change made.
        outlook: Box<Outlook>,
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

/// Seeks the goal.
///
/// # Errors
/// As [`crate::assess`].
pub fn seek(
    goal: Goal,
    dossier: &Dossier,
    pack: &RulePack,
    as_of: Date,
    report: &mut dyn FnMut(SeekProgress),
) -> Result<SeekOutcome, AssessError> {
    let rules = pack.on(as_of);
    let most = rules.number("decide.most-evaluations")? as u32;
    let largest = rules.number("decide.most-changes")? as usize;
    let bench = Bench::new(dossier, rules, goal)?;
    let mut search = Search { bench, most, largest, report, concordant: true };
    let found = search.run()?;
    let tried = search.bench.tried;
    match found {
        Found::Already => Ok(SeekOutcome::Already),
        Found::Never(made) => {
            let after = estimate(&under(dossier, &search.bench.scenario(&made)), pack, as_of)?;
            let (outlook, bindings) = (Box::new(Outlook::of(&after)), goal.bindings(&after));
            Ok(SeekOutcome::Impossible { outlook, bindings, tried })
        }
        Found::Sets { sets, exact } => {
            let mut answers: Vec<Answer> = Vec::new();
            for (made, variants) in search.best(sets) {
                let scenario = search.bench.scenario(&made);
                let after = assess(&under(dossier, &scenario), pack, as_of)?;
                // The search and the whole assessment read the same results; an answer that differed is none.
                if goal.reached_in(&after) {
                    let effort = search.bench.effort(&made);
                    let moves = search.bench.moves(&made);
                    answers.push(Answer { variants, moves, scenario, effort, outlook: Outlook::of(&after) });
                }
            }
            Ok(SeekOutcome::Reached { answers, exact, tried })
        }
    }
}

/// What the search itself found.
pub(super) enum Found {
    Already,
    /// Every set that was found, levers taken back; none contains another.
    Sets {
        sets: Vec<Made>,
        exact: bool,
    },
    /// The nearest that was come.
    Never(Made),
}

/// A running search.
pub(super) struct Search<'a, 'r> {
    pub bench: Bench<'a>,
    pub most: u32,
    pub largest: usize,
    pub report: &'r mut dyn FnMut(SeekProgress),
    /// No change works against another, so that branches may be left early.
    pub concordant: bool,
}

fn without(places: &[usize], place: usize) -> Vec<usize> {
    places.iter().filter(|other| **other != place).copied().collect()
}

/// How many sets are kept of those found; more differ little.
const KEPT: usize = 40;

impl Search<'_, '_> {
    pub fn run(&mut self) -> Result<Found, AssessError> {
        if self.bench.standing(&Made::new())?.reached {
            return Ok(Found::Already);
        }
        let all: Vec<usize> = (0..self.bench.candidates.len()).collect();
        self.concordant = self.concord(&all)?;
        let (needed, others) = if self.concordant {
            if !self.reaches(&all)? {
                return Ok(Found::Never(self.full(&all)));
            }
            self.sorted_out(&all)?
        } else {
            let near = self.nearest(&all)?;
            if !self.reaches(&near)? {
                return Ok(Found::Never(self.full(&near)));
            }
            (Vec::new(), self.telling(&all)?)
        };
        let mut hits: Vec<Vec<usize>> = Vec::new();
        let mut exact = true;
        let mut first = None;
        for size in 0..=others.len().min(self.largest.saturating_sub(needed.len())) {
            // One size beyond the smallest: a set of more changes may be cheaper, faster or surer.
            if first.is_some_and(|first| first + 1 < size) {
                break;
            }
            exact &= self.walk(&needed, &others, size, &mut hits)?;
            if !hits.is_empty() && first.is_none() {
                first = Some(size);
            }
            if !exact {
                break;
            }
        }
        if hits.is_empty() || !exact {
            for variant in Variant::ALL {
                let set = self.greedy(variant, &all)?;
                if set.len() <= self.largest && !hits.contains(&set) && self.reaches(&set)? {
                    hits.push(set);
                }
            }
            exact = exact && !hits.is_empty() && first.is_some();
        }
        if hits.is_empty() {
            return Ok(Found::Never(self.full(&all)));
        }
        hits.sort_by_key(Vec::len);
        let mut sets = Vec::new();
        for hit in hits.iter().take(KEPT) {
            sets.push(self.taken_back(hit)?);
        }
        Ok(Found::Sets { sets, exact })
    }

    /// The best set by each variant.
    pub fn best(&self, sets: Vec<Made>) -> Vec<(Made, Vec<Variant>)> {
        let mut best: Vec<(Made, Vec<Variant>)> = Vec::new();
        for variant in Variant::ALL {
            let order = |made: &&Made| variant.order(&self.bench.effort(made), made.len());
            let least = sets.iter().min_by(|a, b| {
                let (first, second) = (order(a), order(b));
                first
                    .iter()
                    .zip(&second)
                    .map(|(a, b)| a.total_cmp(b))
                    .find(|found| found.is_ne())
                    .unwrap_or_else(|| a.cmp(b))
            });
            let Some(least) = least else { continue };
            match best.iter_mut().find(|(made, _)| made == least) {
                Some((_, variants)) => variants.push(variant),
                None => best.push((least.clone(), vec![variant])),
            }
        }
        best
    }

    fn full(&self, places: &[usize]) -> Made {
        let of = |place: &usize| Some((*place, self.bench.candidates.get(*place)?.steps));
        let mut made: Made = places.iter().filter_map(of).collect();
        made.sort_unstable();
        made
    }

    fn level(&mut self, places: &[usize]) -> Result<f64, AssessError> {
        let made = self.full(places);
        self.bench.standing(&made).map(|standing| standing.level)
    }

    fn reaches(&mut self, places: &[usize]) -> Result<bool, AssessError> {
        let made = self.full(places);
        let reached = self.bench.standing(&made)?.reached;
        if self.bench.tried.is_multiple_of(16) {
            self.tell(places.len());
        }
        Ok(reached)
    }

    fn tell(&mut self, size: usize) {
        (self.report)(SeekProgress { tried: self.bench.tried, most: self.most, size: size as u32 });
    }

    /// Whether no change works against another, as far as single ones tell: alone none takes the goal further away, and
    /// none is better left out of all.
    fn concord(&mut self, all: &[usize]) -> Result<bool, AssessError> {
        let (none, whole) = (self.level(&[])?, self.level(all)?);
        for place in all {
            if self.level(&[*place])? < none || whole < self.level(&without(all, *place))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Where changes work against each other: the set that comes nearest of all, of those that do no harm alone, and of
    /// what a greedy search finds.
    fn nearest(&mut self, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let none = self.level(&[])?;
        let mut harmless = Vec::new();
        for place in all {
            if none <= self.level(&[*place])? {
                harmless.push(*place);
            }
        }
        let mut best = all.to_vec();
        for set in [harmless, self.greedy(Variant::Smallest, all)?] {
            if self.level(&best)? < self.level(&set)? {
                best = set;
            }
        }
        Ok(best)
    }

    /// Moves that matter: alone, or to all the rest.
    fn telling(&mut self, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let (none, whole) = (self.level(&[])?, self.level(all)?);
        let mut found = Vec::new();
        for place in all {
            if self.level(&without(all, *place))? != whole || self.level(&[*place])? != none {
                found.push(*place);
            }
        }
        Ok(found)
    }

    /// Moves that no set does without, and the others that matter.
    fn sorted_out(&mut self, all: &[usize]) -> Result<(Vec<usize>, Vec<usize>), AssessError> {
        let (mut needed, mut others) = (Vec::new(), Vec::new());
        for place in self.telling(all)? {
            if self.reaches(&without(all, place))? {
                others.push(place);
            } else {
                needed.push(place);
            }
        }
        Ok((needed, others))
    }

    /// Tries every set of `needed` and `size` of the others. False when the trials ran out.
    fn walk(
        &mut self,
        needed: &[usize],
        others: &[usize],
        size: usize,
        hits: &mut Vec<Vec<usize>>,
    ) -> Result<bool, AssessError> {
        let Some(left) = size.checked_sub(1) else {
            if self.reaches(needed)? {
                hits.push(needed.to_vec());
            }
            return Ok(true);
        };
        // What contains a set that reaches the goal has a change too many.
        if hits.iter().any(|hit| hit.iter().all(|place| needed.contains(place))) {
            return Ok(true);
        }
        for (at, place) in others.iter().enumerate() {
            if self.most <= self.bench.tried {
                return Ok(false);
            }
            let after = others.get(at..).unwrap_or_default();
            if after.len() < size {
                break;
            }
            // With all that is left to choose from the goal is missed: so it is with any part of it.
            if self.concordant {
                let bound: Vec<usize> = needed.iter().chain(after).copied().collect();
                if !self.reaches(&bound)? {
                    break;
                }
            }
            let chosen: Vec<usize> = needed.iter().copied().chain([*place]).collect();
            if hits.iter().any(|hit| hit.iter().all(|place| chosen.contains(place))) {
                continue;
            }
            let rest = after.get(1..).unwrap_or_default();
            if !self.walk(&chosen, rest, left, hits)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn weight(&self, variant: Variant, place: usize) -> f64 {
        self.bench.candidates.get(place).map_or(1.0, |found| variant.weight(&found.effort))
    }

    /// Adds the move that brings the goal nearest for its weight until it is reached, then drops what is not needed.
    fn greedy(&mut self, variant: Variant, all: &[usize]) -> Result<Vec<usize>, AssessError> {
        let mut chosen: Vec<usize> = Vec::new();
        while !self.reaches(&chosen)? {
            let now = self.level(&chosen)?;
            let mut best: Option<(f64, usize)> = None;
            for place in all.iter().filter(|place| !chosen.contains(place)).copied().collect::<Vec<_>>() {
                let with: Vec<usize> = chosen.iter().copied().chain([place]).collect();
                let level = self.level(&with)?;
                let weight = self.weight(variant, place);
                // From nowhere any level is infinitely better; the lighter move then goes first.
                let gain = if now.is_finite() {
                    (level - now) / weight
                } else if level.is_finite() {
                    1.0 / weight
                } else {
                    0.0
                };
                if gain > 0.0 && best.is_none_or(|(most, _)| most < gain) {
                    best = Some((gain, place));
                }
            }
            match best {
                Some((_, place)) => chosen.push(place),
                // No move alone brings it nearer: take all and drop what can be spared.
                None if chosen.len() < all.len() => chosen = all.to_vec(),
                None => return Ok(chosen),
            }
        }
        let mut heaviest = chosen.clone();
        heaviest.sort_by(|a, b| self.weight(variant, *b).total_cmp(&self.weight(variant, *a)).then_with(|| a.cmp(b)));
        for place in heaviest {
            let fewer = without(&chosen, place);
            if self.reaches(&fewer)? {
                chosen = fewer;
            }
        }
        chosen.sort_unstable();
        Ok(chosen)
    }

    /// The set with its levers taken back as far as the goal allows, the costliest first.
    fn taken_back(&mut self, places: &[usize]) -> Result<Made, AssessError> {
        let mut made = self.full(places);
        let cost = |place: usize| self.bench.candidates.get(place).map_or(0.0, |found| found.effort.middle());
        let mut order: Vec<usize> = (0..made.len()).collect();
        order.sort_by(|a, b| {
            let costs = [*a, *b].map(|at| made.get(at).map_or(0.0, |(place, _)| cost(*place)));
            costs[1].total_cmp(&costs[0]).then_with(|| a.cmp(b))
        });
        for at in order {
            // `far` reaches, `near` misses or is untried below the first step.
            let (mut near, mut far) = (0, made.get(at).map_or(1, |(_, steps)| *steps));
            while near + 1 < far {
                let middle = near + (far - near) / 2;
                let mut tried = made.clone();
                if let Some((_, steps)) = tried.get_mut(at) {
                    *steps = middle;
                }
                if self.bench.standing(&tried)?.reached {
                    far = middle;
                } else {
                    near = middle;
                }
            }
            if let Some((_, steps)) = made.get_mut(at) {
                *steps = far;
            }
        }
        self.spared(made)
    }

    /// Without the moves that can be spared: where changes work against each other some may be left.
    fn spared(&mut self, mut made: Made) -> Result<Made, AssessError> {
        let mut at = 0;
        while at < made.len() {
            let mut without = made.clone();
            without.remove(at);
            if self.bench.standing(&without)?.reached {
                made = without;
                at = 0;
            } else {
                at += 1;
            }
        }
        Ok(made)
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
