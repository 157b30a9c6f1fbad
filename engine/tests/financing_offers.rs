//! What the channels offer: a package on one revenue, a loan with a warrant in each scenario, licences beside a sale,
//! cover of a loan; and what some of them ask.

mod companies;

use companies::{company, edit, licensed, ratio, wan};
use ip_health_engine::Money;
use ip_health_engine::dossier::{
    Dispute, DisputeKind, DisputeRole, Dossier, Encumbrance, Licence, LicenceDirection, LicenceExclusivity,
};
use ip_health_engine::financing::{
    AssetValue, AssetValues, Channel, ChannelAssessment, ChannelDetails, FigureRange, FinancingAssessment,
    InsuranceProduct, RoyaltyPart, assess_channels,
};
use ip_health_engine::rules::{Outcome, RulePack, Unit};
use ip_health_engine::working::{Figure, Workings};
use jiff::civil::date;

fn assess(dossier: &Dossier, values: &AssetValues) -> FinancingAssessment {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(date(2026, 11, 23));
    assess_channels(dossier, values, &rules, &mut Workings::default()).expect("the pack is whole")
}

/// Gives a right its part of the rate of a pool on the product of the company.
fn royalty(values: &mut AssetValues, id: &str, pool: &str, rate: f64) {
    let mut value = values.get(id).expect("valued").clone();
    value.royalties = vec![RoyaltyPart { product: "p1".into(), pool: pool.into(), rate }];
    values.insert(id, value);
}

fn package(dossier: &Dossier, values: &AssetValues) -> (f64, Option<f64>, bool) {
    let found = assess(dossier, values);
    let package = found.channel(Channel::CombinedCredit).expect("assessed");
    let ChannelDetails::Credit(details) = &package.details else { panic!("credit details") };
    let flagged = package.red_flags.iter().any(|flag| flag.note == "CC-R4");
    let amount = package.amount.as_ref().expect("sized").base.value;
    (amount, details.overlap.as_ref().map(|overlap| overlap.value), flagged)
}

#[test]
fn one_revenue_is_not_lent_on_twice() {
    let (dossier, mut values) = company();
    for (id, pool, rate) in
        [("i1", "technology", 0.03), ("i2", "technology", 0.01), ("t1", "brand", 0.02), ("s1", "copyright", 0.02)]
    {
        royalty(&mut values, id, pool, rate);
    }
    // Rates of 8 % on a margin of 10.5 %: a quarter of the margin is 2.625 %, so 851 万元 · 0.328125.
    let (amount, overlap, flagged) = package(&dossier, &values);
    assert!((amount - wan(740.0 * 1.15 * 0.328_125)).abs() < 1.0, "{amount}");
    assert!((overlap.expect("told") - wan(740.0 * 1.15 * 0.671_875)).abs() < 1.0, "{overlap:?}");
    assert!(flagged);
}

#[test]
fn rights_of_one_pool_share_one_rate() {
    let (dossier, mut values) = company();
    // Two patents between them bear one rate of 2 %, as many more would; with the brand that is 2.6 %, within 2.625 %.
    for (id, pool, rate) in [("i1", "technology", 0.012), ("i2", "technology", 0.008), ("t1", "brand", 0.006)] {
        royalty(&mut values, id, pool, rate);
    }
    let (amount, overlap, flagged) = package(&dossier, &values);
    assert!((amount - wan(851.0)).abs() < 1.0, "{amount}");
    assert_eq!((overlap, flagged), (None, false));
    // A rate above the quarter is no double count while one pool alone lives on the revenue.
    for id in ["i1", "i2"] {
        royalty(&mut values, id, "technology", 0.02);
    }
    royalty(&mut values, "t1", "technology", 0.02);
    assert!(!package(&dossier, &values).2);
}

#[test]
fn a_loan_with_a_warrant_costs_less_in_each_scenario() {
    let (dossier, values) = company();
    let linked = assess(&dossier, &values).channel(Channel::InvestLoan).expect("assessed").clone();
    let ChannelDetails::InvestLoan(details) = &linked.details else { panic!("warrant details") };
    let value = |figure: &Option<ip_health_engine::working::Figure>| figure.as_ref().expect("priced").value;
    // 5,000,000 at LPR 3.00 % + 1.00 %, two years, warrant at the start (WL-T1): 6.857 %.
    let amount = linked.amount.as_ref().expect("sized").base.value;
    assert!((amount - wan(500.0)).abs() < 1.0, "{amount}");
    assert!((details.warrant_value.value - wan(25.88)).abs() < 100.0, "{}", details.warrant_value.value);
    assert!((value(&linked.cost) - 0.068_57).abs() < 1e-5, "{}", value(&linked.cost));
    // 30 % of 200,000 a year: 60,000; 50 %: 100,000. The warrant itself is never subsidised.
    assert!((value(&linked.cost_in_scenario) - 0.056_41).abs() < 2e-5, "{}", value(&linked.cost_in_scenario));
    assert!(value(&linked.cost_in_high_scenario) < value(&linked.cost_in_scenario));
    // A specialised firm's credit loan: 30 % of its interest today, without a cap.
    assert!((value(&linked.cost_after_subsidy) - value(&linked.cost_in_scenario)).abs() < 1e-9);
}

