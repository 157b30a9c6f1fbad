//! Inverse questions: which rate, scale or growth gives a stated value; and the exact tax bridge.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::growth::Growth;
use super::rate::{Bridge, RateMethod};
use super::share::ShareSource;
use super::terminal::Terminal;
use super::{Problem, ProblemError, RateSource, Series, Solution};

/// What an inverse question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Unknown {
    /// Share or royalty rate 分成率, 0–1.
    ShareRate,
    /// Discount rate 折现率: the rate of return at a price.
    DiscountRate,
    /// Factor on revenue, profit, units or income: 1 leaves them as they are.
    Scale,
    /// Growth of the path.
    Growth,
    /// Growth after the forecast.
    TerminalGrowth,
    /// Yearly fall of the share.
    Decay,
}

impl Unknown {
    /// Stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Unknown::ShareRate => "share-rate",
            Unknown::DiscountRate => "discount-rate",
            Unknown::Scale => "scale",
            Unknown::Growth => "growth",
            Unknown::TerminalGrowth => "terminal-growth",
            Unknown::Decay => "decay",
        }
    }

    /// Where to look when the question does not say.
    fn range(self) -> [f64; 2] {
        match self {
            Unknown::ShareRate => [0.0, 1.0],
            Unknown::DiscountRate => [-0.9, 10.0],
            Unknown::Scale => [0.0, 1e12],
            Unknown::Growth | Unknown::TerminalGrowth => [-0.99, 10.0],
            Unknown::Decay => [0.0, 0.999_999],
        }
    }

    /// Points of the search from `low` to `high`: dense where the value bends.
    fn grid(self, low: f64, high: f64) -> Vec<f64> {
        const STEPS: usize = 128;
        let part = |step: usize| step as f64 / STEPS as f64;
        let mut points: Vec<f64> = match self {
            Unknown::ShareRate | Unknown::Decay => (0..=STEPS).map(|step| low + (high - low) * part(step)).collect(),
            Unknown::DiscountRate | Unknown::Growth | Unknown::TerminalGrowth => {
                let (from, to) = (libm::log1p(low), libm::log1p(high));
                (0..=STEPS).map(|step| libm::expm1(from + (to - from) * part(step))).collect()
            }
            // From a millionth on in equal ratios, mirrored below zero.
            Unknown::Scale => {
                let ratio = |step: usize| 1e-6 * libm::pow(10.0, 36.0 * part(step));
                let above = (0..=STEPS).map(ratio);
                let below = (0..=STEPS).rev().map(|step| -ratio(step));
                below.chain([0.0]).chain(above).filter(|point| *point > low && *point < high).collect()
            }
        };
        points.retain(|point| *point > low && *point < high);
        points.insert(0, low);
        points.push(high);
        points
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The answer to an inverse question.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Inverse {
    /// What was asked for.
    pub unknown: Unknown,
    /// The lowest number in the range that gives the value.
    pub root: f64,
    /// Further numbers that give it: a stream with both signs can have several rates of return.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<f64>,
    /// The solution with the root put in.
    pub solution: Solution,
}

/// The number that gives `target`, with everything else as the problem has it.
///
/// Searches `range` (for each unknown there is a wide one), brackets every change of sign and halves the bracket to a
/// relative width of 1e-12.
///
/// # Errors
/// [`ProblemError::NotUnknown`] when the method has no such quantity or states it by period;
/// [`ProblemError::NoSolution`] when no number in the range gives the value, with the values met; the errors of
/// [`value`](super::value).
pub fn solve_for(
    problem: &Problem,
    unknown: Unknown,
    target: f64,
    range: Option<[f64; 2]>,
) -> Result<Inverse, ProblemError> {
    let [low, high] = range.unwrap_or(unknown.range());
    let least = unknown.range()[0];
    let ordered = low < high && high.is_finite() && (low >= least || unknown == Unknown::Scale) && low.is_finite();
    super::error::ensure(ordered, "range", "rises inside what the unknown can be")?;
    super::error::ensure_finite(target, "value")?;
    // Whether the problem has the unknown at all is the same everywhere.
    put(&mut problem.clone(), unknown, low)?;
    let gap = |number: f64| -> Option<f64> {
        let mut trial = problem.clone();
        put(&mut trial, unknown, number).ok()?;
        super::value(&trial).ok().map(|solution| solution.value - target)
    };
    let found = search(&unknown.grid(low, high), &gap);
    let Some((root, others)) = found.roots.split_first() else {
        if found.highest < found.lowest {
            // Not one trial had a value: the first error says why.
            let mut trial = problem.clone();
            put(&mut trial, unknown, low + (high - low) * 0.5)?;
            super::value(&trial)?;
        }
        let (lowest, highest) = (found.lowest + target, found.highest + target);
        return Err(ProblemError::NoSolution { unknown, low, high, target, lowest, highest });
    };
    let mut solved = problem.clone();
    put(&mut solved, unknown, *root)?;
    Ok(Inverse { unknown, root: *root, others: others.to_vec(), solution: super::value(&solved)? })
}

/// Puts a number in the place of the unknown.
fn put(problem: &mut Problem, unknown: Unknown, number: f64) -> Result<(), ProblemError> {
    let method = problem.method();
    let none = || ProblemError::NotUnknown { method, unknown };
    match unknown {
        Unknown::ShareRate => {
            let share = problem.share_mut().filter(|share| !matches!(share, ShareSource::Each(_)));
            *share.ok_or_else(none)? = ShareSource::Stated(number);
        }
        Unknown::DiscountRate => {
            let rate = problem.rate_mut().filter(|rate| !matches!(rate, RateSource::Each(_)));
            *rate.ok_or_else(none)? = RateSource::Stated(number);
        }
        Unknown::Scale => problem.amounts_mut().ok_or_else(none)?.scale(number),
        Unknown::Growth => {
            let path = problem.amounts_mut().and_then(Amounts::path_mut).ok_or_else(none)?;
            path.years = path.count();
            path.growth = Growth::Same(number);
        }
        Unknown::TerminalGrowth => {
            let terminal = problem.frame_mut().and_then(|frame| frame.terminal.as_mut());
            match terminal {
                Some(Terminal::Perpetuity(perpetuity)) => perpetuity.growth = number,
                Some(Terminal::Annuity(annuity)) => annuity.growth = number,
                _ => return Err(none()),
            }
        }
        Unknown::Decay => *problem.decay_mut().ok_or_else(none)? = number,
    }
    Ok(())
}

/// What a search met.
struct Search {
    roots: Vec<f64>,
    lowest: f64,
    highest: f64,
}

impl Search {
    fn meet(&mut self, value: f64) {
        self.lowest = libm::fmin(self.lowest, value);
        self.highest = libm::fmax(self.highest, value);
    }

    /// Halves a bracket with the values `start` and `end` and keeps its root, unless the value jumps there over the
    /// target from one infinity to the other.
    fn bracket(&mut self, from: f64, to: f64, start: f64, end: f64, gap: &dyn Fn(f64) -> Option<f64>) {
        let root = halve(from, to, start, gap);
        let largest = libm::fmax(libm::fabs(start), libm::fabs(end));
        if gap(root).is_some_and(|value| libm::fabs(value) <= largest) {
            self.roots.push(root);
        }
    }
}

/// Roots of `gap` between the points, where it changes sign.
fn search(points: &[f64], gap: &dyn Fn(f64) -> Option<f64>) -> Search {
    let mut found = Search { roots: Vec::new(), lowest: f64::INFINITY, highest: f64::NEG_INFINITY };
    let mut last: Option<(f64, Option<f64>)> = None;
    for point in points {
        let here = gap(*point);
        if let Some(value) = here {
            found.meet(value);
            if value == 0.0 {
                found.roots.push(*point);
            }
        }
        match (last, here) {
            (Some((before, Some(start))), Some(end)) if start * end < 0.0 => {
                found.bracket(before, *point, start, end, gap);
            }
            // Between a number without a value and one with: a root may hide next to the edge, as it does where the
            // discount rate falls to the growth after the forecast.
            (Some((before, None)), Some(end)) => hidden(&mut found, edge(before, *point, gap), *point, end, gap),
            (Some((before, Some(start))), None) => hidden(&mut found, edge(*point, before, gap), before, start, gap),
            _ => {}
        }
        last = Some((*point, here));
    }
    found.roots.sort_by(f64::total_cmp);
    found.roots.dedup();
    found
}

/// Looks for a root between the edge of the values and a number with the value `inside`.
fn hidden(found: &mut Search, edge: f64, number: f64, inside: f64, gap: &dyn Fn(f64) -> Option<f64>) {
    let Some(value) = gap(edge) else { return };
    found.meet(value);
    if value * inside < 0.0 {
        found.bracket(edge, number, value, inside, gap);
    } else if value == 0.0 {
        found.roots.push(edge);
    }
}

/// The number nearest to `without` that has a value.
fn edge(mut without: f64, mut with: f64, gap: &dyn Fn(f64) -> Option<f64>) -> f64 {
    for _ in 0..200 {
        let middle = without + (with - without) * 0.5;
        if middle == without || middle == with {
            break;
        }
        if gap(middle).is_some() {
            with = middle;
        } else {
            without = middle;
        }
    }
    with
}

/// Halves a bracket, whose end `from` has the value `start`, to a relative width of 1e-12.
fn halve(mut from: f64, mut to: f64, start: f64, gap: &dyn Fn(f64) -> Option<f64>) -> f64 {
    for _ in 0..2_000 {
        let middle = from + (to - from) * 0.5;
        if middle == from || middle == to || libm::fabs(to - from) <= 1e-13 * libm::fabs(middle) {
            return middle;
        }
        match gap(middle) {
            Some(0.0) => return middle,
            Some(value) if value * start < 0.0 => to = middle,
            _ => from = middle,
        }
    }
    from
}

/// The problem with its pre-tax rate found, and the rate; `None` when it asks for no exact bridge.
pub(super) fn bridge(problem: &Problem) -> Result<Option<(Problem, f64)>, ProblemError> {
    let mut bare = problem.clone();
    let Some(frame) = bare.frame_mut() else { return Ok(None) };
    let RateSource::By(method) = frame.discount.rate.clone() else { return Ok(None) };
    let RateMethod::PreTaxEquivalent(equivalent) = *method else { return Ok(None) };
    if equivalent.bridge != Bridge::Exact {
        return Ok(None);
    }
    equivalent.check("discount.rate.pre-tax-equivalent")?;
    super::error::ensure(frame.tax.is_none(), "tax", "is left out: a pre-tax rate goes with income before tax")?;
    // Both sides are the plain present value: what is done with the value afterwards has no part in the rate.
    *frame.amortisation = None;
    frame.outlays.clear();
    frame.discounts.clear();
    *frame.status = None;
    *frame.tax = Some(Series::Same(equivalent.tax));
    frame.discount.rate = equivalent.post_tax;
    let target = super::value(&bare)?.value;
    if let Some(frame) = bare.frame_mut() {
        *frame.tax = None;
    }
    let found = solve_for(&bare, Unknown::DiscountRate, target, None)?;
    let mut bridged = problem.clone();
    if let Some(frame) = bridged.frame_mut() {
        frame.discount.rate = RateSource::Stated(found.root);
    }
    Ok(Some((bridged, found.root)))
}
