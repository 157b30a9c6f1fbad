//! The park desk: hundreds of files, each read once in the worker and kept as a row. In the memory of this page only:
//! nothing is stored, and leaving the screen loses nothing while the page lives.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::park::{Firm, PoolOptions, Unread, UnreadReason};
use jiff::civil::{Date, date};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::listeners::Listeners;
use super::{Shared, disk};
use crate::worker::{Crew, Handle, ReadFirm, crew_size};

/// A check-up file of 10,000 rights has 6 MB; whatever is larger than this is something else.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

/// Pause between two renderings while files come in, in milliseconds: a row a file would draw the page 500 times.
const PAUSE_MS: u32 = 120;

/// What is on the desk.
#[derive(Clone, Default)]
pub struct ParkDesk {
    /// The rows, in the order of the files.
    pub firms: Vec<Rc<Firm>>,
    /// The file of each row, which the browser reads anew; its bytes are not kept.
    pub files: Vec<File>,
    /// Files that gave no row.
    pub unread: Vec<Unread>,
    /// Files read so far.
    pub done: usize,
    /// Files in all.
    pub total: usize,
    /// Reading was broken off.
    pub broken_off: bool,
    /// The day the rows are assessed for.
    pub as_of: Option<Date>,
    /// Rows chosen for the pool.
    pub chosen: Rc<BTreeSet<usize>>,
    /// How the pool is put together.
    pub options: PoolOptions,
    /// Names are masked as letters.
    pub masked: bool,
}

impl ParkDesk {
    /// Files are being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.done < self.total && !self.broken_off
    }

    /// Nothing was dropped yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total == 0
    }
}

/// A change that a person makes on the desk.
pub enum ParkEdit {
    /// Other rows are chosen.
    Choose(Rc<BTreeSet<usize>>),
    /// The pool is put together otherwise.
    Pool(PoolOptions),
    /// Names are masked, or shown.
    Mask(bool),
}

/// A file with its place among all and the outcome.
type Outcome = (File, Result<Box<Firm>, Unread>);

/// What a worker of the crew is at.
enum Lane {
    /// Nothing.
    Idle,
    /// Its next file is being loaded.
    Loads,
    /// A file.
    Reads { _handle: Option<Handle> },
}

#[derive(Default)]
struct Store {
    desk: RefCell<Rc<ParkDesk>>,
    queue: RefCell<VecDeque<(usize, File)>>,
    /// Outcomes that wait for one of an earlier file: rows keep the order of the files.
    waiting: RefCell<BTreeMap<usize, Outcome>>,
    crew: RefCell<Option<Crew>>,
    /// The task of each worker.
    lanes: RefCell<Vec<Lane>>,
    /// What an earlier turn has still to say is not heard.
    turn: Cell<u32>,
    listeners: Listeners<ParkDesk>,
    pause: RefCell<Option<Timeout>>,
}

thread_local! {
    static STORE: Rc<Store> = Rc::default();
}

/// The desk as it is now.
#[must_use]
pub fn desk() -> Shared<ParkDesk> {
    STORE.with(|store| Shared::from(Rc::clone(&store.desk.borrow())))
}

/// Hears of every change until the returned number is given to [`forget`].
pub fn listen(heard: impl Fn(Shared<ParkDesk>) + 'static) -> usize {
    STORE.with(|store| store.listeners.add(heard))
}

/// No longer hears of changes.
pub fn forget(number: usize) {
    STORE.with(|store| store.listeners.forget(number));
}

/// Puts more files on the desk.
pub fn receive(files: Vec<File>, as_of: Date) {
    STORE.with(|store| store.receive(files, as_of));
}

/// Breaks off reading; the rows read so far stay.
pub fn break_off() {
    STORE.with(|store| {
        store.stop();
        store.change(|desk| desk.broken_off = true);
    });
}

/// Takes everything off the desk.
pub fn clear() {
    STORE.with(|store| {
        store.stop();
        store.change(|desk| *desk = ParkDesk { masked: desk.masked, ..ParkDesk::default() });
    });
}

/// Makes a change.
pub fn edit(edit: ParkEdit) {
    STORE.with(|store| {
        store.change(|desk| match edit {
            ParkEdit::Choose(chosen) => desk.chosen = chosen,
            ParkEdit::Pool(options) => desk.options = options,
            ParkEdit::Mask(masked) => desk.masked = masked,
        });
    });
}

impl Store {
    fn change(&self, change: impl FnOnce(&mut ParkDesk)) {
        change(Rc::make_mut(&mut self.desk.borrow_mut()));
        self.tell();
    }

    fn tell(&self) {
        self.pause.replace(None);
        let desk = Rc::clone(&self.desk.borrow());
        self.listeners.tell(&desk);
    }

