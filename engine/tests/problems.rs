//! Stated problems: the example of every method, textbook and exam problems with numbers found independently, what is
//! refused, and inverse questions.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]

use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::valuation::problem::{Problem, ProblemError, Solution, Unknown, solve_for, value};
use ip_health_engine::working::explain;
use serde_json::{Value, json};

fn solve(problem: Value) -> Solution {
    value(&Problem::from_value(problem).unwrap()).unwrap()
}

fn refused(problem: Value) -> ProblemError {
    match Problem::from_value(problem) {
        Ok(problem) => value(&problem).unwrap_err(),
        Err(error) => error,
    }
}

/// The value of a problem, to a relative 1e-9.
fn check(problem: Value, expected: f64) {
    let found = solve(problem).value;
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "found {found}, expected {expected}");
}

/// The code and the path of what is wrong.
fn check_refused(problem: Value, code: &str, path: &str) {
    let error = refused(problem);
    assert_eq!((error.code(), error.path()), (code, Some(path)), "{error}");
}

fn stream(income: Value, discount: Value) -> Value {
    json!({"method": "income-stream", "income": income, "discount": discount})
}

fn with(mut problem: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        problem[name] = value.clone();
    }
    problem
}

fn end(rate: f64) -> Value {
    json!({"rate": rate, "timing": "end"})
}

mod examples {
    use super::*;

    /// Values of the examples by method; those of W3, W4, W6–W12, W15–W18 are in the specification, the others were
    /// computed by a separate script from the formula of the method.
    const VALUES: [(&str, f64, f64); 23] = [
        ("revenue-share", 2_425_028.10, 0.005),
        ("relief-from-royalty", 8_117_985.24, 0.005),
        ("profit-share", 1_650_709.26, 0.005),
        ("income-stream", 163_460.64, 0.005),
        ("incremental-income", 1_865_922.89, 0.005),
        ("excess-earnings", 16_145_694.85, 0.005),
        // Σ (5m·1.06^k − without_k)·0.75·1.12^−(k−½)
        ("with-and-without", 2_614_987.865_200_574, 1e-6),
        // 500,000·0.75 + Σ [300,000·0.75/1.09^k + max(3 %·base − 300,000, 0)·0.75/1.15^k]
        ("licence-income", 1_422_490.815_560_306, 1e-6),
        ("pool", 1_867_832.50, 0.005),
        ("cost", 2_379_465.88, 0.005),
        // 4m·1.1·9/12·600/2,400 + 800,000 + Σ lost/1.1^k
        ("least-charge", 2_635_518.407_212_622, 1e-6),
        ("market", 1_225_778.18, 0.006),
        ("real-option", 8_045_773.64, 0.05),
        // max(0, −2m + 0.5·max(0, −8m + 0.7·40m/1.12²)/1.12²)
        ("staged-project", 3_708_477.587_463_554, 1e-6),
        ("share-rate", 0.02, 1e-15),
        ("discount-rate", 0.225_055_555_6, 1e-9),
        ("patent-score", 6.9575, 1e-9),
        // 0.4·0.8·7.2 + 0.35·7.7 + 0.25·6.4
        ("patent-value-degree", 6.599, 1e-12),
        // opportunity (4 + 3 + 3.5)/3, risk 6 − (4 + 5)/2
        ("ip-score", 2.0, 1e-12),
        // Σ 10m·1.05^k·(0.04·0.2 + 0.25·0.2 + 0.05·0.6)·0.75/1.1^(k+1) − (0.03·10m + 0.1·1m)
        ("patent-account", 1_241_265.965_439_519, 1e-6),
        ("renewal", 21_832.74, 0.005),
        ("pledge", 432_245.70, 0.005),
        // 0.75·2,425,028.10 + 0.15·1,225,778.18 + 0.1·2,379,465.88
        ("reconciliation", 2_240_584.39, 1e-6),
    ];

    fn example(method: &str) -> Value {
        let path = format!("{}/tests/data/problems/{method}.json", env!("CARGO_MANIFEST_DIR"));
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
    }

    #[test]
    fn every_method_has_one_and_its_value() {
        assert_eq!(VALUES.map(|(method, ..)| method).as_slice(), Problem::METHODS);
        for (method, expected, tolerance) in VALUES {
            let found = solve(example(method));
            assert_eq!(found.method, method);
            assert!((found.value - expected).abs() <= tolerance, "{method}: {} for {expected}", found.value);
        }
    }

    #[test]
    fn the_working_is_the_value_in_both_languages() {
        for (method, ..) in VALUES {
            let found = solve(example(method));
            assert_eq!(found.working.value().to_bits(), found.value.to_bits(), "{method}");
            for language in [Language::Chinese, Language::English] {
                let steps = explain(&found.working, language);
                assert!(steps.len() == found.working.lines.len() && steps.iter().all(|step| !step.name.is_empty()));
            }
            let sum: f64 = found.periods.iter().map(|row| row.income * row.factor - row.present_value).sum();
            assert!(sum.abs() < 1e-6, "{method}");
        }
    }

    #[test]
    fn what_is_written_reads_as_the_same_problem() {
        for (method, ..) in VALUES {
            let problem = Problem::from_value(example(method)).unwrap();
            assert_eq!(Problem::from_value(serde_json::to_value(&problem).unwrap()).unwrap(), problem, "{method}");
            let by_serde: Problem = serde_json::from_value(example(method)).unwrap();
            assert_eq!(by_serde, problem, "{method}");
        }
    }

