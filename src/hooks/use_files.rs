//! Saving the document as a file and opening one.

use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::{record_of, use_dossier, use_session};
use crate::rest::rest;
use crate::route::{Route, go};
use crate::state::{FileError, Saved, SessionEdit, disk, today, write_file, write_record};

/// Saves the document as `*.iphc.json`.
#[hook]
pub fn use_save_file() -> Callback<()> {
    let document = use_dossier();
    let session = use_session();
    Callback::from(move |()| {
        let dossier = &document.dossier;
        let name = if dossier.enterprise.name.is_empty() { "ip-health-check" } else { &dossier.enterprise.name };
        let name = [name, "_", &today().to_string(), ".iphc.json"].concat();
        if disk::download(&name, &write_file(dossier), "application/json").is_ok() {
            session.change(SessionEdit::Saved(Saved::File(js_sys::Date::now())));
            let record = record_of(&document, &session.session.id, true);
            // The file on disk is the master now; the copy in the browser only serves the list of recent work.
            spawn_local(async move {
                let _ = write_record(&record).await;
            });
        }
    })
}

/// Opens a chosen file and goes to its report; what is wrong with it goes to `failed`.
#[hook]
pub fn use_open_file(failed: Callback<FileError>) -> Callback<File> {
    let session = use_session();
    Callback::from(move |file: File| {
        let (session, failed) = (session.clone(), failed.clone());
        spawn_local(async move {
            let text = disk::text_of(&file).await.unwrap_or_default();
            match (rest().await.read_file)(&text) {
                Ok((dossier, read_only)) => {
                    session.open_new(dossier, read_only);
                    go(&Route::Report);
                }
                Err(error) => failed.emit(error),
            }
        });
    })
}
