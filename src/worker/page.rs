//! The page's side: finds a worker, hands it a task, hears its reports, ends it when nobody waits any more.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use super::codec;
use super::messages::{Job, Order, Report};
use crate::boot;

thread_local! {
    /// Where the workers of [`run`] wait.
    static COMMON: Rc<Bench> = Rc::new(Bench { idle: RefCell::default(), kept: KEPT });
    /// The text of the station's pack in use.
    static PACK: RefCell<Option<Rc<str>>> = const { RefCell::new(None) };
}

/// Has every task from now on done under a station's pack, which [`ReadPack`](super::ReadPack) has let pass; without
/// one under the rules of this build.
pub fn work_under(pack: Option<Rc<str>>) {
    PACK.set(pack);
}

/// Ends the workers that wait for a task of [`run`]; the next task starts one anew. For tests, which follow each other in
/// one page.
pub fn end_idle() {
    COMMON.with(|common| common.end());
}

/// How many idle workers are kept: one that assesses at every keystroke, one for the task beside it.
const KEPT: usize = 2;

/// The most workers of a [`Crew`]: more gain little and each holds its own wasm in memory.
const MOST: usize = 4;

/// Workers that finished their task and wait for the next: one that starts reads the rules first.
struct Bench {
    idle: RefCell<Vec<Worker>>,
    kept: usize,
}

/// Workers for one large piece of work in parts. They start when they are first needed and end with the crew.
pub struct Crew(Rc<Bench>);

/// How many workers such a piece of work may have: as many as the machine has cores, from one to four.
#[must_use]
pub fn crew_size() -> usize {
    let cores = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    (cores as usize).clamp(1, MOST)
}

impl Crew {
    /// A crew of at most `size` workers at work.
    #[must_use]
    pub fn new(size: usize) -> Self {
        Crew(Rc::new(Bench { idle: RefCell::default(), kept: size }))
    }

    /// As [`run`], by a worker of this crew. The caller keeps to its size.
    pub fn run<J: Job + 'static>(
        &self,
        job: J,
        on_progress: impl Fn(J::Progress) + 'static,
        on_done: impl FnOnce(Result<J::Output, Broken>) + 'static,
    ) -> Handle {
        run_on(Rc::clone(&self.0), job, on_progress, on_done)
    }
}

/// The worker did not start, or died over its task.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the worker stopped: {reason}")]
pub struct Broken {
    /// What the browser said; for a report of the fault, not for a sentence to a user.
    pub reason: String,
}

/// A running task. Dropping it cancels the task: no callback runs afterwards, and a worker in the midst of it is ended.
#[must_use = "dropping the handle cancels the task"]
pub struct Handle {
    _run: Rc<dyn Cancel>,
}

/// Gives a job to a worker.
///
/// `on_progress` may run any number of times, then `on_done` once. Both run in later turns of the event loop, never
/// before this function returns.
pub fn run<J: Job + 'static>(
    job: J,
    on_progress: impl Fn(J::Progress) + 'static,
    on_done: impl FnOnce(Result<J::Output, Broken>) + 'static,
) -> Handle {
    run_on(COMMON.with(Rc::clone), job, on_progress, on_done)
}

fn run_on<J: Job + 'static>(
    bench: Rc<Bench>,
    job: J,
    on_progress: impl Fn(J::Progress) + 'static,
    on_done: impl FnOnce(Result<J::Output, Broken>) + 'static,
) -> Handle {
    let run = Rc::new(Run::<J> {
        bench,
        on_progress: Box::new(on_progress),
        on_done: RefCell::new(Some(Box::new(on_done))),
        link: RefCell::new(None),
    });
    let weak = Rc::downgrade(&run);
    spawn_local(async move {
        let sealed = boot::sealed().await;
        // None if the handle was dropped meanwhile.
        let Some(run) = weak.upgrade() else { return };
        match sealed.and_then(|()| run.bench.find_or_start()) {
            Ok(worker) => {
                let pack = PACK.with_borrow(Option::clone);
                run.start(worker, &Order { task: job.into_task(), pack });
            }
            Err(error) => run.finish(Err(broken(&error))),
        }
    });
    Handle { _run: run }
}