    #[test]
    fn every_method_refuses_a_field_it_does_not_have() {
        for (method, ..) in VALUES {
            check_refused(with(example(method), json!({"colour": 1})), "unknown-field", "colour");
        }
    }
}

/// The kinds of question that appraisal textbooks and the exam of asset appraisers 资产评估师 ask. Money in 万元.
mod textbook {
    use super::*;

    #[test]
    fn five_years_then_a_stable_perpetuity_with_table_factors() {
        // 收益法: 120·0.9091 + 125·0.8264 + 128·0.7513 + 120·0.6830 + 130·0.6209 + 130/10 %·0.6209
        let discount = json!({"rate": 0.1, "timing": "end", "factors": "four-decimals"});
        let problem = stream(json!([120, 125, 128, 120, 130]), discount);
        check(with(problem, json!({"terminal": {"perpetuity": {}}})), 1_278.405_4);
    }

    #[test]
    fn perpetuity_with_growth_and_a_rate_of_its_own() {
        // 100/1.1 + 110/1.1² + 120/1.1³ + 120·1.02/(12 % − 2 %)/1.1³
        let terminal = json!({"terminal": {"perpetuity": {"growth": 0.02, "rate": 0.12}}});
        check(with(stream(json!([100, 110, 120]), end(0.1)), terminal), 1_191.585_274_229_902);
    }

    #[test]
    fn perpetuity_of_mid_year_income_discounted_from_the_end() {
        // Σ 100/1.1^(k−½) + 103/7 %/1.1³
        let problem = with(stream(json!(100), json!({"rate": 0.1})), json!({"periods": {"count": 3}}));
        let terminal = json!({"terminal": {"perpetuity": {"growth": 0.03, "discounted": "from-end"}}});
        check(with(problem, terminal), 1_366.329_301_407_130_7);
    }

    #[test]
    fn perpetuity_from_a_stated_income() {
        // 80/1.1 + 90/1.1² + 100/10 %/1.1²
        let terminal = json!({"terminal": {"perpetuity": {"income": 100}}});
        let expected = 80.0 / 1.1 + 90.0 / 1.21 + 1_000.0 / 1.21;
        check(with(stream(json!([80, 90]), end(0.1)), terminal), expected);
    }

    #[test]
    fn more_years_after_the_forecast() {
        // 80, 85, 90, then 81, 72.9, … for five years, all at 13 %
        let terminal = json!({"terminal": {"annuity": {"years": 5, "growth": -0.1}}});
        check(with(stream(json!([80, 85, 90]), end(0.13)), terminal), 365.588_240_989_953_36);
    }

    #[test]
    fn growth_equal_to_the_rate_over_more_years() {
        // Every year after is worth 100/1.1 today's money at the end of year one: 100/1.1 + 4·110/1.1/1.1
        let terminal = json!({"terminal": {"annuity": {"years": 4, "growth": 0.1}}});
        check(with(stream(json!([100]), end(0.1)), terminal), 500.0 / 1.1);
    }

    #[test]
    fn residual_value_and_multiple() {
        let residual = with(stream(json!([10, 10]), end(0.1)), json!({"terminal": {"residual": 121}}));
        check(residual, 10.0 / 1.1 + 10.0 / 1.21 + 100.0);
        let multiple = with(stream(json!([10, 10]), end(0.1)), json!({"terminal": {"multiple": 12.1}}));
        check(multiple, 10.0 / 1.1 + 10.0 / 1.21 + 100.0);
    }

    #[test]
    fn equivalent_investment_with_prices_by_year() {
        // 约当投资分成法: 100·(1 + 500 %)/(100·6 + 4,000·1.13) = 11.71875 %; 20 万箱 at a cost of 50 and prices of 90 for
        // four years, 85 for two, 75 for two; 25 % tax, 10 %.
        let found = solve(json!({
            "method": "profit-share",
            "profit": {"product": {"quantity": 20, "price": [40, 40, 40, 40, 35, 35, 25, 25]}},
            "share": {"equivalent-investment": {
                "technology": {"cost": 100, "margin": 5}, "other": {"cost": 4000, "margin": 0.13},
            }},
            "tax": 0.25,
            "discount": end(0.1),
        }));
        assert!((found.figure("share-rate").unwrap() - 0.117_187_5).abs() < 1e-15);
        assert!((found.value - 338.862_461_438_558_2).abs() < 1e-9);
    }

    #[test]
    fn least_charge_of_a_transfer() {
        // 最低收费额: 200·110 %·8/(2 + 8) = 176; 400/(600 + 400) = 40 %; 176·40 % + 80 + 20 = 170.4
        check(
            json!({
                "method": "least-charge",
                "cost": {
                    "base": {"indexed": {"outlays": [{"amount": 200, "index": 1.1}]}},
                    "functional": {"time": {"used": 2, "remaining": 8}},
                },
                "apportionment": {"buyer": 400, "total": 1000},
                "opportunity-cost": 100,
            }),
            170.4,
        );
    }

