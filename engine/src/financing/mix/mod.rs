//! The best combination of channels 融资组合: an integer program, solved to a proof of optimality.
//!
//! [`MixProblem`] is the program: `min Σ (r + ρq)·a + Σ F·y / h + Σ p·z + Π·u + ε·Σ V·x` over amounts `a`, products used
//! `y`, rights given `x`, covers `z` and the shortfall `u`, such that a secured amount is covered by the rights given,
//! tickets are kept, one right serves one product, and need, dilution, budget, time, debt service, number and trials stay
//! within their bounds. What is always there are the program, its check and the result; the solver (feature `mix`) is
//! carried by the worker only.

mod check;
mod problem;
mod result;

#[cfg(feature = "mix")]
mod debt;
#[cfg(feature = "mix")]
mod explain;
#[cfg(feature = "mix")]
mod gather;
#[cfg(feature = "mix")]
mod solve;
#[cfg(feature = "mix")]
mod totals;

pub use self::check::{MixFault, fault};
#[cfg(feature = "mix")]
pub use self::debt::{DebtMix, DebtProgram, ROUNDING, Tight};
pub use self::problem::{Clash, MixBound, MixPlan, MixProblem, MixProduct, MixRight};
pub use self::result::{
    BoundUse, Combination, Flip, FrontierMix, LeftOut, MixChoice, MixError, MixResult, MixTotals, RunnerUp,
    SubsidyScenario, Worth,
};
#[cfg(feature = "mix")]
pub use self::solve::{Solved, Used, solve, solve_unlike, used};

#[cfg(feature = "mix")]
mod best {
    use super::gather::{Gathered, gather};
    use super::{
        BoundUse, Flip, FrontierMix, MixChoice, MixError, MixPlan, MixProblem, MixResult, RunnerUp, Solved,
        SubsidyScenario, explain, solve, totals,
    };
    use crate::dossier::Dossier;
    use crate::financing::{AssetValues, FinancingAssessment, Verdict};
    use crate::rules::Rules;
    use crate::working::Workings;

    /// A solved program with why, runner-up and frontier.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Explained {
        /// The best choice.
        pub best: Solved,
        /// Bounds.
        pub bounds: Vec<BoundUse>,
        /// The best choice of other channels, with what would make it win.
        pub runner_up: Option<(Solved, Vec<Flip>)>,
        /// Choices of which none is better in every respect.
        pub frontier: Vec<FrontierMix>,
    }

    /// Solves a program and explains the answer. `step` is the share by which bounds are loosened, `caps` the dilution
    /// caps of the frontier.
    ///
    /// # Errors
    /// [`MixError`] when the solver gives up or its answer fails the check.
    pub fn explained(problem: &MixProblem, step: f64, caps: &[f64]) -> Result<Explained, MixError> {
        let best = solve(problem)?;
        Ok(Explained {
            bounds: explain::bound_uses(problem, &best, step)?,
            runner_up: explain::runner_up(problem, &best)?,
            frontier: explain::frontier(problem, &best, caps)?,
            best,
        })
    }

    /// The best combination of the channels that are open to a dossier.
    ///
    /// `values` are those the channels were assessed with. The totals are filed in `workings` under `financing.mix.…`.
    ///
    /// # Errors
    /// [`MixError::NoNeed`] when the amount needed is not known; else when the rule pack lacks a record or the solver
    /// fails.
    ///
    /// # Source
    /// Parameters `financing.mix.*`; one right, one use: 民法典 444, 753; 市场主体登记管理条例 13.
    pub fn best_mix(
        assessment: &FinancingAssessment,
        dossier: &Dossier,
        values: &AssetValues,
        rules: &Rules,
        workings: &mut Workings,
    ) -> Result<MixResult, MixError> {
        best_mix_in(SubsidyScenario::Today, assessment, dossier, values, rules, workings)
    }

    /// As [`best_mix`], priced with the support of a scenario.
    ///
    /// # Errors
    /// As [`best_mix`].
    ///
    /// # Source
    /// Parameters `financing.subsidy-scenario-low` and `-high`, assumptions while no district rule is verified.
    pub fn best_mix_in(
        scenario: SubsidyScenario,
        assessment: &FinancingAssessment,
        dossier: &Dossier,
        values: &AssetValues,
        rules: &Rules,
        workings: &mut Workings,
    ) -> Result<MixResult, MixError> {
        let gathered = gather(scenario, assessment, dossier, values, rules)?;
        let problem = &gathered.problem;
        let step = rules.number("financing.mix.step")?;
        let found = explained(problem, step, rules.list("financing.mix.dilution-caps")?)?;
        let totals = totals::totals(problem, &found.best.plan, workings);
        let runner_up = found.runner_up.map(|(second, flips)| RunnerUp {
            choices: choices(problem, &second.plan, &gathered.verdicts),
            dearer: explain::cost(problem, &second) - explain::cost(problem, &found.best),
            raised_less: explain::raised(&found.best.plan) - explain::raised(&second.plan),
            flips,
        });
        let Gathered { left_out, unbounded, grouped, dropped, ref verdicts, .. } = gathered;
        Ok(MixResult {
            choices: choices(problem, &found.best.plan, verdicts),
            totals,
            price: found.best.price,
            bounds: found.bounds,
            runner_up,
            frontier: found.frontier,
            left_out,
            unbounded,
            grouped_rights: grouped,
            dropped_rights: dropped,
        })
    }

    fn choices(problem: &MixProblem, plan: &MixPlan, verdicts: &[Verdict]) -> Vec<MixChoice> {
        let products = problem.products.iter().zip(&plan.amounts).zip(verdicts).enumerate();
        let mut choices: Vec<MixChoice> = products
            .filter_map(|(place, ((product, amount), verdict))| {
                let amount = (*amount)?;
                let mine = problem.rights.iter().zip(&plan.given).filter(|(_, to)| to.contains(&place));
                Some(MixChoice {
                    channel: product.channel,
                    amount,
                    rate: product.rate,
                    fixed: product.fixed,
                    upfront: product.fixed + product.upfront * amount,
                    days: product.days,
                    rights: mine.flat_map(|(right, _)| right.members.iter().cloned()).collect(),
                    verdict: *verdict,
                })
            })
            .collect();
        choices.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.channel.cmp(&b.channel)));
        choices
    }
}

#[cfg(feature = "mix")]
pub use self::best::{Explained, best_mix, best_mix_in, explained};
