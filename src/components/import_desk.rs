//! What is done about an import: files told apart, lists read in the worker and taken into the document.
//!
//! The first screen hands requests here through [`Rest`](crate::rest::Rest), so none of this is in its download.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::{Import, ImportError, ImportOptions, is_sealed, merge_into};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::focus;
use super::import_box::IMPORT_FILE;
use crate::hooks::{ImportRequest, may_replace};
use crate::mode::Mode;
use crate::route::{Route, go};
use crate::state::disk::bytes_of;
use crate::state::{
    Dispatch, Document, Edit, Failure, ImportStep, Importing, Laid, Notice, Opened, Reason, Saved, Session,
    SessionDispatch, SessionEdit, Shared, Source, Standing, Step, Taken, Target, Unsupported, can_be_salvaged,
    is_checkup, keeper, new_id, open_file, park, replacing,
};
use crate::texts::Texts;
use crate::worker::{Handle, ReadPortfolio, run};

/// What the newest rendering knows.
#[derive(Clone)]
pub struct Office {
    /// Where the import stands.
    pub importing: Importing,
    /// Moves it on.
    pub steps: UseReducerDispatcher<Importing>,
    /// The document as it is now.
    pub document: Shared<Document>,
    /// The document may not be changed.
    pub read_only: bool,
    /// The session around it.
    pub session: Session,
    /// The language on screen.
    pub texts: Texts,
    /// The screen shown.
    pub route: Route,
    /// Changes the document.
    pub dispatch: Dispatch,
    /// Changes the session.
    pub change: SessionDispatch,
}

/// The task in the worker, and the number of the newest one: what an older one says is not heard.
#[derive(Default)]
pub struct Running {
    handle: RefCell<Option<Handle>>,
    turn: Cell<u32>,
}

impl PartialEq for Running {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// Acts on requests with what the newest rendering knows.
#[derive(Clone)]
pub struct Desk {
    /// Set at each rendering.
    pub office: Rc<RefCell<Option<Office>>>,
    /// The task in the worker.
    pub running: Rc<Running>,
}

impl Desk {
    fn now(&self) -> Office {
        self.office.borrow().clone().expect("set at each rendering, and nothing acts before the first")
    }

    /// Does what is asked.
    pub fn act(&self, request: ImportRequest) {
        let now = self.now();
        match request {
            ImportRequest::Receive(files) => self.receive(&now, files),
            ImportRequest::Unsealed(file, bytes) => open_checkup(&now, file, &bytes, false),
            ImportRequest::Open(file) => {
                let desk = self.clone();
                spawn_local(async move {
                    match bytes_of(&file).await {
                        Some(bytes) => open_checkup(&desk.now(), file, &bytes, false),
                        None => desk.now().steps.dispatch(ImportStep::Fail(file.name(), Failure::Unreadable)),
                    }
                });
            }
            ImportRequest::Salvage => {
                if let Some(file) = now.importing.damaged {
                    let desk = self.clone();
                    spawn_local(async move {
                        if let Some(bytes) = bytes_of(&file).await {
                            open_checkup(&desk.now(), file, &bytes, true);
                        }
                    });
                }
            }
            ImportRequest::Into(target) => {
                if let Some(file) = now.importing.asking {
                    self.read(Source { file, target, options: options(&now.document, target) });
                }
            }
            ImportRequest::ShowLayout(query, encoding) => {
                let laid = now.importing.laid.map(|laid| laid.source);
                if let Some(mut source) = laid.or(now.importing.taken.map(|taken| taken.source)) {
                    source.options.show_layout = Some(query);
                    source.options.encoding = encoding.or(source.options.encoding);
                    self.read(source);
                }
            }
            ImportRequest::Read(mapping) => {
                if let Some(Laid { mut source, .. }) = now.importing.laid {
                    source.options.show_layout = None;
                    source.options.mapping = Some(mapping);
                    self.read(source);
                }
            }
            ImportRequest::Cancel => {
                self.break_off();
                now.steps.dispatch(ImportStep::Cancel);
                focus(IMPORT_FILE);
            }
            ImportRequest::CloseLayout => {
                self.break_off();
                now.steps.dispatch(ImportStep::CloseLayout);
                // The account of an earlier import takes the focus itself.
                if now.importing.taken.is_none() {
                    focus(IMPORT_FILE);
                }
            }
            ImportRequest::Undo => {
                if now.importing.taken.is_some_and(|taken| taken.standing(&now.document) == Standing::Last) {
                    now.dispatch.dispatch(Step::Undo);
                }
            }
            ImportRequest::Close => {
                now.steps.dispatch(ImportStep::Close);
                focus(IMPORT_FILE);
            }
        }
    }

