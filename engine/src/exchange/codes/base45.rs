//! Base45 of RFC 9285: bytes in the 45 characters that QR codes hold two to eleven bits, so that the text costs three
//! hundredths more than the bytes and every reader of codes gives it back unchanged.

const DIGITS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Two bytes as three characters; a last single one as two.
#[cfg(any(test, feature = "codes"))]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let mut rest = pair.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        for _ in 0..=pair.len() {
            text.push(char::from(DIGITS[rest % 45]));
            rest /= 45;
        }
    }
    text
}

/// The bytes of a text; `None` if it is no Base45.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let digit = |letter: &u8| DIGITS.iter().position(|known| known == letter);
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    for group in text.as_bytes().chunks(3) {
        let places: Vec<usize> = group.iter().map(digit).collect::<Option<_>>()?;
        let sum = places.iter().rev().fold(0, |sum, place| sum * 45 + place);
        match group.len() {
            3 => bytes.extend_from_slice(&u16::try_from(sum).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(sum).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_9285() {
        for (plain, coded) in [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581"), ("", "")] {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).unwrap(), plain.as_bytes());
        }
        assert_eq!(decode("QED8WEX0").unwrap(), b"ietf!");
    }

    #[test]
    fn what_rfc_9285_forbids_is_refused() {
        // 65,536, a single character, a letter outside.
        for text in ["GGW", "::", "A", "ab8", "BB8B"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
