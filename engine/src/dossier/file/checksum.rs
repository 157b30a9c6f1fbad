//! The checksum of a file: damage that leaves sound JSON behind, as one digit for another, is noticed by it alone.

/// Name of the field, as it stands in the text.
const FIELD: &str = "\"checksum\": \"";
/// Digits of a checksum.
const DIGITS: usize = 16;

/// 64-bit FNV-1a. Any change of one byte changes it; it guards against damage, not against intent.
#[must_use]
pub fn checksum(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64;
    bytes.into_iter().fold(start, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What stands in the field before the checksum is known.
pub(super) fn placeholder() -> String {
    "0".repeat(DIGITS)
}

/// Where the digits stand.
fn place(text: &str) -> Option<std::ops::Range<usize>> {
    let start = text.find(FIELD)? + FIELD.len();
    let digits = text.get(start..start + DIGITS)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(start..start + DIGITS)
}

/// Of the whole text without white space, which editors and version control may change, and without the digits.
fn of(text: &str, digits: &std::ops::Range<usize>) -> String {
    let parts = [text.get(..digits.start), text.get(digits.end..)];
    let bytes = parts.into_iter().flatten().flat_map(str::bytes).filter(|byte| !byte.is_ascii_whitespace());
    format!("{:016x}", checksum(bytes))
}

/// The text with its checksum in place of the placeholder.
pub(super) fn sealed(text: String) -> String {
    match place(&text) {
        Some(digits) => {
            let sum = of(&text, &digits);
            [&text[..digits.start], &sum, &text[digits.end..]].concat()
        }
        None => text,
    }
}

/// Whether the text is another than the one that was sealed. Files without a checksum, by other programs or by hand, are
/// what they are.
pub(super) fn is_altered(text: &str) -> bool {
    place(text).is_some_and(|digits| text.get(digits.clone()) != Some(&of(text, &digits)))
}
