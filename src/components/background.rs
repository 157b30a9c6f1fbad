//! What runs beside every screen.

use yew::prelude::*;

use super::{KeepingNotices, OpenSealed, UpdateNotice};
use crate::hooks::{use_autosave, use_computed, use_hold, use_loading_rules, use_restore};

/// Brings back the work of the last visit, keeps the document saved, loads the rules and has the document assessed:
/// after every keystroke without the action plan, a moment later with it. Shows nothing unless there is something to know.
#[component]
pub fn Background() -> Html {
    use_restore();
    use_hold();
    use_autosave();
    use_loading_rules();
    use_computed();
    html! { <div class="notices"><KeepingNotices /><UpdateNotice /><OpenSealed /></div> }
}
