//! Keeps the document in this browser while it is worked on.

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::state::{Document, Record, Saved, SessionEdit, memory, read_record, write_file, write_record};

/// Pause after the last keystroke before saving, in milliseconds.
const PAUSE_MS: u32 = 300;

/// Saves the document a moment after each change, reads it back, and tells the session how it went. Nothing is saved
/// while the document is blank or may not be changed.
#[hook]
pub fn use_autosave() {
    let document = use_dossier();
    let handle = use_session();
    let newest = use_mut_ref(String::new);
    let (id, restored) = (handle.session.id.clone(), handle.session.restored);
    use_effect_with((document, id, restored), move |(document, id, restored)| {
        let session = handle.session.clone();
        let wanted = *restored && !document.is_blank() && !session.read_only;
        let timer = wanted.then(|| {
            let (document, id) = (document.clone(), id.clone());
            Timeout::new(PAUSE_MS, move || {
                spawn_local(async move {
                    let in_file = matches!(session.saved, Saved::File(_));
                    let record = record_of(&document, &id, in_file);
                    let known = newest.borrow().clone();
                    let kept = read_record(&id).await.ok().flatten();
                    if let Some(kept) = &kept {
                        if kept.file == record.file && kept.typed == record.typed {
                            newest.replace(kept.saved_at.clone());
                            if session.saved == Saved::Blank {
                                handle.change(SessionEdit::Saved(Saved::Browser(js_sys::Date::now())));
                            }
                            return;
                        }
                        if !known.is_empty() && kept.saved_at > known {
                            handle.change(SessionEdit::Overtaken);
                            return;
                        }
                    }
                    let record = Record { in_file: false, ..record };
                    let saved = match write_record(&record).await {
                        Ok(()) => Saved::Browser(js_sys::Date::now()),
                        Err(_) => Saved::Nowhere,
                    };
                    newest.replace(record.saved_at);
                    memory::remember(memory::OPEN, &id);
                    handle.change(SessionEdit::Saved(saved));
                });
            })
        });
        move || drop(timer)
    });
}

/// The record of a document as it is now.
pub fn record_of(document: &Document, id: &str, in_file: bool) -> Record {
    Record {
        id: id.to_owned(),
        name: document.dossier.enterprise.name.clone(),
        saved_at: js_sys::Date::new_0().to_iso_string().into(),
        file: write_file(&document.dossier),
        typed: document.typed_texts(),
        in_file,
    }
}
