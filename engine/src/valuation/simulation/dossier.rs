//! The problem behind a dossier's ranges: the same three-point inputs, drawn in full.

use std::collections::BTreeMap;

use super::{
    Calibration, Component, Correlation, CorrelationMeasure, Correlations, Distribution, DossierInput, DossierSettings,
    IncomeComponent, Input, InputKind, SimulationProblem,
};
use crate::dossier::{Dossier, StatedInput};
use crate::rules::{RuleError, Rules};
use crate::valuation::draft::Simulated;
use crate::valuation::income::{IncomeBasis, TaxBasis};
use crate::valuation::portfolio::simulated_pools;
use crate::valuation::range::Triangular;
use crate::valuation::{PoolValuation, ValuationError};

/// What of a pool is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolView {
    /// Its income method alone: the distribution whose P10, P50 and P90 the method shows.
    Income,
    /// The reconciled pool: the income distribution carried to the pool's three points, which know of the other
    /// methods, of missing answers and of the ceiling of the enterprise value.
    Reconciled,
}

/// How the inputs of one pool move together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WithinPool {
    /// Not at all, as in the ranges of an assessment.
    #[default]
    Independent,
    /// Revenue with share rate and with life, by the rule pack.
    Correlated,
}

impl WithinPool {
    /// The correlations, those between pools included.
    fn read(self, rules: &Rules) -> Result<Correlations, RuleError> {
        let all = Correlations::of_rules(rules)?;
        Ok(match self {
            WithinPool::Independent => Correlations { revenue_rate: 0.0, revenue_life: 0.0, ..all },
            WithinPool::Correlated => all,
        })
    }
}

/// A dossier's problem with its inputs as people know them.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierProblem {
    /// What is simulated.
    pub problem: SimulationProblem,
    /// The inputs that vary, pool by pool.
    pub inputs: Vec<DossierInput>,
    /// The correlations used.
    pub correlations: Correlations,
}

/// The problem of all pools together, or of one, with what a person changed; `None` when there is nothing to value.
///
/// # Errors
/// [`ValuationError::Rule`] when the rule pack lacks a record that is read.
pub fn dossier_problem(
    dossier: &Dossier,
    rules: &Rules,
    pool: Option<&str>,
    settings: &DossierSettings,
) -> Result<Option<DossierProblem>, ValuationError> {
    let mut pools = simulated_pools(dossier, rules)?;
    pools.retain(|(valuation, _)| pool.is_none_or(|pool| valuation.id == pool));
    if pools.is_empty() {
        return Ok(None);
    }
    let correlations = match settings.correlations {
        Some(correlations) => correlations,
        None => WithinPool::Independent.read(rules)?,
    };
    Ok(Some(problem(pools, PoolView::Reconciled, correlations, &dossier.uncertainty, rules)?))
}

/// The simulation problem of a pool; `None` when the dossier has no such pool with a value, or, for
/// [`PoolView::Income`], no income method for it.
///
/// With independent inputs the model is that of the range which the assessment shows; that range comes from 256
/// stratified draws, so its ends lie up to about 10 % and its median up to about 4 % off.
///
/// # Errors
/// [`ValuationError::Rule`] when the rule pack lacks a record that is read.
pub fn pool_problem(
    dossier: &Dossier,
    rules: &Rules,
    pool: &str,
    view: PoolView,
    within: WithinPool,
) -> Result<Option<SimulationProblem>, ValuationError> {
    let mut pools = simulated_pools(dossier, rules)?;
    pools
        .retain(|(valuation, simulated)| valuation.id == pool && (view == PoolView::Reconciled || simulated.is_some()));
    if pools.is_empty() {
        return Ok(None);
    }
    problem(pools, view, within.read(rules)?, &dossier.uncertainty, rules).map(|found| Some(found.problem))
}

/// The simulation problem of all pools together. Inputs of one kind move together across products by
/// `valuation.pool.correlation`.
///
/// The median of a sum lies a little off the sum of the medians that the assessment shows.
///
/// # Errors
/// As [`pool_problem`].
pub fn portfolio_problem(
    dossier: &Dossier,
    rules: &Rules,
    within: WithinPool,
) -> Result<SimulationProblem, ValuationError> {
    let pools = simulated_pools(dossier, rules)?;
    problem(pools, PoolView::Reconciled, within.read(rules)?, &dossier.uncertainty, rules).map(|found| found.problem)
}

impl Correlations {
    /// Between two inputs, by the place of their pool and their kind.
    fn entry(&self, one: (usize, InputKind), other: (usize, InputKind)) -> f64 {
        use InputKind::{Life, Rate, Revenue, Value};
        let moves = |kind: InputKind| if kind == Value { Revenue } else { kind };
        let same = match (moves(one.1), moves(other.1)) {
            (one, other) if one == other => 1.0,
            (Revenue, Rate) | (Rate, Revenue) => self.revenue_rate,
            (Revenue, Life) | (Life, Revenue) => self.revenue_life,
            _ => 0.0,
        };
        if one.0 == other.0 { same } else { same * self.between }
    }
}

/// An input with the place and id of its pool.
struct Placed {
    place: usize,
    pool: String,
    kind: InputKind,
    input: Input,
    /// Lowest and highest that it can be.
    limits: [f64; 2],
}

