//! The inputs of the ranges and the right that sets a pool's rate, found again by plain arithmetic.
//!
//! Rates and terms come from the rule pack, the arithmetic from the valuation specification, §2.3, §4 and §5.
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

#[expect(dead_code, reason = "this test takes a part of it")]
#[path = "support/by_hand.rs"]
mod by_hand;

use std::collections::BTreeMap;

use by_hand::{DAY, dossier, invention, method, near, pool, rates, value, with_a_mark, years};
use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, FiscalYear, Product, YearAmount};
use ip_health_engine::rules::{NoteKind, RulePack, Rules};
use ip_health_engine::valuation::simulation::{
    Correlations, DossierSettings, InputKind, SimulationProblem, dossier_problem,
};
use ip_health_engine::valuation::{Method, PoolClass, PortfolioValuation};
use ip_health_engine::working::{LineKind, Origin};
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

/// Low, mode and high of an input of a pool, as the page shows them.
fn points(dossier: &Dossier, rules: &Rules, pool: &str, kind: InputKind) -> [f64; 3] {
    let found = dossier_problem(dossier, rules, Some(pool), &DossierSettings::default()).unwrap().unwrap();
    found.inputs.iter().find(|input| input.kind == kind).unwrap().points
}

fn near_all(found: [f64; 3], by_hand: [f64; 3], what: &str) {
    for ((found, by_hand), end) in found.into_iter().zip(by_hand).zip(["low", "mode", "high"]) {
        near(found, by_hand, &format!("{what}, {end}"));
    }
}

const TECHNOLOGY: &str = "p1.technology";

/// Growth of the best rate by the number of effective rights.
fn growth(found: &PortfolioValuation, rules: &Rules) -> f64 {
    let weights: Vec<f64> = pool(found, PoolClass::Technology).members.iter().map(|member| member.weight).collect();
    let effective = weights.iter().sum::<f64>().powi(2) / weights.iter().map(|weight| weight * weight).sum::<f64>();
    1.0 + rules.number("valuation.pool.increment").unwrap() * (effective - 1.0)
}

/// `m + (n − m)·Δ` of a right in the band of its sector, by the composite Δ.
fn single(rules: &Rules, adjustment: f64) -> f64 {
    let [low, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();
    low + (high - low) * adjustment
}

/// Δ by the three levels of a right's score: `[a·(L−1) + b·(T−1) + c·(E−1)]/9`.
fn by_levels(found: &PortfolioValuation, place: usize, rules: &Rules) -> f64 {
    let score = &found.assets[place].score;
    let of = |group: &str, level: f64| {
        rules.number(&format!("valuation.share.group.{group}")).unwrap() * (level - 1.0) / 9.0
    };
    of("legal", score.legal) + of("technical", score.technical) + of("economic", score.economic)
}

fn factor_codes(rules: &Rules) -> Vec<String> {
    let notes = rules.notes(NoteKind::Remark, "share-factor");
    notes.map(|note| note.id.strip_prefix("share-factor.").unwrap().to_owned()).collect()
}

#[test]
fn the_points_of_every_input() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let dossier = dossier(vec![invention("a1", 0.5), invention("a2", 0.3)]);
    let (found, _) = value(&dossier, &rules);
    let technology = pool(&found, PoolClass::Technology);
    let [low, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();
    let rate = technology.rate.as_ref().unwrap().value;
    // From what the same rights earn at the lower end of the band to what the best alone earns at the upper.
    let rates = [low * 0.5 * growth(&found, &rules), rate, (high * 0.5).max(rate)];
    assert!(rates[0] < rate && rate < rates[2]);
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::Rate), rates, "rate");

    let decay = rules.number("valuation.decay.patent").unwrap();
    let of = rules.triple("valuation.uncertainty.decay").unwrap();
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::Decay), of.map(|part| part * decay), "decay");
    let revenue = rules.triple("valuation.uncertainty.revenue.volume").unwrap();
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::Revenue), revenue, "revenue");
    let discount = rules.triple("valuation.discount.stage.volume").unwrap();
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::DiscountRate), discount, "discount rate");
    let life = rules.number("valuation.life.technology.integrated-circuits").unwrap() - years(date(2024, 11, 23), DAY);
    let of = rules.triple("valuation.uncertainty.life").unwrap();
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::Life), of.map(|part| part * life), "life");
}

