//! Prints the simulation of a problem as JSON: `simulate problem.json [--trials N] [--seed S] [--sampler sobol]`.
//!
//! With `--dossier FILE [--as-of DATE] [--pool ID]` the problem is that of a dossier's portfolio or of one of its pools;
//! `--print-problem` prints it instead of running it.

mod support;

use std::ops::ControlFlow;
use std::process::ExitCode;

use ip_health_engine::valuation::simulation::{
    PoolView, SimulationOptions, SimulationProblem, SimulationResult, TornadoBar, WithinPool, pool_problem,
    portfolio_problem, simulate, tornado,
};
use serde::Serialize;

const USAGE: &str = "usage: simulate (problem.json | --dossier dossier.iphc.json [--as-of DATE] [--pool ID]) \
                     [--trials N] [--seed S] [--sampler sobol|splitmix64] [--print-problem]";

/// What is printed.
#[derive(Serialize)]
struct Output {
    result: SimulationResult,
    tornado: Vec<TornadoBar>,
}

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let pack = support::built_in()?;
    let (mut path, mut dossier, mut pool, mut as_of, mut print) = (None, None, None, support::DEFAULT_DAY, false);
    let mut options = SimulationOptions::of_rules(&pack.on(as_of)).map_err(|error| error.to_string())?;
    let mut arguments = support::Arguments::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--dossier" => dossier = Some(arguments.text()?),
            "--pool" => pool = Some(arguments.text()?),
            "--as-of" => as_of = arguments.value()?,
            "--trials" => options.trials = arguments.value()?,
            "--seed" => options.seed = arguments.value()?,
            "--sampler" => {
                let name = serde_json::Value::String(arguments.text()?);
                options.sampler = serde_json::from_value(name).map_err(|error| format!("--sampler: {error}"))?;
            }
            "--print-problem" => print = true,
            _ => path = Some(argument),
        }
    }
    let problem: SimulationProblem = match (path, dossier) {
        (Some(path), None) => {
            serde_json::from_str(&support::text(Some(&path))?).map_err(|error| format!("{path}: {error}"))?
        }
        (None, Some(path)) => {
            let (dossier, rules) = (support::dossier(&path)?, pack.on(as_of));
            let within = WithinPool::Independent;
            match pool {
                None => portfolio_problem(&dossier, &rules, within),
                Some(pool) => pool_problem(&dossier, &rules, &pool, PoolView::Reconciled, within)
                    .map(|problem| problem.unwrap_or_default()),
            }
            .map_err(|error| error.to_string())?
        }
        _ => return Err(USAGE.to_owned()),
    };
    if print {
        return support::json(Ok::<_, String>(problem));
    }
    let result = simulate(&problem, &options, &mut |_| ControlFlow::Continue(())).map_err(|error| error.to_string())?;
    support::json(tornado(&problem).map(|tornado| Output { result, tornado }))
}
