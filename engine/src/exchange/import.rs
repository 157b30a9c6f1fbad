//! What an import of a portfolio list says: assets, and an account of every row.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Column;
use crate::dossier::{Asset, AssetKind, FieldError, NumberError, NumberWarning};

/// What helps to read a list; nothing is needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ImportOptions {
    /// Name of the enterprise, to tell own rights from others'.
    pub enterprise: Option<String>,
    /// Encoding of a text file, when the person corrects our guess.
    pub encoding: Option<TextEncoding>,
    /// Layout given by the person, when ours is wrong or missing.
    pub mapping: Option<Mapping>,
    /// Asks to be shown the layout instead of the rights: the outcome is [`ImportError::NeedsMapping`], also for a list
    /// that is known.
    pub show_layout: Option<LayoutQuery>,
}

/// Which part of a file to lay out; what is not given is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct LayoutQuery {
    /// Sheet, counted from 0.
    pub sheet: Option<usize>,
    /// Row of the headings, counted from 1 as spreadsheets do; 0 when there is none.
    pub header_row: Option<u32>,
}

/// Which column holds what, on one sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Mapping {
    /// Sheet, counted from 0.
    pub sheet: usize,
    /// Row of the headings, counted from 1 as spreadsheets do; 0 when there is none.
    pub header_row: u32,
    /// Position of the column, counted from 0 → what it holds.
    pub columns: BTreeMap<usize, Column>,
    /// Kind of every right in the list, for lists that do not say.
    pub kind: Option<AssetKind>,
}

impl Mapping {
    /// Whether a right can be read with it: some column holds a number or a title. Without it the import ends with
    /// [`ImportError::BadMapping`].
    #[must_use]
    pub fn names_a_right(&self) -> bool {
        self.columns.values().any(|column| column.identifies() || *column == Column::Title)
    }
}

/// How the bytes of a text file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TextEncoding {
    /// UTF-8, with or without byte-order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB 18030, which covers GBK and GB 2312.
    Gb18030,
}

/// What kind of file it is, by its content; the name's ending is not trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FileForm {
    /// Workbook of Excel 2007 and later, of WPS.
    Xlsx,
    /// Text with separators.
    Text,
    /// SpreadsheetML 2003, often named `.xls`.
    SpreadsheetXml,
    /// A table of a web page, often named `.xls`.
    Html,
}

/// Who wrote the list, by its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ListSource {
    /// 智慧芽.
    PatSnap,
    /// incoPat 合享.
    IncoPat,
    /// Lists in the style of the national patent office and provincial platforms.
    Cnipa,
    /// 企查查.
    Qichacha,
    /// Google Patents.
    GooglePatents,
    /// The Lens.
    Lens,
    /// 商标清单.
    Trademarks,
    /// 软件著作权清单.
    Software,
    /// 集成电路布图设计清单.
    LayoutDesigns,
    /// A list of known columns in an unknown order.
    Generic,
    /// Laid out by the person, under headings that we do not know.
    Mapped,
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Progress {
    /// What is being done.
    pub stage: ImportStage,
    /// Rows done in this stage.
    pub done: u32,
    /// Rows in all, once known.
    pub total: Option<u32>,
}

/// Steps of an import, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ImportStage {
    /// Unpacking and decoding.
    Opening,
    /// Reading rows.
    Reading,
    /// Understanding rows.
    Understanding,
    /// Merging duplicates and families.
    Combining,
}

