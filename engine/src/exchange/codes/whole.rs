//! From a file to its codes and back.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::{CodesError, Gathering, LONGEST_PART, MOST_CODES, Part, set_of};

/// The longest file that codes unpack to, in bytes: a hundred times what they hold, so that codes made to fill memory do not.
const LONGEST_FILE: u64 = 8 << 20;

/// The texts of the codes of a file, in order.
///
/// # Errors
/// [`CodesError::TooLong`].
pub fn write_codes(file: &[u8]) -> Result<Vec<String>, CodesError> {
    let packed = deflated(file);
    let wanted = packed.len().div_ceil(LONGEST_PART).max(1);
    let too_long = || CodesError::TooLong { codes: u32::try_from(wanted).unwrap_or(u32::MAX) };
    let count = u16::try_from(wanted).ok().filter(|count| *count <= MOST_CODES).ok_or_else(too_long)?;
    let set = set_of(file);
    // Codes of one size: the last is not a small one that a camera has to focus on anew.
    let length = packed.len().div_ceil(wanted).max(1);
    let mut parts = packed.chunks(length);
    let texts = (1..=count).map(|number| {
        let bytes = parts.next().unwrap_or_default().to_vec();
        Part { number, count, set: set.clone(), bytes }.write()
    });
    Ok(texts.collect())
}

/// The file that the codes hold.
///
/// # Errors
/// [`CodesError::Missing`], [`CodesError::Damaged`].
pub fn join(gathering: &Gathering) -> Result<Vec<u8>, CodesError> {
    if !gathering.is_complete() {
        return Err(CodesError::Missing(gathering.missing().collect()));
    }
    let packed = gathering.parts.values().flatten().copied().collect::<Vec<u8>>();
    let mut file = Vec::new();
    let unpacked = DeflateDecoder::new(packed.as_slice()).take(LONGEST_FILE).read_to_end(&mut file);
    if unpacked.is_err() || set_of(&file) != gathering.set { Err(CodesError::Damaged) } else { Ok(file) }
}

fn deflated(file: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    // A vector takes any bytes.
    encoder.write_all(file).and_then(|()| encoder.finish()).unwrap_or_default()
}
