//! The session around the document.

use ip_health_engine::dossier::Dossier;
use yew::prelude::*;

use crate::state::{Dispatch, Document, Saved, Session, SessionDispatch, SessionEdit, new_id, open};

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
