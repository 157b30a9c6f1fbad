//! Amounts and bounds of the best combination of whole dossiers, worked by hand from the rules.

use ip_health_engine::Money;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::financing::mix::{DebtProgram, MixBound, MixResult, best_mix};
use ip_health_engine::financing::{AssetValues, Channel, assess_channels};
use ip_health_engine::rules::RulePack;
use ip_health_engine::working::Workings;
use jiff::civil::{Date, date};

use super::companies::{company, edit, wan};

const TODAY: Date = date(2026, 11, 23);

fn built_in() -> RulePack {
    RulePack::built_in().expect("the built-in pack")
}

fn mix(pack: &RulePack, dossier: &Dossier, values: &AssetValues) -> MixResult {
    let rules = pack.on(TODAY);
    let mut workings = Workings::default();
    let assessment = assess_channels(dossier, values, &rules, &mut workings).expect("the pack is whole");
    best_mix(&assessment, dossier, values, &rules, &mut workings).expect("a combination")
}

fn amount(mix: &MixResult, channel: Channel) -> f64 {
    mix.choices.iter().find(|choice| choice.channel == channel).map_or(0.0, |choice| choice.amount)
}

#[track_caller]
fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not within {tolerance} of {expected}");
}

/// Within two months and with money enough to serve it: a package, a lease on one patent, a warrant loan.
#[test]
fn a_lease_carries_half_the_book_value() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(2000));
    dossier.need.days_available = Some(59);
    (dossier.need.local_lessor, dossier.need.leasing_basis) = (Some(true), Some(true));
    dossier.need.confirmations.insert("transfer-to-lessor".to_owned(), true);
    for year in &mut dossier.accounts {
        year.ebitda = Some(Money::from_wan(3000));
    }
    for (id, book) in [("i1", 800), ("i2", 1), ("t1", 1), ("s1", 1)] {
        edit(&mut dossier, id, |asset| asset.book_value = Some(Money::from_wan(book)));
    }
    let mix = mix(&built_in(), &dossier, &values);
    // i1 is worth 900 and stands in the books at 800: half of that; pledged it would carry 270.
    close(amount(&mix, Channel::Lease), wan(400.0), 1.0);
    close(amount(&mix, Channel::InvestLoan), wan(500.0), 1.0);
    // i2, t1 and s1: (210 + 180 + 80) · 1.15.
    close(amount(&mix, Channel::CombinedCredit), wan(470.0 * 1.15), 1.0);
    // Service fee and deposit of the lease: 1.5 % and 5 % when the money comes.
    let lease = mix.choices.iter().find(|choice| choice.channel == Channel::Lease).expect("used");
    close(lease.upfront, wan(400.0) * 0.065, 1.0);
    // A warrant on a tenth of the loan, against 10,000 before.
    close(mix.totals.dilution.as_ref().expect("known").value, 50.0 / 10_050.0, 1e-9);
    // The package ends at its ticket of 1,000; what its rights carry is a bound of its own.
    let limit = |bound| mix.bounds.iter().find(|used| used.bound == bound).expect("the bound").limit;
    close(limit(MixBound::Ceiling(Channel::CombinedCredit)), wan(1000.0), 1e-6);
    close(limit(MixBound::Rights(Channel::CombinedCredit)), wan(470.0 * 1.15), 1.0);
}

#[test]
fn loans_dilute_nobody_whatever_the_company_is_worth() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(500));
    dossier.enterprise.pre_money = None;
    let mix = mix(&built_in(), &dossier, &values);
    close(mix.totals.amount.value, wan(500.0), 1.0);
    assert_eq!(mix.totals.dilution.as_ref().map(|share| share.value), Some(0.0), "{:?}", mix.choices);
}

/// Where interest, guarantee and appraisal all come back, a loan costs nothing and a third is repaid each year.
#[test]
fn a_loan_for_nothing_is_repaid_in_equal_parts() {
    let policy = |base: &str| {
        format!(
            r#"{{"id": "DESK-{base}", "kind": "policy", "title": {{"zh": "补贴", "en": "Support"}},
            "source": ["guidance.2021-53"], "confidence": "verified", "numbers": {{"rate": 1.0}},
            "codes": {{"level": ["district"], "from": ["2026-01-01"], "base": ["{base}"]}}}}"#
        )
    };
    let notes = ["interest", "guarantee", "appraisal"].map(policy).join(",");
    let header = r#"{"id": "desk", "version": "1", "title": {"zh": "台", "en": "Desk"}}"#;
    let pack = built_in().overlaid_with_json(&format!(r#"{{"pack": {header}, "note": [{notes}]}}"#)).expect("sound");
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_wan(600));
    dossier.need.internal_valuation = Some(false);
    let mix = mix(&pack, &dossier, &values);
    assert_eq!(mix.choices.len(), 1, "{:?}", mix.choices);
    assert_eq!(mix.choices[0].rate, 0.0);
    close(mix.choices[0].amount, wan(600.0), 1.0);
    close(mix.totals.service.value, wan(200.0), 1.0);
}

/// No tie-break is worth a yuan of debt: the last thirty need a second right, and that would cost forty.
#[test]
fn the_most_that_can_be_raised_leaves_nothing_to_the_tie_break() {
    let (mut dossier, values) = company();
    dossier.need.amount = Some(Money::from_yuan(2_700_030));
    dossier.assets.retain(|asset| ["i1", "s1"].contains(&asset.id.as_str()));
    let pack = built_in();
    let rules = pack.on(TODAY);
    let assessment = assess_channels(&dossier, &values, &rules, &mut Workings::default()).expect("the pack is whole");
    let program = DebtProgram::gather(&[Channel::Pledge], &assessment, &dossier, &values, &rules).expect("a program");
    // i1 alone carries 0.30 · 900 = 270.
    close(program.most().expect("solved"), 2_700_030.0, 1.0);
}
