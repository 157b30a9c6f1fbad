//! Check-up files under a passphrase 加密文件: saved and opened, the key work in the worker.

use ip_health_engine::exchange::{SealError, SealRandom, Strength, strength};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use crate::hooks::{ImportRequest, use_dossier, use_file_text, use_import, use_texts};
use crate::state::disk;
use crate::texts::Texts;
use crate::worker::messages::{Seal, Unseal};
use crate::worker::{Handle, run};

/// Where the work in the worker stands.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Working,
    Failed(String),
}

/// Fresh randomness from the browser; `None` where it has none.
fn random() -> Option<SealRandom> {
    let mut bytes = [0; 48];
    web_sys::window()?.crypto().ok()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    let part = |from: usize| <[u8; 16]>::try_from(bytes.get(from..from + 16)?).ok();
    Some(SealRandom { file_key: part(0)?, salt: part(16)?, nonce: part(32)? })
}

fn show(dialog: &NodeRef, open: bool) {
    let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
    if open && !dialog.open() {
        // Fails only when the dialog has left the page, where nothing needs to be shown.
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}

/// Properties of [`SaveSealed`].
#[derive(Properties, PartialEq)]
pub struct SaveSealedProps {
    /// Counts how often it was asked for; the dialog opens at each.
    pub asked: u32,
}

/// The dialog that saves the document under a passphrase. It stands beside the menu that asks for it: what is inside a
/// closed menu is not shown.
#[component]
pub fn SaveSealed(props: &SaveSealedProps) -> Html {
    let texts = use_texts();
    let text = use_file_text();
    let name = use_dossier().dossier.enterprise.name.clone();
    let dialog = use_node_ref();
    let (first, second) = (use_state(String::new), use_state(String::new));
    let stage = use_state_eq(|| Stage::Asking);
    // Closing the dialog drops the handle, which ends the task.
    let running = use_mut_ref(|| None::<Handle>);
    {
        let (dialog, first, second, stage) = (dialog.clone(), first.clone(), second.clone(), stage.clone());
        use_effect_with(props.asked, move |asked| {
            if 0 < *asked {
                first.set(String::new());
                second.set(String::new());
                stage.set(Stage::Asking);
                show(&dialog, true);
            }
        });
    }
    let close = {
        let (dialog, running) = (dialog.clone(), running.clone());
        move || {
            running.replace(None);
            show(&dialog, false);
        }
    };
    let submit = {
        let (first, second, stage, close) = (first.clone(), second.clone(), stage.clone(), close.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if first.is_empty() || *first != *second {
                let words = if first.is_empty() { texts.seal_empty() } else { texts.seal_different() };
                stage.set(Stage::Failed(words.to_owned()));
                return;
            }
            let Some(random) = random() else {
                stage.set(Stage::Failed(texts.seal_failed().to_owned()));
                return;
            };
            stage.set(Stage::Working);
            let (file, plain) = text.emit(());
            let job = Seal { plain: plain.into_bytes(), passphrase: first.to_string(), random };
            let (done, close) = (stage.clone(), close.clone());
            let handle = run(
                job,
                |_| {},
                move |outcome| match outcome {
                    Ok(Ok(bytes))
                        if disk::download_bytes(&[&file, ".age"].concat(), &bytes, "application/octet-stream")
                            .is_ok() =>
                    {
                        close();
                    }
                    _ => done.set(Stage::Failed(texts.seal_failed().to_owned())),
                },
            );
            running.replace(Some(handle));
        })
    };
    let typed = |state: &UseStateHandle<String>| {
        let (state, stage) = (state.clone(), stage.clone());
        Callback::from(move |event: InputEvent| {
            stage.set(Stage::Asking);
            state.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let (cancel, hint) = (close.clone(), (!first.is_empty()).then(|| strength_words(strength(&first), texts)));

    html! {
            <dialog class="question" ref={dialog} aria-labelledby="seal-title">
                <form onsubmit={submit} novalidate=true>
                    <h2 id="seal-title">{ texts.seal_save() }</h2>
                    <p>{ texts.seal_lede() }</p>
                    <label for="seal-first">{ texts.seal_passphrase() }</label>
                    <input id="seal-first" type="password" autocomplete="new-password" aria-describedby="seal-strength"
                        value={(*first).clone()} oninput={typed(&first)} />
                    <p id="seal-strength" class="question__hint" role="status">{ hint }</p>
                    <label for="seal-second">{ texts.seal_repeat() }</label>
                    <input id="seal-second" type="password" autocomplete="new-password"
                        value={(*second).clone()} oninput={typed(&second)} />
                    { told(&stage, texts.seal_working()) }
                    if name.is_empty() {
                        <p class="question__hint">{ texts.seal_unnamed() }</p>
                    }
                    <div class="question__go">
                        <button type="submit" class="button button--first" disabled={*stage == Stage::Working}>{ texts.seal_save() }</button>
                        <button type="button" class="button" onclick={move |_: MouseEvent| cancel()}>{ texts.cancel() }</button>
                    </div>
                </form>
            </dialog>
    }
}

/// Asks for the passphrase of a sealed file that was dropped or chosen, and opens it.
#[component]
pub fn OpenSealed() -> Html {
    let texts = use_texts();
    let context = use_import();
    let file = context.importing.sealed.clone();
    let dialog = use_node_ref();
    let passphrase = use_state(String::new);
    let stage = use_state_eq(|| Stage::Asking);
    let running = use_mut_ref(|| None::<Handle>);
    {
        let (dialog, passphrase, stage) = (dialog.clone(), passphrase.clone(), stage.clone());
        use_effect_with(file.is_some(), move |open| {
            passphrase.set(String::new());
            stage.set(Stage::Asking);
            show(&dialog, *open);
        });
    }
    let cancel = {
        let running = running.clone();
        context.act.reform(move |()| {
            running.replace(None);
            ImportRequest::Cancel
        })
    };
    let submit = {
        let (file, act, passphrase, stage) = (file.clone(), context.act.clone(), passphrase.clone(), stage.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(file) = file.clone() else { return };
            stage.set(Stage::Working);
            let (act, stage, running, passphrase) =
                (act.clone(), stage.clone(), running.clone(), passphrase.to_string());
            spawn_local(async move {
                let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
                    stage.set(Stage::Failed(texts.import_failed_unreadable(&file.name())));
                    return;
                };
                let job = Unseal { sealed: js_sys::Uint8Array::new(&buffer).to_vec(), passphrase };
                let handle = run(
                    job,
                    |_| {},
                    move |outcome| match outcome {
                        Ok(Ok(bytes)) => act.emit(ImportRequest::Unsealed(file, bytes.into_vec())),
                        Ok(Err(error)) => stage.set(Stage::Failed(error_words(error, texts))),
                        Err(_) => stage.set(Stage::Failed(texts.seal_failed().to_owned())),
                    },
                );
                running.replace(Some(handle));
            });
        })
    };
    let typed = {
        let (passphrase, stage) = (passphrase.clone(), stage.clone());
        Callback::from(move |event: InputEvent| {
            stage.set(Stage::Asking);
            passphrase.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let name = file.map(|file| file.name()).unwrap_or_default();

    html! {
        <dialog class="question" ref={dialog} aria-labelledby="unseal-title" onclose={cancel.reform(|_: Event| ())}>
            <form onsubmit={submit} novalidate=true>
                <h2 id="unseal-title">{ texts.unseal_title() }</h2>
                <p>{ texts.unseal_lede(&name) }</p>
                <label for="unseal-passphrase">{ texts.seal_passphrase() }</label>
                <input id="unseal-passphrase" type="password" autocomplete="current-password"
                    value={(*passphrase).clone()} oninput={typed} />
                { told(&stage, texts.unseal_working()) }
                <div class="question__go">
                    <button type="submit" class="button button--first" disabled={*stage == Stage::Working}>{ texts.unseal_open() }</button>
                    <button type="button" class="button" onclick={cancel.reform(|_: MouseEvent| ())}>{ texts.cancel() }</button>
                </div>
            </form>
        </dialog>
    }
}

/// How the work stands, said once.
fn told(stage: &Stage, working: &'static str) -> Html {
    match stage {
        Stage::Asking => Html::default(),
        Stage::Working => html! { <p role="status">{ working }</p> },
        Stage::Failed(words) => html! { <p class="question__error" role="alert">{ words.clone() }</p> },
    }
}

fn strength_words(strength: Strength, texts: Texts) -> &'static str {
    match strength {
        Strength::Weak => texts.seal_weak(),
        Strength::Fair => texts.seal_fair(),
        Strength::Strong => texts.seal_strong(),
    }
}

fn error_words(error: SealError, texts: Texts) -> String {
    match error {
        SealError::WrongPassphrase | SealError::NoPassphrase => texts.unseal_wrong().to_owned(),
        SealError::Damaged => texts.unseal_damaged().to_owned(),
        SealError::OtherKeys => texts.unseal_other_keys().to_owned(),
        SealError::TooCostly { .. } => texts.unseal_costly().to_owned(),
        _ => texts.unseal_no_file().to_owned(),
    }
}
