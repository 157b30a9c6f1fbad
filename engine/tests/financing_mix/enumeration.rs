//! Complete enumeration of small programs: every set of products, every gift of rights, every corner of what is left.

use ip_health_engine::financing::Channel;
use ip_health_engine::financing::mix::{MixPlan, MixProblem, MixProduct, fault, solve};
use proptest::prelude::*;

use super::{product, program, right, wan};

/// The lowest price over all choices, tie-break included, yuan.
fn cheapest(problem: &MixProblem) -> f64 {
    let products = problem.products.len();
    let mut best = f64::INFINITY;
    for set in 0..1_u32 << products {
        let used: Vec<usize> = (0..products).filter(|place| set >> place & 1 == 1).collect();
        let mut given = vec![0_usize; problem.rights.len()];
        loop {
            let to: Vec<Vec<usize>> = given.iter().map(|choice| choice.checked_sub(1).into_iter().collect()).collect();
            let takes = |(right, to): (usize, &Vec<usize>)| {
                to.iter().all(|place| used.contains(place) && problem.products[*place].advance[right].is_some())
            };
            let possible = to.iter().enumerate().all(takes);
            if let Some(price) = possible.then(|| cheapest_amounts(problem, &used, &to)).flatten() {
                let bound =
                    problem.rights.iter().zip(&to).map(|(right, to)| right.value * to.len() as f64).sum::<f64>();
                best = best.min(price + problem.binding_price * bound);
            }
            // The next gift: each right to nobody or to one product.
            let Some(place) = given.iter().position(|choice| *choice < products) else { break };
            given[place] += 1;
            given[..place].fill(0);
        }
    }
    best
}

/// The lowest price for fixed products and rights: the best of all corners of the polytope of amounts.
fn cheapest_amounts(problem: &MixProblem, used: &[usize], to: &[Vec<usize>]) -> Option<f64> {
    let n = used.len();
    let plan = |amounts: &[f64]| {
        let mut plan = MixPlan { amounts: vec![None; problem.products.len()], given: to.to_vec() };
        for (place, amount) in used.iter().zip(amounts) {
            plan.amounts[*place] = Some(*amount);
        }
        plan
    };
    // Rows `coefficients · amounts = limit`, of which every corner meets n.
    let mut rows: Vec<(Vec<f64>, f64)> = Vec::new();
    let ones = |factor: &dyn Fn(&MixProduct) -> f64| -> Vec<f64> {
        used.iter().map(|place| factor(&problem.products[*place])).collect()
    };
    for (k, place) in used.iter().enumerate() {
        let product = &problem.products[*place];
        let mut row = vec![0.0; n];
        row[k] = 1.0;
        rows.push((row.clone(), product.least));
        rows.push((row.clone(), product.most));
        if product.secured {
            rows.push((row, problem.carried(&plan(&vec![0.0; n]), *place)));
        }
    }
    let fixed = |factor: &dyn Fn(&MixProduct) -> f64| -> f64 {
        used.iter().map(|place| factor(&problem.products[*place])).sum()
    };
    rows.push((vec![1.0; n], problem.need));
    if let Some(room) = problem.equity_room() {
        rows.push((ones(&|product| product.equity), room));
    }
    if let Some(budget) = problem.budget {
        rows.push((ones(&|product| product.upfront), budget - fixed(&|product| product.fixed)));
    }
    if let Some(cash) = problem.cash_flow {
        rows.push((ones(&|product| product.service), cash));
    }
    if let Some(share) = problem.trial_share {
        rows.push((ones(&|product| f64::from(u8::from(product.trial))), share * problem.need));
    }
    let mut best: Option<f64> = None;
    let mut consider = |amounts: &[f64]| {
        let plan = plan(amounts);
        if fault(problem, &plan, 0.01).is_none() {
            let price = problem.price(&plan);
            best = Some(best.map_or(price, |best: f64| best.min(price)));
        }
    };
    if n == 0 {
        consider(&[]);
        return best;
    }
    for chosen in subsets(rows.len(), n) {
        let picked: Vec<(Vec<f64>, f64)> = chosen.iter().map(|row| rows[*row].clone()).collect();
        if let Some(amounts) = corner(picked) {
            consider(&amounts);
        }
    }
    best
}

fn subsets(rows: usize, size: usize) -> Vec<Vec<usize>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for last in size - 1..rows {
        for mut rest in subsets(last, size - 1) {
            rest.push(last);
            all.push(rest);
        }
    }
    all
}

