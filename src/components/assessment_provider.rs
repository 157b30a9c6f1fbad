//! Computes the assessment once for the whole app.

use yew::prelude::*;

use crate::hooks::{AssessmentContext, built_in_rules};
use crate::state::Shared;

/// Properties of [`AssessmentProvider`].
#[derive(Properties, PartialEq)]
pub struct AssessmentProviderProps {
    /// The app.
    pub children: Html,
}

/// Provides the rule pack and the assessment of the document.
#[component]
pub fn AssessmentProvider(props: &AssessmentProviderProps) -> Html {
    let rules = use_memo((), |()| built_in_rules());
    let rules: Shared<_> = (*rules).clone();
    html! {
        <ContextProvider<Shared<ip_health_engine::rules::RulePack>> context={rules}>
            <ContextProvider<AssessmentContext> context={AssessmentContext(None)}>
                { props.children.clone() }
            </ContextProvider<AssessmentContext>>
        </ContextProvider<Shared<ip_health_engine::rules::RulePack>>>
    }
}