fn problem(
    pools: Vec<(PoolValuation, Option<Simulated>)>,
    view: PoolView,
    correlations: Correlations,
    stated: &BTreeMap<String, StatedInput>,
    rules: &Rules,
) -> Result<DossierProblem, ValuationError> {
    let mut placed: Vec<Placed> = Vec::new();
    let mut components: Vec<Component> = Vec::new();
    for (place, (pool, simulated)) in pools.into_iter().enumerate() {
        let reach = simulated.as_ref().map_or([0.0; 2], |simulated| [simulated.least_rate(), simulated.longest]);
        let mut add = |kind: InputKind, distribution: Distribution, step: Option<f64>| {
            let id = format!("{}.{}", pool.id, kind.code());
            let input = Input { step, ..Input::new(id, distribution) };
            placed.push(Placed { place, pool: pool.id.clone(), kind, input, limits: limits(kind, reach) });
        };
        match simulated {
            Some(simulated) => {
                let drivers = &simulated.drivers;
                add(InputKind::Revenue, distribution(drivers.revenue), None);
                add(InputKind::Rate, distribution(drivers.rate), None);
                add(InputKind::Decay, distribution(drivers.decay), None);
                // Not read with a terminal value; it keeps its place and stays as it is.
                let life = if simulated.problem.terminal.is_some() {
                    Triangular::certain(drivers.life.mode)
                } else {
                    drivers.life
                };
                add(InputKind::Life, distribution(life), Some(0.5));
                add(InputKind::DiscountRate, distribution(drivers.discount_rate), None);
                components.push(Component::Income(Box::new(income(pool, simulated, view))));
            }
            None => {
                let range = pool.range;
                let distribution = if range.p10 > 0.0 {
                    Distribution::Percentiles { p10: range.p10, p50: range.p50, p90: range.p90 }
                } else {
                    Distribution::Triangular { low: range.p10, mode: range.p50, high: range.p90 }
                };
                add(InputKind::Value, distribution, None);
                let id = format!("{}.{}", pool.id, InputKind::Value.code());
                components.push(Component::amount(pool.id, id.as_str()));
            }
        }
    }
    // Sobol points are best in sets of four coordinates, and the sets know nothing of each other. The discount rate,
    // which moves the value least, stands last, so that the four others of a pool share a set.
    placed.sort_by_key(|placed| placed.kind == InputKind::DiscountRate);
    let independent = {
        let zero = |one: &Placed| {
            placed.iter().all(|other| {
                let same = std::ptr::eq(one, other);
                same || correlations.entry((one.place, one.kind), (other.place, other.kind)) == 0.0
            })
        };
        placed.iter().all(zero)
    };
    let correlation = (!independent).then(|| {
        let row = |one: &Placed| {
            placed
                .iter()
                .map(|other| correlations.entry((one.place, one.kind), (other.place, other.kind)))
                .collect::<Vec<f64>>()
        };
        Correlation {
            measure: CorrelationMeasure::Normal,
            inputs: placed.iter().map(|placed| placed.input.id.clone()).collect(),
            matrix: placed.iter().map(row).collect(),
        }
    });
    let mut known: Vec<(usize, DossierInput)> = Vec::new();
    let mut inputs: Vec<Input> = Vec::new();
    for Placed { place, pool, kind, mut input, limits } in placed {
        let stated = stated.get(&input.id);
        let found = DossierInput::settle(&mut input, &pool, kind, limits, stated, rules)?;
        known.extend(found.map(|found| (place, found)));
        inputs.push(input);
    }
    known.sort_by_key(|(place, input)| (*place, input.kind));
    Ok(DossierProblem {
        problem: SimulationProblem { inputs, correlation, components },
        inputs: known.into_iter().map(|(_, input)| input).collect(),
        correlations,
    })
}

/// Lowest and highest that an input can be: a decay below 100 %, a life as far as the rights last.
fn limits(kind: InputKind, [least_rate, most_life]: [f64; 2]) -> [f64; 2] {
    match kind {
        InputKind::Revenue => [0.0, 100.0],
        InputKind::Rate => [least_rate, 1.0],
        InputKind::Decay => [0.0, 0.99],
        InputKind::Life => [0.0, most_life],
        InputKind::DiscountRate => [0.0, 2.0],
        InputKind::Value => [0.0, f64::MAX],
    }
}

fn distribution(triangular: Triangular) -> Distribution {
    let Triangular { low, mode, high } = triangular;
    if low < high { Distribution::Triangular { low, mode, high } } else { Distribution::Constant { value: mode } }
}

fn income(pool: PoolValuation, simulated: Simulated, view: PoolView) -> IncomeComponent {
    let Simulated { problem, least_gap, range, .. } = simulated;
    let name = |name: &str| super::Quantity::Input(format!("{}.{name}", pool.id));
    let ends = |range: crate::valuation::Range| [range.p10, range.p50, range.p90];
    let calibration = Calibration { from: ends(range), to: ends(pool.range) };
    let sound = view == PoolView::Reconciled && calibration.prepare().is_some();
    IncomeComponent {
        first_period: problem.first_period,
        last_period: problem.last_period,
        timing: problem.conventions.timing,
        revenue: name("revenue"),
        upkeep: match problem.income {
            IncomeBasis::Royalty { upkeep, .. } => upkeep,
            IncomeBasis::RevenueShare { .. } | IncomeBasis::ProfitShare { .. } => 0.0,
        },
        decay: name("decay"),
        life: problem.terminal.is_none().then(|| name("life")),
        tax: match problem.conventions.tax {
            TaxBasis::PreTax => None,
            TaxBasis::PostTax { rate } => Some(rate.into()),
        },
        terminal_growth: problem.terminal.map(|terminal| terminal.growth.into()),
        least_gap,
        calibration: sound.then_some(calibration),
        ..IncomeComponent::new(pool.id.clone(), problem.base, name("rate"), name("discount-rate"))
    }
}
