//! The file `*.iphc.json`: an envelope around a dossier, with migration of older files and salvage of damaged ones.

mod checksum;
mod migrate;
mod salvage;
mod unknown;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use self::checksum::checksum;
use super::{Dossier, FORMAT_VERSION};

/// The word in the field `format` by which our files are known.
pub const FORMAT: &str = "ip-health-check";

/// A dossier and what its file carries beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DossierFile {
    /// The dossier.
    pub dossier: Dossier,
    /// Program and version that wrote the file.
    pub written_by: Option<String>,
    /// The rules under which it was last looked at; they are named, not kept: whoever opens the file may have others.
    pub rules: Option<RulesStamp>,
    /// The dossier as an older version wrote it, kept when the file was migrated.
    pub original: Option<Original>,
    /// Fields of the envelope that a newer version wrote.
    pub unknown: Map<String, Value>,
}

/// Which rules a file was written under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesStamp {
    /// Id of the rule pack.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Day for which everything was computed 核算日期.
    pub as_of: jiff::civil::Date,
}

/// A dossier as an older version wrote it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Original {
    /// Format version of the file.
    pub version: u32,
    /// The dossier, untouched.
    pub dossier: Value,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedFile {
    /// Its contents, in the form of this version.
    pub file: DossierFile,
    /// The format version that the file had.
    pub version: u32,
    /// A newer version wrote it: show, do not overwrite.
    pub read_only: bool,
    /// What could not be taken over; empty unless the file is newer or damaged.
    pub losses: Vec<Loss>,
    /// It reads, but is another than this program wrote: changed by hand, or damaged where damage cannot be seen.
    pub altered: bool,
}

/// Part of a file that could not be taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Loss {
    /// Where: `assets.3.status`; empty when the place is not known.
    pub path: String,
    /// What stood there, shortened.
    pub text: String,
    /// Line of the file, for damage to the text itself.
    pub line: Option<usize>,
}

/// Why a file cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum FileError {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Not UTF-8 text: another kind of file, or damaged.
    #[error("not UTF-8 text from byte {offset} on")]
    NotText {
        /// First byte that is no text.
        offset: usize,
    },
    /// The text breaks the rules of JSON.
    #[error("not JSON at line {line}, column {column}")]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// The text ends too early: an interrupted copy or download.
    #[error("cut off at line {line}, column {column}")]
    Truncated {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON, but not one of our files.
    #[error("not a file of this program")]
    WrongFormat {
        /// What the field `format` says, if there is one.
        found: Option<String>,
    },
    /// One of our files without a version or without a dossier.
    #[error("the field {field} is missing or wrong")]
    Incomplete {
        /// Name of the field.
        field: String,
    },
    /// Values that do not fit their fields; [`salvage_file`] opens the rest.
    #[error("{} values do not fit their fields", losses.len())]
    Values {
        /// Every value at fault.
        losses: Vec<Loss>,
    },
}

/// Opens a file. Older versions are migrated, the original kept; newer ones open read-only with what can be read.
///
/// # Errors
/// Every [`FileError`]. For [`FileError::NotJson`], [`FileError::Truncated`], [`FileError::NotText`] and
/// [`FileError::Values`] the caller can offer [`salvage_file`].
pub fn read_file(bytes: &[u8]) -> Result<OpenedFile, FileError> {
    let text = text_of(bytes)?;
    let root: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() { FileError::Truncated { line, column } } else { FileError::NotJson { line, column } }
    })?;
    let opened = OpenedFile { altered: checksum::is_altered(text), ..open(root, Vec::new())? };
    if opened.losses.is_empty() || opened.read_only {
        Ok(opened)
    } else {
        Err(FileError::Values { losses: opened.losses })
    }
}