/// Solves n equations by elimination; `None` when they do not meet in one point.
fn corner(mut rows: Vec<(Vec<f64>, f64)>) -> Option<Vec<f64>> {
    let n = rows.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|a, b| rows[*a].0[column].abs().total_cmp(&rows[*b].0[column].abs()))?;
        rows.swap(column, pivot);
        if rows[column].0[column].abs() < 1e-9 {
            return None;
        }
        for row in 0..n {
            if row != column {
                let factor = rows[row].0[column] / rows[column].0[column];
                for k in 0..n {
                    rows[row].0[k] -= factor * rows[column].0[k];
                }
                rows[row].1 -= factor * rows[column].1;
            }
        }
    }
    Some((0..n).map(|k| rows[k].1 / rows[k].0[k]).collect())
}

prop_compose! {
    fn any_product(channel: Channel, rights: usize)(
        least in 1_u32..4,
        span in 1_u32..8,
        rate in 20_u32..250,
        fixed in 0_u32..12,
        upfront in 0_u32..30,
        days in prop::sample::select(vec![30.0, 60.0, 120.0]),
        risk in 0_u32..60,
        equity in prop::sample::select(vec![0.0, 0.0, 0.1, 1.0]),
        service in prop::sample::select(vec![0.0, 0.36, 0.53]),
        trial in prop::bool::weighted(0.2),
        secured in prop::bool::weighted(0.7),
        kinds in 0_usize..3,
        family in prop::option::weighted(0.3, Just(0_u8)),
        advance in prop::collection::vec(prop::option::weighted(0.7, 5_u32..50), rights),
    ) -> MixProduct {
        let ticket = [f64::from(least) * 100.0, f64::from(least + span) * 100.0];
        let rates = [f64::from(rate) / 1000.0, f64::from(fixed), f64::from(upfront) / 1000.0];
        let [rate, fixed, upfront] = rates;
        let mut product =
            product(channel, ticket, [rate, fixed, upfront, days, f64::from(risk) / 100.0, equity, service]);
        product.trial = trial;
        product.secured = secured;
        product.kinds = if secured { kinds } else { 0 };
        product.family = family;
        product.advance = if secured {
            advance.into_iter().map(|rate| rate.map(|rate| f64::from(rate) / 100.0)).collect()
        } else {
            vec![None; rights]
        };
        product
    }
}

prop_compose! {
    fn any_program()(
        products in (
            any_product(Channel::Pledge, 3),
            any_product(Channel::Lease, 3),
            any_product(Channel::Securitisation, 3),
        ),
        values in prop::collection::vec(1_u32..40, 3),
        kinds in prop::collection::vec(prop::sample::select(vec!["invention", "trademark"]), 3),
        need in 2_u32..30,
        days in prop::option::of(prop::sample::select(vec![45.0, 90.0, 180.0])),
        budget in prop::option::of(1_u32..60),
        dilution in prop::option::of(prop::sample::select(vec![0.0, 0.05, 0.2])),
        cash_flow in prop::option::of(0_u32..10),
        count in 1_usize..4,
        trial_share in prop::option::of(Just(0.3)),
        clash in prop::option::of((0_usize..3, 0_usize..3, 0_usize..3, 0_usize..3)),
    ) -> MixProblem {
        let rights = values.iter().zip(&kinds).enumerate();
        MixProblem {
            rights: rights.map(|(place, (value, kind))| right(&place.to_string(), kind, f64::from(*value) * 100.0)).collect(),
            products: vec![products.0, products.1, products.2],
            clashes: clash.map(|(a, k, b, l)| [(a, k), (b, l)]).into_iter().filter(|[a, b]| a != b).collect(),
            need: wan(f64::from(need) * 100.0),
            days,
            budget: budget.map(|budget| wan(f64::from(budget))),
            dilution,
            pre_money: Some(wan(10_000.0)),
            cash_flow: cash_flow.map(|cash| wan(f64::from(cash) * 100.0)),
            count,
            trial_share,
            ..program()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_solver_agrees_with_complete_enumeration(problem in any_program()) {
        let solved = solve(&problem).expect("nothing at all is always a choice");
        prop_assert_eq!(fault(&problem, &solved.plan, 0.05), None);
        let bound: f64 =
            problem.rights.iter().zip(&solved.plan.given).map(|(right, to)| right.value * to.len() as f64).sum();
        let found = solved.price + problem.binding_price * bound;
        let least = cheapest(&problem);
        // Whole yuan cost at most half a yuan each in what is missing; the enumeration allows a cent.
        prop_assert!((found - least).abs() < 3.0, "solver {} enumeration {}", found, least);
    }
}
