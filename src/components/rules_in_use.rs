//! The rules in use, in the bar on top: named where they are not those of this build, or not of today.

use yew::prelude::*;

use crate::hooks::{use_loaded_rules, use_pack, use_session, use_texts};
use crate::route::Route;
use crate::state::today;

/// A link to the rules, with the name of a station's pack and the day that was chosen; nothing else to say, nothing there.
#[component]
pub fn RulesInUse() -> Html {
    let texts = use_texts();
    let session = use_session().session;
    let state = use_pack();
    let rules = use_loaded_rules();
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
