//! Every check of the repository, one after another, counted into one closing line.

use std::process::Command;

use crate::run::{Failure, Tools, ask, root, show, show_any, timed};
use crate::server::Server;
use crate::{bundle, dist, imports, package, setup, size, walls};

const WASM: &str = "wasm32-unknown-unknown";

struct Step {
    /// To run it alone: `cargo xtask test <name>`.
    name: &'static str,
    title: &'static str,
    /// On two cores, from nothing.
    expected: &'static str,
    remedy: &'static str,
    work: fn(&Tools, &Step) -> Result<Count, Failure>,
}

/// Tests that passed and failed. A step that is one check, as formatting, counts none when it passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    passed: u32,
    failed: u32,
}

const STEPS: [Step; 15] = [
    Step { name: "format", title: "Formatting", expected: "5 s", remedy: "cargo fmt --all", work: format },
    Step {
        name: "licences",
        title: "Licences and sources of all crates",
        expected: "10 s",
        remedy: "deny.toml says what is allowed; choose another crate, or add its licence with a reason",
        work: licences,
    },
    Step {
        name: "unused",
        title: "Dependencies that nothing uses",
        expected: "1 s",
        remedy: "take it out of Cargo.toml; one that is there for its features only goes, with the reason, into ignored",
        work: unused,
    },
    Step {
        name: "lint",
        title: "Clippy, this machine",
        expected: "4 min",
        remedy: "mend the first warning above; a lint that is wrong here gets #[expect(…, reason = \"…\")]",
        work: lint,
    },
    Step {
        name: "lint-web",
        title: "Clippy, WebAssembly",
        expected: "4 min",
        remedy: "mend the first warning above; this is the code behind cfg(target_arch = \"wasm32\") and its tests",
        work: lint_web,
    },
    Step {
        name: "walls",
        title: "The engine knows no browser",
        expected: "1 min",
        remedy: "see the message",
        work: |_, _| walls::check().map(|()| Count::default()),
    },
    Step {
        name: "native",
        title: "Native tests: engine, rules, reducers, house rules",
        expected: "6 min",
        remedy: "run the failed one alone: cargo test --workspace --all-features <name>",
        work: native,
    },
    Step {
        name: "web",
        title: "Component tests in the browser",
        expected: "4 min",
        remedy: "run it alone: cargo xtask test web",
        work: web,
    },
    Step {
        name: "package",
        title: "npm package: built, in Node, in the browser, its types and schemas",
        expected: "6 min",
        remedy: "run it alone: cargo xtask test package",
        work: |tools, step| {
            package::build()?;
            package_tests(tools, step)
        },
    },
    Step {
        name: "bits",
        title: "The same bits natively and in the browser",
        expected: "5 min",
        remedy: "run it alone: cargo xtask test bits; arithmetic that depends on the machine goes through libm",
        work: bits,
    },
    Step {
        name: "build",
        title: "Release build",
        expected: "8 min",
        remedy: "cargo xtask build",
        work: |tools, _| dist::build(tools).map(|()| Count::default()),
    },
    Step {
        name: "size",
        title: "Size budget of the first screen",
        expected: "1 s",
        remedy: "see the message",
        work: |_, _| {
            println!("{}", size::check()?);
            Ok(Count::default())
        },
    },
    Step {
        name: "imports",
        title: "What the wasm may ask of the browser",
        expected: "1 s",
        remedy: "see the message",
        work: |_, _| imports::check().map(|()| Count::default()),
    },
    Step {
        name: "bundle",
        title: "Offline single file",
        expected: "1 s",
        remedy: "see the message",
        work: |_, _| {
            println!("SHA-256 {}", bundle::write_file()?);
            Ok(Count::default())
        },
    },
    Step {
        name: "journeys",
        title: "Journeys through the built page in the browser",
        expected: "3 min",
        remedy: "run one alone: cargo xtask test build bundle journeys -- -g <title>; traces are in tests/e2e/test-results",
        work: |tools, step| playwright(tools, step, &extra_arguments()),
    },
];