#[test]
fn licences_stand_beside_the_sale() {
    let (mut dossier, values) = company();
    licensed(&mut dossier);
    let forms = |dossier: &Dossier| {
        let found = assess(dossier, &values).channel(Channel::LicenceSale).expect("assessed").clone();
        let ChannelDetails::LicenceSale(details) = found.details else { panic!("details") };
        assert!(details.sale.is_some());
        details.licences
    };
    dossier.licences[0].exclusivity = Some(LicenceExclusivity::Ordinary);
    let found = forms(&dossier);
    // LR-T1: 120 a year for four years at 6 % is 415.81; less 5 % of fees 395.02.
    let contract = &found[0];
    assert_eq!(
        (contract.exclusivity, contract.licences.as_slice()),
        (Some(LicenceExclusivity::Ordinary), &["l1".to_owned()][..])
    );
    assert!((contract.royalties.value - wan(415.81)).abs() < 100.0, "{}", contract.royalties.value);
    assert!((contract.net.value - wan(395.02)).abs() < 100.0, "{}", contract.net.value);
    assert_eq!(contract.pledge_factor.value, 1.0);
    // All four rights are on offer at a base value of 1.4 · 2600 = 3640; an ordinary licence brings 40 % of a transfer.
    let estimate = |exclusivity| {
        let form = found.iter().find(|form| form.licences.is_empty() && form.exclusivity == Some(exclusivity));
        form.expect("estimated").clone()
    };
    let exclusive = estimate(LicenceExclusivity::Exclusive);
    assert!((exclusive.royalties.value - wan(3640.0)).abs() < 1.0);
    assert!((exclusive.net.value - wan(3458.0)).abs() < 1.0);
    assert_eq!(exclusive.pledge_factor.value, 0.7);
    let ordinary = estimate(LicenceExclusivity::Ordinary);
    assert!((ordinary.net.value - wan(3640.0 * 0.4 * 0.95)).abs() < 1.0);
    assert_eq!(ordinary.pledge_factor.value, 1.0);
    // A co-owner who does not consent closes sale and exclusive licence, not an ordinary one, whose income is shared.
    edit(&mut dossier, "i2", |asset| {
        asset.owner_share = ratio(0.5);
        asset.coowners_consent = Some(false);
    });
    let found = forms(&dossier);
    let names = |exclusivity| {
        let form = found.iter().find(|form| form.licences.is_empty() && form.exclusivity == Some(exclusivity));
        form.expect("estimated").assets.clone()
    };
    assert_eq!(names(LicenceExclusivity::Exclusive), ["i1", "t1", "s1"]);
    assert_eq!(names(LicenceExclusivity::Ordinary), ["i1", "t1", "s1", "i2"]);
    let ordinary =
        found.iter().rfind(|form| form.exclusivity == Some(LicenceExclusivity::Ordinary)).expect("estimated");
    // 0.4 · 1.4 · (1900 + 700 / 2).
    assert!((ordinary.royalties.value - wan(0.4 * 1.4 * 2250.0)).abs() < 1.0, "{}", ordinary.royalties.value);
}

/// The rights of the ordinary licences that are estimated.
fn ordinary(dossier: &Dossier, values: &AssetValues) -> Vec<String> {
    let found = assess(dossier, values).channel(Channel::LicenceSale).expect("assessed").clone();
    let ChannelDetails::LicenceSale(details) = found.details else { panic!("details") };
    let of = |form: &&ip_health_engine::financing::LicenceForm| {
        form.licences.is_empty() && form.exclusivity == Some(LicenceExclusivity::Ordinary)
    };
    details.licences.iter().find(of).expect("estimated").assets.clone()
}

/// A co-owner may license alone what nothing else bars from a sale: what a loan or a pool asks is not asked.
#[test]
fn a_co_owner_licenses_alone_what_nothing_else_bars() {
    let (mut dossier, values) = company();
    edit(&mut dossier, "i2", |asset| {
        asset.owner_share = ratio(0.5);
        asset.coowners_consent = Some(false);
    });
    let with = |change: &dyn Fn(&mut ip_health_engine::dossier::Asset)| {
        let mut dossier = dossier.clone();
        edit(&mut dossier, "i2", |asset| change(asset));
        ordinary(&dossier, &values).contains(&"i2".to_owned())
    };
    assert!(with(&|_| ()));
    // PL-H11: contributed to another company; SL-H01: pledged, and the pledgee has not consented.
    assert!(!with(&|asset| asset.encumbrances = Some([Encumbrance::Contributed].into())));
    assert!(!with(&|asset| asset.encumbrances = Some([Encumbrance::Pledged].into())));
    // Fees in arrears bar a pledge, not a licence.
    assert!(with(&|asset| asset.fee_arrears = Some(true)));
}

