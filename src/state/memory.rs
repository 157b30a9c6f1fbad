//! Small things remembered in this browser: the language and which document was open.

use web_sys::Storage;

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

/// Where this browser remembers; nothing where it refuses, and where it is not the enterprise's own.
fn storage() -> Option<Storage> {
    let window = web_sys::window().filter(|_| Mode::here().keeps())?;
    window.local_storage().ok().flatten()
}

/// What is remembered under a key; nothing where storage is refused.
#[must_use]
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

/// Remembers a text and says whether it will be there at the next visit: where storage is refused or full it is
/// forgotten with the page.
pub fn remember(key: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Forgets what is remembered under a key.
pub fn forget_key(key: &str) {
    if let Some(storage) = storage() {
        // Where storage is refused there is nothing to forget.
        let _ = storage.remove_item(key);
    }
}
