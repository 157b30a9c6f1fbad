//! The privacy proof 数据不出本机.

use yew::prelude::*;

use crate::hooks::use_texts;

/// The proof that nothing leaves.
#[component]
pub fn Privacy() -> Html {
    let texts = use_texts();
    html! { <h1>{ texts.footer_privacy() }</h1> }
}
