//! Diligence exemption 尽职免责: the file that shows a loan was handled with care.

use serde::{Deserialize, Serialize};

use crate::financing::context::Context;
use crate::rules::NoteKind;

/// The exemption file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exemption {
    /// Every item.
    pub items: Vec<ExemptionItem>,
    /// `Some(true)` every item is shown: candidate for exemption; `Some(false)` one is not; `None` open.
    pub candidate: Option<bool>,
}

/// An item of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExemptionItem {
    /// Id of the note: `EX-02`.
    pub item: String,
    /// `Some(true)` shown, `Some(false)` not, `None` not known.
    pub shown: Option<bool>,
    /// The enterprise can prepare it; else only the bank can.
    pub by_enterprise: bool,
}

/// The file with what the dossier shows already; what the bank does itself is taken from its own confirmations.
pub(super) fn exemption(context: &Context, rights: &[usize]) -> Exemption {
    let item = |id: &str| {
        let from_dossier = from_dossier(context, rights, id);
        ExemptionItem {
            item: id.to_owned(),
            shown: context.confirmed(id).or(from_dossier.flatten()),
            by_enterprise: from_dossier.is_some(),
        }
    };
    let notes = context.rules.notes(NoteKind::Document, "BANK").filter(|note| note.id.starts_with("EX-"));
    let items: Vec<ExemptionItem> = notes.map(|note| item(&note.id)).collect();
    let all_shown = items.iter().all(|item| item.shown == Some(true));
    let one_fails = items.iter().any(|item| item.shown == Some(false));
    let candidate = (all_shown || one_fails).then_some(all_shown);
    Exemption { items, candidate }
}

/// What the dossier says of an item; `None` when the item is the bank's own work.
fn from_dossier(context: &Context, rights: &[usize], id: &str) -> Option<Option<bool>> {
    let items = || rights.iter().filter_map(|place| context.items.get(*place));
    let all =
        |known: &dyn Fn(&crate::financing::context::Item) -> bool| (!rights.is_empty()).then(|| items().all(known));
    match id {
        "EX-02" => Some(context.document("D06")),
        "EX-03" => Some(all(&|item| {
            let fees = !item.asset.kind.is_patent() || item.asset.fee_arrears.is_some();
            item.asset.registered_owner.is_some() && fees && item.asset.dispute.is_some()
        })),
        "EX-04" => {
            let two = all(&|item| item.value.is_some_and(|value| value.cost.is_some() && value.income.is_some()));
            let card = context.dossier.need.internal_valuation;
            Some(if two == Some(true) || card == Some(true) { Some(true) } else { card.and(two) })
        }
        // The purpose is the enterprise's to show, and no paper of the catalogue stands for it.
        "EX-05" => Some(None),
        _ => None,
    }
}
