//! Totals 汇总: sums, quartiles and counts as formulas over the firms of the list that count.

use super::super::WorkbookError;
use super::super::style::Role;
use super::super::words::{Word, channel};
use super::list::{FIRST, column, grade_text, listed_word};
use super::page::{DeskPage, block, fixed, on};
use super::{Desk, status_word};
use crate::park::{Firm, Spread, totals};
use crate::rules::Unit;

pub(super) fn write(page: &mut DeskPage, desk: &Desk) -> Result<(), WorkbookError> {
    let counted: Vec<&Firm> = desk.order.iter().take(desk.counted).filter_map(|place| desk.firm(*place)).collect();
    let found = totals(counted);
    let last = FIRST + u32::try_from(desk.counted.max(1)).unwrap_or(u32::MAX) - 1;
    let range = |column: u16| on(desk.word(Word::DESK_LIST), &block((FIRST, column), (last, column)));
    page.heads(
        0,
        &[
            (desk.word(Word::DESK_QUANTITY), 40.0),
            (desk.word(Word::DESK_KNOWN), 12.0),
            (desk.word(Word::DESK_SUM), 22.0),
            (desk.word(Word::DESK_FIRST_QUARTILE), 18.0),
            (desk.word(Word::DESK_MEDIAN), 18.0),
            (desk.word(Word::DESK_THIRD_QUARTILE), 18.0),
        ],
    )?;
    let quantities: [(Word, u16, Unit, &Spread, bool); 4] = [
        (Word::DESK_VALUE, column::VALUE, Unit::Yuan, &found.value, true),
        (Word::DESK_DEBT, column::DEBT, Unit::Yuan, &found.debt, true),
        (Word::DESK_HEALTH, column::HEALTH, Unit::Point, &found.score, false),
        (Word::DESK_COMPLETENESS, column::COMPLETENESS, Unit::Ratio, &found.completeness, false),
    ];
    let mut row = 1;
    for (word, column, unit, spread, summed) in quantities {
        let cells = range(column);
        page.word(row, 0, word)?;
        page.formula(row, 1, &format!("COUNT({cells})"), &spread.known.to_string(), Unit::Count, Role::Link)?;
        if summed {
            page.formula(row, 2, &format!("SUM({cells})"), &spread.total.to_string(), unit, Role::Link)?;
        }
        for ((at, quarter), value) in (3u16..).zip(1..=3).zip(spread.quartiles.into_iter().flatten()) {
            page.formula(row, at, &format!("QUARTILE({cells},{quarter})"), &value.to_string(), unit, Role::Link)?;
        }
        row += 1;
    }
    page.word(row, 0, Word::DESK_SUM_NOTE)?;
    row += 2;
    page.word(row, 0, Word::DESK_FILES)?;
    let files = desk.order.len() + desk.book.unread.len();
    page.number(row, 1, files as f64, Unit::Count, Role::Carried)?;
    page.word(row + 1, 0, Word::DESK_COUNTED)?;
    page.number(row + 1, 1, found.firms as f64, Unit::Count, Role::Carried)?;
    let all = fixed(row + 1, 1);
    row += 3;

    let named = |words: Vec<(&'static str, usize)>| words;
    let blocks = [
        (
            Word::DESK_BY_LISTED,
            column::LISTED,
            named(found.listed.iter().map(|(key, count)| (desk.word(listed_word(*key)), *count)).collect()),
        ),
        (
            Word::DESK_BY_SECTOR,
            column::SECTOR,
            named(found.sectors.iter().map(|(key, count)| (desk.sector(*key), *count)).collect()),
        ),
        (
            Word::DESK_BY_GRADE,
            column::GRADE,
            named(found.grades.iter().map(|(key, count)| (grade_text(*key, desk), *count)).collect()),
        ),
        (
            Word::DESK_BY_CHANNEL,
            column::BEST,
            named(
                found
                    .channels
                    .iter()
                    .map(|(key, count)| (desk.word(key.map_or(Word::DESK_NO_CHANNEL, channel)), *count))
                    .collect(),
            ),
        ),
        (
            Word::DESK_BY_STATUS,
            column::STATUS,
            named(found.statuses.iter().map(|(key, count)| (desk.word(status_word(*key)), *count)).collect()),
        ),
    ];
    for (title, column, groups) in blocks {
        page.heading(row, title)?;
        page.word(row, 1, Word::DESK_FIRMS)?;
        page.word(row, 2, Word::DESK_SHARE)?;
        row += 1;
        for (name, count) in groups {
            let share = if found.firms > 0 { count as f64 / found.firms as f64 } else { 0.0 };
            page.text(row, 0, name)?;
            let counting = format!("COUNTIF({},{})", range(column), fixed(row, 0));
            page.formula(row, 1, &counting, &count.to_string(), Unit::Count, Role::Link)?;
            let part = format!("IF({all}>0,{}/{all},0)", fixed(row, 1));
            page.formula(row, 2, &part, &share.to_string(), Unit::Ratio, Role::Formula)?;
            row += 1;
        }
        row += 1;
    }
    page.print(1, 1)?;
    Ok(())
}