    #[test]
    fn marginal_analysis_of_the_profit_share() {
        // 边际分析法: Σ additional/1.1^k ÷ Σ total/1.1^k
        let share = json!({"marginal-profit": {
            "additional": [100, 120, 90, 70], "total": [250, 400, 450, 500], "rate": 0.1, "timing": "end",
        }});
        check(json!({"method": "share-rate", "share": share}), 0.246_888_367_600_386_35);
    }

    #[test]
    fn share_of_revenue_from_a_share_of_profit() {
        // 销售收入分成率 = 30 % × 15 %
        let share = json!({"of-margin": {"profit-share": 0.3, "margin": 0.15}});
        check(json!({"method": "share-rate", "share": share}), 0.045);
    }

    #[test]
    fn two_years_exempt_then_three_at_half() {
        // 两免三减半: Σ 25 %·profit·(1 − T_k)·1.14^−(k−½)
        check(
            json!({
                "method": "profit-share",
                "profit": [200, 300, 400, 400, 400, 350],
                "share": 0.25,
                "tax": [0, 0, 0.125, 0.125, 0.125, 0.25],
                "discount": {"rate": 0.14},
            }),
            307.264_286_368_911_54,
        );
    }

    #[test]
    fn net_profit_or_total_profit_is_the_same_question() {
        let on = |profit: Value, tax: Value| {
            let problem = json!({"method": "profit-share", "profit": profit, "share": 0.3, "discount": end(0.12)});
            solve(if tax.is_null() { problem } else { with(problem, json!({"tax": tax})) }).value
        };
        let net = on(json!([75, 150]), Value::Null);
        let total = on(json!([100, 200]), json!(0.25));
        assert!((net - total).abs() < 1e-12);
    }

    #[test]
    fn profit_as_revenue_less_costs() {
        // (1,000 − 600 − 150)·20 % for two years at 10 %, year-end
        let profit = json!({"difference": {"from": [1000, 1000], "less": [
            {"margin": {"of": [1000, 1000], "rate": 0.6}}, 150,
        ]}});
        let problem = json!({"method": "profit-share", "profit": profit, "share": 0.2, "discount": end(0.1)});
        check(problem, 50.0 / 1.1 + 50.0 / 1.21);
    }

    #[test]
    fn rates_by_period_and_a_stub() {
        // 8 % over the first half year and year two, then 10 %, then 12 %, mid-period
        let discount = json!({"rate": [0.08, 0.08, 0.10, 0.12]});
        let problem = with(stream(json!([50, 100, 110, 120]), discount), json!({"periods": {"first": 0.5}}));
        check(problem, 326.928_320_177_846_7);
    }

    #[test]
    fn phases_surcharge_probability_and_a_stub() {
        // Year one 1,000 of which half is left, 10 % for three years, then 5 %; share 5 %, surcharges 6 %, chance 80 %, 11 %
        let growth = json!({"phases": [{"growth": 0.1, "years": 3}, {"growth": 0.05}]});
        check(
            json!({
                "method": "revenue-share",
                "revenue": {"path": {"base": 1000, "base-year": "first", "growth": growth, "years": 6}},
                "share": 0.05,
                "deductions": [{"of-income": 0.06}],
                "probability": 0.8,
                "periods": {"first": 0.5},
                "discount": {"rate": 0.11},
            }),
            196.454_353_802_804_4,
        );
    }

    #[test]
    fn excess_return_on_assets() {
        // 超额收益: profit after tax 300 less 2,000 at the industry's 10 % is 100 a year for eight years at 12 %
        check(
            json!({
                "method": "excess-earnings",
                "profit": 300,
                "charges": [{"return-on": {"assets": 2000, "return": 0.1}}],
                "periods": {"count": 8},
                "discount": end(0.12),
            }),
            496.763_976_683_858_7,
        );
    }

    #[test]
    fn royalties_in_advance() {
        // 40 at the start of each of six years at 8 %
        let problem = stream(json!(40), json!({"rate": 0.08, "timing": "start"}));
        check(with(problem, json!({"periods": {"count": 6}})), 199.708_401_483_123_4);
    }

    #[test]
    fn units_that_grow_at_a_price_that_falls() {
        // Half a year, then a year: 100·0.5·8 at a quarter, 100·1.1·8·0.95 after a year, share 5 %, 12 %
        let quantity = json!({"path": {"base": 100, "base-year": "first", "growth": 0.1, "years": 2}});
        let price = json!({"path": {"base": 8, "base-year": "first", "growth": -0.05, "years": 2}});
        check(
            json!({
                "method": "revenue-share",
                "revenue": {"product": {"quantity": quantity, "price": price}},
                "share": 0.05,
                "periods": {"first": 0.5},
                "discount": {"rate": 0.12},
            }),
            0.05 * (400.0 * libm::pow(1.12, -0.25) + 836.0 / 1.12),
        );
    }

    #[test]
    fn damages_of_the_past() {
        // 100 at the end of each of the last two years, 60 to come: 100·1.05 + 100 + 60/1.05
        let problem = with(stream(json!([100, 100, 60]), end(0.05)), json!({"periods": {"delay": -2}}));
        check(problem.clone(), 205.0 + 60.0 / 1.05);
        check(with(problem.clone(), json!({"discount": {"rate": 0, "timing": "end"}})), 260.0);
        let by_period = json!({"discount": {"rate": [0.05, 0.05, 0.06], "timing": "end"}});
        check_refused(with(problem, by_period), "range", "periods.delay");
    }

