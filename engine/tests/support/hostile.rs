//! The mutator of the tests of hostile input: seeded, so that the same inputs come at every run.

use std::path::PathBuf;

/// Texts that break programs: formulas, scripts, directions, numbers at the edge, dates before calendars.
pub const NASTY: &[&str] = &[
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)",
    "+1-1",
    "<script>alert(1)</script>",
    "\u{202E}gnp.exe\u{202C}",
    "\u{200B}\u{FEFF}",
    "NaN",
    "Infinity",
    "-inf",
    "1e999",
    "-1e-999",
    "-0",
    "99999999999999999999999999",
    "0x41",
    "1900-02-29",
    "1899-12-30",
    "0000-00-00",
    "9999-12-31",
    "-32768-01-01",
    "２０２１．１．１",
    "亿亿亿万",
    "\"",
    "\\",
    "\\u0000",
    "\0",
    "\u{FFFF}",
    "{",
    "[[[[[[[[",
    "}}}}}}",
    "null",
    "true",
    ",",
    "\r\n",
    "\t",
    "'",
    "&#x110000;",
    "&&&&&&",
    "<td colspan=99999999999>",
    "%s%n",
    "../../x",
    "🂡🂡🂡",
    "é́́́́́",
];

/// The same numbers at every run.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % (limit.max(1) as u64)).unwrap()
    }
}

pub fn rounds(usual: usize) -> usize {
    std::env::var("HOSTILE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(usual)
}

pub fn corpus(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/data").join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !path.ends_with(".gitattributes"));
    files.sort();
    files
        .into_iter()
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()))
        .collect()
}

/// A file after one to eight mutations.
pub fn mutated(files: &[(String, Vec<u8>)], chance: &mut Chance) -> (String, Vec<u8>) {
    let (name, bytes) = &files[chance.below(files.len())];
    let mut bytes = bytes.clone();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let to = (at + chance.below(64)).min(bytes.len());
        match chance.below(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 => drop(bytes.drain(at..to)),
            2 => {
                let part = bytes[at..to].to_vec();
                for _ in 0..=chance.below(20) {
                    bytes.splice(at..at, part.iter().copied());
                }
            }
            3 => drop(bytes.splice(at..at, NASTY[chance.below(NASTY.len())].bytes())),
            4 => drop(bytes.splice(at..to, NASTY[chance.below(NASTY.len())].bytes())),
            5 => {
                let (_, other) = &files[chance.below(files.len())];
                let from = chance.below(other.len() + 1);
                let until = (from + chance.below(400)).min(other.len());
                bytes.splice(at..to, other[from..until].iter().copied());
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    (name.clone(), bytes)
}

/// Puts nasty texts in place of values, so that the file itself stays sound and what reads the values meets them.
pub fn poisoned(value: &mut serde_json::Value, chance: &mut Chance) {
    use serde_json::Value;
    match value {
        Value::Object(fields) => fields.values_mut().for_each(|field| poisoned(field, chance)),
        Value::Array(entries) => entries.iter_mut().for_each(|entry| poisoned(entry, chance)),
        _ if chance.below(30) > 0 => {}
        Value::String(text) => NASTY[chance.below(NASTY.len())].clone_into(text),
        Value::Number(_) => {
            let numbers = [0.0, -1.0, 1e300, -1e300, 1e-300, 0.5, 1e13, 4_294_967_295.0, 65_536.0, -32_768.0];
            *value = Value::from(numbers[chance.below(numbers.len())]);
        }
        Value::Bool(flag) => *flag = !*flag,
        Value::Null => *value = Value::from(NASTY[chance.below(NASTY.len())]),
    }
}
