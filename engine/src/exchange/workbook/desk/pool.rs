//! The pool 资产池: who is in it may be changed in the sheet; shares, limits and cover follow.

use super::super::WorkbookError;
use super::super::layout::cell_name;
use super::super::style::Role;
use super::super::words::Word;
use super::page::{DeskPage, block, fixed};
use super::{Desk, district_text, filled};
use crate::dossier::Sector;
use crate::park::{LeftOutReason, Pool, PoolRules, build_pool};
use crate::rules::Unit;

/// Rows of the parameters, in the order of [`PARAMETERS`].
const TOP: u32 = 1;
/// Columns of the table of firms.
const IN: u16 = 0;
const SECTOR: u16 = 2;
const VALUE: u16 = 5;
const TICKET: u16 = 6;
const SHARE: u16 = 7;
const COVER: u16 = 8;

/// The cells that formulas refer to.
struct Cells {
    /// Flags, sectors, values, tickets, shares.
    flags: String,
    sectors: String,
    values: String,
    tickets: String,
    shares: String,
}

pub(super) fn write(page: &mut DeskPage, desk: &Desk, rules: &PoolRules) -> Result<(), WorkbookError> {
    let chosen = desk.book.chosen.iter().filter_map(|place| Some((*place, desk.firm(*place)?)));
    let pool = build_pool(chosen, &desk.twins, desk.book.options, rules);
    page.heads(
        0,
        &[
            (desk.word(Word::DESK_PARAMETERS), 40.0),
            (desk.word(Word::VALUE), 30.0),
            (desk.word(Word::RESULT), 18.0),
            ("", 14.0),
            ("", 9.0),
            ("", 20.0),
            ("", 20.0),
            ("", 12.0),
            ("", 12.0),
        ],
    )?;
    let parameters = [
        (Word::DESK_LIMIT_DEBTORS, rules.debtors, Unit::Count),
        (Word::DESK_LIMIT_LARGEST, rules.largest, Unit::Ratio),
        (Word::DESK_LIMIT_THREE, rules.three, Unit::Ratio),
        (Word::DESK_LIMIT_SECTORS, rules.sectors, Unit::Ratio),
        (Word::DESK_SENIOR_SHARE, rules.senior, Unit::Ratio),
        (Word::DESK_COUPON, rules.coupon, Unit::RatePerYear),
        (Word::DESK_SPREAD, rules.spread, Unit::RatePerYear),
        (Word::DESK_MONTHS, rules.months, Unit::Month),
    ];
    let mut row = TOP;
    for (word, value, unit) in parameters {
        page.word(row, 0, word)?;
        page.number(row, 1, value, unit, Role::Input)?;
        row += 1;
    }
    let results = row + 1;
    // Results and sectors stand above the firms, so that they are seen first.
    let sectors = results + 16;
    let named = pool.sectors.len();
    let firms = sectors + 2 + u32::try_from(named).unwrap_or(0) + 1;
    let first = firms + 2;
    let last = first + u32::try_from(pool.entries.len().max(1)).unwrap_or(1) - 1;
    let column = |at: u16| block((first, at), (last, at));
    let cells = Cells {
        flags: column(IN),
        sectors: column(SECTOR),
        values: column(VALUE),
        tickets: column(TICKET),
        shares: column(SHARE),
    };
    let two = write_sectors(page, desk, &pool, sectors, &cells)?;
    write_results(page, desk, &pool, rules, results, &cells, &two)?;
    write_firms(page, desk, &pool, firms, results)?;
    let after = last + 2;
    if !pool.left_out.is_empty() {
        page.heading(after, Word::DESK_LEFT_OUT)?;
        for (row, left) in (after + 1..).zip(&pool.left_out) {
            page.typed(row, 0, &desk.name(left.firm))?;
            page.text(row, 1, &reason(&left.reason, desk))?;
        }
    }
    page.print(0, 0)?;
    Ok(())
}