    #[test]
    fn income_that_starts_later() {
        // Two years of development: 100 at the end of years three and four at 10 %
        let problem = with(stream(json!([100, 100]), end(0.1)), json!({"periods": {"delay": 2}}));
        check(problem, 100.0 / 1.331 + 100.0 / 1.4641);
    }

    #[test]
    fn what_is_left_of_the_enterprise_after_its_other_assets() {
        // 割差法: 300/10 % for ever less working capital of 800 and fixed assets of 1,500
        let problem = with(
            stream(json!([300]), end(0.1)),
            json!({
                "terminal": {"perpetuity": {}}, "outlays": [{"amount": 800}, {"amount": 1500}],
            }),
        );
        check(problem, 700.0);
    }

    #[test]
    fn entry_fee_and_running_royalty() {
        // 入门费 100 now and 50 after a year, 提成 3 % of 2,000, at most 55, three years at 10 %
        let expected = 100.0 + 50.0 / 1.1 + 55.0 / 1.1 + 55.0 / 1.21 + 55.0 / 1.331;
        check(
            json!({
                "method": "licence-income",
                "entry-fees": [{"amount": 100}, {"amount": 50, "time": 1}],
                "base": [2000, 2000, 2000],
                "royalty": 0.03,
                "cap": 55,
                "discount": end(0.1),
            }),
            expected,
        );
    }

    #[test]
    fn fixed_fee_and_running_royalty_together() {
        let problem = json!({
            "method": "licence-income", "minimum": 20, "base": [1000, 1500], "royalty": 0.02, "combination": "sum",
            "discount": end(0.1),
        });
        check(problem, 40.0 / 1.1 + 50.0 / 1.21);
    }

    #[test]
    fn benefit_outlays_and_marketability() {
        // 100 in four years at 15 %, mid; TAB at 11 %, mid-year; 50 today and 30 in a year go off; 20 % discount
        let problem = with(
            stream(json!([100, 100, 100, 100]), json!({"rate": 0.15})),
            json!({
                "amortisation": {"tax": 0.25, "years": 10, "timing": "mid", "rate": 0.11},
                "outlays": [{"amount": 50}, {"amount": 30, "time": 1}],
                "discounts": [0.2],
            }),
        );
        check(problem, 229.028_486_824_524_83);
    }

    #[test]
    fn the_pre_tax_rate_by_the_exact_bridge() {
        // 100 a year for five years: at 9 % after 25 % tax as at 21.138142 % before; r/(1 − T) would say 12 %.
        let bridge = json!({"pre-tax-equivalent": {"post-tax": 0.09, "tax": 0.25}});
        let problem = stream(json!([100, 100, 100, 100, 100]), json!({"rate": bridge, "timing": "end"}));
        let found = solve(problem);
        assert!((found.figure("pre-tax-rate").unwrap() - 0.211_381_421_649_721_48).abs() < 1e-10);
        assert!((found.value - 291.723_844_751_378_7).abs() < 1e-8);
        let gross = json!({"pre-tax-equivalent": {"post-tax": 0.09, "tax": 0.25, "bridge": "gross-up"}});
        check(json!({"method": "discount-rate", "rate": gross}), 0.12);
    }

    #[test]
    fn capital_asset_pricing_with_a_levered_beta() {
        // 0.9·(1 + 75 %·50 %)·(9 % − 3 %) + 3 % + 2 % = 12.425 %; two thirds of it, a third at 4.5 %·75 %, and 3 points
        let equity = json!({"capm": {
            "risk-free": 0.03, "market-return": 0.09, "specific": 0.02,
            "unlevered": {"beta": 0.9, "debt-to-equity": 0.5, "tax": 0.25},
        }});
        let wacc = json!({"equity": equity, "debt": 0.045, "debt-share": 1.0 / 3.0, "tax": 0.25, "premium": 0.03});
        check(json!({"method": "discount-rate", "rate": {"wacc": wacc}}), 0.124_083_333_333_333_32);
    }

    #[test]
    fn real_rate_and_inflation() {
        let rate = json!({"nominal": {"real": 0.08, "inflation": 0.03}});
        check(json!({"method": "discount-rate", "rate": rate}), 1.08 * 1.03 - 1.0);
    }

    #[test]
    fn build_up_from_the_risks_themselves() {
        // 3 % + 5 %·(0.3·80 + 0.7·40)/100 + 4 %
        let premium = json!({"cap": 0.05, "factors": [{"weight": 0.3, "score": 80}, {"weight": 0.7, "score": 40}]});
        let rate = json!({"build-up": {"risk-free": 0.03, "premiums": [premium, 0.04]}});
        check(json!({"method": "discount-rate", "rate": rate}), 0.096);
    }

    #[test]
    fn outlays_of_the_past() {
        // (100·1.2·1.06³ + 200·1.1·1.06² + 150·1.06)·1.1·(1 − 30 % − 5 %)
        check(
            json!({
                "method": "cost",
                "base": {"indexed": {
                    "outlays": [
                        {"amount": 100, "index": 1.2, "years": 3},
                        {"amount": 200, "index": 1.1, "years": 2},
                        {"amount": 150, "years": 1},
                    ],
                    "capital-rate": 0.06,
                    "profit": 0.1,
                }},
                "functional": 0.3,
                "economic": 0.05,
                "combination": "added",
            }),
            392.616_452_8,
        );
    }

