//! A simulation that shows its first picture at once and refines it, its trials shared among workers.
//!
//! The first [`FIRST`] trials come with tornado and flip points from the worker at hand. Then the trials run in rounds;
//! a round is cut into parts, one a worker, and after it all parts so far are put together. Trial `i` is the same number
//! in every round and on every worker, so the picture settles and never starts anew, and the last one has the same bits
//! whatever the number of workers.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use ip_health_engine::valuation::simulation::{SimulationOptions, SimulationResult};
use serde_bytes::ByteBuf;

use super::messages::{Job, MergeParts, Simulate, SimulateError, SimulatePart, Simulated};
use super::page::{Broken, Crew, Handle, run};

/// Trials of the first picture.
pub const FIRST: u32 = 4_096;

/// Ends of the rounds before the last. Up to the first of them one worker is enough; others start only beyond.
const ROUNDS: [u32; 2] = [65_536, 262_144];

/// Fewest trials that are worth a part of their own.
const SMALLEST_PART: u32 = 32_768;

/// What there is to tell about a simulation.
#[derive(Debug)]
pub enum News {
    /// The first picture.
    First(Box<Simulated>),
    /// A finer distribution.
    Refined(Box<SimulationResult>),
    /// Trials done.
    Progress(u32),
    /// All trials are in the last picture told.
    Done,
    /// There is nothing to show.
    Refused(SimulateError),
    /// A worker died.
    Broken(Broken),
}

/// A simulation at work. Dropping it cancels it and ends the workers it started.
#[must_use = "dropping it cancels the simulation"]
pub struct Progressive {
    _course: Rc<Course>,
}

/// Simulates with at most so many workers at a time. `tell` runs in later turns of the event loop.
pub fn simulate(
    job: Simulate,
    options: SimulationOptions,
    workers: usize,
    tell: impl Fn(News) + 'static,
) -> Progressive {
    let course = Rc::new(Course {
        job: Rc::new(Simulate { options: Some(options.clone()), ..job }),
        options,
        workers: workers.max(1),
        tell: Box::new(tell),
        crew: RefCell::default(),
        handles: RefCell::default(),
        done: Cell::new(0),
        parts: RefCell::default(),
        round: RefCell::default(),
    });
    course.start();
    Progressive { _course: course }
}

struct Course {
    job: Rc<Simulate>,
    options: SimulationOptions,
    workers: usize,
    tell: Box<dyn Fn(News)>,
    /// Further workers, once they are needed.
    crew: RefCell<Option<Crew>>,
    /// What is at work.
    handles: RefCell<Vec<Handle>>,
    /// Trials in the parts that are in.
    done: Cell<u32>,
    parts: RefCell<Vec<Rc<ByteBuf>>>,
    round: RefCell<Round>,
}

/// The parts of the round at work.
#[derive(Default)]
struct Round {
    end: u32,
    progress: Vec<u32>,
    arrived: Vec<Option<ByteBuf>>,
}

/// The answer of a worker, or why there is none.
type Outcome<T> = Result<Result<T, SimulateError>, Broken>;

impl Course {
    fn start(self: &Rc<Self>) {
        let options = self.with_trials(self.options.trials.min(FIRST));
        let first = Simulate { options: Some(options), ..(*self.job).clone() };
        let handle = self.give(first, |_, _| {}, |course, outcome| course.hear_first(outcome));
        self.handles.replace(vec![handle]);
    }

    fn with_trials(&self, trials: u32) -> SimulationOptions {
        SimulationOptions { trials, ..self.options.clone() }
    }

