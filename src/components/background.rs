//! What runs beside every screen.

use yew::prelude::*;

use super::{HostBar, KeepingNotices, OpenSealed, UpdateNotice};
use crate::hooks::{use_autosave, use_computed, use_hold, use_loading_rules, use_restore, use_session};
use crate::mode::Mode;
use crate::state::SessionEdit;

/// Brings back the work of the last visit, keeps the document saved, loads the rules and has the document assessed:
/// after every keystroke without the action plan, a moment later with it. Shows nothing unless there is something to know.
#[component]
pub fn Background() -> Html {
    use_loading_rules();
    use_computed();
    let mode = Mode::here();
    html! {
        <>
            if mode.keeps() { <Keeping /> } else { <Forgetting /> }
            if mode == Mode::Embed { <HostBar /> }
            <div class="notices"><KeepingNotices /><UpdateNotice /><OpenSealed /></div>
        </>
    }
}

/// Loads the rules and nothing else: for a window that has no document, as the one on a workshop's projector.
#[component]
pub fn RulesAlone() -> Html {
    use_loading_rules();
    Html::default()
}

/// Keeps the document in this browser.
#[component]
fn Keeping() -> Html {
    use_restore();
    use_hold();
    use_autosave();
    Html::default()
}

/// There is no last visit to look for.
#[component]
fn Forgetting() -> Html {
    let session = use_session();
    use_effect_with((), move |()| session.change(SessionEdit::Restored));
    Html::default()
}
