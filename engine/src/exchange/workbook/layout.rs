//! Which cell every number stands in.

use std::collections::BTreeMap;

use super::WorkbookError;
use super::book::{Book, Entry};
use super::formula::{Terms, sums};
use super::groups::{Group, group_of};
use super::inputs::{Inputs, Section};
use super::words::Word;
use crate::working::{Cell, LineKind};

/// Workings with a series longer than this go down, not right.
pub(super) const WIDEST: usize = 24;
/// Inputs longer than this stand on a sheet of lists.
pub(super) const WIDEST_INPUT: usize = 12;
/// First column of values on the sheets of workings.
pub(super) const FIRST_VALUE: u16 = 3;
/// First column of values on the sheet of inputs.
pub(super) const FIRST_INPUT: u16 = 5;
/// Rows that `.xlsx` allows.
const MOST_ROWS: usize = 1_048_576;

/// The sheets before and after those of workings, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Page {
    Summary,
    Channels,
    Star,
    Actions,
    Rights,
    Inputs,
    InputLists,
    Workings(Group),
    Sources,
}

impl Page {
    /// Its name.
    pub fn word(self) -> Word {
        match self {
            Page::Summary => Word::SUMMARY,
            Page::Channels => Word::CHANNELS,
            Page::Star => Word::STAR,
            Page::Actions => Word::ACTIONS,
            Page::Rights => Word::RIGHTS,
            Page::Inputs => Word::INPUTS,
            Page::InputLists => Word::INPUT_LISTS,
            Page::Workings(group) => group.word(),
            Page::Sources => Word::SOURCES,
        }
    }
}

/// Where a row of numbers stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub page: Page,
    pub row: u32,
    pub column: u16,
    /// The next number is below, not to the right.
    pub down: bool,
}

impl Spot {
    /// Row and column of the number at a place.
    pub fn at(self, place: usize) -> (u32, u16) {
        if self.down {
            (self.row + u32::try_from(place).unwrap_or(u32::MAX), self.column)
        } else {
            (self.row, self.column + u16::try_from(place).unwrap_or(u16::MAX))
        }
    }
}

/// A row of a block: a line of the working, or the terms of a sum in the line that follows.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Line(usize),
    Terms { line: usize, terms: Terms },
}

/// A working on its sheet.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub page: Page,
    /// Row of the title.
    pub top: u32,
    /// Values go down and each item has a column.
    pub down: bool,
    pub items: Vec<Item>,
}

impl Block {
    /// Rows between title and first value of a block that goes down: names, units, formulas.
    pub const HEADS: u32 = 3;

    fn spot(&self, position: usize) -> Spot {
        let place = u16::try_from(position).unwrap_or(u16::MAX);
        if self.down {
            Spot { page: self.page, row: self.top + 1 + Self::HEADS, column: FIRST_VALUE + place, down: true }
        } else {
            Spot { page: self.page, row: self.top + 1 + u32::from(place), column: FIRST_VALUE, down: false }
        }
    }

    /// Where a line stands.
    pub fn line(&self, line: usize) -> Option<Spot> {
        let is = |item: &Item| matches!(item, Item::Line(position) if *position == line);
        self.items.iter().position(is).map(|position| self.spot(position))
    }

    /// Where the terms of a sum in a line stand.
    pub fn terms(&self, of: usize, wanted: &Terms) -> Option<Spot> {
        let is = |item: &Item| matches!(item, Item::Terms { line, terms } if *line == of && terms == wanted);
        self.items.iter().position(is).map(|position| self.spot(position))
    }
}

/// All cells.
pub(super) struct Layout {
    /// Pages in order, with their names.
    pub pages: Vec<(Page, String)>,
    /// One block a working, by position.
    pub blocks: Vec<Block>,
    /// One spot an input, by position.
    pub inputs: Vec<Spot>,
    /// Row of the heading of each section of inputs.
    pub sections: Vec<(Section, u32)>,
}

