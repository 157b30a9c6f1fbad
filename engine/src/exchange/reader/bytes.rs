//! What kind of file some bytes are, and their text.

use encoding_rs::{GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::exchange::{FileForm, ImportError, TextEncoding};

/// The form of the file, by its first bytes; for text also the decoded text.
pub(super) enum Content {
    Workbook,
    Text { text: String, encoding: TextEncoding, unreadable: u32, form: FileForm },
}

/// Looks at the content; the ending of the name is not asked, for many systems lie in it.
///
/// # Errors
/// [`ImportError::Empty`], [`ImportError::LegacyXls`], [`ImportError::Encrypted`], [`ImportError::NotATable`].
pub(super) fn sniff(bytes: &[u8], encoding: Option<TextEncoding>) -> Result<Content, ImportError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Content::Workbook);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let word: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(word.len()).any(|window| window == word);
        return Err(if encrypted { ImportError::Encrypted } else { ImportError::LegacyXls });
    }
    let foreign: [&[u8]; 6] = [b"%PDF", b"\x89PNG", b"\xFF\xD8\xFF", b"Rar!", b"7z\xBC\xAF", b"{\\rtf"];
    if foreign.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(ImportError::NotATable);
    }
    let encoding = encoding.unwrap_or_else(|| guess(bytes));
    let (text, unreadable) = decode(bytes, encoding);
    // Control characters do not occur in lists; many of them mean a binary file.
    let controls = text.chars().filter(|letter| letter.is_control() && !letter.is_whitespace()).count();
    if controls * 100 > text.len() {
        return Err(ImportError::NotATable);
    }
    let form = markup_form(&text);
    Ok(Content::Text { text, encoding, unreadable, form })
}

fn markup_form(text: &str) -> FileForm {
    let start: String = text.trim_start().chars().take(4_000).collect::<String>().to_ascii_lowercase();
    if !start.starts_with('<') {
        FileForm::Text
    } else if start.contains("<workbook") || start.contains(":workbook") && start.contains("office:spreadsheet") {
        FileForm::SpreadsheetXml
    } else if start.contains("<html") || start.contains("<table") || start.contains("<!doctype html") {
        FileForm::Html
    } else {
        FileForm::Text
    }
}

/// Byte-order mark, else zero bytes (UTF-16 without mark), else UTF-8 where it reads, else GB 18030: what Excel in China
/// writes without being asked.
fn guess(bytes: &[u8]) -> TextEncoding {
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return TextEncoding::Utf8;
    }
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return TextEncoding::Utf16Le;
    }
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return TextEncoding::Utf16Be;
    }
    let head = bytes.get(..4_096).unwrap_or(bytes);
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd > 0 {
        return if even < odd { TextEncoding::Utf16Le } else { TextEncoding::Utf16Be };
    }
    // A file cut off within a character, or with one bad byte, is still UTF-8; GBK read as UTF-8 fails everywhere.
    let (text, unreadable) = decode(bytes, TextEncoding::Utf8);
    let foreign = text.chars().filter(|letter| !letter.is_ascii()).count();
    if (unreadable as usize) * 10 <= foreign { TextEncoding::Utf8 } else { TextEncoding::Gb18030 }
}

fn decode(bytes: &[u8], encoding: TextEncoding) -> (String, u32) {
    let table = match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Gb18030 => GB18030,
    };
    let (text, damaged) = table.decode_with_bom_removal(bytes);
    let unreadable = if damaged { text.matches('\u{FFFD}').count() } else { 0 };
    (text.into_owned(), u32::try_from(unreadable).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: TextEncoding) {
        let Ok(Content::Text { text, encoding, unreadable, .. }) = sniff(bytes, None) else { panic!("is text") };
        assert_eq!((encoding, unreadable), (expected, 0));
        assert!(text.starts_with("申请号,标题"), "{text}");
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "申请号,标题\n202110333395.7,一种芯片\n";
        check(text.as_bytes(), TextEncoding::Utf8);
        check(format!("\u{FEFF}{text}").as_bytes(), TextEncoding::Utf8);
        check(&GB18030.encode(text).0, TextEncoding::Gb18030);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&little, TextEncoding::Utf16Le);
        check(&[&[0xFF, 0xFE][..], &little].concat(), TextEncoding::Utf16Le);
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[&[0xFE, 0xFF][..], &big].concat(), TextEncoding::Utf16Be);
    }

    #[test]
    fn other_files_are_named() {
        let error = |bytes: &[u8]| sniff(bytes, None).err();
        assert_eq!(error(b" \n"), Some(ImportError::Empty));
        assert_eq!(error(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(ImportError::LegacyXls));
        assert_eq!(error(b"%PDF-1.7"), Some(ImportError::NotATable));
        assert_eq!(error(&[1; 64]), Some(ImportError::NotATable));
    }
}
