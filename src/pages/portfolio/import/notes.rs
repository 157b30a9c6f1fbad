//! What is the matter with a row and what to do, one sentence each.

use ip_health_engine::dossier::{AssetStatus, NumberError, NumberWarning};
use ip_health_engine::exchange::{Column, Doubt, Import, MergeReason, RegisterEvent, RowReport};

use super::account::{Class, Note, NoteKind};
use super::words::column_name;
use crate::fields::Coded;
use crate::format::date;
use crate::texts::Texts;

/// The name of a class.
pub fn class_name(texts: Texts, class: Class) -> &'static str {
    match class {
        Class::Doubtful => texts.summary_doubtful(),
        Class::Merged => texts.summary_merged(),
        Class::LeftOut => texts.summary_left(),
    }
}

/// The name of a kind of reason.
pub fn kind_name(texts: Texts, kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::NumberUnreadable => texts.note_number_unreadable(),
        NoteKind::NumberOdd => texts.note_number_odd(),
        NoteKind::CellUnreadable => texts.note_cell_unreadable(),
        NoteKind::WordUnknown => texts.note_word_unknown(),
        NoteKind::KindAssumed => texts.note_kind_assumed(),
        NoteKind::StatusFromGrant => texts.note_status_from_grant(),
        NoteKind::StatusMissing => texts.note_status_missing(),
        NoteKind::GrantedNumberButPending => texts.note_granted_but_pending(),
        NoteKind::Conflict => texts.note_conflict(),
        NoteKind::OwnerDiffers => texts.note_owner_differs(),
        NoteKind::DatesOutOfOrder => texts.note_dates(),
        NoteKind::NumberMissing => texts.note_number_missing(),
        NoteKind::Event => texts.note_event(),
        NoteKind::InternationalPhase => texts.note_international(),
        NoteKind::Duplicate => texts.note_duplicate(),
        NoteKind::PublicationAndGrant => texts.note_publication_and_grant(),
        NoteKind::FurtherClass => texts.note_further_class(),
        NoteKind::Title => texts.note_left_title(),
        NoteKind::Header => texts.note_left_header(),
        NoteKind::Total => texts.note_left_total(),
        NoteKind::NothingToIdentify => texts.note_left_nothing(),
        NoteKind::UnknownSheet => texts.note_left_sheet(),
    }
}

/// Where a row stands, within a sentence: its number, with its sheet where the file has several.
pub fn place(texts: Texts, import: &Import, row: &RowReport) -> String {
    let number = row.row.to_string();
    match import.sheets.get(row.sheet).filter(|_| import.sheets.len() > 1) {
        Some(sheet) => texts.summary_place(&sheet.name, &number),
        None => texts.summary_place_one(&number),
    }
}

/// What is the matter with a row.
pub fn reason(texts: Texts, import: &Import, note: Note<'_>) -> String {
    match note {
        Note::Doubt(doubt) => doubt_text(texts, doubt),
        Note::Merged(MergeReason::Duplicate, first) => texts.note_duplicate_why(&place(texts, import, first)),
        Note::Merged(MergeReason::PublicationAndGrant, first) => {
            texts.note_publication_and_grant_why(&place(texts, import, first))
        }
        Note::Merged(MergeReason::FurtherClass, first) => texts.note_further_class_why(&place(texts, import, first)),
        Note::LeftOut(_) => match note.kind() {
            NoteKind::Title => texts.note_left_title_why(),
            NoteKind::Header => texts.note_left_header_why(),
            NoteKind::Total => texts.note_left_total_why(),
            NoteKind::NothingToIdentify => texts.note_left_nothing_why(),
            _ => texts.note_left_sheet_why(),
        }
        .to_owned(),
    }
}

