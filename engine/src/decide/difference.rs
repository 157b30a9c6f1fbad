//! What differs between two states of a dossier, field by field.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::dossier::Dossier;

/// A field, or a whole record, that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Its path: `accounts.2025.revenue`, `assets.<id>`.
    pub path: String,
    /// What it was; `None` where there was nothing.
    pub before: Option<Value>,
    /// What it is; `None` where there is nothing.
    pub after: Option<Value>,
}

/// Every field that differs, in the order of the file. A record that is on one side only is one difference.
#[must_use]
pub fn differences(before: &Dossier, after: &Dossier) -> Vec<Difference> {
    let tree = |dossier: &Dossier| serde_json::to_value(dossier).unwrap_or_default();
    let mut found = Vec::new();
    walk("", Some(&tree(before)), Some(&tree(after)), &mut found);
    found
}

/// Records of a list are told apart by their id, year or product, not by their place: a new one in front changes no other.
fn keyed(value: &Value) -> Option<Vec<(String, &Value)>> {
    match value {
        Value::Object(fields) => Some(fields.iter().map(|(name, value)| (name.clone(), value)).collect()),
        Value::Array(entries) => entries.iter().map(|entry| name_of(entry).map(|name| (name, entry))).collect(),
        _ => None,
    }
}

fn name_of(entry: &Value) -> Option<String> {
    let name = ["id", "year", "product"].iter().find_map(|key| entry.get(*key))?;
    Some(name.as_str().map_or_else(|| name.to_string(), str::to_owned))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(entries) => entries.is_empty(),
        Value::Object(fields) => fields.values().all(is_nothing),
        _ => false,
    }
}

fn same(before: &Value, after: &Value) -> bool {
    match (before.as_f64(), after.as_f64()) {
        (Some(before), Some(after)) => before == after,
        _ => before == after,
    }
}

fn walk(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Difference>) {
    let (before, after) = (before.filter(|value| !is_nothing(value)), after.filter(|value| !is_nothing(value)));
    match (before, after) {
        (None, None) => return,
        (Some(before), Some(after)) if same(before, after) => return,
        _ => {}
    }
    if let (Some(old), Some(new)) = (before.and_then(keyed), after.and_then(keyed)) {
        let known: BTreeSet<&str> = old.iter().map(|(name, _)| name.as_str()).collect();
        let now: BTreeMap<&str, &Value> = new.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        for (name, value) in &old {
            walk(&joined(path, name), Some(value), now.get(name.as_str()).copied(), found);
        }
        for (name, value) in new.iter().filter(|(name, _)| !known.contains(name.as_str())) {
            walk(&joined(path, name), None, Some(value), found);
        }
        return;
    }
    found.push(Difference { path: path.to_owned(), before: before.cloned(), after: after.cloned() });
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { [path, ".", name].concat() }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::Money;
    use crate::dossier::{Asset, FiscalYear};

    #[test]
    fn fields_are_named_by_their_records() {
        let year = |year, wan| FiscalYear { year, revenue: Some(Money::from_wan(wan)), ..FiscalYear::default() };
        let before = Dossier { accounts: vec![year(2024, 1), year(2025, 2)], ..Dossier::default() };
        let after = Dossier { accounts: vec![year(2023, 9), year(2024, 1), year(2025, 3)], ..Dossier::default() };
        let found = differences(&before, &after);
        let paths: Vec<&str> = found.iter().map(|difference| difference.path.as_str()).collect();
        assert_eq!(paths, ["accounts.2025.revenue", "accounts.2023"]);
        assert!(found[1].before.is_none());
        assert!(differences(&after, &after).is_empty());
    }

    #[test]
    fn a_right_that_is_gone_is_one_difference() {
        let right =
            |id: &str| Arc::new(Asset { id: id.to_owned(), title: "一种装置".to_owned(), ..Asset::default() });
        let before = Dossier { assets: vec![right("a"), right("b")], ..Dossier::default() };
        let after = Dossier { assets: vec![right("b")], ..Dossier::default() };
        let found = differences(&before, &after);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].path.as_str(), &found[0].after), ("assets.a", &None));
    }
}
