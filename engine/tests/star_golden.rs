//! Golden cases of the STAR Market module. V2024 unless a case says otherwise. Expected values are worked by hand from
//! the guideline and the listing rules, never taken from the engine.

#[path = "star/boards.rs"]
mod boards;
#[path = "star/by_hand.rs"]
mod by_hand;
#[path = "star/exact.rs"]
mod exact;
#[path = "star/listing.rs"]
mod listing;
#[path = "star/names.rs"]
mod names;
#[path = "star/outlook.rs"]
mod outlook;
#[path = "star/real.rs"]
mod real;
#[path = "star/status.rs"]
mod status;
#[path = "star/versions.rs"]
mod versions;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, AuditOpinion, BusinessModel, Dossier, Exception, FiscalYear, IssueAnswer,
    IssueState, PracticeItem, ProductUse, RedChip, RightDispute, StarSector,
};
use ip_health_engine::rules::{Outcome, RulePack};
use ip_health_engine::star::result::{
    AttributeVerdict, Cure, Gate, GateCode, IndicatorCode, PlanKind, Route, SectorVerdict, Severity, StarAssessment,
    Status, Verdict,
};
use ip_health_engine::star::{StatusInput, assess_star, candidate_record, decide_status};
use ip_health_engine::working::{LineKind, Origin, Workings};
use ip_health_engine::{Money, Ratio};
use jiff::civil::{Date, date};

use Verdict::{Fail, NaExempt as Na, Pass, PassAtRisk as AtRisk};

const M: i64 = 1_000_000;
const TODAY: Date = date(2026, 11, 23);

static PACK: LazyLock<RulePack> = LazyLock::new(|| RulePack::built_in().expect("the build script wrote the pack"));

fn assess(dossier: &Dossier) -> StarAssessment {
    let rules = PACK.on(TODAY);
    let mut workings = Workings::default();
    let result = assess_star(dossier, &rules, &mut workings).expect("the pack holds every record");
    for (id, working) in workings.iter() {
        for line in &working.lines {
            match &line.kind {
                LineKind::Given(Origin::Figure { id: from }) => {
                    assert!(workings.get(from).is_some(), "{id} rests on {from}, which is no figure");
                }
                LineKind::Given(Origin::Rule { id: from }) => {
                    assert!(rules.parameter(from).is_ok(), "{id} rests on {from}, which is no rule");
                }
                _ => {}
            }
            assert!(line.values.iter().all(|value| value.is_finite()), "{id}: {:?}", line.values);
        }
    }
    let limbs = result.indicators.iter().flat_map(|indicator| &indicator.arms);
    let limbs = limbs.chain(result.listing.standards.iter().flat_map(|standard| &standard.limbs));
    let limbs = limbs.chain(result.neighbours.iter().flat_map(|board| &board.standards).flat_map(|one| &one.limbs));
    for limb in limbs {
        for figure in [&limb.value, &limb.threshold].into_iter().flatten() {
            assert!(workings.get(&figure.working).is_some(), "no working {}", figure.working);
        }
        // Where a figure and a comparison both exist, they tell the same story away from the line.
        if let (Some(ratio), Some(comparison)) = (limb.ratio(), limb.comparison) {
            assert!((ratio - 1.0).abs() < 1e-9 || comparison.holds() == (1.0 < ratio), "{}: {ratio}", limb.code);
        }
    }
    result
}

/// Three fiscal years 2023 to 2025 in yuan, R&D staff of all staff at the end of 2025, counted patents.
fn case(revenue: [i64; 3], rd: [i64; 3], staff: (u32, u32), patents: u32) -> Dossier {
    let mut dossier = Dossier::default();
    for (place, year) in (2023..=2025).enumerate() {
        dossier.accounts.push(FiscalYear {
            year,
            revenue: Some(Money::from_yuan(revenue[place])),
            rd: Some(Money::from_yuan(rd[place])),
            ..FiscalYear::default()
        });
    }
    dossier.accounts[2].rd_employees = Some(staff.0);
    dossier.accounts[2].employees = Some(staff.1);
    dossier.star.qualifying_patents = Some(patents);
    dossier.star.strict_patents = Some(patents);
    dossier.star.core_patents = Some(0);
    dossier.star.sector = Some(StarSector::InformationTechnology);
    dossier.star.business_model = Some(BusinessModel::Technology);
    for exception in [Exception::E1, Exception::E2, Exception::E3, Exception::E4] {
        dossier.star.exceptions.insert(exception, false);
    }
    dossier
}

fn g01() -> Dossier {
    case([160 * M, 200 * M, 250 * M], [8 * M, 10 * M, 12_500_000], (10, 100), 7)
}

fn check(name: &str, dossier: &Dossier, base: [Verdict; 4], shown: [Verdict; 4], regular: Outcome) -> StarAssessment {
    let result = assess(dossier);
    let bases: Vec<Verdict> = result.indicators.iter().map(|indicator| indicator.base).collect();
    let verdicts: Vec<Verdict> = result.indicators.iter().map(|indicator| indicator.verdict).collect();
    assert_eq!(bases, base, "{name}: base verdicts");
    assert_eq!(verdicts, shown, "{name}: verdicts with risks");
    assert_eq!(result.attribute.regular, regular, "{name}: REG");
    result
}

