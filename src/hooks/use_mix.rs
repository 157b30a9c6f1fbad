//! The best combination of channels, from the worker, for the section that shows it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::financing::mix::{Combination, MixError, SubsidyScenario};
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::boot;
use crate::state::Shared;
use crate::worker::{Handle, Mix, run};

/// Pause after the last change before the combination is sought, in milliseconds: it takes a solver some tens of runs.
const PAUSE_MS: u32 = 400;

/// The combination of a document, or why there is none.
pub type Combined = Result<Shared<Combination>, MixError>;

/// The run on its way. Dropping it gives it up.
enum Search {
    Waits { _timer: Timeout },
    Runs { _handle: Handle },
}

/// The best combination for the document at hand, priced with the support of a scenario; `None` while it is sought.
#[hook]
pub fn use_mix(scenario: SubsidyScenario) -> Option<Combined> {
    let session = use_session().session;
    let dossier: Shared<_> = Rc::clone(&use_dossier().dossier).into();
    let wanted = (session.id, dossier, session.as_of, scenario);
    let found = use_state(|| None::<Combined>);
    let search = use_mut_ref(|| None::<Search>);
    let (setter, running) = (found.setter(), Rc::clone(&search));
    use_effect_with(wanted, move |(_, dossier, as_of, scenario)| {
        setter.set(None);
        let job = Mix { dossier: dossier.to_rc(), as_of: *as_of, scenario: *scenario };
        let later = Rc::clone(&running);
        let timer = Timeout::new(PAUSE_MS, move || {
            let done = move |outcome: Result<Result<Box<Combination>, MixError>, _>| match outcome {
                Ok(answer) => setter.set(Some(answer.map(|combination| Shared::new(*combination)))),
                Err(broken) => {
                    let broken: crate::worker::Broken = broken;
                    boot::fail(&broken.to_string());
                }
            };
            let handle = run(job, |_| {}, done);
            later.replace(Some(Search::Runs { _handle: handle }));
        });
        running.replace(Some(Search::Waits { _timer: timer }));
        move || {
            running.take();
        }
    });
    (*found).clone()
}
