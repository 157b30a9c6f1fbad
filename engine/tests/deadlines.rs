//! Fees, late fees, renewals and advice, against the schedule and the rules of the office.

use std::collections::BTreeSet;
use std::sync::Arc;

use ip_health_engine::deadlines::{
    Advice, AdviceReason, Deadline, DeadlineKind, DeadlineState, Deadlines, Reduction, deadlines, fee_due, patent_year,
};
use ip_health_engine::dossier::{
    Asset, AssetKind, AssetStatus, Dossier, Encumbrance, Exploitation, FiscalYear, Licence,
};
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::renewal::{annual_fee, renewal_programme};
use ip_health_engine::valuation::value_portfolio;
use ip_health_engine::working::Workings;
use ip_health_engine::{Assessment, Money, assess};
use jiff::civil::{Date, date};

/// Filed 2018-09-30, granted in its third year: year 9 falls due on 2026-09-30, year 10 a year later.
fn invention() -> Asset {
    Asset {
        id: "a1".to_owned(),
        title: "稳压器".to_owned(),
        status: Some(AssetStatus::Granted),
        filing_date: Some(date(2018, 9, 30)),
        grant_date: Some(date(2021, 3, 1)),
        owners: vec!["沪芯".to_owned()],
        registered_owner: Some(true),
        ..Asset::default()
    }
}

fn of(assets: Vec<Asset>) -> Dossier {
    Dossier { assets: assets.into_iter().map(Arc::new).collect(), ..Dossier::default() }
}

fn on(dossier: &Dossier, day: Date) -> Deadlines {
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(day);
    let mut workings = Workings::default();
    let valuation = value_portfolio(dossier, &rules, &mut workings).unwrap();
    let found = deadlines(dossier, &valuation, &rules, &mut workings).unwrap();
    for deadline in found.overdue.iter().chain(&found.coming) {
        if let Some(amount) = &deadline.amount {
            assert_eq!(workings.get(&amount.working).unwrap().value(), amount.value);
        }
    }
    found
}

fn only(deadlines: &[Deadline]) -> &Deadline {
    assert_eq!(deadlines.len(), 1, "{deadlines:?}");
    &deadlines[0]
}

fn amount(deadline: &Deadline) -> f64 {
    deadline.amount.as_ref().unwrap().value
}

#[test]
fn a_fee_falls_due_on_the_anniversary_that_begins_its_year() {
    // 专利审查指南第五部分第九章: filed 1997-06-03, the sixth year's fee is due by 2002-06-03; filed 1999-06-01, the first
    // year runs to 2000-05-31.
    assert_eq!(fee_due(date(1997, 6, 3), 6), Some(date(2002, 6, 3)));
    assert_eq!(patent_year(date(1999, 6, 1), date(2000, 5, 31)), 1);
    assert_eq!(patent_year(date(1999, 6, 1), date(2000, 6, 1)), 2);
}

#[test]
fn the_next_fee_comes_from_the_filing_date_and_says_so() {
    let found = on(&of(vec![invention()]), date(2026, 11, 25));
    assert_eq!(found.overdue, []);
    let fee = only(&found.coming);
    assert_eq!(fee.id, "fee.a1.10");
    assert_eq!((fee.due, fee.last_day), (date(2027, 9, 30), Some(date(2028, 3, 30))));
    assert_eq!(fee.kind, DeadlineKind::AnnualFee { year: Some(10) });
    assert!(fee.derived);
    assert_eq!(amount(fee), 4_000.0);
}

#[test]
fn an_answered_due_day_counts_and_names_the_year() {
    let asset = Asset { next_fee_due: Some(date(2027, 9, 29)), ..invention() };
    let found = on(&of(vec![asset]), date(2026, 11, 25));
    let fee = only(&found.coming);
    assert_eq!(
        (fee.due, fee.kind, fee.derived),
        (date(2027, 9, 29), DeadlineKind::AnnualFee { year: Some(10) }, false)
    );
}

#[test]
fn on_its_own_day_a_fee_is_due_and_not_late() {
    let found = on(&of(vec![invention()]), date(2026, 9, 30));
    let fee = only(&found.coming);
    assert_eq!((fee.due, fee.state), (date(2026, 9, 30), DeadlineState::Coming));
    assert_eq!(amount(fee), 2_000.0);
}

