//! The format of `age`.
//!
//! # Source
//! age-encryption.org/v1 (C2SP age.md): the scrypt recipient, the header's MAC, the payload in chunks of 64 KiB.

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::{ARMOR_BEGIN, INTRO, SealError, SealRandom};

const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Chunks of the payload, bytes.
const CHUNK: usize = 65_536;
/// Bytes by which a sealed chunk is longer.
const TAG: usize = 16;
/// What our own files cost to try a passphrase: 2^16 rounds, 64 MB. Twice as much would fail on small computers.
const LOG_ROUNDS: u8 = 16;
/// The most that is spent on another program's file: a GB of memory. The `age` program itself writes 18.
const MOST_LOG_ROUNDS: u8 = 20;
const ARMOR_END: &str = "-----END AGE ENCRYPTED FILE-----";

/// Seals bytes with a passphrase.
///
/// # Errors
/// [`SealError::NoPassphrase`]; [`SealError::TooCostly`] never, for the cost is ours.
pub fn seal(plain: &[u8], passphrase: &str, random: &SealRandom) -> Result<Vec<u8>, SealError> {
    if passphrase.is_empty() {
        return Err(SealError::NoPassphrase);
    }
    let key = passphrase_key(passphrase, &random.salt, LOG_ROUNDS)?;
    let wrapped =
        cipher(&key).encrypt(&Nonce::default(), random.file_key.as_slice()).map_err(|_| SealError::Damaged)?;
    let header = format!("{INTRO}\n-> scrypt {} {LOG_ROUNDS}\n{}\n---", encoded(&random.salt), encoded(&wrapped));
    let mut sealed = format!("{header} {}\n", encoded(&header_mac(&random.file_key, &header)?)).into_bytes();
    sealed.extend(random.nonce);
    let cipher = cipher(&derived(&random.file_key, Some(&random.nonce), b"payload")?);
    let count = plain.len().div_ceil(CHUNK).max(1);
    for place in 0..count {
        let chunk = plain.get(place * CHUNK..((place + 1) * CHUNK).min(plain.len())).unwrap_or_default();
        let nonce = chunk_nonce(place as u64, place + 1 == count);
        sealed.extend(cipher.encrypt(&nonce, chunk).map_err(|_| SealError::Damaged)?);
    }
    Ok(sealed)
}

/// Opens what was sealed with a passphrase, by this program or another.
///
/// # Errors
/// Every [`SealError`]. Nothing of a damaged file is given out.
pub fn unseal(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    if bytes.starts_with(INTRO.as_bytes()) { open(bytes, passphrase) } else { open(&unarmored(bytes)?, passphrase) }
}

fn open(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, SealError> {
    let end = bytes.windows(5).position(|window| window == b"\n--- ").ok_or(SealError::NotSealed)?;
    let header = bytes.get(..end + 4).and_then(|header| str::from_utf8(header).ok()).ok_or(SealError::NotSealed)?;
    let rest = bytes.get(end + 5..).ok_or(SealError::NotSealed)?;
    let line = rest.iter().position(|byte| *byte == b'\n').ok_or(SealError::NotSealed)?;
    let mac = rest.get(..line).and_then(|mac| decoded(str::from_utf8(mac).ok()?)).ok_or(SealError::NotSealed)?;
    let payload = rest.get(line + 1..).ok_or(SealError::NotSealed)?;

    let mut lines = header.lines();
    if lines.next() != Some(INTRO) {
        return Err(SealError::NotSealed);
    }
    let mut words = lines.next().unwrap_or_default().split(' ');
    if (words.next(), words.next()) != (Some("->"), Some("scrypt")) {
        return Err(SealError::OtherKeys);
    }
    let salt = words.next().and_then(decoded).ok_or(SealError::NotSealed)?;
    let log_rounds = words.next().and_then(|rounds| rounds.parse().ok()).ok_or(SealError::NotSealed)?;
    let wrapped = lines.next().and_then(decoded).filter(|wrapped| wrapped.len() == 32).ok_or(SealError::NotSealed)?;
    // A passphrase stands alone: another key beside it would open the file to somebody else.
    if lines.next() != Some("---") || salt.len() != 16 || words.next().is_some() {
        return Err(SealError::NotSealed);
    }
    if MOST_LOG_ROUNDS < log_rounds {
        return Err(SealError::TooCostly { log_rounds });
    }
    let key = passphrase_key(passphrase, &salt, log_rounds)?;
    let file_key =
        cipher(&key).decrypt(&Nonce::default(), wrapped.as_slice()).map_err(|_| SealError::WrongPassphrase)?;
    let file_key: [u8; 16] = file_key.try_into().map_err(|_| SealError::Damaged)?;
    verify_mac(&file_key, header, &mac)?;

    let (nonce, chunks) = payload.split_at_checked(16).ok_or(SealError::Damaged)?;
    let cipher = cipher(&derived(&file_key, Some(nonce), b"payload")?);
    let mut plain = Vec::with_capacity(chunks.len());
    let count = chunks.len().div_ceil(CHUNK + TAG).max(1);
    for (place, chunk) in chunks.chunks(CHUNK + TAG).enumerate() {
        let is_last = place + 1 == count;
        let opened = cipher.decrypt(&chunk_nonce(place as u64, is_last), chunk).map_err(|_| SealError::Damaged)?;
        if opened.is_empty() && 0 < place {
            return Err(SealError::Damaged);
        }
        plain.extend(opened);
    }
    if chunks.is_empty() { Err(SealError::Damaged) } else { Ok(plain) }
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.into())
}

/// Eleven bytes that count, one that tells the last.
fn chunk_nonce(place: u64, is_last: bool) -> Nonce {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&place.to_be_bytes());
    nonce[11] = u8::from(is_last);
    nonce.into()
}

