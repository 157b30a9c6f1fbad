//! What is missing and what it adds, costs at the ends of life, fees that are not paid and the chart of methods, found
//! again by plain arithmetic.
//!
//! Rates and terms come from the rule pack, the arithmetic from the valuation specification, §2.7, §4 and §5.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

#[expect(dead_code, reason = "this test takes a part of it")]
#[path = "support/by_hand.rs"]
mod by_hand;

use std::sync::Arc;

use by_hand::{DAY, answers, dossier, invention, near, pool, value, years};
use ip_health_engine::dossier::{
    Asset, AssetKind, DevelopmentCost, Dossier, Exploitation, FiscalYear, Product, ProductUse, Stage,
};
use ip_health_engine::rules::{NoteKind, RulePack};
use ip_health_engine::valuation::option::{Exercise, OptionProblem, binomial};
use ip_health_engine::valuation::{
    Method, MethodOutcome, MissingAnswer, NoValue, NotApplied, PoolClass, PoolValuation, PortfolioValuation, Range,
};
use ip_health_engine::working::{Line, LineKind, Origin};
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

const TECHNOLOGY: &str = "p1.technology";

/// Whether a line is given by a record.
fn is_of(line: &Line, rule: &str) -> bool {
    matches!(&line.kind, LineKind::Given(Origin::Rule { id }) if id == rule)
}

fn missing(pool: &PoolValuation) -> Vec<MissingAnswer> {
    pool.missing.iter().map(|missing| missing.answer).collect()
}

/// What is answered is not asked for again.
#[test]
fn what_is_answered_is_not_missing() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mut dossier = dossier(vec![invention("a1", 1.0)]);
    let risks: Vec<_> = rules.notes(NoteKind::Remark, "risk-factor").collect();
    let codes = || risks.iter().map(|note| note.id.strip_prefix("risk-factor.").unwrap());
    assert!(missing(pool(&value(&dossier, &rules).0, PoolClass::Technology)).contains(&MissingAnswer::Risk));
    dossier.products[0].risk_scores = answers(codes().take(3));
    assert!(missing(pool(&value(&dossier, &rules).0, PoolClass::Technology)).contains(&MissingAnswer::Risk));
    dossier.products[0].risk_scores = answers(codes());
    assert!(!missing(pool(&value(&dossier, &rules).0, PoolClass::Technology)).contains(&MissingAnswer::Risk));

    // The accounts of a project: a year whose research is not known is missing, years that are known are not.
    let year = |year, wan: Option<i64>| FiscalYear { year, rd: wan.map(Money::from_wan), ..FiscalYear::default() };
    dossier.products[0].stage = Some(Stage::Pilot);
    dossier.accounts = vec![year(2024, Some(300)), year(2025, None)];
    assert!(missing(pool(&value(&dossier, &rules).0, PoolClass::Technology)).contains(&MissingAnswer::Research));
    dossier.accounts[1] = year(2025, Some(500));
    let (found, workings) = value(&dossier, &rules);
    assert!(!missing(pool(&found, PoolClass::Technology)).contains(&MissingAnswer::Research));
    // One year of three: a third of what research adds.
    dossier.accounts.push(year(2023, None));
    let (_, half) = value(&dossier, &rules);
    let lines = &half.get("valuation.pool.p1.technology.p90").unwrap().lines;
    let of = lines.iter().find(|line| is_of(line, "valuation.widening.research")).unwrap();
    near(of.values[0], rules.number("valuation.widening.research").unwrap() / 3.0, "an unknown year of three");
    let lines = workings.get("valuation.pool.p1.technology.cost").unwrap();
    assert!(!lines.lines.iter().any(|line| line.term.id() == "research-years-unknown"), "a year of nothing unknown");
    let life = rules.number("valuation.life.technology.integrated-circuits").unwrap() - years(date(2024, 11, 23), DAY);
    let cost = 8e6 * rules.number("valuation.cost.research-share").unwrap() * (1.0 - 1.0 / (1.0 + life));
    near(lines.value(), cost, "research of two years");
}

/// Labour and tests are known: 70 % of the usual composition.
fn cost() -> DevelopmentCost {
    DevelopmentCost {
        labour: Some(Money::from_wan(110)),
        tests: Some(Money::from_wan(20)),
        years: Some(2.0),
        price_index: Some(1.0),
        used_years: Some(2.0),
        economic_obsolescence: Ratio::new(0.05),
        ..DevelopmentCost::default()
    }
}

