//! The distribution of the value, from the workers, for the page that shows it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::valuation::simulation::{DossierSettings, SimulationOptions, SimulationResult};
use yew::prelude::*;

use super::{use_dossier, use_loaded_rules, use_session};
use crate::state::Shared;
use crate::worker::progressive::{News, Progressive, simulate};
use crate::worker::{Simulate, SimulateError, Simulated, crew_size};

/// Pause after the last change before the simulation starts, in milliseconds.
const PAUSE_MS: u32 = 150;

/// What is simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// Id of a pool; all of them without.
    pub pool: Option<String>,
    /// What a person changed about the inputs.
    pub settings: DossierSettings,
    /// Trials, seed and points.
    pub options: SimulationOptions,
}

/// What there is to see. The last good picture stays while the next is computed.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Tornado, inputs, flip points.
    pub beside: Shared<Simulated>,
    /// The distribution as far as it is refined.
    pub result: Shared<SimulationResult>,
}

/// How a simulation stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// At work.
    Running,
    /// All trials are in the picture.
    Done,
    /// Broken off.
    Stopped,
    /// There is nothing to show.
    Refused(SimulateError),
    /// A worker died; what the browser said.
    Broken(String),
}

/// A simulation as the page sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Document and pool: a picture of others is never shown.
    of: AttrValue,
    /// The newest picture.
    pub picture: Option<Picture>,
    /// Trials done.
    pub done: u32,
    /// Trials in all.
    pub total: u32,
    /// How it stands.
    pub standing: Standing,
}

/// What happens to a simulation.
#[derive(Debug)]
pub enum Act {
    /// Another one begins.
    Begin {
        /// Document and pool.
        of: AttrValue,
        /// Trials.
        total: u32,
    },
    /// The workers have news.
    Hear(News),
    /// The user breaks it off.
    Stop,
}

impl Reducible for Progress {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = (*self).clone();
        match act {
            Act::Begin { of, total } => {
                let picture = next.picture.filter(|_| next.of == of);
                next = Progress { of, picture, done: 0, total, standing: Standing::Running };
            }
            Act::Hear(News::First(simulated)) => {
                let result = Shared::new(simulated.result.clone());
                next.picture = Some(Picture { beside: Shared::new(*simulated), result });
            }
            Act::Hear(News::Refined(result)) => {
                next.picture = next.picture.map(|picture| Picture { result: Shared::new(*result), ..picture });
            }
            Act::Hear(News::Progress(done)) => next.done = done,
            Act::Hear(News::Done) => next.standing = Standing::Done,
            Act::Hear(News::Refused(error)) => {
                // What was seen stays beside the refusal; only where nothing has a value there is nothing to see.
                next.picture = next.picture.filter(|_| error != SimulateError::NothingValued);
                next.standing = Standing::Refused(error);
            }
            Act::Hear(News::Broken(broken)) => next.standing = Standing::Broken(broken.reason),
            Act::Stop => next.standing = Standing::Stopped,
        }
        Rc::new(next)
    }
}

/// A simulation and what the user can do with it.
pub struct Simulation {
    /// What there is to see.
    pub progress: Progress,
    /// Breaks it off.
    pub stop: Callback<MouseEvent>,
    /// Starts it again.
    pub again: Callback<MouseEvent>,
}

/// The simulation on its way. Dropping it gives it up.
enum Way {
    Waits { _timer: Timeout },
    Runs { _simulation: Progressive },
}

/// Simulates the document at hand, anew at every change of it or of what is asked.
#[hook]
pub fn use_simulation(asked: &Asked) -> Simulation {
    let session = use_session().session;
    let dossier: Shared<_> = Rc::clone(&use_dossier().dossier).into();
    let attempt = use_state_eq(|| 0_u32);
    let progress = use_reducer(|| Progress {
        of: AttrValue::default(),
        picture: None,
        done: 0,
        total: asked.options.trials,
        standing: Standing::Running,
    });
    let way = use_mut_ref(|| None::<Way>);
    let (dispatch, running) = (progress.dispatcher(), Rc::clone(&way));
    // Other rules are another simulation, though they come to the worker on their own way.
    let wanted = (session.id, dossier, session.as_of, asked.clone(), *attempt, use_loaded_rules());
    use_effect_with(wanted, move |(id, dossier, as_of, asked, ..)| {
        let of = [id.as_str(), "/", asked.pool.as_deref().unwrap_or_default()].concat().into();
        dispatch.dispatch(Act::Begin { of, total: asked.options.trials });
        let job = Simulate {
            dossier: dossier.to_rc(),
            as_of: *as_of,
            pool: asked.pool.clone(),
            settings: asked.settings.clone(),
            options: None,
        };
        let (options, later) = (asked.options.clone(), Rc::clone(&running));
        let timer = Timeout::new(PAUSE_MS, move || {
            let simulation = simulate(job, options, crew_size(), move |news| dispatch.dispatch(Act::Hear(news)));
            later.replace(Some(Way::Runs { _simulation: simulation }));
        });
        running.replace(Some(Way::Waits { _timer: timer }));
        move || {
            running.take();
        }
    });
    let stop = {
        let dispatch = progress.dispatcher();
        Callback::from(move |_| {
            way.take();
            dispatch.dispatch(Act::Stop);
        })
    };
    let again = Callback::from(move |_| attempt.set(*attempt + 1));
    Simulation { progress: (*progress).clone(), stop, again }
}
