//! Names of columns, encodings and sources.

use ip_health_engine::exchange::{Column, ListSource, TextEncoding};

use crate::texts::Texts;

/// What a column holds.
pub fn column_name(texts: Texts, column: Column) -> &'static str {
    match column {
        Column::Title => texts.column_title(),
        Column::ApplicationNumber => texts.column_application_number(),
        Column::PublicationNumber => texts.column_publication_number(),
        Column::RegistrationNumber => texts.column_registration_number(),
        Column::TrademarkNumber => texts.column_trademark_number(),
        Column::Kind => texts.column_kind(),
        Column::Status => texts.column_status(),
        Column::Events => texts.column_events(),
        Column::FilingDate => texts.column_filing_date(),
        Column::PriorityDate => texts.column_priority_date(),
        Column::PublicationDate => texts.column_publication_date(),
        Column::GrantDate => texts.column_grant_date(),
        Column::ExpiryDate => texts.column_expiry_date(),
        Column::Term => texts.column_term(),
        Column::FirstUseDate => texts.column_first_use_date(),
        Column::CreationDate => texts.column_creation_date(),
        Column::Owners => texts.column_owners(),
        Column::Applicants => texts.column_applicants(),
        Column::Inventors => texts.column_inventors(),
        Column::Ipc => texts.column_ipc(),
        Column::MainIpc => texts.column_main_ipc(),
        Column::NiceClasses => texts.column_nice_classes(),
        Column::Claims => texts.column_claims(),
        Column::Citations => texts.column_citations(),
        Column::Priorities => texts.column_priorities(),
        Column::FamilyMembers => texts.column_family_members(),
        Column::Office => texts.column_office(),
        Column::KindCode => texts.column_kind_code(),
        Column::CreditCode => texts.column_credit_code(),
    }
}

/// The encodings of text files, the likeliest first.
pub const ENCODINGS: [TextEncoding; 4] =
    [TextEncoding::Utf8, TextEncoding::Gb18030, TextEncoding::Utf16Le, TextEncoding::Utf16Be];

/// How the bytes of a text file are read.
pub fn encoding_name(texts: Texts, encoding: TextEncoding) -> &'static str {
    match encoding {
        TextEncoding::Utf8 => texts.encoding_utf8(),
        TextEncoding::Gb18030 => texts.encoding_gb18030(),
        TextEncoding::Utf16Le => texts.encoding_utf16_le(),
        TextEncoding::Utf16Be => texts.encoding_utf16_be(),
    }
}

/// Who wrote a list.
pub fn source_name(texts: Texts, source: ListSource) -> &'static str {
    match source {
        ListSource::PatSnap => texts.source_pat_snap(),
        ListSource::IncoPat => texts.source_inco_pat(),
        ListSource::Cnipa => texts.source_cnipa(),
        ListSource::Qichacha => texts.source_qichacha(),
        ListSource::GooglePatents => texts.source_google_patents(),
        ListSource::Lens => texts.source_lens(),
        ListSource::Trademarks => texts.source_trademarks(),
        ListSource::Software => texts.source_software(),
        ListSource::LayoutDesigns => texts.source_layout_designs(),
        ListSource::Generic => texts.source_generic(),
        ListSource::Mapped => texts.source_mapped(),
    }
}

/// A column as spreadsheets name it, from its position counted from 0: A, B, …, Z, AA.
pub fn letters(position: usize) -> String {
    let mut rest = position + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;

    use super::*;

    #[test]
    fn columns_are_lettered_as_spreadsheets_do() {
        assert_eq!([0, 1, 25, 26, 51, 52, 701, 702].map(letters), ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn no_two_columns_share_a_name() {
        for language in [Language::Chinese, Language::English] {
            let mut names: Vec<&str> =
                Column::ALL.iter().map(|column| column_name(Texts::new(language), *column)).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), Column::ALL.len());
        }
    }
}
