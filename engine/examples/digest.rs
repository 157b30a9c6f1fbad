//! Prints the digests of a thousand assessments, one line a dossier: `digest [COUNT]`. `cargo xtask test bits` compares
//! them with those that a browser finds.

// The dossiers and the digests of the tests.
#[path = "../tests/support/digest.rs"]
mod digest;
mod support;
#[path = "../tests/support/varied.rs"]
mod varied;

use std::process::ExitCode;

fn main() -> ExitCode {
    support::finish(run())
}

fn run() -> Result<String, String> {
    let count = match support::Arguments::new().next() {
        Some(text) => text.parse().map_err(|error| format!("{text}: {error}"))?,
        None => digest::DOSSIERS,
    };
    let pack = support::built_in()?;
    let lines: Vec<String> = (0..count).map(|number| digest::line(number, &pack)).collect();
    Ok(lines.join("\n"))
}
