//! The worked instance: five scenarios solved independently to gap 0.

use ip_health_engine::financing::Channel;
use ip_health_engine::financing::mix::{MixBound, MixPlan, MixProblem, explained, fault, solve};

use super::{product, program, right, wan};

/// Rights P1, P2, T1, S1, R1 and six products.
fn instance(need: f64, days: f64, budget: f64, cash_flow: f64) -> MixProblem {
    let mut problem = program();
    problem.rights = vec![
        right("P1", "invention", 2000.0),
        right("P2", "invention", 1500.0),
        right("T1", "trademark", 1200.0),
        right("S1", "software-copyright", 600.0),
        right("R1", "licence-revenue", 400.0),
    ];
    let debt = 0.36;
    let secured = |mut product: ip_health_engine::financing::mix::MixProduct, advance: [Option<f64>; 5]| {
        product.secured = true;
        product.advance = advance.to_vec();
        product
    };
    let free = |mut product: ip_health_engine::financing::mix::MixProduct| {
        product.advance = vec![None; 5];
        product
    };
    problem.products = vec![
        secured(
            product(Channel::CombinedCredit, [100.0, 1000.0], [0.039, 3.0, 0.005, 35.0, 0.20, 0.0, debt]),
            [Some(0.30), Some(0.30), Some(0.30), Some(0.20), None],
        ),
        secured(
            product(Channel::Lease, [100.0, 1000.0], [0.073, 5.0, 0.015, 45.0, 0.55, 0.0, debt]),
            [None, Some(0.50), None, None, None],
        ),
        secured(
            product(Channel::LicenceRevenue, [50.0, 500.0], [0.043, 2.0, 0.003, 30.0, 0.30, 0.0, debt]),
            [None, None, None, None, Some(0.60)],
        ),
        free(product(Channel::InvestLoan, [100.0, 500.0], [0.066, 1.0, 0.0, 30.0, 0.35, 0.10, debt])),
        free(product(Channel::Equity, [200.0, 2000.0], [0.20, 15.0, 0.02, 120.0, 0.25, 1.0, 0.0])),
        secured(
            product(Channel::Securitisation, [500.0, 3000.0], [0.042, 8.0, 0.012, 150.0, 0.40, 0.0, 0.53]),
            [Some(0.40), Some(0.40), Some(0.35), None, None],
        ),
    ];
    MixProblem {
        need: wan(need),
        days: Some(days),
        budget: Some(wan(budget)),
        cash_flow: Some(wan(cash_flow)),
        dilution: Some(0.10),
        pre_money: Some(wan(10_000.0)),
        ..problem
    }
}

fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not within {tolerance} of {expected}");
}

/// Checks a scenario; amounts in 万元, by channel with the rights that are bound.
#[track_caller]
fn check_scenario(bounds: [f64; 4], parts: &[(Channel, f64, &[&str])], totals: [f64; 4]) {
    let [need, days, budget, cash_flow] = bounds;
    let problem = instance(need, days, budget, cash_flow);
    let solved = solve(&problem).expect("a choice");
    let plan = &solved.plan;
    for (place, product) in problem.products.iter().enumerate() {
        let expected = parts.iter().find(|(channel, ..)| *channel == product.channel);
        match (plan.amounts[place], expected) {
            (Some(amount), Some((_, expected, rights))) => {
                close(amount / 10_000.0, *expected, 0.01);
                let bound: Vec<&str> = problem
                    .rights
                    .iter()
                    .zip(&plan.given)
                    .filter(|(_, to)| to.contains(&place))
                    .map(|(right, _)| right.members[0].as_str())
                    .collect();
                assert_eq!(bound, *rights, "{}", product.channel);
            }
            (None, None) => {}
            (found, expected) => panic!("{}: {found:?} instead of {expected:?}", product.channel),
        }
    }
    let [yearly, upfront, service, price] = totals;
    let parts = problem.products.iter().zip(&plan.amounts);
    let variable: f64 = parts.filter_map(|(product, amount)| amount.map(|amount| product.rate * amount)).sum();
    close(variable / 10_000.0, yearly, 0.006);
    close(problem.upfront(plan) / 10_000.0, upfront, 0.006);
    close(problem.service(plan) / 10_000.0, service, 0.06);
    close(solved.price / 10_000.0, price, 0.006);
}

#[test]
fn mx_s1_time_shuts_securitisation_and_equity_out() {
    check_scenario(
        [1500.0, 60.0, 20.0, 600.0],
        &[
            (Channel::CombinedCredit, 1000.0, &["P1", "P2"]),
            (Channel::LicenceRevenue, 240.0, &["R1"]),
            (Channel::InvestLoan, 260.0, &[]),
        ],
        [66.48, 11.72, 540.0, 76.11],
    );
}