    #[test]
    fn creative_labour_and_newness() {
        // (50 + 80·2.5)/(1 − 40 %)·1.2·65 %
        let creative = json!({"materials": 50, "labour": 80, "multiplier": 2.5, "risk": 0.4, "profit": 0.2});
        let problem = json!({
            "method": "cost", "base": {"creative-labour": creative}, "functional": {"newness": 0.65},
        });
        check(problem, 325.0);
    }

    #[test]
    fn excess_running_cost() {
        // 1,000·(1 − 20 %) − 12·75 %·(P/A, 10 %, 6)
        let problem = json!({
            "method": "cost",
            "base": {"stated": 1000},
            "functional": 0.2,
            "economic": {"excess-cost": {"annual": 12, "tax": 0.25, "rate": 0.1, "years": 6}},
        });
        check(problem, 760.802_653_704_839_9);
    }

    #[test]
    fn replacement_by_function_points_and_use_of_capacity() {
        // 1,200·0.15·1.1·1.15·(1 − [1 − (80/100)^0.7])
        let problem = json!({
            "method": "cost",
            "base": {"replacement": {"size": 1200, "unit-cost": 0.15, "factor": 1.1, "profit": 0.15}},
            "economic": {"performance": {"own": 80, "best": 100, "exponent": 0.7}},
        });
        check(problem, 227.7 * libm::pow(0.8, 0.7));
    }

    #[test]
    fn prices_by_measure_and_their_median() {
        // Prices over revenue 4, 3.6 and 5, adjusted 3.8, 3.96 and 4.5; the middle one times 320
        let problem = json!({
            "method": "market",
            "measure": 320,
            "combination": "median",
            "deals": [
                {"price": 1200, "measure": 300, "legal": 0.95},
                {"price": 900, "measure": 250, "other": [1.1]},
                {"price": 2000, "measure": 400, "technical": {"subject": 90, "comparable": 100}},
            ],
        });
        check(problem, 1_267.2);
    }

    #[test]
    fn abandonment_option() {
        // Salvage 80 against a project of 100 for three years: put of Black and Scholes, and its tree of 100 steps.
        let option = json!({
            "method": "real-option", "kind": "put", "project-value": 100, "development-cost": 80, "years": 3,
            "volatility": 0.35, "risk-free": 0.03, "compounding": "yearly", "cost-of-delay": 0.05,
        });
        check(with(option.clone(), json!({"model": "black-scholes"})), 13.189_979_892_452_42);
        check(with(option, json!({"model": {"binomial": {"steps": 100}}})), 13.269_653_708_719_856);
    }

    #[test]
    fn a_right_out_of_force_is_worth_nothing() {
        let problem = stream(json!([100, 100]), end(0.1));
        for status in ["lapsed", "expired", "invalidated", "not-owned"] {
            check(with(problem.clone(), json!({"status": status})), 0.0);
            let market = json!({"method": "market", "deals": [{"price": 100}], "status": status});
            check(market, 0.0);
        }
        check(with(problem, json!({"status": "in-force"})), 100.0 / 1.1 + 100.0 / 1.21);
    }

    #[test]
    fn scores_from_the_indicators_with_the_rules() {
        // All 27 at 6 but for L1.1 at 9: L = 6 + 0.4·(9 − 6)/3 = 6.4; finance 0.35·6.4 + 0.65·6, two extensions of 0.1
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(jiff::civil::date(2026, 11, 23));
        let codes = [
            "L1.2", "L1.3", "L2.1", "L2.2", "L3.1", "L3.2", "L4.1", "T1.1", "T1.2", "T2.1", "T3.1", "T4.1", "T5.1",
            "T5.2", "T6.1", "T6.2", "E1.1", "E1.2", "E2.1", "E2.2", "E3.1", "E3.2", "E3.3", "E4.1", "E4.2", "E4.3",
        ];
        let mut indicators: Value = codes.iter().map(|code| ((*code).to_owned(), json!(6))).collect();
        indicators["L1.1"] = json!(9);
        let problem = json!({
            "method": "patent-score", "scores": {"indicators": indicators}, "scene": "finance", "extensions": 2,
        });
        let found = value(&Problem::from_value(problem).unwrap().with_rules(&rules).unwrap()).unwrap();
        assert!((found.value - 6.34).abs() < 1e-12 && found.labels["grade"] == "C");
        assert_eq!(found.figure("assumed-indicators"), Some(0.0));
    }

