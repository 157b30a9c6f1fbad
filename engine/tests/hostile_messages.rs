//! Hostile messages and small files: what another window, an embedding page, a worker or the folder of the page sends is
//! read or refused, never a panic, and what is read is sound.
//!
//! Sound ones are changed by a seeded mutator, as lists and check-up files are in `hostile.rs`.
#![cfg(all(feature = "built-in-rules", feature = "seal", feature = "simulation", feature = "station"))]

#[expect(dead_code, reason = "this test takes a part of it")]
#[path = "support/hostile.rs"]
mod hostile;

use hostile::{Chance, mutated, poisoned, rounds};
use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::frame::{Permitted, is_origin, read_from_host, read_from_page};
use ip_health_engine::exchange::{SealError, SealRandom, seal, unseal};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::station::read_desk;
use ip_health_engine::valuation::problem::{Problem, value};
use ip_health_engine::valuation::simulation::{
    Component, Distribution, Input, Part, SimulationOptions, SimulationProblem, merge, simulate_part,
};
use ip_health_engine::workshop::{Message, Scene, ScriptClock, Slide};
use serde_json::Value;

/// Texts as a corpus.
fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<(String, Vec<u8>)> {
    texts.into_iter().enumerate().map(|(place, text)| (place.to_string(), text.as_bytes().to_vec())).collect()
}

/// A text of the corpus, changed by bytes or, where it is JSON, value by value.
fn changed(corpus: &[(String, Vec<u8>)], chance: &mut Chance) -> String {
    if chance.below(2) == 0 {
        let (_, bytes) = mutated(corpus, chance);
        return String::from_utf8_lossy(&bytes).into_owned();
    }
    let (_, bytes) = &corpus[chance.below(corpus.len())];
    let Ok(mut tree) = serde_json::from_slice::<Value>(bytes) else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    for _ in 0..=chance.below(30) {
        poisoned(&mut tree, chance);
    }
    tree.to_string()
}

#[test]
fn messages_of_the_workshop() {
    let scene =
        |slide| Scene { language: Language::English, slide, clock: Some(ScriptClock { seconds: 61, runs: true }) };
    let mut corpus = vec![Message::Ask, Message::Shown];
    corpus.extend(
        [Slide::Title, Slide::Case { case: "chip".to_owned() }, Slide::Points { case: "food".to_owned() }]
            .map(|slide| Message::Show(Box::new(scene(slide)))),
    );
    let mut corpus: Vec<String> = corpus.iter().filter_map(Message::write).collect();
    corpus.push(
        r#"{"show":{"language":"zh-CN","slide":{"question":{"case":"chip","question":"channel","ballot":{"counts":[1,2,3],"single":false}}},"clock":null}}"#
            .to_owned(),
    );
    let corpus = texts(corpus.iter().map(String::as_str));
    let mut chance = Chance(11);
    let mut read = 0;
    for _ in 0..rounds(2_000) {
        let text = changed(&corpus, &mut chance);
        let Some(message) = Message::read(&text) else { continue };
        read += 1;
        let again = message.write().unwrap_or_else(|| panic!("what is read can be written: {text}"));
        assert_eq!(Message::read(&again), Some(message), "{text}");
    }
    assert!(read > 0, "the mutations leave something to read");
}

#[test]
fn messages_of_a_host_and_of_a_page() {
    let corpus = texts([
        r#"{"type":"iphc:configure","protocol":1,"request":"a1","theme":"dark","language":"en","hidden":["header"],"readOnly":true,"autosave":false}"#,
        r#"{"type":"iphc:load","protocol":1,"request":"a2","file":"{}","asOf":"2026-11-23"}"#,
        r#"{"type":"iphc:save","protocol":1,"request":"a3"}"#,
        r#"{"type":"iphc:export","protocol":1,"format":"workbook"}"#,
        r#"{"type":"iphc:ready","protocol":1,"version":"0.1.0"}"#,
        r#"{"type":"iphc:changed","protocol":1,"dirty":true,"hash":"00"}"#,
        r#"{"type":"iphc:resize","protocol":1,"height":600}"#,
    ]);
    let mut chance = Chance(12);
    for _ in 0..rounds(2_000) {
        let text = changed(&corpus, &mut chance);
        for fault in [read_from_host(&text).err(), read_from_page(&text).err()].into_iter().flatten() {
            assert!(!fault.code.is_empty() && fault.message.len() < 4_000, "{fault:?}");
        }
    }
}

