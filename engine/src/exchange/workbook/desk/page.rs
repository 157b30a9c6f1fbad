//! A sheet of the desk that is being written.

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::super::layout::cell_name;
use super::super::style::{Role, Styles};
use super::super::words::Word;
use crate::rules::{Language, Unit};

/// A4 in the numbering of the format.
const A4: u8 = 9;

/// A sheet with what is needed to write on it. Rows and columns from 0.
pub(super) struct DeskPage<'a> {
    pub sheet: &'a mut Worksheet,
    pub styles: &'a Styles,
    language: Language,
}

impl<'a> DeskPage<'a> {
    pub fn new(sheet: &'a mut Worksheet, styles: &'a Styles, language: Language) -> Self {
        DeskPage { sheet, styles, language }
    }

    /// Heads of columns in a row, with their widths in digits.
    pub fn heads(&mut self, row: u32, heads: &[(&str, f64)]) -> Result<(), XlsxError> {
        for (column, (head, width)) in (0u16..).zip(heads) {
            self.sheet.write_string_with_format(row, column, *head, &self.styles.head)?;
            self.sheet.set_column_width(column, *width)?;
        }
        self.sheet.set_row_height(row, 34)?;
        Ok(())
    }

    /// Landscape, as wide as the paper, first rows on every page.
    pub fn print(&mut self, rows: u32, columns: u16) -> Result<(), XlsxError> {
        self.sheet.set_freeze_panes(rows, columns)?;
        if rows > 0 {
            self.sheet.set_repeat_rows(rows - 1, rows - 1)?;
        }
        self.sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        self.sheet.set_footer("&L&A&R&P / &N");
        self.sheet.set_screen_gridlines(false);
        Ok(())
    }

    /// A word of ours.
    pub fn word(&mut self, row: u32, column: u16, word: Word) -> Result<(), XlsxError> {
        self.text(row, column, word.text(self.language))
    }

    /// The heading of a block.
    pub fn heading(&mut self, row: u32, word: Word) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(row, 0, word.text(self.language), &self.styles.heading)?;
        Ok(())
    }

    /// Text of ours.
    pub fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.text)
    }

    /// Text of ours over several lines.
    pub fn wrapped(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.wrapped)
    }

    /// Text from a file: never read as a formula.
    pub fn typed(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.typed)
    }

    fn styled(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        style: impl Fn(&Styles) -> &Format,
    ) -> Result<(), XlsxError> {
        if !text.is_empty() {
            let fits: String = text.chars().take(32_000).collect();
            self.sheet.write_string_with_format(row, column, fits, style(self.styles))?;
        }
        Ok(())
    }

    /// A number; an empty cell for one that is not known.
    pub fn number(
        &mut self,
        row: u32,
        column: u16,
        number: impl Into<Option<f64>>,
        unit: Unit,
        role: Role,
    ) -> Result<(), XlsxError> {
        if let Some(number) = number.into().filter(|number| number.is_finite()) {
            self.sheet.write_number_with_format(row, column, number, self.styles.number(unit, role))?;
        }
        Ok(())
    }

    /// A formula with the result that the engine found; text results are words.
    pub fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: &str,
        unit: Unit,
        role: Role,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(["=", formula].concat()).set_result(result);
        self.sheet.write_formula_with_format(row, column, formula, self.styles.number(unit, role))?;
        Ok(())
    }
}

/// The name of a cell that stays when the formula moves: `$B$3`.
pub(super) fn fixed(row: u32, column: u16) -> String {
    let name = cell_name(row, column);
    let split = name.find(|letter: char| letter.is_ascii_digit()).unwrap_or(name.len());
    let (letters, digits) = name.split_at(split);
    ["$", letters, "$", digits].concat()
}

/// A block of cells that stays.
pub(super) fn block(first: (u32, u16), last: (u32, u16)) -> String {
    [fixed(first.0, first.1), fixed(last.0, last.1)].join(":")
}

/// The block of another sheet.
pub(super) fn on(sheet: &str, range: &str) -> String {
    ["'", &sheet.replace('\'', "''"), "'!", range].concat()
}
