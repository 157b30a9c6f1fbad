//! What is computed from a dossier: the assessment and its workbook.

use ip_health_engine::exchange::WorkbookOptions;
use ip_health_engine::exchange::write_workbook as engine_workbook;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer;
use crate::fault::Fault;
use crate::options::{Options, dossier_of};

/// The assessment of a dossier file as JSON.
///
/// # Errors
/// What is wrong with the file, the options or the rules.
#[wasm_bindgen]
pub fn assess(file: &[u8], options: &str) -> Result<String, Fault> {
    let options = Options::read(options)?;
    let assessment = ip_health_engine::assess(&dossier_of(file)?, &options.pack()?, options.day()?)?;
    answer(&assessment)
}

/// The workings of a dossier file as an `.xlsx` workbook with live formulas.
///
/// # Errors
/// What is wrong with the file, the options or the rules; a workbook that the format cannot hold.
#[wasm_bindgen(js_name = writeWorkbook)]
pub fn write_workbook(file: &[u8], options: &str) -> Result<Vec<u8>, Fault> {
    let options = Options::read(options)?;
    let (dossier, pack) = (dossier_of(file)?, options.pack()?);
    let assessment = ip_health_engine::assess(&dossier, &pack, options.day()?)?;
    let usual = WorkbookOptions::default();
    let longest_series = options.longest_series.unwrap_or(usual.longest_series);
    let look = WorkbookOptions { language: options.language, longest_series };
    Ok(engine_workbook(&dossier, &assessment, &pack, &look)?)
}
