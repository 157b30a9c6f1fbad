//! The park desk as a workbook: list, white list with reasons, totals, pool, sources. Totals, shares and cover are live
//! formulas over the sheets before them, with the engine's results beside them.

mod list;
mod page;
mod pool;
mod sources;
mod totals;
mod white_list;

use std::borrow::Borrow;
use std::rc::Rc;

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use self::page::DeskPage;
use super::WorkbookError;
use super::style::Styles;
use super::words::Word;
use crate::dossier::Sector;
use crate::park::{Duplicate, Firm, PoolOptions, PoolRules, Unread, duplicates, letters};
use crate::rules::{Language, RulePack, Rules};
use crate::star::result::Status;

/// Functions that the formulas of the desk use: those of every spreadsheet program since the nineties.
pub const DESK_FUNCTIONS: [&str; 10] =
    ["AND", "COUNT", "COUNTIF", "IF", "LARGE", "MAX", "OR", "QUARTILE", "SUM", "SUMPRODUCT"];

/// What the workbook is made from.
#[derive(Clone, Copy, Debug)]
pub struct DeskBook<'a> {
    /// The rows.
    pub firms: &'a [Rc<Firm>],
    /// Files that gave no row.
    pub unread: &'a [Unread],
    /// Rows chosen for the pool.
    pub chosen: &'a [usize],
    /// How the pool is put together.
    pub options: &'a PoolOptions,
    /// Names, codes and files are masked.
    pub masked: bool,
    /// Day of the assessments.
    pub as_of: Date,
    /// Language.
    pub language: Language,
}

/// The book with what every sheet needs of it.
struct Desk<'a> {
    book: &'a DeskBook<'a>,
    pack: &'a RulePack,
    rules: Rules<'a>,
    twins: Vec<Option<Duplicate>>,
    /// Places in the list, those that count first: formulas run over one block.
    order: Vec<usize>,
    /// How many count.
    counted: usize,
}

impl<'a> Desk<'a> {
    fn new(book: &'a DeskBook<'a>, pack: &'a RulePack) -> Self {
        let firms: Vec<&Firm> = book.firms.iter().map(Borrow::borrow).collect();
        let twins = duplicates(&firms);
        let counts = |place: &usize| twins.get(*place).copied().flatten().is_none();
        let (mut order, rest): (Vec<usize>, Vec<usize>) = (0..firms.len()).partition(counts);
        let counted = order.len();
        order.extend(rest);
        Desk { book, pack, rules: pack.on(book.as_of), twins, order, counted }
    }

    fn word(&self, word: Word) -> &'static str {
        word.text(self.book.language)
    }

    fn firm(&self, place: usize) -> Option<&'a Firm> {
        self.book.firms.get(place).map(Borrow::borrow)
    }

    /// The name of a firm, or the letters that stand for it.
    fn name(&self, place: usize) -> String {
        match self.firm(place) {
            Some(firm) if !self.book.masked && firm.name.is_empty() => firm.file.clone(),
            Some(firm) if !self.book.masked => firm.name.clone(),
            _ => letters(place),
        }
    }

    /// Number of a row in the list, as its first column says.
    fn number(&self, place: usize) -> usize {
        self.order.iter().position(|found| *found == place).map_or(0, |row| row + 1)
    }

    fn sector(&self, sector: Option<Sector>) -> &'static str {
        self.word(sector.map_or(Word::DESK_UNKNOWN, sector_word))
    }
}

/// A sentence with its blanks filled in turn.
fn filled(sentence: &str, with: &[&str]) -> String {
    with.iter().fold(sentence.to_owned(), |text, part| text.replacen("{}", part, 1))
}

