//! Messages between a host and the embedded page: whatever is sent is a message or a fault with a code, never a panic; what
//! is told reads back; the outcome says what the assessment says.

use ip_health_engine::dossier::{RulesStamp, fingerprint, read_file};
use ip_health_engine::exchange::frame::{
    Configure, Export, ExportFormat, FromHost, FromPage, Load, Outcome, Part, Permitted, Save, Theme, is_origin,
    read_from_host, read_from_page,
};
use ip_health_engine::rules::{Language, RulePack};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const CODES: [&str; 8] =
    ["syntax", "protocol", "unknown-type", "unknown-field", "missing", "kind", "value", "too-large"];

/// Any JSON, not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((any_name(), inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Names that messages have, and others.
fn any_name() -> impl Strategy<Value = String> {
    let known = [
        "type",
        "protocol",
        "request",
        "theme",
        "language",
        "rules",
        "hidden",
        "readOnly",
        "autosave",
        "file",
        "asOf",
        "show",
        "format",
        "dirty",
        "hash",
        "height",
        "__proto__",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "[a-z]{1,8}"]
}

/// An object that is almost a message.
fn almost_message() -> impl Strategy<Value = Value> {
    let kinds: Vec<&str> =
        FromHost::TYPES.iter().chain(FromPage::TYPES).copied().chain(["iphc:", "", "load"]).collect();
    let protocol = prop_oneof![4 => Just(json!(1)), 1 => any_json()];
    (prop::sample::select(kinds), protocol, prop::collection::vec((any_name(), any_json()), 0..5)).prop_map(
        |(kind, protocol, others)| {
            let mut fields: Map<String, Value> = others.into_iter().collect();
            fields.insert("type".to_owned(), kind.into());
            fields.insert("protocol".to_owned(), protocol);
            Value::Object(fields)
        },
    )
}

fn any_from_host() -> impl Strategy<Value = FromHost> {
    let request = || prop::option::of("[a-z0-9]{1,64}");
    let configure = (
        request(),
        prop::sample::select(vec![Theme::Auto, Theme::Light, Theme::Dark]),
        prop::option::of(prop::sample::select(vec![Language::Chinese, Language::English])),
        prop::option::of(".{0,40}"),
        prop::collection::vec(prop::sample::select(Part::ALL.to_vec()), 0..4),
        any::<[bool; 4]>(),
    )
        .prop_map(|(request, theme, language, rules, hidden, [read_only, autosave, results, closable])| {
            FromHost::Configure(Configure {
                request,
                theme,
                language,
                rules,
                hidden,
                read_only,
                autosave,
                results,
                closable,
            })
        });
    let load =
        (request(), ".{0,60}", prop::option::of(1_i8..=12), prop::option::of(prop::sample::select(Part::ALL.to_vec())))
            .prop_map(|(request, file, month, show)| {
                FromHost::Load(Load { request, file, as_of: month.map(|month| date(2026, month, 1)), show })
            });
    let formats = vec![ExportFormat::File, ExportFormat::Workbook, ExportFormat::Assessment];
    let export = (request(), prop::sample::select(formats))
        .prop_map(|(request, format)| FromHost::Export(Export { request, format }));
    prop_oneof![configure, load, request().prop_map(|request| FromHost::Save(Save { request })), export]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_text_is_a_message_or_a_fault(text in ".{0,200}") {
        for code in [read_from_host(&text).err(), read_from_page(&text).err()].into_iter().flatten().map(|fault| fault.code) {
            prop_assert!(CODES.contains(&code), "{code}");
        }
    }

    #[test]
    fn any_json_is_a_message_or_a_fault_that_names_its_field(value in prop_oneof![any_json(), almost_message()]) {
        let text = value.to_string();
        let faults = [read_from_host(&text).err(), read_from_page(&text).err()];
        for fault in faults.into_iter().flatten() {
            prop_assert!(CODES.contains(&fault.code), "{fault:?}");
            prop_assert_eq!(fault.field.is_some(), fault.code != "syntax", "{:?}", fault);
        }
    }

    #[test]
    fn a_message_of_the_host_reads_back(message in any_from_host()) {
        prop_assert_eq!(read_from_host(&message.to_value().to_string()), Ok(message));
    }

    #[test]
    fn a_message_with_one_field_more_is_refused(message in any_from_host(), name in "[A-Z][a-z]{1,6}", extra in any_json()) {
        let mut value = message.to_value();
        value[&name] = extra;
        let fault = read_from_host(&value.to_string()).expect_err("is refused");
        prop_assert_eq!((fault.code, fault.field), ("unknown-field", Some(name)));
    }

    #[test]
    fn what_differs_from_a_permitted_origin_does_not_pass(at in 0_usize..=24, insert in "[a-z.:/@*-]{1,3}") {
        let host = "https://partner.example";
        let permitted = Permitted::default().with_file(&json!({ "hosts": [host] }).to_string()).expect("a sound file");
        let at = at.min(host.len());
        let other = [&host[..at], &insert, &host[at..]].concat();
        prop_assert!(!permitted.allows(&other));
    }

    #[test]
    fn any_text_is_an_origin_or_none(text in "(https?://)?[a-z0-9.:\\[\\]/@*-]{0,20}") {
        // An origin, listed, permits itself and nothing else.
        let file = json!({ "hosts": [&text] }).to_string();
        prop_assert_eq!(Permitted::default().with_file(&file).is_ok(), is_origin(&text));
    }
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!(r#"{{"type":"iphc:load","protocol":1,"file":{}}}"#, "[".repeat(100_000));
    assert_eq!(read_from_host(&deep).expect_err("is refused").code, "syntax");
}

#[test]
fn the_outcome_says_what_the_assessment_says() {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/samples/chip.iphc.json"));
    let dossier = read_file(&bytes.expect("the sample")).expect("a sound file").file.dossier;
    let pack = RulePack::built_in().expect("the built-in rules");
    let as_of = date(2026, 11, 23);
    let assessment = ip_health_engine::assess(&dossier, &pack, as_of).expect("the built-in rules");
    let stamp = RulesStamp { id: pack.pack().id.clone(), version: pack.pack().version.clone(), as_of };
    let hash = fingerprint(&dossier, &stamp);
    let outcome = Outcome::of(&assessment, hash.clone());
    assert_eq!((outcome.hash.as_str(), outcome.as_of), (hash.as_str(), as_of));
    let value = outcome.value.expect("a value");
    assert_eq!(
        [value.low, value.middle, value.high],
        [assessment.valuation.range.p10, assessment.valuation.range.p50, assessment.valuation.range.p90]
    );
    let ranks: Vec<u32> = outcome.channels.iter().filter_map(|channel| channel.rank).collect();
    assert_eq!(ranks, (1..=u32::try_from(ranks.len()).expect("few")).collect::<Vec<_>>());
    assert_eq!(outcome.channels.len(), assessment.financing.channels.len());
    // Reading JSON may move the last bit of a number.
    let read = read_from_page(&FromPage::Result(outcome).to_value().to_string());
    assert!(matches!(&read, Ok(FromPage::Result(read)) if read.hash == hash), "{read:?}");
}
