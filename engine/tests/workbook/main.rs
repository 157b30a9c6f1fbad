//! The exported workbook, computed anew by another spreadsheet engine and compared with the assessment cell by cell.

mod licences;
mod sheets;
mod words;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use ip_health_engine::dossier::{Asset, Dossier, read_file};
use ip_health_engine::exchange::{FUNCTIONS, WorkbookOptions, write_workbook};
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::working::{LineKind, Working};
use ip_health_engine::{Assessment, Money, Ratio, assess, estimate};
use jiff::civil::{Date, date};

use self::sheets::{At, Sheets};

/// The day the built-in rules were read.
const DAY: Date = date(2026, 11, 23);

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
    check_cells(&open(&dossier, &assessment, &options(language)), &assessment);
}

/// Every cell of every working.
#[track_caller]
fn check_cells(sheets: &Sheets, assessment: &Assessment) {
    let ids: Vec<&str> = assessment.workings.iter().map(|(id, _)| id).collect();
    assert_eq!(sheets.lines.keys().map(String::as_str).collect::<Vec<_>>(), ids, "every working has its block");
    let count: usize = assessment.workings.iter().map(|(id, working)| check_working(sheets, id, working)).sum();
    let values: usize =
        assessment.workings.iter().flat_map(|(_, working)| &working.lines).map(|line| line.values.len()).sum();
    assert_eq!(count, values);
    check_constants(sheets, assessment);
    check_functions(sheets);
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
                let is_reference = formula
                    .chars()
                    .zip(formula.chars().skip(1))
                    .any(|(column, row)| column.is_ascii_uppercase() && row.is_ascii_digit());
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
            let name: String = formula[..end]
                .chars()
                .rev()
                .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '.')
                .collect();
            let name: String = name.chars().rev().collect();
            if !name.is_empty() && !formula[end..].starts_with("()'") {
                used.insert(name);
            }
        }
    }
    used.retain(|name| !FUNCTIONS.contains(&name.as_str()));
    assert_eq!(used, BTreeSet::new());
}

/// What an input of the workbook is changed to, and the same change told to the engine.
struct Change<'a> {
    sample: &'a str,
    /// Key of the input, and its place.
    input: (&'a str, i32),
    /// The new value.
    value: f64,
    /// The same change of the dossier or of the rules.
    tell: &'a dyn Fn(&mut Dossier, &mut RulePack),
    /// Figures that must be among those that move.
    moves: &'a [&'a str],
}

