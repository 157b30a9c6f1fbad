//! The worker's side: takes a task, works, reports.

use std::cell::RefCell;
use std::rc::Rc;

use ip_health_engine::rules::RulePack;
use ip_health_engine::station::lay_station_pack;
use js_sys::{Uint8Array, global};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use super::messages::{Answer, Order, Report, Task};
use super::simulating::simulated_sides;
use super::trying::Trying;
use super::{codec, tasks};

/// Answers messages for as long as the worker lives.
///
/// A task runs to its end before the next message is read; the page ends the worker to cancel one.
pub fn serve() {
    // A panic as an exception: the page hears its words, not just that code became unreachable.
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    let scope: DedicatedWorkerGlobalScope = global().unchecked_into();
    let built_in = RulePack::from_build(&Uint8Array::new(&rules_of_the_page()).to_vec()).unwrap_throw();
    let rules = RulesInUse { built_in, laid: RefCell::default() };
    let trying = Trying::default();
    let answering = scope.clone();
    let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        answer(&answering, &rules, &trying, event.data())
    });
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
}

#[wasm_bindgen]
extern "C" {
    /// The bytes of the rule pack, which `web/boot.js` sends before all else.
    #[wasm_bindgen(thread_local_v2, js_name = iphcRules)]
    static RULES: JsValue;
}

fn rules_of_the_page() -> JsValue {
    RULES.with(JsValue::clone)
}

/// The rules of this build, and the last station's pack that lay over them with what came of it.
struct RulesInUse {
    built_in: RulePack,
    laid: RefCell<Option<(Rc<str>, Rc<RulePack>)>>,
}

impl RulesInUse {
    /// The rules under a station's pack, which the page has had read before.
    fn under(&self, text: &Rc<str>) -> Rc<RulePack> {
        if let Some((known, rules)) = &*self.laid.borrow()
            && known == text
        {
            return Rc::clone(rules);
        }
        let rules = Rc::new(lay_station_pack(text, &self.built_in).unwrap_throw());
        self.laid.replace(Some((Rc::clone(text), Rc::clone(&rules))));
        rules
    }
}

fn answer(scope: &DedicatedWorkerGlobalScope, rules: &RulesInUse, trying: &Trying, message: JsValue) {
    // Whatever fails here is thrown: the page hears of it through the worker's `error` event.
    let Order { task, pack } = codec::decode(message).unwrap_throw();
    let report = |report: Report| {
        let message = codec::encode(&report).unwrap_throw();
        scope.post_message(&message).unwrap_throw();
    };
    let mut progress = |stage| report(Report::Progress(stage));
    let done = match (task, pack) {
        (Task::WhatIf(job), pack) => {
            let laid = pack.as_ref().map(|text| rules.under(text));
            trying.answer(&job, pack.as_deref(), laid.as_deref().unwrap_or(&rules.built_in))
        }
        (Task::Compare(job), Some(text)) => {
            let compared = tasks::compared(&job, &rules.under(&text), &rules.built_in);
            Answer::Compare(compared.map(Box::new))
        }
        (Task::SimulateSides(job), Some(text)) => {
            Answer::SimulateSides(simulated_sides(&job, &rules.under(&text), &rules.built_in).map(Box::new))
        }
        (task, Some(text)) if !matches!(task, Task::ReadPack(_)) => {
            tasks::perform(task, &rules.under(&text), &mut progress)
        }
        (task, _) => tasks::perform(task, &rules.built_in, &mut progress),
    };
    report(Report::Done(done));
}
