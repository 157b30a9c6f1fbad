//! What the channels offer: a package on one revenue, a loan with a warrant in each scenario, licences beside a sale.

mod companies;

use companies::{company, edit, licensed, ratio, wan};
use ip_health_engine::dossier::{Dossier, LicenceExclusivity};
use ip_health_engine::financing::{
    AssetValues, Channel, ChannelDetails, FinancingAssessment, RoyaltyPart, assess_channels,
};
use ip_health_engine::rules::RulePack;
use ip_health_engine::working::Workings;
use jiff::civil::date;

fn assess(dossier: &Dossier, values: &AssetValues) -> FinancingAssessment {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(date(2026, 11, 23));
    assess_channels(dossier, values, &rules, &mut Workings::default()).expect("the pack is whole")
}

/// Gives a right its part of the rate of a pool on the product of the company.
fn royalty(values: &mut AssetValues, id: &str, pool: &str, rate: f64) {
    let mut value = values.get(id).expect("valued").clone();
    value.royalties = vec![RoyaltyPart { product: "p1".to_owned(), pool: pool.to_owned(), rate }];
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
