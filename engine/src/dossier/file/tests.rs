use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::Money;
use crate::dossier::{Asset, AssetKind, AssetStatus, Enterprise, FiscalYear};

fn sample() -> DossierFile {
    let asset = |id: &str| {
        Arc::new(Asset {
            id: id.to_owned(),
            title: "一种“引号”与\\反斜杠的封装方法".to_owned(),
            status: Some(AssetStatus::Granted),
            filing_date: Some(jiff::civil::date(2021, 3, 29)),
            ..Asset::default()
        })
    };
    let dossier = Dossier {
        enterprise: Enterprise { name: "示例芯片有限公司".to_owned(), ..Enterprise::default() },
        accounts: vec![FiscalYear { year: 2025, revenue: Some(Money::from_fen(1_234_567)), ..FiscalYear::default() }],
        assets: vec![asset("a"), asset("b"), asset("c")],
        ..Dossier::default()
    };
    DossierFile { dossier, written_by: Some("test 1".to_owned()), ..DossierFile::default() }
}

#[test]
fn what_is_written_reads_back() {
    let file = sample();
    let text = write_file(&file);
    let opened = read_file(text.as_bytes()).unwrap();
    assert_eq!(opened, OpenedFile { file, version: 1, read_only: false, losses: vec![], altered: false });
    assert!(text.starts_with("{\n  \"format\": \"ip-health-check\",\n  \"version\": 1,"), "{text}");
    assert!(!text.contains("null"), "unanswered fields are left out");
}

#[test]
fn a_flipped_digit_is_noticed_where_json_stays_sound() {
    let text = write_file(&sample());
    let flipped = text.replacen("12345.67", "12355.67", 1);
    assert_ne!(flipped, text);
    let opened = read_file(flipped.as_bytes()).unwrap();
    assert!(opened.altered);
    // Another editor's white space is no damage; a file that never had a checksum is not judged.
    let spaced = text.replace('\n', "\r\n").replace("  ", "\t");
    assert!(!read_file(spaced.as_bytes()).unwrap().altered);
    let plain: String = flipped.lines().filter(|line| !line.contains("checksum")).collect();
    assert!(!read_file(plain.as_bytes()).unwrap().altered);
}

#[test]
fn every_flipped_bit_is_refused_noticed_or_without_effect() {
    let text = write_file(&sample());
    let whole = read_file(text.as_bytes()).unwrap();
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(opened) = read_file(&bytes) {
                assert!(opened.altered || opened.file.dossier == whole.file.dossier, "byte {at}, bit {bit}");
            }
        }
    }
}

#[test]
fn unknown_fields_survive_at_every_level() {
    let text = json!({
        "format": FORMAT, "version": 1, "written_by": "x", "envelope_news": [1, null],
        "dossier": {
            "root_news": {"a": null},
            "enterprise": {"name": "n", "enterprise_news": null},
            "accounts": [{"year": 2025, "year_news": 1.5}],
            "products": [{"id": "p", "product_news": "x"}],
            "assets": [{"id": "a", "kind": "design", "asset_news": [null]}],
            "need": {"need_news": true},
            "star": {"star_news": {}},
        },
    });
    let first = read_file(text.to_string().as_bytes()).unwrap().file;
    let written = write_file(&first);
    assert_eq!(read_file(written.as_bytes()).unwrap().file, first);
    let tree: Value = serde_json::from_str(&written).unwrap();
    let expected = [
        ("/envelope_news", json!([1, null])),
        ("/dossier/root_news", json!({"a": null})),
        ("/dossier/enterprise/enterprise_news", json!(null)),
        ("/dossier/accounts/0/year_news", json!(1.5)),
        ("/dossier/products/0/product_news", json!("x")),
        ("/dossier/assets/0/asset_news", json!([null])),
        ("/dossier/need/need_news", json!(true)),
        ("/dossier/star/star_news", json!({})),
    ];
    for (pointer, value) in expected {
        assert_eq!(tree.pointer(pointer), Some(&value), "{pointer}");
    }
}

#[test]
fn drafts_migrate_and_keep_their_original() {
    let drafts = json!({
        "enterprise": {"name": "n", "uscc": "91110000600037341L"},
        "accounts": [{"year": 2024, "revenue": 1200.5, "rd": 1.2, "employees": 85}],
        "patents": [{"id": "a", "type": "utility-model", "title": "夹具"}],
    });
    let text = json!({"format": FORMAT, "version": 0, "dossier": drafts.clone()}).to_string();
    let opened = read_file(text.as_bytes()).unwrap();
    let dossier = &opened.file.dossier;
    assert_eq!((opened.version, opened.read_only), (0, false));
    assert_eq!(dossier.enterprise.credit_code.as_deref(), Some("91110000600037341L"));
    assert_eq!(dossier.accounts[0].revenue, Some(Money::from_yuan(12_005_000)));
    assert_eq!(dossier.accounts[0].rd, Some(Money::from_yuan(12_000)));
    assert_eq!(dossier.accounts[0].employees, Some(85));
    assert_eq!(dossier.assets[0].kind, AssetKind::UtilityModel);
    assert!(dossier.unknown.is_empty());
    // The original rides along through saving and opening.
    let again = read_file(write_file(&opened.file).as_bytes()).unwrap();
    assert_eq!(again.version, FORMAT_VERSION);
    assert_eq!(again.file.original, Some(Original { version: 0, dossier: drafts }));
}

