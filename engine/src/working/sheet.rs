//! The sheet that a module fills, and the working that comes out.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use smallvec::{SmallVec, smallvec};
use smol_str::SmolStr;

use super::{Expr, Term};
use crate::rules::{Parameter, Unit};

/// A line of a [`Sheet`], by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Cell(usize);

impl Cell {
    /// Position of the line, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0
    }
}

/// Where a given number came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The user said so 已填报; `path` is the field of the dossier.
    Answered {
        /// `accounts.2025.revenue`.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        path: SmolStr,
    },
    /// A record of the rule pack: a rule, or a default that the user may change.
    Rule {
        /// Id of the parameter.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        id: SmolStr,
    },
    /// The result of another working.
    Figure {
        /// Id of the working.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        id: SmolStr,
    },
    /// The results of several workings, one a place of the series.
    Figures {
        /// Ids of the workings.
        #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
        ids: Vec<SmolStr>,
    },
    /// Stated by the caller, as in a textbook problem.
    Stated,
}

impl Origin {
    /// An answer by the path that the program itself names.
    #[must_use]
    pub const fn answered(path: &'static str) -> Self {
        Origin::Answered { path: SmolStr::new_static(path) }
    }

    /// A record by the id that the program itself names.
    #[must_use]
    pub const fn rule(id: &'static str) -> Self {
        Origin::Rule { id: SmolStr::new_static(id) }
    }

    /// A figure by the id that the program itself names.
    #[must_use]
    pub const fn figure(id: &'static str) -> Self {
        Origin::Figure { id: SmolStr::new_static(id) }
    }
}

/// How a line got its values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LineKind {
    /// From outside the working.
    Given(Origin),
    /// By formula from other lines.
    Computed(Expr),
}

/// The values of a line. Most lines have one, which then needs no memory of its own.
pub type Values = SmallVec<[f64; 1]>;

/// A named quantity of a working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// Its name.
    pub term: Term,
    /// What it counts.
    pub unit: Unit,
    /// One value, or one a period.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<f64>"))]
    pub values: Values,
    /// Given or computed.
    pub kind: LineKind,
    /// Records that the formula rests on.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub rules: Vec<SmolStr>,
}

/// A finished working; its last line is the figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Working {
    /// The lines in order of computation: a line reads only lines before it.
    pub lines: Vec<Line>,
}

impl Working {
    /// The figure: the last value of the last line; 0 for an empty working.
    #[must_use]
    pub fn value(&self) -> f64 {
        figure(&self.lines).0
    }

    /// The unit of the figure.
    #[must_use]
    pub fn unit(&self) -> Unit {
        figure(&self.lines).1
    }

    /// Values of a formula over the lines of the working at so many places.
    #[cfg(feature = "workbook")]
    pub(crate) fn evaluate(&self, formula: &Expr, places: usize) -> Vec<f64> {
        formula.values_at(places, &|cell| self.lines.get(cell.0).map_or(&[], |line| &line.values))
    }

