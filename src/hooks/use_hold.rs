//! One writer for each document among all tabs, by a Web Lock.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::use_session;
use crate::state::{Hold, SessionDispatch, SessionEdit};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], js_name = request, catch)]
    fn request(
        name: &str,
        options: &JsValue,
        held: &Closure<dyn FnMut(JsValue) -> Promise>,
    ) -> Result<Promise, JsValue>;
}

/// How to end a hold; nothing while there is none.
type Release = Rc<RefCell<Option<Function>>>;

thread_local! {
    /// The hold of this page: it has one document at a time.
    static HELD: Release = Release::default();
}

/// Asks for the document at hand and says whether this tab may write it. Where the browser has no such locks, as on pages
/// without HTTPS, it may: the numbers of the journal show then when another tab has written.
#[hook]
pub fn use_hold() {
    let session = use_session().session;
    let change = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    use_effect_with(session.id, move |id| {
        ask(id.clone(), change, "ifAvailable");
        release
    });
}

/// Takes the document of an id over from the tab that holds it, which is told.
pub fn take_over(id: AttrValue, change: SessionDispatch) {
    release();
    ask(id, change, "steal");
}

fn release() {
    let release = HELD.with(|held| held.borrow_mut().take());
    if let Some(release) = release {
        // The function that fulfils a promise does not throw.
        let _ = release.call0(&JsValue::NULL);
    }
}

fn ask(id: AttrValue, change: SessionDispatch, how: &str) {
    let options = Object::new();
    // Setting a field of a new object cannot fail.
    let _ = Reflect::set(&options, &how.into(), &JsValue::TRUE);
    let told = {
        let (id, change) = (id.clone(), change.clone());
        move |hold| change.dispatch(SessionEdit::Hold(id.clone(), hold))
    };
    let answered = told.clone();
    let held = Closure::new(move |lock: JsValue| {
        if lock.is_null() {
            answered(Hold::Elsewhere);
            return Promise::resolve(&JsValue::NULL);
        }
        answered(Hold::Ours);
        Promise::new(&mut |resolve, _| HELD.with(|held| drop(held.replace(Some(resolve)))))
    });
    match request(&["iphc-", &id].concat(), &options, &held) {
        Ok(promise) => spawn_local(async move {
            if JsFuture::from(promise).await.is_err() {
                // Taken by another tab.
                told(Hold::Elsewhere);
            }
            drop(held);
        }),
        Err(_) => told(Hold::Ours),
    }
}