/// The caller's answer to a progress report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop; the import ends with [`ImportError::Cancelled`].
    Cancel,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum ImportError {
    /// No bytes, or no filled cell.
    #[error("nothing in the file")]
    Empty,
    /// Workbook of Excel 97–2003: save as .xlsx.
    #[error("old binary workbook")]
    LegacyXls,
    /// A workbook with a password, which has the same outer form as an old one.
    #[error("encrypted workbook")]
    Encrypted,
    /// Some other kind of file, such as a PDF or a picture.
    #[error("not a spreadsheet or text")]
    NotATable,
    /// The workbook is damaged; `detail` is the reader's own word, for the log.
    #[error("damaged workbook: {detail}")]
    Damaged {
        /// What the reader said.
        detail: String,
    },
    /// The columns are not recognised: ask the person for a mapping.
    #[error("unknown layout")]
    NeedsMapping(Box<UnknownLayout>),
    /// The given mapping names no such sheet or no column that identifies a right.
    #[error("the mapping does not fit the file")]
    BadMapping,
    /// More than is read: a list of rights is never so large, an archive made to fill memory is.
    #[error("larger than {most} MB, unpacked")]
    TooLarge {
        /// The limit in megabytes.
        most: u32,
    },
    /// More rows than are read.
    #[error("more than {most} rows")]
    TooManyRows {
        /// The limit.
        most: u32,
    },
    /// Stopped by the caller.
    #[error("cancelled")]
    Cancelled,
}

/// A list whose columns we do not know, or were asked to show, with our guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownLayout {
    /// Names of the sheets; one without a name for text files.
    pub sheets: Vec<String>,
    /// Encoding used, for text files.
    pub encoding: Option<TextEncoding>,
    /// Characters that the encoding could not read; when not 0, another encoding should be tried.
    pub unreadable_characters: u32,
    /// First filled rows of the sheet as found, among them the row of the headings.
    pub top: Vec<PreviewRow>,
    /// The headings by position; empty texts where the list has none.
    pub headers: Vec<String>,
    /// First rows below the headings, by position.
    pub samples: Vec<Vec<String>>,
    /// Our guess, by words in the headings and by what the cells look like.
    pub guess: Mapping,
}

/// A row of a file as found; long cells are shortened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewRow {
    /// Row as the spreadsheet counts, from 1.
    pub number: u32,
    /// Cells by position.
    pub cells: Vec<String>,
}

/// The outcome of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Import {
    /// Name of the file.
    pub file_name: String,
    /// What kind of file it is.
    pub form: FileForm,
    /// Encoding used, for text files.
    pub encoding: Option<TextEncoding>,
    /// Characters that the encoding could not read; when not 0, another encoding should be tried.
    pub unreadable_characters: u32,
    /// Sheets, in the order of the file.
    pub sheets: Vec<SheetReport>,
    /// Every filled row of every sheet, in order.
    pub rows: Vec<RowReport>,
    /// The rights, without duplicates. Ids are unique here, not yet in the dossier.
    pub assets: Vec<Asset>,
}

/// What became of a sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SheetReport {
    /// Name; empty for text files.
    pub name: String,
    /// Who wrote it, when recognised; `None` when the sheet was left out.
    pub source: Option<ListSource>,
    /// The layout that was used, to be shown and corrected.
    pub mapping: Option<Mapping>,
    /// Every heading and its use.
    pub columns: Vec<ColumnReport>,
}

/// What became of a column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ColumnReport {
    /// Position, counted from 0.
    pub position: usize,
    /// Heading as written.
    pub header: String,
    /// What it was read as; `None` when it was not used.
    pub read_as: Option<Column>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowReport {
    /// Sheet, counted from 0.
    pub sheet: usize,
    /// Row as the spreadsheet counts, from 1.
    pub row: u32,
    /// What it says, so that a person finds it again: its numbers and title, or its first cells when it was left out.
    /// Empty for a row that was read without doubt.
    pub said: String,
    /// What became of it.
    pub outcome: RowOutcome,
    /// What should be looked at; a row with doubts was still read.
    pub doubts: Vec<Doubt>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RowOutcome {
    /// Read into the asset at this position of [`Import::assets`].
    Read(usize),
    /// Added to the asset at this position, which an earlier row began.
    Merged {
        /// Position of the asset.
        asset: usize,
        /// Why they are one.
        reason: MergeReason,
    },
    /// Not a right, or not readable as one.
    LeftOut(LeftOut),
}

/// Why two rows are one right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MergeReason {
    /// The same application or registration number, the same document.
    Duplicate,
    /// Publication and grant of one application.
    PublicationAndGrant,
    /// One trademark number with several classes, one class a row.
    FurtherClass,
}

