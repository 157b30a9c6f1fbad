//! Outcomes that one input can turn over 翻转点: which thresholds are worth asking [`flip_points`](super::flip_points) for.

use serde::{Deserialize, Serialize};

use super::{PoolView, SimulationProblem, WithinPool, pool_problem, portfolio_problem};
use crate::dossier::Dossier;
use crate::rules::Rules;
use crate::valuation::portfolio::simulated_pools;
use crate::valuation::{Method, MethodOutcome, PoolValuation, ValuationError};

/// An outcome that may change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlipTarget {
    /// The portfolio is worth so much that a pledge at the rate of `valuation.pledge.rate.invention` yields the amount
    /// wanted.
    Pledge {
        /// Amount wanted, yuan.
        wanted: f64,
        /// Share of the value that is lent.
        rate: f64,
    },
    /// The income method of a pool gives as much as another of its methods; beyond, the two change places.
    Ranking {
        /// Id of the pool.
        pool: String,
        /// The income method.
        income: Method,
        /// The method it is compared with.
        other: Method,
    },
}

/// A threshold and the problem whose value may cross it.
#[derive(Clone, Debug, PartialEq)]
pub struct FlipQuestion {
    /// What changes there.
    pub target: FlipTarget,
    /// The threshold, yuan.
    pub threshold: f64,
    /// What is valued.
    pub problem: SimulationProblem,
}

/// The questions of a dossier: for all pools, or for one.
///
/// # Errors
/// [`ValuationError::Rule`] when the rule pack lacks a record that is read.
///
/// # Source
/// Valuation specification §5.2: break-even share rate for the requested loan.
pub fn flip_questions(
    dossier: &Dossier,
    rules: &Rules,
    pool: Option<&str>,
) -> Result<Vec<FlipQuestion>, ValuationError> {
    let mut questions = Vec::new();
    let pools = simulated_pools(dossier, rules)?;
    let wanted = dossier.need.amount.map(crate::units::Money::to_yuan).filter(|wanted| *wanted > 0.0);
    if let (None, Some(wanted), false) = (pool, wanted, pools.is_empty()) {
        let rate = rules.number("valuation.pledge.rate.invention")?;
        let problem = portfolio_problem(dossier, rules, WithinPool::Independent)?;
        let target = FlipTarget::Pledge { wanted, rate };
        questions.push(FlipQuestion { target, threshold: wanted / rate, problem });
    }
    for (valuation, simulated) in pools {
        let asked = pool.is_none_or(|pool| valuation.id == pool);
        let Some(income) = income_method(&valuation).filter(|_| asked && simulated.is_some()) else { continue };
        let Some(problem) = pool_problem(dossier, rules, &valuation.id, PoolView::Income, WithinPool::Independent)?
        else {
            continue;
        };
        for (other, threshold) in applied(&valuation).filter(|(other, _)| *other != income) {
            let target = FlipTarget::Ranking { pool: valuation.id.clone(), income, other };
            questions.push(FlipQuestion { target, threshold, problem: problem.clone() });
        }
    }
    Ok(questions)
}

/// The methods that gave a value.
fn applied(pool: &PoolValuation) -> impl Iterator<Item = (Method, f64)> {
    pool.methods.iter().filter_map(|result| match &result.outcome {
        MethodOutcome::Applied { value, .. } => Some((result.method, value.value)),
        MethodOutcome::NotApplied { .. } => None,
    })
}

/// The method that a simulation of the pool's income draws.
fn income_method(pool: &PoolValuation) -> Option<Method> {
    let drawn = [Method::RevenueShare, Method::ReliefFromRoyalty, Method::LicenceIncome];
    applied(pool).map(|(method, _)| method).find(|method| drawn.contains(method))
}
