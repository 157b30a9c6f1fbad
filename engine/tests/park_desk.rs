//! The desk's workbook, computed anew by another spreadsheet engine: every formula says what the engine said, and a firm
//! taken out in the sheet changes the pool as it does in the engine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use ip_health_engine::dossier::{AssetKind, Sector};
use ip_health_engine::exchange::{DESK_FUNCTIONS, DeskBook, write_desk};
use ip_health_engine::financing::PoolCollateral;
use ip_health_engine::park::{
    Candidate, Firm, FirmFile, PoolOptions, PoolRules, Unread, UnreadReason, build_pool, duplicates, read_firm,
};
use ip_health_engine::rules::{Language, RulePack};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use jiff::civil::{Date, date};

const DAY: Date = date(2026, 11, 23);

fn sample(name: &str) -> Firm {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../tests/data/samples/{name}.iphc.json"));
    let bytes = std::fs::read(path).unwrap();
    let file = FirmFile { name, bytes: &bytes, modified: Some(date(2026, 11, 1)) };
    read_firm(&file, &RulePack::built_in().unwrap(), DAY).unwrap()
}

/// Thirty firms: the samples over and over under other names, one of them twice.
fn firms() -> Vec<Rc<Firm>> {
    let samples = ["chip", "biotech", "food", "software", "machinery"].map(sample);
    let mut firms: Vec<Firm> = (0..30)
        .map(|place| Firm {
            name: format!("=企业{place}"),
            code: Some(format!("CODE{place}")),
            content: place as u64,
            sector: (place != 7).then(|| Sector::ALL[place % 7]),
            candidate: Candidate {
                collateral: vec![PoolCollateral {
                    kind: AssetKind::Invention,
                    rights: 2,
                    value: 4e6 + 3e5 * (place * place) as f64,
                    rate: 0.4,
                }],
                need: None,
                cover: (place != 3).then_some(1.5),
                failed: if place == 4 { vec!["AB-H03".to_owned()] } else { Vec::new() },
                open: Vec::new(),
            },
            ..samples[place % 5].clone()
        })
        .collect();
    firms.push(Firm { content: 99, ..firms[0].clone() });
    firms.into_iter().map(Rc::new).collect()
}

struct Opened {
    model: Model<'static>,
    names: Vec<String>,
}

type At = (u32, i32, i32);

impl Opened {
    fn new(bytes: &[u8], compute: bool) -> Self {
        let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "desk", "en", "UTC").unwrap();
        let mut model = Model::from_workbook(workbook, "en").unwrap();
        if compute {
            model.evaluate();
        }
        let names = model.get_worksheets_properties().into_iter().map(|sheet| sheet.name).collect();
        Opened { model, names }
    }

    fn value(&self, at: At) -> CellValue {
        self.model.get_cell_value_by_index(at.0, at.1, at.2).unwrap()
    }

    fn formulas(&self) -> BTreeMap<At, String> {
        let cells = self.model.get_all_cells().into_iter().map(|cell| (cell.index, cell.row, cell.column));
        cells.filter_map(|at| Some((at, self.model.get_cell_formula(at.0, at.1, at.2).unwrap()?))).collect()
    }

    /// The cell right of a text in the first column of a sheet.
    fn beside(&self, sheet: &str, text: &str) -> At {
        let index = self.names.iter().position(|name| name == sheet).unwrap() as u32;
        let row = (1..200).find(|row| self.value((index, *row, 1)) == CellValue::String(text.to_owned()));
        (index, row.unwrap_or_else(|| panic!("no {text} on {sheet}")), 2)
    }

    fn number(&self, at: At) -> f64 {
        match self.value(at) {
            CellValue::Number(number) => number,
            other => panic!("{at:?}: {other:?}"),
        }
    }
}

fn book(firms: &[Rc<Firm>], chosen: &[usize], options: &PoolOptions, language: Language, masked: bool) -> Vec<u8> {
    let unread = [Unread { file: "坏.json".to_owned(), reason: UnreadReason::Unreadable }];
    let book = DeskBook { firms, unread: &unread, chosen, options, masked, as_of: DAY, language };
    write_desk(&book, &RulePack::built_in().unwrap()).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{found} instead of {expected}");
}

