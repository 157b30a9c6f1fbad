//! What a person should know about where the document is kept: said beside every screen until it is closed or over.

use yew::prelude::*;

use super::TakeOver;
use crate::format::clock;
use crate::hooks::{use_dossier, use_save_file, use_session, use_texts};
use crate::route::{Route, go};
use crate::state::{Hold, Loss, Notice, Saved, SessionEdit, Trouble, keeper};
use crate::texts::Texts;

/// How many losses are listed.
const LOSSES: usize = 50;

/// The notices of the session, newest last.
#[component]
pub fn KeepingNotices() -> Html {
    let texts = use_texts();
    let handle = use_session();
    let blank = use_dossier().is_blank();
    let save = use_save_file();
    let session = &handle.session;
    let notices = session.notices.iter().enumerate().map(|(place, notice)| {
        let close = {
            let handle = handle.clone();
            Callback::from(move |_: MouseEvent| handle.change(SessionEdit::Close(place)))
        };
        let act = match notice {
            Notice::Replaced(id, _) => {
                let (handle, id) = (handle.clone(), id.clone());
                Some((texts.notice_replaced_back(), Callback::from(move |_: MouseEvent| handle.open_kept(id.clone()))))
            }
            Notice::Recovered(_) => {
                Some((texts.versions_title(), Callback::from(|_: MouseEvent| go(&Route::Versions))))
            }
            _ => None,
        };
        html! {
            <div key={place} class={classes!("update", warns(notice).then_some("update--warn"))} role="status">
                <span>{ words(notice, texts) }</span>
                if let Some((label, onclick)) = act {
                    <button type="button" class="button button--small" {onclick}>{ label }</button>
                }
                <button type="button" class="button button--small button--quiet" onclick={close}>{ texts.close() }</button>
                if let Notice::Salvaged(losses) = notice {
                    { list(losses, texts) }
                }
            </div>
        }
    });
    let trouble = match session.saved {
        Saved::Nowhere(trouble) => Some(match trouble {
            Trouble::Full => texts.trouble_full(),
            Trouble::Refused => texts.trouble_refused(),
            Trouble::Failed => texts.trouble_failed(),
        }),
        _ => None,
    };

    html! {
        <>
            for notice in notices {
                { notice }
            }
            if session.hold == Hold::Elsewhere && !blank {
                <TakeOver />
            }
            if let Some(trouble) = trouble {
                <div class="update update--bad" role="alert">
                    <span>{ trouble }</span>
                    if !blank {
                        <button type="button" class="button button--small" onclick={move |_: MouseEvent| save.emit(())}>
                            { texts.save_file() }
                        </button>
                        <button type="button" class="button button--small button--quiet" onclick={|_: MouseEvent| keeper().flush()}>
                            { texts.trouble_again() }
                        </button>
                    }
                </div>
            }
        </>
    }
}

const fn warns(notice: &Notice) -> bool {
    !matches!(notice, Notice::Replaced(..) | Notice::Migrated(_))
}

fn words(notice: &Notice, texts: Texts) -> String {
    match notice {
        Notice::Recovered(time) => texts.notice_recovered(&clock(*time)),
        Notice::Evicted => texts.notice_evicted().to_owned(),
        Notice::Replaced(_, name) if name.is_empty() => texts.notice_replaced_unnamed().to_owned(),
        Notice::Replaced(_, name) => texts.notice_replaced(name),
        Notice::Salvaged(losses) => texts.notice_salvaged(losses.len()),
        Notice::Migrated(version) => texts.notice_migrated(&version.to_string()),
        Notice::Newer => texts.notice_newer().to_owned(),
        Notice::Altered => texts.notice_altered().to_owned(),
    }
}

/// What was lost, where.
fn list(losses: &[Loss], texts: Texts) -> Html {
    html! {
        <details>
            <summary>{ texts.notice_salvaged_list() }</summary>
            <ul>
                for loss in losses.iter().take(LOSSES) {
                    <li>
                        if let Some(line) = loss.line {
                            { texts.notice_salvaged_line(&line.to_string()) }{ " " }
                        }
                        if !loss.path.is_empty() {
                            <code>{ loss.path.clone() }</code>{ " " }
                        }
                        { loss.text.clone() }
                    </li>
                }
            </ul>
        </details>
    }
}
