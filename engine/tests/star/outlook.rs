//! Plan, projection, gap list, bridges: what follows from the verdicts.

use std::sync::Arc;

use ip_health_engine::Money;
use ip_health_engine::dossier::{Asset, Dispute, DisputeKind, DisputeRole, Dossier, Exception, IssueState, RedChip};
use ip_health_engine::rules::Outcome;
use ip_health_engine::star::result::{
    AttributeVerdict, GapKind, IndicatorCode, PlanEventKind, Severity, StarAssessment, Status,
};
use jiff::civil::date;

use super::{M, TODAY, all_absent, answer, assess, case, counted, g01, gates_pass, ratios, with_list};

/// Fifty core inventions, of which `bought` were bought eight months before filing; nothing else of the attribute holds.
fn fifty(bought: u32, extra: u32) -> Dossier {
    let base = case([330 * M, 320 * M, 290 * M], [6 * M, 6_200_000, 6_500_000], (30, 420), 50);
    let assets = (0..50 + extra).map(|number| {
        let mut asset = counted(number);
        if number < bought {
            asset.self_filed = Some(false);
            asset.acquired_date = Some(date(2026, 3, 23));
        }
        asset
    });
    let mut dossier = with_list(base, assets);
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    dossier
}

#[test]
fn e5_on_bought_patents_is_a_gap() {
    let status = |dossier: &Dossier| {
        let result = assess(dossier);
        assert_eq!(result.attribute.verdict, AttributeVerdict::MeetsExceptional);
        (result.attribute.exception_fragile, result.readiness.holding_back.contains(&"exception-fragile"))
    };
    assert_eq!(status(&fifty(0, 0)), (false, false));
    assert_eq!(status(&fifty(1, 0)), (true, true));
    // One more core patent makes up for the bought one.
    assert_eq!(status(&fifty(1, 1)), (false, false));
    assert_eq!(assess(&fifty(1, 0)).readiness.status, Status::Gap);
    // Another exceptional situation carries the attribute.
    let mut awarded = fifty(1, 0);
    awarded.star.exceptions.insert(Exception::E2, true);
    assert_eq!(status(&awarded), (false, false));
}

#[test]
fn e5_on_patents_named_in_an_open_issue() {
    let mut dossier = fifty(0, 0);
    answer(&mut dossier, "OWN-1", IssueState::Open, Some("H"));
    dossier.star.issues.get_mut("OWN-1").expect("answered").assets = vec!["p7".to_owned()];
    assert!(assess(&dossier).attribute.exception_fragile);
    answer(&mut dossier, "OWN-1", IssueState::Closed, None);
    assert!(!assess(&dossier).attribute.exception_fragile);
}

fn gap<'r>(result: &'r StarAssessment, code: &str) -> &'r ip_health_engine::star::result::Gap {
    result.gaps.iter().find(|gap| gap.code == code).expect("a gap of this code")
}

#[test]
fn the_gap_list_is_ordered_and_whole() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    dossier.accounts[2].rd_employees = Some(9);
    dossier.star.qualifying_patents = Some(6);
    dossier.star.strict_patents = Some(6);
    dossier.star.stable_two_years = None;
    answer(&mut dossier, "OWN-2", IssueState::Mitigated, Some("H"));
    answer(&mut dossier, "TS-1", IssueState::Open, Some("M"));
    dossier.star.issues.remove("LIT-1");
    let result = assess(&dossier);
    let kinds: Vec<(&str, GapKind, Severity)> =
        result.gaps.iter().map(|gap| (gap.code.as_str(), gap.kind, gap.severity)).collect();
    // Default filing date 31 May 2027: patents 9 + 2 months are past; TS-1 and OWN-2 by their lead times.
    let expected = [
        ("I3", GapKind::Indicator, Severity::B),
        ("LIT-1", GapKind::Evidence, Severity::B),
        ("I2", GapKind::Indicator, Severity::B),
        ("OWN-2", GapKind::Issue, Severity::H),
        ("G5", GapKind::Evidence, Severity::H),
        ("TS-1", GapKind::Issue, Severity::M),
        ("I1", GapKind::Indicator, Severity::M),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(gap(&result, "I3").lead_months, Some([6.0, 9.0]));
    assert_eq!(gap(&result, "G5").missing, ["star.stable_two_years"]);
    assert_eq!(gap(&result, "OWN-2").latest_start, Some(date(2026, 10, 31)));
}

