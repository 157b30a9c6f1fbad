//! The best combination of channels, from the worker, for the section that shows it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::financing::mix::{Combination, MixError, SubsidyScenario};
use yew::prelude::*;

use super::job::{AtHand, Way, alive, use_at_hand};
use crate::state::Shared;
use crate::worker::{Mix, run};

/// Pause after the last change before the combination is sought, in milliseconds: it takes a solver some tens of runs.
const PAUSE_MS: u32 = 400;

/// The combination of a document, or why there is none.
pub type Combined = Result<Shared<Combination>, MixError>;

/// The best combination for the document at hand, priced with the support of a scenario; `None` while it is sought.
#[hook]
pub fn use_mix(scenario: SubsidyScenario) -> Option<Combined> {
    let wanted = (use_at_hand(), scenario);
    let found = use_state(|| None::<Combined>);
    let search = use_mut_ref(|| None::<Way>);
    let (setter, running) = (found.setter(), Rc::clone(&search));
    use_effect_with(wanted, move |(AtHand { dossier, as_of, .. }, scenario)| {
        setter.set(None);
        let job = Mix { dossier: dossier.to_rc(), as_of: *as_of, scenario: *scenario };
        let later = Rc::clone(&running);
        let timer = Timeout::new(PAUSE_MS, move || {
            let done = move |outcome: Result<Result<Box<Combination>, _>, _>| {
                if let Some(answer) = alive(outcome) {
                    setter.set(Some(answer.map(|combination| Shared::new(*combination))));
                }
            };
            let handle = run(job, |_| {}, done);
            later.replace(Some(Way::Runs { _handle: handle }));
        });
        running.replace(Some(Way::Waits { _timer: timer }));
        move || {
            running.take();
        }
    });
    (*found).clone()
}
