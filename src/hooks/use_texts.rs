//! The language on screen.

use ip_health_engine::rules::Language;
use yew::prelude::*;

use crate::texts::Texts;

/// The chosen language and how to choose another.
#[derive(Clone, PartialEq)]
pub struct LanguageChoice {
    /// Texts of the chosen language.
    pub texts: Texts,
    /// Chooses; remembered in this browser.
    pub choose: Callback<Language>,
}

/// The texts of the chosen language; the caller renders anew when it changes.
#[hook]
pub fn use_texts() -> Texts {
    use_context::<LanguageChoice>().map(|choice| choice.texts).unwrap_or_default()
}

/// The chosen language and how to choose another.
#[hook]
pub fn use_language() -> LanguageChoice {
    use_context::<LanguageChoice>()
        .unwrap_or_else(|| LanguageChoice { texts: Texts::default(), choose: Callback::noop() })
}
