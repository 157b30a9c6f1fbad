//! What the app knows: the document with its undo, the session around it, and how both are kept.

mod change;
pub mod channel;
mod content;
pub mod disk;
mod document;
mod file;
mod importing;
mod keeper;
mod listeners;
pub mod memory;
pub mod park;
mod persist;
mod provider;
mod session;
mod shared;
pub mod standing;
mod undo;
pub mod workshop;

pub use self::content::Content;
pub use self::document::{Decision, Document, Edit, Input, IssueChange, NeedChange, Place, Row, Stream};
pub use self::file::{FileError, Loss, Opened, can_be_salvaged, open_file, read_file, write_carried, write_file};
pub use self::importing::{
    Failure, ImportStep, Importing, Laid, Source, Standing, Taken, Target, Unsupported, is_checkup,
};
pub use self::keeper::{Reason, keeper};
pub use self::persist::{
    Entry, Record, StorageError, Version, all_records, forget, parsed, read_newest, read_version, versions,
};
pub use self::provider::{Dispatch, DossierContext, DossierProvider, SessionDispatch, open, replacing};
pub use self::session::{Hold, Notice, Saved, Session, SessionEdit, Trouble, new_id, today};
pub use self::shared::Shared;
pub use self::undo::{Placed, Step, Undo};
