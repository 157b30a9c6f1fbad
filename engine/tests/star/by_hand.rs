//! What the verdicts lead to, beside the vectors: cures, hints, records, what is asked for.

use ip_health_engine::Money;
use ip_health_engine::dossier::{
    Asset, Dispute, DisputeKind, DisputeRole, Dossier, Encumbrance, IssueState, PracticeItem, RightDispute,
};
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{Cure, IndicatorCode, Severity, StarAssessment, Status, Verdict};
use ip_health_engine::star::{StarError, assess_star, candidate_record};
use ip_health_engine::working::Workings;
use jiff::civil::date;

use super::{M, PACK, TODAY, all_absent, assess, case, counted, g01, gates_pass, ratios, standard, with_list};

/// Nothing lacks but growth: 290 million of revenue, falling.
fn without_growth(profit: i64) -> Dossier {
    let mut dossier = case([330 * M, 320 * M, 290 * M], [20 * M; 3], (30, 200), 7);
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    for year in &mut dossier.accounts {
        (year.net_profit, year.net_profit_recurring) = (Some(Money::from_yuan(profit)), Some(Money::from_yuan(profit)));
    }
    dossier
}

/// ChiNext 1: both profits above zero, 100 million together, 60 million in the last year. The other boards have no such
/// test, or it is not met: without the return on equity BSE 1 stays open.
#[test]
fn a_board_with_a_profit_test_is_hinted_at_when_only_growth_lacks() {
    let hints = |profit: i64| {
        let result = assess(&without_growth(profit));
        assert_eq!(result.readiness.status, Status::Gap);
        assert_eq!(result.attribute.failing, [IndicatorCode::I4]);
        result.neighbours.iter().map(|board| (board.board, board.hint)).collect::<Vec<_>>()
    };
    assert_eq!(hints(60 * M), [("chinext", true), ("bse", false), ("main", false)]);
    assert_eq!(hints(60 * M - 1), [("chinext", false), ("bse", false), ("main", false)]);
}

/// I4 asks for 300 million where there is no growth to compute, else for what growth of 25 % a year would need.
#[test]
fn revenue_that_would_do() {
    let needed = |first: i64| {
        let result = assess(&case([first, 100 * M, 120 * M], [20 * M; 3], (10, 100), 7));
        let cures = &result.indicator(IndicatorCode::I4).expect("four indicators").cures;
        cures.iter().find_map(|cure| match cure {
            Cure::MoreRevenue { revenue } => Some(revenue.value),
            _ => None,
        })
    };
    assert_eq!(needed(0), Some(300e6));
    // 80 · 25 / 16.
    assert_eq!(needed(80 * M), Some(125e6));
    assert_eq!(needed(200 * M), Some(300e6));
}

/// The milestone of standard 5 is asked for where it may exempt from growth, and only there.
#[test]
fn the_milestone_is_missing_only_where_it_counts() {
    let missing = |dossier: &Dossier| {
        let result = assess(dossier);
        let growth = result.indicator(IndicatorCode::I4).expect("four indicators").clone();
        assert_eq!(growth.base, Verdict::InsufficientData);
        growth.missing
    };
    let milestone = "star.standard_five_milestone".to_owned();
    let mut dossier = g01();
    dossier.accounts[0].revenue = None;
    dossier.star.standard_five = Some(false);
    assert!(!missing(&dossier).contains(&milestone));
    let mut dossier = case([0; 3], [40 * M, 60 * M, 90 * M], (60, 90), 9);
    dossier.star.standard_five = Some(true);
    dossier.star.expected_market_cap = Some(Money::from_yuan(4_000 * M));
    assert!(missing(&dossier).contains(&milestone));
}

/// Standard 4: market capitalisation of 3 billion, revenue of 300 million. Of the others one answer at least lacks or fails.
#[test]
fn the_candidate_record_names_the_standards_that_are_met() {
    let met = |last: i64| {
        let mut dossier = case([160 * M, 200 * M, last], [8 * M, 10 * M, 12 * M], (10, 100), 7);
        dossier.star.expected_market_cap = Some(Money::from_yuan(3_000 * M));
        let result = assess(&dossier);
        assert_eq!(standard(&result, "S4"), Outcome::from(300 * M <= last));
        candidate_record(&dossier, &result, TODAY).standards_met
    };
    assert_eq!(met(300 * M), ["S4"]);
    assert!(met(300 * M - 1).is_empty());
}

/// Three years of a patent's life must remain at filing for the strict count.
#[test]
fn three_years_of_life_remain_in_the_strict_count() {
    let ends = |day| {
        let assets = (0..8).map(|number| {
            let expiry_date = if number == 0 { Some(day) } else { None };
            Asset { expiry_date, ..counted(number) }
        });
        let mut dossier = with_list(g01(), assets);
        dossier.star.target_filing = Some(date(2026, 12, 31));
        let patents = assess(&dossier).patents;
        (patents.legal.low, patents.strict.low)
    };
    assert_eq!(ends(date(2029, 12, 31)), (8, 8));
    assert_eq!(ends(date(2029, 12, 30)), (8, 7));
}

