//! What must hold for every dossier and every problem.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]

use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetCounts, AssetKind, AssetStatus, Certificate, DevelopmentCost, Dossier, Exploitation, FiscalYear,
    Licence, LicenceDirection, Product, ProductUse, Sector, Stage, YearAmount,
};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::income::{
    Conventions, IncomeBasis, IncomeProblem, TaxBasis, Timing, present_value, working,
};
use ip_health_engine::valuation::pool::{aggregate, allocate, pool_rate};
use ip_health_engine::valuation::range::{Draw, IncomeSampler, widen};
use ip_health_engine::valuation::share_rate::effective_number;
use ip_health_engine::valuation::{Grade, NoValue, PortfolioValuation, RIGHTS_WITH_WORKINGS, Range, value_portfolio};
use ip_health_engine::working::Workings;
use ip_health_engine::{Money, Ratio, right_workings};
use jiff::civil::date;
use proptest::prelude::*;

fn assess(dossier: &Dossier) -> PortfolioValuation {
    assess_with_workings(dossier).0
}

fn assess_with_workings(dossier: &Dossier) -> (PortfolioValuation, Workings) {
    let pack = RulePack::built_in().unwrap();
    let mut workings = Workings::default();
    let found = value_portfolio(dossier, &pack.on(date(2026, 6, 30)), &mut workings).unwrap();
    (found, workings)
}

fn ratio(value: f64) -> Option<Ratio> {
    Ratio::new(value)
}

/// One product, two patents and a mark, most of it answered.
fn dossier(revenue: i64, margin: f64, stage: Stage) -> Dossier {
    let asset = |id: &str, kind, filed| Asset {
        id: id.to_owned(),
        kind,
        status: Some(AssetStatus::Granted),
        filing_date: Some(filed),
        grant_date: Some(date(2021, 3, 1)),
        registered_owner: Some(true),
        claims: Some(12),
        uses: vec![ProductUse { product: "p1".to_owned(), coverage: ratio(0.8) }],
        ..Asset::default()
    };
    let mut dossier = Dossier::default();
    dossier.enterprise.sector = Some(Sector::Instruments);
    dossier.enterprise.certificates = Some([Certificate::HighTech].into());
    dossier.products.push(Product {
        id: "p1".to_owned(),
        name: "流量计".to_owned(),
        stage: Some(stage),
        history: vec![YearAmount { year: 2025, amount: Money::from_yuan(revenue) }],
        growth: ratio(0.08),
        operating_margin: ratio(margin),
        first_sale: Some(date(2024, 1, 1)),
        ..Product::default()
    });
    dossier.assets = vec![
        Arc::new(asset("a1", AssetKind::Invention, date(2019, 3, 15))),
        Arc::new(asset("a2", AssetKind::UtilityModel, date(2020, 5, 1))),
        Arc::new(asset("a3", AssetKind::Trademark, date(2020, 5, 1))),
    ];
    dossier
}

fn change(dossier: &Dossier, index: usize, edit: impl Fn(&mut Asset)) -> Dossier {
    let mut dossier = dossier.clone();
    edit(Arc::make_mut(&mut dossier.assets[index]));
    dossier
}

fn ordered(range: Range) -> bool {
    0.0 <= range.p10 && range.p10 <= range.p50 && range.p50 <= range.p90 && range.p90.is_finite()
}

#[test]
fn quick_start_gives_a_first_range() {
    let mut dossier = Dossier::default();
    dossier.enterprise.sector = Some(Sector::IntegratedCircuits);
    dossier.counts =
        AssetCounts { inventions: Some(12), utility_models: Some(8), trademarks: Some(2), ..AssetCounts::default() };
    dossier.accounts.push(FiscalYear { year: 2025, revenue: Some(Money::from_wan(5_000)), ..FiscalYear::default() });
    let found = assess(&dossier);
    assert!(found.range.p50 > 0.0 && ordered(found.range));
    assert_eq!(found.pools.len(), 2);
    assert_eq!(found.assets.len(), 22);
    assert!(!found.missing.is_empty());
    // Wide, because little is known: the P90 is more than three times the P10.
    assert!(found.pools[0].range.p90 > 3.0 * found.pools[0].range.p10);
}

#[test]
fn an_empty_dossier_has_no_value_and_says_why() {
    let found = assess(&Dossier::default());
    assert_eq!(found.range, Range::ZERO);
    assert!(found.pools.is_empty() && found.assets.is_empty());
}

#[test]
fn without_revenue_or_cost_nothing_is_valued() {
    let mut dossier = Dossier::default();
    dossier.counts.inventions = Some(3);
    let found = assess(&dossier);
    assert!(found.pools.is_empty());
    assert_eq!(found.unvalued.len(), 1);
    assert!(found.assets.iter().all(|asset| asset.value.is_none() && asset.reason == Some(NoValue::NoBasis)));
}

