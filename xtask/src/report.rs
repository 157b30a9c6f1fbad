//! Sizes and speed: what the page weighs, and our code in the browser against the same code natively and against plain
//! JavaScript. Information, never a failed test.

use crate::run::{Failure, Tools, root, show, timed};
use crate::{package, setup, size};

/// Prints the size table of the built page, if there is one, and the table of speed.
///
/// # Errors
/// If a tool is missing and cannot be installed, or the builds that are timed fail.
pub fn run() -> Result<(), Failure> {
    let tools = setup::for_report()?;
    println!("\n== Sizes");
    match size::check() {
        Ok(table) => println!("{table}"),
        // The speed is worth printing all the same.
        Err(failure) => println!("{failure}"),
    }
    timed("Speed", "15 min from nothing, then 3", || speed(&tools))
}

/// Both builds at the worker's quality, then all contenders in one session.
fn speed(tools: &Tools) -> Result<(), Failure> {
    let wasm = root().join("target/report");
    package::wasm(tools, &wasm, &["bench"])?;
    let arguments =
        ["build", "-p", "ip-health-embed", "--profile", "worker", "--features", "bench", "--example", "bench"];
    show(&mut tools.command("cargo", arguments), "the first error above says where")?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), Into::into);
    let mut command = tools.command("node", ["report/report.mjs"]);
    command.arg(target.join("worker/examples/bench")).arg(&wasm).current_dir(root().join("embed"));
    if let Some(browser) = setup::chromium(tools) {
        command.env("CHROME_PATH", browser);
    }
    show(&mut command, "embed/report/report.mjs prints the table").map(drop)
}
