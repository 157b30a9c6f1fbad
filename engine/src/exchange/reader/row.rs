//! Understands one row: a draft of an asset with its doubts, or the reason why it is none.

use jiff::civil::Date;

use super::layout::{Layout, is_blank};
use super::status;
use super::table::Row;
use crate::Ratio;
use crate::dossier::{
    Asset, AssetKind, AssetStatus, FieldError, NumberError, NumberForm, NumberWarning, Quantity, RightNumber, fold,
    fold_name, nice_classes, number_of, parse_count, parse_date, right_number,
};
use crate::exchange::keys::key_of;
use crate::exchange::{Column, Doubt, ImportOptions, LeftOut, ListSource};

/// What a row says of one right.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub asset: Asset,
    pub doubts: Vec<Doubt>,
    /// Key of the application or registration.
    pub application: Option<String>,
    /// Key that publication and grant share.
    pub publication: Option<String>,
    /// Keys that members of a family share: priorities, other members.
    pub family: Vec<String>,
    /// Office of the right.
    pub office: Option<String>,
    /// The document of the row is a grant (true) or a mere publication (false).
    pub granted_document: Option<bool>,
}

/// Reads a row below the headings.
pub(super) fn understand(row: &Row, layout: &Layout, options: &ImportOptions) -> Result<Draft, LeftOut> {
    let mut numbers = Column::ALL.into_iter().filter(|column| column.identifies());
    let numbered = numbers.any(|column| layout.cell(row, column).is_some_and(has_digits));
    let title = layout.cell(row, Column::Title);
    if !numbered && is_total(row) {
        return Err(LeftOut::Total);
    }
    if !numbered && title.is_none() {
        return Err(LeftOut::NothingToIdentify);
    }
    let mut reading = Reading { row, layout, draft: Draft::default(), named_granted: false };
    reading.draft.asset.title = title.map(|title| title.replace('\n', " ")).unwrap_or_default();
    reading.numbers_and_kind();
    reading.dates();
    reading.people(options);
    reading.technical();
    reading.status();
    reading.family();
    Ok(reading.draft)
}

/// Whether the row repeats the headings, as lists printed page by page do.
pub(super) fn repeats(row: &Row, header: &Row) -> bool {
    let same = row.cells().filter(|(position, text)| header.get(*position) == Some(*text)).count();
    same >= 2 && same * 2 > row.cells().count()
}

/// What a row says of the right it is about: its numbers and its title.
pub(super) fn said(row: &Row, layout: Option<&Layout>) -> String {
    let columns = Column::ALL.into_iter().filter(|column| column.identifies()).chain([Column::Title]);
    let mut cells: Vec<&str> =
        layout.into_iter().flat_map(|layout| columns.clone().filter_map(|column| layout.cell(row, column))).collect();
    cells.dedup();
    joined(&cells)
}

/// The first cells of a row that is about no right.
pub(super) fn first_cells(row: &Row) -> String {
    joined(&row.cells().take(6).map(|(_, text)| text).collect::<Vec<&str>>())
}

/// Cells side by side, each short enough that a person reads on.
fn joined(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| shortened(cell, 80)).collect();
    cells.join(" · ")
}

/// A text on one line, with an ellipsis where it is cut.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    let mut short: String = text.replace('\n', " ");
    if let Some((at, _)) = short.char_indices().nth(letters) {
        short.truncate(at);
        short.push('…');
    }
    short
}

fn has_digits(text: &str) -> bool {
    text.chars().filter(char::is_ascii_digit).count() >= 4
}

/// Sums and remarks below a list.
fn is_total(row: &Row) -> bool {
    row.cells().take(3).any(|(_, text)| {
        let compact: String = fold(text).chars().filter(|letter| !letter.is_whitespace()).collect();
        [
            "合计",
            "总计",
            "小计",
            "共计",
            "总数",
            "备注",
            "说明:",
            "注:",
            "注1",
            "数据来源",
            "导出时间",
            "导出日期",
            "制表",
            "填表",
            "total",
        ]
        .iter()
        .any(|start| compact.to_lowercase().starts_with(start))
            || compact.starts_with('共') && compact.chars().any(|letter| letter.is_ascii_digit())
    })
}

/// Splits a cell with several values: `|`, `;`, `；`, line breaks; for names also `、`.
fn list(text: &str) -> Vec<String> {
    let folded = text.replace('；', ";").replace('｜', "|").replace('、', ";");
    let mut values: Vec<String> = Vec::new();
    for value in folded.split(['|', ';', '\n']).map(str::trim).filter(|value| !value.is_empty() && !is_blank(value)) {
        if !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }
    values
}

