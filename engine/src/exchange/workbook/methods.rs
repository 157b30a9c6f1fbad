//! The sheets of workings: one for each method or channel, a block for each working.

use rust_xlsxwriter::XlsxError;
use smol_str::SmolStr;

use super::book::Entry;
use super::formula::{Places, Terms, formula, term};
use super::inputs::{Inputs, Target};
use super::layout::{Block, FIRST_VALUE, Item, Layout, Spot, WIDEST};
use super::page::PageWriter;
use super::style::Role;
use super::words::Word;
use crate::rules::Unit;
use crate::working::{Cell, Line, LineKind, Origin, StepKind, explain};

/// Where the lines of one working stand, for the formulas of one of its lines.
struct Here<'a> {
    entry: &'a Entry<'a>,
    block: &'a Block,
    layout: &'a Layout,
    /// The line whose formula is written.
    line: usize,
}

impl Places for Here<'_> {
    fn length(&self, line: Cell) -> usize {
        self.entry.working.lines.get(line.index()).map_or(0, |line| line.values.len())
    }

    fn cell(&self, line: Cell, place: usize) -> String {
        let length = self.length(line);
        let place = if length == 1 { 0 } else { place };
        // A series holds nothing beyond its end.
        if length <= place {
            return "0".to_owned();
        }
        self.block.line(line.index()).map_or_else(String::new, |spot| self.layout.address(spot, place, spot.page))
    }

    fn range(&self, line: Cell, length: usize) -> String {
        self.block.line(line.index()).map_or_else(String::new, |spot| self.layout.range(spot, length))
    }

    fn terms(&self, terms: &Terms) -> String {
        let spot = self.block.terms(self.line, terms);
        spot.map_or_else(String::new, |spot| self.layout.range(spot, terms.places))
    }
}

/// Writes a sheet of workings.
pub(super) fn write(page: &mut PageWriter, inputs: &Inputs) -> Result<(), XlsxError> {
    page.table(&[(Word::NAME, 34.0), (Word::UNIT, 9.0), (Word::FORMULA, 52.0), (Word::VALUE, 18.0)])?;
    let last = FIRST_VALUE + u16::try_from(WIDEST).unwrap_or(0);
    page.sheet.set_column_range_width(FIRST_VALUE + 1, last, 16)?;
    let (book, layout) = (page.book, page.layout);
    for (working, (entry, block)) in book.workings.iter().zip(&layout.blocks).enumerate() {
        if block.page == page.page {
            write_block(page, inputs, working, entry, block)?;
        }
    }
    Ok(())
}

fn write_block(
    page: &mut PageWriter,
    inputs: &Inputs,
    working: usize,
    entry: &Entry,
    block: &Block,
) -> Result<(), XlsxError> {
    let language = page.book.language;
    let figure = entry.working.lines.last().map_or("", |line| line.term.name(language));
    let about = page.book.about(entry.id);
    let title = if about.is_empty() { figure.to_owned() } else { [figure, " — ", &about].concat() };
    page.styled(block.top, 0, &title, |styles| &styles.heading)?;
    page.quiet(block.top, 2, entry.id)?;
    if entry.figure_only {
        page.word(block.top + 1, 2, Word::FIGURE_ONLY)?;
    }
    if block.down {
        let longest = entry.working.lines.iter().map(|line| line.values.len()).max().unwrap_or(0);
        page.quiet(block.top + Block::HEADS, 0, page.book.word(Word::PLACE))?;
        for place in 0..u32::try_from(longest).unwrap_or(0) {
            page.number(block.top + 1 + Block::HEADS + place, 0, f64::from(place + 1), Unit::Count, Role::Plain)?;
        }
    }
    let steps = explain(entry.working, language);
    for item in &block.items {
        let (position, terms) = match item {
            Item::Line(line) => (*line, None),
            Item::Terms { line, terms } => (*line, Some(terms)),
        };
        let (Some(line), Some(step)) = (entry.working.lines.get(position), steps.get(position)) else { continue };
        let here = Here { entry, block, layout: page.layout, line: position };
        match terms {
            Some(terms) => write_terms(page, &here, terms)?,
            None => {
                let words = match &step.kind {
                    StepKind::Given(origin) => origin_words(page, origin),
                    StepKind::Computed { formula, .. } => ["= ", formula].concat(),
                };
                if let Some(spot) = block.line(position) {
                    heads(page, spot, &step.name, Some(line.unit), &words)?;
                    write_line(page, inputs, &here, working, line, spot)?;
                }
            }
        }
    }
    Ok(())
}

/// Name, unit and origin of a row, or of a column in a block that goes down.
fn heads(page: &mut PageWriter, spot: Spot, name: &str, unit: Option<Unit>, words: &str) -> Result<(), XlsxError> {
    let at =
        |head: u32| if spot.down { (spot.row - Block::HEADS + head, spot.column) } else { (spot.row, head as u16) };
    let (row, column) = at(0);
    page.wrapped(row, column, name)?;
    let (row, column) = at(1);
    if let Some(unit) = unit {
        page.unit(row, column, unit)?;
    }
    let (row, column) = at(2);
    page.quiet(row, column, words)
}

fn origin_words(page: &PageWriter, origin: &Origin) -> String {
    let (word, what) = match origin {
        Origin::Answered { path } => (Word::ORIGIN_ANSWERED, path.as_str()),
        Origin::Rule { id } => (Word::ORIGIN_RULE, id.as_str()),
        Origin::Figure { id } => (Word::ORIGIN_FIGURE, id.as_str()),
        Origin::Figures { ids } => (Word::ORIGIN_FIGURE, ids.first().map_or("", SmolStr::as_str)),
        Origin::Stated => (Word::ORIGIN_STATED, ""),
    };
    let word = page.book.word(word);
    let more = if matches!(origin, Origin::Figures { ids } if 1 < ids.len()) { " …" } else { "" };
    [word, " ", what, more].concat().trim_end().to_owned()
}

fn write_terms(page: &mut PageWriter, here: &Here, terms: &Terms) -> Result<(), XlsxError> {
    let Some(spot) = here.block.terms(here.line, terms) else { return Ok(()) };
    heads(page, spot, page.book.word(Word::EACH_TERM), None, "")?;
    for (place, value) in here.entry.working.evaluate(&terms.of, terms.places).into_iter().enumerate() {
        let formula = term(terms, place, here);
        page.formula(spot.at(place), formula, value, Unit::Factor, Role::Formula)?;
    }
    Ok(())
}

fn write_line(
    page: &mut PageWriter,
    inputs: &Inputs,
    here: &Here,
    working: usize,
    line: &Line,
    spot: Spot,
) -> Result<(), XlsxError> {
    match &line.kind {
        LineKind::Computed(expr) if !here.entry.figure_only => {
            for (place, value) in line.values.iter().enumerate() {
                page.formula(spot.at(place), formula(expr, place, here), *value, line.unit, Role::Formula)?;
            }
        }
        _ => {
            for (place, target) in inputs.targets(working, here.line).iter().enumerate() {
                let value = match here.entry.figure_only {
                    true => here.entry.working.value(),
                    false => line.values.get(place).copied().unwrap_or(0.0),
                };
                let source = match target {
                    Target::Input { input, place } => page.layout.inputs.get(*input).map(|spot| (*spot, *place)),
                    Target::Line { working, line, place } => {
                        page.layout.line(*working, *line).map(|spot| (spot, *place))
                    }
                };
                if let Some((source, there)) = source {
                    page.link(spot.at(place), source, there, value, line.unit)?;
                }
            }
        }
    }
    Ok(())
}
