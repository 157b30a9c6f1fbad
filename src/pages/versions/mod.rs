//! Version history 历史版本: the states of the document that this browser keeps, what differs, and the way back.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::Differences;
use crate::format::clock;
use crate::hooks::{content_opened, use_dossier, use_edit, use_session, use_texts};
use crate::state::{Document, Edit, Reason, StorageError, Version, keeper, read_version, standing, versions};
use crate::texts::Texts;

/// A version that was looked at.
type Shown = Option<(u32, Option<Rc<Document>>)>;

/// The screen.
#[component]
pub fn Versions() -> Html {
    let texts = use_texts();
    let session = use_session().session;
    let known = use_state(|| None::<Result<Vec<Version>, StorageError>>);
    {
        let setter = known.setter();
        // Read anew after each save.
        use_effect_with((session.id.clone(), session.saved), move |(id, _)| {
            let id = id.clone();
            spawn_local(async move { setter.set(Some(versions(&id).await)) });
        });
    }
    let promised = use_state_eq(|| None::<bool>);
    {
        let setter = promised.setter();
        use_effect_with((), move |()| spawn_local(async move { setter.set(standing::promised().await) }));
    }
    let content = match &*known {
        None => html! { <p role="status">{ texts.versions_reading() }</p> },
        Some(Err(_)) => html! { <p role="alert">{ texts.versions_failed() }</p> },
        Some(Ok(known)) if known.is_empty() => html! { <p>{ texts.versions_none() }</p> },
        Some(Ok(known)) => html! {
            <ol class="versions__list">
                for version in known {
                    <VersionRow key={version.seq} version={version.clone()} />
                }
            </ol>
        },
    };

    html! {
        <div class="versions">
            <header>
                <h1>{ texts.versions_title() }</h1>
                <p>{ texts.versions_lede() }</p>
                if let Some(promised) = *promised {
                    <p>{ if promised { texts.versions_promised() } else { texts.versions_not_promised() } }</p>
                }
            </header>
            <section class="card">{ content }</section>
        </div>
    }
}

/// Properties of [`VersionRow`].
#[derive(Properties, PartialEq)]
struct VersionRowProps {
    /// The version.
    version: Version,
}

/// A version: when, why, how much; what differs when it is asked for; the way back.
#[component]
fn VersionRow(props: &VersionRowProps) -> Html {
    let texts = use_texts();
    let version = &props.version;
    let session = use_session().session;
    let here = use_dossier();
    let edit = use_edit();
    let shown = use_state(|| Shown::None);
    let failed = use_state_eq(|| false);
    let read = {
        let (shown, failed, version) = (shown.clone(), failed.clone(), version.clone());
        move |then: Box<dyn FnOnce(Rc<Document>)>| {
            let (shown, failed, version) = (shown.clone(), failed.clone(), version.clone());
            spawn_local(async move {
                let content = read_version(&version).await.ok().filter(|content| content.hash() == version.hash);
                match content.and_then(|content| content_opened(&content)) {
                    Some(opened) => {
                        let document = Rc::new(opened.document);
                        shown.set(Some((version.seq, Some(Rc::clone(&document)))));
                        then(document);
                    }
                    None => failed.set(true),
                }
            });
        }
    };
    let look = {
        let (read, shown) = (read.clone(), shown.clone());
        Callback::from(move |_: MouseEvent| {
            if shown.is_some() {
                shown.set(None);
            } else {
                read(Box::new(|_| ()));
            }
        })
    };
    let restore = {
        let (here, id) = (here.clone(), session.id.clone());
        Callback::from(move |_: MouseEvent| {
            let (edit, here, id) = (edit.clone(), here.clone(), id.clone());
            read(Box::new(move |document| {
                // Undone like any other change, and kept as a version should the undo be gone.
                keeper().mark(&id, &here, Reason::Restore);
                edit.emit(Edit::Replace(document));
            }));
        })
    };
    let open = shown.as_ref().and_then(|(_, document)| document.clone());

    html! {
        <li>
            <p class="versions__what">
                <strong>{ clock(js_sys::Date::parse(&version.saved_at)) }</strong>
                <span>{ reason(&version.reason, texts) }</span>
                <small>
                    if !version.name.is_empty() {
                        { version.name.clone() }{ " · " }
                    }
                    { texts.versions_rights(version.rights as usize) }
                </small>
            </p>
            <div class="versions__go">
                <button type="button" class="button button--small button--quiet" aria-expanded={open.is_some().to_string()} onclick={look}>
                    { texts.versions_compare() }
                </button>
                <button type="button" class="button button--small" disabled={session.read_only} onclick={restore}>
                    { texts.versions_restore() }
                </button>
            </div>
            if *failed {
                <p role="alert">{ texts.versions_damaged() }</p>
            }
            if let Some(document) = open {
                <div class="versions__difference">
                    <Differences before={document} after={here.to_rc()}
                        before_name={texts.versions_then()} after_name={texts.versions_now()} />
                </div>
            }
        </li>
    }
}

fn reason(code: &str, texts: Texts) -> &'static str {
    match Reason::ALL.into_iter().find(|reason| reason.code() == code) {
        Some(Reason::Opened) => texts.versions_opened(),
        Some(Reason::File) => texts.versions_file(),
        Some(Reason::Import) => texts.versions_import(),
        Some(Reason::Restore) => texts.versions_before_restore(),
        Some(Reason::TakeOver) => texts.versions_take_over(),
        Some(Reason::Auto) | None => texts.versions_auto(),
    }
}
