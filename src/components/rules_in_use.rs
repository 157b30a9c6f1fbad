//! The rules in use, in the bar on top: named where they are not those of this build, or not of today.

use ip_health_engine::EARLIEST_DAY;
use jiff::civil::Date;
use web_sys::Storage;
use yew::prelude::*;

use crate::hooks::{use_loaded_rules, use_pack, use_session, use_texts};
use crate::mode::Mode;
use crate::route::Route;
use crate::state::{SessionEdit, today};

/// Key of the chosen day in the storage of this tab: it outlives a reload, not the visit.
const DAY: &str = "iphc-as-of";

fn of_tab() -> Option<Storage> {
    web_sys::window().filter(|_| Mode::here().keeps())?.session_storage().ok()?
}

/// Keeps the day that was chosen over a reload of the page.
#[hook]
fn use_kept_day() {
    let session = use_session();
    let as_of = session.session.as_of;
    let first = use_mut_ref(|| true);
    use_effect_with(as_of, move |as_of| {
        let Some(storage) = of_tab() else { return };
        if first.replace(false) {
            let kept = storage.get_item(DAY).ok().flatten().and_then(|day| day.parse::<Date>().ok());
            if let Some(day) = kept.filter(|day| EARLIEST_DAY <= *day && day != as_of) {
                session.change(SessionEdit::AsOf(day));
                return;
            }
        }
        // Where storage is refused the day is forgotten with the page.
        let _ = if *as_of == today() { storage.remove_item(DAY) } else { storage.set_item(DAY, &as_of.to_string()) };
    });
}

/// A link to the rules, with the name of a station's pack and the day that was chosen; nothing else to say, nothing there.
#[component]
pub fn RulesInUse() -> Html {
    let texts = use_texts();
    let session = use_session().session;
    let state = use_pack();
    let rules = use_loaded_rules();
    use_kept_day();
    let Some((state, rules)) = state.zip(rules) else { return Html::default() };
    let refused = state.refused.as_ref().map(|(name, _)| texts.rules_badge_refused(name));
    let named = state.active.is_some().then(|| rules.pack().title.get(texts.language()).to_owned());
    let day = (session.as_of != today()).then(|| texts.rules_badge_day(&session.as_of.to_string()));
    let words: Vec<String> = [refused, named, day].into_iter().flatten().collect();
    if words.is_empty() {
        return Html::default();
    }
    html! {
        <a class="bar__rules" href={Route::Rules.to_string()} title={texts.rules_title()}>{ words.join(" · ") }</a>
    }
}
