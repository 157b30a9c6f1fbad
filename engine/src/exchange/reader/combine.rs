//! Merges rows of one right and links families.

use std::collections::{BTreeMap, BTreeSet};

use super::row::Draft;
use crate::dossier::{Asset, AssetKind, AssetStatus};
use crate::exchange::{Column, Doubt, MergeReason};

/// Rights of one import, without duplicates.
#[derive(Default)]
pub(super) struct Combined {
    drafts: Vec<Draft>,
    applications: BTreeMap<String, usize>,
    publications: BTreeMap<String, usize>,
}

/// Where a draft went.
pub(super) enum Place {
    New(usize),
    Merged(usize, MergeReason),
}

impl Combined {
    /// Adds a draft; its doubts, and those that the merge raises, go back to its row.
    pub fn add(&mut self, mut draft: Draft) -> (Place, Vec<Doubt>) {
        let mut doubts = std::mem::take(&mut draft.doubts);
        let by_application = draft.application.as_ref().and_then(|key| self.applications.get(key));
        // Without an application number on either side the publication must serve.
        let by_publication = draft.publication.as_ref().and_then(|key| self.publications.get(key)).filter(|index| {
            let known = self.drafts.get(**index).and_then(|known| known.application.as_ref());
            known.is_none() || draft.application.is_none()
        });
        let found = by_application.or(by_publication).copied();
        let place = match found.and_then(|index| self.drafts.get_mut(index).map(|known| (index, known))) {
            Some((index, known)) => Place::Merged(index, absorb(known, draft, &mut doubts)),
            None => {
                self.drafts.push(draft);
                Place::New(self.drafts.len() - 1)
            }
        };
        let (Place::New(index) | Place::Merged(index, _)) = &place;
        if let Some(known) = self.drafts.get(*index) {
            if let Some(key) = &known.application {
                self.applications.insert(key.clone(), *index);
            }
            if let Some(key) = &known.publication {
                self.publications.insert(key.clone(), *index);
            }
        }
        (place, doubts)
    }

    /// The assets with ids and families.
    pub fn finish(mut self) -> Vec<Asset> {
        name(&mut self.drafts);
        link_families(&mut self.drafts);
        self.drafts.into_iter().map(|draft| draft.asset).collect()
    }
}

/// Adds what another row says. The document of grant is the better witness; otherwise the first row is.
fn absorb(known: &mut Draft, other: Draft, doubts: &mut Vec<Doubt>) -> MergeReason {
    let (numbers, asset) = (&other.asset.publication_number, &mut known.asset);
    let two_documents = numbers.is_some() && asset.publication_number.is_some() && *numbers != asset.publication_number;
    let marks = asset.kind == AssetKind::Trademark && asset.mark.classes != other.asset.mark.classes;
    let better = two_documents && other.granted_document == Some(true) && known.granted_document != Some(true);
    let reason = if two_documents {
        MergeReason::PublicationAndGrant
    } else if marks {
        MergeReason::FurtherClass
    } else {
        MergeReason::Duplicate
    };
    if reason == MergeReason::Duplicate {
        conflicts(asset, &other.asset, doubts);
    }
    let (mut first, second) = if better { (other.asset, asset.clone()) } else { (asset.clone(), other.asset) };
    fill(&mut first, second);
    *asset = first;
    known.granted_document = match (known.granted_document, other.granted_document) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (known, other) => known.or(other),
    };
    known.application = known.application.take().or(other.application);
    known.publication = known.publication.take().or(other.publication);
    known.office = known.office.take().or(other.office);
    known.family.extend(other.family);
    reason
}

/// What two rows of one right say differently.
fn conflicts(kept: &Asset, other: &Asset, doubts: &mut Vec<Doubt>) {
    let dates = [
        (Column::FilingDate, kept.filing_date, other.filing_date),
        (Column::GrantDate, kept.grant_date, other.grant_date),
        (Column::ExpiryDate, kept.expiry_date, other.expiry_date),
    ];
    for (column, kept, other) in dates {
        if let (Some(kept), Some(other)) = (kept, other)
            && kept != other
        {
            doubts.push(Doubt::Conflict { column, kept: kept.to_string(), other: other.to_string() });
        }
    }
    if let (Some(status), Some(further)) = (kept.status, other.status)
        && status != further
    {
        let (kept, other) = (code(status), code(further));
        doubts.push(Doubt::Conflict { column: Column::Status, kept, other });
    }
    if !kept.title.is_empty() && !other.title.is_empty() && kept.title != other.title {
        let (kept, other) = (kept.title.clone(), other.title.clone());
        doubts.push(Doubt::Conflict { column: Column::Title, kept, other });
    }
}