    #[test]
    fn caps_of_the_score_by_scene() {
        // L = 8 capped at 4; licensing 0.25·4 + 0.35·7 + 0.4·6 = 5.85, finance 0.35·4 + 0.2·7 + 0.45·6 = 5.5.
        let problem = |caps: Value, scene: &str| {
            json!({
                "method": "patent-score", "scene": scene, "caps": caps,
                "scores": {"levels": {"legal": 8, "technical": 7, "economic": 6}},
                "scenes": {"licensing": [0.25, 0.35, 0.4], "finance": [0.35, 0.2, 0.45]},
            })
        };
        let pending = json!([{"legal": {"most": 4}}]);
        check(problem(pending.clone(), "licensing"), 5.85);
        check(problem(pending, "finance"), 5.5);
        // A pledge caps finance alone; co-owners without consent take a fifth of it.
        let pledged = json!([{"scene": {"scene": "finance", "most": 4}}]);
        check(problem(pledged.clone(), "finance"), 4.0);
        check(problem(pledged, "licensing"), 0.25 * 8.0 + 0.35 * 7.0 + 0.4 * 6.0);
        check(problem(json!([{"scene": {"scene": "finance", "factor": 0.8}}]), "finance"), 0.8 * 6.9);
        check_refused(
            problem(json!([{"scene": {"scene": "court", "most": 4}}]), "finance"),
            "range",
            "caps[0].scene.scene",
        );
        check_refused(problem(json!([{"legal": {"most": 11}}]), "finance"), "range", "caps[0].legal.most");
    }

    #[test]
    fn the_rate_of_a_pool_grows_with_its_effective_rights() {
        // Three alike: n = 3, 2 % · (1 + 0.15·2) = 2.6 %. One of weight 3 and one of 1: n = 16/10, 2 % · 1.09 = 2.18 %.
        let rate = |weights: Value, ceiling: Value| {
            json!({
                "method": "share-rate",
                "share": {"pooled": {"best": 0.02, "weights": weights, "increment": 0.15, "ceiling": ceiling}},
            })
        };
        check(rate(json!([1, 1, 1]), Value::Null), 0.026);
        check(rate(json!([3, 1]), Value::Null), 0.0218);
        check(rate(json!([1, 1, 1]), json!(0.025)), 0.025);
        assert_eq!(solve(rate(json!([3, 1]), Value::Null)).figure("effective-rights"), Some(1.6));
        // As a source inside another method, its best rate found by a band.
        check(
            json!({
                "method": "revenue-share", "revenue": [100], "discount": {"rate": 0.0},
                "share": {"pooled": {
                    "best": {"adjusted": {"low": 0.01, "high": 0.03, "adjustment": 0.5}},
                    "weights": [2, 2], "increment": 0.15,
                }},
            }),
            2.3,
        );
        check_refused(rate(json!([0, 0]), Value::Null), "range", "share.pooled.weights");
        check_refused(rate(json!([1, -1]), Value::Null), "range", "share.pooled.weights[1]");
    }

    #[test]
    fn ip_score_and_value_degree_with_the_rules() {
        let pack = RulePack::built_in().unwrap();
        let rules = pack.on(jiff::civil::date(2026, 11, 23));
        let with_rules =
            |problem: Value| value(&Problem::from_value(problem).unwrap().with_rules(&rules).unwrap()).unwrap();
        // A1 is a risk factor, C2 an opportunity: 6.5 % lies half-way between 5 % and 8 %.
        let found = with_rules(json!({"method": "ip-score", "scores": {"A1": 1}, "measures": {"C2": 0.065}}));
        assert_eq!((found.figure("risk"), found.figure("opportunity")), (Some(5.0), Some(3.5)));
        assert_eq!(found.labels["quadrant"], "de-risk");
        // D1 falls: 40 % survives without the patent, between 50 % (3) … 25 % (4).
        let found = with_rules(json!({"method": "ip-score", "scores": {"A1": 1}, "measures": {"D1": 0.4}}));
        assert!((found.figure("opportunity").unwrap() - 3.4).abs() < 1e-12);
        // Scores all 8: LVD = 8/10·8, TVD = EVD = 8.
        let found = with_rules(json!({
            "method": "patent-value-degree", "weights": [0.4, 0.3, 0.3], "stability": 8,
            "legal": {"scores": [8, 8, 8, 8, 8, 8]}, "technical": {"scores": [8, 8, 8, 8, 8, 8]},
            "economic": {"scores": [8, 8, 8, 8, 8]},
        }));
        assert!((found.value - (0.4 * 6.4 + 0.6 * 8.0)).abs() < 1e-12);
    }
}

mod refusals {
    use super::*;

    fn share() -> Value {
        json!({
            "method": "revenue-share", "revenue": [100, 200, 300], "share": 0.05, "discount": {"rate": 0.1},
        })
    }

    #[test]
    fn what_cannot_be_read_names_the_field() {
        assert_eq!(Problem::from_json("{").unwrap_err().code(), "syntax");
        assert_eq!(Problem::from_json("[1]").unwrap_err().code(), "syntax");
        check_refused(json!({"revenue": [1]}), "unknown-method", "method");
        check_refused(json!({"method": "guess"}), "unknown-method", "method");
        check_refused(with(share(), json!({"revenu": 1})), "unknown-field", "revenu");
        let discount = json!({"discount": {"rate": 0.1, "timming": "mid"}});
        check_refused(with(share(), discount), "unknown-field", "discount.timming");
        let share_by = json!({"share": {"compsite": {}}});
        check_refused(with(share(), share_by), "unknown-field", "share.compsite");
        let path = json!({"revenue": {"path": {"base": 1, "growth": {"phases": [{"growth": 0.1, "yeers": 2}]}}}});
        check_refused(with(share(), path), "unknown-field", "revenue.path.growth.phases[0].yeers");
        check_refused(with(share(), json!({"discount": {}})), "missing", "discount.rate");
        check_refused(with(share(), json!({"revenue": [1, "2"]})), "kind", "revenue[1]");
        check_refused(with(share(), json!({"share": true})), "kind", "share");
        check_refused(
            with(share(), json!({"discount": {"rate": 0.1, "timing": "late"}})),
            "unknown-field",
            "discount.timing.late",
        );
    }

