//! The list 名单: a firm a row; and the files that gave none.

use super::super::WorkbookError;
use super::super::style::Role;
use super::super::words::{Word, channel};
use super::page::DeskPage;
use super::{Desk, district_text, filled, status_word};
use crate::park::{Firm, Remark, UnreadReason};
use crate::rules::{Outcome, Unit};
use crate::valuation::Grade;

/// Columns that the totals run over.
pub(super) mod column {
    pub const SECTOR: u16 = 5;
    pub const COMPLETENESS: u16 = 8;
    pub const VALUE: u16 = 10;
    pub const BEST: u16 = 12;
    pub const DEBT: u16 = 13;
    pub const HEALTH: u16 = 14;
    pub const GRADE: u16 = 15;
    pub const STATUS: u16 = 16;
    pub const LISTED: u16 = 17;
}

/// Row of the first firm.
pub(super) const FIRST: u32 = 1;

pub(super) fn write(page: &mut DeskPage, desk: &Desk) -> Result<(), WorkbookError> {
    let heads: Vec<(&str, f64)> = [
        (Word::DESK_PLACE, 7.0),
        (Word::ENTERPRISE, 34.0),
        (Word::DESK_CODE, 22.0),
        (Word::DESK_FILE, 30.0),
        (Word::DESK_MODIFIED, 12.0),
        (Word::DESK_SECTOR, 18.0),
        (Word::DESK_DISTRICT, 12.0),
        (Word::DESK_RIGHTS, 8.0),
        (Word::DESK_COMPLETENESS, 10.0),
        (Word::DESK_VALUE_LOW, 18.0),
        (Word::DESK_VALUE, 18.0),
        (Word::DESK_VALUE_HIGH, 18.0),
        (Word::DESK_BEST, 22.0),
        (Word::DESK_DEBT, 20.0),
        (Word::DESK_HEALTH, 9.0),
        (Word::DESK_GRADE, 7.0),
        (Word::DESK_STATUS, 16.0),
        (Word::DESK_LISTED, 12.0),
        (Word::DESK_COUNTS, 9.0),
        (Word::REMARK, 48.0),
    ]
    .map(|(word, width)| (desk.word(word), width))
    .into();
    page.heads(0, &heads)?;
    for (row, place) in (FIRST..).zip(&desk.order) {
        if let Some(firm) = desk.firm(*place) {
            line(page, row, firm, *place, desk)?;
        }
    }
    let last = u32::try_from(desk.order.len()).map_err(|_| WorkbookError::TooManyRows { rows: desk.order.len() })?;
    page.sheet.autofilter(0, 0, last, 19)?;
    page.print(1, 2)?;
    Ok(())
}

fn line(page: &mut DeskPage, row: u32, firm: &Firm, place: usize, desk: &Desk) -> Result<(), WorkbookError> {
    let language = desk.book.language;
    page.number(row, 0, f64::from(row), Unit::Count, Role::Plain)?;
    page.typed(row, 1, &desk.name(place))?;
    if !desk.book.masked {
        page.typed(row, 2, firm.code.as_deref().unwrap_or_default())?;
        page.typed(row, 3, &firm.file)?;
        page.text(row, 4, &firm.modified.map(|day| day.to_string()).unwrap_or_default())?;
        let district = firm.district.as_deref().map(|code| district_text(code, language));
        page.typed(row, 6, &district.unwrap_or_default())?;
    }
    page.text(row, column::SECTOR, desk.sector(firm.sector))?;
    page.number(row, 7, firm.rights as f64, Unit::Count, Role::Plain)?;
    page.number(row, column::COMPLETENESS, firm.completeness, Unit::Ratio, Role::Plain)?;
    let ends = firm.value.map_or([None; 3], |range| [range.p10, range.p50, range.p90].map(Some));
    for (at, end) in (column::VALUE - 1..).zip(ends) {
        page.number(row, at, end, Unit::Yuan, Role::Plain)?;
    }
    page.word(row, column::BEST, firm.best.map_or(Word::DESK_NO_CHANNEL, channel))?;
    page.number(row, column::DEBT, firm.debt, Unit::Yuan, Role::Plain)?;
    page.number(row, column::HEALTH, firm.outlook.score, Unit::Point, Role::Plain)?;
    page.text(row, column::GRADE, grade_text(firm.outlook.grade, desk))?;
    page.word(row, column::STATUS, status_word(firm.outlook.status))?;
    page.word(row, column::LISTED, listed_word(firm.screening.listed))?;
    let twin = desk.twins.get(place).copied().flatten();
    page.word(row, 18, if twin.is_none() { Word::DESK_YES } else { Word::DESK_NO })?;
    let mut remarks: Vec<String> = firm.remarks.iter().map(|remark| remark_text(remark, desk)).collect();
    if let Some(twin) = twin {
        remarks.insert(0, filled(desk.word(Word::DESK_DUPLICATE), &[&desk.number(twin.of).to_string()]));
    }
    page.text(row, 19, &remarks.join("; "))?;
    Ok(())
}

pub(super) fn grade_text(grade: Option<Grade>, desk: &Desk) -> &'static str {
    match grade {
        Some(Grade::A) => "A",
        Some(Grade::B) => "B",
        Some(Grade::C) => "C",
        Some(Grade::D) => "D",
        Some(Grade::E | Grade::Void) => "E",
        None => desk.word(Word::DESK_UNKNOWN),
    }
}

pub(super) fn listed_word(outcome: Outcome) -> Word {
    match outcome {
        Outcome::Pass => Word::DESK_LISTED_YES,
        Outcome::Fail => Word::DESK_LISTED_NO,
        Outcome::Unknown => Word::DESK_UNKNOWN,
    }
}

fn remark_text(remark: &Remark, desk: &Desk) -> String {
    let word = match remark {
        Remark::Newer { left_out } => {
            return filled(desk.word(Word::DESK_REMARK_NEWER), &[&left_out.to_string()]);
        }
        Remark::Redacted => Word::DESK_REMARK_REDACTED,
        Remark::Altered => Word::DESK_REMARK_ALTERED,
        Remark::Sample => Word::DESK_REMARK_SAMPLE,
        Remark::NoCode => Word::DESK_REMARK_NO_CODE,
        Remark::NoRights => Word::DESK_REMARK_NO_RIGHTS,
    };
    desk.word(word).to_owned()
}

/// The files that gave no row.
pub(super) fn write_unread(page: &mut DeskPage, desk: &Desk) -> Result<(), WorkbookError> {
    page.heads(0, &[(desk.word(Word::DESK_FILE), 44.0), (desk.word(Word::DESK_WHY), 80.0)])?;
    for (row, unread) in (1u32..).zip(desk.book.unread) {
        if !desk.book.masked {
            page.typed(row, 0, &unread.file)?;
        }
        let reason = match &unread.reason {
            UnreadReason::File(error) => error.to_string(),
            UnreadReason::Unreadable => desk.word(Word::DESK_UNREADABLE).to_owned(),
            UnreadReason::TooLarge => desk.word(Word::DESK_TOO_LARGE).to_owned(),
            UnreadReason::Failed(reason) => reason.clone(),
        };
        page.text(row, 1, &reason)?;
    }
    page.print(1, 0)?;
    Ok(())
}
