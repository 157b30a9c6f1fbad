//! Uncertain inputs drawn many times over, one at a time, and to the point where a decision flips.

use std::ops::ControlFlow;

use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    PercentileRule, PoolView, Sampler, SimulationOptions, SimulationProblem, WithinPool, pool_problem,
    portfolio_problem,
};
use ip_health_engine::valuation::simulation::{
    flip_points as engine_flip_points, simulate as engine_simulate, tornado as engine_tornado,
};
use jiff::civil::Date;
use js_sys::Function;
use serde::Deserialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer;
use crate::fault::Fault;
use crate::options::{Options, dossier_of, object};

/// The day the built-in rules were read, whose number of trials and seed are used unless told otherwise.
const READ: Date = jiff::civil::date(2026, 11, 23);

/// How a problem is simulated; what is left out comes from the rules.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Wanted {
    trials: Option<u32>,
    seed: Option<String>,
    sampler: Option<Sampler>,
    percentiles: Option<PercentileRule>,
    thresholds: Vec<f64>,
}

/// The distribution of the value as JSON. `on_progress` is called with the progress as JSON now and then; it stops the
/// simulation by answering `false`.
///
/// # Errors
/// What is wrong with the problem or the options; `cancelled`.
#[wasm_bindgen]
pub fn simulate(problem: &str, options: &str, on_progress: Option<Function>) -> Result<String, Fault> {
    let problem: SimulationProblem = object(problem)?;
    let options = wanted(options)?;
    let mut reported = 0;
    let result = engine_simulate(&problem, &options, &mut |progress| {
        let due = progress.path.len() > reported || progress.done.is_multiple_of(65_536);
        let Some(listener) = on_progress.as_ref().filter(|_| due) else { return ControlFlow::Continue(()) };
        reported = progress.path.len();
        let text = serde_json::to_string(progress).unwrap_or_default();
        match listener.call1(&JsValue::NULL, &text.into()) {
            Ok(go_on) if go_on != JsValue::FALSE => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        }
    })?;
    answer(&result)
}

/// The value with each input in its low and high case, as JSON.
///
/// # Errors
/// What is wrong with the problem.
#[wasm_bindgen]
pub fn tornado(problem: &str) -> Result<String, Fault> {
    answer(&engine_tornado(&object(problem)?)?)
}

/// Where each input takes the value across a threshold, as JSON.
///
/// # Errors
/// What is wrong with the problem.
#[wasm_bindgen(js_name = flipPoints)]
pub fn flip_points(problem: &str, threshold: f64) -> Result<String, Fault> {
    if !threshold.is_finite() {
        return Err(Fault::option("threshold", "is a finite number"));
    }
    answer(&engine_flip_points(&object(problem)?, threshold)?)
}

/// The simulation problem of a dossier file's portfolio, or of one of its pools, as JSON.
///
/// # Errors
/// What is wrong with the file, the options or the rules; a pool that is not there.
#[wasm_bindgen(js_name = simulationProblem)]
pub fn simulation_problem(file: &[u8], options: &str) -> Result<String, Fault> {
    let options = Options::read(options)?;
    let (dossier, pack) = (dossier_of(file)?, options.pack()?);
    let rules = pack.on(options.day()?);
    let within = WithinPool::Independent;
    let problem = match &options.pool {
        None => portfolio_problem(&dossier, &rules, within).map(Some),
        Some(pool) => pool_problem(&dossier, &rules, pool, PoolView::Reconciled, within),
    };
    let problem = problem.map_err(|error| Fault::internal(&error))?;
    answer(&problem.ok_or_else(|| Fault::option("options.pool", "there is no such pool"))?)
}

fn wanted(text: &str) -> Result<SimulationOptions, Fault> {
    let wanted: Wanted = object(text).map_err(|fault| fault.within("options"))?;
    let mut options = SimulationOptions::of_rules(&RulePack::built_in()?.on(READ))?;
    options.trials = wanted.trials.unwrap_or(options.trials);
    if let Some(seed) = &wanted.seed {
        options.seed = seed.parse().map_err(|_| Fault::option("options.seed", "is a whole number below 2^64"))?;
    }
    options.sampler = wanted.sampler.unwrap_or(options.sampler);
    options.percentiles = wanted.percentiles.unwrap_or_default();
    options.thresholds = wanted.thresholds;
    Ok(options)
}
