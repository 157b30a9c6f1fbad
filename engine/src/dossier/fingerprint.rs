//! The fingerprint 指纹 of a check-up: what a printed report says it was made from.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Decisions, Dossier, RulesStamp};

/// SHA-256 of the answers, the day and the rules, as 64 hexadecimal digits: the same three give the same report, so a file
/// that has the fingerprint of a printed report is the one that the report was made from. What the owner decides is no
/// answer and left out.
#[must_use]
pub fn fingerprint(dossier: &Dossier, rules: &RulesStamp) -> String {
    let dossier = Dossier { decisions: Decisions::default(), ..dossier.clone() };
    let mut text = format!("{} {} {}\n", rules.id, rules.version, rules.as_of);
    // A plain record of texts and numbers; there is nothing in it that could not be written.
    write(&serde_json::to_value(&dossier).unwrap_or_default(), &mut text);
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// Writes a value in the one way that depends on nothing but itself: names sorted, what is not answered left out, numbers
/// to twelve digits, since reading a file may move the seventeenth.
fn write(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut named: Vec<(&String, &Value)> = fields.iter().filter(|(_, value)| !value.is_null()).collect();
            named.sort_by_key(|(name, _)| *name);
            text.push('{');
            for (name, value) in named {
                text.push_str(name);
                text.push(':');
                write(value, text);
                text.push(',');
            }
            text.push('}');
        }
        Value::Array(entries) => {
            text.push('[');
            for entry in entries {
                write(entry, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Number(number) => {
            // Writing to a text cannot fail.
            let _ = write!(text, "{:.11e}", number.as_f64().unwrap_or_default());
        }
        value => text.push_str(&value.to_string()),
    }
}

/// The hexadecimal digits of a fingerprint as a person typed or scanned it: `None` unless there are 64.
#[must_use]
pub fn read_fingerprint(text: &str) -> Option<String> {
    // A scanned code carries the day and the rules behind the digits.
    let text = text.trim().strip_prefix(SCHEME).unwrap_or(text);
    let digits = text.split(';').next().unwrap_or_default().chars().filter(|c| !c.is_whitespace() && *c != '-');
    let digits: String = digits.map(|c| c.to_ascii_lowercase()).collect();
    (digits.len() == 64 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(digits)
}

/// What the code on the last page begins with.
pub const SCHEME: &str = "iphc:sha256:";

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::Ratio;
    use crate::dossier::{DossierFile, Scenario, read_file, write_file};

    fn stamp() -> RulesStamp {
        RulesStamp { id: "shanghai".to_owned(), version: "2026.3".to_owned(), as_of: date(2026, 11, 23) }
    }

    #[test]
    fn the_fingerprint_survives_saving_and_changes_with_any_answer_day_or_rules() {
        let bytes = include_bytes!("../../../tests/data/samples/chip.iphc.json");
        let mut dossier = read_file(bytes).unwrap().file.dossier;
        // Of seventeen digits, which a file may give back as their neighbour.
        dossier.enterprise.export_share = Ratio::new(0.070_050_000_000_000_01);
        dossier.need.dilution_cap = Ratio::new(0.1 + 0.2);
        let first = fingerprint(&dossier, &stamp());
        let saved = write_file(&DossierFile { dossier: dossier.clone(), ..DossierFile::default() });
        assert_eq!(fingerprint(&read_file(saved.as_bytes()).unwrap().file.dossier, &stamp()), first);
        let mut other = dossier.clone();
        other.need.tenor_months = other.need.tenor_months.map(|months| months + 1).or(Some(7));
        assert_ne!(fingerprint(&other, &stamp()), first);
        assert_ne!(fingerprint(&dossier, &RulesStamp { as_of: date(2026, 11, 24), ..stamp() }), first);
        assert_ne!(fingerprint(&dossier, &RulesStamp { version: "2026.4".to_owned(), ..stamp() }), first);
        let mut decided = dossier;
        decided.decisions.save(Scenario { name: "x".to_owned(), ..Scenario::default() });
        assert_eq!(fingerprint(&decided, &stamp()), first);
    }

    #[test]
    fn a_fingerprint_reads_as_it_is_printed_and_scanned() {
        let digits = "0123456789abcdef".repeat(4);
        let printed =
            digits.as_bytes().chunks(8).map(|part| String::from_utf8_lossy(part).to_uppercase()).collect::<Vec<_>>();
        assert_eq!(read_fingerprint(&printed.join(" ")), Some(digits.clone()));
        assert_eq!(read_fingerprint(&format!("{SCHEME}{digits};2026-11-23;shanghai 2026.3")), Some(digits.clone()));
        assert_eq!(read_fingerprint(&digits[1..]), None);
        assert_eq!(read_fingerprint(&format!("g{}", &digits[1..])), None);
    }
}
