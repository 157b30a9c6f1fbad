//! The solver: the program as rows for `microlp`, solved to a proof of optimality, its answer checked anew.

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};

use super::MixError;
use super::check::fault;
use super::problem::{MixPlan, MixProblem};

/// Money enters the rows in 万元, so that coefficients stay close to one another.
const SCALE: f64 = 10_000.0;
/// Yuan that a checked answer may be off by rounding.
const SLACK: f64 = 0.05;

/// A solved program.
#[derive(Clone, Debug, PartialEq)]
pub struct Solved {
    /// The best choice.
    pub plan: MixPlan,
    /// Its yearly price without the tie-break, yuan.
    pub price: f64,
}

/// Products of an earlier answer, which a further one must differ from: `true` used.
pub type Used = Vec<bool>;

/// Which products a choice uses.
#[must_use]
pub fn used(plan: &MixPlan) -> Used {
    plan.amounts.iter().map(Option::is_some).collect()
}

/// The cheapest choice; there always is one, since nothing at all may be raised.
///
/// # Errors
/// [`MixError`] when the solver gives up, proves nothing, or its answer fails the check.
pub fn solve(problem: &MixProblem) -> Result<Solved, MixError> {
    run(problem, &[])?.ok_or(MixError::NoAnswer)
}

/// The cheapest choice that uses another set of products than each of `others`; `None` when there is none.
///
/// # Errors
/// As [`solve`].
pub fn solve_unlike(problem: &MixProblem, others: &[Used]) -> Result<Option<Solved>, MixError> {
    run(problem, others)
}

struct Variables {
    amount: Vec<Variable>,
    used: Vec<Variable>,
    /// By right, by product.
    given: Vec<Vec<Option<Variable>>>,
    cover: Vec<Variable>,
    missing: Variable,
}

fn run(problem: &MixProblem, others: &[Used]) -> Result<Option<Solved>, MixError> {
    let (mut model, variables) = model(problem);
    for other in others {
        // Σ_{used} (1 − y) + Σ_{unused} y ≥ 1.
        let ones = other.iter().filter(|used| **used).count();
        let row = variables.used.iter().zip(other).map(|(y, used)| (*y, if *used { -1.0 } else { 1.0 }));
        model.add_constraint(row.collect::<Vec<_>>(), ComparisonOp::Ge, 1.0 - ones as f64);
    }
    // No limit of time or nodes: the search ends with the proof, and the clock decides nothing.
    let outcome = match model.solve_with(SolveOptions::default()) {
        Ok(outcome) => outcome,
        Err(microlp::Error::Infeasible) if !others.is_empty() => return Ok(None),
        Err(error) => return Err(MixError::Solver { message: error.to_string() }),
    };
    if !outcome.is_optimal() {
        return Err(MixError::NotProven);
    }
    let solution = outcome.into_solution().map_err(|_| MixError::NotProven)?;
    let on = |variable: Variable| solution.var_value(variable) > 0.5;
    let amounts = problem.products.iter().zip(&variables.amount).zip(&variables.used);
    let amounts = amounts
        .map(|((product, amount), used)| {
            on(*used).then(|| round(solution.var_value(*amount) * SCALE).clamp(product.least, product.most))
        })
        .collect();
    let given = variables.given.iter().map(|row| {
        let to = row.iter().enumerate();
        to.filter(|(_, variable)| variable.is_some_and(on)).map(|(place, _)| place).collect()
    });
    let plan = MixPlan { amounts, given: given.collect() };
    match fault(problem, &plan, SLACK) {
        Some(fault) => Err(MixError::Faulty { fault }),
        None => Ok(Some(Solved { price: problem.price(&plan), plan })),
    }
}

/// The nearest whole yuan if the solver means it, else the whole yuan below, which keeps every upper bound.
fn round(yuan: f64) -> f64 {
    let nearest = libm::round(yuan);
    if libm::fabs(yuan - nearest) < 0.02 { nearest } else { libm::floor(yuan) }
}

fn model(problem: &MixProblem) -> (Problem, Variables) {
    let mut model = Problem::new(OptimizationDirection::Minimize);
    let wan = |yuan: f64| yuan / SCALE;
    let need = wan(problem.need);
    let mut amount = Vec::new();
    let mut used = Vec::new();
    for product in &problem.products {
        amount.push(model.add_var(product.rate + problem.risk_price * product.risk, (0.0, wan(product.most).max(0.0))));
        used.push(model.add_binary_var(wan(product.fixed) / problem.horizon));
    }
    let cover: Vec<Variable> = problem.covers.iter().map(|premium| model.add_binary_var(wan(*premium))).collect();
    let missing = model.add_var(problem.shortfall_price, (0.0, need.max(0.0)));
    let mut given = Vec::new();
    for (place, right) in problem.rights.iter().enumerate() {
        let price = problem.binding_price * wan(right.value);
        let mut row = Vec::new();
        for product in &problem.products {
            let takes = product.advance.get(place).copied().flatten().is_some();
            row.push(takes.then(|| model.add_binary_var(price)));
        }
        given.push(row);
    }
    let variables = Variables { amount, used, given, cover, missing };
    product_rows(problem, &mut model, &variables);
    right_rows(problem, &mut model, &variables);
    bound_rows(problem, &mut model, &variables, need);
    (model, variables)
}

