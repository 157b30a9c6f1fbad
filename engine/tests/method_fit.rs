//! Every kind of right by every method: the table of the valuation specification, §2.12, against what the valuation of a
//! dossier does.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

use std::sync::Arc;

use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Comparable, DevelopmentCost, Dossier, Exploitation, FiscalYear, Licence,
    LicenceDirection, LicenceExclusivity, Product, ProductUse, Sector, Stage, YearAmount,
};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::{
    LicensedIn, Method, MethodOutcome, NoSaving, NoValue, NotApplied, PoolClass, PoolValuation, PortfolioValuation,
    value_portfolio,
};
use ip_health_engine::working::Workings;
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

fn right(kind: AssetKind) -> Asset {
    let deal = |wan: i64| Comparable {
        price: Some(Money::from_wan(wan)),
        adjustments: [Some(1.0); 5],
        weight: Some(1.0),
        ..Comparable::default()
    };
    Asset {
        id: "a1".to_owned(),
        kind,
        status: Some(AssetStatus::Granted),
        filing_date: Some(date(2023, 3, 1)),
        grant_date: Some(date(2024, 3, 1)),
        creation_date: Some(date(2023, 3, 1)),
        registered_owner: Some(true),
        uses: vec![ProductUse { product: "p1".to_owned(), coverage: Ratio::new(1.0) }],
        cost: Some(DevelopmentCost {
            labour: Some(Money::from_wan(120)),
            materials: Some(Money::from_wan(20)),
            equipment: Some(Money::from_wan(20)),
            tests: Some(Money::from_wan(20)),
            filing: Some(Money::from_wan(2)),
            years: Some(1.5),
            price_index: Some(1.0),
            used_years: Some(2.0),
            economic_obsolescence: Ratio::new(0.05),
        }),
        comparables: vec![deal(180), deal(200), deal(220)],
        ..Asset::default()
    }
}

fn dossier(rights: Vec<Asset>, stage: Stage) -> Dossier {
    let mut dossier = Dossier::default();
    dossier.enterprise.sector = Some(Sector::IntegratedCircuits);
    dossier.accounts = vec![FiscalYear { year: 2025, revenue: Some(Money::from_wan(2_000)), ..FiscalYear::default() }];
    dossier.products = vec![Product {
        id: "p1".to_owned(),
        stage: Some(stage),
        history: vec![YearAmount { year: 2025, amount: Money::from_wan(2_000) }],
        growth: Ratio::new(0.1),
        operating_margin: Ratio::new(0.3),
        consumer: Some(false),
        first_sale: Some(date(2024, 1, 1)),
        end_of_life: Some(date(2032, 1, 1)),
        development_cost: Some(Money::from_wan(100)),
        ..Product::default()
    }];
    dossier.assets = rights.into_iter().map(Arc::new).collect();
    dossier
}

fn value(dossier: &Dossier) -> PortfolioValuation {
    let pack = RulePack::built_in().unwrap();
    value_portfolio(dossier, &pack.on(date(2026, 11, 23)), &mut Workings::default()).unwrap()
}

fn outcome(pool: &PoolValuation, method: Method) -> Result<f64, NotApplied> {
    let found: Vec<_> = pool.methods.iter().filter(|found| found.method == method).collect();
    assert_eq!(found.len(), 1, "{method:?} stands once among the methods of {}", pool.id);
    match &found[0].outcome {
        MethodOutcome::Applied { value, weight, .. } => {
            assert!(value.value > 0.0);
            Ok(*weight)
        }
        MethodOutcome::NotApplied { reason } => Err(*reason),
    }
}

/// What is expected of a method.
#[derive(Clone, Copy, Debug)]
enum Expected {
    /// A value with weight.
    Counts,
    /// A value without weight.
    Check,
    Not(NotApplied),
}
use Expected::{Check, Counts, Not};
use NotApplied::{DoesNotFit, NoData, SameIncome};

