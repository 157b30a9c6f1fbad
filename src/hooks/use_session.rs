//! The session around the document.

use ip_health_engine::dossier::Dossier;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::mode::Mode;
use crate::rest::rest;
use crate::state::{Dispatch, Document, Saved, Session, SessionDispatch, SessionEdit, new_id, open};
use crate::texts::Texts;

/// The session and how to change it.
#[derive(Clone, PartialEq)]
pub struct SessionHandle {
    /// As it is now.
    pub session: Session,
    dispatch: Dispatch,
    change: SessionDispatch,
}

impl SessionHandle {
    /// Changes the session.
    pub fn change(&self, edit: SessionEdit) {
        self.change.dispatch(edit);
    }

    /// Opens a document in place of the present one.
    pub fn open(&self, document: Document, how: SessionEdit) {
        open(&self.dispatch, &self.change, document, how);
    }

    /// Opens the document of this id that this browser keeps.
    pub fn open_kept(&self, id: AttrValue) {
        let (dispatch, change) = (self.dispatch.clone(), self.change.clone());
        spawn_local(async move { (rest().await.open_kept)(id, dispatch, change) });
    }

    /// Whether another document may take the place of this one: yes, unless only this page holds it and the person does
    /// not want to lose it.
    #[must_use]
    pub fn may_replace(&self, texts: Texts) -> bool {
        may_replace(&self.session, texts)
    }

    /// Opens a dossier under a new id, not yet saved anywhere.
    pub fn open_new(&self, dossier: Dossier, read_only: bool) {
        let how = SessionEdit::Open { id: new_id(), read_only, saved: Saved::Blank };
        self.open(Document::new(dossier), how);
    }
}

/// The session; the caller renders anew when it changes.
#[hook]
pub fn use_session() -> SessionHandle {
    SessionHandle {
        session: use_context().expect("the app stands inside DossierProvider"),
        dispatch: use_context().expect("the app stands inside DossierProvider"),
        change: use_context().expect("the app stands inside DossierProvider"),
    }
}

/// See [`SessionHandle::may_replace`].
pub fn may_replace(session: &Session, texts: Texts) -> bool {
    // Inside a host's page browsers show no questions; there undo brings the document back.
    Mode::here() == Mode::Embed
        || !matches!(session.saved, Saved::Nowhere(_))
        || web_sys::window().and_then(|window| window.confirm_with_message(texts.keep_replace_question()).ok())
            == Some(true)
}
