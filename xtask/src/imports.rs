//! What the page's wasm can ask of the browser at all: its imports, each on a list that a person has read.
//!
//! A program in wasm can do nothing that it does not import. So a list without a way to send anything is a proof that
//! needs no trust in the code, and a new entry is looked at before it is let in.

use std::collections::BTreeSet;

use crate::dist;
use crate::run::{Failure, root};

/// The names that are let in, one a line.
const ALLOWED: &str = "xtask/imports.txt";
/// Parts of the page in wasm.
const PROGRAMS: [&str; 3] = ["app_bg.wasm", crate::split::REST, "worker_bg.wasm"];
/// Scripts that must not name a way out. `fetch` is not among the words: the start-up loads its own files with it, before
/// the page seals itself.
const SCRIPTS: [&str; 3] = ["app.js", "worker.js", "boot.js"];
/// Ways by which something could be sent. `BroadcastChannel`, by which the workshop's two windows speak, is none: it
/// reaches pages of the same origin in the same browser only.
const WAYS_OUT: [&str; 7] =
    ["XMLHttpRequest", "new WebSocket", "EventSource", "sendBeacon", "WebTransport", "importScripts", "new RTC"];

/// Compares the imports of the built page with the list.
///
/// # Errors
/// If nothing is built, or something is imported that is not on the list.
pub fn check() -> Result<(), Failure> {
    let found = imports()?;
    let listed = dist::read(&root().join(ALLOWED))?;
    let allowed: BTreeSet<&str> = listed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let strange: Vec<&str> = found.iter().map(String::as_str).filter(|name| !allowed.contains(name)).collect();
    if !strange.is_empty() {
        return Err(Failure::new(
            format!("the wasm imports what nobody has looked at: {}", strange.join(", ")),
            format!("see what each can do; what sends nothing is let in with a line in {ALLOWED}"),
        ));
    }
    for script in SCRIPTS {
        let text = dist::read(&dist::folder().join(script))?;
        if let Some(way) = WAYS_OUT.iter().find(|way| text.contains(*way)) {
            return Err(Failure::new(format!("{script} names {way}"), "nothing leaves: find another way"));
        }
    }
    println!("  {} imports, all on the list; no way out in {}", found.len(), SCRIPTS.join(", "));
    Ok(())
}

/// Writes the imports of the built page as the list.
///
/// # Errors
/// If nothing is built.
pub fn write() -> Result<(), Failure> {
    let names: Vec<String> = imports()?.into_iter().collect();
    dist::write(&root().join(ALLOWED), names.join("\n") + "\n")
}

fn imports() -> Result<BTreeSet<String>, Failure> {
    let mut found = BTreeSet::new();
    for program in PROGRAMS {
        let path = dist::folder().join(program);
        let bytes = std::fs::read(&path).map_err(Failure::file("read", &path))?;
        let names = names(&bytes).ok_or_else(|| Failure::new(format!("{program} is no wasm"), "cargo xtask build"))?;
        found.extend(names.iter().map(|name| plain(name)).filter(|name| !is_internal(name)));
    }
    Ok(found)
}

/// A name without what changes from build to build: `__wbg_getItem_0f6b8f…` is `getItem`.
fn plain(name: &str) -> String {
    let name = name.strip_prefix("__wbg_").unwrap_or(name);
    match name.rsplit_once('_') {
        Some((stem, hash)) if hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()) => {
            stem.to_owned()
        }
        _ => name.to_owned(),
    }
}

/// What wasm-bindgen passes values with, and what the two parts of the app share: neither reaches the browser.
fn is_internal(name: &str) -> bool {
    name.starts_with("__wbindgen")
        || name.starts_with("__wasm_split")
        || name.starts_with("closure")
        || name.bytes().all(|byte| byte.is_ascii_digit())
}

/// Names of the imported functions of a wasm; those of a part from its other part are left out.
fn names(wasm: &[u8]) -> Option<Vec<String>> {
    const IMPORTS: u8 = 2;
    let mut reader = Reader(wasm.strip_prefix(b"\0asm\x01\0\0\0")?);
    while !reader.0.is_empty() {
        let section = reader.byte()?;
        let length = reader.number()? as usize;
        let (body, rest) = (reader.0.get(..length)?, reader.0.get(length..)?);
        reader.0 = rest;
        if section == IMPORTS {
            return entries(Reader(body));
        }
    }
    Some(Vec::new())
}

fn entries(mut reader: Reader) -> Option<Vec<String>> {
    const FUNCTION: u8 = 0;
    let mut names = Vec::new();
    for _ in 0..reader.number()? {
        let (module, name) = (reader.text()?, reader.text()?);
        match reader.byte()? {
            FUNCTION => {
                reader.number()?;
                if module == "wbg" || module.starts_with("./") && !module.contains("link") {
                    names.push(name);
                }
            }
            // A table: type of its entries, limits.
            1 => {
                reader.byte()?;
                reader.limits()?;
            }
            // A memory: limits.
            2 => reader.limits()?,
            // A global: type, whether it changes.
            3 => drop((reader.byte()?, reader.byte()?)),
            // A tag: attribute, type.
            _ => drop((reader.byte()?, reader.number()?)),
        }
    }
    Some(names)
}

/// Takes a wasm apart from its front.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// LEB128, seven bits a byte.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let (text, rest) = (self.0.get(..length)?, self.0.get(length..)?);
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imported_functions_are_named_without_their_hashes() {
        let import = |module: &str, name: &str, kind: &[u8]| {
            let mut bytes = vec![module.len() as u8];
            bytes.extend(module.bytes());
            bytes.push(name.len() as u8);
            bytes.extend(name.bytes());
            bytes.extend(kind);
            bytes
        };
        let body = [
            vec![3],
            import("wbg", "__wbg_getItem_0123456789abcdef", &[0, 5]),
            import("wbg", "memory", &[2, 1, 17, 128, 1]),
            import("wbg", "__wbindgen_throw", &[0, 1]),
        ]
        .concat();
        let wasm = [b"\0asm\x01\0\0\0".to_vec(), vec![1, 1, 0], vec![2, body.len() as u8], body].concat();
        let found: Vec<String> = names(&wasm).unwrap().iter().map(|name| plain(name)).collect();
        assert_eq!(found, ["getItem", "__wbindgen_throw"]);
        assert!(is_internal(&found[1]) && !is_internal(&found[0]));
        assert_eq!(names(b"no wasm"), None);
    }

    #[test]
    fn the_list_names_no_way_out() {
        let listed = dist::read(&root().join(ALLOWED)).unwrap();
        for word in [
            "fetch",
            "Request",
            "XMLHttp",
            "WebSocket",
            "EventSource",
            "Beacon",
            "WebTransport",
            "RTC",
            "assign",
            "open_",
        ] {
            // The requests of the browser's own database stay on the machine.
            let harmless = |line: &str| line.contains("requestAnimationFrame") || line.contains("Idb");
            assert!(!listed.lines().any(|line| line.contains(word) && !harmless(line)), "{word}");
        }
    }
}
