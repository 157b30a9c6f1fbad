//! The numbers that workings are given: each stands once, on the sheet of inputs, and every line that uses it refers to
//! that cell.
//!
//! Two lines share an input only when it is certain to be the same number: the answer at one path of the dossier, or one
//! record of the rules. What the engine prepared (a simulated median, a solved rate, a sum of answers) is an input too,
//! but is told apart.

use std::collections::BTreeMap;
use std::slice;

use smol_str::SmolStr;

use super::book::Book;
use super::lookup::{number_at, subject};
use crate::rules::{Parameter, Unit, Value};
use crate::working::{Line, LineKind, Origin, Working};

/// What an input is, in the order of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    /// The answer at a path of the dossier.
    Answered,
    /// The number of a record of the rules.
    Rule,
    /// Made from answers before the working began.
    Prepared,
    /// Found by simulation, search or weighing.
    Program,
    /// Part of the method, such as the times of cash flows.
    Stated,
}

impl Section {
    /// All, in order.
    pub const ALL: [Section; 5] =
        [Section::Answered, Section::Rule, Section::Prepared, Section::Program, Section::Stated];

    /// The number may be changed and everything that rests on it follows.
    pub fn is_free(self) -> bool {
        matches!(self, Section::Answered | Section::Rule)
    }
}

/// A number, or a row of numbers, that workings are given.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// What it is.
    pub section: Section,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub subject: String,
    /// What it counts.
    pub unit: Unit,
    /// Path, id of a record, or id of a working.
    pub key: String,
    /// One value, or one a place.
    pub values: Vec<f64>,
}

/// Where a given number is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A place of an input.
    Input {
        /// Position among the inputs.
        input: usize,
        /// Place in it.
        place: usize,
    },
    /// A place of a line of another working.
    Line {
        /// Position among the workings.
        working: usize,
        /// Position of the line.
        line: usize,
        /// Place in it.
        place: usize,
    },
}

/// What makes two inputs the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Path(String),
    Record(String),
    /// Origin, name, which of the lines with both, and the bits of the values.
    Alike(String, &'static str, usize, Vec<u64>),
    Line(usize, usize),
}

/// All inputs and who uses them.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// The inputs by section, in order of first use.
    pub all: Vec<Input>,
    known: BTreeMap<Identity, usize>,
    targets: BTreeMap<(usize, usize), Vec<Target>>,
}

impl Inputs {
    /// Finds the inputs of all workings that are written out.
    pub fn collect(book: &Book) -> Inputs {
        let mut inputs = Inputs::default();
        for (number, entry) in book.workings.iter().enumerate() {
            if entry.figure_only {
                let line = entry.working.lines.last();
                if let Some(line) = line {
                    let value = vec![entry.working.value()];
                    let targets =
                        inputs.own(book, number, entry.working.lines.len() - 1, line, Section::Program, value);
                    inputs.targets.insert((number, entry.working.lines.len() - 1), targets);
                }
                continue;
            }
            for (position, line) in entry.working.lines.iter().enumerate() {
                if let LineKind::Given(origin) = &line.kind {
                    let targets = inputs.find(book, number, position, line, origin);
                    inputs.targets.insert((number, position), targets);
                }
            }
        }
        inputs
    }

    /// Where the places of a given line are taken from.
    pub fn targets(&self, working: usize, line: usize) -> &[Target] {
        self.targets.get(&(working, line)).map_or(&[], Vec::as_slice)
    }

