//! The score of a right found again by hand: what each indicator takes from the portfolio data (valuation specification,
//! §1.3), the arithmetic and the scenes (§1.4, §1.5), the gates (§1.6).
#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
#![expect(clippy::disallowed_methods, reason = "figures by hand, by other functions than the engine's own")]

#[expect(dead_code, reason = "this test takes a part of it")]
#[path = "support/by_hand.rs"]
mod by_hand;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use by_hand::{DAY, dossier, invention, near, years};
use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, Encumbrance, EvaluationReport, Exploitation, Licence, LicenceDirection,
    RightDispute, Sector, YearAmount,
};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::score::INDICATOR_CODES;
use ip_health_engine::valuation::{AssetScore, Extension, Gate, Grade, ScoreOrigin, value_portfolio};
use ip_health_engine::working::Workings;
use ip_health_engine::{Money, Ratio};
use jiff::civil::date;

static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::built_in().unwrap());

fn scored(dossier: &Dossier) -> AssetScore {
    let mut workings = Workings::default();
    let found = value_portfolio(dossier, &PACK.on(DAY), &mut workings).unwrap();
    let score = found.assets.first().unwrap().score.clone();
    // The working says the same as the number.
    assert_eq!(workings.get(&score.index.working).unwrap().value().to_bits(), score.index.value.to_bits());
    score
}

fn of(asset: Asset) -> AssetScore {
    scored(&dossier(vec![asset]))
}

fn indicator(score: &AssetScore, code: &str) -> Option<f64> {
    let found = score.indicators.iter().find(|indicator| indicator.code == code).unwrap();
    (found.from == ScoreOrigin::Derived).then_some(found.score)
}

