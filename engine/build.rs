//! Checks `rules/` and compiles it into the engine: the pack as a compact blob, the terms of the workings as typed
//! constants. A record without source or tag stops the build with its file and line.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::exit;

#[expect(dead_code, reason = "the build script uses the checks, not the accessors")]
#[path = "src/rules"]
mod rules {
    pub mod authoring;
    pub mod schema;
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    println!("cargo::rerun-if-changed={}", root.display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    write_names("Term", &root.join("terms"), &out.join("terms.rs"));
    write_names("Word", &root.join("words"), &out.join("words.rs"));
    write_pack(&root, &out.join("pack.bin"));
}

/// Every `.toml` below `folder`, sorted, `terms/` and `words/` left out.
fn toml_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "terms" && name != "words") {
                toml_files(&path, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
}

fn write_pack(root: &Path, target: &Path) {
    let mut files = Vec::new();
    toml_files(root, &mut files);
    let mut whole = rules::authoring::RawPack::default();
    let mut texts = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        match toml::from_str::<rules::authoring::RawPack>(&text) {
            Ok(pack) => whole.append(pack),
            Err(error) => stop(&[format!("{}: {error}", file.display())]),
        }
        texts.push((file, text));
    }
    match whole.check(&[]) {
        Ok(pack) => match postcard::to_allocvec(&pack) {
            Ok(bytes) => write(target, &bytes),
            Err(error) => stop(&[format!("rules: {error}")]),
        },
        Err(faults) => {
            let lines: Vec<String> =
                faults.iter().map(|fault| format!("{}: {fault}", place(&texts, &fault.record))).collect();
            stop(&lines);
        }
    }
}

/// File and line of the record named `id`.
fn place(texts: &[(PathBuf, String)], id: &str) -> String {
    let quoted = format!("\"{id}\"");
    for (file, text) in texts {
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("id") && line.contains(&quoted) {
                return format!("{}:{}", file.display(), number + 1);
            }
        }
    }
    "rules".to_owned()
}

/// `discount-rate = { zh = "折现率", en = "Discount rate" }` becomes `Term::DISCOUNT_RATE`, an index into `TERMS`.
fn write_names(kind: &str, folder: &Path, target: &Path) {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Names {
        #[serde(alias = "words")]
        terms: BTreeMap<String, rules::schema::Text>,
    }
    let mut all = BTreeMap::new();
    let mut files = Vec::new();
    toml_files(folder, &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let names = match toml::from_str::<Names>(&text) {
            Ok(names) => names.terms,
            Err(error) => stop(&[format!("{}: {error}", file.display())]),
        };
        for (id, text) in names {
            if text.zh.is_empty() || text.en.is_empty() {
                stop(&[format!("{}: {id} lacks a language", file.display())]);
            }
            if all.insert(id.clone(), text).is_some() {
                stop(&[format!("{}: {id} is defined twice", file.display())]);
            }
        }
    }
    let mut code = format!("impl {kind} {{\n");
    for (index, (id, text)) in all.iter().enumerate() {
        let name = id.replace('-', "_").to_uppercase();
        let _ = writeln!(code, "    /// {} {}.\n    pub const {name}: {kind} = {kind}({index});", text.en, text.zh);
    }
    let table = kind.to_uppercase();
    let _ = writeln!(code, "}}\n\nstatic {table}S: [(&str, &str, &str); {}] = [", all.len());
    for (id, text) in &all {
        let _ = writeln!(code, "    ({id:?}, {:?}, {:?}),", text.zh, text.en);
    }
    code.push_str("];\n");
    write(target, code.as_bytes());
}

fn write(target: &Path, bytes: &[u8]) {
    if let Err(error) = fs::write(target, bytes) {
        stop(&[format!("{}: {error}", target.display())]);
    }
}

fn stop(lines: &[String]) -> ! {
    for line in lines {
        println!("cargo::error={}", line.replace('\n', " "));
        eprintln!("{line}");
    }
    exit(1)
}