fn check_late(day: Date, state: DeadlineState, full: f64, reduced: f64) {
    let asset = Asset { next_fee_due: Some(date(2026, 9, 30)), fee_arrears: Some(true), ..invention() };
    let mut dossier = of(vec![asset]);
    let found = on(&dossier, day);
    let fee = only(&found.overdue);
    assert_eq!((fee.state, amount(fee)), (state, full), "{day}");
    dossier.enterprise.fee_reduction = Some(true);
    assert_eq!(amount(only(&on(&dossier, day).overdue)), reduced, "{day}, reduced");
}

#[test]
fn the_first_month_is_free_of_late_fee() {
    check_late(date(2026, 10, 30), DeadlineState::Late { month: 1 }, 2_000.0, 300.0);
}

#[test]
fn the_second_month_costs_five_percent_of_the_full_fee() {
    check_late(date(2026, 10, 31), DeadlineState::Late { month: 2 }, 2_100.0, 400.0);
    check_late(date(2026, 11, 30), DeadlineState::Late { month: 2 }, 2_100.0, 400.0);
}

#[test]
fn the_last_month_of_grace_costs_a_quarter() {
    check_late(date(2027, 3, 30), DeadlineState::Late { month: 6 }, 2_500.0, 800.0);
}

#[test]
fn after_the_grace_only_restoration_helps() {
    check_late(date(2027, 3, 31), DeadlineState::Lapsed, 3_500.0, 1_800.0);
}

#[test]
fn arrears_without_a_day_are_those_of_the_running_year() {
    let asset = Asset { fee_arrears: Some(true), ..invention() };
    let found = on(&of(vec![asset]), date(2026, 11, 25));
    let fee = only(&found.overdue);
    assert_eq!((fee.due, fee.state, fee.derived), (date(2026, 9, 30), DeadlineState::Late { month: 2 }, true));
}

#[test]
fn a_day_gone_by_without_an_answer_is_to_be_confirmed() {
    let asset = Asset { next_fee_due: Some(date(2026, 9, 30)), ..invention() };
    let found = on(&of(vec![asset.clone()]), date(2026, 11, 25));
    assert_eq!(only(&found.overdue).state, DeadlineState::Unconfirmed);
    let paid = Asset { fee_arrears: Some(false), ..asset };
    assert_eq!(on(&of(vec![paid]), date(2026, 11, 25)).overdue, []);
}

#[test]
fn joint_owners_are_reduced_less() {
    let asset = Asset { owners: vec!["沪芯".to_owned(), "复旦大学".to_owned()], ..invention() };
    let mut dossier = of(vec![asset]);
    dossier.enterprise.fee_reduction = Some(true);
    assert_eq!(amount(only(&on(&dossier, date(2026, 11, 25)).coming)), 1_200.0);
}

#[test]
fn the_reduction_ends_ten_years_from_the_year_of_grant() {
    // Granted in year 3: year 12 is the last (W11).
    let mut dossier = of(vec![invention()]);
    dossier.enterprise.fee_reduction = Some(true);
    assert_eq!(amount(only(&on(&dossier, date(2028, 11, 25)).coming)), 600.0);
    assert_eq!(amount(only(&on(&dossier, date(2029, 11, 25)).coming)), 6_000.0);
}

fn check_reduction(income: Option<f64>, recorded: Option<bool>, expected: Reduction, saving: f64) {
    let mut dossier = of(vec![invention()]);
    dossier.enterprise.taxable_income = income.map(|yuan| Money::from_fen((yuan * 100.0) as i64));
    dossier.enterprise.fee_reduction = recorded;
    let found = on(&dossier, date(2026, 11, 25));
    assert_eq!((found.reduction, found.saving), (expected, saving));
}

#[test]
fn income_below_the_limit_qualifies_for_the_reduction() {
    // Year 10 of an invention: 4,000 yuan, of which 85 % would be saved.
    check_reduction(Some(999_999.99), None, Reduction::Open, 3_400.0);
    check_reduction(Some(1_000_000.0), None, Reduction::Barred, 0.0);
    check_reduction(None, None, Reduction::Unknown, 3_400.0);
    check_reduction(None, Some(true), Reduction::Recorded, 0.0);
    check_reduction(Some(500_000.0), Some(false), Reduction::Open, 3_400.0);
}