#[test]
fn the_first_year_of_a_projection_is_the_last_of_the_accounts() {
    let mut dossier = g01();
    dossier.star.plan.growth = ratios([0.30]);
    dossier.star.plan.rd_ratio = ratios([0.09]);
    let years = assess(&dossier).projection.expect("a plan").years;
    let actual: Vec<i16> = years.iter().filter(|row| row.actual).map(|row| row.year).collect();
    assert!(years.len() > 1);
    assert_eq!(actual, [2025]);
}

/// MAP-1: a share of core revenue below 50 % is high, below 70 % middling, from 70 % on no issue.
#[test]
fn the_share_of_core_revenue_decides_its_issue() {
    let found = |share: Option<f64>| {
        let mut dossier = g01();
        dossier.star.core_revenue_share = share.and_then(ip_health_engine::Ratio::new);
        let result: StarAssessment = assess(&dossier);
        let issue = result.issue("MAP-1").expect("an issue of the list");
        (issue.state, issue.is_live().then_some(issue.severity))
    };
    assert_eq!(found(Some(0.4999)), (Some(IssueState::Open), Some(Severity::H)));
    assert_eq!(found(Some(0.50)), (Some(IssueState::Open), Some(Severity::M)));
    assert_eq!(found(Some(0.6999)), (Some(IssueState::Open), Some(Severity::M)));
    assert_eq!(found(Some(0.70)).1, None);
    assert!(found(Some(0.70)).0.is_some());
    assert_eq!(found(None).0, None);
}

#[test]
fn a_threshold_over_nothing_is_no_threshold() {
    let id = "star.v2024.rd-share-min";
    let assessed = |value: &str| {
        let json = format!(
            r#"{{"pack": {{"id": "desk", "version": "1", "title": {{"zh": "台", "en": "Desk"}}}},
            "parameter": [{{"id": "{id}", "label": {{"zh": "线", "en": "Line"}}, "value": {value}, "unit": "ratio",
            "source": ["guidance.2021-53"], "confidence": "verified"}}]}}"#
        );
        let pack = PACK.overlaid_with_json(&json).expect("sound records");
        assess_star(&g01(), &pack.on(TODAY), &mut Workings::default()).map(|_| ())
    };
    assert_eq!(assessed("[5, 100]"), Ok(()));
    for value in ["[5, 0]", "[5, -100]", "[5]"] {
        assert_eq!(assessed(value), Err(StarError::BadRecord { id: id.to_owned() }), "{value}");
    }
}

fn issue(dossier: &Dossier, code: &str) -> (Option<IssueState>, Option<Severity>) {
    let result = assess(dossier);
    let issue = result.issue(code).expect("an issue of the list");
    (issue.state, issue.is_live().then_some(issue.severity))
}

const ABSENT: (Option<IssueState>, Option<Severity>) = (Some(IssueState::Absent), None);
const OPEN: (Option<IssueState>, Option<Severity>) = (Some(IssueState::Open), Some(Severity::M));

/// Revenue abroad without clearance: none below 5 %, high from 20 % on; a register of data settles its issue.
#[test]
fn answers_decide_what_issues_there_are() {
    let abroad = |share: f64, cleared: Option<bool>| {
        let mut dossier = g01();
        dossier.enterprise.export_share = ip_health_engine::Ratio::new(share);
        dossier.practice.extend(cleared.map(|cleared| (PracticeItem::FreedomToOperate, cleared)));
        issue(&dossier, "FTO-1")
    };
    assert_eq!([abroad(0.0499, None), abroad(0.0499, Some(false)), abroad(0.20, Some(true))], [ABSENT; 3]);
    assert_eq!([abroad(0.05, Some(false)), abroad(0.1999, Some(false))], [OPEN; 2]);
    assert_eq!(abroad(0.20, Some(false)), (Some(IssueState::Open), Some(Severity::H)));
    assert_eq!(abroad(0.20, None).0, None);
    let mut dossier = g01();
    assert_eq!(issue(&dossier, "DATA-1").0, None);
    dossier.practice.insert(PracticeItem::DataRights, true);
    assert_eq!(issue(&dossier, "DATA-1"), ABSENT);
}

