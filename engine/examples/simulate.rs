//! Prints the simulation of a problem as JSON: `simulate problem.json [--trials N] [--seed S] [--sampler sobol]`.
//!
//! With `--dossier FILE [--as-of DATE] [--pool ID]` the problem is that of a dossier's portfolio or of one of its pools;
//! `--print-problem` prints it instead of running it.

use std::ops::ControlFlow;
use std::process::ExitCode;

use ip_health_engine::dossier::read_file;
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    PoolView, SimulationOptions, SimulationProblem, SimulationResult, TornadoBar, WithinPool, pool_problem,
    portfolio_problem, simulate, tornado,
};
use jiff::civil::Date;
use serde::Serialize;

/// The day that reports use unless told otherwise: the day the built-in rules were read.
const DEFAULT_DAY: Date = jiff::civil::date(2026, 11, 23);

const USAGE: &str = "usage: simulate (problem.json | --dossier dossier.iphc.json [--as-of DATE] [--pool ID]) \
                     [--trials N] [--seed S] [--sampler sobol|splitmix64] [--print-problem]";

/// What is printed.
#[derive(Serialize)]
struct Output {
    result: SimulationResult,
    tornado: Vec<TornadoBar>,
}

fn main() -> ExitCode {
    match run() {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let pack = RulePack::built_in().map_err(|error| error.to_string())?;
    let (mut path, mut dossier, mut pool, mut as_of, mut print) = (None, None, None, DEFAULT_DAY, false);
    let mut options = SimulationOptions::of_rules(&pack.on(as_of)).map_err(|error| error.to_string())?;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--dossier" => dossier = Some(value()?),
            "--pool" => pool = Some(value()?),
            "--as-of" => as_of = value()?.parse().map_err(|error| format!("--as-of: {error}"))?,
            "--trials" => options.trials = value()?.parse().map_err(|error| format!("--trials: {error}"))?,
            "--seed" => options.seed = value()?.parse().map_err(|error| format!("--seed: {error}"))?,
            "--sampler" => {
                let name = serde_json::Value::String(value()?);
                options.sampler = serde_json::from_value(name).map_err(|error| format!("--sampler: {error}"))?;
            }
            "--print-problem" => print = true,
            _ => path = Some(argument),
        }
    }
    let problem: SimulationProblem = match (path, dossier) {
        (Some(path), None) => {
            let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
            serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?
        }
        (None, Some(path)) => {
            let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
            let opened = read_file(&bytes).map_err(|error| format!("{path}: {error}"))?;
            let (dossier, rules) = (&opened.file.dossier, pack.on(as_of));
            let within = WithinPool::Independent;
            match pool {
                None => portfolio_problem(dossier, &rules, within),
                Some(pool) => pool_problem(dossier, &rules, &pool, PoolView::Reconciled, within)
                    .map(|problem| problem.unwrap_or_default()),
            }
            .map_err(|error| error.to_string())?
        }
        _ => return Err(USAGE.to_owned()),
    };
    let json = if print {
        serde_json::to_string_pretty(&problem)
    } else {
        let result =
            simulate(&problem, &options, &mut |_| ControlFlow::Continue(())).map_err(|error| error.to_string())?;
        let tornado = tornado(&problem).map_err(|error| error.to_string())?;
        serde_json::to_string_pretty(&Output { result, tornado })
    };
    json.map_err(|error| error.to_string())
}
