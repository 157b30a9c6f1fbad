//! The document as bank, insurer and investor read it, from the worker, for the screens that show it.

use std::rc::Rc;

use ip_health_engine::readers::Readings;
use yew::prelude::*;

use super::job::{AtHand, sound, use_at_hand};
use crate::state::Shared;
use crate::worker::{Handle, Read, run};

/// The readings of the document at hand; `None` before the first. While newer ones are computed the last ones stay, so
/// that a form beside them does not jump.
#[hook]
pub fn use_readings() -> Option<Shared<Readings>> {
    let wanted = use_at_hand();
    let found = use_state(|| None::<(AttrValue, Shared<Readings>)>);
    let running = use_mut_ref(|| None::<Handle>);
    let (setter, slot) = (found.setter(), Rc::clone(&running));
    let document = wanted.id.clone();
    use_effect_with(wanted, move |AtHand { id, dossier, as_of, .. }| {
        let job = Read { dossier: dossier.to_rc(), as_of: *as_of };
        let id = id.clone();
        let done = move |outcome: Result<Result<Box<Readings>, _>, _>| {
            if let Some(readings) = sound(outcome) {
                setter.set(Some((id, Shared::new(*readings))));
            }
        };
        slot.replace(Some(run(job, |_| {}, done)));
        move || {
            slot.take();
        }
    });
    // Those of another document are never shown.
    found.as_ref().filter(|(id, _)| *id == document).map(|(_, readings)| readings.clone())
}
