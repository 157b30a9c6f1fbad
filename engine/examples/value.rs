//! Computes one valuation problem and prints the solution as JSON.
//!
//! ```text
//! value [FILE] [--rules] [--solve-for UNKNOWN --target NUMBER [--range LOW,HIGH]]
//! ```
//!
//! Reads FILE, or standard input without one. `--rules` fills what scores and the renewal programme leave open from the
//! built-in rules. `--solve-for share-rate --target 3000000` asks which share rate gives that value.

mod support;

use std::process::ExitCode;

use ip_health_engine::valuation::problem::{Problem, Unknown, solve_for, value};

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let (mut path, mut unknown, mut target, mut range, mut rules) = (None, None, None, None, false);
    let mut arguments = support::Arguments::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--rules" => rules = true,
            "--solve-for" => unknown = Some(unknown_named(&arguments.text()?)?),
            "--target" => target = Some(number(&arguments.text()?)?),
            "--range" => range = Some(interval(&arguments.text()?)?),
            option if option.starts_with("--") => return Err(format!("{option}: no such option")),
            _ => path = Some(argument),
        }
    }
    let mut problem = Problem::from_json(&support::text(path.as_deref())?).map_err(|error| error.to_string())?;
    if rules {
        let pack = support::built_in()?;
        problem = problem.with_rules(&pack.on(support::DEFAULT_DAY)).map_err(|error| error.to_string())?;
    }
    match (unknown, target) {
        (Some(unknown), Some(target)) => support::json(solve_for(&problem, unknown, target, range)),
        (None, None) => support::json(value(&problem)),
        _ => Err("--solve-for and --target go together".to_owned()),
    }
}

fn unknown_named(name: &str) -> Result<Unknown, String> {
    serde_json::from_value(serde_json::Value::from(name)).map_err(|error| error.to_string())
}

fn number(text: &str) -> Result<f64, String> {
    text.parse().map_err(|_| format!("{text} is no number"))
}

fn interval(text: &str) -> Result<[f64; 2], String> {
    let (low, high) = text.split_once(',').ok_or("--range needs LOW,HIGH")?;
    Ok([number(low)?, number(high)?])
}
