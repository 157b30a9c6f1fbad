//! Sources 依据: the records of the white list and of pools, with where they were read.

use super::super::WorkbookError;
use super::super::inputs::numbers;
use super::super::words::{Word, confidence, unit};
use super::Desk;
use super::page::DeskPage;
use crate::park::RECORDS;
use crate::rules::{Provenance, Unit};

pub(super) fn write(page: &mut DeskPage, desk: &Desk) -> Result<(), WorkbookError> {
    let heads: Vec<(&str, f64)> = [
        (Word::KEY, 42.0),
        (Word::NAME, 40.0),
        (Word::VALUE, 26.0),
        (Word::UNIT, 9.0),
        (Word::CONFIDENCE, 12.0),
        (Word::DOCUMENT, 56.0),
        (Word::ADDRESS, 44.0),
        (Word::REASON, 60.0),
    ]
    .map(|(word, width)| (desk.word(word), width))
    .into();
    page.heads(0, &heads)?;
    let language = desk.book.language;
    let mut row = 1;
    for id in RECORDS {
        let (name, value, of, provenance) = if let Ok(found) = desk.rules.parameter(id) {
            let values: Vec<String> = numbers(found).iter().map(f64::to_string).collect();
            (found.label.get(language), values.join(" / "), found.unit, &found.provenance)
        } else if let Ok(note) = desk.rules.note(id) {
            let values: Vec<String> = note.numbers.iter().map(|(name, value)| format!("{name} {value}")).collect();
            (note.title.get(language), values.join(" / "), Unit::None, &note.provenance)
        } else {
            continue;
        };
        line(page, row, [id, name, &value], of, provenance, desk)?;
        row += 1;
    }
    for criterion in desk.rules.criteria("AB") {
        line(
            page,
            row,
            [&criterion.id, criterion.text.get(language), ""],
            criterion.unit,
            &criterion.provenance,
            desk,
        )?;
        row += 1;
    }
    let pack = desk.pack.pack();
    page.word(row + 1, 0, Word::RULE_PACK)?;
    page.text(row + 1, 1, &[pack.title.get(language), " ", &pack.version].concat())?;
    page.word(row + 2, 0, Word::AS_OF)?;
    page.text(row + 2, 1, &desk.book.as_of.to_string())?;
    page.wrapped(row + 3, 1, desk.word(Word::NOTICE))?;
    page.print(1, 1)?;
    Ok(())
}

fn line(
    page: &mut DeskPage,
    row: u32,
    texts: [&str; 3],
    of: Unit,
    provenance: &Provenance,
    desk: &Desk,
) -> Result<(), WorkbookError> {
    let language = desk.book.language;
    for (column, text) in (0u16..).zip(texts) {
        page.wrapped(row, column, text)?;
    }
    page.word(row, 3, unit(of))?;
    page.word(row, 4, confidence(provenance.confidence))?;
    let cited = provenance.citations.iter().filter_map(|place| Some((desk.pack.source(&place.source)?, place)));
    let (titles, addresses): (Vec<String>, Vec<&str>) = cited
        .map(|(source, place)| {
            let title = [source.title.get(language), " ", &place.article].concat();
            (title.trim_end().to_owned(), source.address.as_str())
        })
        .unzip();
    page.wrapped(row, 5, &titles.join("\n"))?;
    page.wrapped(row, 6, addresses.join("\n").trim_end())?;
    page.wrapped(row, 7, provenance.reason.as_ref().map_or("", |reason| reason.get(language)))?;
    Ok(())
}