/// A contract without anything to sell, a price for what is kept: each is an answer of its own, neither is none.
#[test]
fn a_licence_or_a_price_alone_is_an_offer() {
    let (mut dossier, values) = company();
    for id in ["i1", "i2", "t1", "s1"] {
        edit(&mut dossier, id, |asset| asset.core = Some(true));
    }
    let offer = |dossier: &Dossier| match assess(dossier, &values).channel(Channel::LicenceSale).expect("one").details {
        ChannelDetails::LicenceSale(ref details) => Some((details.sale.is_some(), details.licences.len())),
        _ => None,
    };
    assert_eq!(offer(&dossier), None);
    let mut licence = dossier.clone();
    licensed(&mut licence);
    assert_eq!(offer(&licence), Some((false, 1)));
    dossier.need.sale_price = Some(Money::from_wan(1200));
    assert_eq!(offer(&dossier), Some((true, 0)));
}

#[test]
fn a_range_is_spread_where_its_ends_differ() {
    let end = |value: f64| Figure { value, unit: Unit::Yuan, working: Default::default() };
    let spread = |low: f64, high: f64| FigureRange { low: end(low), base: end(low), high: end(high) }.is_spread();
    assert!(spread(1.0, 2.0));
    assert!(!spread(2.0, 2.0));
}

/// The cover of the pledged loan.
fn guarantee_insurance(dossier: &Dossier, values: &AssetValues) -> InsuranceProduct {
    let found = assess(dossier, values).channel(Channel::Insurance).expect("assessed").clone();
    let ChannelDetails::Insurance(details) = found.details else { panic!("insurance details") };
    details.products.into_iter().find(|product| product.product == "IN-G").expect("assessed")
}

/// §4.1 IN-G: nine tenths of the loan are insured, whether the loss is usual or bad; without a loan there is nothing to
/// insure.
#[test]
fn a_loan_is_insured_for_nine_tenths() {
    let (mut dossier, values) = company();
    dossier.assets.retain(|asset| asset.id == "i1");
    let found = guarantee_insurance(&dossier, &values);
    // A loan of 0.3 · 900 = 270; 243 of it against a quarter of the revenue of 4,000 and against cash of 900.
    for (factor, expected) in [(found.factors[2], 0.243), (found.factors[4], 0.27)] {
        assert!((factor.expect("known") - expected).abs() < 1e-9, "{factor:?}");
    }
    assert!((found.loss.expect("known").value - wan(243.0)).abs() < 1e-3);
    assert!((found.sum_insured.expect("known").value - wan(243.0)).abs() < 1e-3);
    // Two per cent a year.
    assert!((found.premium.expect("known").value - wan(4.86)).abs() < 1e-3);
    // Without cash flow no bank lends.
    for year in &mut dossier.accounts {
        year.ebitda = Some(Money::from_wan(-800));
    }
    let found = guarantee_insurance(&dossier, &values);
    assert_eq!((found.loss, found.premium, found.factors[2], found.factors[4]), (None, None, None, None));
    assert_eq!(found.factors[0], Some(0.0));
}

/// EQ-R1: a contribution above 1.2 times the value of its rights; of rights without a value nothing is known.
#[test]
fn a_contribution_above_its_value_is_flagged() {
    let (mut dossier, mut values) = company();
    // Technology is contributed first: 1,000 of the inventions and the software.
    for (id, base) in [("i1", 500.0), ("i2", 300.0), ("s1", 200.0)] {
        values.insert(id, AssetValue { base: wan(base), ..values.get(id).expect("valued").clone() });
    }
    let flagged = |dossier: &Dossier, values: &AssetValues| {
        let equity = assess(dossier, values).channel(Channel::Equity).expect("assessed").clone();
        equity.red_flags.iter().any(|flag| flag.note == "EQ-R1")
    };
    assert!(!flagged(&dossier, &values));
    dossier.need.contribution_value = Some(Money::from_wan(1200));
    assert!(!flagged(&dossier, &values));
    dossier.need.contribution_value = Some(Money::from_fen(1_200_000_001));
    assert!(flagged(&dossier, &values));
    assert!(!flagged(&dossier, &AssetValues::new()));
}

fn pledge(dossier: &Dossier, values: &AssetValues) -> ChannelAssessment {
    assess(dossier, values).channel(Channel::Pledge).expect("assessed").clone()
}