    /// Ids of all records the working rests on, sorted.
    #[must_use]
    pub fn rules(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for line in &self.lines {
            if let LineKind::Given(Origin::Rule { id }) = &line.kind {
                ids.push(id);
            }
            ids.extend(line.rules.iter().map(SmolStr::as_str));
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What lines come to: value and unit of the last one.
fn figure(lines: &[Line]) -> (f64, Unit) {
    let last = lines.last();
    let value = last.and_then(|line| line.values.last()).copied().unwrap_or(0.0);
    (value, last.map_or(Unit::None, |line| line.unit))
}

/// A working under construction.
///
/// ```
/// use ip_health_engine::rules::Unit;
/// use ip_health_engine::working::{Origin, Sheet, Term};
///
/// let mut sheet = Sheet::new();
/// let rate = sheet.given(Term::DISCOUNT_RATE, 0.10, Unit::RatePerYear, Origin::Stated);
/// let time = sheet.given_series(Term::TIMING, vec![1.0, 2.0], Unit::Year, Origin::Stated);
/// let income = sheet.given_series(Term::INCOME, vec![110.0, 121.0], Unit::Yuan, Origin::Stated);
/// let factor = sheet.compute(Term::DISCOUNT_FACTOR, Unit::Factor, (1.0 + rate).pow(-time));
/// let value = sheet.compute(Term::VALUE, Unit::Yuan, (income * factor).sum());
/// assert!((sheet.value(value) - 200.0).abs() < 1e-9);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    lines: Vec<Line>,
}

impl Sheet {
    /// An empty sheet.
    #[must_use]
    pub fn new() -> Self {
        // Most have some eight lines.
        Sheet { lines: Vec::with_capacity(8) }
    }

    /// Adds a number from outside.
    pub fn given(&mut self, term: Term, value: f64, unit: Unit, origin: Origin) -> Cell {
        self.given_values(term, smallvec![value], unit, origin)
    }

    /// Adds one number a period from outside.
    pub fn given_series(&mut self, term: Term, values: Vec<f64>, unit: Unit, origin: Origin) -> Cell {
        self.given_values(term, Values::from_vec(values), unit, origin)
    }

    fn given_values(&mut self, term: Term, values: Values, unit: Unit, origin: Origin) -> Cell {
        self.push(Line { term, unit, values, kind: LineKind::Given(origin), rules: Vec::new() })
    }

    /// Adds a single-number parameter of the rule pack under `term`; 0 when the parameter holds no number, which
    /// typed loading has excluded.
    pub fn rule(&mut self, term: Term, parameter: &Parameter) -> Cell {
        let value = parameter.number().unwrap_or(0.0);
        self.given(term, value, parameter.unit, Origin::Rule { id: parameter.id.as_str().into() })
    }

    /// Adds a computed line and evaluates it: a series when the formula reads one outside a sum, else one number.
    pub fn compute(&mut self, term: Term, unit: Unit, formula: impl Into<Expr>) -> Cell {
        self.compute_by(term, unit, formula, &[])
    }

    /// As [`Sheet::compute`], naming the records that the formula rests on.
    pub fn compute_by(&mut self, term: Term, unit: Unit, formula: impl Into<Expr>, rules: &[&'static str]) -> Cell {
        self.compute_by_ids(term, unit, formula, rules.iter().map(|id| SmolStr::new_static(id)).collect())
    }

    /// As [`Sheet::compute_by`], by records that the rules name.
    pub fn compute_by_ids(&mut self, term: Term, unit: Unit, formula: impl Into<Expr>, rules: Vec<SmolStr>) -> Cell {
        let formula = formula.into();
        let values = evaluate(&self.lines, &formula);
        self.push(Line { term, unit, values, kind: LineKind::Computed(formula), rules })
    }

    /// The value of a scalar line, or the first of a series.
    #[must_use]
    pub fn value(&self, cell: Cell) -> f64 {
        self.values(cell).first().copied().unwrap_or(0.0)
    }

    /// The values of a line.
    #[must_use]
    pub fn values(&self, cell: Cell) -> &[f64] {
        self.lines.get(cell.0).map_or(&[], |line| &line.values)
    }

    /// Value and unit of the last line, as [`Working::value`] and [`Working::unit`].
    fn figure(&self) -> (f64, Unit) {
        figure(&self.lines)
    }

    /// The finished working.
    #[must_use]
    pub fn finish(self) -> Working {
        Working { lines: self.lines }
    }

    fn push(&mut self, line: Line) -> Cell {
        self.lines.push(line);
        Cell(self.lines.len() - 1)
    }
}

/// Values of a formula over the lines before it: a series when it reads one outside a sum, else one number.
pub(super) fn evaluate(lines: &[Line], formula: &Expr) -> Values {
    formula.values(&|cell| lines.get(cell.0).map_or(&[], |line| &line.values))
}

/// All workings of an assessment by figure id, such as `valuation.pool.p1.income`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Workings {
    /// Hashed, since hundreds are filed in a millisecond; whoever walks them does so in the order of their ids.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, Working>"))]
    #[serde(serialize_with = "by_id")]
    filed: FxHashMap<SmolStr, Working>,
    /// Figures are asked for, not how they came about.
    #[serde(skip)]
    unkept: bool,
}

impl Workings {
    /// For figures that nobody opens: keeps no working.
    #[must_use]
    pub(crate) fn unkept() -> Self {
        Workings { unkept: true, ..Workings::default() }
    }

    /// Files a working and returns its figure.
    pub fn file(&mut self, id: impl Into<SmolStr>, sheet: Sheet) -> Figure {
        let id = id.into();
        let (value, unit) = sheet.figure();
        if !self.unkept {
            self.filed.insert(id.clone(), sheet.finish());
        }
        Figure { value, unit, working: id }
    }

    /// Files a copy of a sheet that is still being written, up to its last line.
    pub fn file_copy(&mut self, id: impl Into<SmolStr>, sheet: &Sheet) -> Figure {
        if self.unkept {
            let (value, unit) = sheet.figure();
            return Figure { value, unit, working: id.into() };
        }
        self.file(id, sheet.clone())
    }

    /// Files a copy of a sheet that ends with one of its quantities, so that it becomes a figure of its own.
    pub fn file_line(
        &mut self,
        id: impl Into<SmolStr>,
        sheet: &Sheet,
        term: Term,
        unit: Unit,
        formula: impl Into<Expr>,
    ) -> Figure {
        if self.unkept {
            let value = evaluate(&sheet.lines, &formula.into()).last().copied().unwrap_or(0.0);
            return Figure { value, unit, working: id.into() };
        }
        let mut sheet = sheet.clone();
        sheet.compute(term, unit, formula);
        self.file(id, sheet)
    }

    /// The working of a figure.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Working> {
        self.filed.get(id)
    }

    /// All, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Working)> {
        in_order(&self.filed).into_iter().map(|(id, working)| (id.as_str(), working))
    }

    /// Keeps those whose id passes.
    pub(crate) fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.filed.retain(|id, _| keep(id));
    }

    /// Takes in the workings of a part.
    pub fn extend(&mut self, other: Workings) {
        self.filed.extend(other.filed);
    }
}

/// The same order on every machine: that of the ids.
fn in_order(filed: &FxHashMap<SmolStr, Working>) -> Vec<(&SmolStr, &Working)> {
    let mut all: Vec<_> = filed.iter().collect();
    all.sort_unstable_by_key(|(id, _)| *id);
    all
}

fn by_id<S: Serializer>(filed: &FxHashMap<SmolStr, Working>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(in_order(filed))
}

/// A number on screen: its value and the id of the working it opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figure {
    /// The value in `unit`.
    pub value: f64,
    /// What it counts.
    pub unit: Unit,
    /// Id in [`Workings`].
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub working: SmolStr,
}