/// The table of one class of pools, in the order of [`Method::ALL`].
fn table(class: PoolClass, early: bool) -> [Expected; 11] {
    let (option, weightless) = (if early { Counts } else { Not(DoesNotFit) }, if early { Check } else { Counts });
    match class {
        // F1, F2 as a cross-check, cost, market; the option before volume sales. F3 is F1 under another name.
        PoolClass::Technology => [
            Counts,
            Check,
            Not(SameIncome),
            Not(NoData),
            Not(NoData),
            Not(NoData),
            Not(NoData),
            Not(DoesNotFit),
            Counts,
            weightless,
            option,
        ],
        // F3; a brand without sales has no royalty to save.
        PoolClass::Brand => [
            Not(SameIncome),
            Not(DoesNotFit),
            if early { Not(DoesNotFit) } else { Counts },
            Not(NoData),
            Not(NoData),
            Not(DoesNotFit),
            Not(NoData),
            Not(DoesNotFit),
            Counts,
            weightless,
            Not(DoesNotFit),
        ],
        // Cost floor or deals, F7 where its data is stated; never product revenue.
        PoolClass::Reserve => [
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(NoData),
            Not(DoesNotFit),
            Not(NotApplied::NoCost),
            Counts,
            Not(DoesNotFit),
        ],
        // The contract's cash flow in place of F1.
        PoolClass::Licence => [
            Not(SameIncome),
            Not(SameIncome),
            Not(SameIncome),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
            Counts,
            Not(DoesNotFit),
            Not(DoesNotFit),
            Not(DoesNotFit),
        ],
    }
}

fn check(pool: &PoolValuation, early: bool, what: &str) {
    for (method, expected) in Method::ALL.into_iter().zip(table(pool.class, early)) {
        let found = outcome(pool, method);
        let holds = match expected {
            Counts => found.is_ok_and(|weight| weight > 0.0),
            Check => found.is_ok_and(|weight| weight == 0.0),
            Not(reason) => found == Err(reason),
        };
        assert!(holds, "{what}: {method:?} gave {found:?}, expected {expected:?}");
    }
}