#[test]
fn a_failing_indicator_is_no_bar_beside_an_exceptional_situation() {
    let result = assess(&fifty(0, 0));
    assert_eq!(gap(&result, "I2").severity, Severity::L);
    assert_eq!(result.attribute.attribute, Outcome::Pass);
}

#[test]
fn bridges_lead_to_finance_insurance_and_other_collateral() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    gates_pass(&mut dossier);
    assert!(assess(&dossier).bridges.is_empty());
    answer(&mut dossier, "PPL-1", IssueState::Open, Some("M"));
    answer(&mut dossier, "FTO-1", IssueState::Open, Some("M"));
    answer(&mut dossier, "PLG-1", IssueState::Open, Some("M"));
    let bridges = assess(&dossier).bridges;
    let found: Vec<(&str, Vec<&str>)> =
        bridges.iter().map(|one| (one.code, one.issues.iter().map(String::as_str).collect())).collect();
    // PPL-1 takes 24 months, FTO-1 six: only the former outlasts a year.
    let expected =
        [("bridge-interval", vec!["PPL-1"]), ("bridge-insurance", vec!["FTO-1"]), ("bridge-collateral", vec!["PLG-1"])];
    assert_eq!(found, expected);
}

#[test]
fn the_days_of_the_plan_go_to_a_calendar() {
    let mut dossier = g01();
    dossier.star.target_filing = Some(date(2027, 11, 30));
    all_absent(&mut dossier);
    answer(&mut dossier, "OWN-2", IssueState::Open, Some("H"));
    dossier.star.issues.remove("LIT-3");
    let plan = assess(&dossier).plan;
    let events = plan.events(TODAY);
    assert!(events.is_sorted_by_key(|event| event.day));
    assert!(events.iter().all(|event| TODAY <= event.day));
    let day = |kind: PlanEventKind, code: &str| {
        events.iter().find(|event| event.kind == kind && event.code == code).map(|event| event.day)
    };
    assert_eq!(day(PlanEventKind::StartBy, "OWN-2"), Some(date(2027, 4, 30)));
    assert_eq!(day(PlanEventKind::DoneBy, "OWN-2"), Some(date(2027, 9, 30)));
    // 20 + 1 + 2 months before filing is past: at once.
    assert_eq!(day(PlanEventKind::EvidenceBy, "LIT-3"), Some(TODAY));
    assert_eq!(day(PlanEventKind::StepBegins, "filing"), Some(date(2027, 11, 30)));
    assert_eq!(day(PlanEventKind::StepEnds, "listing"), Some(date(2029, 2, 28)));
    // Twelve months before filing tutoring begins; its first day is not over.
    assert_eq!(day(PlanEventKind::StepBegins, "tutoring"), Some(date(2026, 11, 30)));
}

#[test]
fn proofs_of_indicators_stand_in_the_plan() {
    use ip_health_engine::star::result::PlanKind;
    let mut dossier = g01();
    all_absent(&mut dossier);
    dossier.star.target_filing = Some(date(2027, 11, 30));
    assert!(assess(&dossier).plan.rows.is_empty(), "everything is known");
    dossier.accounts[1].rd = None;
    dossier.accounts[2].rd_employees = None;
    dossier.star.qualifying_patents = None;
    dossier.star.strict_patents = None;
    dossier.star.issues.remove("FTO-1");
    let result = assess(&dossier);
    // Filing less P80 of collecting, less two months: R&D three months, staff two. A short count of patents would need the
    // protection centre's nine months besides, a market without clearance the cure's six after four of study.
    let expected = [
        ("FTO-1", date(2026, 11, 30), date(2027, 3, 30)),
        ("I3", date(2026, 11, 23), date(2027, 1, 23)),
        ("I1", date(2027, 6, 30), date(2027, 9, 30)),
        ("I2", date(2027, 7, 30), date(2027, 9, 30)),
    ];
    let rows: Vec<_> = result.plan.rows.iter().map(|row| (row.issue.as_str(), row.latest_start, row.done_by)).collect();
    let mut sorted = expected.to_vec();
    sorted.sort_by_key(|(_, start, _)| *start);
    assert_eq!(rows.len(), 4, "{rows:?}");
    for row in sorted {
        assert!(rows.contains(&row), "{row:?} in {rows:?}");
    }
    assert!(result.plan.rows.iter().all(|row| row.kind == PlanKind::Evidence));
    assert!(result.plan.rows.is_sorted_by_key(|row| row.slack_days));
    // Nothing proven yet moves no filing date.
    assert!(result.plan.feasible);
    // The gap list tells the same day.
    assert_eq!(gap(&result, "I1").latest_start, Some(date(2027, 6, 30)));
    let events = result.plan.events(TODAY);
    let has = |kind, code: &str| events.iter().any(|event| event.kind == kind && event.code == code);
    for code in ["I1", "I2", "I3", "FTO-1"] {
        assert!(has(PlanEventKind::EvidenceBy, code) && has(PlanEventKind::EvidenceDone, code), "{code}");
    }
}

