//! Goal seek 目标求解 from question to answer: the search, and each answer confirmed by a whole assessment.

use jiff::civil::Date;

use super::answer::{Answer, SeekOutcome, SeekProgress};
use super::bench::Bench;
use super::goal::Goal;
use super::outlook::Outlook;
use super::raise::{self, Raised};
use super::search::{Found, Search};
use super::under;
use crate::assess::{AssessError, Assessment, assess, asset_values, estimate};
use crate::dossier::Dossier;
use crate::rules::{RulePack, Rules};

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
    // A trial of a combination solves an integer program too, and takes about four times as long.
    let most = if goal.combined().is_some() { most / 4 } else { most };
    let largest = rules.number("decide.most-changes")? as usize;
    let bench = Bench::new(dossier, pack.on(as_of), goal)?;
    let mut search = Search::new(bench, most, largest, report);
    let found = search.run()?;
    let tried = search.bench.tried;
    match found {
        Found::Already => Ok(SeekOutcome::Already),
        Found::Never { nearest, proof } => {
            let changed = under(dossier, &search.bench.scenario(&nearest));
            let after = estimate(&changed, pack, as_of)?;
            let raised = raised(goal, &changed, &after, &rules)?;
            let bindings = goal.bindings(&after, &changed, &rules)?;
            Ok(SeekOutcome::Impossible { outlook: Box::new(Outlook::of(&after)), raised, proof, bindings, tried })
        }
        Found::Sets { sets, proof, compared } => {
            let mut answers: Vec<Answer> = Vec::new();
            for (made, variants) in search.best(sets) {
                let scenario = search.bench.scenario(&made);
                let changed = under(dossier, &scenario);
                let after = assess(&changed, pack, as_of)?;
                // The search and the whole assessment read the same results; an answer that differed is none.
                if goal.reached_in(&after, &changed, &rules)? {
                    let effort = search.bench.effort(&made);
                    let moves = search.bench.moves(&made);
                    let raised = raised(goal, &changed, &after, &rules)?;
                    answers.push(Answer { variants, moves, scenario, effort, outlook: Outlook::of(&after), raised });
                }
            }
            Ok(SeekOutcome::Reached { answers, proof, compared, tried })
        }
    }
}

/// The combination of loans of a dossier, where the goal means one.
fn raised(
    goal: Goal,
    dossier: &Dossier,
    assessment: &Assessment,
    rules: &Rules<'_>,
) -> Result<Option<Raised>, AssessError> {
    let Some(asked) = goal.combined() else { return Ok(None) };
    match raise::program(dossier, asked, &asset_values(&assessment.valuation), rules)? {
        Some(program) => Ok(Some(program.best()?.into())),
        None => Ok(None),
    }
}
