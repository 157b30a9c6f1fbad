//! Moving the focus.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the element of an id now, if it is there.
pub fn focus_now(id: &str) {
    let element = web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view_with_bool(true);
        // An element that cannot take the focus leaves it where it was.
        let _ = element.focus();
    }
}

/// Focuses the element of an id after the screen has been drawn.
pub fn focus(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || focus_now(&id)).forget();
}