#[test]
fn no_fee_after_the_term_and_none_while_pending() {
    let day = date(2026, 11, 25);
    let model = Asset { kind: AssetKind::UtilityModel, filing_date: Some(date(2017, 3, 1)), ..invention() };
    let found = on(&of(vec![model]), day);
    // Year 10 runs to the end of the term: nothing to pay, the end to remember.
    assert_eq!(only(&found.coming).kind, DeadlineKind::Expiry);
    assert_eq!(only(&found.coming).due, date(2027, 3, 1));
    let pending = Asset { status: Some(AssetStatus::Pending), grant_date: None, ..invention() };
    assert_eq!(on(&of(vec![pending]), day).coming, []);
}

fn mark(expiry: Date) -> Dossier {
    let mut asset = Asset { kind: AssetKind::Trademark, expiry_date: Some(expiry), ..invention() };
    asset.mark.classes = vec![9, 42];
    of(vec![asset])
}

fn check_mark(day: Date, state: DeadlineState, fee: f64) {
    let found = on(&mark(date(2027, 3, 10)), day);
    let all: Vec<Deadline> = found.overdue.into_iter().chain(found.coming).collect();
    let renewal = only(&all);
    assert_eq!((renewal.state, amount(renewal)), (state, fee), "{day}");
    assert_eq!(renewal.opens, Some(date(2026, 3, 10)));
    assert_eq!(renewal.last_day, Some(date(2027, 9, 10)));
}

#[test]
fn a_mark_is_renewed_class_by_class() {
    check_mark(date(2026, 11, 25), DeadlineState::Open, 900.0);
    check_mark(date(2027, 3, 10), DeadlineState::Open, 900.0);
    check_mark(date(2027, 3, 11), DeadlineState::Late { month: 1 }, 1_400.0);
    check_mark(date(2027, 9, 10), DeadlineState::Late { month: 6 }, 1_400.0);
    check_mark(date(2027, 9, 11), DeadlineState::Lapsed, 1_400.0);
}

#[test]
fn a_mark_whose_renewal_is_filed_is_quiet() {
    let mut dossier = mark(date(2027, 3, 10));
    Arc::make_mut(&mut dossier.assets[0]).mark.renewal_filed = Some(true);
    let found = on(&dossier, date(2026, 11, 25));
    assert_eq!((found.overdue, found.coming), (vec![], vec![]));
}

#[test]
fn twelve_months_add_up() {
    let other = Asset { id: "a2".to_owned(), filing_date: Some(date(2019, 11, 28)), ..invention() };
    let late =
        Asset { id: "a3".to_owned(), next_fee_due: Some(date(2026, 9, 30)), fee_arrears: Some(true), ..invention() };
    let found = on(&of(vec![invention(), other, late]), date(2026, 11, 25));
    assert_eq!(found.months.len(), 12);
    assert_eq!(found.months[0].month, date(2026, 11, 1));
    // a2: year 8 of an invention, 2,000 yuan, on 2026-11-28. a1 and the next year of a3: year 10 on 2027-09-30.
    assert_eq!((found.months[0].count, found.months[0].amount), (1, 2_000.0));
    assert_eq!((found.months[10].count, found.months[10].amount), (2, 8_000.0));
    assert_eq!(found.total.value, 2_000.0 + 8_000.0 + 2_100.0);
}

#[test]
fn a_licence_that_ends_is_among_the_deadlines() {
    let mut dossier = of(vec![]);
    dossier.licences.push(Licence { id: "l1".to_owned(), to: Some(date(2027, 1, 31)), ..Licence::default() });
    assert_eq!(only(&on(&dossier, date(2026, 11, 25)).coming).kind, DeadlineKind::LicenceEnd);
}

#[test]
fn expiries_leave_out_what_can_be_renewed() {
    let mut dossier = mark(date(2027, 3, 10));
    dossier.assets.push(Arc::new(Asset { id: "a9".to_owned(), ..invention() }));
    let found = on(&dossier, date(2026, 11, 25));
    let years: Vec<(i16, u32)> = found.expiries.iter().map(|year| (year.year, year.rights)).collect();
    assert_eq!(years, [(2038, 1)]);
}

