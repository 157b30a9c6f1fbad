//! A million trials of ten years.

mod support;

use std::ops::ControlFlow;

use divan::{Bencher, black_box};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    Component, Correlation, CorrelationMeasure, Distribution, IncomeComponent, Input, PercentileRule, Sampler,
    SimulationOptions, SimulationProblem, WithinPool, portfolio_problem, simulate, tornado,
};
use jiff::civil::date;

fn main() {
    divan::main();
}

/// Ten years of income with five uncertain inputs, life among them.
fn problem() -> SimulationProblem {
    let triangular = |id: &str, low, mode, high| Input::new(id, Distribution::Triangular { low, mode, high });
    let life = Input { step: Some(0.5), ..triangular("life", 6.0, 9.0, 10.0) };
    let income = IncomeComponent {
        revenue: "revenue".into(),
        decay: "decay".into(),
        life: Some("life".into()),
        ..IncomeComponent::new("patent", vec![30e6; 10], "rate", "discount")
    };
    SimulationProblem {
        inputs: vec![
            triangular("revenue", 0.6, 1.0, 1.3),
            triangular("rate", 0.01, 0.022, 0.03),
            triangular("discount", 0.11, 0.13, 0.16),
            triangular("decay", 0.05, 0.1, 0.2),
            life,
        ],
        correlation: None,
        components: vec![Component::Income(Box::new(income))],
    }
}

fn run(bencher: Bencher, problem: &SimulationProblem, trials: u32, sampler: Sampler) {
    let options =
        SimulationOptions { trials, seed: 1, sampler, percentiles: PercentileRule::Linear, thresholds: Vec::new() };
    bencher.bench_local(|| {
        simulate(black_box(problem), &options, &mut |_| ControlFlow::Continue(())).expect("the problem is sound")
    });
}

#[divan::bench(args = [Sampler::Sobol, Sampler::SplitMix64], max_time = 10)]
fn million_trials_of_ten_years(bencher: Bencher, sampler: Sampler) {
    run(bencher, &problem(), 1_000_000, sampler);
}

/// Revenue moves with rate and life.
#[divan::bench(max_time = 10)]
fn million_correlated_trials(bencher: Bencher) {
    let mut problem = problem();
    problem.correlation = Some(Correlation {
        measure: CorrelationMeasure::Normal,
        inputs: ["revenue", "rate", "life"].map(str::to_owned).into(),
        matrix: vec![vec![1.0, 0.2, 0.3], vec![0.2, 1.0, 0.0], vec![0.3, 0.0, 1.0]],
    });
    run(bencher, &problem, 1_000_000, Sampler::Sobol);
}

/// All pools of a dossier, with the trials of the rule pack.
#[divan::bench(max_time = 5)]
fn portfolio(bencher: Bencher) {
    let pack = RulePack::built_in().expect("the pack is built in");
    let rules = pack.on(date(2026, 11, 23));
    let problem = portfolio_problem(&support::dossier(30), &rules, WithinPool::Correlated).expect("the pack is whole");
    run(bencher, &problem, 20_000, Sampler::Sobol);
}

#[divan::bench(max_time = 2)]
fn one_input_at_a_time(bencher: Bencher) {
    let problem = problem();
    bencher.bench_local(|| tornado(black_box(&problem)).expect("the problem is sound"));
}
