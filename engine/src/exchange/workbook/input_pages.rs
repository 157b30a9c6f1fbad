//! The sheet of inputs, and the one of long lists.

use rust_xlsxwriter::XlsxError;

use super::inputs::{Input, Inputs, Section};
use super::layout::{FIRST_INPUT, Page, WIDEST_INPUT};
use super::page::PageWriter;
use super::style::Role;
use super::words::Word;

fn word(section: Section) -> Word {
    match section {
        Section::Answered => Word::ORIGIN_ANSWERED,
        Section::Rule => Word::ORIGIN_RULE,
        Section::Prepared => Word::ORIGIN_PREPARED,
        Section::Program => Word::ORIGIN_PROGRAM,
        Section::Stated => Word::ORIGIN_STATED,
    }
}

fn role(input: &Input) -> Role {
    if input.section.is_free() { Role::Input } else { Role::Carried }
}

/// The short inputs: a row each.
pub(super) fn write(page: &mut PageWriter, inputs: &Inputs) -> Result<(), XlsxError> {
    page.table(&[
        (Word::NAME, 34.0),
        (Word::SUBJECT, 28.0),
        (Word::UNIT, 9.0),
        (Word::ORIGIN, 16.0),
        (Word::KEY, 44.0),
        (Word::VALUE, 18.0),
    ])?;
    let last = FIRST_INPUT + u16::try_from(WIDEST_INPUT).unwrap_or(0);
    page.sheet.set_column_range_width(FIRST_INPUT + 1, last, 14)?;
    let layout = page.layout;
    for (section, row) in &layout.sections {
        page.styled(*row, 0, page.book.word(word(*section)), |styles| &styles.heading)?;
    }
    for (input, spot) in inputs.all.iter().zip(&layout.inputs).filter(|(_, spot)| spot.page == Page::Inputs) {
        page.text(spot.row, 0, &input.name)?;
        page.typed(spot.row, 1, &input.subject)?;
        page.unit(spot.row, 2, input.unit)?;
        page.quiet(spot.row, 3, page.book.word(word(input.section)))?;
        page.quiet(spot.row, 4, &input.key)?;
        for (place, value) in input.values.iter().enumerate() {
            let (row, column) = spot.at(place);
            page.number(row, column, *value, input.unit, role(input))?;
        }
    }
    Ok(())
}

/// The long inputs: a column each.
pub(super) fn write_lists(page: &mut PageWriter, inputs: &Inputs) -> Result<(), XlsxError> {
    let heads = [Word::NAME, Word::SUBJECT, Word::UNIT, Word::KEY];
    for (row, head) in (0u32..).zip(heads) {
        page.sheet.write_string_with_format(row, 0, page.book.word(head), &page.styles.head)?;
    }
    page.sheet.set_column_width(0, 12)?;
    page.sheet.set_freeze_panes(4, 1)?;
    page.print();
    let layout = page.layout;
    let mut longest = 0;
    for (input, spot) in inputs.all.iter().zip(&layout.inputs).filter(|(_, spot)| spot.page == Page::InputLists) {
        page.width(spot.column, 20.0)?;
        page.wrapped(0, spot.column, &input.name)?;
        page.typed(1, spot.column, &input.subject)?;
        page.unit(2, spot.column, input.unit)?;
        page.quiet(3, spot.column, &input.key)?;
        longest = longest.max(input.values.len());
        for (place, value) in input.values.iter().enumerate() {
            let (row, column) = spot.at(place);
            page.number(row, column, *value, input.unit, role(input))?;
        }
    }
    for place in 0..u32::try_from(longest).unwrap_or(0) {
        page.number(4 + place, 0, f64::from(place + 1), crate::rules::Unit::Count, Role::Plain)?;
    }
    Ok(())
}
