//! Where the import of a list stands: what is asked, read, laid out, taken in. Kept on this page only.

use std::rc::Rc;

use ip_health_engine::exchange::{Import, ImportError, ImportOptions, Progress, UnknownLayout};
use web_sys::File;
use yew::Reducible;

use super::{Document, FileError, Shared};

/// Which document a list goes into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The one that is open.
    Current,
    /// A new one.
    New,
}

/// A file and how it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// The file, which the browser reads anew each time; its bytes are not kept.
    pub file: File,
    /// Which document the rights go into.
    pub target: Target,
    /// Encoding and mapping that the person chose.
    pub options: ImportOptions,
}

/// A list whose columns are to be checked.
#[derive(Clone, PartialEq)]
pub struct Laid {
    /// Where it comes from.
    pub source: Source,
    /// What the engine found.
    pub layout: Shared<UnknownLayout>,
}

/// A list that was taken in.
#[derive(Clone, PartialEq)]
pub struct Taken {
    /// Where it comes from.
    pub source: Source,
    /// What was read.
    pub import: Shared<Import>,
    /// Rights that the portfolio did not have.
    pub added: usize,
    /// Rights that it had and that were brought up to date.
    pub renewed: usize,
    /// The document just before.
    pub before: Shared<Document>,
    /// The document just after, once it is there.
    pub after: Option<Shared<Document>>,
}

/// How an import that was taken in relates to the document now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is the last change, so one step back undoes it.
    Last,
    /// It was undone.
    Undone,
    /// It brought nothing that the document did not hold.
    Unchanged,
    /// Other changes followed, or another document is open.
    Overlaid,
}

impl Taken {
    /// How the import relates to the document as it is now.
    #[must_use]
    pub fn standing(&self, document: &Shared<Document>) -> Standing {
        let after = self.after.as_ref().unwrap_or(document);
        if *after == self.before {
            Standing::Unchanged
        } else if after == document {
            Standing::Last
        } else if self.before == *document {
            Standing::Undone
        } else {
            Standing::Overlaid
        }
    }
}

/// Kinds of files that people drop instead of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// PDF, and its Chinese counterpart OFD.
    Pdf,
    /// A picture.
    Image,
    /// A text document or presentation.
    Document,
    /// A packed archive.
    Archive,
}

impl Unsupported {
    /// The kind that the ending of a name promises; `None` where the content must decide.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        Some(match ending.to_ascii_lowercase().as_str() {
            "pdf" | "ofd" | "caj" => Unsupported::Pdf,
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "heic" | "bmp" | "tif" | "tiff" | "svg" => Unsupported::Image,
            "doc" | "docx" | "ppt" | "pptx" | "wps" | "rtf" | "odt" => Unsupported::Document,
            "zip" | "rar" | "7z" | "gz" | "tar" => Unsupported::Archive,
            _ => return None,
        })
    }
}

/// Why a file was not taken in.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Several files at once.
    Many,
    /// The browser cannot read it: a folder, or a file that is gone.
    Unreadable,
    /// Not a list by its name.
    Unsupported(Unsupported),
    /// The document may not be changed.
    ReadOnly,
    /// A check-up file that does not open.
    Checkup(FileError),
    /// A list that cannot be read.
    List(ImportError),
    /// The worker ended over it.
    Stopped,
}

/// What is being read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Name of the file.
    pub name: String,
    /// How far, once the worker has said so.
    pub progress: Option<Progress>,
}

/// Where the import stands.
#[derive(Clone, Default, PartialEq)]
pub struct Importing {
    /// A list that waits to be told which document it goes into.
    pub asking: Option<File>,
    /// A check-up file that waits for its passphrase.
    pub sealed: Option<File>,
    /// What is being read.
    pub reading: Option<Reading>,
    /// Why the last file was not taken in, with its name.
    pub failed: Option<(String, Failure)>,
    /// The check-up file that did not open, where part of it may.
    pub damaged: Option<File>,
    /// The list whose columns are to be checked.
    pub laid: Option<Laid>,
    /// The last list that was taken in.
    pub taken: Option<Taken>,
}

