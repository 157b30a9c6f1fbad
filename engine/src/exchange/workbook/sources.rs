//! The sheet of sources 依据: every record that some working rests on, with where it was read.

use std::collections::BTreeSet;

use rust_xlsxwriter::XlsxError;

use super::inputs::numbers;
use super::page::PageWriter;
use super::style::Role;
use super::words::{Word, confidence};
use crate::rules::{Note, Parameter, Provenance, Unit, Value};

const VALUE: u16 = 2;
const UNIT: u16 = 5;

/// Writes the sheet.
pub(super) fn write(page: &mut PageWriter) -> Result<(), XlsxError> {
    page.table(&[
        (Word::KEY, 42.0),
        (Word::NAME, 44.0),
        (Word::VALUE, 14.0),
        (Word::NONE, 14.0),
        (Word::NONE, 14.0),
        (Word::UNIT, 9.0),
        (Word::CONFIDENCE, 12.0),
        (Word::DOCUMENT, 48.0),
        (Word::ARTICLE, 26.0),
        (Word::READ_ON, 12.0),
        (Word::ADDRESS, 44.0),
        (Word::REASON, 52.0),
    ])?;
    // The value of a triple takes three columns under one head.
    page.sheet.merge_range(0, VALUE, 0, VALUE + 2, page.book.word(Word::VALUE), &page.styles.head)?;
    let used: BTreeSet<&str> = page.book.workings.iter().flat_map(|entry| entry.working.rules()).collect();
    let mut row = 1;
    for id in used {
        if let Ok(parameter) = page.book.rules.parameter(id) {
            write_parameter(page, row, parameter)?;
        } else if let Ok(note) = page.book.rules.note(id) {
            write_note(page, row, note)?;
        } else {
            continue;
        }
        row += 1;
    }
    Ok(())
}

fn write_parameter(page: &mut PageWriter, row: u32, parameter: &Parameter) -> Result<(), XlsxError> {
    page.text(row, 0, &parameter.id)?;
    page.wrapped(row, 1, parameter.label.get(page.book.language))?;
    let values = numbers(parameter);
    if !matches!(parameter.value, Value::List(_)) {
        for (column, value) in (VALUE..).zip(&values) {
            page.number(row, column, *value, parameter.unit, Role::Plain)?;
        }
    } else {
        let values: Vec<String> = values.iter().map(f64::to_string).collect();
        page.text(row, VALUE, &values.join(" / "))?;
    }
    page.unit(row, UNIT, parameter.unit)?;
    write_provenance(page, row, &parameter.provenance)
}

fn write_note(page: &mut PageWriter, row: u32, note: &Note) -> Result<(), XlsxError> {
    page.text(row, 0, &note.id)?;
    page.wrapped(row, 1, note.title.get(page.book.language))?;
    let numbers: Vec<String> = note.numbers.iter().map(|(name, value)| format!("{name} {value}")).collect();
    page.text(row, VALUE, &numbers.join(" / "))?;
    page.unit(row, UNIT, Unit::None)?;
    write_provenance(page, row, &note.provenance)
}

fn write_provenance(page: &mut PageWriter, row: u32, provenance: &Provenance) -> Result<(), XlsxError> {
    let book = page.book;
    page.word(row, UNIT + 1, confidence(provenance.confidence))?;
    let sources: Vec<_> =
        provenance.citations.iter().filter_map(|place| Some((book.pack.source(&place.source)?, place))).collect();
    let titles: Vec<&str> = sources.iter().map(|(source, _)| source.title.get(book.language)).collect();
    let articles: Vec<&str> = sources.iter().map(|(_, place)| place.article.as_str()).collect();
    let days: Vec<String> = sources.iter().map(|(source, _)| source.read.to_string()).collect();
    let addresses: Vec<&str> = sources.iter().map(|(source, _)| source.address.as_str()).collect();
    for (column, text) in
        (UNIT + 2..).zip([titles.join("\n"), articles.join("\n"), days.join("\n"), addresses.join("\n")])
    {
        page.wrapped(row, column, text.trim_end())?;
    }
    match &provenance.reason {
        Some(reason) => page.wrapped(row, UNIT + 6, reason.get(book.language)),
        None => Ok(()),
    }
}