/// The rate of a brand follows the capital market, and its range the premium of intangibles.
#[test]
fn the_points_of_a_brand() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..invention("m1", 0.6) };
    let dossier = dossier(vec![mark]);
    let (found, _) = value(&dossier, &rules);
    let brand = pool(&found, PoolClass::Brand);
    let rate = brand.discount_rate.as_ref().unwrap().value;
    let [low, mode, high] = rules.triple("valuation.discount.intangible-premium").unwrap();
    assert!(low < mode && mode < high);
    let by_hand = [rate - mode + low, rate, rate - mode + high];
    near_all(points(&dossier, &rules, "p1.brand", InputKind::DiscountRate), by_hand, "discount rate");
    // A royalty is no less than its upkeep.
    let [low, _, high] = rules.triple("valuation.share.band.trademark-business").unwrap();
    let upkeep = rules.number("valuation.forecast.brand-upkeep").unwrap();
    let royalty = brand.rate.as_ref().unwrap().value;
    let by_hand = [(0.6 * low).max(upkeep), royalty, (0.6 * high).max(royalty)];
    near_all(points(&dossier, &rules, "p1.brand", InputKind::Rate), by_hand, "royalty");
}

/// Inputs of one pool are independent unless a person says otherwise; those of one kind move together across pools.
#[test]
fn what_moves_together() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..invention("m1", 1.0) };
    let dossier = dossier(vec![invention("a1", 1.0), mark]);
    let problem = |pool, correlations| {
        let settings = DossierSettings { correlations };
        dossier_problem(&dossier, &rules, pool, &settings).unwrap().unwrap().problem
    };
    assert_eq!(problem(Some(TECHNOLOGY), None).correlation, None);
    let of = |problem: &SimulationProblem, one: &str, other: &str| {
        let correlation = problem.correlation.as_ref().unwrap();
        let place = |id: &str| correlation.inputs.iter().position(|input| input == id).unwrap();
        correlation.matrix[place(one)][place(other)]
    };
    let both = problem(None, None);
    let between = rules.number("valuation.pool.correlation").unwrap();
    for kind in ["revenue", "rate", "decay", "life", "discount-rate"] {
        let (one, other) = (format!("p1.technology.{kind}"), format!("p1.brand.{kind}"));
        assert_eq!([of(&both, &one, &other), of(&both, &other, &one)], [between; 2], "{kind}");
        assert_eq!(of(&both, &one, &one), 1.0);
        let apart = if kind == "decay" { 1.0 } else { 0.0 };
        assert_eq!(of(&both, &one, "p1.technology.decay"), apart, "{kind} and decay");
    }
    let stated = Correlations { between: 0.4, revenue_rate: 0.3, revenue_life: -0.2 };
    let stated = problem(None, Some(stated));
    assert_eq!(of(&stated, "p1.technology.revenue", "p1.technology.rate"), 0.3);
    assert_eq!(of(&stated, "p1.technology.life", "p1.technology.revenue"), -0.2);
    assert_eq!(of(&stated, "p1.technology.rate", "p1.technology.life"), 0.0);
    // Across pools both hold.
    assert_eq!(of(&stated, "p1.technology.revenue", "p1.brand.rate"), 0.3 * 0.4);
    assert_eq!(of(&stated, "p1.brand.revenue", "p1.technology.life"), -0.2 * 0.4);
}