    /// Gives a job to the crew, or to the worker at hand while there is none.
    fn give<J: Job + 'static>(
        self: &Rc<Self>,
        job: J,
        on_progress: impl Fn(&Rc<Self>, J::Progress) + 'static,
        on_done: impl FnOnce(&Rc<Self>, Result<J::Output, Broken>) + 'static,
    ) -> Handle {
        let (progressing, finishing) = (Rc::downgrade(self), Rc::downgrade(self));
        let there = |course: &Weak<Self>| course.upgrade();
        let on_progress = move |progress| {
            if let Some(course) = there(&progressing) {
                on_progress(&course, progress);
            }
        };
        let on_done = move |outcome| {
            if let Some(course) = there(&finishing) {
                on_done(&course, outcome);
            }
        };
        match &*self.crew.borrow() {
            Some(crew) => crew.run(job, on_progress, on_done),
            None => run(job, on_progress, on_done),
        }
    }

    /// The answer; else tells why there is none and ends everything.
    fn check<T>(&self, outcome: Outcome<T>) -> Option<T> {
        let news = match outcome {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => News::Refused(error),
            Err(broken) => News::Broken(broken),
        };
        self.end();
        (self.tell)(news);
        None
    }

    fn end(&self) {
        self.handles.take();
        self.crew.take();
        self.parts.take();
    }

    fn hear_first(self: &Rc<Self>, outcome: Outcome<Box<Simulated>>) {
        let Some(simulated) = self.check(outcome) else { return };
        (self.tell)(News::First(simulated));
        if self.options.trials <= FIRST { self.finish() } else { self.next_round() }
    }

    fn finish(&self) {
        self.end();
        (self.tell)(News::Progress(self.options.trials));
        (self.tell)(News::Done);
    }

    fn next_round(self: &Rc<Self>) {
        let (from, total) = (self.done.get(), self.options.trials);
        let end = ROUNDS.into_iter().find(|end| *end > from).unwrap_or(total).min(total);
        if from > 0 && self.crew.borrow().is_none() {
            self.crew.replace(Some(Crew::new(self.workers)));
        }
        let most = if from > 0 { self.workers } else { 1 };
        let count = u32::try_from(most).unwrap_or(1).min((end - from).div_ceil(SMALLEST_PART));
        let length = (end - from).div_ceil(count);
        let places = 0..count as usize;
        self.round.replace(Round {
            end,
            progress: vec![0; places.len()],
            arrived: places.clone().map(|_| None).collect(),
        });
        let edge = |place: usize| (u32::try_from(place).unwrap_or(count) * length + from).min(end);
        let parts = places.map(|place| {
            let job = SimulatePart { of: Rc::clone(&self.job), from: edge(place), to: edge(place + 1) };
            let progress = move |course: &Rc<Self>, done| course.hear_progress(place, done);
            self.give(job, progress, move |course, outcome| course.hear_part(place, outcome))
        });
        let handles = parts.collect();
        self.handles.replace(handles);
    }

    fn hear_progress(&self, place: usize, done: u32) {
        let sum = {
            let mut round = self.round.borrow_mut();
            if let Some(progress) = round.progress.get_mut(place) {
                *progress = done;
            }
            round.progress.iter().sum::<u32>()
        };
        (self.tell)(News::Progress(self.done.get() + sum));
    }

    fn hear_part(self: &Rc<Self>, place: usize, outcome: Outcome<ByteBuf>) {
        let Some(part) = self.check(outcome) else { return };
        {
            let mut round = self.round.borrow_mut();
            if let Some(slot) = round.arrived.get_mut(place) {
                *slot = Some(part);
            }
            if round.arrived.iter().any(Option::is_none) {
                return;
            }
            let arrived = std::mem::take(&mut round.arrived);
            self.parts.borrow_mut().extend(arrived.into_iter().flatten().map(Rc::new));
            self.done.set(round.end);
        }
        let options = self.with_trials(self.done.get());
        let of = Rc::new(Simulate { options: Some(options), ..(*self.job).clone() });
        let merge = MergeParts { of, parts: self.parts.borrow().clone() };
        let handle = self.give(merge, |_, _| {}, |course, outcome| course.hear_merged(outcome));
        self.handles.replace(vec![handle]);
    }

    fn hear_merged(self: &Rc<Self>, outcome: Outcome<Box<SimulationResult>>) {
        let Some(result) = self.check(outcome) else { return };
        (self.tell)(News::Refined(result));
        if self.done.get() < self.options.trials { self.next_round() } else { self.finish() }
    }
}
