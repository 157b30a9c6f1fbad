//! Reads a file into an [`Import`].

mod bytes;
mod combine;
mod headings;
mod layout;
mod markup;
mod preview;
mod row;
mod status;
mod table;
mod text;
mod workbook;

use self::bytes::Content;
use self::combine::{Combined, Place};
use self::layout::Layout;
use self::table::{Row, Sheet};
use super::{
    ColumnReport, Doubt, FileForm, Flow, Import, ImportError, ImportOptions, ImportStage, LayoutQuery, LeftOut,
    Progress, RowOutcome, RowReport, SheetReport, UnknownLayout,
};

/// Reads a list of rights: .xlsx, separated text in any usual Chinese encoding, SpreadsheetML 2003, tables of web pages.
///
/// Every sheet whose headings are known is read; every filled row is accounted for in [`Import::rows`]. `progress` is
/// called at the start of each stage and every few hundred rows, and may cancel.
///
/// # Errors
/// Every [`ImportError`]. [`ImportError::NeedsMapping`] carries what a mapping screen needs; call again with
/// [`ImportOptions::mapping`].
pub fn read_portfolio(
    bytes: &[u8],
    file_name: &str,
    options: &ImportOptions,
    progress: &mut dyn FnMut(Progress) -> Flow,
) -> Result<Import, ImportError> {
    let mut meter = Meter::new(progress);
    match read(bytes, file_name, options, &mut meter) {
        Ok(import) => Ok(import),
        Err(Stopped(error)) => Err(error),
    }
}

/// The largest file that is read, and what a workbook may unpack to, in megabytes. A list of 10,000 rights with abstracts
/// takes 20.
const MOST_MEGABYTES: u32 = 256;
/// The most rows that are read, of all sheets.
const MOST_ROWS: u32 = 500_000;

/// [`MOST_MEGABYTES`] in bytes.
const fn most_bytes() -> u64 {
    MOST_MEGABYTES as u64 * 1_000_000
}

/// Why reading ended early.
#[derive(Debug)]
struct Stopped(ImportError);

impl From<ImportError> for Stopped {
    fn from(error: ImportError) -> Self {
        Stopped(error)
    }
}

/// Reports progress and hears whether to go on.
struct Meter<'a> {
    report: &'a mut dyn FnMut(Progress) -> Flow,
    stage: ImportStage,
    total: Option<u32>,
    rows: u32,
}

impl<'a> Meter<'a> {
    fn new(report: &'a mut dyn FnMut(Progress) -> Flow) -> Self {
        Meter { report, stage: ImportStage::Opening, total: None, rows: 0 }
    }

    fn begin(&mut self, stage: ImportStage, total: Option<u32>) -> Result<(), Stopped> {
        self.stage = stage;
        self.total = total;
        self.tick(0)
    }

    /// Counts a filled row.
    fn row(&mut self) -> Result<(), Stopped> {
        self.rows += 1;
        if MOST_ROWS < self.rows { Err(Stopped(ImportError::TooManyRows { most: MOST_ROWS })) } else { Ok(()) }
    }

    /// Asks the caller every 256 rows: often enough for a smooth bar, seldom enough to cost nothing.
    fn tick(&mut self, done: u32) -> Result<(), Stopped> {
        if !done.is_multiple_of(256) {
            return Ok(());
        }
        match (self.report)(Progress { stage: self.stage, done, total: self.total }) {
            Flow::Continue => Ok(()),
            Flow::Cancel => Err(Stopped(ImportError::Cancelled)),
        }
    }
}