fn standard(result: &StarAssessment, code: &str) -> Outcome {
    result.listing.standard(code).expect("a standard of the rule").outcome
}

fn value(result: &StarAssessment, code: IndicatorCode, arm: &str) -> f64 {
    let indicator = result.indicator(code).expect("four indicators");
    let limb = indicator.arms.iter().find(|limb| limb.code == arm).expect("an arm of the indicator");
    limb.value.as_ref().expect("computable").value
}

#[test]
fn g01_every_limb_exactly_on_its_line() {
    let result = check("G01", &g01(), [Pass; 4], [AtRisk, AtRisk, Pass, Pass], Outcome::Pass);
    assert_eq!(value(&result, IndicatorCode::I1, "rd-share"), 0.05);
    assert_eq!(value(&result, IndicatorCode::I1, "rd-sum"), 30_500_000.0);
    assert_eq!(value(&result, IndicatorCode::I2, "rd-staff-share"), 0.10);
    assert_eq!(value(&result, IndicatorCode::I4, "cagr"), 0.25);
    assert_eq!(result.attribute.verdict, AttributeVerdict::MeetsRegular);
    assert_eq!(result.readiness.dimension("D1").expect("seven dimensions").score.value, 60.0);
}

#[test]
fn g02_one_yuan_short_of_growth() {
    let dossier = case([160 * M, 200 * M, 249_999_999], [8 * M, 10 * M, 12_500_000], (10, 100), 7);
    let result = check("G02", &dossier, [Pass, Pass, Pass, Fail], [AtRisk, AtRisk, Pass, Fail], Outcome::Fail);
    assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I4, "cagr")), "25.00");
    assert_eq!(result.attribute.verdict, AttributeVerdict::DoesNotMeet);
}

#[test]
fn g03_g04_amount_arm() {
    let by_amount = case([600 * M; 3], [25 * M, 27 * M, 28 * M], (60, 500), 12);
    check("G03", &by_amount, [Pass; 4], [AtRisk, Pass, Pass, Pass], Outcome::Pass);
    let short = case([600 * M; 3], [25 * M, 27 * M, 27_999_999], (60, 500), 12);
    let result = check("G04", &short, [Fail, Pass, Pass, Pass], [Fail, Pass, Pass, Pass], Outcome::Fail);
    let cures = &result.indicator(IndicatorCode::I1).expect("I1").cures;
    assert!(matches!(cures.as_slice(), [Cure::MoreRd { amount }] if amount.value == 1.0), "{cures:?}");
}

#[test]
fn g05_g06_falling_revenue() {
    let rd = [30 * M, 28 * M, 27 * M];
    let exact = case([400 * M, 350 * M, 300 * M], rd, (40, 400), 7);
    let result = check("G05", &exact, [Pass; 4], [Pass, AtRisk, Pass, Pass], Outcome::Pass);
    assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I4, "cagr")), "-13.40");
    assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I1, "rd-share")), "8.10");
    let short = case([400 * M, 350 * M, 299_999_999], rd, (40, 400), 7);
    check("G06", &short, [Pass, Pass, Pass, Fail], [Pass, AtRisk, Pass, Fail], Outcome::Fail);
}

#[test]
fn g07_one_person_short() {
    let mut dossier = g01();
    dossier.accounts[2].rd_employees = Some(39);
    dossier.accounts[2].employees = Some(400);
    let result = check("G07", &dossier, [Pass, Fail, Pass, Pass], [AtRisk, Fail, Pass, Pass], Outcome::Fail);
    assert_eq!(value(&result, IndicatorCode::I2, "rd-staff-share"), 0.0975);
    let cures = &result.indicator(IndicatorCode::I2).expect("I2").cures;
    let persons: Vec<f64> = cures
        .iter()
        .map(|cure| match cure {
            Cure::ReassignStaff { persons } | Cure::HireStaff { persons } => persons.value,
            other => panic!("unexpected {other:?}"),
        })
        .collect();
    assert_eq!(persons, [1.0, 2.0]);
}

#[test]
fn g08_pending_applications_do_not_count() {
    let mut dossier = g01();
    dossier.accounts[2].rd_employees = Some(40);
    dossier.accounts[2].employees = Some(400);
    dossier.star.qualifying_patents = None;
    dossier.star.strict_patents = None;
    dossier.star.core_patents = None;
    for number in 0..9 {
        let mut asset = counted(number);
        if number >= 6 {
            asset.status = Some(AssetStatus::Pending);
        }
        dossier.assets.push(Arc::new(asset));
    }
    let result = check("G08", &dossier, [Pass, Pass, Fail, Pass], [AtRisk, AtRisk, Fail, Pass], Outcome::Fail);
    assert_eq!((result.patents.legal.low, result.patents.legal.high), (6, Some(6)));
}

