//! The dossier as others read it: questions, concentration, exposures, hand-outs, redaction.

use std::collections::BTreeSet;

use ip_health_engine::dossier::{
    AmountDetail, AssetKind, Dispute, DisputeRole, Dossier, DossierFile, Licence, LicenceDirection, Reader, Redaction,
    read_file, write_file,
};
use ip_health_engine::readers::{
    ConcentrationKind, ExposureKind, Fact, Finding, HandOutDetails, OwnershipKind, Readings, Shown, WITHHELD, band,
    read, redact,
};
use ip_health_engine::rules::{Outcome, RulePack};
use ip_health_engine::{Money, Ratio, estimate};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const DAY: Date = date(2026, 11, 23);

fn pack() -> RulePack {
    RulePack::built_in().expect("the built-in pack")
}

fn sample(name: &str) -> Dossier {
    let path = format!("{}/../tests/data/samples/{name}.iphc.json", env!("CARGO_MANIFEST_DIR"));
    read_file(&std::fs::read(path).expect("a sample")).expect("a sample opens").file.dossier
}

fn readings(dossier: &Dossier) -> Readings {
    read(dossier, &pack(), DAY).expect("the pack is whole")
}

fn close(actual: f64, expected: f64, tolerance: f64) {
    assert!((actual - expected).abs() <= tolerance, "{actual} is not within {tolerance} of {expected}");
}

fn finding(readings: &Readings, reader: Reader, id: &str) -> Finding {
    let found = readings.questions(reader).iter().find(|question| question.note == id);
    found.unwrap_or_else(|| panic!("no question {id}")).finding
}

#[test]
fn nothing_known_leaves_every_question_open_and_raises_no_flag() {
    let readings = readings(&Dossier::default());
    for reader in Reader::ALL {
        let questions = readings.questions(reader);
        assert!(questions.len() >= 13, "{reader:?} asks {}", questions.len());
        for question in questions {
            // Software is not asked of one that has none.
            let expected = if question.note == "IVQ-13" { Finding::Settled } else { Finding::Open };
            assert_eq!(question.finding, expected, "{}", question.note);
        }
    }
    assert_eq!(readings.bank.tolerance, None);
    assert_eq!(readings.bank.sheet.statistics, None);
    assert!(readings.investor.ownership.is_empty());
}

#[test]
fn every_figure_of_a_reader_opens_to_a_working() {
    for name in ["chip", "biotech", "food"] {
        let dossier = sample(name);
        let readings = readings(&dossier);
        let assessment = estimate(&dossier, &pack(), DAY).unwrap();
        let insurer = &readings.insurer;
        let amounts = insurer.exposures.iter().filter_map(|exposure| exposure.amount.as_ref());
        let premiums = insurer.quotes.iter().flat_map(|quote| quote.premium.iter().flatten());
        let shares = readings.investor.concentration.iter().filter_map(|row| row.share.as_ref());
        for figure in amounts.chain(premiums).chain(shares) {
            let working = readings.workings.get(&figure.working).or_else(|| assessment.workings.get(&figure.working));
            assert_eq!(working.expect("a working").value().to_bits(), figure.value.to_bits(), "{}", figure.working);
        }
    }
}

