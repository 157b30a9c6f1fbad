//! What `web/boot.js` offers to the app: the sealed page, its workers, the proof, the notice of failure.

use std::cell::Cell;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Worker;

/// Name of the IndexedDB database that holds saved work. `web/boot.js` reads it when the app cannot.
pub const DATABASE: &str = "ip-health-check";

/// Name of the store in [`DATABASE`]. Its key path is `id`; a record is
/// `{ id, name, savedAt, file, seq }`: an id of ours, the name shown to people, the time of saving in ISO 8601
/// (compared as text, so always UTC with milliseconds) and the text of the `*.iphc.json` file.
pub const STORE: &str = "dossiers";

/// Name of the store in [`DATABASE`] of the edits since: key path `id` and `seq`; `seq` of a record of [`STORE`] is the last
/// edit in it. An entry puts `lines` in place of `removed` lines behind the `first` ones.
pub const JOURNAL: &str = "journal";

/// Name of the event on `window` after which [`Proof::now`] tells something new.
pub const PROOF_EVENT: &str = "iphc-proof";

/// Name of the event on `window` after which [`has_update`] is true.
pub const UPDATE_EVENT: &str = "iphc-update";

/// What the page can show to prove that nothing leaves 数据不出本机.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The policy that forbids every further request, or `None` while the page still loads its own files.
    pub policy: Option<String>,
    /// Requests made since the page was sealed.
    pub requests: u32,
    /// Attempts that the policy refused.
    pub violations: u32,
    /// The first 16 hexadecimal digits of the SHA-256 over all files of the build.
    pub build: String,
}

impl Proof {
    /// The proof at this moment; `None` where the page was not started by `web/boot.js`, as in tests.
    #[must_use]
    pub fn now() -> Option<Self> {
        Some(Self {
            policy: policy().ok()?,
            requests: requests().ok()?,
            violations: violations().ok()?,
            build: build().ok()?,
        })
    }
}

/// The element that the app fills. It holds the static shell until then.
///
/// # Panics
/// If the page has no element `app`, which `index.html` has.
#[must_use]
pub fn root() -> web_sys::Element {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .expect("index.html has an element with the id `app`")
}

thread_local! {
    /// What is done after the notice of failure is shown.
    static AFTER_FAILURE: Cell<Option<fn()>> = const { Cell::new(None) };
}

/// Replaces the page by the notice of failure, which offers the last saved file. For panics: nothing runs after it.
pub fn fail(reason: &str) {
    // Without boot.js there is no notice to show and no console that a user would read.
    let _ = fail_js(reason);
    if let Some(rescue) = AFTER_FAILURE.take() {
        rescue();
    }
}

/// Has this done once the notice of failure is shown, as putting aside what was typed last. It must not fail itself.
pub fn after_failure(rescue: fn()) {
    AFTER_FAILURE.set(Some(rescue));
}

/// The rule pack of this build, as `RulePack::from_build` takes it.
///
/// # Errors
/// If the file did not load, or the page was not started by `web/boot.js`.
pub async fn rules() -> Result<Vec<u8>, JsValue> {
    let bytes = JsFuture::from(rules_js()?).await?;
    Ok(js_sys::Uint8Array::new(&bytes).to_vec())
}

/// A station's rule pack that the address names, `?rules=`, hosted beside the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostedPack {
    /// The relative address.
    pub name: String,
    /// Its text, or why there is none.
    pub text: Result<String, NotHosted>,
}

/// Why a pack that the address names was not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotHosted {
    /// Not a relative address at or below the page.
    Address,
    /// Not there, too long, or not UTF-8 text.
    Load,
}

