//! Installs what a build and the tests need, where it is missing: into `.tools/`, and with apt what belongs to the system.

use std::fs;
use std::path::Path;

use crate::run::{Failure, Tools, ask, root, show, timed};

const TRUNK: &str = "0.21.14";
const CARGO_DENY: &str = "0.20.2";
const CARGO_MACHETE: &str = "0.9.2";
const CARGO_MUTANTS: &str = "27.1.0";
const WASM_PACK: &str = "0.15.1";
const SOURCES: &str = "this step downloads: check the network, then run the same command again";

/// Installs what `cargo xtask serve` needs.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn for_build() -> Result<Tools, Failure> {
    let tools = Tools::new();
    wasm_target(&tools)?;
    npm_packages(&tools, "tests/e2e", "wasm-opt, Playwright, axe")?;
    crate_binary(&tools, "trunk", "trunk", TRUNK, &["--locked", "--no-default-features", "--features", "rustls"])?;
    // Its own lock file is older than its code: without --locked, as its authors build it.
    crate_binary(&tools, "wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?, &[])?;
    Ok(tools)
}

/// Installs what `cargo xtask test` needs.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn for_test() -> Result<Tools, Failure> {
    let tools = for_build()?;
    rustup_component(&tools, "rustfmt", "cargo-fmt")?;
    rustup_component(&tools, "clippy", "cargo-clippy")?;
    crate_binary(&tools, "cargo-deny", "cargo-deny", CARGO_DENY, &["--locked", "--no-default-features"])?;
    crate_binary(&tools, "cargo-machete", "cargo-machete", CARGO_MACHETE, &["--locked"])?;
    browser(&tools)?;
    Ok(tools)
}

/// Installs what `cargo xtask package` needs.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn for_package() -> Result<Tools, Failure> {
    let tools = Tools::new();
    wasm_target(&tools)?;
    npm_packages(&tools, "tests/e2e", "wasm-opt, Playwright, axe")?;
    npm_packages(&tools, "embed", "TypeScript, a schema validator, SheetJS")?;
    crate_binary(&tools, "wasm-pack", "wasm-pack", WASM_PACK, &["--locked"])?;
    // As for the page: see `for_build`.
    crate_binary(&tools, "wasm-bindgen", "wasm-bindgen-cli", &locked_version("wasm-bindgen")?, &[])?;
    Ok(tools)
}

/// Installs what `cargo xtask soak mutants` needs.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn for_mutants() -> Result<Tools, Failure> {
    let tools = Tools::new();
    crate_binary(&tools, "cargo-mutants", "cargo-mutants", CARGO_MUTANTS, &["--locked"])?;
    Ok(tools)
}

/// Installs what `cargo xtask report` needs.
///
/// # Errors
/// If something is missing and cannot be installed.
pub fn for_report() -> Result<Tools, Failure> {
    let tools = for_package()?;
    browser(&tools)?;
    Ok(tools)
}

/// The browser to test with: `CHROME_PATH`, or one on PATH.
pub fn chromium(tools: &Tools) -> Option<String> {
    let named = std::env::var("CHROME_PATH").ok();
    named.or_else(|| {
        let found = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].iter();
        found.filter_map(|name| tools.find(name)).next().map(|path| path.to_string_lossy().into_owned())
    })
}

/// The driver of that browser: `CHROMEDRIVER`, or the one on PATH.
pub fn chromedriver(tools: &Tools) -> Option<String> {
    std::env::var("CHROMEDRIVER")
        .ok()
        .or_else(|| tools.find("chromedriver").map(|path| path.to_string_lossy().into_owned()))
}

fn wasm_target(tools: &Tools) -> Result<(), Failure> {
    let library = ask(&mut tools.command("rustc", ["--print", "target-libdir", "--target", "wasm32-unknown-unknown"]));
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    timed("Rust target wasm32-unknown-unknown", "1 min", || {
        show(&mut tools.command("rustup", ["target", "add", "wasm32-unknown-unknown"]), SOURCES).map(drop)
    })
}

