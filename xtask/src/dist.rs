//! The built page in `dist/`: Trunk builds it, then this module joins its style sheets, writes the hash of every file
//! into `index.html` and puts a compressed copy beside each file.

use std::fs;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::run::{Failure, Tools, ask, root, show, timed};
use crate::split;

/// The style sheets, joined.
pub const STYLE: &str = "style.css";
/// Files that the page loads after `index.html`, all of them at start-up.
pub const LOADED: [&str; 8] =
    [STYLE, "boot.js", "app.js", "app_bg.wasm", split::REST, RULES, "worker.js", "worker_bg.wasm"];
/// Serves the files without a network.
const SERVICE_WORKER: &str = "sw.js";
/// What a deployer changes beside the page: a compressed copy would go stale.
pub const SETTINGS: [&str; 1] = ["embed.json"];
/// The rule pack.
pub const RULES: &str = "rules.bin";
/// The feature that marks where the app's wasm is cut in two. Not in Trunk's own page, because `trunk serve` does not cut.
const SPLIT: &str = "split";

/// Where the built page is.
pub fn folder() -> PathBuf {
    root().join("dist")
}

/// SHA-256 of every file, as `sha256sum --check` reads it.
pub const SUMS: &str = "SHA256SUMS";

/// Builds the page for release.
///
/// # Errors
/// If Trunk fails or leaves out a file.
pub fn build(tools: &Tools) -> Result<(), Failure> {
    build_in(tools, None)
}

/// As [`build`], compiling in a folder of its own.
///
/// # Errors
/// As [`build`].
pub fn build_in(tools: &Tools, target: Option<&Path>) -> Result<(), Failure> {
    timed("Release build of the page and its worker", "3 to 8 min from nothing", || {
        // Were the last page left there, a failed build would be followed by checks of the wrong one.
        if folder().exists() {
            fs::remove_dir_all(folder()).map_err(Failure::file("remove", &folder()))?;
        }
        // Trunk takes wasm-bindgen and wasm-opt from PATH, where they are at the right version: it downloads nothing.
        let mut command = tools.command("trunk", ["build", "--release", "--skip-version-check", "--features", SPLIT]);
        command.env("NO_COLOR", "true").env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", without_paths(tools));
        if let Some(target) = target {
            command.env("CARGO_TARGET_DIR", target);
        }
        show(
            &mut command,
            "the first error above says where; `cargo check --target wasm32-unknown-unknown` is quicker",
        )?;
        finish(&folder())
    })
}

/// Flags that keep the places of this machine out of what is compiled, so that every machine makes the same bytes.
fn without_paths(tools: &Tools) -> String {
    let home = |variable: &str, folder: &str| {
        let named = std::env::var_os(variable).map(PathBuf::from);
        named.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(folder))).unwrap_or_default()
    };
    let system = ask(&mut tools.command("rustc", ["--print", "sysroot"])).unwrap_or_default();
    let places =
        [(home("CARGO_HOME", ".cargo").join("registry/src"), "crates"), (PathBuf::from(system), "rust"), (root(), ".")];
    let flags = places.map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    flags.join(" ")
}

/// Puts beside the files that Trunk is about to publish what Trunk cannot make: the rule pack, which the engine's build
/// script writes, and for release the app's wasm in two parts.
///
/// # Errors
/// If Trunk did not call this, the build script wrote no pack, or the app cannot be split.
pub fn stage() -> Result<(), Failure> {
    let variable = |name: &str| {
        std::env::var(name)
            .map_err(|_| Failure::new(format!("{name} is not set"), "Trunk calls this task: cargo xtask build"))
    };
    let staging = PathBuf::from(variable("TRUNK_STAGING_DIR")?);
    let is_release = variable("TRUNK_PROFILE")? == "release";
    let tools = Tools::new();
    // The same build that Trunk has just finished, so nothing is compiled: it only says where the script wrote.
    let mut arguments = vec!["build", "--target", "wasm32-unknown-unknown", "--bin", "app", "--message-format", "json"];
    if is_release {
        arguments.extend(["--release", "--features", SPLIT]);
    }
    let messages = ask(&mut tools.command("cargo", arguments)).ok_or_else(|| {
        Failure::new("`cargo build` after Trunk's own", "cargo build --release --bin app shows its error")
    })?;
    let folder = script_folder(&messages, "engine")
        .ok_or_else(|| Failure::new("the engine's build script left no trace", "cargo clean -p ip-health-engine"))?;
    let pack = Path::new(&folder).join("pack.bin");
    fs::copy(&pack, staging.join(RULES)).map(drop).map_err(Failure::file("copy", &pack))?;
    if is_release {
        let linked = linked_wasm(&messages, "app")
            .ok_or_else(|| Failure::new("the app was not linked", "cargo build --release --bin app shows why"))?;
        split::split(&tools, Path::new(&linked), &staging)?;
    }
    Ok(())
}

