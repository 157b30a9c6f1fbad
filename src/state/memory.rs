//! Small things remembered in this browser: the language and which document was open.

/// Key of the chosen language.
pub const LANGUAGE: &str = "iphc-language";
/// Key of the id of the open document.
pub const OPEN: &str = "iphc-open";

/// What is remembered under a key; nothing where storage is refused.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Remembers a text; where storage is refused it is forgotten with the page.
pub fn remember(key: &str, text: &str) {
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        let _ = storage.set_item(key, text);
    }
}