#[test]
fn every_figure_opens_to_a_working_with_its_value() {
    let mut dossier = dossier(50_000_000, 0.2, Stage::Volume);
    dossier.licences.push(Licence {
        id: "l1".to_owned(),
        direction: Some(LicenceDirection::Out),
        assets: vec!["a2".to_owned()],
        annual_royalty: Some(Money::from_wan(60)),
        fixed: Some(true),
        to: Some(date(2030, 1, 1)),
        ..Licence::default()
    });
    let dossier = change(&dossier, 0, |asset| {
        asset.cost = Some(DevelopmentCost { labour: Some(Money::from_wan(180)), ..DevelopmentCost::default() });
    });
    let (found, workings) = assess_with_workings(&dossier);
    let json = serde_json::to_value(&found).unwrap();
    let mut seen = 0;
    let mut visit = vec![&json];
    while let Some(value) = visit.pop() {
        if let Some(id) = value.get("working").and_then(|id| id.as_str()) {
            let working = workings.get(id).unwrap_or_else(|| panic!("{id} is not filed"));
            assert_eq!(Some(working.value()), value["value"].as_f64(), "{id}");
            seen += 1;
        }
        match value {
            serde_json::Value::Array(items) => visit.extend(items),
            serde_json::Value::Object(fields) => visit.extend(fields.values()),
            _ => {}
        }
    }
    assert!(seen > 15);
    assert!(ordered(found.range));
}

#[test]
fn lapsed_and_foreign_rights_are_worth_nothing() {
    let base = dossier(50_000_000, 0.2, Stage::Volume);
    for edit in [
        (|asset: &mut Asset| asset.status = Some(AssetStatus::Terminated)) as fn(&mut Asset),
        |asset| asset.filing_date = Some(date(2006, 1, 1)),
        |asset| asset.expiry_date = Some(date(2026, 1, 1)),
    ] {
        let found = assess(&change(&base, 0, edit));
        assert_eq!(found.assets[0].value, Some(Range::ZERO));
        assert_eq!(found.assets[0].reason, Some(NoValue::NotInForce));
        assert_eq!(found.assets[0].score.grade, Grade::Void);
        assert!(found.pools.iter().all(|pool| pool.members.iter().all(|member| member.asset != "a1")));
    }
    let found = assess(&change(&base, 0, |asset| asset.registered_owner = Some(false)));
    assert_eq!(found.assets[0].reason, Some(NoValue::NotOwned));
}

#[test]
fn an_application_is_worth_less_than_the_grant() {
    let mut base = dossier(50_000_000, 0.2, Stage::Volume);
    base.assets.truncate(1);
    let granted = assess(&base).range.p50;
    let pending = assess(&change(&base, 0, |asset| asset.status = Some(AssetStatus::Pending))).range.p50;
    assert!(pending < granted * 0.65);
}

#[test]
fn unused_rights_take_no_product_revenue() {
    let base = dossier(50_000_000, 0.2, Stage::Volume);
    let found = assess(&change(&base, 0, |asset| {
        asset.uses.clear();
        asset.exploitation = Some(Exploitation::Defensive);
    }));
    assert_eq!(found.assets[0].reason, Some(NoValue::NoBasis));
}

#[test]
fn the_rates_of_a_product_stay_below_a_third_of_its_margin() {
    let found = assess(&dossier(50_000_000, 0.03, Stage::Volume));
    let rates: f64 = found.pools.iter().map(|pool| pool.rate.as_ref().unwrap().value).sum();
    assert!(rates <= 0.33 * 0.03 + 1e-12);
}

#[test]
fn an_enterprise_value_caps_the_pools() {
    let mut dossier = dossier(50_000_000, 0.2, Stage::Volume);
    dossier.enterprise.pre_money = Some(Money::from_wan(1_000));
    dossier.accounts.push(FiscalYear {
        year: 2025,
        revenue: Some(Money::from_wan(5_000)),
        working_capital: Some(Money::from_wan(500)),
        fixed_assets: Some(Money::from_wan(400)),
        debt: Some(Money::ZERO),
        cash: Some(Money::ZERO),
        ..FiscalYear::default()
    });
    let (found, workings) = assess_with_workings(&dossier);
    assert!((found.range.p50 - 1_000_000.0).abs() < 0.01);
    assert!(workings.get("valuation.portfolio.ceiling").is_some());
}

