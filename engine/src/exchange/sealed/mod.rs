//! Check-up files under a passphrase, in the format of `age`, which other programs open too.
//!
//! Sealing and opening are behind the feature `seal`; the page knows what they say.

#[cfg(feature = "seal")]
mod age;

use serde::{Deserialize, Serialize};

#[cfg(feature = "seal")]
pub use self::age::{seal, unseal};

/// First line of a file, which is also its version.
const INTRO: &str = "age-encryption.org/v1";
/// First line of a file in letters, as mail takes it.
const ARMOR_BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";

/// Fresh random bytes for each file; from the caller, for the engine has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealRandom {
    /// The key of the file.
    pub file_key: [u8; 16],
    /// Salt of the passphrase.
    pub salt: [u8; 16],
    /// Nonce of the payload.
    pub nonce: [u8; 16],
}

/// Why a file is not sealed or not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[non_exhaustive]
pub enum SealError {
    /// No passphrase.
    #[error("no passphrase")]
    NoPassphrase,
    /// Not in this format, or its header is damaged.
    #[error("not a sealed file")]
    NotSealed,
    /// Sealed for keys, not with a passphrase.
    #[error("sealed for other keys")]
    OtherKeys,
    /// Trying a passphrase would cost more memory than there is.
    #[error("too costly: 2^{log_rounds} rounds")]
    TooCostly {
        /// Logarithm of the rounds asked for.
        log_rounds: u8,
    },
    /// Another passphrase.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// Changed or cut off since it was sealed.
    #[error("changed or cut off")]
    Damaged,
}

/// How hard a passphrase is to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Found within hours.
    Weak,
    /// Found by who wants it very much.
    Fair,
    /// Not found.
    Strong,
}

/// Estimates a passphrase by its length and by how many kinds of characters it draws from; runs and repeats count once.
/// A hint, no promise: what is in a dictionary is not known here.
#[must_use]
pub fn strength(passphrase: &str) -> Strength {
    let letters: Vec<char> = passphrase.chars().collect();
    let step = |at: usize| {
        Some(i64::from(u32::from(*letters.get(at)?)) - i64::from(u32::from(*letters.get(at.checked_sub(1)?)?)))
    };
    let fresh = (0..letters.len()).filter(|at| !matches!(step(*at), Some(-1..=1))).count();
    let kinds = [
        (letters.iter().any(char::is_ascii_lowercase), 26.0),
        (letters.iter().any(char::is_ascii_uppercase), 26.0),
        (letters.iter().any(char::is_ascii_digit), 10.0),
        (letters.iter().any(|letter| letter.is_ascii() && !letter.is_ascii_alphanumeric()), 33.0),
        (letters.iter().any(|letter| !letter.is_ascii()), 2_000.0),
    ];
    let pool: f64 = kinds.into_iter().filter(|(used, _)| *used).map(|(_, size)| size).sum();
    #[expect(clippy::cast_precision_loss, reason = "a count of letters")]
    let bits = fresh as f64 * libm::log2(pool.max(1.0));
    // Against 2^16 rounds each: 2^45 guesses keep a large machine busy for years, 2^65 any machine.
    match bits {
        _ if bits < 45.0 => Strength::Weak,
        _ if bits < 65.0 => Strength::Fair,
        _ => Strength::Strong,
    }
}

/// Whether bytes look like a sealed file, in either of its forms.
#[must_use]
pub fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(INTRO.as_bytes()) || bytes.trim_ascii_start().starts_with(ARMOR_BEGIN.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_judged_by_what_it_draws_from() {
        for (passphrase, expected) in [
            ("", Strength::Weak),
            ("12345678901234567890", Strength::Weak),
            ("aaaaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("Kq7-mwx4", Strength::Fair),
            ("一马平川四海升平", Strength::Strong),
            ("correct horse battery staple", Strength::Strong),
        ] {
            assert_eq!(strength(passphrase), expected, "{passphrase}");
        }
    }
}
