//! The workbook and the screens call the same thing by the same name.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Words of the workbook beside the messages of the screens that have other keys.
const OTHER_KEYS: [(&str, &str); 15] = [
    ("channel-pl", "channel-pledge"),
    ("channel-cc", "channel-combined-credit"),
    ("channel-xc", "channel-extended-collateral"),
    ("channel-lr", "channel-licence-revenue"),
    ("channel-in", "channel-insurance"),
    ("channel-eq", "channel-equity"),
    ("channel-ls", "channel-lease"),
    ("channel-ab", "channel-securitisation"),
    ("channel-tr", "channel-trust"),
    ("channel-wl", "channel-invest-loan"),
    ("channel-sl", "channel-licence-sale"),
    ("channel-po", "channel-policy"),
    ("licences-in", "report-licences-in"),
    ("licensor-unnamed", "report-licensor-unnamed"),
    ("licences-in-remark", "report-licences-in-remark"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// All messages of a language that take no argument.
fn messages(language: &str) -> BTreeMap<String, String> {
    let folder = root().join("locales").join(language);
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.map(|file| std::fs::read_to_string(file).unwrap());
    let text: String = texts.collect::<Vec<_>>().join("\n");
    let lines = text.lines().filter_map(|line| line.split_once(" = "));
    lines.map(|(key, text)| (key.to_owned(), text.to_owned())).collect()
}

#[track_caller]
fn check(language: &str, code: &str) {
    let text = std::fs::read_to_string(root().join("rules/words/workbook.toml")).unwrap();
    let words: toml::Table = toml::from_str(&text).unwrap();
    let words = words["words"].as_table().unwrap();
    let word = |key: &str| words[key][code].as_str().unwrap().to_owned();
    let messages = messages(language);
    let alike = words.keys().filter(|key| {
        let prefixes = ["verdict-", "outcome-", "kind-", "no-saving-"];
        prefixes.iter().any(|prefix| key.starts_with(prefix)) && messages.contains_key(*key)
    });
    let mut pairs: Vec<(&str, &str)> = alike.map(|key| (key.as_str(), key.as_str())).collect();
    assert_eq!(pairs.len(), 6 + 3 + 12 + 5, "verdicts, outcomes, kinds, licences without a value: {pairs:?}");
    pairs.extend(OTHER_KEYS);
    for (ours, theirs) in pairs {
        assert_eq!(word(ours), messages[theirs], "{ours}");
    }
}

#[test]
fn in_chinese() {
    check("zh-CN", "zh");
}

#[test]
fn in_english() {
    check("en", "en");
}
