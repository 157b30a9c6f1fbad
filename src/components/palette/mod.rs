//! The command palette 快速查找 (Ctrl/⌘-K): a dialog with one box and a list, driven by the keyboard.

mod entries;
mod initials;

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use self::entries::{Entry, EntryKind, entries, matching};
use crate::hooks::{use_dossier, use_loaded_rules, use_texts};
use crate::mode::Mode;
use crate::route::{Route, go};
use crate::texts::Texts;

const LIST: &str = "palette-list";

/// The button in the bar and the dialog it opens.
#[component]
pub fn Palette() -> Html {
    let texts = use_texts();
    let dialog = use_node_ref();
    let open = use_state_eq(|| false);
    let show = {
        let (dialog, open) = (dialog.clone(), open.setter());
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                // Refused only while another dialog is modal, which then keeps the keyboard.
                let _ = dialog.show_modal();
                open.set(true);
            }
        })
    };
    {
        let show = show.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&window, "keydown", options, move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                    if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                        event.prevent_default();
                        show.emit(());
                    }
                })
            });
            move || drop(listener)
        });
    }
    let onclose = {
        let open = open.setter();
        Callback::from(move |_: Event| open.set(false))
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    // A click on the backdrop is one on the dialog itself.
    let onclick = {
        let (dialog, close) = (dialog.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            let here = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            if here.is_some() && here == dialog.cast::<HtmlElement>() {
                close.emit(());
            }
        })
    };
    html! {
        <>
            <button type="button" class="button button--small palette__open" aria-keyshortcuts="Control+K Meta+K"
                title={texts.palette_hint()} onclick={move |_: MouseEvent| show.emit(())}>
                <span aria-hidden="true">{ "⌕" }</span><span class="palette__word">{ texts.palette_open() }</span>
            </button>
            <dialog class="palette" ref={dialog} aria-label={texts.palette_open()} {onclose} {onclick}>
                if *open {
                    <Finder {close} />
                }
            </dialog>
        </>
    }
}

/// Properties of the box.
#[derive(Properties, PartialEq)]
struct FinderProps {
    close: Callback<()>,
}

/// Box and list; there only while the dialog is open.
#[component]
fn Finder(props: &FinderProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let rules = use_loaded_rules();
    let typed = use_state_eq(String::new);
    let at = use_state_eq(|| 0_usize);
    let input = use_node_ref();
    let all = use_memo((texts, document.dossier.clone(), rules.clone()), |(texts, dossier, rules)| {
        let mut all = rules.as_ref().map(|rules| entries(*texts, dossier, rules)).unwrap_or_default();
        all.retain(|entry| entry.route != Route::Workshop || Mode::here() == Mode::Page);
        all
    });
    let found: Rc<Vec<Entry>> = Rc::new(matching(&all, &typed).into_iter().cloned().collect());
    use_effect_with(input.clone(), |input| {
        if let Some(input) = input.cast::<HtmlElement>() {
            let _ = input.focus();
        }
    });
    let choose = {
        let (close, found) = (props.close.clone(), Rc::clone(&found));
        Callback::from(move |place: usize| {
            if let Some(entry) = found.get(place) {
                close.emit(());
                go(&entry.route);
            }
        })
    };
    let oninput = {
        let (typed, at) = (typed.setter(), at.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            at.set(0);
        })
    };
    let onkeydown = {
        let (at, choose, count) = (at.clone(), choose.clone(), found.len());
        Callback::from(move |event: KeyboardEvent| {
            // While an input method composes, its keys are its own.
            if event.is_composing() || count == 0 {
                return;
            }
            match event.key().as_str() {
                "ArrowDown" => at.set((*at + 1) % count),
                "ArrowUp" => at.set((*at + count - 1) % count),
                "Home" => at.set(0),
                "End" => at.set(count - 1),
                "Enter" => choose.emit(*at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |place: usize| ["palette-", &place.to_string()].concat();
    let current = (!found.is_empty()).then(|| option((*at).min(found.len() - 1)));
    html! {
        <div class="palette__inside">
            <label class="unseen" for="palette-input">{ texts.palette_label() }</label>
            <input id="palette-input" ref={input} class="palette__input" type="text" autocomplete="off" spellcheck="false" role="combobox"
                aria-expanded="true" aria-controls={LIST} aria-autocomplete="list" aria-activedescendant={current}
                placeholder={texts.palette_placeholder()} value={(*typed).clone()} {oninput} {onkeydown} />
            <ul class="palette__list" id={LIST} role="listbox" aria-label={texts.palette_open()}>
                for (place, entry) in found.iter().enumerate() {
                    <li id={option(place)} role="option" aria-selected={(place == *at).to_string()}
                        onclick={let choose = choose.clone(); move |_: MouseEvent| choose.emit(place)}>
                        <span>{ &entry.name }</span>
                        if !entry.also.is_empty() {
                            <small>{ &entry.also }</small>
                        }
                        <em>{ kind_word(entry.kind, texts) }</em>
                    </li>
                }
            </ul>
            <p class="palette__note" role="status">
                { if found.is_empty() { texts.palette_none().to_owned() } else { texts.palette_found(&found.len().to_string()) } }
            </p>
        </div>
    }
}

fn kind_word(kind: EntryKind, texts: Texts) -> &'static str {
    match kind {
        EntryKind::Screen => texts.palette_screen(),
        EntryKind::Term => texts.palette_term(),
        EntryKind::Question => texts.palette_question(),
        EntryKind::Right => texts.palette_right(),
    }
}