/// The table of §1.3, each step at its ends.
#[test]
fn what_the_data_says_of_each_indicator() {
    let right = || invention("a1", 1.0);
    let derived = |asset: Asset, code: &str| indicator(&of(asset), code);
    // L1.1: granted 6, utility model with report 5, without 4, pending 3, upheld 10.
    let model = |report| Asset { kind: AssetKind::UtilityModel, evaluation_report: report, ..right() };
    assert_eq!(derived(right(), "L1.1"), Some(6.0));
    assert_eq!(derived(model(Some(EvaluationReport::Favourable)), "L1.1"), Some(5.0));
    assert_eq!(derived(model(Some(EvaluationReport::None)), "L1.1"), Some(4.0));
    assert_eq!(derived(model(None), "L1.1"), Some(4.0));
    assert_eq!(derived(Asset { status: Some(AssetStatus::Pending), ..right() }, "L1.1"), Some(3.0));
    assert_eq!(derived(Asset { dispute: Some(RightDispute::Upheld), ..right() }, "L1.1"), Some(10.0));
    // L1.3: one office 4, two 6, three 8, four or more 10.
    for (count, score) in [(1, 4.0), (2, 6.0), (3, 8.0), (4, 10.0), (5, 10.0)] {
        let family_offices: BTreeSet<String> =
            ["CN", "US", "EP", "JP", "KR"].into_iter().take(count).map(str::to_owned).collect();
        assert_eq!(derived(Asset { family_offices, ..right() }, "L1.3"), Some(score), "{count} offices");
    }
    assert_eq!(derived(right(), "L1.3"), None);
    // L2.1: up to six features 10, seven to twelve 6, more than twenty 2, between the two 4.
    for (features, score) in [(1, 10.0), (6, 10.0), (7, 6.0), (12, 6.0), (13, 4.0), (20, 4.0), (21, 2.0)] {
        let found = derived(Asset { claim_features: Some(features), ..right() }, "L2.1");
        assert_eq!(found, Some(score), "{features} features");
    }
    // L2.2: up to 3 claims 2, 4–6 4, 7–10 6, 11–15 8, more 10.
    let steps = [(1, 2.0), (3, 2.0), (4, 4.0), (6, 4.0), (7, 6.0), (10, 6.0), (11, 8.0), (15, 8.0), (16, 10.0)];
    for (claims, score) in steps {
        assert_eq!(derived(Asset { claims: Some(claims), ..right() }, "L2.2"), Some(score), "{claims} claims");
    }
    // L3.1 product claim 7, process claim 3; L4.1 free to operate 9, not looked at 5.
    for (yes, kind, free) in [(true, 7.0, 9.0), (false, 3.0, 5.0)] {
        assert_eq!(derived(Asset { product_claim: Some(yes), ..right() }, "L3.1"), Some(kind));
        assert_eq!(derived(Asset { fto_clear: Some(yes), ..right() }, "L4.1"), Some(free));
    }
    // T1.2: no citation 4, one to four 5, five to nineteen 7, twenty 9.
    for (citations, score) in [(0, 4.0), (1, 5.0), (4, 5.0), (5, 7.0), (19, 7.0), (20, 9.0)] {
        let found = derived(Asset { citations: Some(citations), ..right() }, "T1.2");
        assert_eq!(found, Some(score), "{citations} citations");
    }
    // T3.1: subclasses, of which two symbols may share one.
    let classes: [(&[&str], f64); 4] = [
        (&["H01L 21/02"], 4.0),
        (&["H01L21/02", "H01L 29/78"], 4.0),
        (&["H01L21/02", "G05F1/56"], 6.0),
        (&["H01L21/02", "G05F1/56", "H02M3/00"], 8.0),
    ];
    for (ipc, score) in classes {
        let ipc: Vec<String> = ipc.iter().map(|class| (*class).to_owned()).collect();
        assert_eq!(derived(Asset { ipc: ipc.clone(), ..right() }, "T3.1"), Some(score), "{ipc:?}");
    }
    // T5.1: TRL·10/9, rounded.
    for (trl, score) in [(1, 1.0), (2, 2.0), (4, 4.0), (5, 6.0), (6, 7.0), (8, 9.0), (9, 10.0)] {
        assert_eq!(derived(Asset { trl: Some(trl), ..right() }, "T5.1"), Some(score), "TRL {trl}");
    }
    // E3.1: unused 2, pilot 5, sold 8, core product 10.
    for (use_of, score) in [
        (Exploitation::Unused, 2.0),
        (Exploitation::Defensive, 2.0),
        (Exploitation::Pilot, 5.0),
        (Exploitation::Sold, 8.0),
        (Exploitation::CoreProduct, 10.0),
    ] {
        assert_eq!(derived(Asset { exploitation: Some(use_of), ..right() }, "E3.1"), Some(score), "{use_of:?}");
    }
    // E4.2: never pledged 2, pledged 6; a seizure is no pledge.
    for (held, score) in [(vec![], 2.0), (vec![Encumbrance::Preserved], 2.0), (vec![Encumbrance::Pledged], 6.0)] {
        let held: BTreeSet<Encumbrance> = held.into_iter().collect();
        assert_eq!(derived(Asset { encumbrances: Some(held), ..right() }, "E4.2"), Some(score));
    }
    // E4.3: no award 2; one of which the level is not known between the provincial 6 and the national 10.
    assert_eq!(derived(Asset { award: Some(false), ..right() }, "E4.3"), Some(2.0));
    assert_eq!(derived(Asset { award: Some(true), ..right() }, "E4.3"), Some(8.0));
}

