//! Whether a choice keeps every bound of the program: the answer of a solver is believed only after this.

use super::problem::{MixBound, MixPlan, MixProblem};

/// What a choice breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MixFault {
    /// More than a bound allows.
    Bound(MixBound),
    /// One right for two products, or a right that its product does not take.
    Right,
    /// An amount outside the ticket.
    Ticket,
    /// Two products of a family, too few kinds in a package, or a pair that excludes each other.
    Company,
}

/// The first thing that a choice breaks; `slack` yuan are allowed for rounding.
#[must_use]
pub fn fault(problem: &MixProblem, plan: &MixPlan, slack: f64) -> Option<MixFault> {
    sizes(problem, plan, slack).or_else(|| rights(problem, plan)).or_else(|| bounds(problem, plan, slack))
}

fn sizes(problem: &MixProblem, plan: &MixPlan, slack: f64) -> Option<MixFault> {
    let shape = plan.amounts.len() == problem.products.len() && plan.given.len() == problem.rights.len();
    if !shape {
        return Some(MixFault::Ticket);
    }
    for (place, (product, amount)) in problem.products.iter().zip(&plan.amounts).enumerate() {
        let Some(amount) = *amount else { continue };
        if amount < product.least - slack || amount > product.most + slack {
            return Some(MixFault::Ticket);
        }
        if product.secured && amount > problem.carried(plan, place) + slack {
            return Some(MixFault::Bound(MixBound::Rights(product.channel)));
        }
    }
    None
}

fn rights(problem: &MixProblem, plan: &MixPlan) -> Option<MixFault> {
    let used = |place: usize| plan.amounts.get(place).is_some_and(Option::is_some);
    let has = |right: usize, place: usize| plan.given.get(right).is_some_and(|to| to.contains(&place));
    for (right, to) in plan.given.iter().enumerate() {
        let taken = |place: &usize| {
            let product = problem.products.get(*place);
            used(*place) && product.and_then(|product| product.advance.get(right)).is_some_and(Option::is_some)
        };
        if to.len() > 1 || !to.iter().all(taken) {
            return Some(MixFault::Right);
        }
    }
    for (place, product) in problem.products.iter().enumerate().filter(|(place, _)| used(*place)) {
        let mut kinds: Vec<&str> = Vec::new();
        for (right, advance) in product.advance.iter().enumerate() {
            let given = has(right, place);
            if product.takes_all && advance.is_some() && !given {
                return Some(MixFault::Right);
            }
            kinds.extend(problem.rights.get(right).filter(|_| given).map(|right| right.kind.as_str()));
        }
        kinds.sort_unstable();
        kinds.dedup();
        let family = product.family.is_some()
            && problem
                .products
                .iter()
                .take(place)
                .enumerate()
                .any(|(other, before)| used(other) && before.family == product.family);
        if kinds.len() < product.kinds || family {
            return Some(MixFault::Company);
        }
    }
    let broken = problem.clashes.iter().any(|clash| clash.iter().all(|(right, place)| has(*right, *place)));
    broken.then_some(MixFault::Company)
}

fn bounds(problem: &MixProblem, plan: &MixPlan, slack: f64) -> Option<MixFault> {
    let raised: f64 = plan.amounts.iter().flatten().sum();
    let count = plan.amounts.iter().flatten().count();
    let above = |used: f64, limit: Option<f64>| limit.is_some_and(|limit| used > limit + slack);
    let trial = problem.trial_share.map(|share| share * problem.need);
    [
        (MixBound::Need, raised > problem.over_raise * problem.need + slack),
        (MixBound::Dilution, above(problem.equity(plan), problem.equity_room())),
        (MixBound::Budget, above(problem.upfront(plan), problem.budget)),
        (MixBound::Days, above(problem.last_day(plan), problem.days)),
        (MixBound::CashFlow, above(problem.service(plan), problem.cash_flow)),
        (MixBound::Count, count > problem.count),
        (MixBound::Trial, above(problem.trial(plan), trial)),
    ]
    .into_iter()
    .find(|(_, broken)| *broken)
    .map(|(bound, _)| MixFault::Bound(bound))
}