#[test]
fn the_tolerance_of_the_file_is_exact_to_the_fen() {
    // NP-T1: 20 亿 of IP loans, 1.35 % of 500 亿 bad overall: 8,700 万 may go bad, the whole bank then stands at 1.47 %.
    let mut dossier = Dossier::default();
    let notes = &mut dossier.readers;
    notes.all_ip = Some(Money::from_wan(200_000));
    notes.bad_ip = Some(Money::from_wan(2_700));
    notes.all_loans = Some(Money::from_wan(5_000_000));
    notes.bad_all = Some(Money::from_wan(67_500));
    let found = readings(&dossier).bank.tolerance.expect("four balances");
    assert_eq!(found.outcome, Outcome::Pass);
    assert_eq!(found.largest_bad, Some(Money::from_wan(8_700)));
    assert_eq!(found.headroom, Some(Money::from_wan(6_000)));
    close(found.all_ratio_at_limit.unwrap(), 0.0147, 1e-12);
    // One fen past the line.
    for (fen, outcome) in [(0, Outcome::Pass), (1, Outcome::Fail)] {
        dossier.readers.bad_ip = Some(Money::from_fen(Money::from_wan(8_700).fen() + fen));
        assert_eq!(readings(&dossier).bank.tolerance.unwrap().outcome, outcome);
    }
    // 4.350 % against 1.350 %, and 4.351 %.
    for (bad, outcome) in [(4_350, Outcome::Pass), (4_351, Outcome::Fail)] {
        dossier.readers.all_ip = Some(Money::from_yuan(100_000));
        dossier.readers.bad_ip = Some(Money::from_yuan(bad));
        assert_eq!(readings(&dossier).bank.tolerance.unwrap().outcome, outcome);
    }
    dossier.readers.all_ip = Some(Money::ZERO);
    let found = readings(&dossier).bank.tolerance.unwrap();
    assert_eq!((found.outcome, found.largest_bad), (Outcome::Unknown, None), "not applicable");
    dossier.readers.bad_all = None;
    assert_eq!(readings(&dossier).bank.tolerance, None);
}

#[test]
fn a_bank_prices_with_its_own_figures() {
    let mut dossier = sample("chip");
    let share = |value: f64| Ratio::new(value);
    // PD 4 %, 0.8 shared: 1.9 + 0.9 + 0.4 + 4 · 0.8 · 0.2 = 3.84 %.
    dossier.readers.default_probability = share(0.04);
    dossier.readers.shared_loss = share(0.8);
    let pricing = readings(&dossier).bank.pricing;
    close(pricing.shared.value, 0.0384, 1e-12);
    close(pricing.alone.value, 0.064, 1e-12);
    dossier.readers.funding_cost = share(0.015);
    close(readings(&dossier).bank.pricing.shared.value, 0.0344, 1e-12);
}

#[test]
fn the_loan_enters_the_register_once_it_is_paid() {
    let mut dossier = sample("chip");
    let draft = readings(&dossier).bank.sheet;
    assert!(!draft.paid && draft.statistics.is_none());
    assert!(draft.record.principal > Money::ZERO && draft.record.balance == Money::ZERO);
    let notes = &mut dossier.readers;
    notes.principal = Some(Money::from_wan(500));
    notes.paid = Some(date(2026, 3, 1));
    notes.filed = Some(date(2026, 2, 10));
    notes.registered = Some(date(2026, 2, 17));
    notes.first_loan = Some(true);
    let sheet = readings(&dossier).bank.sheet;
    let reported = sheet.statistics.expect("a loan");
    assert_eq!(reported.balance, Money::from_wan(500));
    assert_eq!((reported.lent_this_year, reported.households_this_year), (Money::from_wan(500), 1));
    assert_eq!((reported.first_loans_this_year, reported.registration_days), (1, Some(7.0)));
}

#[test]
fn the_white_list_names_the_points_of_each_part() {
    let dossier = sample("chip");
    let list = estimate(&dossier, &pack(), DAY).unwrap().financing.white_list;
    assert_eq!(list.parts.iter().map(|part| part.most).collect::<Vec<_>>(), [20.0, 20.0, 15.0, 15.0, 15.0, 15.0]);
    close(list.parts.iter().filter_map(|part| part.points).sum(), list.score.value, 1e-9);
    // Certificates held 20; R&D 1,090 of 9,980 is more than 8 %; growth (9,980 − 7,640) / 7,640 is more than 30 %.
    assert_eq!([0, 2, 3, 4].map(|place: usize| list.parts[place].points), [20.0, 15.0, 15.0, 15.0].map(Some));
}

