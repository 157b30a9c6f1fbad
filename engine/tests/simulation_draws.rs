//! The simulation trial by trial: each draw against the distribution function in closed form, each value against the
//! income formula written out.
#![cfg(feature = "simulation")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "closed forms by other functions than the engine's own")]

#[expect(dead_code, reason = "this test takes a part of it")]
#[path = "support/by_hand.rs"]
mod by_hand;

use std::ops::ControlFlow;

use ip_health_engine::dossier::{Asset, AssetKind};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::income::{TaxAmortisation, Timing};
use ip_health_engine::valuation::simulation::{
    Calibration, Component, Correlation, CorrelationMeasure, Distribution, IncomeComponent, Input, Part,
    PercentileRule, PoolView, Sampler, SimulationError, SimulationOptions, SimulationProblem, WithinPool, flip_points,
    leans, merge, pool_problem, simulate, simulate_part, tornado,
};
use ip_health_engine::valuation::{Method, PoolClass};
use jiff::civil::date;

fn options(trials: u32) -> SimulationOptions {
    SimulationOptions {
        trials,
        seed: 7,
        sampler: Sampler::Sobol,
        percentiles: PercentileRule::Linear,
        thresholds: Vec::new(),
    }
}

fn trials(problem: &SimulationProblem, count: u32) -> Part {
    simulate_part(problem, &options(count), 0..count).unwrap()
}

fn one(distribution: Distribution, step: Option<f64>) -> SimulationProblem {
    SimulationProblem {
        inputs: vec![Input { step, ..Input::new("x", distribution) }],
        correlation: None,
        components: vec![Component::amount("amount", "x")],
    }
}

/// The draws of a distribution with the probabilities they are drawn at: those of the uniform one are these.
fn draws(distribution: Distribution, step: Option<f64>) -> Vec<(f64, f64)> {
    let of = |problem| trials(&problem, 4_096).draws.remove(0);
    let uniform = of(one(Distribution::Uniform { low: 0.0, high: 1.0 }, None));
    uniform.into_iter().zip(of(one(distribution, step))).collect()
}

/// Checks the probability below each draw.
fn below(distribution: Distribution, tolerance: f64, probability: impl Fn(f64) -> f64) {
    let shown = format!("{distribution:?}");
    for (u, x) in draws(distribution, None) {
        let found = probability(x);
        assert!((found - u).abs() <= tolerance, "{shown}: {x} drawn at {u}, {found} lie below");
    }
}

fn normal_below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

/// z of the ninetieth percentile, from tables.
const Z90: f64 = 1.281_551_565_544_600_4;

#[test]
fn draws_have_their_distribution() {
    let (low, mode, high) = (2.0, 3.0, 7.0);
    below(Distribution::Uniform { low, high }, 1e-14, |x| (x - low) / (high - low));
    below(Distribution::Triangular { low, mode, high }, 1e-14, |x| {
        if x < mode {
            (x - low).powi(2) / ((high - low) * (mode - low))
        } else {
            1.0 - (high - x).powi(2) / ((high - low) * (high - mode))
        }
    });
    below(Distribution::Normal { mean: 5.0, sd: 2.0, low: None, high: None }, 1e-14, |x| normal_below((x - 5.0) / 2.0));
    let (from, to) = (normal_below(-1.5), normal_below(0.5));
    below(Distribution::Normal { mean: 5.0, sd: 2.0, low: Some(2.0), high: Some(6.0) }, 1e-14, |x| {
        (normal_below((x - 5.0) / 2.0) - from) / (to - from)
    });
    let sigma = 3.0_f64.ln() / (2.0 * Z90);
    below(Distribution::Lognormal { p10: 2.0, p90: 6.0 }, 1e-14, |x| {
        normal_below((x.ln() - 12.0_f64.ln() / 2.0) / sigma)
    });
    let variance = (1.0 + 0.4_f64 * 0.4).ln();
    below(Distribution::LognormalMoments { mean: 3.0, cv: 0.4 }, 1e-14, |x| {
        normal_below((x.ln() - 3.0_f64.ln() + variance / 2.0) / variance.sqrt())
    });
    below(Distribution::Percentiles { p10: 2.0, p50: 3.0, p90: 9.0 }, 1e-14, |x| {
        let ratio = if x < 3.0 { 3.0_f64 / 2.0 } else { 9.0 / 3.0 };
        normal_below((x / 3.0).ln() / ratio.ln() * Z90)
    });
}