    fn find(&mut self, book: &Book, number: usize, position: usize, line: &Line, origin: &Origin) -> Vec<Target> {
        let found = match origin {
            Origin::Answered { path } => self.answered(book, path, line),
            Origin::Rule { id } => self.record(book, number, position, id, line),
            Origin::Figure { id } => figures(book, slice::from_ref(id), line),
            Origin::Figures { ids } => figures(book, ids, line),
            Origin::Stated => None,
        };
        if let Some(found) = found {
            return found;
        }
        match origin {
            Origin::Answered { path } => {
                let which = earlier_alike(book, number, position);
                let identity = Identity::Alike(path.to_string(), line.term.id(), which, bits(&line.values));
                let about = subject(book.dossier, path);
                self.whole(identity, || Input {
                    section: Section::Prepared,
                    name: line.term.name(book.language).to_owned(),
                    subject: about,
                    unit: line.unit,
                    key: path.to_string(),
                    values: line.values.to_vec(),
                })
            }
            Origin::Stated => self.own(book, number, position, line, Section::Stated, line.values.to_vec()),
            _ => self.own(book, number, position, line, Section::Program, line.values.to_vec()),
        }
    }

    /// The answers at the paths, one a place; paths without a value in the line are passed over.
    fn answered(&mut self, book: &Book, path: &str, line: &Line) -> Option<Vec<Target>> {
        let mut paths = path.split(' ').filter_map(|path| Some((path, number_at(book.dossier, path)?)));
        let mut found = Vec::new();
        for value in &line.values {
            found.push(paths.find(|(_, number)| number.to_bits() == value.to_bits())?);
        }
        let mut targets = Vec::new();
        for (path, number) in found {
            let input = self.add(Identity::Path(path.to_owned()), || Input {
                section: Section::Answered,
                name: line.term.name(book.language).to_owned(),
                subject: subject(book.dossier, path),
                unit: line.unit,
                key: path.to_owned(),
                values: vec![number],
            });
            targets.push(Target::Input { input, place: 0 });
        }
        Some(targets)
    }

    /// Places of the record's own numbers; `None` when the line holds something that was made from them.
    fn record(&mut self, book: &Book, number: usize, position: usize, id: &str, line: &Line) -> Option<Vec<Target>> {
        if let Ok(parameter) = book.rules.parameter(id) {
            let numbers = numbers(parameter);
            let Some(places) = places(&numbers, &line.values, earlier_alike(book, number, position)) else {
                let quotient = quotient(&numbers, &line.values)?;
                let identity = Identity::Alike(id.to_owned(), line.term.id(), 0, bits(&[quotient]));
                return Some(self.whole(identity, || Input {
                    section: Section::Rule,
                    name: parameter.label.get(book.language).to_owned(),
                    subject: String::new(),
                    unit: line.unit,
                    key: id.to_owned(),
                    values: vec![quotient],
                }));
            };
            let input = self.add(Identity::Record(id.to_owned()), || Input {
                section: Section::Rule,
                name: parameter.label.get(book.language).to_owned(),
                subject: String::new(),
                unit: parameter.unit,
                key: id.to_owned(),
                values: numbers,
            });
            return Some(places.into_iter().map(|place| Target::Input { input, place }).collect());
        }
        let note = book.rules.note(id).ok()?;
        let holds = |value: &f64| note.numbers.iter().any(|(_, number)| number.to_bits() == value.to_bits());
        if !line.values.iter().all(holds) {
            return None;
        }
        let identity = Identity::Alike(id.to_owned(), line.term.id(), 0, bits(&line.values));
        Some(self.whole(identity, || Input {
            section: Section::Rule,
            name: line.term.name(book.language).to_owned(),
            subject: note.title.get(book.language).to_owned(),
            unit: line.unit,
            key: id.to_owned(),
            values: line.values.to_vec(),
        }))
    }

    /// An input of one line alone.
    fn own(
        &mut self,
        book: &Book,
        number: usize,
        position: usize,
        line: &Line,
        section: Section,
        values: Vec<f64>,
    ) -> Vec<Target> {
        let id = book.workings.get(number).map_or("", |entry| entry.id);
        self.whole(Identity::Line(number, position), || Input {
            section,
            name: line.term.name(book.language).to_owned(),
            subject: book.about(id),
            unit: line.unit,
            key: id.to_owned(),
            values,
        })
    }

