//! Browser tests of the app, one binary: `cargo xtask test web`.
#![cfg(target_arch = "wasm32")]

mod chart;
mod import;
mod simulation;
mod star;
mod support;
mod worker;

use ip_health_check::App;
use support::Mounted;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn app_shows_a_heading() {
    let app = Mounted::<App>::new().await;
    assert_eq!(app.count("h1"), 1);
    assert!(!app.find("h1").inner_text().is_empty());
}
