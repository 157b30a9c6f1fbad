//! Ends a visit: everything that was typed is gone with the page, and nothing leads back to it.

use crate::boot;

/// Wipes the terminal and comes back to its first screen.
///
/// Nothing was written anywhere, so memory is all there is: the page is loaded anew, with new memory for the app and its
/// workers, and its address and history say nothing. Copying is switched off, so the clipboard was never ours.
pub fn wipe() {
    // Until the page is gone, whoever comes next sees an empty one.
    let root = boot::root();
    // Setting an attribute of this name cannot fail.
    let _ = root.set_attribute("hidden", "");
    boot::restart();
}
