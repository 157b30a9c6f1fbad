//! Separated text: commas, tabs or semicolons.

use super::table::{Row, Sheet};
use super::{Meter, Stopped};

/// Reads separated text into one sheet. Row numbers are those a spreadsheet would show: a cell with line breaks does not
/// count twice, an empty line counts.
pub(super) fn read(text: &str, meter: &mut Meter<'_>) -> Result<Sheet, Stopped> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    let mut line = reader.position().line();
    while reader.read_record(&mut record).unwrap_or(false) {
        let next_line = reader.position().line();
        let breaks: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        // The reader skips empty lines; those between are what the lines passed exceed the record's own.
        let passed = usize::try_from(next_line.saturating_sub(line)).unwrap_or(1);
        number += 1 + u32::try_from(passed.saturating_sub(breaks + 1)).unwrap_or(0);
        line = next_line;
        let mut row = Row::new(number);
        for (position, cell) in record.iter().enumerate() {
            row.push(position, cell);
        }
        if !row.is_empty() {
            meter.row()?;
            sheet.rows.push(row);
        }
        meter.tick(number)?;
    }
    Ok(sheet)
}

/// The separator that occurs most in the first lines, outside quotes.
fn separator(text: &str) -> u8 {
    let mut counts = [(b',', 0_u32), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in text.bytes().take(16_384) {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted {
            for (mark, count) in &mut counts {
                *count += u32::from(*mark == byte);
            }
        }
    }
    // Semicolons also join values within cells, so they count only where nothing else separates.
    let [(_, commas), (_, tabs), (_, semicolons)] = counts;
    if tabs > commas {
        b'\t'
    } else if commas == 0 && semicolons > 0 {
        b';'
    } else {
        b','
    }
}

#[cfg(test)]
mod tests {
    use super::super::Meter;
    use super::*;
    use crate::exchange::Flow;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut go_on = |_| Flow::Continue;
        let sheet = read(text, &mut Meter::new(&mut go_on)).unwrap();
        sheet.rows.iter().map(|row| (row.number, row.cells().map(|(_, cell)| cell.to_owned()).collect())).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let text = "a,b\n\n\"c\nd\",e\n,,\nf,\"g,h\"\n";
        let expected = [(1, vec!["a", "b"]), (3, vec!["c\nd", "e"]), (5, vec!["f", "g,h"])];
        let expected: Vec<(u32, Vec<String>)> =
            expected.into_iter().map(|(row, cells)| (row, cells.into_iter().map(str::to_owned).collect())).collect();
        assert_eq!(rows(text), expected);
    }

    #[test]
    fn separators() {
        assert_eq!(separator("a\tb,c\td\n"), b'\t');
        assert_eq!(separator("a;b\n"), b';');
        assert_eq!(separator("a,\"b;c;d\",e;f;g;h\n"), b',');
    }
}