/// Indicators that come from dates, sales and licences.
#[test]
fn what_time_and_licences_say() {
    // E1.1: 1 + 0.75 a year left, at most 10; a mark is renewed without end.
    let filed = |day| indicator(&of(Asset { filing_date: Some(day), ..invention("a1", 1.0) }), "E1.1").unwrap();
    near(filed(date(2012, 3, 1)), 1.0 + 0.75 * years(DAY, date(2032, 3, 1)), "five years left");
    near(filed(date(2019, 3, 1)), 10.0, "more than twelve years left");
    let mark = Asset { kind: AssetKind::Trademark, ..invention("m1", 1.0) };
    assert_eq!(indicator(&of(mark), "E1.1"), Some(10.0));
    // E1.2: technology life left, steps at 1.5, 4, 5 and 8 years.
    let ends = [
        (date(2028, 5, 1), 2.0),
        (date(2028, 6, 1), 4.0),
        (date(2030, 11, 1), 4.0),
        (date(2031, 1, 1), 6.0),
        (date(2032, 1, 1), 8.0),
        (date(2034, 11, 1), 8.0),
        (date(2035, 1, 1), 10.0),
    ];
    for (end, score) in ends {
        let mut dossier = dossier(vec![invention("a1", 1.0)]);
        dossier.products[0].end_of_life = Some(end);
        assert_eq!(indicator(&scored(&dossier), "E1.2"), Some(score), "until {end}");
    }
    // T5.2: no sale 2, the first year 6, the second 8, after it 10; by the years of sales where the first is not known.
    let sold = [(date(2027, 1, 1), 2.0), (date(2026, 1, 1), 6.0), (date(2025, 1, 1), 8.0), (date(2024, 11, 1), 10.0)];
    for (first, score) in sold {
        let mut dossier = dossier(vec![invention("a1", 1.0)]);
        dossier.products[0].first_sale = Some(first);
        assert_eq!(indicator(&scored(&dossier), "T5.2"), Some(score), "first sale {first}");
    }
    let mut unknown = dossier(vec![invention("a1", 1.0)]);
    unknown.products[0].first_sale = None;
    let year = |year, wan| YearAmount { year, amount: Money::from_wan(wan) };
    unknown.products[0].history = vec![year(2023, 0), year(2024, 100), year(2025, 200)];
    assert_eq!(indicator(&scored(&unknown), "T5.2"), Some(8.0), "two years with sales");
    unknown.products[0].history = vec![year(2025, 0)];
    assert_eq!(indicator(&scored(&unknown), "T5.2"), None, "none");
    // E4.1: recorded 6, more than a million a year from others 10, none 2; nothing while no licence is listed.
    let licensed = |income: i64, recorded: bool, unrelated: bool, direction| {
        let mut dossier = dossier(vec![invention("a1", 1.0)]);
        dossier.licences.push(Licence {
            direction: Some(direction),
            assets: vec!["a1".to_owned()],
            annual_royalty: Some(Money::from_wan(income)),
            recorded: Some(recorded),
            unrelated_party: Some(unrelated),
            ..Licence::default()
        });
        indicator(&scored(&dossier), "E4.1")
    };
    assert_eq!(indicator(&of(invention("a1", 1.0)), "E4.1"), None);
    assert_eq!(licensed(101, false, true, LicenceDirection::Out), Some(10.0));
    assert_eq!(licensed(100, true, true, LicenceDirection::Out), Some(6.0), "a million is not more than one");
    assert_eq!(licensed(101, true, false, LicenceDirection::Out), Some(6.0), "within the group");
    assert_eq!(licensed(101, false, false, LicenceDirection::Out), Some(2.0));
    assert_eq!(licensed(101, true, true, LicenceDirection::In), Some(2.0), "from others");
}

/// Every indicator answered with the second-level scores of W14: L = 7.40, T = 7.55, E = 6.35.
fn w14() -> Asset {
    let second = [
        ("L1", 8.0),
        ("L2", 7.0),
        ("L3", 6.0),
        ("L4", 9.0),
        ("T1", 8.0),
        ("T2", 6.0),
        ("T3", 7.0),
        ("T4", 7.0),
        ("T5", 9.0),
        ("T6", 8.0),
        ("E1", 7.0),
        ("E2", 6.0),
        ("E3", 7.0),
        ("E4", 4.0),
    ];
    let of = |code: &str| second.iter().find(|(group, _)| code.starts_with(group)).unwrap().1;
    Asset {
        scores: INDICATOR_CODES.iter().map(|code| ((*code).to_owned(), of(code))).collect(),
        core: Some(false),
        ..invention("a1", 1.0)
    }
}

