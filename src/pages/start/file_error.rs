//! Why a file could not be opened, in words.

use crate::state::FileError;
use crate::texts::Texts;

/// What is wrong with the file and what to do.
pub fn file_error_text(texts: Texts, error: &FileError) -> String {
    match error {
        FileError::Empty => texts.file_error_empty().to_owned(),
        FileError::NotText { offset } => texts.file_error_text(&offset.to_string()),
        FileError::NotJson { line, column } => texts.file_error_json(&line.to_string(), &column.to_string()),
        FileError::Truncated { line, column } => texts.file_error_cut(&line.to_string(), &column.to_string()),
        FileError::Incomplete { field } => texts.file_error_field(field),
        FileError::Values { losses } => texts.file_error_values(&losses.len().to_string()),
        // Whatever else it is, it is none of ours.
        _ => texts.file_error_foreign().to_owned(),
    }
}
