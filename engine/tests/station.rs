//! A station's own pack: what is refused and where, what is laid over what, what differs.

use ip_health_engine::dossier::{Dossier, Guarantee, read_file};
use ip_health_engine::financing::{Channel, ChannelDetails, InsuranceAdvice, PolicyStatus};
use ip_health_engine::rules::{RulePack, Unit, Value};
use ip_health_engine::station::{
    FieldForm, FieldValue, PackError, PackFault, PackProblem, RecordChange, RecordKind, SCHEMA, StationPack,
    lay_station_pack, read_station_pack,
};
use ip_health_engine::{EARLIEST_DAY, assess, estimate};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 23);

fn built_in() -> RulePack {
    RulePack::built_in().expect("the built-in pack")
}

fn text(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"))).expect("the file")
}

fn sample(name: &str) -> Dossier {
    read_file(text(&format!("tests/data/samples/{name}.iphc.json")).as_bytes()).expect("a sound file").file.dossier
}

fn read(pack: &str) -> Result<StationPack, PackFault> {
    read_station_pack(pack, &built_in(), TODAY)
}

fn errors(pack: &str) -> Vec<PackError> {
    match read(pack) {
        Err(PackFault::Records(errors)) => errors,
        Err(fault) => panic!("{fault}"),
        Ok(_) => Vec::new(),
    }
}

/// Record, field and problem of a pack with one fault.
fn error(pack: &str) -> (String, String, PackProblem) {
    let mut found = errors(pack);
    assert_eq!(found.len(), 1, "{found:?}");
    let error = found.remove(0);
    (error.record, error.field, error.problem)
}

const HEADER: &str = "pack = { id = \"desk\", version = \"1\", title = { zh = \"台\", en = \"Desk\" } }\n";

fn with(records: &str) -> String {
    format!("{HEADER}{records}")
}

/// A policy with one field replaced or added.
fn policy(fields: &str) -> String {
    with(&format!(
        "[[note]]\nid = \"DESK-1\"\nkind = \"policy\"\ntitle = {{ zh = \"贴息\", en = \"Subsidy\" }}\n\
         source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n{fields}\n"
    ))
}

fn parameter(id: &str, value: &str, unit: &str, rest: &str) -> String {
    with(&format!(
        "[[parameter]]\nid = \"{id}\"\nlabel = {{ zh = \"甲\", en = \"A\" }}\nvalue = {value}\nunit = \"{unit}\"\n\
         source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n{rest}\n"
    ))
}

#[test]
fn the_built_in_rules_are_whole_from_the_earliest_day_on() {
    let pack = built_in();
    for name in ["chip", "food", "biotech"] {
        let dossier = sample(name);
        for year in 2021..=2036 {
            for day in [date(year, 1, 1), date(year, 9, 16), date(year, 12, 31)] {
                if day >= EARLIEST_DAY {
                    estimate(&dossier, &pack, day).unwrap_or_else(|error| panic!("{name} on {day}: {error}"));
                }
            }
        }
    }
}

#[test]
fn the_annotated_example_is_sound_and_says_what_it_changes() {
    let read = read(&text("tests/data/packs/park-desk.toml")).expect("a sound pack");
    assert_eq!(read.rules.pack().id, "linjiang-park");
    let change = |wanted: &str| {
        let id = |change: &RecordChange| match change {
            RecordChange::Added { id, .. } | RecordChange::Changed { id, .. } | RecordChange::Ended { id, .. } => {
                id.clone()
            }
        };
        read.difference.changes.iter().find(|change| id(change) == wanted).cloned().expect("a change")
    };
    assert!(matches!(change("DESK-PO-1"), RecordChange::Added { kind: RecordKind::Note, .. }));
    assert!(matches!(change("desk.bank-sheet"), RecordChange::Added { kind: RecordKind::Source, .. }));
    let RecordChange::Changed { fields, .. } = change("financing.cap") else { panic!("changed") };
    let value = fields.iter().find(|field| field.field == "value").expect("another value");
    assert_eq!(value.before, FieldValue::Value(Value::Number(10_000_000.0), Unit::Yuan));
    assert_eq!(value.after, FieldValue::Value(Value::Number(8_000_000.0), Unit::Yuan));
    let RecordChange::Changed { fields, .. } = change("PL-E02") else { panic!("changed") };
    let fields: Vec<&str> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["threshold", "text", "source"]);
    let RecordChange::Ended { on, .. } = change("PO-C3") else { panic!("ended") };
    assert_eq!(on, Some(date(2026, 10, 31)));
    assert_eq!(read.difference.changes.len(), 7);
}

