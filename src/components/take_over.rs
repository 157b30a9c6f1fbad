//! The document is open in another tab: this one reads it only, until it takes it over.

use std::rc::Rc;

use ip_health_engine::decide::{Difference, differences};
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::fields::path_name;
use crate::format::decimal;
use crate::hooks::{content_opened, take_over, use_dossier, use_session, use_texts};
use crate::state::{Dispatch, Document, Edit, Reason, SessionDispatch, Step, keeper, read_newest};
use crate::texts::Texts;

/// How many differences are listed.
const LISTED: usize = 100;

/// Says that another tab writes the document, and offers to take it over after showing what differs.
#[component]
pub fn TakeOver() -> Html {
    let texts = use_texts();
    let session = use_session().session;
    let here = use_dossier();
    let dispatch = use_context::<Dispatch>().expect("the app stands inside DossierProvider");
    let change = use_context::<SessionDispatch>().expect("the app stands inside DossierProvider");
    let dialog = use_node_ref();
    // What the other tab has written, once it was asked for.
    let there = use_state(|| None::<Rc<Document>>);
    let ask = {
        let (dialog, there, id) = (dialog.clone(), there.clone(), session.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (dialog, there, id) = (dialog.clone(), there.clone(), id.clone());
            spawn_local(async move {
                let record = read_newest(&id, None).await.ok().flatten();
                there.set(
                    record.and_then(|record| content_opened(&record.content)).map(|opened| Rc::new(opened.document)),
                );
                if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                    // Fails only when the dialog has left the page, where nothing needs to be shown.
                    let _ = dialog.show_modal();
                }
            });
        })
    };
    let close = {
        let dialog = dialog.clone();
        move || {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let take = {
        let (id, here, there, close) = (session.id.clone(), here.clone(), there.clone(), close.clone());
        Callback::from(move |_: MouseEvent| {
            close();
            take_over(id.clone(), change.clone());
            if let Some(there) = &*there {
                // What was here first becomes a version, then what the other tab has written comes in its place.
                if **there != *here {
                    keeper().mark(&id, &here, Reason::TakeOver);
                }
                dispatch.dispatch(Step::Do(Edit::Replace(Rc::clone(there)).into(), js_sys::Date::now()));
            }
        })
    };

    html! {
        <div class="update update--warn" role="status">
            <span>{ texts.elsewhere_title() }</span>
            <button type="button" class="button button--small" id="take-over" onclick={ask}>{ texts.elsewhere_take() }</button>
            <dialog class="question" ref={dialog} aria-labelledby="take-over-title">
                <h2 id="take-over-title">{ texts.elsewhere_take() }</h2>
                <p>{ texts.elsewhere_lede() }</p>
                if let Some(there) = &*there {
                    <Differences before={Rc::clone(there)} after={here.to_rc()}
                        before_name={texts.elsewhere_there()} after_name={texts.elsewhere_here()} />
                }
                <div class="question__go">
                    <button type="button" class="button button--first" onclick={take}>{ texts.elsewhere_take() }</button>
                    <button type="button" class="button" onclick={move |_: MouseEvent| close()}>{ texts.cancel() }</button>
                </div>
            </dialog>
        </div>
    }
}

/// Properties of [`Differences`].
#[derive(Properties, PartialEq)]
pub struct DifferencesProps {
    /// One state.
    pub before: Rc<Document>,
    /// The other.
    pub after: Rc<Document>,
    /// What the one is called.
    pub before_name: &'static str,
    /// What the other is called.
    pub after_name: &'static str,
}

/// What differs between two states, as a table; that they are the same, where they are.
#[component]
pub fn Differences(props: &DifferencesProps) -> Html {
    let texts = use_texts();
    let found = use_memo((Rc::clone(&props.before.dossier), Rc::clone(&props.after.dossier)), |(before, after)| {
        differences(before, after)
    });
    if found.is_empty() {
        return html! { <p>{ texts.differences_none() }</p> };
    }
    html! {
        <>
            <p>{ texts.differences_count(found.len()) }</p>
            <div class="differences" tabindex="0" role="region" aria-label={texts.differences_title()}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ texts.differences_field() }</th>
                            <th scope="col">{ props.before_name }</th>
                            <th scope="col">{ props.after_name }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for Difference { path, before, after } in found.iter().take(LISTED) {
                            <tr key={path.clone()}>
                                <th scope="row">{ path_name(path, texts) }</th>
                                <td>{ value(before.as_ref(), texts) }</td>
                                <td>{ value(after.as_ref(), texts) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </>
    }
}

/// A value in short; a record by its name.
fn value(value: Option<&Value>, texts: Texts) -> String {
    const LONGEST: usize = 40;
    match value {
        None | Some(Value::Null) => texts.not_given().to_owned(),
        Some(Value::Bool(flag)) => if *flag { texts.yes() } else { texts.no() }.to_owned(),
        Some(Value::Number(number)) => {
            let number = number.as_f64().unwrap_or_default();
            decimal(number, if number.fract() == 0.0 { 0 } else { 4 })
        }
        Some(Value::String(text)) if text.chars().count() > LONGEST => {
            text.chars().take(LONGEST).chain(['…']).collect()
        }
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(entries)) => texts.differences_entries(entries.len()),
        Some(Value::Object(fields)) => {
            let named = ["title", "name"].iter().find_map(|key| fields.get(*key)).and_then(Value::as_str);
            named.filter(|name| !name.is_empty()).unwrap_or(texts.differences_record()).to_owned()
        }
    }
}
