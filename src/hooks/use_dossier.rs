//! The document: reading, changing, undoing.

use yew::prelude::*;

use crate::state::{Dispatch, Document, DossierContext, Edit, Session, Shared, Step};

/// The document; the caller renders anew at every change.
#[hook]
pub fn use_dossier() -> Shared<Document> {
    use_context::<DossierContext>().expect("the app stands inside DossierProvider").document
}

/// Changes the document. A document for reading only stays as it is.
#[hook]
pub fn use_edit() -> Callback<Edit> {
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let read_only = use_context::<Session>().is_some_and(|session| session.read_only);
    use_callback((dispatch, read_only), |edit, (dispatch, read_only)| {
        if !read_only {
            dispatch.dispatch(Step::Do(Edit::into(edit), js_sys::Date::now()));
        }
    })
}

/// Undo and redo.
#[derive(Clone, PartialEq)]
pub struct History {
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
    /// Back one step.
    pub undo: Callback<()>,
    /// Forward one step.
    pub redo: Callback<()>,
}

/// Undo and redo of the document.
#[hook]
pub fn use_history() -> History {
    let context = use_context::<DossierContext>().expect("the app stands inside DossierProvider");
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let undo = use_callback(dispatch.clone(), |(), dispatch| dispatch.dispatch(Step::Undo));
    let redo = use_callback(dispatch, |(), dispatch| dispatch.dispatch(Step::Redo));
    History { can_undo: context.can_undo, can_redo: context.can_redo, undo, redo }
}
