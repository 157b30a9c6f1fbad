//! The lists of financing.md line by line: papers, days, risks, and the numbers that are stated beside its vectors. The
//! vectors themselves are in `financing_golden.rs` and `financing_mix/worked.rs`.

mod companies;

use std::collections::BTreeSet;
use std::sync::Arc;

use companies::{company, edit, licensed, ratio, sound, valued, wan};
use ip_health_engine::Money;
use ip_health_engine::dossier::{
    AssetKind, Contributor, Dossier, Encumbrance, Exploitation, Guarantee, RightDispute, SizeClass, UseOfFunds,
};
use ip_health_engine::financing::{
    AssetValue, AssetValues, Channel, ChannelAssessment, ChannelDetails, CreditDetails, InsuranceAdvice, LimitKind,
    PoolMode, TaxPath, assess_channels,
};
use ip_health_engine::rules::{NoteKind, Outcome, RulePack};
use ip_health_engine::working::Workings;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn channel_on(day: Date, dossier: &Dossier, values: &AssetValues, kind: Channel) -> ChannelAssessment {
    let pack = RulePack::built_in().expect("the built-in pack");
    let found = assess_channels(dossier, values, &pack.on(day), &mut Workings::default()).expect("the pack is whole");
    found.channel(kind).expect("assessed").clone()
}

fn channel(dossier: &Dossier, values: &AssetValues, kind: Channel) -> ChannelAssessment {
    channel_on(TODAY, dossier, values, kind)
}

fn credit(found: &ChannelAssessment) -> &CreditDetails {
    let ChannelDetails::Credit(details) = &found.details else { panic!("credit details") };
    details
}

fn amount(found: &ChannelAssessment) -> f64 {
    found.amount.as_ref().expect("sized").base.value
}

#[track_caller]
fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not within {tolerance} of {expected}");
}

/// §§1.6, 2, 3.4, 4.6, 5.6, 6.4, 7.6, 8.5: the papers of each channel.
#[test]
fn papers_of_each_channel() {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(TODAY);
    let pledge = "D01 D03 D04 D05 D06 D07 D08 D09 D10 D11 D12";
    let lists: [(&str, &str, &str); 11] = [
        ("PL", pledge, "D13 D14 D15 D16 D17"),
        ("CC", pledge, "D13 D14 D15 D16 D17"),
        ("XC", pledge, "D31"),
        ("LR", "D21 D16 D08 D09", ""),
        ("IN", "D01 D05 D18 D19 D20 D30", "D29"),
        ("EQ", "D01 D02 D05 D06 D07 D22 D28", "D15 D23 D24"),
        ("LS", "D01 D02 D03 D04 D05 D06 D07 D17 D25", ""),
        ("AB", "D01 D02 D03 D04 D05 D06 D07 D09 D10 D17 D26", ""),
        ("TR", "D01 D02 D03 D04 D05 D06 D07 D16 D21", ""),
        ("WL", "D01 D02 D03 D04 D05 D06 D22 D28", ""),
        ("SL", "D05 D06 D15 D16 D24", ""),
    ];
    for (code, always, relevant) in lists {
        for (group, papers) in [("always", always), ("when-relevant", relevant)] {
            for paper in papers.split_whitespace() {
                let note = rules.note(paper).unwrap_or_else(|_| panic!("no record {paper}"));
                assert!(note.codes(group).iter().any(|channel| channel == code), "{code} {group} {paper}");
            }
        }
    }
    let catalogue = rules.notes_of(NoteKind::Document).filter(|note| note.id.starts_with('D')).count();
    assert!(catalogue >= 28, "{catalogue}");
}