#[test]
fn an_answer_equal_to_what_was_assumed_never_widens_the_range() {
    let mut bare = dossier(50_000_000, 0.2, Stage::Volume);
    bare.products[0].stage = None;
    bare.products[0].growth = None;
    bare.products[0].operating_margin = None;
    bare.products[0].first_sale = None;
    bare.enterprise.sector = None;
    let answers: [fn(&mut Dossier); 5] = [
        |dossier| dossier.products[0].stage = Some(Stage::Volume),
        |dossier| dossier.products[0].growth = Ratio::new(0.05),
        |dossier| dossier.products[0].operating_margin = Ratio::new(0.9),
        |dossier| dossier.enterprise.sector = Some(Sector::OtherManufacturing),
        |dossier| dossier.products[0].consumer = Some(false),
    ];
    let width = |found: &PortfolioValuation, pool: usize| found.pools[pool].range.p90 - found.pools[pool].range.p10;
    let mut known = bare.clone();
    let mut last = assess(&bare);
    for answer in answers {
        answer(&mut known);
        let next = assess(&known);
        for pool in 0..2 {
            assert!((next.pools[pool].range.p50 - last.pools[pool].range.p50).abs() < 1.0);
            assert!(width(&next, pool) <= width(&last, pool) + 1e-6);
        }
        last = next;
    }
}

fn problems() -> impl Strategy<Value = IncomeProblem> {
    (
        prop::collection::vec(0.0..1e9_f64, 1..15),
        0.1..=1.0_f64,
        0.1..=1.0_f64,
        0.001..0.3_f64,
        0.0..0.4_f64,
        0.01..0.6_f64,
        any::<(bool, bool)>(),
    )
        .prop_map(|(base, first_period, last_period, rate, decay, discount_rate, (end, taxed))| IncomeProblem {
            base,
            first_period,
            last_period,
            income: IncomeBasis::RevenueShare { rate },
            decay,
            discount_rate,
            conventions: Conventions {
                timing: if end { Timing::End } else { Timing::Mid },
                tax: if taxed { TaxBasis::PostTax { rate: 0.25 } } else { TaxBasis::PreTax },
                ..Conventions::default()
            },
            terminal: None,
            amortisation: None,
        })
}

proptest! {
    #[test]
    fn the_working_and_the_kernel_agree_bit_for_bit(problem in problems()) {
        let direct = present_value(&problem).unwrap();
        prop_assert_eq!(working(&problem).unwrap().finish().value().to_bits(), direct.to_bits());
    }

    #[test]
    fn the_sampler_agrees_with_the_kernel(problem in problems()) {
        let IncomeBasis::RevenueShare { rate } = problem.income else { unreachable!() };
        let life = problem.lengths().iter().sum();
        let draw = Draw {
            revenue: 1.0,
            rate,
            discount_rate: problem.discount_rate,
            decay: problem.decay,
            life,
        };
        let direct = present_value(&problem).unwrap();
        let sampled = IncomeSampler::new(&problem, 0.0).unwrap().value(&draw);
        prop_assert!((sampled - direct).abs() <= 1e-12 * direct.abs().max(1.0) * 10.0, "{} {}", sampled, direct);
    }

    #[test]
    fn more_income_never_lowers_value(problem in problems(), period in 0..15_usize, more in 0.0..1e8_f64) {
        let before = present_value(&problem).unwrap();
        let mut richer = problem;
        let place = period % richer.base.len();
        richer.base[place] += more;
        prop_assert!(present_value(&richer).unwrap() >= before);
    }

    #[test]
    fn a_longer_life_never_lowers_value(problem in problems(), more in 0.0..1e8_f64) {
        let mut whole = problem;
        whole.last_period = 1.0;
        let before = present_value(&whole).unwrap();
        let mut longer = whole;
        longer.base.push(more);
        prop_assert!(present_value(&longer).unwrap() >= before - before * 1e-15);
    }

    #[test]
    fn a_higher_discount_rate_never_raises_value(problem in problems(), more in 0.0..0.3_f64) {
        let before = present_value(&problem).unwrap();
        let mut dearer = problem;
        dearer.discount_rate += more;
        prop_assert!(present_value(&dearer).unwrap() <= before * (1.0 + 1e-15));
    }

    #[test]
    fn allocations_add_up_to_the_fen(total in 0.0..1e10_f64, weights in prop::collection::vec(0.0..100.0_f64, 1..60)) {
        let parts = allocate(total, &weights);
        let fen: i64 = parts.iter().map(|part| (part * 100.0).round() as i64).sum();
        let expected = if weights.iter().sum::<f64>() > 0.0 { (total * 100.0).round() as i64 } else { 0 };
        prop_assert_eq!(fen, expected);
        prop_assert!(parts.iter().zip(&weights).all(|(part, weight)| *part >= 0.0 && (*weight > 0.0 || *part == 0.0)));
    }

    #[test]
    fn widening_contains_the_range(low in 0.0..1.0_f64, p50 in 1.0..1e9_f64, high in 1.0..5.0_f64, w in 1.0..3.0_f64) {
        let range = Range { p10: p50 * low, p50, p90: p50 * high };
        let wider = widen(range, w);
        prop_assert!(wider.p10 <= range.p10 && wider.p90 >= range.p90 && wider.p50 == range.p50 && wider.p10 >= 0.0);
    }

    #[test]
    fn dossiers_value_in_order(
        revenue in 100_000..2_000_000_000_i64,
        more in 0..100_000_000_i64,
        margin in 0.01..0.6_f64,
        stage in prop::sample::select(Stage::ALL.to_vec()),
    ) {
        let found = assess(&dossier(revenue, margin, stage));
        prop_assert!(ordered(found.range));
        for pool in &found.pools {
            prop_assert!(ordered(pool.range));
            let sum = |pick: fn(&Range) -> f64| pool.members.iter().map(|member| (pick(&member.range) * 100.0).round() as i64).sum::<i64>();
            prop_assert_eq!(sum(|range| range.p50), (pool.range.p50 * 100.0).round() as i64);
            prop_assert_eq!(sum(|range| range.p10), (pool.range.p10 * 100.0).round() as i64);
        }
        let richer = assess(&dossier(revenue + more, margin, stage));
        prop_assert!(richer.range.p10 >= found.range.p10 - 1e-6);
        prop_assert!(richer.range.p50 >= found.range.p50 - 1e-6);
        prop_assert!(richer.range.p90 >= found.range.p90 - 1e-6);
    }

    #[test]
    fn a_longer_product_life_never_lowers_value(years in 1..9_i16, more in 0..5_i16, margin in 0.05..0.6_f64) {
        let with_end = |year: i16| {
            let mut dossier = dossier(50_000_000, margin, Stage::Volume);
            dossier.assets.truncate(1);
            dossier.products[0].end_of_life = Some(date(year, 12, 31));
            assess(&dossier).range
        };
        let (short, long) = (with_end(2026 + years), with_end(2026 + years + more));
        prop_assert!(long.p50 >= short.p50 - 1e-6 && long.p10 >= short.p10 - 1e-6 && long.p90 >= short.p90 - 1e-6);
    }
}