/// A step of the import.
pub enum ImportStep {
    /// Which document does the list go into?
    Ask(File),
    /// What is its passphrase?
    Sealed(File),
    /// A file is being read.
    Read(String),
    /// So far.
    Progress(Progress),
    /// Not taken in.
    Fail(String, Failure),
    /// Part of what was not taken in may open.
    Damaged(Option<File>),
    /// The columns are to be checked.
    Lay(Box<Laid>),
    /// Taken in.
    Take(Box<Taken>),
    /// The document after it was taken in.
    Settle(Shared<Document>),
    /// Reading or asking was broken off; what was there before stays.
    Cancel,
    /// Nothing is read, asked or to be checked any more; what was taken in before stays.
    CloseLayout,
    /// All is done with.
    Close,
}

impl Reducible for Importing {
    type Action = ImportStep;

    fn reduce(self: Rc<Self>, step: ImportStep) -> Rc<Self> {
        let mut next = Importing::clone(&self);
        match step {
            ImportStep::Ask(file) => next = Importing { asking: Some(file), taken: next.taken, ..Importing::default() },
            ImportStep::Sealed(file) => next.sealed = Some(file),
            ImportStep::Read(name) => {
                next.asking = None;
                next.failed = None;
                next.damaged = None;
                next.reading = Some(Reading { name, progress: None });
            }
            ImportStep::Progress(progress) => {
                if let Some(reading) = &mut next.reading {
                    reading.progress = Some(progress);
                }
            }
            ImportStep::Fail(name, failure) => {
                next.asking = None;
                next.reading = None;
                next.sealed = None;
                next.failed = Some((name, failure));
                next.damaged = None;
            }
            ImportStep::Damaged(file) => next.damaged = file,
            ImportStep::Lay(laid) => {
                next.reading = None;
                next.laid = Some(*laid);
            }
            ImportStep::Take(taken) => next = Importing { taken: Some(*taken), ..Importing::default() },
            ImportStep::Settle(document) => {
                if let Some(taken) = next.taken.as_mut().filter(|taken| taken.after.is_none()) {
                    taken.after = Some(document);
                }
            }
            ImportStep::Cancel => {
                next.asking = None;
                next.sealed = None;
                next.reading = None;
            }
            ImportStep::CloseLayout => {
                next.asking = None;
                next.sealed = None;
                next.reading = None;
                next.failed = None;
                next.laid = None;
            }
            ImportStep::Close => next = Importing::default(),
        }
        Rc::new(next)
    }
}

/// Whether a file is a check-up file: by its name, or because its text is an object of JSON, which no list is.
#[must_use]
pub fn is_checkup(name: &str, bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
    name.to_ascii_lowercase().ends_with(".json") || first == Some(&b'{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_up_files_are_told_by_name_or_content() {
        assert!(is_checkup("甲公司.iphc.json", b""));
        assert!(is_checkup("renamed.txt", b"\xEF\xBB\xBF \n{\"format\":1}"));
        assert!(!is_checkup("list.csv", b"a,b\n{,"));
        assert!(!is_checkup("list.xlsx", b"PK\x03\x04"));
    }

    #[test]
    fn endings_that_promise_no_list_are_known_and_the_rest_is_read() {
        let check = |name, expected| assert_eq!(Unsupported::of(name), expected, "{name}");
        check("证书.PDF", Some(Unsupported::Pdf));
        check("扫描.jpeg", Some(Unsupported::Image));
        check("说明.docx", Some(Unsupported::Document));
        check("全部.rar", Some(Unsupported::Archive));
        check("list.xlsx", None);
        // Many systems name tables of web pages so; only the content tells.
        check("list.xls", None);
        check("pdf", None);
    }

    #[test]
    fn breaking_off_keeps_what_was_taken_before() {
        let taken = || Importing { failed: Some(("a".to_owned(), Failure::Many)), ..Importing::default() };
        let reading = Rc::new(taken()).reduce(ImportStep::Read("b".to_owned()));
        assert!(reading.failed.is_none() && reading.reading.is_some());
        let broken_off = reading.reduce(ImportStep::Cancel);
        assert!(*broken_off == Importing::default());
    }
}
