//! Brings imported rights into a dossier.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Import;
use super::keys::{number_key, publication_key};
use crate::dossier::{Asset, AssetStatus, Dossier};

/// The rights of the dossier with the imported ones merged in: known ones, by number, get what the register says now;
/// what the person answered stays; new ones follow at the end with ids of their own.
///
/// Of a known right the import renews what changes over time (status, dates of grant and end, owners, publication
/// number, citations) and fills what was unknown. Nothing that was known becomes unknown.
#[must_use]
pub fn merge_into(dossier: &Dossier, import: Import) -> Vec<Arc<Asset>> {
    let mut assets = dossier.assets.clone();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (index, asset) in assets.iter().enumerate() {
        for key in keys(asset) {
            known.entry(key).or_insert(index);
        }
    }
    let mut ids: BTreeSet<String> = assets.iter().map(|asset| asset.id.clone()).collect();
    // Families carry the id of their first member, which may be renamed or already be in the dossier.
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut places = Vec::new();
    for imported in import.assets {
        let found = keys(&imported).into_iter().find_map(|key| known.get(&key).copied());
        let place = match found.and_then(|index| assets.get_mut(index).map(|asset| (index, asset))) {
            Some((index, asset)) => {
                renamed.insert(imported.id.clone(), asset.id.clone());
                *asset = Arc::new(renewed(asset, imported));
                index
            }
            None => {
                let id = unused(&imported.id, &ids);
                ids.insert(id.clone());
                renamed.insert(imported.id.clone(), id.clone());
                assets.push(Arc::new(Asset { id, ..imported }));
                assets.len() - 1
            }
        };
        places.push(place);
    }
    for place in places {
        let Some(asset) = assets.get_mut(place) else { continue };
        let new = asset
            .family
            .as_ref()
            .and_then(|family| renamed.get(family))
            .filter(|new| asset.family.as_ref() != Some(new));
        if let Some(new) = new.cloned() {
            Arc::make_mut(asset).family = Some(new);
        }
    }
    assets
}

/// The keys under which a right is known.
fn keys(asset: &Asset) -> Vec<String> {
    let number = asset.number.as_deref().and_then(|text| number_key(asset.kind, text));
    let publication = asset.publication_number.as_deref().and_then(publication_key);
    number.into_iter().chain(publication).collect()
}

/// An id that is not in use, from a wish.
fn unused(wish: &str, ids: &BTreeSet<String>) -> String {
    let mut id = wish.to_owned();
    let mut suffix = 2;
    while ids.contains(&id) {
        id = format!("{wish}-{suffix}");
        suffix += 1;
    }
    id
}

fn renewed(old: &Asset, new: Asset) -> Asset {
    let mut asset = old.clone();
    // A list that says nothing of the status infers a grant; that does not overrule a person who knows of its end.
    let inferred = new.status == Some(AssetStatus::Granted) && old.status.is_some_and(|status| !status.is_alive());
    if !inferred {
        asset.status = new.status.or(old.status);
    }
    asset.grant_date = new.grant_date.or(old.grant_date);
    asset.expiry_date = new.expiry_date.or(old.expiry_date);
    asset.publication_number = new.publication_number.or(asset.publication_number);
    asset.citations = new.citations.or(old.citations);
    if !new.owners.is_empty() && new.owners != old.owners {
        asset.owners = new.owners;
        asset.registered_owner = new.registered_owner.or(old.registered_owner);
        asset.owner_share = new.owner_share.or(old.owner_share);
    }
    asset.registered_owner = asset.registered_owner.or(new.registered_owner);
    asset.owner_share = asset.owner_share.or(new.owner_share);
    if asset.title.is_empty() {
        asset.title = new.title;
    }
    asset.number = asset.number.or(new.number);
    asset.filing_date = asset.filing_date.or(new.filing_date);
    asset.priority_date = asset.priority_date.or(new.priority_date);
    asset.first_use_date = asset.first_use_date.or(new.first_use_date);
    asset.creation_date = asset.creation_date.or(new.creation_date);
    if asset.inventors.is_empty() {
        asset.inventors = new.inventors;
    }
    if asset.ipc.is_empty() {
        asset.ipc = new.ipc;
    }
    if asset.mark.classes.is_empty() {
        asset.mark.classes = new.mark.classes;
    }
    asset.self_filed = asset.self_filed.or(new.self_filed);
    asset.claims = asset.claims.or(new.claims);
    asset.registered = asset.registered.or(new.registered);
    asset.family = asset.family.or(new.family);
    asset.family_offices.extend(new.family_offices);
    asset
}