/// Beta distributions with whole numbers are sums of binomial chances.
#[test]
fn draws_of_pert() {
    // α = 1 + 4·1/4 = 2, β = 1 + 4·3/4 = 4: two or more of five.
    let pert = |mode, shape| Distribution::Pert { low: 10.0, mode, high: 18.0, shape };
    below(pert(12.0, 4.0), 1e-10, |x| {
        let t = (x - 10.0) / 8.0;
        1.0 - (1.0 - t).powi(5) - 5.0 * t * (1.0 - t).powi(4)
    });
    // The mode at an end: α = 1, β = 5, or the other way round.
    below(pert(10.0, 4.0), 1e-10, |x| 1.0 - (1.0 - (x - 10.0) / 8.0).powi(5));
    below(pert(18.0, 4.0), 1e-10, |x| ((x - 10.0) / 8.0).powi(5));
    // Shape 2 with the mode in the middle: α = β = 2.
    below(pert(14.0, 2.0), 1e-10, |x| {
        let t = (x - 10.0) / 8.0;
        t * t * (3.0 - 2.0 * t)
    });
}

#[test]
fn draws_of_steps() {
    // Chances 1/8, 0, 5/8 and 2/8 of the values in order.
    let weights = vec![5.0, 1.0, 0.0, 2.0];
    for (u, x) in draws(Distribution::Discrete { values: vec![2.0, 1.0, 1.5, 4.0], weights }, None) {
        let expected = if u < 0.125 {
            1.0
        } else if u < 0.75 {
            2.0
        } else {
            4.0
        };
        assert_eq!(x, expected, "drawn at {u}");
    }
    // To half-years, inside the bounds.
    for (u, x) in draws(Distribution::Uniform { low: 1.2, high: 4.4 }, Some(0.5)) {
        let expected = (((1.2 + 3.2 * u) / 0.5).round() * 0.5).clamp(1.2, 4.4);
        assert!((x - expected).abs() < 1e-12, "drawn at {u}: {x}, {expected}");
    }
}

/// Low and high case, and the middle: bounds where there are any, else the tenth and the ninetieth percentile.
#[test]
fn cases_and_medians() {
    let case = |distribution: Distribution| {
        let bars = tornado(&one(distribution.clone(), None)).unwrap();
        let median = leans(&one(distribution, None)).unwrap().first().map(|lean| (lean.median, lean.change));
        (bars.first().map(|bar| (bar.low, bar.high, bar.swing)), median)
    };
    let (bar, lean) = case(Distribution::Triangular { low: 1.0, mode: 2.0, high: 10.0 });
    assert_eq!(bar, Some((1.0, 10.0, 9.0)));
    // The median lies where (10 − x)²/(9·8) is one half.
    let median = 10.0 - 36.0_f64.sqrt();
    let (found, change) = lean.unwrap();
    assert!((found - median).abs() < 1e-12 && (change - (median / 2.0 - 1.0)).abs() < 1e-12);
    let (bar, lean) = case(Distribution::Percentiles { p10: 2.0, p50: 3.0, p90: 9.0 });
    let (low, high, swing) = bar.unwrap();
    assert!((low - 2.0).abs() < 1e-12 && (high - 9.0).abs() < 1e-12 && (swing - 7.0).abs() < 1e-12);
    assert!(lean.is_none_or(|(_, change)| change.abs() < 1e-14), "base and median are one");
    assert_eq!(case(Distribution::Constant { value: 3.0 }), (None, None));
    assert_eq!(case(Distribution::Lognormal { p10: 3.0, p90: 3.0 }).0, None);
    assert_eq!(case(Distribution::Discrete { values: vec![3.0, 4.0], weights: vec![1.0, 0.0] }).0, None);
}

