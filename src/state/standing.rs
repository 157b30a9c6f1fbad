//! Whether the browser promises to keep what it holds for this page 持久保存: without the promise it may delete everything of
//! a page at once when the disk is nearly full.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

/// The browser's answer; `None` where it knows no such promise.
pub async fn promised() -> Option<bool> {
    answer(manager()?.persisted()).await
}

/// Asks for the promise unless it is given. Some browsers decide by themselves, others ask the user.
pub async fn ask() {
    let Some(manager) = manager() else { return };
    if promised().await == Some(false) {
        answer(manager.persist()).await;
    }
}

/// Missing in a page without a secure address.
fn manager() -> Option<StorageManager> {
    let navigator = web_sys::window()?.navigator();
    js_sys::Reflect::get(&navigator, &JsValue::from_str("storage")).ok()?.dyn_into().ok()
}

async fn answer(asked: Result<js_sys::Promise, JsValue>) -> Option<bool> {
    JsFuture::from(asked.ok()?).await.ok()?.as_bool()
}
