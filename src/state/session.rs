//! What surrounds the document: its id, whether it is saved, whether it may be changed.

use std::rc::Rc;

use ip_health_engine::dossier::Loss;
use jiff::civil::Date;
use yew::{AttrValue, Reducible};

/// Why the browser keeps nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No space is left.
    Full,
    /// It refuses, by its settings or by its mode.
    Refused,
    /// It failed.
    Failed,
}

/// Who may write the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// Not known yet.
    #[default]
    Asked,
    /// This tab.
    Ours,
    /// Another tab.
    Elsewhere,
}

/// What a person should know of the document; stays until it is closed.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// The page had ended without notice; this is what was kept last, at a time in milliseconds.
    Recovered(f64),
    /// The browser has deleted the document of the last visit.
    Evicted,
    /// Another document was open before: its id and name.
    Replaced(AttrValue, AttrValue),
    /// What could not be taken over from a damaged file.
    Salvaged(Rc<Vec<Loss>>),
    /// The file is of an older format version and was brought to this one.
    Migrated(u32),
    /// The file is of a newer format version.
    Newer,
    /// The file has changed since it was saved by this program.
    Altered,
}

/// Where the newest state of the document is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Saved {
    /// Nothing to keep yet.
    #[default]
    Blank,
    /// Only on this page.
    Nowhere(Trouble),
    /// In this browser, since a time in milliseconds.
    Browser(f64),
    /// In a file, since a time in milliseconds.
    File(f64),
    /// Only on this page, in the page of a host that has an older state or none.
    Page,
    /// With the host, since a time in milliseconds.
    Host(f64),
}

/// The session around the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// Id of the document in this browser.
    pub id: AttrValue,
    /// Day for which everything is computed.
    pub as_of: Date,
    /// Where the newest state is kept.
    pub saved: Saved,
    /// Opened from a newer version, or open in another tab: may be read, not changed.
    pub read_only: bool,
    /// A newer version wrote it.
    pub newer: bool,
    /// A host gave it for reading only.
    pub locked: bool,
    /// Who may write it.
    pub hold: Hold,
    /// What a person should know of it.
    pub notices: Vec<Notice>,
    /// The work of the last visit has been looked for.
    pub restored: bool,
}

/// A change of the session.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionEdit {
    /// Another document.
    Open {
        /// Its id.
        id: AttrValue,
        /// For reading only.
        read_only: bool,
        /// Where it is kept.
        saved: Saved,
    },
    /// Where the newest state of the document of an id is kept.
    Saved(AttrValue, Saved),
    /// Another tab has written a newer state of the document of an id.
    Overtaken(AttrValue),
    /// Who may write the document of an id.
    Hold(AttrValue, Hold),
    /// Whether the host gave it for reading only.
    Lock(bool),
    /// Something to know.
    Note(Notice),
    /// The notice at this place is closed.
    Close(usize),
    /// The search for the work of the last visit is over.
    Restored,
    /// Another day for which everything is computed.
    AsOf(Date),
}

impl Reducible for Session {
    type Action = SessionEdit;

    fn reduce(self: Rc<Self>, edit: SessionEdit) -> Rc<Self> {
        let mut next = Session::clone(&self);
        match edit {
            SessionEdit::Open { id, read_only, saved } => {
                if next.id != id {
                    next.hold = Hold::Asked;
                }
                next.id = id;
                next.newer = read_only;
                next.saved = saved;
                next.restored = true;
                next.notices.clear();
            }
            SessionEdit::Saved(id, saved) if id == next.id => next.saved = saved,
            SessionEdit::Overtaken(id) if id == next.id => next.hold = Hold::Elsewhere,
            SessionEdit::Hold(id, hold) if id == next.id => next.hold = hold,
            SessionEdit::Saved(..) | SessionEdit::Overtaken(_) | SessionEdit::Hold(..) => {}
            SessionEdit::Lock(locked) => next.locked = locked,
            SessionEdit::Note(notice) => {
                if !next.notices.contains(&notice) {
                    next.notices.push(notice);
                }
            }
            SessionEdit::Close(place) => {
                if place < next.notices.len() {
                    next.notices.remove(place);
                }
            }
            SessionEdit::Restored => next.restored = true,
            SessionEdit::AsOf(day) => next.as_of = day,
        }
        next.read_only = next.newer || next.locked || next.hold == Hold::Elsewhere;
        if *self == next { self } else { Rc::new(next) }
    }
}

impl Session {
    /// A session with a new document.
    #[must_use]
    pub fn new() -> Self {
        Session {
            id: new_id(),
            as_of: today(),
            saved: Saved::Blank,
            read_only: false,
            newer: false,
            locked: false,
            hold: Hold::Asked,
            notices: Vec::new(),
            restored: false,
        }
    }
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

/// An id that no other document of this browser has.
#[must_use]
pub fn new_id() -> AttrValue {
    let time = js_sys::Date::now();
    let chance = js_sys::Math::random() * 1e6;
    [(time as u64).to_string(), "-".to_owned(), (chance as u64).to_string()].concat().into()
}

/// Today in the browser's time zone.
#[must_use]
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let part = |number: u32| i8::try_from(number).unwrap_or(1);
    Date::new(i16::try_from(now.get_full_year()).unwrap_or(2000), part(now.get_month() + 1), part(now.get_date()))
        .unwrap_or(Date::constant(2000, 1, 1))
}
