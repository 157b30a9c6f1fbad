//! The npm package `ip-health-check` in `embed/pkg`: wasm-pack builds the wasm, this module puts the hand-written
//! JavaScript, the schemas and the types beside it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Failure, Tools, ask, root, show, timed};
use crate::setup;

/// Name of the wasm and of the script that wasm-bindgen writes for it.
const NAME: &str = "ip_health_check";
/// Where the package is.
pub fn folder() -> PathBuf {
    root().join("embed/pkg")
}

/// Builds the package.
///
/// # Errors
/// If a tool is missing and cannot be installed, or one of them fails.
pub fn build() -> Result<Tools, Failure> {
    let tools = setup::for_package()?;
    timed("npm package", "5 min from nothing", || {
        wasm(&tools, &folder(), &[])?;
        schemas(&tools, &folder())?;
        beside(&folder())?;
        link(&tools)
    })?;
    Ok(tools)
}

/// The wasm and its script in `folder`, with the features named, by wasm-pack at the worker's quality.
///
/// # Errors
/// If wasm-pack or wasm-opt fails.
pub fn wasm(tools: &Tools, folder: &Path, features: &[&str]) -> Result<(), Failure> {
    let into = folder.to_string_lossy();
    let mut arguments = vec![
        "build",
        "embed",
        "--target",
        "web",
        "--out-dir",
        &into,
        "--out-name",
        NAME,
        "--no-pack",
        "--no-typescript",
        "--mode",
        "no-install",
        "--no-opt",
        "--profile",
        "worker",
    ];
    let list = features.join(",");
    if !features.is_empty() {
        arguments.extend(["--features", &list]);
    }
    show(&mut tools.command("wasm-pack", arguments), "the first error above says where")?;
    let file = folder.join(format!("{NAME}_bg.wasm"));
    let file = file.to_string_lossy();
    let mut optimise = tools.command("wasm-opt", ["-O3", &file, "-o", &file]);
    show(&mut optimise, "wasm-opt comes with the npm packages of tests/e2e").map(drop)
}

/// Schemas and TypeScript types, from the engine's own types.
fn schemas(tools: &Tools, package: &Path) -> Result<(), Failure> {
    let made = root().join("target/schemas");
    fs::create_dir_all(&made).map_err(Failure::file("make", &made))?;
    let mut paths = Vec::new();
    for flag in ["--schemas", "--types"] {
        // With all features, as the tests are built, so that nothing is compiled twice.
        let arguments =
            ["run", "--quiet", "-p", "ip-health-engine", "--all-features", "--example", "schemas", "--", flag];
        let text = ask(&mut tools.command("cargo", arguments)).ok_or_else(|| {
            Failure::new(
                "the schemas of the engine's types",
                "cargo run -p ip-health-engine --all-features --example schemas shows the error",
            )
        })?;
        let path = made.join(format!("{}.json", flag.trim_start_matches('-')));
        fs::write(&path, text).map_err(Failure::file("write", &path))?;
        paths.push(path.to_string_lossy().into_owned());
    }
    let mut command = tools.command("node", ["build/types.mjs"]);
    command.args(paths).arg(package).current_dir(root().join("embed"));
    show(&mut command, "embed/build/types.mjs writes them").map(drop)
}

/// What is written by hand: the entries and the API over the wasm, the declarations, the description, the licences.
fn beside(package: &Path) -> Result<(), Failure> {
    let scripts = root().join("embed/js");
    let entries = fs::read_dir(&scripts).map_err(Failure::file("read", &scripts))?;
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.extend(["embed/README.md", "LICENSE", "LICENSE-APACHE", "LICENSE-MIT"].map(|name| root().join(name)));
    for file in files {
        let name = file.file_name().unwrap_or_default();
        fs::copy(&file, package.join(name)).map_err(Failure::file("copy", &file))?;
    }
    Ok(())
}

/// Tests and examples import the package by its name.
fn link(tools: &Tools) -> Result<(), Failure> {
    let mut command = tools.command("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--offline", "./pkg"]);
    command.current_dir(root().join("embed"));
    show(&mut command, "embed/pkg/package.json must be there").map(drop)
}
