//! Prints the assessment of a dossier as JSON: `assess dossier.iphc.json [--as-of DATE] [--rules pack.toml]`.

use std::process::ExitCode;

use ip_health_engine::dossier::read_file;
use ip_health_engine::rules::RulePack;
use ip_health_engine::station::read_station_pack;
use jiff::civil::Date;

/// The day that reports use unless told otherwise: the day the built-in rules were read.
const DEFAULT_DAY: Date = jiff::civil::date(2026, 11, 23);

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
    let mut as_of = DEFAULT_DAY;
    let mut station = None;
    let mut pack = RulePack::built_in().map_err(|error| error.to_string())?;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--as-of" => as_of = value()?.parse().map_err(|error| format!("--as-of: {error}"))?,
            "--rules" => station = Some(value()?),
            _ => path = Some(argument),
        }
    }
    if let Some(station) = station {
        pack = overlay(&pack, &station, as_of)?;
    }
    let path = path.ok_or("usage: assess dossier.iphc.json [--as-of DATE] [--rules pack.toml]")?;
    let bytes = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
    let opened = read_file(&bytes).map_err(|error| format!("{path}: {error}"))?;
    let assessment = ip_health_engine::assess(&opened.file.dossier, &pack, as_of).map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&assessment).map_err(|error| error.to_string())
}

/// Lays a station's pack over the built-in one; TOML or JSON.
fn overlay(pack: &RulePack, path: &str, as_of: Date) -> Result<RulePack, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let read = read_station_pack(&text, pack, as_of).map_err(|fault| format!("{path}:\n{fault}"))?;
    Ok(read.rules)
}