/// Opens what parses of a damaged file and lists what is lost. The result is a new dossier in memory; the damaged file
/// stays as it is until the person saves over it.
///
/// # Errors
/// When nothing of ours can be recognised: [`FileError::Empty`], [`FileError::WrongFormat`],
/// [`FileError::Incomplete`].
pub fn salvage_file(bytes: &[u8]) -> Result<OpenedFile, FileError> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let mut losses = Vec::new();
    let root = salvage::lenient(text, &mut losses).ok_or(FileError::WrongFormat { found: None })?;
    Ok(OpenedFile { altered: checksum::is_altered(text), ..open(root, losses)? })
}

/// The text of a file of this version: UTF-8 JSON, one field a line, the same bytes for the same dossier.
#[must_use]
pub fn write_file(file: &DossierFile) -> String {
    let mut dossier = serde_json::to_value(&file.dossier).unwrap_or_default();
    unknown::leave_out_unanswered(&mut dossier);
    unknown::put_back(&mut dossier, &file.dossier);
    let mut fields = vec![("format", Value::from(FORMAT)), ("version", Value::from(FORMAT_VERSION))];
    fields.push(("checksum", Value::from(checksum::placeholder())));
    if let Some(program) = &file.written_by {
        fields.push(("written_by", Value::from(program.as_str())));
    }
    if let Some(rules) = &file.rules {
        fields.push(("rules", serde_json::to_value(rules).unwrap_or_default()));
    }
    fields.push(("dossier", dossier));
    if let Some(original) = &file.original {
        fields.push(("original", serde_json::to_value(original).unwrap_or_default()));
    }
    fields.extend(file.unknown.iter().map(|(name, value)| (name.as_str(), value.clone())));
    // A map would sort the fields; who opens the file in an editor should see what it is first.
    let lines: Vec<String> = fields
        .iter()
        .map(|(name, value)| {
            let text = serde_json::to_string_pretty(value).unwrap_or_default();
            format!("  {}: {}", Value::from(*name), text.replace('\n', "\n  "))
        })
        .collect();
    checksum::sealed(format!("{{\n{}\n}}\n", lines.join(",\n")))
}

fn text_of(bytes: &[u8]) -> Result<&str, FileError> {
    let text = std::str::from_utf8(bytes).map_err(|error| FileError::NotText { offset: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() { Err(FileError::Empty) } else { Ok(text) }
}

/// Takes the envelope apart, migrates and reads the dossier.
fn open(root: Value, mut losses: Vec<Loss>) -> Result<OpenedFile, FileError> {
    let Value::Object(mut envelope) = root else { return Err(FileError::WrongFormat { found: None }) };
    match envelope.remove("format") {
        Some(Value::String(format)) if format == FORMAT => {}
        Some(Value::String(format)) => return Err(FileError::WrongFormat { found: Some(format) }),
        _ => return Err(FileError::WrongFormat { found: None }),
    }
    let version = envelope
        .remove("version")
        .and_then(|version| version.as_u64())
        .and_then(|version| u32::try_from(version).ok())
        .ok_or_else(|| FileError::Incomplete { field: "version".to_owned() })?;
    let Some(Value::Object(mut tree)) = envelope.remove("dossier") else {
        return Err(FileError::Incomplete { field: "dossier".to_owned() });
    };
    let mut original = envelope.remove("original").and_then(|original| serde_json::from_value(original).ok());
    if version < FORMAT_VERSION {
        original = Some(Original { version, dossier: Value::Object(tree.clone()) });
        migrate::migrate(version, &mut tree);
    }
    let written_by = match envelope.remove("written_by") {
        Some(Value::String(program)) => Some(program),
        _ => None,
    };
    let rules = envelope.remove("rules").and_then(|rules| serde_json::from_value(rules).ok());
    envelope.remove("checksum");
    let unknown = unknown::take(&mut tree);
    let mut dossier = salvage::fitting::<Dossier>(Value::Object(tree), &mut losses)
        .ok_or_else(|| FileError::Incomplete { field: "dossier".to_owned() })?;
    unknown::keep(&mut dossier, unknown);
    Ok(OpenedFile {
        file: DossierFile { dossier, written_by, rules, original, unknown: envelope },
        version,
        read_only: FORMAT_VERSION < version,
        losses,
        altered: false,
    })
}

#[cfg(test)]
mod tests;
