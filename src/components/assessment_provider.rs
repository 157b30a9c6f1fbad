//! Computes the assessment once for the whole app.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::rules::RulePack;
use ip_health_engine::{Assessment, assess, estimate};
use yew::prelude::*;

use crate::hooks::{AssessmentContext, built_in_rules, use_dossier, use_session};
use crate::state::Shared;

/// Pause after the last change before the action plan is worked out, in milliseconds. The plan takes an assessment for
/// each action; the rest is there at once.
const PAUSE_MS: u32 = 120;

/// Properties of [`AssessmentProvider`].
#[derive(Properties, PartialEq)]
pub struct AssessmentProviderProps {
    /// The app.
    pub children: Html,
}

/// Provides the rule pack and the assessment of the document: at every keystroke without the action plan, a moment
/// later with it.
#[component]
pub fn AssessmentProvider(props: &AssessmentProviderProps) -> Html {
    let rules = use_memo((), |()| built_in_rules());
    let rules: Shared<RulePack> = (*rules).clone();
    let dossier: Shared<_> = Rc::clone(&use_dossier().dossier).into();
    let as_of = use_session().session.as_of;
    let newest = use_memo((dossier.clone(), as_of), |(dossier, as_of)| {
        // The pack is the compiled-in one, which the build has checked, so nothing can be missing from it.
        estimate(dossier, &rules, *as_of).ok().map(Shared::new)
    });
    let planned = use_state(|| None::<(Shared<_>, Shared<Assessment>)>);
    {
        let (planned, rules) = (planned.clone(), rules.clone());
        use_effect_with((dossier.clone(), as_of), move |(dossier, as_of)| {
            let (dossier, as_of) = (dossier.clone(), *as_of);
            let timer = Timeout::new(PAUSE_MS, move || {
                let whole = assess(&dossier, &rules, as_of).ok();
                planned.set(whole.map(|whole| (dossier, Shared::new(whole))));
            });
            move || drop(timer)
        });
    }
    let current = planned.as_ref().filter(|(of, whole)| *of == dossier && whole.as_of == as_of);
    let assessment = current.map(|(_, whole)| whole.clone()).or_else(|| (*newest).clone());

    html! {
        <ContextProvider<Shared<RulePack>> context={rules}>
            <ContextProvider<AssessmentContext> context={AssessmentContext(assessment)}>
                { props.children.clone() }
            </ContextProvider<AssessmentContext>>
        </ContextProvider<Shared<RulePack>>>
    }
}
