//! Provides the rule pack and the assessment to the whole app.

use yew::prelude::*;

use crate::hooks::{AssessmentContext, Computed, ComputedContext, PackContext, RulesContext, use_session};

/// Properties of [`AssessmentProvider`].
#[derive(Properties, PartialEq)]
pub struct AssessmentProviderProps {
    /// The app.
    pub children: Html,
}

/// Holds the rule pack and the assessment of the document for all who read them. They come from
/// [`Background`](super::Background), which is not there yet when the first screen is.
#[component]
pub fn AssessmentProvider(props: &AssessmentProviderProps) -> Html {
    let rules = use_state(|| None);
    let pack = use_state(|| None);
    let computed = use_state(|| None::<Computed>);
    let document = use_session().session.id;
    let assessment = computed.as_ref().filter(|computed| computed.document == document);
    let assessment = assessment.map(|computed| computed.assessment.clone());
    let setters = ComputedContext { rules: rules.setter(), pack: pack.setter(), computed: computed.setter() };

    html! {
        <ContextProvider<ComputedContext> context={setters}>
            <ContextProvider<RulesContext> context={RulesContext((*rules).clone())}>
                <ContextProvider<PackContext> context={PackContext((*pack).clone())}>
                    <ContextProvider<AssessmentContext> context={AssessmentContext(assessment)}>
                        { props.children.clone() }
                    </ContextProvider<AssessmentContext>>
                </ContextProvider<PackContext>>
            </ContextProvider<RulesContext>>
        </ContextProvider<ComputedContext>>
    }
}
