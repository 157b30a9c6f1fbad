//! The wall round the engine: it knows no browser and builds without one.

use crate::run::{Failure, Tools, ask, show};

const FORBIDDEN: [&str; 5] = ["wasm-bindgen", "js-sys", "web-sys", "yew", "gloo"];

/// Reads the engine's dependency tree and builds the engine alone for this machine.
///
/// # Errors
/// If a web crate is in the tree, or the engine does not build.
pub fn check() -> Result<(), Failure> {
    let tools = Tools::new();
    let arguments =
        ["tree", "--package", "ip-health-engine", "--edges", "normal", "--prefix", "none", "--all-features"];
    let tree = ask(&mut tools.command("cargo", arguments)).ok_or_else(|| {
        Failure::new("`cargo tree` of the engine", "run `cargo tree -p ip-health-engine` and read its error")
    })?;
    let found = web_crates(&tree);
    if !found.is_empty() {
        return Err(Failure::new(
            format!("the engine depends on {}", found.join(", ")),
            "find who brings it with `cargo tree -p ip-health-engine -i <crate>`; the engine must not know a browser",
        ));
    }
    println!("  {} crates in the engine's tree, no web crate among them", tree.lines().count());
    let build = ["build", "--package", "ip-health-engine", "--all-features"];
    show(&mut tools.command("cargo", build), "the engine must build on its own: read the first error above").map(drop)
}

/// The forbidden crates of a tree as `cargo tree --prefix none` prints it.
fn web_crates(tree: &str) -> Vec<&str> {
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let mut found: Vec<&str> = names
        .filter(|name| {
            FORBIDDEN.iter().any(|crate_name| name == crate_name || name.starts_with(&format!("{crate_name}-")))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_crates_are_found_by_name_and_family() {
        let tree =
            "ip-health-engine v0.1.0\nlibm v0.2.16\njs-sys v0.3.107\ngloo-timers v0.4.0 (*)\njs-sys v0.3.107 (*)";
        assert_eq!(web_crates(tree), ["gloo-timers", "js-sys"]);
        assert!(web_crates("libm v0.2.16\nyewish v1.0.0").is_empty());
    }
}
