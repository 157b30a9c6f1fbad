//! The health of the built-in rule pack, and what a faulty or a station's pack does.

use ip_health_engine::rules::authoring::{Problem, RawPack};
use ip_health_engine::rules::{
    Comparison, Confidence, Criterion, CriterionKind, Language, Measured, Outcome, Provenance, RuleError, RulePack,
    Scope, Text, Unit, Validity, Value, evaluate, soft_score,
};
use jiff::civil::date;

fn built_in() -> RulePack {
    RulePack::built_in().expect("the build script wrote the pack")
}

/// The problems that a pack in TOML has.
fn problems(toml: &str) -> Vec<Problem> {
    let raw: RawPack = toml::from_str(toml).expect("well-formed TOML");
    match raw.check(&built_in().pack().sources) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.problem).collect(),
    }
}

const HEADER: &str = r#"pack = { id = "station", version = "1", title = { zh = "站点", en = "Station" } }"#;

fn parameter(fields: &str) -> String {
    format!(
        "{HEADER}\n[[parameter]]\nid = \"a.b\"\nlabel = {{ zh = \"甲\", en = \"A\" }}\nvalue = 1\nunit = \"count\"\n{fields}"
    )
}

#[test]
fn every_record_says_where_it_comes_from() {
    let pack = built_in();
    let provenances: Vec<(&str, &Provenance)> = {
        let pack = pack.pack();
        let parameters = pack.parameters.iter().map(|record| (record.id.as_str(), &record.provenance));
        let criteria = pack.criteria.iter().map(|record| (record.id.as_str(), &record.provenance));
        let notes = pack.notes.iter().map(|record| (record.id.as_str(), &record.provenance));
        parameters.chain(criteria).chain(notes).collect()
    };
    assert!(provenances.len() > 40);
    for (id, provenance) in provenances {
        assert!(!provenance.citations.is_empty(), "{id} cites nothing");
        for citation in &provenance.citations {
            assert!(pack.source(&citation.source).is_some(), "{id} cites {}", citation.source);
        }
        assert!(provenance.confidence != Confidence::Assumption || provenance.reason.is_some(), "{id} gives no reason");
    }
}

#[test]
fn a_record_without_source_tag_or_reason_is_refused() {
    assert_eq!(problems(&parameter("confidence = \"verified\"")), [Problem::NoSource]);
    assert_eq!(problems(&parameter("source = [\"guidance.2021-53\"]")), [Problem::NoConfidence]);
    let assumed = "source = [\"guidance.2021-53\"]\nconfidence = \"assumption\"";
    assert_eq!(problems(&parameter(assumed)), [Problem::NoReason]);
    let unknown = "source = [\"nowhere\"]\nconfidence = \"verified\"";
    assert_eq!(problems(&parameter(unknown)), [Problem::UnknownSource("nowhere".to_owned())]);
}

#[test]
fn one_id_holds_once_a_day() {
    let period = |from: &str, to: &str| {
        format!(
            "[[parameter]]\nid = \"a.b\"\nlabel = {{ zh = \"甲\", en = \"A\" }}\nvalue = 1\nunit = \"count\"\n\
             source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\nvalid = {{ from = \"{from}\", to = \"{to}\" }}\n"
        )
    };
    let apart = format!("{HEADER}\n{}{}", period("2020-01-01", "2020-12-31"), period("2021-01-01", "2021-12-31"));
    assert_eq!(problems(&apart), []);
    let shared = format!("{HEADER}\n{}{}", period("2020-01-01", "2021-01-01"), period("2021-01-01", "2021-12-31"));
    assert_eq!(problems(&shared), [Problem::Duplicate]);
    let backwards = format!("{HEADER}\n{}", period("2021-01-01", "2020-01-01"));
    assert_eq!(problems(&backwards), [Problem::EmptyPeriod]);
}

#[test]
fn a_period_may_be_one_day() {
    let day = "source = [\"guidance.2021-53\"]\nconfidence = \"verified\"\n\
               valid = { from = \"2026-01-01\", to = \"2026-01-01\" }";
    assert_eq!(problems(&parameter(day)), []);
}

