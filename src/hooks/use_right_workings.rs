//! The workings of a single right, from the worker: the assessment of many rights does not file them.

use std::rc::Rc;

use ip_health_engine::working::Workings;
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::boot;
use crate::state::Shared;
use crate::worker::{RightWorkings, run};

/// The workings of the right that the figure `wanted` belongs to; `None` while they are computed, or nothing is wanted.
#[hook]
pub fn use_right_workings(wanted: Option<AttrValue>) -> Option<Shared<Workings>> {
    let session = use_session().session;
    let dossier: Shared<_> = Rc::clone(&use_dossier().dossier).into();
    let found = use_state(|| None::<Shared<Workings>>);
    let running = use_mut_ref(|| None);
    let setter = found.setter();
    use_effect_with((wanted, session.id, dossier, session.as_of), move |(wanted, _, dossier, as_of)| {
        setter.set(None);
        if let Some(working) = wanted {
            let job = RightWorkings { dossier: dossier.to_rc(), as_of: *as_of, working: working.to_string() };
            let handle = run(
                job,
                |_| {},
                move |outcome| match outcome {
                    Ok(Ok(workings)) => setter.set(Some(Shared::new(workings))),
                    // The worker runs the code and the rules of this build: what fails there is a defect.
                    Ok(Err(reason)) => boot::fail(&reason),
                    Err(broken) => boot::fail(&broken.to_string()),
                },
            );
            running.replace(Some(handle));
        }
        // Dropping the handle gives the task up.
        move || drop(running.take())
    });
    (*found).clone()
}