/// The wasm that the linker wrote for a program, from cargo's messages.
fn linked_wasm(messages: &str, program: &str) -> Option<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut artifacts = messages.filter(|message| message["reason"] == "compiler-artifact");
    let artifact =
        artifacts.find(|message| message["target"]["name"] == program && message["target"]["kind"][0] == "bin")?;
    let mut files = artifact["filenames"].as_array()?.iter().filter_map(Value::as_str);
    files.find(|file| file.ends_with(".wasm")).map(str::to_owned)
}

/// The output folder of the build script of the workspace member in this folder, from cargo's messages.
fn script_folder(messages: &str, member: &str) -> Option<String> {
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut scripts = messages.filter(|message| message["reason"] == "build-script-executed");
    let mark = format!("/{member}#");
    let script = scripts.find(|message| {
        message["package_id"].as_str().is_some_and(|id| id.starts_with("path+") && id.contains(&mark))
    })?;
    script["out_dir"].as_str().map(str::to_owned)
}

fn finish(folder: &Path) -> Result<(), Failure> {
    let index = folder.join("index.html");
    let page = read(&index)?;
    let sheets = style_sheets(&page);
    let style: Vec<String> = sheets.iter().map(|name| read(&folder.join(name))).collect::<Result<_, _>>()?;
    write(&folder.join(STYLE), style.join("\n"))?;
    for name in sheets.iter().filter(|name| *name != STYLE) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(Failure::file("remove", &path))?;
    }
    let mut files = Map::new();
    let mut build = Sha256::new();
    for name in LOADED {
        let path = folder.join(name);
        let digest = Sha256::digest(fs::read(&path).map_err(Failure::file("read", &path))?);
        build.update(name);
        build.update(digest);
        files.insert(name.to_owned(), Value::from(format!("sha256-{}", base64(&digest))));
    }
    let mut manifest = json!({ "build": hexadecimal(&build.finalize())[..16], "files": files });
    let page = complete(&page, &manifest);
    write(&index, &page)?;
    // The page cannot hold its own hash, the service worker can.
    manifest["files"]["index.html"] = Value::from(format!("sha256-{}", base64(&Sha256::digest(&page))));
    let worker = folder.join(SERVICE_WORKER);
    write(&worker, released(&read(&worker)?, &manifest)?)?;
    write(&folder.join(SUMS), crate::soak::sums_of(folder)?)?;
    compress(folder)
}

/// The names of the page's style sheets, in order.
fn style_sheets(page: &str) -> Vec<String> {
    let links = elements(page, "link").into_iter().filter(|link| attribute(link, "rel") == Some("stylesheet"));
    links.filter_map(|link| attribute(link, "href")).map(|name| name.trim_start_matches("./").to_owned()).collect()
}

/// The page with one style sheet, no trace of Trunk, the manifest, and the integrity of what it names itself:
/// `crossorigin`, because to a sandboxed frame its own host is another origin.
fn complete(page: &str, manifest: &Value) -> String {
    let integrity = |name: &str| manifest["files"][name].as_str().unwrap_or_default().to_owned();
    let mut finished = page.to_owned();
    let mut style =
        format!("<link rel=\"stylesheet\" href=\"{STYLE}\" integrity=\"{}\" crossorigin>", integrity(STYLE));
    for link in elements(page, "link") {
        if attribute(link, "rel") == Some("stylesheet") {
            finished = finished.replacen(link, &std::mem::take(&mut style), 1);
        } else if link.contains("data-trunk") {
            finished = finished.replacen(link, "", 1);
        }
    }
    for name in ["boot.js", "app.js"] {
        let plain = format!("src=\"{name}\"");
        finished = finished.replacen(&plain, &format!("{plain} integrity=\"{}\" crossorigin", integrity(name)), 1);
    }
    let manifest = manifest.to_string().replace('&', "&amp;").replace('"', "&quot;");
    finished.replacen("</title>", &format!("</title>\n    <meta name=\"iphc-manifest\" content=\"{manifest}\">"), 1)
}

/// The service worker with the build and its files.
fn released(worker: &str, manifest: &Value) -> Result<String, Failure> {
    let placeholder = "{ build: 'development', files: {} }";
    if worker.matches(placeholder).count() == 1 {
        Ok(worker.replace(placeholder, &manifest.to_string()))
    } else {
        Err(Failure::new(
            format!("web/{SERVICE_WORKER} has no place for the files"),
            format!("it needs `{placeholder}`"),
        ))
    }
}

/// The start tags of this name, as they stand in the text. No attribute of our page holds a `>`.
pub fn elements<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let open = format!("<{name} ");
    page.match_indices(&open).filter_map(|(at, _)| page[at..].find('>').map(|end| &page[at..=at + end])).collect()
}

/// The value of an attribute in double quotes.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let rest = &tag[tag.find(&format!(" {name}=\""))? + name.len() + 3..];
    rest.find('"').map(|end| &rest[..end])
}

/// The policy that the page states for itself, for a server that sends it as a header too.
pub fn policy(page: &str) -> Option<&str> {
    let metas = elements(page, "meta");
    let tag = metas.into_iter().find(|tag| attribute(tag, "http-equiv") == Some("Content-Security-Policy"))?;
    attribute(tag, "content")
}

