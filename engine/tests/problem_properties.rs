//! What must hold for every problem that discounts income.

#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

use ip_health_engine::valuation::income::{
    Conventions, FactorRounding, IncomeBasis, IncomeProblem, TaxBasis, Timing, present_value,
};
use ip_health_engine::valuation::problem::{Problem, Unknown, solve_for, value};
use proptest::prelude::*;
use serde_json::{Value, json};

fn worth(problem: &Value) -> f64 {
    value(&Problem::from_value(problem.clone()).unwrap()).unwrap().value
}

fn with(problem: &Value, fields: Value) -> Value {
    let mut changed = problem.clone();
    for (name, value) in fields.as_object().unwrap() {
        changed[name] = value.clone();
    }
    changed
}

/// Not less, but for the last bits.
fn at_least(more: f64, less: f64) -> bool {
    more >= less - less.abs() * 1e-12
}

/// A problem by each method that takes a stream of positive amounts.
fn problem(method: &str, amounts: &Value, discount: &Value, tax: f64) -> Value {
    let fields = match method {
        "revenue-share" | "pool" => json!({"revenue": amounts, "share": 0.05, "decay": 0.1}),
        "relief-from-royalty" => json!({"revenue": amounts, "royalty": 0.05, "upkeep": 0.01}),
        "profit-share" => json!({"profit": amounts, "share": 0.25}),
        "income-stream" => json!({"income": amounts, "deductions": [{"of-income": 0.06}]}),
        "incremental-income" => json!({"units": amounts, "premium": 3, "saving": 2}),
        "excess-earnings" => json!({"revenue": amounts, "margin": 0.3, "attrition": {"rate": 0.1}, "charges": [0.02]}),
        "with-and-without" => json!({"with": amounts, "without": 0}),
        _ => json!({"base": amounts, "royalty": 0.04, "minimum": 1000, "minimum-rate": 0.02}),
    };
    let mut whole = with(&fields, json!({"method": method, "discount": discount, "tax": tax, "probability": 0.8}));
    if method == "pool" {
        whole["rights"] = json!([{"weight": 1}, {"weight": 2}]);
    }
    whole
}

const METHODS: [&str; 9] = [
    "revenue-share",
    "pool",
    "relief-from-royalty",
    "profit-share",
    "income-stream",
    "incremental-income",
    "excess-earnings",
    "with-and-without",
    "licence-income",
];

prop_compose! {
    fn cases()(
        method in prop::sample::select(METHODS.to_vec()),
        amounts in prop::collection::vec(0.0..1e8_f64, 1..12),
        rate in 0.01..0.5_f64,
        first in 0.1..=1.0_f64,
        timing in prop::sample::select(vec!["mid", "end", "start"]),
        tax in 0.0..0.5_f64,
    ) -> (Value, Vec<f64>) {
        let discount = json!({"rate": rate, "timing": timing});
        let mut problem = problem(method, &json!(amounts), &discount, tax);
        problem["periods"] = json!({"first": first});
        (problem, amounts)
    }
}

/// Name of the field with the amounts.
fn amounts_field(problem: &Value) -> &'static str {
    ["revenue", "profit", "income", "units", "with", "base"]
        .into_iter()
        .find(|name| problem.get(*name).is_some())
        .unwrap()
}

