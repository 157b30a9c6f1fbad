//! The worker's side: takes a task, works, reports.

use ip_health_engine::rules::RulePack;
use js_sys::{Uint8Array, global};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::messages::{Report, Task};
use super::{codec, tasks};

/// Answers messages for as long as the worker lives.
///
/// A task runs to its end before the next message is read; the page ends the worker to cancel one.
pub fn serve() {
    // A panic as an exception: the page hears its words, not just that code became unreachable.
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    let rules = RulePack::from_build(&Uint8Array::new(&rules_of_the_page()).to_vec()).unwrap_throw();
    let answering = scope.clone();
    let listener =
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| answer(&answering, &rules, event.data()));
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}

#[wasm_bindgen]
extern "C" {
    /// The bytes of the rule pack, which `web/boot.js` writes into the worker's script.
    #[wasm_bindgen(thread_local_v2, js_name = iphcRules)]
    static RULES: JsValue;
}

fn rules_of_the_page() -> JsValue {
    RULES.with(JsValue::clone)
}

fn answer(scope: &DedicatedWorkerGlobalScope, rules: &RulePack, message: JsValue) {
    // Whatever fails here is thrown: the page hears of it through the worker's `error` event.
    let task: Task = codec::decode(message).unwrap_throw();
    let report = |report: Report| {
        let message = codec::encode(&report).unwrap_throw();
        scope.post_message(&message).unwrap_throw();
    };
    let done = tasks::perform(task, rules, &mut |progress| report(Report::Progress(progress)));
    report(Report::Done(done));
}
