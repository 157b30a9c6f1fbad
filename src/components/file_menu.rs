//! The export menu.

use ip_health_engine::exchange::frame::Part;
use web_sys::Element;
use yew::prelude::*;

use super::SaveSealed;
use crate::hooks::{use_hidden, use_save_file, use_texts};
use crate::mode::Mode;
use crate::route::Route;

/// Save as a file, hand over, print.
#[component]
pub fn FileMenu() -> Html {
    let texts = use_texts();
    let hidden = use_hidden();
    let save = use_save_file();
    let asked = use_state(|| 0);
    let times = *asked;
    let menu = use_node_ref();
    // Whatever was chosen, the menu has done its work and gives the page back what it covers.
    let close = {
        let menu = menu.clone();
        move |_: MouseEvent| {
            if let Some(menu) = menu.cast::<Element>() {
                // Taking an attribute away cannot fail.
                let _ = menu.remove_attribute("open");
            }
        }
    };

    html! {
        <>
        <details class="menu" ref={menu}>
            <summary class="button button--first menu__open">{ texts.menu_export() }<span aria-hidden="true">{ " ▾" }</span></summary>
            <div class="menu__items" onclick={close}>
                <button type="button" onclick={move |_| save.emit(())}>{ texts.save_file() }</button>
                <button type="button" onclick={move |_| asked.set(*asked + 1)}>{ texts.seal_save() }</button>
                <a href={Route::HandOver.to_string()}>{ texts.hand_over_codes() }</a>
                if !hidden.contains(&Part::Print) {
                    <a href={Route::Print.to_string()}>{ texts.print() }</a>
                }
                if Mode::here().keeps() {
                    <a href={Route::Versions.to_string()}>{ texts.versions_title() }</a>
                }
            </div>
        </details>
        <SaveSealed asked={times} />
        </>
    }
}
