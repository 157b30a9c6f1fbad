//! Brings back the work of the last visit.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_session;
use crate::mode::Mode;
use crate::state::{
    Content, Dispatch, Document, Entry, Notice, Opened, Record, Saved, SessionDispatch, SessionEdit, StorageError,
    Trouble, memory, open, open_file, parsed, read_newest,
};

/// Looks once for the document that was open, and opens it.
#[hook]
pub fn use_restore() {
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let change = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    let session = use_session().session;
    use_effect_with((), move |()| {
        // Whoever was quicker and has opened something already keeps it.
        if session.restored {
            return;
        }
        if !Mode::here().keeps() {
            return change.dispatch(SessionEdit::Restored);
        }
        let fresh = session.id;
        spawn_local(async move {
            let Some(id) = memory::recall(memory::OPEN) else {
                // Tried all the same, so that a browser that refuses says so before anything is typed.
                if let Err(error) = read_newest("", None).await {
                    change.dispatch(SessionEdit::Saved(fresh, Saved::Nowhere(trouble(error))));
                }
                change.dispatch(SessionEdit::Restored);
                return;
            };
            let crashed = memory::recall(memory::WRITING).as_ref() == Some(&id);
            memory::forget_key(memory::WRITING);
            match newest(&id).await {
                Ok(Some(record)) => {
                    let time = js_sys::Date::parse(&record.saved_at);
                    show(&record, &dispatch, &change);
                    if crashed {
                        change.dispatch(SessionEdit::Note(Notice::Recovered(time)));
                    }
                }
                Ok(None) => {
                    // What this browser remembers of a document that is not there any more.
                    memory::forget_key(memory::OPEN);
                    change.dispatch(SessionEdit::Restored);
                    change.dispatch(SessionEdit::Note(Notice::Evicted));
                }
                Err(error) => {
                    change.dispatch(SessionEdit::Saved(fresh, Saved::Nowhere(trouble(error))));
                    change.dispatch(SessionEdit::Restored);
                }
            }
        });
    });
}

/// Opens the document of an id that this browser keeps.
pub fn open_kept(id: AttrValue, dispatch: Dispatch, change: SessionDispatch) {
    spawn_local(async move {
        if let Ok(Some(record)) = newest(&id).await {
            show(&record, &dispatch, &change);
        }
    });
}

/// A document as it is kept, with what was not written yet when the page went away.
async fn newest(id: &str) -> Result<Option<Record>, StorageError> {
    let record = read_newest(id, None).await?;
    let rescued = memory::recall(memory::RESCUE).and_then(|json| parsed(&json)).map(|value| Entry::from_js(&value));
    let Some(rescued) = rescued.filter(|entry| entry.id == id) else { return Ok(record) };
    let before = match &record {
        // It was on its way when the page went, and has arrived.
        Some(record) if record.content.hash() == rescued.splice.hash => return Ok(Some(record.clone())),
        // The whole content.
        Some(record) if rescued.seq == 0 => {
            if rescued.saved_at < record.saved_at {
                return Ok(Some(record.clone()));
            }
            None
        }
        Some(record) if record.seq < rescued.seq => Some(record.clone()),
        Some(_) => read_newest(id, Some(rescued.seq.saturating_sub(1))).await?,
        None => None,
    };
    let content = rescued.splice.apply(&before.map(|record| record.content).unwrap_or_default());
    Ok(match (content, record) {
        (Some(content), record) => Some(Record {
            id: id.to_owned(),
            saved_at: rescued.saved_at,
            content,
            in_file: false,
            ..record.unwrap_or_default()
        }),
        (None, record) => record,
    })
}

/// Opens a record. One that was damaged on the disk is opened as far as it can be read.
fn show(record: &Record, dispatch: &Dispatch, change: &SessionDispatch) {
    let Some(Opened { document, read_only, notices }) = content_opened(&record.content) else {
        change.dispatch(SessionEdit::Restored);
        change.dispatch(SessionEdit::Note(Notice::Evicted));
        return;
    };
    let time = js_sys::Date::parse(&record.saved_at);
    let saved = if record.in_file { Saved::File(time) } else { Saved::Browser(time) };
    open(dispatch, change, document, SessionEdit::Open { id: record.id.clone().into(), read_only, saved });
    notices.into_iter().for_each(|notice| change.dispatch(SessionEdit::Note(notice)));
}

/// The document of a content.
pub fn content_opened(content: &Content) -> Option<Opened> {
    let mut opened = open_file(content.file.as_bytes(), true).ok()?;
    opened.document = Document::with_typed(opened.document, &content.typed);
    // The checksum is of the file: what was kept in between is compared by its own.
    opened.notices.retain(|notice| *notice != Notice::Altered);
    Some(opened)
}

const fn trouble(error: StorageError) -> Trouble {
    match error {
        StorageError::Full => Trouble::Full,
        StorageError::Refused => Trouble::Refused,
        _ => Trouble::Failed,
    }
}
