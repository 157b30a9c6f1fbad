//! What-if, goal seek and comparison of the document at hand, from the worker.

use std::cell::RefCell;
use std::rc::Rc;

use ip_health_engine::decide::{Comparison, Goal, LeverEffect, Outlook, SeekOutcome, SeekProgress};
use ip_health_engine::dossier::{Decisions, Dossier, Scenario};
use ip_health_engine::valuation::simulation::SimulationResult;
use jiff::civil::Date;
use yew::prelude::*;

use super::job::{AtHand, sound, use_at_hand};
use super::use_loaded_rules;
use crate::state::Shared;
use crate::worker::{
    Broken, Compare, ComparedSide, Crew, Effects, Handle, Seek, SimulateSides, WhatIf, WhatIfAbout, run,
};

/// What is wanted: a document and what is changed in it.
type Wanted = (AtHand, Scenario);

/// One run at a time, by one worker, which is told the document once and then only what is changed. Of what is wanted
/// meanwhile only the newest is computed, so that a slider skips states and queues none.
struct Line {
    worker: Crew,
    /// What the worker was told.
    told: RefCell<Option<AtHand>>,
    running: RefCell<Option<Handle>>,
    waiting: RefCell<Option<Wanted>>,
    show: Box<dyn Fn(Outlook)>,
}

impl Line {
    fn new(show: impl Fn(Outlook) + 'static) -> Rc<Self> {
        Rc::new(Line {
            worker: Crew::new(1),
            told: RefCell::default(),
            running: RefCell::default(),
            waiting: RefCell::default(),
            show: Box::new(show),
        })
    }

    fn want(self: &Rc<Self>, wanted: Wanted) {
        if self.running.borrow().is_some() {
            self.waiting.replace(Some(wanted));
        } else {
            self.start(wanted);
        }
    }

    fn start(self: &Rc<Self>, wanted: Wanted) {
        let (asked, scenario) = wanted.clone();
        let known = self.told.borrow().as_ref() == Some(&asked);
        let about = (!known).then(|| WhatIfAbout { dossier: asked.dossier.to_rc(), as_of: asked.as_of });
        self.told.replace(Some(asked));
        let line = Rc::clone(self);
        let done = move |outcome: Result<Result<Option<Box<Outlook>>, String>, Broken>| {
            line.running.take();
            let mut next = line.waiting.take();
            match sound(outcome) {
                Some(Some(found)) => (line.show)(*found),
                // It was told under other rules: it is told again.
                Some(None) => {
                    line.told.take();
                    next = next.or(Some(wanted));
                }
                None => {}
            }
            if let Some(next) = next {
                line.start(next);
            }
        };
        self.running.replace(Some(self.worker.run(WhatIf { about, scenario }, |_| {}, done)));
    }

    /// Nobody waits for the rest.
    fn give_up(&self) {
        self.waiting.take();
        self.running.take();
    }
}

/// What is tried on the document at hand, and what comes of it.
pub struct WhatIfHandle {
    /// What is changed.
    pub scenario: Scenario,
    /// The results under it, those of the last one while a newer is computed; nothing before the first.
    pub outlook: Option<Shared<Outlook>>,
    /// Changes it. Stays the same while the document does: a lever that is not moved is not drawn anew.
    pub change: Callback<Trial>,
}

/// A change of what is tried.
#[derive(Clone, Debug)]
pub enum Trial {
    /// A lever set, or put back.
    Lever(String, Option<f64>),
    /// An action taken as done, or not.
    Action(String, bool),
    /// All at once.
    All(Scenario),
}

impl Trial {
    fn on(self, mut scenario: Scenario) -> Scenario {
        match self {
            Trial::Lever(id, Some(value)) => {
                scenario.levers.insert(id, value);
            }
            Trial::Lever(id, None) => {
                scenario.levers.remove(&id);
            }
            Trial::Action(id, true) => {
                scenario.actions.insert(id);
            }
            Trial::Action(id, false) => {
                scenario.actions.remove(&id);
            }
            Trial::All(chosen) => scenario = Scenario { name: String::new(), ..chosen },
        }
        scenario
    }
}