fn code(status: AssetStatus) -> String {
    let name = match status {
        AssetStatus::Granted => "granted",
        AssetStatus::Pending => "pending",
        AssetStatus::Terminated => "terminated",
        AssetStatus::Invalidated => "invalidated",
        AssetStatus::Lapsed => "lapsed",
    };
    name.to_owned()
}

/// Fills what `first` does not know.
fn fill(first: &mut Asset, second: Asset) {
    if first.title.is_empty() {
        first.title = second.title;
    }
    first.number = first.number.take().or(second.number);
    first.publication_number = first.publication_number.take().or(second.publication_number);
    first.status = first.status.or(second.status);
    first.filing_date = first.filing_date.or(second.filing_date);
    first.priority_date = first.priority_date.or(second.priority_date);
    first.grant_date = first.grant_date.or(second.grant_date);
    first.expiry_date = first.expiry_date.or(second.expiry_date);
    first.first_use_date = first.first_use_date.or(second.first_use_date);
    first.creation_date = first.creation_date.or(second.creation_date);
    if first.owners.is_empty() {
        first.owners = second.owners;
        first.registered_owner = first.registered_owner.or(second.registered_owner);
        first.owner_share = first.owner_share.or(second.owner_share);
    }
    if first.inventors.is_empty() {
        first.inventors = second.inventors;
    }
    first.self_filed = first.self_filed.or(second.self_filed);
    first.claims = first.claims.or(second.claims);
    first.citations = first.citations.max(second.citations);
    if first.ipc.is_empty() {
        first.ipc = second.ipc;
    }
    first.mark.classes.extend(second.mark.classes);
    first.mark.classes.sort_unstable();
    first.mark.classes.dedup();
    first.registered = first.registered.or(second.registered);
}

/// Ids from the numbers, in letters that addresses and selectors take; made unique by a suffix.
fn name(drafts: &mut [Draft]) {
    let mut used = BTreeSet::new();
    for (index, draft) in drafts.iter_mut().enumerate() {
        let asset = &mut draft.asset;
        let text = asset.number.as_deref().or(asset.publication_number.as_deref()).unwrap_or("");
        let slug: String = text
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
            .collect();
        let slug = slug.trim_matches('-');
        let stem = if slug.is_empty() { format!("row-{}", index + 1) } else { format!("{}-{slug}", asset.kind.code()) };
        let mut id = stem.clone();
        let mut suffix = 2;
        while !used.insert(id.clone()) {
            id = format!("{stem}-{suffix}");
            suffix += 1;
        }
        asset.id = id;
    }
}

/// Rights that share a priority or name each other are one family; the family is named after its first member. The
/// offices of granted members are noted with every member.
fn link_families(drafts: &mut [Draft]) {
    let mut parents: Vec<usize> = (0..drafts.len()).collect();
    let mut owners: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, draft) in drafts.iter().enumerate() {
        if !draft.asset.kind.is_patent() {
            continue;
        }
        for key in draft.application.iter().chain(&draft.publication).chain(&draft.family) {
            let first = *owners.entry(key).or_insert(index);
            unite(&mut parents, first, index);
        }
    }
    let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..drafts.len() {
        families.entry(root(&mut parents, index)).or_default().push(index);
    }
    for members in families.values() {
        let granted = |index: &usize| {
            let draft = drafts.get(*index).filter(|draft| draft.asset.status == Some(AssetStatus::Granted))?;
            draft.office.clone().filter(|_| draft.asset.kind.is_patent())
        };
        let offices: BTreeSet<String> = members.iter().filter_map(granted).collect();
        let first = members.first().and_then(|index| drafts.get(*index)).map(|draft| draft.asset.id.clone());
        for index in members {
            if let Some(draft) = drafts.get_mut(*index) {
                draft.asset.family_offices.clone_from(&offices);
                draft.asset.family = first.clone().filter(|_| 1 < members.len());
            }
        }
    }
}

/// The root of a member; every second link on the way is shortened, which keeps long chains quick.
fn root(parents: &mut [usize], index: usize) -> usize {
    let mut at = index;
    while let Some(parent) = parents.get(at).copied().filter(|parent| *parent != at) {
        let above = parents.get(parent).copied().unwrap_or(parent);
        if let Some(link) = parents.get_mut(at) {
            *link = above;
        }
        at = above;
    }
    at
}

/// The smaller index becomes the root, so that a family is named after its first member.
fn unite(parents: &mut [usize], left: usize, right: usize) {
    let (left, right) = (root(parents, left), root(parents, right));
    let (low, high) = (left.min(right), left.max(right));
    if let Some(parent) = parents.get_mut(high) {
        *parent = low;
    }
}
