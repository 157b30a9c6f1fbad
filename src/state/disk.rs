//! Files on disk: read, and saved by download.

use std::cell::Cell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use crate::mode::Mode;

thread_local! {
    /// Whether this page gives files; a public terminal only where its station lets it.
    static GIVES: Cell<bool> = Cell::new(Mode::here() != Mode::Kiosk);
}

/// Whether this page gives files.
#[must_use]
pub fn may_give_files() -> bool {
    GIVES.get()
}

/// Lets a public terminal give files, or not.
pub fn give_files(may: bool) {
    GIVES.set(may);
}

/// Media type of spreadsheets, `.xlsx`.
pub const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The content of a file; `None` when the browser cannot read it, as with a folder.
pub async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Gives the user a file of this name.
///
/// # Errors
/// When the browser refuses to make the file.
pub fn download(name: &str, text: &str, media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    save(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// As [`download`], of bytes.
///
/// # Errors
/// When the browser refuses to make the file.
pub fn download_bytes(name: &str, bytes: &[u8], media_type: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let bytes = Array::of1(&Uint8Array::from(bytes).into());
    save(name, &Blob::new_with_u8_array_sequence_and_options(&bytes, &options)?)
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    if !may_give_files() {
        return Err(JsValue::NULL);
    }
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken its own reference by now or will within this turn; later is safer than at once.
    gloo_timers::callback::Timeout::new(10_000, move || drop(Url::revoke_object_url(&address))).forget();
    Ok(())
}