#[test]
fn the_example_reaches_cost_and_register() {
    let read = read(&text("tests/data/packs/park-desk.toml")).expect("a sound pack");
    let mut dossier = sample("chip");
    dossier.enterprise.district = Some("310104".to_owned());
    let policy = |rules: &RulePack, day: Date, id: &str| {
        let found = assess(&dossier, rules, day).expect("assessed").financing.policies;
        found.into_iter().find(|policy| policy.policy == id)
    };
    let desk = policy(&read.rules, TODAY, "DESK-PO-1").expect("registered");
    assert_eq!((desk.status, desk.eligible, desk.expires_in_days), (PolicyStatus::Active, Some(true), Some(128)));
    assert!(desk.annual_benefit.is_some());
    assert_eq!(
        policy(&read.rules, date(2027, 4, 1), "DESK-PO-1").map(|found| found.status),
        Some(PolicyStatus::Expired)
    );
    // Ended by the station: still there, over.
    assert_eq!(policy(&read.rules, TODAY, "PO-C3").map(|found| found.status), Some(PolicyStatus::Expired));
    let assessed = assess(&dossier, &read.rules, TODAY).expect("assessed");
    assert_eq!((assessed.rules.id.as_str(), assessed.rules.version.as_str()), ("linjiang-park", "2026.11"));
    let cost = |rules: &RulePack| {
        let found = assess(&dossier, rules, TODAY).expect("assessed");
        let channel = found.financing.channels.iter().find(|channel| channel.channel.code() == "PL").cloned();
        channel.and_then(|channel| channel.cost_after_subsidy).map(|cost| cost.value)
    };
    assert_eq!(cost(&built_in()), None);
    assert!(cost(&read.rules).is_some_and(|cost| cost < 0.035));
}

/// A station's measures on what a loan costs beside its interest: appraisal, premium, issue.
#[test]
fn measures_on_appraisal_premium_and_issue_reach_the_cost() {
    let measure = |id: &str, base: &str, numbers: &str| {
        format!(
            "[[note]]\nid = \"{id}\"\nkind = \"policy\"\ntitle = {{ zh = \"补贴\", en = \"Support\" }}\n\
             numbers = {{ {numbers} }}\ncodes = {{ level = [\"district\"], from = [\"2026-01-01\"], base = [\"{base}\"] }}\n\
             source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n"
        )
    };
    let mut dossier = sample("chip");
    dossier.need.internal_valuation = Some(false);
    dossier.need.confirmations.insert("abs-programme".to_owned(), true);
    let costs = |rules: &RulePack, dossier: &Dossier, code: &str| {
        let found = assess(dossier, rules, TODAY).expect("assessed").financing.channels;
        let channel = found.into_iter().find(|channel| channel.channel.code() == code).expect("assessed");
        let value = |figure: Option<ip_health_engine::working::Figure>| figure.map(|figure| figure.value);
        (value(channel.cost), value(channel.cost_after_subsidy), channel.amount.map(|amount| amount.base.value))
    };
    // The whole appraisal fee comes back: the cost falls by about fee over loan.
    let rules = read(&with(&measure("DESK-1", "appraisal", "rate = 1.0"))).expect("sound").rules;
    let (before, after, amount) = costs(&rules, &dossier, "PL");
    let saved = before.expect("priced") - after.expect("supported");
    let fee = saved * amount.expect("sized") * dossier.need.tenor_months.map_or(1.0, |months| f64::from(months) / 12.0);
    assert!(fee > 10_000.0 && fee < 150_000.0, "{fee}");
    assert_eq!(costs(&built_in(), &dossier, "PL").1, None);
    // Half of the premium of guarantee insurance, 2 % a year: a point. Without that insurance it reaches nothing.
    let rules = read(&with(&measure("DESK-1", "premium", "rate = 0.5"))).expect("sound").rules;
    dossier.need.guarantee = Some(Guarantee::Insurance);
    let (before, after, _) = costs(&rules, &dossier, "PL");
    let saved = before.expect("priced") - after.expect("supported");
    // Paid at the start, so a little more than a point of what is in hand.
    assert!(saved > 0.01 && saved < 0.0115, "{saved}");
    dossier.need.guarantee = Some(Guarantee::None);
    assert_eq!(costs(&rules, &dossier, "PL").1, None);
    // Half of an issue cost of 1.2 %, over fourteen months: half a point.
    let rules = read(&with(&measure("DESK-1", "issue", "rate = 0.5"))).expect("sound").rules;
    let (before, after, _) = costs(&rules, &dossier, "AB");
    let saved = before.expect("priced") - after.expect("supported");
    assert!((saved - 0.006 / 1.1825).abs() < 0.0006, "{saved}");
}