/// Runs all steps, or those named.
///
/// # Errors
/// If any step fails; the others run all the same.
pub fn run(arguments: &[String]) -> Result<(), Failure> {
    let names: Vec<&str> = arguments.iter().map(String::as_str).take_while(|name| *name != "--").collect();
    if names == ["--list"] {
        STEPS.iter().for_each(|step| println!("{:<10} {} ({})", step.name, step.title, step.expected));
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        return Err(Failure::new(format!("there is no step `{unknown}`"), "cargo xtask test --list"));
    }
    let steps: Vec<&Step> = STEPS.iter().filter(|step| names.is_empty() || names.contains(&step.name)).collect();
    let tools = setup::for_test()?;
    let mut sum = Count::default();
    let mut failures = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let title = format!("[{}/{}] {}", index + 1, steps.len(), step.title);
        match timed(&title, step.expected, || (step.work)(&tools, step).and_then(|count| whole(count, step, &mut sum)))
        {
            Ok(()) => {}
            Err(failure) => {
                eprintln!("{failure}");
                failures.push(step);
            }
        }
    }
    // A failed check without tests of its own counts as one.
    sum.failed = sum.failed.max(u32::try_from(failures.len()).unwrap_or(u32::MAX));
    for step in &failures {
        println!("\nFailed step `{}`: {}\nWhat to do: {}", step.name, step.title, step.remedy);
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    if failures.is_empty() {
        Ok(())
    } else {
        let names: Vec<&str> = failures.iter().map(|step| step.name).collect();
        Err(Failure::new(
            format!("{} of {} steps: {}", failures.len(), steps.len(), names.join(", ")),
            format!("mend them, then: cargo xtask test {}", names.join(" ")),
        ))
    }
}

/// Writes the pictures of `docs/screenshots` from the built page.
///
/// # Errors
/// If nothing is built or a page does not come up.
pub fn screenshots() -> Result<(), Failure> {
    let tools = setup::for_test()?;
    let arguments = ["--config", "screenshots.config.mjs"].map(str::to_owned);
    let (_, succeeded) = show_any(&mut playwright_command(&tools, &arguments)?)?;
    if succeeded { Ok(()) } else { Err(Failure::new("the screenshots", "cargo xtask build, then run it again")) }
}

/// The journeys of faults on the built page, with many more faults than in [`run`].
///
/// # Errors
/// If nothing is built or a journey fails.
pub fn faults() -> Result<(), Failure> {
    let tools = setup::for_test()?;
    let files = ["journeys/keeping.spec.mjs", "journeys/damage.spec.mjs"].map(str::to_owned);
    let mut command = playwright_command(&tools, &files)?;
    command.env("KILLS", "50").env("FLIPS", "300");
    let (_, succeeded) = show_any(&mut command)?;
    if succeeded {
        Ok(())
    } else {
        Err(Failure::new("the journeys of faults", "SEED is fixed: the same fault comes again"))
    }
}

fn whole(count: Count, step: &Step, sum: &mut Count) -> Result<(), Failure> {
    sum.passed += count.passed;
    sum.failed += count.failed;
    if count.failed == 0 { Ok(()) } else { Err(Failure::new(format!("{} tests", count.failed), step.remedy)) }
}

fn format(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    check(&mut tools.command("cargo", ["fmt", "--all", "--check"]), step)
}

fn licences(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    // Advisories need a database from the network, which a test must not depend on.
    let arguments = ["deny", "--all-features", "check", "--hide-inclusion-graph", "bans", "licenses", "sources"];
    check(&mut tools.command("cargo", arguments), step)
}

fn unused(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    check(&mut tools.command("cargo-machete", ["."]), step)
}

fn lint(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    check(&mut tools.command("cargo", arguments), step)
}

fn lint_web(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    let packages = ["-p", "ip-health-check", "-p", "ip-health-embed"];
    let mut command = tools.command("cargo", ["clippy", "--target", WASM]);
    check(command.args(packages).args(["--all-targets", "--all-features", "--", "-D", "warnings"]), step)
}

fn check(command: &mut Command, step: &Step) -> Result<Count, Failure> {
    show(command, step.remedy).map(|_| Count::default())
}

fn native(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    count(&mut tools.command("cargo", ["test", "--workspace", "--all-features", "--no-fail-fast"]), step, cargo_tests)
}

fn web(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    count(&mut browser_test(tools, "web", "120")?, step, cargo_tests)
}

/// A test binary of the app in the browser.
fn browser_test(tools: &Tools, name: &str, seconds: &str) -> Result<Command, Failure> {
    let driver = setup::chromedriver(tools)
        .ok_or_else(|| Failure::new("there is no chromedriver", "install it, or set CHROMEDRIVER"))?;
    let mut command = tools.command("cargo", ["test", "--target", WASM, "-p", "ip-health-check", "--test", name]);
    // webdriver.json in the top folder has the flags of the browser.
    command.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_TEST_TIMEOUT", seconds);
    Ok(command)
}

/// Digests of a thousand assessments, found natively, then found again in the browser.
fn bits(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    let arguments = ["run", "-p", "ip-health-engine", "--all-features", "--example", "digest"];
    println!("  $ cargo {}", arguments.join(" "));
    let native = ask(&mut tools.command("cargo", arguments)).ok_or_else(|| Failure::new("the digests", step.remedy))?;
    let mut command = browser_test(tools, "bits", "600")?;
    command.args(["--features", "worker"]).env("NATIVE_DIGESTS", native.lines().collect::<Vec<_>>().join(";"));
    count(&mut command, step, cargo_tests)
}