/// What an income is made of, each part drawn.
const PARTS: [&str; 10] = ["revenue", "rate", "r", "decay", "growth", "tax", "chance", "life", "perpetual", "unused"];

fn drawn() -> Vec<Input> {
    let uniform = |id: &str, low: f64, high: f64| Input::new(id, Distribution::Uniform { low, high });
    vec![
        uniform("revenue", 0.6, 1.3),
        uniform("rate", 0.02, 0.06),
        uniform("r", 0.05, 0.2),
        uniform("decay", 0.0, 0.3),
        uniform("growth", -0.1, 0.2),
        uniform("tax", 0.1, 0.25),
        uniform("chance", 0.2, 0.9),
        Input { step: Some(0.25), ..uniform("life", 0.25, 4.5) },
        uniform("perpetual", -0.02, 0.08),
        uniform("unused", 1.0, 2.0),
    ]
}

fn income(timing: Timing) -> IncomeComponent {
    IncomeComponent {
        first_period: 0.4,
        last_period: 0.7,
        timing,
        revenue: "revenue".into(),
        growth: "growth".into(),
        upkeep: 0.005,
        decay: "decay".into(),
        tax: Some("tax".into()),
        probability: "chance".into(),
        ..IncomeComponent::new("income", vec![40.0, 120.0, 150.0, 130.0, 70.0], "rate", "r")
    }
}

/// The value of one trial with everything written out: `Σ base·length·(rate − upkeep)·revenue·(1 − tax)·
/// [(1 − decay)(1 + growth)]^k·(1 + r)^(−τ)·chance`, as far as the life reaches, and the perpetuity after it.
fn by_hand(of: &dyn Fn(&str) -> f64, income: &IncomeComponent) -> f64 {
    let last = income.base.len() - 1;
    let (mut total, mut end) = (0.0, 0.0);
    let rate = match income.terminal_growth {
        Some(_) => of("r").max(of("perpetual") + income.least_gap),
        None => of("r"),
    };
    let mut begin = 0.0;
    for (k, base) in income.base.iter().enumerate() {
        let full = if k == 0 {
            0.4
        } else if k == last {
            0.7
        } else {
            1.0
        };
        let left = if income.life.is_some() { of("life") - begin } else { full };
        let length = full.min(left);
        if length <= 0.0 {
            break;
        }
        let carried = ((1.0 - of("decay")) * (1.0 + of("growth"))).powi(i32::try_from(k).unwrap());
        let kept = (of("rate") - 0.005) * of("revenue") * (1.0 - of("tax")) * carried;
        let time = begin + if income.timing == Timing::Mid { length / 2.0 } else { length };
        end = base * length / full * kept * (1.0 + rate).powf(-time);
        total += end;
        begin += full;
    }
    if income.terminal_growth.is_some() {
        total += end * (1.0 + of("perpetual")) / (rate - of("perpetual"));
    }
    total * of("chance")
}

fn check(income: IncomeComponent, whole: impl Fn(f64, &dyn Fn(&str) -> f64) -> f64) {
    let component = Component::Income(Box::new(income.clone()));
    let problem = SimulationProblem { inputs: drawn(), correlation: None, components: vec![component] };
    let part = trials(&problem, 2_048);
    for (trial, found) in part.values.iter().enumerate() {
        let of = |name: &str| {
            let place = PARTS.iter().position(|part| *part == name).unwrap();
            part.draws[place][trial]
        };
        let expected = whole(by_hand(&of, &income), &of);
        assert!((found - expected).abs() <= 1e-11 * expected.abs().max(1e-3), "{trial}: {found}, by hand {expected}");
    }
}

#[test]
fn every_trial_is_the_income_formula() {
    for timing in [Timing::Mid, Timing::End] {
        let plain = income(timing);
        check(plain.clone(), |value, _| value);
        check(IncomeComponent { life: Some("life".into()), ..plain.clone() }, |value, _| value);
        let brand = IncomeComponent { terminal_growth: Some("perpetual".into()), least_gap: 0.04, ..plain };
        check(brand, |value, _| value);
    }
}

