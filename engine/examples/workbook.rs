//! Writes the workings of a dossier as a workbook with live formulas:
//! `workbook dossier.iphc.json out.xlsx [--as-of DATE] [--rules pack.toml] [--english]`.

mod support;

use std::process::ExitCode;

use ip_health_engine::exchange::{WorkbookOptions, write_workbook};
use ip_health_engine::rules::Language;

const USAGE: &str = "usage: workbook dossier.iphc.json out.xlsx [--as-of DATE] [--rules pack.toml] [--english]";

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let (mut paths, mut as_of, mut pack) = (Vec::new(), support::DEFAULT_DAY, support::built_in()?);
    let mut options = WorkbookOptions::default();
    let mut station = None;
    let mut arguments = support::Arguments::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => as_of = arguments.value()?,
            "--rules" => station = Some(arguments.text()?),
            "--english" => options.language = Language::English,
            _ => paths.push(argument),
        }
    }
    if let Some(station) = station {
        pack = support::overlay(&pack, &station, as_of)?;
    }
    let [from, to] = paths.as_slice() else { return Err(USAGE.to_owned()) };
    let dossier = support::dossier(from)?;
    let assessment = ip_health_engine::assess(&dossier, &pack, as_of).map_err(|error| error.to_string())?;
    let workbook = write_workbook(&dossier, &assessment, &pack, &options).map_err(|error| error.to_string())?;
    std::fs::write(to, workbook).map_err(|error| format!("{to}: {error}"))?;
    Ok(to.clone())
}
