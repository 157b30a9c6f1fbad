//! What is the matter with a row and what to do, one sentence each.

use ip_health_engine::dossier::{AssetStatus, NumberError, NumberWarning};
use ip_health_engine::exchange::{Column, Doubt, Import, MergeReason, RegisterEvent, RowReport};

use super::account::{Class, Kind, Note};
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
pub fn kind_name(texts: Texts, kind: Kind) -> &'static str {
    match kind {
        Kind::NumberUnreadable => texts.note_number_unreadable(),
        Kind::NumberOdd => texts.note_number_odd(),
        Kind::CellUnreadable => texts.note_cell_unreadable(),
        Kind::WordUnknown => texts.note_word_unknown(),
        Kind::KindAssumed => texts.note_kind_assumed(),
        Kind::StatusFromGrant => texts.note_status_from_grant(),
        Kind::StatusMissing => texts.note_status_missing(),
        Kind::GrantedNumberButPending => texts.note_granted_but_pending(),
        Kind::Conflict => texts.note_conflict(),
        Kind::OwnerDiffers => texts.note_owner_differs(),
        Kind::DatesOutOfOrder => texts.note_dates(),
        Kind::NumberMissing => texts.note_number_missing(),
        Kind::Event => texts.note_event(),
        Kind::InternationalPhase => texts.note_international(),
        Kind::Duplicate => texts.note_duplicate(),
        Kind::PublicationAndGrant => texts.note_publication_and_grant(),
        Kind::FurtherClass => texts.note_further_class(),
        Kind::Title => texts.note_left_title(),
        Kind::Header => texts.note_left_header(),
        Kind::Total => texts.note_left_total(),
        Kind::NothingToIdentify => texts.note_left_nothing(),
        Kind::UnknownSheet => texts.note_left_sheet(),
    }
}

/// Where a row stands: its number, with its sheet where the file has several.
pub fn place(texts: Texts, import: &Import, row: &RowReport) -> String {
    let number = row.row.to_string();
    match import.sheets.get(row.sheet).filter(|_| import.sheets.len() > 1) {
        Some(sheet) => texts.summary_place(&sheet.name, &number),
        None => texts.summary_row_number(&number),
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
            Kind::Title => texts.note_left_title_why(),
            Kind::Header => texts.note_left_header_why(),
            Kind::Total => texts.note_left_total_why(),
            Kind::NothingToIdentify => texts.note_left_nothing_why(),
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
fn said<'a>(texts: Texts, column: Column, text: &'a str) -> &'a str {
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
        Kind::NumberUnreadable => texts.note_number_unreadable_do(),
        Kind::NumberOdd => texts.note_number_odd_do(),
        Kind::KindAssumed => texts.note_kind_assumed_do(),
        Kind::StatusFromGrant => texts.note_status_from_grant_do(),
        Kind::StatusMissing => texts.note_status_missing_do(),
        Kind::GrantedNumberButPending => texts.note_granted_but_pending_do(),
        Kind::Conflict => texts.note_conflict_do(),
        Kind::OwnerDiffers => texts.note_owner_differs_do(),
        Kind::DatesOutOfOrder => texts.note_dates_do(),
        Kind::NumberMissing => texts.note_number_missing_do(),
        Kind::Event => texts.note_event_do(),
        Kind::InternationalPhase => texts.note_international_do(),
        Kind::NothingToIdentify => texts.note_left_nothing_do(),
        Kind::UnknownSheet => texts.note_left_sheet_do(),
        Kind::Duplicate | Kind::PublicationAndGrant | Kind::FurtherClass => texts.note_merged_do(),
        // A cell and a word name their column above.
        Kind::Title | Kind::Header | Kind::Total | Kind::CellUnreadable | Kind::WordUnknown => texts.note_left_do(),
    }
    .to_owned()
}
