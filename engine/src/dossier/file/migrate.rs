//! Migration of older files, one step a version.

use serde_json::{Map, Value};

use super::super::FORMAT_VERSION;

/// A step from one version to the next, on the untyped dossier.
type Step = fn(&mut Map<String, Value>);

/// The step at position `n` leads from version `n` to `n + 1`.
const STEPS: [Step; FORMAT_VERSION as usize] = [from_drafts];

/// Brings the dossier of an older version to this one.
pub(super) fn migrate(version: u32, dossier: &mut Map<String, Value>) {
    for step in STEPS.iter().skip(version as usize) {
        step(dossier);
    }
}

/// Version 0, the drafts before the first release: the rights stood under `patents` with their kind under `type`, the
/// credit code under `uscc`, and the accounts were in 万元.
fn from_drafts(dossier: &mut Map<String, Value>) {
    if let Some(rights) = dossier.remove("patents") {
        dossier.insert("assets".to_owned(), rights);
    }
    for right in entries(dossier.get_mut("assets")) {
        rename(right, "type", "kind");
    }
    if let Some(Value::Object(enterprise)) = dossier.get_mut("enterprise") {
        rename(enterprise, "uscc", "credit_code");
    }
    for year in entries(dossier.get_mut("accounts")) {
        for (name, amount) in year.iter_mut() {
            let is_money = !matches!(name.as_str(), "year" | "employees" | "rd_employees");
            if let (true, Some(wan)) = (is_money, amount.as_f64()) {
                // To the fen, so that 1.2 万元 is 12,000 元 and not 11,999.999….
                *amount = Value::from(libm::round(wan * 1_000_000.0) / 100.0);
            }
        }
    }
}

fn entries(list: Option<&mut Value>) -> impl Iterator<Item = &mut Map<String, Value>> {
    list.and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut)
}

fn rename(fields: &mut Map<String, Value>, old: &str, new: &str) {
    if let Some(value) = fields.remove(old) {
        fields.insert(new.to_owned(), value);
    }
}
