//! Sizes of the built page against the budget of its first screen.

use std::fmt::Write;
use std::fs;

use crate::run::Failure;
use crate::{dist, split};

/// What the first screen waits for.
const FIRST_SCREEN: [&str; 5] = ["index.html", "style.css", "boot.js", "app.js", "app_bg.wasm"];
const TARGET_KB: u64 = 300;
const LIMIT_KB: u64 = 400;
/// What a page beyond the start waits for besides. The worker is not among it: until it answers, a page shows the questions.
const FURTHER: [&str; 2] = [split::REST, dist::RULES];

/// A table of every file, plain and compressed, with the sum of the first screen.
///
/// # Errors
/// If nothing is built, or the first screen is over the hard limit.
pub fn check() -> Result<String, Failure> {
    let mut table = format!("{:<20}{:>12}{:>12}\n", "file", "plain KB", "brotli KB");
    let (mut first_screen, mut further) = (0, 0);
    for path in dist::files(&dist::folder())? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let size =
            |path: &str| fs::metadata(path).map(|file| file.len()).map_err(Failure::file("measure", path.as_ref()));
        let path = path.to_string_lossy();
        let plain = size(&path)?;
        // What a deployer changes has no compressed copy.
        let compressed = if dist::SETTINGS.contains(&name.as_str()) { plain } else { size(&format!("{path}.br"))? };
        if FIRST_SCREEN.contains(&name.as_str()) {
            first_screen += compressed;
        } else if FURTHER.contains(&name.as_str()) {
            further += compressed;
        }
        // Writing into a string cannot fail.
        let _ = writeln!(table, "{name:<20}{:>12.1}{:>12.1}", kilobytes(plain), kilobytes(compressed));
    }
    let _ = writeln!(table, "interview, in all: {:.1} KB", kilobytes(first_screen + further));
    let _ = write!(table, "first screen: {:.1} KB, target {TARGET_KB}, limit {LIMIT_KB}", kilobytes(first_screen));
    if first_screen > LIMIT_KB * 1024 {
        let remedy = "move heavy parts behind a field of `Rest` (src/rest.rs); `twiggy top` shows who is big";
        return Err(Failure::new(table, remedy));
    }
    if first_screen > TARGET_KB * 1024 {
        table.push_str("\nWARNING: over the target");
    }
    Ok(table)
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1024.0
}