proptest! {
    #[test]
    fn more_income_never_lowers_value((problem, mut amounts) in cases(), place in 0..12_usize, more in 0.0..1e8_f64) {
        let count = amounts.len();
        if let Some(amount) = amounts.get_mut(place % count) {
            *amount += more;
        }
        let mut richer = problem.clone();
        richer[amounts_field(&problem)] = json!(amounts);
        prop_assert!(at_least(worth(&richer), worth(&problem)));
    }

    #[test]
    fn a_longer_life_never_lowers_value((problem, mut amounts) in cases(), more in 0.0..1e8_f64) {
        amounts.push(more);
        let mut longer = problem.clone();
        longer[amounts_field(&problem)] = json!(amounts);
        // A period alone is a stub; with one behind it, it stays one.
        prop_assert!(at_least(worth(&longer), worth(&problem)));
    }

    #[test]
    fn a_higher_discount_rate_never_raises_value((problem, _) in cases(), more in 0.0..0.5_f64) {
        let mut dearer = problem.clone();
        dearer["discount"]["rate"] = json!(problem["discount"]["rate"].as_f64().unwrap() + more);
        prop_assert!(at_least(worth(&problem), worth(&dearer)));
    }

    #[test]
    fn sooner_is_never_less((problem, _) in cases()) {
        // With earnings that run off, the half-year convention of attrition stays while the timing moves.
        let at = |timing: &str| {
            let mut moved = problem.clone();
            moved["discount"]["timing"] = json!(timing);
            worth(&moved)
        };
        let (start, mid, end) = (at("start"), at("mid"), at("end"));
        prop_assert!(at_least(start, mid) && at_least(mid, end) && end >= 0.0);
    }

    #[test]
    fn a_right_out_of_force_is_worth_nothing((problem, _) in cases(), status in prop::sample::select(vec!["lapsed", "expired", "invalidated", "not-owned"])) {
        prop_assert_eq!(worth(&with(&problem, json!({"status": status}))), 0.0);
        prop_assert_eq!(worth(&with(&problem, json!({"status": "in-force"}))).to_bits(), worth(&problem).to_bits());
    }

    #[test]
    fn a_less_likely_income_is_worth_less((problem, _) in cases(), chance in 0.0..0.8_f64) {
        let doubtful = with(&problem, json!({"probability": chance}));
        prop_assert!(at_least(worth(&problem), worth(&doubtful)));
    }

    #[test]
    fn a_benefit_never_lowers_value((problem, _) in cases(), tax in 0.0..0.4_f64, years in 1.0..20.0_f64) {
        let benefit = json!({"amortisation": {"tax": tax, "years": years, "timing": "end"}});
        prop_assert!(at_least(worth(&with(&problem, benefit)), worth(&problem)));
    }

    #[test]
    fn one_rate_by_period_is_that_rate((problem, amounts) in cases()) {
        let mut by_period = problem.clone();
        by_period["discount"]["rate"] = json!(vec![problem["discount"]["rate"].clone(); amounts.len()]);
        prop_assert_eq!(worth(&by_period).to_bits(), worth(&problem).to_bits());
    }

    #[test]
    fn table_factors_move_the_value_by_half_their_last_place((problem, _) in cases()) {
        let mut table = problem.clone();
        table["discount"]["factors"] = json!("four-decimals");
        let income: f64 = value(&Problem::from_value(problem.clone()).unwrap()).unwrap().periods.iter().map(|row| row.income).sum();
        prop_assert!((worth(&table) - worth(&problem)).abs() <= income * 0.5e-4 * (1.0 + 1e-9) + 1e-9);
    }

    #[test]
    fn the_problem_and_the_kernel_agree_bit_for_bit(
        base in prop::collection::vec(0.0..1e9_f64, 1..15),
        first in 0.1..=1.0_f64,
        last in 0.1..=1.0_f64,
        share in 0.001..0.3_f64,
        decay in 0.001..0.4_f64,
        rate in 0.01..0.6_f64,
        (end, taxed, table) in any::<(bool, bool, bool)>(),
    ) {
        let mut stated = json!({
            "method": "revenue-share", "revenue": base, "share": share, "decay": decay,
            "periods": {"first": first, "last": last},
            "discount": {
                "rate": rate,
                "timing": if end { "end" } else { "mid" },
                "factors": if table { "four-decimals" } else { "exact" },
            },
        });
        if taxed {
            stated["tax"] = json!(0.25);
        }
        let kernel = IncomeProblem {
            base,
            first_period: first,
            last_period: last,
            income: IncomeBasis::RevenueShare { rate: share },
            decay,
            discount_rate: rate,
            conventions: Conventions {
                timing: if end { Timing::End } else { Timing::Mid },
                factors: if table { FactorRounding::FourDecimals } else { FactorRounding::Exact },
                tax: if taxed { TaxBasis::PostTax { rate: 0.25 } } else { TaxBasis::PreTax },
            },
            terminal: None,
            amortisation: None,
        };
        prop_assert_eq!(worth(&stated).to_bits(), present_value(&kernel).unwrap().to_bits());
    }

    #[test]
    fn what_is_solved_for_comes_back(
        base in 1e3..1e8_f64,
        growth in -0.3..0.5_f64,
        share in 0.001..0.9_f64,
        rate in 0.03..0.6_f64,
        decay in 0.01..0.5_f64,
        scale in 0.01..50.0_f64,
        years in 2..12_u32,
    ) {
        let stated = json!({
            "method": "revenue-share",
            "revenue": {"path": {"base": base, "growth": growth, "years": years}},
            "share": share, "decay": decay, "discount": {"rate": rate, "timing": "end"},
        });
        let found = |unknown, target| {
            solve_for(&Problem::from_value(stated.clone()).unwrap(), unknown, target, None).unwrap()
        };
        let aim = worth(&stated);
        let close = |found: f64, expected: f64| (found - expected).abs() <= 1e-9 * expected.abs().max(0.01);
        prop_assert!(close(found(Unknown::ShareRate, aim).root, share));
        prop_assert!(close(found(Unknown::DiscountRate, aim).root, rate));
        prop_assert!(close(found(Unknown::Growth, aim).root, growth));
        prop_assert!(close(found(Unknown::Decay, aim).root, decay));
        prop_assert!(close(found(Unknown::Scale, aim * scale).root, scale));
    }

    #[test]
    fn the_bridge_keeps_the_value(
        flows in prop::collection::vec(1.0..1e6_f64, 1..15),
        post in 0.01..0.4_f64,
        tax in 0.0..0.5_f64,
    ) {
        // After tax at the post-tax rate, before tax at the one that was found.
        let bridge = json!({"pre-tax-equivalent": {"post-tax": post, "tax": tax}});
        let before = json!({"method": "income-stream", "income": flows, "discount": {"rate": bridge, "timing": "end"}});
        let after = json!({"method": "income-stream", "income": flows, "tax": tax, "discount": {"rate": post, "timing": "end"}});
        let (before, after) = (worth(&before), worth(&after));
        prop_assert!((before - after).abs() <= 1e-10 * after);
    }

    #[test]
    fn whatever_a_field_holds_the_answer_is_finite_or_an_error(
        (problem, _) in cases(),
        field in prop::sample::select(vec![
            "revenue", "share", "discount", "tax", "periods", "probability", "decay", "terminal", "amortisation",
            "outlays", "discounts", "deductions", "coverage", "status",
        ]),
        odd in prop::sample::select(vec![
            json!(null), json!(-1), json!(1e308), json!([]), json!({}), json!("mid"), json!([1e308, 1e308]),
            json!({"rate": 0}), json!({"rate": 1e308}), json!({"perpetuity": {"growth": -0.5}}), json!({"multiple": 1e308}),
            json!({"path": {"base": 1e308, "growth": 9.0, "years": 999}}), json!({"tax": 1, "years": 1}),
        ]),
    ) {
        let found = Problem::from_value(with(&problem, json!({field: odd}))).and_then(|problem| value(&problem));
        if let Ok(solution) = found {
            prop_assert!(solution.value.is_finite());
        }
    }
}
