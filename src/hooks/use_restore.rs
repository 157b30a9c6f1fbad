//! Brings back the work of the last visit.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_session;
use crate::state::{
    Dispatch, Document, Record, Saved, SessionDispatch, SessionEdit, memory, open, read_file, read_record,
};

/// Looks once for the document that was open, and opens it.
#[hook]
pub fn use_restore() {
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let session = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    // Whoever was quicker and has opened something already keeps it.
    let restored = use_session().session.restored;
    use_effect_with((), move |()| {
        if restored {
            return;
        }
        spawn_local(async move {
            let record = match memory::recall(memory::OPEN) {
                Some(id) => read_record(&id).await.ok().flatten(),
                None => None,
            };
            match record.as_ref().and_then(document_of) {
                Some((document, how)) => open(&dispatch, &session, document, how),
                None => session.dispatch(SessionEdit::Restored),
            }
        });
    });
}

/// The document of a record, and how to open it.
pub fn document_of(record: &Record) -> Option<(Document, SessionEdit)> {
    let (dossier, read_only) = read_file(&record.file).ok()?;
    let document = Document::new(dossier).with_typed(&record.typed);
    let time = js_sys::Date::parse(&record.saved_at);
    let saved = if record.in_file { Saved::File(time) } else { Saved::Browser(time) };
    Some((document, SessionEdit::Open { id: record.id.clone().into(), read_only, saved }))
}
