//! Check-ups kept in this browser.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::format::clock;
use crate::hooks::{use_session, use_texts};
use crate::route::{Route, Section, go};
use crate::state::{Record, all_records, forget, memory};

/// How many are shown.
const SHOWN: usize = 6;

/// The newest check-ups of this browser; nothing while there is none.
#[component]
pub fn Recent() -> Html {
    let texts = use_texts();
    let session = use_session();
    let records = use_state_eq(Vec::<Record>::new);
    let load = {
        let setter = records.setter();
        use_callback((), move |(), ()| {
            let setter = setter.clone();
            // Where storage is refused there is nothing to list; the saved status says so.
            spawn_local(async move { setter.set(all_records().await.unwrap_or_default()) });
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    if records.is_empty() {
        return html! {};
    }

    let open = |record: &Record| {
        let (id, session) = (AttrValue::from(record.id.clone()), session.clone());
        Callback::from(move |_: MouseEvent| {
            if session.may_replace(texts) {
                session.open_kept(id.clone());
                go(&Route::Interview(Section::Check, None));
            }
        })
    };
    let remove = |record: &Record, name: String| {
        let (id, load) = (record.id.clone(), load.clone());
        Callback::from(move |_: MouseEvent| {
            let sure = web_sys::window()
                .and_then(|window| window.confirm_with_message(&texts.start_recent_forget_question(&name)).ok());
            if sure == Some(true) {
                let (id, load) = (id.clone(), load.clone());
                if memory::recall(memory::OPEN).as_ref() == Some(&id) {
                    memory::forget_key(memory::OPEN);
                }
                spawn_local(async move {
                    // What could not be deleted stays in the list.
                    let _ = forget(&id).await;
                    load.emit(());
                });
            }
        })
    };

    html! {
        <section>
            <h2>{ texts.start_recent() }</h2>
            <ul class="start__recent">
                for record in records.iter().take(SHOWN) {
                    <li key={record.id.clone()}>
                        <strong>{ name_of(record, texts.start_recent_unnamed()) }</strong>
                        <small>
                            { clock(js_sys::Date::parse(&record.saved_at)) }{ " · " }
                            { if record.in_file { texts.start_recent_file() } else { texts.start_recent_browser() } }
                        </small>
                        <button type="button" class="button button--small button--quiet" onclick={open(record)}>
                            { texts.start_recent_open() }<span aria-hidden="true">{ "→" }</span>
                        </button>
                        <button type="button" class="button button--small button--quiet button--danger"
                            onclick={remove(record, name_of(record, texts.start_recent_unnamed()))}>
                            { texts.start_recent_forget() }
                        </button>
                    </li>
                }
            </ul>
        </section>
    }
}

fn name_of(record: &Record, unnamed: &str) -> String {
    if record.name.is_empty() { unnamed.to_owned() } else { record.name.clone() }
}
