//! A file as sheets of rows of text, whatever its form.

/// One sheet, or a whole text file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    pub name: String,
    /// Filled rows only, in order.
    pub rows: Vec<Row>,
}

/// A row with at least one filled cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// As the spreadsheet counts, from 1.
    pub number: u32,
    /// Position from 0 and text of the filled cells, in order of position.
    cells: Vec<(usize, String)>,
}

impl Row {
    pub fn new(number: u32) -> Self {
        Row { number, cells: Vec::new() }
    }

    /// Adds a cell to the right of the others; blank ones are left out.
    pub fn push(&mut self, position: usize, text: &str) {
        let text = cleaned(shortened(text));
        if !text.is_empty() && self.cells.last().is_none_or(|(last, _)| *last < position) {
            self.cells.push((position, text));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn get(&self, position: usize) -> Option<&str> {
        let found = self.cells.binary_search_by_key(&position, |(at, _)| *at).ok()?;
        self.cells.get(found).map(|(_, text)| text.as_str())
    }

    pub fn cells(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter().map(|(position, text)| (*position, text.as_str()))
    }
}

/// The longest text of a cell: Excel's own limit, 32,767 characters.
const LONGEST_CELL: usize = 32_767;

/// The text of a cell as far as a spreadsheet could hold it. What a web page or a text file puts into one cell has no
/// such limit.
fn shortened(text: &str) -> &str {
    // No character takes less than a byte, so most texts need no counting.
    if text.len() <= LONGEST_CELL {
        return text;
    }
    text.char_indices().nth(LONGEST_CELL).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// The text of a cell without what spreadsheets wrap around it: `="…"`, `=HYPERLINK("address","…")`, the apostrophe of
/// text cells, white space around and line breaks within.
fn cleaned(text: &str) -> String {
    let mut text = text.trim();
    if let Some(formula) = text.strip_prefix('=') {
        let upper = formula.trim_start().to_ascii_uppercase();
        let quoted: Vec<&str> = formula.split('"').skip(1).step_by(2).collect();
        let is_link = upper.starts_with("HYPERLINK(");
        if let Some(shown) = quoted.last().filter(|_| is_link || formula.starts_with('"')) {
            text = shown.trim();
        }
    }
    let text = text.strip_prefix('\'').unwrap_or(text);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{Row, cleaned};

    #[test]
    fn wrappings_come_off() {
        assert_eq!(cleaned(r#"="202110333395.7""#), "202110333395.7");
        assert_eq!(cleaned(r#"=HYPERLINK("https://x.example/1","CN113077361A")"#), "CN113077361A");
        assert_eq!(cleaned("'202110333395.7"), "202110333395.7");
        assert_eq!(cleaned(" a \r\n\r\n b "), "a\nb");
        assert_eq!(cleaned("=SUM(A1:A2)"), "=SUM(A1:A2)");
    }

    #[test]
    fn cells_are_found_by_position() {
        let mut row = Row::new(3);
        row.push(1, "b");
        row.push(2, " ");
        row.push(7, "h");
        assert_eq!((row.get(1), row.get(2), row.get(7)), (Some("b"), None, Some("h")));
    }
}
