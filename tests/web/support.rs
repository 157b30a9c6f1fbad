//! A component in the page for the length of one test.

use ip_health_check::worker::codec::encode;
use ip_health_check::worker::end_idle;
use ip_health_check::worker::messages::Report;
use js_sys::Function;
use wasm_bindgen::JsValue;
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, BaseComponent};

/// Has every worker from now on run this code, as a page that `web/boot.js` has sealed.
pub fn with_worker(code: &str) {
    // Those of another test would answer as they were told there.
    end_idle();
    let define = "const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));\
                  window.iphc = { sealed: () => Promise.resolve(), startWorker: () => new Worker(url) };";
    Function::new_with_args("code", define).call1(&JsValue::NULL, &code.into()).unwrap();
}

/// A component mounted in an element of its own. Leaves nothing behind when dropped.
pub struct Mounted<C: BaseComponent> {
    root: Element,
    handle: Option<AppHandle<C>>,
}

impl<C: BaseComponent> Mounted<C> {
    /// Mounts with default properties and waits for the first rendering.
    pub async fn new() -> Self
    where
        C::Properties: Default,
    {
        Self::with(C::Properties::default()).await
    }

    /// Mounts with `properties` and waits for the first rendering.
    pub async fn with(properties: C::Properties) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&root).unwrap();
        let handle = yew::Renderer::<C>::with_root_and_props(root.clone(), properties).render();
        yew::platform::time::sleep(std::time::Duration::ZERO).await;
        yew::scheduler::flush().await;
        Self { root, handle: Some(handle) }
    }

    /// The first element that matches `selector`.
    pub fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        wasm_bindgen::JsCast::unchecked_into(found.unwrap_or_else(|| panic!("no element matches {selector}")))
    }

    /// How many elements match `selector`.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }
}

impl<C: BaseComponent> Drop for Mounted<C> {
    fn drop(&mut self) {
        // Taken down between tests: a live app goes on rendering under the next one.
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
        self.root.remove();
    }
}

/// A worker's message as an expression of JavaScript, for workers written in a line of it.
pub fn bytes(message: &Report) -> String {
    format!("new Uint8Array({:?})", encode(message).unwrap().to_vec())
}
