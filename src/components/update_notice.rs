//! A newer build is on this computer: said quietly, applied only when nothing can be lost.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::boot;
use crate::hooks::{use_session, use_texts};
use crate::state::Saved;

/// How far the newer build is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// There is none, or the notice was closed.
    Absent,
    /// It waits for the next start.
    Waiting,
    /// It was asked for, but other windows still run this build.
    Refused,
}

/// Says that a newer build will be used at the next start, and offers it at once while nothing is unsaved.
#[component]
pub fn UpdateNotice() -> Html {
    let texts = use_texts();
    let saved = use_session().session.saved;
    let stage = use_state_eq(|| if boot::has_update() { Stage::Waiting } else { Stage::Absent });
    {
        let stage = stage.clone();
        use_effect_with((), move |()| {
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, boot::UPDATE_EVENT, move |_| stage.set(Stage::Waiting)));
            move || drop(listener)
        });
    }
    if *stage == Stage::Absent {
        return Html::default();
    }
    let apply = {
        let stage = stage.clone();
        move |_: MouseEvent| {
            let stage = stage.clone();
            boot::apply_update(move || stage.set(Stage::Refused));
        }
    };
    let words = if *stage == Stage::Refused { texts.update_other_windows() } else { texts.update_ready() };
    let close = move |_: MouseEvent| stage.set(Stage::Absent);
    html! {
        <div class="update" role="status">
            <span>{ words }</span>
            if !matches!(saved, Saved::Nowhere(_)) {
                <button type="button" class="button button--small" onclick={apply}>{ texts.update_apply() }</button>
            }
            <button type="button" class="button button--small button--quiet" onclick={close}>{ texts.close() }</button>
        </div>
    }
}
