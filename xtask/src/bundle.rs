//! The whole page as one HTML file, which works by a double click, from a disk or a USB stick, without any network.
//!
//! The file is the built page of `dist/` with everything inside: style and scripts inline, allowed by their hashes alone;
//! wasm, rules and the worker's script as data, which `web/boot.js` finds before it would ask a server.

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::dist::{self, STYLE, attribute, base64, elements, hexadecimal, read, write};
use crate::run::{Failure, root};

/// The name of the file, and of the record in which its hash stands.
const NAME: &str = "ip-health-check.html";

/// What runs at once; everything else of the build is data.
const SCRIPTS: [&str; 2] = ["boot.js", "app.js"];

/// Where the single file is.
pub fn file() -> PathBuf {
    root().join("bundle").join(NAME)
}

/// Makes the single file from the built page, and beside it its hash in the form that `sha256sum --check` reads.
/// Gives the hash in hexadecimal digits.
///
/// # Errors
/// If nothing is built, or the page is not what this expects.
pub fn write_file() -> Result<String, Failure> {
    let page = assemble(&dist::folder())?;
    let hash = hexadecimal(&Sha256::digest(&page));
    let path = file();
    let folder = root().join("bundle");
    fs::create_dir_all(&folder).map_err(Failure::file("create", &folder))?;
    write(&path, &page)?;
    write(&path.with_extension("html.sha256"), format!("{hash}  {NAME}\n"))?;
    Ok(hash)
}

fn assemble(folder: &Path) -> Result<String, Failure> {
    let mut page = read(&folder.join("index.html"))?;
    let style = inline(&folder.join(STYLE), "</style")?;
    let [boot, app] = SCRIPTS;
    let scripts = [inline(&folder.join(boot), "</script")?, inline(&folder.join(app), "</script")?];
    page = replace_once(&page, content_policy(&page)?, &policy(&scripts, &style))?;
    let link = only(&page, "link", "rel", "stylesheet")?.to_owned();
    page = replace_once(&page, &link, &format!("<style>{style}</style>"))?;
    for name in SCRIPTS {
        let tag = format!("{}</script>", only(&page, "script", "src", name)?);
        page = replace_once(&page, &tag, "")?;
    }
    page = replace_once(&page, "<html ", "<html data-single-file ")?;
    // At the end of the body, because scripts inside the page cannot be deferred. The boot script comes first: it can
    // tell the reader when the file ends too early.
    let [boot, app] = scripts;
    let mut end = format!("<script>{boot}</script>\n");
    for name in dist::LOADED.iter().filter(|name| **name != STYLE && !SCRIPTS.contains(name)) {
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(Failure::file("read", &path))?;
        end += &format!("<script type=\"application/octet-stream\" data-file=\"{name}\">{}</script>\n", base64(&bytes));
    }
    end += &format!("<script>{app}</script>\n");
    replace_once(&page, "</body>", &format!("{end}</body>"))
}

/// A text to stand between tags, which must not end before its time.
fn inline(path: &Path, end: &str) -> Result<String, Failure> {
    let text = read(path)?;
    if text.to_ascii_lowercase().contains(end) {
        return Err(Failure::new(
            format!("{} contains `{end}`, which would end it inside a page", path.display()),
            "write it in two parts that are joined when the script runs",
        ));
    }
    // Carriage returns would be normalized by the browser, and the hash would differ.
    Ok(text.replace("\r\n", "\n"))
}

/// Nothing but what stands in this file: no address is allowed to load anything.
fn policy(scripts: &[String], style: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text)));
    let scripts: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; connect-src 'none'; \
         worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'",
        scripts.join(" "),
        hash(style)
    )
}

fn content_policy(page: &str) -> Result<&str, Failure> {
    dist::policy(page).ok_or_else(|| unexpected("a content security policy"))
}

/// The one start tag of this name whose attribute has this value.
fn only<'a>(page: &'a str, name: &str, key: &str, value: &str) -> Result<&'a str, Failure> {
    let mut tags = elements(page, name).into_iter().filter(|tag| attribute(tag, key) == Some(value));
    match (tags.next(), tags.next()) {
        (Some(tag), None) => Ok(tag),
        _ => Err(unexpected(&format!("one <{name} {key}=\"{value}\">"))),
    }
}

fn replace_once(page: &str, from: &str, to: &str) -> Result<String, Failure> {
    if page.matches(from).count() == 1 {
        Ok(page.replace(from, to))
    } else {
        Err(unexpected(&format!("`{}` exactly once", from.chars().take(60).collect::<String>())))
    }
}

fn unexpected(what: &str) -> Failure {
    Failure::new(format!("dist/index.html does not have {what}"), "compare xtask/src/bundle.rs with index.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_no_address() {
        let policy = policy(&["a".to_owned(), "b".to_owned()], "c");
        assert!(policy.contains("connect-src 'none'"));
        assert!(!policy.contains("'self'") && !policy.contains("http") && !policy.contains("unsafe-inline"));
        // SHA-256 of "a" in base64, from another program.
        assert!(policy.contains("'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"));
    }

    #[test]
    fn a_text_is_replaced_only_where_it_stands_once() {
        assert_eq!(replace_once("a<b>c", "<b>", "-").ok().as_deref(), Some("a-c"));
        assert!(replace_once("<b><b>", "<b>", "-").is_err());
        assert!(replace_once("", "<b>", "-").is_err());
    }
}