/// No draw outlives the rights, and an application or a layout design beside patents earns its part of the band only.
#[test]
fn the_points_of_what_is_not_sure_to_last() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let [low, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();

    let mut ending = dossier(vec![Asset { filing_date: Some(date(2008, 11, 23)), ..invention("a1", 1.0) }]);
    ending.products[0].end_of_life = Some(date(2028, 9, 23));
    let (life, longest) = (years(DAY, date(2028, 9, 23)), years(DAY, date(2028, 11, 23)));
    let most = life * rules.triple("valuation.uncertainty.life").unwrap()[2];
    assert!(life < longest && longest < most);
    near(points(&ending, &rules, TECHNOLOGY, InputKind::Life)[2], longest, "as long as the right");

    let pending = Asset { status: Some(AssetStatus::Pending), grant_date: None, ..invention("a1", 0.8) };
    let applied = dossier(vec![pending]);
    let [from, mode, to] = points(&applied, &rules, TECHNOLOGY, InputKind::Rate);
    let scale = 0.8 * number("valuation.grant.invention");
    near(from, low * scale, "low of an application");
    near(to, high * scale, "high of an application");
    let (found, _) = value(&applied, &rules);
    near(mode, single(&rules, by_levels(&found, 0, &rules)) * scale, "rate of an application");

    // The design covers all of the product and the patent next to nothing, so the design sets the rate.
    let design = Asset { kind: AssetKind::LayoutDesign, ..invention("a2", 1.0) };
    let beside = dossier(vec![invention("a1", 0.01), design.clone()]);
    let (found, _) = value(&beside, &rules);
    let factor = number("valuation.share.layout-factor");
    let by_hand = single(&rules, by_levels(&found, 1, &rules)) * factor * growth(&found, &rules);
    near(pool(&found, PoolClass::Technology).rate.as_ref().unwrap().value, by_hand, "rate of a design beside patents");
    near(
        points(&beside, &rules, TECHNOLOGY, InputKind::Rate)[0],
        low * factor * growth(&found, &rules),
        "low of a design beside patents",
    );
    // Alone it takes the whole band, for five years at most.
    let alone = dossier(vec![design]);
    let (found, _) = value(&alone, &rules);
    let technology = pool(&found, PoolClass::Technology);
    near(technology.rate.as_ref().unwrap().value, single(&rules, by_levels(&found, 0, &rules)), "rate of a design");
    let legal = years(DAY, date(2033, 3, 1)).min(number("valuation.life.layout-limit"));
    let product = number("valuation.life.technology.integrated-circuits") - years(date(2024, 11, 23), DAY);
    near(technology.life.as_ref().unwrap().value, legal.min(product), "life of a design");
}

/// Held to the margin together, both rates keep their place between their ends.
#[test]
fn the_points_of_rates_that_the_margin_holds_down() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mut dossier = with_a_mark();
    let rates = |dossier: &Dossier| rates(dossier, &rules);
    let [technology, brand] = rates(&dossier);
    let bound = technology.max(brand) * 1.01;
    dossier.products[0].operating_margin = Ratio::new(bound / rules.number("valuation.share.margin-cap").unwrap());
    let factor = bound / (technology + brand);
    let [low, _, high] = rules.triple("valuation.share.band.integrated-circuits").unwrap();
    let by_hand = [low * factor, technology * factor, (high.min(bound) * factor).max(technology * factor)];
    near_all(points(&dossier, &rules, TECHNOLOGY, InputKind::Rate), by_hand, "rate of the technology");
}

