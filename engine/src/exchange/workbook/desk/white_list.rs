//! The white list 白名单 with each part: points as they add up, conclusions as formulas, reasons in words.

use super::super::WorkbookError;
use super::super::layout::cell_name;
use super::super::style::Role;
use super::super::words::Word;
use super::list::listed_word;
use super::page::{DeskPage, block};
use super::{Desk, filled};
use crate::park::Screening;
use crate::rules::{Outcome, Unit};

/// The parts with the unit of what is measured.
const PARTS: [(Word, Unit); 6] = [
    (Word::DESK_PART_STATUS, Unit::Count),
    (Word::DESK_PART_INVENTIONS, Unit::Count),
    (Word::DESK_PART_RESEARCH, Unit::Ratio),
    (Word::DESK_PART_GROWTH, Unit::Ratio),
    (Word::DESK_PART_CREDIT, Unit::Count),
    (Word::DESK_PART_STABILITY, Unit::Ratio),
];
/// First column of points, then score, possible, line, right, conclusion; then what was measured, then reasons.
const POINTS: u16 = 1;
const SCORE: u16 = 7;
const POSSIBLE: u16 = 8;
const LINE: u16 = 9;
const RIGHT: u16 = 10;
const LISTED: u16 = 11;
const MEASURED: u16 = 12;
const WHY: u16 = 18;
/// Row of the full marks, and of the first firm.
const FULL: u32 = 1;
const FIRST: u32 = 2;

pub(super) fn write(page: &mut DeskPage, desk: &Desk) -> Result<(), WorkbookError> {
    let measured: Vec<String> =
        PARTS.iter().map(|(part, _)| [desk.word(*part), desk.word(Word::DESK_MEASURED)].concat()).collect();
    let mut heads = vec![(desk.word(Word::ENTERPRISE), 34.0)];
    heads.extend(PARTS.iter().map(|(part, _)| (desk.word(*part), 11.0)));
    heads.extend([
        (desk.word(Word::DESK_SCORE), 9.0),
        (desk.word(Word::DESK_POSSIBLE), 13.0),
        (desk.word(Word::DESK_LINE), 9.0),
        (desk.word(Word::DESK_RIGHT), 18.0),
        (desk.word(Word::DESK_LISTED), 12.0),
    ]);
    heads.extend(measured.iter().map(|head| (head.as_str(), 13.0)));
    heads.push((desk.word(Word::DESK_WHY), 90.0));
    page.heads(0, &heads)?;
    page.word(FULL, 0, Word::DESK_FULL_MARK)?;
    if let Some(firm) = desk.order.first().and_then(|place| desk.firm(*place)) {
        for (column, part) in (POINTS..).zip(&firm.screening.parts) {
            page.number(FULL, column, part.most, Unit::Point, Role::Carried)?;
        }
    }
    for (row, place) in (FIRST..).zip(&desk.order) {
        if let Some(firm) = desk.firm(*place) {
            page.typed(row, 0, &desk.name(*place))?;
            line(page, row, &firm.screening, desk)?;
        }
    }
    page.print(2, 1)?;
    Ok(())
}

fn line(page: &mut DeskPage, row: u32, found: &Screening, desk: &Desk) -> Result<(), WorkbookError> {
    for (at, part) in (0u16..).zip(&found.parts) {
        page.number(row, POINTS + at, part.points, Unit::Point, Role::Plain)?;
        let unit = PARTS.get(usize::from(at)).map_or(Unit::None, |(_, unit)| *unit);
        page.number(row, MEASURED + at, part.measured, unit, Role::Plain)?;
    }
    let last = SCORE - 1;
    let points = [cell_name(row, POINTS), cell_name(row, last)].join(":");
    let full = block((FULL, POINTS), (FULL, last));
    let [score, possible, line, right] = [SCORE, POSSIBLE, LINE, RIGHT].map(|column| cell_name(row, column));
    page.formula(row, SCORE, &format!("SUM({points})"), &found.score.to_string(), Unit::Point, Role::Formula)?;
    let open = format!("{score}+SUMPRODUCT(({points}=\"\")*{full})");
    page.formula(row, POSSIBLE, &open, &found.possible.to_string(), Unit::Point, Role::Formula)?;
    page.number(row, LINE, found.line, Unit::Point, Role::Carried)?;
    let [pass, fail, unknown] = [Word::DESK_YES, Word::DESK_NO, Word::DESK_UNKNOWN].map(|word| desk.word(word));
    let answer = match found.right {
        Outcome::Pass => pass,
        Outcome::Fail => fail,
        Outcome::Unknown => unknown,
    };
    page.text(row, RIGHT, answer)?;
    let [listed, out, open] = [Outcome::Pass, Outcome::Fail, Outcome::Unknown].map(|of| desk.word(listed_word(of)));
    let conclusion = format!(
        "IF(OR({possible}<{line},{right}=\"{fail}\"),\"{out}\",IF(AND({score}>={line},{right}=\"{pass}\"),\"{listed}\",\"{open}\"))"
    );
    page.formula(row, LISTED, &conclusion, desk.word(listed_word(found.listed)), Unit::None, Role::Formula)?;
    let reasons: Vec<String> = found
        .obstacles
        .iter()
        .map(|open| {
            let requirement = desk.rules.all_criteria().find(|criterion| criterion.id == open.criterion);
            let name = requirement.map_or(open.criterion.as_str(), |criterion| criterion.text.get(desk.book.language));
            filled(desk.word(Word::DESK_OBSTACLE), &[name, &open.fail.to_string(), &open.unknown.to_string()])
        })
        .collect();
    page.text(row, WHY, &reasons.join("; "))?;
    Ok(())
}