#[test]
fn g09_g10_software() {
    let mut edge = case([100 * M, 130 * M, 170 * M], [10 * M, 13 * M, 17 * M], (90, 180), 0);
    edge.star.software = Some(true);
    let result = check("G09", &edge, [Pass, Pass, Na, Pass], [AtRisk, Pass, Na, Pass], Outcome::Pass);
    assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I4, "cagr")), "30.38");
    let mut short = case([700 * M, 900 * M, 1_200 * M], [69 * M, 90 * M, 120 * M], (300, 900), 12);
    short.star.software = Some(true);
    let result = check("G10", &short, [Fail, Pass, Na, Pass], [Fail, Pass, Na, Pass], Outcome::Fail);
    assert_eq!(result.indicator(IndicatorCode::I1).expect("I1").remarks, ["non-software-route"]);
}

#[test]
fn g11_standard_five() {
    let mut dossier = case([0; 3], [40 * M, 60 * M, 90 * M], (60, 90), 9);
    dossier.star.standard_five = Some(true);
    dossier.star.standard_five_milestone = Some(true);
    dossier.star.expected_market_cap = Some(Money::from_yuan(4_000 * M));
    let result = check("G11", &dossier, [Pass, Pass, Pass, Na], [Pass, Pass, Pass, Na], Outcome::Pass);
    assert_eq!(standard(&result, "S5"), Outcome::Pass);
    assert_eq!(result.listing.chosen, Some("S5"));

    dossier.star.expected_market_cap = Some(Money::from_yuan(4_000 * M - 1));
    let result = check("G11", &dossier, [Pass, Pass, Pass, Fail], [Pass, Pass, Pass, Fail], Outcome::Fail);
    assert_eq!(standard(&result, "S5"), Outcome::Fail);

    // An unanswered milestone is never a pass, and leaves I4 open.
    dossier.star.expected_market_cap = Some(Money::from_yuan(4_000 * M));
    dossier.star.standard_five_milestone = None;
    let result = assess(&dossier);
    assert_eq!(standard(&result, "S5"), Outcome::Unknown);
    assert_eq!(result.indicator(IndicatorCode::I4).expect("I4").verdict, Verdict::InsufficientData);
}

#[test]
fn g12_versions() {
    let mut dossier = case([100 * M, 120 * M, 150 * M], [18 * M, 20 * M, 24 * M], (18, 200), 5);
    let expected = [
        ("V2020", [Pass, Na, Pass, Pass], Outcome::Pass),
        ("V2021", [Pass, Fail, Pass, Pass], Outcome::Fail),
        ("V2022", [Pass, Fail, Pass, Pass], Outcome::Fail),
        ("V2024", [Pass, Fail, Fail, Fail], Outcome::Fail),
    ];
    for (version, verdicts, regular) in expected {
        dossier.star.guideline_version = Some(version.to_owned());
        let result = check(version, &dossier, verdicts, verdicts, regular);
        assert_eq!(result.version.version.code(), version);
        assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I1, "rd-share")), "16.76");
    }
    dossier.star.guideline_version = Some("NONE".to_owned());
    check("NONE", &dossier, [Verdict::InsufficientData; 4], [Verdict::InsufficientData; 4], Outcome::Unknown);
}

#[test]
fn g13_fifty_core_patents() {
    let mut dossier = case([330 * M, 320 * M, 290 * M], [6 * M, 6_200_000, 6_500_000], (30, 420), 50);
    dossier.star.core_patents = Some(50);
    let verdicts = [Fail, Fail, Pass, Fail];
    let result = check("G13", &dossier, verdicts, verdicts, Outcome::Fail);
    assert_eq!(result.attribute.verdict, AttributeVerdict::MeetsExceptional);
    assert_eq!(result.attribute.by, ["E5"]);
    dossier.star.core_patents = Some(49);
    let result = check("G13 with 49", &dossier, verdicts, verdicts, Outcome::Fail);
    assert_eq!(result.attribute.verdict, AttributeVerdict::DoesNotMeet);
}

/// An invention that enters every count: filed by the company, in mass production, eleven years to run.
fn counted(number: u32) -> Asset {
    Asset {
        id: format!("p{number}"),
        kind: AssetKind::Invention,
        status: Some(AssetStatus::Granted),
        filing_date: Some(date(2018, 1, 10)),
        registered_owner: Some(true),
        owner_share: Ratio::new(1.0),
        self_filed: Some(true),
        dispute: Some(RightDispute::None),
        encumbrances: Some(BTreeSet::new()),
        main_business: Some(true),
        industrialisation: Some(4),
        core: Some(true),
        uses: vec![ProductUse { product: "chip".to_owned(), coverage: None }],
        ..Asset::default()
    }
}

fn with_list(mut dossier: Dossier, assets: impl IntoIterator<Item = Asset>) -> Dossier {
    dossier.star.qualifying_patents = None;
    dossier.star.strict_patents = None;
    dossier.star.core_patents = None;
    dossier.assets = assets.into_iter().map(Arc::new).collect();
    dossier
}