/// Every right counts with its own Δ: by its answers where enough of them are given, else by its score.
#[test]
fn the_right_that_sets_the_rate() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let codes = factor_codes(&rules);
    let all = |score: f64| -> BTreeMap<String, f64> { codes.iter().map(|code| (code.clone(), score)).collect() };
    let rate = |factors: [BTreeMap<String, f64>; 2]| {
        let mut place = 0;
        let rights = factors.map(|share_factors| {
            place += 1;
            Asset { share_factors, ..invention(&format!("a{place}"), 1.0) }
        });
        let (found, _) = value(&dossier(rights.to_vec()), &rules);
        (pool(&found, PoolClass::Technology).rate.as_ref().unwrap().value / growth(&found, &rules), found)
    };
    // All answers alike make that answer the Δ.
    for (one, other) in [(30.0, 80.0), (80.0, 30.0)] {
        near(rate([all(one), all(other)]).0, single(&rules, 0.8), "the better answers");
    }
    // Poor answers of one leave the other, scored, ahead; and good ones go before it.
    let (found, valued) = rate([all(10.0), BTreeMap::new()]);
    let scored = by_levels(&valued, 1, &rules);
    assert!(0.2 < scored && scored < 0.7, "{scored}");
    near(found, single(&rules, scored), "better by its score");
    // Hardly worse, hardly better: the number that compares them is the one that is shown.
    near(rate([all(99.0 * scored), BTreeMap::new()]).0, single(&rules, scored), "a little better by its score");
    near(rate([all(101.0 * scored), BTreeMap::new()]).0, single(&rules, 1.01 * scored), "a little better by answers");
    near(rate([all(80.0), BTreeMap::new()]).0, single(&rules, 0.8), "better by its answers");
    near(rate([all(1.0), all(0.0)]).0, single(&rules, 0.01), "the less bad");

    // The economic group alone is a fifth of the weight, too little to go by; the technical and the legal are enough.
    let of = |groups: &[&str], score: f64| -> BTreeMap<String, f64> {
        let notes = rules.notes(NoteKind::Remark, "share-factor");
        let of_groups = notes.filter(|note| groups.contains(&note.codes("group")[0].as_str()));
        of_groups.map(|note| (note.id.strip_prefix("share-factor.").unwrap().to_owned(), score)).collect()
    };
    let (found, valued) = rate([of(&["economic"], 100.0), BTreeMap::new()]);
    near(found, single(&rules, by_levels(&valued, 0, &rules)), "too few answers");
    let group = |name: &str| rules.number(&format!("valuation.share.group.{name}")).unwrap();
    let by_hand = (group("legal") + group("technical")) * 0.8 + group("economic") * 0.5;
    near(rate([of(&["legal", "technical"], 80.0), BTreeMap::new()]).0, single(&rules, by_hand), "what is left open");
}

/// What a right covers that names no product: marks all of each, other rights half, or what is said of the revenue.
#[test]
fn coverage_that_is_not_stated() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let rate = |kind, revenue_share| {
        let right = Asset { kind, uses: Vec::new(), revenue_share, ..invention("a1", 1.0) };
        let (found, _) = value(&dossier(vec![right]), &rules);
        let class = if kind == AssetKind::Trademark { PoolClass::Brand } else { PoolClass::Technology };
        let band = if kind == AssetKind::Trademark { "trademark-business" } else { "integrated-circuits" };
        let [low, _, high] = rules.triple(&format!("valuation.share.band.{band}")).unwrap();
        let whole = low + (high - low) * by_levels(&found, 0, &rules);
        pool(&found, class).rate.as_ref().unwrap().value / whole
    };
    near(rate(AssetKind::Trademark, None), rules.number("valuation.pool.coverage-unstated").unwrap(), "a mark");
    near(rate(AssetKind::Invention, None), rules.number("valuation.pool.coverage-implied").unwrap(), "a patent");
    near(rate(AssetKind::Invention, Ratio::new(0.3)), 0.3, "a patent with its part of the revenue");
    near(rate(AssetKind::Trademark, Ratio::new(0.3)), 0.3, "a mark with its part of the revenue");
}