/// A company that sells what the patent protects.
fn earning(asset: Asset) -> Assessment {
    let mut dossier = of(vec![Asset { exploitation: Some(Exploitation::CoreProduct), ..asset }]);
    dossier.accounts.push(FiscalYear { year: 2025, revenue: Some(Money::from_wan(3_000)), ..FiscalYear::default() });
    assess(&dossier, &RulePack::built_in().unwrap(), date(2026, 11, 25)).unwrap()
}

#[test]
fn a_right_that_earns_is_kept_for_its_worth() {
    let found = earning(invention()).deadlines;
    let outlook = &found.outlooks[0];
    assert_eq!((outlook.advice, outlook.reason), (Advice::Keep, AdviceReason::Worth));
    assert!(outlook.worth.as_ref().unwrap().value > 2.0 * outlook.next_fee);
    // Years 10 to 20 in full: 3 × 4,000 − year 10 to 12, 3 × 6,000, 5 × 8,000.
    assert_eq!(outlook.fees_left, 12_000.0 + 18_000.0 + 40_000.0);
}

#[test]
fn the_worth_is_that_of_the_renewal_programme() {
    let assessment = earning(invention());
    let outlook = &assessment.deadlines.outlooks[0];
    let worth = outlook.worth.as_ref().unwrap();
    let pool = &assessment.valuation.pools[0];
    let (rate, value) = (pool.discount_rate.as_ref().unwrap().value, assessment.valuation.assets[0].value.unwrap().p50);
    let years = pool.life.as_ref().unwrap().value.min(assessment.valuation.assets[0].remaining_years.unwrap()).ceil();
    // Benefits that decline by 15 % a year and whose present value is the value.
    let decline = |k: u32| libm::pow(0.85, f64::from(k));
    let factor: f64 = (0..years as u32).map(|k| decline(k) / libm::pow(1.0 + rate, f64::from(k) + 0.5)).sum();
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(date(2026, 11, 25));
    let schedule = rules.list("valuation.fee.invention").unwrap();
    let plan: Vec<(u32, f64, f64)> = (10..=20)
        .map(|year| {
            let k = year - 10;
            let benefit = if f64::from(k) < years { value / factor * decline(k) } else { 0.0 };
            (year, annual_fee(schedule, year, None).unwrap(), benefit)
        })
        .collect();
    let plan = renewal_programme(&plan, rate);
    assert!((worth.value - plan[0].value).abs() < 1e-6 * plan[0].value, "{} {}", worth.value, plan[0].value);
    let last = plan.iter().take_while(|year| year.renew()).last().map(|year| year.patent_year);
    assert_eq!(outlook.keep_until, last);
    assert_eq!(assessment.workings.get(&worth.working).unwrap().value(), worth.value);
}

fn check_advice(asset: Asset, advice: Advice, reason: AdviceReason) {
    let found = on(&of(vec![asset]), date(2026, 11, 25));
    assert_eq!((found.outlooks[0].advice, found.outlooks[0].reason), (advice, reason));
}

#[test]
fn without_a_value_there_is_no_advice() {
    check_advice(invention(), Advice::Unknown, AdviceReason::ValueUnknown);
}

#[test]
fn what_is_pledged_or_essential_is_kept() {
    let pledged = Asset { encumbrances: Some(BTreeSet::from([Encumbrance::Pledged])), ..invention() };
    check_advice(pledged, Advice::Keep, AdviceReason::Bound);
    let essential = Asset { standard_essential: Some(true), ..invention() };
    check_advice(essential, Advice::Keep, AdviceReason::StandardEssential);
}

#[test]
fn a_right_of_the_lowest_grade_can_go() {
    let mut asset = invention();
    for code in ip_health_engine::valuation::score::INDICATOR_CODES {
        asset.scores.insert(code.to_owned(), 1.0);
    }
    check_advice(asset.clone(), Advice::Prune, AdviceReason::LowGrade);
    let found = on(&of(vec![asset]), date(2026, 11, 25));
    assert_eq!(found.prunable.value, 4_000.0);
}