#[test]
fn g14_bought_before_filing() {
    let assets = (0..9).map(|number| {
        let mut asset = counted(number);
        if number >= 5 {
            asset.self_filed = Some(false);
            asset.acquired_date = Some(date(2026, 3, 23));
        }
        asset
    });
    let result = check("G14", &with_list(g01(), assets), [Pass; 4], [AtRisk, AtRisk, AtRisk, Pass], Outcome::Pass);
    assert_eq!(result.patents.legal.low, 9);
    assert_eq!((result.patents.strict.low, result.patents.strict.high), (5, Some(5)));
    let issue = result.issue("PUR-1").expect("an issue of the list");
    assert_eq!((issue.state, issue.severity), (Some(IssueState::Open), Severity::H));
    assert_eq!(issue.assets, ["p5", "p6", "p7", "p8"]);
}

#[test]
fn g15_negative_list() {
    let mut dossier = g01();
    dossier.star.business_model = Some(BusinessModel::RealEstate);
    let result = assess(&dossier);
    assert_eq!(result.attribute.verdict, AttributeVerdict::NotEligible);
    assert_eq!(result.readiness.status, Status::NotEligible);
    dossier.star.business_model = Some(BusinessModel::FinancialTechnology);
    let result = assess(&dossier);
    assert_eq!(result.attribute.verdict, AttributeVerdict::ExpertReview);
    assert_eq!(result.readiness.status, Status::Gap);
}

#[test]
fn g16_red_chip_listed_abroad() {
    let mut dossier = case([2_000 * M, 2_100 * M, 2_150 * M], [60 * M, 62 * M, 65 * M], (500, 4_000), 30);
    dossier.star.red_chip = Some(RedChip::ListedAbroad);
    dossier.star.overseas_market_value = Some(Money::from_yuan(20_500 * M));
    dossier.star.leading_technology = Some(true);
    let result = check("G16", &dossier, [Pass, Pass, Pass, Na], [Pass, Pass, Pass, Na], Outcome::Pass);
    assert_eq!(standard(&result, "RC-L2"), Outcome::Pass);
    assert_eq!(standard(&result, "RC-L1"), Outcome::Fail);
    assert_eq!(result.listing.chosen, Some("RC-L2"));
    dossier.star.guideline_version = Some("V2021".to_owned());
    check("G16 under V2021", &dossier, [Pass; 4], [Pass; 4], Outcome::Pass);
}

#[test]
fn g17_standard_two_without_attribute() {
    let mut dossier = case([150 * M, 170 * M, 200 * M], [23 * M, 25 * M, 30 * M], (25, 150), 8);
    dossier.star.expected_market_cap = Some(Money::from_yuan(1_500 * M));
    let result = check("G17", &dossier, [Pass, Pass, Pass, Fail], [Pass, Pass, Pass, Fail], Outcome::Fail);
    assert_eq!(standard(&result, "S2"), Outcome::Pass);
    assert_eq!(format!("{:.2}", 100.0 * value(&result, IndicatorCode::I4, "cagr")), "15.47");
    dossier.accounts[2].rd = Some(Money::from_yuan(30 * M - 1));
    assert_eq!(standard(&assess(&dossier), "S2"), Outcome::Fail);
}

#[test]
fn g18_profit() {
    let profits = |before: i64, last: i64, revenue: Option<i64>| {
        let mut dossier = Dossier::default();
        for (year, profit) in [(2024, before), (2025, last)] {
            dossier.accounts.push(FiscalYear {
                year,
                revenue: if year == 2025 { Some(Money::from_yuan(revenue.unwrap_or(0))) } else { None },
                net_profit: Some(Money::from_yuan(profit)),
                net_profit_recurring: Some(Money::from_yuan(profit)),
                ..FiscalYear::default()
            });
        }
        dossier.star.expected_market_cap = Some(Money::from_yuan(1_000 * M));
        assess(&dossier)
    };
    assert_eq!(standard(&profits(20 * M, 30 * M, None), "S1a"), Outcome::Pass);
    assert_eq!(standard(&profits(20 * M, 30 * M - 1, None), "S1a"), Outcome::Fail);
    assert_eq!(standard(&profits(0, 60 * M, None), "S1a"), Outcome::Fail);
    assert_eq!(standard(&profits(0, 60 * M, Some(100 * M)), "S1b"), Outcome::Pass);
    assert_eq!(standard(&profits(0, 60 * M, Some(100 * M - 1)), "S1b"), Outcome::Fail);
}

#[test]
fn g18_one_of_two_profits_never_passes() {
    let mut dossier = g01();
    dossier.star.expected_market_cap = Some(Money::from_yuan(1_000 * M));
    for year in &mut dossier.accounts {
        year.net_profit = Some(Money::from_yuan(60 * M));
    }
    assert_eq!(standard(&assess(&dossier), "S1a"), Outcome::Unknown);
    dossier.accounts[2].net_profit = Some(Money::from_yuan(-M));
    assert_eq!(standard(&assess(&dossier), "S1a"), Outcome::Fail);
}

