//! A workbook written in the worker and given to the user as a file.

use std::cell::RefCell;
use std::rc::Rc;

use serde_bytes::ByteBuf;
use yew::prelude::*;

use crate::state::disk;
use crate::worker::messages::Job;
use crate::worker::{Broken, Handle, NoWorkbook, run};

/// Where the writing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// Nothing was asked.
    Idle,
    /// In the worker.
    Running,
    /// The browser has the file.
    Saved,
    /// It could not be written or was not taken.
    Failed,
}

/// The writing of a workbook: how it stands, and how to ask for it or break it off.
#[derive(Clone)]
pub struct Spreadsheet {
    stage: UseStateHandle<Writing>,
    // Leaving the page drops the handle, which ends the task.
    running: Rc<RefCell<Option<Handle>>>,
}

impl Spreadsheet {
    /// How it stands.
    #[must_use]
    pub fn stage(&self) -> Writing {
        *self.stage
    }

    /// Has a workbook written and saves it under a name.
    pub fn write<J>(&self, job: J, name: String)
    where
        J: Job<Output = Result<ByteBuf, NoWorkbook>> + 'static,
    {
        self.stage.set(Writing::Running);
        let stage = self.stage.clone();
        let done = move |outcome: Result<J::Output, Broken>| {
            stage.set(if saved(&name, &outcome) { Writing::Saved } else { Writing::Failed });
        };
        self.running.replace(Some(run(job, |_| {}, done)));
    }

    /// Breaks it off.
    pub fn cancel(&self) {
        self.running.replace(None);
        self.stage.set(Writing::Idle);
    }
}

/// See [`Spreadsheet`].
#[hook]
pub fn use_spreadsheet() -> Spreadsheet {
    Spreadsheet { stage: use_state(|| Writing::Idle), running: use_mut_ref(|| None::<Handle>) }
}

/// Gives a workbook to the user as a file; says whether there was one and the browser took it.
pub fn saved(name: &str, outcome: &Result<Result<ByteBuf, NoWorkbook>, Broken>) -> bool {
    matches!(outcome, Ok(Ok(bytes)) if disk::download_bytes(name, bytes, disk::SPREADSHEET).is_ok())
}
