//! A number that opens its working.

use yew::prelude::*;

use super::working_panel::WorkingOpener;
use crate::hooks::use_texts;

/// Properties of [`FigureButton`].
#[derive(Properties, PartialEq)]
pub struct FigureButtonProps {
    /// Id of the working.
    pub working: AttrValue,
    /// The number, formatted.
    pub text: AttrValue,
}

/// A number that opens its working. Where no panel can open, as on paper, it is plain text.
#[component]
pub fn FigureButton(props: &FigureButtonProps) -> Html {
    let FigureButtonProps { working, text } = props;
    let texts = use_texts();
    let Some(opener) = use_context::<WorkingOpener>() else {
        return html! { <span>{ text }</span> };
    };
    let onclick = {
        let working = working.clone();
        move |_| opener.open(working.clone())
    };
    html! {
        <button type="button" class="figure-button" title={texts.working_open()} {onclick} data-working={working}>
            { text }
        </button>
    }
}
