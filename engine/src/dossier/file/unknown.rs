//! Fields that a newer version wrote: kept aside while a file is read, put back when it is written.
//!
//! Done on the JSON tree rather than by the types' own reading, which would double the code of every type that has
//! such fields.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::dossier::{
    Asset, AssetCounts, Decisions, Dispute, Dossier, Enterprise, FinancingNeed, FiscalYear, Licence, Product,
    ReaderNotes, StarAnswers,
};

/// Fields not ours, by place.
#[derive(Default)]
pub(super) struct Unknown {
    dossier: Map<String, Value>,
    enterprise: Map<String, Value>,
    need: Map<String, Value>,
    star: Map<String, Value>,
    readers: Map<String, Value>,
    decisions: Map<String, Value>,
    accounts: Vec<Map<String, Value>>,
    products: Vec<Map<String, Value>>,
    assets: Vec<Map<String, Value>>,
}

/// An unanswered record: every field of ours is there.
fn template<T: Default + Serialize>() -> Map<String, Value> {
    match serde_json::to_value(T::default()) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Takes the fields that are not ours out of a record.
fn take_from(fields: &mut Map<String, Value>, known: &Map<String, Value>) -> Map<String, Value> {
    let names: Vec<String> = fields.keys().filter(|name| !known.contains_key(*name)).cloned().collect();
    names.into_iter().filter_map(|name| fields.remove_entry(&name)).collect()
}

fn take_section<T: Default + Serialize>(tree: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    let section = tree.get_mut(name).and_then(Value::as_object_mut);
    section.map(|fields| take_from(fields, &template::<T>())).unwrap_or_default()
}

fn take_list<T: Default + Serialize>(tree: &mut Map<String, Value>, name: &str) -> Vec<Map<String, Value>> {
    let known = template::<T>();
    let list = tree.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten();
    list.map(|entry| entry.as_object_mut().map(|fields| take_from(fields, &known)).unwrap_or_default()).collect()
}

/// Takes every field that is not ours out of the tree of a dossier.
pub(super) fn take(tree: &mut Map<String, Value>) -> Unknown {
    Unknown {
        dossier: take_from(tree, &template::<Dossier>()),
        enterprise: take_section::<Enterprise>(tree, "enterprise"),
        need: take_section::<FinancingNeed>(tree, "need"),
        star: take_section::<StarAnswers>(tree, "star"),
        readers: take_section::<ReaderNotes>(tree, "readers"),
        decisions: take_section::<Decisions>(tree, "decisions"),
        accounts: take_list::<FiscalYear>(tree, "accounts"),
        products: take_list::<Product>(tree, "products"),
        assets: take_list::<Asset>(tree, "assets"),
    }
}

/// Gives the dossier the fields that were taken out. A list that lost entries to damage has lost its order, so its
/// fields are dropped with them.
pub(super) fn keep(dossier: &mut Dossier, unknown: Unknown) {
    dossier.unknown = unknown.dossier;
    dossier.enterprise.unknown = unknown.enterprise;
    dossier.need.unknown = unknown.need;
    dossier.star.unknown = unknown.star;
    dossier.readers.unknown = unknown.readers;
    dossier.decisions.unknown = unknown.decisions;
    if dossier.accounts.len() == unknown.accounts.len() {
        dossier.accounts.iter_mut().zip(unknown.accounts).for_each(|(year, fields)| year.unknown = fields);
    }
    if dossier.products.len() == unknown.products.len() {
        dossier.products.iter_mut().zip(unknown.products).for_each(|(product, fields)| product.unknown = fields);
    }
    if dossier.assets.len() == unknown.assets.len() {
        for (asset, fields) in dossier.assets.iter_mut().zip(unknown.assets) {
            std::sync::Arc::make_mut(asset).unknown = fields;
        }
    }
}

/// Puts the fields that are not ours back into the tree of a dossier.
pub(super) fn put_back(tree: &mut Value, dossier: &Dossier) {
    let Value::Object(fields) = tree else { return };
    let sections = [
        ("enterprise", &dossier.enterprise.unknown),
        ("need", &dossier.need.unknown),
        ("star", &dossier.star.unknown),
        ("readers", &dossier.readers.unknown),
        ("decisions", &dossier.decisions.unknown),
    ];
    for (name, unknown) in sections {
        add(fields.get_mut(name), unknown);
    }
    add_list(fields.get_mut("accounts"), dossier.accounts.iter().map(|year| &year.unknown));
    add_list(fields.get_mut("products"), dossier.products.iter().map(|product| &product.unknown));
    add_list(fields.get_mut("assets"), dossier.assets.iter().map(|asset| &asset.unknown));
    add(Some(tree), &dossier.unknown);
}

fn add(record: Option<&mut Value>, unknown: &Map<String, Value>) {
    if let Some(Value::Object(fields)) = record {
        fields.extend(unknown.iter().map(|(name, value)| (name.clone(), value.clone())));
    }
}

fn add_list<'a>(list: Option<&mut Value>, unknown: impl Iterator<Item = &'a Map<String, Value>>) {
    let records = list.and_then(Value::as_array_mut).into_iter().flatten();
    records.zip(unknown).for_each(|(record, unknown)| add(Some(record), unknown));
}

/// Leaves `null` out wherever a field of ours is unanswered, which shrinks files by more than half.
pub(super) fn leave_out_unanswered(dossier: &mut Value) {
    let Value::Object(fields) = dossier else { return };
    fields.retain(|_, value| !value.is_null());
    let sections: [(&str, Map<String, Value>); 11] = [
        ("enterprise", template::<Enterprise>()),
        ("counts", template::<AssetCounts>()),
        ("need", template::<FinancingNeed>()),
        ("star", template::<StarAnswers>()),
        ("readers", template::<ReaderNotes>()),
        ("decisions", template::<Decisions>()),
        ("accounts", template::<FiscalYear>()),
        ("products", template::<Product>()),
        ("assets", template::<Asset>()),
        ("licences", template::<Licence>()),
        ("disputes", template::<Dispute>()),
    ];
    for (name, template) in &sections {
        match fields.get_mut(*name) {
            Some(Value::Array(entries)) => entries.iter_mut().for_each(|entry| without_nulls(entry, template)),
            Some(section) => without_nulls(section, template),
            None => {}
        }
    }
}

fn without_nulls(value: &mut Value, template: &Map<String, Value>) {
    let Value::Object(fields) = value else { return };
    fields.retain(|_, value| !value.is_null());
    for (name, value) in fields.iter_mut() {
        if let Some(Value::Object(inner)) = template.get(name) {
            without_nulls(value, inner);
        }
    }
}
