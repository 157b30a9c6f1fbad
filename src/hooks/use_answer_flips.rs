//! Where conclusions change with an answer, from the worker, for the card that shows it.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::flips::AnswerFlips;
use yew::prelude::*;

use super::job::{AtHand, Way, sound, use_at_hand};
use crate::state::Shared;
use crate::worker::{FindFlips, run};

/// Pause after the last change before the search starts, in milliseconds: the picture of the simulation comes first.
const PAUSE_MS: u32 = 900;

/// Up to so many rights the search starts by itself; beyond, it takes long and waits to be asked.
const BY_ITSELF: usize = 300;

/// How the search stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Search {
    /// Waits to be asked.
    Idle,
    /// At work: numbers done, and of how many.
    Running(u32, u32),
    /// Done.
    Found(Shared<AnswerFlips>),
}

/// A search and what the user can do with it.
pub struct Searching {
    /// How it stands.
    pub search: Search,
    /// Starts it.
    pub start: Callback<MouseEvent>,
    /// Breaks it off.
    pub stop: Callback<MouseEvent>,
}

/// Where the conclusions of the document at hand change.
#[hook]
pub fn use_answer_flips() -> Searching {
    let at_hand = use_at_hand();
    let search = use_state_eq(|| Search::Idle);
    let asked = use_state_eq(|| 0_u32);
    let way = use_mut_ref(|| None::<Way>);
    let (setter, running) = (search.setter(), Rc::clone(&way));
    let wanted = (at_hand, *asked);
    let last_asked = use_mut_ref(|| 0_u32);
    use_effect_with(wanted, move |(AtHand { dossier, as_of, .. }, asked)| {
        let by_hand = *asked != last_asked.replace(*asked);
        if by_hand || dossier.assets.len() <= BY_ITSELF {
            setter.set(Search::Running(0, 0));
            let job = FindFlips { dossier: dossier.to_rc(), as_of: *as_of };
            let later = Rc::clone(&running);
            let timer = Timeout::new(PAUSE_MS, move || {
                let progress = setter.clone();
                let tell = move |(done, total)| progress.set(Search::Running(done, total));
                let done = move |outcome: Result<Result<Box<AnswerFlips>, _>, _>| {
                    if let Some(found) = sound(outcome) {
                        setter.set(Search::Found(Shared::new(*found)));
                    }
                };
                let handle = run(job, tell, done);
                later.replace(Some(Way::Runs { _handle: handle }));
            });
            running.replace(Some(Way::Waits { _timer: timer }));
        } else {
            setter.set(Search::Idle);
        }
        move || {
            running.take();
        }
    });
    let start = Callback::from(move |_| asked.set(asked.wrapping_add(1)));
    let stop = {
        let setter = search.setter();
        Callback::from(move |_| {
            way.take();
            setter.set(Search::Idle);
        })
    };
    Searching { search: (*search).clone(), start, stop }
}