fn doubt_text(texts: Texts, doubt: &Doubt) -> String {
    let name = |column: &Column| column_name(texts, *column);
    match doubt {
        Doubt::NumberUnreadable { column, text, error } => unreadable_text(texts, name(column), text, error),
        Doubt::NumberOdd { text, warning, .. } => odd_text(texts, text, warning),
        Doubt::CellUnreadable { column, text, .. } => texts.note_cell_unreadable_why(name(column), text),
        Doubt::WordUnknown { column, text } => texts.note_word_unknown_why(name(column), text),
        Doubt::KindAssumed => texts.note_kind_assumed_why().to_owned(),
        Doubt::StatusFromGrant => texts.note_status_from_grant_why().to_owned(),
        Doubt::StatusMissing => texts.note_status_missing_why().to_owned(),
        Doubt::GrantedNumberButPending => texts.note_granted_but_pending_why().to_owned(),
        Doubt::Conflict { column, kept, other } => {
            texts.note_conflict_why(name(column), said(texts, *column, kept), said(texts, *column, other))
        }
        Doubt::OwnerDiffers { owners } => texts.note_owner_differs_why(&owners.join(texts.list_separator())),
        Doubt::DatesOutOfOrder { earlier, later } => texts.note_dates_why(&date(*earlier), &date(*later)),
        Doubt::NumberMissing => texts.note_number_missing_why().to_owned(),
        Doubt::Event(event) => texts.note_event_why(event_name(texts, *event)),
        Doubt::InternationalPhase => texts.note_international_why().to_owned(),
    }
}

fn unreadable_text(texts: Texts, column: &str, text: &str, error: &NumberError) -> String {
    match error {
        NumberError::DigitsLost => texts.note_number_unreadable_digits(column, text),
        NumberError::Length { found, expected } => {
            texts.note_number_unreadable_length(column, text, &expected.to_string(), &found.to_string())
        }
        NumberError::Character { position, character, .. } => {
            texts.note_number_unreadable_character(column, text, &position.to_string(), &character.to_string())
        }
        _ => texts.note_number_unreadable_form(column, text),
    }
}

fn odd_text(texts: Texts, text: &str, warning: &NumberWarning) -> String {
    match warning {
        NumberWarning::CheckDigit { expected, found } | NumberWarning::OrganisationCheckDigit { expected, found } => {
            texts.note_number_odd_check(text, &found.to_string(), &expected.to_string())
        }
        NumberWarning::CheckDigitMissing { expected } => {
            texts.note_number_odd_check_missing(text, &expected.to_string())
        }
        NumberWarning::Year { year } => texts.note_number_odd_year(text, &year.to_string()),
        NumberWarning::PublicationNumber => texts.note_number_odd_publication(text),
        NumberWarning::CertificateNumber => texts.note_number_odd_certificate(text),
        NumberWarning::KindDisagrees { implied } => texts.note_number_odd_kind(text, implied.label(texts)),
        _ => texts.note_number_odd_other(text),
    }
}

/// What a list says of a status, which the engine tells by its code, in the words of the page.
fn said(texts: Texts, column: Column, text: &str) -> &str {
    if column != Column::Status {
        return text;
    }
    let status = match text {
        "granted" => AssetStatus::Granted,
        "pending" => AssetStatus::Pending,
        "terminated" => AssetStatus::Terminated,
        "invalidated" => AssetStatus::Invalidated,
        "lapsed" => AssetStatus::Lapsed,
        _ => return text,
    };
    status.label(texts)
}

fn event_name(texts: Texts, event: RegisterEvent) -> &'static str {
    match event {
        RegisterEvent::Pledge => texts.event_pledge(),
        RegisterEvent::Preservation => texts.event_preservation(),
        RegisterEvent::Licence => texts.event_licence(),
        RegisterEvent::Transfer => texts.event_transfer(),
        RegisterEvent::InvalidationRequest => texts.event_invalidation_request(),
    }
}

