//! Start 开始: what it does, how long it takes, which papers help; begin, open, import, go on, or see an example.

mod recent;
mod samples;

use yew::prelude::*;

use self::recent::Recent;
use self::samples::Samples;
pub use self::samples::{sample, sample_names};
use crate::components::{FilePicker, ImportBox};
use crate::hooks::{use_dossier, use_session, use_texts};
use crate::mode::Mode;
use crate::route::{Route, Section, go};

/// The first screen.
#[component]
pub fn Start() -> Html {
    let texts = use_texts();
    let session = use_session();
    let blank = use_dossier().is_blank();
    let begin = Callback::from(move |_: MouseEvent| {
        // Before the last visit's work is back the document is blank too: what is begun now shall not be replaced by it.
        if !blank && !session.may_replace(texts) {
            return;
        }
        if !blank || !session.session.restored {
            session.open_new(ip_health_engine::dossier::Dossier::default(), false);
        }
        go(&Route::Interview(Section::Quick, None));
    });

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
                            <FilePicker id="open-file" class="unseen" />
                        </label>
                        <a class="button" href={Route::Scan.to_string()}>{ texts.scan_title() }</a>
                    </div>
                    <ul class="start__facts">
                        <li><span aria-hidden="true">{ "◷ " }</span>{ texts.start_time() }</li>
                        <li><span aria-hidden="true">{ "▤ " }</span>{ texts.start_papers() }</li>
                        <li><span aria-hidden="true">{ "○ " }</span>{ texts.start_free() }</li>
                    </ul>
                </div>
                <ImportBox />
            </section>
            if Mode::here().keeps() { <Recent /> }
            <Samples />
        </div>
    }
}