#[test]
fn every_kind_by_every_method() {
    for kind in AssetKind::ALL {
        for (stage, early) in [(Stage::Pilot, true), (Stage::Volume, false)] {
            let found = value(&dossier(vec![right(kind)], stage));
            let what = format!("{kind:?} at {stage:?}");
            if kind == AssetKind::LicenceRevenue {
                assert!(found.pools.is_empty(), "{what}: valued by its contract alone");
                continue;
            }
            let [pool] = found.pools.as_slice() else { panic!("{what}: {} pools", found.pools.len()) };
            let brand = matches!(kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
            let expected = if brand { PoolClass::Brand } else { PoolClass::Technology };
            assert_eq!(pool.class, expected, "{what}");
            check(pool, early, &what);
        }
    }
}

#[test]
fn unused_and_defensive_rights_take_no_product_revenue() {
    for kind in AssetKind::ALL.into_iter().filter(|kind| *kind != AssetKind::LicenceRevenue) {
        for use_of in [Exploitation::Unused, Exploitation::Defensive] {
            let unused = Asset { uses: Vec::new(), exploitation: Some(use_of), ..right(kind) };
            let found = value(&dossier(vec![unused], Stage::Volume));
            let [pool] = found.pools.as_slice() else { panic!("{kind:?}: {} pools", found.pools.len()) };
            assert_eq!(pool.class, PoolClass::Reserve);
            check(pool, false, &format!("{kind:?} {use_of:?}"));
        }
    }
}

#[test]
fn an_exclusive_licence_out_replaces_the_share_of_revenue() {
    let mut dossier = dossier(vec![right(AssetKind::Invention)], Stage::Volume);
    dossier.licences = vec![Licence {
        id: "l1".to_owned(),
        direction: Some(LicenceDirection::Out),
        exclusivity: Some(LicenceExclusivity::Exclusive),
        assets: vec!["a1".to_owned()],
        annual_royalty: Some(Money::from_wan(50)),
        fixed: Some(true),
        to: Some(date(2030, 11, 23)),
        ..Licence::default()
    }];
    let found = value(&dossier);
    let [pool] = found.pools.as_slice() else { panic!("{} pools", found.pools.len()) };
    assert_eq!(pool.class, PoolClass::Licence);
    check(pool, false, "licence out");
    // Four years of 50 at 9 per cent in the middle of each year, by hand.
    let by_hand: f64 = (0..4).map(|year| 500_000.0 * 1.09_f64.powf(-0.5 - f64::from(year))).sum();
    let Some(found) = pool.methods.iter().find(|method| method.method == Method::LicenceIncome) else { panic!() };
    let MethodOutcome::Applied { value, .. } = &found.outcome else { panic!("{found:?}") };
    assert!((value.value / by_hand - 1.0).abs() < 0.002, "{} of {by_hand}", value.value);
}

#[test]
fn a_licence_from_another_is_worth_the_royalty_it_saves_where_it_may_be_passed_on() {
    let licence = Licence {
        id: "l1".to_owned(),
        direction: Some(LicenceDirection::In),
        royalty_rate: Ratio::new(0.03),
        licensed_sales: Some(Money::from_wan(1_000)),
        market_royalty_rate: Ratio::new(0.05),
        transferable: Some(true),
        to: Some(date(2029, 11, 23)),
        ..Licence::default()
    };
    let found = |change: &dyn Fn(&mut Licence)| {
        let mut dossier = dossier(vec![right(AssetKind::Invention)], Stage::Volume);
        dossier.licences = vec![Licence { transferable: Some(false), ..licence.clone() }];
        let without = value(&dossier).range;
        let mut licence = licence.clone();
        change(&mut licence);
        dossier.licences = vec![licence];
        let valued = value(&dossier);
        // The right is the licensor's: nothing of it is in the value of the enterprise's own.
        assert_eq!(valued.range, without);
        let [found] = valued.licensed_in.as_slice() else { panic!("{} licences", valued.licensed_in.len()) };
        found.clone()
    };
    // Three years of 2 per cent of 1,000 at 12 per cent in the middle of each year, by hand.
    let by_hand: f64 = (0..3).map(|year| 200_000.0 * 1.12_f64.powf(-0.5 - f64::from(year))).sum();
    let close = |licence: &LicensedIn, to: f64| {
        let value = licence.value.as_ref().unwrap().value;
        assert!((value / to - 1.0).abs() < 0.002, "{value} of {to}");
        assert!(licence.range.p10 < licence.range.p50 && licence.range.p50 < licence.range.p90, "{:?}", licence.range);
    };
    close(&found(&|_| {}), by_hand);
    // The same contract told by a year's royalty, with the rate or with the sales.
    close(
        &found(&|licence| {
            licence.licensed_sales = None;
            licence.annual_royalty = Some(Money::from_wan(30));
        }),
        by_hand,
    );
    close(
        &found(&|licence| {
            licence.royalty_rate = None;
            licence.annual_royalty = Some(Money::from_wan(30));
        }),
        by_hand,
    );
    // Without a stated market rate: the middle of the band of the sector, which is uncertain.
    let assumed = found(&|licence| {
        licence.market_royalty_rate = None;
        licence.royalty_rate = Ratio::new(0.01);
    });
    assert!(assumed.range.p90 / assumed.range.p10 > 2.0, "{:?}", assumed.range);
    let why = |change: &dyn Fn(&mut Licence)| {
        let found = found(change);
        assert_eq!((found.value, found.range.p90), (None, 0.0));
        found.reason
    };
    assert_eq!(why(&|licence| licence.transferable = Some(false)), Some(NoSaving::NotTransferable));
    assert_eq!(why(&|licence| licence.transferable = None), Some(NoSaving::TransferUnknown));
    assert_eq!(why(&|licence| licence.to = Some(date(2020, 1, 1))), Some(NoSaving::Ended));
    assert_eq!(why(&|licence| licence.licensed_sales = None), Some(NoSaving::NoSales));
    assert_eq!(why(&|licence| licence.royalty_rate = Ratio::new(0.05)), Some(NoSaving::NotCheaper));
}

#[test]
fn rules_by_kind_hold() {
    let rate = |rights: Vec<Asset>| value(&dossier(rights, Stage::Volume)).pools[0].rate.clone().unwrap().value;
    // An application: F1 times the probability of grant.
    for (kind, chance) in [(AssetKind::Invention, 0.55), (AssetKind::UtilityModel, 0.60), (AssetKind::Design, 0.80)] {
        // Stated factors of the share rate, so that the state of the right moves nothing else.
        let granted = Asset { share_factors: stated_factors(), ..right(kind) };
        let pending = Asset { status: Some(AssetStatus::Pending), ..granted.clone() };
        assert!((rate(vec![pending]) / rate(vec![granted]) - chance).abs() < 1e-9, "{kind:?}");
    }
    // Software: 3–12 per cent.
    let software = rate(vec![right(AssetKind::SoftwareCopyright)]);
    assert!((0.03..=0.12).contains(&software), "{software}");
    // A mark out of use for three years is worth nothing; a geographical indication belongs to its association.
    let mut mark = right(AssetKind::Trademark);
    mark.mark.last_use_years = Some(3.0);
    let found = value(&dossier(vec![mark], Stage::Volume));
    assert_eq!((found.assets[0].reason, found.range.p90), (Some(NoValue::MarkUnused), 0.0));
    let indication = Asset { registered_owner: None, ..right(AssetKind::GeographicalIndication) };
    let found = value(&dossier(vec![indication], Stage::Volume));
    assert_eq!((found.assets[0].reason, found.assets[0].value), (Some(NoValue::AssociationOwned), None));
    // A layout design lasts five years at the most.
    let layout = value(&dossier(vec![right(AssetKind::LayoutDesign)], Stage::Volume));
    assert!(layout.pools[0].life.as_ref().unwrap().value <= 5.0);
    // Lapsed and not owned: nothing.
    for dead in [
        Asset { status: Some(AssetStatus::Terminated), ..right(AssetKind::Invention) },
        Asset { registered_owner: Some(false), ..right(AssetKind::Invention) },
    ] {
        assert_eq!(value(&dossier(vec![dead], Stage::Volume)).range.p90, 0.0);
    }
}

fn stated_factors() -> std::collections::BTreeMap<String, f64> {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 23));
    let notes = rules.notes(ip_health_engine::rules::NoteKind::Remark, "share-factor");
    notes.filter_map(|note| Some((note.id.strip_prefix("share-factor.")?.to_owned(), 50.0))).collect()
}

