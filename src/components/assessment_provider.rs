//! Provides the rule pack and the assessment to the whole app.

use ip_health_engine::rules::RulePack;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::boot;
use crate::hooks::{AssessmentContext, RulesContext, use_computed};
use crate::state::Shared;

/// Properties of [`AssessmentProvider`].
#[derive(Properties, PartialEq)]
pub struct AssessmentProviderProps {
    /// The app.
    pub children: Html,
}

/// Provides the rule pack and the assessment of the document: after every keystroke without the action plan, a moment
/// later with it.
#[component]
pub fn AssessmentProvider(props: &AssessmentProviderProps) -> Html {
    let rules = use_loading_rules();
    let assessment = use_computed();

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
