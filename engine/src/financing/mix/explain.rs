//! Why this combination: bounds and what they cost, the runner-up and what would make it win, the frontier.

use super::problem::{MixBound, MixPlan, MixProblem};
use super::solve::{Solved, solve, solve_unlike, used};
use super::{BoundUse, Flip, FrontierMix, MixError, Worth};

/// How much of a bound counts as nothing left.
const TIGHT: f64 = 1e-4;
/// Yuan a year below which two prices are the same.
const SAME: f64 = 1.0;

/// Every bound that is set, with its use and its worth; `step` is the share by which each is loosened.
pub(super) fn bound_uses(problem: &MixProblem, best: &Solved, step: f64) -> Result<Vec<BoundUse>, MixError> {
    let mut uses = Vec::new();
    for (bound, used, limit) in uses_of(problem, &best.plan) {
        let steps = step_of(problem, bound, limit, step);
        let loosened = steps.and_then(|step| loosen(problem, bound, Some(step)));
        let with_step = match &loosened {
            Some(loose) => worth(problem, loose, best)?,
            None => Worth::default(),
        };
        let without = match loosen(problem, bound, None) {
            Some(loose) => Some(worth(problem, &loose, best)?),
            None => None,
        };
        let binding = limit - used <= TIGHT * libm::fmax(limit, f64::MIN_POSITIVE);
        uses.push(BoundUse { bound, used, limit, binding, step: steps.unwrap_or(0.0), with_step, without });
    }
    Ok(uses)
}

/// Cost and money of the best choice under looser bounds against those of `best`.
fn worth(problem: &MixProblem, loose: &MixProblem, best: &Solved) -> Result<Worth, MixError> {
    let other = solve(loose)?;
    // The tie-break may prefer a choice that differs by less than its own weight.
    let told = |value: f64| if libm::fabs(value) < SAME { 0.0 } else { value };
    let raised = told(raised(&other.plan) - raised(&best.plan));
    let saved = told(cost(problem, best) - cost(loose, &other));
    // Equal money for more cost is the tie-break's choice, not the bound's.
    Ok(Worth { saved: if raised == 0.0 { libm::fmax(0.0, saved) } else { saved }, raised })
}

/// Price of a choice without that of what is missing.
pub(super) fn cost(problem: &MixProblem, solved: &Solved) -> f64 {
    solved.price - problem.shortfall_price * problem.missing(&solved.plan)
}

/// Money raised, yuan.
pub(super) fn raised(plan: &MixPlan) -> f64 {
    plan.amounts.iter().flatten().sum()
}

/// Use and limit of each bound that is set.
fn uses_of(problem: &MixProblem, plan: &MixPlan) -> Vec<(MixBound, f64, f64)> {
    let mut uses = vec![(MixBound::Need, raised(plan), problem.need)];
    if let (Some(cap), Some(pre)) = (problem.dilution, problem.pre_money) {
        uses.push((MixBound::Dilution, dilution(problem.equity(plan), pre), cap));
    }
    let mut add = |bound, used, limit: Option<f64>| uses.extend(limit.map(|limit| (bound, used, limit)));
    add(MixBound::Budget, problem.upfront(plan), problem.budget);
    add(MixBound::Days, problem.last_day(plan), problem.days);
    add(MixBound::CashFlow, problem.service(plan), problem.cash_flow);
    add(MixBound::Count, plan.amounts.iter().flatten().count() as f64, Some(problem.count as f64));
    if problem.products.iter().any(|product| product.trial) {
        let share = if problem.need > 0.0 { problem.trial(plan) / problem.need } else { 0.0 };
        add(MixBound::Trial, share, problem.trial_share);
    }
    for (place, (product, amount)) in problem.products.iter().zip(&plan.amounts).enumerate() {
        let Some(amount) = *amount else { continue };
        uses.push((MixBound::Ceiling(product.channel), amount, product.most));
        if product.secured {
            uses.push((MixBound::Rights(product.channel), amount, problem.carried(plan, place)));
        }
    }
    uses
}

/// Dilution of the present owners by new equity.
pub(super) fn dilution(equity: f64, pre: f64) -> f64 {
    equity / (pre + equity)
}