/// §12.1 P42 and the ranges of §§1.7–8: days to money.
#[test]
fn days_of_each_channel() {
    let (mut dossier, values) = company();
    licensed(&mut dossier);
    for (kind, low, base, high) in [
        (Channel::Pledge, 20.0, 27.0, 50.0),
        (Channel::CombinedCredit, 25.0, 32.0, 55.0),
        (Channel::LicenceRevenue, 20.0, 30.0, 45.0),
        (Channel::Insurance, 7.0, 14.0, 30.0),
        (Channel::Equity, 30.0, 60.0, 120.0),
        (Channel::Lease, 30.0, 45.0, 75.0),
        (Channel::Securitisation, 90.0, 150.0, 240.0),
        (Channel::Trust, 45.0, 60.0, 120.0),
        (Channel::InvestLoan, 20.0, 30.0, 60.0),
        (Channel::LicenceSale, 45.0, 90.0, 180.0),
    ] {
        let days = channel(&dossier, &values, kind).days;
        assert_eq!((days.low, days.base, days.high), (low, base, high), "{kind}");
    }
    dossier.need.internal_valuation = Some(false);
    assert_eq!(channel(&dossier, &values, Channel::Pledge).days.base, 34.0);
    assert_eq!(channel(&dossier, &values, Channel::CombinedCredit).days.base, 39.0);
}

/// §1.5: no fee with internal valuation below 1,000, else the tariff; §2: once on the sum, a fifth less.
#[test]
fn appraisal_is_free_inside_and_cheaper_for_a_package() {
    let (mut dossier, values) = company();
    let fee = |dossier: &Dossier, kind| {
        let found = channel(dossier, &values, kind);
        credit(&found).appraisal_fee.as_ref().expect("told").value
    };
    assert_eq!(fee(&dossier, Channel::Pledge), 0.0);
    dossier.need.internal_valuation = Some(false);
    // 2,600: 1.2 + 4.5 + 1,600 · 0.15 % = 8.1.
    close(fee(&dossier, Channel::Pledge), wan(8.1), 1e-6);
    close(fee(&dossier, Channel::CombinedCredit), wan(8.1 * 0.8), 1e-6);
}

/// §1.5: a micro firm without a guarantee pays 0.20 points more.
#[test]
fn a_micro_firm_without_guarantee_pays_more() {
    let (mut dossier, values) = company();
    dossier.enterprise.size_class = Some(SizeClass::Micro);
    let interest = |dossier: &Dossier| credit(&channel(dossier, &values, Channel::Pledge)).interest.value;
    close(interest(&dossier), 0.0345, 1e-12);
    dossier.need.guarantee = Some(Guarantee::None);
    close(interest(&dossier), 0.0365, 1e-12);
}

/// §8.4: a written floor price raises the effective loan to value by a fifth, at most to 0.5.
#[test]
fn a_floor_price_raises_the_advance() {
    let (mut dossier, values) = company();
    dossier.need.floor_price = ratio(0.4);
    let found = channel(&dossier, &values, Channel::Pledge);
    close(credit(&found).with_floor_price.as_ref().expect("told").value, wan(740.0 * 1.2), 1.0);
    assert!(found.documents.iter().any(|document| document.document == "D32"));
}

/// §3.3: data secure at most half the revenue of their product, whatever else is pledged with them.
#[test]
fn data_are_bounded_by_the_revenue_of_their_product() {
    let (mut dossier, mut values) = company();
    let mut data = sound("d1", AssetKind::DataIp);
    data.uses.clear();
    data.revenue_share = ratio(0.02);
    dossier.assets.push(Arc::new(data));
    values.insert("d1", valued(5000.0, Some(10.0)));
    dossier.assets.push(Arc::new(sound("l1", AssetKind::LayoutDesign)));
    values.insert("l1", valued(400.0, Some(9.0)));
    for fact in ["data-lawful", "second-security"] {
        dossier.need.confirmations.insert(fact.to_owned(), true);
    }
    let found = channel(&dossier, &values, Channel::ExtendedCollateral);
    // Supported by revenue: 4,000 · 2 % · 15 = 1,200, so 15 % · 0.8 of it is 144, but half of 80 is 40; layout 20 % of 400.
    close(amount(&found), wan(40.0 + 80.0), wan(0.5));
}