#[test]
fn every_formula_says_what_the_engine_says() {
    let firms = firms();
    let chosen: Vec<usize> = (0..firms.len()).collect();
    for (language, cap) in [(Language::Chinese, false), (Language::English, true)] {
        let options = PoolOptions { cap, ..PoolOptions::default() };
        let bytes = book(&firms, &chosen, &options, language, false);
        let (written, computed) = (Opened::new(&bytes, false), Opened::new(&bytes, true));
        let formulas = computed.formulas();
        assert!(formulas.len() > 180, "{}", formulas.len());
        let mut used = BTreeSet::new();
        for (at, formula) in &formulas {
            match (written.value(*at), computed.value(*at)) {
                (CellValue::Number(said), CellValue::Number(found)) => near(found, said),
                (said, found) => assert_eq!(found, said, "{at:?} {formula}"),
            }
            let mut word = String::new();
            let text: String = formula.split('"').step_by(2).collect();
            for letter in text.chars() {
                if letter == '(' && !word.is_empty() {
                    used.insert(std::mem::take(&mut word));
                }
                if letter.is_ascii_uppercase() { word.push(letter) } else { word.clear() }
            }
        }
        used.retain(|name| !DESK_FUNCTIONS.contains(&name.as_str()));
        assert_eq!(used, BTreeSet::new());
    }
}

#[test]
fn a_firm_taken_out_in_the_sheet_leaves_the_pool_as_in_the_engine() {
    let firms = firms();
    let chosen: Vec<usize> = (0..20).collect();
    let options = PoolOptions::default();
    let mut sheet = Opened::new(&book(&firms, &chosen, &options, Language::Chinese, false), true);
    let pack = RulePack::built_in().unwrap();
    let rules = PoolRules::of(&pack.on(DAY)).unwrap();
    let pool = |chosen: &[usize]| {
        let rows = chosen.iter().map(|place| (*place, &*firms[*place]));
        build_pool(rows, &duplicates(&firms), &options, &rules)
    };
    let before = pool(&chosen);
    let amount = sheet.beside("资产池", "资产池规模（元）");
    near(sheet.number(amount), before.amount);
    // The first firm of the table is the largest.
    let head = sheet.beside("资产池", "入池（1/0）");
    sheet.model.update_cell_with_number(head.0, head.1 + 1, 1, 0.0).unwrap();
    sheet.model.evaluate();
    let largest = before.entries[0].firm;
    let without: Vec<usize> = chosen.iter().copied().filter(|place| *place != largest).collect();
    let after = pool(&without);
    near(sheet.number(amount), after.amount);
    near(sheet.number(sheet.beside("资产池", "最大单户占比")), after.largest);
    near(sheet.number(sheet.beside("资产池", "前三户占比")), after.three);
    near(sheet.number(sheet.beside("资产池", "赫芬达尔指数（HHI）")), after.hhi);
    near(sheet.number(sheet.beside("资产池", "优先级现金覆盖倍数")), after.flow.unwrap().cover);
}

#[test]
fn masked_names_stand_nowhere_and_typed_texts_stay_texts() {
    let firms = firms();
    let chosen: Vec<usize> = (0..firms.len()).collect();
    let masked = book(&firms, &chosen, &PoolOptions::default(), Language::English, true);
    let opened = Opened::new(&masked, true);
    for cell in opened.model.get_all_cells() {
        if let CellValue::String(text) = opened.value((cell.index, cell.row, cell.column)) {
            assert!(!text.contains("企业") && !text.contains("CODE") && !text.contains("坏"), "{text}");
        }
    }
    // A name that begins like a formula is no formula. The first firm has a newer file at the end, which counts.
    let plain = Opened::new(&book(&firms, &[], &PoolOptions::default(), Language::Chinese, false), true);
    assert_eq!(plain.value((0, 2, 2)), CellValue::String("=企业1".to_owned()));
}

#[test]
fn a_desk_of_nothing_is_written_too() {
    let bytes = book(&[], &[], &PoolOptions::default(), Language::Chinese, false);
    let opened = Opened::new(&bytes, true);
    assert_eq!(opened.names, ["名单", "白名单", "汇总", "资产池", "未读入文件", "依据"]);
    for (at, formula) in opened.formulas() {
        let found = opened.value(at);
        assert!(!matches!(&found, CellValue::String(text) if text.starts_with('#')), "{formula}: {found:?}");
    }
}
