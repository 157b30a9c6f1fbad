//! The number that a path of the dossier leads to.

use serde_json::Value;

use crate::dossier::Dossier;

/// The answer at `path`, such as `accounts.2025.revenue` or `assets.p1.claims`; `None` when there is no number.
///
/// Members of a list are named by their id or their year.
pub(super) fn number_at(dossier: &Dossier, path: &str) -> Option<f64> {
    let mut steps = path.split('.');
    let first = steps.next()?;
    let mut value = match first {
        "assets" => {
            let id = steps.next()?;
            serde_json::to_value(dossier.assets.iter().find(|asset| asset.id == id)?.as_ref())
        }
        "enterprise" => serde_json::to_value(&dossier.enterprise),
        "accounts" => serde_json::to_value(&dossier.accounts),
        "products" => serde_json::to_value(&dossier.products),
        "licences" => serde_json::to_value(&dossier.licences),
        "need" => serde_json::to_value(&dossier.need),
        "star" => serde_json::to_value(&dossier.star),
        _ => return None,
    }
    .ok()?;
    for step in steps {
        value = child(value, step)?;
    }
    value.as_f64()
}

fn child(value: Value, step: &str) -> Option<Value> {
    match value {
        Value::Object(mut fields) => fields.remove(step),
        Value::Array(members) => members.into_iter().find(|member| is_named(member, step)),
        _ => None,
    }
}

fn is_named(member: &Value, step: &str) -> bool {
    let is = |field: &str| match member.get(field) {
        Some(Value::String(text)) => text == step,
        Some(Value::Number(number)) => number.to_string() == step,
        _ => false,
    };
    is("id") || is("year")
}

/// What a path or an id of a working is about, in the dossier's own words: the name of a product, the title of a right,
/// a year.
pub(super) fn subject(dossier: &Dossier, path: &str) -> String {
    let steps: Vec<&str> = path.split(['.', ' ']).collect();
    for pair in steps.windows(2) {
        let [list, id] = pair else { continue };
        let name = match *list {
            "assets" | "asset" => {
                dossier.assets.iter().find(|asset| asset.id == *id).map(|asset| first_of(&asset.title, id))
            }
            "products" | "pool" => dossier.product(id).map(|product| first_of(&product.name, id)),
            "licences" | "licence" => {
                dossier.licences.iter().find(|licence| licence.id == *id).map(|licence| first_of(&licence.party, id))
            }
            "accounts" => Some((*id).to_owned()),
            _ => None,
        };
        if let Some(name) = name {
            return name;
        }
    }
    String::new()
}

fn first_of(name: &str, id: &str) -> String {
    if name.is_empty() { id.to_owned() } else { name.to_owned() }
}