/// What to do about a row.
pub fn advice(texts: Texts, note: Note<'_>) -> String {
    let about = match note {
        Note::Doubt(Doubt::NumberUnreadable { error: NumberError::DigitsLost, .. }) => {
            return texts.note_number_unreadable_digits_do().to_owned();
        }
        Note::Doubt(Doubt::CellUnreadable { column, .. }) => {
            return texts.note_cell_unreadable_do(column_name(texts, *column));
        }
        Note::Doubt(Doubt::WordUnknown { column, .. }) => {
            return texts.note_word_unknown_do(column_name(texts, *column));
        }
        _ => note.kind(),
    };
    match about {
        NoteKind::NumberUnreadable => texts.note_number_unreadable_do(),
        NoteKind::NumberOdd => texts.note_number_odd_do(),
        NoteKind::KindAssumed => texts.note_kind_assumed_do(),
        NoteKind::StatusFromGrant => texts.note_status_from_grant_do(),
        NoteKind::StatusMissing => texts.note_status_missing_do(),
        NoteKind::GrantedNumberButPending => texts.note_granted_but_pending_do(),
        NoteKind::Conflict => texts.note_conflict_do(),
        NoteKind::OwnerDiffers => texts.note_owner_differs_do(),
        NoteKind::DatesOutOfOrder => texts.note_dates_do(),
        NoteKind::NumberMissing => texts.note_number_missing_do(),
        NoteKind::Event => texts.note_event_do(),
        NoteKind::InternationalPhase => texts.note_international_do(),
        NoteKind::NothingToIdentify => texts.note_left_nothing_do(),
        NoteKind::UnknownSheet => texts.note_left_sheet_do(),
        NoteKind::Duplicate | NoteKind::PublicationAndGrant | NoteKind::FurtherClass => texts.note_merged_do(),
        // A cell and a word name their column above.
        NoteKind::Title | NoteKind::Header | NoteKind::Total | NoteKind::CellUnreadable | NoteKind::WordUnknown => {
            texts.note_left_do()
        }
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use ip_health_engine::dossier::{AssetKind, FieldError};
    use ip_health_engine::exchange::{FileForm, LeftOut, RowOutcome, SheetReport};
    use ip_health_engine::rules::Language;

    use super::*;

    const ZH: Texts = Texts::new(Language::Chinese);
    const EN: Texts = Texts::new(Language::English);

    fn import(sheets: usize) -> Import {
        let sheet =
            |place: usize| SheetReport {
                name: format!("表{place}"), source: None, mapping: None, columns: Vec::new()
            };
        Import {
            file_name: String::new(),
            form: FileForm::Text,
            encoding: None,
            unreadable_characters: 0,
            sheets: (0..sheets).map(sheet).collect(),
            rows: Vec::new(),
            assets: Vec::new(),
        }
    }

    fn doubts() -> Vec<Doubt> {
        let text = || "T1".to_owned();
        let column = Column::ApplicationNumber;
        let day = |day| jiff::civil::date(2021, 3, day);
        let errors = [
            NumberError::DigitsLost,
            NumberError::Form,
            NumberError::Length { found: 3, expected: 13 },
            NumberError::Character { position: 2, character: 'O', suggestion: None },
        ];
        let warnings = [
            NumberWarning::CheckDigit { expected: '7', found: '5' },
            NumberWarning::CheckDigitMissing { expected: '7' },
            NumberWarning::Year { year: 1890 },
            NumberWarning::PublicationNumber,
            NumberWarning::CertificateNumber,
            NumberWarning::KindDisagrees { implied: AssetKind::Design },
        ];
        let unreadable = errors.map(|error| Doubt::NumberUnreadable { column, text: text(), error });
        let odd = warnings.map(|warning| Doubt::NumberOdd { column, text: text(), warning });
        let events = [
            RegisterEvent::Pledge,
            RegisterEvent::Preservation,
            RegisterEvent::Licence,
            RegisterEvent::Transfer,
            RegisterEvent::InvalidationRequest,
        ];
        let others = [
            Doubt::CellUnreadable { column: Column::FilingDate, text: text(), error: FieldError::NotADate },
            Doubt::WordUnknown { column: Column::Status, text: text() },
            Doubt::KindAssumed,
            Doubt::StatusFromGrant,
            Doubt::StatusMissing,
            Doubt::GrantedNumberButPending,
            Doubt::Conflict { column: Column::Title, kept: text(), other: "T2".to_owned() },
            Doubt::OwnerDiffers { owners: vec![text()] },
            Doubt::DatesOutOfOrder { earlier: day(2), later: day(1) },
            Doubt::NumberMissing,
            Doubt::InternationalPhase,
        ];
        unreadable.into_iter().chain(odd).chain(others).chain(events.map(Doubt::Event)).collect()
    }

    #[test]
    fn every_reason_has_its_own_sentence_and_an_advice_in_both_languages() {
        let import = import(1);
        let first =
            RowReport { sheet: 0, row: 7, said: String::new(), outcome: RowOutcome::Read(0), doubts: Vec::new() };
        let doubts = doubts();
        let merged = [MergeReason::Duplicate, MergeReason::PublicationAndGrant, MergeReason::FurtherClass];
        let left = [LeftOut::Title, LeftOut::Header, LeftOut::Total, LeftOut::NothingToIdentify, LeftOut::UnknownSheet];
        let notes: Vec<Note<'_>> = doubts
            .iter()
            .map(Note::Doubt)
            .chain(merged.map(|reason| Note::Merged(reason, &first)))
            .chain(left.map(Note::LeftOut))
            .collect();
        for texts in [ZH, EN] {
            let sentences: BTreeSet<String> = notes.iter().map(|note| reason(texts, &import, *note)).collect();
            assert_eq!(sentences.len(), notes.len(), "no two reasons read the same");
            assert!(notes.iter().all(|note| !advice(texts, *note).is_empty()));
            let kinds: BTreeSet<NoteKind> = notes.iter().map(|note| note.kind()).collect();
            let names: BTreeSet<&str> = kinds.iter().map(|kind| kind_name(texts, *kind)).collect();
            assert_eq!((kinds.len(), names.len()), (22, 22), "every kind was tried, and none is called as another");
        }
    }

    #[test]
    fn sentences_name_what_they_are_about() {
        let import = import(1);
        let check = |doubt: Doubt, expected: &str| assert_eq!(reason(ZH, &import, Note::Doubt(&doubt)), expected);
        let warning = NumberWarning::CheckDigit { expected: '7', found: '5' };
        let odd = Doubt::NumberOdd { column: Column::ApplicationNumber, text: "202110333395.5".to_owned(), warning };
        check(odd, "“202110333395.5”的校验位写作 5，按规则应为 7。");
        let conflict =
            Doubt::Conflict { column: Column::Status, kept: "granted".to_owned(), other: "terminated".to_owned() };
        check(
            conflict,
            &ZH.note_conflict_why(
                ZH.column_status(),
                AssetStatus::Granted.label(ZH),
                AssetStatus::Terminated.label(ZH),
            ),
        );
        check(
            Doubt::OwnerDiffers { owners: vec!["甲公司".to_owned(), "乙大学".to_owned()] },
            "登记的权利人是甲公司、乙大学，其中没有本企业。",
        );
    }

    #[test]
    fn a_row_is_placed_with_its_sheet_where_there_are_several() {
        let row = RowReport { sheet: 1, row: 7, said: String::new(), outcome: RowOutcome::Read(0), doubts: Vec::new() };
        assert_eq!(place(ZH, &import(1), &row), "第 7 行");
        assert_eq!(place(ZH, &import(2), &row), "表1 第 7 行");
        let said = reason(EN, &import(2), Note::Merged(MergeReason::Duplicate, &row));
        assert_eq!(said, "Same number as 表1, row 7; merged into one right.");
    }
}
