//! Messages between page and worker by structured clone: self-describing, so tagged enums survive, and bytes stay bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// A message as a value that `postMessage` takes.
///
/// # Errors
/// If the message holds what JavaScript cannot, as a whole number beyond 2⁵³.
pub fn encode(message: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    message.serialize(&serde_wasm_bindgen::Serializer::new())
}

/// The message in a value that `postMessage` brought.
///
/// # Errors
/// If the value is not such a message; page and worker come from one build, so that is a defect.
pub fn decode<T: DeserializeOwned>(value: JsValue) -> Result<T, serde_wasm_bindgen::Error> {
    serde_wasm_bindgen::from_value(value)
}
