//! What the hooks share that ask the worker about the document at hand.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::rules::RulePack;
use jiff::civil::Date;
use yew::prelude::*;

use super::{use_dossier, use_loaded_rules, use_session};
use crate::boot;
use crate::state::Shared;
use crate::worker::{Broken, Handle};

/// What every task asks about. Other rules are another question, though they come to the worker on their own way.
#[derive(Clone, PartialEq)]
pub(super) struct AtHand {
    /// Id of the document.
    pub id: AttrValue,
    /// The document.
    pub dossier: Shared<Dossier>,
    /// The day.
    pub as_of: Date,
    /// The rules in use.
    pub rules: Option<Shared<RulePack>>,
}

/// What a task asks about now.
#[hook]
pub(super) fn use_at_hand() -> AtHand {
    let session = use_session().session;
    let dossier = Rc::clone(&use_dossier().dossier).into();
    AtHand { id: session.id, dossier, as_of: session.as_of, rules: use_loaded_rules() }
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