fn read(bytes: &[u8], file_name: &str, options: &ImportOptions, meter: &mut Meter<'_>) -> Result<Import, Stopped> {
    meter.begin(ImportStage::Opening, None)?;
    if most_bytes() < bytes.len() as u64 {
        return Err(Stopped(ImportError::TooLarge { most: MOST_MEGABYTES }));
    }
    let content = bytes::sniff(bytes, options.encoding)?;
    meter.begin(ImportStage::Reading, None)?;
    let (form, encoding, unreadable_characters, sheets) = match content {
        Content::Workbook => (FileForm::Xlsx, None, 0, workbook::read(bytes, meter)?),
        Content::Text { text, encoding, unreadable, form } => {
            let sheets = match form {
                FileForm::Text | FileForm::Xlsx => vec![text::read(&text, meter)?],
                FileForm::SpreadsheetXml | FileForm::Html => markup::read(&text, meter)?,
            };
            (form, Some(encoding), unreadable, sheets)
        }
    };
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(ImportError::Empty.into());
    }
    let layouts = layouts(&sheets, options).map_err(|error| match error {
        ImportError::NeedsMapping(unknown) => {
            ImportError::NeedsMapping(Box::new(UnknownLayout { encoding, unreadable_characters, ..*unknown }))
        }
        other => other,
    })?;
    let total: usize = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    meter.begin(ImportStage::Understanding, u32::try_from(total).ok())?;

    let mut rows = Vec::with_capacity(total);
    let mut combined = Combined::default();
    let mut done = 0;
    for (index, (sheet, layout)) in sheets.iter().zip(&layouts).enumerate() {
        let header = layout.as_ref().and_then(|layout| sheet.rows.iter().find(|row| row.number == layout.header_row));
        for row in &sheet.rows {
            done += 1;
            meter.tick(done)?;
            let mut doubts = Vec::new();
            let outcome = match outcome(row, layout.as_ref(), header, options) {
                Err(reason) => RowOutcome::LeftOut(reason),
                Ok(draft) => {
                    let (place, raised) = combined.add(*draft);
                    doubts = raised;
                    match place {
                        Place::New(asset) => RowOutcome::Read(asset),
                        Place::Merged(asset, reason) => RowOutcome::Merged { asset, reason },
                    }
                }
            };
            let said = match &outcome {
                RowOutcome::Read(_) if doubts.is_empty() => String::new(),
                RowOutcome::LeftOut(_) => row::first_cells(row),
                RowOutcome::Read(_) | RowOutcome::Merged { .. } => row::said(row, layout.as_ref()),
            };
            rows.push(RowReport { sheet: index, row: row.number, said, outcome, doubts });
        }
    }
    meter.begin(ImportStage::Combining, None)?;
    let reports = sheets.iter().zip(&layouts).enumerate().map(|(index, (sheet, layout))| SheetReport {
        name: sheet.name.clone(),
        source: layout.as_ref().map(|layout| layout.source),
        mapping: layout.as_ref().map(|layout| layout.mapping(index)),
        columns: layout.as_ref().map_or_else(Vec::<ColumnReport>::new, |layout| layout.column_reports(sheet)),
    });
    let assets = combined.finish();
    for row in &mut rows {
        // The row that lacks a status is often the publication of a right whose grant another row tells.
        if let RowOutcome::Read(asset) | RowOutcome::Merged { asset, .. } = &row.outcome
            && assets.get(*asset).is_some_and(|asset| asset.status.is_some())
        {
            row.doubts.retain(|doubt| *doubt != Doubt::StatusMissing);
            if matches!(row.outcome, RowOutcome::Read(_)) && row.doubts.is_empty() {
                row.said.clear();
            }
        }
    }
    Ok(Import {
        file_name: file_name.to_owned(),
        form,
        encoding,
        unreadable_characters,
        sheets: reports.collect(),
        rows,
        assets,
    })
}

/// The layout of each sheet: the person's where given, else ours, else none.
fn layouts(sheets: &[Sheet], options: &ImportOptions) -> Result<Vec<Option<Layout>>, ImportError> {
    let mut layouts: Vec<Option<Layout>> = sheets.iter().map(layout::find).collect();
    if let Some(query) = options.show_layout {
        return Err(ImportError::NeedsMapping(Box::new(preview::describe(sheets, &layouts, query))));
    }
    if let Some(mapping) = &options.mapping {
        let sheet = sheets.get(mapping.sheet).ok_or(ImportError::BadMapping)?;
        let place = layouts.get_mut(mapping.sheet).ok_or(ImportError::BadMapping)?;
        *place = Some(Layout::from_mapping(mapping, sheet, place.as_ref()).ok_or(ImportError::BadMapping)?);
    }
    if layouts.iter().all(Option::is_none) {
        let query = LayoutQuery::default();
        return Err(ImportError::NeedsMapping(Box::new(preview::describe(sheets, &layouts, query))));
    }
    Ok(layouts)
}

fn outcome(
    row: &Row,
    layout: Option<&Layout>,
    header: Option<&Row>,
    options: &ImportOptions,
) -> Result<Box<row::Draft>, LeftOut> {
    let layout = layout.ok_or(LeftOut::UnknownSheet)?;
    if row.number < layout.header_row {
        return Err(LeftOut::Title);
    }
    if header.is_some_and(|header| row.number == header.number || row::repeats(row, header)) {
        return Err(LeftOut::Header);
    }
    row::understand(row, layout, options).map(Box::new)
}