#[test]
fn what_stands_on_top_of_the_formula() {
    // The benefit of amortisation over ten years: 1/[1 − t/n·A].
    let benefit = TaxAmortisation { tax: 0.25, years: 10.0, timing: Timing::End };
    check(IncomeComponent { amortisation: Some(benefit), ..income(Timing::Mid) }, |value, of| {
        let annuity = (1.0 - (1.0 + of("r")).powi(-10)) / of("r");
        value / (1.0 - 0.025 * annuity)
    });
    // Carried to other points: P50·(v/p50)^e with an exponent for each side.
    let (from, to) = ([2.0_f64, 4.0, 7.0], [1.0_f64, 3.0, 12.0]);
    check(IncomeComponent { calibration: Some(Calibration { from, to }), ..income(Timing::Mid) }, |value, _| {
        let side = if value < 4.0 { 0 } else { 2 };
        let exponent = (to[side] / 3.0).ln() / (from[side] / 4.0).ln();
        3.0 * (value / 4.0).powf(exponent)
    });
    // Points that stay are a plain factor.
    let scaled = Calibration { from, to: from.map(|point| 0.5 * point) };
    check(IncomeComponent { calibration: Some(scaled), ..income(Timing::Mid) }, |value, _| 0.5 * value);
}

/// The base of a discount rate below the growth after the forecast is raised like any draw.
#[test]
fn growth_above_the_base_of_the_rate() {
    let inputs = vec![Input::new("r", Distribution::Uniform { low: 0.01, high: 0.05 })];
    let brand = IncomeComponent {
        timing: Timing::End,
        terminal_growth: Some(0.06.into()),
        least_gap: 0.04,
        ..IncomeComponent::new("brand", vec![100.0], 0.5, "r")
    };
    let values = |brand: IncomeComponent| {
        let components = vec![Component::Income(Box::new(brand))];
        trials(&SimulationProblem { inputs: inputs.clone(), correlation: None, components }, 64).values
    };
    // 50/1.1, and 50·1.06/(0.1 − 0.06)/1.1 after it.
    let by_hand = 50.0 / 1.1 * (1.0 + 1.06 / 0.04);
    let plain = values(brand.clone());
    assert!(plain.iter().all(|value| (value - by_hand).abs() < 1e-9), "{plain:?}");
    // The benefit of amortisation is discounted at the same raised rate.
    let benefit = TaxAmortisation { tax: 0.25, years: 10.0, timing: Timing::End };
    let with_benefit = by_hand / (1.0 - 0.025 * (1.0 - 1.1_f64.powi(-10)) / 0.1);
    let found = values(IncomeComponent { amortisation: Some(benefit), ..brand });
    assert!(found.iter().all(|value| (value - with_benefit).abs() < 1e-9), "{found:?}, by hand {with_benefit}");
}

/// Epanechnikov's weights over the probabilities within `0.8·(p·(1 − p))²` of a percentile, narrower by the fourth root
/// beyond 16,384 trials.
#[test]
fn smooth_percentiles_by_hand() {
    let triangular = Distribution::Triangular { low: 1.0, mode: 2.0, high: 10.0 };
    for count in [4_096_u32, 65_536] {
        let mut sorted = trials(&one(triangular.clone(), None), count).values;
        sorted.sort_by(f64::total_cmp);
        let n = f64::from(count);
        let smooth = |p: f64| {
            let half = 0.8 * (p * (1.0 - p)).powi(2) * (16_384.0 / n).powf(0.25).min(1.0);
            let below = |share: f64| {
                let t = ((share - p) / half).clamp(-1.0, 1.0);
                (2.0 + 3.0 * t - t.powi(3)) / 4.0
            };
            let (from, to) = (((p - half) * n).floor() as usize, ((p + half) * n).ceil() as usize);
            let weight = |place: usize| below((place as f64 + 1.0) / n) - below(place as f64 / n);
            let sum: f64 = (from..to).map(|place| weight(place) * sorted[place]).sum();
            sum / (from..to).map(weight).sum::<f64>()
        };
        let smooth_options = SimulationOptions { percentiles: PercentileRule::Smooth, ..options(count) };
        let percentiles = |problem: &SimulationProblem| {
            let found = simulate(problem, &smooth_options, &mut |_| ControlFlow::Continue(())).unwrap();
            [found.percentiles.p10, found.percentiles.p50, found.percentiles.p90]
        };
        let alone = percentiles(&one(triangular.clone(), None));
        for (found, p) in alone.into_iter().zip([0.1, 0.5, 0.9]) {
            assert!((found - smooth(p)).abs() < 1e-12 * found, "P{p} of {count}: {found}, by hand {}", smooth(p));
        }
        // A certain amount beside it moves all values alike and leaves them as smooth.
        let mut beside = one(triangular.clone(), None);
        beside.components.push(Component::amount("certain", 5.0));
        for (found, alone) in percentiles(&beside).into_iter().zip(alone) {
            assert!((found - 5.0 - alone).abs() < 1e-12 * found, "{count}: {found}, {alone} alone");
        }
    }
}

