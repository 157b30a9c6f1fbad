//! Workbooks .xlsx.

use std::io::{Cursor, Read as _};
use std::ops::Range;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use zip::ZipArchive;

use super::table::{Row, Sheet};
use super::{MOST_MEGABYTES, Meter, Stopped, most_bytes};
use crate::exchange::ImportError;

/// The days that Excel counts: 1900-01-01 to 9999-12-31.
const DAYS: Range<f64> = 1.0..2_958_466.0;

/// Reads every worksheet, hidden ones too, cell by cell.
///
/// The parser behind it panics on some damaged books; natively that is caught here and told as damage. In wasm it ends
/// the worker, which the page tells likewise.
pub(super) fn read(bytes: &[u8], meter: &mut Meter<'_>) -> Result<Vec<Sheet>, Stopped> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read_cells(bytes, meter)))
        .unwrap_or_else(|_| Err(Stopped(ImportError::Damaged { detail: "the parser gave up".to_owned() })))
}

/// Unpacks every part once and throws it away: what an archive says of its own sizes may be a lie, and the parser keeps
/// some parts whole.
fn bound(bytes: &[u8]) -> Result<(), Stopped> {
    // What is no archive, or a damaged one, is for the parser to say.
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let mut left = most_bytes();
    for place in 0..archive.len() {
        let Ok(part) = archive.by_index(place) else { continue };
        let unpacked = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        left = left.checked_sub(unpacked).ok_or(Stopped(ImportError::TooLarge { most: MOST_MEGABYTES }))?;
    }
    Ok(())
}

fn read_cells(bytes: &[u8], meter: &mut Meter<'_>) -> Result<Vec<Sheet>, Stopped> {
    bound(bytes)?;
    let opened = Xlsx::new(Cursor::new(bytes)).map_err(failed);
    if opened.as_ref().map_or(true, |book: &Xlsx<Cursor<&[u8]>>| book.sheet_names().is_empty()) && !holds_sheets(bytes)
    {
        return Err(Stopped(ImportError::NotATable));
    }
    let mut book = opened?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        let mut sheet = Sheet { name: name.clone(), rows: Vec::new() };
        // Chart sheets have no cells to read; they are no damage.
        let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
            sheets.push(sheet);
            continue;
        };
        let mut row = Row::new(1);
        while let Some(cell) = cells.next_cell().map_err(failed)? {
            let (at, position) = cell.get_position();
            let number = at.saturating_add(1);
            if number != row.number {
                let full = std::mem::replace(&mut row, Row::new(number));
                if !full.is_empty() {
                    meter.row()?;
                    sheet.rows.push(full);
                }
                meter.tick(number)?;
            }
            let position = position as usize;
            match cell.get_value() {
                DataRef::String(text) => row.push(position, text),
                DataRef::SharedString(text) => row.push(position, text),
                DataRef::Int(number) => row.push(position, &number.to_string()),
                DataRef::Float(number) => row.push(position, &number.to_string()),
                // Excel's own calendar: what lies outside is a number with a format by mistake.
                DataRef::DateTime(moment) if !DAYS.contains(&moment.as_f64()) => {
                    row.push(position, &moment.as_f64().to_string());
                }
                DataRef::DateTime(moment) => {
                    let (year, month, day, ..) = moment.to_ymd_hms_milli();
                    row.push(position, &format!("{year:04}-{month:02}-{day:02}"));
                }
                DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => row.push(position, text),
                DataRef::Bool(_) | DataRef::Error(_) | DataRef::Empty => {}
            }
        }
        if !row.is_empty() {
            sheet.rows.push(row);
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// Whether an archive names parts of a workbook. Text documents, presentations and plain archives start with the same
/// bytes; the names of its files stand in an archive as they are.
fn holds_sheets(bytes: &[u8]) -> bool {
    bytes.windows(7).any(|window| window == b"xl/work")
}

fn failed(error: XlsxError) -> Stopped {
    match error {
        XlsxError::Password => Stopped(ImportError::Encrypted),
        other => Stopped(ImportError::Damaged { detail: other.to_string() }),
    }
}
