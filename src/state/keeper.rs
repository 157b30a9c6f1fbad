//! Keeps documents in this browser while they are worked on: an edit in the journal a moment after it is made, a snapshot
//! now and then, and what is not written yet in a second place when the page goes away.

use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::AttrValue;

use super::content::{Splice, surplus};
use super::persist::{self, Entry, Record, StorageError, Version};
use super::{Content, Document, Saved, SessionDispatch, SessionEdit, Shared, Trouble, memory, read_file, standing};
use crate::mode::Mode;

/// Pause after a keystroke before it is written, in milliseconds.
const PAUSE_MS: f64 = 300.0;
/// Who types without a pause is not waited for longer than this, in milliseconds.
const LONGEST_MS: f64 = 700.0;
/// After a write that failed, the next attempt.
const AGAIN_MS: u32 = 3_000;
/// A snapshot after so many edits …
const EDITS: u32 = 20;
/// … or so many milliseconds.
const INTERVAL_MS: f64 = 10_000.0;
/// How many automatic versions stay, and as many that have a reason of their own.
const VERSIONS: usize = 20;

/// Why a snapshot was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Time had passed.
    Auto,
    /// The document was opened and then changed.
    Opened,
    /// It was saved as a file.
    File,
    /// Before a list came in.
    Import,
    /// Before another version was put in its place.
    Restore,
    /// Before another tab's state was taken over.
    TakeOver,
}

impl Reason {
    /// All.
    pub const ALL: [Reason; 6] =
        [Reason::Auto, Reason::Opened, Reason::File, Reason::Import, Reason::Restore, Reason::TakeOver];

    /// As it is kept.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Auto => "auto",
            Reason::Opened => "opened",
            Reason::File => "file",
            Reason::Import => "import",
            Reason::Restore => "restore",
            Reason::TakeOver => "take-over",
        }
    }
}

/// A state that is to be written.
#[derive(Clone)]
struct Pending {
    id: AttrValue,
    document: Shared<Document>,
    reason: Option<Reason>,
}

/// A document as it was written last.
struct Kept {
    id: AttrValue,
    seq: u32,
    saved_at: f64,
    content: Content,
    in_file: bool,
    edits: u32,
    snapshot_at: Option<f64>,
}

/// The keeper of this page's documents.
#[derive(Default)]
pub struct Keeper {
    /// In the order they came; only the last state of a document, unless an earlier one has a reason.
    pending: RefCell<Vec<Pending>>,
    kept: RefCell<Option<Kept>>,
    /// What went into a file last while this browser refused a copy.
    filed: RefCell<Option<(AttrValue, Content)>>,
    told: RefCell<Option<SessionDispatch>>,
    timer: RefCell<Option<Timeout>>,
    waiting_since: Cell<Option<f64>>,
    busy: Cell<bool>,
    /// The browser has been asked to keep what is written.
    asked: Cell<bool>,
}

thread_local! {
    static KEEPER: &'static Keeper = Box::leak(Box::default());
}

/// The keeper; a page has one.
#[must_use]
pub fn keeper() -> &'static Keeper {
    KEEPER.with(|keeper| *keeper)
}

impl Keeper {
    /// Who is told how it went.
    pub fn tell(&self, session: SessionDispatch) {
        self.told.replace(Some(session));
    }

    /// A document has changed. It is written a moment later.
    pub fn changed(&'static self, id: &AttrValue, document: &Shared<Document>) {
        self.push(Pending { id: id.clone(), document: document.clone(), reason: None });
        let now = js_sys::Date::now();
        let since = self.waiting_since.get().filter(|since| *since <= now).unwrap_or(now);
        self.waiting_since.set(Some(since));
        memory::remember(memory::WRITING, id);
        self.later(PAUSE_MS.min(since + LONGEST_MS - now).max(0.0));
    }

    /// Keeps this state of a document as a version, whatever follows.
    pub fn mark(&'static self, id: &AttrValue, document: &Shared<Document>, reason: Reason) {
        if !document.is_blank() {
            self.push(Pending { id: id.clone(), document: document.clone(), reason: Some(reason) });
            self.flush();
        }
    }

    /// Writes now what waits.
    pub fn flush(&'static self) {
        self.timer.replace(None);
        spawn_local(self.drain());
    }

    /// The page may not come back: what waits is put where it can be put at once, and written if there is time left.
    pub fn leave(&'static self) {
        self.put_aside();
        memory::forget_key(memory::WRITING);
        self.flush();
    }

    /// Puts what waits where it can be put at once. Safe when the program has failed: nothing here can fail again.
    pub fn put_aside(&self) {
        if let Some((id, rescue)) = self.rescue()
            && memory::remember(memory::RESCUE, &rescue)
        {
            memory::remember(memory::OPEN, &id);
        }
    }

