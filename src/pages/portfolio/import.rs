//! Reading a list of rights: choose, wait, look, accept.

use std::rc::Rc;

use ip_health_engine::exchange::{Import, ImportError, ImportOptions, merge_into};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::report::{counts, error_text, rows};
use crate::hooks::{use_dossier, use_edit, use_texts};
use crate::state::Edit;
use crate::worker::{Handle, ReadPortfolio, run};

/// Where the import stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Idle,
    Reading(String),
    Read(Rc<Import>),
    Failed(Option<ImportError>),
}

/// Chooses a file, reads it in the worker, shows what was read, and takes it in on acceptance.
#[component]
pub fn ImportPanel() -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let stage = use_state(|| Stage::Idle);
    let running = use_mut_ref(|| None::<Handle>);
    let start = {
        let (stage, running) = (stage.clone(), running.clone());
        Callback::from(move |file: File| {
            let (stage, running) = (stage.clone(), running.clone());
            stage.set(Stage::Reading(file.name()));
            spawn_local(async move {
                let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
                    stage.set(Stage::Failed(None));
                    return;
                };
                let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
                let job = ReadPortfolio { bytes, file_name: file.name(), options: ImportOptions::default() };
                let done = stage.clone();
                let handle = run(
                    job,
                    |_| {},
                    move |outcome| {
                        done.set(match outcome {
                            Ok(Ok(import)) => Stage::Read(Rc::new(import)),
                            Ok(Err(error)) => Stage::Failed(Some(error)),
                            Err(_) => Stage::Failed(None),
                        });
                    },
                );
                running.replace(Some(handle));
            });
        })
    };
    let onchange = {
        let start = start.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                start.emit(file);
            }
            // The same file chosen again is a change again.
            input.set_value("");
        })
    };
    let drop_it = {
        let (stage, running) = (stage.clone(), running.clone());
        Callback::from(move |_: MouseEvent| {
            // Dropping the handle ends the worker's task.
            running.replace(None);
            stage.set(Stage::Idle);
        })
    };
    let accept = |import: &Rc<Import>| {
        let (edit, stage, import, document) = (edit.clone(), stage.clone(), Rc::clone(import), document.clone());
        Callback::from(move |_: MouseEvent| {
            edit.emit(Edit::Put(Rc::new(merge_into(&document.dossier, Import::clone(&import)))));
            stage.set(Stage::Idle);
        })
    };

    html! {
        <section class="portfolio__import" aria-live="polite">
            <label class="button button--first">
                { texts.portfolio_import() }
                <input type="file" class="unseen" accept=".xlsx,.xls,.csv,.txt" {onchange} />
            </label>
            { match &*stage {
                Stage::Idle => html! {},
                Stage::Reading(name) => html! {
                    <p>{ texts.portfolio_reading(name) }{ " " }
                        <button type="button" class="button button--small" onclick={drop_it}>{ texts.cancel() }</button></p>
                },
                Stage::Failed(error) => html! { <p class="start__alert" role="alert">{ error_text(texts, error.as_ref()) }</p> },
                Stage::Read(import) => html! {
                    <div class="card">
                        <p>{ counts(texts, import) }</p>
                        <p>
                            <button type="button" class="button button--first" onclick={accept(import)}>
                                { texts.portfolio_import_accept(&import.assets.len().to_string()) }
                            </button>
                            { " " }
                            <button type="button" class="button" onclick={drop_it}>{ texts.portfolio_import_discard() }</button>
                        </p>
                        { rows(texts, import) }
                    </div>
                },
            } }
        </section>
    }
}
