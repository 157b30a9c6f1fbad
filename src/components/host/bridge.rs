//! The embedded page's side of the protocol: who is listened to, what a message does, what the host is told.
//!
//! A message counts only when it comes from the window this page is embedded in and its origin is permitted as a whole.
//! The first configuration binds both; from then on no other origin is heard, and every answer goes to that origin alone.
//! Whoever else sends something gets no answer, not even that there is somebody.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use ip_health_engine::Assessment;
use ip_health_engine::dossier::{RulesStamp, fingerprint};
use ip_health_engine::exchange::frame::{
    Autosave, Change, Configure, Ending, Exit, FromHost, FromPage, Load, Outcome, Permitted, Ready, Refused, Saved,
    read_from_host,
};
use ip_health_engine::rules::RulePack;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Window};
use yew::prelude::*;

use super::surface;
use crate::boot;
use crate::hooks::{
    HiddenContext, LanguageChoice, PackOrigin, PackState, PackSwitch, PackText, SessionHandle, read_pack,
};
use crate::route::{Route, go};
use crate::state::{self, Dispatch, Document, SessionEdit, Shared, Step, new_id, open_file, write_carried};
use crate::worker::Handle;

/// Pause after the last change before the host is told that there is one, in milliseconds.
const TELL_MS: u32 = 200;
/// Pause after the last change before the host is given the document, where it asked for that, in milliseconds.
const AUTOSAVE_MS: u32 = 1_000;

/// Where the talk with the host stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Nothing was heard yet.
    Waiting,
    /// The page is in no other page.
    Alone,
    /// A page of this origin tried, and may not.
    Refused(AttrValue),
    /// The list of hosts cannot be read.
    Unreadable(AttrValue),
    /// A host is there.
    Bound {
        /// Its origin.
        origin: AttrValue,
        /// The person may close the check-up.
        closable: bool,
        /// It is given the document at every pause.
        autosaves: bool,
        /// It is told what the check-up says.
        results: bool,
    },
}

/// What the bridge works on, as it was rendered last.
#[derive(Clone)]
pub struct Desk {
    pub document: Shared<Document>,
    pub session: SessionHandle,
    pub dispatch: Dispatch,
    pub rules: Option<Shared<RulePack>>,
    pub pack: Option<Shared<PackState>>,
    pub switch: PackSwitch,
    pub assessment: Option<Shared<Assessment>>,
    pub language: LanguageChoice,
    pub hidden: HiddenContext,
}

/// The host that is listened to, and what it wants.
struct Bound {
    origin: String,
    wants: Configure,
}

/// The embedded page's side of the protocol.
pub struct Bridge {
    window: Option<Window>,
    /// The window this page is embedded in.
    parent: Option<Window>,
    standing: UseStateSetter<Standing>,
    permitted: RefCell<Permitted>,
    bound: RefCell<Option<Bound>>,
    desk: RefCell<Option<Desk>>,
    /// The document as the host has it.
    with_host: RefCell<Rc<Document>>,
    /// The request of a document that was loaded, until the answer can be given.
    loaded: RefCell<Option<Option<String>>>,
    /// The last change told.
    told: RefCell<Option<(bool, String)>>,
    /// A pack that waits for the rules of this build.
    waiting_pack: RefCell<Option<(Option<String>, Rc<str>)>>,
    timers: RefCell<[Option<Timeout>; 3]>,
    pub(super) running: RefCell<BTreeMap<u32, Handle>>,
    next: Cell<u32>,
    height: Cell<u32>,
    listener: RefCell<Option<EventListener>>,
}

impl Bridge {
    /// A bridge to nobody yet.
    pub fn new(standing: UseStateSetter<Standing>) -> Rc<Self> {
        let window = web_sys::window();
        let parent = window.as_ref().and_then(|window| window.parent().ok().flatten());
        let parent = parent.filter(|parent| window.as_ref().map(JsValue::from) != Some(parent.into()));
        Rc::new(Bridge {
            window,
            parent,
            standing,
            permitted: RefCell::default(),
            bound: RefCell::default(),
            desk: RefCell::default(),
            with_host: RefCell::default(),
            loaded: RefCell::default(),
            told: RefCell::default(),
            waiting_pack: RefCell::default(),
            timers: RefCell::default(),
            running: RefCell::default(),
            next: Cell::new(0),
            height: Cell::new(0),
            listener: RefCell::default(),
        })
    }