    fn break_off(&self) {
        self.running.turn.set(self.running.turn.get() + 1);
        // Dropping the handle ends the worker's task.
        self.running.handle.replace(None);
    }

    fn receive(&self, now: &Office, files: Vec<File>) {
        if now.route == Route::Park {
            park::receive(files, now.session.as_of);
            return;
        }
        let mut files = files.into_iter();
        let Some(file) = files.next() else { return };
        let elsewhere = !matches!(now.route, Route::Start | Route::Portfolio);
        if elsewhere {
            // Where nothing of the import is shown, the portfolio shows it.
            go(&Route::Portfolio);
        }
        self.break_off();
        now.steps.dispatch(ImportStep::CloseLayout);
        if files.next().is_some() {
            now.steps.dispatch(ImportStep::Fail(String::new(), Failure::Many));
            return;
        }
        if let Some(kind) = Unsupported::of(&file.name()) {
            now.steps.dispatch(ImportStep::Fail(file.name(), Failure::Unsupported(kind)));
            return;
        }
        let (desk, turn) = (self.clone(), self.running.turn.get());
        spawn_local(async move {
            let bytes = bytes_of(&file).await;
            if turn != desk.running.turn.get() {
                return;
            }
            let now = desk.now();
            let Some(bytes) = bytes else {
                now.steps.dispatch(ImportStep::Fail(file.name(), Failure::Unreadable));
                return;
            };
            if is_sealed(&bytes) {
                now.steps.dispatch(ImportStep::Sealed(file));
                return;
            }
            if is_checkup(&file.name(), &bytes) {
                open_checkup(&now, file, &bytes, false);
                return;
            }
            let at_start = now.route == Route::Start;
            let sample = now.document.dossier.sample.is_some();
            if at_start && !now.document.is_blank() && !now.read_only && !sample {
                now.steps.dispatch(ImportStep::Ask(file));
                return;
            }
            let target = if at_start && (now.read_only || sample) { Target::New } else { Target::Current };
            desk.read(Source { options: options(&now.document, target), file, target });
        });
    }

    fn read(&self, source: Source) {
        self.break_off();
        let now = self.now();
        let name = source.file.name();
        if source.target == Target::Current && now.read_only {
            now.steps.dispatch(ImportStep::Fail(name, Failure::ReadOnly));
            return;
        }
        now.steps.dispatch(ImportStep::Read(name.clone()));
        let (desk, turn) = (self.clone(), self.running.turn.get());
        spawn_local(async move {
            let bytes = bytes_of(&source.file).await;
            if turn != desk.running.turn.get() {
                return;
            }
            let Some(bytes) = bytes else {
                desk.now().steps.dispatch(ImportStep::Fail(name, Failure::Unreadable));
                return;
            };
            let job = ReadPortfolio { bytes, file_name: name.clone(), options: source.options.clone() };
            let (steps, done) = (desk.now().steps, desk.clone());
            let handle = run(
                job,
                move |progress| steps.dispatch(ImportStep::Progress(progress)),
                move |outcome| match outcome {
                    Ok(Ok(import)) => done.take(source, import),
                    Ok(Err(ImportError::NeedsMapping(layout))) => {
                        let laid = Laid { source, layout: Shared::new(*layout) };
                        done.now().steps.dispatch(ImportStep::Lay(Box::new(laid)));
                        go(&Route::Portfolio);
                    }
                    Ok(Err(error)) => done.now().steps.dispatch(ImportStep::Fail(name, Failure::List(error))),
                    Err(_) => done.now().steps.dispatch(ImportStep::Fail(name, Failure::Stopped)),
                },
            );
            desk.running.handle.replace(Some(handle));
        });
    }