/// §8.1: a trust lends on value or on licence income, whichever is more.
#[test]
fn a_trust_lends_on_value_or_income() {
    let (mut dossier, mut values) = company();
    licensed(&mut dossier);
    dossier.assets.retain(|asset| asset.id == "i1");
    values.insert("i1", valued(900.0, Some(14.0)));
    // 0.40 · 900 against 0.60 · 415.81.
    close(amount(&channel(&dossier, &values, Channel::Trust)), wan(360.0), wan(0.1));
    values.insert("i1", valued(300.0, Some(14.0)));
    close(amount(&channel(&dossier, &values, Channel::Trust)), wan(0.60 * 415.81), wan(0.1));
}

/// §7.4: each right at the rate of its kind, no more than fifteen years of the revenue that it supports; §7.5: coupon and
/// spread on the money in hand, guarantee and issue cost at the start.
#[test]
fn a_pool_lends_by_kind_and_pays_coupon_and_spread() {
    let (mut dossier, values) = company();
    let collateral = |found: &ChannelAssessment| {
        let limit = found.limits.iter().find(|limit| limit.kind == LimitKind::Collateral).expect("a limit");
        limit.figure.value
    };
    let found = channel(&dossier, &values, Channel::Securitisation);
    // Inventions 900 and 700 at 0.30, 0.40, 0.50; mark 600 at 0.25, 0.35; software 400 at 0.15, 0.25.
    close(found.amount.as_ref().expect("sized").low.value, wan(480.0 + 150.0 + 60.0), 1.0);
    close(collateral(&found), wan(640.0 + 210.0 + 100.0), 1.0);
    close(amount(&found), wan(950.0), 1.0);
    // 14.19 months: 2.77 % after the first year and for the rest of the second; 2 % is paid on receipt.
    let (rate, years, discount) = (0.0277, 14.19 / 12.0, 1.0 + found.cost.as_ref().expect("priced").value);
    let paid = rate / discount + (1.0 + rate * (years - 1.0)) / libm::pow(discount, years);
    close(paid, 0.98, 1e-9);
    // Revenue of 40 supports 40 · 3 · 5 = 600 of each right: 600 · (0.40 + 0.40 + 0.35) + 400 · 0.25.
    dossier.products[0].history[0].amount = Money::from_wan(40);
    close(collateral(&channel(&dossier, &values, Channel::Securitisation)), wan(790.0), 1.0);
}

/// §4.3 IN-G: a loan above a quarter of the cash is exposure.
#[test]
fn a_loan_beyond_a_quarter_of_the_cash_calls_for_cover() {
    let (mut dossier, values) = company();
    let exposure = |dossier: &Dossier| {
        let found = channel(dossier, &values, Channel::Insurance);
        let ChannelDetails::Insurance(details) = &found.details else { panic!("insurance details") };
        details.products.iter().find(|product| product.product == "IN-G").expect("assessed").factors[0]
    };
    // A loan of 740 on cash of 900, then of 4,000.
    assert_eq!(exposure(&dossier), Some(1.0));
    dossier.accounts[1].cash = Some(Money::from_wan(4000));
    assert_eq!(exposure(&dossier), Some(0.0));
}

