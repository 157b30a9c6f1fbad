//! What the worker does for the jobs of a simulation. The problem is built here, not in the page, which carries no
//! valuation.

use std::fmt::Display;
use std::ops::ControlFlow;

use ip_health_engine::decide::under;
use ip_health_engine::rules::{RulePack, Rules};
use ip_health_engine::valuation::simulation::{
    DossierProblem, DossierSettings, Part, SimulationOptions, SimulationResult, dossier_problem, flip_points,
    flip_questions, leans, merge, simulate, simulate_part, tornado,
};
use serde_bytes::ByteBuf;

use super::messages::{SimulateSides, Stage};
use super::simulation::{Flip, MergeParts, Simulate, SimulateError, SimulatePart, Simulated};

/// Trials of a part between two reports: some hundredths of a second.
const REPORTED: u32 = 32_768;

fn broken(error: impl Display) -> SimulateError {
    SimulateError::Rules(error.to_string())
}

fn problem(job: &Simulate, rules: &Rules) -> Result<(DossierProblem, SimulationOptions), SimulateError> {
    let found = dossier_problem(&job.dossier, rules, job.pool.as_deref(), &job.settings).map_err(broken)?;
    let options = match &job.options {
        Some(options) => options.clone(),
        None => SimulationOptions::of_rules(rules).map_err(broken)?,
    };
    Ok((found.ok_or(SimulateError::NothingValued)?, options))
}

/// The whole simulation with all that is shown beside it.
pub(super) fn simulated(
    job: &Simulate,
    rules: &RulePack,
    report: &mut dyn FnMut(Stage),
) -> Result<Simulated, SimulateError> {
    let rules = rules.on(job.as_of);
    let (DossierProblem { problem, inputs, correlations }, options) = problem(job, &rules)?;
    let mut reported = 0;
    let result = simulate(&problem, &options, &mut |progress| {
        // A message costs more than a batch: only what changes the picture.
        if progress.path.len() > reported {
            reported = progress.path.len();
            report(Stage::Simulate(progress.clone()));
        }
        ControlFlow::Continue(())
    })?;
    let questions = flip_questions(&job.dossier, &rules, job.pool.as_deref()).map_err(broken)?;
    let flips = questions
        .into_iter()
        .map(|question| {
            let points = flip_points(&question.problem, question.threshold)?;
            Ok(Flip { target: question.target, threshold: question.threshold, points })
        })
        .collect::<Result<Vec<Flip>, SimulateError>>()?;
    let (tornado, leans) = (tornado(&problem)?, leans(&problem)?);
    Ok(Simulated { result, tornado, inputs, correlations, leans, flips })
}

/// The trials of a range, in the form that only [`merged`] reads.
pub(super) fn part(
    job: &SimulatePart,
    rules: &RulePack,
    report: &mut dyn FnMut(Stage),
) -> Result<ByteBuf, SimulateError> {
    let (found, options) = problem(&job.of, &rules.on(job.of.as_of))?;
    let mut parts: Vec<Part> = Vec::new();
    let mut at = job.from;
    while at < job.to {
        let end = at.saturating_add(REPORTED).min(job.to);
        parts.push(simulate_part(&found.problem, &options, at..end)?);
        report(Stage::SimulatePart(end - job.from));
        at = end;
    }
    postcard::to_allocvec(&parts).map(ByteBuf::from).map_err(broken)
}

/// The result of all parts.
pub(super) fn merged(job: &MergeParts, rules: &RulePack) -> Result<SimulationResult, SimulateError> {
    let (found, options) = problem(&job.of, &rules.on(job.of.as_of))?;
    let mut parts: Vec<Part> = Vec::new();
    for bytes in &job.parts {
        parts.extend(postcard::from_bytes::<Vec<Part>>(bytes).map_err(broken)?);
    }
    Ok(merge(&found.problem, &options, parts)?)
}