/// Lets a [`Handle`] own a run without knowing its job.
trait Cancel {}

type OnDone<T> = Box<dyn FnOnce(Result<T, Broken>)>;

struct Run<J: Job> {
    bench: Rc<Bench>,
    on_progress: Box<dyn Fn(J::Progress)>,
    on_done: RefCell<Option<OnDone<J::Output>>>,
    link: RefCell<Option<Link>>,
}

/// A worker at work and the closures it calls.
struct Link {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl<J: Job> Cancel for Run<J> {}

impl<J: Job + 'static> Run<J> {
    fn start(self: &Rc<Self>, worker: Worker, order: &Order) {
        let on_message = listener(Rc::downgrade(self), |run, event: MessageEvent| run.hear(event.data()));
        let on_error = listener(Rc::downgrade(self), |run, event: ErrorEvent| {
            run.finish(Err(Broken { reason: event.message() }));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let posted = codec::encode(order)
            .map_err(|error| JsValue::from(error.to_string()))
            .and_then(|message| worker.post_message_with_transfer(&message, &Array::of1(&message.buffer())));
        self.link.replace(Some(Link { worker, _on_message: on_message, _on_error: on_error }));
        if let Err(error) = posted {
            self.finish(Err(broken(&error)));
        }
    }

    fn hear(&self, message: JsValue) {
        match codec::decode(message) {
            Ok(Report::Progress(stage)) => {
                if let Some(progress) = J::progress(stage) {
                    (self.on_progress)(progress);
                }
            }
            Ok(Report::Done(answer)) => {
                let outcome =
                    J::output(answer).ok_or_else(|| Broken { reason: "an answer to another task".to_owned() });
                if let Some(link) = self.link.take() {
                    self.bench.keep(link.release());
                }
                self.finish(outcome);
            }
            Err(error) => self.finish(Err(Broken { reason: error.to_string() })),
        }
    }

    fn finish(&self, outcome: Result<J::Output, Broken>) {
        if let Some(link) = self.link.take() {
            link.release().terminate();
        }
        if let Some(on_done) = self.on_done.take() {
            on_done(outcome);
        }
    }
}

impl<J: Job> Drop for Run<J> {
    fn drop(&mut self) {
        // Still linked, so still at work: the task was cancelled.
        if let Some(link) = self.link.take() {
            link.release().terminate();
        }
    }
}

impl Link {
    /// The worker, which from now on calls nobody.
    fn release(self) -> Worker {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker
    }
}

impl Bench {
    /// An idle worker; else a new one.
    fn find_or_start(&self) -> Result<Worker, JsValue> {
        let idle = self.idle.borrow_mut().pop();
        idle.map_or_else(boot::start_worker, Ok)
    }

    /// Keeps a worker that is done; ends it when enough are kept.
    fn keep(&self, worker: Worker) {
        let mut idle = self.idle.borrow_mut();
        if idle.len() < self.kept {
            idle.push(worker);
        } else {
            worker.terminate();
        }
    }

    fn end(&self) {
        for idle in self.idle.borrow_mut().drain(..) {
            idle.terminate();
        }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        self.end();
    }
}

fn listener<J: Job + 'static, E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    run: Weak<Run<J>>,
    heard: impl Fn(&Run<J>, E) + 'static,
) -> Closure<dyn FnMut(E)> {
    Closure::new(move |event: E| {
        // Held for the length of the call: a callback may drop the handle.
        if let Some(run) = run.upgrade() {
            heard(&run, event);
        }
    })
}

fn broken(error: &JsValue) -> Broken {
    let text = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    Broken { reason: text.unwrap_or_else(|| format!("{error:?}")) }
}