/// Changes one input in the workbook and the same number in the engine, and compares all workings that rest on nothing
/// else that changed: simulation and solvers run in the engine only.
#[track_caller]
fn check_change(change: &Change) {
    let mut dossier = sample(change.sample);
    let before = estimate(&dossier, &pack(), DAY).unwrap();
    let mut sheets = open(&dossier, &before, &options(Language::Chinese));
    let mut rules = pack();
    (change.tell)(&mut dossier, &mut rules);
    let after = estimate(&dossier, &rules, DAY).unwrap();
    let (sheet, row, column) = sheets.input(change.input.0);
    let changed = (sheet, row, column + change.input.1);
    sheets.set(changed, change.value);

    let mut moved = BTreeSet::new();
    let mut count = 0;
    for (id, working) in after.workings.iter() {
        let Some(old) = before.workings.get(id) else { continue };
        let is_same_shape = old.lines.len() == working.lines.len()
            && old
                .lines
                .iter()
                .zip(&working.lines)
                .all(|(old, new)| old.kind == new.kind && old.values.len() == new.values.len());
        // Every given number is the one that was changed, or the one it was, or a figure that is right itself.
        let given = working.lines.iter().zip(&old.lines).zip(&sheets.lines[id]);
        let is_known =
            given.filter(|((line, _), _)| matches!(line.kind, LineKind::Given(_))).all(|((line, old), cells)| {
                let found = cells.iter().map(|at| sheets.number(*at));
                line.values == old.values
                    || line
                        .values
                        .iter()
                        .zip(found)
                        .all(|(value, found)| found.is_some_and(|found| near(found, *value, 0.0)))
            });
        if is_same_shape && is_known {
            count += check_working(&sheets, id, working);
            if !near(old.value(), working.value(), 0.0) {
                moved.insert(id);
            }
        }
    }
    for id in change.moves {
        assert!(moved.contains(id), "{id} did not move; moved: {moved:?}");
    }
    assert!(count > 500, "only {count} cells were compared");
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

/// A record of the built-in rules with another value.
fn with_value(pack: &mut RulePack, id: &str, value: serde_json::Value) {
    let record = pack.pack().parameters.iter().find(|record| record.id == id).unwrap();
    let citation = &record.provenance.citations[0];
    let json = serde_json::json!({
        "pack": { "id": "changed", "version": "1", "title": record.label },
        "parameter": [{
            "id": id,
            "label": record.label,
            "value": value,
            "unit": record.unit,
            "source": [format!("{} {}", citation.source, citation.article).trim_end()],
            "confidence": "assumption",
            "reason": record.label,
        }],
    });
    *pack = pack.overlaid_with_json(&json.to_string()).unwrap();
}

#[test]
fn another_revenue_of_last_year() {
    check_change(&Change {
        sample: "chip",
        input: ("accounts.2025.revenue", 0),
        value: 104_300_000.0,
        tell: &|dossier, _| {
            let year = dossier.accounts.iter_mut().find(|year| year.year == 2025).unwrap();
            year.revenue = Some(Money::from_yuan(104_300_000));
        },
        moves: &["financing.limit.need", "star.i1.rd-share", "star.i4.cagr"],
    });
}

#[test]
fn another_margin_of_a_product() {
    check_change(&Change {
        sample: "chip",
        input: ("products.ldo.operating_margin", 0),
        value: 0.12,
        tell: &|dossier, _| {
            let product = dossier.products.iter_mut().find(|product| product.id == "ldo").unwrap();
            product.operating_margin = Ratio::new(0.12);
        },
        moves: &["valuation.pool.ldo.technology.profit-share"],
    });
}

#[test]
fn another_risk_free_rate() {
    check_change(&Change {
        sample: "chip",
        input: ("valuation.discount.risk-free", 0),
        value: 0.025,
        tell: &|_, rules| with_value(rules, "valuation.discount.risk-free", 0.025.into()),
        moves: &[
            "valuation.pool.pmic.brand.discount-rate",
            "valuation.pool.pmic.brand.relief-from-royalty",
            "valuation.portfolio.method.relief-from-royalty",
        ],
    });
}

#[test]
fn another_ceiling_of_the_share_rate() {
    check_change(&Change {
        sample: "chip",
        input: ("valuation.share.band.integrated-circuits", 2),
        value: 0.04,
        tell: &|_, rules| {
            let band = serde_json::json!({ "low": 0.01, "mode": 0.025, "high": 0.04 });
            with_value(rules, "valuation.share.band.integrated-circuits", band);
        },
        moves: &["valuation.pool.pmic.technology.rate", "valuation.pool.pmic.technology.revenue-share"],
    });
}

#[test]
fn another_discount_rate_of_a_stage() {
    check_change(&Change {
        sample: "chip",
        input: ("valuation.discount.stage.mature", 1),
        value: 0.135,
        tell: &|_, rules| {
            let rate = serde_json::json!({ "low": 0.1, "mode": 0.135, "high": 0.16 });
            with_value(rules, "valuation.discount.stage.mature", rate);
        },
        moves: &["valuation.pool.ldo.technology.discount-rate", "valuation.pool.ldo.technology.profit-share"],
    });
}

#[test]
fn what_a_person_typed_stays_text() {
    let mut dossier = sample("food");
    let typed = ["=HYPERLINK(\"http://x\",\"x\")", "+1+2", "@SUM(A1)", "{=1}"];
    dossier.enterprise.name = typed[0].to_owned();
    let first = dossier.assets.iter_mut().zip(typed);
    for (asset, text) in first {
        let asset = Arc::make_mut(asset);
        asset.title = text.to_owned();
        asset.number = Some("20211033339550000001".to_owned());
    }
    dossier.products[0].name = typed[0].to_owned();
    let assessment = assess(&dossier, &pack(), DAY).unwrap();
    let bytes = write_workbook(&dossier, &assessment, &pack(), &options(Language::Chinese)).unwrap();
    let sheets = Sheets::open(&bytes, &assessment);
    for text in typed {
        let cells: Vec<At> = sheets.cells().into_iter().filter(|at| sheets.text(*at) == text).collect();
        assert!(!cells.is_empty(), "{text} is nowhere");
        assert!(cells.iter().all(|at| sheets.formula(*at).is_none()), "{text} is a formula");
    }
    let number = |at: &At| sheets.text(*at) == "20211033339550000001";
    assert_eq!(sheets.cells().iter().filter(|at| number(at)).count(), typed.len(), "long numbers stay whole");
    check_functions(&sheets);
}

#[test]
fn the_results_beside_the_formulas_are_the_engine_s() {
    let dossier = sample("chip");
    let assessment = estimate(&dossier, &pack(), DAY).unwrap();
    let bytes = write_workbook(&dossier, &assessment, &pack(), &options(Language::Chinese)).unwrap();
    let mut sheets = Sheets::open(&bytes, &assessment);
    let computed: Vec<(At, f64)> = sheets
        .cells()
        .into_iter()
        .filter(|at| sheets.formula(*at).is_some())
        .map(|at| (at, sheets.number(at).unwrap_or_else(|| panic!("{at:?}: {:?}", sheets.value(at)))))
        .collect();
    sheets.forget(&bytes);
    for (at, number) in computed {
        let stored = sheets.number(at).unwrap();
        assert!(near(stored, number, 1e7), "{at:?} {:?}: {stored}, computed {number}", sheets.formula(at));
    }
}

#[test]
fn same_inputs_same_bytes() {
    let dossier = sample("chip");
    let assessment = estimate(&dossier, &pack(), DAY).unwrap();
    let write = || write_workbook(&dossier, &assessment, &pack(), &WorkbookOptions::default()).unwrap();
    let first = write();
    // The format keeps times to two seconds.
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert_eq!(first, write());
}

#[test]
fn a_long_series_goes_down() {
    let mut dossier = sample("chip");
    many(&mut dossier, 60);
    let assessment = estimate(&dossier, &pack(), DAY).unwrap();
    let sheets = open(&dossier, &assessment, &WorkbookOptions::default());
    let count: usize = assessment.workings.iter().map(|(id, working)| check_working(&sheets, id, working)).sum();
    assert!(count > 10_000, "{count}");
    check_constants(&sheets, &assessment);
}

#[test]
fn thousands_of_rights_are_rows_of_values() {
    let mut dossier = sample("chip");
    many(&mut dossier, 3_000);
    let assessment = estimate(&dossier, &pack(), DAY).unwrap();
    let bytes = write_workbook(&dossier, &assessment, &pack(), &WorkbookOptions::default()).unwrap();
    assert!(bytes.len() < 2_000_000, "{} bytes", bytes.len());
    let sheets = Sheets::open(&bytes, &assessment);
    let rights = sheets.sheet(["权利清单", "Rights"]);
    let ids = sheets.cells().into_iter().filter(|at| at.0 == rights && at.2 == 1).count();
    assert_eq!(ids, dossier.assets.len() + 1);
    let values: f64 =
        sheets.cells().iter().filter(|at| at.0 == rights && at.2 == 7).filter_map(|at| sheets.number(*at)).sum();
    assert!(near(values, assessment.valuation.value.value, 0.0), "{values}");
}

/// Copies of the first rights until there are `count`.
fn many(dossier: &mut Dossier, count: usize) {
    let models = dossier.assets.clone();
    for (number, model) in (0..count.saturating_sub(models.len())).zip(models.iter().cycle()) {
        let mut asset = Asset::clone(model);
        asset.id = format!("copy-{number}");
        asset.family = None;
        asset.number = None;
        dossier.assets.push(Arc::new(asset));
    }
}

/// The check itself: a number that is off by a hundred millionth is found, whether the engine says otherwise or a cell.
#[test]
fn a_cell_that_says_otherwise_is_found() {
    let dossier = sample("food");
    let assessment = assess(&dossier, &pack(), DAY).unwrap();
    let mut sheets = open(&dossier, &assessment, &options(Language::English));
    let id = "valuation.portfolio.value";
    let working = assessment.workings.get(id).unwrap();
    assert!(check_working(&sheets, id, working) > 0);
    let fails = |sheets: &Sheets, working: &Working| {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check_working(sheets, id, working))).is_err()
    };
    let mut wrong = working.clone();
    let last = wrong.lines.last_mut().and_then(|line| line.values.last_mut()).unwrap();
    *last *= 1.0 + 1e-8;
    assert!(fails(&sheets, &wrong), "the engine says otherwise");
    // The same in the workbook: the computed cell replaced by a number that is a little off.
    let at = *sheets.lines[id].last().and_then(|cells| cells.last()).unwrap();
    let number = sheets.number(at).unwrap();
    sheets.set(at, number * (1.0 + 1e-8));
    assert!(fails(&sheets, working), "a cell says otherwise");
}