    /// What waits of the newest document, its id and the change as an entry of its journal; as the whole content, with
    /// the number 0, while it is not known yet what is kept of it.
    fn rescue(&self) -> Option<(String, String)> {
        let pending = self.pending.try_borrow().ok()?;
        let newest = pending.last()?;
        let kept = self.kept.try_borrow().ok()?;
        let kept = kept.as_ref().filter(|kept| kept.id == newest.id);
        let nothing = Content::default();
        let (before, seq) = kept.map_or((&nothing, 0), |kept| (&kept.content, kept.seq + 1));
        let entry = Entry {
            id: newest.id.to_string(),
            seq,
            saved_at: iso(js_sys::Date::now()),
            splice: Splice::between(before, &newest.document.content()),
        };
        let json = js_sys::JSON::stringify(&entry.to_js().ok()?).ok()?;
        Some((entry.id.clone(), json.as_string()?))
    }

    fn push(&'static self, next: Pending) {
        if !Mode::here().keeps() {
            return;
        }
        let mut pending = self.pending.borrow_mut();
        match pending.last_mut() {
            Some(last) if last.id == next.id && last.reason.is_none() => *last = next,
            last => {
                let another = last.is_some();
                pending.push(next);
                if another {
                    // Another document: nobody will say again that this one waits.
                    spawn_local(self.drain());
                }
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and the pause")]
    fn later(&'static self, milliseconds: f64) {
        self.timer.replace(Some(Timeout::new(milliseconds as u32, move || spawn_local(self.drain()))));
    }

    async fn drain(&'static self) {
        if self.busy.replace(true) {
            return;
        }
        loop {
            let Some(next) = self.pending.borrow().first().cloned() else { break };
            self.waiting_since.set(None);
            let outcome = self.write(&next).await;
            let saved = match outcome {
                Ok(saved) => saved,
                Err(StorageError::Overtaken) => {
                    self.pending.borrow_mut().retain(|pending| pending.id != next.id);
                    self.kept.replace(None);
                    self.say(SessionEdit::Overtaken(next.id));
                    continue;
                }
                // Written anew from the state in memory.
                Err(StorageError::Gone) => continue,
                // The file is the master; that this browser keeps no copy of it is said at the next change.
                Err(_) if self.is_in_file(&next) => {
                    self.done(&next);
                    continue;
                }
                Err(error) => {
                    // The copy in memory is the only one: it stays in the queue.
                    self.kept.replace(None);
                    let trouble = match error {
                        StorageError::Full => Trouble::Full,
                        StorageError::Refused => Trouble::Refused,
                        _ => Trouble::Failed,
                    };
                    self.postpone(&next.id);
                    self.say(SessionEdit::Saved(next.id, Saved::Nowhere(trouble)));
                    self.timer.replace(Some(Timeout::new(AGAIN_MS, move || spawn_local(self.drain()))));
                    break;
                }
            };
            self.done(&next);
            // Asked once there is something to keep, not before.
            if !self.asked.replace(true) {
                spawn_local(standing::ask());
            }
            memory::remember(memory::OPEN, &next.id);
            memory::forget_key(memory::RESCUE);
            self.say(SessionEdit::Saved(next.id, saved));
        }
        if self.pending.borrow().is_empty() {
            memory::forget_key(memory::WRITING);
        }
        self.busy.set(false);
    }

    /// Whether a state that this browser refused is in a file all the same: it is being saved as one, or nothing has
    /// changed since.
    fn is_in_file(&self, refused: &Pending) -> bool {
        let state = (refused.id.clone(), refused.document.content());
        let mut filed = self.filed.borrow_mut();
        if refused.reason == Some(Reason::File) {
            filed.replace(state);
            return true;
        }
        filed.as_ref() == Some(&state)
    }

    /// Takes a written state out of the queue, unless a newer one has come into its place.
    fn done(&self, written: &Pending) {
        let mut pending = self.pending.borrow_mut();
        if pending.first().is_some_and(|first| first.id == written.id && first.document == written.document) {
            pending.remove(0);
        }
    }

    /// Lets another document go first next time; a state that has a newer one behind it need not be written any more.
    fn postpone(&self, id: &AttrValue) {
        let mut pending = self.pending.borrow_mut();
        if pending.iter().filter(|pending| pending.id == *id).count() > 1 {
            pending.remove(0);
        } else if !pending.is_empty() {
            pending.rotate_left(1);
        }
    }

    fn say(&self, edit: SessionEdit) {
        if let Some(session) = &*self.told.borrow() {
            session.dispatch(edit);
        }
    }

    /// Writes a state: an entry of the journal, or a snapshot when one is due.
    async fn write(&self, next: &Pending) -> Result<Saved, StorageError> {
        let content = next.document.content();
        let mut kept = match self.kept.take() {
            Some(kept) if kept.id == next.id => kept,
            _ => Kept::read(&next.id).await?,
        };
        if kept.content == content && next.reason.is_none() {
            let saved = kept.saved();
            self.kept.replace(Some(kept));
            return Ok(saved);
        }
        let now = js_sys::Date::now();
        if kept.snapshot_at.is_none() && !kept.content.file.is_empty() && kept.content != content {
            // The first change of this visit: what was found is kept as a version.
            let found = kept.content.clone();
            let (name, rights) = read_file(&found.file)
                .map(|(dossier, _)| (dossier.enterprise.name, dossier.assets.len()))
                .unwrap_or_default();
            kept.snapshot(&name, rights, found, Reason::Opened, now).await?;
        }
        let due = kept.snapshot_at.is_none_or(|at| INTERVAL_MS <= (now - at).abs()) || EDITS <= kept.edits + 1;
        let dossier = &next.document.dossier;
        let (name, rights) = (&dossier.enterprise.name, dossier.assets.len());
        match next.reason {
            Some(reason) => kept.snapshot(name, rights, content, reason, now).await?,
            None if due => kept.snapshot(name, rights, content, Reason::Auto, now).await?,
            None => kept.append(content, now).await?,
        }
        let saved = kept.saved();
        self.kept.replace(Some(kept));
        Ok(saved)
    }
}

impl Kept {
    /// A document as this browser has it; nothing written yet where it has none.
    async fn read(id: &AttrValue) -> Result<Self, StorageError> {
        let record = persist::read_newest(id, None).await?.unwrap_or_default();
        Ok(Kept {
            id: id.clone(),
            seq: record.seq,
            saved_at: milliseconds(&record.saved_at),
            content: record.content,
            in_file: record.in_file,
            edits: 0,
            snapshot_at: None,
        })
    }

    fn saved(&self) -> Saved {
        if self.in_file { Saved::File(self.saved_at) } else { Saved::Browser(self.saved_at) }
    }

    /// When the next write is said to be made: a clock that was set back does not put it before the last one.
    fn time(&self, now: f64) -> f64 {
        now.max(self.saved_at + 1.0)
    }

    async fn append(&mut self, content: Content, now: f64) -> Result<(), StorageError> {
        let at = self.time(now);
        let splice = Splice::between(&self.content, &content);
        let entry = Entry { id: self.id.to_string(), seq: self.seq + 1, saved_at: iso(at), splice };
        persist::append(&entry).await?;
        self.seq = entry.seq;
        self.saved_at = at;
        self.content = content;
        self.in_file = false;
        self.edits += 1;
        Ok(())
    }

    async fn snapshot(
        &mut self,
        name: &str,
        rights: usize,
        content: Content,
        reason: Reason,
        now: f64,
    ) -> Result<(), StorageError> {
        let at = self.time(now);
        let seq = self.seq + 1;
        let known = persist::versions(&self.id).await?;
        let (given_up, oldest) = surplus_of(&known, reason == Reason::Auto, now);
        let version = Version {
            id: self.id.to_string(),
            seq,
            saved_at: iso(at),
            reason: reason.code().to_owned(),
            name: name.to_owned(),
            rights: u32::try_from(rights).unwrap_or(u32::MAX),
            hash: content.hash(),
        };
        let in_file = match reason {
            Reason::File => true,
            // The same state as before is in the file that it was in.
            _ => self.in_file && self.content == content,
        };
        let record = Record {
            id: self.id.to_string(),
            name: version.name.clone(),
            saved_at: version.saved_at.clone(),
            content: content.clone(),
            in_file,
            seq,
        };
        persist::checkpoint(&record, &version, &given_up, oldest.unwrap_or(seq)).await?;
        *self = Kept { id: self.id.clone(), seq, saved_at: at, content, in_file, edits: 0, snapshot_at: Some(now) };
        Ok(())
    }
}

/// Which versions to give up when one more comes, and the number of the oldest that stays. `known` is newest first.
fn surplus_of(known: &[Version], automatic: bool, now: f64) -> (Vec<u32>, Option<u32>) {
    let of_kind = known.iter().rev().filter(|version| (version.reason == Reason::Auto.code()) == automatic);
    let of_kind: Vec<&Version> = of_kind.collect();
    let times: Vec<f64> = of_kind.iter().map(|version| milliseconds(&version.saved_at)).collect();
    let given_up: Vec<u32> = surplus(&times, now, VERSIONS - 1)
        .into_iter()
        .filter_map(|place| of_kind.get(place))
        .map(|old| old.seq)
        .collect();
    let oldest = known.iter().rev().map(|version| version.seq).find(|seq| !given_up.contains(seq));
    (given_up, oldest)
}

/// ISO 8601 in UTC with milliseconds.
fn iso(milliseconds: f64) -> String {
    js_sys::Date::new(&milliseconds.into()).to_iso_string().into()
}

/// Milliseconds since 1970; 0 where the text is no time.
fn milliseconds(iso: &str) -> f64 {
    let time = js_sys::Date::parse(iso);
    if time.is_finite() { time } else { 0.0 }
}