#[test]
fn newer_files_open_read_only_with_what_we_know() {
    let text = json!({
        "format": FORMAT, "version": 9,
        "dossier": {"enterprise": {"name": "n"}, "assets": [{"id": "a", "kind": "quantum-right"}, {"id": "b"}]},
    });
    let opened = read_file(text.to_string().as_bytes()).unwrap();
    assert!(opened.read_only);
    assert_eq!(opened.file.dossier.assets.len(), 2);
    assert_eq!(opened.losses.len(), 1);
    assert_eq!(opened.losses[0].path, "assets.0.kind");
}

#[track_caller]
fn check_error(bytes: &[u8], expected: FileError) {
    assert_eq!(read_file(bytes), Err(expected));
}

#[test]
fn errors_are_precise() {
    check_error(b"", FileError::Empty);
    check_error(b"\xEF\xBB\xBF \n", FileError::Empty);
    check_error(b"PK\x03\x04\xFF", FileError::NotText { offset: 4 });
    check_error(b"{\n  \"format\": ip\n}", FileError::NotJson { line: 2, column: 13 });
    check_error(b"{\n  \"format\": \"ip", FileError::Truncated { line: 2, column: 15 });
    check_error(b"[]", FileError::WrongFormat { found: None });
    check_error(br#"{"format":"other"}"#, FileError::WrongFormat { found: Some("other".into()) });
    check_error(br#"{"format":"ip-health-check"}"#, FileError::Incomplete { field: "version".into() });
    check_error(br#"{"format":"ip-health-check","version":1}"#, FileError::Incomplete { field: "dossier".into() });
}

#[test]
fn every_value_that_does_not_fit_is_named_and_the_rest_saved() {
    let text = json!({
        "format": FORMAT, "version": 1,
        "dossier": {
            "enterprise": {"name": 7, "district": "310115"},
            "accounts": [{"year": 2025, "revenue": "many", "rd": 5}],
            "assets": [{"id": "a", "filing_date": "2021-13-01", "title": "t"}, 5],
        },
    })
    .to_string();
    let Err(FileError::Values { losses }) = read_file(text.as_bytes()) else { panic!("values do not fit") };
    let paths: Vec<&str> = losses.iter().map(|loss| loss.path.as_str()).collect();
    assert_eq!(paths, ["accounts.0.revenue", "assets.0.filing_date", "assets.1", "enterprise.name"]);
    let dossier = salvage_file(text.as_bytes()).unwrap().file.dossier;
    assert_eq!(dossier.enterprise.district.as_deref(), Some("310115"));
    assert_eq!(dossier.accounts[0].rd, Some(Money::from_yuan(5)));
    assert_eq!(dossier.assets[0].title, "t");
}

#[test]
fn a_cut_off_file_gives_back_what_came_before() {
    let text = write_file(&sample());
    let cut = text.find("\"id\": \"c\"").unwrap();
    let opened = salvage_file(&text.as_bytes()[..cut]).unwrap();
    assert_eq!(opened.file.dossier.assets.len(), 3, "the third has lost its id, not its place");
    assert_eq!(opened.file.dossier.assets[1], sample().dossier.assets[1]);
}

#[test]
fn damage_in_one_line_costs_that_line() {
    let text = write_file(&sample()).replacen("\"id\": \"b\"", "\"id: \"b\"", 1);
    assert!(matches!(read_file(text.as_bytes()), Err(FileError::NotJson { .. })));
    let opened = salvage_file(text.as_bytes()).unwrap();
    assert_eq!(opened.file.dossier.assets.len(), 3);
    assert_eq!(opened.file.dossier.assets[2], sample().dossier.assets[2]);
    assert_eq!(opened.losses.len(), 1);
    assert!(opened.losses[0].line.is_some());
}

#[test]
fn the_samples_hold_no_unknown_field() {
    for text in [
        include_str!("../../../../tests/data/samples/biotech.iphc.json"),
        include_str!("../../../../tests/data/samples/chip.iphc.json"),
        include_str!("../../../../tests/data/samples/food.iphc.json"),
    ] {
        let file = read_file(text.as_bytes()).unwrap().file;
        let dossier = &file.dossier;
        let unknown = [&dossier.unknown, &dossier.enterprise.unknown, &dossier.need.unknown, &dossier.star.unknown];
        let nested = dossier
            .assets
            .iter()
            .map(|asset| &asset.unknown)
            .chain(dossier.accounts.iter().map(|year| &year.unknown))
            .chain(dossier.products.iter().map(|product| &product.unknown));
        for fields in unknown.into_iter().chain(nested) {
            assert!(fields.is_empty(), "{fields:?}");
        }
        assert_eq!(read_file(write_file(&file).as_bytes()).unwrap().file, file);
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_file(&bytes);
        let _ = salvage_file(&bytes);
    }

    #[test]
    fn no_damage_panics_and_losses_are_told(at in 0_usize..2_000, byte in any::<u8>()) {
        let mut bytes = write_file(&sample()).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let (Ok(strict), Ok(saved)) = (read_file(&bytes), salvage_file(&bytes)) {
            prop_assert_eq!(strict, saved);
        }
    }

    #[test]
    fn any_cut_is_survived(at in 0_usize..4_000) {
        let text = write_file(&sample());
        let cut = at % text.len();
        let _ = salvage_file(&text.as_bytes()[..cut]);
    }
}