/// A deal whose differences from the right nobody stated counts as one without any, and says less.
#[test]
fn unknown_adjustments_of_deals_widen_the_range() {
    let unstated = |count: usize| {
        let mut asset = right(AssetKind::Invention);
        for deal in asset.comparables.iter_mut().take(count) {
            deal.adjustments = [None; 5];
        }
        asset
    };
    for used in [true, false] {
        let of = |count: usize| {
            let mut asset = unstated(count);
            if !used {
                asset.uses.clear();
                asset.exploitation = Some(Exploitation::Unused);
            }
            let found = value(&dossier(vec![asset], Stage::Volume));
            let pool = found.pools.iter().find(|pool| pool.members.iter().any(|member| member.asset == "a1")).unwrap();
            (pool.range, found.missing.iter().any(|missing| missing.path == "assets.comparables"))
        };
        let (known, asked) = of(0);
        assert!(!asked);
        let mut before = known.p90 / known.p10;
        for count in 1..=3 {
            let (range, asked) = of(count);
            assert!(asked);
            assert!((range.p50 / known.p50 - 1.0).abs() < 1e-9, "the deals stand in as they are");
            assert!(range.p90 / range.p10 > before, "{count} of three, used: {used}");
            before = range.p90 / range.p10;
        }
    }
}
