//! The first sheet: who, when, by which rules, what it is not, the headline figures, and the way to the rest.

use rust_xlsxwriter::{Url, XlsxError};

use super::page::PageWriter;
use super::style::Role;
use super::words::{Word, channel, no_saving, pool, verdict};
use crate::rules::Unit;
use crate::valuation::Range;
use crate::working::Figure;

const LABEL: u16 = 0;
const VALUE: u16 = 1;
/// Columns of the list of sheets.
const COLUMNS: [u16; 3] = [0, 1, 3];

/// Writes the sheet.
pub(super) fn write(page: &mut PageWriter) -> Result<(), XlsxError> {
    for (column, width) in (0u16..).zip([44.0, 24.0, 20.0, 20.0, 20.0, 14.0]) {
        page.width(column, width)?;
    }
    page.print();
    page.styled(0, LABEL, page.book.word(Word::TITLE), |styles| &styles.title)?;
    let mut row = facts(page, 2)?;
    row = legend(page, row + 1)?;
    row = headline(page, row + 1)?;
    row = pools(page, row + 1)?;
    row = licences_in(page, row)?;
    contents(page, row + 1)
}

fn facts(page: &mut PageWriter, mut row: u32) -> Result<u32, XlsxError> {
    let (book, assessment) = (page.book, page.book.assessment);
    let pack = book.pack.pack();
    page.word(row, LABEL, Word::ENTERPRISE)?;
    page.typed(row, VALUE, &book.dossier.enterprise.name)?;
    if book.dossier.sample.is_some() {
        row += 1;
        page.word(row, VALUE, Word::SAMPLE)?;
    }
    page.word(row + 1, LABEL, Word::AS_OF)?;
    page.text(row + 1, VALUE, &assessment.as_of.to_string())?;
    page.word(row + 2, LABEL, Word::RULE_PACK)?;
    let version = [pack.title.get(book.language), " ", &assessment.rules.version].concat();
    page.text(row + 2, VALUE, &version)?;
    for (offset, word) in [(3, Word::NOTICE), (4, Word::HOW_TO)] {
        sentence(page, row + offset, word)?;
    }
    Ok(row + 5)
}

/// A sentence over the whole width, on two lines where it needs them.
fn sentence(page: &mut PageWriter, row: u32, word: Word) -> Result<(), XlsxError> {
    page.sheet.merge_range(row, 0, row, 5, page.book.word(word), &page.styles.wrapped)?;
    page.sheet.set_row_height(row, 32)?;
    Ok(())
}

fn legend(page: &mut PageWriter, row: u32) -> Result<u32, XlsxError> {
    page.styled(row, LABEL, page.book.word(Word::LEGEND), |styles| &styles.heading)?;
    let roles = [
        (Word::LEGEND_INPUT, Role::Input),
        (Word::LEGEND_CARRIED, Role::Carried),
        (Word::LEGEND_FORMULA, Role::Formula),
        (Word::LEGEND_LINK, Role::Link),
    ];
    for (offset, (word, role)) in (1u32..).zip(roles) {
        page.styled(row + offset, LABEL, page.book.word(word), |styles| styles.number(Unit::None, role))?;
    }
    Ok(row + 5)
}

fn headline(page: &mut PageWriter, row: u32) -> Result<u32, XlsxError> {
    page.styled(row, LABEL, page.book.word(Word::HEADLINE), |styles| &styles.heading)?;
    let assessment = page.book.assessment;
    let valuation = &assessment.valuation;
    let end = |id: &str, value: f64| Figure { value, unit: Unit::Yuan, working: id.into() };
    let mut figures = vec![(page.book.word(Word::PORTFOLIO_VALUE).to_owned(), valuation.value.clone())];
    for (word, id, value) in [
        (Word::PORTFOLIO_LOW, "valuation.portfolio.p10", valuation.range.p10),
        (Word::PORTFOLIO_HIGH, "valuation.portfolio.p90", valuation.range.p90),
    ] {
        figures.push((page.book.word(word).to_owned(), end(id, value)));
    }
    if let Some(overall) = &assessment.health.overall {
        figures.push((page.book.word(Word::HEALTH_SCORE).to_owned(), overall.clone()));
    }
    figures.push((page.book.word(Word::STAR_SCORE).to_owned(), assessment.star.readiness.score.clone()));
    for open in assessment.open_channels() {
        if let Some(amount) = &open.amount {
            let word = |word: Word| page.book.word(word);
            let name =
                [word(channel(open.channel)), " · ", word(Word::AMOUNT_BASE), " · ", word(verdict(open.verdict))];
            figures.push((name.concat(), amount.base.clone()));
        }
    }
    let mut next = row + 1;
    for (name, figure) in figures {
        page.text(next, LABEL, &name)?;
        page.figure(next, VALUE, &figure)?;
        page.unit(next, VALUE + 1, figure.unit)?;
        next += 1;
    }
    Ok(next)
}

