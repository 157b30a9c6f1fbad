//! What the engine makes of the document.

use std::rc::Rc;

use ip_health_engine::rules::RulePack;
use yew::prelude::*;

use crate::state::Shared;

/// The rule pack in use.
///
/// # Panics
/// When the compiled-in pack cannot be read, which the build has checked.
#[hook]
pub fn use_rules() -> Shared<RulePack> {
    use_context::<Shared<RulePack>>().expect("the app stands inside AssessmentProvider")
}

/// The assessment of the document, computed once for all who read it.
#[hook]
pub fn use_assessment() -> Option<Shared<ip_health_engine::Assessment>> {
    use_context::<AssessmentContext>().and_then(|context| context.0)
}

/// The newest assessment; nothing before the first.
#[derive(Clone, PartialEq)]
pub struct AssessmentContext(pub Option<Shared<ip_health_engine::Assessment>>);

/// Reads the compiled-in rule pack once.
#[must_use]
pub fn built_in_rules() -> Shared<RulePack> {
    Rc::new(RulePack::built_in().expect("the build checked the rule pack")).into()
}
