//! The workings of a single right, from the worker: the assessment of many rights does not file them.

use ip_health_engine::working::Workings;
use yew::prelude::*;

use super::job::{AtHand, sound, use_at_hand};
use crate::state::Shared;
use crate::worker::{RightWorkings, run};

/// The workings of the right that the figure `wanted` belongs to; `None` while they are computed, or nothing is wanted.
#[hook]
pub fn use_right_workings(wanted: Option<AttrValue>) -> Option<Shared<Workings>> {
    let asked = use_at_hand();
    let found = use_state(|| None::<Shared<Workings>>);
    let running = use_mut_ref(|| None);
    let setter = found.setter();
    use_effect_with((wanted, asked), move |(wanted, AtHand { dossier, as_of, .. })| {
        setter.set(None);
        if let Some(working) = wanted {
            let job = RightWorkings { dossier: dossier.to_rc(), as_of: *as_of, working: working.to_string() };
            let done = move |outcome| {
                if let Some(workings) = sound(outcome) {
                    setter.set(Some(Shared::new(workings)));
                }
            };
            running.replace(Some(run(job, |_| {}, done)));
        }
        // Dropping the handle gives the task up.
        move || drop(running.take())
    });
    (*found).clone()
}
