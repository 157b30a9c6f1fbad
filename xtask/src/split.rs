//! The app's wasm in two parts: the first screen, and the rest, which `src/rest.rs` marks.
//!
//! The splitter wants the program as the linker left it, with its relocations; wasm-bindgen and wasm-opt come after it.
//! So Trunk's own output of the app is replaced by what is made here.

use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::thread;

use wasm_split_cli_support::{Options, transform};

use crate::run::{Failure, Tools, ask};

/// The second part of the app.
pub const REST: &str = "app_rest.wasm";
/// What the splitter calls it: the name in `#[wasm_split(rest)]`.
const MODULE: &str = "split_rest.wasm";
/// The script that the first part imports its loader from. The splitter writes one for pages of modules; ours are
/// classic scripts, and get [`loader`] instead.
const LINK: &str = "./link.js";

/// Puts both parts of the linked app into the folder that Trunk is about to publish.
///
/// # Errors
/// If the program was linked without relocations, or a tool fails.
pub fn split(tools: &Tools, linked: &Path, staging: &Path) -> Result<(), Failure> {
    let work = linked.with_file_name("app-split");
    if work.exists() {
        fs::remove_dir_all(&work).map_err(Failure::file("remove", &work))?;
    }
    let first = work.join("app.wasm");
    cut(linked, &work, &first)?;
    let folder = format!("--out-dir={}", work.display());
    // The rest finds memory and function table among the exports, which wasm-bindgen would drop as unused.
    let arguments = ["--target=no-modules", "--no-typescript", "--keep-lld-exports", "--out-name=app", &folder];
    quietly(tools, "wasm-bindgen", &[arguments.as_slice(), &[&first.to_string_lossy()]].concat())?;
    let script = staging.join("app.js");
    let glue = work.join("app.js");
    let glue = with_loader(&fs::read_to_string(&glue).map_err(Failure::file("read", &glue))?)?;
    fs::write(&script, glue).map_err(Failure::file("write", &script))?;
    // The optimizer has one thread only.
    thread::scope(|scope| {
        let first = scope.spawn(|| optimize(tools, &work.join("app_bg.wasm"), &staging.join("app_bg.wasm")));
        optimize(tools, &work.join(MODULE), &staging.join(REST))?;
        first.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn cut(linked: &Path, work: &Path, first: &Path) -> Result<(), Failure> {
    let program = fs::read(linked).map_err(Failure::file("read", linked))?;
    let mut options = Options::new(&program);
    options.output_dir = work;
    options.main_out_path = first;
    options.link_name = LINK;
    let failed = |what: String| Failure::new(what, "is the app linked with --emit-relocs? see build.rs");
    let parts = transform(options).map_err(|error| failed(format!("the app cannot be split: {error:#}")))?;
    let names: Vec<PathBuf> = parts.split_modules.iter().filter_map(|path| path.file_name()).map(Into::into).collect();
    if names == [Path::new(MODULE)] {
        Ok(())
    } else {
        Err(failed(format!("the app is split into {names:?} besides its first part, not into {MODULE}")))
    }
}

fn optimize(tools: &Tools, from: &Path, to: &Path) -> Result<(), Failure> {
    quietly(tools, "wasm-opt", &["-Oz", &from.to_string_lossy(), "-o", &to.to_string_lossy()])
}

/// Runs a tool whose output nobody needs.
fn quietly(tools: &Tools, program: &str, arguments: &[&str]) -> Result<(), Failure> {
    ask(&mut tools.command(program, arguments.iter().copied())).map(drop).ok_or_else(|| {
        let line = [&[program], arguments].concat().join(" ");
        Failure::new(format!("`{line}`"), "run it by hand to see why; cargo xtask setup installs it")
    })
}

/// The script of wasm-bindgen, in which the rest's loader stands for a module that a classic script cannot import.
fn with_loader(glue: &str) -> Result<String, Failure> {
    let import = format!("require(\"{LINK}\")");
    if glue.matches(&import).count() == 1 {
        Ok(glue.replace(&import, &loader()))
    } else {
        Err(Failure::new("wasm-bindgen does not import the loader as it did", "compare xtask/src/split.rs with app.js"))
    }
}

/// What the first part calls to have the rest: an object with one function. The function gets the place of a callback in
/// the function table, and what to give to it besides whether the rest has come.
///
/// The bytes come from `web/boot.js`, which loads and checks them before it seals the page. `wasm` is wasm-bindgen's
/// variable for the exports of the first part; the rest imports memory, function table and stack pointer from there.
fn loader() -> String {
    "{
        __wasm_split_load_rest: function(callback, data) {
            const answer = function(come) { wasm.__indirect_function_table.get(callback)(data, come); };
            iphc.rest()
                .then(function(bytes) { return WebAssembly.instantiate(bytes, { __wasm_split: wasm }); })
                .then(function() { answer(true); })
                .catch(function(error) { iphc.fail(error && error.stack ? error.stack : error); });
        }
    }"
    .to_owned()
}