#[test]
fn small_files_beside_the_page() {
    let desks = texts([
        r#"{"name":{"zh":"园区","en":"Park"},"idle":120,"logo":"logo.svg","print":true}"#,
        r#"{"name":{"zh":"服务站"},"rules":"station.toml"}"#,
        "{}",
    ]);
    let hosts = texts([r#"{"hosts":["https://partner.example","http://localhost:8080"]}"#, r#"{"hosts":[]}"#]);
    let mut chance = Chance(13);
    let own = || Permitted::own("https://own.example");
    for _ in 0..rounds(1_000) {
        let (_, errors) = read_desk(&changed(&desks, &mut chance));
        assert!(errors.len() < 1_000);
        let text = changed(&hosts, &mut chance);
        match own().with_file(&text) {
            Err(fault) => assert!(!fault.code.is_empty()),
            Ok(permitted) => {
                assert!(permitted.allows("https://own.example"));
                let tree: Value = serde_json::from_str(&text).unwrap_or_default();
                let listed = tree["hosts"].as_array().into_iter().flatten().filter_map(Value::as_str);
                assert!(listed.into_iter().all(is_origin), "{text}");
                assert!(!permitted.allows("https://other.example") || text.contains("https://other.example"));
            }
        }
    }
}

/// A problem is a number or an error with a code and, but for syntax and the method, a path.
#[test]
fn stated_problems() {
    let folder = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/problems");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &std::path::PathBuf| (path.display().to_string(), std::fs::read(path).unwrap());
    let corpus: Vec<(String, Vec<u8>)> = files.iter().map(read).collect();
    let mut chance = Chance(14);
    for _ in 0..rounds(1_500) {
        let text = changed(&corpus, &mut chance);
        match Problem::from_json(&text).and_then(|problem| value(&problem)) {
            Ok(solution) => {
                assert!(solution.value.is_finite(), "{text}");
                assert_eq!(solution.working.value().to_bits(), solution.value.to_bits(), "{text}");
            }
            Err(error) => assert!(!error.code().is_empty() && !error.to_string().is_empty(), "{text}"),
        }
    }
}

/// Nothing of a sealed file that was changed comes out, whatever was changed.
#[test]
fn sealed_files() {
    let random = SealRandom { file_key: [1; 16], salt: [2; 16], nonce: [3; 16] };
    let sealed = seal(b"{\"format\":\"iphc\"}", "a passphrase", &random).unwrap();
    let corpus = vec![("sealed".to_owned(), sealed.clone())];
    let mut chance = Chance(15);
    // Each costs a hundred megabyte-steps of scrypt.
    for _ in 0..rounds(24).min(500) {
        let (_, bytes) = mutated(&corpus, &mut chance);
        match unseal(&bytes, "a passphrase") {
            Ok(_) => assert_eq!(bytes, sealed, "a changed file opens"),
            Err(SealError::TooCostly { log_rounds }) => assert!(log_rounds > 16),
            Err(_) => {}
        }
    }
}

/// Parts of a simulation as workers send them: those that do not read or fit are refused.
#[test]
fn parts_of_workers() {
    let problem = SimulationProblem {
        inputs: vec![Input::new("x", Distribution::Uniform { low: 1.0, high: 2.0 })],
        correlation: None,
        components: vec![Component::amount("amount", "x")],
    };
    let pack = RulePack::built_in().unwrap();
    let rules = pack.on(jiff::civil::date(2026, 11, 23));
    let options = SimulationOptions { trials: 64, ..SimulationOptions::of_rules(&rules).unwrap() };
    let parts =
        vec![simulate_part(&problem, &options, 0..32).unwrap(), simulate_part(&problem, &options, 32..64).unwrap()];
    let corpus = vec![("parts".to_owned(), postcard::to_allocvec(&parts).unwrap())];
    let mut chance = Chance(16);
    for _ in 0..rounds(2_000) {
        let (_, bytes) = mutated(&corpus, &mut chance);
        if let Ok(parts) = postcard::from_bytes::<Vec<Part>>(&bytes) {
            let _ = merge(&problem, &options, parts);
        }
        // A dossier travels to the worker in the same form.
        let _ = postcard::from_bytes::<Dossier>(&bytes);
        let _ = RulePack::from_build(&bytes);
    }
}