#[test]
fn mx_s2_with_time_and_budget_securitisation_replaces_two() {
    check_scenario(
        [1500.0, 180.0, 40.0, 800.0],
        &[(Channel::CombinedCredit, 1000.0, &["P1", "T1", "S1"]), (Channel::Securitisation, 500.0, &["P2"])],
        [60.00, 22.00, 625.0, 75.00],
    );
}

#[test]
fn mx_s3_the_budget_shuts_securitisation_out() {
    check_scenario(
        [1500.0, 180.0, 20.0, 800.0],
        &[
            (Channel::CombinedCredit, 1000.0, &["P1", "P2"]),
            (Channel::LicenceRevenue, 240.0, &["R1"]),
            (Channel::InvestLoan, 260.0, &[]),
        ],
        [66.48, 11.72, 540.0, 76.11],
    );
}

#[test]
fn mx_s4_a_large_need_leaves_a_gap() {
    check_scenario(
        [2500.0, 60.0, 40.0, 950.0],
        &[
            (Channel::CombinedCredit, 1000.0, &["P1", "T1", "S1"]),
            (Channel::Lease, 750.0, &["P2"]),
            (Channel::LicenceRevenue, 240.0, &["R1"]),
            (Channel::InvestLoan, 500.0, &[]),
        ],
        [137.07, 27.97, 896.4, 161.67],
    );
    let problem = instance(2500.0, 60.0, 40.0, 950.0);
    close(problem.missing(&solve(&problem).expect("a choice").plan), wan(10.0), 1.0);
}

#[test]
fn mx_s5_debt_service_calls_for_equity() {
    check_scenario(
        [1500.0, 180.0, 60.0, 300.0],
        &[(Channel::CombinedCredit, 833.33, &["P1", "T1"]), (Channel::Equity, 666.67, &[])],
        [165.83, 35.50, 300.0, 187.17],
    );
}

#[test]
fn why_names_the_bounds_and_what_each_costs() {
    let problem = instance(1500.0, 180.0, 20.0, 800.0);
    let found = explained(&problem, 0.10, &[0.0, 0.05]).expect("a choice");
    let worth = |bound: MixBound| found.bounds.iter().find(|worth| worth.bound == bound).expect("the bound");
    // With the budget of scenario 2 the mix of scenario 2 would win: 76.11 − 75.00.
    let budget = worth(MixBound::Budget);
    assert!(!budget.binding, "it excludes the other mix without being used up");
    close(budget.without.expect("can be lifted").saved, wan(76.11 - 75.00), wan(0.01));
    // 10 % more is 22, exactly what that mix asks for.
    close(budget.with_step.saved, wan(76.11 - 75.00), wan(0.01));
    // The loan is at its ticket: 10 % more of it replaces 100 of the warrant loan, 6.95 % − 4.1 %.
    let ceiling = worth(MixBound::Ceiling(Channel::CombinedCredit));
    assert!(ceiling.binding);
    close(ceiling.step, wan(100.0), 1e-6);
    // P1 and P2 carry 1,050: beyond it T1 joins, at no price but that of the tie-break.
    close(ceiling.with_step.saved, wan(2.85), wan(0.01));
    let income = worth(MixBound::Rights(Channel::LicenceRevenue));
    assert!(income.binding);
    // 24 more at 4.6 % instead of 6.95 %.
    close(income.with_step.saved, wan(24.0) * (0.0695 - 0.046), wan(0.001));
    assert!(found.bounds.iter().all(|worth| worth.with_step.saved >= 0.0 && worth.with_step.raised <= 0.0));
}

/// Scenario 1 with two products only: 1,000 at 4.1 % and 500 at 6.95 %, 4 for fees; a third saves 79.75 − 76.11. The next
/// product after 60 days is the investor's, after 120.
#[test]
fn a_step_is_one_product_or_the_next_day_of_one() {
    let problem = MixProblem { count: 2, ..instance(1500.0, 60.0, 20.0, 600.0) };
    let found = explained(&problem, 0.10, &[]).expect("a choice");
    close(found.best.price, wan(79.75), wan(0.006));
    let worth = |bound: MixBound| found.bounds.iter().find(|worth| worth.bound == bound).expect("the bound");
    let count = worth(MixBound::Count);
    assert_eq!((count.step, count.with_step.raised), (1.0, 0.0));
    close(count.with_step.saved, wan(3.64), wan(0.01));
    assert_eq!(worth(MixBound::Days).step, 60.0);
}