    fn receive(self: &Rc<Self>, files: Vec<File>, as_of: Date) {
        // Files that a system hides from its users are no check-ups.
        let files: Vec<File> = files.into_iter().filter(|file| !file.name().starts_with('.')).collect();
        if files.is_empty() {
            return;
        }
        let broken_off = self.desk.borrow().broken_off;
        let first = {
            let mut desk = self.desk.borrow_mut();
            let desk = Rc::make_mut(&mut desk);
            if broken_off {
                // What was never read is forgotten.
                desk.total = desk.done;
                desk.broken_off = false;
            }
            let first = desk.total;
            desk.total += files.len();
            desk.as_of.get_or_insert(as_of);
            first
        };
        self.queue.borrow_mut().extend((first..).zip(files));
        let lanes = crew_size();
        if self.crew.borrow().is_none() {
            self.crew.replace(Some(Crew::new(lanes)));
        }
        self.lanes.borrow_mut().resize_with(lanes, || Lane::Idle);
        self.tell();
        let idle: Vec<usize> =
            (0..lanes).filter(|lane| matches!(self.lanes.borrow().get(*lane), Some(Lane::Idle))).collect();
        idle.into_iter().for_each(|lane| self.read_next(lane));
    }

    /// Has a worker read the next file; one file at a time each.
    fn read_next(self: &Rc<Self>, lane: usize) {
        let Some((place, file)) = self.queue.borrow_mut().pop_front() else {
            self.set(lane, Lane::Idle);
            if self.lanes.borrow().iter().all(|lane| matches!(lane, Lane::Idle)) {
                // The workers' memory is given back.
                self.crew.replace(None);
            }
            return;
        };
        self.set(lane, Lane::Loads);
        let (store, turn) = (Rc::clone(self), self.turn.get());
        let name = path_of(&file);
        let as_of = self.desk.borrow().as_of;
        spawn_local(async move {
            let bytes = if file.size() > LARGEST {
                Err(UnreadReason::TooLarge)
            } else {
                disk::bytes_of(&file).await.ok_or(UnreadReason::Unreadable)
            };
            if turn != store.turn.get() {
                return;
            }
            let (bytes, as_of) = match (bytes, as_of) {
                (Ok(bytes), Some(as_of)) => (bytes, as_of),
                (Err(reason), _) => return store.done(lane, place, file, Err(Unread { file: name, reason })),
                (Ok(_), None) => return,
            };
            let job = ReadFirm { file: name.clone(), bytes, modified: saved_on(&file), as_of };
            let reader = Rc::clone(&store);
            let done = move |outcome: Result<_, crate::worker::Broken>| {
                let outcome = outcome.unwrap_or_else(|broken| {
                    Err(Unread { file: name, reason: UnreadReason::Failed(broken.to_string()) })
                });
                if turn == reader.turn.get() {
                    reader.done(lane, place, file, outcome);
                }
            };
            let handle = store.crew.borrow().as_ref().map(|crew| crew.run(job, |_| {}, done));
            if turn == store.turn.get() {
                store.set(lane, Lane::Reads { _handle: handle });
            }
        });
    }

    fn done(self: &Rc<Self>, lane: usize, place: usize, file: File, outcome: Result<Box<Firm>, Unread>) {
        self.waiting.borrow_mut().insert(place, (file, outcome));
        {
            let mut desk = self.desk.borrow_mut();
            let desk = Rc::make_mut(&mut desk);
            let mut waiting = self.waiting.borrow_mut();
            while let Some((file, outcome)) = waiting.remove(&desk.done) {
                match outcome {
                    Ok(firm) => {
                        desk.firms.push(Rc::from(firm));
                        desk.files.push(file);
                    }
                    Err(unread) => desk.unread.push(unread),
                }
                desk.done += 1;
            }
        }
        self.read_next(lane);
        if self.desk.borrow().is_reading() {
            let mut pause = self.pause.borrow_mut();
            if pause.is_none() {
                let store = Rc::clone(self);
                *pause = Some(Timeout::new(PAUSE_MS, move || store.tell()));
            }
        } else {
            self.tell();
        }
    }

    fn set(&self, lane: usize, to: Lane) {
        // What was there is dropped after the list is let go: it may end a task.
        let before = self.lanes.borrow_mut().get_mut(lane).map(|lane| std::mem::replace(lane, to));
        drop(before);
    }

    fn stop(&self) {
        self.turn.set(self.turn.get() + 1);
        self.queue.borrow_mut().clear();
        self.waiting.borrow_mut().clear();
        // Dropping a handle ends its worker.
        self.lanes.borrow_mut().clear();
        self.crew.replace(None);
    }
}

/// The name of a file with the folders it came in.
fn path_of(file: &File) -> String {
    let path = js_sys::Reflect::get(file, &JsValue::from_str("webkitRelativePath"));
    let path = path.ok().and_then(|path| path.as_string()).filter(|path| !path.is_empty());
    path.unwrap_or_else(|| file.name())
}

/// The day a file was last saved, in the browser's time zone.
fn saved_on(file: &File) -> Option<Date> {
    let moment = js_sys::Date::new(&file.last_modified().into());
    let year = i16::try_from(moment.get_full_year()).ok()?;
    let month = i8::try_from(moment.get_month() + 1).ok()?;
    let day = i8::try_from(moment.get_date()).ok()?;
    Date::new(year, month, day).ok().filter(|day| *day > date(1980, 1, 1))
}
