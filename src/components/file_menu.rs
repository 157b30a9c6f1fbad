//! The export menu.

use yew::prelude::*;

use crate::hooks::{use_save_file, use_texts};
use crate::route::Route;

/// Save as a file, print.
#[component]
pub fn FileMenu() -> Html {
    let texts = use_texts();
    let save = use_save_file();

    html! {
        <details class="menu">
            <summary class="button button--first menu__open">{ texts.menu_export() }<span aria-hidden="true">{ " ▾" }</span></summary>
            <div class="menu__items">
                <button type="button" onclick={move |_| save.emit(())}>{ texts.save_file() }</button>
                <a href={Route::Print.to_string()}>{ texts.print() }</a>
            </div>
        </details>
    }
}