/// The rate is tried two yuan past the point at which it turns the answer, no further: there a third choice wins.
#[test]
fn a_rate_is_tried_just_beyond_its_turning_point() {
    let mut problem = program();
    problem.need = wan(100.0);
    problem.rights =
        vec![right("Q", "invention", 40_000.0), right("P1", "invention", 100.0), right("P2", "invention", 100.0)];
    let mut bank = product(Channel::CombinedCredit, [100.0, 100.0], [0.05, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
    (bank.secured, bank.advance) = (true, vec![Some(0.0025), None, None]);
    let mut lease = product(Channel::Lease, [10.0, 100.0], [0.06, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
    (lease.secured, lease.advance) = (true, vec![None, Some(0.5), Some(0.5)]);
    let mut warrant = product(Channel::InvestLoan, [50.0, 50.0], [0.049, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
    warrant.advance = vec![None; 3];
    problem.products = vec![bank, lease, warrant];
    let found = explained(&problem, 0.10, &[]).expect("a choice");
    close(found.best.price, wan(5.0), 1.0);
    // Half at 6 %, half at 4.9 %: 5.45, level with the bank at 5.1 %; below 4.9 % the lease alone is cheaper.
    let (second, flips) = found.runner_up.expect("another choice");
    close(second.price, wan(5.45), 1.0);
    let flip = flips.iter().find(|flip| flip.channel == Channel::Lease).expect("its rate matters");
    close(flip.flips_at, 0.051, 1e-6);
    assert!(flip.wins);
}

#[test]
fn the_runner_up_is_dearer_and_a_rate_turns_it() {
    let problem = instance(1500.0, 180.0, 40.0, 800.0);
    let found = explained(&problem, 0.10, &[0.0]).expect("a choice");
    let (second, flips) = found.runner_up.expect("another choice");
    close(found.best.price / 10_000.0, 75.00, 0.005);
    // The mix of scenario 1 comes second.
    close(second.price / 10_000.0, 76.11, 0.01);
    let flip = flips.iter().find(|flip| flip.channel == Channel::Securitisation).expect("its rate matters");
    // 1.11 a year on 500: 0.222 points.
    close(flip.flips_at - flip.rate, 1.11 / 500.0, 5e-5);
    assert!(flip.wins);
    // Just before that rate the best choice is still the best.
    let mut before = problem.clone();
    let place = before.products.iter().position(|product| product.channel == Channel::Securitisation).expect("it");
    before.products[place].rate = flip.flips_at - 1e-4;
    assert!(solve(&before).expect("a choice").plan.amounts[place].is_some());
}

#[test]
fn the_frontier_trades_cost_against_dilution_and_time() {
    let problem = instance(1500.0, 180.0, 40.0, 800.0);
    let found = explained(&problem, 0.10, &[0.0, 0.05]).expect("a choice");
    assert_eq!(found.frontier.iter().filter(|mix| mix.best).count(), 1);
    for (place, mix) in found.frontier.iter().enumerate() {
        for (other, rival) in found.frontier.iter().enumerate() {
            let better = rival.amount >= mix.amount
                && rival.yearly_cost <= mix.yearly_cost
                && rival.dilution <= mix.dilution
                && rival.days <= mix.days;
            assert!(place == other || !better, "{rival:?} leaves nothing to {mix:?}");
        }
    }
    // Quicker than half a year and still the whole need: the mix of scenario 1.
    let quick = found.frontier.iter().find(|mix| mix.days <= 60.0 && mix.amount >= wan(1500.0) - 1.0);
    close(quick.expect("a quick mix").yearly_cost, wan(66.48 + 6.0), wan(0.01));
}

#[test]
fn the_same_program_gives_the_same_answer() {
    let problem = instance(2500.0, 60.0, 40.0, 950.0);
    let first = solve(&problem).expect("a choice");
    for _ in 0..3 {
        assert_eq!(solve(&problem).expect("a choice"), first);
    }
}

#[test]
fn the_check_refuses_what_breaks_a_bound() {
    let problem = instance(1500.0, 60.0, 20.0, 600.0);
    let good = solve(&problem).expect("a choice").plan;
    assert_eq!(fault(&problem, &good, 0.05), None);
    let broken = |change: &dyn Fn(&mut MixPlan)| {
        let mut plan = good.clone();
        change(&mut plan);
        fault(&problem, &plan, 0.05).is_some()
    };
    assert!(broken(&|plan| plan.amounts[0] = Some(wan(1000.0) + 1.0)), "beyond the ticket");
    assert!(broken(&|plan| plan.amounts[2] = Some(wan(241.0))), "beyond the rights");
    assert!(broken(&|plan| plan.given[0].push(1)), "a right that the product does not take");
    assert!(broken(&|plan| plan.given[1] = vec![0, 1]), "one right for two");
    assert!(broken(&|plan| plan.amounts[3] = Some(wan(300.0))), "more than the need");
    assert!(broken(&|plan| plan.amounts[4] = Some(wan(200.0))), "too late");
    assert!(broken(&|plan| plan.given[4].clear()), "no right behind the amount");
}

#[test]
fn where_money_is_missing_a_looser_bound_brings_money_not_a_saving() {
    // Scenario 4 lacks 10: 50 more of the warrant loan, at 6.95 % with its risk, bring that and replace 40 of the lease,
    // at 7.85 %.
    let problem = instance(2500.0, 60.0, 40.0, 950.0);
    let found = explained(&problem, 0.10, &[]).expect("a choice");
    let worth = |bound: MixBound| found.bounds.iter().find(|worth| worth.bound == bound).expect("the bound");
    let ceiling = worth(MixBound::Ceiling(Channel::InvestLoan)).with_step;
    close(ceiling.raised, wan(10.0), 2.0);
    close(ceiling.saved, wan(40.0) * 0.0785 - wan(50.0) * 0.0695, wan(0.001));
    let need = worth(MixBound::Need).with_step;
    assert!(need.raised < 0.0, "a tenth less is less than what was raised");
    assert!(need.saved > 0.0);
}

/// The use of the bound on trials is a share of the need; of no need it is none.
#[test]
fn trials_are_a_share_of_the_need() {
    let used = |need: f64| {
        let mut problem = MixProblem { need: wan(need), trial_share: Some(0.6), ..program() };
        let mut trial = product(Channel::Trust, [10.0, 40.0], [0.03, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
        trial.trial = true;
        let loan = product(Channel::Pledge, [10.0, 100.0], [0.05, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
        problem.products = vec![trial, loan];
        let found = explained(&problem, 0.10, &[]).expect("a choice");
        let bound = found.bounds.iter().find(|bound| bound.bound == MixBound::Trial).expect("a trial is on offer");
        (bound.used, bound.binding)
    };
    // The cheaper 40 of 100.
    assert_eq!(used(100.0), (0.4, false));
    assert_eq!(used(0.0), (0.0, false));
}

/// What would turn the answer, smallest change first: 1.11 a year on 500, on 260, on 240.
#[test]
fn the_smallest_change_of_a_rate_comes_first() {
    let problem = instance(1500.0, 180.0, 40.0, 800.0);
    let (_, flips) = explained(&problem, 0.10, &[]).expect("a choice").runner_up.expect("another choice");
    let order: Vec<Channel> = flips.iter().filter(|flip| flip.wins).map(|flip| flip.channel).collect();
    assert_eq!(order, [Channel::Securitisation, Channel::InvestLoan, Channel::LicenceRevenue]);
}

/// As much for as much a year: in two months without dilution, or in one with it. Both stand, each once.
#[test]
fn channels_that_cost_the_same_are_two_choices() {
    let mut problem = MixProblem { need: wan(100.0), pre_money: Some(wan(1000.0)), ..program() };
    problem.products = vec![
        product(Channel::Pledge, [100.0, 100.0], [0.05, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0]),
        product(Channel::InvestLoan, [100.0, 100.0], [0.05, 0.0, 0.0, 30.0, 0.0, 0.10, 0.0]),
    ];
    let frontier = explained(&problem, 0.10, &[0.0]).expect("a choice").frontier;
    let mut found: Vec<_> = frontier.iter().map(|mix| (mix.days, mix.dilution, mix.parts[0].0)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(
        found,
        [(30.0, Some(10.0 / 1010.0), Channel::InvestLoan), (60.0, Some(0.0), Channel::Pledge)],
        "{frontier:?}"
    );
}

/// A product that lends nothing is not used, even where that would cost nothing: it makes no other choice.
#[test]
fn a_product_without_a_ticket_makes_no_other_choice() {
    let mut problem = MixProblem { need: wan(100.0), ..program() };
    problem.products = vec![
        product(Channel::Pledge, [100.0, 100.0], [0.05, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0]),
        product(Channel::Trust, [0.0, 0.0], [0.03, 0.0, 0.0, 30.0, 0.0, 0.0, 0.0]),
    ];
    let found = explained(&problem, 0.10, &[]).expect("a choice");
    assert_eq!(found.best.plan.amounts, [Some(wan(100.0)), None]);
    let (second, _) = found.runner_up.expect("to raise nothing");
    assert_eq!(second.plan.amounts, [None, None]);
}