const CITED: &str = "source = [\"guidance.2021-53\"]\nconfidence = \"verified\"";

/// A record of every table with all its texts; `text` stands where each of them stands.
fn records(text: &str) -> [(&'static str, String); 7] {
    let sound = "{ zh = \"甲\", en = \"A\" }";
    let note = format!("[[note]]\nid = \"n\"\nkind = \"remark\"\n{CITED}\n");
    [
        ("title", format!("[[source]]\nid = \"s\"\naddress = \"\"\nread = \"2026-11-23\"\ntitle = {text}")),
        ("label", format!("[[parameter]]\nid = \"p\"\nvalue = 1\nunit = \"count\"\n{CITED}\nlabel = {text}")),
        (
            "text",
            format!(
                "[[criterion]]\nid = \"c\"\nchannel = \"PL\"\nscope = \"enterprise\"\nmeasure = \"m\"\nop = \">=\"\n\
                 threshold = 1\nunit = \"count\"\nkind = \"hard\"\n{CITED}\ntext = {text}"
            ),
        ),
        ("title", format!("{note}title = {text}")),
        ("body", format!("{note}title = {sound}\nbody = {text}")),
        ("action", format!("{note}title = {sound}\naction = {text}")),
        ("reason", format!("{note}title = {sound}\nreason = {text}")),
    ]
}

#[test]
fn every_text_is_there_in_both_languages() {
    for (field, record) in records("{ zh = \"甲\", en = \"A\" }") {
        assert_eq!(problems(&format!("{HEADER}\n{record}")), [], "{field}");
    }
    for text in ["{ zh = \"\", en = \"A\" }", "{ zh = \"甲\", en = \" \" }", "{ zh = \"\", en = \"\" }"] {
        for (field, record) in records(text) {
            assert_eq!(problems(&format!("{HEADER}\n{record}")), [Problem::EmptyText(field)], "{text}");
        }
    }
    let step = |answer: &str| {
        let note = "[[note]]\nid = \"n\"\nkind = \"remark\"\ntitle = { zh = \"甲\", en = \"A\" }";
        problems(&format!("{HEADER}\n{note}\n{CITED}\nsteps = [{answer}]"))
    };
    assert_eq!(step("{ at = 10, zh = \"优\", en = \"Good\" }"), []);
    assert_eq!(step("{ at = 10, zh = \"优\", en = \"\" }"), [Problem::EmptyText("steps")]);
    assert_eq!(step("{ at = nan, zh = \"优\", en = \"Good\" }"), [Problem::BadValue]);
}

#[test]
fn a_value_is_finite_in_order_and_within_its_own_range() {
    let problems_of = |value: &str, range: &str| {
        problems(&parameter(&format!("{CITED}\n{range}")).replace("value = 1", &format!("value = {value}")))
    };
    let range = "range = [1.0, 5.0]";
    let sound = [
        ("7", ""),
        ("1", range),
        ("5", range),
        ("{ low = 1, mode = 2, high = 3 }", ""),
        ("{ low = 2, mode = 2, high = 2 }", ""),
        ("{ low = 1, mode = 2, high = 5 }", range),
        ("[2.0, -1.0]", ""),
        ("true", ""),
    ];
    for (value, range) in sound {
        assert_eq!(problems_of(value, range), [], "{value} {range}");
    }
    let faulty = [
        ("inf", ""),
        ("-inf", ""),
        ("nan", ""),
        ("nan", range),
        ("0.999", range),
        ("5.001", range),
        ("{ low = 2, mode = 1, high = 3 }", ""),
        ("{ low = 1, mode = 3, high = 2 }", ""),
        ("{ low = 1, mode = nan, high = 2 }", ""),
        ("{ low = 1, mode = 2, high = inf }", ""),
        ("{ low = -inf, mode = 2, high = 3 }", ""),
        ("{ low = 0.999, mode = 2, high = 5 }", range),
        ("{ low = 1, mode = 2, high = 5.001 }", range),
        ("[1.0, inf]", ""),
        ("[nan, 1.0]", ""),
    ];
    for (value, range) in faulty {
        assert_eq!(problems_of(value, range), [Problem::BadValue], "{value} {range}");
    }
    let number =
        "[[note]]\nid = \"n\"\nkind = \"remark\"\ntitle = { zh = \"甲\", en = \"A\" }\nnumbers = { rate = inf }";
    assert_eq!(problems(&format!("{HEADER}\n{number}\n{CITED}")), [Problem::BadValue]);
}

/// The files of a pack are read one by one; the first header counts.
#[test]
fn the_files_of_a_pack_are_put_together() {
    let file = |text: &str| toml::from_str::<RawPack>(text).expect("well-formed TOML");
    let of_each = records("{ zh = \"甲\", en = \"A\" }");
    let mut whole = RawPack::default();
    for (_, record) in &of_each[..4] {
        whole.append(file(record));
    }
    let faults = whole.clone().check(&built_in().pack().sources).expect_err("a pack without a name");
    assert_eq!(faults.into_iter().map(|fault| fault.problem).collect::<Vec<_>>(), [Problem::EmptyText("pack")]);
    whole.append(file(HEADER));
    whole.append(file(&HEADER.replace("station", "other")));
    let pack = whole.check(&built_in().pack().sources).expect("a sound pack");
    assert_eq!((pack.id.as_str(), pack.version.as_str()), ("station", "1"));
    let ids = (&pack.sources[0].id, &pack.parameters[0].id, &pack.criteria[0].id, &pack.notes[0].id);
    assert_eq!([ids.0.as_str(), ids.1.as_str(), ids.2.as_str(), ids.3.as_str()], ["s", "p", "c", "n"]);
    assert_eq!([pack.sources.len(), pack.parameters.len(), pack.criteria.len(), pack.notes.len()], [1; 4]);
}

#[test]
fn a_station_replaces_a_record_and_keeps_the_rest() {
    let pack = built_in();
    let json = r#"{"pack": {"id": "station", "version": "9", "title": {"zh": "站点", "en": "Station"}},
        "parameter": [{"id": "health.concentration-limit", "label": {"zh": "线", "en": "Line"}, "value": 0.4,
        "unit": "ratio", "source": ["guidance.2021-53"], "confidence": "assumption", "reason": {"zh": "本站", "en": "ours"}}]}"#;
    let station = pack.overlaid_with_json(json).expect("a sound pack");
    let day = date(2026, 11, 23);
    assert_eq!(pack.on(day).number("health.concentration-limit"), Ok(0.5));
    assert_eq!(station.on(day).number("health.concentration-limit"), Ok(0.4));
    assert_eq!(station.pack().version, "9");
    assert_eq!(station.pack().parameters.len(), pack.pack().parameters.len());
    assert_eq!(station.pack().notes, pack.pack().notes);
    assert!(matches!(pack.overlaid_with_json("{"), Err(RuleError::Syntax(_))));
}

