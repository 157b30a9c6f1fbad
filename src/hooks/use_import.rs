//! Importing a list, from anywhere on the page.

use ip_health_engine::exchange::{LayoutQuery, Mapping, TextEncoding};
use web_sys::File;
use yew::prelude::*;

use crate::state::{Importing, Target};

/// What a person does about an import.
pub enum ImportRequest {
    /// Files dropped or chosen.
    Receive(Vec<File>),
    /// A sealed file and what is in it.
    Unsealed(File, Vec<u8>),
    /// A check-up file becomes the document, whatever screen is shown.
    Open(File),
    /// Opens of the damaged check-up file what can be read.
    Salvage,
    /// The document that the waiting list goes into.
    Into(Target),
    /// Shows the columns, of another sheet, under other headings, in another encoding; of the list taken in last when no
    /// columns are shown yet.
    ShowLayout(LayoutQuery, Option<TextEncoding>),
    /// Reads the list with these columns.
    Read(Mapping),
    /// Breaks off what is being read or asked.
    Cancel,
    /// Leaves the columns as they were.
    CloseLayout,
    /// Undoes the import that was taken in.
    Undo,
    /// Closes the account of the import.
    Close,
}

/// The import and how to act on it.
#[derive(Clone, PartialEq)]
pub struct ImportContext {
    /// Where it stands.
    pub importing: Importing,
    /// A file is being dragged over the page.
    pub dragging: bool,
    /// Acts.
    pub act: Callback<ImportRequest>,
}

/// The import; the caller renders anew when it goes on.
///
/// # Panics
/// Outside [`ImportProvider`](crate::components::ImportProvider).
#[hook]
pub fn use_import() -> ImportContext {
    use_context().expect("the app stands inside ImportProvider")
}
