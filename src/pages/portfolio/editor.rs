//! All questions of one right, in a dialog.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::components::Field;
use crate::fields::asset as questions;
use crate::hooks::{use_dossier, use_texts};
use crate::state::Place;

/// Properties of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct EditorProps {
    /// Id of the right.
    pub id: AttrValue,
    /// The dialog was closed.
    pub on_close: Callback<()>,
}

/// All questions of one right. Every answer counts at once and can be undone.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            // Already open is as good.
            let _ = dialog.show_modal();
        }
    });
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let onclose = props.on_close.reform(|_: Event| ());
    let asset = document.dossier.assets.iter().find(|asset| asset.id == *props.id);
    let title = asset.map(|asset| asset.title.clone()).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| texts.portfolio_untitled().to_owned());

    html! {
        <dialog ref={dialog} class="working" aria-labelledby="right-title" {onclose}>
            <div class="working__bar">
                <h2 id="right-title">{ texts.portfolio_edit_title(&title) }</h2>
                <button type="button" onclick={close}>{ texts.close() }</button>
            </div>
            <div class="working__body">
                for field in questions::ALL {
                    <Field key={field.key} place={Place::Asset(props.id.clone(), field)} />
                }
            </div>
        </dialog>
    }
}
