//! What every example does alike: arguments, files, rules, JSON.

#![expect(dead_code, reason = "every example takes what it needs, none takes all")]

use std::io::Read;
use std::process::ExitCode;
use std::str::FromStr;

use ip_health_engine::dossier::{Dossier, read_file};
use ip_health_engine::rules::RulePack;
use ip_health_engine::station::read_station_pack;
use jiff::civil::Date;
use serde::Serialize;

/// The day that is used unless told otherwise: the day the built-in rules were read.
pub const DEFAULT_DAY: Date = jiff::civil::date(2026, 11, 23);

/// Prints what an example found, or what went wrong.
pub fn finish(found: Result<String, String>) -> ExitCode {
    match found {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// The arguments of the command, one after the other.
pub struct Arguments {
    rest: std::iter::Skip<std::env::Args>,
    last: String,
}

impl Arguments {
    /// Those after the name of the program.
    pub fn new() -> Self {
        Arguments { rest: std::env::args().skip(1), last: String::new() }
    }

    /// The next one: an option or a file.
    pub fn next(&mut self) -> Option<String> {
        let next = self.rest.next()?;
        self.last.clone_from(&next);
        Some(next)
    }

    /// What follows the option that was read last.
    pub fn text(&mut self) -> Result<String, String> {
        self.rest.next().ok_or_else(|| format!("{} needs a value", self.last))
    }

    /// As [`Self::text`], read as a number, a day or whatever is asked for.
    pub fn value<T: FromStr<Err: std::fmt::Display>>(&mut self) -> Result<T, String> {
        let text = self.text()?;
        text.parse().map_err(|error| format!("{}: {error}", self.last))
    }
}

/// What a file holds, or standard input without one.
pub fn text(path: Option<&str>) -> Result<String, String> {
    let mut text = String::new();
    match path {
        Some(path) => file(path),
        None => std::io::stdin().read_to_string(&mut text).map(|_| text).map_err(|error| error.to_string()),
    }
}

fn file(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))
}

/// The dossier in a file.
pub fn dossier(path: &str) -> Result<Dossier, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    Ok(read_file(&bytes).map_err(|error| format!("{path}: {error}"))?.file.dossier)
}

/// The built-in rules.
pub fn built_in() -> Result<RulePack, String> {
    RulePack::built_in().map_err(|error| error.to_string())
}

/// Lays a station's pack over another one, for this day; TOML as authors write it, or JSON.
pub fn overlay(pack: &RulePack, path: &str, as_of: Date) -> Result<RulePack, String> {
    Ok(read_station_pack(&file(path)?, pack, as_of).map_err(|fault| format!("{path}:\n{fault}"))?.rules)
}

/// Indented JSON of a result; its error in words.
pub fn json<T: Serialize>(found: Result<T, impl std::fmt::Display>) -> Result<String, String> {
    let found = found.map_err(|error| error.to_string())?;
    serde_json::to_string_pretty(&found).map_err(|error| error.to_string())
}
