//! The text of a `*.iphc.json` file.

use ip_health_engine::dossier::{Dossier, FORMAT_VERSION};
use serde::{Deserialize, Serialize};

const FORMAT: &str = "ip-health-check";

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Not JSON; where it breaks off.
    Broken {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but not one of ours.
    Foreign,
}

#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

#[derive(Serialize)]
struct Out<'a> {
    format: &'a str,
    version: u32,
    #[serde(flatten)]
    dossier: &'a Dossier,
}

/// A dossier as file text.
///
/// # Panics
/// Never: a dossier is plain data with text keys.
#[must_use]
pub fn write_file(dossier: &Dossier) -> String {
    let out = Out { format: FORMAT, version: FORMAT_VERSION, dossier };
    serde_json::to_string_pretty(&out).expect("a dossier is plain data with text keys")
}

/// The dossier of a file text, and whether a newer version wrote it: then it is for reading only.
///
/// # Errors
/// [`FileError`].
pub fn read_file(text: &str) -> Result<(Dossier, bool), FileError> {
    let broken = |error: serde_json::Error| match error.classify() {
        serde_json::error::Category::Data => FileError::Foreign,
        _ => FileError::Broken { line: error.line(), column: error.column() },
    };
    let text = text.trim_start_matches('\u{feff}');
    let header: Header = serde_json::from_str(text).map_err(broken)?;
    if header.format != FORMAT {
        return Err(FileError::Foreign);
    }
    let mut dossier: Dossier = serde_json::from_str(text).map_err(broken)?;
    dossier.unknown.remove("format");
    dossier.unknown.remove("version");
    Ok((dossier, header.version > FORMAT_VERSION))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_survives_the_file() {
        let mut dossier = Dossier::default();
        dossier.enterprise.name = "沪芯微电子".to_owned();
        dossier.unsure.insert("enterprise.pre_money".to_owned());
        assert_eq!(read_file(&write_file(&dossier)), Ok((dossier, false)));
    }

    #[test]
    fn what_a_newer_version_wrote_is_kept_and_read_only() {
        let text = r#"{"format":"ip-health-check","version":9,"moods":["calm"]}"#;
        let (dossier, read_only) = read_file(text).unwrap();
        assert!(read_only);
        assert_eq!(dossier.unknown["moods"][0], "calm");
    }

    #[test]
    fn a_broken_file_says_where() {
        let text = "{\"format\":\"ip-health-check\",\n\"version\":";
        assert!(matches!(read_file(text), Err(FileError::Broken { line: 2, .. })));
        assert_eq!(read_file("{\"a\":1}"), Err(FileError::Foreign));
    }
}