/// The sectors with their shares; returns the formula of the two largest that are named, and its result.
fn write_sectors(
    page: &mut DeskPage,
    desk: &Desk,
    pool: &Pool,
    top: u32,
    cells: &Cells,
) -> Result<(String, f64), WorkbookError> {
    page.heading(top, Word::DESK_BY_SECTOR)?;
    page.word(top, 1, Word::DESK_SHARE)?;
    let named: Vec<Option<Sector>> = pool.sectors.iter().map(|group| group.key).collect();
    for (row, group) in (top + 1..).zip(&pool.sectors) {
        page.text(row, 0, desk.sector(group.key))?;
        let formula = format!("SUMPRODUCT(({}={})*{})", cells.sectors, fixed(row, 0), cells.shares);
        page.formula(row, 1, &formula, &group.share.to_string(), Unit::Ratio, Role::Formula)?;
    }
    // The unknown is the last and no sector.
    let count = named.iter().filter(|key| key.is_some()).count();
    let shares: Vec<f64> = pool.sectors.iter().filter(|group| group.key.is_some()).map(|group| group.share).collect();
    let result = shares.iter().take(2).sum();
    let end = top + u32::try_from(count).unwrap_or(0);
    let range = block((top + 1, 1), (end, 1));
    Ok(match count {
        0 => ("0".to_owned(), 0.0),
        1 => (fixed(end, 1), result),
        _ => (format!("LARGE({range},1)+LARGE({range},2)"), result),
    })
}

fn write_results(
    page: &mut DeskPage,
    desk: &Desk,
    pool: &Pool,
    rules: &PoolRules,
    top: u32,
    cells: &Cells,
    (two, two_found): &(String, f64),
) -> Result<(), WorkbookError> {
    let parameter = |place: u32| fixed(TOP + place, 1);
    let [debtors, largest, three, sectors] = [0, 1, 2, 3].map(parameter);
    let [senior_share, coupon, spread, months] = [4, 5, 6, 7].map(parameter);
    page.heading(top, Word::DESK_RESULTS)?;
    let at = |place: u32| fixed(top + place, 1);
    let [amount, count] = [1, 2].map(at);
    let Cells { flags, values, tickets, shares, .. } = cells;
    let guard = |formula: String| format!("IF({amount}>0,{formula},0)");
    let top_three = match pool.entries.len() {
        0..=3 => format!("SUM({shares})"),
        _ => format!("LARGE({shares},1)+LARGE({shares},2)+LARGE({shares},3)"),
    };
    let years = format!("{months}/12");
    let flow = pool.flow;
    let of = |value: fn(&crate::park::IssueFlow) -> f64| flow.as_ref().map_or(0.0, value);
    let lines: [(Word, String, f64, Unit); 14] = [
        (Word::DESK_POOL_AMOUNT, format!("SUMPRODUCT({flags},{tickets})"), pool.amount, Unit::Yuan),
        (Word::DESK_POOL_FIRMS, format!("SUM({flags})"), pool.entries.len() as f64, Unit::Count),
        (Word::DESK_LARGEST, format!("MAX({shares})"), pool.largest, Unit::Ratio),
        (Word::DESK_THREE, top_three, pool.three, Unit::Ratio),
        (Word::DESK_TWO_SECTORS, two.clone(), *two_found, Unit::Ratio),
        (Word::DESK_HHI, format!("SUMPRODUCT({shares},{shares})"), pool.hhi, Unit::Factor),
        (
            Word::DESK_VALUE_COVER,
            guard(format!("SUMPRODUCT({flags},{values})/{amount}")),
            pool.value_cover().unwrap_or_default(),
            Unit::Factor,
        ),
        (Word::DESK_SENIOR, format!("{amount}*{senior_share}"), of(|flow| flow.senior), Unit::Yuan),
        (Word::DESK_OVER, guard(format!("{amount}/{}", at(8))), of(|flow| flow.overcollateral), Unit::Factor),
        (Word::DESK_INTEREST, format!("{amount}*({coupon}+{spread})*{years}"), of(|flow| flow.interest), Unit::Yuan),
        (Word::DESK_COUPON_SUM, format!("{}*{coupon}*{years}", at(8)), of(|flow| flow.coupon), Unit::Yuan),
        (
            Word::DESK_CASH_COVER,
            guard(format!("({amount}+{})/({}+{})", at(10), at(8), at(11))),
            of(|flow| flow.cover),
            Unit::Factor,
        ),
        (
            Word::DESK_CASH_COVER_LESS,
            guard(format!("{}*(1-{})", at(12), at(3))),
            of(|flow| flow.cover_without_largest),
            Unit::Factor,
        ),
        (Word::DESK_BEARABLE, guard(format!("MAX(0,1-1/{})", at(12))), of(|flow| flow.bearable), Unit::Ratio),
    ];
    for (row, (word, formula, result, unit)) in (top + 1..).zip(lines) {
        page.word(row, 0, word)?;
        page.formula(row, 1, &formula, &result.to_string(), unit, Role::Formula)?;
    }
    // Shares that are cut to their limit meet it, whatever the last bit says.
    let [met, not] = [Word::DESK_MET, Word::DESK_NOT_MET].map(|word| desk.word(word));
    let slack = "*1.000000000001";
    let limits = [
        (2, format!("{count}>={debtors}"), pool.entries.len() as f64 >= rules.debtors),
        (3, format!("{}<={largest}{slack}", at(3)), pool.largest <= rules.largest * (1.0 + 1e-12)),
        (4, format!("{}<={three}{slack}", at(4)), pool.three <= rules.three * (1.0 + 1e-12)),
        (5, format!("{}<={sectors}{slack}", at(5)), *two_found <= rules.sectors * (1.0 + 1e-12)),
    ];
    for (place, test, holds) in limits {
        let formula = format!("IF({test},\"{met}\",\"{not}\")");
        page.formula(top + place, 2, &formula, if holds { met } else { not }, Unit::None, Role::Formula)?;
    }
    Ok(())
}