    /// Takes a list into the document. A list that was taken in with other columns is undone first, where nothing else
    /// has changed since.
    fn take(&self, mut source: Source, import: Import) {
        let now = self.now();
        let again = now.importing.taken.as_ref().filter(|taken| taken.source.file == source.file);
        let again = again.filter(|taken| taken.standing(&now.document) == Standing::Last);
        let before = match (again, source.target) {
            (Some(taken), _) => taken.before.clone(),
            (None, Target::Current) => now.document.clone(),
            (None, Target::New) => Shared::new(Document::new(Dossier::default())),
        };
        let known = before.dossier.assets.len();
        let merged = merge_into(&before.dossier, import.clone());
        let added = merged.len().saturating_sub(known);
        let renewed = import.assets.len().saturating_sub(added);
        if again.is_some() {
            now.dispatch.dispatch(Step::Undo);
        } else if source.target == Target::New {
            now.change.dispatch(SessionEdit::Open { id: new_id(), read_only: false, saved: Saved::Blank });
            now.dispatch.dispatch(replacing(Document::clone(&before)));
        }
        // Whatever is read again from this file belongs where it is now.
        source.target = Target::Current;
        let anything = !import.assets.is_empty();
        if anything {
            keeper().mark(&now.session.id, &now.document, Reason::Import);
        }
        let taken = Taken { source, import: Shared::new(import), added, renewed, before, after: None };
        now.steps.dispatch(ImportStep::Take(Box::new(taken)));
        if anything {
            now.dispatch.dispatch(Step::Do(Edit::Put(Rc::new(merged)).into(), js_sys::Date::now()));
        }
        go(&Route::Portfolio);
    }
}

/// What helps to read a list for a document.
fn options(document: &Document, target: Target) -> ImportOptions {
    let name = &document.dossier.enterprise.name;
    let known = target == Target::Current && !name.is_empty();
    ImportOptions { enterprise: known.then(|| name.clone()), ..ImportOptions::default() }
}

/// Opens a check-up file in place of the document at hand, which stays in this browser: the way back is offered. Where
/// only this page holds it, the person is asked first.
fn open_checkup(now: &Office, file: File, bytes: &[u8], salvage: bool) {
    let Opened { document, read_only, notices } = match open_file(bytes, salvage) {
        Ok(opened) => opened,
        Err(error) => {
            // What is under a passphrase is whole or not opened at all.
            let damaged = (can_be_salvaged(&error) && !file.name().ends_with(".age")).then(|| file.clone());
            now.steps.dispatch(ImportStep::Fail(file.name(), Failure::Checkup(error)));
            now.steps.dispatch(ImportStep::Damaged(damaged));
            return;
        }
    };
    let replaces = !now.document.is_blank();
    if replaces && !may_replace(&now.session, now.texts) {
        now.steps.dispatch(ImportStep::Close);
        return;
    }
    now.steps.dispatch(ImportStep::Close);
    now.change.dispatch(SessionEdit::Open { id: new_id(), read_only, saved: Saved::Blank });
    if replaces && Mode::here().keeps() {
        let name = now.document.dossier.enterprise.name.clone();
        now.change.dispatch(SessionEdit::Note(Notice::Replaced(now.session.id.clone(), name.into())));
    }
    notices.into_iter().for_each(|notice| now.change.dispatch(SessionEdit::Note(notice)));
    now.dispatch.dispatch(replacing(document));
    go(&Route::Report);
}