/// §4.3: at stake is the loss over a quarter of revenue, fragility the loss over cash, weakness what is not stable by value.
#[test]
fn the_need_of_cover_follows_loss_and_stability() {
    let (dossier, mut values) = company();
    values.insert("i1", AssetValue { stability: Some(0.5), ..values.get("i1").expect("valued").clone() });
    let found = channel(&dossier, &values, Channel::Insurance);
    let ChannelDetails::Insurance(details) = &found.details else { panic!("insurance details") };
    // Of 3,640 in all 1,260 are stable at 0.5, the others at 0.8.
    let weakness = 1.0 - (1260.0 * 0.5 + 2380.0 * 0.8) / 3640.0;
    // One case costs 40; a tenth of 3,000 on patents, of 1,800 abroad, of 4,000 in all; revenue 4,000, cash 900.
    for (id, loss) in [("IN-E", 40.0), ("IN-L", 300.0), ("IN-O", 180.0), ("IN-D", 400.0)] {
        let product = details.products.iter().find(|product| product.product == id).expect("assessed");
        let expected = [loss / 1000.0, weakness, loss / 900.0];
        for (factor, expected) in product.factors[2..].iter().zip(expected) {
            close(factor.expect("known"), expected, 1e-9);
        }
    }
}

/// §7.4: what enters a pool, by kind, and whether it can be pledged to it.
#[test]
fn a_pool_takes_rights_by_kind() {
    let (mut dossier, values) = company();
    let details = |dossier: &Dossier| {
        let found = channel(dossier, &values, Channel::Securitisation);
        let ChannelDetails::Securitisation(details) = found.details else { panic!("pool details") };
        details
    };
    let found = details(&dossier);
    let parts: Vec<_> = found.collateral.iter().map(|part| (part.kind, part.rights, part.value, part.rate)).collect();
    let expected = [
        (AssetKind::Invention, 2, wan(1600.0), 0.40),
        (AssetKind::Trademark, 1, wan(600.0), 0.35),
        (AssetKind::SoftwareCopyright, 1, wan(400.0), 0.25),
    ];
    assert_eq!(parts, expected);
    let pledge = |dossier: &Dossier| details(dossier).modes.into_iter().find(|(mode, _)| *mode == PoolMode::Pledge);
    assert_eq!(pledge(&dossier), Some((PoolMode::Pledge, Some(true))));
    dossier.assets.retain(|asset| asset.kind == AssetKind::Invention);
    for id in ["i1", "i2"] {
        edit(&mut dossier, id, |asset| asset.registered_owner = Some(false));
    }
    assert_eq!(pledge(&dossier), Some((PoolMode::Pledge, Some(false))));
}

/// PL-R2: utility models above four fifths of the value; beside 2,600 that is more than 10,400.
#[test]
fn weak_rights_are_flagged_above_four_fifths() {
    let (mut dossier, mut values) = company();
    dossier.assets.push(Arc::new(sound("u1", AssetKind::UtilityModel)));
    for (value, raised) in [(100.0, false), (10_300.0, false), (10_500.0, true)] {
        values.insert("u1", valued(value, Some(6.0)));
        let flags = channel(&dossier, &values, Channel::Pledge).red_flags;
        assert_eq!(flags.iter().any(|flag| flag.note == "PL-R2"), raised, "{value}");
    }
}

/// §3.5: royalties that depend on sales count 0.8, fixed ones whole; §3.7: flags name their licences.
#[test]
fn royalties_are_summed_by_what_is_certain() {
    let (mut dossier, values) = company();
    licensed(&mut dossier);
    let flagged = |dossier: &Dossier, id: &str| {
        let flags = channel(dossier, &values, Channel::LicenceRevenue).red_flags;
        flags.into_iter().find(|flag| flag.note == id).map(|flag| flag.assets)
    };
    assert_eq!([flagged(&dossier, "LR-R1"), flagged(&dossier, "LR-R3")], [None, None]);
    let mut running = dossier.licences[0].clone();
    (running.id, running.fixed) = ("l2".to_owned(), Some(false));
    running.annual_royalty = Some(Money::from_wan(60));
    dossier.licences.push(running);
    let found = channel(&dossier, &values, Channel::LicenceRevenue);
    let ChannelDetails::LicenceRevenue(details) = &found.details else { panic!("licence details") };
    // LR-T1: 120 a year for four years at 6 % is 415.81; here 120 + 60 · 0.8 = 168.
    close(details.present_value.value, wan(168.0 / 120.0 * 415.81), wan(0.02));
    dossier.licences[1].unrelated_party = Some(false);
    dossier.licences[1].terminable_at_will = Some(true);
    let named = Some(vec!["l2".to_owned()]);
    assert_eq!([flagged(&dossier, "LR-R1"), flagged(&dossier, "LR-R3")], [named.clone(), named]);
}

