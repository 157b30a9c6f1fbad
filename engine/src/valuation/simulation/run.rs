//! Runs the trials: at once, with progress, or in parts.

use std::ops::{ControlFlow, Range};

use super::plan::Plan;
use super::sampler::Points;
use super::summary::{FIRST_MARK, Reader, convergence_path, convergence_point, summarise};
use super::{
    MOST_TRIALS, Part, SimulationError, SimulationOptions, SimulationProblem, SimulationProgress, SimulationResult,
};
use crate::valuation::income_sampler::{LANES, Lanes};

/// Trials between two reports of progress: about a millisecond of work.
pub const BATCH: u32 = 4_096;

/// The contributions of the inputs are taken from so many first trials.
pub const CONTRIBUTION_TRIALS: u32 = 16_384;

/// Simulates a problem. `on_progress` is called after every [`BATCH`] of trials and may stop it.
///
/// ```
/// use std::ops::ControlFlow;
/// use ip_health_engine::valuation::simulation::{
///     Component, Distribution, IncomeComponent, Input, Sampler, SimulationOptions, SimulationProblem, simulate,
/// };
///
/// let share = Input::new("share", Distribution::Triangular { low: 0.01, mode: 0.02, high: 0.03 });
/// let income = IncomeComponent::new("patent", vec![10_000_000.0; 5], "share", 0.15);
/// let problem = SimulationProblem {
///     inputs: vec![share],
///     correlation: None,
///     components: vec![Component::Income(Box::new(income))],
/// };
/// let options = SimulationOptions {
///     trials: 16_384,
///     seed: 1,
///     sampler: Sampler::Sobol,
///     percentiles: Default::default(),
///     thresholds: vec![],
/// };
/// let result = simulate(&problem, &options, &mut |_| ControlFlow::Continue(()))?;
/// assert!(result.percentiles.p10 < result.base && result.base < result.percentiles.p90);
/// # Ok::<(), ip_health_engine::valuation::simulation::SimulationError>(())
/// ```
///
/// # Errors
/// [`SimulationError`]: what is wrong with the problem, or [`SimulationError::Cancelled`].
pub fn simulate(
    problem: &SimulationProblem,
    options: &SimulationOptions,
    on_progress: &mut dyn FnMut(&SimulationProgress) -> ControlFlow<()>,
) -> Result<SimulationResult, SimulationError> {
    check(options)?;
    let plan = Plan::new(problem)?;
    let mut trials = Trials::new(&plan, options);
    let mut part = empty(0, &plan);
    let mut progress = SimulationProgress { done: 0, total: options.trials, path: Vec::new() };
    let reader = Reader::new(&plan, options.percentiles);
    let mut mark = FIRST_MARK;
    while progress.done < options.trials {
        let end = mark.min(progress.done + BATCH).min(options.trials);
        trials.run(progress.done..end, &mut part)?;
        progress.done = end;
        if end == mark && end < options.trials {
            progress.path.push(convergence_point(&part.values, reader));
            mark = mark.saturating_mul(2);
        }
        if on_progress(&progress).is_break() {
            return Err(SimulationError::Cancelled);
        }
    }
    Ok(summarise(problem, &plan, options, &part, progress.path))
}

/// The trials of a range, to be merged with those of others. Same trials, same bits, however they are split.
///
/// # Errors
/// As [`simulate`]; [`SimulationError::Parts`] for a range beyond the trials of the options.
pub fn simulate_part(
    problem: &SimulationProblem,
    options: &SimulationOptions,
    trials: Range<u32>,
) -> Result<Part, SimulationError> {
    check(options)?;
    if trials.end > options.trials || trials.start > trials.end {
        return Err(SimulationError::Parts { trial: trials.start.min(options.trials) });
    }
    let plan = Plan::new(problem)?;
    let mut part = empty(trials.start, &plan);
    Trials::new(&plan, options).run(trials, &mut part)?;
    Ok(part)
}