#[test]
fn without_figures_in_the_version_there_is_nothing_to_prove() {
    let mut dossier = Dossier::default();
    all_absent(&mut dossier);
    dossier.star.guideline_version = Some("NONE".to_owned());
    assert!(assess(&dossier).plan.rows.is_empty());
}

/// Nine of ten inventions hold in the legal count; the strict one loses some, each for its reason.
#[test]
fn the_two_counts_say_why_they_differ() {
    use ip_health_engine::star::result::{GrantOffices, Reason, StrictLoss};
    let assets = (0..10).map(|number| {
        let mut asset = counted(number);
        asset.number = Some(format!("20181000000{number}.1"));
        match number {
            0 | 1 => (asset.self_filed, asset.acquired_date) = (Some(false), Some(date(2026, 3, 23))),
            2 => (asset.owner_share, asset.free_exploitation) = (ip_health_engine::Ratio::new(0.5), Some(false)),
            3 => asset.filing_date = Some(date(2008, 1, 10)),
            4 => asset.main_business = Some(false),
            // Granted in the United States: one alone, one in a family with a Chinese grant.
            5 => (asset.number, asset.publication_number) = (None, Some("US10123456B2".to_owned())),
            6 => {
                (asset.number, asset.publication_number) = (None, Some("US10123457B2".to_owned()));
                asset.family = Some("f".to_owned());
            }
            7 => asset.family = Some("f".to_owned()),
            8 => asset.number = None,
            _ => {}
        }
        asset
    });
    let patents = assess(&with_list(g01(), assets)).patents;
    assert_eq!((patents.legal.low, patents.strict.low), (8, 4));
    assert_eq!(patents.offices, Some(GrantOffices { home: 6, abroad: 1, unknown: 1 }));
    let loss = |reason, patents| StrictLoss { reason, patents };
    let expected = [loss(Reason::RecentlyAcquired, 2), loss(Reason::CoOwned, 1), loss(Reason::ShortLife, 1)];
    assert_eq!(patents.losses, expected);
    let stated = assess(&g01()).patents;
    assert_eq!((stated.offices, stated.losses.len()), (None, 0));
}

/// P1 of the reference: growth 30 %, R&D 9 % of revenue.
fn p1() -> Dossier {
    let mut dossier = case([62 * M, 75 * M, 90 * M], [6_200_000, 7 * M, 8_100_000], (14, 110), 4);
    dossier.star.plan.growth = ratios([0.30]);
    dossier.star.plan.rd_ratio = ratios([0.09]);
    dossier
}

#[test]
fn what_must_be_true_next_year() {
    let must = assess(&p1()).projection.expect("a plan").must.expect("two years");
    // 5 % of 75 + 90 + 117 million is 14.1 million; 7 + 8.1 are already spent.
    assert_eq!(must.rd.expect("I1").value, 0.0);
    assert_eq!(must.rd_staff.expect("I2").value, 11.0);
    assert_eq!(must.patents.expect("I3").value, 3.0);
    let mut lean = p1();
    lean.accounts[1].rd = Some(Money::from_yuan(2 * M));
    lean.accounts[2].rd = Some(Money::from_yuan(M));
    lean.star.plan.hires = Some(31);
    let must = assess(&lean).projection.expect("a plan").must.expect("two years");
    assert_eq!(must.rd.expect("I1").value, 11_100_000.0);
    assert_eq!(must.rd_staff.expect("I2").value, 15.0);
    let mut old = p1();
    old.star.guideline_version = Some("V2020".to_owned());
    assert_eq!(assess(&old).projection.expect("a plan").must.expect("two years").rd_staff, None);
}

#[test]
fn the_next_year_is_met_exactly_by_what_must_be_true() {
    // Growth is planned in millionths: 90 million · 1.302083 is 117,187,470 yuan, thirty short of 25/16 of 75 million.
    for (growth, met) in [(0.302_084, true), (0.302_083, false)] {
        let mut dossier = p1();
        dossier.star.plan.growth = ratios([growth]);
        let first = assess(&dossier).projection.expect("a plan").first.indicators[3];
        assert_eq!(first == Some(2026), met, "{growth}");
    }
}