    /// What it works on from now on.
    pub fn look(&self, desk: Desk) {
        self.desk.replace(Some(desk));
    }

    pub(super) fn desk(&self) -> Option<Desk> {
        self.desk.borrow().clone()
    }

    /// Learns who may speak, listens, and says that it does.
    pub async fn listen(self: Rc<Self>) {
        if self.parent.is_none() {
            return self.standing.set(Standing::Alone);
        }
        let Some(window) = self.window.clone() else { return };
        // If a file of the page is missing, web/boot.js has already said so.
        let Ok(listed) = boot::hosts().await else { return };
        // The origin of the address: a sandboxed page has it too, though it may not act for it.
        let own = Permitted::own(&window.location().origin().unwrap_or_default());
        let permitted = match listed {
            None => own,
            Some(list) => match own.clone().with_file(&list) {
                Ok(permitted) => permitted,
                Err(fault) => {
                    self.standing.set(Standing::Unreadable(fault.message.into()));
                    own
                }
            },
        };
        self.permitted.replace(permitted);
        let bridge = Rc::downgrade(&self);
        let listener = EventListener::new(&window, "message", move |event| {
            if let Some(bridge) = bridge.upgrade() {
                bridge.hear(event.unchecked_ref());
            }
        });
        self.listener.replace(Some(listener));
        // The one message for anybody: it tells nothing but that the page is there.
        self.post("*", &FromPage::Ready(Ready::new()));
    }

    fn hear(self: &Rc<Self>, event: &MessageEvent) {
        let from_parent = match (event.source(), &self.parent) {
            (Some(source), Some(parent)) => JsValue::from(source) == JsValue::from(parent),
            _ => false,
        };
        if !from_parent {
            return;
        }
        let origin = event.origin();
        if !self.permitted.borrow().allows(&origin) {
            if self.bound.borrow().is_none() {
                self.standing.set(Standing::Refused(origin.into()));
            }
            return;
        }
        if self.bound.borrow().as_ref().is_some_and(|bound| bound.origin != origin) {
            return;
        }
        // What JSON cannot hold, as a number without end or a circle, is no message.
        let json = js_sys::JSON::stringify(&event.data()).ok().and_then(|text| JsValue::from(text).as_string());
        match read_from_host(json.as_deref().unwrap_or_default()) {
            Ok(FromHost::Configure(wants)) => self.configure(origin, wants),
            Ok(message) if self.bound.borrow().is_none() => {
                let request = match message {
                    FromHost::Configure(_) => None,
                    FromHost::Load(load) => load.request,
                    FromHost::Save(save) => save.request,
                    FromHost::Export(export) => export.request,
                };
                let message = "type: send iphc:configure first".to_owned();
                let field = Some("type".to_owned());
                self.post(
                    &origin,
                    &FromPage::Error(Refused { request, code: "not-configured".to_owned(), field, message }),
                );
            }
            Ok(FromHost::Load(load)) => self.load(load),
            Ok(FromHost::Save(save)) => self.save(save.request),
            Ok(FromHost::Export(export)) => self.export(export),
            Err(misread) => self.post(&origin, &FromPage::Error(misread.into())),
        }
    }

    /// Says something to the host that is bound; to nobody while there is none.
    pub(super) fn say(&self, message: &FromPage) {
        let origin = self.bound.borrow().as_ref().map(|bound| bound.origin.clone());
        if let Some(origin) = origin {
            self.post(&origin, message);
        }
    }

    pub(super) fn refuse(&self, request: Option<String>, code: &str, field: Option<&str>, message: &str) {
        let field = field.map(str::to_owned);
        self.say(&FromPage::Error(Refused { request, code: code.to_owned(), field, message: message.to_owned() }));
    }

    fn post(&self, origin: &str, message: &FromPage) {
        let value = js_sys::JSON::parse(&message.to_value().to_string());
        if let (Some(parent), Ok(value)) = (&self.parent, value) {
            // A window that has gone hears nothing.
            let _ = parent.post_message(&value, origin);
        }
    }