/// Tries changes on the document at hand.
#[hook]
pub fn use_what_if() -> WhatIfHandle {
    let asked = use_at_hand();
    let scenario = use_state(Scenario::default);
    let outlook = use_state(|| None::<Shared<Outlook>>);
    // What was wanted last, before the screen is drawn anew.
    let newest = use_mut_ref(Scenario::default);
    let line = {
        let setter = outlook.setter();
        use_memo((), |()| Line::new(move |found| setter.set(Some(Shared::new(found)))))
    };
    let change = {
        let (line, newest, setter) = (Rc::clone(&line), Rc::clone(&newest), scenario.setter());
        use_callback(asked.clone(), move |trial: Trial, asked| {
            let before = newest.borrow().clone();
            let next = trial.on(before.clone());
            if next != before {
                newest.replace(next.clone());
                // The worker computes while the page draws the lever.
                line.want((asked.clone(), next.clone()));
                setter.set(next);
            }
        })
    };
    let kept = Rc::clone(&line);
    use_effect_with(asked, move |asked| line.want((asked.clone(), newest.borrow().clone())));
    use_effect_with((), move |()| move || kept.give_up());
    WhatIfHandle { scenario: (*scenario).clone(), outlook: (*outlook).clone(), change }
}

/// The levers of the document and what each does alone; how many of how many are done until then. While they are measured
/// anew the last ones stay, so that the field someone types in does not vanish.
#[hook]
pub fn use_effects() -> Result<Shared<Vec<LeverEffect>>, (u32, u32)> {
    let asked = use_at_hand();
    let document = asked.id.clone();
    let found = use_state(|| None::<(AttrValue, Shared<Vec<LeverEffect>>)>);
    let progress = use_state_eq(|| (0, 0));
    let running = use_mut_ref(|| None::<Handle>);
    let last = use_mut_ref(|| None::<AtHand>);
    let (setter, tell, slot) = (found.setter(), progress.setter(), Rc::clone(&running));
    use_effect_with(asked, move |asked| {
        let before = last.replace(Some(asked.clone()));
        if before.is_some_and(|before| same_answers(&before, asked)) {
            return;
        }
        let AtHand { id, dossier, as_of, .. } = asked.clone();
        let job = Effects { dossier: dossier.to_rc(), as_of };
        let done = move |outcome| {
            if let Some(effects) = sound(outcome) {
                setter.set(Some((id, Shared::new(effects))));
            }
        };
        slot.replace(Some(run(job, move |progress| tell.set(progress), done)));
    });
    use_effect_with((), move |()| {
        move || {
            running.take();
        }
    });
    let known = found.as_ref().filter(|(id, _)| *id == document).map(|(_, effects)| effects.clone());
    known.ok_or(*progress)
}

/// How a goal seek stands.
#[derive(Clone, PartialEq)]
pub enum Sought {
    /// Nothing was asked, or it was cancelled.
    Idle,
    /// Searching.
    Running(Option<SeekProgress>),
    /// Done.
    Found(Goal, Shared<SeekOutcome>),
}

/// Goal seek on the document at hand: how it stands, and how to ask (a goal) or cancel (none). What was found for another
/// state of the document is forgotten.
#[hook]
pub fn use_goal_seek() -> (Sought, Callback<Option<Goal>>) {
    let asked = use_at_hand();
    let sought = use_state(|| Sought::Idle);
    let running = use_mut_ref(|| None::<Handle>);
    let last = use_mut_ref(|| None::<AtHand>);
    let (setter, slot) = (sought.setter(), Rc::clone(&running));
    use_effect_with(asked.clone(), move |asked| {
        let before = last.replace(Some(asked.clone()));
        if before.is_some_and(|before| !same_answers(&before, asked)) {
            slot.take();
            setter.set(Sought::Idle);
        }
    });
    let slot = Rc::clone(&running);
    use_effect_with((), move |()| {
        move || {
            slot.take();
        }
    });
    let setter = sought.setter();
    let ask = use_callback(asked, move |goal: Option<Goal>, AtHand { dossier, as_of, .. }| {
        running.take();
        let Some(goal) = goal else {
            setter.set(Sought::Idle);
            return;
        };
        setter.set(Sought::Running(None));
        let (tell, done) = (setter.clone(), setter.clone());
        let job = Seek { dossier: dossier.to_rc(), as_of: *as_of, goal };
        let handle = run(
            job,
            move |progress| tell.set(Sought::Running(Some(progress))),
            move |outcome| {
                if let Some(outcome) = sound(outcome) {
                    done.set(Sought::Found(goal, Shared::new(*outcome)));
                }
            },
        );
        running.replace(Some(handle));
    });
    ((*sought).clone(), ask)
}

