//! What-if, comparison and what the owner decides, from outside.

#![expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]

use std::collections::{BTreeMap, BTreeSet};

use ip_health_engine::decide::{Baseline, Measure, Outlook, Side, check_up, compare, effects, under};
use ip_health_engine::dossier::{Dossier, DossierFile, Reader, Redaction, Scenario, read_file, write_file};
use ip_health_engine::financing::Channel;
use ip_health_engine::readers::redact;
use ip_health_engine::rules::RulePack;
use ip_health_engine::station::lay_station_pack;
use ip_health_engine::working::Term;
use ip_health_engine::{Money, assess, estimate};
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 23);

fn sample(name: &str) -> Dossier {
    let path = format!("{}/../tests/data/samples/{name}.iphc.json", env!("CARGO_MANIFEST_DIR"));
    read_file(&std::fs::read(path).unwrap()).unwrap().file.dossier
}

fn scenario(levers: &[(&str, f64)], actions: &[&str]) -> Scenario {
    Scenario {
        name: "甲".to_owned(),
        levers: levers.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect(),
        actions: actions.iter().map(|id| (*id).to_owned()).collect(),
    }
}

#[test]
fn each_lever_is_measured_by_a_whole_estimate_and_the_first_matters_most() {
    let pack = RulePack::built_in().unwrap();
    let dossier = sample("chip");
    let mut told = Vec::new();
    let found = effects(&dossier, &pack, DAY, &mut |done, most| told.push((done, most))).unwrap();
    assert_eq!(told.len(), found.len());
    assert!(found.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
    assert!(found[0].weight > 0.0);
    for effect in found.iter().take(6) {
        let changed = under(&dossier, &scenario(&[(&effect.lever.id, effect.lever.high)], &[]));
        let outlook = Outlook::of(&estimate(&changed, &pack, DAY).unwrap());
        for measured in &effect.effects {
            let end = if effect.lever.id == "LV-GUARANTEE" { continue } else { measured.at_high };
            assert_eq!(end, outlook.measure(measured.measure), "{} {:?}", effect.lever.id, measured.measure);
        }
    }
}

#[test]
fn a_scenario_changes_what_it_names_and_nothing_else() {
    let dossier = sample("chip");
    let changed =
        under(&dossier, &scenario(&[("LV-EBITDA", 25_000_000.0), ("LV-NOWHERE", 1.0)], &["AC-FEES", "AC-NOWHERE"]));
    assert_eq!(changed.last_year().unwrap().ebitda, Some(Money::from_wan(2_500)));
    assert!(dossier.assets.iter().any(|asset| asset.fee_arrears == Some(true)));
    assert!(changed.assets.iter().all(|asset| asset.fee_arrears != Some(true)));
    let mut back = changed.clone();
    back.accounts.clone_from(&dossier.accounts);
    back.assets.clone_from(&dossier.assets);
    assert_eq!(back, dossier);
    assert_eq!(under(&dossier, &Scenario::default()), dossier);
}

#[test]
fn debt_repaid_from_equity_lowers_liabilities_and_service() {
    let dossier = sample("chip");
    // 23,000,000 owed, 5,200,000 to be served, 56,000,000 liabilities; half of it repaid.
    let changed = under(&dossier, &scenario(&[("LV-DEBT", 11_500_000.0)], &[]));
    let year = changed.last_year().unwrap();
    assert_eq!(year.debt, Some(Money::from_yuan(11_500_000)));
    assert_eq!(year.debt_service, Some(Money::from_yuan(2_600_000)));
    assert_eq!(year.total_liabilities, Some(Money::from_yuan(44_500_000)));
    assert_eq!(year.total_assets, dossier.last_year().unwrap().total_assets);
}

#[test]
fn the_same_twice_differs_in_nothing() {
    let pack = RulePack::built_in().unwrap();
    let dossier = sample("machinery");
    let assessment = assess(&dossier, &pack, DAY).unwrap();
    let side = Side { dossier: &dossier, pack: &pack, assessment: &assessment };
    let found = compare(side, side);
    assert!(found.inputs.is_empty() && found.rules.is_empty() && found.results.is_empty());
    assert_eq!(found.outlooks[0], found.outlooks[1]);
}

#[test]
fn every_changed_answer_and_result_is_there_and_the_biggest_first() {
    let pack = RulePack::built_in().unwrap();
    let dossier = sample("chip");
    let mut other = dossier.clone();
    other.need.tenor_months = Some(36);
    other.enterprise.name = "另一家".to_owned();
    let year = other.accounts.last_mut().unwrap();
    year.revenue = Some(Money::from_yuan(199_600_000));
    // What the owner decides is no answer.
    other.decisions.save(scenario(&[], &[]));
    let [before, after] = [&dossier, &other].map(|dossier| estimate(dossier, &pack, DAY).unwrap());
    let found = compare(
        Side { dossier: &dossier, pack: &pack, assessment: &before },
        Side { dossier: &other, pack: &pack, assessment: &after },
    );
    let paths: BTreeSet<&str> = found.inputs.iter().map(|input| input.path.as_str()).collect();
    assert_eq!(paths, BTreeSet::from(["accounts.2025.revenue", "enterprise.name", "need.tenor_months"]));
    assert!(found.inputs.windows(2).all(|pair| pair[0].size >= pair[1].size));
    assert_eq!(found.inputs.last().unwrap().path, "enterprise.name");
    assert!(found.rules.is_empty());
    let amounts: Vec<f64> = found
        .results
        .iter()
        .map(|result| result.change)
        .take_while(|change| change.unit == ip_health_engine::rules::Unit::Yuan)
        .map(|change| change.size)
        .collect();
    assert!(amounts.len() > 3 && amounts.windows(2).all(|pair| pair[0] >= pair[1]));
    // Every working whose number differs is listed, and no other.
    let numbers = |assessment: &ip_health_engine::Assessment| -> BTreeMap<String, f64> {
        assessment.workings.iter().map(|(id, working)| (id.to_owned(), working.value())).collect()
    };
    let (here, there) = (numbers(&before), numbers(&after));
    let ids: BTreeSet<&String> = here.keys().chain(there.keys()).collect();
    let differing = ids.into_iter().filter(|id| here.get(*id) != there.get(*id)).count();
    let listed: u32 = found.results.iter().map(|result| result.count).sum();
    assert_eq!(listed as usize, differing);
    assert!(found.results.iter().all(|result| !result.places.is_empty()));
}

#[test]
fn what_differs_in_the_same_way_is_one_line_that_says_how_many() {
    let pack = RulePack::built_in().unwrap();
    let dossier = sample("chip");
    let mut other = dossier.clone();
    other.star.expected_market_cap = Some(Money::from_wan(500_000));
    for asset in &mut other.assets {
        std::sync::Arc::make_mut(asset).self_filed = None;
    }
    let [before, after] = [&dossier, &other].map(|dossier| estimate(dossier, &pack, DAY).unwrap());
    let found = compare(
        Side { dossier: &dossier, pack: &pack, assessment: &before },
        Side { dossier: &other, pack: &pack, assessment: &after },
    );
    let told = dossier.assets.iter().filter(|asset| asset.self_filed == Some(true)).count();
    let filed: Vec<_> = found.inputs.iter().filter(|input| input.path.ends_with(".self_filed")).collect();
    assert!(told > 1);
    let yes: Vec<_> = filed.iter().filter(|input| input.before.as_deref() == Some("true")).collect();
    assert_eq!(yes.iter().map(|input| input.count as usize).collect::<Vec<_>>(), [told]);
    assert!(!yes[0].records.is_empty() && yes[0].records.iter().all(|name| !name.is_empty()));
    let caps: Vec<_> = found.results.iter().filter(|result| result.term == Term::EXPECTED_MARKET_CAP).collect();
    assert_eq!(caps.len(), 1, "one quantity, one change, one line");
    assert!(caps[0].count > 10, "{}", caps[0].count);
}

#[test]
fn on_another_day_other_rules_hold() {
    let pack = RulePack::built_in().unwrap();
    let dossier = sample("chip");
    let [before, after] = [date(2022, 1, 10), DAY].map(|day| estimate(&dossier, &pack, day).unwrap());
    let found = compare(
        Side { dossier: &dossier, pack: &pack, assessment: &before },
        Side { dossier: &dossier, pack: &pack, assessment: &after },
    );
    assert!(found.inputs.is_empty() && !found.results.is_empty());
}

/// The same dossier and the same lever: what comes of it is of the day's rules and of the station's, not of those before.
#[test]
fn a_change_of_rules_moves_what_a_lever_does() {
    let pack = RulePack::built_in().unwrap();
    // A station whose guarantee of the city costs 0.1 % more: `financing.guarantee.city` is part of the all-in cost.
    let own = pack.on(DAY).number("financing.guarantee.city").unwrap();
    let station = format!(
        "pack = {{ id = \"desk\", version = \"1\", title = {{ zh = \"台\", en = \"Desk\" }} }}\n\
         [[parameter]]\nid = \"financing.guarantee.city\"\nlabel = {{ zh = \"担保费率\", en = \"Guarantee fee\" }}\n\
         value = {}\nunit = \"rate-per-year\"\n\
         source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n",
        own + 0.001
    );
    let dearer = lay_station_pack(&station, &pack).unwrap();
    let dossier = sample("chip");
    let lever = scenario(&[("LV-GUARANTEE", 1.0), ("LV-GROWTH", 0.05)], &[]);
    let outlook = |pack: &RulePack, day: Date| {
        let rules = pack.on(day);
        Baseline::new(&dossier, &rules).unwrap().outlook(&lever, &rules).unwrap()
    };
    let (here, there) = (outlook(&pack, DAY), outlook(&dearer, DAY));
    let dearer_by = |channel: Channel| {
        let cost = |found: &Outlook| found.channels.iter().find(|found| found.channel == channel).unwrap().cost;
        cost(&here).zip(cost(&there)).map(|(here, there)| there - here)
    };
    assert!(dearer_by(Channel::Pledge).unwrap() > 1e-6, "{here:?} {there:?}");
    assert_eq!((here.value, here.status), (there.value, there.status));
    // Before the guideline of 2024 other thresholds of the STAR attribute held, and another prime rate.
    let before = outlook(&pack, date(2022, 1, 10));
    assert_ne!((here.value, here.cost, here.readiness), (before.value, before.cost, before.readiness));
    for (pack, day, found) in [(&pack, DAY, here), (&dearer, DAY, there), (&pack, date(2022, 1, 10), before)] {
        let whole = estimate(&under(&dossier, &lever), pack, day).unwrap();
        assert_eq!(found, Outlook::of(&whole));
    }
}

#[test]
fn decisions_are_kept_in_the_file_and_kept_from_readers() {
    let pack = RulePack::built_in().unwrap();
    let mut dossier = sample("chip");
    dossier.decisions.save(scenario(&[("LV-GROWTH", 0.05)], &["AC-FEES"]));
    dossier.decisions.keep(check_up(&estimate(&dossier, &pack, DAY).unwrap()));
    dossier.decisions.done.insert("AC-FEES".to_owned(), DAY);
    let text = write_file(&DossierFile { dossier: dossier.clone(), ..DossierFile::default() });
    assert_eq!(read_file(text.as_bytes()).unwrap().file.dossier, dossier);
    for reader in Reader::ALL {
        let copy = redact(&dossier, &Redaction::usual(reader));
        assert_eq!(copy.decisions, ip_health_engine::dossier::Decisions::default());
    }
}

#[test]
fn a_kept_check_up_says_what_the_assessment_says() {
    let pack = RulePack::built_in().unwrap();
    let assessment = estimate(&sample("chip"), &pack, DAY).unwrap();
    let (kept, outlook) = (check_up(&assessment), Outlook::of(&assessment));
    assert!((kept.value[1] - outlook.value.p50).abs() <= 0.5);
    assert!((kept.score.unwrap() - outlook.measure(Measure::Score).unwrap()).abs() <= 0.005);
    assert_eq!(kept.dimensions.len(), 6);
    assert_eq!(kept.day, DAY);
}
