//! Portfolio 知识产权清单.

use yew::prelude::*;

use crate::hooks::use_texts;

/// The list of rights.
#[component]
pub fn Portfolio() -> Html {
    let texts = use_texts();
    html! { <h1>{ texts.nav_portfolio() }</h1> }
}
