//! Hand-over 带走体检结果: the check-up as a row of QR codes on the screen, as a file, on paper.

mod show;

use ip_health_engine::exchange::{CodesError, MOST_CODES};
use yew::prelude::*;

use self::show::Show;
use crate::hooks::{use_dossier, use_file_text, use_save_file, use_texts};
use crate::kiosk::station;
use crate::mode::Mode;
use crate::route::Route;
use crate::state::disk;
use crate::worker::{Broken, Handle, WriteCodes, run};

/// The codes of the document at hand.
#[derive(Clone, PartialEq)]
enum Codes {
    Pending,
    There(Vec<String>),
    TooLong(u32),
    Failed,
}

/// The screen.
#[component]
pub fn HandOver() -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let save = use_save_file();
    let codes = use_codes();
    let saves = disk::may_give_files();
    let prints = Mode::here() != Mode::Kiosk || station().is_some_and(|station| station.desk.printer);
    if document.is_blank() {
        return html! {
            <div class="report hand-over">
                <section class="report__card"><h1>{ texts.hand_over_title() }</h1><p>{ texts.hand_over_blank() }</p></section>
            </div>
        };
    }
    html! {
        <div class="report hand-over">
            <section class="report__card">
                <h1>{ texts.hand_over_title() }</h1>
                <p class="report__quiet">{ texts.hand_over_lede() }</p>
                if saves || prints {
                    <p class="hand-over__ways">
                        if saves {
                            <button type="button" id="hand-over-file" class="button" onclick={move |_: MouseEvent| save.emit(())}>
                                { texts.hand_over_file() }
                            </button>
                        }
                        if prints {
                            <a id="hand-over-print" class="button" href={Route::Print.to_string()}>{ texts.hand_over_print() }</a>
                        }
                    </p>
                }
            </section>
            <section class="report__card" aria-labelledby="hand-over-codes">
                <h2 id="hand-over-codes">{ texts.hand_over_codes() }</h2>
                { match codes {
                    Codes::Pending => html! { <p role="status">{ texts.hand_over_writing() }</p> },
                    Codes::There(codes) => html! { <Show {codes} /> },
                    Codes::TooLong(count) => html! {
                        <p role="alert">{ texts.hand_over_too_long(&count.to_string(), &MOST_CODES.to_string()) }</p>
                    },
                    Codes::Failed => html! { <p role="alert">{ texts.hand_over_failed() }</p> },
                } }
            </section>
        </div>
    }
}

/// Has the codes written in the worker.
#[hook]
fn use_codes() -> Codes {
    let codes = use_state_eq(|| Codes::Pending);
    let running = use_mut_ref(|| None::<Handle>);
    let text = use_file_text();
    let document = use_dossier();
    {
        let codes = codes.clone();
        use_effect_with(document, move |_| {
            let done = move |outcome: Result<_, Broken>| {
                codes.set(match outcome {
                    Ok(Ok(texts)) => Codes::There(texts),
                    Ok(Err(CodesError::TooLong { codes })) => Codes::TooLong(codes),
                    Ok(Err(_)) | Err(_) => Codes::Failed,
                });
            };
            running.replace(Some(run(WriteCodes { file: text.emit(()).1 }, |_| {}, done)));
        });
    }
    (*codes).clone()
}