/// Puts `<name>.br` beside every file.
fn compress(folder: &Path) -> Result<(), Failure> {
    let settings = |path: &Path| SETTINGS.iter().any(|name| path.ends_with(name));
    let mut paths: Vec<PathBuf> = files(folder)?.into_iter().filter(|path| !settings(path)).collect();
    // The largest takes a minute: it goes first, and the others beside it.
    paths.sort_by_key(|path| fs::metadata(path).map_or(0, |file| file.len()));
    let paths = Mutex::new(paths);
    let next = || paths.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let work = || {
        while let Some(path) = next() {
            let plain = fs::read(&path).map_err(Failure::file("read", &path))?;
            let mut name = path.into_os_string();
            name.push(".br");
            write(Path::new(&name), brotli(&plain))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..thread::available_parallelism().map_or(1, NonZero::get)).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)))
    })
}

/// The files of the page, without their compressed copies, in order of their names.
///
/// # Errors
/// If the folder cannot be read.
pub fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| {
        Failure::new(format!("there is no {}: {error}", folder.display()), "cargo xtask build makes it")
    })?;
    let mut files: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.retain(|path| path.is_file() && path.extension().is_none_or(|extension| extension != "br"));
    files.sort();
    Ok(files)
}

/// Compressed as a server would send it, at the highest quality.
fn brotli(plain: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, ..Default::default() };
    brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters).expect("a vector takes any bytes");
    compressed
}

/// The text of a file.
///
/// # Errors
/// If it cannot be read, or is no text.
pub fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::file("read", path))
}

/// Writes a file.
///
/// # Errors
/// If it cannot be written.
pub fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), Failure> {
    fs::write(path, contents).map_err(Failure::file("write", path))
}

/// Two digits for each byte.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// As RFC 4648 has it, with padding.
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().chain([0, 0].iter()).take(3).fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
        for position in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * position)) as usize & 63] as char;
            text.push(if position <= group.len() { digit } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><title>T</title><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\
        <link rel=\"stylesheet\" href=\"./a.css\" integrity=\"x\"><link rel=\"stylesheet\" href=\"./b.css\">\
        <link data-trunk=\"\" rel=\"rust\"><script src=\"boot.js\" defer></script></head>";

    #[test]
    fn base64_follows_the_test_vectors_of_rfc_4648() {
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in vectors {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn page_ends_with_one_style_sheet_and_the_hash_of_every_file() {
        let manifest = json!({ "build": "b", "files": { "style.css": "sha256-S", "boot.js": "sha256-B" } });
        let finished = complete(PAGE, &manifest);
        assert_eq!(style_sheets(&finished), [STYLE]);
        assert!(!finished.contains("data-trunk"));
        assert!(finished.contains("<script src=\"boot.js\" integrity=\"sha256-B\" crossorigin defer>"));
        assert!(finished.contains("&quot;boot.js&quot;:&quot;sha256-B&quot;"));
    }

    #[test]
    fn the_service_worker_gets_the_files_of_the_build() {
        let manifest = json!({ "build": "b", "files": { "style.css": "sha256-S" } });
        let worker = released("const RELEASE = { build: 'development', files: {} };", &manifest);
        assert_eq!(
            worker.ok().as_deref(),
            Some("const RELEASE = {\"build\":\"b\",\"files\":{\"style.css\":\"sha256-S\"}};")
        );
        assert!(released("const RELEASE = {};", &manifest).is_err());
    }

    #[test]
    fn script_folder_is_that_of_our_own_engine() {
        let messages = concat!(
            r#"{"reason":"build-script-executed","package_id":"registry+https://example.org#engine@1.0.0","out_dir":"/wrong"}"#,
            "\n{\"reason\":\"compiler-artifact\"}\n",
            r#"{"reason":"build-script-executed","package_id":"path+file:///x/engine#ip-health-engine@0.1.0","out_dir":"/right"}"#,
        );
        assert_eq!(script_folder(messages, "engine").as_deref(), Some("/right"));
        assert_eq!(script_folder(messages, "other"), None);
    }

    #[test]
    fn linked_wasm_is_that_of_the_program() {
        let messages = concat!(
            r#"{"reason":"compiler-artifact","target":{"name":"app","kind":["lib"]},"filenames":["/x/libapp.rlib"]}"#,
            "\n",
            r#"{"reason":"compiler-artifact","target":{"name":"app","kind":["bin"]},"filenames":["/x/app.d","/x/app.wasm"]}"#,
        );
        assert_eq!(linked_wasm(messages, "app").as_deref(), Some("/x/app.wasm"));
        assert_eq!(linked_wasm(messages, "worker"), None);
    }

    #[test]
    fn style_sheets_and_policy_are_read_from_the_page() {
        assert_eq!(style_sheets(PAGE), ["a.css", "b.css"]);
        assert_eq!(policy(PAGE), Some("default-src 'none'"));
    }

    #[test]
    fn compressed_copies_unpack_to_the_same_bytes() {
        let plain = "知识产权体检 ".repeat(50);
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut brotli(plain.as_bytes()).as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, plain.as_bytes());
    }
}
