//! A sheet that is being written.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};

use super::book::Book;
use super::layout::{Layout, Page, Spot};
use super::style::{Role, Styles};
use super::words::{Word, unit};
use crate::rules::Unit;
use crate::working::Figure;

/// Paper size A4 in the numbering of the format.
const A4: u8 = 9;
/// Longest text that a cell takes.
const LONGEST_TEXT: usize = 32_767;

/// Height of a line of text, in points.
const LINE_HEIGHT: f64 = 14.0;
/// Lines of the tallest row, so that one long text does not fill a screen.
const MOST_LINES: f64 = 12.0;

/// Width of a line in digits: a Chinese character is as wide as two.
fn digits(line: &str) -> f64 {
    line.chars().map(|letter| if letter.is_ascii() { 1.05 } else { 2.0 }).sum()
}

/// Whether the column under a head holds numbers.
fn is_number(word: Word) -> bool {
    matches!(
        word,
        Word::VALUE
            | Word::LOW
            | Word::MIDDLE
            | Word::HIGH
            | Word::SCORE
            | Word::REMAINING
            | Word::AMOUNT_LOW
            | Word::AMOUNT_BASE
            | Word::AMOUNT_HIGH
            | Word::COST
            | Word::COST_AFTER
            | Word::UPFRONT
            | Word::DILUTION
            | Word::DAYS
            | Word::DAYS_LOW
            | Word::DAYS_BASE
            | Word::DAYS_HIGH
            | Word::ADDS_AMOUNT
            | Word::ADDS_VALUE
            | Word::MEASURE
            | Word::THRESHOLD
            | Word::RANK
            | Word::SHEET_SHARE_RATE
            | Word::SHEET_DISCOUNT_RATE
    )
}

/// A sheet with what is needed to write on it.
pub(super) struct PageWriter<'a> {
    pub sheet: &'a mut Worksheet,
    pub page: Page,
    pub book: &'a Book<'a>,
    pub layout: &'a Layout,
    pub styles: &'a Styles,
    /// Lines of the tallest cell of each row that has more than one.
    heights: BTreeMap<u32, u32>,
    /// Width of each column in digits.
    widths: BTreeMap<u16, f64>,
}

impl<'a> PageWriter<'a> {
    /// An empty sheet.
    pub fn new(
        sheet: &'a mut Worksheet,
        page: Page,
        book: &'a Book<'a>,
        layout: &'a Layout,
        styles: &'a Styles,
    ) -> Self {
        PageWriter { sheet, page, book, layout, styles, heights: BTreeMap::new(), widths: BTreeMap::new() }
    }

    /// Names the columns in the first row, fixes it, and sets up printing: A4 landscape, one page wide.
    pub fn table(&mut self, columns: &[(Word, f64)]) -> Result<(), XlsxError> {
        for (place, (word, width)) in (0u16..).zip(columns) {
            self.head(0, place, *word)?;
            self.width(place, *width)?;
        }
        self.sheet.set_row_height(0, 24)?;
        self.sheet.set_freeze_panes(1, 0)?;
        self.sheet.set_repeat_rows(0, 0)?;
        self.print();
        Ok(())
    }

    /// The head of a column; over numbers it stands on the right as they do.
    pub fn head(&mut self, row: u32, column: u16, word: Word) -> Result<(), XlsxError> {
        let style = if is_number(word) { &self.styles.number_head } else { &self.styles.head };
        self.sheet.write_string_with_format(row, column, self.book.word(word), style)?;
        Ok(())
    }

    /// Sets the width of a column, in digits.
    pub fn width(&mut self, column: u16, width: f64) -> Result<(), XlsxError> {
        self.widths.insert(column, width);
        self.sheet.set_column_width(column, width)?;
        Ok(())
    }

