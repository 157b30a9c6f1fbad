//! Tables in SpreadsheetML 2003 and in web pages, which many systems export under the name `.xls`.

use super::table::{Row, Sheet};
use super::{Meter, Stopped};

/// Reads the tables of a web page or of a SpreadsheetML file, tolerantly: tags in any case, unclosed cells, no nesting.
pub(super) fn read(text: &str, meter: &mut Meter<'_>) -> Result<Vec<Sheet>, Stopped> {
    let mut scan = Scan::default();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        scan.text(rest.get(..open).unwrap_or(""));
        rest = rest.get(open..).unwrap_or("");
        if rest.starts_with("<!--") {
            rest = rest.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if let Some(raw) = rest.strip_prefix("<![CDATA[") {
            let (inner, after) = raw.split_once("]]>").unwrap_or((raw, ""));
            scan.raw_text(inner);
            rest = after;
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        let tag = rest.get(1..close).unwrap_or("");
        rest = rest.get(close + 1..).unwrap_or("");
        let name = tag_name(tag);
        if matches!(name.as_str(), "script" | "style") {
            rest = after_end_of(rest, &name);
            continue;
        }
        scan.tag(&name, tag);
        while scan.counted < scan.filled {
            scan.counted += 1;
            meter.row()?;
        }
        meter.tick(scan.row_number)?;
    }
    scan.end_sheet();
    Ok(scan.sheets)
}

/// What follows the end tag of a script or style.
fn after_end_of<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

#[derive(Default)]
struct Scan {
    sheets: Vec<Sheet>,
    sheet: Sheet,
    row_number: u32,
    row: Option<Row>,
    position: usize,
    /// A cell is open.
    open: bool,
    /// Text belongs to the open cell; in SpreadsheetML only within its Data.
    listening: bool,
    /// Within a comment of SpreadsheetML, which has its own Data.
    muted: bool,
    content: String,
    /// Further cells that the open cell covers to its right.
    span: usize,
    /// Filled rows so far, and how many of them the meter knows.
    filled: u32,
    counted: u32,
}

impl Scan {
    fn text(&mut self, text: &str) {
        if self.listening {
            let decoded = entities(text);
            self.content.push_str(&decoded);
        }
    }

    fn raw_text(&mut self, text: &str) {
        if self.listening {
            self.content.push_str(text);
        }
    }

    fn tag(&mut self, name: &str, tag: &str) {
        match name {
            "worksheet" => {
                self.end_sheet();
                self.sheet.name = attribute(tag, "name").map(|text| entities(&text)).unwrap_or_default();
            }
            // SpreadsheetML has its table within the named worksheet; the tables of a page are sheets by themselves.
            "table" if self.sheet.name.is_empty() => self.end_sheet(),
            "/worksheet" => self.end_sheet(),
            "tr" | "row" => {
                self.end_row();
                let stated = attribute(tag, "index").and_then(|index| index.parse().ok());
                self.row_number = stated.unwrap_or(self.row_number.saturating_add(1));
                self.row = Some(Row::new(self.row_number));
                self.position = 0;
            }
            "/tr" | "/row" => self.end_row(),
            "td" | "th" | "cell" => {
                self.end_cell();
                let number = |name: &str| attribute(tag, name).and_then(|text| text.parse::<usize>().ok());
                if let Some(index) = number("index") {
                    self.position = index.saturating_sub(1);
                }
                let merged = number("colspan").map(|span| span.saturating_sub(1)).or(number("mergeacross"));
                // Beyond what a spreadsheet has columns, a span is nonsense.
                self.span = merged.unwrap_or(0).min(16_384);
                self.open = true;
                self.listening = name != "cell";
            }
            "/td" | "/th" | "/cell" => self.end_cell(),
            "data" => self.listening = self.open && !self.muted,
            "/data" => self.listening = false,
            "comment" => self.muted = true,
            "/comment" => self.muted = false,
            "br" | "/p" | "/div" => self.raw_text("\n"),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let content = std::mem::take(&mut self.content);
        if let (true, Some(row)) = (self.open, self.row.as_mut()) {
            row.push(self.position, &content);
            self.position = self.position.saturating_add(1 + self.span);
        }
        self.open = false;
        self.listening = false;
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(row) = self.row.take().filter(|row| !row.is_empty()) {
            self.filled += 1;
            self.sheet.rows.push(row);
        }
    }

    fn end_sheet(&mut self) {
        self.end_row();
        let sheet = std::mem::take(&mut self.sheet);
        if !sheet.rows.is_empty() {
            self.sheets.push(sheet);
        }
        self.row_number = 0;
    }
}

/// Name of a tag in lower case, without namespace: `ss:Cell` is `cell`, `/TD` is `/td`.
fn tag_name(tag: &str) -> String {
    let (slash, body) = tag.strip_prefix('/').map_or(("", tag), |body| ("/", body));
    let end = body.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(body.len());
    let name = body.get(..end).unwrap_or("").to_ascii_lowercase();
    let local = name.rsplit_once(':').map_or(name.as_str(), |(_, local)| local);
    format!("{slash}{local}")
}

/// Value of an attribute by its local name, in quotes or bare.
fn attribute(tag: &str, wanted: &str) -> Option<String> {
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit(|letter: char| letter.is_whitespace()).next().unwrap_or("").to_ascii_lowercase();
        let after = after.trim_start();
        let (value, next) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after.get(1..)?.split_once(quote)?,
            _ => after.split_once(char::is_whitespace).unwrap_or((after.trim_end_matches('/'), "")),
        };
        if name.rsplit(':').next() == Some(wanted) {
            return Some(value.to_owned());
        }
        rest = next;
    }
    None
}

