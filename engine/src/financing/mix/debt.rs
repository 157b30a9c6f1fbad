//! What the best combination raises as debt 组合债权融资额: the program of the channels that lend, first for the most
//! money towards the amount wanted, then for the least price of that much.

use super::gather::gather;
use super::problem::{MixBound, MixPlan, MixProblem};
use super::solve::{Solved, solve};
use super::{MixError, SubsidyScenario, explain};
use crate::dossier::Dossier;
use crate::financing::{AssetValues, Channel, FinancingAssessment, Verdict};
use crate::rules::Rules;

/// Yuan a combination may be off by the rounding of its amounts: they are whole yuan, rounded down.
pub const ROUNDING: f64 = 10.0;

/// The combination of loans.
#[derive(Clone, Debug, PartialEq)]
pub struct DebtMix {
    /// What was to be raised, yuan.
    pub wanted: f64,
    /// What is raised, yuan.
    pub amount: f64,
    /// Weighted all-in annual cost; `None` when nothing is raised.
    pub cost: Option<f64>,
    /// Channels with their amounts, yuan, the largest first.
    pub parts: Vec<(Channel, f64)>,
}

impl DebtMix {
    /// Everything wanted is raised.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.wanted <= self.amount + ROUNDING
    }
}

/// The program of the loans towards the amount needed: what does not lend, or rests on answers that are not there, is
/// closed.
pub struct DebtProgram {
    problem: MixProblem,
}

/// A bound that keeps a combination from raising more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tight {
    /// Which.
    pub bound: MixBound,
    /// What it allows, in its unit: yuan, 0–1 for trials, days, a number.
    pub limit: f64,
    /// How much more would be raised without it alone, yuan.
    pub frees: f64,
}

impl DebtProgram {
    /// Gathers the program; `lends` are the channels that count as debt.
    ///
    /// # Errors
    /// As [`best_mix`](super::best_mix).
    pub fn gather(
        lends: &[Channel],
        assessment: &FinancingAssessment,
        dossier: &Dossier,
        values: &AssetValues,
        rules: &Rules,
    ) -> Result<Self, MixError> {
        let gathered = gather(SubsidyScenario::Today, assessment, dossier, values, rules)?;
        let mut problem = gathered.problem;
        for (product, verdict) in problem.products.iter_mut().zip(&gathered.verdicts) {
            // A missing answer is no pass: a channel that waits for one raises nothing here.
            if !lends.contains(&product.channel) || *verdict == Verdict::NeedsData {
                (product.least, product.most, product.equity_fixed) = (0.0, 0.0, 0.0);
            }
        }
        Ok(DebtProgram { problem })
    }

    /// The most that can be raised towards the need, yuan.
    ///
    /// # Errors
    /// [`MixError`] when the solver gives up or its answer fails the check.
    pub fn most(&self) -> Result<f64, MixError> {
        Ok(raised(&solve(&self.for_most())?))
    }

    /// As much as can be raised, at the least price.
    ///
    /// # Errors
    /// As [`DebtProgram::most`].
    pub fn best(&self) -> Result<DebtMix, MixError> {
        let most = self.most()?;
        let wanted = self.problem.need;
        if most < 1.0 {
            return Ok(DebtMix { wanted, amount: 0.0, cost: None, parts: Vec::new() });
        }
        // No price is worth a yuan less. The share of trials is one of what is wanted, not of what is raised.
        let share = self.problem.trial_share.map(|share| share * wanted / most);
        let problem = MixProblem {
            need: most,
            over_raise: 1.0,
            trial_share: share,
            shortfall_price: 100.0,
            ..self.problem.clone()
        };
        let solved = solve(&problem)?;
        let amount = raised(&solved);
        let mut parts: Vec<(Channel, f64)> = Vec::new();
        for (product, amount) in problem.products.iter().zip(&solved.plan.amounts) {
            parts.extend(amount.filter(|amount| *amount > 0.0).map(|amount| (product.channel, amount)));
        }
        parts.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let cost = (amount > 0.0).then(|| explain::yearly_cost(&problem, &solved.plan) / amount);
        Ok(DebtMix { wanted, amount, cost, parts })
    }

    /// The bounds that keep it from raising more, those that free most first.
    ///
    /// # Errors
    /// As [`DebtProgram::most`].
    pub fn tight(&self) -> Result<Vec<Tight>, MixError> {
        let problem = self.for_most();
        let best = solve(&problem)?;
        let mut found: Vec<Tight> = explain::bound_uses(&problem, &best, 0.0)?
            .into_iter()
            .filter(|used| used.bound != MixBound::Need)
            .filter_map(|used| {
                let frees = used.without.map_or(0.0, |worth| worth.raised);
                (frees > ROUNDING).then_some(Tight { bound: used.bound, limit: used.limit, frees })
            })
            .collect();
        found.sort_by(|a, b| b.frees.total_cmp(&a.frees).then(a.bound.cmp(&b.bound)));
        Ok(found)
    }

    /// The same program with nothing priced but what is missing.
    fn for_most(&self) -> MixProblem {
        let mut problem = self.problem.clone();
        for product in &mut problem.products {
            (product.rate, product.risk) = (0.0, 0.0);
        }
        MixProblem { horizon: f64::MAX, shortfall_price: 1.0, risk_price: 0.0, binding_price: 0.0, ..problem }
    }
}

fn raised(solved: &Solved) -> f64 {
    let MixPlan { amounts, .. } = &solved.plan;
    amounts.iter().flatten().sum()
}
