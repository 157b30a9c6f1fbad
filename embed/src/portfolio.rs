//! Lists of rights in.

use ip_health_engine::exchange::{Flow, ImportOptions};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answer;
use crate::fault::Fault;
use crate::options::object;

/// Reads a list of rights: the rights and an account of every row, as JSON. `on_progress` is called with the progress as
/// JSON now and then; it stops the import by answering `false`.
///
/// # Errors
/// A file that is no list; one of an unknown layout, with the layout in the details; `cancelled`.
#[wasm_bindgen(js_name = readPortfolio)]
pub fn read_portfolio(
    bytes: &[u8],
    file_name: &str,
    options: &str,
    on_progress: Option<Function>,
) -> Result<String, Fault> {
    let options: ImportOptions = object(options).map_err(|fault| fault.within("options"))?;
    let import = ip_health_engine::exchange::read_portfolio(bytes, file_name, &options, &mut |progress| {
        let Some(listener) = &on_progress else { return Flow::Continue };
        let text = serde_json::to_string(&progress).unwrap_or_default();
        match listener.call1(&JsValue::NULL, &text.into()) {
            Ok(go_on) if go_on != JsValue::FALSE => Flow::Continue,
            _ => Flow::Cancel,
        }
    })?;
    answer(&import)
}
