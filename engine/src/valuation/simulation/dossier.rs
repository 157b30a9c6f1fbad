//! The problem behind a dossier's ranges: the same three-point inputs, drawn in full.

use super::{
    Calibration, Component, Correlation, CorrelationMeasure, Distribution, IncomeComponent, Input, SimulationProblem,
};
use crate::dossier::Dossier;
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
    problem(pools, view, &Dependence::read(rules, within)?).map(Some)
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
    problem(simulated_pools(dossier, rules)?, PoolView::Reconciled, &Dependence::read(rules, within)?)
}

/// Correlations of the rule pack.
struct Dependence {
    between: f64,
    revenue_rate: f64,
    revenue_life: f64,
}

impl Dependence {
    fn read(rules: &Rules, within: WithinPool) -> Result<Self, RuleError> {
        let between = rules.number("valuation.pool.correlation")?;
        Ok(match within {
            WithinPool::Independent => Dependence { between, revenue_rate: 0.0, revenue_life: 0.0 },
            WithinPool::Correlated => Dependence {
                between,
                revenue_rate: rules.number("valuation.uncertainty.correlation.revenue-rate")?,
                revenue_life: rules.number("valuation.uncertainty.correlation.revenue-life")?,
            },
        })
    }

    /// Between two inputs of one pool.
    fn within(&self, one: Kind, other: Kind) -> f64 {
        match (one, other) {
            _ if one == other => 1.0,
            (Kind::Revenue, Kind::Rate) | (Kind::Rate, Kind::Revenue) => self.revenue_rate,
            (Kind::Revenue, Kind::Life) | (Kind::Life, Kind::Revenue) => self.revenue_life,
            _ => 0.0,
        }
    }
}

/// What an input is. An amount without a stream moves as the revenues do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Revenue,
    Rate,
    Discount,
    Decay,
    Life,
}

fn problem(
    pools: Vec<(PoolValuation, Option<Simulated>)>,
    view: PoolView,
    dependence: &Dependence,
) -> Result<SimulationProblem, ValuationError> {
    let mut problem = SimulationProblem::default();
    let mut kinds: Vec<(usize, Kind)> = Vec::new();
    for (place, (pool, simulated)) in pools.into_iter().enumerate() {
        match simulated {
            Some(simulated) => {
                let id = |name: &str| format!("{}.{name}", pool.id);
                let drivers = &simulated.drivers;
                let mut add = |kind: Kind, name: &str, triangular: Triangular, step: Option<f64>| {
                    kinds.push((place, kind));
                    problem.inputs.push(Input { step, ..Input::new(id(name), distribution(triangular)) });
                };
                add(Kind::Revenue, "revenue", drivers.revenue, None);
                add(Kind::Rate, "rate", drivers.rate, None);
                add(Kind::Discount, "discount-rate", drivers.discount_rate, None);
                add(Kind::Decay, "decay", drivers.decay, None);
                add(Kind::Life, "life", drivers.life, Some(0.5));
                problem.components.push(Component::Income(Box::new(income(pool, simulated, view))));
            }
            None => {
                let range = pool.range;
                let distribution = if range.p10 > 0.0 {
                    Distribution::Percentiles { p10: range.p10, p50: range.p50, p90: range.p90 }
                } else {
                    Distribution::Triangular { low: range.p10, mode: range.p50, high: range.p90 }
                };
                let id = format!("{}.value", pool.id);
                kinds.push((place, Kind::Revenue));
                problem.inputs.push(Input::new(id.clone(), distribution));
                problem.components.push(Component::amount(pool.id, id.as_str()));
            }
        }
    }
    let entry = |one: &(usize, Kind), other: &(usize, Kind)| {
        let same = dependence.within(one.1, other.1);
        if one.0 == other.0 { same } else { same * dependence.between }
    };
    let matrix: Vec<Vec<f64>> =
        kinds.iter().map(|row| kinds.iter().map(|column| entry(row, column)).collect()).collect();
    let independent = matrix.iter().flatten().filter(|entry| **entry != 0.0).count() == kinds.len();
    problem.correlation = (!independent).then(|| Correlation {
        measure: CorrelationMeasure::Normal,
        inputs: problem.inputs.iter().map(|input| input.id.clone()).collect(),
        matrix,
    });
    Ok(problem)
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
