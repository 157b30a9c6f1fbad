//! The sheet of the STAR Market 科创板: indicators, listing standards, readiness, issues.

use rust_xlsxwriter::XlsxError;

use super::page::PageWriter;
use super::words::{Word, outcome, star_verdict};
use crate::star::result::{Limb, note_id};

/// Writes the sheet.
pub(super) fn write(page: &mut PageWriter) -> Result<(), XlsxError> {
    page.table(&[
        (Word::NAME, 44.0),
        (Word::RESULT, 16.0),
        (Word::MEASURE, 20.0),
        (Word::THRESHOLD, 20.0),
        (Word::UNIT, 9.0),
        (Word::REMARK, 64.0),
    ])?;
    let star = &page.book.assessment.star;
    let mut row = heading(page, 1, Word::INDICATORS)?;
    for indicator in &star.indicators {
        name(page, row, indicator.code.code(), indicator.code.code())?;
        page.word(row, 1, star_verdict(indicator.verdict))?;
        row = limbs(page, row + 1, &indicator.arms)?;
    }
    row = heading(page, row + 1, Word::STANDARDS)?;
    for standard in &star.listing.standards {
        name(page, row, standard.code, standard.code)?;
        page.word(row, 1, outcome(standard.outcome))?;
        row = limbs(page, row + 1, &standard.limbs)?;
    }
    row = limbs(page, row, &star.listing.structure)?;
    row = heading(page, row + 1, Word::READINESS)?;
    for dimension in &star.readiness.dimensions {
        name(page, row, dimension.code, dimension.code)?;
        page.figure(row, 2, &dimension.score)?;
        page.unit(row, 4, dimension.score.unit)?;
        row += 1;
    }
    page.word(row, 0, Word::STAR_SCORE)?;
    page.figure(row, 2, &star.readiness.score)?;
    page.unit(row, 4, star.readiness.score.unit)?;
    row = heading(page, row + 2, Word::ISSUES)?;
    for issue in star.issues.iter().filter(|issue| issue.state.is_some()) {
        let language = page.book.language;
        page.wrapped(row, 0, issue.title.get(language))?;
        page.text(row, 1, issue.severity.code())?;
        page.wrapped(row, 5, issue.remedy.get(language))?;
        row += 1;
    }
    Ok(())
}

fn heading(page: &mut PageWriter, row: u32, word: Word) -> Result<u32, XlsxError> {
    page.styled(row, 0, page.book.word(word), |styles| &styles.heading)?;
    match word {
        Word::ISSUES => {
            page.quiet(row, 1, page.book.word(Word::SEVERITY))?;
            page.quiet(row, 5, page.book.word(Word::REMEDY))?;
        }
        _ => page.quiet(row, 1, page.book.word(Word::RESULT))?,
    }
    Ok(row + 1)
}

/// The name that the rules give a code, with what it means.
fn name(page: &mut PageWriter, row: u32, code: &str, shown: &str) -> Result<(), XlsxError> {
    let language = page.book.language;
    let Ok(note) = page.book.rules.note(&note_id(code)) else { return page.text(row, 0, shown) };
    page.wrapped(row, 0, &[shown, " ", note.title.get(language)].concat())?;
    match &note.body {
        Some(body) => page.wrapped(row, 5, body.get(language)),
        None => Ok(()),
    }
}

fn limbs(page: &mut PageWriter, mut row: u32, limbs: &[Limb]) -> Result<u32, XlsxError> {
    for limb in limbs {
        name(page, row, limb.code, "   ·")?;
        page.word(row, 1, outcome(limb.outcome))?;
        page.some_figure(row, 2, limb.value.as_ref())?;
        page.some_figure(row, 3, limb.threshold.as_ref())?;
        if let Some(figure) = limb.value.as_ref().or(limb.threshold.as_ref()) {
            page.unit(row, 4, figure.unit)?;
        }
        row += 1;
    }
    Ok(row)
}
