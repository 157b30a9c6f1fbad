//! Computes the assessment once for the whole app.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use ip_health_engine::rules::RulePack;
use ip_health_engine::{Assessment, assess, estimate};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::boot;
use crate::hooks::{AssessmentContext, RulesContext, use_dossier, use_session};
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
    let rules = use_loading_rules();
    let dossier: Shared<_> = Rc::clone(&use_dossier().dossier).into();
    let as_of = use_session().session.as_of;
    let newest = use_memo((dossier.clone(), as_of, rules.clone()), |(dossier, as_of, rules)| {
        // The pack is the one of this build, which has checked it, so nothing can be missing from it.
        estimate(dossier, rules.as_ref()?, *as_of).ok().map(Shared::new)
    });
    let planned = use_state(|| None::<(Shared<_>, Shared<Assessment>)>);
    {
        let planned = planned.clone();
        use_effect_with((dossier.clone(), as_of, rules.clone()), move |(dossier, as_of, rules)| {
            let (dossier, as_of, rules) = (dossier.clone(), *as_of, rules.clone());
            let timer = Timeout::new(PAUSE_MS, move || {
                let whole = rules.and_then(|rules| assess(&dossier, &rules, as_of).ok());
                planned.set(whole.map(|whole| (dossier, Shared::new(whole))));
            });
            move || drop(timer)
        });
    }
    let current = planned.as_ref().filter(|(of, whole)| *of == dossier && whole.as_of == as_of);
    let assessment = current.map(|(_, whole)| whole.clone()).or_else(|| (*newest).clone());

    html! {
        <ContextProvider<RulesContext> context={RulesContext(rules)}>
            <ContextProvider<AssessmentContext> context={AssessmentContext(assessment)}>
                { props.children.clone() }
            </ContextProvider<AssessmentContext>>
        </ContextProvider<RulesContext>>
    }
}

/// The rule pack, which the page loads after the app has started: the start page needs none.
#[hook]
fn use_loading_rules() -> Option<Shared<RulePack>> {
    let rules = use_state(|| None);
    {
        let rules = rules.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                // If a file of the page is missing, web/boot.js has already said so.
                if let Ok(bytes) = boot::rules().await {
                    match RulePack::from_build(&bytes) {
                        Ok(pack) => rules.set(Some(Shared::new(pack))),
                        Err(error) => boot::fail(&error.to_string()),
                    }
                }
            });
        });
    }
    (*rules).clone()
}
