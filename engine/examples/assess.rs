//! Prints the assessment of a dossier as JSON: `assess dossier.iphc.json [--as-of DATE] [--rules pack.toml]`.

mod support;

use std::process::ExitCode;

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let (mut path, mut as_of, mut pack) = (None, support::DEFAULT_DAY, support::built_in()?);
    let mut station = None;
    let mut arguments = support::Arguments::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => as_of = arguments.value()?,
            "--rules" => station = Some(arguments.text()?),
            _ => path = Some(argument),
        }
    }
    if let Some(station) = station {
        pack = support::overlay(&pack, &station, as_of)?;
    }
    let path = path.ok_or("usage: assess dossier.iphc.json [--as-of DATE] [--rules pack.toml]")?;
    support::json(ip_health_engine::assess(&support::dossier(&path)?, &pack, as_of))
}