struct Reading<'a> {
    row: &'a Row,
    layout: &'a Layout,
    draft: Draft,
    /// The number is written as a patent's: ZL.
    named_granted: bool,
}

impl<'a> Reading<'a> {
    fn cell(&self, column: Column) -> Option<&'a str> {
        self.layout.cell(self.row, column)
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.draft.doubts.contains(&doubt) {
            self.draft.doubts.push(doubt);
        }
    }

    fn numbers_and_kind(&mut self) {
        let stated = self.cell(Column::Kind).map(|text| (text, status::kind(text)));
        if let Some((text, None)) = stated {
            self.doubt(Doubt::WordUnknown { column: Column::Kind, text: text.to_owned() });
        }
        let word = stated.and_then(|(_, word)| word);
        let stated_kind = word.and_then(|word| word.kind).or(self.layout.kind);
        self.draft.granted_document = word.and_then(|word| word.granted);

        let application = self.application(stated_kind);
        let publication = self.publication(stated_kind);
        let sure = application.as_ref().filter(|number| {
            let wrong = |warning: &NumberWarning| matches!(warning, NumberWarning::CheckDigit { .. });
            !number.warnings.iter().any(wrong)
        });
        let by_number = sure.and_then(|number| number.kind);
        let by_document = publication.as_ref().and_then(|number| number.kind);
        let by_letter = application.as_ref().and_then(|number| number.kind);
        let implied = by_number.or(by_document).or(by_letter);
        let kind = match (implied, stated_kind) {
            (Some(implied), Some(stated)) if implied != stated => {
                let text = application.as_ref().or(publication.as_ref()).map_or(String::new(), |n| n.text.clone());
                let warning = NumberWarning::KindDisagrees { implied };
                self.doubt(Doubt::NumberOdd { column: Column::Kind, text, warning });
                // A type digit under a right check digit is surer than a word.
                if by_number.is_some() { implied } else { stated }
            }
            (implied, stated) => implied.or(stated).unwrap_or_else(|| {
                self.doubt(Doubt::KindAssumed);
                AssetKind::Invention
            }),
        };
        self.draft.asset.kind = kind;
        if let Some(number) = &application {
            self.draft.application = Some(key_of(number));
            self.draft.asset.number = Some(number.text.clone());
            self.named_granted = number.granted == Some(true) && kind.is_patent();
            self.draft.granted_document = number.granted.or(self.draft.granted_document);
            self.draft.office.clone_from(&number.office);
        }
        if let Some(number) = publication.filter(|_| kind.is_patent()) {
            self.draft.publication = Some(key_of(&number));
            self.draft.granted_document = number.granted.or(self.draft.granted_document);
            self.draft.office = number.office.or(self.draft.office.take());
            self.draft.asset.publication_number = Some(number.text);
        }
        if let Some(office) = self.cell(Column::Office).and_then(office) {
            self.draft.office.get_or_insert(office);
        }
        if self.draft.application.is_none() && self.draft.publication.is_none() {
            self.doubt(Doubt::NumberMissing);
        }
    }

    /// The application or registration number, from whichever column holds it.
    fn application(&mut self, stated: Option<AssetKind>) -> Option<RightNumber> {
        let columns = [Column::ApplicationNumber, Column::RegistrationNumber, Column::TrademarkNumber];
        for column in columns {
            let Some(text) = self.cell(column) else { continue };
            let first = list(text).into_iter().next().unwrap_or_default();
            let marked = column == Column::TrademarkNumber || stated == Some(AssetKind::Trademark);
            let read = match (marked, lens_application(&first, self.layout.source)) {
                (true, _) => number_of(AssetKind::Trademark, &first),
                (false, Some(plain)) => right_number(&plain),
                (false, None) => right_number(&first),
            };
            match read {
                Ok(number) => {
                    self.warnings(column, &number, self.layout.source == ListSource::Lens);
                    if number.form == NumberForm::International {
                        self.doubt(Doubt::InternationalPhase);
                    }
                    return Some(number);
                }
                Err(NumberError::Empty) => {}
                Err(error) => {
                    let lost = error == NumberError::DigitsLost;
                    self.doubt(Doubt::NumberUnreadable { column, text: first.clone(), error });
                    if !lost {
                        self.draft.asset.number = Some(first.clone());
                        self.draft.application = Some(crate::dossier::fold_compact(&first));
                    }
                }
            }
        }
        None
    }

    fn publication(&mut self, stated: Option<AssetKind>) -> Option<RightNumber> {
        let text = self.cell(Column::PublicationNumber)?;
        let first = list(text).into_iter().next()?;
        // Announcements of trademarks and layout designs count their own way and identify nothing.
        if stated.is_some_and(|kind| !kind.is_patent()) {
            return None;
        }
        match right_number(&first) {
            Ok(number) if number.form == NumberForm::Publication => {
                self.warnings(Column::PublicationNumber, &number, false);
                if number.office.as_deref() == Some("WO") {
                    self.doubt(Doubt::InternationalPhase);
                }
                Some(number)
            }
            Ok(_) => {
                let error = NumberError::Form;
                self.doubt(Doubt::NumberUnreadable { column: Column::PublicationNumber, text: first, error });
                None
            }
            Err(error) => {
                self.doubt(Doubt::NumberUnreadable { column: Column::PublicationNumber, text: first, error });
                None
            }
        }
    }

    /// `completed`: the source never writes check digits, so that adding them is no doubt.
    fn warnings(&mut self, column: Column, number: &RightNumber, completed: bool) {
        for warning in &number.warnings {
            if !(completed && matches!(warning, NumberWarning::CheckDigitMissing { .. })) {
                self.doubt(Doubt::NumberOdd { column, text: number.text.clone(), warning: warning.clone() });
            }
        }
    }

    fn date(&mut self, column: Column) -> Option<Date> {
        let text = self.cell(column)?;
        // Several dates in a cell belong to several documents; the first is the earliest.
        match parse_date(list(text).first().map_or(text, String::as_str)) {
            Ok(date) => Some(date),
            Err(error) => {
                self.doubt(Doubt::CellUnreadable { column, text: text.to_owned(), error });
                None
            }
        }
    }

    fn dates(&mut self) {
        self.draft.asset.filing_date = self.date(Column::FilingDate);
        self.draft.asset.priority_date = self.date(Column::PriorityDate);
        self.draft.asset.grant_date = self.date(Column::GrantDate);
        self.draft.asset.expiry_date = self.date(Column::ExpiryDate);
        self.draft.asset.first_use_date = self.date(Column::FirstUseDate);
        self.draft.asset.creation_date = self.date(Column::CreationDate);
        if let Some(text) = self.cell(Column::Term) {
            match term(text) {
                Some((from, to)) => {
                    self.draft.asset.grant_date.get_or_insert(from);
                    self.draft.asset.expiry_date.get_or_insert(to);
                }
                None => {
                    let error = FieldError::NotADate;
                    self.doubt(Doubt::CellUnreadable { column: Column::Term, text: text.to_owned(), error });
                }
            }
        }
        let published = self.date(Column::PublicationDate);
        let granted = self.draft.granted_document == Some(true);
        if granted && self.draft.asset.kind.is_patent() && self.draft.asset.grant_date.is_none() {
            // The document of the row is the grant, so its date is the day of grant.
            self.draft.asset.grant_date = published;
        }
        let asset = &self.draft.asset;
        let pairs = [
            (asset.priority_date, asset.filing_date),
            (asset.filing_date, asset.grant_date),
            (asset.creation_date, asset.first_use_date),
            (asset.filing_date, asset.expiry_date),
        ];
        for (earlier, later) in pairs {
            if let (Some(earlier), Some(later)) = (earlier, later)
                && later < earlier
            {
                self.doubt(Doubt::DatesOutOfOrder { earlier, later });
            }
        }
    }

    fn people(&mut self, options: &ImportOptions) {
        let names = |column| self.cell(column).map(list).unwrap_or_default();
        let (mut owners, applicants) = (names(Column::Owners), names(Column::Applicants));
        self.draft.asset.inventors = names(Column::Inventors);
        if owners.is_empty() {
            owners.clone_from(&applicants);
        }
        if let Some(name) = options.enterprise.as_deref().map(fold_name).filter(|name| !name.is_empty()) {
            let own = |names: &[String]| names.iter().any(|other| fold_name(other) == name);
            if !owners.is_empty() {
                let registered = own(&owners);
                self.draft.asset.registered_owner = Some(registered);
                if registered && owners.len() == 1 {
                    self.draft.asset.owner_share = Ratio::new(1.0);
                }
                if !registered {
                    self.doubt(Doubt::OwnerDiffers { owners: owners.clone() });
                }
                if registered && !applicants.is_empty() && self.layout.has(Column::Applicants) {
                    self.draft.asset.self_filed = Some(own(&applicants));
                }
            }
        }
        self.draft.asset.owners = owners;
    }

    fn count(&mut self, column: Column) -> Option<u32> {
        let text = self.cell(column)?;
        match parse_count(text, Quantity::Count) {
            Ok(count) => Some(count),
            Err(error) => {
                self.doubt(Doubt::CellUnreadable { column, text: text.to_owned(), error });
                None
            }
        }
    }

    fn technical(&mut self) {
        self.draft.asset.claims = self.count(Column::Claims);
        self.draft.asset.citations = self.count(Column::Citations);
        let main = self.cell(Column::MainIpc).into_iter().flat_map(list);
        let classes = main.chain(self.cell(Column::Ipc).into_iter().flat_map(list));
        for class in classes {
            // Versions in brackets, `H01L21/336(2006.01)`, are no part of the class.
            let folded = fold(&class).to_uppercase();
            let plain: String =
                folded.split('(').next().unwrap_or("").chars().filter(|letter| !letter.is_whitespace()).collect();
            if !plain.is_empty() && !self.draft.asset.ipc.contains(&plain) {
                self.draft.asset.ipc.push(plain);
            }
        }
        if let Some(text) = self.cell(Column::NiceClasses) {
            self.draft.asset.mark.classes = nice_classes(text);
        }
    }

    fn status(&mut self) {
        let kind = self.draft.asset.kind;
        let words = self.cell(Column::Status);
        for column in [Column::Status, Column::Events] {
            for event in self.cell(column).map(status::events).unwrap_or_default() {
                self.doubt(Doubt::Event(event));
            }
        }
        let stated = words.and_then(status::status);
        // `失效` says that it ended; the events beside it may say how.
        let ended = self.cell(Column::Events).and_then(status::status).filter(|how| !how.is_alive());
        let read = match stated {
            Some(AssetStatus::Lapsed) => ended.or(stated),
            other => other,
        };
        if let (Some(text), None) = (words, read) {
            self.doubt(Doubt::WordUnknown { column: Column::Status, text: text.to_owned() });
        }
        let granted =
            self.named_granted || self.draft.granted_document == Some(true) || self.draft.asset.grant_date.is_some();
        let granted_number = self.named_granted || self.draft.granted_document == Some(true) && kind.is_patent();
        if read == Some(AssetStatus::Pending) && granted_number {
            self.doubt(Doubt::GrantedNumberButPending);
        }
        // Software and layout designs are in the list because they are registered.
        let registered =
            matches!(kind, AssetKind::SoftwareCopyright | AssetKind::OtherCopyright | AssetKind::LayoutDesign)
                && self.draft.application.is_some();
        if registered && kind != AssetKind::LayoutDesign {
            self.draft.asset.registered = Some(true);
        }
        self.draft.asset.status = read.or_else(|| {
            if registered {
                return Some(AssetStatus::Granted);
            }
            if words.is_none() {
                self.doubt(if granted { Doubt::StatusFromGrant } else { Doubt::StatusMissing });
            }
            (granted && words.is_none()).then_some(AssetStatus::Granted)
        });
    }

    fn family(&mut self) {
        let members = self.cell(Column::FamilyMembers).into_iter().flat_map(list);
        let priorities = self.cell(Column::Priorities).into_iter().flat_map(list);
        let texts: Vec<String> = members.chain(priorities).collect();
        for text in texts {
            // Some sources write the date and country behind the number.
            let first = lens_application(&text, self.layout.source).unwrap_or_else(|| text.clone());
            let read = right_number(&first).or_else(|_| right_number(text.split_whitespace().next().unwrap_or("")));
            if let Ok(number) = read {
                self.draft.family.push(key_of(&number));
            }
        }
    }
}