/// Puts the parts of a simulation together, in whatever order they come.
///
/// # Errors
/// [`SimulationError::Parts`] when they leave out trials, overlap or are of another problem.
pub fn merge(
    problem: &SimulationProblem,
    options: &SimulationOptions,
    mut parts: Vec<Part>,
) -> Result<SimulationResult, SimulationError> {
    check(options)?;
    let plan = Plan::new(problem)?;
    parts.sort_by_key(|part| part.first);
    let mut whole = empty(0, &plan);
    for part in parts {
        let done = count(whole.values.len());
        let kept = drawn(part.first..part.first.saturating_add(count(part.values.len()))).len();
        let fits = part.draws.len() == whole.draws.len() && part.draws.iter().all(|draws| draws.len() == kept);
        if part.first != done || !fits {
            return Err(SimulationError::Parts { trial: done.min(part.first) });
        }
        whole.values.extend(part.values);
        for (whole, draws) in whole.draws.iter_mut().zip(part.draws) {
            whole.extend(draws);
        }
    }
    if whole.values.len() != options.trials as usize {
        return Err(SimulationError::Parts { trial: count(whole.values.len()) });
    }
    let path = convergence_path(&whole.values, Reader::new(&plan, options.percentiles));
    Ok(summarise(problem, &plan, options, &whole, path))
}

fn check(options: &SimulationOptions) -> Result<(), SimulationError> {
    if (1..=MOST_TRIALS).contains(&options.trials) {
        Ok(())
    } else {
        Err(SimulationError::Trials { most: MOST_TRIALS })
    }
}

fn count(trials: usize) -> u32 {
    u32::try_from(trials).unwrap_or(u32::MAX)
}

fn empty(first: u32, plan: &Plan) -> Part {
    Part { first, values: Vec::new(), draws: vec![Vec::new(); plan.draws().len()] }
}

/// The trials of a range whose draws are kept.
fn drawn(trials: Range<u32>) -> Range<u32> {
    trials.start.min(CONTRIBUTION_TRIALS)..trials.end.min(CONTRIBUTION_TRIALS)
}

/// Room for trials side by side, used for all.
struct Trials<'a> {
    plan: &'a Plan,
    points: Points,
    uniforms: Vec<Lanes>,
    normals: Vec<Lanes>,
    inputs: Vec<Lanes>,
}

impl<'a> Trials<'a> {
    fn new(plan: &'a Plan, options: &SimulationOptions) -> Self {
        let count = plan.draws().len();
        Trials {
            plan,
            points: Points::new(options, count),
            uniforms: vec![[0.5; LANES]; count],
            normals: Vec::with_capacity(count),
            inputs: vec![[0.0; LANES]; count],
        }
    }

    fn run(&mut self, trials: Range<u32>, part: &mut Part) -> Result<(), SimulationError> {
        part.values.reserve(trials.len());
        for first in trials.clone().step_by(LANES) {
            let count = LANES.min((trials.end - first) as usize);
            for lane in 0..LANES {
                // Lanes beyond the last trial draw it again, and are left out.
                let uniforms = self.uniforms.iter_mut().map(|uniforms| &mut uniforms[lane]);
                self.points.fill(first + lane.min(count - 1) as u32, uniforms);
            }
            self.plan.draw(&mut self.uniforms, &mut self.normals, &mut self.inputs);
            let values = self.plan.values(&self.inputs);
            let values = values.get(..count).unwrap_or_default();
            if let Some(lane) = values.iter().position(|value| !value.is_finite()) {
                return Err(SimulationError::NotFinite { trial: first + lane as u32 });
            }
            part.values.extend_from_slice(values);
            let kept = drawn(first..first + count as u32).len();
            for (draws, inputs) in part.draws.iter_mut().zip(&self.inputs) {
                draws.extend_from_slice(inputs.get(..kept).unwrap_or_default());
            }
        }
        Ok(())
    }
}