#[test]
fn g19_cash_flow_and_size() {
    let flows = |cap: i64, flow: i64| {
        let mut dossier = case([100 * M, 200 * M, 300 * M], [M; 3], (1, 10), 7);
        for (year, flow) in dossier.accounts.iter_mut().zip([10 * M, 20 * M, flow - 30 * M]) {
            year.operating_cash_flow = Some(Money::from_yuan(flow));
        }
        dossier.star.expected_market_cap = Some(Money::from_yuan(cap));
        assess(&dossier)
    };
    assert_eq!(standard(&flows(2_000 * M, 100 * M), "S3"), Outcome::Pass);
    assert_eq!(standard(&flows(2_000 * M, 100 * M - 1), "S3"), Outcome::Fail);
    assert_eq!(standard(&flows(3_000 * M - 1, 100 * M), "S4"), Outcome::Fail);
    assert_eq!(standard(&flows(3_000 * M, 100 * M), "S4"), Outcome::Pass);
}

#[test]
fn g20_weighted_voting() {
    let weighted = |cap: i64, revenue: i64| {
        let mut dossier = case([M, M, revenue], [M; 3], (1, 10), 7);
        dossier.star.weighted_voting = Some(true);
        dossier.star.expected_market_cap = Some(Money::from_yuan(cap));
        assess(&dossier)
    };
    let result = weighted(5_000 * M, 500 * M);
    assert_eq!(standard(&result, "WVR-2"), Outcome::Pass);
    assert!(!result.listing.standard("S4").expect("S4").applicable);
    assert_eq!(standard(&weighted(5_000 * M, 500 * M - 1), "WVR-2"), Outcome::Fail);
    assert_eq!(standard(&weighted(10_000 * M, 0), "WVR-1"), Outcome::Pass);
}

fn answer(dossier: &mut Dossier, code: &str, state: IssueState, severity: Option<&str>) {
    let answer = IssueAnswer { state: Some(state), severity: severity.map(str::to_owned), ..IssueAnswer::default() };
    dossier.star.issues.insert(code.to_owned(), answer);
}

const ISSUES: [&str; 30] = [
    "OWN-1", "OWN-2", "OWN-3", "OWN-4", "OWN-5", "OWN-6", "MAP-1", "MAP-2", "MAP-3", "PAR-1", "LIT-1", "LIT-2",
    "LIT-3", "LIT-4", "LIC-1", "LIC-2", "PUR-1", "PPL-1", "PPL-2", "FTO-1", "TS-1", "OSS-1", "DATA-1", "EXP-1",
    "PLG-1", "ABN-1", "TM-1", "RDA-1", "REL-1", "EXPC-1",
];

fn all_absent(dossier: &mut Dossier) {
    for code in ISSUES {
        answer(dossier, code, IssueState::Absent, None);
    }
}

/// Gates that figures do not decide.
fn gates_pass(dossier: &mut Dossier) {
    dossier.star.stable_two_years = Some(true);
    dossier.star.audit_opinion = Some(AuditOpinion::Unqualified);
    dossier.enterprise.founded = Some(date(2015, 1, 1));
    dossier.star.expected_market_cap = Some(Money::from_yuan(1_000 * M));
    for year in &mut dossier.accounts {
        year.net_profit = Some(Money::from_yuan(30 * M));
        year.net_profit_recurring = Some(Money::from_yuan(30 * M));
    }
}

#[test]
fn g21_score() {
    let assets = (0..7).map(|number| {
        let mut asset = counted(number);
        match number {
            // Co-owned core patent without agreement: out of the strict count, OWN-2 H.
            0 => {
                asset.owner_share = Ratio::new(0.5);
                asset.free_exploitation = Some(false);
            }
            // Bought long ago.
            1 => {
                asset.self_filed = Some(false);
                asset.acquired_date = Some(date(2020, 5, 1));
            }
            // Six years to run.
            2 | 3 => asset.filing_date = Some(date(2013, 1, 10)),
            // No product.
            4 => asset.uses.clear(),
            _ => {}
        }
        asset
    });
    let mut dossier = with_list(g01(), assets);
    all_absent(&mut dossier);
    dossier.star.issues.remove("OWN-2");
    answer(&mut dossier, "FTO-1", IssueState::Open, Some("M"));
    answer(&mut dossier, "PPL-2", IssueState::Open, Some("M"));
    answer(&mut dossier, "TS-1", IssueState::Open, Some("L"));
    gates_pass(&mut dossier);
    dossier.star.core_revenue_share = Ratio::new(0.72);
    let items = [
        PracticeItem::ProjectLedger,
        PracticeItem::Timesheets,
        PracticeItem::CapitalisationPolicy,
        PracticeItem::StaffList,
        PracticeItem::Policy,
    ];
    dossier.practice.extend(items.map(|item| (item, true)));
    dossier.practice.insert(PracticeItem::AnnualAudit, false);

    let result = assess(&dossier);
    assert_eq!((result.patents.legal.low, result.patents.strict.low), (7, 6));
    let score = |code: &str| result.readiness.dimension(code).expect("seven dimensions").score.value;
    let expected =
        [("D1", 55.714), ("D2", 87.857), ("D3", 70.0), ("D4", 85.0), ("D5", 53.459), ("D6", 80.0), ("D7", 83.333)];
    for (code, expected) in expected {
        assert!((score(code) - expected).abs() < 0.001, "{code}: {} instead of {expected}", score(code));
    }
    assert_eq!(format!("{:.2}", result.readiness.score.value), "72.33");
    assert_eq!(result.readiness.best, result.readiness.score.value, "nothing is unknown");
    assert!(result.readiness.gates.iter().all(|gate| gate.outcome == Outcome::Pass), "{:?}", result.readiness.gates);
    assert_eq!(result.indicator(IndicatorCode::I3).expect("I3").verdict, AtRisk);
    assert_eq!(result.readiness.status, Status::Near);
    assert_eq!(result.readiness.holding_back, ["score", "high-issue", "at-risk"]);
    let penalty = &result.readiness.dimension("D3").expect("D3").penalties;
    assert!(matches!(penalty.as_slice(), [one] if one.issue == "OWN-2" && one.points == 30.0), "{penalty:?}");
}