    /// A4 landscape, fitted to the width, with the page number.
    pub fn print(&mut self) {
        self.sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.5, 0.25, 0.25);
        self.sheet.set_footer("&L&A&R&P / &N");
        self.sheet.set_screen_gridlines(false);
    }

    /// Text of ours.
    pub fn text(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.text)
    }

    /// Text that a person typed.
    pub fn typed(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.typed)
    }

    /// A word of ours.
    pub fn word(&mut self, row: u32, column: u16, word: Word) -> Result<(), XlsxError> {
        self.text(row, column, self.book.word(word))
    }

    /// Text in a format.
    pub fn styled(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        style: impl Fn(&Styles) -> &Format,
    ) -> Result<(), XlsxError> {
        if text.is_empty() {
            return Ok(());
        }
        let fits = text.char_indices().nth(LONGEST_TEXT).map_or(text, |(end, _)| text.get(..end).unwrap_or(text));
        self.sheet.write_string_with_format(row, column, fits, style(self.styles))?;
        Ok(())
    }

    /// Text over as many lines as its column needs; the row grows with it, also in programs that would not do so.
    pub fn wrapped(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.wrapped)?;
        self.grow(row, column, text)
    }

    /// Secondary text, as [`PageWriter::wrapped`].
    pub fn quiet(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        self.styled(row, column, text, |styles| &styles.quiet)?;
        self.grow(row, column, text)
    }

    fn grow(&mut self, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let width = self.widths.get(&column).map_or(9.0, |width| width - 3.0);
        let lines: f64 = text.lines().map(|line| libm::ceil(digits(line) / width).max(1.0)).sum();
        let lines = lines.min(MOST_LINES) as u32;
        let known = self.heights.entry(row).or_insert(1);
        if *known < lines {
            *known = lines;
            self.sheet.set_row_height(row, f64::from(lines) * LINE_HEIGHT + 3.0)?;
        }
        Ok(())
    }

    /// A number that is no formula.
    pub fn number(&mut self, row: u32, column: u16, number: f64, unit: Unit, role: Role) -> Result<(), XlsxError> {
        if number.is_finite() {
            self.sheet.write_number_with_format(row, column, number, self.styles.number(unit, role))?;
        }
        Ok(())
    }

    /// A formula with the result that the engine found.
    pub fn formula(
        &mut self,
        (row, column): (u32, u16),
        formula: String,
        result: f64,
        unit: Unit,
        role: Role,
    ) -> Result<(), XlsxError> {
        let result = if result.is_finite() { result.to_string() } else { "#NUM!".to_owned() };
        let formula = Formula::new(["=", &formula].concat()).set_result(result);
        self.sheet.write_formula_with_format(row, column, formula, self.styles.number(unit, role))?;
        Ok(())
    }

    /// The cell of another sheet, at a place.
    pub fn link(&mut self, at: (u32, u16), spot: Spot, place: usize, result: f64, unit: Unit) -> Result<(), XlsxError> {
        let formula = self.layout.address(spot, place, self.page);
        let role = if spot.page == self.page { Role::Formula } else { Role::Link };
        self.formula(at, formula, result, unit, role)
    }

    /// The cell of a figure.
    pub fn figure(&mut self, row: u32, column: u16, figure: &Figure) -> Result<(), XlsxError> {
        let Some((working, entry)) = self.book.working(&figure.working) else {
            return self.number(row, column, figure.value, figure.unit, Role::Carried);
        };
        let last = entry.working.lines.len().saturating_sub(1);
        let places = if entry.figure_only { 1 } else { entry.working.lines.last().map_or(1, |line| line.values.len()) };
        match self.layout.line(working, last) {
            Some(spot) => self.link((row, column), spot, places.saturating_sub(1), figure.value, figure.unit),
            None => Ok(()),
        }
    }

    /// A figure that may be missing.
    pub fn some_figure(&mut self, row: u32, column: u16, figure: Option<&Figure>) -> Result<(), XlsxError> {
        figure.map_or(Ok(()), |figure| self.figure(row, column, figure))
    }

    /// A unit in its own column.
    pub fn unit(&mut self, row: u32, column: u16, of: Unit) -> Result<(), XlsxError> {
        self.quiet(row, column, self.book.word(unit(of)))
    }
}
