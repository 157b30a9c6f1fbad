//! A workbook opened with an independent spreadsheet engine, and the workings found in it again by what a person sees:
//! the id beside the title of a block, then one row (or column) a line.

use std::collections::BTreeMap;

use ip_health_engine::Assessment;
use ip_health_engine::working::Workings;
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;

/// A cell: sheet, row and column, the latter two from 1.
pub type At = (u32, i32, i32);

/// Columns of the sheets of workings.
const NAME: i32 = 1;
const ID: i32 = 3;
const FIRST: i32 = 4;

/// The workbook.
pub struct Sheets {
    pub model: Model<'static>,
    pub names: Vec<String>,
    /// Cells of every line of every working, by id: lines in order, places in order.
    pub lines: BTreeMap<String, Vec<Vec<At>>>,
}

impl Sheets {
    /// Opens and computes a workbook.
    pub fn open(bytes: &[u8], assessment: &Assessment) -> Sheets {
        let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "workbook", "en", "UTC").unwrap();
        let mut model = Model::from_workbook(workbook, "en").unwrap();
        model.evaluate();
        let names: Vec<String> = model.get_worksheets_properties().into_iter().map(|sheet| sheet.name).collect();
        let mut sheets = Sheets { model, names, lines: BTreeMap::new() };
        sheets.find(&assessment.workings);
        sheets
    }

    /// Opens the workbook again without computing it: cells show what the file says.
    pub fn forget(&mut self, bytes: &[u8]) {
        let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "workbook", "en", "UTC").unwrap();
        self.model = Model::from_workbook(workbook, "en").unwrap();
    }

    /// Changes a number and computes everything anew.
    pub fn set(&mut self, at: At, number: f64) {
        self.model.update_cell_with_number(at.0, at.1, at.2, number).unwrap();
        self.model.evaluate();
    }

    /// What a cell holds.
    pub fn value(&self, at: At) -> CellValue {
        self.model.get_cell_value_by_index(at.0, at.1, at.2).unwrap()
    }

    /// The number in a cell; `None` for anything else.
    pub fn number(&self, at: At) -> Option<f64> {
        match self.value(at) {
            CellValue::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The text in a cell; empty for anything else.
    pub fn text(&self, at: At) -> String {
        match self.value(at) {
            CellValue::String(text) => text,
            _ => String::new(),
        }
    }

    /// The formula of a cell.
    pub fn formula(&self, at: At) -> Option<String> {
        self.model.get_cell_formula(at.0, at.1, at.2).unwrap()
    }

    /// Every cell that holds something.
    pub fn cells(&self) -> Vec<At> {
        self.model.get_all_cells().into_iter().map(|cell| (cell.index, cell.row, cell.column)).collect()
    }

    /// The sheet named in either language.
    pub fn sheet(&self, names: [&str; 2]) -> u32 {
        let place = self.names.iter().position(|name| names.contains(&name.as_str()));
        u32::try_from(place.unwrap_or_else(|| panic!("{names:?} is not among {:?}", self.names))).unwrap()
    }

    /// The cell of the input whose key is `key`.
    pub fn input(&self, key: &str) -> At {
        let sheet = self.sheet(["输入", "Inputs"]);
        let row = (1..5_000).find(|row| self.text((sheet, *row, 5)) == key);
        (sheet, row.unwrap_or_else(|| panic!("no input {key}")), 6)
    }

    fn find(&mut self, workings: &Workings) {
        let titles: Vec<(String, At)> = self
            .cells()
            .into_iter()
            .filter(|at| at.2 == ID && ["公式", "Formula"].contains(&self.text((at.0, 1, ID)).as_str()))
            .map(|at| (self.text(at), at))
            .filter(|(id, at)| workings.get(id).is_some() && !self.text((at.0, at.1, NAME)).is_empty())
            .collect();
        for (id, (sheet, row, _)) in titles {
            let working = workings.get(&id).unwrap();
            let down = ["序号", "No."].contains(&self.text((sheet, row + 3, NAME)).as_str());
            let is_terms = |name: &str| ["求和各项", "Terms of the sum"].contains(&name);
            let mut next = 0;
            let mut lines = Vec::new();
            for line in &working.lines {
                let head =
                    |next: i32| if down { (sheet, row + 1, FIRST + next) } else { (sheet, row + 1 + next, NAME) };
                while is_terms(&self.text(head(next))) {
                    next += 1;
                }
                let places = 0..i32::try_from(line.values.len()).unwrap();
                lines.push(
                    places
                        .map(|place| {
                            if down {
                                (sheet, row + 4 + place, FIRST + next)
                            } else {
                                (sheet, row + 1 + next, FIRST + place)
                            }
                        })
                        .collect(),
                );
                next += 1;
            }
            assert!(self.lines.insert(id.clone(), lines).is_none(), "{id} stands twice");
        }
    }
}
