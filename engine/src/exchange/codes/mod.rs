//! A check-up as a row of QR codes 二维码交接: from a screen to a camera, without cable, stick or network.
//!
//! The file is deflated and cut. Each code says in plain letters what it is, so that a person who reads one with any
//! reader sees it: `IPHC1/3/12/9F86D081884C7D65/…`: our mark with the version of the form, the third of twelve, the first
//! 64 bits of the SHA-256 of the file, by which codes of another file are told apart and the whole is checked, and in
//! [Base45](base45) four bytes of check over all before them and then the part itself.
//!
//! Writing, reading pictures and joining need the feature `codes`; [`Gathering`] does not.

mod base45;
#[cfg(feature = "codes")]
mod picture;
#[cfg(feature = "codes")]
mod whole;

use std::collections::BTreeMap;
use std::num::NonZeroU16;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

#[cfg(feature = "codes")]
pub use self::picture::read_picture;
#[cfg(feature = "codes")]
pub use self::whole::{join, write_codes};

/// By which our codes are known, without the version.
const MARK: &str = "IPHC";
/// Version of the form.
const VERSION: &str = "1";
/// The most codes of a file. A camera that reads two a second needs a minute for them; beyond that a stick is better.
pub const MOST_CODES: u16 = 120;
/// The longest part, in bytes: with mark and check 900 characters, which a code of 93 modules holds, on a screen of
/// 1,080 pixels ten pixels a module.
#[cfg(feature = "codes")]
const LONGEST_PART: usize = 560;
/// Bytes of check in a code.
const CHECK: usize = 4;
/// Hexadecimal digits by which a file is known.
const SET_DIGITS: usize = 16;

/// Why a file is not handed over by codes, or not there yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum CodesError {
    /// It would take more than [`MOST_CODES`].
    #[error("{codes} codes are more than {MOST_CODES}")]
    TooLong {
        /// How many it would take.
        codes: u32,
    },
    /// Parts are missing, counted from 1.
    #[error("parts are missing: {0:?}")]
    Missing(Vec<u16>),
    /// Every part is there and sound, but together they are not the file: codes of a forger, or a defect.
    #[error("the parts are not one file")]
    Damaged,
}

/// What a code brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Taken {
    /// A part that was missing.
    New(u16),
    /// A part that was there.
    Known(u16),
    /// A part of another file.
    Another,
    /// One of ours, but something in it is wrong.
    Damaged,
    /// One of ours, of a later version of the form.
    Newer,
    /// None of ours.
    Foreign,
}

/// The parts of one file, gathered in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathering {
    /// By which the file is known; empty before the first code.
    set: String,
    /// How many parts it has.
    count: u16,
    /// What is there, by number from 1.
    parts: BTreeMap<u16, Vec<u8>>,
}

impl Gathering {
    /// Takes what a code says. The first code of ours decides which file is gathered.
    pub fn take(&mut self, text: &str) -> Taken {
        let Some(rest) = text.strip_prefix(MARK) else { return Taken::Foreign };
        let Some((version, rest)) = rest.split_once('/') else { return Taken::Foreign };
        if version != VERSION {
            let newer = version.parse::<u32>().is_ok_and(|version| version > 1);
            return if newer { Taken::Newer } else { Taken::Foreign };
        }
        let Some(Part { number, count, set, bytes }) = Part::read(rest) else { return Taken::Damaged };
        if self.set.is_empty() {
            (self.set, self.count) = (set, count);
        } else if (&self.set, self.count) != (&set, count) {
            return Taken::Another;
        }
        match self.parts.insert(number, bytes) {
            None => Taken::New(number),
            Some(_) => Taken::Known(number),
        }
    }

    /// How many codes the file has; `None` before the first.
    #[must_use]
    pub fn count(&self) -> Option<NonZeroU16> {
        NonZeroU16::new(self.count)
    }

    /// Numbers of the codes that are there.
    pub fn there(&self) -> impl Iterator<Item = u16> {
        self.parts.keys().copied()
    }

    /// Numbers of the codes that are not there yet.
    pub fn missing(&self) -> impl Iterator<Item = u16> {
        (1..=self.count).filter(|number| !self.parts.contains_key(number))
    }

    /// Whether every code is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.count > 0 && self.missing().next().is_none()
    }
}

/// What one code holds.
struct Part {
    number: u16,
    count: u16,
    set: String,
    bytes: Vec<u8>,
}

impl Part {
    /// The text of the code.
    #[cfg(feature = "codes")]
    fn write(&self) -> String {
        let head = self.head();
        let sealed = [&check(&head, &self.bytes), self.bytes.as_slice()].concat();
        [head, base45::encode(&sealed)].concat()
    }

    fn head(&self) -> String {
        let Part { number, count, set, .. } = self;
        format!("{MARK}{VERSION}/{number}/{count}/{set}/")
    }

    /// A part out of what stands behind mark and version; `None` if anything in it is wrong.
    fn read(text: &str) -> Option<Self> {
        let mut fields = text.splitn(4, '/');
        let number = fields.next()?.parse().ok()?;
        let count = fields.next()?.parse().ok()?;
        let set = fields.next()?.to_owned();
        let sealed = base45::decode(fields.next()?)?;
        let (given, bytes) = sealed.split_at_checked(CHECK)?;
        let part = Part { number, count, set, bytes: bytes.to_vec() };
        let digits = part.set.len() == SET_DIGITS && part.set.bytes().all(|digit| digit.is_ascii_hexdigit());
        let counted = (1..=MOST_CODES).contains(&count) && (1..=count).contains(&number);
        (digits && counted && given == check(&part.head(), bytes)).then_some(part)
    }
}

fn check(head: &str, bytes: &[u8]) -> [u8; CHECK] {
    let hash = Sha256::new().chain_update(head).chain_update(bytes).finalize();
    std::array::from_fn(|place| hash[place])
}

/// By which a file is known among others.
#[cfg(feature = "codes")]
fn set_of(file: &[u8]) -> String {
    let hash = Sha256::digest(file);
    hash.iter().take(SET_DIGITS / 2).map(|byte| format!("{byte:02X}")).collect()
}