/// Growth that nobody stated: the compound growth of the product, else of the enterprise, over three years at most.
#[test]
fn growth_from_the_past() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let growth = |history: &[(i16, i64)], revenue: &[(i16, i64)]| {
        let mut dossier = dossier(vec![invention("a1", 1.0)]);
        let product = &mut dossier.products[0];
        product.growth = None;
        product.history =
            history.iter().map(|(year, wan)| YearAmount { year: *year, amount: Money::from_wan(*wan) }).collect();
        dossier.accounts = revenue
            .iter()
            .map(|(year, wan)| FiscalYear {
                year: *year,
                revenue: Some(Money::from_wan(*wan)),
                ..FiscalYear::default()
            })
            .collect();
        let (_, workings) = value(&dossier, &rules);
        by_hand::line(workings.get("valuation.pool.p1.technology.revenue-share").unwrap(), "growth")
    };
    near(growth(&[(2023, 1_000), (2025, 1_440)], &[]), 0.2, "two years");
    near(growth(&[(2021, 10), (2022, 1_000), (2024, 1_200), (2025, 1_331)], &[]), 0.1, "three years at most");
    near(growth(&[(2025, 500)], &[(2024, 1_000), (2025, 1_250)]), 0.25, "of the enterprise");
    let [low, high] = [0, 1].map(|end| rules.list("valuation.uncertainty.growth-limits").unwrap()[end]);
    near(growth(&[(2024, 100), (2025, 1_000)], &[]), high, "no faster than this");
    near(growth(&[(2024, 1_000), (2025, 10)], &[]), low, "no slower than this");
    near(growth(&[(2025, 500)], &[(2025, 500)]), rules.number("valuation.forecast.growth").unwrap(), "one year");
}

/// Sales that lie ahead push the end of the technology's life out.
#[test]
fn lives_of_products() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let number = |id: &str| rules.number(id).unwrap();
    let whole = number("valuation.life.technology.integrated-circuits");
    let life = |change: &dyn Fn(&mut Product)| {
        let mut dossier = dossier(vec![invention("a1", 1.0)]);
        change(&mut dossier.products[0]);
        pool(&value(&dossier, &rules).0, PoolClass::Technology).life.as_ref().unwrap().value
    };
    let first = date(2028, 2, 23);
    near(life(&|product| product.first_sale = Some(first)), whole + years(DAY, first), "sales ahead");
    near(life(&|product| product.first_sale = None), whole * number("valuation.life.unknown-share"), "not known");
    near(life(&|product| product.first_sale = Some(date(2001, 1, 1))), number("valuation.life.floor"), "long sold");
    near(life(&|product| product.end_of_life = Some(date(2029, 5, 1))), years(DAY, date(2029, 5, 1)), "stated");
}

/// Two years of sales are stated, the last of them none: what is known is worth something, what follows is nothing.
#[test]
fn sales_that_end() {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(DAY);
    let mut dossier = dossier(vec![invention("a1", 1.0)]);
    dossier.accounts.clear();
    let product = &mut dossier.products[0];
    product.history.clear();
    product.forecast =
        [(2027, 1_000), (2028, 0)].map(|(year, wan)| YearAmount { year, amount: Money::from_wan(wan) }).to_vec();
    let (found, workings) = value(&dossier, &rules);
    let technology = pool(&found, PoolClass::Technology);
    let share = technology.rate.as_ref().unwrap().value;
    let decay = rules.number("valuation.decay.patent").unwrap();
    let discount = rules.number("valuation.discount.stage.volume").unwrap();
    let middle = years(DAY, date(2026, 12, 31)) + 0.5;
    let by_hand = 1e7 * share * (1.0 - decay) / (1.0 + discount).powf(middle);
    near(method(technology, Method::RevenueShare), by_hand, "one year of sales");
    // A life under five years holds a faster decay down; that of patents is no faster and stays what it is.
    assert!(technology.life.as_ref().unwrap().value < rules.number("valuation.decay.short-life").unwrap());
    let lines = workings.get("valuation.pool.p1.technology.revenue-share").unwrap();
    let decay = lines.lines.iter().find(|line| line.term.id() == "decay").unwrap();
    let rule = Origin::rule("valuation.decay.patent");
    assert_eq!(decay.kind, LineKind::Given(rule));
}
