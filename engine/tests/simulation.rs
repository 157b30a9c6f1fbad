//! The simulation against worked examples, closed forms and the ranges of an assessment.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "closed forms by other functions than the engine's own")]

use std::f64::consts::PI;
use std::ops::ControlFlow;

use ip_health_engine::dossier::{Dossier, read_file};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::income::{IncomeBasis, IncomeProblem, TaxAmortisation, TaxBasis, Terminal, Timing};
use ip_health_engine::valuation::range::{Design, Drivers, IncomeSampler, Triangular};
use ip_health_engine::valuation::simulation::{
    Component, Correlation, CorrelationFault, CorrelationMeasure, Distribution, DistributionFault, IncomeComponent,
    Input, Part, PercentileRule, Percentiles, PoolView, Quantity, Sampler, SimulationError, SimulationOptions,
    SimulationProblem, SimulationResult, WithinPool, flip_points, merge, pool_problem, portfolio_problem, simulate,
    simulate_part, tornado,
};
use ip_health_engine::valuation::{Method, MethodOutcome, PortfolioValuation, Range, value_portfolio};
use ip_health_engine::working::Workings;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

fn options(trials: u32, seed: u64, sampler: Sampler) -> SimulationOptions {
    SimulationOptions { trials, seed, sampler, percentiles: PercentileRule::Linear, thresholds: Vec::new() }
}

fn run(problem: &SimulationProblem, options: &SimulationOptions) -> SimulationResult {
    simulate(problem, options, &mut |_| ControlFlow::Continue(())).unwrap()
}

