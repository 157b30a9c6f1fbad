//! What the mapping screen needs of a file: its first rows, and our guess at what its columns hold.

use std::collections::BTreeMap;

use super::headings::guess;
use super::layout::{HEADER_ROWS, Layout, assign};
use super::row::shortened;
use super::status;
use super::table::{Row, Sheet};
use crate::dossier::{NumberForm, right_number};
use crate::exchange::{Column, LayoutQuery, ListSource, Mapping, PreviewRow, UnknownLayout};

/// Rows below the headings that the guess looks at.
const LOOKED_AT: usize = 20;
/// Rows below the headings that are shown beside each heading.
const SAMPLES: usize = 5;
/// Columns beyond these are not offered; no list of rights has so many.
const WIDEST: usize = 256;
/// Letters of a cell that are shown: enough to see what it holds, where an abstract would bury the rest.
const LETTERS: usize = 60;
/// Letters of a cell that can be a word of a register, such as `专利权有效期届满`; a title is longer.
const WORD: usize = 12;

/// The sheet that was asked for, else the first that is known, else the fullest; laid out as asked, else as known, else
/// as guessed.
pub(super) fn describe(sheets: &[Sheet], known: &[Option<Layout>], query: LayoutQuery) -> UnknownLayout {
    let names = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let fullest = || {
        let sizes = sheets.iter().enumerate().map(|(index, sheet)| (sheet.rows.len(), usize::MAX - index));
        sizes.max().map(|(_, from_the_end)| usize::MAX - from_the_end)
    };
    let asked = query.sheet.filter(|index| *index < sheets.len());
    let index = asked.or_else(|| known.iter().position(Option::is_some)).or_else(fullest);
    let Some((index, sheet)) = index.and_then(|index| sheets.get(index).map(|sheet| (index, sheet))) else {
        return UnknownLayout { sheets: names, ..UnknownLayout::default() };
    };
    let layout = known.get(index).and_then(Option::as_ref);
    let header_row =
        query.header_row.or(layout.map(|layout| layout.header_row)).unwrap_or_else(|| likely_header(sheet));
    let header = sheet.rows.iter().find(|row| row.number == header_row);
    let below: Vec<&Row> = sheet.rows.iter().filter(|row| header_row < row.number).take(LOOKED_AT).collect();
    let top = sheet.rows.iter().take(HEADER_ROWS);
    let shown = top.clone().chain(header).chain(below.iter().copied());
    let width = shown.flat_map(|row| row.cells().map(|(at, _)| at + 1)).max().unwrap_or(0).min(WIDEST);
    let texts = |row: &Row| -> Vec<String> {
        (0..width).map(|at| row.get(at).map(|text| shortened(text, LETTERS)).unwrap_or_default()).collect()
    };
    let guess = match layout.filter(|layout| layout.header_row == header_row) {
        Some(layout) => layout.mapping(index),
        None => Mapping { sheet: index, header_row, columns: columns(header, &below, width), kind: None },
    };
    UnknownLayout {
        sheets: names,
        top: top.map(|row| PreviewRow { number: row.number, cells: texts(row) }).collect(),
        headers: header.map_or_else(|| vec![String::new(); width], texts),
        samples: below.iter().take(SAMPLES).map(|row| texts(row)).collect(),
        guess,
        ..UnknownLayout::default()
    }
}

/// The fullest of the first rows, of equals the upper; 0 when it already is about a right.
fn likely_header(sheet: &Sheet) -> u32 {
    let top = sheet.rows.iter().take(HEADER_ROWS);
    let fullest = top.fold(None, |best: Option<&Row>, row| match best {
        Some(known) if row.cells().count() <= known.cells().count() => best,
        _ => Some(row),
    });
    let Some(header) = fullest else { return 0 };
    let numbered = header.cells().any(|(_, text)| number_column(text).is_some());
    if numbered { 0 } else { header.number }
}

/// What each column seems to hold. The numbers of rights are surest, for they name their own form; then known headings;
/// then headings that contain a known one; then words that only one column has.
fn columns(header: Option<&Row>, below: &[&Row], width: usize) -> BTreeMap<usize, Column> {
    let exact: BTreeMap<usize, Column> = header
        .map(|header| assign(header, ListSource::Generic))
        .into_iter()
        .flatten()
        .flat_map(|(column, positions)| positions.into_iter().map(move |position| (position, column)))
        .collect();
    let heading = |position: usize| header.and_then(|header| header.get(position));
    let guesses: [&dyn Fn(usize) -> Option<Column>; 4] = [
        &|position| mostly(below, position, number_column),
        &|position| exact.get(&position).copied(),
        &|position| heading(position).and_then(guess),
        &|position| mostly(below, position, word_column),
    ];
    let mut columns: BTreeMap<usize, Column> = BTreeMap::new();
    for guess in guesses {
        for position in 0..width {
            if columns.contains_key(&position) {
                continue;
            }
            if let Some(column) = guess(position).filter(|column| !columns.values().any(|known| known == column)) {
                columns.insert(position, column);
            }
        }
    }
    columns
}

