//! Saving the document as a file.

use ip_health_engine::dossier::RulesStamp;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{record_of, use_dossier, use_loaded_rules, use_session};
use crate::state::{Saved, SessionEdit, disk, today, write_file_under, write_record};

/// Saves the document as `*.iphc.json`.
#[hook]
pub fn use_save_file() -> Callback<()> {
    let document = use_dossier();
    let session = use_session();
    let rules = use_loaded_rules();
    Callback::from(move |()| {
        let dossier = &document.dossier;
        let name = if dossier.enterprise.name.is_empty() { "ip-health-check" } else { &dossier.enterprise.name };
        let name = [name, "_", &today().to_string(), ".iphc.json"].concat();
        let stamp = rules.as_ref().map(|rules| RulesStamp {
            id: rules.pack().id.clone(),
            version: rules.pack().version.clone(),
            as_of: session.session.as_of,
        });
        if disk::download(&name, &write_file_under(dossier, stamp), "application/json").is_ok() {
            session.change(SessionEdit::Saved(Saved::File(js_sys::Date::now())));
            let record = record_of(&document, &session.session.id, true);
            // The file on disk is the master now; the copy in the browser only serves the list of recent work.
            spawn_local(async move {
                let _ = write_record(&record).await;
            });
        }
    })
}