/// Pledged or pooled patents; attacks on the company's patents, not its own on others'.
#[test]
fn patents_decide_what_issues_there_are() {
    let mut dossier = with_list(g01(), (0..8).map(counted));
    assert_eq!(issue(&dossier, "PLG-1"), ABSENT);
    assert_eq!(issue(&dossier, "LIT-2"), ABSENT);
    let attack = |role| Dispute {
        id: "d".to_owned(),
        kind: Some(DisputeKind::Invalidation),
        role: Some(role),
        pending: Some(true),
        assets: vec!["p0".to_owned()],
        ..Dispute::default()
    };
    dossier.disputes = vec![attack(DisputeRole::Plaintiff)];
    assert_eq!(issue(&dossier, "LIT-2"), ABSENT);
    dossier.disputes = vec![attack(DisputeRole::Defendant)];
    assert_eq!(issue(&dossier, "LIT-2"), OPEN);
    let pooled = Asset { encumbrances: Some([Encumbrance::AbsPool].into()), ..counted(0) };
    assert_eq!(issue(&with_list(g01(), (1..8).map(counted).chain([pooled])), "PLG-1"), OPEN);
}

/// An owner of the enterprise's name owns; another may be a subsidiary and stays open.
#[test]
fn a_patent_in_the_enterprises_name_is_its_own() {
    let legal = |owner: &str| {
        let named = Asset { registered_owner: None, owner_share: None, owners: vec![owner.to_owned()], ..counted(0) };
        let mut dossier = with_list(g01(), (1..8).map(counted).chain([named]));
        dossier.enterprise.name = "示例".to_owned();
        let legal = assess(&dossier).patents.legal;
        (legal.low, legal.high)
    };
    assert_eq!(legal("示例"), (8, Some(8)));
    assert_eq!(legal("示例子公司"), (7, Some(8)));
}

/// A patent under attack counts for I3, not in the strict count; one that is asserted counts in both.
#[test]
fn a_patent_under_attack_is_not_in_the_strict_count() {
    let counts = |dispute| {
        let attacked = Asset { dispute: Some(dispute), ..counted(0) };
        let patents = assess(&with_list(g01(), (1..8).map(counted).chain([attacked]))).patents;
        (patents.legal.low, patents.strict.low)
    };
    assert_eq!(counts(RightDispute::InvalidationPending), (8, 7));
    assert_eq!(counts(RightDispute::Ownership), (8, 7));
    assert_eq!(counts(RightDispute::InfringementPlaintiff), (8, 8));
}

/// Growth is told by the first year and the last: the one that lacks is asked for, the one between is not.
#[test]
fn growth_asks_for_the_revenue_that_lacks() {
    let missing = |lacking: Option<usize>| {
        let mut dossier = g01();
        if let Some(place) = lacking {
            dossier.accounts[place].revenue = None;
        }
        let growth = assess(&dossier).indicator(IndicatorCode::I4).expect("four indicators").clone();
        growth.arms.into_iter().find(|limb| limb.code == "cagr").expect("an arm").missing
    };
    assert_eq!(missing(Some(0)), ["accounts.2023.revenue"]);
    assert!(missing(Some(1)).is_empty() && missing(None).is_empty());
}

/// Without a planned ratio that of the last year goes on: 8 of 100 of half as much again. Of no revenue there is none.
#[test]
fn research_goes_on_as_in_the_last_year() {
    let next = |last: i64| {
        let mut dossier = case([100 * M, 100 * M, last], [5 * M, 5 * M, 8 * M], (10, 100), 7);
        dossier.star.plan.growth = ratios([0.50]);
        let row = assess(&dossier).projection.expect("a plan").years[1].clone();
        (row.year, row.rd, row.indicators[0])
    };
    // 5 + 8 + 12 of 100 + 100 + 150.
    assert_eq!(next(100 * M), (2026, 12e6, Verdict::Pass));
    assert_eq!(next(0), (2026, 0.0, Verdict::InsufficientData));
}

/// D1: the better arm over its threshold. Shares of nothing are none.
#[test]
fn headroom_is_the_better_arm_over_its_threshold() {
    let headroom = |mut dossier: Dossier| {
        dossier.star.plan.growth = ratios([0.10]);
        assess(&dossier).projection.expect("a plan").years[0].headroom
    };
    let close = |found: Option<f64>, expected: f64| {
        assert!((found.expect("known") - expected).abs() < 1e-12, "{found:?} instead of {expected}");
    };
    // P1: 21.3 of 227 against 5 %, 14 of 110 against 10 %, 4 of 7 patents.
    let p1 = case([62 * M, 75 * M, 90 * M], [6_200_000, 7 * M, 8_100_000], (14, 110), 4);
    let [research, staff, patents, _] = headroom(p1);
    close(research, 21.3 / 227.0 / 0.05);
    close(staff, 14.0 / 110.0 / 0.10);
    close(patents, 4.0 / 7.0);
    // No revenue: 190 million of research against 80.
    let [research, staff, ..] = headroom(case([0; 3], [40 * M, 60 * M, 90 * M], (0, 0), 9));
    close(research, 190.0 / 80.0);
    assert_eq!(staff, None);
}
