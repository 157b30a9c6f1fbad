//! Whole dossiers: what is on offer, what is left out, and that one right serves one channel.

use std::collections::BTreeSet;

use ip_health_engine::Money;
use ip_health_engine::dossier::{AssetKind, Contributor, Dossier};
use ip_health_engine::financing::mix::{LeftOut, MixBound, MixError, MixResult, best_mix};
use ip_health_engine::financing::{AssetValues, Channel, assess_channels};
use ip_health_engine::rules::RulePack;
use ip_health_engine::working::Workings;
use jiff::civil::date;
use proptest::prelude::*;

use super::companies::{company, licensed, sound, valued, wan};

fn mix_of(dossier: &Dossier, values: &AssetValues) -> Result<(MixResult, Workings), MixError> {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(date(2026, 11, 23));
    let mut workings = Workings::default();
    let assessment = assess_channels(dossier, values, &rules, &mut workings).expect("the pack is whole");
    best_mix(&assessment, dossier, values, &rules, &mut workings).map(|mix| (mix, workings))
}

fn mix(dossier: &Dossier, values: &AssetValues) -> MixResult {
    mix_of(dossier, values).expect("a combination").0
}

fn amount(mix: &MixResult, channel: Channel) -> f64 {
    mix.choices.iter().find(|choice| choice.channel == channel).map_or(0.0, |choice| choice.amount)
}

#[test]
fn a_sound_company_meets_its_need_with_bank_money() {
    let (dossier, values) = company();
    let (mix, workings) = mix_of(&dossier, &values).expect("a combination");
    assert!((mix.totals.amount.value - wan(1000.0)).abs() < 1.0, "{:?}", mix.choices);
    assert!(mix.totals.missing.value < 1.0);
    assert!(amount(&mix, Channel::Pledge) + amount(&mix, Channel::CombinedCredit) > wan(500.0));
    for figure in
        [Some(&mix.totals.amount), mix.totals.cost.as_ref(), mix.totals.dilution.as_ref()].into_iter().flatten()
    {
        let working = workings.get(&figure.working).expect("a working");
        assert_eq!(working.value().to_bits(), figure.value.to_bits());
    }
    let cost = mix.totals.cost.as_ref().expect("a cost").value;
    let by_hand: f64 = mix.choices.iter().map(|choice| choice.rate * choice.amount + choice.fixed).sum();
    assert!((cost - by_hand / mix.totals.amount.value).abs() < 1e-12);
}

#[test]
fn no_right_serves_two_channels() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(3000));
    dossier.need.cash_investor = Some(Money::from_wan(800));
    licensed(&mut dossier);
    let mix = mix(&dossier, &values);
    let rights: Vec<&String> = mix.choices.iter().flat_map(|choice| &choice.rights).collect();
    let distinct: BTreeSet<&&String> = rights.iter().collect();
    assert_eq!(rights.len(), distinct.len(), "{:?}", mix.choices);
    assert!(mix.choices.len() >= 2);
}

#[test]
fn a_contributed_right_is_not_pledged() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(3000));
    dossier.need.cash_investor = Some(Money::from_wan(900));
    dossier.need.contributor = Some(Contributor::Individual);
    dossier.need.contribution_value = Some(Money::from_wan(100));
    dossier.need.dilution_cap = ip_health_engine::Ratio::new(0.20);
    let mix = mix(&dossier, &values);
    let equity = mix.choices.iter().find(|choice| choice.channel == Channel::Equity).expect("the investor's cash");
    // Technology results go first: the inventions and the software, not the mark.
    assert_eq!(equity.rights, ["i1", "i2", "s1"]);
    let others = mix.choices.iter().filter(|choice| choice.channel != Channel::Equity);
    assert!(others.flat_map(|choice| &choice.rights).all(|right| right == "t1"));
    // The contributed rights dilute beside the cash: (900 + 100) / (10,000 + 1,000).
    let dilution = mix.totals.dilution.as_ref().expect("known").value;
    assert!((dilution - 1000.0 / 11_000.0).abs() < 1e-9 || dilution > 1000.0 / 11_000.0, "{dilution}");
}

#[test]
fn the_ventures_cash_is_not_the_enterprises() {
    let (mut dossier, values) = company();
    dossier.need.cash_investor = Some(Money::from_wan(800));
    dossier.need.contributor = Some(Contributor::Enterprise);
    assert!(mix(&dossier, &values).left_out.contains(&(Channel::Equity, LeftOut::CashElsewhere)));
}

#[test]
fn licence_income_and_the_licensed_right_go_together_only_with_consent() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(3000));
    licensed(&mut dossier);
    let both = |mix: &MixResult| {
        let income = amount(mix, Channel::LicenceRevenue) > 0.0;
        let pledged = mix.choices.iter().any(|choice| choice.rights.iter().any(|right| right == "i1"));
        income && pledged
    };
    assert!(!both(&mix(&dossier, &values)));
    for licence in &mut dossier.licences {
        licence.pledgee_consented = Some(true);
    }
    assert!(both(&mix(&dossier, &values)));
}