#[test]
fn g22_plan() {
    let mut dossier = g01();
    dossier.star.qualifying_patents = Some(5);
    dossier.star.strict_patents = Some(5);
    dossier.star.target_filing = Some(date(2027, 11, 30));
    all_absent(&mut dossier);
    answer(&mut dossier, "OWN-2", IssueState::Open, Some("H"));
    answer(&mut dossier, "OSS-1", IssueState::Open, Some("L"));
    answer(&mut dossier, "FTO-1", IssueState::Open, Some("M"));
    let plan = assess(&dossier).plan;
    let order: Vec<(&str, Date)> = plan.rows.iter().map(|row| (row.issue.as_str(), row.latest_start)).collect();
    let expected = [
        ("I3", date(2026, 12, 30)),
        ("FTO-1", date(2027, 3, 30)),
        ("OWN-2", date(2027, 4, 30)),
        ("OSS-1", date(2027, 4, 30)),
    ];
    assert_eq!(order, expected);
    let PlanKind::Patents { needed, applications, route, routes } = &plan.rows[0].kind else {
        panic!("the first row files patents: {:?}", plan.rows[0]);
    };
    assert_eq!((*needed, *applications, *route), (2, 4, Route::Centre));
    let starts: Vec<(Date, bool)> = routes.iter().map(|option| (option.latest_start, option.feasible)).collect();
    let expected = [(date(2025, 5, 30), false), (date(2026, 6, 30), false), (date(2026, 12, 30), true)];
    assert_eq!(starts, expected);
    assert_eq!(plan.rows[0].slack_days, 37);
    assert_eq!(plan.rows[2].slack_days, 158);
    assert!(plan.feasible);
    assert_eq!(plan.listing, [date(2028, 7, 30), date(2029, 2, 28)]);
}

fn gates(failing: Option<GateCode>) -> Vec<Gate> {
    [GateCode::G1, GateCode::G2, GateCode::G3, GateCode::G4, GateCode::G5, GateCode::G6, GateCode::G7]
        .into_iter()
        .map(|code| Gate {
            code,
            outcome: if failing == Some(code) { Outcome::Fail } else { Outcome::Pass },
            issues: Vec::new(),
            missing: Vec::new(),
        })
        .collect()
}

#[test]
fn g23_status_order() {
    let status = |sector: SectorVerdict, failing: Option<GateCode>, score: f64| {
        let input = StatusInput {
            sector,
            gates: &gates(failing),
            indicators: &[Pass; 4],
            exception_fragile: false,
            score,
            ready_score: 80.0,
            high_open: false,
            high_unknown: false,
        };
        decide_status(&input).0
    };
    assert_eq!(status(SectorVerdict::Prohibited, Some(GateCode::G1), 95.0), Status::NotEligible);
    assert_eq!(status(SectorVerdict::Supported, Some(GateCode::G7), 90.0), Status::Blocked);
    assert_eq!(status(SectorVerdict::Supported, Some(GateCode::G2), 85.0), Status::Gap);
    assert_eq!(status(SectorVerdict::Supported, None, 79.99), Status::Near);
    assert_eq!(status(SectorVerdict::Supported, None, 80.0), Status::Ready);
    assert_eq!(status(SectorVerdict::Restricted, None, 95.0), Status::Gap);
}

#[test]
fn g23_ownership_suit_blocks() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    answer(&mut dossier, "LIT-3", IssueState::Open, Some("B"));
    let result = assess(&dossier);
    assert_eq!(result.readiness.status, Status::Blocked);
    assert_eq!(result.readiness.gate(GateCode::G4).expect("G4").issues, ["LIT-3"]);
    answer(&mut dossier, "LIT-3", IssueState::Closed, None);
    assert_eq!(assess(&dossier).readiness.status, Status::Near);
    // An unanswered question that may block makes READY impossible, without a penalty.
    dossier.star.issues.remove("LIT-3");
    let result = assess(&dossier);
    assert_eq!(result.readiness.gate(GateCode::G4).expect("G4").outcome, Outcome::Unknown);
    assert!(result.readiness.holding_back.contains(&"unknown-issue"));
    assert!(result.plan.rows.iter().any(|row| row.issue == "LIT-3" && row.kind == PlanKind::Evidence));
}

