//! Where changes are tried: the moves that may be made, and how the dossier stands to the goal after some of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::answer::{Effort, Move};
use super::baseline::{Baseline, Valued, lever_changes_values};
use super::goal::Goal;
use super::lever::{Lever, levers};
use super::standing::Standing;
use super::under;
use crate::assess::AssessError;
use crate::dossier::{Dossier, Scenario};
use crate::health::called_for;
use crate::rules::Rules;

/// A move that may be made: a lever towards its far end, or an action.
pub(super) struct Candidate {
    pub id: String,
    pub lever: Option<Lever>,
    /// Effort of going all the way.
    pub effort: Effort,
    /// Steps to all the way; 1 for actions.
    pub steps: u32,
    /// Whether the valuation reads what it changes.
    values: bool,
}

/// Moves made: place of the candidate and its steps, in ascending order of place.
pub(super) type Made = Vec<(usize, u32)>;

/// The dossier, the goal, the candidates, and what was found out so far.
pub(super) struct Bench<'a> {
    pub dossier: &'a Dossier,
    pub rules: Rules<'a>,
    pub goal: Goal,
    pub candidates: Vec<Candidate>,
    /// How often a dossier was tried.
    pub tried: u32,
    baseline: Baseline,
    /// Valuations by the moves that the valuation reads.
    valued: BTreeMap<Made, Arc<Valued>>,
    standings: BTreeMap<Made, Standing>,
}

impl<'a> Bench<'a> {
    pub fn new(dossier: &'a Dossier, rules: Rules<'a>, goal: Goal) -> Result<Self, AssessError> {
        let candidates = candidates(dossier, &rules)?;
        let baseline = Baseline::new(dossier, &rules)?;
        Ok(Bench {
            dossier,
            goal,
            candidates,
            tried: 0,
            baseline,
            valued: BTreeMap::new(),
            standings: BTreeMap::new(),
            rules,
        })
    }

    /// How the dossier stands after moves.
    pub fn standing(&mut self, made: &Made) -> Result<Standing, AssessError> {
        if let Some(known) = self.standings.get(made) {
            return Ok(*known);
        }
        self.tried += 1;
        let changed = under(self.dossier, &self.scenario(made));
        let valued = if self.goal.reads_values() { Some(self.valued(made, &changed)?) } else { None };
        let standing = self.goal.standing(&changed, valued.as_deref(), &self.rules)?;
        self.standings.insert(made.clone(), standing);
        Ok(standing)
    }

    fn valued(&mut self, made: &Made, changed: &Dossier) -> Result<Arc<Valued>, AssessError> {
        let reads = |(place, _): &&(usize, u32)| self.candidates.get(*place).is_some_and(|found| found.values);
        let key: Made = made.iter().filter(reads).copied().collect();
        if let Some(known) = self.valued.get(&key) {
            return Ok(Arc::clone(known));
        }
        let valued = Arc::new(self.baseline.valued(changed, &self.rules)?);
        self.valued.insert(key, Arc::clone(&valued));
        Ok(valued)
    }

    /// The moves as a scenario.
    pub fn scenario(&self, made: &Made) -> Scenario {
        let mut scenario = Scenario::default();
        for (place, steps) in made {
            let Some(candidate) = self.candidates.get(*place) else { continue };
            match &candidate.lever {
                Some(lever) => {
                    scenario.levers.insert(candidate.id.clone(), lever.at(*steps));
                }
                None => {
                    scenario.actions.insert(candidate.id.clone());
                }
            }
        }
        scenario
    }

    /// The moves with what they take.
    pub fn moves(&self, made: &Made) -> Vec<Move> {
        let of = |(place, steps): &(usize, u32)| {
            let candidate = self.candidates.get(*place)?;
            let to = candidate.lever.as_ref().map(|lever| lever.at(*steps));
            let effort = candidate.effort.of_part(f64::from(*steps) / f64::from(candidate.steps.max(1)));
            Some(Move { id: candidate.id.clone(), lever: candidate.lever.clone(), to, effort })
        };
        made.iter().filter_map(of).collect()
    }

    /// What the moves take together: costs add, times run side by side, all have to succeed.
    pub fn effort(&self, made: &Made) -> Effort {
        let parts = self.moves(made);
        Effort {
            cost: parts
                .iter()
                .fold([0.0, 0.0], |[low, high], part| [low + part.effort.cost[0], high + part.effort.cost[1]]),
            days: parts.iter().map(|part| part.effort.days).fold(0.0, libm::fmax),
            certainty: parts.iter().map(|part| part.effort.certainty).product(),
        }
    }
}

fn candidates(dossier: &Dossier, rules: &Rules<'_>) -> Result<Vec<Candidate>, AssessError> {
    let mut found = Vec::new();
    for (id, values) in called_for(dossier) {
        let effort = Effort::of(rules.note(id)?);
        found.push(Candidate { id: id.to_owned(), lever: None, effort, steps: 1, values });
    }
    for lever in levers(dossier, rules)? {
        if lever.seek && !lever.is_spent() {
            let values = lever_changes_values(&lever.id);
            let effort = Effort::of(rules.note(&lever.id)?);
            let steps = lever.steps();
            found.push(Candidate { id: lever.id.clone(), lever: Some(lever), effort, steps, values });
        }
    }
    Ok(found)
}
