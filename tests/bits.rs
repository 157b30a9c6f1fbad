//! The same bits natively and in the browser, over a thousand dossiers: `cargo xtask test bits`.
//!
//! The step runs the example `digest` of the engine natively and hands its lines to this test, which finds them anew in
//! WebAssembly.
#![cfg(target_arch = "wasm32")]

#[path = "../engine/tests/support/differences.rs"]
mod differences;
#[path = "../engine/tests/support/digest.rs"]
mod digest;
#[path = "../engine/tests/support/varied.rs"]
mod varied;

use ip_health_engine::rules::RulePack;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What the native program printed; set by the step when it builds this test.
const NATIVE: Option<&str> = option_env!("NATIVE_DIGESTS");

#[wasm_bindgen_test]
fn a_thousand_assessments_have_the_bits_of_the_native_ones() {
    let native: Vec<&str> = NATIVE.expect("cargo xtask test bits runs this test").split(';').collect();
    assert_eq!(native.len() as u64, digest::DOSSIERS);
    let pack = RulePack::built_in().expect("the pack is built in");
    let here = (0..digest::DOSSIERS).map(|number| digest::line(number, &pack));
    let different = differences::differences(here, &native);
    assert!(different.is_empty(), "{} of {} differ:\n{}", different.len(), digest::DOSSIERS, different.join("\n"));
}