fn pools(page: &mut PageWriter, row: u32) -> Result<u32, XlsxError> {
    let pools = &page.book.assessment.valuation.pools;
    let heads = [Word::POOLS, Word::MIDDLE, Word::LOW, Word::HIGH, Word::SHEET_SHARE_RATE, Word::SHEET_DISCOUNT_RATE];
    for (column, head) in (0u16..).zip(heads) {
        page.head(row, column, head)?;
    }
    let mut next = row + 1;
    for valued in pools {
        let class = page.book.word(pool(valued.class));
        page.typed(next, LABEL, &[&valued.name, " ", class].concat())?;
        page.figure(next, VALUE, &valued.value)?;
        ends(page, next, VALUE + 1, valued.range)?;
        page.some_figure(next, VALUE + 3, valued.rate.as_ref())?;
        page.some_figure(next, VALUE + 4, valued.discount_rate.as_ref())?;
        next += 1;
    }
    Ok(next)
}

/// Both ends of a range, which the simulation found.
fn ends(page: &mut PageWriter, row: u32, column: u16, range: Range) -> Result<(), XlsxError> {
    page.number(row, column, range.p10, Unit::Yuan, Role::Carried)?;
    page.number(row, column + 1, range.p90, Unit::Yuan, Role::Carried)
}

/// Licences from others, beside the portfolio: their working's figure and its range, or why there is none.
fn licences_in(page: &mut PageWriter, row: u32) -> Result<u32, XlsxError> {
    let licences = &page.book.assessment.valuation.licensed_in;
    if licences.is_empty() {
        return Ok(row);
    }
    let row = row + 1;
    let heads = [Word::LICENCES_IN, Word::VALUE, Word::LOW, Word::MIDDLE, Word::HIGH];
    for (column, head) in (0u16..).zip(heads) {
        page.head(row, column, head)?;
    }
    let mut next = row + 1;
    for found in licences {
        match found.party.as_str() {
            "" => page.word(next, LABEL, Word::LICENSOR_UNNAMED)?,
            party => page.typed(next, LABEL, party)?,
        }
        if let Some(value) = &found.value {
            page.figure(next, VALUE, value)?;
            let Range { p10, p50, p90 } = found.range;
            for (column, end) in (VALUE + 1..).zip([p10, p50, p90]) {
                page.number(next, column, end, Unit::Yuan, Role::Carried)?;
            }
        } else if let Some(reason) = found.reason {
            // Longer than the column: the cells beside it are empty.
            page.word(next, VALUE, no_saving(reason))?;
        }
        next += 1;
    }
    sentence(page, next, Word::LICENCES_IN_REMARK)?;
    Ok(next + 1)
}

fn contents(page: &mut PageWriter, row: u32) -> Result<(), XlsxError> {
    page.styled(row, LABEL, page.book.word(Word::CONTENTS), |styles| &styles.heading)?;
    let layout = page.layout;
    let pages: Vec<_> = layout.pages.iter().skip(1).collect();
    // Three columns, read downwards, so that the sheet stays one page.
    let rows = pages.len().div_ceil(COLUMNS.len());
    for (column, pages) in COLUMNS.into_iter().zip(pages.chunks(rows.max(1))) {
        for (next, (other, name)) in (row + 1..).zip(pages) {
            let link = Url::new(["internal:", &layout.quoted(*other), "!A1"].concat()).set_text(name);
            page.sheet.write_url_with_format(next, column, link, &page.styles.text)?;
        }
    }
    Ok(())
}
