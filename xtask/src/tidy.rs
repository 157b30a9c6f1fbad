//! House rules that no other tool checks. `cargo xtask tidy` prints what breaks them; `cargo test` holds them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::dist;
use crate::run::{Failure, root};

/// A file that a person reads in one sitting. Longer ones are listed, not refused.
const LONG_FILE: usize = 500;
const SKIPPED: [&str; 9] =
    [".git", ".tools", "target", "dist", "bundle", "node_modules", "test-results", "playwright-report", "pkg"];
/// Configurations of web servers that README offers.
const RECIPES: [&str; 3] = ["docs/deploy/nginx.conf", "docs/deploy/Caddyfile", "docs/deploy/apache.conf"];
const TEXTS: [&str; 12] = ["rs", "toml", "md", "js", "mjs", "ts", "css", "html", "json", "ftl", "yml", "sh"];

/// Prints what breaks a house rule.
///
/// # Errors
/// If anything does.
pub fn check() -> Result<(), Failure> {
    let sources = sources();
    sources.iter().filter_map(long_file).for_each(|note| println!("  note: {note}"));
    let broken: Vec<String> = sources
        .iter()
        .flat_map(broken_rules)
        .chain(storage_names())
        .chain(unlinked_styles(&sources))
        .chain(other_policies())
        .collect();
    broken.iter().for_each(|line| println!("  {line}"));
    match broken.len() {
        0 => Ok(()),
        count => Err(Failure::new(format!("{count} broken house rules"), "each line above says what is expected")),
    }
}

struct Source {
    /// Relative to the top folder.
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<Source> {
    let top = root();
    let mut folders = vec![top.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            let skipped = SKIPPED.iter().any(|name| path.ends_with(name));
            let text_file = path
                .extension()
                .and_then(|extension| extension.to_str())
                .is_some_and(|extension| TEXTS.contains(&extension));
            if path.is_dir() && !skipped {
                folders.push(path);
            } else if let Some(text) = text_file.then(|| fs::read_to_string(&path).ok()).flatten() {
                let path = path.strip_prefix(&top).map(Path::to_owned).unwrap_or(path);
                sources.push(Source { path, text });
            }
        }
    }
    sources.sort_by(|left, right| left.path.cmp(&right.path));
    sources
}

fn long_file(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let ours = source.path.extension().is_some_and(|extension| extension == "rs");
    (ours && lines > LONG_FILE)
        .then(|| format!("{} has {lines} lines; more than {LONG_FILE} do not read well", source.path.display()))
}

fn broken_rules(source: &Source) -> Vec<String> {
    // This file has to name what it looks for.
    let rust = source.path.extension().is_some_and(|extension| extension == "rs");
    if source.path.ends_with("xtask/src/tidy.rs") || source.path.ends_with("package-lock.json") {
        return Vec::new();
    }
    let lines = source.text.lines().enumerate();
    let broken = lines.filter_map(|(index, line)| {
        let rule = line_rule(line, rust)?;
        Some(format!("{}:{}: {rule}", source.path.display(), index + 1))
    });
    broken.collect()
}

/// The house rule that a line breaks.
fn line_rule(line: &str, rust: bool) -> Option<&'static str> {
    let marked = ["TODO", "FIXME", "XXX:"].iter().any(|mark| line.contains(mark));
    let numbered = line.split('#').skip(1).any(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    let home = ["/home/", "/root/", "/Users/", "C:\\Users"].iter().any(|folder| line.contains(folder));
    if marked && !numbered {
        Some("work left undone names its issue, as in `TODO #12`")
    } else if home {
        Some("no path of one person's machine")
    } else if rust && ["#[allow(", "#![allow("].iter().any(|attribute| line.trim_start().starts_with(attribute)) {
        Some("#[expect(…, reason = \"…\")] instead of allow: it goes away when it is no longer true")
    } else if rust && (line.contains(" style={") || line.contains(" style=\"")) {
        Some("no style attribute: the page's policy refuses it; use a class")
    } else {
        None
    }
}

/// `web/boot.js` reads saved work when the app is dead, so both must know the same names.
fn storage_names() -> Vec<String> {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_default();
    let (script, program) = (read("web/boot.js"), read("src/boot.rs"));
    let (keys, pairs) = (read("src/state/memory.rs"), ["DATABASE", "STORE", "JOURNAL", "OPEN", "RESCUE"]);
    let pairs = pairs.map(|name| {
        let program = if program.contains(&format!("const {name}: ")) { &program } else { &keys };
        let in_script = quoted(&script, &format!("const {name} = "), '\'');
        let in_program = quoted(program, &format!("const {name}: &str = "), '"');
        (name, in_script, in_program)
    });
    let different = pairs.into_iter().filter(|(_, script, program)| script.is_none() || script != program);
    different
        .map(|(name, ..)| format!("{name} differs between web/boot.js and src/boot.rs or src/state/memory.rs"))
        .collect()
}

/// A style sheet that the page does not name is written for nothing.
fn unlinked_styles(sources: &[Source]) -> Vec<String> {
    let page = fs::read_to_string(root().join("index.html")).unwrap_or_default();
    let names = sources.iter().map(|source| source.path.to_string_lossy()).filter(|name| name.starts_with("styles/"));
    names
        .filter(|name| !page.contains(&format!("href=\"{name}\"")))
        .map(|name| format!("{name} is not in index.html"))
        .collect()
}

/// A server that sends another policy than the page states breaks the page, or protects it less.
fn other_policies() -> Vec<String> {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_default();
    let page = read("index.html");
    let header = format!("\"{}; frame-ancestors 'self'\"", dist::policy(&page).unwrap_or("no policy"));
    let different = RECIPES.iter().filter(|path| !read(path).contains(&header));
    different.map(|path| format!("{path} sends another policy than index.html states: {header}")).collect()
}

fn quoted<'a>(text: &'a str, before: &str, quote: char) -> Option<&'a str> {
    let rest = &text[text.find(before)? + before.len()..];
    rest.strip_prefix(quote)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repository_keeps_the_house_rules() {
        let broken: Vec<String> = sources().iter().flat_map(broken_rules).collect();
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }

    #[test]
    fn names_of_saved_work_agree_between_script_and_program() {
        assert_eq!(storage_names(), Vec::<String>::new());
    }

    #[test]
    fn every_style_sheet_is_in_the_page() {
        assert_eq!(unlinked_styles(&sources()), Vec::<String>::new());
        let stray = Source { path: PathBuf::from("styles/stray.css"), text: String::new() };
        assert_eq!(unlinked_styles(&[stray]).len(), 1);
    }

    #[test]
    fn servers_are_told_to_send_the_policy_of_the_page() {
        assert_eq!(other_policies(), Vec::<String>::new());
    }

    #[test]
    fn each_rule_finds_its_offence() {
        for line in ["// TODO later", "see /home/someone/x", "#[allow(dead_code)]", "<p style={width}>"] {
            assert!(line_rule(line, true).is_some(), "{line}");
        }
        for line in ["// TODO #12 later", "#[expect(dead_code, reason = \"r\")]", "<p class=\"a\">", "Method"] {
            assert_eq!(line_rule(line, true), None, "{line}");
        }
    }
}
