//! What can only be shown once the rule pack is loaded.

use yew::prelude::*;

use crate::hooks::{use_loaded_rules, use_texts};

/// Properties of [`WithRules`].
#[derive(Properties, PartialEq)]
pub struct WithRulesProps {
    /// What needs the rules.
    pub children: Html,
}

/// Its children once the rule pack is there; until then, that it is loading.
#[component]
pub fn WithRules(props: &WithRulesProps) -> Html {
    let texts = use_texts();
    match use_loaded_rules() {
        Some(_) => props.children.clone(),
        None => super::pending(texts.app_name(), texts.app_loading()),
    }
}
