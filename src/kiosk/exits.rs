//! No way out 封闭出口: links stay in the app and leave no history, nothing is copied, no file is opened, and the keys
//! that open another window, another page or the browser's own dialogs do nothing.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, Window};
use yew::prelude::*;

/// What is refused whole: menus, copies, files dragged in and texts dragged out.
const REFUSED: [&str; 5] = ["contextmenu", "copy", "cut", "dragstart", "auxclick"];
/// Letters that may be pressed with Ctrl, Alt or ⌘: all, undo, redo.
const LETTERS: [&str; 3] = ["a", "z", "y"];

/// Closes the ways out for as long as the caller is there.
#[hook]
pub fn use_no_exits() {
    use_effect_with((), |()| {
        let listeners = web_sys::window().map(|window| listen(&window)).unwrap_or_default();
        move || drop(listeners)
    });
}

fn listen(window: &Window) -> Vec<EventListener> {
    // Before anything in the page hears of it.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let hear = |name: &'static str, heard: fn(&Event)| EventListener::new_with_options(window, name, options, heard);
    let mut listeners: Vec<EventListener> =
        REFUSED.iter().map(|name| hear(name, |event| event.prevent_default())).collect();
    listeners.push(hear("click", on_click));
    listeners.push(hear("keydown", on_key));
    listeners
}

fn on_click(event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    // A selector of our own cannot be wrong.
    let inside = |selector: &str| target.closest(selector).ok().flatten();
    if inside("input[type=file], label:has(input[type=file])").is_some() {
        event.prevent_default();
    }
    let Some(link) = inside("a[href]") else { return };
    event.prevent_default();
    let Some(window) = web_sys::window() else { return };
    if let Some(address) = link.get_attribute("href").filter(|address| address.starts_with("#/") && address.len() > 2) {
        // In place of the screen before: Back leads nowhere. A refused navigation leaves the screen as it is.
        let _ = window.location().replace(&address);
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

fn on_key(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let key = event.key();
    let held = (event.ctrl_key() || event.meta_key() || event.alt_key()) && !event.get_modifier_state("AltGraph");
    let function = key.len() > 1 && key.starts_with('F') && key[1..].bytes().all(|digit| digit.is_ascii_digit());
    let browser = key.starts_with("Browser") || key.starts_with("Launch");
    if browser || function || (held && !LETTERS.contains(&key.to_ascii_lowercase().as_str())) {
        event.prevent_default();
    }
}