/// Replaces character references.
fn entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        // Sought within reach only: a page of nothing but `&` would take hours else.
        let end = after.bytes().take(9).position(|byte| byte == b';');
        let reference = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        let letter = reference.and_then(|(name, _)| match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some(' '),
            _ => {
                let code = name.strip_prefix('#')?;
                let hex = code.strip_prefix(['x', 'X']);
                let point = hex.map_or_else(|| code.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok())?;
                char::from_u32(point)
            }
        });
        match (letter, reference) {
            (Some(letter), Some((_, next))) => {
                decoded.push(letter);
                rest = next;
            }
            _ => {
                decoded.push('&');
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::Flow;

    type Cells = Vec<(usize, String)>;

    fn cells(text: &str) -> Vec<(String, u32, Cells)> {
        let mut go_on = |_| Flow::Continue;
        let sheets = read(text, &mut Meter::new(&mut go_on)).unwrap();
        let rows = sheets.iter().flat_map(|sheet| sheet.rows.iter().map(|row| (sheet.name.clone(), row)));
        rows.map(|(name, row)| {
            (name, row.number, row.cells().map(|(position, cell)| (position, cell.to_owned())).collect())
        })
        .collect()
    }

    #[test]
    fn a_page_of_tables() {
        let text = "<HTML><style>td{}</style><body><table border=1><tr><TH>申请号<th>标题</tr>\
                    <tr><td colspan=\"2\">合计&nbsp;&#65;<br>x</td><td>z</td></table>";
        let expected = [
            (String::new(), 1, vec![(0, "申请号".to_owned()), (1, "标题".to_owned())]),
            (String::new(), 2, vec![(0, "合计 A\nx".to_owned()), (2, "z".to_owned())]),
        ];
        assert_eq!(cells(text), expected);
    }

    #[test]
    fn spreadsheet_xml_with_skipped_cells_and_comments() {
        let text = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">
            <Worksheet ss:Name="专利&amp;商标"><Table>
            <Row ss:Index="3"><Cell><Data ss:Type="String">a</Data><Comment><ss:Data>note</ss:Data></Comment></Cell>
            <Cell ss:Index="4"><Data ss:Type="Number">5</Data></Cell><Cell ss:MergeAcross="1"/><Cell><Data>y</Data></Cell></Row>
            </Table></Worksheet></Workbook>"#;
        let found = cells(text);
        let name = "专利&商标".to_owned();
        assert_eq!(found, [(name, 3, vec![(0, "a".to_owned()), (3, "5".to_owned()), (6, "y".to_owned())])]);
    }
}