    fn configure(self: &Rc<Self>, origin: String, wants: Configure) {
        let Some(desk) = self.desk() else { return };
        surface::theme(wants.theme);
        if let Some(language) = wants.language {
            desk.language.choose.emit(language);
        }
        let before = self.bound.borrow().as_ref().and_then(|bound| bound.wants.rules.clone());
        if wants.rules != before {
            self.use_rules(wants.request.clone(), wants.rules.as_deref());
        }
        desk.hidden.0.set(wants.hidden.clone().into());
        desk.session.change(SessionEdit::Lock(wants.read_only));
        self.standing.set(Standing::Bound {
            origin: origin.clone().into(),
            closable: wants.closable,
            autosaves: wants.autosave,
            results: wants.results,
        });
        self.bound.replace(Some(Bound { origin, wants }));
        self.height.set(0);
        surface::measure(self);
        self.assessed();
    }

    fn use_rules(self: &Rc<Self>, request: Option<String>, text: Option<&str>) {
        let Some(desk) = self.desk() else { return };
        match (text, desk.pack) {
            (Some(text), Some(state)) => {
                let built_in = state.built_in.clone();
                let source = PackText { name: String::new(), origin: PackOrigin::Host, text: text.into() };
                let (bridge, switch) = (Rc::downgrade(self), desk.switch);
                self.run(|done| {
                    read_pack(Rc::clone(&source.text), move |read| {
                        done();
                        match read {
                            Ok(pack) => switch.apply(built_in, source, *pack),
                            Err(fault) => {
                                if let Some(bridge) = bridge.upgrade() {
                                    bridge.refuse(request, "rules", Some("rules"), &fault.to_string());
                                }
                            }
                        }
                    })
                });
            }
            (Some(text), None) => drop(self.waiting_pack.replace(Some((request, text.into())))),
            (None, Some(state)) => desk.switch.restore(state.built_in.clone(), None),
            (None, None) => drop(self.waiting_pack.take()),
        }
    }

    /// The rules of this build are there.
    pub fn rules_came(self: &Rc<Self>) {
        if let Some((request, text)) = self.waiting_pack.take() {
            self.use_rules(request, Some(&text));
        }
    }

    /// Keeps a task of the worker until it calls what it is given.
    pub(super) fn run(self: &Rc<Self>, start: impl FnOnce(Box<dyn FnOnce()>) -> Handle) {
        let number = self.next.get();
        self.next.set(number + 1);
        let bridge = Rc::downgrade(self);
        let handle = start(Box::new(move || {
            // After this turn: the handle must not go while its own callback runs.
            Timeout::new(0, move || {
                if let Some(bridge) = bridge.upgrade() {
                    bridge.running.borrow_mut().remove(&number);
                }
            })
            .forget();
        }));
        self.running.borrow_mut().insert(number, handle);
    }

    fn load(&self, load: Load) {
        let Some(desk) = self.desk() else { return };
        let opened = match open_file(load.file.as_bytes(), false) {
            Ok(opened) => opened,
            Err(error) => {
                let code = serde_json::to_value(&error).ok();
                let code = code.as_ref().and_then(|code| match code {
                    serde_json::Value::Object(fields) => fields.keys().next().map(String::as_str),
                    code => code.as_str(),
                });
                return self.refuse(load.request, code.unwrap_or("damaged"), Some("file"), &format!("file: {error}"));
            }
        };
        let document = Rc::new(opened.document);
        self.with_host.replace(Rc::clone(&document));
        self.told.replace(None);
        self.loaded.replace(Some(load.request));
        desk.session.change(SessionEdit::Open {
            id: new_id(),
            read_only: opened.read_only,
            saved: state::Saved::Host(js_sys::Date::now()),
        });
        opened.notices.into_iter().for_each(|notice| desk.session.change(SessionEdit::Note(notice)));
        if let Some(day) = load.as_of {
            desk.session.change(SessionEdit::AsOf(day));
        }
        desk.dispatch.dispatch(Step::Reset(document));
        go(&load.show.and_then(Route::of).unwrap_or(Route::Report));
    }

    /// The fingerprint of the document; `None` while the rules are not there.
    fn hash(desk: &Desk) -> Option<String> {
        Self::stamp(desk).map(|stamp| fingerprint(&desk.document.dossier, &stamp))
    }

    fn stamp(desk: &Desk) -> Option<RulesStamp> {
        let rules = desk.rules.as_ref()?.pack();
        let as_of = desk.session.session.as_of;
        Some(RulesStamp { id: rules.id.clone(), version: rules.version.clone(), as_of })
    }

