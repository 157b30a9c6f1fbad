//! The text of a `*.iphc.json` file, by the engine's format.

use ip_health_engine::dossier::{self, Dossier, DossierFile, Original, RulesStamp};
use serde_json::{Map, Value};

use super::{Document, Notice};

pub use ip_health_engine::dossier::{FileError, Loss};

/// Program and version that files name as their writer.
const WRITER: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// What a file carries beside its dossier, from one version of the program to the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Carried {
    /// The dossier as an older version wrote it.
    original: Option<Original>,
    /// Fields of the envelope that a newer version wrote.
    unknown: Map<String, Value>,
    /// The rules that it was last looked at under.
    pub rules: Option<RulesStamp>,
}

impl Carried {
    /// The same, looked at under other rules.
    #[must_use]
    pub fn under(&self, rules: Option<RulesStamp>) -> Self {
        Carried { rules, ..self.clone() }
    }
}

/// A file that was opened, whole or as far as it could be saved.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Its document.
    pub document: Document,
    /// A newer version wrote it.
    pub read_only: bool,
    /// What a person should know of it.
    pub notices: Vec<Notice>,
}

/// A dossier alone as file text, as for a copy that is handed out.
#[must_use]
pub fn write_file(dossier: &Dossier) -> String {
    write_carried(dossier, &Carried::default())
}

/// A dossier with what its file carries as file text.
#[must_use]
pub fn write_carried(dossier: &Dossier, carried: &Carried) -> String {
    dossier::write_file(&DossierFile {
        dossier: dossier.clone(),
        written_by: Some(WRITER.to_owned()),
        rules: carried.rules.clone(),
        original: carried.original.clone(),
        unknown: carried.unknown.clone(),
    })
}

/// The dossier of a file's text or bytes, and whether a newer version wrote it: then it is for reading only.
///
/// # Errors
/// [`FileError`].
pub fn read_file(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<(Dossier, bool), FileError> {
    let opened = dossier::read_file(text.as_ref())?;
    Ok((opened.file.dossier, opened.read_only))
}

/// The document of a file. With `salvage` a damaged one is opened as far as it can be read.
///
/// # Errors
/// [`FileError`].
pub fn open_file(bytes: &[u8], salvage: bool) -> Result<Opened, FileError> {
    let opened = match dossier::read_file(bytes) {
        Err(_) if salvage => dossier::salvage_file(bytes)?,
        opened => opened?,
    };
    let mut notices = Vec::new();
    if opened.read_only {
        notices.push(Notice::Newer);
    } else if opened.version < dossier::FORMAT_VERSION {
        notices.push(Notice::Migrated(opened.version));
    }
    if !opened.losses.is_empty() {
        notices.push(Notice::Salvaged(opened.losses.into()));
    } else if opened.altered {
        notices.push(Notice::Altered);
    }
    let DossierFile { dossier, original, unknown, rules, .. } = opened.file;
    let carried = Carried { original, unknown, rules };
    let document = Document::new(dossier).with_carried(carried);
    Ok(Opened { document, read_only: opened.read_only, notices })
}

/// Whether [`open_file`] may still open something of a file that has this error.
#[must_use]
pub const fn can_be_salvaged(error: &FileError) -> bool {
    matches!(
        error,
        FileError::NotText { .. } | FileError::NotJson { .. } | FileError::Truncated { .. } | FileError::Values { .. }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const DRAFT: &str = r#"{"format":"ip-health-check","version":0,"later":{"x":[1]},
        "dossier":{"enterprise":{"name":"甲","uscc":"1"},"patents":[{"id":"a","type":"invention"}]}}"#;

    #[test]
    fn an_older_file_keeps_its_original_when_it_is_saved_and_kept() {
        let opened = open_file(DRAFT.as_bytes(), false).unwrap();
        assert_eq!(opened.notices, [Notice::Migrated(0)]);
        let kept = opened.document.content().file;
        let again = open_file(kept.as_bytes(), false).unwrap();
        assert_eq!(again.notices, []);
        assert_eq!(again.document, opened.document);
        let file = dossier::read_file(kept.as_bytes()).unwrap().file;
        let original = file.original.unwrap();
        assert_eq!((original.version, &original.dossier["enterprise"]["uscc"]), (0, &Value::from("1")));
        assert_eq!(file.unknown["later"]["x"][0], 1);
    }

    #[test]
    fn a_handed_out_copy_carries_no_original() {
        let opened = open_file(DRAFT.as_bytes(), false).unwrap();
        assert!(!write_file(&opened.document.dossier).contains("uscc"));
    }

    #[test]
    fn damage_is_refused_until_salvage_is_asked_for_and_then_told() {
        let text =
            Document::new(Dossier::default()).content().file.replacen("\"version\": 1,", "\"version\": 1,\n  ~~\n", 1);
        let error = open_file(text.as_bytes(), false).unwrap_err();
        assert!(can_be_salvaged(&error), "{error}");
        let notices = open_file(text.as_bytes(), true).unwrap().notices;
        assert!(matches!(notices.as_slice(), [Notice::Salvaged(losses)] if losses.len() == 1), "{notices:?}");
        assert!(!can_be_salvaged(&open_file(b"", true).unwrap_err()));
    }
}
