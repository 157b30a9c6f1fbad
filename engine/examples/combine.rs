//! Prints the best combination of channels for a dossier as JSON: `combine dossier.iphc.json [--as-of DATE]`.

mod support;

use std::process::ExitCode;

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let (mut path, mut as_of) = (None, support::DEFAULT_DAY);
    let mut arguments = support::Arguments::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--as-of" => as_of = arguments.value()?,
            _ => path = Some(argument),
        }
    }
    let path = path.ok_or("usage: combine dossier.iphc.json [--as-of DATE]")?;
    support::json(ip_health_engine::combine(&support::dossier(&path)?, &support::built_in()?, as_of))
}