    /// The text of the document's file.
    pub(super) fn file(desk: &Desk) -> String {
        write_carried(&desk.document.dossier, &desk.document.carried.under(Self::stamp(desk)))
    }

    fn is_dirty(&self, desk: &Desk) -> bool {
        let with_host = self.with_host.borrow();
        with_host.dossier != desk.document.dossier || with_host.typed != desk.document.typed
    }

    fn later(self: &Rc<Self>, slot: usize, pause: u32, act: fn(&Rc<Self>)) {
        let bridge = Rc::downgrade(self);
        let timer = Timeout::new(pause, move || {
            if let Some(bridge) = bridge.upgrade() {
                act(&bridge);
            }
        });
        self.timers.borrow_mut()[slot] = Some(timer);
    }

    /// The document, the rules or the day are others.
    pub fn document_changed(self: &Rc<Self>) {
        self.later(0, TELL_MS, Self::tell_change);
        if self.bound.borrow().as_ref().is_some_and(|bound| bound.wants.autosave) {
            self.later(1, AUTOSAVE_MS, Self::autosave);
        }
    }

    fn tell_change(self: &Rc<Self>) {
        let Some(desk) = self.desk() else { return };
        let Some(hash) = Self::hash(&desk) else { return };
        let dirty = self.is_dirty(&desk);
        if dirty {
            desk.session.change(SessionEdit::Saved(desk.session.session.id.clone(), state::Saved::Page));
        } else if desk.session.session.saved == state::Saved::Page {
            let saved = state::Saved::Host(js_sys::Date::now());
            desk.session.change(SessionEdit::Saved(desk.session.session.id.clone(), saved));
        }
        let request = self.loaded.take();
        let news = Some((dirty, hash.clone()));
        if self.bound.borrow().is_some() && (request.is_some() || *self.told.borrow() != news) {
            self.told.replace(news);
            self.say(&FromPage::Change(Change { request: request.flatten(), dirty, hash }));
        }
    }

    fn autosave(self: &Rc<Self>) {
        let Some(desk) = self.desk().filter(|desk| self.is_dirty(desk)) else { return };
        let Some(hash) = Self::hash(&desk) else { return };
        self.say(&FromPage::Autosave(Autosave { file: Self::file(&desk), hash }));
        self.given(&desk);
    }

    /// Gives the document to the host.
    pub fn save(self: &Rc<Self>, request: Option<String>) {
        let Some(desk) = self.desk() else { return };
        let Some(hash) = Self::hash(&desk) else {
            return self.refuse(request, "not-ready", None, "the page is still loading its rules");
        };
        self.say(&FromPage::Save(Saved { request, file: Self::file(&desk), hash }));
        self.given(&desk);
    }

    /// The host has the document as it is.
    fn given(self: &Rc<Self>, desk: &Desk) {
        self.with_host.replace(desk.document.to_rc());
        let saved = state::Saved::Host(js_sys::Date::now());
        desk.session.change(SessionEdit::Saved(desk.session.session.id.clone(), saved));
        self.later(0, 0, Self::tell_change);
    }

    /// There is a new assessment, or the host asks for it.
    pub fn assessed(self: &Rc<Self>) {
        if self.bound.borrow().as_ref().is_some_and(|bound| bound.wants.results) {
            self.later(2, TELL_MS, Self::tell_outcome);
        }
    }

    fn tell_outcome(self: &Rc<Self>) {
        let Some(desk) = self.desk().filter(|desk| !desk.document.is_blank()) else { return };
        if let (Some(assessment), Some(hash)) = (&desk.assessment, Self::hash(&desk)) {
            self.say(&FromPage::Result(Outcome::of(assessment, hash)));
        }
    }

    /// The person is done.
    pub fn leave(&self) {
        let Some(desk) = self.desk() else { return };
        let reason = if self.is_dirty(&desk) { Ending::Unsaved } else { Ending::Saved };
        self.say(&FromPage::Exit(Exit { reason }));
    }

    /// The height of the page, told where it is another one.
    pub(super) fn tell_height(&self, height: u32) {
        if self.bound.borrow().is_some() && self.height.replace(height) != height {
            self.say(&FromPage::Resize(ip_health_engine::exchange::frame::Resize { height }));
        }
    }
}
