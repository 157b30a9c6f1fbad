//! A dossier of one product and what its values are compared with: for tests that value dossiers by plain arithmetic.

use std::collections::BTreeMap;
use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, FiscalYear, Product, ProductUse, Sector, Stage, YearAmount,
};
use ip_health_engine::rules::Rules;
use ip_health_engine::valuation::{
    Method, MethodOutcome, PoolClass, PoolValuation, PortfolioValuation, value_portfolio,
};
use ip_health_engine::working::{Working, Workings};
use ip_health_engine::{Money, Ratio};
use jiff::civil::{Date, date};

pub const DAY: Date = date(2026, 11, 23);

pub fn near(found: f64, by_hand: f64, what: &str) {
    assert!((found - by_hand).abs() <= 1e-9 * by_hand.abs().max(1e-3), "{what}: {found}, by hand {by_hand}");
}

pub fn years(from: Date, to: Date) -> f64 {
    f64::from((to - from).get_days()) / 365.25
}

/// A dossier of one product that sells 20,000,000 a year and grows by a tenth.
pub fn dossier(rights: Vec<Asset>) -> Dossier {
    let mut dossier = Dossier::default();
    dossier.enterprise.sector = Some(Sector::IntegratedCircuits);
    dossier.enterprise.income_tax_rate = Ratio::new(0.15);
    dossier.accounts = vec![FiscalYear { year: 2025, revenue: Some(Money::from_wan(2_000)), ..FiscalYear::default() }];
    dossier.products = vec![Product {
        id: "p1".to_owned(),
        stage: Some(Stage::Volume),
        history: vec![YearAmount { year: 2025, amount: Money::from_wan(2_000) }],
        growth: Ratio::new(0.1),
        first_sale: Some(date(2024, 11, 23)),
        ..Product::default()
    }];
    dossier.assets = rights.into_iter().map(Arc::new).collect();
    dossier
}

pub fn invention(id: &str, coverage: f64) -> Asset {
    Asset {
        id: id.to_owned(),
        kind: AssetKind::Invention,
        status: Some(AssetStatus::Granted),
        filing_date: Some(date(2023, 3, 1)),
        grant_date: Some(date(2024, 3, 1)),
        registered_owner: Some(true),
        uses: vec![ProductUse { product: "p1".to_owned(), coverage: Ratio::new(coverage) }],
        ..Asset::default()
    }
}

/// A dossier of which the one product uses an invention and a mark.
pub fn with_a_mark() -> Dossier {
    let mark = Asset { kind: AssetKind::Trademark, filing_date: Some(date(2018, 3, 1)), ..invention("m1", 1.0) };
    dossier(vec![invention("a1", 1.0), mark])
}

/// The rates of its technology and its brand.
pub fn rates(dossier: &Dossier, rules: &Rules) -> [f64; 2] {
    let (found, _) = value(dossier, rules);
    [PoolClass::Technology, PoolClass::Brand].map(|class| pool(&found, class).rate.as_ref().unwrap().value)
}

/// Answers from 20 to 90 that differ from one another.
pub fn answers<'a>(codes: impl Iterator<Item = &'a str>) -> BTreeMap<String, f64> {
    codes
        .enumerate()
        .map(|(place, code)| (code.to_owned(), 20.0 + f64::from(u8::try_from(place * 7).unwrap()) % 70.0))
        .collect()
}

pub fn value(dossier: &Dossier, rules: &Rules) -> (PortfolioValuation, Workings) {
    let mut workings = Workings::default();
    let found = value_portfolio(dossier, rules, &mut workings).unwrap();
    (found, workings)
}

pub fn pool(valuation: &PortfolioValuation, class: PoolClass) -> &PoolValuation {
    valuation.pools.iter().find(|pool| pool.class == class).unwrap()
}

pub fn method(pool: &PoolValuation, method: Method) -> f64 {
    let found = pool.methods.iter().find(|found| found.method == method).unwrap();
    let MethodOutcome::Applied { value, .. } = &found.outcome else { panic!("{found:?}") };
    value.value
}

/// Revenue by calendar year from the rest of 2026 on, with the length and the middle of each period.
pub fn periods(rules: &Rules, life: f64) -> Vec<(f64, f64, f64)> {
    let (held, long) = (
        rules.number("valuation.forecast.growth-years").unwrap(),
        rules.number("valuation.forecast.long-growth").unwrap(),
    );
    let first = years(DAY, date(2026, 12, 31));
    let mut found = Vec::new();
    let mut begin = 0.0;
    while life - begin > 1e-9 {
        let length = if begin == 0.0 { first.min(life) } else { (life - begin).min(1.0) };
        let ahead = 1.0 + f64::from(u8::try_from(found.len()).unwrap());
        let annual = 20e6 * 1.1_f64.powf(ahead.min(held)) * (1.0 + long).powf((ahead - held).max(0.0));
        found.push((annual * length, length, begin + length / 2.0));
        begin += length;
    }
    found
}

/// The last line of a working that bears a name.
pub fn line(working: &Working, id: &str) -> f64 {
    let of = working.lines.iter().rfind(|line| line.term.id() == id);
    *of.unwrap_or_else(|| panic!("no {id}")).values.last().unwrap()
}
