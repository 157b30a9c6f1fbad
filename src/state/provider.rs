//! Provides the document, its undo and the session to the whole app.

use std::rc::Rc;

use yew::prelude::*;

use super::{Document, Edit, Session, SessionEdit, Shared, Step, Undo};
use crate::mode::Mode;

/// The document as it is now.
#[derive(Clone, PartialEq)]
pub struct DossierContext {
    /// The document.
    pub document: Shared<Document>,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
}

/// Sends changes of the document. Never changes, so it wakes nobody.
pub type Dispatch = UseReducerDispatcher<Undo<Document>>;

/// Sends changes of the session.
pub type SessionDispatch = UseReducerDispatcher<Session>;

/// Properties of [`DossierProvider`].
#[derive(Properties, PartialEq)]
pub struct DossierProviderProps {
    /// The app.
    pub children: Html,
}

/// Owns document and session. The dispatchers are contexts of their own, so that a component that only edits does not
/// render at every keystroke.
#[component]
pub fn DossierProvider(props: &DossierProviderProps) -> Html {
    let history = use_reducer(|| Undo::new(Rc::new(Document::default())));
    let session = use_reducer(Session::new);
    let context = DossierContext {
        document: Rc::clone(history.present()).into(),
        can_undo: history.can_undo(),
        can_redo: history.can_redo(),
    };

    html! {
        <ContextProvider<Dispatch> context={history.dispatcher()}>
            <ContextProvider<SessionDispatch> context={session.dispatcher()}>
                <ContextProvider<Session> context={(*session).clone()}>
                    <ContextProvider<DossierContext> {context}>
                        { props.children.clone() }
                    </ContextProvider<DossierContext>>
                </ContextProvider<Session>>
            </ContextProvider<SessionDispatch>>
        </ContextProvider<Dispatch>>
    }
}

/// Opens a document in place of the present one.
pub fn open(dispatch: &Dispatch, session: &SessionDispatch, document: Document, how: SessionEdit) {
    session.dispatch(how);
    dispatch.dispatch(replacing(document));
}

/// The step by which another document takes the place of the present one. In a host's page no browser keeps the present
/// one, so it stays behind undo.
#[must_use]
pub fn replacing(document: Document) -> Step<Document> {
    match Mode::here() {
        Mode::Embed => Step::Do(Edit::Replace(Rc::new(document)).into(), js_sys::Date::now()),
        Mode::Page | Mode::Kiosk => Step::Reset(Rc::new(document)),
    }
}
