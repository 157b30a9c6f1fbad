//! One input at a time: the tornado 龙卷风图, elasticities, which way inputs lean, and the points where an outcome changes.

use serde::{Deserialize, Serialize};

use super::plan::Plan;
use super::{SimulationError, SimulationProblem};

/// What one input does to the value, the others at their base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TornadoBar {
    /// Id of the input.
    pub input: String,
    /// The input at its base.
    pub base: f64,
    /// The input in its low case: its lower bound, or its tenth percentile where it has no bounds.
    pub low: f64,
    /// The input in its high case.
    pub high: f64,
    /// The value in the low case, yuan.
    pub at_low: f64,
    /// The value in the high case, yuan.
    pub at_high: f64,
    /// Distance of the two, yuan.
    pub swing: f64,
    /// `(ΔV/V)/(Δx/x)` between the input a tenth lower and a tenth higher; nothing where either is zero.
    pub elasticity: Option<f64>,
}

/// The inputs that vary, the one with the largest swing first.
///
/// # Errors
/// What is wrong with the problem.
pub fn tornado(problem: &SimulationProblem) -> Result<Vec<TornadoBar>, SimulationError> {
    let plan = Plan::new(problem)?;
    let base_value = plan.value(plan.bases());
    let mut bars: Vec<TornadoBar> = problem
        .inputs
        .iter()
        .enumerate()
        .zip(plan.draws().iter().zip(plan.bases()))
        .filter(|(_, (draws, _))| draws.vary())
        .map(|((place, input), (draws, base))| {
            let at = |value: f64| with(&plan, place, value);
            let (low, high) = draws.cases();
            let (at_low, at_high) = (at(low), at(high));
            let change = (at(base * 1.1) - at(base * 0.9)) / base_value / 0.2;
            TornadoBar {
                input: input.id.clone(),
                base: *base,
                low,
                high,
                at_low,
                at_high,
                swing: libm::fabs(at_high - at_low),
                elasticity: (*base != 0.0 && change.is_finite()).then_some(change),
            }
        })
        .collect();
    bars.sort_by(|a, b| b.swing.total_cmp(&a.swing));
    Ok(bars)
}

/// How the middle of an input's distribution lies to its base, and what that does to the value: why the median of the
/// value is not the value at the most likely inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lean {
    /// Id of the input.
    pub input: String,
    /// The input at its base: most likely.
    pub base: f64,
    /// The input at its median.
    pub median: f64,
    /// Change of the value when this input alone goes from base to median, as a part of the value.
    pub change: f64,
}

/// The inputs whose median is not their base, the one that moves the value most first. Where the base value is not above
/// zero there are none.
///
/// # Errors
/// What is wrong with the problem.
pub fn leans(problem: &SimulationProblem) -> Result<Vec<Lean>, SimulationError> {
    let plan = Plan::new(problem)?;
    let whole = plan.value(plan.bases());
    if whole <= 0.0 {
        return Ok(Vec::new());
    }
    let inputs = problem.inputs.iter().enumerate().zip(plan.draws().iter().zip(plan.bases()));
    let mut leans: Vec<Lean> = inputs
        .filter(|(_, (draws, _))| draws.vary())
        .map(|((place, input), (draws, base))| {
            let median = draws.at(0.5);
            let change = with(&plan, place, median) / whole - 1.0;
            Lean { input: input.id.clone(), base: *base, median, change }
        })
        .filter(|lean| lean.change != 0.0)
        .collect();
    leans.sort_by(|a, b| libm::fabs(b.change).total_cmp(&libm::fabs(a.change)));
    Ok(leans)
}

/// Where an input takes the value across a threshold, the others at their base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FlipPoint {
    /// Id of the input.
    pub input: String,
    /// The input at its base.
    pub base: f64,
    /// Whether the value reaches the threshold with the input at its base.
    pub reached: bool,
    /// The input nearest to its base at which that changes; nothing where it does not within the low and high case.
    pub at: Option<f64>,
}

/// Steps on each side of the base in which a change is looked for; two changes within one step go unseen.
const STEPS: u32 = 128;

/// For each input that varies, the point between its low and high case at which the value crosses `threshold` yuan.
///
/// # Errors
/// What is wrong with the problem.
pub fn flip_points(problem: &SimulationProblem, threshold: f64) -> Result<Vec<FlipPoint>, SimulationError> {
    let plan = Plan::new(problem)?;
    let reached = plan.value(plan.bases()) >= threshold;
    Ok(problem
        .inputs
        .iter()
        .enumerate()
        .zip(plan.draws().iter().zip(plan.bases()))
        .filter(|(_, (draws, _))| draws.vary())
        .map(|((place, input), (draws, base))| {
            let changed = |value: f64| (with(&plan, place, value) >= threshold) != reached;
            let (low, high) = draws.cases();
            let sides = [low, high].map(|end| first_change(*base, end, &changed));
            let distance = |at: &f64| libm::fabs(at - base);
            let at = sides.into_iter().flatten().min_by(|a, b| distance(a).total_cmp(&distance(b)));
            FlipPoint { input: input.id.clone(), base: *base, reached, at }
        })
        .collect())
}

/// The value with one input moved.
fn with(plan: &Plan, place: usize, value: f64) -> f64 {
    let mut inputs = plan.bases().to_vec();
    if let Some(input) = inputs.get_mut(place) {
        *input = value;
    }
    plan.value(&inputs)
}

/// From `base` towards `end`, the first number that changes the outcome, to the last bit.
fn first_change(base: f64, end: f64, changed: &dyn Fn(f64) -> bool) -> Option<f64> {
    let step = |number: u32| base + (end - base) * (f64::from(number) / f64::from(STEPS));
    let found = (1..=STEPS).find(|number| changed(step(*number)))?;
    let (mut before, mut after) = (step(found - 1), step(found));
    loop {
        let middle = before + (after - before) / 2.0;
        if middle == before || middle == after {
            return Some(after);
        }
        if changed(middle) {
            after = middle;
        } else {
            before = middle;
        }
    }
}
