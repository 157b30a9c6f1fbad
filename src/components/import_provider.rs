//! Imports lists for the whole app: files dropped anywhere, read in the worker, taken into the document.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use super::import_desk::{Desk, Office, Running};
use crate::hooks::{ImportContext, ImportRequest, use_dossier, use_route, use_session, use_texts};
use crate::mode::Mode;
use crate::rest::rest;
use crate::state::{Dispatch, ImportStep, Importing, SessionDispatch};

/// Properties of [`ImportProvider`].
#[derive(Properties, PartialEq)]
pub struct ImportProviderProps {
    /// The app.
    pub children: Html,
}

/// Provides the import to the whole app, so that it goes on while the person looks at another screen. A file dropped
/// anywhere is taken in; the browser never leaves the page for it.
#[component]
pub fn ImportProvider(props: &ImportProviderProps) -> Html {
    let importing = use_reducer(Importing::default);
    let dragging = use_state_eq(|| false);
    let document = use_dossier();
    let session = use_session().session;
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let change = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    let route = use_route();
    let office = use_mut_ref(|| None::<Office>);
    let running = use_memo((), |()| Running::default());
    // What is read in the background meets the document as it is then, not as it was when reading began.
    office.replace(Some(Office {
        importing: (*importing).clone(),
        steps: importing.dispatcher(),
        document: document.clone(),
        read_only: session.read_only,
        session,
        texts: use_texts(),
        route,
        dispatch,
        change,
    }));
    let act = {
        let desk = Desk { office: Rc::clone(&office), running };
        use_callback((), move |request, ()| {
            let desk = desk.clone();
            spawn_local(async move { (rest().await.import)(&desk, request) });
        })
    };
    {
        let steps = importing.dispatcher();
        let waiting = importing.taken.as_ref().is_some_and(|taken| taken.after.is_none());
        use_effect_with((document, waiting), move |(document, waiting)| {
            if *waiting {
                steps.dispatch(ImportStep::Settle(document.clone()));
            }
        });
    }
    {
        let (act, dragging) = (act.clone(), dragging.clone());
        use_effect_with((), move |()| {
            let listeners = listen(&act, &dragging);
            move || drop(listeners)
        });
    }
    let context = ImportContext { importing: (*importing).clone(), dragging: *dragging, act };

    html! {
        <ContextProvider<ImportContext> {context}>{ props.children.clone() }</ContextProvider<ImportContext>>
    }
}

/// Hears files dragged over and dropped on the page. Text dragged into a box is left to the browser.
fn listen(act: &Callback<ImportRequest>, dragging: &UseStateHandle<bool>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let hears = |name: &'static str, heard: Box<dyn Fn(&DragEvent)>| {
        // Not passive: the browser is kept from opening the file in place of the page.
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, name, options, move |event| {
            let event: &DragEvent = event.unchecked_ref();
            if carries_files(event) {
                event.prevent_default();
                heard(event);
            }
        })
    };
    let (over, left, dropped) = (dragging.setter(), dragging.setter(), dragging.setter());
    let act = act.clone();
    vec![
        hears("dragover", Box::new(move |_| over.set(true))),
        // Leaving one element for another is no leaving; leaving the window names no other.
        hears("dragleave", Box::new(move |event| left.set(event.related_target().is_some()))),
        hears(
            "drop",
            Box::new(move |event| {
                dropped.set(false);
                // Whoever stands at a public terminal has no files there.
                if Mode::here() == Mode::Kiosk {
                    return;
                }
                act.emit(ImportRequest::Receive(files_of(event)));
            }),
        ),
    ]
}

fn carries_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

fn files_of(event: &DragEvent) -> Vec<File> {
    let files = event.data_transfer().and_then(|data| data.files());
    files.iter().flat_map(|files| (0..files.length()).filter_map(|place| files.get(place))).collect()
}