/// Tickets, collateral, packages, covers.
fn product_rows(problem: &MixProblem, model: &mut Problem, variables: &Variables) {
    let products = problem.products.iter().zip(&variables.amount).zip(&variables.used).enumerate();
    for (place, ((product, amount), used)) in products {
        let (least, most) = (product.least / SCALE, product.most / SCALE);
        let open = most >= least && most > 0.0 && problem.days.is_none_or(|days| product.days <= days);
        if !open {
            model.add_constraint(vec![(*used, 1.0)], ComparisonOp::Le, 0.0);
        }
        model.add_constraint(vec![(*amount, 1.0), (*used, -most)], ComparisonOp::Le, 0.0);
        model.add_constraint(vec![(*amount, 1.0), (*used, -least)], ComparisonOp::Ge, 0.0);
        let mine = || {
            let rows = problem.rights.iter().zip(&variables.given);
            rows.filter_map(move |(right, row)| Some((right, row.get(place).copied().flatten()?)))
        };
        if product.secured {
            let mut row = vec![(*amount, 1.0)];
            for ((right, given), advance) in mine().zip(product.advance.iter().flatten()) {
                // More than the ticket from one right is as good as the ticket: it keeps the coefficients small.
                row.push((given, -libm::fmin(advance * right.value, product.most) / SCALE));
            }
            model.add_constraint(row, ComparisonOp::Le, 0.0);
        }
        for (_, given) in mine() {
            model.add_constraint(vec![(given, 1.0), (*used, -1.0)], ComparisonOp::Le, 0.0);
            if product.takes_all {
                model.add_constraint(vec![(given, 1.0), (*used, -1.0)], ComparisonOp::Ge, 0.0);
            }
        }
        if product.kinds > 0 {
            package(
                model,
                product.kinds,
                *used,
                &mine().map(|(r, given)| (r.kind.as_str(), given)).collect::<Vec<_>>(),
            );
        }
        if let Some(cover) = product.cover.and_then(|cover| variables.cover.get(cover)) {
            model.add_constraint(vec![(*used, 1.0), (*cover, -1.0)], ComparisonOp::Le, 0.0);
        }
    }
}

/// At least so many kinds among the rights of a product.
fn package(model: &mut Problem, kinds: usize, used: Variable, given: &[(&str, Variable)]) {
    let mut names: Vec<&str> = given.iter().map(|(kind, _)| *kind).collect();
    names.sort_unstable();
    names.dedup();
    let mut all = vec![(used, -(kinds as f64))];
    for name in names {
        let present = model.add_var(0.0, (0.0, 1.0));
        let mut row = vec![(present, 1.0)];
        row.extend(given.iter().filter(|(kind, _)| *kind == name).map(|(_, given)| (*given, -1.0)));
        model.add_constraint(row, ComparisonOp::Le, 0.0);
        all.push((present, 1.0));
    }
    model.add_constraint(all, ComparisonOp::Ge, 0.0);
}

/// One right, one product; and the pairs that exclude each other.
fn right_rows(problem: &MixProblem, model: &mut Problem, variables: &Variables) {
    for row in &variables.given {
        let row: Vec<(Variable, f64)> = row.iter().flatten().map(|given| (*given, 1.0)).collect();
        if row.len() > 1 {
            model.add_constraint(row, ComparisonOp::Le, 1.0);
        }
    }
    for clash in &problem.clashes {
        let pair =
            clash.iter().filter_map(|(right, place)| variables.given.get(*right)?.get(*place).copied().flatten());
        let pair: Vec<(Variable, f64)> = pair.map(|given| (given, 1.0)).collect();
        if pair.len() == 2 {
            model.add_constraint(pair, ComparisonOp::Le, 1.0);
        }
    }
}

/// Need, dilution, budget, debt service, number, trials, families.
fn bound_rows(problem: &MixProblem, model: &mut Problem, variables: &Variables, need: f64) {
    let ones: Vec<(Variable, f64)> = variables.amount.iter().map(|amount| (*amount, 1.0)).collect();
    let mut raised = ones.clone();
    raised.push((variables.missing, 1.0));
    model.add_constraint(raised, ComparisonOp::Ge, need);
    model.add_constraint(ones, ComparisonOp::Le, problem.over_raise * need);
    let mut at_most = |row: Vec<(Variable, f64)>, limit: f64| {
        let row: Vec<(Variable, f64)> = row.into_iter().filter(|(_, factor)| *factor != 0.0).collect();
        if !row.is_empty() {
            model.add_constraint(row, ComparisonOp::Le, limit);
        }
    };
    let per = |factor: fn(&super::MixProduct) -> f64| {
        let pairs = problem.products.iter().zip(&variables.amount);
        pairs.map(move |(product, amount)| (*amount, factor(product)))
    };
    let fixed = |factor: fn(&super::MixProduct) -> f64| {
        let pairs = problem.products.iter().zip(&variables.used);
        pairs.map(move |(product, used)| (*used, factor(product) / SCALE))
    };
    if let Some(room) = problem.equity_room() {
        let row = per(|product| product.equity).chain(fixed(|product| product.equity_fixed)).collect();
        at_most(row, room / SCALE);
    }
    if let Some(budget) = problem.budget {
        let covers = variables.cover.iter().zip(&problem.covers).map(|(cover, premium)| (*cover, premium / SCALE));
        let row = per(|product| product.upfront).chain(fixed(|product| product.fixed)).chain(covers).collect();
        at_most(row, budget / SCALE);
    }
    if let Some(cash_flow) = problem.cash_flow {
        at_most(per(|product| product.service).collect(), cash_flow / SCALE);
    }
    if let Some(share) = problem.trial_share {
        at_most(per(|product| if product.trial { 1.0 } else { 0.0 }).collect(), share * need);
    }
    at_most(variables.used.iter().map(|used| (*used, 1.0)).collect(), problem.count as f64);
    let mut families: Vec<u8> = problem.products.iter().filter_map(|product| product.family).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        let members = problem.products.iter().zip(&variables.used);
        let row = members.filter(|(product, _)| product.family == Some(family)).map(|(_, used)| (*used, 1.0));
        at_most(row.collect(), 1.0);
    }
}
