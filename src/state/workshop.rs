//! The workshop: the case, the votes, the clock and participants' firms, in the memory of the trainer's page, and what the
//! window on the projector is told of it. Nothing is stored; a reset wipes all of it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::park::Firm;
use ip_health_engine::rules::{Language, RulePack};
use ip_health_engine::workshop::{
    Ballot, CaseResult, MOST_FIRMS, Message, Question, Scene, ScriptClock, Slide, Surprise, cases, compare, surprises,
};
use jiff::civil::Date;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::channel::Line;
use super::listeners::Listeners;
use super::{Shared, disk};
use crate::worker::{Assess, Handle, ReadFirm, run};

/// A check-up file of 10,000 rights has 6 MB; whatever is larger than this is something else.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;
/// A projector that has not answered by then is not there, in milliseconds.
const PATIENCE_MS: u32 = 2_000;

/// What the projector is told to show; what is shown of it is what there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// The title.
    #[default]
    Title,
    /// The case.
    Case,
    /// The question with its votes.
    Question,
    /// The result.
    Reveal,
    /// The teaching points.
    Points,
    /// The firms under letters.
    Compare,
}

/// The clock of the script.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Clock {
    /// Milliseconds before the last start.
    spent: f64,
    /// When it was started last, by the page's own clock; `None` while it stands.
    since: Option<f64>,
}

impl Clock {
    /// Seconds so far.
    #[must_use]
    pub fn seconds(self) -> f64 {
        (self.spent + self.since.map_or(0.0, |since| now() - since)) / 1000.0
    }

    /// It runs.
    #[must_use]
    pub fn runs(self) -> bool {
        self.since.is_some()
    }

    /// It was started at all.
    #[must_use]
    pub fn is_started(self) -> bool {
        self.runs() || self.spent > 0.0
    }

    /// The clock that another window tells of.
    #[must_use]
    pub fn heard(clock: ScriptClock) -> Self {
        Clock { spent: f64::from(clock.seconds) * 1000.0, since: clock.runs.then(now) }
    }

    fn told(self) -> Option<ScriptClock> {
        // Whole seconds: a workshop lasts less than a day.
        self.is_started()
            .then(|| ScriptClock { seconds: self.seconds().clamp(0.0, 86_400.0) as u32, runs: self.runs() })
    }
}

/// Milliseconds since the page was opened; unlike the time of day nobody sets it.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// A case that was computed.
#[derive(Debug, PartialEq)]
pub struct Found {
    /// What it comes to.
    pub result: CaseResult,
    /// Where that is not what is expected.
    pub surprises: Vec<Surprise>,
}

/// What a group has entered, and what is known of its case.
#[derive(Clone, Default)]
pub struct Workshop {
    /// Code of the case; `None` before one is chosen.
    pub case: Option<Rc<str>>,
    /// The question at hand.
    pub question: Question,
    /// The votes, in the order of [`Question::ALL`].
    pub ballots: [Ballot; 3],
    /// The case, computed; the group sees it once it is revealed.
    pub found: Option<Rc<Found>>,
    /// Revealed.
    pub revealed: bool,
    /// Participants' firms, in the order of the files.
    pub firms: Vec<Rc<Firm>>,
    /// Files that gave no firm.
    pub unread: usize,
    /// Files that came twice.
    pub twice: usize,
    /// More files came than are compared.
    pub too_many: bool,
    /// Files still to be read.
    pub waiting: usize,
    /// The clock of the script.
    pub clock: Clock,
    /// What the projector shows.
    pub shown: Shown,
    /// A projector window answers.
    pub connected: bool,
}

impl Workshop {
    /// The votes on the question at hand.
    #[must_use]
    pub fn ballot(&self) -> &Ballot {
        let [channel, amount, star] = &self.ballots;
        match self.question {
            Question::Channel => channel,
            Question::Amount => amount,
            Question::Star => star,
        }
    }

    fn ballot_mut(&mut self) -> &mut Ballot {
        let [channel, amount, star] = &mut self.ballots;
        match self.question {
            Question::Channel => channel,
            Question::Amount => amount,
            Question::Star => star,
        }
    }

    /// A group has entered something.
    #[must_use]
    pub fn is_used(&self) -> bool {
        self.case.is_some() || !self.firms.is_empty() || self.waiting > 0 || self.clock.is_started()
    }

