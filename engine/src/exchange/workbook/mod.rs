//! The workbook out: every working as live formulas of a spreadsheet, from the very definitions the engine computed by.
//!
//! A number that a working is given stands once, on the sheet of inputs; a figure of another working is a reference to
//! that working's cell; everything else is a formula. The results stand beside the formulas, so that a viewer that does
//! not calculate shows the same numbers.

mod book;
mod desk;
mod formula;
mod groups;
mod input_pages;
mod inputs;
mod layout;
mod lists;
mod lookup;
mod methods;
mod page;
mod register;
mod sources;
mod star_page;
mod style;
mod summary;
mod words;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use serde::{Deserialize, Serialize};

use self::book::Book;
pub use self::desk::{DESK_FUNCTIONS, DeskBook, write_desk};
pub use self::formula::FUNCTIONS;
use self::inputs::Inputs;
use self::layout::{Layout, Page};
use self::page::PageWriter;
pub use self::register::write_register;
use self::style::Styles;
use self::words::Word;
use crate::Assessment;
use crate::dossier::Dossier;
use crate::rules::{Language, RulePack};
use crate::valuation::RIGHTS_WITH_WORKINGS;

/// What the workbook is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WorkbookOptions {
    /// Language of names and texts.
    pub language: Language,
    /// A working with a series longer than this is shown by its figure alone, so that the workbook stays small enough
    /// for a spreadsheet program, whatever the number of rights.
    pub longest_series: usize,
}

impl Default for WorkbookOptions {
    fn default() -> Self {
        WorkbookOptions { language: Language::Chinese, longest_series: RIGHTS_WITH_WORKINGS }
    }
}

/// Why there is no workbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum WorkbookError {
    /// A sheet would need more rows than the format has.
    #[error("a sheet of {rows} rows does not fit the format")]
    TooManyRows {
        /// Rows needed.
        rows: usize,
    },
    /// The writer of the format refused.
    #[error("the workbook cannot be written: {detail}")]
    Format {
        /// What it said.
        detail: String,
    },
}

impl From<XlsxError> for WorkbookError {
    fn from(error: XlsxError) -> Self {
        WorkbookError::Format { detail: error.to_string() }
    }
}

/// The assessment as an `.xlsx` workbook with live formulas.
///
/// Formulas use [`FUNCTIONS`] only; there are no macros, dynamic arrays or links to other files. Same inputs, same
/// bytes out.
///
/// # Errors
/// [`WorkbookError`] when the assessment does not fit the format.
pub fn write_workbook(
    dossier: &Dossier,
    assessment: &Assessment,
    pack: &RulePack,
    options: &WorkbookOptions,
) -> Result<Vec<u8>, WorkbookError> {
    let book = Book::new(dossier, assessment, pack, options);
    let inputs = Inputs::collect(&book);
    let layout = Layout::new(&book, &inputs)?;
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    let day = assessment.as_of;
    let made =
        ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?;
    let title = book.word(Word::TITLE);
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    for (page, name) in &layout.pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        let mut writer = PageWriter::new(sheet, *page, &book, &layout, &styles);
        write_page(&mut writer, &inputs)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_page(page: &mut PageWriter, inputs: &Inputs) -> Result<(), XlsxError> {
    match page.page {
        Page::Summary => summary::write(page),
        Page::Channels => lists::channels(page),
        Page::Star => star_page::write(page),
        Page::Actions => lists::actions(page),
        Page::Rights => lists::rights(page),
        Page::Inputs => input_pages::write(page, inputs),
        Page::InputLists => input_pages::write_lists(page, inputs),
        Page::Workings(_) => methods::write(page, inputs),
        Page::Sources => sources::write(page),
    }
}
