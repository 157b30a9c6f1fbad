//! An edit on its way to the document.

use std::rc::Rc;

use yew::Reducible;

use super::{Document, Edit, Placed};

/// An edit together with the code that carries it out. The document is kept by the first screen, edited only by the rest
/// of the app: a reducer that called this code itself would bring all fields with their texts into the first screen's
/// wasm.
pub struct Change {
    edit: Edit,
    place: Option<String>,
    carry_out: fn(Rc<Document>, Edit) -> Rc<Document>,
}

impl From<Edit> for Change {
    fn from(edit: Edit) -> Self {
        Change { place: edit.place(), edit, carry_out: Document::edited }
    }
}

impl Placed for Change {
    fn place(&self) -> Option<String> {
        self.place.clone()
    }
}

impl Reducible for Document {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        (change.carry_out)(self, change.edit)
    }
}
