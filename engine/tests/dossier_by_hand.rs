//! Whole dossiers valued again by plain arithmetic: what the golden vectors show of single methods holds of the numbers
//! that a check-up shows.
//!
//! Rates and terms come from the rule pack, the arithmetic from the valuation specification, §2 and §4.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

#[path = "support/by_hand.rs"]
mod by_hand;

use std::sync::Arc;

use by_hand::{DAY, answers, dossier, invention, line, method, near, periods, pool, rates, value, with_a_mark, years};
use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, DevelopmentCost, Dossier, FiscalYear, Product, ProductUse, Stage, YearAmount,
};
use ip_health_engine::rules::{NoteKind, RulePack, Rules};
use ip_health_engine::valuation::{Method, MethodOutcome, PoolClass, PoolValuation, ValuationNote};
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

#[test]
fn a_patent_on_a_product() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let factors: Vec<_> = rules.notes(NoteKind::Remark, "share-factor").collect();
    let risks: Vec<_> = rules.notes(NoteKind::Remark, "risk-factor").collect();
    let mut right = invention("a1", 0.8);
    right.share_factors = answers(factors.iter().map(|note| note.id.strip_prefix("share-factor.").unwrap()));
    let mut dossier = dossier(vec![right.clone()]);
    dossier.products[0].risk_scores = answers(risks.iter().map(|note| note.id.strip_prefix("risk-factor.").unwrap()));
    dossier.products[0].operating_margin = Ratio::new(0.3);
    let (found, _) = value(&dossier, &rules);
    let pool = pool(&found, PoolClass::Technology);

    // Composite share rate: the band of the sector and the answers, group by group.
    let mut adjustment = 0.0;
    for group in ["legal", "technical", "economic"] {
        let of_group = factors.iter().filter(|note| note.codes("group") == [group]);
        let sum: f64 = of_group
            .map(|note| {
                note.number("weight").unwrap() * right.share_factors[note.id.strip_prefix("share-factor.").unwrap()]
                    / 100.0
            })
            .sum();
        adjustment += rules.number(&format!("valuation.share.group.{group}")).unwrap() * sum;
    }
    assert!(0.2 < adjustment && adjustment < 0.9, "{adjustment}");
    let [low, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();
    let rate = 0.8 * (low + (high - low) * adjustment);
    near(pool.rate.as_ref().unwrap().value, rate, "share rate");

    // Build-up of the discount rate.
    let cap = rules.number("valuation.discount.premium-cap").unwrap();
    let scores = &dossier.products[0].risk_scores;
    let premiums: f64 = risks
        .iter()
        .map(|note| {
            cap * note.number("weight").unwrap() * scores[note.id.strip_prefix("risk-factor.").unwrap()] / 100.0
        })
        .sum();
    let discount = rules.number("valuation.discount.risk-free").unwrap() + premiums;
    near(pool.discount_rate.as_ref().unwrap().value, discount, "discount rate");

    // Two years of the technology's life are over; the right lasts longer.
    let life = rules.number("valuation.life.technology.integrated-circuits").unwrap() - years(date(2024, 11, 23), DAY);
    near(pool.life.as_ref().unwrap().value, life, "life");

    let decay = rules.number("valuation.decay.patent").unwrap();
    let worth = |share: f64| -> f64 {
        let each = periods(&rules, life).into_iter().enumerate();
        each.map(|(k, (revenue, _, middle))| {
            revenue * share * (1.0 - decay).powi(i32::try_from(k).unwrap()) / (1.0 + discount).powf(middle)
        })
        .sum()
    };
    near(method(pool, Method::RevenueShare), worth(rate), "revenue share");
    // The cross-check: a share of the operating profit, for the part of the product that the right covers.
    let profit = rules.number("valuation.share.profit").unwrap() * 0.8;
    near(method(pool, Method::ProfitShare), worth(0.3 * profit), "profit share");
}