/// Points that are not positive or do not ascend carry nothing.
#[test]
fn points_that_cannot_be_carried() {
    let good = [2.0, 4.0, 7.0];
    let carried = |from, to| {
        let component = IncomeComponent { calibration: Some(Calibration { from, to }), ..income(Timing::Mid) };
        let components = vec![Component::Income(Box::new(component))];
        simulate_part(&SimulationProblem { inputs: drawn(), correlation: None, components }, &options(8), 0..8).is_ok()
    };
    assert!(carried(good, good) && carried(good, [3.0; 3]));
    for bad in [[0.0, 4.0, 7.0], [-1.0, 4.0, 7.0], [5.0, 4.0, 7.0], [2.0, 8.0, 7.0], [2.0, 4.0, f64::INFINITY]] {
        assert!(!carried(bad, good), "from {bad:?}");
        assert!(!carried(good, bad), "to {bad:?}");
    }
}

/// A threshold is crossed at the last number before it.
#[test]
fn flip_points_are_found_to_the_last_bit() {
    let problem = one(Distribution::Triangular { low: 1.0, mode: 2.0, high: 10.0 }, None);
    let at = |threshold: f64| {
        let point = flip_points(&problem, threshold).unwrap().remove(0);
        (point.reached, point.at)
    };
    assert_eq!(at(1.625), (true, Some(1.625_f64.next_down())));
    assert_eq!(at(7.3), (false, Some(7.3)));
    assert_eq!(at(2.0), (true, Some(2.0_f64.next_down())));
    assert_eq!(at(10.0), (false, Some(10.0)));
    assert_eq!(at(10.1), (false, None));
    assert_eq!(at(1.0), (true, None));
}

/// Elasticity is `(ΔV/V)/(Δx/x)` over a tenth either way, and nothing at a base of zero.
#[test]
fn elasticities() {
    let inputs = vec![
        Input::new("a", Distribution::Uniform { low: -1.0, high: 1.0 }),
        Input::new("b", Distribution::Uniform { low: 2.0, high: 6.0 }),
        Input::new("c", Distribution::Uniform { low: 1.0, high: 3.0 }),
    ];
    let components = ["a", "b", "c"].map(|id| Component::amount(format!("of-{id}"), id)).into();
    let bars = tornado(&SimulationProblem { inputs, correlation: None, components }).unwrap();
    let of = |id: &str| bars.iter().find(|bar| bar.input == id).unwrap().elasticity;
    // The sum is 0 + 4 + 2.
    assert_eq!(of("a"), None);
    assert!((of("b").unwrap() - 4.0 / 6.0).abs() < 1e-12 && (of("c").unwrap() - 2.0 / 6.0).abs() < 1e-12);
}