/// EQ-S10: dilution against the cap that the owners set; without a cap there is nothing to compare.
#[test]
fn dilution_is_held_against_the_cap() {
    let (mut dossier, values) = company();
    dossier.need.contributor = Some(Contributor::Individual);
    dossier.need.contribution_value = Some(Money::from_wan(1500));
    dossier.need.cash_investor = Some(Money::from_wan(500));
    dossier.enterprise.pre_money = Some(Money::from_wan(6000));
    // 2,000 on 6,000: a quarter.
    for (cap, outcome) in [(0.10, Outcome::Fail), (0.25, Outcome::Pass), (0.0, Outcome::Unknown)] {
        dossier.need.dilution_cap = ratio(cap);
        let found = channel(&dossier, &values, Channel::Equity);
        let result = found.criteria.iter().find(|result| result.criterion == "EQ-S10").expect("asked");
        assert_eq!(result.outcome, outcome, "{cap}");
    }
}

/// A floor price takes a tenth of the risk of a pledge loan away; a price of nothing is none.
#[test]
fn only_a_floor_price_above_zero_relieves_risk() {
    let (mut dossier, values) = company();
    for (price, safety) in [(None, 0.8), (ratio(0.0), 0.8), (ratio(0.4), 0.9)] {
        dossier.need.floor_price = price;
        let found = channel(&dossier, &values, Channel::Pledge);
        close(found.rank_inputs.risk.expect("scored"), safety, 1e-12);
    }
}

/// §3.4: the data certificate is asked for where data are pledged, not for a layout design.
#[test]
fn the_data_certificate_belongs_to_data() {
    let (mut dossier, mut values) = company();
    dossier.assets.push(Arc::new(sound("l1", AssetKind::LayoutDesign)));
    values.insert("l1", valued(400.0, Some(9.0)));
    let asked = |dossier: &Dossier, values: &AssetValues| {
        let found = channel(dossier, values, Channel::ExtendedCollateral);
        assert!(found.eligible_assets.contains(&"l1".to_owned()));
        found.documents.iter().any(|document| document.document == "D31")
    };
    for fact in ["data-lawful", "second-security"] {
        confirm(&mut dossier, fact);
    }
    assert!(!asked(&dossier, &values));
    dossier.assets.push(Arc::new(sound("d1", AssetKind::DataIp)));
    values.insert("d1", valued(500.0, Some(10.0)));
    assert!(asked(&dossier, &values));
}

/// §9.3: 20·status + 20·min(1, inventions/5) + 15·min(1, R&D/0.08) + 15·growth to 30 % + 15·credit + 15·stability.
#[test]
fn the_white_list_score_is_the_formula() {
    let (dossier, values) = company();
    let pack = RulePack::built_in().expect("the built-in pack");
    let found = assess_channels(&dossier, &values, &pack.on(TODAY), &mut Workings::default()).expect("whole");
    // Two inventions, R&D of 10 %, growth of 25 %, clean, stability 0.8.
    close(found.white_list.score.value, 20.0 + 20.0 * 0.4 + 15.0 + 15.0 * 0.25 / 0.30 + 15.0 + 15.0 * 0.8, 1e-9);
    close(found.white_list.coverage, 1.0, 1e-12);
    // Stability unknown: 15 of the 100 points.
    let mut open = values.clone();
    for id in ["i1", "i2", "t1", "s1"] {
        open.insert(id, AssetValue { stability: None, ..values.get(id).expect("valued").clone() });
    }
    let found = assess_channels(&dossier, &open, &pack.on(TODAY), &mut Workings::default()).expect("whole");
    close(found.white_list.coverage, 0.85, 1e-12);
}