/// Why a row is no asset. Exhaustive on purpose: whoever shows it must have a sentence for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LeftOut {
    /// Above the headings: a title, a search address, a date of export.
    Title,
    /// The headings, also when repeated further down.
    Header,
    /// 合计, 小计, 总计 or a remark below the list.
    Total,
    /// Neither a number nor a title.
    NothingToIdentify,
    /// On a sheet that was not recognised.
    UnknownSheet,
}

/// Something about a row that a person should look at. Exhaustive on purpose: whoever shows it must have a sentence for
/// each.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// The number is in none of the known forms; it was kept as written.
    NumberUnreadable {
        /// The column.
        column: Column,
        /// As written.
        text: String,
        /// Why.
        error: NumberError,
    },
    /// The number is readable but odd.
    NumberOdd {
        /// The column.
        column: Column,
        /// As read.
        text: String,
        /// How.
        warning: NumberWarning,
    },
    /// A cell that should hold a date, a count and does not; the field stays unknown.
    CellUnreadable {
        /// The column.
        column: Column,
        /// As written.
        text: String,
        /// Why.
        error: FieldError,
    },
    /// The words are not known to us; the field stays unknown.
    WordUnknown {
        /// The column.
        column: Column,
        /// As written.
        text: String,
    },
    /// Neither a number nor the words say what kind of right it is; invention was assumed.
    KindAssumed,
    /// The list does not say the legal status; it was read off the grant, which says nothing of later fees.
    StatusFromGrant,
    /// The list does not say the legal status; the field stays unknown.
    StatusMissing,
    /// Named a patent (ZL) or published as granted, but stated as pending.
    GrantedNumberButPending,
    /// Two rows of one right, or two columns, say different things; the first is kept.
    Conflict {
        /// The column.
        column: Column,
        /// What was kept.
        kept: String,
        /// What was not.
        other: String,
    },
    /// The enterprise is not among the owners.
    OwnerDiffers {
        /// The owners.
        owners: Vec<String>,
    },
    /// Dates that cannot be in this order.
    DatesOutOfOrder {
        /// Should be first.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
        earlier: Date,
        /// Should be second.
        #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
        later: Date,
    },
    /// The row has no number of its own, so that a duplicate cannot be told.
    NumberMissing,
    /// The register shows an event of this kind; whether it is still in force must be checked.
    Event(RegisterEvent),
    /// An international application is no right yet; it counts through the national phases.
    InternationalPhase,
}

/// Events of a register that matter for finance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RegisterEvent {
    /// 质押.
    Pledge,
    /// 保全.
    Preservation,
    /// 许可备案.
    Licence,
    /// 转让、权利转移.
    Transfer,
    /// 无效宣告请求.
    InvalidationRequest,
}

impl Import {
    /// Rows by what became of them: read, merged, left out; and rows with doubts.
    #[must_use]
    pub fn counts(&self) -> RowCounts {
        let mut counts = RowCounts::default();
        for row in &self.rows {
            match &row.outcome {
                RowOutcome::Read(_) => counts.read += 1,
                RowOutcome::Merged { .. } => counts.merged += 1,
                RowOutcome::LeftOut(_) => counts.left_out += 1,
            }
            counts.doubtful += u32::from(!row.doubts.is_empty());
        }
        counts
    }
}

/// Rows of an import, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RowCounts {
    /// Rows that began an asset.
    pub read: u32,
    /// Rows added to an asset begun earlier.
    pub merged: u32,
    /// Rows left out.
    pub left_out: u32,
    /// Rows with doubts, among the above.
    pub doubtful: u32,
}