#[test]
fn exposures_are_worked_out_by_hand() {
    let mut dossier = sample("chip");
    dossier.disputes = vec![
        Dispute {
            id: "d1".to_owned(),
            role: Some(DisputeRole::Defendant),
            pending: Some(true),
            amount: Some(Money::from_wan(300)),
            ..Dispute::default()
        },
        Dispute {
            id: "d2".to_owned(),
            role: Some(DisputeRole::Defendant),
            pending: Some(false),
            amount: Some(Money::from_wan(900)),
            ..Dispute::default()
        },
    ];
    let readings = readings(&dossier);
    let amount = |kind| {
        let rows = &readings.insurer.exposures;
        rows.iter().find(|exposure| exposure.kind == kind).unwrap().amount.as_ref().map(|amount| amount.value)
    };
    // 18 % of 9,980 万.
    close(amount(ExposureKind::Exports).unwrap(), 17_964_000.0, 1e-6);
    // Of two suits one is over.
    close(amount(ExposureKind::PendingClaims).unwrap(), 3_000_000.0, 1e-6);
    assert_eq!(finding(&readings, Reader::Insurer, "UWQ-05"), Finding::Concern);
    // 法定赔偿 up to 500 万.
    close(amount(ExposureKind::StatutoryDamages).unwrap(), 5_000_000.0, 1e-6);
}

#[test]
fn premiums_span_the_rates_on_line() {
    let readings = readings(&sample("chip"));
    assert_eq!(readings.insurer.quotes.len(), 8);
    for quote in &readings.insurer.quotes {
        let Some([low, high]) = &quote.premium else { continue };
        let sum = quote.product.sum_insured.as_ref().unwrap().value;
        close(low.value, sum * quote.rates[0], 1e-6);
        close(high.value, sum * quote.rates[2], 1e-6);
        let usual = quote.product.premium.as_ref().unwrap().value;
        assert!(low.value <= usual && usual <= high.value, "{}", quote.product.product);
    }
}

#[test]
fn concentration_is_the_largest_over_all() {
    let mut dossier = sample("chip");
    let party = |name: &str, wan: i64| Licence {
        id: name.to_owned(),
        party: name.to_owned(),
        direction: Some(LicenceDirection::Out),
        annual_royalty: Some(Money::from_wan(wan)),
        ..Licence::default()
    };
    dossier.licences = vec![party("甲", 60), party("乙", 30), party("丙", 10)];
    let share = |dossier: &Dossier, kind| {
        let rows = readings(dossier).investor.concentration;
        rows.into_iter().find(|row| row.kind == kind).unwrap().share.map(|share| share.value)
    };
    close(share(&dossier, ConcentrationKind::Licensee).unwrap(), 0.6, 1e-12);
    dossier.licences[2].annual_royalty = None;
    assert_eq!(share(&dossier, ConcentrationKind::Licensee), None, "a royalty that is not known");
    // The largest product sold 5,790 of 9,980 万.
    close(share(&dossier, ConcentrationKind::Product).unwrap(), 5_790.0 / 9_980.0, 1e-9);
    let mut values: Vec<f64> = estimate(&dossier, &pack(), DAY)
        .unwrap()
        .valuation
        .assets
        .iter()
        .filter_map(|asset| asset.figure.as_ref().map(|figure| figure.value))
        .collect();
    values.sort_by(|a, b| b.total_cmp(a));
    let whole: f64 = values.iter().sum();
    let three_by_hand = values.iter().take(3).sum::<f64>() / whole;
    close(share(&dossier, ConcentrationKind::ThreeRights).unwrap(), three_by_hand, 1e-12);
    let one = share(&dossier, ConcentrationKind::Right).unwrap();
    let three = share(&dossier, ConcentrationKind::ThreeRights).unwrap();
    assert!(0.0 < one && one < three && three <= 1.0);
}