impl Layout {
    pub fn new(book: &Book, inputs: &Inputs) -> Result<Layout, WorkbookError> {
        let mut free: BTreeMap<Group, usize> = BTreeMap::new();
        let mut blocks = Vec::new();
        for entry in &book.workings {
            let group = group_of(entry.id);
            let next = free.entry(group).or_insert(1);
            let block = block(entry, group, *next)?;
            let height =
                if block.down { longest_line(entry) + 2 + Block::HEADS as usize } else { block.items.len() + 2 };
            *next += height;
            if MOST_ROWS < *next {
                return Err(WorkbookError::TooManyRows { rows: *next });
            }
            blocks.push(block);
        }
        let placed = place_inputs(inputs)?;
        let mut pages = vec![Page::Summary, Page::Channels, Page::Star, Page::Actions, Page::Rights, Page::Inputs];
        if placed.has_lists {
            pages.push(Page::InputLists);
        }
        pages.extend(free.keys().map(|group| Page::Workings(*group)));
        pages.push(Page::Sources);
        let pages = pages.into_iter().map(|page| (page, book.word(page.word()).to_owned())).collect();
        Ok(Layout { pages, blocks, inputs: placed.spots, sections: placed.sections })
    }

    /// The address of a place as seen from a page.
    pub fn address(&self, spot: Spot, place: usize, from: Page) -> String {
        let (row, column) = spot.at(place);
        let cell = cell_name(row, column);
        if spot.page == from { cell } else { [&self.quoted(spot.page), "!", &cell].concat() }
    }

    /// The addresses of the first `length` places as seen from the same page.
    pub fn range(&self, spot: Spot, length: usize) -> String {
        let (first, last) = (spot.at(0), spot.at(length.saturating_sub(1)));
        [cell_name(first.0, first.1), cell_name(last.0, last.1)].join(":")
    }

    /// Where a line of a working stands.
    pub fn line(&self, working: usize, line: usize) -> Option<Spot> {
        self.blocks.get(working)?.line(line)
    }

    /// The name of a page as formulas write it.
    pub fn quoted(&self, page: Page) -> String {
        let name = self.pages.iter().find(|(other, _)| *other == page).map_or("", |(_, name)| name);
        ["'", &name.replace('\'', "''"), "'"].concat()
    }
}

/// `B3`; row and column from 0.
pub(super) fn cell_name(row: u32, column: u16) -> String {
    [rust_xlsxwriter::utility::column_number_to_name(column), (u64::from(row) + 1).to_string()].concat()
}

fn longest_line(entry: &Entry) -> usize {
    entry.working.lines.iter().map(|line| line.values.len()).max().unwrap_or(1)
}

fn block(entry: &Entry, group: Group, top: usize) -> Result<Block, WorkbookError> {
    let top = u32::try_from(top).map_err(|_| WorkbookError::TooManyRows { rows: top })?;
    let page = Page::Workings(group);
    let lines = &entry.working.lines;
    if entry.figure_only {
        let items = lines.len().checked_sub(1).map(Item::Line).into_iter().collect();
        return Ok(Block { page, top, down: false, items });
    }
    let length = |line: Cell| lines.get(line.index()).map_or(0, |line| line.values.len());
    let mut items = Vec::new();
    for (position, line) in lines.iter().enumerate() {
        if let LineKind::Computed(expr) = &line.kind {
            let found = sums(expr, expr.longest(&length), &length);
            items.extend(found.into_iter().map(|terms| Item::Terms { line: position, terms }));
        }
        items.push(Item::Line(position));
    }
    Ok(Block { page, top, down: WIDEST < longest_line(entry), items })
}

/// Where the inputs stand.
struct PlacedInputs {
    spots: Vec<Spot>,
    sections: Vec<(Section, u32)>,
    /// Some are long enough for the sheet of lists.
    has_lists: bool,
}

/// Rows for the short inputs, by section; columns of a sheet of their own for the long ones.
fn place_inputs(inputs: &Inputs) -> Result<PlacedInputs, WorkbookError> {
    let nowhere = Spot { page: Page::Inputs, row: 0, column: 0, down: false };
    let mut spots = vec![nowhere; inputs.all.len()];
    let mut sections = Vec::new();
    let mut row = 1u32;
    let mut column = 1u16;
    for section in Section::ALL {
        let of_section = inputs.all.iter().zip(&mut spots).filter(|(input, _)| input.section == section);
        let mut empty = true;
        for (input, spot) in of_section {
            if WIDEST_INPUT < input.values.len() {
                *spot = Spot { page: Page::InputLists, row: 4, column, down: true };
                column = column.checked_add(1).ok_or(WorkbookError::TooManyRows { rows: usize::from(column) })?;
                continue;
            }
            if empty {
                sections.push((section, row));
                row += 1;
                empty = false;
            }
            *spot = Spot { page: Page::Inputs, row, column: FIRST_INPUT, down: false };
            row += 1;
        }
    }
    if MOST_ROWS < row as usize {
        return Err(WorkbookError::TooManyRows { rows: row as usize });
    }
    Ok(PlacedInputs { spots, sections, has_lists: 1 < column })
}