    /// The picture for the projector. Without a case, and before the reveal, there is no result in it.
    #[must_use]
    pub fn slide(&self) -> Slide {
        let case = || self.case.as_deref().map(str::to_owned);
        let slide = match self.shown {
            Shown::Title => None,
            Shown::Case => case().map(|case| Slide::Case { case }),
            Shown::Question => {
                case().map(|case| Slide::Question { case, question: self.question, ballot: self.ballot().clone() })
            }
            Shown::Reveal => case().zip(self.found.as_deref()).filter(|_| self.revealed).map(|(case, found)| {
                Slide::Reveal { case, ballots: self.ballots.clone(), result: Box::new(found.result.clone()) }
            }),
            Shown::Points => case().filter(|_| self.revealed).map(|case| Slide::Points { case }),
            Shown::Compare => (!self.firms.is_empty())
                .then(|| Slide::Compare { firms: compare(self.firms.iter().map(|firm| &**firm)) }),
        };
        slide.unwrap_or_default()
    }
}

/// Something the trainer does.
pub enum Act {
    /// Asks a question.
    Ask(Question),
    /// So many votes for an option.
    Vote(usize, u32),
    /// The group gives one answer, or its hands are counted.
    Single(bool),
    /// Reveals the result.
    Reveal,
    /// Has the projector show this.
    Show(Shown),
    /// Starts the clock, or lets it stand.
    Clock(bool),
}

#[derive(Default)]
struct Store {
    workshop: RefCell<Rc<Workshop>>,
    language: Cell<Language>,
    /// The trainer's end of the channel.
    line: RefCell<Option<Line>>,
    answer: RefCell<Option<Timeout>>,
    listeners: Listeners<Workshop>,
    /// The case that is computed.
    computing: RefCell<Option<Handle>>,
    /// Files that wait; the reading one.
    files: RefCell<VecDeque<(Source, Date)>>,
    reading: RefCell<Option<Handle>>,
    /// A file is loaded or read.
    busy: Cell<bool>,
    /// What an earlier group's files have still to say is not heard.
    turn: Cell<u32>,
}

/// Where a firm comes from.
enum Source {
    File(File),
    Bytes(Vec<u8>),
}

thread_local! {
    static STORE: Rc<Store> = Rc::default();
}

/// The workshop as it is now.
#[must_use]
pub fn workshop() -> Shared<Workshop> {
    STORE.with(|store| Shared::from(Rc::clone(&store.workshop.borrow())))
}

/// Hears of every change until the returned number is given to [`forget`].
pub fn listen(heard: impl Fn(Shared<Workshop>) + 'static) -> usize {
    STORE.with(|store| store.listeners.add(heard))
}

/// No longer hears of changes.
pub fn forget(number: usize) {
    STORE.with(|store| store.listeners.forget(number));
}

/// Opens the trainer's end of the channel and says what to show, in a language.
pub fn connect(language: Language) {
    STORE.with(|store| {
        store.language.set(language);
        if store.line.borrow().is_none() {
            store.line.replace(Line::open(heard));
        }
        store.say();
    });
}

/// Hears a projector. Another trainer's window may be open: it is not heard.
fn heard(message: Message) -> Option<Message> {
    STORE.with(|store| match message {
        Message::Ask => {
            store.connected(true);
            store.wait_for_answer();
            Some(store.scene())
        }
        Message::Shown => {
            store.connected(true);
            None
        }
        Message::Show(_) => None,
    })
}

/// Makes a change.
pub fn act(act: Act) {
    STORE.with(|store| {
        store.change(|workshop| match act {
            Act::Ask(question) => {
                workshop.question = question;
                workshop.shown = Shown::Question;
            }
            Act::Vote(option, count) => workshop.ballot_mut().set(option, count),
            Act::Single(single) => *workshop.ballot_mut() = Ballot { single, ..Ballot::default() },
            Act::Reveal => {
                workshop.revealed = workshop.found.is_some();
                workshop.shown = Shown::Reveal;
            }
            Act::Show(shown) => workshop.shown = shown,
            Act::Clock(runs) => {
                let spent = workshop.clock.seconds() * 1000.0;
                workshop.clock = Clock { spent, since: runs.then(now) };
            }
        });
    });
}

/// Takes up a case and has it computed; votes on another one are forgotten.
pub fn choose(code: &str, dossier: Dossier, rules: Shared<RulePack>, as_of: Date) {
    STORE.with(|store| {
        store.change(|workshop| {
            workshop.case = Some(code.into());
            workshop.question = Question::default();
            workshop.ballots = Default::default();
            workshop.found = None;
            workshop.revealed = false;
            workshop.shown = Shown::Case;
        });
        let (code, answering) = (code.to_owned(), Rc::clone(store));
        let handle = run(
            Assess { dossier: Rc::new(dossier), as_of, with_plan: false },
            |_| {},
            move |outcome| {
                // A worker that dies has said so; a case that cannot be computed stays without a result.
                let Ok(Ok(assessment)) = outcome else { return };
                let cases = cases(&rules, as_of);
                let Some(case) = cases.iter().find(|case| case.code == code) else { return };
                let result = CaseResult::of(&assessment, &case.expected);
                let found = Found { result, surprises: surprises(&case.expected, &assessment) };
                answering.change(|workshop| workshop.found = Some(Rc::new(found)));
            },
        );
        store.computing.replace(Some(handle));
    });
}