#[test]
fn ownership_risks_name_the_rights() {
    let mut dossier = sample("chip");
    let id = dossier.assets[0].id.clone();
    std::sync::Arc::make_mut(&mut dossier.assets[0]).registered_owner = Some(false);
    let readings = readings(&dossier);
    let risk = readings.investor.ownership.iter().find(|risk| risk.kind == OwnershipKind::NotRegistered).unwrap();
    assert_eq!(risk.rights, [id]);
    assert_eq!(finding(&readings, Reader::Investor, "IVQ-01"), Finding::Concern);
    assert_eq!(finding(&readings, Reader::Bank, "BKQ-01"), Finding::Concern);
}

/// IVQ-12 asks for dependence, not for value: a licence counts whether it is an asset or not.
#[test]
fn licences_from_others_count_whether_or_not_they_have_a_value() {
    let licence = |id: &str, transferable: bool| Licence {
        id: id.to_owned(),
        party: id.to_owned(),
        direction: Some(LicenceDirection::In),
        royalty_rate: Ratio::new(0.03),
        licensed_sales: Some(Money::from_wan(1_000)),
        market_royalty_rate: Ratio::new(0.05),
        transferable: Some(transferable),
        terminable_at_will: Some(false),
        to: Some(date(2040, 1, 1)),
        ..Licence::default()
    };
    let mut dossier = sample("chip");
    dossier.licences = vec![licence("甲", true), licence("乙", false)];
    dossier.licences.push(Licence { direction: Some(LicenceDirection::Out), ..licence("丙", true) });
    let valued = estimate(&dossier, &pack(), DAY).unwrap().valuation.licensed_in;
    assert_eq!(valued.iter().map(|found| found.value.is_some()).collect::<Vec<_>>(), [true, false]);
    let answer = |dossier: &Dossier| {
        let readings = readings(dossier);
        let questions = readings.questions(Reader::Investor);
        let found = questions.iter().find(|question| question.note == "IVQ-12").unwrap();
        (found.finding, found.fact.clone())
    };
    let two = Some(Fact::Count(2));
    assert_eq!(answer(&dossier), (Finding::Settled, two.clone()));
    dossier.licences[1].terminable_at_will = Some(true);
    assert_eq!(answer(&dossier), (Finding::Concern, two));
    dossier.licences[1].terminable_at_will = None;
    assert_eq!(answer(&dossier), (Finding::Open, None));
    // One that ends within a year is a concern, one that lasts a year and a day is none.
    dossier.licences[1].terminable_at_will = Some(false);
    let year_on = DAY.checked_add(12.months()).unwrap();
    for (to, finding) in [(year_on.yesterday(), Finding::Concern), (year_on.tomorrow(), Finding::Settled)] {
        let to = to.unwrap();
        dossier.licences[1].to = Some(to);
        assert_eq!(answer(&dossier).0, finding, "{to}");
    }
    // When it ends is not known; it has ended and counts no more.
    dossier.licences[1].to = None;
    assert_eq!(answer(&dossier), (Finding::Open, None));
    dossier.licences[1].to = DAY.yesterday().ok();
    assert_eq!(answer(&dossier), (Finding::Settled, Some(Fact::Count(1))));
}

/// Everything withheld, amounts not at all.
const ALL: Redaction = Redaction {
    amounts: AmountDetail::Withheld,
    identity: true,
    contact: true,
    parties: true,
    people: true,
    numbers: true,
    titles: true,
};

fn json(dossier: &Dossier) -> String {
    write_file(&DossierFile { dossier: dossier.clone(), ..DossierFile::default() })
}

#[test]
fn a_redacted_file_opens_and_is_assessed() {
    for name in ["chip", "biotech", "food"] {
        let dossier = sample(name);
        for redaction in Reader::ALL.map(Redaction::usual).into_iter().chain([ALL]) {
            let copy = redact(&dossier, &redaction);
            let opened = read_file(json(&copy).as_bytes()).expect("a redacted file opens");
            assert!(opened.losses.is_empty() && !opened.read_only);
            assert_eq!(opened.file.dossier, copy);
            assert_eq!(copy.assets.len(), dossier.assets.len());
            estimate(&copy, &pack(), DAY).expect("a redacted file is assessed");
        }
        assert_eq!(redact(&dossier, &Redaction::default()), dossier);
    }
}