/// Whether two documents differ at most in what the owner decides, which is no answer: to save a scenario must not take
/// away what was found.
fn same_answers(one: &AtHand, other: &AtHand) -> bool {
    let answers = |dossier: &Dossier| Dossier { decisions: Decisions::default(), ..dossier.clone() };
    let beside = |asked: &AtHand| (asked.id.clone(), asked.as_of, asked.rules.clone());
    beside(one) == beside(other) && (one.dossier == other.dossier || answers(&one.dossier) == answers(&other.dossier))
}

/// A comparison and what was compared.
#[derive(Clone, PartialEq)]
pub struct Compared {
    /// The days of the two.
    pub days: [Date; 2],
    /// What differs.
    pub comparison: Shared<Comparison>,
}

/// Trials of each side of a comparison: of Sobol points, within a thousandth of the converged median.
const TRIALS: u32 = 16_384;

/// The distributions of two sides, `None` for one of which nothing has a value; `None` until they are simulated.
#[hook]
pub fn use_distributions(sides: Option<[SideAsked; 2]>) -> Option<Shared<[Option<SimulationResult>; 2]>> {
    let rules = use_loaded_rules();
    let found = use_state(|| None);
    let running = use_mut_ref(|| None::<Handle>);
    let setter = found.setter();
    use_effect_with((sides, rules), move |(sides, _)| {
        setter.set(None);
        if let Some(sides) = sides {
            let job = SimulateSides { sides: sides.each_ref().map(side), trials: TRIALS };
            let done = move |outcome: Result<Result<Box<_>, String>, Broken>| {
                if let Some(found) = sound(outcome) {
                    setter.set(Some(Shared::new(*found)));
                }
            };
            running.replace(Some(run(job, |_| {}, done)));
        }
        move || {
            running.take();
        }
    });
    (*found).clone()
}

fn side((dossier, as_of, scenario, built_in): &SideAsked) -> ComparedSide {
    let (dossier, scenario) = (dossier.to_rc(), scenario.clone());
    ComparedSide { dossier, as_of: *as_of, scenario, built_in: *built_in }
}

/// One side of a comparison: dossier, day, what is changed, whether under the rules of this build alone.
pub type SideAsked = (Shared<Dossier>, Date, Scenario, bool);

/// Compares two sides; `None` until it is done, and while a side is missing.
#[hook]
pub fn use_comparison(sides: Option<[SideAsked; 2]>) -> Option<Compared> {
    let rules = use_loaded_rules();
    let found = use_state(|| None::<Compared>);
    let running = use_mut_ref(|| None::<Handle>);
    let setter = found.setter();
    use_effect_with((sides, rules), move |(sides, _)| {
        if let Some(sides) = sides {
            let days = sides.each_ref().map(|side| side.1);
            let job = Compare { sides: sides.each_ref().map(side) };
            let done = move |outcome| {
                if let Some(comparison) = sound(outcome) {
                    let comparison: Box<Comparison> = comparison;
                    setter.set(Some(Compared { days, comparison: Shared::new(*comparison) }));
                }
            };
            running.replace(Some(run(job, |_| {}, done)));
        } else {
            setter.set(None);
        }
        move || {
            running.take();
        }
    });
    (*found).clone()
}