#[test]
fn a_missing_record_is_named() {
    let day = date(2026, 11, 23);
    let error = RuleError::Missing { id: "no.such".to_owned(), day };
    assert_eq!(built_in().on(day).number("no.such"), Err(error));
}

fn criterion(op: Comparison, threshold: Value, zero_at: Option<f64>) -> Criterion {
    Criterion {
        id: "T-1".into(),
        channel: "PL".to_owned(),
        scope: Scope::Enterprise,
        applies_to: Vec::new(),
        measure: "m".to_owned(),
        op,
        threshold,
        zero_at,
        unit: Unit::Ratio,
        kind: CriterionKind::Soft,
        weight: 1.0,
        waiver: None,
        text: Text { zh: "甲".into(), en: "A".into() },
        provenance: Provenance {
            citations: Vec::new(),
            confidence: Confidence::Verified,
            reason: None,
            valid: Validity::default(),
        },
    }
}

#[test]
fn thresholds_are_inclusive_where_the_sign_says_so() {
    let at_most = criterion(Comparison::AtMost, Value::Number(0.7), None);
    assert_eq!(evaluate(&at_most, &Measured::Number(0.7)), Outcome::Pass);
    assert_eq!(evaluate(&at_most, &Measured::Number(0.700_001)), Outcome::Fail);
    let above = criterion(Comparison::Greater, Value::Number(0.0), None);
    assert_eq!(evaluate(&above, &Measured::Number(0.0)), Outcome::Fail);
    let between = criterion(Comparison::Between, Value::List(vec![100.0, 3000.0]), None);
    assert_eq!(evaluate(&between, &Measured::Number(100.0)), Outcome::Pass);
    assert_eq!(evaluate(&between, &Measured::Number(99.0)), Outcome::Fail);
}

