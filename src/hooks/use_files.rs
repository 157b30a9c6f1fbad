//! Saving the document as a file, and what is kept when it leaves as a file or on paper.

use std::rc::Rc;

use ip_health_engine::decide::check_up;
use ip_health_engine::dossier::RulesStamp;
use yew::prelude::*;

use super::{use_assessment, use_dossier, use_loaded_rules, use_session};
use crate::mode::Mode;
use crate::state::{
    Decision, Dispatch, Document, Edit, Reason, Saved, SessionEdit, Shared, Step, disk, keeper, today, write_carried,
};

/// Keeps what the report says today as the last check-up, so that the next one is drawn against it without anybody having
/// thought of it; gives the document with it. Nothing is kept where this browser may keep nothing, nor of a document that
/// may not be changed.
#[hook]
pub fn use_keep_last() -> Callback<(), Shared<Document>> {
    let document = use_dossier();
    let session = use_session().session;
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let assessment = use_assessment().filter(|assessment| assessment.as_of == session.as_of);
    Callback::from(move |()| {
        let kept = assessment.as_ref().filter(|_| Mode::here().keeps() && !session.read_only && !document.is_blank());
        let Some(assessment) = kept else { return document.clone() };
        let edit = Edit::Decide(Decision::KeepLast(Box::new(check_up(assessment))));
        dispatch.dispatch(Step::Beside(edit.clone().into()));
        Rc::new((*document).clone()).reduce(edit.into()).into()
    })
}

/// The name and the text of the file that the document makes now.
#[hook]
pub fn use_file_text() -> Callback<(), (String, String)> {
    let document = use_dossier();
    let text = use_text_of();
    Callback::from(move |()| text.emit(document.clone()))
}

/// The name and the text of the file that a document makes.
#[hook]
fn use_text_of() -> Callback<Shared<Document>, (String, String)> {
    let as_of = use_session().session.as_of;
    let rules = use_loaded_rules();
    Callback::from(move |document: Shared<Document>| {
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
    let session = use_session();
    let text = use_text_of();
    let keep_last = use_keep_last();
    Callback::from(move |()| {
        // What the file holds is what is marked as saved.
        let document = keep_last.emit(());
        let (name, text) = text.emit(document.clone());
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
