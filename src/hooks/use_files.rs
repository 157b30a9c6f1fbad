//! Saving the document as a file.

use ip_health_engine::dossier::RulesStamp;
use yew::prelude::*;

use super::{use_dossier, use_loaded_rules, use_session};
use crate::mode::Mode;
use crate::state::{Reason, Saved, SessionEdit, disk, keeper, today, write_carried};

/// The name and the text of the file that the document makes now.
#[hook]
pub fn use_file_text() -> Callback<(), (String, String)> {
    let document = use_dossier();
    let as_of = use_session().session.as_of;
    let rules = use_loaded_rules();
    Callback::from(move |()| {
        let dossier = &document.dossier;
        let name = if dossier.enterprise.name.is_empty() { "ip-health-check" } else { &dossier.enterprise.name };
        let name = [name, "_", &today().to_string(), ".iphc.json"].concat();
        let stamp = rules.as_ref().map(|rules| RulesStamp {
            id: rules.pack().id.clone(),
            version: rules.pack().version.clone(),
            as_of,
        });
        (name, write_carried(dossier, &document.carried.under(stamp)))
    })
}

/// Saves the document as `*.iphc.json`.
#[hook]
pub fn use_save_file() -> Callback<()> {
    let document = use_dossier();
    let session = use_session();
    let text = use_file_text();
    Callback::from(move |()| {
        let (name, text) = text.emit(());
        if disk::download(&name, &text, "application/json").is_ok() {
            let id = &session.session.id;
            // What a host has of it does not change by a copy on a disk.
            if Mode::here() != Mode::Embed {
                session.change(SessionEdit::Saved(id.clone(), Saved::File(js_sys::Date::now())));
            }
            // The file on disk is the master now; the copy in the browser serves the list of recent work.
            if !session.session.read_only {
                keeper().mark(id, &document, Reason::File);
            }
        }
    })
}