#[test]
fn a_short_life_holds_the_decay_down() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let program =
        Asset { kind: AssetKind::SoftwareCopyright, creation_date: Some(date(2023, 3, 1)), ..invention("a1", 1.0) };
    let mut dossier = dossier(vec![program]);
    dossier.products[0].end_of_life = Some(date(2029, 11, 23));
    let (found, _) = value(&dossier, &rules);
    let pool = pool(&found, PoolClass::Technology);
    let (life, rate) = (years(DAY, date(2029, 11, 23)), pool.rate.as_ref().unwrap().value);
    near(pool.life.as_ref().unwrap().value, life, "life");
    let decay = rules.number("valuation.decay.short-life-cap").unwrap();
    assert!(decay < rules.number("valuation.decay.software").unwrap());
    assert!(life < rules.number("valuation.decay.short-life").unwrap());
    let discount = rules.number("valuation.discount.stage.volume").unwrap();
    near(pool.discount_rate.as_ref().unwrap().value, discount, "rate of the stage");
    let by_hand: f64 = periods(&rules, life)
        .into_iter()
        .enumerate()
        .map(|(k, (revenue, _, middle))| {
            revenue * rate * (1.0 - decay).powi(i32::try_from(k).unwrap()) / (1.0 + discount).powf(middle)
        })
        .sum();
    near(method(pool, Method::RevenueShare), by_hand, "revenue share");
}

#[test]
fn a_brand_by_the_royalty_it_saves() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let mark = Asset {
        id: "m1".to_owned(),
        kind: AssetKind::Trademark,
        status: Some(AssetStatus::Granted),
        filing_date: Some(date(2018, 3, 1)),
        registered_owner: Some(true),
        uses: vec![ProductUse { product: "p1".to_owned(), coverage: Ratio::new(0.7) }],
        ..Asset::default()
    };
    let (found, _) = value(&dossier(vec![mark]), &rules);
    let pool = pool(&found, PoolClass::Brand);

    let of = |name: &str| number(&format!("valuation.discount.{name}"));
    let equity = of("risk-free") + of("beta") * of("equity-premium") + of("specific-premium");
    let average = equity * (1.0 - of("debt-share")) + of("debt-cost") * (1.0 - 0.15) * of("debt-share");
    let discount = average + of("intangible-premium");
    near(pool.discount_rate.as_ref().unwrap().value, discount, "average cost of capital and premium");

    // The rate stands between the ends of the band by the scores of the right; see the working of the score.
    let rate = pool.rate.as_ref().unwrap().value;
    let [low, _, high] = rules.triple("valuation.share.band.trademark-business").unwrap();
    assert!(0.7 * low <= rate && rate <= 0.7 * high, "{rate}");
    let score = found.assets.first().unwrap().score.clone();
    let group = |name: &str| number(&format!("valuation.share.group.{name}"));
    let level = |points: f64| (points - 1.0) / 9.0;
    let adjustment = group("legal") * level(score.legal)
        + group("technical") * level(score.technical)
        + group("economic") * level(score.economic);
    near(rate, 0.7 * (low + (high - low) * adjustment), "royalty");

    let upkeep = number("valuation.forecast.brand-upkeep").min(rate);
    let growth = number("valuation.forecast.brand-growth").min(discount - number("valuation.forecast.brand-gap"));
    let decay = number("valuation.decay.brand");
    let explicit = years(DAY, date(2026, 12, 31)) + number("valuation.life.brand-years") - 1.0;
    let flows: Vec<(f64, f64)> = periods(&rules, explicit)
        .into_iter()
        .enumerate()
        .map(|(k, (revenue, _, middle))| {
            let kept = (1.0 - decay).powi(i32::try_from(k).unwrap());
            (revenue * (rate - upkeep) * kept * (1.0 - 0.15), (1.0 + discount).powf(-middle))
        })
        .collect();
    let (last, factor) = *flows.last().unwrap();
    let by_hand = flows.iter().map(|(flow, factor)| flow * factor).sum::<f64>()
        + last * (1.0 + growth) / (discount - growth) * factor;
    near(method(pool, Method::ReliefFromRoyalty), by_hand, "relief from royalty");
}

