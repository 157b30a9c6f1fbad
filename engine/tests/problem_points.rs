//! Points at which a stated problem turns: the last number that is accepted and the first that is not, and parts of
//! methods that the examples leave out. Numbers found by hand.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

use ip_health_engine::valuation::income::{IncomeProblem, TaxAmortisation, Terminal, Timing, present_value};
use ip_health_engine::valuation::pool::allocate;
use ip_health_engine::valuation::problem::{Problem, ProblemError, Solution, Unknown, solve_for, value};
use ip_health_engine::valuation::reconcile::{Approach, Candidate, Reconciled, reconcile};
use ip_health_engine::valuation::{Range, ValuationError};
use serde_json::{Value, json};

fn solve(problem: Value) -> Solution {
    value(&Problem::from_value(problem).unwrap()).unwrap()
}

fn near(found: f64, by_hand: f64) {
    assert!((found - by_hand).abs() <= 1e-9 * by_hand.abs().max(1.0), "found {found}, by hand {by_hand}");
}

fn refused(problem: Value, path: &str) {
    let error = match Problem::from_value(problem) {
        Ok(problem) => value(&problem).unwrap_err(),
        Err(error) => error,
    };
    assert_eq!((error.code(), error.path()), ("range", Some(path)), "{error}");
}

#[test]
fn a_tax_that_takes_all_leaves_no_rate() {
    let rate = |tax: f64| json!({"method": "discount-rate", "rate": 0.12, "tax": tax});
    near(solve(rate(0.0)).figure("pre-tax-approximation").unwrap(), 0.12);
    near(solve(rate(0.99)).figure("pre-tax-approximation").unwrap(), 12.0);
    refused(rate(1.0), "tax");
    refused(rate(-0.01), "tax");
}

/// W14 in every scene of the specification.
#[test]
fn every_scene_has_its_weights() {
    let example: Value = serde_json::from_str(include_str!("data/problems/patent-score.json")).unwrap();
    let mut problem = example.clone();
    problem["scenes"] = json!({
        "licensing": [0.25, 0.35, 0.4], "finance": [0.35, 0.2, 0.45], "reporting": [0.2, 0.25, 0.55],
        "infringement": [0.5, 0.2, 0.3], "management": [0.3, 0.4, 0.3],
    });
    let found = solve(problem.clone());
    for (scene, composite) in [
        ("licensing", 7.0325),
        ("finance", 6.9575),
        ("reporting", 6.86),
        ("infringement", 7.115),
        ("management", 7.145),
    ] {
        near(found.figure(&format!("scene.{scene}")).unwrap(), composite);
        problem["scene"] = json!(scene);
        near(solve(problem.clone()).value, composite);
        near(solve(problem.clone()).figure("index").unwrap(), 10.0 * composite);
    }
    // Five extensions at most, each 0.1.
    for (met, bonus) in [(0, 0.0), (3, 0.3), (5, 0.5), (9, 0.5)] {
        let mut problem = example.clone();
        problem["extensions"] = json!(met);
        problem["bonus"] = json!(0.1);
        near(solve(problem).value, 6.9575 + bonus);
    }
}

#[test]
fn a_score_of_a_right_out_of_force_is_nothing() {
    let mut problem: Value = serde_json::from_str(include_str!("data/problems/patent-score.json")).unwrap();
    problem["grades"] = json!([80, 65, 50, 35]);
    for (status, composite, grade) in [("in-force", 6.9575, "B"), ("lapsed", 0.0, "void"), ("not-owned", 0.0, "void")] {
        problem["status"] = json!(status);
        let found = solve(problem.clone());
        near(found.value, composite);
        assert_eq!(found.labels["grade"], grade);
    }
}

#[test]
fn a_first_stage_that_lies_ahead() {
    // (0.6·(0.5·900/1.1² − 120)/1.1 − 50)/1.1^1.5
    let problem = json!({
        "method": "staged-project", "payoff": 900, "payoff-time": 4.5, "rate": 0.1, "abandon": true,
        "stages": [{"cost": 50, "time": 1.5, "probability": 0.6}, {"cost": 120, "time": 2.5, "probability": 0.5}],
    });
    let second = 0.5 * 900.0 / 1.1_f64.powi(2) - 120.0;
    let first = 0.6 * second / 1.1 - 50.0;
    let found = solve(problem);
    near(found.value, first / 1.1_f64.powf(1.5));
    let stages = found.list("stage-values").unwrap();
    near(stages[0], first);
    near(stages[1], second);
    near(found.figure("success-probability").unwrap(), 0.3);
}

