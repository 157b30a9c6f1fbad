//! What would change a figure.

use super::sheet::evaluate;
use super::{LineKind, Working};

/// What the figure becomes when one of its inputs moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// Position of the input among the lines of the working.
    pub line: usize,
    /// The figure with the input a tenth lower.
    pub lower: f64,
    /// The figure with the input a tenth higher.
    pub higher: f64,
}

impl Influence {
    /// How far the figure moves between the two.
    #[must_use]
    pub fn span(&self) -> f64 {
        libm::fabs(self.higher - self.lower)
    }
}

/// The inputs that move the figure, strongest first: each is put a tenth lower and a tenth higher, everything else
/// unchanged, and the working is computed again.
#[must_use]
pub fn influences(working: &Working) -> Vec<Influence> {
    let mut found: Vec<Influence> = working
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| matches!(line.kind, LineKind::Given(_)))
        .map(|(line, _)| Influence { line, lower: scaled(working, line, 0.9), higher: scaled(working, line, 1.1) })
        .filter(|influence| influence.lower.is_finite() && influence.higher.is_finite() && influence.span() > 0.0)
        .collect();
    found.sort_by(|a, b| b.span().total_cmp(&a.span()));
    found
}

/// The figure when the input at `place` is multiplied by `factor`.
fn scaled(working: &Working, place: usize, factor: f64) -> f64 {
    let mut lines = working.lines.clone();
    for index in 0..lines.len() {
        let (before, from_here) = lines.split_at_mut(index);
        let Some(line) = from_here.first_mut() else { continue };
        match &line.kind {
            LineKind::Given(_) if index == place => line.values.iter_mut().for_each(|value| *value *= factor),
            LineKind::Given(_) => {}
            LineKind::Computed(formula) => line.values = evaluate(before, formula),
        }
    }
    Working { lines }.value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Unit;
    use crate::working::{Origin, Sheet, Term};

    #[test]
    fn inputs_are_ranked_by_what_they_move() {
        let mut sheet = Sheet::new();
        let income = sheet.given(Term::INCOME, 100.0, Unit::Yuan, Origin::Stated);
        let rate = sheet.given(Term::DISCOUNT_RATE, 0.1, Unit::RatePerYear, Origin::Stated);
        sheet.given(Term::REVENUE, 500.0, Unit::Yuan, Origin::Stated);
        sheet.compute(Term::VALUE, Unit::Yuan, income * (1.0 - rate));
        let working = sheet.finish();
        let found = influences(&working);
        let lines: Vec<usize> = found.iter().map(|influence| influence.line).collect();
        assert_eq!(lines, [0, 1], "revenue moves nothing");
        assert!((found.iter().map(|influence| influence.higher).next().unwrap_or(0.0) - 99.0).abs() < 1e-9);
        assert!((found.iter().map(|influence| influence.span()).next_back().unwrap_or(0.0) - 2.0).abs() < 1e-9);
    }
}