/// The distributions of both sides of a comparison under the rules in use, or those of this build where a side asks for
/// them; none for a side of which nothing has a value.
pub(super) fn simulated_sides(
    job: &SimulateSides,
    rules: &RulePack,
    built_in: &RulePack,
) -> Result<[Option<SimulationResult>; 2], String> {
    let [before, after] = job.sides.each_ref().map(|side| {
        let rules = if side.built_in { built_in } else { rules }.on(side.as_of);
        let dossier = under(&side.dossier, &side.scenario);
        let fault = |error: &dyn Display| error.to_string();
        let found =
            dossier_problem(&dossier, &rules, None, &DossierSettings::default()).map_err(|error| fault(&error))?;
        let Some(found) = found else { return Ok::<_, String>(None) };
        let options = SimulationOptions::of_rules(&rules).map_err(|error| fault(&error))?;
        let options = SimulationOptions { trials: job.trials, ..options };
        let result = simulate(&found.problem, &options, &mut |_| ControlFlow::Continue(()));
        result.map(Some).map_err(|error| fault(&error))
    });
    Ok([before?, after?])
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use ip_health_engine::dossier::read_file;
    use ip_health_engine::valuation::simulation::{
        Correlations, DistributionForm, PercentileRule, Sampler, StatedInput,
    };
    use jiff::civil::date;

    use super::*;

    fn job(trials: u32) -> Simulate {
        let sample = read_file(include_bytes!("../../tests/data/samples/chip.iphc.json")).unwrap();
        Simulate {
            dossier: Rc::new(sample.file.dossier),
            as_of: date(2026, 11, 23),
            pool: None,
            settings: DossierSettings::default(),
            options: Some(SimulationOptions {
                trials,
                seed: 7,
                sampler: Sampler::Sobol,
                percentiles: PercentileRule::Smooth,
                thresholds: Vec::new(),
            }),
        }
    }

    fn run(job: &Simulate) -> Simulated {
        simulated(job, &RulePack::built_in().unwrap(), &mut |_| {}).unwrap()
    }

    #[test]
    fn one_worker_or_three_give_the_same_bits() {
        let rules = RulePack::built_in().unwrap();
        let of = Rc::new(job(100_000));
        let whole = run(&of).result;
        for edges in [vec![0, 100_000], vec![0, 33_334, 66_668, 100_000]] {
            let answer = |from, to| part(&SimulatePart { of: Rc::clone(&of), from, to }, &rules, &mut |_| {}).unwrap();
            let parts = edges.windows(2).map(|edge| Rc::new(answer(edge[0], edge[1]))).rev().collect();
            assert_eq!(merged(&MergeParts { of: Rc::clone(&of), parts }, &rules).unwrap(), whole);
        }
    }

    #[test]
    fn the_parts_of_a_range_tell_how_far_they_are() {
        let (rules, of) = (RulePack::built_in().unwrap(), Rc::new(job(100_000)));
        let mut seen = Vec::new();
        let mut report = |stage| {
            if let Stage::SimulatePart(done) = stage {
                seen.push(done);
            }
        };
        part(&SimulatePart { of, from: 10_000, to: 90_000 }, &rules, &mut report).unwrap();
        assert_eq!(seen, [32_768, 65_536, 80_000]);
    }

    #[test]
    fn another_form_of_one_input_is_another_distribution() {
        let before = run(&job(4_096));
        let input = before.inputs.iter().find(|input| input.forms.contains(&DistributionForm::Uniform)).unwrap();
        let mut changed = job(4_096);
        let stated = StatedInput { form: Some(DistributionForm::Uniform), ..StatedInput::default() };
        Rc::make_mut(&mut changed.dossier).uncertainty.insert(input.id.clone(), stated);
        let after = run(&changed);
        assert!(after.result.standard_deviation > before.result.standard_deviation);
        assert_eq!(after.result.base, before.result.base, "the deterministic value stays");
        let found = after.inputs.iter().find(|found| found.id == input.id).unwrap();
        assert_eq!((found.form, found.points), (DistributionForm::Uniform, input.points));
    }

    #[test]
    fn correlations_widen_and_contradictions_are_refused() {
        let mut joined = job(16_384);
        joined.settings.correlations = Some(Correlations { between: 0.9, revenue_rate: 0.5, revenue_life: 0.5 });
        let spread = |found: Simulated| found.result.percentiles.p90 - found.result.percentiles.p10;
        assert!(spread(run(&joined)) > spread(run(&job(16_384))) * 1.02);
        joined.settings.correlations = Some(Correlations { between: 0.5, revenue_rate: 0.9, revenue_life: -0.9 });
        let refused = simulated(&joined, &RulePack::built_in().unwrap(), &mut |_| {});
        assert!(matches!(refused, Err(SimulateError::Simulation(_))), "{refused:?}");
    }

    #[test]
    fn the_sides_of_a_comparison_are_simulated_as_each_alone() {
        use ip_health_engine::dossier::{Dossier, Scenario};

        use crate::worker::ComparedSide;
        let alone = job(2_048);
        let side = |dossier: Rc<Dossier>| ComparedSide {
            dossier,
            as_of: alone.as_of,
            scenario: Scenario::default(),
            built_in: false,
        };
        let sides = [side(Rc::clone(&alone.dossier)), side(Rc::default())];
        let rules = RulePack::built_in().unwrap();
        let [found, nothing] = simulated_sides(&SimulateSides { sides, trials: 2_048 }, &rules, &rules).unwrap();
        let seeded =
            SimulationOptions { trials: 2_048, ..SimulationOptions::of_rules(&rules.on(alone.as_of)).unwrap() };
        let expected = run(&Simulate { options: Some(seeded), ..alone }).result;
        assert_eq!((found, nothing), (Some(expected), None));
    }

    #[test]
    fn the_wanted_amount_has_a_point_where_the_pledge_yields_it() {
        let found = run(&job(1_024));
        let flip = found
            .flips
            .iter()
            .find(|flip| matches!(flip.target, ip_health_engine::valuation::simulation::FlipTarget::Pledge { .. }));
        assert!(flip.is_some_and(|flip| flip.points.len() == found.tornado.len()), "{:?}", found.flips);
    }
}