#[test]
fn what_is_not_said_bounds_nothing_and_is_named() {
    let (mut dossier, values) = company();
    dossier.need.upfront_budget = None;
    dossier.need.days_available = None;
    let mix = mix(&dossier, &values);
    assert!(mix.unbounded.contains(&"need.upfront_budget".to_owned()));
    assert!(mix.unbounded.contains(&"need.days_available".to_owned()));
    assert!(mix.bounds.iter().all(|bound| !matches!(bound.bound, MixBound::Budget | MixBound::Days)));
    dossier.need.amount = None;
    assert_eq!(mix_of(&dossier, &values).map(|_| ()), Err(MixError::NoNeed));
}

#[test]
fn a_choice_keeps_the_bounds_of_the_dossier() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(4000));
    dossier.need.cash_investor = Some(Money::from_wan(2000));
    dossier.need.upfront_budget = Some(Money::from_wan(25));
    let mix = mix(&dossier, &values);
    assert!(mix.totals.upfront.value <= wan(25.0) + 0.1);
    assert!(mix.totals.dilution.as_ref().expect("known").value <= 0.10 + 1e-6);
    assert!(mix.totals.days.value <= 180.0);
    assert!(mix.totals.missing.value > 0.0, "4,000 cannot be had within these bounds");
    assert!(mix.frontier.iter().any(|mix| mix.best));
}

#[test]
fn many_rights_are_taken_together() {
    let (mut dossier, mut values) = company();
    for place in 0..400 {
        let id = format!("n{place}");
        dossier.assets.push(std::sync::Arc::new(sound(&id, AssetKind::UtilityModel)));
        values.insert(id, valued(5.0 + f64::from(place) / 100.0, Some(8.0)));
    }
    let mix = mix(&dossier, &values);
    assert_eq!(mix.grouped_rights, 394);
    assert!((mix.totals.amount.value - wan(1000.0)).abs() < 1.0);
}

#[test]
fn the_result_survives_the_way_to_the_page() {
    let (dossier, values) = company();
    let mix = mix(&dossier, &values);
    let bytes = postcard::to_allocvec(&mix).expect("writes");
    assert_eq!(postcard::from_bytes::<MixResult>(&bytes).expect("reads"), mix);
    let text = serde_json::to_string(&mix).expect("writes");
    let read: MixResult = serde_json::from_str(&text).expect("reads");
    assert_eq!(read.choices.len(), mix.choices.len());
    assert_eq!(
        read.bounds.iter().map(|bound| bound.bound).collect::<Vec<_>>(),
        mix.bounds.iter().map(|bound| bound.bound).collect::<Vec<_>>()
    );
}

/// A company to which every channel is open.
fn open_to_all() -> (Dossier, AssetValues) {
    let (mut dossier, mut values) = company();
    licensed(&mut dossier);
    dossier.need.cash_investor = Some(Money::from_wan(1500));
    dossier.need.local_lessor = Some(true);
    dossier.need.leasing_basis = Some(true);
    for (id, kind, low) in [
        ("c1", AssetKind::LayoutDesign, 300.0),
        ("d1", AssetKind::Design, 120.0),
        ("u1", AssetKind::UtilityModel, 150.0),
        ("i3", AssetKind::Invention, 650.0),
        ("i4", AssetKind::Invention, 1500.0),
        ("t2", AssetKind::Trademark, 260.0),
        ("s2", AssetKind::SoftwareCopyright, 500.0),
        ("u2", AssetKind::UtilityModel, 90.0),
        ("u3", AssetKind::UtilityModel, 80.0),
    ] {
        dossier.assets.push(std::sync::Arc::new(sound(id, kind)));
        values.insert(id, valued(low, Some(9.0)));
    }
    (dossier, values)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_there_is_a_combination_within_the_bounds(
        need in 10_i64..60_000,
        days in prop::option::of(0_u32..400),
        budget in prop::option::of(0_i64..200),
        cap in prop::option::of(0_u32..60),
        pre in prop::option::of(1_i64..200_000),
        ebitda in -500_i64..20_000,
    ) {
        let (mut dossier, values) = open_to_all();
        dossier.need.amount = Some(Money::from_wan(need));
        dossier.need.days_available = days;
        dossier.need.upfront_budget = budget.map(Money::from_wan);
        dossier.need.dilution_cap = cap.and_then(|cap| ip_health_engine::Ratio::new(f64::from(cap) / 100.0));
        dossier.enterprise.pre_money = pre.map(Money::from_wan);
        for year in &mut dossier.accounts {
            year.ebitda = Some(Money::from_wan(ebitda));
        }
        let (mix, _) = mix_of(&dossier, &values).expect("a combination, be it none");
        let rights: Vec<&String> = mix.choices.iter().flat_map(|choice| &choice.rights).collect();
        let distinct: BTreeSet<&&String> = rights.iter().collect();
        prop_assert_eq!(rights.len(), distinct.len());
        prop_assert!(mix.totals.amount.value <= wan(need as f64) + 0.1);
        prop_assert!(days.is_none_or(|days| mix.totals.days.value <= f64::from(days)));
        prop_assert!(budget.is_none_or(|budget| mix.totals.upfront.value <= wan(budget as f64) + 0.1));
        if let (Some(cap), Some(dilution)) = (cap, &mix.totals.dilution) {
            prop_assert!(dilution.value <= f64::from(cap) / 100.0 + 1e-6);
        }
        prop_assert!(mix.runner_up.is_none_or(|second| second.dearer > -1.0 || second.raised_less > 1.0));
    }
}
