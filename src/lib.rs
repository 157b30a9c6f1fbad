//! IP Health Check 知识产权体检: the app.

pub mod boot;
pub mod charts;

use yew::prelude::*;

/// The whole app.
#[component]
pub fn App() -> Html {
    html! { <main><h1>{ "知识产权体检" }</h1></main> }
}