/// §5.5: a gain of at most 500 pays nothing under the relief for technology transfer, which is then the best path.
#[test]
fn a_small_gain_is_free_under_the_relief() {
    let (mut dossier, values) = company();
    dossier.need.contributor = Some(Contributor::Enterprise);
    dossier.need.contribution_value = Some(Money::from_wan(600));
    dossier.need.contribution_basis = Some(Money::from_wan(200));
    dossier.assets.retain(|asset| asset.kind == AssetKind::Invention);
    confirm(&mut dossier, "tax-office-accepts-relief");
    let found = channel(&dossier, &values, Channel::Equity);
    let ChannelDetails::Equity(details) = &found.details else { panic!("equity details") };
    let relief = details.tax_paths.iter().find(|path| path.path == TaxPath::TransferRelief).expect("computed");
    // Nothing on the contribution; what is left is due when the shares are sold.
    let at_once = relief.payments.iter().filter(|payment| payment.year == 0).map(|payment| payment.amount);
    assert_eq!(at_once.sum::<f64>(), 0.0);
    assert_eq!(relief.allowed, Some(true), "{details:?}");
}

/// §4.4: a benefit of more than three premiums says that the inputs are too high; §4.5: the scenario halves the premium.
#[test]
fn a_cover_that_pays_too_well_asks_for_a_check() {
    let (mut dossier, values) = company();
    dossier
        .need
        .confirmations
        .extend([("policyholder-is-insured".to_owned(), true), ("no-known-overseas-claim".to_owned(), true)]);
    let found = channel(&dossier, &values, Channel::Insurance);
    let ChannelDetails::Insurance(details) = &found.details else { panic!("insurance details") };
    let mut seen = false;
    for product in &details.products {
        let ratio = product.benefit_ratio.as_ref().map(|ratio| ratio.value);
        assert_eq!(product.check_inputs, ratio.is_some_and(|ratio| ratio > 3.0), "{}", product.product);
        seen |= product.advice == InsuranceAdvice::Recommend;
    }
    if seen {
        let value = |figure: &Option<ip_health_engine::working::Figure>| figure.as_ref().expect("told").value;
        close(value(&details.premium_in_scenario), 0.5 * value(&details.annual_premium), 1e-6);
    }
}