/// The column that more than half of the filled cells look like.
fn mostly(rows: &[&Row], position: usize, look: fn(&str) -> Option<Column>) -> Option<Column> {
    let mut counts: BTreeMap<Column, usize> = BTreeMap::new();
    let mut filled = 0;
    for text in rows.iter().filter_map(|row| row.get(position)) {
        filled += 1;
        if let Some(column) = look(text) {
            *counts.entry(column).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| count * 2 > filled).map(|(column, _)| column)
}

/// The column that a number of a right belongs to. Trademarks count in plain digits, which anything may be.
fn number_column(text: &str) -> Option<Column> {
    match right_number(text).ok()?.form {
        NumberForm::Application | NumberForm::International => Some(Column::ApplicationNumber),
        NumberForm::Publication => Some(Column::PublicationNumber),
        NumberForm::SoftwareRegistration | NumberForm::LayoutRegistration | NumberForm::WorkRegistration => {
            Some(Column::RegistrationNumber)
        }
        _ => None,
    }
}

/// The column that words of registers and titles of inventions belong to. Dates are left to the person: nothing in a
/// date says which of them it is, and a wrong day of filing would change the term.
fn word_column(text: &str) -> Option<Column> {
    if text.starts_with("一种") {
        return Some(Column::Title);
    }
    if text.chars().count() > WORD {
        return None;
    }
    if status::kind(text).is_some_and(|word| word.kind.is_some()) {
        return Some(Column::Kind);
    }
    status::status(text).map(|_| Column::Status)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Column::{ApplicationNumber, FilingDate, Kind, Owners, PublicationNumber, RegistrationNumber, Status, Title};

    /// Rows of cells separated by `|`.
    fn sheet(rows: &[&str]) -> Sheet {
        let rows = (1..).zip(rows).map(|(number, cells)| {
            let mut row = Row::new(number);
            cells.split('|').enumerate().for_each(|(position, cell)| row.push(position, cell));
            row
        });
        Sheet { name: String::new(), rows: rows.collect() }
    }

    #[track_caller]
    fn check(rows: &[&str], header_row: u32, expected: &[(usize, Column)]) {
        let guess = describe(&[sheet(rows)], &[None], LayoutQuery::default()).guess;
        assert_eq!(guess.header_row, header_row, "row of the headings");
        assert_eq!(guess.columns.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn numbers_are_known_by_their_form_under_any_heading() {
        check(
            &["内部台账", "文号|公告|证书", "202110333395.7|CN113077361A|2020SR0123456"],
            2,
            &[(0, ApplicationNumber), (1, PublicationNumber), (2, RegistrationNumber)],
        );
    }

    #[test]
    fn a_heading_that_contains_a_known_one_is_read_as_it() {
        check(
            &["我司申请日（年月日）|登记权利人一栏|备注", "2021-03-29|甲公司|无"],
            1,
            &[(0, FilingDate), (1, Owners)],
        );
    }

    #[test]
    fn words_of_registers_tell_what_a_column_holds() {
        check(
            &["甲|乙|丙", "一种芯片|发明专利|有效", "一种电路|实用新型|失效"],
            1,
            &[(0, Title), (1, Kind), (2, Status)],
        );
    }

    #[test]
    fn a_list_without_headings_has_none() {
        check(&["202110333395.7|一种芯片", "202110000004.X|一种电路"], 0, &[(0, ApplicationNumber), (1, Title)]);
    }

    #[test]
    fn a_date_is_not_taken_for_a_day_of_filing() {
        check(&["文号|交件", "202110333395.7|2021-03-29"], 1, &[(0, ApplicationNumber)]);
    }

    #[test]
    fn another_row_of_headings_is_guessed_anew() {
        let list = sheet(&["甲|乙|丙|丁", "专利号|项目名称", "202110333395.7|芯片"]);
        let query = LayoutQuery { header_row: Some(2), ..LayoutQuery::default() };
        let layout = describe(&[list], &[None], query);
        assert_eq!(layout.headers, ["专利号", "项目名称", "", ""]);
        assert_eq!(layout.samples, [["202110333395.7", "芯片", "", ""]]);
        assert_eq!(layout.guess.columns, BTreeMap::from([(0, ApplicationNumber), (1, Title)]));
    }

    #[test]
    fn long_cells_are_cut_and_the_first_rows_shown_as_found() {
        let long = "长".repeat(200);
        let layout = describe(&[sheet(&[&long, "甲|乙"])], &[None], LayoutQuery::default());
        assert_eq!(layout.top.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(layout.top[0].cells[0].chars().count(), LETTERS + 1);
    }
}