fn vector(id: &str) -> Value {
    let all: Vec<Value> = serde_json::from_str(include_str!("data/valuation/golden.json")).unwrap();
    all.into_iter().find(|vector| vector["id"] == id).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn triangular(points: &[f64]) -> Distribution {
    Distribution::Triangular { low: points[0], mode: points[1], high: points[2] }
}

/// Worked example W13: W3 with four triangular inputs.
fn w13() -> SimulationProblem {
    let (v, w3) = (vector("W13"), vector("W3"));
    let input = |name: &str| Input::new(name, triangular(&numbers(&v["input"]["dist"][name])));
    let income = IncomeComponent {
        first_period: 0.5,
        revenue: "mult".into(),
        decay: "decay".into(),
        ..IncomeComponent::new("patent", numbers(&w3["input"]["revenue"]), "share", "r")
    };
    SimulationProblem {
        inputs: ["mult", "share", "r", "decay"].map(input).into(),
        correlation: None,
        components: vec![Component::Income(Box::new(income))],
    }
}

#[test]
fn w13_with_its_generator() {
    let v = vector("W13");
    let mut options = options(20_000, 20_261_123, Sampler::SplitMix64);
    options.percentiles = PercentileRule::Step;
    let found = run(&w13(), &options);
    let near = |found: f64, name: &str| {
        let expected = v["expect"][name].as_f64().unwrap();
        assert!((found - expected).abs() <= v["abs_tol"].as_f64().unwrap(), "{name}: {found}, expected {expected}");
    };
    near(found.mean, "mean");
    near(found.standard_deviation, "sd");
    near(found.percentiles.p10, "p10");
    near(found.percentiles.p50, "p50");
    near(found.percentiles.p90, "p90");
    assert!((found.base - 2_425_028.10).abs() < 0.005);
    assert!((found.below_base - 0.767).abs() < 0.000_05, "76.70 % of the trials: {}", found.below_base);
    assert!((found.standard_error - 542_148.17 / 20_000.0_f64.sqrt()).abs() < 0.01);
}

/// P10, P50, P90, mean and standard deviation of W13 by 80 million trials of an independent program in C; the median is
/// known to about 70 yuan.
const CONVERGED: [f64; 5] = [1_337_402.0, 1_996_279.0, 2_749_481.0, 2_025_338.0, 541_948.0];

/// Relative errors of P10, P50, P90, mean and standard deviation.
fn errors(trials: u32, seed: u64, sampler: Sampler) -> [f64; 5] {
    let found = run(&w13(), &options(trials, seed, sampler));
    let Percentiles { p10, p50, p90, .. } = found.percentiles;
    let numbers = [p10, p50, p90, found.mean, found.standard_deviation];
    std::array::from_fn(|place| (numbers[place] / CONVERGED[place] - 1.0).abs())
}

/// The options of an assessment: smooth percentiles.
fn usual(trials: u32, seed: u64) -> SimulationOptions {
    with_rules(|rules| SimulationOptions { trials, seed, ..SimulationOptions::of_rules(rules).unwrap() })
}

#[test]
fn sobol_median_settles_within_a_thousandth() {
    // The seed of the rule pack, and others that nobody chose.
    for seed in (0..20).chain([20_261_123]) {
        let found = run(&w13(), &usual(16_384, seed)).percentiles.p50;
        let off = (found / CONVERGED[1] - 1.0).abs();
        assert!(off < 0.001, "seed {seed}: {:.3} %", off * 100.0);
    }
}

#[test]
fn smooth_percentiles_are_nearer_than_single_places() {
    let usual_error = |rule| {
        let squares: Vec<[f64; 3]> = (0..24)
            .map(|seed| {
                let mut options = usual(16_384, seed);
                options.percentiles = rule;
                let found = run(&w13(), &options).percentiles;
                let off = |found: f64, place: usize| (found / CONVERGED[place] - 1.0).powi(2);
                [off(found.p10, 0), off(found.p50, 1), off(found.p90, 2)]
            })
            .collect();
        [0, 1, 2].map(|place| (squares.iter().map(|one| one[place]).sum::<f64>() / 24.0).sqrt())
    };
    let (smooth, linear) = (usual_error(PercentileRule::Smooth), usual_error(PercentileRule::Linear));
    assert!(smooth[1] < 0.000_4, "P50: {}", smooth[1]);
    for (smooth, linear) in smooth.iter().zip(linear) {
        assert!(*smooth < linear, "{smooth} against {linear}");
    }
}

/// A pool's distribution bends at its median, where a mean of neighbours would lie off.
#[test]
fn smooth_percentiles_of_a_bent_distribution() {
    let dossier = sample(SAMPLES[0]);
    let id = assessed(&dossier).pools[0].id.clone();
    let problem = pool(&dossier, &id, PoolView::Reconciled).unwrap();
    let Component::Income(income) = &problem.components[0] else { unreachable!() };
    let calibration = income.calibration.unwrap();
    let side = |end: usize| (calibration.to[end] / calibration.to[1]).ln().abs();
    assert!(side(2) > 1.5 * side(0), "this sample bends: {calibration:?}");
    let mut linear = usual(262_144, 1);
    linear.percentiles = PercentileRule::Linear;
    let settled = run(&problem, &linear).percentiles;
    let found = run(&problem, &usual(65_536, 5)).percentiles;
    let pairs = [(found.p5, settled.p5), (found.p50, settled.p50), (found.p95, settled.p95)];
    for (found, settled) in pairs {
        assert!((found / settled - 1.0).abs() < 0.008, "{found}, {settled} with more trials");
    }
}

/// Root mean square of the errors over seeds.
fn usual_errors(sampler: Sampler) -> [f64; 5] {
    let all: Vec<[f64; 5]> = (0..24).map(|seed| errors(16_384, seed, sampler)).collect();
    std::array::from_fn(|place| (all.iter().map(|one| one[place] * one[place]).sum::<f64>() / 24.0).sqrt())
}

#[test]
fn sobol_needs_far_fewer_trials() {
    let (sobol, random) = (usual_errors(Sampler::Sobol), usual_errors(Sampler::SplitMix64));
    assert!(sobol[1] < 0.000_75, "P50: {}", sobol[1]);
    assert!(sobol[3] < 0.000_05, "mean: {}", sobol[3]);
    // A third of the error is a ninth of the trials.
    for (sobol, random) in sobol.iter().zip(random) {
        assert!(*sobol < random / 3.0, "{sobol} against {random}");
    }
}

#[test]
fn sobol_goes_on_beyond_one_scramble() {
    let errors = errors(200_000, 3, Sampler::Sobol);
    assert!(errors.iter().all(|error| *error < 0.000_6), "{errors:?}");
}

#[test]
fn w13b_tornado() {
    let mut problem = w13();
    problem.inputs.push(Input::new("life", triangular(&[4.5, 6.5, 6.5])));
    let Component::Income(income) = &mut problem.components[0] else { unreachable!() };
    income.life = Some("life".into());
    let expected = &vector("W13b")["expect"];
    let bars = tornado(&problem).unwrap();
    let order = [
        ("share", "share rate 0.97% / 2.92%", false),
        ("mult", "revenue multiplier 0.6 / 1.3", false),
        ("decay", "share decay 20% / 5%", true),
        ("life", "life cut to 4.5 y / base 6.5 y", false),
        ("r", "discount rate 16% / 11%", true),
    ];
    assert_eq!(bars.len(), order.len());
    for (bar, (input, name, reversed)) in bars.iter().zip(order) {
        assert_eq!(bar.input, input);
        let mut ends = [bar.at_low, bar.at_high];
        if reversed {
            ends.reverse();
        }
        for (found, expected) in ends.iter().zip(numbers(&expected[name])) {
            assert!((found - expected).abs() < 0.005, "{name}: {found}, expected {expected}");
        }
    }
    // Revenue and share rate are factors of the value.
    for bar in bars.iter().filter(|bar| ["share", "mult"].contains(&bar.input.as_str())) {
        assert!((bar.elasticity.unwrap() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn flip_points_take_the_value_across() {
    let problem = w13();
    let base = 2_425_028.10;
    let points = flip_points(&problem, 2_000_000.0).unwrap();
    let at = |id: &str| points.iter().find(|point| point.input == id).unwrap().at;
    assert!(points.iter().all(|point| point.reached));
    assert!((at("share").unwrap() - 0.022_316_5 * 2_000_000.0 / base).abs() < 1e-10);
    assert!((at("mult").unwrap() - 2_000_000.0 / base).abs() < 1e-8);
    assert_eq!(at("r"), None, "16 % leaves 2.25 million");
    let decay = at("decay").unwrap();
    let mut moved = problem.clone();
    moved.inputs[3].base = Some(decay);
    let value = run(&moved, &options(1, 0, Sampler::Sobol)).base;
    assert!((value - 2_000_000.0).abs() < 0.01 && value < 2_000_000.0, "{value}");
}

/// A single amount.
fn amount(distribution: Distribution) -> SimulationProblem {
    SimulationProblem {
        inputs: vec![Input::new("x", distribution)],
        correlation: None,
        components: vec![Component::amount("amount", "x")],
    }
}

fn check_moments(distribution: Distribution, mean: f64, sd: f64) {
    let found = run(&amount(distribution.clone()), &options(65_536, 5, Sampler::Sobol));
    assert!((found.mean - mean).abs() < 2e-4 * sd, "{distribution:?}: mean {}, expected {mean}", found.mean);
    let off = (found.standard_deviation / sd - 1.0).abs();
    assert!(off < 3e-3, "{distribution:?}: deviation {}, expected {sd}", found.standard_deviation);
}

#[test]
fn moments_of_uniform() {
    check_moments(Distribution::Uniform { low: -2.0, high: 4.0 }, 1.0, 6.0 / 12.0_f64.sqrt());
}

#[test]
fn moments_of_triangular() {
    let (a, c, b) = (0.6, 1.0, 1.3);
    let variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0_f64;
    check_moments(triangular(&[a, c, b]), (a + b + c) / 3.0, variance.sqrt());
}

#[test]
fn moments_of_pert() {
    for shape in [1.0, 4.0, 10.0] {
        let (low, mode, high) = (1.0, 3.0, 9.0);
        let (alpha, beta) = (1.0 + shape * (mode - low) / 8.0, 1.0 + shape * (high - mode) / 8.0);
        let sum = alpha + beta;
        let variance = 64.0 * alpha * beta / (sum * sum * (sum + 1.0));
        let mean = (low + shape * mode + high) / (shape + 2.0);
        check_moments(Distribution::Pert { low, mode, high, shape }, mean, variance.sqrt());
    }
}

#[test]
fn moments_of_normal() {
    check_moments(Distribution::Normal { mean: 3.0, sd: 2.0, low: None, high: None }, 3.0, 2.0);
}

#[test]
fn moments_of_normal_cut_off_at_the_mean() {
    // The half-normal distribution.
    let mean = 3.0 + 2.0 * (2.0 / PI).sqrt();
    let sd = 2.0 * (1.0 - 2.0 / PI).sqrt();
    check_moments(Distribution::Normal { mean: 3.0, sd: 2.0, low: Some(3.0), high: None }, mean, sd);
}

#[test]
fn moments_of_lognormal() {
    check_moments(Distribution::LognormalMoments { mean: 50.0, cv: 0.4 }, 50.0, 20.0);
}

#[test]
fn moments_of_lognormal_by_percentiles() {
    let sigma = (8.0_f64).ln() / (2.0 * 1.281_551_565_544_600_4);
    let mu = (16.0_f64 * 2.0).ln() / 2.0;
    let mean = (mu + sigma * sigma / 2.0).exp();
    check_moments(Distribution::Lognormal { p10: 2.0, p90: 16.0 }, mean, mean * ((sigma * sigma).exp() - 1.0).sqrt());
}

#[test]
fn moments_of_discrete() {
    let distribution = Distribution::Discrete { values: vec![10.0, -2.0, 4.0], weights: vec![1.0, 2.0, 1.0] };
    // Mean 2.5, mean of squares 31.
    check_moments(distribution, 2.5, (31.0_f64 - 6.25).sqrt());
}

#[test]
fn moments_of_chance() {
    check_moments(Distribution::chance(0.3), 0.3, (0.21_f64).sqrt());
}

#[test]
fn percentiles_of_percentiles() {
    let distribution = Distribution::Percentiles { p10: 3.0, p50: 5.0, p90: 11.0 };
    let found = run(&amount(distribution), &options(65_536, 5, Sampler::Sobol)).percentiles;
    for (found, expected) in [(found.p10, 3.0), (found.p50, 5.0), (found.p90, 11.0)] {
        assert!((found - expected).abs() < 2e-3, "{found}, expected {expected}");
    }
}

#[test]
fn constants_do_not_vary() {
    let found = run(&amount(Distribution::Constant { value: 7.0 }), &options(100, 5, Sampler::Sobol));
    assert_eq!((found.mean, found.standard_deviation, found.base), (7.0, 0.0, 7.0));
    assert_eq!(found.contributions[0].share, 0.0);
}

#[test]
fn lives_are_rounded_to_half_years_within_bounds() {
    let mut problem = amount(triangular(&[2.2, 4.0, 5.1]));
    problem.inputs[0].step = Some(0.5);
    let part = simulate_part(&problem, &options(4_096, 5, Sampler::Sobol), 0..4_096).unwrap();
    let halves = |life: &f64| (life * 2.0).fract() == 0.0 || *life == 2.2;
    assert!(part.values.iter().all(|life| halves(life) && (2.2..=5.1).contains(life)));
}

/// Spearman's correlation of two inputs, by the definition, without ties.
fn spearman(part: &Part) -> f64 {
    let ranks = |values: &[f64]| {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut ranks = vec![0.0; values.len()];
        order.iter().enumerate().for_each(|(rank, place)| ranks[*place] = rank as f64);
        ranks
    };
    let n = part.values.len() as f64;
    let squares: f64 = ranks(&part.draws[0]).iter().zip(ranks(&part.draws[1])).map(|(a, b)| (a - b) * (a - b)).sum();
    1.0 - 6.0 * squares / (n * (n * n - 1.0))
}

fn correlated(measure: CorrelationMeasure, rho: f64) -> SimulationProblem {
    SimulationProblem {
        inputs: vec![
            Input::new("a", Distribution::Lognormal { p10: 1.0, p90: 9.0 }),
            Input::new("b", Distribution::Pert { low: 0.0, mode: 1.0, high: 5.0, shape: 4.0 }),
        ],
        correlation: Some(Correlation {
            measure,
            inputs: vec!["a".to_owned(), "b".to_owned()],
            matrix: vec![vec![1.0, rho], vec![rho, 1.0]],
        }),
        components: vec![Component::amount("a", "a"), Component::amount("b", "b")],
    }
}

fn check_rank_correlation(measure: CorrelationMeasure, rho: f64, expected: f64) {
    let options = options(16_384, 9, Sampler::Sobol);
    let part = simulate_part(&correlated(measure, rho), &options, 0..16_384).unwrap();
    let found = spearman(&part);
    assert!((found - expected).abs() < 0.004, "{measure:?} {rho}: {found}, expected {expected}");
}

#[test]
fn copula_has_the_rank_correlation_of_the_formula() {
    for rho in [-0.8, 0.2, 0.5, 0.95] {
        check_rank_correlation(CorrelationMeasure::Normal, rho, 6.0 / PI * (rho / 2.0_f64).asin());
    }
}

#[test]
fn spearman_correlations_come_out_as_asked() {
    for rho in [-0.6, 0.3, 0.7] {
        check_rank_correlation(CorrelationMeasure::Spearman, rho, rho);
    }
}

#[test]
fn full_dependence_is_a_straight_order() {
    check_rank_correlation(CorrelationMeasure::Normal, -1.0, -1.0);
}

/// Inputs that do not vary: the deterministic value of the worked examples W4 and W5.
#[test]
fn certain_inputs_give_the_worked_examples() {
    let v = vector("W4");
    let mut sales = 80_000_000.0;
    let base: Vec<f64> = numbers(&v["input"]["g"])
        .iter()
        .map(|growth| {
            sales *= 1.0 + growth;
            sales
        })
        .collect();
    let mark = IncomeComponent {
        timing: Timing::End,
        upkeep: 0.001,
        tax: Some(0.25.into()),
        terminal_growth: Some(0.02.into()),
        amortisation: Some(TaxAmortisation { tax: 0.25, years: 10.0, timing: Timing::End }),
        ..IncomeComponent::new("mark", base, 0.012, 0.13)
    };
    let software = IncomeComponent {
        first_period: 0.5,
        decay: 0.2.into(),
        ..IncomeComponent::new("software", numbers(&vector("W5")["input"]["revenue"]), 0.08, 0.16)
    };
    let value = |components: &[&IncomeComponent]| {
        let components = components.iter().map(|income| Component::Income(Box::new((*income).clone()))).collect();
        let problem = SimulationProblem { inputs: Vec::new(), correlation: None, components };
        run(&problem, &options(3, 1, Sampler::Sobol)).percentiles.p50
    };
    assert!((value(&[&mark]) - 8_117_985.24).abs() < 0.005);
    assert!((value(&[&software]) - 1_604_380.12).abs() < 0.005);
    assert!((value(&[&mark, &software]) - 9_722_365.36).abs() < 0.01);
}

#[test]
fn growth_and_chance_act_on_the_stream() {
    let income = IncomeComponent {
        growth: "growth".into(),
        probability: "chance".into(),
        ..IncomeComponent::new("project", vec![100.0; 3], 1.0, 0.1)
    };
    let problem = SimulationProblem {
        inputs: vec![
            Input::new("growth", Distribution::Constant { value: 0.21 }),
            Input::new("chance", Distribution::chance(0.25)),
        ],
        correlation: None,
        components: vec![Component::Income(Box::new(income))],
    };
    // Growth of 21 % against a rate of 10 %: each year is worth 1.1 times the one before.
    let whole = 100.0 / 1.1_f64.sqrt() * (1.0 + 1.1 + 1.21);
    let found = run(&problem, &options(4_096, 2, Sampler::Sobol));
    assert!((found.base - whole * 0.25).abs() < 1e-9, "{} {whole}", found.base);
    assert!((found.mean / whole - 0.25).abs() < 1e-3);
    assert_eq!(found.percentiles.p50, 0.0);
    assert!((found.percentiles.p90 - whole).abs() < 1e-9);
}

#[test]
fn splitting_changes_no_bit() {
    for sampler in [Sampler::Sobol, Sampler::SplitMix64] {
        let (problem, options) = (w13(), options(70_000, 20_261_123, sampler));
        let whole = run(&problem, &options);
        let part = |range| simulate_part(&problem, &options, range).unwrap();
        let parts = vec![part(65_000..70_000), part(0..1_000), part(20_000..65_000), part(1_000..20_000)];
        let merged = merge(&problem, &options, parts).unwrap();
        assert_eq!(serde_json::to_string(&merged).unwrap(), serde_json::to_string(&whole).unwrap());
    }
}

#[test]
fn parts_must_fit_together() {
    let (problem, options) = (w13(), options(3_000, 1, Sampler::Sobol));
    let part = |range| simulate_part(&problem, &options, range).unwrap();
    let fault = |parts| merge(&problem, &options, parts).unwrap_err();
    assert_eq!(fault(vec![part(0..1_000), part(2_000..3_000)]), SimulationError::Parts { trial: 1_000 });
    assert_eq!(fault(vec![part(0..2_000), part(1_000..3_000)]), SimulationError::Parts { trial: 1_000 });
    assert_eq!(fault(vec![part(0..2_000)]), SimulationError::Parts { trial: 2_000 });
    assert!(simulate_part(&problem, &options, 2_000..4_000).is_err());
}

#[test]
fn moving_one_input_draws_no_other_again() {
    let draws = |problem: &SimulationProblem, sampler| {
        simulate_part(problem, &options(2_000, 8, sampler), 0..2_000).unwrap().draws
    };
    for sampler in [Sampler::Sobol, Sampler::SplitMix64] {
        let before = w13();
        let mut after = before.clone();
        after.inputs[1].distribution = Distribution::Constant { value: 0.02 };
        let (before, after) = (draws(&before, sampler), draws(&after, sampler));
        assert_ne!(before[1], after[1]);
        assert_eq!([&before[0], &before[2], &before[3]], [&after[0], &after[2], &after[3]]);
    }
}

#[test]
fn progress_ends_with_all_trials_and_can_stop() {
    let (problem, options) = (w13(), options(10_000, 1, Sampler::Sobol));
    let mut seen = Vec::new();
    let result = simulate(&problem, &options, &mut |progress| {
        seen.push((progress.done, progress.path.len()));
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(seen.first(), Some(&(1_024, 1)));
    assert_eq!(seen.last(), Some(&(10_000, 4)));
    let marks: Vec<u32> = result.convergence.iter().map(|point| point.trials).collect();
    assert_eq!(marks, [1_024, 2_048, 4_096, 8_192, 10_000]);
    let stopped = simulate(&problem, &options, &mut |progress| {
        if progress.done >= 2_048 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped, Err(SimulationError::Cancelled));
}

#[test]
fn contributions_name_what_moves_the_value() {
    let found = run(&w13(), &options(16_384, 1, Sampler::Sobol)).contributions;
    let of = |id: &str| found.iter().find(|contribution| contribution.input == id).unwrap();
    assert!((found.iter().map(|contribution| contribution.share).sum::<f64>() - 1.0).abs() < 1e-12);
    assert!(of("share").rank_correlation > of("mult").rank_correlation);
    assert!(of("mult").rank_correlation > 0.4 && of("decay").rank_correlation < -0.2 && of("r").rank_correlation < 0.0);
}

#[test]
fn thresholds_are_counted() {
    let mut options = options(10_000, 1, Sampler::Sobol);
    options.thresholds = vec![0.25, 2.0];
    let found = run(&amount(Distribution::Uniform { low: 0.0, high: 1.0 }), &options).below;
    assert!((found[0].share - 0.25).abs() < 1e-3);
    assert_eq!(found[1].share, 1.0);
}

fn check_refused(change: impl FnOnce(&mut SimulationProblem), expected: &SimulationError) {
    let mut problem = w13();
    change(&mut problem);
    let found = simulate(&problem, &options(10, 1, Sampler::Sobol), &mut |_| ControlFlow::Continue(()));
    assert_eq!(found.as_ref().unwrap_err(), expected);
}

#[test]
fn inputs_that_are_no_distribution() {
    let fault = |fault| SimulationError::Distribution { input: "mult".to_owned(), fault };
    let cases = [
        (triangular(&[2.0, 1.0, 3.0]), DistributionFault::Order),
        (Distribution::Constant { value: f64::NAN }, DistributionFault::NotFinite),
        (Distribution::Lognormal { p10: 0.0, p90: 1.0 }, DistributionFault::NotPositive),
        (Distribution::Discrete { values: vec![1.0], weights: vec![0.0] }, DistributionFault::Weights),
        (Distribution::Discrete { values: vec![1.0], weights: vec![] }, DistributionFault::Weights),
        (Distribution::Pert { low: 0.0, mode: 1.0, high: 2.0, shape: 0.0 }, DistributionFault::Shape),
        (Distribution::Normal { mean: 0.0, sd: 1.0, low: Some(9.0), high: None }, DistributionFault::Limits),
    ];
    for (distribution, reason) in cases {
        check_refused(|problem| problem.inputs[0].distribution = distribution, &fault(reason));
    }
}

#[test]
fn names_that_are_not_there_or_twice() {
    let unknown =
        SimulationError::UnknownInput { field: "components.patent.decay".to_owned(), input: "decay".to_owned() };
    check_refused(|problem| drop(problem.inputs.pop()), &unknown);
    check_refused(|problem| problem.inputs[0].id = "r".to_owned(), &SimulationError::Repeated { id: "r".to_owned() });
    check_refused(|problem| problem.components.clear(), &SimulationError::NoComponents);
}

#[test]
fn inputs_beyond_what_a_field_allows() {
    let fault = |field: &str, problem: &str| SimulationError::Component {
        component: "patent".to_owned(),
        field: field.to_owned(),
        problem: problem.to_owned(),
    };
    check_refused(
        |problem| problem.inputs[3].distribution = triangular(&[0.0, 0.5, 1.0]),
        &fault("decay", "lies in 0–1, 1 left out"),
    );
    check_refused(
        |problem| problem.inputs[2].distribution = triangular(&[-1.0, 0.1, 0.2]),
        &fault("discount_rate", "lies above −100 %"),
    );
}

#[test]
fn correlations_that_cannot_be() {
    let matrix = vec![vec![1.0, 0.9, 0.9], vec![0.9, 1.0, -0.9], vec![0.9, -0.9, 1.0]];
    let inputs = ["mult", "share", "r"].map(str::to_owned).into();
    check_refused(
        |problem| {
            problem.correlation = Some(Correlation { measure: CorrelationMeasure::Normal, inputs, matrix });
        },
        &SimulationError::Correlation(CorrelationFault::Contradiction { row: 2 }),
    );
}

#[test]
fn trials_are_limited() {
    for trials in [0, 10_000_001] {
        let found = simulate(&w13(), &options(trials, 1, Sampler::Sobol), &mut |_| ControlFlow::Continue(()));
        assert_eq!(found, Err(SimulationError::Trials { most: 10_000_000 }));
    }
}

fn problem_json() -> Value {
    json!({
        "inputs": [
            {"id": "share", "distribution": {"kind": "pert", "low": 0.01, "mode": 0.02, "high": 0.04}},
            {"id": "life", "distribution": {"kind": "triangular", "low": 2, "mode": 3, "high": 4}, "step": 0.5},
        ],
        "correlation": {"measure": "spearman", "inputs": ["share", "life"], "matrix": [[1, 0.3], [0.3, 1]]},
        "components": [
            {"kind": "income", "id": "patent", "base": [1e7, 1e7, 1e7, 1e7], "rate": "share", "discount_rate": 0.14,
             "life": "life", "timing": "end", "tax": 0.15},
            {"kind": "amount", "id": "reserve", "value": 250000},
        ],
    })
}

#[test]
fn problems_travel_as_json() {
    let problem: SimulationProblem = serde_json::from_value(problem_json()).unwrap();
    let back: SimulationProblem = serde_json::from_str(&serde_json::to_string(&problem).unwrap()).unwrap();
    assert_eq!(back, problem);
    let result = run(&problem, &options(2_048, u64::MAX, Sampler::Sobol));
    let text = serde_json::to_string(&result).unwrap();
    assert!(text.contains(r#""seed":"18446744073709551615""#));
    let read: SimulationResult = serde_json::from_str(&text).unwrap();
    check_same(&serde_json::to_value(read).unwrap(), &serde_json::to_value(result).unwrap());
}

/// Equal but for the last digit of a number, which a reader of JSON may round otherwise.
fn check_same(found: &Value, expected: &Value) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            assert!(found.keys().eq(expected.keys()));
            found.values().zip(expected.values()).for_each(|(found, expected)| check_same(found, expected));
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len());
            found.iter().zip(expected).for_each(|(found, expected)| check_same(found, expected));
        }
        _ => match (found.as_f64(), expected.as_f64()) {
            (Some(found), Some(expected)) => assert!((found - expected).abs() <= 4e-16 * expected.abs()),
            _ => assert_eq!(found, expected),
        },
    }
}

/// The compact form in which the page gets them from its worker.
fn check_compact<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let bytes = postcard::to_allocvec(value).unwrap();
    assert_eq!(postcard::from_bytes::<T>(&bytes).unwrap(), *value);
}

#[test]
fn options_results_and_errors_travel_compactly() {
    let mut options = options(2_048, u64::MAX, Sampler::SplitMix64);
    options.thresholds = vec![1.0];
    check_compact(&options);
    check_compact(&run(&w13(), &options));
    check_compact(&tornado(&w13()).unwrap());
    check_compact(&SimulationError::Correlation(CorrelationFault::NotSymmetric { row: 1, column: 2 }));
    check_compact(&SimulationError::Distribution { input: "a".to_owned(), fault: DistributionFault::Shape });
}

#[test]
fn seeds_travel_as_text() {
    let options: SimulationOptions =
        serde_json::from_value(json!({"trials": 5, "seed": "18446744073709551615", "sampler": "splitmix64"})).unwrap();
    assert_eq!((options.seed, options.sampler), (u64::MAX, Sampler::SplitMix64));
    assert!(serde_json::from_value::<SimulationOptions>(json!({"trials": 5, "seed": 1, "sampler": "sobol"})).is_err());
}

fn check_unknown_field(path: &str) {
    let mut json = problem_json();
    json.pointer_mut(path).unwrap().as_object_mut().unwrap().insert("colour".to_owned(), json!(1));
    let error = serde_json::from_value::<SimulationProblem>(json).unwrap_err().to_string();
    assert!(error.contains("colour"), "{path}: {error}");
}

#[test]
fn unknown_fields_are_refused() {
    for path in ["", "/inputs/0", "/inputs/0/distribution", "/correlation", "/components/0", "/components/1"] {
        check_unknown_field(path);
    }
}

// Dossiers.

const SAMPLES: [&[u8]; 3] = [
    include_bytes!("../../tests/data/samples/biotech.iphc.json"),
    include_bytes!("../../tests/data/samples/chip.iphc.json"),
    include_bytes!("../../tests/data/samples/food.iphc.json"),
];

fn sample(bytes: &[u8]) -> Dossier {
    read_file(bytes).unwrap().file.dossier
}

fn with_rules<T>(use_rules: impl FnOnce(&ip_health_engine::rules::Rules) -> T) -> T {
    let pack = RulePack::built_in().unwrap();
    use_rules(&pack.on(date(2026, 11, 23)))
}

fn assessed(dossier: &Dossier) -> PortfolioValuation {
    with_rules(|rules| value_portfolio(dossier, rules, &mut Workings::default()).unwrap())
}

fn pool(dossier: &Dossier, id: &str, view: PoolView) -> Option<SimulationProblem> {
    with_rules(|rules| pool_problem(dossier, rules, id, view, WithinPool::Independent).unwrap())
}

/// How far the shown ranges, which come from 256 draws, may lie from the simulated ones.
const OF_DRAWS: f64 = 0.1;

fn check_near(name: &str, found: &SimulationResult, shown: Range, tolerances: [f64; 3]) {
    let found = found.percentiles;
    let pairs = [(found.p10, shown.p10), (found.p50, shown.p50), (found.p90, shown.p90)];
    for ((found, shown), tolerance) in pairs.into_iter().zip(tolerances) {
        assert!((found / shown - 1.0).abs() < tolerance, "{name}: {found} simulated, {shown} shown");
    }
}

/// What becomes of [`OF_DRAWS`] when the income method's range is carried to that of the pool.
fn carried(component: &Component) -> [f64; 3] {
    let Component::Income(income) = component else { return [OF_DRAWS; 3] };
    let Some(calibration) = income.calibration else { return [OF_DRAWS; 3] };
    let distance = |points: [f64; 3], end: usize| (points[end] / points[1]).ln();
    let stretch = |end| distance(calibration.to, end) / distance(calibration.from, end);
    [0, 1, 2].map(|end| OF_DRAWS * if end == 1 { 1.0 } else { f64::max(stretch(end), 1.0) })
}

/// The range of an income component by the stratified draws of an assessment, many of them.
fn stratified(problem: &SimulationProblem) -> Range {
    let Component::Income(income) = &problem.components[0] else { unreachable!() };
    let driver = |place: usize| match problem.inputs[place].distribution {
        Distribution::Triangular { low, mode, high } => Triangular::new(low, mode, high),
        ref certain => Triangular::certain(certain.base()),
    };
    let number = |quantity: &Option<Quantity>| match quantity {
        Some(Quantity::Number(number)) => Some(*number),
        _ => None,
    };
    let mut stated = IncomeProblem::revenue_share(income.base.clone(), 0.0, 0.5);
    stated.first_period = income.first_period;
    stated.last_period = income.last_period;
    stated.income = IncomeBasis::Royalty { rate: 0.0, upkeep: income.upkeep };
    stated.terminal = number(&income.terminal_growth).map(|growth| Terminal { growth });
    stated.conventions.tax = number(&income.tax).map_or(TaxBasis::PreTax, |rate| TaxBasis::PostTax { rate });
    let sampler = IncomeSampler::new(&stated, income.least_gap).unwrap();
    let drivers =
        Drivers { revenue: driver(0), rate: driver(1), decay: driver(2), life: driver(3), discount_rate: driver(4) };
    Design::latin_hypercube(20_000, 1).range(&sampler, &drivers)
}

#[test]
fn income_methods_show_the_simulated_range() {
    let mut checked = 0;
    for dossier in SAMPLES.map(sample) {
        for valued in assessed(&dossier).pools {
            let Some(problem) = pool(&dossier, &valued.id, PoolView::Income) else { continue };
            let methods = [Method::RevenueShare, Method::ReliefFromRoyalty, Method::LicenceIncome];
            let shown = valued.methods.iter().find(|found| methods.contains(&found.method)).unwrap();
            let MethodOutcome::Applied { range: Some(shown), .. } = shown.outcome else { unreachable!() };
            let found = run(&problem, &options(16_384, 3, Sampler::Sobol));
            check_near(&valued.id, &found, stratified(&problem), [0.015; 3]);
            check_near(&valued.id, &found, shown, [OF_DRAWS; 3]);
            checked += 1;
        }
    }
    assert!(checked >= 4, "{checked} pools");
}

#[test]
fn reconciled_pools_show_the_simulated_range() {
    for dossier in SAMPLES.map(sample) {
        for valued in assessed(&dossier).pools {
            let problem = pool(&dossier, &valued.id, PoolView::Reconciled).unwrap();
            let found = run(&problem, &options(16_384, 3, Sampler::Sobol));
            check_near(&valued.id, &found, valued.range, carried(&problem.components[0]));
        }
    }
}

#[test]
fn portfolios_show_nearly_the_simulated_range() {
    for dossier in SAMPLES.map(sample) {
        let problem = with_rules(|rules| portfolio_problem(&dossier, rules, WithinPool::Independent).unwrap());
        let shown = assessed(&dossier).range;
        let tolerances = if problem.components.len() == 1 { carried(&problem.components[0]) } else { [OF_DRAWS; 3] };
        check_near("portfolio", &run(&problem, &options(16_384, 3, Sampler::Sobol)), shown, tolerances);
    }
}

#[test]
fn correlated_inputs_widen_a_pool() {
    let dossier = sample(SAMPLES[1]);
    let id = assessed(&dossier).pools[0].id.clone();
    let width = |within| {
        let problem =
            with_rules(|rules| pool_problem(&dossier, rules, &id, PoolView::Income, within).unwrap().unwrap());
        let found = run(&problem, &options(16_384, 3, Sampler::Sobol)).percentiles;
        found.p90 - found.p10
    };
    let (alone, together) = (width(WithinPool::Independent), width(WithinPool::Correlated));
    assert!(together > alone * 1.02 && together < alone * 1.5, "{alone} {together}");
}

#[test]
fn missing_answers_never_narrow() {
    let changes: [fn(&mut Dossier); 4] = [
        |dossier| dossier.products.iter_mut().for_each(|product| product.risk_scores = Default::default()),
        |dossier| dossier.products.iter_mut().for_each(|product| product.first_sale = None),
        |dossier| dossier.products.iter_mut().for_each(|product| product.operating_margin = None),
        |dossier| dossier.products.iter_mut().for_each(|product| product.growth = None),
    ];
    // Volume products with one method: where several have weight, a missing answer may take one of them away.
    for dossier in [SAMPLES[1], SAMPLES[2]].map(sample) {
        let spread = |dossier: &Dossier, id: &str| {
            let problem = pool(dossier, id, PoolView::Reconciled)?;
            let found = run(&problem, &options(4_096, 3, Sampler::Sobol)).percentiles;
            Some(found.p90 / found.p10)
        };
        let id = assessed(&dossier).pools[0].id.clone();
        let before = spread(&dossier, &id).unwrap();
        for change in changes {
            let mut dossier = dossier.clone();
            change(&mut dossier);
            let after = spread(&dossier, &id).unwrap();
            assert!(after >= before * 0.999, "{id}: {before} answered, {after} missing");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn percentiles_ascend(low in 0.1..1.0_f64, up in 0.0..1.0_f64, more in 0.0..2.0_f64, seed: u64, rho in -0.99..0.99_f64) {
        let mut problem = w13();
        problem.inputs[0].distribution = triangular(&[low, low + up, low + up + more]);
        problem.correlation = Some(Correlation {
            measure: CorrelationMeasure::Spearman,
            inputs: vec!["mult".to_owned(), "decay".to_owned()],
            matrix: vec![vec![1.0, rho], vec![rho, 1.0]],
        });
        let found = run(&problem, &options(1_500, seed, Sampler::Sobol));
        let p = found.percentiles;
        prop_assert!([p.p5, p.p10, p.p25, p.p50, p.p75, p.p90, p.p95].is_sorted());
        prop_assert!(p.p5 > 0.0);
        let h = &found.histogram;
        prop_assert_eq!(h.below + h.above + h.counts.iter().sum::<u32>(), 1_500);
    }

    /// The same random numbers serve before and after, so a better input raises every trial.
    #[test]
    fn better_inputs_raise_every_percentile(place in 0_usize..4, by in 1.0..1.3_f64, seed: u64) {
        let before = w13();
        let mut after = before.clone();
        let Distribution::Triangular { low, mode, high } = before.inputs[place].distribution else { unreachable!() };
        // Discount rate and decay lower the value.
        let factor = if place < 2 { by } else { 1.0 / by };
        after.inputs[place].distribution = triangular(&[low * factor, mode * factor, high * factor]);
        let options = options(1_000, seed, Sampler::SplitMix64);
        let (before, after) = (run(&before, &options), run(&after, &options));
        let all = |result: &SimulationResult| {
            let p = result.percentiles;
            [p.p5, p.p10, p.p25, p.p50, p.p75, p.p90, p.p95, result.mean, result.base]
        };
        for (before, after) in all(&before).iter().zip(all(&after)) {
            prop_assert!(after >= *before);
        }
    }

    #[test]
    fn every_split_has_the_same_bits(cuts in proptest::collection::vec(0_u32..3_000, 0..4), seed: u64) {
        let (problem, options) = (w13(), options(3_000, seed, Sampler::Sobol));
        let mut edges = cuts;
        edges.extend([0, 3_000]);
        edges.sort_unstable();
        let parts = edges.windows(2).map(|edge| simulate_part(&problem, &options, edge[0]..edge[1]).unwrap()).collect();
        prop_assert_eq!(merge(&problem, &options, parts).unwrap(), run(&problem, &options));
    }
}
