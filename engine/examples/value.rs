//! Computes one valuation problem and prints the solution as JSON.
//!
//! ```text
//! value [FILE] [--rules] [--solve-for UNKNOWN --target NUMBER [--range LOW,HIGH]]
//! ```
//!
//! Reads FILE, or standard input without one. `--rules` fills what scores and the renewal programme leave open from the
//! built-in rules. `--solve-for share-rate --target 3000000` asks which share rate gives that value.

use std::io::Read;
use std::process::ExitCode;

use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::problem::{Problem, Unknown, solve_for, value};
use jiff::civil::Date;

/// The day whose rules are used: the day the built-in rules were read.
const DAY: Date = jiff::civil::date(2026, 11, 23);

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
    let (mut path, mut unknown, mut target, mut range, mut rules) = (None, None, None, None, false);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut text = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--rules" => rules = true,
            "--solve-for" => unknown = Some(unknown_named(&text()?)?),
            "--target" => target = Some(number(&text()?)?),
            "--range" => range = Some(interval(&text()?)?),
            option if option.starts_with("--") => return Err(format!("{option}: no such option")),
            _ => path = Some(argument),
        }
    }
    let mut problem = Problem::from_json(&read(path.as_deref())?).map_err(|error| error.to_string())?;
    if rules {
        let pack = RulePack::built_in().map_err(|error| error.to_string())?;
        problem = problem.with_rules(&pack.on(DAY)).map_err(|error| error.to_string())?;
    }
    let json = match (unknown, target) {
        (Some(unknown), Some(target)) => {
            let inverse = solve_for(&problem, unknown, target, range).map_err(|error| error.to_string())?;
            serde_json::to_string_pretty(&inverse)
        }
        (None, None) => serde_json::to_string_pretty(&value(&problem).map_err(|error| error.to_string())?),
        _ => return Err("--solve-for and --target go together".to_owned()),
    };
    json.map_err(|error| error.to_string())
}

fn read(path: Option<&str>) -> Result<String, String> {
    let mut text = String::new();
    match path {
        Some(path) => std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}")),
        None => std::io::stdin().read_to_string(&mut text).map(|_| text).map_err(|error| error.to_string()),
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