/// The exponent of a range is one and what each missing answer adds; an assumed part of a cost adds that part.
#[test]
fn what_missing_answers_add() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let shares = rules.list("valuation.cost.composition.other").unwrap();
    let assumed = 1.0 - (shares[0] + shares[3]) / shares.iter().sum::<f64>();
    let widening = |end: &str, id: &str, rule: &str, dossier: &Dossier| {
        let (_, workings) = value(dossier, &rules);
        let lines = &workings.get(&format!("valuation.pool.{id}.{end}")).unwrap().lines;
        let of = lines.iter().find(|line| is_of(line, &format!("valuation.widening.{rule}")));
        (of.map(|line| line.values[0]), lines.clone())
    };

    // Two reserves: one of them with assumed amounts, the other with its whole cost known.
    let whole = DevelopmentCost {
        materials: Some(Money::from_wan(30)),
        equipment: Some(Money::from_wan(20)),
        filing: Some(Money::from_wan(5)),
        ..cost()
    };
    let reserve = |id: &str, cost| Asset {
        cost: Some(cost),
        uses: Vec::new(),
        exploitation: Some(Exploitation::Unused),
        ..invention(id, 1.0)
    };
    let reserves = dossier(vec![reserve("a1", cost()), reserve("a2", whole.clone())]);
    let weight = number("valuation.widening.cost") * assumed / 2.0;
    let (found, _) = widening("p10", "reserve", "cost", &reserves);
    near(found.unwrap(), weight, "widening of the reserves");
    let (found, _) = value(&reserves, &rules);
    let reserve = pool(&found, PoolClass::Reserve);
    let applied = reserve.methods.iter().find(|found| found.method == Method::Cost).unwrap();
    let MethodOutcome::Applied { range: Some(range), .. } = &applied.outcome else { panic!("{applied:?}") };
    let by_hand = |end: f64| range.p50 * (end / range.p50).powf(1.0 + weight);
    near(reserve.range.p10, by_hand(range.p10), "low end of the reserves");
    near(reserve.range.p90, by_hand(range.p90), "high end of the reserves");
    let narrows = (reserve.range.p90 - reserve.range.p10) - (range.p90 - range.p10);
    near(reserve.missing[0].narrows, narrows, "what the answer is worth");

    // The same rights on a product: each by its weight in the pool.
    let pooled = dossier(vec![
        Asset { cost: Some(cost()), ..invention("a1", 1.0) },
        Asset { cost: Some(whole), ..invention("a2", 0.5) },
    ]);
    let (found, _) = value(&pooled, &rules);
    let share = pool(&found, PoolClass::Technology).members[0].share;
    near(share, 2.0 / 3.0, "share of the first by coverage");
    let (found, lines) = widening("p90", TECHNOLOGY, "cost", &pooled);
    near(found.unwrap(), number("valuation.widening.cost") * assumed * share, "widening of the pool");
    // All of them add up to the exponent.
    let sum: f64 = lines.iter().filter(|line| line.term.id() == "widening").map(|line| line.values[0]).sum();
    let exponent = lines.iter().find(|line| line.term.id() == "widening-exponent").unwrap();
    near(exponent.values[0], 1.0 + sum, "exponent");
    assert!(sum > 0.2, "growth is answered, risks and scores are not: {sum}");
}

/// Reserves are worth what each of them costs, and have their part of the pool by it.
#[test]
fn reserves_by_their_own_values() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let reserve = |id: &str, labour| Asset {
        cost: Some(DevelopmentCost { labour: Some(Money::from_wan(labour)), ..cost() }),
        uses: Vec::new(),
        exploitation: Some(Exploitation::Unused),
        ..invention(id, 1.0)
    };
    let (found, workings) = value(&dossier(vec![reserve("a1", 50), reserve("a2", 150)]), &rules);
    let each = ["a1", "a2"].map(|id| workings.get(&format!("valuation.asset.{id}.cost")).unwrap().value());
    let reserve = pool(&found, PoolClass::Reserve);
    near(reserve.range.p50, each[0] + each[1], "both");
    for (member, own) in reserve.members.iter().zip(each) {
        assert!((member.range.p50 - own).abs() <= 0.01, "{member:?}: {own}");
        assert!((member.share - own / (each[0] + each[1])).abs() < 1e-6, "{member:?}: {own}");
    }
}