/// Tests of the built package by Node's own runner, among them one that opens it in the browser; then the types.
fn package_tests(tools: &Tools, step: &Step) -> Result<Count, Failure> {
    let browser =
        setup::chromium(tools).ok_or_else(|| Failure::new("there is no Chromium", "install it, or set CHROME_PATH"))?;
    let embed = root().join("embed");
    let mut types = tools.command("node", ["node_modules/typescript/bin/tsc", "--project", "test/types"]);
    check(types.current_dir(&embed), step)?;
    let mut command = tools.command("node", ["--test", "--test-reporter", "tap", "test/"]);
    command.current_dir(&embed).env("CHROME_PATH", browser);
    count(&mut command, step, node_tests)
}

fn playwright(tools: &Tools, step: &Step, arguments: &[String]) -> Result<Count, Failure> {
    count(&mut playwright_command(tools, arguments)?, step, playwright_tests)
}

/// Playwright on the built page, served by this program for as long as it runs.
fn playwright_command(tools: &Tools, arguments: &[String]) -> Result<Command, Failure> {
    let browser =
        setup::chromium(tools).ok_or_else(|| Failure::new("there is no Chromium", "install it, or set CHROME_PATH"))?;
    let server = Server::open(&dist::folder(), None)?;
    let address = server.address();
    std::thread::spawn(move || server.serve());
    let mut command = tools.command("playwright", ["test"]);
    command.args(arguments).current_dir(root().join("tests/e2e"));
    command.env("BUNDLE", bundle::file()).env("BASE_URL", address).env("CHROME_PATH", browser).env("FORCE_COLOR", "0");
    Ok(command)
}

/// What stands after `--`, for Playwright.
fn extra_arguments() -> Vec<String> {
    std::env::args().skip_while(|argument| argument != "--").skip(1).collect()
}

/// Runs tests and reads their counts; a run that ends badly without naming a failed test counts as one.
fn count(command: &mut Command, step: &Step, read: fn(&str) -> Count) -> Result<Count, Failure> {
    let (text, succeeded) = show_any(command)?;
    let count = read(&text);
    match (succeeded, count) {
        (true, Count { passed: 0, .. }) => Err(Failure::new("no test ran", step.remedy)),
        (false, Count { passed, failed: 0 }) => Ok(Count { passed, failed: 1 }),
        _ => Ok(count),
    }
}

/// Sums the lines `test result: ok. 3 passed; 0 failed; …`.
fn cargo_tests(text: &str) -> Count {
    let results = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result: "))
        .map(|line| Count { passed: number_before(line, " passed"), failed: number_before(line, " failed") });
    results.fold(Count::default(), |sum, count| Count {
        passed: sum.passed + count.passed,
        failed: sum.failed + count.failed,
    })
}

/// Reads the last lines `2 failed` and `3 passed (4.2s)`; a flaky test counts as failed.
fn playwright_tests(text: &str) -> Count {
    let tally = |word: &str| {
        let last = text.lines().rev().map(str::trim).find(|line| {
            let mut words = line.split_whitespace();
            words.next().is_some_and(|number| number.parse::<u32>().is_ok()) && words.next() == Some(word)
        });
        last.map_or(0, |line| number_before(line, &format!(" {word}")))
    };
    Count { passed: tally("passed"), failed: tally("failed") + tally("flaky") }
}

/// Reads the last lines `# pass 3` and `# fail 1` of the test protocol.
fn node_tests(text: &str) -> Count {
    let tally = |word: &str| {
        let last = text.lines().rev().find_map(|line| line.strip_prefix("# ")?.strip_prefix(word));
        last.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
    };
    Count { passed: tally("pass "), failed: tally("fail ") + tally("cancelled ") }
}

fn number_before(line: &str, word: &str) -> u32 {
    let before = line.find(word).map_or("", |at| &line[..at]);
    before.rsplit(|letter: char| !letter.is_ascii_digit()).next().and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_of_all_test_binaries_are_summed() {
        let text = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured\n\
                    test result: FAILED. 10 passed; 3 failed; 0 ignored\n";
        assert_eq!(cargo_tests(text), Count { passed: 12, failed: 3 });
    }

    #[test]
    fn counts_of_playwright_are_read_from_its_last_lines() {
        let text = "Running 4 tests using 1 worker\n  1 failed\n    [zh] › smoke.spec.mjs:5:1 › 1 passed over\n  1 flaky\n  12 passed (5.1s)\n";
        assert_eq!(playwright_tests(text), Count { passed: 12, failed: 2 });
        assert_eq!(playwright_tests("Error: No tests found\n"), Count::default());
    }

    #[test]
    fn counts_of_node_are_read_from_its_last_lines() {
        let text = "ok 1 - # pass 9\n1..2\n# tests 14\n# pass 12\n# fail 1\n# cancelled 1\n";
        assert_eq!(node_tests(text), Count { passed: 12, failed: 2 });
    }

    #[test]
    fn names_of_steps_are_different() {
        let mut names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
