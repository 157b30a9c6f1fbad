//! What the hooks share that ask the worker about the document at hand.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::dossier::Dossier;
use jiff::civil::Date;
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::boot;
use crate::state::Shared;
use crate::worker::{Broken, Handle};

/// Id of the document, the document, and the day: as every task wants them.
pub(super) type AtHand = (AttrValue, Shared<Dossier>, Date);

/// What a task asks about now.
#[hook]
pub(super) fn use_at_hand() -> AtHand {
    let session = use_session().session;
    (session.id, Rc::clone(&use_dossier().dossier).into(), session.as_of)
}

/// A task that waits for a pause of the user, then runs. Dropping it gives it up.
pub(super) enum Way {
    /// For the pause to be over.
    Waits { _timer: Timeout },
    /// In the worker.
    Runs { _handle: Handle },
}

/// What the worker gave; `None` when it died, which is told.
pub(super) fn alive<T>(outcome: Result<T, Broken>) -> Option<T> {
    outcome.map_err(|broken| boot::fail(&broken.to_string())).ok()
}

/// As [`alive`], of a task that fails only where the worker's code and rules have a defect.
pub(super) fn sound<T>(outcome: Result<Result<T, String>, Broken>) -> Option<T> {
    alive(outcome)?.map_err(|reason| boot::fail(&reason)).ok()
}