/// The desk as an `.xlsx` workbook. Same inputs, same bytes out.
///
/// # Errors
/// [`WorkbookError`] when the desk does not fit the format, or the rule pack lacks a record of pools.
pub fn write_desk(book: &DeskBook, pack: &RulePack) -> Result<Vec<u8>, WorkbookError> {
    let desk = Desk::new(book, pack);
    let pool_rules = PoolRules::of(&desk.rules).map_err(|error| WorkbookError::Format { detail: error.to_string() })?;
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    let day = book.as_of;
    let made =
        ExcelDateTime::from_ymd(day.year().unsigned_abs(), day.month().unsigned_abs(), day.day().unsigned_abs())?;
    workbook.set_properties(&DocProperties::new().set_title(desk.word(Word::DESK_TITLE)).set_creation_datetime(&made));
    let mut page = |word: Word, write: &mut dyn FnMut(&mut DeskPage) -> Result<(), WorkbookError>| {
        let sheet = workbook.add_worksheet();
        sheet.set_name(desk.word(word))?;
        write(&mut DeskPage::new(sheet, &styles, book.language))
    };
    page(Word::DESK_LIST, &mut |page| list::write(page, &desk))?;
    page(Word::DESK_WHITE_LIST, &mut |page| white_list::write(page, &desk))?;
    page(Word::DESK_TOTALS, &mut |page| totals::write(page, &desk))?;
    page(Word::DESK_POOL, &mut |page| pool::write(page, &desk, &pool_rules))?;
    if !book.unread.is_empty() {
        page(Word::DESK_UNREAD, &mut |page| list::write_unread(page, &desk))?;
    }
    page(Word::SOURCES, &mut |page| sources::write(page, &desk))?;
    Ok(workbook.save_to_buffer()?)
}

fn sector_word(sector: Sector) -> Word {
    match sector {
        Sector::IntegratedCircuits => Word::SECTOR_INTEGRATED_CIRCUITS,
        Sector::Biomedicine => Word::SECTOR_BIOMEDICINE,
        Sector::MedicalDevices => Word::SECTOR_MEDICAL_DEVICES,
        Sector::Software => Word::SECTOR_SOFTWARE,
        Sector::Electronics => Word::SECTOR_ELECTRONICS,
        Sector::Equipment => Word::SECTOR_EQUIPMENT,
        Sector::Instruments => Word::SECTOR_INSTRUMENTS,
        Sector::NewEnergyVehicles => Word::SECTOR_NEW_ENERGY_VEHICLES,
        Sector::NewMaterials => Word::SECTOR_NEW_MATERIALS,
        Sector::Environment => Word::SECTOR_ENVIRONMENT,
        Sector::ConsumerGoods => Word::SECTOR_CONSUMER_GOODS,
        Sector::OtherManufacturing => Word::SECTOR_OTHER_MANUFACTURING,
    }
}

fn status_word(status: Status) -> Word {
    match status {
        Status::Ready => Word::STAR_STATUS_READY,
        Status::Near => Word::STAR_STATUS_NEAR,
        Status::Gap => Word::STAR_STATUS_GAP,
        Status::Blocked => Word::STAR_STATUS_BLOCKED,
        Status::NotEligible => Word::STAR_STATUS_NOT_ELIGIBLE,
    }
}

/// The name of a district; a code outside Shanghai stands for itself.
fn district_text(code: &str, language: Language) -> String {
    let word = match code {
        "310101" => Word::DISTRICT_310101,
        "310104" => Word::DISTRICT_310104,
        "310105" => Word::DISTRICT_310105,
        "310106" => Word::DISTRICT_310106,
        "310107" => Word::DISTRICT_310107,
        "310109" => Word::DISTRICT_310109,
        "310110" => Word::DISTRICT_310110,
        "310112" => Word::DISTRICT_310112,
        "310113" => Word::DISTRICT_310113,
        "310114" => Word::DISTRICT_310114,
        "310115" => Word::DISTRICT_310115,
        "310116" => Word::DISTRICT_310116,
        "310117" => Word::DISTRICT_310117,
        "310118" => Word::DISTRICT_310118,
        "310120" => Word::DISTRICT_310120,
        "310151" => Word::DISTRICT_310151,
        _ => return code.to_owned(),
    };
    word.text(language).to_owned()
}