/// The option of a project of which neither margin nor capital is known lies between the least margin with the most
/// capital and the most with the least, drawn apart by the spread of the method.
#[test]
fn an_option_between_its_assumptions() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mut dossier = dossier(vec![invention("a1", 1.0)]);
    dossier.products[0].stage = Some(Stage::Pilot);
    let (found, workings) = value(&dossier, &rules);
    let lines = workings.get("valuation.pool.p1.technology.delay-option").unwrap();
    let project = by_hand::line(lines, "project-value");
    let [margin_low, margin, margin_high] = rules.triple("valuation.option.margin-unknown").unwrap();
    let [part_low, part, part_high] = rules.triple("valuation.option.capital-unknown").unwrap();
    near(by_hand::line(lines, "development-capital"), project * part, "half of it");
    let worth = |project_value: f64, part: f64| {
        let problem = OptionProblem {
            project_value,
            development_cost: project_value * part,
            years: by_hand::line(lines, "legal-years"),
            volatility: by_hand::line(lines, "volatility"),
            risk_free: by_hand::line(lines, "continuous-rate"),
            cost_of_delay: by_hand::line(lines, "cost-of-delay"),
        };
        binomial(&problem, 200, Exercise::American)
    };
    let technology = pool(&found, PoolClass::Technology);
    let applied = technology.methods.iter().find(|found| found.method == Method::DelayOption).unwrap();
    let MethodOutcome::Applied { value, range: Some(range), .. } = &applied.outcome else { panic!("{applied:?}") };
    near(value.value, worth(project, part), "as assumed");
    let [low, high] = [0, 1].map(|end| rules.list("valuation.uncertainty.spread.option").unwrap()[end]);
    near(range.p10, low * worth(project * margin_low / margin, part_high), "low end");
    near(range.p90, high * worth(project * margin_high / margin, part_low), "high end");
}

/// A station may set a volatility of nothing. Then the tree has one price, and the option is worth its exercise today.
#[test]
fn an_option_without_volatility_is_worth_its_exercise() {
    let problem = OptionProblem {
        project_value: 150.0,
        development_cost: 100.0,
        years: 5.0,
        volatility: 0.0,
        risk_free: 0.03,
        cost_of_delay: 0.2,
    };
    for steps in [1, 2, 3, 200] {
        near(binomial(&problem, steps, Exercise::American), 50.0, "in the money");
        let dear = OptionProblem { development_cost: 200.0, ..problem };
        near(binomial(&dear, steps, Exercise::American), 0.0, "out of it");
    }
}

/// Every answer of a pool that is missing, with its part.
#[test]
fn what_each_missing_answer_adds() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |answer: &str| rules.number(&format!("valuation.widening.{answer}")).unwrap();
    let unscored = |found: &PortfolioValuation, place: usize| 1.0 - found.assets[place].score.coverage;
    let mut dossier = dossier(vec![
        invention("a1", 1.0),
        Asset { uses: Vec::new(), status: None, ..invention("a2", 1.0) },
        Asset { filing_date: None, ..invention("a3", 0.5) },
    ]);
    dossier.enterprise.sector = None;
    let product = &mut dossier.products[0];
    (product.stage, product.growth, product.first_sale) = (None, None, None);
    let (found, workings) = value(&dossier, &rules);
    let technology = pool(&found, PoolClass::Technology);
    let shares: Vec<f64> = technology.members.iter().map(|member| member.share).collect();
    let part = |of: &dyn Fn(usize) -> f64| -> f64 { shares.iter().enumerate().map(|(at, share)| share * of(at)).sum() };
    let by_hand = [
        ("growth", 1.0),
        ("sector", 1.0),
        ("stage", 1.0),
        ("margin", 1.0),
        ("product-life", 1.0),
        ("risk", 1.0),
        ("uses", shares[1]),
        ("scores", part(&|place| unscored(&found, place))),
        ("dates", shares[2]),
        ("status", shares[1]),
    ];
    let lines = &workings.get("valuation.pool.p1.technology.p90").unwrap().lines;
    for (answer, part) in by_hand {
        let of = lines.iter().find(|line| is_of(line, &format!("valuation.widening.{answer}")));
        near(of.unwrap_or_else(|| panic!("no {answer}")).values[0], number(answer) * part, answer);
    }
    let given = lines.iter().filter(|line| line.term.id() == "widening").count();
    assert_eq!(given, by_hand.len(), "and no other");
    // The middle of the answers that narrow a range is what it would lose.
    let exponent = 1.0 + by_hand.iter().map(|(answer, part)| number(answer) * part).sum::<f64>();
    let Range { p10, p50, p90 } = technology.range;
    let width = |exponent: f64| p50 * ((p90 / p50).powf(exponent) - (p10 / p50).powf(exponent));
    for missing in &technology.missing {
        let (_, part) = by_hand.iter().find(|(answer, _)| *answer == missing.answer.code()).unwrap();
        let without = (exponent - number(missing.answer.code()) * part) / exponent;
        near(missing.narrows, width(1.0) - width(without), missing.answer.code());
    }
    assert!(technology.missing.is_sorted_by(|one, other| one.narrows >= other.narrows));
    // Half of the answer on its life is given with the first sale.
    dossier.products[0].first_sale = Some(date(2025, 1, 1));
    let (_, workings) = value(&dossier, &rules);
    let lines = &workings.get("valuation.pool.p1.technology.p90").unwrap().lines;
    let life = lines.iter().find(|line| is_of(line, "valuation.widening.product-life")).unwrap();
    near(life.values[0], number("product-life") / 2.0, "the end of the product");
    // What is answered of the questions behind the values, pool by pool, against all that are common to them.
    let common = ["products", "growth", "stage", "sector", "margin", "product-life", "risk", "uses", "scores", "dates"];
    let most: f64 = common.iter().map(|answer| number(answer)).sum();
    near(found.coverage, 1.0 - (exponent - 1.0) / most, "coverage");
}

