//! The text of a `*.iphc.json` file, by the engine's format.

use ip_health_engine::dossier::{self, Dossier, DossierFile, RulesStamp};

pub use ip_health_engine::dossier::FileError;

/// Program and version that files name as their writer.
const WRITER: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// A dossier as file text.
#[must_use]
pub fn write_file(dossier: &Dossier) -> String {
    write_file_under(dossier, None)
}

/// A dossier as file text that names the rules it was looked at under.
#[must_use]
pub fn write_file_under(dossier: &Dossier, rules: Option<RulesStamp>) -> String {
    let written_by = Some(WRITER.to_owned());
    dossier::write_file(&DossierFile { dossier: dossier.clone(), written_by, rules, ..DossierFile::default() })
}

/// The dossier of a file's text or bytes, and whether a newer version wrote it: then it is for reading only.
///
/// # Errors
/// [`FileError`].
pub fn read_file(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<(Dossier, bool), FileError> {
    let opened = dossier::read_file(text.as_ref())?;
    Ok((opened.file.dossier, opened.read_only))
}
