//! Lists of rights in: portfolio lists as patent databases and registers export them.
//!
//! Reading is behind the feature `spreadsheet`, which brings the readers of workbooks and encodings; the types of its
//! result are always here, so that the page needs no spreadsheet code.

mod columns;
mod import;

pub use self::columns::Column;
pub use self::import::{
    ColumnReport, Doubt, FileForm, Flow, Import, ImportError, ImportOptions, ImportStage, LeftOut, ListSource, Mapping,
    MergeReason, Progress, RegisterEvent, RowCounts, RowOutcome, RowReport, SheetReport, TextEncoding, UnknownLayout,
};