#[test]
fn the_cost_of_a_right_of_which_two_amounts_are_known() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let of = |name: &str| rules.number(&format!("valuation.cost.{name}")).unwrap();
    let mut right = invention("a1", 1.0);
    right.cost = Some(DevelopmentCost {
        labour: Some(Money::from_wan(110)),
        tests: Some(Money::from_wan(20)),
        years: Some(2.0),
        price_index: Some(1.1),
        used_years: Some(2.0),
        economic_obsolescence: Ratio::new(0.05),
        ..DevelopmentCost::default()
    });
    let dossier = dossier(vec![right]);
    let (found, workings) = value(&dossier, &rules);
    let shares = rules.list("valuation.cost.composition.other").unwrap();
    // Labour and tests are known and make up this part; the others follow from them.
    let scale = 1_300_000.0 / (shares[0] + shares[3]);
    let [materials, equipment, filing] = [1, 2, 4].map(|place| shares[place] * scale);
    let subtotal = (1_100_000.0 + materials + equipment + 200_000.0) * 1.1 * (1.0 + of("overhead")) + filing;
    let interest = subtotal * ((1.0 + of("capital")).powf(2.0 / 2.0) - 1.0);
    // The reasonable profit is one on what was spent, not on the interest.
    let reproduction = subtotal * (1.0 + of("profit")) + interest;
    let legal = years(DAY, date(2043, 3, 1)).min(rules.number("valuation.life.forecast-limit").unwrap());
    let technology =
        rules.number("valuation.life.technology.integrated-circuits").unwrap() - years(date(2024, 11, 23), DAY);
    let left = legal.min(technology);
    let by_hand = reproduction * (1.0 - 2.0 / (2.0 + left)) * (1.0 - 0.05);
    near(workings.get("valuation.asset.a1.cost").unwrap().value(), by_hand, "cost of the right");
    near(method(pool(&found, PoolClass::Technology), Method::Cost), by_hand, "cost of the pool");

    // Outside any product it is a reserve, worth its cost, with the range of the method and of what is not known.
    let mut reserve = dossier.clone();
    let right = Arc::make_mut(&mut reserve.assets[0]);
    right.uses.clear();
    right.exploitation = Some(ip_health_engine::dossier::Exploitation::Unused);
    let other = Asset { id: "a2".to_owned(), ..right.clone() };
    reserve.assets.push(Arc::new(other));
    let (found, workings) = value(&reserve, &rules);
    let each = workings.get("valuation.asset.a1.cost").unwrap().value();
    let pool = pool(&found, PoolClass::Reserve);
    near(method(pool, Method::Cost), 2.0 * each, "two reserves");
    let least = reproduction_of(1_100_000.0, 0.0, 0.0, 200_000.0, 0.0, &rules);
    let most = reproduction_of(1_100_000.0, 2.0 * materials, 2.0 * equipment, 200_000.0, 2.0 * filing, &rules);
    let [low, high] = [0, 1].map(|end| rules.list("valuation.uncertainty.spread.cost").unwrap()[end]);
    let applied = pool.methods.iter().find(|found| found.method == Method::Cost).unwrap();
    let MethodOutcome::Applied { range: Some(range), .. } = &applied.outcome else { panic!("{applied:?}") };
    near(range.p10, 2.0 * each * low * least / reproduction, "low end of the reserves");
    near(range.p90, 2.0 * each * high * most / reproduction, "high end of the reserves");
}

/// Reproduction cost at two years, an index of 1.1 and the rates of the pack.
fn reproduction_of(labour: f64, materials: f64, equipment: f64, tests: f64, filing: f64, rules: &Rules) -> f64 {
    let of = |name: &str| rules.number(&format!("valuation.cost.{name}")).unwrap();
    let subtotal = (labour + materials + equipment + tests) * 1.1 * (1.0 + of("overhead")) + filing;
    subtotal * (1.0 + of("profit")) + subtotal * ((1.0 + of("capital")).powf(1.0) - 1.0)
}

