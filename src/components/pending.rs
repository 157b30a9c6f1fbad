//! A screen whose result is awaited.

use yew::prelude::*;

/// The heading of a screen and what it waits for, so that whoever hears the page knows where they are.
pub fn pending(title: &str, words: &str) -> Html {
    html! {
        <>
            <h1>{ title.to_owned() }</h1>
            <p role="status">{ words.to_owned() }</p>
        </>
    }
}