#[test]
fn a_large_portfolio_has_the_same_figures_and_opens_right_by_right() {
    let (pack, day) = (RulePack::built_in().unwrap(), date(2026, 6, 30));
    let mut dossier = dossier(50_000_000, 0.2, Stage::Volume);
    let seed = dossier.assets.clone();
    dossier.assets = (0..=RIGHTS_WITH_WORKINGS)
        .map(|place| {
            let mut asset = (*seed[place % seed.len()]).clone();
            asset.id = format!("r{place}");
            if place % 5 == 0 {
                asset.status = Some(AssetStatus::Pending);
            }
            if place % 7 == 0 {
                asset.owners = vec!["甲".to_owned(), "乙".to_owned()];
            }
            Arc::new(asset)
        })
        .collect();
    let (found, workings) = assess_with_workings(&dossier);
    assert!(workings.get("valuation.pool.p1.technology.value").is_some());
    for asset in [&found.assets[0], &found.assets[5], &found.assets[7], &found.assets[35]] {
        assert!(workings.get(&asset.score.index.working).is_none());
        let opened = right_workings(&dossier, &pack, day, &asset.asset).unwrap();
        for figure in [&asset.score.index, asset.figure.as_ref().unwrap()] {
            assert_eq!(opened.get(&figure.working).unwrap().value().to_bits(), figure.value.to_bits());
        }
    }
}

#[test]
fn the_totals_follow_the_stated_formula() {
    let found = assess(&dossier(50_000_000, 0.2, Stage::Volume));
    let ranges: Vec<Range> = found.pools.iter().map(|pool| pool.range).collect();
    let expected = aggregate(&ranges, 0.5);
    assert!((expected.p10 - found.range.p10).abs() < 1e-6 && (expected.p90 - found.range.p90).abs() < 1e-6);
    let weights: Vec<f64> = found.pools[0].members.iter().map(|member| member.weight).collect();
    let rate = found.pools[0].rate.as_ref().unwrap().value;
    // The best single rate, grown with the effective number of rights, below the upper end of the band.
    let best = rate / (1.0 + 0.15 * (effective_number(&weights) - 1.0));
    assert!((pool_rate(best, effective_number(&weights), 0.15, 0.045) - rate).abs() < 1e-12 && rate < 0.045);
}