/// §§1.8–8: every risk has a record, and those with a trigger come up when it is met.
#[test]
fn risks_come_up_when_they_are_met() {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(TODAY);
    let counts = [("PL", 9), ("CC", 4), ("XC", 3), ("LR", 3), ("IN", 4), ("EQ", 7), ("LS", 5), ("AB", 6), ("TR", 3)];
    for (code, count) in counts.into_iter().chain([("WL", 2), ("SL", 2)]) {
        for number in 1..=count {
            let id = format!("{code}-R{number}");
            let note = rules.note(&id).unwrap_or_else(|_| panic!("no record {id}"));
            assert!(note.kind == NoteKind::RedFlag && note.action.is_some(), "{id}");
        }
    }
    type Change = fn(&mut Dossier);
    let cases: [(Channel, &str, Change); 15] = [
        (Channel::Pledge, "PL-R1", |dossier| dossier.products[0].history[0].amount = Money::from_wan(1)),
        (Channel::Pledge, "PL-R3", |dossier| {
            edit(dossier, "i1", |asset| asset.next_fee_due = Some(date(2026, 12, 31)))
        }),
        (Channel::Pledge, "PL-R4", |dossier| confirm(dossier, "licence-planned")),
        (Channel::Pledge, "PL-R5", |dossier| dossier.need.plans_contribution = Some(true)),
        (Channel::Pledge, "PL-R6", |dossier| confirm(dossier, "secures-old-debt")),
        (Channel::Pledge, "PL-R7", |dossier| dossier.need.use_of_funds = Some(UseOfFunds::Research)),
        // 30 % · 0.3 for the pending invalidation · 0.5 unused · 900 = 40.5, below the usual 50.
        (Channel::Pledge, "PL-R9", |dossier| {
            dossier.assets.retain(|asset| asset.id == "i1");
            edit(dossier, "i1", |asset| asset.dispute = Some(RightDispute::InvalidationPending));
            edit(dossier, "i1", |asset| asset.exploitation = Some(Exploitation::Unused));
            edit(dossier, "i1", |asset| asset.uses.clear());
            dossier.need.waivers.insert("PL-C10".to_owned());
        }),
        (Channel::CombinedCredit, "CC-R2", |dossier| {
            edit(dossier, "t1", |asset| asset.mark.similar_included = Some(false));
            dossier.need.waivers.insert("PL-H13/t1".to_owned());
        }),
        (Channel::Insurance, "IN-R4", |dossier| {
            edit(dossier, "i1", |asset| asset.dispute = Some(RightDispute::Ownership))
        }),
        (Channel::Equity, "EQ-R5", |dossier| dossier.star.intends = Some(true)),
        (Channel::Lease, "LS-R3", |dossier| {
            edit(dossier, "i1", |asset| asset.encumbrances = Some(BTreeSet::from([Encumbrance::ExclusiveLicence])));
        }),
        (Channel::Securitisation, "AB-R6", |_| {}),
        (Channel::Trust, "TR-R2", |dossier| dossier.star.intends = Some(true)),
        (Channel::InvestLoan, "WL-R2", |dossier| dossier.star.intends = Some(true)),
        (Channel::LicenceSale, "SL-R1", |dossier| edit(dossier, "i1", |asset| asset.core = Some(true))),
    ];
    for (kind, flag, change) in cases {
        let (mut dossier, values) = company();
        let raised =
            |dossier: &Dossier| channel(dossier, &values, kind).red_flags.iter().any(|raised| raised.note == flag);
        assert!(flag == "AB-R6" || !raised(&dossier), "{flag} came up by itself");
        change(&mut dossier);
        assert!(raised(&dossier), "{flag}");
    }
}

fn confirm(dossier: &mut Dossier, fact: &str) {
    dossier.need.confirmations.insert(fact.to_owned(), true);
}

/// A fact that the engine reads is asked for somewhere: by a requirement, or among the facts of a channel.
#[test]
fn every_fact_that_is_read_is_asked() {
    let pack = RulePack::built_in().expect("the built-in pack");
    let rules = pack.on(TODAY);
    let criteria = rules.all_criteria().filter_map(|criterion| criterion.measure.strip_prefix("confirm."));
    let notes = rules.notes_of(NoteKind::Remark).flat_map(|note| note.codes("fact"));
    let asked: BTreeSet<&str> = criteria.chain(notes.map(|id| id.as_str())).collect();
    let mut read = BTreeSet::new();
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
    let mut folders = vec![std::path::PathBuf::from(sources)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let text = std::fs::read_to_string(&entry).unwrap_or_default();
                let found = text.split(".confirmed(\"").skip(1).filter_map(|rest| rest.split('"').next());
                read.extend(found.map(str::to_owned));
            }
        }
    }
    assert!(read.len() > 10, "{read:?}");
    for requirement in
        rules.notes_of(NoteKind::Policy).flat_map(|note| note.codes("requires").iter().chain(note.codes("area")))
    {
        if matches!(requirement.as_str(), "named-chain" | "first-loan" | "lingang") {
            read.insert(requirement.to_string());
        }
    }
    let missing: Vec<&String> = read.iter().filter(|fact| !asked.contains(fact.as_str())).collect();
    assert!(missing.is_empty(), "nobody asks for {missing:?}");
}