/// Parts are of one problem, in one row, and no more than was asked for.
#[test]
fn parts_of_another_kind() {
    let problem = one(Distribution::Uniform { low: 0.0, high: 1.0 }, None);
    let options = options(3_000);
    let part = |range| simulate_part(&problem, &options, range).unwrap();
    assert!(merge(&problem, &options, vec![part(1_000..3_000), part(0..1_000)]).is_ok());
    let fault = |parts| merge(&problem, &options, parts).unwrap_err();
    let mut other = part(0..3_000);
    other.draws.push(other.draws[0].clone());
    assert_eq!(fault(vec![other]), SimulationError::Parts { trial: 0 });
    let mut short = part(1_000..3_000);
    short.draws[0].pop();
    assert_eq!(fault(vec![part(0..1_000), short]), SimulationError::Parts { trial: 1_000 });
    let mut longer = options.clone();
    longer.trials = 10_000_001;
    assert_eq!(merge(&problem, &longer, vec![]).unwrap_err(), SimulationError::Trials { most: 10_000_000 });
    assert_eq!(simulate_part(&problem, &longer, 0..1).unwrap_err(), SimulationError::Trials { most: 10_000_000 });
    let wrong = std::ops::Range { start: 20, end: 10 };
    assert_eq!(simulate_part(&problem, &options, wrong).unwrap_err(), SimulationError::Parts { trial: 20 });
}

/// Each bound of a component: a number beyond it is refused, the bound itself is not.
#[test]
fn bounds_of_a_component() {
    let field = |name: &str, low: f64, high: f64, change: &dyn Fn(&mut IncomeComponent)| {
        let mut inputs = drawn();
        if let Some(input) = inputs.iter_mut().find(|input| input.id == name) {
            input.distribution = Distribution::Uniform { low, high };
        }
        let mut component = IncomeComponent { life: Some("life".into()), ..income(Timing::Mid) };
        change(&mut component);
        let components = vec![Component::Income(Box::new(component))];
        match simulate_part(&SimulationProblem { inputs, correlation: None, components }, &options(8), 0..8) {
            Ok(_) => String::new(),
            Err(SimulationError::Component { field, .. }) => field,
            Err(error) => panic!("{error}"),
        }
    };
    let within = |name: &str, low: f64, high: f64| field(name, low, high, &|_| ());
    for (name, fault, low, high) in [
        ("tax", "tax", 0.0, 1.0),
        ("chance", "probability", 0.0, 1.0),
        ("growth", "growth", -1.0, 2.0),
        ("life", "life", 0.0, 9.0),
        ("r", "discount_rate", -0.999, 9.0),
        ("decay", "decay", 0.0, 0.999),
    ] {
        assert_eq!(within(name, low, high), "", "{name}");
        assert_eq!(within(name, low - 0.01, high), fault, "{name} below");
        if ["tax", "chance", "decay"].contains(&name) {
            assert_eq!(within(name, low, high + 0.01), fault, "{name} above");
        }
    }
    for (gap, fault) in [(0.0, ""), (-1e-9, "least_gap"), (f64::NAN, "least_gap"), (f64::INFINITY, "least_gap")] {
        assert_eq!(field("", 0.0, 0.0, &|component| component.least_gap = gap), fault, "{gap}");
    }
    assert_eq!(field("", 0.0, 0.0, &|component| component.upkeep = f64::INFINITY), "upkeep");
}

#[test]
fn one_trial_does_not_vary() {
    let problem = one(Distribution::Uniform { low: 1.0, high: 2.0 }, None);
    let found = simulate(&problem, &options(1), &mut |_| ControlFlow::Continue(())).unwrap();
    assert_eq!((found.standard_deviation, found.standard_error), (0.0, 0.0));
    assert_eq!(found.percentiles.p10, found.mean);
}

