//! Lists of rights in: portfolio lists as patent databases and registers export them. Workings out: a workbook with
//! live formulas (`write_workbook`, feature `workbook`). Calendars of deadlines out. Check-up files under a passphrase, and
//! as a row of QR codes. What an embedding page and the embedded one say to each other ([`frame`]).
//!
//! `read_portfolio` is behind the feature `spreadsheet`, which brings the readers of workbooks and encodings; the types
//! of its result and [`merge_into`] are always here, so that the page needs no spreadsheet code.

mod calendar;
mod codes;
mod columns;
pub mod frame;
mod import;
mod keys;
mod merge;
#[cfg(feature = "spreadsheet")]
mod reader;
mod sealed;
#[cfg(feature = "workbook")]
mod workbook;

pub use self::calendar::{CalendarEvent, write_calendar};
pub use self::codes::{CodesError, Gathering, MOST_CODES, Taken};
#[cfg(feature = "codes")]
pub use self::codes::{join, read_picture, write_codes};
pub use self::columns::Column;
pub use self::import::{
    ColumnReport, Doubt, FileForm, Flow, Import, ImportError, ImportOptions, ImportStage, LayoutQuery, LeftOut,
    ListSource, Mapping, MergeReason, PreviewRow, Progress, RegisterEvent, RowCounts, RowOutcome, RowReport,
    SheetReport, TextEncoding, UnknownLayout,
};
pub use self::merge::merge_into;
#[cfg(feature = "spreadsheet")]
pub use self::reader::read_portfolio;
pub use self::sealed::{SealError, SealRandom, Strength, is_sealed, strength};
#[cfg(feature = "seal")]
pub use self::sealed::{seal, unseal};
#[cfg(feature = "workbook")]
pub use self::workbook::{
    DESK_FUNCTIONS, DeskBook, FUNCTIONS, WorkbookError, WorkbookOptions, write_desk, write_register, write_workbook,
};
