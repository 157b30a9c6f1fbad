//! A dossier with one answer taken away.

use ip_health_engine::dossier::Dossier;
use serde_json::Value;

/// What names a thing is no answer.
const NAMES: [&str; 8] = ["id", "kind", "name", "title", "number", "publication_number", "year", "product"];

/// Every answer about products, rights and accounts, each with its path and the dossier that lacks it.
pub fn without_each_answer(dossier: &Dossier) -> Vec<(String, Dossier)> {
    let whole = serde_json::to_value(dossier).expect("a dossier is JSON");
    let mut paths = Vec::new();
    for room in ["products", "assets", "accounts"] {
        for (place, record) in whole[room].as_array().into_iter().flatten().enumerate() {
            answers(record, &format!("/{room}/{place}"), &mut paths);
        }
    }
    paths
        .into_iter()
        .map(|path| {
            let mut less = whole.clone();
            let slot = less.pointer_mut(&path).expect("the path was found in it");
            let is_list = slot.is_array();
            *slot = if is_list { Value::Array(Vec::new()) } else { Value::Null };
            // An entry of a map has no null: it is left out.
            if let Some((map, key)) = path.rsplit_once('/')
                && ["scores", "risk_scores", "share_factors"].iter().any(|name| map.ends_with(name))
                && let Some(entries) = less.pointer_mut(map).and_then(Value::as_object_mut)
            {
                entries.remove(key);
            }
            let less = serde_json::from_value(less).unwrap_or_else(|error| panic!("{path}: {error}"));
            (path, less)
        })
        .collect()
}

/// Paths of what is answered: single answers, sets and lists as one, members of records each.
fn answers(record: &Value, path: &str, found: &mut Vec<String>) {
    for (field, value) in record.as_object().into_iter().flatten() {
        let path = format!("{path}/{field}");
        match value {
            _ if NAMES.contains(&field.as_str()) => {}
            Value::Null => {}
            Value::Array(items) if items.is_empty() && field != "encumbrances" => {}
            Value::Object(_) => answers(value, &path, found),
            _ => found.push(path),
        }
    }
}