/// Certain dependence orders all inputs alike; none leaves each its own draws.
#[test]
fn what_correlations_do_to_draws() {
    let uniform = |id: &str| Input::new(id, Distribution::Uniform { low: 0.0, high: 1.0 });
    let with = |rho: f64| {
        let correlation = Correlation {
            measure: CorrelationMeasure::Normal,
            inputs: vec!["a".to_owned(), "b".to_owned()],
            matrix: vec![vec![1.0, rho], vec![rho, 1.0]],
        };
        let components = ["a", "b"].map(|id| Component::amount(format!("of-{id}"), id)).into();
        let inputs = vec![uniform("a"), uniform("b")];
        trials(&SimulationProblem { inputs, correlation: Some(correlation), components }, 4_096)
    };
    let same = with(1.0);
    assert!(same.draws[0].iter().zip(&same.draws[1]).all(|(a, b)| (a - b).abs() < 1e-9));
    let opposite = with(-1.0);
    assert!(opposite.draws[0].iter().zip(&opposite.draws[1]).all(|(a, b)| (a + b - 1.0).abs() < 1e-9));
    // Of normal variables with ρ = ½ a third is below both medians: ¼ + asin(ρ)/2π.
    let half = with(0.5);
    let both = half.draws[0].iter().zip(&half.draws[1]).filter(|(a, b)| **a < 0.5 && **b < 0.5).count();
    assert!((both as f64 / 4_096.0 - 1.0 / 3.0).abs() < 2e-3, "{both}");
    // Each input keeps its distribution: a mean of one half and a variance of one twelfth.
    for draws in &half.draws {
        let mean = draws.iter().sum::<f64>() / 4_096.0;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 4_096.0;
        assert!((mean - 0.5).abs() < 1e-3 && (variance - 1.0 / 12.0).abs() < 1e-3, "{mean}, {variance}");
    }
}

/// Bases of distributions: the mode, else the middle; of scenarios the mean.
#[test]
fn bases_of_distributions() {
    let base = |distribution: Distribution| distribution.base();
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-12, "{found}, {expected}");
    near(base(Distribution::Constant { value: 3.0 }), 3.0);
    near(base(Distribution::Pert { low: 1.0, mode: 2.0, high: 9.0, shape: 4.0 }), 2.0);
    near(base(Distribution::Uniform { low: 1.0, high: 4.0 }), 2.5);
    near(base(Distribution::Normal { mean: 5.0, sd: 1.0, low: None, high: None }), 5.0);
    near(base(Distribution::Normal { mean: 5.0, sd: 1.0, low: Some(6.0), high: Some(8.0) }), 6.0);
    near(base(Distribution::Normal { mean: 5.0, sd: 1.0, low: None, high: Some(4.0) }), 4.0);
    near(base(Distribution::Lognormal { p10: 2.0, p90: 8.0 }), 4.0);
    near(base(Distribution::LognormalMoments { mean: 5.0, cv: 0.75 }), 4.0);
    near(base(Distribution::Percentiles { p10: 2.0, p50: 3.0, p90: 9.0 }), 3.0);
    near(base(Distribution::Discrete { values: vec![1.0, 2.0, 4.0], weights: vec![1.0, 2.0, 1.0] }), 2.25);
    near(base(Distribution::Discrete { values: vec![1.0, 2.0], weights: vec![6.0, 2.0] }), 1.25);
}

