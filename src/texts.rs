//! Every sentence of the app, as typed functions generated from `locales/` by the build script.

use ip_health_engine::rules::Language;

/// The texts of one language. Copy it freely: it is only the choice of language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Texts(Language);

impl Texts {
    /// The texts of `language`.
    #[must_use]
    pub const fn new(language: Language) -> Self {
        Texts(language)
    }

    /// The language, for texts that the engine holds.
    #[must_use]
    pub const fn language(self) -> Language {
        self.0
    }

    /// The language tag of HTML and `Intl`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self.0 {
            Language::Chinese => "zh-CN",
            Language::English => "en",
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));