/// The Lens writes `CN 202110333395 A` for an application; its letter is no check digit.
fn lens_application(text: &str, source: ListSource) -> Option<String> {
    if source != ListSource::Lens {
        return None;
    }
    let mut parts = text.split_whitespace();
    let (office, digits, letter) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_uppercase());
    plain.then(|| format!("{office}{digits}"))
}

/// `2015-01-07至2025-01-06`, `2015年01月07日 - 2025年01月06日`.
fn term(text: &str) -> Option<(Date, Date)> {
    let folded = fold(text);
    ["至", "到", "~", " - ", "--", "\n"].iter().find_map(|mark| {
        let (from, to) = folded.split_once(mark)?;
        Some((parse_date(from).ok()?, parse_date(to).ok()?))
    })
}

/// Two-letter code of an office from its code or Chinese name.
fn office(text: &str) -> Option<String> {
    let folded = fold(text).trim().to_uppercase();
    let named = match folded.as_str() {
        "中国" | "中国大陆" => "CN",
        "美国" => "US",
        "欧洲专利局" | "欧洲专利局(EPO)" | "欧洲" => "EP",
        "日本" => "JP",
        "韩国" => "KR",
        "世界知识产权组织" | "世界知识产权组织(WIPO)" => "WO",
        "中国台湾" | "台湾" => "TW",
        "中国香港" | "香港" => "HK",
        "德国" => "DE",
        other if other.len() == 2 && other.bytes().all(|byte| byte.is_ascii_uppercase()) => other,
        _ => return None,
    };
    Some(named.to_owned())
}
