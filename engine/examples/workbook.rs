//! Writes the workings of a dossier as a workbook with live formulas:
//! `workbook dossier.iphc.json out.xlsx [--as-of DATE] [--rules pack.toml] [--english]`.

use std::process::ExitCode;

use ip_health_engine::dossier::read_file;
use ip_health_engine::exchange::{WorkbookOptions, write_workbook};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::station::read_station_pack;
use jiff::civil::Date;

/// The day that the workbook uses unless told otherwise: the day the built-in rules were read.
const DEFAULT_DAY: Date = jiff::civil::date(2026, 11, 23);

const USAGE: &str = "usage: workbook dossier.iphc.json out.xlsx [--as-of DATE] [--rules pack.toml] [--english]";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let mut paths = Vec::new();
    let mut as_of = DEFAULT_DAY;
    let mut options = WorkbookOptions::default();
    let mut station = None;
    let mut pack = RulePack::built_in().map_err(|error| error.to_string())?;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--as-of" => as_of = value()?.parse().map_err(|error| format!("--as-of: {error}"))?,
            "--rules" => station = Some(value()?),
            "--english" => options.language = Language::English,
            _ => paths.push(argument),
        }
    }
    if let Some(station) = station {
        pack = overlay(&pack, &station, as_of)?;
    }
    let [from, to] = paths.as_slice() else { return Err(USAGE.to_owned()) };
    let bytes = std::fs::read(from).map_err(|error| format!("{from}: {error}"))?;
    let opened = read_file(&bytes).map_err(|error| format!("{from}: {error}"))?;
    let dossier = &opened.file.dossier;
    let assessment = ip_health_engine::assess(dossier, &pack, as_of).map_err(|error| error.to_string())?;
    let workbook = write_workbook(dossier, &assessment, &pack, &options).map_err(|error| error.to_string())?;
    std::fs::write(to, workbook).map_err(|error| format!("{to}: {error}"))
}

/// Lays a station's pack over the built-in one; TOML or JSON.
fn overlay(pack: &RulePack, path: &str, as_of: Date) -> Result<RulePack, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let read = read_station_pack(&text, pack, as_of).map_err(|fault| format!("{path}:\n{fault}"))?;
    Ok(read.rules)
}
