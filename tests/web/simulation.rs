//! A simulation shared among workers, against workers written here in a few lines of JavaScript each.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ip_health_check::worker::Simulate;
use ip_health_check::worker::messages::{Answer, Report, SimulateError, Simulated, Stage};
use ip_health_check::worker::progressive::{News, Progressive, simulate};
use ip_health_engine::valuation::simulation::{
    Correlations, DossierSettings, Histogram, PercentileRule, Percentiles, Sampler, SimulationOptions, SimulationResult,
};
use jiff::civil::date;
use js_sys::Function;
use serde_bytes::ByteBuf;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::platform::time::sleep;

use crate::support::{bytes, with_worker};

/// Places of the tasks among all tasks: the first byte of the message.
const SIMULATE: u8 = 5;
const PART: u8 = 6;
const MERGE: u8 = 7;

fn result(mean: f64) -> SimulationResult {
    SimulationResult {
        trials: 4_096,
        seed: "7".to_owned(),
        sampler: Sampler::Sobol,
        percentile_rule: PercentileRule::Smooth,
        percentiles: Percentiles::default(),
        mean,
        standard_deviation: 0.0,
        standard_error: 0.0,
        base: mean,
        below_base: 0.5,
        below: Vec::new(),
        histogram: Histogram::default(),
        convergence: Vec::new(),
        contributions: Vec::new(),
    }
}

fn first() -> Answer {
    Answer::Simulate(Ok(Box::new(Simulated {
        result: result(1.0),
        tornado: Vec::new(),
        inputs: Vec::new(),
        correlations: Correlations::default(),
        leans: Vec::new(),
        flips: Vec::new(),
    })))
}

/// A worker that answers each task by its kind, and tells the page that it started.
fn answers(parts: &str) -> String {
    let first = bytes(&Report::Done(first()));
    let merged = bytes(&Report::Done(Answer::MergeParts(Ok(Box::new(result(2.0))))));
    format!(
        "new BroadcastChannel('iphc-test').postMessage('started'); \
         onmessage = (event) => {{ switch (event.data[0]) {{ \
         case {SIMULATE}: return postMessage({first}); \
         case {PART}: {parts} \
         case {MERGE}: return postMessage({merged}); }} }};"
    )
}

fn answers_parts() -> String {
    let progress = bytes(&Report::Progress(Stage::SimulatePart(32_768)));
    let part = bytes(&Report::Done(Answer::SimulatePart(Ok(ByteBuf::from(vec![9])))));
    answers(&format!("postMessage({progress}); return postMessage({part});"))
}

/// The page with this worker, and what the simulation told.
struct Page {
    heard: Rc<RefCell<Vec<String>>>,
}

impl Page {
    fn with_worker(code: &str) -> Self {
        with_worker(code);
        let define = "window.iphcTestStarted = 0;\
                      window.iphcTestChannel?.close();\
                      window.iphcTestChannel = new BroadcastChannel('iphc-test');\
                      window.iphcTestChannel.onmessage = () => { window.iphcTestStarted += 1; };";
        Function::new_no_args(define).call0(&JsValue::NULL).unwrap();
        Self { heard: Rc::default() }
    }

    fn simulate(&self, trials: u32, workers: usize) -> Progressive {
        let job = Simulate {
            dossier: Rc::default(),
            as_of: date(2026, 11, 23),
            pool: None,
            settings: DossierSettings::default(),
            options: None,
        };
        let options = SimulationOptions {
            trials,
            seed: 7,
            sampler: Sampler::Sobol,
            percentiles: PercentileRule::Smooth,
            thresholds: Vec::new(),
        };
        let heard = Rc::clone(&self.heard);
        simulate(job, options, workers, move |news| {
            heard.borrow_mut().push(match news {
                News::First(_) => "first".to_owned(),
                News::Refined(result) => format!("refined {}", result.mean),
                News::Progress(done) => format!("progress {done}"),
                News::Done => "done".to_owned(),
                News::Refused(error) => format!("refused {error}"),
                News::Broken(broken) => format!("broken {}", broken.reason),
            });
        })
    }

    async fn wait_for(&self, line: &str) {
        for _ in 0..300 {
            if self.heard.borrow().iter().any(|heard| heard.starts_with(line)) {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
        panic!("never heard {line}: {:?}", self.heard.borrow());
    }

    fn count(&self, line: &str) -> usize {
        self.heard.borrow().iter().filter(|heard| heard.starts_with(line)).count()
    }

    fn started(&self) -> f64 {
        Function::new_no_args("return window.iphcTestStarted").call0(&JsValue::NULL).unwrap().as_f64().unwrap()
    }
}

#[wasm_bindgen_test]
async fn a_small_simulation_is_one_picture() {
    let page = Page::with_worker(&answers_parts());
    let _simulation = page.simulate(1_000, 3);
    page.wait_for("done").await;
    assert_eq!(*page.heard.borrow(), ["first", "progress 1000", "done"]);
}

#[wasm_bindgen_test]
async fn a_large_simulation_is_refined_round_by_round_by_several_workers() {
    let page = Page::with_worker(&answers_parts());
    let _simulation = page.simulate(1_000_000, 3);
    page.wait_for("done").await;
    let heard = page.heard.borrow().clone();
    assert_eq!(heard.first().map(String::as_str), Some("first"));
    assert_eq!(page.count("refined 2"), 3, "at 65,536, at 262,144 and at the end: {heard:?}");
    // One part, then three, then three.
    assert_eq!(page.count("progress"), 7 + 1, "{heard:?}");
    assert_eq!(&heard[heard.len() - 2..], ["progress 1000000", "done"]);
    assert_eq!(page.started(), 1.0 + 3.0, "the one at hand and a crew of three");
}

#[wasm_bindgen_test]
async fn dropping_the_simulation_ends_its_busy_workers() {
    let busy = answers(&format!("postMessage({}); for (;;) {{}}", bytes(&Report::Progress(Stage::SimulatePart(1)))));
    let page = Page::with_worker(&busy);
    let simulation = page.simulate(1_000_000, 3);
    page.wait_for("progress").await;
    drop(simulation);
    let heard = page.heard.borrow().len();
    sleep(Duration::from_millis(80)).await;
    assert_eq!(page.heard.borrow().len(), heard);
}

#[wasm_bindgen_test]
async fn what_the_engine_refuses_ends_the_simulation() {
    let refused = bytes(&Report::Done(Answer::SimulatePart(Err(SimulateError::NothingValued))));
    let page = Page::with_worker(&answers(&format!("return postMessage({refused});")));
    let _simulation = page.simulate(65_536, 2);
    page.wait_for("refused").await;
    assert_eq!(page.count("done"), 0);
}

#[wasm_bindgen_test]
async fn the_death_of_a_worker_is_told() {
    let page = Page::with_worker(&answers("throw new Error('out of memory');"));
    let _simulation = page.simulate(65_536, 2);
    page.wait_for("broken").await;
    assert!(page.heard.borrow().last().is_some_and(|line| line.contains("out of memory")));
}
