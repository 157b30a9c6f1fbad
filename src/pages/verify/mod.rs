//! Verify 核验: whether a file is the one that a printed report was made from.

use ip_health_engine::dossier::{Dossier, RulesStamp, fingerprint, parse_date, read_file, read_fingerprint};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::print::grouped;
use super::report::{Tone, head, state};
use crate::format;
use crate::hooks::{use_rules, use_session, use_texts};
use crate::state::Shared;

/// A file that was opened.
#[derive(Clone, PartialEq)]
enum Opened {
    Nothing,
    Unreadable(String),
    File(String, Shared<Dossier>, RulesStamp),
}

/// The screen.
#[component]
pub fn Verify() -> Html {
    let texts = use_texts();
    let rules = use_rules();
    let day = use_session().session.as_of;
    let typed = use_state_eq(String::new);
    let opened = use_state_eq(|| Opened::Nothing);
    let found = use_memo((*opened).clone(), |opened| match opened {
        Opened::File(_, dossier, stamp) => Some(fingerprint(dossier, stamp)),
        Opened::Nothing | Opened::Unreadable(_) => None,
    });
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| typed.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let open = {
        let (opened, rules) = (opened.setter(), rules.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            input.set_value("");
            let (opened, rules) = (opened.clone(), rules.clone());
            spawn_local(async move {
                let buffer = JsFuture::from(file.array_buffer()).await.ok();
                let bytes = buffer.map(|buffer| js_sys::Uint8Array::new(&buffer).to_vec());
                let name = file.name();
                opened.set(match bytes.and_then(|bytes| read_file(&bytes).ok()) {
                    Some(read) => {
                        let pack = rules.pack();
                        let in_use = RulesStamp { id: pack.id.clone(), version: pack.version.clone(), as_of: day };
                        let stamp = read.file.rules.clone().unwrap_or(in_use);
                        Opened::File(name, Shared::new(read.file.dossier), stamp)
                    }
                    None => Opened::Unreadable(name),
                });
            });
        })
    };
    let redate = {
        let opened = opened.clone();
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            if let (Opened::File(name, dossier, stamp), Ok(as_of)) = (&*opened, parse_date(&text)) {
                let stamp = RulesStamp { as_of, ..stamp.clone() };
                opened.set(Opened::File(name.clone(), dossier.clone(), stamp));
            }
        })
    };
    let wanted = read_fingerprint(&typed);
    let wrong = !typed.trim().is_empty() && wanted.is_none();
    html! {
        <div class="report verify">
            <section class="report__card">
                <h1>{ texts.verify_title() }</h1>
                <p class="report__quiet">{ texts.verify_remark() }</p>
            </section>
            <section class="report__card verify__ask" aria-label={texts.verify_title()}>
                <div class={classes!("field", wrong.then_some("field--bad"))}>
                    <label class="field__label" for="verify-printed">{ texts.verify_printed() }</label>
                    <p class="field__hint" id="verify-hint">{ texts.verify_printed_hint() }</p>
                    if wrong {
                        <p class="field__error" id="verify-wrong" role="alert">{ texts.verify_printed_wrong() }</p>
                    }
                    <div class="field__box">
                        <input id="verify-printed" type="text" autocomplete="off" spellcheck="false" value={(*typed).clone()} {oninput}
                            aria-invalid={wrong.then_some("true")} aria-describedby={if wrong { "verify-wrong" } else { "verify-hint" }} />
                    </div>
                </div>
                <label class="button file-button verify__open">
                    { texts.verify_open() }
                    <input class="unseen" id="verify-file" type="file" accept=".json" onchange={open} />
                </label>
                if let Opened::Unreadable(name) = &*opened {
                    <p class="field__error" role="alert">{ texts.compare_unreadable(name) }</p>
                }
                if let Opened::File(name, _, stamp) = &*opened {
                    <p>{ texts.verify_file(name) }</p>
                    <div class="field">
                        <label class="field__label" for="verify-day">{ texts.verify_day() }</label>
                        <div class="field__box">
                            <input id="verify-day" type="date" value={stamp.as_of.to_string()} onchange={redate} />
                        </div>
                    </div>
                    <p class="report__quiet">{ texts.verify_rules(&stamp.id, &stamp.version) }</p>
                }
            </section>
            if let (Opened::File(_, _, stamp), Some(digits)) = (&*opened, found.as_ref()) {
                <section class="report__card" id="verify-outcome" role="status">
                    { head(texts.verify_outcome(), format::date(stamp.as_of)) }
                    <p>
                        { match &wanted {
                            Some(wanted) if wanted == digits => state(Tone::Good, texts.verify_same()),
                            Some(_) => state(Tone::Bad, texts.verify_differs()),
                            None => state(Tone::Unknown, texts.verify_nothing_to_compare()),
                        } }
                    </p>
                    if wanted.as_ref().is_some_and(|wanted| wanted != digits) {
                        <p>{ texts.verify_differs_why() }</p>
                    }
                    <p class="verify__digits">{ grouped(digits) }</p>
                </section>
            }
        </div>
    }
}
