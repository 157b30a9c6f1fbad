//! Keeps the document in this browser while it is worked on.

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::boot;
use crate::state::{Hold, Saved, SessionDispatch, keeper};

/// Hands each change to the keeper. Nothing is kept while the document is blank or may not be changed.
#[hook]
pub fn use_autosave() {
    let document = use_dossier();
    let session = use_session().session;
    let change = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    use_effect_with((), move |()| {
        keeper().tell(change);
        boot::after_failure(|| keeper().put_aside());
        let listeners = listen_for_leaving();
        move || drop(listeners)
    });
    let wanted = session.restored && !session.read_only && session.hold == Hold::Ours && !document.is_blank();
    use_effect_with((document, session.id, wanted), move |(document, id, wanted)| {
        if *wanted {
            keeper().changed(id, document);
        }
    });
    // The browser asks before it closes a page whose content nothing else holds.
    use_effect_with(matches!(session.saved, Saved::Nowhere(_)), |unsaved| {
        let listener = web_sys::window().filter(|_| *unsaved).map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "beforeunload", options, |event| {
                event.prevent_default();
                // Older browsers look at this; one that does not has no use for it.
                let _ = Reflect::set(event, &"returnValue".into(), &JsValue::TRUE);
            })
        });
        move || drop(listener)
    });
}

/// Hears that the page goes away, or into the background, from where many a phone never brings it back.
fn listen_for_leaving() -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let mut listeners = vec![EventListener::new(&window, "pagehide", |_| keeper().leave())];
    if let Some(page) = window.document() {
        let hidden = page.clone();
        listeners.push(EventListener::new(&page, "visibilitychange", move |_| {
            if hidden.hidden() {
                keeper().leave();
            }
        }));
    }
    listeners
}