#[test]
fn w14_of_a_dossier() {
    let found = of(w14());
    near(found.legal, 7.40, "L");
    near(found.technical, 7.55, "T");
    near(found.economic, 6.35, "E");
    near(found.stability, 8.0, "stability");
    near(found.coverage, 1.0, "all is answered");
    assert_eq!(found.band, 0.0);
    let scenes = [7.0325, 6.9575, 6.86, 7.115, 7.145, (7.4 + 7.55 + 6.35) / 3.0];
    for (found, by_hand) in found.scenes.into_iter().zip(scenes) {
        near(found, by_hand, "scene");
    }
    near(found.index.value, 69.575, "index");
    assert_eq!((found.grade, found.gates.as_slice(), found.extensions.as_slice()), (Grade::B, &[][..], &[][..]));
}

/// What a first level misses is taken at 5 and makes a band of `3·(1 − coverage)` below 60 %.
#[test]
fn what_is_not_scored() {
    let mut legal = w14();
    legal.scores.retain(|code, _| code.starts_with('L') || code.starts_with("T1"));
    (legal.filing_date, legal.grant_date, legal.status) = (None, None, None);
    let mut dossier = dossier(vec![legal]);
    dossier.products[0].first_sale = None;
    dossier.products[0].history.clear();
    let found = scored(&dossier);
    near(found.technical, 0.25 * 8.0 + 0.75 * 5.0, "T");
    near(found.economic, 5.0, "E");
    let coverage = (1.0 + 0.25) / 3.0;
    near(found.coverage, coverage, "coverage");
    near(found.band, 3.0 * (1.0 - coverage), "band");
}

#[test]
fn gates_hold_the_score_down() {
    // Finance: 0.35·L + 0.20·T + 0.45·E.
    let finance = |legal: f64| 0.35 * legal + 0.2 * 7.55 + 0.45 * 6.35;
    let check = |asset: Asset, gate: Gate, by_hand: f64| {
        let found = of(asset);
        assert_eq!(found.gates, [gate]);
        near(found.composite, by_hand, &format!("{gate:?}"));
        near(found.index.value, 10.0 * by_hand, &format!("index, {gate:?}"));
    };
    check(Asset { status: Some(AssetStatus::Pending), ..w14() }, Gate::Pending, finance(4.0));
    check(Asset { fee_arrears: Some(true), ..w14() }, Gate::FeeOverdue, finance(5.0));
    // L1 of 8 falls to 5: L = 7.40 − 0.4·3.
    let model = |report| Asset { kind: AssetKind::UtilityModel, evaluation_report: Some(report), ..w14() };
    check(model(EvaluationReport::None), Gate::NoEvaluationReport, finance(6.2));
    check(model(EvaluationReport::Unfavourable), Gate::NoEvaluationReport, finance(6.2));
    assert!(of(model(EvaluationReport::Favourable)).gates.is_empty());
    for held in [Encumbrance::Pledged, Encumbrance::Preserved] {
        check(Asset { encumbrances: Some(BTreeSet::from([held])), ..w14() }, Gate::Encumbered, 4.0);
    }
    check(Asset { dispute: Some(RightDispute::Ownership), ..w14() }, Gate::Encumbered, 4.0);
    let shared = Asset { owner_share: Ratio::new(0.5), ..w14() };
    check(shared.clone(), Gate::NoConsent, 0.8 * finance(7.4));
    assert!(of(Asset { coowners_consent: Some(true), ..shared.clone() }).gates.is_empty());
    let both = of(Asset { dispute: Some(RightDispute::Ownership), ..shared });
    assert_eq!(both.gates, [Gate::Encumbered, Gate::NoConsent]);
    near(both.composite, 0.8 * 4.0, "both");
    let void = of(Asset { status: Some(AssetStatus::Terminated), fee_arrears: Some(true), ..w14() });
    assert_eq!((void.gates.as_slice(), void.grade, void.composite), (&[Gate::NotInForce][..], Grade::Void, 0.0));
    assert_eq!(void.scenes, [0.0; 6]);
}