/// A project before sales: what was spent on research, and the option to go on.
#[test]
fn a_project_by_its_accounts_and_as_an_option() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let mut dossier = dossier(vec![invention("a1", 1.0)]);
    dossier.accounts = [(2023, Some(300)), (2024, None), (2025, Some(500))]
        .map(|(year, rd)| FiscalYear { year, rd: rd.map(Money::from_wan), ..FiscalYear::default() })
        .to_vec();
    dossier.products = vec![Product {
        id: "p1".to_owned(),
        stage: Some(Stage::Pilot),
        forecast: [(2027, 600), (2028, 1_500), (2029, 2_400), (2030, 2_400)]
            .map(|(year, wan)| YearAmount { year, amount: Money::from_wan(wan) })
            .to_vec(),
        growth: Ratio::new(0.0),
        operating_margin: Ratio::new(0.25),
        development_cost: Some(Money::from_wan(900)),
        end_of_life: Some(date(2030, 12, 31)),
        ..Product::default()
    }];
    let (found, workings) = value(&dossier, &rules);
    let pool = pool(&found, PoolClass::Technology);

    // The year that is not known takes the mean of the two others.
    let spent = 8_000_000.0 * 1.5;
    let cost = spent * number("valuation.cost.research-share");
    let legal = years(DAY, date(2043, 3, 1)).min(number("valuation.life.forecast-limit"));
    let life = years(DAY, date(2030, 12, 31)).min(legal);
    near(method(pool, Method::Cost), cost * (1.0 - 1.5 / (1.5 + life)), "research that led to results");

    // The project's profit after tax at the rate of the volume stage, the technology's share of it, less the same share
    // of what is still to be spent; the tree itself is shown by W12.
    let share = number("valuation.share.profit");
    let discount = number("valuation.discount.stage.volume");
    let stub = years(DAY, date(2026, 12, 31));
    let project: f64 = [600.0, 1_500.0, 2_400.0, 2_400.0]
        .into_iter()
        .zip([0.0, 1.0, 2.0, 3.0])
        .map(|(wan, ahead)| {
            // The last period ends with the life.
            let begin = stub + ahead;
            let length = (life - begin).min(1.0);
            wan * 1e4 * length * 0.25 * (1.0 - 0.15) * share * (1.0 + discount).powf(-(begin + length / 2.0))
        })
        .sum();
    let lines = workings.get("valuation.pool.p1.technology.delay-option").unwrap();
    let line = |id: &str| line(lines, id);
    near(line("project-value"), project, "project value");
    near(line("development-capital"), 9e6 * share, "capital still needed");
    near(line("continuous-rate"), (1.0 + number("valuation.discount.risk-free")).ln(), "continuous rate");
    near(line("cost-of-delay"), 1.0 / legal, "cost of delay");
    near(line("static-value"), (project - 9e6 * share).max(0.0), "exercised today");
    let option = method(pool, Method::DelayOption);
    assert!(option >= line("static-value") && option < project, "{option}");
}