#[test]
fn the_middle_of_an_even_number_of_deals() {
    let problem = |prices: &[f64]| {
        let deals: Vec<Value> = prices.iter().map(|price| json!({"price": price})).collect();
        json!({"method": "market", "combination": "median", "deals": deals})
    };
    near(solve(problem(&[700.0, 100.0, 300.0, 200.0])).value, 250.0);
    near(solve(problem(&[700.0, 100.0])).value, 400.0);
    near(solve(problem(&[9.0, 5.0, 7.0, 1.0, 3.0])).value, 5.0);
}

#[test]
fn an_unknown_has_a_name() {
    let problem = Problem::from_value(json!({
        "method": "revenue-share", "revenue": [100], "share": 0.05, "discount": {"rate": 0.1, "timing": "end"},
    }))
    .unwrap();
    let code = |unknown| match solve_for(&problem, unknown, 1e9, None) {
        Err(error @ (ProblemError::NoSolution { .. } | ProblemError::NotUnknown { .. })) => error.to_string(),
        other => panic!("{other:?}"),
    };
    for (unknown, name) in [
        (Unknown::ShareRate, "share-rate"),
        (Unknown::Decay, "decay"),
        (Unknown::Growth, "growth"),
        (Unknown::TerminalGrowth, "terminal-growth"),
    ] {
        assert!(code(unknown).contains(name), "{}", code(unknown));
        assert_eq!(unknown.code(), name);
    }
    assert_eq!((Unknown::DiscountRate.code(), Unknown::Scale.code()), ("discount-rate", "scale"));
}