fn ratios<const N: usize>(values: [f64; N]) -> Vec<Ratio> {
    values.into_iter().map(|value| Ratio::new(value).expect("finite")).collect()
}

#[test]
fn p1_projection() {
    let mut dossier = case([62 * M, 75 * M, 90 * M], [6_200_000, 7 * M, 8_100_000], (14, 110), 4);
    dossier.star.plan.growth = ratios([0.30]);
    dossier.star.plan.rd_ratio = ratios([0.09]);
    all_absent(&mut dossier);
    let result = assess(&dossier);
    let projection = result.projection.expect("three years and a plan");
    let expected = [
        (2025, "90.00", "20.48", Fail, "9.38"),
        (2026, "117.00", "24.90", Fail, "9.09"),
        (2027, "152.10", "30.00", Pass, "9.00"),
    ];
    for (row, (year, revenue, cagr, i4, share)) in projection.years.iter().zip(expected) {
        assert_eq!(row.year, year);
        assert_eq!(format!("{:.2}", row.revenue / 1e6), revenue);
        assert_eq!(format!("{:.2}", 100.0 * row.cagr.expect("computable")), cagr);
        assert_eq!(format!("{:.2}", 100.0 * row.rd_share.expect("computable")), share);
        assert_eq!([row.indicators[0], row.indicators[3]], [Pass, i4], "{year}");
    }
    assert_eq!(projection.first.indicators, [Some(2025), Some(2025), None, Some(2027)]);
    let must = projection.must.expect("revenue of two years");
    assert_eq!(must.revenue_by_growth.value, 117_187_500.0);
    assert_eq!(format!("{:.2}", 100.0 * must.growth.value), "30.21");

    assert_eq!(result.plan.filing, date(2028, 5, 31));
    let PlanKind::Patents { needed, applications, route, routes } = &result.plan.rows[0].kind else {
        panic!("the only row files patents: {:?}", result.plan.rows);
    };
    assert_eq!((*needed, *applications, *route), (3, 5, Route::Priority));
    let starts: Vec<Date> = routes.iter().map(|option| option.latest_start).collect();
    assert_eq!(starts, [date(2025, 11, 30), date(2026, 12, 31), date(2027, 6, 30)]);
    assert_eq!(result.plan.rows[0].slack_days, 38);
    // At 25 % growth the window from 2026 on grows by exactly the threshold; the first window still lags.
    let slower = &projection.sensitivity[0];
    assert_eq!((slower.shift, slower.first.indicators[3]), (-0.05, Some(2027)));
    let faster = &projection.sensitivity[1];
    assert_eq!(faster.first.indicators[3], Some(2026));
}

#[test]
fn p2_projection() {
    let mut dossier = case([150 * M, 177 * M, 208_860_000], [6 * M, 7_080_000, 8_354_400], (30, 200), 8);
    dossier.star.plan.growth = ratios([0.18]);
    dossier.star.plan.rd_ratio = ratios([0.04, 0.06]);
    let projection = assess(&dossier).projection.expect("three years and a plan");
    let share = |year: i16| {
        let row = projection.years.iter().find(|row| row.year == year).expect("within the horizon");
        (format!("{:.2}", 100.0 * row.rd_share.expect("computable")), row.indicators[0])
    };
    assert_eq!(share(2026), ("4.00".to_owned(), Fail));
    assert_eq!(share(2027), ("4.78".to_owned(), Fail));
    assert_eq!(share(2028), ("5.44".to_owned(), Pass));
    let first = &projection.first.indicators;
    assert_eq!((first[0], first[3]), (Some(2028), Some(2028)));
    let row = |year: i16| projection.years.iter().find(|row| row.year == year).expect("within the horizon");
    assert_eq!(format!("{:.2}", row(2028).revenue / 1e6), "343.16");
    let window = |last: i16| (last - 2..=last).map(|year| row(year).rd).sum::<f64>();
    assert_eq!(format!("{:.2}", window(2031) / 1e6), "86.79");
    assert!(window(2030) < 80e6);
}

#[test]
fn candidate_record_tells_what_was_found() {
    let mut dossier = g01();
    dossier.enterprise.name = "示例".to_owned();
    dossier.star.expected_market_cap = Some(Money::from_yuan(3_000 * M));
    answer(&mut dossier, "OWN-2", IssueState::Mitigated, Some("H"));
    let result = assess(&dossier);
    let record = serde_json::to_value(candidate_record(&dossier, &result, TODAY)).expect("plain data");
    assert_eq!(record["target_board"], "STAR");
    assert_eq!(record["version"], "V2024");
    assert_eq!(record["indicators"][0]["verdict"], "PASS_AT_RISK");
    assert_eq!(record["issues"][0]["code"], "OWN-2");
    assert_eq!(record["legal_patents"], 7);
    assert_eq!(record["updated_at"], "2026-11-23");
}

