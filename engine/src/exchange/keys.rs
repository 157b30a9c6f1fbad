//! Keys under which rows and assets of one right meet.

use crate::dossier::{AssetKind, NumberForm, RightNumber, fold_compact, number_of, right_number};

/// Key of an application or registration number: without check digit, so that a missing or mistyped one does not split
/// a right in two.
pub(super) fn number_key(kind: AssetKind, text: &str) -> Option<String> {
    let number = number_of(kind, text).or_else(|_| right_number(text));
    match number {
        Ok(number) => Some(key_of(&number)),
        Err(_) => Some(fold_compact(text)).filter(|text| !text.is_empty()),
    }
}

/// Key of a number that was read.
pub(super) fn key_of(number: &RightNumber) -> String {
    match number.form {
        NumberForm::Application => {
            format!("A:CN{}", number.text.split_once('.').map_or(number.text.as_str(), |(digits, _)| digits))
        }
        // Serials of applications and of publications overlap, so each has its own letter.
        NumberForm::Publication => format!("P:{}", number.stem()),
        NumberForm::Trademark => format!("T:{}", number.text),
        // `US17/123456` and `US 17123456 A` are one application.
        NumberForm::ForeignApplication => {
            let plain: String = number.text.chars().filter(char::is_ascii_alphanumeric).collect();
            format!("A:{}", plain.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()))
        }
        _ => number.text.clone(),
    }
}

/// Key of a publication number, which publication and grant of one application share.
pub(super) fn publication_key(text: &str) -> Option<String> {
    right_number(text).ok().filter(|number| number.form == NumberForm::Publication).map(|number| key_of(&number))
}
