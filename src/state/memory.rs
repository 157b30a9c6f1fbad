//! Small things remembered in this browser: the language and which document was open.

use crate::mode::Mode;

/// Key of the chosen language.
pub const LANGUAGE: &str = "iphc-language";
/// Key of the id of the open document.
pub const OPEN: &str = "iphc-open";

/// Key of the text of the station's rule pack in use.
pub const PACK: &str = "iphc-pack";
/// Key of the name of its file.
pub const PACK_NAME: &str = "iphc-pack-name";

/// Key of the id of the document that has changes not written yet: still there at the next start, the page has crashed.
pub const WRITING: &str = "iphc-writing";
/// Key of what was not written yet when the page went away, as an entry of the journal.
pub const RESCUE: &str = "iphc-rescue";

/// What is remembered under a key; nothing where storage is refused, or the browser is not to keep anything.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    if !Mode::here().keeps() {
        return None;
    }
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Remembers a text and says whether it will be there at the next visit: where storage is refused or full it is
/// forgotten with the page.
pub fn remember(key: &str, text: &str) -> bool {
    if !Mode::here().keeps() {
        return false;
    }
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(storage))) => storage.set_item(key, text).is_ok(),
        _ => false,
    }
}

/// Forgets what is remembered under a key.
pub fn forget_key(key: &str) {
    if !Mode::here().keeps() {
        return;
    }
    if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.local_storage()) {
        // Where storage is refused there is nothing to forget.
        let _ = storage.remove_item(key);
    }
}
