//! The assessment of the document, from the worker: the screen never waits for it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::Assessment;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::rules::RulePack;
use jiff::civil::Date;
use yew::prelude::*;

use super::job::Way;
use super::{
    Computed, ComputedContext, use_assessment, use_dossier, use_loaded_rules, use_pack, use_pack_switch, use_route,
    use_session,
};
use crate::boot;
use crate::mode::Mode;
use crate::route::Route;
use crate::state::Shared;
use crate::worker::{Assess, Broken, Handle, run};

/// Pause after the last change before the action plan is worked out, in milliseconds. The plan takes an assessment for
/// each action; the rest is there at once.
const PAUSE_MS: u32 = 120;

/// What is to be assessed.
#[derive(Clone, PartialEq)]
struct Wanted {
    /// Id of the document.
    document: AttrValue,
    dossier: Shared<Dossier>,
    as_of: Date,
    /// The rules in use; they come to the worker on their own way, but other rules are another assessment. `None` until
    /// it is known which.
    rules: Option<Shared<RulePack>>,
}

/// Computes the assessment of the document and keeps it up to date.
///
/// While one assessment is computed the next change waits, and only the newest of the waiting is computed: typing
/// faster than the worker answers skips states, it does not queue them.
#[hook]
pub fn use_computed() {
    let session = use_session().session;
    let document = use_dossier();
    let (blank, dossier) = (document.is_blank(), Rc::clone(&document.dossier).into());
    let wanted = Wanted { document: session.id, dossier, as_of: session.as_of, rules: use_loaded_rules() };
    let ComputedContext { computed, .. } = use_context().expect("the app stands inside AssessmentProvider");
    let line = use_memo((), |()| Line::new(computed));
    let (switch, state) = (use_pack_switch(), use_pack());
    *line.give_up.borrow_mut() = Some(Callback::from(move |reason: String| switch.give_up(state.as_deref(), &reason)));
    // Whoever has only just come has nothing to assess, and the page has enough to do. A host is told of every document.
    let (at_start, known) = (use_route() == Route::Start, use_assessment().is_some());
    let untouched = at_start && blank && !known && Mode::here() != Mode::Embed;
    use_effect_with((wanted, untouched), move |(wanted, untouched)| {
        if wanted.rules.is_some() && !untouched {
            line.want(wanted.clone());
        }
    });
}

/// The order in which assessments are computed.
struct Line {
    computed: UseStateSetter<Option<Computed>>,
    running: RefCell<Option<Handle>>,
    /// The newest change that came while an assessment was running.
    waiting: RefCell<Option<Wanted>>,
    /// The plan of the newest change, waiting for its pause or running.
    plan: Rc<RefCell<Option<Way>>>,
    /// What to do when the calculation fails.
    give_up: RefCell<Option<Callback<String>>>,
}

impl Line {
    fn new(computed: UseStateSetter<Option<Computed>>) -> Rc<Self> {
        Rc::new(Line {
            computed,
            running: RefCell::default(),
            waiting: RefCell::default(),
            plan: Rc::default(),
            give_up: RefCell::default(),
        })
    }

    /// Asks for the assessment of what is newest.
    fn want(self: &Rc<Self>, wanted: Wanted) {
        self.plan.take();
        if self.running.borrow().is_some() {
            self.waiting.replace(Some(wanted));
        } else {
            self.start(wanted);
        }
    }

    fn start(self: &Rc<Self>, wanted: Wanted) {
        let line = Rc::clone(self);
        let of = wanted.clone();
        let handle = run(task(&wanted, false), |_| {}, move |outcome| line.finish(of, outcome));
        self.running.replace(Some(handle));
    }

    fn finish(self: &Rc<Self>, of: Wanted, outcome: Outcome) {
        self.running.take();
        let waiting = self.waiting.take();
        self.show(&of, outcome);
        match waiting {
            Some(next) => self.start(next),
            None => self.plan_later(of),
        }
    }

    fn plan_later(self: &Rc<Self>, of: Wanted) {
        let line = Rc::clone(self);
        let timer = Timeout::new(PAUSE_MS, move || {
            let (job, answered) = (task(&of, true), Rc::clone(&line));
            let handle = run(job, |_| {}, move |outcome| answered.show(&of, outcome));
            line.plan.replace(Some(Way::Runs { _handle: handle }));
        });
        self.plan.replace(Some(Way::Waits { _timer: timer }));
    }

    fn show(&self, of: &Wanted, outcome: Outcome) {
        match outcome {
            Ok(Ok(assessment)) => {
                let computed = Computed { document: of.document.clone(), assessment: Shared::new(*assessment) };
                self.computed.set(Some(computed));
            }
            Ok(Err(reason)) => {
                let give_up = self.give_up.borrow().clone();
                if let Some(give_up) = give_up {
                    give_up.emit(reason);
                }
            }
            // The worker runs the code of this build: that it dies is a defect, and the notice of failure offers the
            // saved work.
            Err(broken) => boot::fail(&broken.to_string()),
        }
    }
}

type Outcome = Result<Result<Box<Assessment>, String>, Broken>;

fn task(wanted: &Wanted, with_plan: bool) -> Assess {
    Assess { dossier: wanted.dossier.to_rc(), as_of: wanted.as_of, with_plan }
}