/// The register says what such measures bring: an appraisal fee and premiums as the channels have them.
#[test]
fn measures_on_appraisal_and_premium_show_their_benefit() {
    let measure = |base: &str, numbers: &str| {
        format!(
            "[[note]]\nid = \"DESK-1\"\nkind = \"policy\"\ntitle = {{ zh = \"补贴\", en = \"Support\" }}\n\
             numbers = {{ {numbers} }}\ncodes = {{ level = [\"district\"], from = [\"2026-01-01\"], base = [\"{base}\"] }}\n\
             source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n"
        )
    };
    let benefit = |rules: &RulePack, dossier: &Dossier| {
        let found = assess(dossier, rules, TODAY).expect("assessed");
        let policy = found.financing.policies.iter().find(|policy| policy.policy == "DESK-1").expect("in the register");
        let figure = policy.annual_benefit.clone();
        if let Some(figure) = &figure {
            let working = found.workings.get(&figure.working).expect("a working");
            assert_eq!(working.value().to_bits(), figure.value.to_bits());
        }
        (figure.map(|figure| figure.value), found.financing)
    };
    let mut dossier = sample("chip");
    dossier.need.internal_valuation = Some(false);
    // 60 % of the fee, and no more than 1,000 yuan where that is the cap.
    let rules = read(&with(&measure("appraisal", "rate = 0.6"))).expect("sound").rules;
    let (found, financing) = benefit(&rules, &dossier);
    let fee = match &financing.channel(Channel::Pledge).expect("assessed").details {
        ChannelDetails::Credit(credit) => credit.appraisal_fee.as_ref().expect("an appraisal").value,
        other => panic!("{other:?}"),
    };
    assert!((found.expect("a benefit") - 0.6 * fee).abs() < 1e-6 && fee > 10_000.0);
    let capped = read(&with(&measure("appraisal", "rate = 0.6, cap-year = 1000.0"))).expect("sound").rules;
    assert_eq!(benefit(&capped, &dossier).0, Some(1000.0));
    // A bank that values by itself charges no fee: nothing to support.
    dossier.need.internal_valuation = Some(true);
    assert_eq!(benefit(&rules, &dossier).0, None);
    // Half of the premiums of what is recommended, else of what may be considered; nothing where nothing is.
    let rules = read(&with(&measure("premium", "rate = 0.5"))).expect("sound").rules;
    let mut supported = 0;
    for name in ["biotech", "chip", "food", "machinery", "software"] {
        let (found, financing) = benefit(&rules, &sample(name));
        let premiums: Vec<f64> = match &financing.channel(Channel::Insurance).expect("assessed").details {
            ChannelDetails::Insurance(insurance) => {
                let least = insurance.products.iter().map(|product| product.advice).min();
                let least = least.filter(|advice| *advice <= InsuranceAdvice::Consider);
                let taken = insurance.products.iter().filter(|product| Some(product.advice) == least);
                taken.filter_map(|product| product.premium.as_ref()).map(|premium| premium.value).collect()
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(found.is_some(), !premiums.is_empty(), "{name}");
        assert!((found.unwrap_or(0.0) - 0.5 * premiums.iter().sum::<f64>()).abs() < 1e-6, "{name}");
        supported += usize::from(found.is_some());
    }
    assert!(supported > 0);
}

#[test]
fn json_is_read_like_toml_and_a_period_is_kept() {
    let read = read(&text("tests/data/packs/bank.json")).expect("a sound pack");
    let fee = |day: Date| read.rules.on(day).number("financing.guarantee.city").expect("in force");
    let own = built_in().on(TODAY).number("financing.guarantee.city").expect("in force");
    assert_ne!(own, 0.004_25);
    // The station's number holds on its days, the built-in one before and after.
    let days = [date(2026, 6, 30), date(2026, 7, 1), date(2027, 6, 30), date(2027, 7, 1)];
    assert_eq!(days.map(fee), [own, 0.004_25, 0.004_25, own]);
}

#[test]
fn laying_a_sound_pack_again_gives_the_same_rules() {
    for name in ["park-desk.toml", "bank.json"] {
        let pack = text(&format!("tests/data/packs/{name}"));
        let laid = lay_station_pack(&pack, &built_in()).expect("sound");
        assert_eq!(laid, read(&pack).expect("sound").rules);
    }
}

#[test]
fn what_is_no_pack_says_where_it_breaks() {
    assert_eq!(read(" \n"), Err(PackFault::Empty));
    let Err(PackFault::Syntax { line, column, .. }) = read("[pack]\nid = desk\n") else { panic!("refused") };
    assert_eq!((line, column), (2, 6));
    let Err(PackFault::Syntax { line, .. }) = read("{\n \"pack\": {,}\n}") else { panic!("refused") };
    assert_eq!(line, 2);
    assert!(matches!(read(&"#".repeat((1 << 20) + 1)), Err(PackFault::TooLong { .. })));
    // Neither name nor id: told by table and place.
    let found = errors("[[source]]\n");
    let place = |error: &PackError| (error.record.clone(), error.field.clone());
    assert_eq!(place(&found[0]), ("pack".to_owned(), String::new()));
    assert_eq!(place(&found[1]), ("#1".to_owned(), "id".to_owned()));
}

#[test]
fn every_fault_names_record_and_field() {
    let own = |field: &str, problem: PackProblem| ("DESK-1".to_owned(), field.to_owned(), problem);
    let (_, field, problem) = error(&policy("district = [\"310104\"]"));
    assert_eq!(field, "district");
    assert!(matches!(problem, PackProblem::UnknownField { known } if known.contains(&"codes".to_owned())));
    let form = |expected| PackProblem::WrongForm { expected };
    assert_eq!(error(&policy("numbers = { rate = \"0.3\" }")), own("numbers.rate", form(FieldForm::Number)));
    assert_eq!(error(&policy("channels = \"PO\"")), own("channels", form(FieldForm::List)));
    assert_eq!(error(&policy("valid = { to = \"31.12.2026\" }")), own("valid.to", form(FieldForm::Day)));
    assert_eq!(error(&policy("body = { zh = \"甲\" }")), own("body.en", PackProblem::Missing));
    assert_eq!(error(&policy("body = { zh = \"甲\", en = \" \" }")), own("body.en", PackProblem::Empty));
    let backwards = policy("valid = { from = 2026-12-31, to = 2026-01-01 }");
    assert_eq!(error(&backwards), own("valid", PackProblem::EmptyPeriod));
    let without_source = policy("").replace("source = [\"guidance.2021-53\"]\n", "");
    assert_eq!(error(&without_source), own("source", PackProblem::Missing));
    let unknown_source = policy("").replace("guidance.2021-53", "desk.none 第三条");
    assert_eq!(error(&unknown_source), own("source", PackProblem::UnknownSource { id: "desk.none".to_owned() }));
    assert_eq!(error(&policy("").replace("\"verified\"", "\"assumption\"")), own("reason", PackProblem::NoReason));
    let sure = error(&policy("").replace("\"verified\"", "\"sure\""));
    assert!(
        matches!(sure, (_, field, PackProblem::NotOneOf { found, .. }) if field == "confidence" && found == "sure")
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let two = with(
        "[[note]]\nid = \"A\"\nkind = \"policy\"\ntitle = { zh = \"甲\", en = \"A\" }\nsource = [\"nowhere\"]\nconfidence = \"verified\"\n\
         [[note]]\nid = \"B\"\nkind = \"measure\"\ntitle = { zh = \"乙\", en = \"B\" }\nsource = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n",
    );
    let found: Vec<(String, String)> = errors(&two).into_iter().map(|error| (error.record, error.field)).collect();
    assert_eq!(found, [("B".to_owned(), "kind".to_owned()), ("A".to_owned(), "source".to_owned())]);
}

#[test]
fn what_the_calculation_cannot_use_is_refused_at_the_record() {
    let (record, field, problem) = error(&parameter("financing.cap", "8000000", "ratio", ""));
    assert_eq!((record.as_str(), field.as_str()), ("financing.cap", "unit"));
    assert_eq!(problem, PackProblem::UnlikeBuiltIn { expected: "yuan".to_owned() });
    let weights = error(&parameter("financing.rank.weights", "[0.5, 0.5]", "ratio", ""));
    assert!(matches!(weights, (_, field, PackProblem::UnlikeBuiltIn { .. }) if field == "value"));
    let criterion = |channel: &str, measure: &str| {
        with(&format!(
            "[[criterion]]\nid = \"X-1\"\nchannel = \"{channel}\"\nscope = \"enterprise\"\nmeasure = \"{measure}\"\nop = \"==\"\n\
             threshold = true\nunit = \"none\"\nkind = \"info\"\ntext = {{ zh = \"甲\", en = \"A\" }}\n\
             source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n"
        ))
    };
    assert!(read(&criterion("PL", "enterprise.tech_status")).is_ok());
    let unknown = PackProblem::UnknownMeasure { name: "enterprise.colour".to_owned() };
    assert_eq!(error(&criterion("PL", "enterprise.colour")), ("X-1".to_owned(), "measure".to_owned(), unknown));
    assert!(matches!(error(&criterion("XX", "enterprise.tech_status")).2, PackProblem::NotOneOf { .. }));
    // A kind of insurance without the numbers that insurance is computed from.
    let product = policy("channels = [\"IN\"]").replace("\"policy\"", "\"product\"");
    assert!(matches!(error(&product), (id, _, PackProblem::Calculation { .. }) if id == "DESK-1"));
}

#[test]
fn ends_reach_what_is_there_and_not_needed() {
    let end = |record: &str, id: &str| {
        with(&format!("[[end]]\nrecord = \"{record}\"\nid = \"{id}\"\nreason = {{ zh = \"止\", en = \"over\" }}\n"))
    };
    let ended = read(&end("criterion", "PL-E10")).expect("sound").rules;
    assert!(ended.on(TODAY).criteria("PL").all(|criterion| criterion.id != "PL-E10"));
    assert_eq!(error(&end("note", "PO-X")).2, PackProblem::NotThere);
    assert!(matches!(error(&end("parameter", "financing.cap")).2, PackProblem::NotOneOf { .. }));
    assert_eq!(error(&end("criterion", "AB-S06")), ("AB-S06".to_owned(), "id".to_owned(), PackProblem::Needed));
}

/// The schema knows every field that the built-in records have, and every word of the closed lists that they use.
#[test]
fn every_built_in_record_fits_the_schema() {
    let mut folders = vec![std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../rules")];
    let mut records = 0;
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("rules").map(|entry| entry.expect("an entry").path()) {
            let skipped = path.ends_with("terms") || path.ends_with("words");
            if path.is_dir() && !skipped {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "toml") {
                let text = std::fs::read_to_string(&path).expect("a file");
                let headed = if text.contains("[pack]") { text.clone() } else { with(&text) };
                records += text.matches("\n[[").count();
                match read(&headed) {
                    Ok(_) => {}
                    Err(PackFault::Records(errors)) => {
                        let own = |error: &&PackError| !matches!(error.problem, PackProblem::UnknownSource { .. });
                        let refused: Vec<&PackError> = errors.iter().filter(own).collect();
                        assert!(refused.is_empty(), "{}: {refused:?}", path.display());
                    }
                    Err(fault) => panic!("{}: {fault}", path.display()),
                }
            }
        }
    }
    assert!(records > 1000, "{records}");
}

/// What the schema offers, the types take: one record for every word of every closed list.
#[test]
fn every_word_of_the_schema_is_one_of_the_types() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("JSON");
    let words = |pointer: &str| {
        let list = schema.pointer(pointer).and_then(serde_json::Value::as_array).expect("a list");
        list.iter().map(|word| word.as_str().expect("a word").to_owned()).collect::<Vec<_>>()
    };
    for kind in words("/$defs/note/properties/kind/enum") {
        let pack = policy("").replace("\"policy\"", &format!("\"{kind}\""));
        assert!(read(&pack).is_ok(), "{kind}: {:?}", read(&pack).err());
    }
    for unit in words("/$defs/unit/enum") {
        assert!(read(&parameter("desk.own", "1", &unit, "")).is_ok(), "{unit}");
    }
    for confidence in words("/$defs/confidence/enum") {
        let pack =
            policy("reason = { zh = \"因\", en = \"why\" }").replace("\"verified\"", &format!("\"{confidence}\""));
        assert!(read(&pack).is_ok(), "{confidence}");
    }
    let criterion = |scope: &str, op: &str, kind: &str| {
        let weight = if kind == "soft" { "weight = 5" } else { "" };
        with(&format!(
            "[[criterion]]\nid = \"X-1\"\nchannel = \"PO\"\nscope = \"{scope}\"\nmeasure = \"m\"\nop = \"{op}\"\nthreshold = 1\n\
             unit = \"none\"\nkind = \"{kind}\"\n{weight}\ntext = {{ zh = \"甲\", en = \"A\" }}\n\
             source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n"
        ))
    };
    for scope in words("/$defs/criterion/properties/scope/enum") {
        assert!(read(&criterion(&scope, "==", "info")).is_ok(), "{scope}");
    }
    for op in words("/$defs/criterion/properties/op/enum") {
        assert!(read(&criterion("channel", &op, "info")).is_ok(), "{op}");
    }
    for kind in words("/$defs/criterion/properties/kind/enum") {
        assert!(read(&criterion("channel", "==", &kind)).is_ok(), "{kind}");
    }
    let values = [
        "1",
        "0.5",
        "true",
        "\"a\"",
        "[1, 2]",
        "[\"a\"]",
        "{ low = 1, mode = 2, high = 3 }",
        "{ day = \"2026-12-31\" }",
    ];
    for value in values {
        assert!(read(&parameter("desk.own", value, "none", "")).is_ok(), "{value}");
    }
}

#[test]
fn a_subsidy_on_the_guarantee_fee_lowers_the_cost_by_its_share() {
    let fields = "codes = { level = [\"district\"], district = [\"310115\"], from = [\"2026-01-01\"], base = [\"guarantee\"] }\n\
                  numbers = { rate = 0.5, cap-year = 100000 }";
    let rules = read(&policy(fields)).expect("sound").rules;
    let mut dossier = sample("chip");
    dossier.need.guarantee = Some(ip_health_engine::dossier::Guarantee::Commercial);
    let found = assess(&dossier, &rules, TODAY).expect("assessed").financing;
    let pledge = found.channels.iter().find(|channel| channel.channel.code() == "PL").expect("assessed");
    let (before, after) = pledge.cost.as_ref().zip(pledge.cost_after_subsidy.as_ref()).expect("both costs");
    // Half of 1.5 % a year, paid at the start: three quarters of a point, and its interest.
    let saved = before.value - after.value;
    assert!((0.0070..0.0085).contains(&saved), "{saved}");
    // A cap of 1,000 yuan leaves that much over the loan.
    let capped = read(&policy(&fields.replace("100000", "1000"))).expect("sound").rules;
    let found = assess(&dossier, &capped, TODAY).expect("assessed").financing;
    let pledge = found.channels.iter().find(|channel| channel.channel.code() == "PL").expect("assessed");
    let after = pledge.cost_after_subsidy.as_ref().expect("supported").value;
    let loan = pledge.amount.as_ref().expect("sized").base.value;
    let saved = (before.value - after) * loan;
    assert!((900.0..1200.0).contains(&saved), "{saved}");
    let matched = found.policies.iter().find(|policy| policy.policy == "DESK-1").expect("registered");
    assert!(matched.annual_benefit.is_some());
}
