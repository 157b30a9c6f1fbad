//! The other language.

use ip_health_engine::rules::Language;
use yew::prelude::*;

use crate::hooks::use_language;

/// Switches to the other language; what is being typed stays.
#[component]
pub fn LanguageSwitch() -> Html {
    let choice = use_language();
    let texts = choice.texts;
    let (other, tag) = match texts.language() {
        Language::Chinese => (Language::English, "en"),
        Language::English => (Language::Chinese, "zh-CN"),
    };
    let onclick = choice.choose.reform(move |_| other);

    html! {
        <button type="button" class="language" lang={tag} aria-label={texts.language_other_label()} {onclick}>
            { texts.language_other() }
        </button>
    }
}