#[test]
fn projected_standards_follow_the_kind_of_applicant() {
    let standards = |dossier: &Dossier, year: i16| {
        let projection = assess(dossier).projection.expect("a plan");
        projection.years.iter().find(|row| row.year == year).expect("within the horizon").standards.clone()
    };
    let mut dossier = p1();
    dossier.star.expected_market_cap = Some(Money::from_yuan(5_000 * M));
    for year in &mut dossier.accounts {
        year.net_profit = Some(Money::from_yuan(25 * M));
        year.net_profit_recurring = Some(Money::from_yuan(25 * M));
    }
    // Profit as it stands makes two years of 25 million; revenue passes 100 million in 2026, 200 in 2029, 300 in 2030.
    assert_eq!(standards(&dossier, 2025), ["S1a"]);
    assert_eq!(standards(&dossier, 2026), ["S1a", "S1b"]);
    assert_eq!(standards(&dossier, 2030), ["S1a", "S1b", "S4"]);
    dossier.star.weighted_voting = Some(true);
    assert_eq!(standards(&dossier, 2026), Vec::<&str>::new());
    // 90 million · 1.3^7 is 564.7 million.
    assert_eq!(standards(&dossier, 2031), Vec::<&str>::new());
    assert_eq!(standards(&dossier, 2032), ["WVR-2"]);
    dossier.star.weighted_voting = Some(false);
    dossier.star.red_chip = Some(RedChip::ListedAbroad);
    dossier.star.overseas_market_value = Some(Money::from_yuan(200_000 * M));
    assert_eq!(standards(&dossier, 2032), ["RC-L1"]);
}

#[test]
fn headroom_tells_the_same_as_the_verdict() {
    let mut software = p1();
    software.star.software = Some(true);
    let mut lean = p1();
    lean.accounts[2].rd = Some(Money::from_yuan(100_000));
    lean.star.plan.rd_ratio = ratios([0.01, 0.12]);
    for dossier in [p1(), software, lean] {
        let mut compared = 0;
        for row in assess(&dossier).projection.expect("a plan").years {
            for (headroom, verdict) in row.headroom.into_iter().zip(row.indicators) {
                match (headroom, verdict.outcome()) {
                    (Some(headroom), outcome) if (headroom - 1.0).abs() > 1e-6 => {
                        assert_eq!(Outcome::from(headroom > 1.0), outcome, "{}: {headroom}", row.year);
                        compared += 1;
                    }
                    (None, outcome) => assert_ne!(outcome, Outcome::Fail),
                    _ => {}
                }
            }
        }
        assert!(compared >= 20);
    }
}

#[test]
fn a_row_with_little_slack_is_tight() {
    let mut dossier = g01();
    all_absent(&mut dossier);
    answer(&mut dossier, "OSS-1", IssueState::Open, Some("L"));
    // Five months and the buffer of two before filing: on 23 November 2026 no day is left on 23 June 2027.
    for (filing, slack, tight) in [
        (date(2027, 6, 22), -1, false),
        (date(2027, 6, 23), 0, true),
        (date(2027, 7, 22), 29, true),
        (date(2027, 7, 23), 30, false),
    ] {
        dossier.star.target_filing = Some(filing);
        let plan = assess(&dossier).plan;
        assert_eq!((plan.rows[0].slack_days, plan.rows[0].tight), (slack, tight), "{filing}");
    }
}

#[test]
fn a_filing_before_the_figures_is_known_as_early() {
    let figures_met = |filing: Option<jiff::civil::Date>| {
        let mut dossier = p1();
        dossier.star.expected_market_cap = Some(Money::from_yuan(1_000 * M));
        dossier.star.qualifying_patents = Some(8);
        dossier.star.strict_patents = Some(8);
        for year in &mut dossier.accounts {
            year.net_profit = Some(Money::from_yuan(8 * M));
            year.net_profit_recurring = Some(Money::from_yuan(8 * M));
        }
        dossier.star.target_filing = filing;
        let plan = assess(&dossier).plan;
        (plan.base_year, plan.figures_met)
    };
    // P1 meets I4 first with the figures of 2027.
    assert_eq!(figures_met(Some(date(2027, 5, 31))), (2026, Some(false)));
    assert_eq!(figures_met(Some(date(2028, 5, 31))), (2027, Some(true)));
    assert_eq!(figures_met(None), (2027, Some(true)));
    assert_eq!(figures_met(Some(date(2060, 5, 31))), (2059, None));
}