fn passphrase_key(passphrase: &str, salt: &[u8], log_rounds: u8) -> Result<[u8; 32], SealError> {
    let costly = SealError::TooCostly { log_rounds };
    let cost = scrypt::Params::new(log_rounds, 8, 1).map_err(|_| costly)?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &[SALT_LABEL, salt].concat(), &cost, &mut key).map_err(|_| costly)?;
    Ok(key)
}

fn derived(file_key: &[u8; 16], salt: Option<&[u8]>, purpose: &[u8]) -> Result<[u8; 32], SealError> {
    let mut key = [0; 32];
    Hkdf::<Sha256>::new(salt, file_key).expand(purpose, &mut key).map_err(|_| SealError::Damaged)?;
    Ok(key)
}

fn mac_of(file_key: &[u8; 16], header: &str) -> Result<Hmac<Sha256>, SealError> {
    let key = derived(file_key, None, b"header")?;
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key).map_err(|_| SealError::Damaged)?;
    mac.update(header.as_bytes());
    Ok(mac)
}

fn header_mac(file_key: &[u8; 16], header: &str) -> Result<Vec<u8>, SealError> {
    Ok(mac_of(file_key, header)?.finalize().into_bytes().to_vec())
}

fn verify_mac(file_key: &[u8; 16], header: &str, mac: &[u8]) -> Result<(), SealError> {
    mac_of(file_key, header)?.verify_slice(mac).map_err(|_| SealError::Damaged)
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base 64 without padding.
fn encoded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().chain([0, 0].iter()).take(3).fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        for position in 0..=group.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * position)) as usize & 63]));
        }
    }
    text
}

/// The bytes of base 64 without padding; `None` where there is another way to write them, which the format forbids.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for digit in group {
            bits = bits << 6 | u32::try_from(DIGITS.iter().position(|known| known == digit)?).ok()?;
        }
        bits <<= 6 * (4 - group.len());
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(group.len() - 1));
    }
    (encoded(&bytes) == text).then_some(bytes)
}

/// A file in letters, as mail takes it.
fn unarmored(bytes: &[u8]) -> Result<Vec<u8>, SealError> {
    let text = str::from_utf8(bytes).map_err(|_| SealError::NotSealed)?.trim();
    let body =
        text.strip_prefix(ARMOR_BEGIN).and_then(|body| body.strip_suffix(ARMOR_END)).ok_or(SealError::NotSealed)?;
    let digits: String = body.split_ascii_whitespace().collect();
    decoded(digits.trim_end_matches('=')).ok_or(SealError::NotSealed)
}

#[cfg(test)]
mod tests {
    use super::super::is_sealed;
    use super::*;

    const RANDOM: SealRandom = SealRandom { file_key: [7; 16], salt: [8; 16], nonce: [9; 16] };

    #[test]
    fn base64_follows_rfc_4648_without_padding() {
        for (plain, coded) in [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(encoded(plain.as_bytes()), coded);
            assert_eq!(decoded(coded).as_deref(), Some(plain.as_bytes()));
        }
        // Bits behind the end, a padding, a foreign letter.
        for wrong in ["Zh", "Zg==", "Z!", "Z"] {
            assert_eq!(decoded(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_sealed_opens_with_its_passphrase_only() {
        let text = "知识产权".repeat(20_000);
        let sealed = seal(text.as_bytes(), "正确的口令", &RANDOM).unwrap();
        assert!(is_sealed(&sealed) && !is_sealed(text.as_bytes()));
        assert_eq!(unseal(&sealed, "正确的口令").unwrap(), text.as_bytes());
        assert_eq!(unseal(&sealed, "错误的口令"), Err(SealError::WrongPassphrase));
        assert_eq!(seal(b"", "", &RANDOM), Err(SealError::NoPassphrase));
    }

    #[test]
    fn a_changed_or_cut_file_gives_nothing_out() {
        let sealed = seal(&[1; CHUNK + 5], "p", &RANDOM).unwrap();
        let header = sealed.windows(4).position(|window| window == b"--- ").unwrap();
        let damaged = |at: usize| {
            let mut bytes = sealed.clone();
            bytes[at] ^= 1;
            unseal(&bytes, "p").unwrap_err()
        };
        // The cost, the MAC, the nonce, a chunk, the last byte.
        let cost = sealed.windows(4).position(|window| window == b" 16\n").unwrap() + 2;
        assert_eq!(damaged(cost), SealError::WrongPassphrase);
        assert!(matches!(damaged(header + 6), SealError::Damaged | SealError::NotSealed));
        assert_eq!(damaged(sealed.len() - 1), SealError::Damaged);
        assert_eq!(damaged(sealed.len() - CHUNK), SealError::Damaged);
        for length in [sealed.len() - 1, sealed.len() - 5 - TAG, header + 60] {
            assert_eq!(unseal(&sealed[..length], "p"), Err(SealError::Damaged), "cut at {length}");
        }
    }

    #[test]
    fn other_files_and_unreasonable_costs_are_named() {
        assert_eq!(unseal(b"{}", "p"), Err(SealError::NotSealed));
        let mut keys = b"age-encryption.org/v1\n-> X25519 abc\ndef\n--- ".to_vec();
        keys.extend(encoded(&[0; 32]).bytes().chain([b'\n']));
        assert_eq!(unseal(&keys, "p"), Err(SealError::OtherKeys));
        let costly = String::from_utf8(seal(b"", "p", &RANDOM).unwrap()[..150].to_vec());
        let costly = costly.unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        let costly = costly.replacen(" 16\n", " 31\n", 1);
        assert_eq!(unseal(costly.as_bytes(), "p"), Err(SealError::TooCostly { log_rounds: 31 }));
    }
}
