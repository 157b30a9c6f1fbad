//! Undo and redo, by button and by keyboard.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::hooks::{History, use_history, use_texts};

/// Undo and redo. The keys are Ctrl or ⌘ with Z, with Shift for redo.
#[component]
pub fn HistoryButtons() -> Html {
    let texts = use_texts();
    let History { can_undo, can_redo, undo, redo } = use_history();
    use_effect_with((undo.clone(), redo.clone()), |(undo, redo)| {
        let (undo, redo) = (undo.clone(), redo.clone());
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
                let with = (key.ctrl_key() || key.meta_key()) && !key.alt_key();
                let callback = match key.key().as_str() {
                    "z" | "Z" if with && key.shift_key() => &redo,
                    "y" | "Y" if with => &redo,
                    "z" if with => &undo,
                    _ => return,
                };
                // The box's own undo would bring back text that the document no longer holds.
                event.prevent_default();
                callback.emit(());
            })
        });
        move || drop(listener)
    });

    html! {
        <span class="history">
            <button type="button" class="history__button" disabled={!can_undo} title={texts.undo()}
                aria-label={texts.undo()} onclick={move |_| undo.emit(())}>{ "↶" }</button>
            <button type="button" class="history__button" disabled={!can_redo} title={texts.redo()}
                aria-label={texts.redo()} onclick={move |_| redo.emit(())}>{ "↷" }</button>
        </span>
    }
}
