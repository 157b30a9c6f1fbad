//! The page's side of the worker, against workers written here in a line of JavaScript each.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use ip_health_check::worker::codec::{decode, encode};
use ip_health_check::worker::messages::{Answer, Report, Stage, Task};
use ip_health_check::worker::{Handle, ReadPortfolio, run};
use ip_health_engine::exchange::{Column, ImportError, ImportOptions, ImportStage, LayoutQuery, Mapping, Progress};
use wasm_bindgen_test::wasm_bindgen_test;
use yew::platform::time::sleep;

use crate::support::{bytes, with_worker};

/// A worker that reports the number of tasks it had, then answers.
fn answers() -> String {
    let counts: Vec<String> = (1..=2).map(|done| bytes(&progress(done))).collect();
    let done = bytes(&Report::Done(Answer::ReadPortfolio(Err(ImportError::Empty))));
    format!(
        "let tasks = 0; const counts = [{}]; \
         onmessage = () => {{ postMessage(counts[tasks++]); postMessage({done}); }};",
        counts.join(", ")
    )
}

/// A worker that computes for ever, so that no message can reach it.
fn busy() -> String {
    format!("onmessage = () => {{ postMessage({}); for (;;) {{}} }};", bytes(&progress(1)))
}

/// A worker that dies over its task.
fn dies() -> String {
    "onmessage = () => { throw new Error('out of memory'); };".to_owned()
}

fn progress(done: u32) -> Report {
    Report::Progress(Stage::ReadPortfolio(Progress { stage: ImportStage::Reading, done, total: None }))
}

#[wasm_bindgen_test]
fn a_task_keeps_its_bytes_and_its_options() {
    let options = ImportOptions {
        mapping: Some(Mapping {
            sheet: 1,
            header_row: 3,
            columns: BTreeMap::from([(0, Column::Title), (12, Column::FilingDate)]),
            ..Mapping::default()
        }),
        show_layout: Some(LayoutQuery { sheet: None, header_row: Some(0) }),
        ..ImportOptions::default()
    };
    let message = encode(&Task::ReadPortfolio(job(options.clone()))).unwrap();
    let Task::ReadPortfolio(read) = decode(message.into()).unwrap() else { panic!("another task") };
    assert_eq!((read.bytes, read.file_name, read.options), (vec![0, 255, 7], "专利.xlsx".to_owned(), options));
}

#[wasm_bindgen_test]
fn an_answer_keeps_its_reason() {
    let error = ImportError::Damaged { detail: "no sheet".to_owned() };
    let message = encode(&Report::Done(Answer::ReadPortfolio(Err(error.clone())))).unwrap();
    let Report::Done(Answer::ReadPortfolio(read)) = decode(message.into()).unwrap() else { panic!("another message") };
    assert_eq!(read, Err(error));
}

#[wasm_bindgen_test]
async fn progress_comes_before_the_result() {
    let page = Page::with_worker(&answers());
    let _handle = page.start();
    page.wait_for(2).await;
    assert_eq!(page.heard(), ["progress 1", "done Err(Empty)"]);
}

#[wasm_bindgen_test]
async fn a_finished_worker_serves_the_next_task() {
    let page = Page::with_worker(&answers());
    let _first = page.start();
    page.wait_for(2).await;
    let _second = page.start();
    page.wait_for(4).await;
    assert_eq!(page.heard(), ["progress 1", "done Err(Empty)", "progress 2", "done Err(Empty)"]);
}

#[wasm_bindgen_test]
async fn dropping_the_handle_ends_a_busy_worker() {
    let page = Page::with_worker(&busy());
    let handle = page.start();
    page.wait_for(1).await;
    drop(handle);
    sleep(Duration::from_millis(50)).await;
    assert_eq!(page.heard(), ["progress 1"]);
    let next = Page::with_worker(&answers());
    let _handle = next.start();
    next.wait_for(2).await;
    assert_eq!(next.heard().len(), 2);
}

#[wasm_bindgen_test]
async fn the_death_of_a_worker_is_a_result() {
    let page = Page::with_worker(&dies());
    let _handle = page.start();
    page.wait_for(1).await;
    let heard = page.heard();
    assert!(heard[0].starts_with("broken") && heard[0].contains("out of memory"), "{heard:?}");
}

fn job(options: ImportOptions) -> ReadPortfolio {
    ReadPortfolio { bytes: vec![0, 255, 7], file_name: "专利.xlsx".to_owned(), options }
}

/// What `web/boot.js` gives, with a worker of our own; and what the callbacks heard.
struct Page {
    heard: Rc<RefCell<Vec<String>>>,
}

impl Page {
    fn with_worker(code: &str) -> Self {
        with_worker(code);
        Self { heard: Rc::default() }
    }

    fn start(&self) -> Handle {
        let (progress, done) = (Rc::clone(&self.heard), Rc::clone(&self.heard));
        run(
            job(ImportOptions::default()),
            move |report| progress.borrow_mut().push(format!("progress {}", report.done)),
            move |outcome| {
                let line = match outcome {
                    Ok(import) => format!("done {:?}", import.map(|import| import.rows.len())),
                    Err(broken) => format!("broken {}", broken.reason),
                };
                done.borrow_mut().push(line);
            },
        )
    }

    /// Waits until the callbacks ran so many times; a test that waits in vain fails on what it heard.
    async fn wait_for(&self, callbacks: usize) {
        for _ in 0..200 {
            if self.heard.borrow().len() >= callbacks {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    fn heard(&self) -> Vec<String> {
        self.heard.borrow().clone()
    }
}