/// §11.1: a criterion asked of each right counts by the value of those that meet it. PL-E09: eight years are half.
#[test]
fn the_fit_weighs_rights_by_value() {
    let (dossier, mut values) = company();
    let before = pledge(&dossier, &values).fit.expect("all is known");
    values.insert("i1", AssetValue { remaining_years: Some(8.0), ..values.get("i1").expect("valued").clone() });
    let after = pledge(&dossier, &values).fit.expect("all is known");
    // 900 at half, 700 in full; ten of the 110 points that can be had.
    let lost = 1.0 - (900.0 * 0.5 + 700.0) / 1600.0;
    assert!((before - after - 100.0 * lost * 10.0 / 110.0).abs() < 1e-9, "{before} to {after}");
}

/// PL-E03: two profitable years, or growing revenue.
#[test]
fn profit_or_growth_will_do() {
    let outcome = |revenue: [i64; 2], profit: [i64; 2]| {
        let (mut dossier, values) = company();
        for ((year, revenue), profit) in dossier.accounts.iter_mut().zip(revenue).zip(profit) {
            (year.revenue, year.net_profit) = (Some(Money::from_wan(revenue)), Some(Money::from_wan(profit)));
        }
        let criteria = pledge(&dossier, &values).criteria;
        criteria.iter().find(|result| result.criterion == "PL-E03").expect("asked").outcome
    };
    assert_eq!(outcome([4000, 4001], [-1, -1]), Outcome::Pass);
    assert_eq!(outcome([4000, 4000], [-1, -1]), Outcome::Fail);
    assert_eq!(outcome([4000, 3000], [-1, -1]), Outcome::Fail);
    assert_eq!(outcome([4000, 4000], [1, 1]), Outcome::Pass);
    // No profit is not profitable.
    assert_eq!(outcome([4000, 4000], [1, 0]), Outcome::Fail);
}

/// PL-E10: an empty list of disputes says nothing until it is said to be complete; one of others' says there is none.
#[test]
fn cases_as_defendant_are_counted_once_disputes_are_known() {
    let outcome = |role: Option<DisputeRole>, confirmed: bool| {
        let (mut dossier, values) = company();
        if !confirmed {
            dossier.need.confirmations.remove("no-disputes");
        }
        let (id, kind) = ("d".to_owned(), Some(DisputeKind::Contract));
        dossier.disputes.extend(role.map(|role| Dispute { id, kind, role: Some(role), ..Dispute::default() }));
        let criteria = pledge(&dossier, &values).criteria;
        criteria.iter().find(|result| result.criterion == "PL-E10").expect("asked").outcome
    };
    assert_eq!(outcome(None, false), Outcome::Unknown);
    assert_eq!(outcome(None, true), Outcome::Pass);
    assert_eq!(outcome(Some(DisputeRole::Plaintiff), false), Outcome::Pass);
    assert_eq!(outcome(Some(DisputeRole::Defendant), false), Outcome::Fail);
    assert_eq!(outcome(Some(DisputeRole::Defendant), true), Outcome::Fail);
}

/// LR-H04, 民法典 444: where a right is pledged, its pledgee has consented to the licence. A licence that names no right may
/// be of a pledged one.
#[test]
fn a_pledgee_has_consented_to_the_licence() {
    let (mut dossier, values) = company();
    edit(&mut dossier, "i1", |asset| asset.encumbrances = Some([Encumbrance::Pledged].into()));
    let outcome = |rights: &[&str], consented: Option<bool>| {
        let mut dossier = dossier.clone();
        dossier.licences = vec![Licence {
            id: "l1".to_owned(),
            direction: Some(LicenceDirection::Out),
            assets: rights.iter().map(|id| (*id).to_owned()).collect(),
            annual_royalty: Some(Money::from_wan(120)),
            pledgee_consented: consented,
            ..Licence::default()
        }];
        let found = assess(&dossier, &values).channel(Channel::LicenceRevenue).expect("assessed").clone();
        let tally = found.asset_criteria.iter().find(|tally| tally.criterion == "LR-H04").expect("asked").clone();
        (tally.pass, tally.fail, tally.unknown)
    };
    let (pass, fail, unknown) = ((1, 0, 0), (0, 1, 0), (0, 0, 1));
    assert_eq!(outcome(&["i2"], None), pass);
    assert_eq!(
        [outcome(&["i1"], None), outcome(&["i1"], Some(false)), outcome(&["i1"], Some(true))],
        [unknown, fail, pass]
    );
    assert_eq!([outcome(&["i1", "i2"], None), outcome(&["i2", "i1"], None)], [unknown; 2]);
    assert_eq!([outcome(&[], None), outcome(&[], Some(true))], [unknown, pass]);
}