fn step_of(problem: &MixProblem, bound: MixBound, limit: f64, step: f64) -> Option<f64> {
    match bound {
        MixBound::Count => Some(1.0),
        // The next day on which another product brings its money.
        MixBound::Days => {
            let later = problem.products.iter().map(|product| product.days - limit).filter(|days| *days > 0.0);
            later.min_by(f64::total_cmp)
        }
        _ => Some(limit * step),
    }
}

/// The program with one bound looser by `step`, or without it; `None` where that makes no sense.
fn loosen(problem: &MixProblem, bound: MixBound, step: Option<f64>) -> Option<MixProblem> {
    let mut loose = problem.clone();
    let wider = |limit: Option<f64>| limit.zip(step).map(|(limit, step)| limit + step);
    match bound {
        MixBound::Need => loose.need -= step?,
        MixBound::Dilution => loose.dilution = wider(loose.dilution),
        MixBound::Budget => loose.budget = wider(loose.budget),
        MixBound::Days => loose.days = wider(loose.days),
        MixBound::CashFlow => loose.cash_flow = wider(loose.cash_flow),
        MixBound::Count => loose.count = step.map_or(loose.products.len(), |step| loose.count + step as usize),
        MixBound::Trial => loose.trial_share = wider(loose.trial_share),
        MixBound::Ceiling(channel) => {
            for product in loose.products.iter_mut().filter(|product| product.channel == channel) {
                product.most = step.map_or(problem.need, |step| product.most + step);
            }
        }
        MixBound::Rights(channel) => {
            for (product, before) in loose.products.iter_mut().zip(&problem.products) {
                if product.channel != channel {
                    continue;
                }
                match step {
                    // The rights carry so much more in the same proportion.
                    Some(step) => {
                        let carried: f64 = advances(problem, before).sum();
                        let factor = if carried > 0.0 { 1.0 + step / carried } else { 1.0 };
                        product.advance.iter_mut().flatten().for_each(|advance| *advance *= factor);
                    }
                    None => product.secured = false,
                }
            }
        }
    }
    Some(loose)
}

fn advances<'p>(problem: &'p MixProblem, product: &'p super::MixProduct) -> impl Iterator<Item = f64> + 'p {
    problem.rights.iter().zip(&product.advance).filter_map(|(right, advance)| Some(right.value * (*advance)?))
}

/// The best choice of other products and what would make it win.
pub(super) fn runner_up(problem: &MixProblem, best: &Solved) -> Result<Option<(Solved, Vec<Flip>)>, MixError> {
    let mut others = vec![used(&best.plan)];
    let second = loop {
        let Some(second) = solve_unlike(problem, &others)? else { return Ok(None) };
        // Another package of the same channels is no other answer.
        if channels(problem, &second.plan) != channels(problem, &best.plan) {
            break second;
        }
        others.push(used(&second.plan));
    };
    let gap = libm::fmax(0.0, second.price - best.price);
    let bound = |plan: &MixPlan| -> f64 {
        let rights = problem.rights.iter().zip(&plan.given);
        rights.map(|(right, to)| right.value * to.len() as f64).sum()
    };
    let tie = problem.binding_price * libm::fmax(0.0, bound(&second.plan) - bound(&best.plan));
    let mut flips = Vec::new();
    let amount = |plan: &MixPlan, place: usize| plan.amounts.get(place).copied().flatten().unwrap_or(0.0);
    // No rate makes good for money that is missing.
    let comparable = raised(&best.plan) - raised(&second.plan) < SAME * best.plan.amounts.len() as f64;
    for (place, product) in problem.products.iter().enumerate().filter(|_| comparable) {
        let more = amount(&second.plan, place) - amount(&best.plan, place);
        if libm::fabs(more) < SAME {
            continue;
        }
        // A lower rate favours the one that takes more of it, a higher rate the one that takes less.
        let flips_at = product.rate - gap / more;
        if flips_at < 0.0 {
            continue;
        }
        let mut moved = problem.clone();
        if let Some(product) = moved.products.get_mut(place) {
            // Beyond the point by two yuan a year and by what the tie-break may hold against it.
            product.rate = flips_at - (2.0 * SAME + tie) / more;
        }
        let wins = used(&solve(&moved)?.plan) == used(&second.plan);
        flips.push(Flip { channel: product.channel, rate: product.rate, flips_at, wins });
    }
    let far = |flip: &Flip| libm::fabs(flip.flips_at - flip.rate);
    flips.sort_by(|a, b| b.wins.cmp(&a.wins).then(far(a).total_cmp(&far(b))).then(a.channel.cmp(&b.channel)));
    Ok(Some((second, flips)))
}

