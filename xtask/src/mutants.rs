//! Mutants of the engine: what is changed, and which tests judge the changes.

use std::path::Path;

use crate::run::{Failure, show};
use crate::setup;

/// Modules that the same tests judge.
struct Judged {
    /// Folders and files of the modules.
    places: &'static [&'static str],
    /// Names of the test binaries beside the unit tests: the quick ones, by what they find. The others take minutes and
    /// find next to nothing more.
    tests: &'static [&'static str],
}

/// What turns rules into values.
const VALUES: Judged = Judged {
    places: &["engine/src/rules", "engine/src/valuation", "engine/src/units.rs"],
    tests: &[
        "dossier_by_hand",
        "answers_by_hand",
        "inputs_by_hand",
        "scores_by_hand",
        "problem_points",
        "simulation_draws",
        "problems",
        "valuation_golden",
        "checks",
        "rules",
        "method_fit",
        "problem_properties",
        "right_workings",
        "stated_inputs",
        "valuation_properties",
        "missing_answers",
        "simulation",
    ],
};

/// What values and answers open: finance, the STAR Market.
const FINANCE: Judged = Judged {
    places: &["engine/src/financing", "engine/src/star"],
    tests: &[
        "financing_bank",
        "financing_channels",
        "financing_golden",
        "financing_mix",
        "financing_offers",
        "financing_specification",
        "readers",
        "star_golden",
        "station",
    ],
};

/// Changes the code of rules and valuation, or of the place in `MUTANTS`, one operator or function after another, and
/// expects a test to fail each time. What survives is listed with its reason in `docs/mutants.md`.
///
/// # Errors
/// If the tool cannot be installed or a change is not noticed.
pub fn run() -> Result<(), Failure> {
    let tools = setup::for_mutants()?;
    let place = std::env::var("MUTANTS").ok();
    let arguments = arguments(place.as_deref());
    let mut command = tools.command("cargo-mutants", arguments.iter().map(String::as_str));
    show(&mut command, "target/mutants.out/missed.txt lists what no test noticed; docs/mutants.md says which of it may")
        .map(drop)
}

/// All changes of a file, one in 200 of a folder.
fn arguments(place: Option<&str>) -> Vec<String> {
    let judged = match place.map(Path::new) {
        Some(place) if FINANCE.places.iter().any(|module| place.starts_with(module)) => &FINANCE,
        _ => &VALUES,
    };
    let places = place.map_or_else(|| judged.places.to_vec(), |place| vec![place]);
    let whole = place.is_some_and(is_file);
    let mut arguments = vec!["mutants", "--package", "ip-health-engine", "--output", "target", "--no-shuffle"];
    if !whole {
        arguments.extend(["--shard", "0/200", "--sharding", "round-robin"]);
    }
    let mut arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
    for place in places {
        let files = if is_file(place) { place.to_owned() } else { format!("{}/**/*.rs", place.trim_end_matches('/')) };
        arguments.extend(["--file".to_owned(), files]);
    }
    arguments.extend(["--", "--lib"].map(str::to_owned));
    arguments.extend(judged.tests.iter().flat_map(|test| ["--test".to_owned(), (*test).to_owned()]));
    arguments
}

fn is_file(place: &str) -> bool {
    Path::new(place).extension().is_some_and(|ending| ending == "rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_judged_by_the_tests_of_its_module() {
        let tested = |place: Option<&str>, test: &str| arguments(place).iter().any(|argument| argument == test);
        for place in ["engine/src/financing/mix/solve.rs", "engine/src/star", "engine/src/star/"] {
            assert!(tested(Some(place), "star_golden") && !tested(Some(place), "problems"), "{place}");
        }
        for place in [None, Some("engine/src/valuation"), Some("engine/src/station/mod.rs")] {
            assert!(tested(place, "problems") && !tested(place, "star_golden"), "{place:?}");
        }
        let whole = arguments(Some("engine/src/star/facts.rs"));
        assert!(whole.contains(&"engine/src/star/facts.rs".to_owned()) && !whole.contains(&"--shard".to_owned()));
        let part = arguments(Some("engine/src/star/"));
        assert!(part.contains(&"engine/src/star/**/*.rs".to_owned()) && part.contains(&"--shard".to_owned()));
    }

    #[test]
    fn every_test_that_judges_is_there() {
        let tests = crate::run::root().join("engine/tests");
        let there = |name: &str| {
            let file = tests.join([name, ".rs"].concat());
            file.is_file() || tests.join(name).join("main.rs").is_file()
        };
        for judged in [&VALUES, &FINANCE] {
            let gone: Vec<&&str> = judged.tests.iter().filter(|name| !there(name)).collect();
            assert!(gone.is_empty(), "{gone:?}");
        }
    }
}
