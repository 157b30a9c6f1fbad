//! The sheets that list: rights, channels, actions.

use rust_xlsxwriter::XlsxError;

use super::page::PageWriter;
use super::style::Role;
use super::words::{Word, channel, kind, no_value, verdict};
use crate::rules::Unit;

/// Every right with its value and score: formulas where the working is in the workbook, else values.
pub(super) fn rights(page: &mut PageWriter) -> Result<(), XlsxError> {
    page.table(&[
        (Word::KEY, 16.0),
        (Word::NAME, 44.0),
        (Word::KIND, 20.0),
        (Word::NUMBER, 22.0),
        (Word::REMAINING, 14.0),
        (Word::LOW, 18.0),
        (Word::MIDDLE, 18.0),
        (Word::HIGH, 18.0),
        (Word::SCORE, 10.0),
        (Word::REMARK, 24.0),
    ])?;
    let book = page.book;
    let portfolio = book.dossier.portfolio();
    for (row, (valued, asset)) in (1u32..).zip(book.assessment.valuation.assets.iter().zip(&portfolio)) {
        page.typed(row, 0, &asset.id)?;
        page.typed(row, 1, &asset.title)?;
        page.word(row, 2, kind(valued.kind))?;
        page.typed(row, 3, asset.number.as_deref().unwrap_or_default())?;
        if let Some(years) = valued.remaining_years {
            page.number(row, 4, years, Unit::Year, Role::Plain)?;
        }
        if let Some(range) = valued.value {
            page.number(row, 5, range.p10, Unit::Yuan, Role::Carried)?;
            match &valued.figure {
                Some(figure) => page.figure(row, 6, figure)?,
                None => page.number(row, 6, range.p50, Unit::Yuan, Role::Carried)?,
            }
            page.number(row, 7, range.p90, Unit::Yuan, Role::Carried)?;
        }
        page.figure(row, 8, &valued.score.index)?;
        if let Some(reason) = valued.reason {
            page.word(row, 9, no_value(reason))?;
        }
    }
    Ok(())
}

/// Channels in the order of their rank.
pub(super) fn channels(page: &mut PageWriter) -> Result<(), XlsxError> {
    page.table(&[
        (Word::RANK, 7.0),
        (Word::CHANNEL, 26.0),
        (Word::VERDICT, 14.0),
        (Word::AMOUNT_LOW, 18.0),
        (Word::AMOUNT_BASE, 18.0),
        (Word::AMOUNT_HIGH, 18.0),
        (Word::COST, 12.0),
        (Word::COST_AFTER, 12.0),
        (Word::UPFRONT, 16.0),
        (Word::DILUTION, 10.0),
        (Word::DAYS_LOW, 9.0),
        (Word::DAYS_BASE, 9.0),
        (Word::DAYS_HIGH, 9.0),
        (Word::FAILED, 60.0),
    ])?;
    let book = page.book;
    for (row, found) in (1u32..).zip(&book.assessment.financing.channels) {
        if let Some(rank) = found.rank {
            page.number(row, 0, f64::from(u32::try_from(rank.base).unwrap_or(0)), Unit::Count, Role::Plain)?;
        }
        page.word(row, 1, channel(found.channel))?;
        page.word(row, 2, verdict(found.verdict))?;
        if let Some(amount) = &found.amount {
            for (column, figure) in (3u16..).zip([&amount.low, &amount.base, &amount.high]) {
                page.figure(row, column, figure)?;
            }
        }
        let figures = [&found.cost, &found.cost_after_subsidy, &found.upfront, &found.dilution];
        for (column, figure) in (6u16..).zip(figures) {
            page.some_figure(row, column, figure.as_ref())?;
        }
        for (column, days) in (10u16..).zip([found.days.low, found.days.base, found.days.high]) {
            page.number(row, column, days, Unit::Day, Role::Plain)?;
        }
        let sentence = |id: &String| {
            let criterion = book.rules.all_criteria().find(|criterion| criterion.id == *id);
            criterion.map_or_else(|| id.clone(), |criterion| criterion.text.get(book.language).to_owned())
        };
        let open: Vec<String> = found.failed.iter().chain(&found.data_needed).map(sentence).collect();
        page.wrapped(row, 13, &open.join("\n"))?;
    }
    Ok(())
}

/// What to do next, by what it unlocks.
pub(super) fn actions(page: &mut PageWriter) -> Result<(), XlsxError> {
    page.table(&[
        (Word::ACTION, 32.0),
        (Word::WHAT, 64.0),
        (Word::DAYS, 9.0),
        (Word::ADDS_AMOUNT, 18.0),
        (Word::ADDS_VALUE, 18.0),
        (Word::OPENS, 28.0),
        (Word::CONCERNS, 40.0),
    ])?;
    let book = page.book;
    for (row, action) in (1u32..).zip(&book.assessment.actions) {
        let Ok(note) = book.rules.note(&action.id) else { continue };
        page.wrapped(row, 0, note.title.get(book.language))?;
        if let Some(body) = &note.body {
            page.wrapped(row, 1, body.get(book.language))?;
        }
        if let Some(days) = note.number("days") {
            page.number(row, 2, days, Unit::Day, Role::Plain)?;
        }
        page.number(row, 3, action.effect.amount, Unit::Yuan, Role::Carried)?;
        page.number(row, 4, action.effect.value, Unit::Yuan, Role::Carried)?;
        let opens: Vec<&str> = action.effect.channels.iter().map(|code| book.word(channel(*code))).collect();
        page.wrapped(row, 5, &opens.join("\n"))?;
        let title = |id: &String| book.dossier.assets.iter().find(|asset| asset.id == *id).map(|asset| &asset.title);
        let titles: Vec<&str> = action.assets.iter().filter_map(title).map(String::as_str).take(40).collect();
        page.typed(row, 6, &titles.join("; "))?;
    }
    Ok(())
}
