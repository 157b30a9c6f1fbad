//! The sheet of a problem while it is written, with what the solution shows beside it.

use std::collections::BTreeMap;

use super::error::ensure_finite;
use super::solution::{PeriodRow, Quantity, Solution};
use super::{ProblemError, Series};
use crate::rules::Unit;
use crate::working::{Cell, Expr, LineKind, Origin, Sheet, Term};

/// Lines of the table of periods.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    pub start: Cell,
    pub length: Cell,
    pub time: Cell,
    pub income: Cell,
    pub factor: Cell,
    pub present: Cell,
}

/// Builds the working of a problem.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub sheet: Sheet,
    /// Lengths of the periods, years; empty for a method without periods.
    pub lengths: Vec<f64>,
    /// Years from the valuation date to the start of each period.
    pub starts: Vec<f64>,
    pub table: Option<Table>,
    figures: BTreeMap<String, Cell>,
    labels: BTreeMap<&'static str, String>,
    numbers: BTreeMap<String, Quantity>,
}

impl Writer {
    /// A writer for a method without periods.
    pub(super) fn plain() -> Self {
        Self::default()
    }

    /// A writer for periods with these starts and lengths.
    pub(super) fn with_periods(starts: Vec<f64>, lengths: Vec<f64>) -> Self {
        Writer { starts, lengths, ..Self::default() }
    }

    /// Number of periods.
    pub(super) fn count(&self) -> usize {
        self.lengths.len()
    }

    /// A stated number.
    pub(super) fn given(&mut self, term: Term, value: f64, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        ensure_finite(value, path)?;
        Ok(self.sheet.given(term, value, unit, Origin::Stated))
    }

    /// Stated numbers, one a place.
    pub(super) fn given_list(
        &mut self,
        term: Term,
        values: &[f64],
        unit: Unit,
        path: &str,
    ) -> Result<Cell, ProblemError> {
        for (place, value) in values.iter().enumerate() {
            ensure_finite(*value, &format!("{path}[{place}]"))?;
        }
        Ok(self.sheet.given_series(term, values.to_vec(), unit, Origin::Stated))
    }

    /// A stated number for all periods, or one for each.
    pub(super) fn series(&mut self, term: Term, series: &Series, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        match series {
            Series::Same(value) => self.given(term, *value, unit, path),
            Series::Each(values) => self.given_list(term, values, unit, path),
        }
    }

    /// A computed line.
    pub(super) fn compute(&mut self, term: Term, unit: Unit, formula: impl Into<Expr>) -> Cell {
        self.sheet.compute(term, unit, formula)
    }

    /// Shows a line among the figures of the solution.
    pub(super) fn show(&mut self, name: impl Into<String>, cell: Cell) {
        self.figures.insert(name.into(), cell);
    }

    /// Shows a number that is no line of the sheet.
    pub(super) fn show_number(&mut self, name: impl Into<String>, quantity: Quantity) {
        self.numbers.insert(name.into(), quantity);
    }

    /// Shows a code among the labels of the solution.
    pub(super) fn label(&mut self, name: &'static str, code: impl Into<String>) {
        self.labels.insert(name, code.into());
    }

    /// The solution; the last line is the value.
    pub(super) fn finish(self, method: &'static str) -> Result<Solution, ProblemError> {
        let sheet = &self.sheet;
        let mut figures = self.numbers;
        for (name, cell) in &self.figures {
            figures.insert(name.clone(), Quantity::new(sheet.values(*cell)));
        }
        let at = |cell: Cell, place: usize| {
            let values = sheet.values(cell);
            values.get(if values.len() == 1 { 0 } else { place }).copied().unwrap_or(0.0)
        };
        let periods = self.table.map_or_else(Vec::new, |table| {
            (0..self.lengths.len())
                .map(|place| PeriodRow {
                    period: place + 1,
                    start: at(table.start, place),
                    length: at(table.length, place),
                    time: at(table.time, place),
                    income: at(table.income, place),
                    factor: at(table.factor, place),
                    present_value: at(table.present, place),
                })
                .collect()
        });
        let working = self.sheet.finish();
        let broken = working.lines.iter().find(|line| {
            matches!(line.kind, LineKind::Computed(_)) && line.values.iter().any(|value| !value.is_finite())
        });
        if let Some(line) = broken {
            return Err(ProblemError::NotFinite { figure: line.term.id() });
        }
        Ok(Solution {
            method,
            value: working.value(),
            unit: working.unit(),
            figures,
            labels: self.labels,
            periods,
            working,
        })
    }
}
