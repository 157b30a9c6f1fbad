//! What surrounds the document: its id, whether it is saved, whether it may be changed.

use std::rc::Rc;

use jiff::civil::Date;
use yew::{AttrValue, Reducible};

/// Where the newest state of the document is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Saved {
    /// Nothing to keep yet.
    #[default]
    Blank,
    /// Only on this page: storage refused or full.
    Nowhere,
    /// In this browser, since a time in milliseconds.
    Browser(f64),
    /// In a file, since a time in milliseconds.
    File(f64),
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
    /// Opened from a newer version, or changed in another tab: may be read, not changed.
    pub read_only: bool,
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
    /// Where the newest state is kept.
    Saved(Saved),
    /// Another tab has written a newer state.
    Overtaken,
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
                next.id = id;
                next.read_only = read_only;
                next.saved = saved;
                next.restored = true;
            }
            SessionEdit::Saved(saved) => next.saved = saved,
            SessionEdit::Overtaken => next.read_only = true,
            SessionEdit::Restored => next.restored = true,
            SessionEdit::AsOf(day) => next.as_of = day,
        }
        if *self == next { self } else { Rc::new(next) }
    }
}

impl Session {
    /// A session with a new document.
    #[must_use]
    pub fn new() -> Self {
        Session { id: new_id(), as_of: today(), saved: Saved::Blank, read_only: false, restored: false }
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