    #[test]
    fn what_is_out_of_range_names_the_field() {
        check_refused(with(share(), json!({"share": 1.2})), "range", "share");
        check_refused(with(share(), json!({"share": [0.1, -0.1, 0.1]})), "range", "share[1]");
        check_refused(with(share(), json!({"decay": 1})), "range", "decay");
        check_refused(with(share(), json!({"discount": {"rate": -1}})), "range", "discount.rate");
        check_refused(with(share(), json!({"periods": {"first": 0}})), "range", "periods.first");
        check_refused(with(share(), json!({"tax": 1.5})), "range", "tax");
        check_refused(with(share(), json!({"probability": [0.5, 2, 1]})), "range", "probability[1]");
        let growth = json!({"terminal": {"perpetuity": {"growth": 0.1}}});
        check_refused(with(share(), growth), "range", "terminal.perpetuity.growth");
        let stub = json!({"periods": {"last": 0.5}, "terminal": {"perpetuity": {}}});
        check_refused(with(share(), stub), "range", "terminal.perpetuity.income");
        let groups = json!([{"weight": 0.5, "factors": [{"weight": 1, "score": 50}]}]);
        let composite = json!({"share": {"composite": {"low": 0.01, "high": 0.02, "groups": groups}}});
        check_refused(with(share(), composite), "range", "share.composite.groups");
        let bridge = json!({"rate": {"pre-tax-equivalent": {"post-tax": 0.1, "tax": 0.25}}});
        check_refused(with(share(), json!({"tax": 0.25, "discount": bridge})), "range", "tax");
        let tree = json!({
            "method": "real-option", "project-value": 1, "development-cost": 1, "years": 10, "volatility": 0.01,
            "risk-free": 0.05, "cost-of-delay": 0, "model": {"binomial": {"steps": 2}},
        });
        check_refused(tree, "range", "model.binomial.steps");
        let apart = json!({"method": "reconciliation", "largest-ratio": 3, "values": [
            {"value": 10, "weight": 1}, {"value": 31, "weight": 1},
        ]});
        check_refused(apart, "range", "values");
    }

    #[test]
    fn periods_that_do_not_agree_name_both_fields() {
        check_refused(with(share(), json!({"share": [0.1, 0.1]})), "periods", "share");
        check_refused(with(share(), json!({"periods": {"count": 4}})), "periods", "periods.count");
        let ProblemError::Periods { path, found, other, expected } = refused(with(share(), json!({"tax": [0, 0.25]})))
        else {
            panic!("the periods do not agree");
        };
        assert_eq!((path.as_str(), found, other.as_str(), expected), ("tax", 2, "revenue", 3));
        check_refused(with(share(), json!({"revenue": 100})), "missing", "periods.count");
        check_refused(with(share(), json!({"revenue": []})), "range", "revenue");
        let path = json!({"revenue": {"path": {"base": 1, "growth": [0.1, 0.1], "years": 3}}});
        check_refused(with(share(), path), "periods", "revenue.path.growth");
        let far = json!({"revenue": {"path": {"base": 1, "growth": 0.1, "years": 2_000_000_000}}});
        check_refused(with(share(), far), "range", "revenue.path");
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        let earnings = json!({
            "method": "excess-earnings", "profit": [1], "margin": 0.1, "revenue": [10], "discount": {"rate": 0.1},
        });
        check_refused(earnings, "range", "margin");
        let licence = json!({"method": "licence-income", "base": [1], "discount": {"rate": 0.1}});
        check_refused(licence, "missing", "royalty");
        check_refused(
            json!({"method": "renewal", "first-year": 9, "last-year": 20, "benefit": 1, "rate": 0.1}),
            "missing",
            "schedule",
        );
    }
}

mod inverse {
    use super::*;

    fn ask(problem: Value, unknown: Unknown, target: f64) -> f64 {
        let problem = Problem::from_value(problem).unwrap();
        let found = solve_for(&problem, unknown, target, None).unwrap();
        assert!((found.solution.value - target).abs() <= 1e-9 * target.abs(), "{} for {target}", found.solution.value);
        found.root
    }

    fn trademark() -> Value {
        json!({
            "method": "relief-from-royalty", "revenue": {"path": {"base": 1000, "growth": 0.05, "years": 5}},
            "royalty": 0.02, "tax": 0.25, "discount": {"rate": 0.13, "timing": "end"},
            "terminal": {"perpetuity": {"growth": 0.02}},
        })
    }