fn rustup_component(tools: &Tools, component: &str, program: &str) -> Result<(), Failure> {
    // rustup puts a proxy for each component on PATH even where the component itself is missing.
    if ask(&mut tools.command(program, ["--version"])).is_some() {
        return Ok(());
    }
    timed(component, "1 min", || show(&mut tools.command("rustup", ["component", "add", component]), SOURCES).map(drop))
}

fn npm_packages(tools: &Tools, folder: &str, what: &str) -> Result<(), Failure> {
    let folder = root().join(folder);
    let modified = |name: &str| fs::metadata(folder.join(name)).and_then(|file| file.modified()).ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    if tools.find("npm").is_none() {
        return Err(Failure::new("there is no npm on PATH", "install Node 20 or later, which brings npm"));
    }
    timed(&format!("npm packages: {what}"), "1 min", || {
        let mut command = tools.command("npm", ["ci", "--no-audit", "--no-fund"]);
        // The tests use the system's Chromium.
        command.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        show(&mut command, SOURCES).map(drop)
    })
}

/// Installs a program from its crate into `.tools/`, unless PATH has exactly this version.
fn crate_binary(tools: &Tools, program: &str, name: &str, version: &str, flags: &[&str]) -> Result<(), Failure> {
    let found = ask(&mut tools.command(program, ["--version"]));
    if found.is_some_and(|text| text.split_whitespace().any(|word| word == version)) {
        return Ok(());
    }
    timed(&format!("{name} {version}"), "2 to 5 min, once", || {
        let into = root().join(".tools").to_string_lossy().into_owned();
        let mut command = tools.command("cargo", ["install", name, "--version", version, "--force", "--root", &into]);
        // These programs run for seconds: building them quickly matters more than their speed.
        // One target folder for all of them, because they share most of their dependencies.
        command
            .args(flags)
            .env("CARGO_TARGET_DIR", root().join(".tools/build"))
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        show(&mut command, SOURCES).map(drop)
    })
}

fn browser(tools: &Tools) -> Result<(), Failure> {
    let mut packages = Vec::new();
    if chromium(tools).is_none() {
        packages.push("chromium");
    }
    if chromedriver(tools).is_none() {
        packages.push("chromium-driver");
    }
    // Without a Chinese font every screenshot shows boxes and text has the wrong width.
    if cfg!(target_os = "linux") && !Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file() {
        packages.push("fonts-noto-cjk");
    }
    if packages.is_empty() {
        return Ok(());
    }
    let list = packages.join(" ");
    if tools.find("apt-get").is_none() {
        return Err(Failure::new(
            format!("missing: {list}"),
            "install Chromium and its driver, or set CHROME_PATH and CHROMEDRIVER to them",
        ));
    }
    timed(&list, "2 min", || {
        let remedy = format!("apt-get install {list} by hand, or set CHROME_PATH and CHROMEDRIVER");
        apt(tools, &["update"], &remedy)?;
        apt(tools, &[&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat(), &remedy)
    })
}

fn apt(tools: &Tools, arguments: &[&str], remedy: &str) -> Result<(), Failure> {
    let root_user = ask(&mut tools.command("id", ["-u"])).is_some_and(|user| user == "0");
    let mut words = if root_user { vec!["apt-get"] } else { vec!["sudo", "apt-get"] };
    words.extend(arguments);
    let (program, rest) = words.split_first().expect("there is at least apt-get");
    let mut command = tools.command(program, rest.iter().copied());
    command.env("DEBIAN_FRONTEND", "noninteractive");
    show(&mut command, remedy).map(drop)
}

/// The version of a package in `Cargo.lock`: tools that must match a crate are never named twice.
fn locked_version(package: &str) -> Result<String, Failure> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(Failure::file("read", &path))?;
    version_in(&lock, package)
        .ok_or_else(|| Failure::new(format!("Cargo.lock has no {package}"), "run `cargo generate-lockfile`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let after = lock.lines().skip_while(|line| *line != name).nth(1)?;
    Some(after.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_comes_from_the_package_of_exactly_this_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
