//! The simulation of the document's value, from the worker, while a page shows it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::valuation::simulation::{SimulationOptions, SimulationProgress};
use jiff::civil::Date;
use yew::prelude::*;

use super::{use_dossier, use_session};
use crate::boot;
use crate::state::Shared;
use crate::worker::{Broken, Handle, Simulate, SimulateError, Simulated, run};

/// Pause after the last change before a simulation starts, in milliseconds.
const PAUSE_MS: u32 = 200;

/// Where a simulation is.
#[derive(Clone, Debug, PartialEq)]
pub enum Simulation {
    /// Not begun: it waits for the end of the typing.
    Waits,
    /// So far.
    Runs(SimulationProgress),
    /// Done.
    Done(Rc<Simulated>),
    /// There is nothing to simulate, or the inputs refuse.
    Refused(SimulateError),
}

/// What is simulated.
#[derive(Clone, PartialEq)]
struct Wanted {
    dossier: Shared<Dossier>,
    as_of: Date,
    pool: Option<String>,
    options: Option<SimulationOptions>,
}

/// Simulates the value of the document, or of one of its pools, a moment after every change; a change, and leaving the
/// page, cancels what runs. `options` without a value are those of the rule pack.
#[hook]
pub fn use_simulation(pool: Option<String>, options: Option<SimulationOptions>) -> Simulation {
    let session = use_session().session;
    let dossier = Rc::clone(&use_dossier().dossier).into();
    let state = use_state(|| Simulation::Waits);
    let wanted = Wanted { dossier, as_of: session.as_of, pool, options };
    let show = state.setter();
    use_effect_with(wanted, move |wanted| {
        show.set(Simulation::Waits);
        // Dropped with the effect: timer and task end with it.
        let running = Rc::new(std::cell::RefCell::new(None::<Handle>));
        let (wanted, task) = (wanted.clone(), Rc::clone(&running));
        let timer = Timeout::new(PAUSE_MS, move || {
            task.replace(Some(start(&wanted, show)));
        });
        move || drop((timer, running.take()))
    });
    (*state).clone()
}

fn start(wanted: &Wanted, show: UseStateSetter<Simulation>) -> Handle {
    let job = Simulate {
        dossier: wanted.dossier.to_rc(),
        as_of: wanted.as_of,
        pool: wanted.pool.clone(),
        options: wanted.options.clone(),
    };
    let on_progress = show.clone();
    run(
        job,
        move |progress| on_progress.set(Simulation::Runs(progress)),
        move |outcome| match outcome {
            Ok(Ok(simulated)) => show.set(Simulation::Done(Rc::new(*simulated))),
            Ok(Err(SimulateError::Rules(reason))) | Err(Broken { reason }) => boot::fail(&reason),
            Ok(Err(refused)) => show.set(Simulation::Refused(refused)),
        },
    )
}