/// The pack that the address names; `None` where it names none.
///
/// # Errors
/// If the page was not started by `web/boot.js`, or its files did not load.
pub async fn pack() -> Result<Option<HostedPack>, JsValue> {
    let pack = JsFuture::from(pack_js()?).await?;
    let field = |name: &str| js_sys::Reflect::get(&pack, &name.into()).ok().and_then(|value| value.as_string());
    let Some(name) = field("name") else { return Ok(None) };
    let text = match (field("text"), field("error").as_deref()) {
        (Some(text), _) => Ok(text),
        (None, Some("address")) => Err(NotHosted::Address),
        (None, _) => Err(NotHosted::Load),
    };
    Ok(Some(HostedPack { name, text }))
}

/// What the file `station.json` beside the page of a public terminal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostedStation {
    /// Its text; nothing where it could not be read.
    pub text: Option<String>,
    /// Address of the picture that it names, in this page's own memory.
    pub logo: Option<String>,
}

/// The station's file; `None` where there is none, and anywhere but at a public terminal.
///
/// # Errors
/// If the page was not started by `web/boot.js`.
pub async fn station() -> Result<Option<HostedStation>, JsValue> {
    let station = JsFuture::from(station_js()?).await?;
    let field = |name: &str| js_sys::Reflect::get(&station, &name.into()).ok().and_then(|value| value.as_string());
    if !station.is_object() {
        return Ok(None);
    }
    let text = field("text").filter(|_| field("error").is_none());
    Ok(Some(HostedStation { text, logo: field("logo") }))
}

/// Loads the page again, at a public terminal from its first screen. Everything in memory is gone with the page.
pub fn restart() {
    // Without boot.js nobody sees a page that could be started again.
    let _ = restart_js();
}

/// The text of the file `embed.json` beside the page, which lists the hosts that may embed it; `None` where there is none.
///
/// # Errors
/// If the page was not started by `web/boot.js`, or its files did not load.
pub async fn hosts() -> Result<Option<String>, JsValue> {
    Ok(JsFuture::from(hosts_js()?).await?.as_string())
}

/// Waits until the page is sealed: from then on it has what a worker starts from.
///
/// # Errors
/// If the page's files did not load.
pub async fn sealed() -> Result<(), JsValue> {
    JsFuture::from(sealed_js()?).await.map(drop)
}

/// A new worker, which does what it is sent from now on.
///
/// # Errors
/// Before [`sealed`], and where the browser refuses a worker.
pub fn start_worker() -> Result<Worker, JsValue> {
    start_worker_js()
}

/// Whether the page comes from a host, from where it can be installed; the offline single file does not.
#[must_use]
pub fn is_hosted() -> bool {
    let protocol = web_sys::window().and_then(|window| window.location().protocol().ok());
    protocol.is_some_and(|protocol| protocol.starts_with("http"))
}

/// Whether a newer build is on this computer and waits to take over.
#[must_use]
pub fn has_update() -> bool {
    has_update_js().unwrap_or(false)
}

/// Lets the newer build take over, which loads the page again. Other open windows forbid it: then `on_refused` runs.
pub fn apply_update(on_refused: impl FnMut() + 'static) {
    // Without boot.js there is no update.
    let _ = apply_update_js(Closure::<dyn FnMut()>::new(on_refused).into_js_value());
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = iphc, js_name = hasUpdate, catch)]
    fn has_update_js() -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = applyUpdate, catch)]
    fn apply_update_js(on_refused: JsValue) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = sealed, catch)]
    fn sealed_js() -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = rules, catch)]
    fn rules_js() -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = hosts, catch)]
    fn hosts_js() -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = pack, catch)]
    fn pack_js() -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = station, catch)]
    fn station_js() -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = restart, catch)]
    fn restart_js() -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = startWorker, catch)]
    fn start_worker_js() -> Result<Worker, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, js_name = fail, catch)]
    fn fail_js(reason: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = iphc, catch)]
    fn build() -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, catch)]
    fn policy() -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, catch)]
    fn requests() -> Result<u32, JsValue>;

    #[wasm_bindgen(js_namespace = iphc, catch)]
    fn violations() -> Result<u32, JsValue>;
}
