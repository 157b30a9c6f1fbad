//! Start 开始: what it does, how long it takes, which papers help; begin, open, import, go on, or see an example.

mod file_error;
mod recent;
mod samples;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use self::file_error::file_error_text;
use self::recent::Recent;
use self::samples::Samples;
pub use self::samples::sample;
use crate::hooks::{use_dossier, use_open_file, use_session, use_texts};
use crate::route::{Route, Section, go};
use crate::state::FileError;

/// The first screen.
#[component]
pub fn Start() -> Html {
    let texts = use_texts();
    let session = use_session();
    let blank = use_dossier().is_blank();
    let failed = use_state_eq(|| None::<FileError>);
    let open = use_open_file({
        let failed = failed.clone();
        Callback::from(move |error| failed.set(Some(error)))
    });
    let begin = Callback::from(move |_: MouseEvent| {
        // Before the last visit's work is back the document is blank too: what is begun now shall not be replaced by it.
        if !blank || !session.session.restored {
            session.open_new(ip_health_engine::dossier::Dossier::default(), false);
        }
        go(&Route::Interview(Section::Quick, None));
    });
    let onchange = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                open.emit(file);
            }
            // The same file chosen again is a change again.
            input.set_value("");
        })
    };

    html! {
        <div class="start">
            <section class="start__hero">
                <div>
                    <h1><span>{ texts.start_title_worth() }</span><span>{ texts.start_title_finance() }</span></h1>
                    <p class="start__lede">{ texts.start_lede() }</p>
                    <div class="start__go">
                        <button type="button" class="button button--first" onclick={begin}>
                            { texts.start_begin() }<span aria-hidden="true">{ "→" }</span>
                        </button>
                        if !blank {
                            <a class="button" href={Route::Interview(Section::Quick, None).to_string()}>{ texts.start_continue() }</a>
                        }
                        <label class="button file-button">
                            { texts.start_open() }
                            <input type="file" class="unseen" accept=".json,application/json" {onchange} />
                        </label>
                    </div>
                    if let Some(error) = &*failed {
                        <p class="start__alert" role="alert">{ file_error_text(texts, error) }</p>
                    }
                    <ul class="start__facts">
                        <li><span aria-hidden="true">{ "◷ " }</span>{ texts.start_time() }</li>
                        <li><span aria-hidden="true">{ "▤ " }</span>{ texts.start_papers() }</li>
                        <li><span aria-hidden="true">{ "○ " }</span>{ texts.start_free() }</li>
                    </ul>
                </div>
            </section>
            <Recent />
            <Samples />
        </div>
    }
}
