//! What the app knows: the document with its undo, the session around it, and how both are kept.

mod change;
pub mod disk;
mod document;
mod file;
mod importing;
pub mod memory;
mod persist;
mod provider;
mod session;
mod shared;
pub mod stamp;
mod undo;

pub use self::document::{Decision, Document, Edit, Input, IssueChange, NeedChange, Place, Row, Stream};
pub use self::file::{FileError, read_file, write_file, write_file_under};
pub use self::importing::{
    Failure, ImportStep, Importing, Laid, Source, Standing, Taken, Target, Unsupported, is_checkup,
};
pub use self::persist::{Record, all_records, forget, read_record, write_record};
pub use self::provider::{Dispatch, DossierContext, DossierProvider, SessionDispatch, open};
pub use self::session::{Saved, Session, SessionEdit, new_id, today};
pub use self::shared::Shared;
pub use self::undo::{Placed, Step, Undo};