#[test]
fn several_rights_on_one_product_and_the_whole_portfolio() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let pending = Asset { status: Some(AssetStatus::Pending), grant_date: None, ..invention("a3", 1.0) };
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..invention("m1", 1.0) };
    let mut dossier = dossier(vec![invention("a1", 1.0), invention("a2", 0.5), pending, mark]);
    let (found, _) = value(&dossier, &rules);
    let technology = pool(&found, PoolClass::Technology);

    // Weights V²·c·p; the number of effective rights; the best single rate and what the others add.
    let score = |place: usize| &found.assets[place].score;
    let worth = |place: usize| score(place).composite.powi(2);
    let valid = |place: usize| {
        let likely = number("valuation.validity.base") + number("valuation.validity.slope") * score(place).stability;
        likely.clamp(0.4, 0.98)
    };
    let grant = number("valuation.grant.invention");
    let weights = [worth(0) * valid(0), worth(1) * 0.5 * valid(1), worth(2) * grant];
    for (member, weight) in technology.members.iter().zip(weights) {
        near(member.weight, weight, "weight");
        near(member.share, weight / weights.iter().sum::<f64>(), "share");
    }
    let effective = weights.iter().sum::<f64>().powi(2) / weights.iter().map(|weight| weight * weight).sum::<f64>();
    let (alone, _) = value(&Dossier { assets: vec![dossier.assets[0].clone()], ..dossier.clone() }, &rules);
    let single = pool(&alone, PoolClass::Technology).rate.as_ref().unwrap().value;
    let [_, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();
    let rate = (single * (1.0 + number("valuation.pool.increment") * (effective - 1.0))).min(high);
    near(technology.rate.as_ref().unwrap().value, rate, "rate of the pool");

    // To the fen, and in proportion.
    let parts: f64 = technology.members.iter().map(|member| (member.range.p50 * 100.0).round()).sum();
    assert_eq!(parts, (technology.range.p50 * 100.0).round());
    for member in &technology.members {
        assert!((member.range.p50 - technology.range.p50 * member.share).abs() <= 0.01 + 1e-6, "{member:?}");
    }

    // Pools add up in the middle; their ends by the common correlation.
    assert_eq!(found.pools.len(), 2);
    let correlation = number("valuation.pool.correlation");
    let middle: f64 = found.pools.iter().map(|pool| pool.range.p50).sum();
    near(found.range.p50, middle, "portfolio");
    let apart = |of: &dyn Fn(&PoolValuation) -> f64| {
        let [one, other] = [0, 1].map(|place| of(&found.pools[place]));
        ((1.0 - correlation) * (one * one + other * other) + correlation * (one + other).powi(2)).sqrt()
    };
    near(found.range.p10, middle - apart(&|pool| pool.range.p50 - pool.range.p10), "low end");
    near(found.range.p90, middle + apart(&|pool| pool.range.p90 - pool.range.p50), "high end");

    // What the enterprise value leaves for intangibles holds them down, all by the same factor.
    dossier.enterprise.pre_money = Some(Money::from_wan(2_850));
    let year = &mut dossier.accounts[0];
    (year.debt, year.cash) = (Some(Money::from_wan(400)), Some(Money::from_wan(500)));
    (year.working_capital, year.fixed_assets) = (Some(Money::from_wan(1_200)), Some(Money::from_wan(1_400)));
    let (held, _) = value(&dossier, &rules);
    let left = 1e4 * (2_850.0 + 400.0 - 500.0 - 1_200.0 - 1_400.0);
    assert!(left < middle, "{middle}");
    near(held.range.p50, left, "held to the enterprise value");
    let factor = held.notes.iter().find_map(|note| match note {
        ValuationNote::ScaledToEnterpriseValue { factor } => Some(*factor),
        _ => None,
    });
    near(factor.unwrap(), left / middle, "factor");
    // With more than it needs, nothing is held down; with nothing left, it is said.
    dossier.enterprise.pre_money = Some(Money::from_wan(300_000));
    near(value(&dossier, &rules).0.range.p50, middle, "free");
    dossier.enterprise.pre_money = Some(Money::from_wan(2_000));
    assert!(value(&dossier, &rules).0.notes.contains(&ValuationNote::EnterpriseValueTooLow));
}

/// Technology and brand of one product together take no more than their part of the margin.
#[test]
fn the_margin_holds_the_rates_down() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mut dossier = with_a_mark();
    let rates = |dossier: &Dossier| rates(dossier, &rules);
    let free = rates(&dossier);
    let cap = rules.number("valuation.share.margin-cap").unwrap();
    // A margin that each rate fits, and both together do not.
    let bound = free[0].max(free[1]) * 1.01;
    assert!(bound < free[0] + free[1]);
    dossier.products[0].operating_margin = Ratio::new(bound / cap);
    let held = rates(&dossier);
    near(held[0] + held[1], bound, "both rates");
    near(held[0] / held[1], free[0] / free[1], "in proportion");
}
