//! One valuation method with explicit inputs, and inverse questions.

use ip_health_engine::valuation::problem::{Problem, Unknown};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer;
use crate::fault::Fault;
use crate::options::Options;

/// The solution of a problem as JSON.
///
/// # Errors
/// What is wrong with the problem or the options.
#[wasm_bindgen]
pub fn value(problem: &str, options: &str) -> Result<String, Fault> {
    let options = Options::read(options)?;
    answer(&ip_health_engine::valuation::problem::value(&problem_of(problem, &options)?)?)
}

/// The number that gives `target`, as JSON.
///
/// # Errors
/// What is wrong with the problem or the options, and that no number gives the value.
#[wasm_bindgen(js_name = solveFor)]
pub fn solve_for(problem: &str, unknown: &str, target: f64, options: &str) -> Result<String, Fault> {
    let options = Options::read(options)?;
    let unknown: Unknown = serde_json::from_value(unknown.into())
        .map_err(|_| Fault::option("unknown", format!("{unknown:?} is nothing to ask for")))?;
    if !target.is_finite() {
        return Err(Fault::option("target", "is a finite number"));
    }
    let problem = problem_of(problem, &options)?;
    answer(&ip_health_engine::valuation::problem::solve_for(&problem, unknown, target, options.range)?)
}

fn problem_of(text: &str, options: &Options) -> Result<Problem, Fault> {
    let problem = Problem::from_json(text)?;
    if !options.fill {
        return Ok(problem);
    }
    Ok(problem.with_rules(&options.pack()?.on(options.day()?))?)
}