/// Each bound of an income problem: the number that is refused and one next to it that is not.
#[test]
fn bounds_of_an_income_problem() {
    let whole = IncomeProblem::revenue_share(vec![100.0, 100.0], 0.1, 0.1);
    let field = |change: &dyn Fn(&mut IncomeProblem)| {
        let mut problem = whole.clone();
        change(&mut problem);
        match present_value(&problem) {
            Ok(_) => "",
            Err(ValuationError::Problem { field, .. }) => field,
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(field(&|_| ()), "");
    assert_eq!(field(&|problem| problem.base.clear()), "base");
    assert_eq!(field(&|problem| problem.base[1] = f64::INFINITY), "base");
    let low = [0.0, f64::NAN, -0.5];
    for refused in [&low[..], &[1.000_001]].concat() {
        assert_eq!(field(&|problem| problem.first_period = refused), "first_period", "{refused}");
        assert_eq!(field(&|problem| problem.last_period = refused), "last_period", "{refused}");
    }
    for accepted in [1e-9, 1.0] {
        assert_eq!(field(&|problem| problem.first_period = accepted), "", "{accepted}");
        assert_eq!(field(&|problem| problem.last_period = accepted), "", "{accepted}");
    }
    for refused in [1.0, -1e-9, f64::NAN] {
        assert_eq!(field(&|problem| problem.decay = refused), "decay", "{refused}");
    }
    assert_eq!(field(&|problem| problem.decay = 0.999_999), "");
    for refused in [-1.0, f64::NAN, f64::INFINITY] {
        assert_eq!(field(&|problem| problem.discount_rate = refused), "discount_rate", "{refused}");
    }
    assert_eq!(field(&|problem| problem.discount_rate = -0.999_999), "");
    for refused in [0.1, 0.2, f64::NAN] {
        let terminal = Some(Terminal { growth: refused });
        assert_eq!(field(&|problem| problem.terminal = terminal), "terminal.growth", "{refused}");
    }
    assert_eq!(field(&|problem| problem.terminal = Some(Terminal { growth: 0.099_999 })), "");
    for refused in [0.0, -1.0, f64::NAN] {
        let benefit = Some(TaxAmortisation { tax: 0.25, years: refused, timing: Timing::End });
        assert_eq!(field(&|problem| problem.amortisation = benefit), "amortisation.years", "{refused}");
    }
}

fn candidate(approach: Approach, value: f64) -> Candidate {
    Candidate { approach, value, range: Range { p10: 0.8 * value, p50: value, p90: 1.1 * value }, reach: [value; 2] }
}

/// Income 0.5, market 0.3, cost 0.2; a method may lie a quarter of it outside the range, and three times apart is too far.
fn reconciled(candidates: &[Candidate]) -> Reconciled {
    reconcile(candidates, &[0.5, 0.3, 0.2, 0.0], 3.0, 0.25).unwrap()
}

fn check(found: &Reconciled, range: [f64; 3], bounds: [f64; 2]) {
    let Range { p10, p50, p90 } = found.range;
    for (found, by_hand) in [p10, p50, p90].into_iter().chain(found.bounds).zip(range.into_iter().chain(bounds)) {
        near(found, by_hand);
    }
}

/// Valuation specification §2.8 and §4: weights of the stage, renormalised; a range that is pulled towards the others.
#[test]
fn methods_reconciled_by_hand() {
    // (0.5·100 + 0.2·60)/0.7; the range of the heaviest, 80–110, pulled down to 60/0.75 = 80 and up to 100/1.25 = 80.
    let found = reconciled(&[candidate(Approach::Income, 100.0), candidate(Approach::Cost, 60.0)]);
    check(&found, [80.0, 62.0 / 0.7, 110.0], [80.0, 80.0]);
    near(found.weights[0], 0.5 / 0.7);
    near(found.weights[1], 0.2 / 0.7);
    near(found.disagreement.unwrap(), 0.4);
    assert_eq!((found.leader, found.too_far), (0, None));
    // Down to 42/0.75 = 56 and up to 180/1.25 = 144.
    let found = reconciled(&[
        candidate(Approach::Cost, 90.0),
        candidate(Approach::Income, 100.0),
        Candidate { reach: [42.0, 180.0], ..candidate(Approach::Market, 80.0) },
    ]);
    check(&found, [56.0, 0.2 * 90.0 + 50.0 + 24.0, 144.0], [56.0, 144.0]);
    assert_eq!(found.leader, 1);
    near(found.disagreement.unwrap(), 0.2);
    // Three times apart may be averaged, more not: the heaviest stands and the range spans all.
    let found = reconciled(&[candidate(Approach::Income, 100.0), candidate(Approach::Cost, 300.0)]);
    assert_eq!(found.too_far, None);
    near(found.range.p50, 110.0 / 0.7);
    let found = reconciled(&[candidate(Approach::Income, 100.0), candidate(Approach::Cost, 301.0)]);
    check(&found, [80.0, 100.0, 301.0], [100.0, 301.0]);
    near(found.too_far.unwrap(), 3.01);
    near(found.disagreement.unwrap(), 1.0 - 100.0 / 301.0);
    // A method worth nothing is as far as can be.
    let found = reconciled(&[candidate(Approach::Income, 100.0), candidate(Approach::Cost, 0.0)]);
    assert_eq!((found.too_far, found.disagreement), (Some(f64::INFINITY), Some(1.0)));
    check(&found, [0.0, 100.0, 110.0], [0.0, 100.0]);
    // Methods without weight at this stage count only where there is no other.
    let found = reconciled(&[candidate(Approach::Option, 500.0), candidate(Approach::Income, 100.0)]);
    check(&found, [80.0, 100.0, 110.0], [100.0 / 0.75, 80.0]);
    assert_eq!((found.weights.as_slice(), found.leader, found.disagreement), (&[0.0, 1.0][..], 1, None));
    let found = reconciled(&[candidate(Approach::Option, 500.0)]);
    check(&found, [400.0, 500.0, 550.0], [500.0 / 0.75, 400.0]);
    // Nothing and nothing agree.
    let found = reconciled(&[candidate(Approach::Income, 0.0), candidate(Approach::Cost, 0.0)]);
    assert_eq!((found.too_far, found.disagreement, found.range.p90), (None, None, 0.0));
    assert!(reconcile(&[], &[1.0; 4], 3.0, 0.25).is_none());
}

fn example(method: &str) -> Value {
    let path = format!("{}/tests/data/problems/{method}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Each method answers for each unknown that it has: a number which, put back, gives the value; all others are told.
#[test]
fn every_method_is_asked_for_every_unknown() {
    use Unknown::{Decay, DiscountRate, Growth, Scale, ShareRate, TerminalGrowth};
    let plain = |unknown: &[Unknown]| unknown.to_vec();
    let methods = [
        ("revenue-share", plain(&[ShareRate, DiscountRate, Scale, Decay])),
        ("profit-share", plain(&[ShareRate, DiscountRate, Scale, Decay])),
        ("pool", plain(&[ShareRate, DiscountRate, Scale, Decay])),
        ("relief-from-royalty", plain(&[ShareRate, DiscountRate, Scale, Growth, Decay, TerminalGrowth])),
        ("income-stream", plain(&[DiscountRate, Scale])),
        ("incremental-income", plain(&[DiscountRate, Scale])),
        ("excess-earnings", plain(&[DiscountRate, Scale, Growth])),
        ("with-and-without", plain(&[DiscountRate, Scale, Growth])),
        ("licence-income", plain(&[ShareRate, DiscountRate, Scale])),
        ("patent-account", plain(&[DiscountRate])),
        ("staged-project", plain(&[DiscountRate])),
        ("renewal", plain(&[DiscountRate, Scale, Growth])),
        ("cost", plain(&[])),
        ("market", plain(&[])),
        ("real-option", plain(&[])),
        ("patent-score", plain(&[])),
        ("pledge", plain(&[])),
    ];
    let mut found = Vec::new();
    for (method, has) in &methods {
        let problem = Problem::from_value(example(method)).unwrap();
        let target = value(&problem).unwrap().value;
        for unknown in [ShareRate, DiscountRate, Scale, Growth, TerminalGrowth, Decay] {
            let answer = solve_for(&problem, unknown, target, None);
            let told = matches!(answer, Err(ProblemError::NotUnknown { .. }));
            match answer {
                Ok(inverse) => {
                    let back = inverse.solution.value;
                    assert!((back - target).abs() <= 1e-6 * target.abs().max(1.0), "{method}, {unknown}: {back}");
                }
                Err(_) if told => {}
                Err(error) => panic!("{method}, {unknown}: {error}"),
            }
            if told == has.contains(&unknown) {
                found.push(format!("{method}, {unknown}: {}", if told { "told" } else { "answered" }));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Growth after the forecast is an unknown of every stream that has one.
#[test]
fn growth_after_the_forecast_is_found_again() {
    let last = json!({"perpetuity": {"growth": 0.01}});
    let rate = json!({"rate": 0.12});
    for problem in [
        json!({"method": "revenue-share", "revenue": [100, 120], "share": 0.05, "discount": rate, "terminal": last}),
        json!({"method": "profit-share", "profit": [100, 120], "share": 0.25, "discount": rate, "terminal": last}),
        json!({"method": "income-stream", "income": [100, 120], "discount": rate, "terminal": last}),
    ] {
        let method = problem["method"].to_string();
        let problem = Problem::from_value(problem).unwrap();
        let target = value(&problem).unwrap().value;
        let root = solve_for(&problem, Unknown::TerminalGrowth, target, None).unwrap().root;
        assert!((root - 0.01).abs() < 1e-9, "{method}: {root}");
    }
}

/// A right of a pool that says neither covers all and stands for certain: weights `score²·coverage·validity`.
#[test]
fn what_is_left_out_of_a_pool_is_whole() {
    let pool = |rights: Value| {
        solve(json!({
            "method": "pool", "revenue": [1000], "share": 0.1, "discount": {"rate": 0.0}, "rights": rights,
        }))
    };
    let found = pool(json!([{"score": 8}, {"score": 4}]));
    assert_eq!((found.list("weights"), found.list("allocation")), (Some(&[64.0, 16.0][..]), Some(&[80.0, 20.0][..])));
    let found = pool(json!([{"score": 8, "coverage": 0.25}, {"score": 4, "validity": 0.25}, {"weight": 20}]));
    assert_eq!(
        (found.list("weights"), found.list("allocation")),
        (Some(&[16.0, 4.0, 20.0][..]), Some(&[40.0, 10.0, 50.0][..]))
    );
}

#[test]
fn a_range_is_scaled_at_every_end() {
    let scaled = Range { p10: 1.0, p50: 2.0, p90: 4.0 }.scaled(0.25);
    assert_eq!(scaled, Range { p10: 0.25, p50: 0.5, p90: 1.0 });
}

/// Deductions of every form: 100 less 7, less 4 % of the base of 1,000, less a tenth of the income.
#[test]
fn deductions_of_every_form() {
    let found = solve(json!({
        "method": "revenue-share", "revenue": [1000], "share": 0.1, "discount": {"rate": 0.25, "timing": "end"},
        "deductions": [{"amount": [7]}, {"of-base": 0.04}, {"of-income": 0.1}],
    }));
    near(found.value, (100.0 - 7.0 - 40.0 - 10.0) / 1.25);
}

/// Steps rise or fall throughout; two alike leave no line between them.
#[test]
fn steps_that_stand_still() {
    let problem = |steps: Value| {
        json!({
            "method": "ip-score", "scores": {"A1": 1}, "measures": {"C2": 0.065}, "steps": {"C2": steps},
            "risk": ["A1"], "opportunity": ["C2"],
        })
    };
    // Half-way between the third and the fourth.
    near(solve(problem(json!([0.0, 0.02, 0.05, 0.08, 0.1]))).figure("opportunity").unwrap(), 3.5);
    near(solve(problem(json!([0.1, 0.08, 0.05, 0.02, 0.0]))).figure("opportunity").unwrap(), 2.5);
    refused(problem(json!([0.0, 0.02, 0.02, 0.08, 0.1])), "steps.C2");
    refused(problem(json!([0.1, 0.08, 0.08, 0.02, 0.0])), "steps.C2");
}

/// An indicator that there is none of is named.
#[test]
fn indicators_are_those_of_the_tree() {
    let mut problem: Value = serde_json::from_str(include_str!("data/problems/patent-score.json")).unwrap();
    problem["assumed"] = json!(5);
    problem["scores"] = json!({"indicators": {"L1.1": 8}});
    // L = 5 + 0.4·(8 − 5)/3.
    let found = solve(problem.clone());
    near(found.figure("legal").unwrap(), 5.4);
    near(found.figure("assumed-indicators").unwrap(), 26.0);
    problem["scores"] = json!({"indicators": {"L1.1": 8, "L9.9": 8}});
    let error = Problem::from_value(problem).and_then(|problem| value(&problem)).unwrap_err();
    assert_eq!((error.code(), error.path()), ("unknown-field", Some("scores.indicators.L9.9")));
}

#[test]
fn how_far_prices_lie_apart() {
    // Mean 200 of 100, 200 and 300: √(20,000/3)/200.
    let problem = json!({"method": "market", "deals": [{"price": 100}, {"price": 200}, {"price": 300}]});
    near(solve(problem).figure("variation").unwrap(), (20_000.0_f64 / 3.0).sqrt() / 200.0);
    let single = json!({"method": "market", "deals": [{"price": 100}]});
    near(solve(single).figure("variation").unwrap(), 0.0);
}

/// In the middle of each year or at its end, both sums are discounted alike, so the share is one.
#[test]
fn a_marginal_share_does_not_depend_on_the_timing() {
    let share = |timing: &str| {
        solve(json!({"method": "share-rate", "share": {"marginal-profit": {
            "additional": [100, 30], "total": [250, 400], "rate": 0.1, "timing": timing,
        }}}))
        .value
    };
    near(share("end"), (100.0 + 30.0 / 1.1) / (250.0 + 400.0 / 1.1));
    near(share("mid"), share("end"));
}

/// Figures of whole years: half a year has half of its own.
#[test]
fn yearly_figures_of_a_part_of_a_year() {
    let problem = |periods: Value| {
        json!({
            "method": "income-stream", "income": {"annual": [100, 200]}, "discount": {"rate": 0.0}, "periods": periods,
        })
    };
    near(solve(problem(json!({}))).value, 300.0);
    near(solve(problem(json!({"first": 0.5}))).value, 250.0);
    near(solve(problem(json!({"last": 0.25}))).value, 150.0);
    let mut alone = problem(json!({"first": 0.5}));
    alone["income"] = json!({"annual": [100]});
    near(solve(alone).value, 50.0);
}

/// A stream for ever: 100·0.1 a year at 10 % with 2 % of growth, at the end of each year.
#[test]
fn a_terminal_value_by_hand() {
    let mut problem = IncomeProblem::revenue_share(vec![100.0, 102.0], 0.1, 0.1);
    problem.terminal = Some(Terminal { growth: 0.02 });
    problem.conventions.timing = Timing::End;
    near(present_value(&problem).unwrap(), 10.0 / 0.08);
    problem.amortisation = Some(TaxAmortisation { tax: 0.2, years: 10.0, timing: Timing::End });
    let annuity = (1.0 - 1.1_f64.powi(-10)) / 0.1;
    near(present_value(&problem).unwrap(), 10.0 / 0.08 / (1.0 - 0.02 * annuity));
}

/// Shares to the fen, and nothing where nothing can be shared out.
#[test]
fn values_shared_out() {
    assert_eq!(allocate(1.0, &[1.0, 1.0, 1.0]), [0.34, 0.33, 0.33]);
    assert_eq!(allocate(0.05, &[1.0, 0.0, 1.0]), [0.03, 0.0, 0.02]);
    for (total, weights) in [(1.0, [0.0, 0.0]), (f64::NAN, [1.0, 1.0]), (1.0, [f64::NAN, 1.0]), (1e20, [1.0, 1.0])] {
        assert_eq!(allocate(total, &weights), [0.0, 0.0], "{total} by {weights:?}");
    }
    assert_eq!(allocate(1.0, &[-1.0, -1.0]), [0.0, 0.0]);
}
