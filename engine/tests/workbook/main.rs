//! The exported workbook, computed anew by another spreadsheet engine and compared with the assessment cell by cell.

mod sheets;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, AssetKind, AssetStatus, Dossier, read_file};
use ip_health_engine::exchange::{FUNCTIONS, WorkbookOptions, write_workbook};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::working::{LineKind, Working};
use ip_health_engine::{Assessment, Money, Ratio, assess, estimate};
use jiff::civil::{Date, date};

use self::sheets::{At, Sheets};

/// The day the built-in rules were read.
const DAY: Date = date(2026, 11, 23);
const SAMPLES: [&str; 3] = ["chip", "biotech", "food"];
const LANGUAGES: [Language; 2] = [Language::Chinese, Language::English];

fn pack() -> RulePack {
    RulePack::built_in().unwrap()
}

fn sample(name: &str) -> Dossier {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../tests/data/samples/{name}.iphc.json"));
    read_file(&std::fs::read(path).unwrap()).unwrap().file.dossier
}

fn options(language: Language) -> WorkbookOptions {
    WorkbookOptions { language, ..WorkbookOptions::default() }
}

fn open(dossier: &Dossier, assessment: &Assessment, options: &WorkbookOptions) -> Sheets {
    Sheets::open(&write_workbook(dossier, assessment, &pack(), options).unwrap(), assessment)
}

/// Equal to one part in a thousand million. A sum that cancels out, such as the net present value at a solved rate, is
/// measured by the largest number behind it: to a fraction of a fen.
fn near(found: f64, expected: f64, largest: f64) -> bool {
    (found - expected).abs() <= (1e-9 * expected.abs()).max(1e-11 * largest)
}

fn largest(working: &Working) -> f64 {
    working.lines.iter().flat_map(|line| &line.values).fold(0.0, |largest, value| value.abs().max(largest))
}

/// Every cell of a working against the engine; returns how many.
#[track_caller]
fn check_working(sheets: &Sheets, id: &str, working: &Working) -> usize {
    let lines = &sheets.lines[id];
    let mut count = 0;
    for (line, cells) in working.lines.iter().zip(lines) {
        for (value, at) in line.values.iter().zip(cells) {
            let found = sheets.number(*at).unwrap_or_else(|| panic!("{id} {at:?}: {:?}", sheets.value(*at)));
            assert!(
                near(found, *value, largest(working)),
                "{id}, {}: {found} instead of {value}; {:?}",
                line.term.id(),
                sheets.formula(*at)
            );
            count += 1;
        }
    }
    count
}

#[track_caller]
fn check_all(name: &str, language: Language) {
    let dossier = sample(name);
    let assessment = assess(&dossier, &pack(), DAY).unwrap();
    let sheets = open(&dossier, &assessment, &options(language));
    let ids: Vec<&str> = assessment.workings.iter().map(|(id, _)| id).collect();
    assert_eq!(sheets.lines.keys().map(String::as_str).collect::<Vec<_>>(), ids, "every working has its block");
    let count: usize = assessment.workings.iter().map(|(id, working)| check_working(&sheets, id, working)).sum();
    let values: usize = assessment.workings.iter().flat_map(|(_, working)| &working.lines).map(|line| line.values.len()).sum();
    assert_eq!(count, values);
    check_constants(&sheets, &assessment);
    check_functions(&sheets);
}

/// On the sheets of workings every number is a formula, and every formula whose definition reads a line reads a cell.
/// The numbers themselves stand on the sheets of inputs.
fn check_constants(sheets: &Sheets, assessment: &Assessment) {
    let working_sheets: BTreeSet<u32> = sheets.lines.values().flatten().flatten().map(|at| at.0).collect();
    for at in sheets.cells().into_iter().filter(|at| working_sheets.contains(&at.0)) {
        let counts_places = at.2 == 1;
        let constant = sheets.number(at).is_some() && sheets.formula(at).is_none();
        assert!(!constant || counts_places, "{at:?} on {} is a constant", sheets.names[at.0 as usize]);
    }
    for (id, working) in assessment.workings.iter() {
        for (line, cells) in working.lines.iter().zip(&sheets.lines[id]) {
            let reads = match &line.kind {
                LineKind::Given(_) => true,
                LineKind::Computed(formula) => !formula.lines().is_empty(),
            };
            for at in cells {
                let formula = sheets.formula(*at).unwrap();
                let is_reference = formula.chars().zip(formula.chars().skip(1)).any(|(column, row)| {
                    column.is_ascii_uppercase() && row.is_ascii_digit()
                });
                assert_eq!(is_reference, reads, "{id}, {}: {formula}", line.term.id());
            }
        }
    }
}

/// Only functions that every spreadsheet program has had since 2010.
fn check_functions(sheets: &Sheets) {
    let mut used = BTreeSet::new();
    for formula in sheets.cells().into_iter().filter_map(|at| sheets.formula(at)) {
        for (end, _) in formula.match_indices('(') {
            let name: String = formula[..end].chars().rev().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '.').collect();
            let name: String = name.chars().rev().collect();
            if !name.is_empty() && !formula[end..].starts_with("()'") {
                used.insert(name);
            }
        }
    }
    used.retain(|name| !FUNCTIONS.contains(&name.as_str()));
    assert_eq!(used, BTreeSet::new());
}

#[test]
fn chip_in_chinese() {
    check_all("chip", Language::Chinese);
}

#[test]
fn chip_in_english() {
    check_all("chip", Language::English);
}

#[test]
fn biotech_in_chinese() {
    check_all("biotech", Language::Chinese);
}

#[test]
fn biotech_in_english() {
    check_all("biotech", Language::English);
}

#[test]
fn food_in_chinese() {
    check_all("food", Language::Chinese);
}

#[test]
fn food_in_english() {
    check_all("food", Language::English);
}