#[test]
fn unknown_is_never_a_pass() {
    let comparisons = [
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::AtMost,
        Comparison::In,
        Comparison::NotIn,
        Comparison::Exists,
    ];
    for op in comparisons {
        let criterion = criterion(op, Value::Number(0.0), None);
        assert_eq!(evaluate(&criterion, &Measured::Unknown), Outcome::Unknown);
        assert_eq!(soft_score(&criterion, &Measured::Unknown), None);
    }
    // A measure of another kind than the threshold says nothing either.
    let flag = criterion(Comparison::Equal, Value::Flag(true), None);
    assert_eq!(evaluate(&flag, &Measured::Number(1.0)), Outcome::Unknown);
}

#[test]
fn a_soft_criterion_falls_in_a_line_to_its_zero() {
    // Leverage: full up to 0.70, nothing from 0.85.
    let leverage = criterion(Comparison::AtMost, Value::Number(0.70), Some(0.85));
    let score = |value| soft_score(&leverage, &Measured::Number(value)).expect("known");
    assert_eq!(score(0.5), 1.0);
    assert!((score(0.775) - 0.5).abs() < 1e-12);
    assert_eq!(score(0.9), 0.0);
}

#[test]
fn sets_are_compared_as_sets() {
    let clear = criterion(Comparison::NotIn, Value::Codes(vec!["pledged".to_owned(), "trust".to_owned()]), None);
    assert_eq!(evaluate(&clear, &Measured::Codes(Vec::new())), Outcome::Pass);
    assert_eq!(evaluate(&clear, &Measured::Codes(vec!["exclusive-licence".into()])), Outcome::Pass);
    assert_eq!(evaluate(&clear, &Measured::Codes(vec!["pledged".into()])), Outcome::Fail);
}

