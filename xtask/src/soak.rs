//! The long runs of what `cargo xtask test` tries briefly.

use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::run::{Failure, root, show, timed};
use crate::{dist, mutants, setup, test};

/// Names of the runs, what they do and how long they take.
const RUNS: [(&str, &str, &str); 4] = [
    ("hostile", "Hostile input: 20,000 mutations of each parser's corpus", "30 min"),
    ("faults", "Fifty killed tabs and 300 flipped bits, in the built page", "40 min"),
    ("reproducible", "Two builds from nothing in two folders, compared file by file", "25 min"),
    (
        "mutants",
        "One in 200 changes to the code of rules and valuation or of the folder in MUTANTS, or all of a file",
        "1 h",
    ),
];

/// Runs all, or those named.
///
/// # Errors
/// If a name is unknown or a run fails.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    if arguments.iter().any(|name| name == "--list") {
        RUNS.iter().for_each(|(name, title, expected)| println!("{name:<14} {title} ({expected})"));
        return Ok(());
    }
    if let Some(unknown) = arguments.iter().find(|name| RUNS.iter().all(|(known, ..)| known != name)) {
        return Err(Failure::new(format!("there is no run `{unknown}`"), "cargo xtask soak --list"));
    }
    for (name, title, expected) in RUNS {
        if arguments.is_empty() || arguments.iter().any(|wanted| wanted == name) {
            timed(title, expected, || match name {
                "hostile" => hostile(),
                "faults" => test::faults(),
                "mutants" => mutants::run(),
                _ => reproducible(),
            })?;
        }
    }
    Ok(())
}

fn hostile() -> Result<(), Failure> {
    let tools = setup::for_build()?;
    let arguments = [
        "test",
        "-p",
        "ip-health-engine",
        "--all-features",
        "--profile",
        "bench",
        "--test",
        "hostile",
        "--test",
        "hostile_messages",
    ];
    let mut command = tools.command("cargo", arguments);
    command.env("HOSTILE_ROUNDS", std::env::var("HOSTILE_ROUNDS").unwrap_or_else(|_| "20000".to_owned()));
    show(&mut command, "the seed is fixed: the same round fails again").map(drop)
}

/// Builds twice, each time from nothing and in a folder of another name, and compares every file.
fn reproducible() -> Result<(), Failure> {
    let tools = setup::for_build()?;
    let mut hashes = Vec::new();
    for name in ["first", "second"] {
        let target = root().join("target/reproducible").join(name);
        if target.exists() {
            fs::remove_dir_all(&target).map_err(Failure::file("remove", &target))?;
        }
        dist::build_in(&tools, Some(&target))?;
        hashes.push(sums_of(&dist::folder())?);
    }
    if hashes[0] == hashes[1] {
        println!("{}", hashes[0]);
        return Ok(());
    }
    let different = hashes[0].lines().zip(hashes[1].lines()).filter(|(first, second)| first != second);
    let names: Vec<&str> = different.filter_map(|(line, _)| line.split_whitespace().last()).collect();
    Err(Failure::new(
        format!("two builds differ: {}", names.join(", ")),
        "look for a path, a time or an order of a hash map in the files named",
    ))
}

/// SHA-256 of every file of a built page, a line each, as `sha256sum` writes and checks it.
///
/// # Errors
/// If nothing is built.
pub fn sums_of(folder: &Path) -> Result<String, Failure> {
    let lines = dist::files(folder)?.into_iter().filter(|path| !path.ends_with(dist::SUMS)).map(|path| {
        let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(format!("{}  {name}\n", dist::hexadecimal(&Sha256::digest(bytes))))
    });
    lines.collect()
}