/// The chart of methods: their sums over the pools, and how much of the portfolio they speak for.
#[test]
fn methods_over_all_pools() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..invention("m1", 1.0) };
    let costly = |id: &str| Asset { cost: Some(cost()), ..invention(id, 1.0) };
    let reserve = Asset { uses: Vec::new(), exploitation: Some(Exploitation::Unused), ..costly("a2") };
    let (found, workings) = value(&dossier(vec![costly("a1"), mark, reserve]), &rules);
    let [technology, brand, reserve] =
        [PoolClass::Technology, PoolClass::Brand, PoolClass::Reserve].map(|class| pool(&found, class));
    let of = |method: Method| found.methods.iter().find(|total| total.method == method).unwrap();
    let check = |method: Method, pools: &[&PoolValuation]| {
        let total = of(method);
        let sum: f64 = pools.iter().map(|pool| by_hand::method(pool, method)).sum();
        near(total.value.value, sum, method.code());
        near(workings.get(&total.value.working).unwrap().value(), sum, method.code());
        assert_eq!(total.pools as usize, pools.len());
        let reach = pools.iter().map(|pool| pool.range.p50).sum::<f64>() / found.range.p50;
        near(total.reach, reach, method.code());
    };
    check(Method::RevenueShare, &[technology]);
    check(Method::ReliefFromRoyalty, &[brand]);
    check(Method::Cost, &[technology, reserve]);
    assert_eq!(found.methods.len(), 3);
    let disagreement = technology.disagreement.unwrap();
    assert_eq!((found.disagreement, brand.disagreement, reserve.disagreement), (Some(disagreement), None, None));
}

/// The range of a cost on a product: the spread of the method, then what the assumed amounts may be.
#[test]
fn the_range_of_a_cost_that_is_assumed_in_part() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let of = |name: &str| rules.number(&format!("valuation.cost.{name}")).unwrap();
    // The right serves two products; this one has a quarter of its coverage.
    let mut dossier = dossier(vec![Asset { cost: Some(cost()), ..invention("a1", 0.25) }]);
    let second = Product { id: "p2".to_owned(), ..dossier.products[0].clone() };
    dossier.products.push(second);
    let mut right = (*dossier.assets[0]).clone();
    right.uses.push(ProductUse { product: "p2".to_owned(), coverage: Ratio::new(0.75) });
    dossier.assets[0] = Arc::new(right);
    let (found, workings) = value(&dossier, &rules);
    let whole = workings.get("valuation.asset.a1.cost").unwrap();
    let technology = found.pools.iter().find(|pool| pool.id == TECHNOLOGY).unwrap();
    let applied = technology.methods.iter().find(|found| found.method == Method::Cost).unwrap();
    let MethodOutcome::Applied { value, range: Some(range), .. } = &applied.outcome else { panic!("{applied:?}") };
    near(value.value, 0.25 * whole.value(), "its part");
    let shares = rules.list("valuation.cost.composition.other").unwrap();
    let known = 1_300_000.0 / (shares[0] + shares[3]);
    let reproduction = |times: f64| {
        let subtotal = (1_300_000.0 + known * times * (shares[1] + shares[2])) * (1.0 + of("overhead"))
            + known * times * shares[4];
        subtotal * (1.0 + of("profit")) + subtotal * of("capital")
    };
    let [low, high] = [0, 1].map(|end| rules.list("valuation.uncertainty.spread.cost").unwrap()[end]);
    near(range.p10, value.value * low * reproduction(0.0) / reproduction(1.0), "low end");
    near(range.p90, value.value * high * reproduction(2.0) / reproduction(1.0), "high end");
    // Each number of the working says whether it was answered or comes from a record.
    let given = |term: &str| {
        let line = whole.lines.iter().rfind(|line| line.term.id() == term).unwrap_or_else(|| panic!("no {term}"));
        match &line.kind {
            LineKind::Given(Origin::Answered { path }) => path.clone(),
            LineKind::Given(Origin::Rule { id }) => id.clone(),
            other => panic!("{term}: {other:?}"),
        }
    };
    for (term, origin) in [
        ("labour", "assets.a1.cost.labour"),
        ("price-index", "assets.a1.cost.price_index"),
        ("overhead", "valuation.cost.overhead"),
        ("capital-rate", "valuation.cost.capital"),
        ("development-years", "assets.a1.cost.years"),
        ("profit-rate", "valuation.cost.profit"),
        ("years-used", "assets.a1.cost.used_years"),
        ("economic-obsolescence", "assets.a1.cost.economic_obsolescence"),
    ] {
        assert_eq!(given(term), origin, "{term}");
    }
}

