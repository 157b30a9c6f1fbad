//! What the engine makes of the document.

use ip_health_engine::Assessment;
use ip_health_engine::rules::RulePack;
use yew::prelude::*;

use super::PackState;
use crate::state::Shared;

/// The rule pack, once it is loaded.
#[derive(Clone, Default, PartialEq)]
pub struct RulesContext(pub Option<Shared<RulePack>>);

/// The rule pack in use, on pages that wait for it.
///
/// # Panics
/// Outside [`WithRules`](crate::components::WithRules).
#[hook]
pub fn use_rules() -> Shared<RulePack> {
    use_loaded_rules().expect("the page stands inside WithRules")
}

/// The rule pack in use; nothing in the first moments of a visit.
#[hook]
pub fn use_loaded_rules() -> Option<Shared<RulePack>> {
    use_context::<RulesContext>().unwrap_or_default().0
}

/// The assessment of the document, computed once for all who read it.
#[hook]
pub fn use_assessment() -> Option<Shared<Assessment>> {
    use_context::<AssessmentContext>().and_then(|context| context.0)
}

/// The newest assessment; nothing before the first.
#[derive(Clone, PartialEq)]
pub struct AssessmentContext(pub Option<Shared<Assessment>>);

/// An assessment and what it is of.
#[derive(Clone)]
pub struct Computed {
    /// Id of the document: an assessment of another one is never shown.
    pub document: AttrValue,
    /// The assessment.
    pub assessment: Shared<Assessment>,
}

/// Where the rules and the assessment are put. Never changes.
#[derive(Clone, PartialEq)]
pub struct ComputedContext {
    /// The rules in use.
    pub rules: UseStateSetter<Option<Shared<RulePack>>>,
    /// Where they come from.
    pub pack: UseStateSetter<Option<Shared<PackState>>>,
    /// The newest assessment.
    pub computed: UseStateSetter<Option<Computed>>,
}
