//! Prints the best combination of channels for a dossier as JSON: `combine dossier.iphc.json [--as-of DATE]`.

use std::process::ExitCode;

use ip_health_engine::combine;
use ip_health_engine::dossier::read_file;
use ip_health_engine::rules::RulePack;

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
    let mut path = None;
    let mut as_of = jiff::civil::date(2026, 11, 23);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--as-of" {
            let day = arguments.next().ok_or("--as-of needs a value")?;
            as_of = day.parse().map_err(|error| format!("--as-of: {error}"))?;
        } else {
            path = Some(argument);
        }
    }
    let path = path.ok_or("usage: combine dossier.iphc.json [--as-of DATE]")?;
    let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let opened = read_file(&bytes).map_err(|error| format!("{path}: {error}"))?;
    let pack = RulePack::built_in().map_err(|error| error.to_string())?;
    let found = combine(&opened.file.dossier, &pack, as_of).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&found).map_err(|error| error.to_string())
}