/// A tenth of a point for each extension that is met.
#[test]
fn extensions_add_a_tenth_each() {
    let check = |asset: Asset, sector: Option<Sector>, met: &[Extension]| {
        let mut dossier = dossier(vec![asset]);
        dossier.products[0].sector = sector;
        let found = scored(&dossier);
        assert_eq!(found.extensions, met);
        let bonus = 0.1 * f64::from(u8::try_from(met.len()).unwrap());
        near(found.composite, 6.9575 + bonus, "finance");
        near(found.scenes[4], 7.145 + bonus, "management");
    };
    let chips = Some(Sector::IntegratedCircuits);
    check(w14(), chips, &[]);
    check(Asset { standard_essential: Some(true), ..w14() }, chips, &[Extension::StandardEssential]);
    let core = Asset { core: Some(true), ..w14() };
    check(core.clone(), chips, &[Extension::EmergingIndustry]);
    check(core.clone(), Some(Sector::ConsumerGoods), &[]);
    check(core.clone(), Some(Sector::OtherManufacturing), &[]);
    check(Asset { kind: AssetKind::Design, ..core }, chips, &[]);
    let offices = |offices: &[&str]| offices.iter().map(|office| (*office).to_owned()).collect::<BTreeSet<String>>();
    check(Asset { family_offices: offices(&["CN"]), ..w14() }, chips, &[]);
    check(Asset { family_offices: offices(&["CN", "US"]), ..w14() }, chips, &[Extension::ForeignFamily]);
    let kept = |grant| Asset { filing_date: Some(date(2014, 1, 1)), grant_date: Some(grant), ..w14() };
    check(kept(date(2016, 11, 1)), chips, &[Extension::KeptTenYears]);
    check(kept(date(2016, 12, 1)), chips, &[]);
    check(Asset { award: Some(true), ..w14() }, chips, &[Extension::LargePledgeOrAward]);
    let all = Asset {
        standard_essential: Some(true),
        core: Some(true),
        family_offices: offices(&["US"]),
        award: Some(true),
        ..kept(date(2016, 11, 1))
    };
    let found = of(all.clone());
    assert_eq!(found.extensions.len(), 5);
    near(found.composite, 6.9575 + 0.5, "all five");
    // No more than ten points.
    let best = Asset { scores: INDICATOR_CODES.iter().map(|code| ((*code).to_owned(), 10.0)).collect(), ..all };
    let found = of(best);
    assert_eq!((found.composite, found.scenes[0], found.grade), (10.0, 10.0, Grade::A));
}

/// Grades from 80, 65, 50 and 35 points on.
#[test]
fn grades_begin_at_their_points() {
    let grade = |score: f64| {
        let asset = Asset { scores: INDICATOR_CODES.iter().map(|code| ((*code).to_owned(), score)).collect(), ..w14() };
        of(asset).grade
    };
    let steps = [
        (8.001, Grade::A),
        (7.999, Grade::B),
        (6.501, Grade::B),
        (6.499, Grade::C),
        (5.001, Grade::C),
        (4.999, Grade::D),
        (3.501, Grade::D),
        (3.499, Grade::E),
    ];
    for (score, expected) in steps {
        assert_eq!(grade(score), expected, "{score}");
    }
    // Of a family, one member counts; what is not in force does not take its place.
    let member = |id: &str, status| Asset { family: Some("f".to_owned()), status: Some(status), ..invention(id, 1.0) };
    let family = dossier(vec![member("a1", AssetStatus::Lapsed), member("a2", AssetStatus::Granted)]);
    let found = value_portfolio(&family, &PACK.on(DAY), &mut Workings::default()).unwrap();
    assert!(found.assets[1].reason.is_none());
    let mut family = family;
    Arc::make_mut(&mut family.assets[0]).status = Some(AssetStatus::Granted);
    let found = value_portfolio(&family, &PACK.on(DAY), &mut Workings::default()).unwrap();
    let reasons: Vec<_> = found.assets.iter().map(|asset| asset.reason).collect();
    assert_eq!(reasons, [None, Some(ip_health_engine::valuation::NoValue::SameFamily)]);
}