/// Spearman's correlation is `1 − 6·Σd²/(n·(n² − 1))` of ranks that do not repeat; contributions are its square shared out.
#[test]
fn contributions_by_hand() {
    let inputs = vec![
        Input::new("a", Distribution::Uniform { low: 1.0, high: 4.0 }),
        Input::new("b", Distribution::Triangular { low: 1.0, mode: 1.5, high: 3.0 }),
        Input::new("c", Distribution::Constant { value: 2.0 }),
    ];
    let components = ["a", "b", "c"].map(|id| Component::amount(format!("of-{id}"), id)).into();
    let problem = SimulationProblem { inputs, correlation: None, components };
    let part = trials(&problem, 512);
    let ranks = |values: &[f64]| -> Vec<f64> {
        values.iter().map(|value| values.iter().filter(|other| *other < value).count() as f64).collect()
    };
    let of_value = ranks(&part.values);
    let spearman = |draws: &[f64]| {
        let squares: f64 = ranks(draws).iter().zip(&of_value).map(|(a, b)| (a - b).powi(2)).sum();
        1.0 - 6.0 * squares / (512.0 * (512.0 * 512.0 - 1.0))
    };
    let by_hand = [spearman(&part.draws[0]), spearman(&part.draws[1]), 0.0];
    let total: f64 = by_hand.iter().map(|rho| rho * rho).sum();
    let found = simulate(&problem, &options(512), &mut |_| ControlFlow::Continue(())).unwrap();
    for (found, rho) in found.contributions.iter().zip(by_hand) {
        assert!((found.rank_correlation - rho).abs() < 1e-9, "{found:?}, by hand {rho}");
        assert!((found.share - rho * rho / total).abs() < 1e-9, "{found:?}");
    }
    // Moments of the values as they are.
    let mean = part.values.iter().sum::<f64>() / 512.0;
    let squares: f64 = part.values.iter().map(|value| (value - mean).powi(2)).sum();
    assert!((found.mean - mean).abs() < 1e-12);
    assert!((found.standard_deviation - (squares / 511.0).sqrt()).abs() < 1e-12);
    assert!((found.standard_error - (squares / 511.0 / 512.0).sqrt()).abs() < 1e-12);
    let below = part.values.iter().filter(|value| **value < found.base).count() as f64 / 512.0;
    assert_eq!((found.base, found.below_base), (2.5 + 1.5 + 2.0, below));
}

/// The path of convergence has each doubling once, whether the trials run at once or in parts.
#[test]
fn the_path_of_convergence() {
    let problem = one(Distribution::Triangular { low: 1.0, mode: 2.0, high: 4.0 }, None);
    for (count, marks) in [(2_048, &[1_024, 2_048][..]), (2_049, &[1_024, 2_048, 2_049]), (1_000, &[1_000])] {
        let at_once = simulate(&problem, &options(count), &mut |_| ControlFlow::Continue(())).unwrap();
        let parts = vec![
            simulate_part(&problem, &options(count), 500..count).unwrap(),
            simulate_part(&problem, &options(count), 0..500).unwrap(),
        ];
        let merged = merge(&problem, &options(count), parts).unwrap();
        for found in [at_once, merged] {
            let path: Vec<u32> = found.convergence.iter().map(|point| point.trials).collect();
            assert_eq!(path, marks);
            let last = found.convergence.last().unwrap();
            assert_eq!((last.p10, last.p90), (found.percentiles.p10, found.percentiles.p90));
        }
    }
}

/// The simulation of a dossier starts from the value that its check-up shows.
#[test]
fn a_dossier_is_simulated_about_its_value() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(by_hand::DAY);
    let mark = by_hand::invention("m1", 1.0);
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..mark };
    let dossier = by_hand::dossier(vec![by_hand::invention("a1", 1.0), mark]);
    let (found, _) = by_hand::value(&dossier, &rules);
    for (class, method) in
        [(PoolClass::Technology, Method::RevenueShare), (PoolClass::Brand, Method::ReliefFromRoyalty)]
    {
        let pool = by_hand::pool(&found, class);
        let problem = pool_problem(&dossier, &rules, &pool.id, PoolView::Income, WithinPool::Independent);
        let problem = problem.unwrap().unwrap();
        let base = simulate(&problem, &options(2), &mut |_| ControlFlow::Continue(())).unwrap().base;
        let shown = by_hand::method(pool, method);
        assert!((base - shown).abs() < 1e-9 * shown, "{class:?}: {base}, shown {shown}");
    }
    // So does one of a product that ends with the first days of the first period.
    let mut ending = dossier;
    ending.products[0].end_of_life = Some(date(2026, 12, 5));
    let (found, _) = by_hand::value(&ending, &rules);
    let shown = by_hand::method(by_hand::pool(&found, PoolClass::Technology), Method::RevenueShare);
    let problem = pool_problem(&ending, &rules, "p1.technology", PoolView::Income, WithinPool::Independent);
    let base = simulate(&problem.unwrap().unwrap(), &options(2), &mut |_| ControlFlow::Continue(())).unwrap().base;
    assert!((base - shown).abs() < 1e-9 * shown, "{base}, shown {shown}");
}
