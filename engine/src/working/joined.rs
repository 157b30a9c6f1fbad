//! Ids of figures and records and paths of answers, put together from their parts.

use smallvec::SmallVec;
use smol_str::SmolStr;

/// The parts as one text. An assessment names thousands of figures and answers: this takes less time than
/// `format!`, and for most names no memory but that of the result.
pub(crate) fn joined(parts: &[&str]) -> SmolStr {
    let mut bytes: SmallVec<[u8; 96]> = SmallVec::new();
    for part in parts {
        bytes.extend_from_slice(part.as_bytes());
    }
    // Whole texts side by side are a text.
    SmolStr::new(str::from_utf8(&bytes).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_side_by_side() {
        assert_eq!(joined(&["assets.", "甲", ".", "status"]), "assets.甲.status");
        assert_eq!(joined(&[]), "");
        let long = "x".repeat(90);
        assert_eq!(joined(&[&long, "专利", &long]), format!("{long}专利{long}"));
    }
}