    /// All places of an input.
    fn whole(&mut self, identity: Identity, make: impl FnOnce() -> Input) -> Vec<Target> {
        let input = self.add(identity, make);
        let places = self.all.get(input).map_or(0, |input| input.values.len());
        (0..places).map(|place| Target::Input { input, place }).collect()
    }

    fn add(&mut self, identity: Identity, make: impl FnOnce() -> Input) -> usize {
        let all = &mut self.all;
        *self.known.entry(identity).or_insert_with(|| {
            all.push(make());
            all.len() - 1
        })
    }
}

/// Results of other workings, one a place, or all from one; `None` when a value is not found in them as it is.
fn figures(book: &Book, ids: &[SmolStr], line: &Line) -> Option<Vec<Target>> {
    let from = |place: usize| ids.get(if ids.len() == 1 { 0 } else { place });
    line.values.iter().enumerate().map(|(place, value)| figure(book, from(place)?, line, *value)).collect()
}

/// The figure of a working, or the line of it that has the same name.
fn figure(book: &Book, id: &str, line: &Line, value: f64) -> Option<Target> {
    let (working, entry) = book.working(id)?;
    let last = entry.working.lines.len().checked_sub(1)?;
    if entry.working.value().to_bits() == value.to_bits() {
        let place = if entry.figure_only { 0 } else { entry.working.lines.last()?.values.len() - 1 };
        return Some(Target::Line { working, line: last, place });
    }
    if entry.figure_only {
        return None;
    }
    let alike = |other: &Line| other.term == line.term && bits(&other.values) == [value.to_bits()];
    let line = entry.working.lines.iter().position(alike)?;
    Some(Target::Line { working, line, place: 0 })
}

/// How many earlier lines of the working have the same name and origin.
fn earlier_alike(book: &Book, number: usize, position: usize) -> usize {
    let lines: &[Line] = book.workings.get(number).map_or(&[], |entry| &entry.working.lines);
    let Some(line) = lines.get(position) else { return 0 };
    lines.iter().take(position).filter(|other| other.term == line.term && other.kind == line.kind).count()
}

/// The numbers of a parameter.
pub(super) fn numbers(parameter: &Parameter) -> Vec<f64> {
    match &parameter.value {
        Value::Number(number) => vec![*number],
        Value::Triple(triple) => triple.to_vec(),
        Value::List(list) => list.clone(),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) | Value::Day(_) => Vec::new(),
    }
}

/// Places of `values` among the `numbers` of a record. A value that stands there more than once is the one at
/// `which`, the number of lines alike before it, or not known.
fn places(numbers: &[f64], values: &[f64], which: usize) -> Option<Vec<usize>> {
    let head = numbers.get(..values.len())?;
    if values.len() != 1 {
        return (bits(head) == bits(values)).then(|| (0..values.len()).collect());
    }
    let value = values.first()?.to_bits();
    let mut equal = numbers.iter().enumerate().filter(|(_, number)| number.to_bits() == value).map(|(place, _)| place);
    match (equal.next(), equal.next()) {
        (Some(place), None) => Some(vec![place]),
        (Some(_), Some(_)) => (numbers.get(which)?.to_bits() == value).then(|| vec![which]),
        (None, _) => None,
    }
}

/// The value of a record that is written as a fraction, such as 5 of 100, so that a threshold is compared exactly.
fn quotient(numbers: &[f64], values: &[f64]) -> Option<f64> {
    let ([over, under], [value]) = (numbers, values) else { return None };
    (over / under == *value).then_some(*value)
}

fn bits(values: &[f64]) -> Vec<u64> {
    values.iter().map(|value| value.to_bits()).collect()
}

/// Whether a working has more places than a sheet can show a person.
pub(super) fn too_long(working: &Working, most: usize) -> bool {
    working.lines.iter().any(|line| most < line.values.len())
}