/// Every comparison on every kind of measure; what cannot be compared is unknown, never a pass.
#[test]
fn every_comparison_of_every_kind() {
    use Comparison::{AtLeast, AtMost, Between, Equal, Exists, Greater, In, Less, NotEqual, NotIn};
    use Outcome::{Fail, Pass, Unknown};
    let code = |text: &str| Measured::Code(text.to_owned().into());
    let codes = |texts: &[&str]| Measured::Codes(texts.iter().map(|text| (*text).to_owned().into()).collect());
    let set = || Value::Codes(vec!["a".to_owned(), "b".to_owned()]);
    let cases: Vec<(Comparison, Measured, Value, Outcome)> = vec![
        (Exists, Measured::Flag(true), Value::Flag(true), Pass),
        (Exists, Measured::Flag(false), Value::Flag(true), Fail),
        (Exists, Measured::Number(0.0), Value::Flag(true), Pass),
        (Exists, codes(&[]), Value::Flag(true), Pass),
        (Equal, Measured::Flag(true), Value::Flag(true), Pass),
        (Equal, Measured::Flag(true), Value::Flag(false), Fail),
        (NotEqual, Measured::Flag(true), Value::Flag(false), Pass),
        (NotEqual, Measured::Flag(true), Value::Flag(true), Fail),
        (Equal, code("a"), Value::Code("a".to_owned()), Pass),
        (Equal, code("a"), Value::Code("b".to_owned()), Fail),
        (NotEqual, code("a"), Value::Code("b".to_owned()), Pass),
        (NotEqual, code("a"), Value::Code("a".to_owned()), Fail),
        (In, code("b"), set(), Pass),
        (In, code("c"), set(), Fail),
        (NotIn, code("c"), set(), Pass),
        (NotIn, code("b"), set(), Fail),
        (In, codes(&["a", "b"]), set(), Pass),
        (In, codes(&["a", "c"]), set(), Fail),
        (In, codes(&[]), set(), Pass),
        (NotIn, codes(&["c", "d"]), set(), Pass),
        (NotIn, codes(&["c", "a"]), set(), Fail),
        (Between, Measured::Number(1.0), Value::List(vec![1.0, 3.0]), Pass),
        (Between, Measured::Number(3.0), Value::List(vec![1.0, 3.0]), Pass),
        (Between, Measured::Number(0.999), Value::List(vec![1.0, 3.0]), Fail),
        (Between, Measured::Number(3.001), Value::List(vec![1.0, 3.0]), Fail),
        (Between, Measured::Number(2.0), Value::List(vec![1.0]), Unknown),
        (Equal, Measured::Number(2.0), Value::Number(2.0), Pass),
        (Equal, Measured::Number(2.1), Value::Number(2.0), Fail),
        (NotEqual, Measured::Number(2.1), Value::Number(2.0), Pass),
        (NotEqual, Measured::Number(2.0), Value::Number(2.0), Fail),
        (Less, Measured::Number(1.9), Value::Number(2.0), Pass),
        (Less, Measured::Number(2.0), Value::Number(2.0), Fail),
        (AtMost, Measured::Number(2.0), Value::Number(2.0), Pass),
        (AtMost, Measured::Number(2.1), Value::Number(2.0), Fail),
        (Greater, Measured::Number(2.1), Value::Number(2.0), Pass),
        (Greater, Measured::Number(2.0), Value::Number(2.0), Fail),
        (AtLeast, Measured::Number(2.0), Value::Number(2.0), Pass),
        (AtLeast, Measured::Number(1.9), Value::Number(2.0), Fail),
        (Less, Measured::Number(f64::NAN), Value::Number(2.0), Fail),
        // Kinds that do not go together.
        (In, Measured::Number(2.0), Value::Number(2.0), Unknown),
        (Equal, Measured::Number(1.0), Value::Flag(true), Unknown),
        (Less, Measured::Flag(true), Value::Flag(true), Unknown),
        (Equal, codes(&["a"]), Value::Code("a".to_owned()), Unknown),
    ];
    let any = built_in().pack().criteria[0].clone();
    for (op, measured, threshold, expected) in cases {
        let criterion = Criterion { op, threshold: threshold.clone(), ..any.clone() };
        assert_eq!(evaluate(&criterion, &measured), expected, "{measured:?} {op:?} {threshold:?}");
        assert_eq!(evaluate(&criterion, &Measured::Unknown), Unknown, "{op:?} of nothing known");
    }
    assert_eq!([Measured::from(None::<f64>), Measured::from(None::<bool>)], [Measured::Unknown, Measured::Unknown]);
    // From nothing at 2 to all at 6, and the other way round.
    let soft = |op, threshold, zero_at, measured: f64| {
        let criterion = Criterion { op, threshold: Value::Number(threshold), zero_at, ..any.clone() };
        soft_score(&criterion, &Measured::Number(measured))
    };
    for (measured, score) in [(1.0, 0.0), (2.0, 0.0), (3.0, 0.25), (5.0, 0.75), (6.0, 1.0), (9.0, 1.0)] {
        assert_eq!(soft(AtLeast, 6.0, Some(2.0), measured), Some(score), "{measured}");
        assert_eq!(soft(AtMost, -6.0, Some(-2.0), -measured), Some(score), "−{measured}");
    }
    assert_eq!(soft(AtLeast, 6.0, None, 5.9), Some(0.0));
    assert_eq!(soft(Greater, 6.0, Some(6.0), 6.0), Some(0.0), "zero and full at one place");
}

#[test]
fn a_text_is_in_the_language_asked_for() {
    let text = Text { zh: "专利".into(), en: "Patent".into() };
    assert_eq!((text.get(Language::Chinese), text.get(Language::English)), ("专利", "Patent"));
}