fn channels(problem: &MixProblem, plan: &MixPlan) -> Vec<crate::financing::Channel> {
    let parts = problem.products.iter().zip(&plan.amounts);
    parts.filter(|(_, amount)| amount.is_some()).map(|(product, _)| product.channel).collect()
}

/// Choices of which none is better in every respect, over dilution caps and waiting times; cheapest first.
pub(super) fn frontier(problem: &MixProblem, best: &Solved, caps: &[f64]) -> Result<Vec<FrontierMix>, MixError> {
    let mut waits: Vec<f64> = problem.products.iter().map(|product| product.days).collect();
    waits.extend(problem.days);
    waits.retain(|wait| problem.days.is_none_or(|days| *wait <= days));
    waits.sort_by(f64::total_cmp);
    waits.dedup();
    let dilutes = problem.products.iter().any(|product| product.equity > 0.0 || product.equity_fixed > 0.0);
    let mut shares: Vec<Option<f64>> = vec![problem.dilution];
    if dilutes && problem.pre_money.is_some() {
        shares.extend(caps.iter().copied().filter(|cap| problem.dilution.is_none_or(|most| *cap < most)).map(Some));
    }
    let mut found = vec![entry(problem, &best.plan, true)];
    for wait in waits {
        for share in &shares {
            let tighter = MixProblem { days: Some(wait), dilution: *share, ..problem.clone() };
            let solved = solve(&tighter)?;
            let mix = entry(problem, &solved.plan, false);
            if mix.amount > 0.0 && !found.iter().any(|other| equal(other, &mix)) {
                found.push(mix);
            }
        }
    }
    let kept = found.iter().filter(|mix| !found.iter().any(|other| dominates(other, mix))).cloned();
    let mut kept: Vec<FrontierMix> = kept.collect();
    kept.sort_by(|a, b| b.amount.total_cmp(&a.amount).then(a.yearly_cost.total_cmp(&b.yearly_cost)));
    Ok(kept)
}

fn entry(problem: &MixProblem, plan: &MixPlan, best: bool) -> FrontierMix {
    let parts = problem.products.iter().zip(&plan.amounts);
    let parts: Vec<_> = parts.filter_map(|(product, amount)| Some((product.channel, (*amount)?))).collect();
    let amount: f64 = parts.iter().map(|(_, amount)| amount).sum();
    let yearly_cost = yearly_cost(problem, plan);
    let equity = problem.equity(plan);
    FrontierMix {
        amount,
        yearly_cost,
        cost: if amount > 0.0 { yearly_cost / amount } else { 0.0 },
        dilution: if equity > 0.0 { problem.pre_money.map(|pre| dilution(equity, pre)) } else { Some(0.0) },
        days: problem.last_day(plan),
        best,
        parts,
    }
}

/// Variable cost and the yearly part of one-off costs, yuan; neither risk nor what is missing.
pub(super) fn yearly_cost(problem: &MixProblem, plan: &MixPlan) -> f64 {
    let parts = problem.products.iter().zip(&plan.amounts);
    parts.filter_map(|(product, amount)| Some(product.rate * (*amount)? + product.fixed / problem.horizon)).sum()
}

fn equal(a: &FrontierMix, b: &FrontierMix) -> bool {
    let same = |a: f64, b: f64| libm::fabs(a - b) < SAME;
    a.parts.len() == b.parts.len()
        && a.parts.iter().zip(&b.parts).all(|(a, b)| a.0 == b.0 && same(a.1, b.1))
        && same(a.yearly_cost, b.yearly_cost)
}

/// At least as good in amount, cost, dilution and time, and better in one.
fn dominates(a: &FrontierMix, b: &FrontierMix) -> bool {
    let (Some(a_share), Some(b_share)) = (a.dilution, b.dilution) else { return false };
    let good = a.amount >= b.amount - SAME
        && a.yearly_cost <= b.yearly_cost + SAME
        && a_share <= b_share + 1e-9
        && a.days <= b.days;
    let better = a.amount > b.amount + SAME
        || a.yearly_cost < b.yearly_cost - SAME
        || a_share < b_share - 1e-9
        || a.days < b.days;
    good && better
}