#[test]
fn hiding_names_does_not_change_what_is_computed() {
    let dossier = sample("chip");
    let names = Redaction { amounts: AmountDetail::Exact, ..ALL };
    let before = estimate(&dossier, &pack(), DAY).unwrap();
    let after = estimate(&redact(&dossier, &names), &pack(), DAY).unwrap();
    close(after.valuation.range.p50, before.valuation.range.p50, 1e-3);
    assert_eq!(after.star.attribute.verdict, before.star.attribute.verdict);
    let amounts = |assessment: &ip_health_engine::Assessment| -> Vec<(String, i64)> {
        let rows = assessment.financing.channels.iter();
        rows.map(|row| {
            let yuan = row.amount.as_ref().map_or(0.0, |amount| amount.base.value);
            (row.channel.to_string(), libm::round(yuan) as i64)
        })
        .collect()
    };
    assert_eq!(amounts(&after), amounts(&before));
}

#[test]
fn what_a_bank_told_never_leaves_with_a_copy() {
    let mut dossier = sample("chip");
    dossier.readers.all_loans = Some(Money::from_wan(5_000_000));
    dossier.readers.branch = Some("张江科技支行".to_owned());
    dossier.readers.contact = Some("李雷 021-55550000".to_owned());
    let copy = redact(&dossier, &Redaction::usual(Reader::Investor));
    assert_eq!(copy.readers.all_loans, None);
    assert!(!json(&copy).contains("张江科技支行"));
    assert_eq!(copy.readers.contact, dossier.readers.contact, "an investor may call");
    assert_eq!(redact(&dossier, &ALL).readers.contact, None);
}

#[test]
fn banded_amounts_stand_in_the_middle_of_their_band() {
    let dossier = sample("chip");
    let copy = redact(&dossier, &Redaction { amounts: AmountDetail::Banded, ..Redaction::default() });
    // 9,980 万 lies between 5,000 万 and 1 亿.
    assert_eq!(copy.accounts[2].revenue, Some(Money::from_wan(7_500)));
    let (low, high) = band(Money::from_wan(9_980));
    assert_eq!((low, high), (Money::from_wan(5_000), Money::from_wan(10_000)));
}