#[test]
fn training_follows_the_issues() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    answer(&mut dossier, "FTO-1", IssueState::Open, Some("M"));
    assert!(assess(&dossier).training.is_empty(), "one medium issue calls for nothing");
    answer(&mut dossier, "LIT-1", IssueState::Open, Some("M"));
    let training = assess(&dossier).training;
    assert!(matches!(training.as_slice(), [one] if one.code == "T-C" && one.issues == ["LIT-1", "FTO-1"]));
    answer(&mut dossier, "OSS-1", IssueState::Open, Some("H"));
    let codes: Vec<String> = assess(&dossier).training.into_iter().map(|module| module.code).collect();
    assert_eq!(codes, ["T-C", "T-E"]);
}

#[test]
fn risks_from_disputed_research() {
    // 5.5 % of revenue clears the margin; without share-based pay of 4 million it falls below 5 %.
    let mut dossier = case([200 * M; 3], [11 * M, 11 * M, 11 * M], (20, 100), 12);
    dossier.accounts[2].revenue = Some(Money::from_yuan(200 * M));
    let risks = |dossier: &Dossier| assess(dossier).indicator(IndicatorCode::I1).expect("I1").risks.clone();
    assert!(risks(&dossier).is_empty());
    dossier.accounts[1].rd_share_based = Some(Money::from_yuan(4 * M));
    assert_eq!(risks(&dossier), ["i1-disputed-items"]);
    // 29 of 600 million is 4.83 %.
    let stressed = assess(&dossier).indicator(IndicatorCode::I1).expect("I1").stressed.clone();
    let shown: Vec<(&str, f64, Outcome)> =
        stressed.iter().map(|limb| (limb.code, limb.value.as_ref().expect("told").value, limb.outcome)).collect();
    assert_eq!(shown, [("rd-share", 29.0 / 600.0, Outcome::Fail), ("rd-sum", 29e6, Outcome::Fail)]);
    let issue = assess(&dossier).issue("RDA-1").expect("RDA-1").clone();
    assert_eq!((issue.state, issue.severity), (Some(IssueState::Open), Severity::H));
    // Outsourced R&D counts up to three tenths: 9.9 of 33 million may stay.
    dossier.accounts[1].rd_share_based = None;
    dossier.accounts[1].rd_outsourced = Some(Money::from_yuan(9_900_000));
    assert!(risks(&dossier).is_empty());
    dossier.accounts[1].rd_outsourced = Some(Money::from_yuan(12_900_001));
    assert_eq!(risks(&dossier), ["i1-disputed-items"]);
}

#[test]
fn risks_from_sudden_growth_of_staff() {
    let mut dossier = g01();
    let staff = |dossier: &mut Dossier, before: (u32, u32), last: (u32, u32)| {
        (dossier.accounts[1].rd_employees, dossier.accounts[1].employees) = (Some(before.0), Some(before.1));
        (dossier.accounts[2].rd_employees, dossier.accounts[2].employees) = (Some(last.0), Some(last.1));
        assess(dossier).indicator(IndicatorCode::I2).expect("I2").risks.clone()
    };
    assert_eq!(staff(&mut dossier, (100, 1_000), (131, 1_099)), ["i2-recent-growth"]);
    assert!(staff(&mut dossier, (100, 1_000), (130, 1_099)).is_empty());
    assert!(staff(&mut dossier, (100, 1_000), (131, 1_100)).is_empty());
    // 11 % exactly is one point above the line.
    assert_eq!(staff(&mut dossier, (100, 1_000), (109, 1_000)), ["i2-margin"]);
    assert!(staff(&mut dossier, (100, 1_000), (110, 1_000)).is_empty());
}

#[test]
fn an_unanswered_exceptional_route_does_not_lift_a_gap() {
    let mut dossier = g01();
    dossier.accounts[2].rd_employees = Some(9);
    gates_pass(&mut dossier);
    dossier.star.exceptions.remove(&Exception::E1);
    let result = assess(&dossier);
    assert_eq!(result.attribute.verdict, AttributeVerdict::DoesNotMeetOnFigures);
    assert_eq!(result.attribute.attribute, Outcome::Unknown);
    assert_eq!(result.readiness.status, Status::Gap);
    dossier.star.exceptions.insert(Exception::E1, true);
    assert_eq!(assess(&dossier).readiness.gate(GateCode::G2).expect("G2").outcome, Outcome::Pass);
}

#[test]
fn evidence_comes_before_a_cure_and_moves_no_date() {
    let mut dossier = g01();
    dossier.star.target_filing = Some(date(2028, 5, 31));
    all_absent(&mut dossier);
    dossier.star.issues.remove("OWN-1");
    dossier.star.issues.remove("PPL-1");
    let plan = assess(&dossier).plan;
    let rows: Vec<(&str, Date, i32)> =
        plan.rows.iter().map(|row| (row.issue.as_str(), row.latest_start, row.slack_days)).collect();
    // 24 + 1 + 2 months before filing is past: at once. 8 + 1 + 2 months before: 30 June 2027.
    assert_eq!(rows, [("PPL-1", TODAY, 0), ("OWN-1", date(2027, 6, 30), 219)]);
    assert!(plan.feasible && plan.proposed_filing == plan.filing);
}