#[test]
fn the_nearest_standard_is_named_while_none_is_met() {
    let mut dossier = p1();
    dossier.star.expected_market_cap = Some(Money::from_yuan(1_000 * M));
    for year in &mut dossier.accounts {
        year.net_profit = Some(Money::from_yuan(20 * M));
        year.net_profit_recurring = Some(Money::from_yuan(20 * M));
    }
    // S1a lacks 10 of 50 million of profit (0.8), S1b 10 of 100 million of revenue (0.9); the others lack more.
    let listing = assess(&dossier).listing;
    assert_eq!((listing.nearest, listing.chosen), (Some("S1b"), None));
    dossier.accounts[2].revenue = Some(Money::from_yuan(100 * M));
    let listing = assess(&dossier).listing;
    assert_eq!((listing.nearest, listing.chosen), (None, Some("S1b")));
}

#[test]
fn pending_applications_and_expiries_move_the_count() {
    let assets: Vec<Asset> = (0..10)
        .map(|number| {
            let mut asset = counted(number);
            match number {
                // Ends on 2028-01-10.
                0 => asset.filing_date = Some(date(2008, 1, 10)),
                // Decided at 20 months: 2026-09 and 2027-09.
                8 => (asset.status, asset.filing_date) = (Some(super::AssetStatus::Pending), Some(date(2025, 1, 10))),
                9 => (asset.status, asset.filing_date) = (Some(super::AssetStatus::Pending), Some(date(2026, 1, 10))),
                _ => {}
            }
            asset
        })
        .collect();
    let mut dossier = with_list(p1(), assets);
    dossier.star.target_filing = Some(date(2026, 12, 31));
    dossier.star.plan.grant_probability = Some(ip_health_engine::Ratio::new(1.0).expect("finite"));
    dossier.star.plan.filings = Some(2);
    let projection = assess(&dossier).projection.expect("a plan");
    let patents: Vec<(i16, u32)> = projection.years.iter().take(5).map(|row| (row.year, row.patents)).collect();
    // Seven in the strict count today: the one that ends in 2028 has too little life left for it. Two filed at the end
    // of each year are decided 20 months later.
    assert_eq!(patents, [(2025, 7), (2026, 8), (2027, 9), (2028, 11), (2029, 13)]);
}

#[test]
fn the_candidate_record_holds_what_a_station_asks() {
    let mut dossier = with_list(g01(), (0..8).map(counted));
    dossier.enterprise.name = "示例".to_owned();
    dossier.products.push(ip_health_engine::dossier::Product {
        id: "chip".to_owned(),
        name: "控制芯片".to_owned(),
        ..Default::default()
    });
    let mut pledged = counted(3);
    pledged.title = "功率模块".to_owned();
    pledged.encumbrances = Some([ip_health_engine::dossier::Encumbrance::Pledged].into());
    dossier.assets[3] = Arc::new(pledged);
    dossier.disputes.push(Dispute {
        id: "d".to_owned(),
        kind: Some(DisputeKind::Infringement),
        role: Some(DisputeRole::Defendant),
        pending: Some(true),
        assets: vec!["p3".to_owned()],
        ..Dispute::default()
    });
    dossier.star.stage = Some(ip_health_engine::dossier::ListingStage::Tutoring);
    answer(&mut dossier, "OWN-2", IssueState::Open, Some("H"));
    dossier.star.issues.get_mut("OWN-2").expect("answered").evidence = vec![true];
    let result = assess(&dossier);
    let record = ip_health_engine::star::candidate_record(&dossier, &result, TODAY);
    let json = serde_json::to_value(&record).expect("plain data");
    assert_eq!(json["format"], "ip-health-check-candidate");
    assert_eq!(json["stage"], "tutoring");
    assert_eq!(json["core_technology"][0]["name"], "控制芯片");
    assert_eq!(json["core_technology"][0]["patents"].as_array().map(Vec::len), Some(8));
    assert_eq!(json["pledges"][0]["patent"], "功率模块");
    assert_eq!(json["disputes"][0]["patents"][0], "功率模块");
    let own = json["issues"].as_array().expect("a list").iter().find(|issue| issue["code"] == "OWN-2").expect("open");
    assert_eq!(own["evidence"], serde_json::json!([1, 2]));
    assert_eq!(
        json["unanswered"].as_array().map(Vec::len),
        Some(result.issues.iter().filter(|i| i.state.is_none()).count())
    );
    assert_eq!(result.indicator(IndicatorCode::I3).map(|one| one.code.code()), Some("I3"));
}