/// Adds participants' files to the comparison.
pub fn receive(files: Vec<File>, as_of: Date) {
    add(files.into_iter().map(Source::File), as_of);
}

/// Adds a check-up that came as codes.
pub fn receive_bytes(bytes: Vec<u8>, as_of: Date) {
    add(std::iter::once(Source::Bytes(bytes)), as_of);
}

fn add(sources: impl Iterator<Item = Source>, as_of: Date) {
    STORE.with(|store| {
        store.files.borrow_mut().extend(sources.map(|source| (source, as_of)));
        store.wait();
        if !store.busy.replace(true) {
            store.read_next();
        }
    });
}

/// Wipes all that a group has entered, and clears the projector.
pub fn reset() {
    STORE.with(|store| {
        store.turn.set(store.turn.get() + 1);
        store.files.borrow_mut().clear();
        store.busy.set(false);
        store.reading.replace(None);
        store.computing.replace(None);
        store.change(|workshop| *workshop = Workshop { connected: workshop.connected, ..Workshop::default() });
    });
}

impl Store {
    fn change(&self, change: impl FnOnce(&mut Workshop)) {
        change(Rc::make_mut(&mut self.workshop.borrow_mut()));
        self.tell();
        self.say();
    }

    fn tell(&self) {
        let workshop = Rc::clone(&self.workshop.borrow());
        self.listeners.tell(&workshop);
    }

    /// Says to the projector what to show, and sees whether it answers.
    fn say(&self) {
        if let Some(line) = self.line.borrow().as_ref() {
            line.say(&self.scene());
            self.wait_for_answer();
        }
    }

    /// What the projector is to show.
    fn scene(&self) -> Message {
        let workshop = Rc::clone(&self.workshop.borrow());
        let scene = Scene { language: self.language.get(), slide: workshop.slide(), clock: workshop.clock.told() };
        Message::Show(Box::new(scene))
    }

    fn wait_for_answer(&self) {
        let mut answer = self.answer.borrow_mut();
        if answer.is_none() {
            *answer = Some(Timeout::new(PATIENCE_MS, || STORE.with(|store| store.connected(false))));
        }
    }

    fn connected(&self, connected: bool) {
        self.answer.replace(None);
        if self.workshop.borrow().connected != connected {
            Rc::make_mut(&mut self.workshop.borrow_mut()).connected = connected;
            self.tell();
        }
    }

    /// Counts what waits.
    fn wait(&self) {
        let waiting = self.files.borrow().len();
        Rc::make_mut(&mut self.workshop.borrow_mut()).waiting = waiting;
        self.tell();
    }

    fn read_next(self: &Rc<Self>) {
        let Some((source, as_of)) = self.files.borrow_mut().pop_front() else {
            self.busy.set(false);
            return self.wait();
        };
        let (store, turn) = (Rc::clone(self), self.turn.get());
        spawn_local(async move {
            let bytes = match source {
                Source::Bytes(bytes) => Some(bytes),
                Source::File(file) if file.size() > LARGEST => None,
                Source::File(file) => disk::bytes_of(&file).await,
            };
            if turn != store.turn.get() {
                return;
            }
            let Some(bytes) = bytes else { return store.take(None) };
            // The name of the file is not asked for: it may be that of the firm.
            let job = ReadFirm { file: String::new(), bytes, modified: None, as_of };
            let reader = Rc::clone(&store);
            let done = move |outcome: Result<Result<Box<Firm>, _>, _>| {
                if turn == reader.turn.get() {
                    reader.take(outcome.ok().and_then(Result::ok));
                }
            };
            store.reading.replace(Some(run(job, |_| {}, done)));
        });
    }

    fn take(self: &Rc<Self>, firm: Option<Box<Firm>>) {
        let waiting = self.files.borrow().len();
        self.change(|workshop| {
            workshop.waiting = waiting;
            match firm {
                None => workshop.unread += 1,
                Some(firm) if workshop.firms.iter().any(|known| known.content == firm.content) => workshop.twice += 1,
                Some(_) if workshop.firms.len() >= MOST_FIRMS => workshop.too_many = true,
                Some(firm) => workshop.firms.push(Rc::from(firm)),
            }
        });
        self.read_next();
    }
}