/// A right of today has lost nothing, one whose product ends today all.
#[test]
fn cost_at_both_ends_of_life() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let value_at = |used: f64| {
        let right = Asset { cost: Some(DevelopmentCost { used_years: Some(used), ..cost() }), ..invention("a1", 1.0) };
        let (_, workings) = value(&dossier(vec![right]), &rules);
        workings.get("valuation.asset.a1.cost").map(|working| working.value())
    };
    let life = rules.number("valuation.life.technology.integrated-circuits").unwrap() - years(date(2024, 11, 23), DAY);
    let new = value_at(0.0).unwrap();
    near(value_at(2.0).unwrap(), new * life / (2.0 + life), "two years old");
    let mut over = dossier(vec![Asset { cost: Some(cost()), ..invention("a1", 1.0) }]);
    over.products[0].end_of_life = Some(DAY);
    let (_, workings) = value(&over, &rules);
    assert_eq!(workings.get("valuation.asset.a1.cost").unwrap().value(), 0.0);
    // Neither used nor to be used: there is no life to divide.
    Arc::make_mut(&mut over.assets[0]).cost = Some(DevelopmentCost { used_years: Some(0.0), ..cost() });
    let (found, workings) = value(&over, &rules);
    assert!(workings.get("valuation.asset.a1.cost").is_none());
    let pool = found.unvalued.first().unwrap();
    let of = |method| pool.methods.iter().find(|found| found.method == method).unwrap().outcome.clone();
    assert_eq!(of(Method::Cost), MethodOutcome::NotApplied { reason: NotApplied::NoCost });
}

/// In force by its fee, up to the last day of grace.
#[test]
fn a_fee_that_is_not_paid() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let reason = |due, arrears| {
        let right = Asset { fee_arrears: arrears, next_fee_due: Some(due), ..invention("a1", 1.0) };
        value(&dossier(vec![right]), &rules).0.assets[0].reason
    };
    // Six months of grace 专利法实施细则第九十八条.
    assert_eq!(rules.number("valuation.fee.grace-months").unwrap(), 6.0);
    assert_eq!(reason(date(2026, 5, 23), Some(true)), None, "the last day");
    assert_eq!(reason(date(2026, 5, 22), Some(true)), Some(NoValue::NotInForce), "the day after");
    assert_eq!(reason(date(2027, 3, 1), Some(true)), None, "due next year");
    assert_eq!(reason(date(2020, 1, 1), Some(false)), None, "paid");
    assert_eq!(reason(date(2020, 1, 1), None), None, "not answered");
    // A mark whose term is over, by whether its renewal is filed.
    let mark = |end, filed| {
        let mut mark = Asset { kind: AssetKind::Trademark, expiry_date: Some(end), ..invention("m1", 1.0) };
        mark.mark.renewal_filed = filed;
        value(&dossier(vec![mark]), &rules).0.assets[0].reason
    };
    assert_eq!(mark(date(2026, 5, 23), Some(false)), None, "the last day of grace");
    assert_eq!(mark(date(2026, 5, 22), Some(false)), Some(NoValue::NotInForce), "the day after");
    assert_eq!(mark(date(2026, 5, 22), Some(true)), None, "filed");
    assert_eq!(mark(date(2026, 5, 22), None), None, "not answered");
}
