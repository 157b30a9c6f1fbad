//! Messages between page and worker as bytes in postcard's form: a tenth of the code that structured clone through
//! serde takes in the page, and quicker. Both sides come from one build, so the form needs no names.

use js_sys::Uint8Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A message as a value that `postMessage` takes.
///
/// # Errors
/// If the message holds what the form cannot, as a sequence of unknown length.
pub fn encode(message: &impl Serialize) -> Result<Uint8Array, postcard::Error> {
    postcard::to_allocvec(message).map(|bytes| Uint8Array::from(bytes.as_slice()))
}

/// The message in a value that `postMessage` brought.
///
/// # Errors
/// If the value is not such a message; page and worker come from one build, so that is a defect.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, postcard::Error> {
    let bytes = value.dyn_into::<Uint8Array>().map_err(|_| postcard::Error::DeserializeBadEncoding)?;
    postcard::from_bytes(&bytes.to_vec())
}