    /// A value grows as its amounts do, in whatever form they are stated.
    #[test]
    fn every_form_of_amounts_is_scaled() {
        let forms = [
            json!([900, 1000, 1100]),
            json!({"annual": [900, 1000, 1100]}),
            json!({"path": {"base": 1000, "growth": 0.05, "years": 3}}),
            json!({"product": {"quantity": [90, 100, 110], "price": 10}}),
            json!({"margin": {"of": [900, 1000, 1100], "rate": 0.4}}),
            json!({"sum": [[900, 1000, 1100], {"annual": [10, 20, 30]}]}),
            json!({"difference": {"from": [900, 1000, 1100], "less": [[100, 100, 100], [50, 60, 70]]}}),
        ];
        for revenue in forms {
            let problem = json!({
                "method": "revenue-share", "revenue": revenue, "share": 0.05, "discount": {"rate": 0.12},
            });
            let value = solve(problem.clone()).value;
            let found = ask(problem.clone(), Unknown::Scale, 3.5 * value);
            assert!((found - 3.5).abs() < 1e-9, "{found} for {problem}");
        }
        let level = json!({
            "method": "revenue-share", "revenue": 1000, "share": 0.05, "periods": {"count": 3}, "discount": {"rate": 0.12},
        });
        let value = solve(level.clone()).value;
        assert!((ask(level, Unknown::Scale, 0.25 * value) - 0.25).abs() < 1e-9);
    }

    #[test]
    fn each_unknown_is_found_again() {
        let value = solve(trademark()).value;
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-10, "{found} for {expected}");
        near(ask(trademark(), Unknown::ShareRate, value), 0.02);
        near(ask(trademark(), Unknown::DiscountRate, value), 0.13);
        near(ask(trademark(), Unknown::Scale, value), 1.0);
        near(ask(trademark(), Unknown::Growth, value), 0.05);
        near(ask(trademark(), Unknown::TerminalGrowth, value), 0.02);
        let fading = with(trademark(), json!({"decay": 0.1}));
        near(ask(fading.clone(), Unknown::Decay, solve(fading).value), 0.1);
    }

    #[test]
    fn the_rate_of_return_at_a_price() {
        // 110 after a year for 100 is 10 %; next to the growth after the forecast the value has no end.
        assert!((ask(stream(json!([110]), end(0.3)), Unknown::DiscountRate, 100.0) - 0.1).abs() < 1e-12);
        let dear = ask(trademark(), Unknown::DiscountRate, 1e7);
        assert!(dear > 0.02 && dear < 0.020_003);
    }

    #[test]
    fn a_stream_with_both_signs_has_two_rates_of_return() {
        // −100, 230, −132: 10 % and 20 % give nothing.
        let problem = stream(json!([-100, 230, -132]), json!({"rate": 0.0, "timing": "start"}));
        let problem = Problem::from_value(problem).unwrap();
        let found = solve_for(&problem, Unknown::DiscountRate, 0.0, None).unwrap();
        assert!((found.root - 0.1).abs() < 1e-10 && (found.others[0] - 0.2).abs() < 1e-10);
    }

    #[test]
    fn break_even_share_of_a_loan() {
        // The share at which 30 % of the value is the loan of 600,000: 600,000/0.3 over the value at a share of one.
        let problem = json!({
            "method": "revenue-share", "revenue": [12e6, 27e6, 32e6], "share": 0.02, "discount": {"rate": 0.1276},
        });
        let whole = solve(with(problem.clone(), json!({"share": 1}))).value;
        let found = ask(problem, Unknown::ShareRate, 600_000.0 / 0.3);
        assert!((found - 2_000_000.0 / whole).abs() < 1e-12);
    }

    #[test]
    fn no_answer_is_said_with_what_was_met() {
        let problem = Problem::from_value(trademark()).unwrap();
        let ask = |unknown, target, range| solve_for(&problem, unknown, target, range);
        let ProblemError::NoSolution { lowest, highest, .. } = ask(Unknown::ShareRate, 1e9, None).unwrap_err() else {
            panic!("a share of one is not worth that much");
        };
        assert!(lowest == 0.0 && (highest - 50.0 * solve(trademark()).value).abs() < 1e-6);
        let narrow = ask(Unknown::DiscountRate, solve(trademark()).value, Some([0.2, 0.5]));
        assert_eq!(narrow.unwrap_err().code(), "no-solution");
        assert_eq!(ask(Unknown::Decay, 1.0, Some([0.5, 0.4])).unwrap_err().code(), "range");
        let pledge = Problem::from_value(json!({"method": "pledge", "value": 1, "pledge-rate": 0.3})).unwrap();
        assert_eq!(solve_for(&pledge, Unknown::Growth, 1.0, None).unwrap_err().code(), "not-unknown");
        let by_year = with(trademark(), json!({"royalty": [0.1, 0.1, 0.1, 0.1, 0.1]}));
        let by_year = Problem::from_value(by_year).unwrap();
        assert_eq!(solve_for(&by_year, Unknown::ShareRate, 1.0, None).unwrap_err().code(), "not-unknown");
        // What is wrong with the problem itself is said, not that there is no answer.
        let broken = Problem::from_value(with(trademark(), json!({"tax": 2}))).unwrap();
        assert_eq!(solve_for(&broken, Unknown::ShareRate, 1.0, None).unwrap_err().path(), Some("tax"));
    }

    #[test]
    fn table_factors_do_not_hide_the_answer() {
        let discount = json!({"rate": 0.1, "timing": "end", "factors": "four-decimals"});
        let problem = Problem::from_value(stream(json!([100, 100, 100]), discount)).unwrap();
        let found = solve_for(&problem, Unknown::DiscountRate, 248.69, None).unwrap();
        assert!((found.root - 0.1).abs() < 1e-3);
    }
}
