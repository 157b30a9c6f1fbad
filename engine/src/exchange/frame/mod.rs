//! What a page that embeds the check-up and the embedded page say to each other, by `postMessage`.
//!
//! The host owns the document: it hands a file in and gets it back when the person saves. A message is an object of JSON
//! values with `protocol`, `type` and the fields of its type; nothing else is read. This module is the one definition:
//! the embedded page reads and writes through it, and the schemas of the npm package, by which the element checks both
//! directions, are made from it. Who may talk at all is told by [`Permitted`].

mod messages;
mod origins;
mod outcome;
mod read;

pub use self::messages::{
    Autosave, Capability, Change, Configure, Ending, Exit, Export, ExportFormat, Exported, FromHost, FromPage, Load,
    PROTOCOL, Part, Ready, Refused, Resize, Save, Saved, Theme,
};
pub use self::origins::{Permitted, is_origin};
pub use self::outcome::{ChannelOutcome, DimensionOutcome, Outcome, OutcomeRange, StarOutcome};
pub use self::read::{LONGEST_MESSAGE, Misread, read_from_host, read_from_page};

/// Bytes as base64 (RFC 4648, with padding): messages hold JSON values only.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |bits: u32, place: u32| char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63]);
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.extend([digit(bits, 0), digit(bits, 1)]);
        text.push(if group.len() > 1 { digit(bits, 2) } else { '=' });
        text.push(if group.len() > 2 { digit(bits, 3) } else { '=' });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_follows_the_test_vectors_of_rfc_4648() {
        let vectors =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in vectors {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
