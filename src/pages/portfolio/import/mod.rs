//! The import on the page of the list: choose a file, wait, check the columns, look at what became of each row.

mod account;
mod layout;
mod notes;
mod summary;
mod words;

use yew::prelude::*;

use self::layout::ImportLayout;
use self::summary::ImportSummary;
use crate::components::{FilePicker, IMPORT_FILE, ImportAlert, ImportProgress, ImportStatus};
use crate::hooks::{use_import, use_texts};

/// Everything of the import.
#[component]
pub fn ImportPanel() -> Html {
    let texts = use_texts();
    let context = use_import();
    let importing = &context.importing;
    let content = match (&importing.laid, &importing.reading, &importing.taken) {
        (Some(laid), ..) => html! { <ImportLayout laid={laid.clone()} /> },
        (None, Some(_), _) => html! { <div class="card"><ImportProgress /></div> },
        (None, None, Some(taken)) => html! { <ImportSummary taken={taken.clone()} /> },
        (None, None, None) => Html::default(),
    };

    html! {
        <section class="import" aria-label={texts.portfolio_import()}>
            <p class={classes!("import__choose", context.dragging.then_some("import__choose--over"))}>
                <label class="button button--first">{ texts.portfolio_import() }<FilePicker id={IMPORT_FILE} class="unseen" /></label>
                <small>{ texts.import_drop_anywhere() }</small>
            </p>
            <ImportStatus />
            <ImportAlert />
            { content }
        </section>
    }
}
