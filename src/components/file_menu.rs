//! The export menu.

use yew::prelude::*;

use crate::hooks::{use_save_file, use_texts};

/// Save as a file, print.
#[component]
pub fn FileMenu() -> Html {
    let texts = use_texts();
    let save = use_save_file();
    let print = |_| {
        if let Some(window) = web_sys::window() {
            // A refused print dialog leaves the page as it is.
            let _ = window.print();
        }
    };

    html! {
        <details class="menu">
            <summary class="button button--first menu__open">{ texts.menu_export() }<span aria-hidden="true">{ " ▾" }</span></summary>
            <div class="menu__items">
                <button type="button" onclick={move |_| save.emit(())}>{ texts.save_file() }</button>
                <button type="button" onclick={print}>{ texts.print() }</button>
            </div>
        </details>
    }
}