fn write_firms(page: &mut DeskPage, desk: &Desk, pool: &Pool, top: u32, results: u32) -> Result<(), WorkbookError> {
    page.heading(top, Word::DESK_ENTRIES)?;
    let heads = [
        Word::DESK_IN,
        Word::ENTERPRISE,
        Word::DESK_SECTOR,
        Word::DESK_DISTRICT,
        Word::DESK_RIGHTS,
        Word::DESK_LENDING_VALUE,
        Word::DESK_TICKET,
        Word::DESK_TICKET_SHARE,
        Word::DESK_COVER,
    ];
    for (column, head) in (0u16..).zip(heads) {
        page.sheet.write_string_with_format(top + 1, column, desk.word(head), &page.styles.head)?;
    }
    let amount = fixed(results + 1, 1);
    for (row, entry) in (top + 2..).zip(&pool.entries) {
        page.number(row, IN, 1.0, Unit::Count, Role::Input)?;
        page.typed(row, 1, &desk.name(entry.firm))?;
        page.text(row, SECTOR, desk.sector(entry.sector))?;
        if !desk.book.masked {
            let district = entry.district.as_deref().map(|code| district_text(code, desk.book.language));
            page.typed(row, 3, &district.unwrap_or_default())?;
        }
        page.number(row, 4, entry.rights as f64, Unit::Count, Role::Plain)?;
        page.number(row, VALUE, entry.value, Unit::Yuan, Role::Carried)?;
        page.number(row, TICKET, entry.ticket, Unit::Yuan, Role::Input)?;
        let share = format!("IF({amount}>0,{}*{}/{amount},0)", cell_name(row, IN), cell_name(row, TICKET));
        page.formula(row, SHARE, &share, &entry.share.to_string(), Unit::Ratio, Role::Formula)?;
        page.number(row, COVER, entry.cover, Unit::Factor, Role::Plain)?;
    }
    Ok(())
}

fn reason(reason: &LeftOutReason, desk: &Desk) -> String {
    match reason {
        LeftOutReason::Duplicate(twin) => filled(desk.word(Word::DESK_DUPLICATE), &[&desk.number(twin.of).to_string()]),
        LeftOutReason::Failed(ids) => {
            let names: Vec<&str> = ids
                .iter()
                .map(|id| {
                    let found = desk.rules.all_criteria().find(|criterion| criterion.id == *id);
                    found.map_or(id.as_str(), |criterion| criterion.text.get(desk.book.language))
                })
                .collect();
            filled(desk.word(Word::DESK_LEFT_FAILED), &[&names.join("; ")])
        }
        LeftOutReason::NoRight => desk.word(Word::DESK_LEFT_NO_RIGHT).to_owned(),
        LeftOutReason::NoNeed => desk.word(Word::DESK_LEFT_NO_NEED).to_owned(),
    }
}
