//! Start 开始.

use yew::prelude::*;

use crate::hooks::use_texts;

/// The first screen.
#[component]
pub fn Start() -> Html {
    let texts = use_texts();
    html! { <h1>{ texts.app_name() }</h1> }
}