/// A sample in which every text that people write is `secret`.
fn secretive(name: &str, secret: &str) -> Dossier {
    let mut dossier = sample(name);
    dossier.enterprise.name = format!("{secret}公司");
    dossier.enterprise.credit_code = Some(format!("{secret}码"));
    dossier.readers.contact = Some(format!("电话{secret}"));
    // A product named after a customer, a title that quotes a number.
    for (place, product) in dossier.products.iter_mut().enumerate() {
        product.name = format!("供{secret}客户{place}用的产品");
    }
    dossier.licences.push(Licence {
        id: format!("licence {secret}"),
        party: format!("{secret}客户0"),
        direction: Some(LicenceDirection::Out),
        annual_royalty: Some(Money::from_fen(123_456_789_123)),
        ..Licence::default()
    });
    for (place, asset) in dossier.assets.iter_mut().enumerate() {
        let asset = std::sync::Arc::make_mut(asset);
        asset.number = Some(format!("{secret}{place}.7"));
        asset.title = format!("见 {secret}{place}7 号的装置");
        asset.inventors = vec![format!("{secret}人{place}")];
        asset.owners = vec![format!("{secret}公司"), format!("{secret}大学")];
        asset.family = Some(format!("{secret}{place}"));
    }
    dossier.star.issues.entry("OWN-1".to_owned()).or_default().owner = Some(format!("{secret}经理"));
    dossier.unsure.insert(format!("licences.licence {secret}.party"));
    dossier.need.waivers.insert(format!("PL-C09/{}", dossier.assets[0].id));
    dossier.unknown.insert("later".to_owned(), secret.into());
    dossier
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_withheld_text_survives(secret in "[甲乙丙丁戊己庚辛QXZ]{3,8}", sample in 0usize..3) {
        let dossier = secretive(["chip", "biotech", "food"][sample], &secret);
        let text = json(&redact(&dossier, &ALL));
        prop_assert!(!text.contains(&secret), "{secret} is left in {text}");
        prop_assert!(!text.contains("1234567891"), "an amount is left");
        prop_assert!(text.contains(WITHHELD));
    }

    #[test]
    fn a_withheld_name_is_struck_out_of_every_other_text(customer in "[甲乙丙丁戊己庚辛]{2,6}") {
        // Only the parties are withheld, and a product quotes one.
        let mut dossier = sample("chip");
        dossier.licences = vec![Licence { id: "l".to_owned(), party: customer.clone(), ..Licence::default() }];
        dossier.products[0].name = format!("{customer}专用芯片");
        std::sync::Arc::make_mut(&mut dossier.assets[0]).title = format!("用于{customer}的电路");
        let copy = redact(&dossier, &Redaction { parties: true, ..Redaction::default() });
        prop_assert!(!json(&copy).contains(&customer));
        prop_assert_eq!(&copy.products[0].name, &format!("{WITHHELD}专用芯片"));
    }

    #[test]
    fn the_band_holds_the_amount(fen in any::<i64>()) {
        let amount = Money::from_fen(fen);
        let (low, high) = band(amount);
        prop_assert!(low <= amount && amount <= high);
    }
}

#[test]
fn a_hand_out_carries_nothing_that_is_withheld() {
    for name in ["chip", "biotech", "food"] {
        let mut dossier = secretive(name, "辛庚QXZ");
        for reader in Reader::ALL {
            dossier.readers.redactions.insert(reader, ALL);
        }
        for hand_out in readings(&dossier).hand_outs {
            let text = serde_json::to_string(&hand_out).unwrap();
            assert!(!text.contains("辛庚QXZ"), "{text}");
            assert!(
                hand_out.figures.iter().all(|(_, shown)| !matches!(shown, Some(Shown::Amount(_) | Shown::Between(..))))
            );
            assert!(hand_out.rights.iter().all(|right| right.title.is_none() && right.number.is_none()));
        }
    }
}

#[test]
fn a_hand_out_shows_what_is_not_withheld() {
    let mut dossier = sample("chip");
    for reader in Reader::ALL {
        dossier.readers.redactions.insert(reader, Redaction::default());
    }
    let readings = readings(&dossier);
    for hand_out in &readings.hand_outs {
        assert_eq!(hand_out.name.as_deref(), Some(dossier.enterprise.name.as_str()));
        assert!(hand_out.rights.iter().all(|right| right.title.is_some()));
        assert!(hand_out.kinds.iter().any(|(kind, _)| *kind == AssetKind::Invention));
        assert!(hand_out.concerns.len() + hand_out.open.len() > 0);
    }
    let bank = readings.hand_out(Reader::Bank).unwrap();
    assert!(matches!(&bank.details, HandOutDetails::Bank(channels) if !channels.is_empty()));
}

#[test]
fn every_question_has_words_and_every_law_its_article() {
    let pack = pack();
    let mut ids = BTreeSet::new();
    for note in pack
        .pack()
        .notes
        .iter()
        .filter(|note| ["BKQ-", "UWQ-", "IVQ-", "CLM-"].iter().any(|prefix| note.id.starts_with(prefix)))
    {
        assert!(note.body.is_some(), "{}", note.id);
        assert!(ids.insert(note.id.clone()));
    }
    assert_eq!(ids.len(), 13 + 15 + 17 + 8);
}
