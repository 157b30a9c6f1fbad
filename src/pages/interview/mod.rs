//! Interview 填报.

use yew::prelude::*;

use crate::hooks::use_texts;
use crate::route::Section;

/// Properties of [`Interview`].
#[derive(Properties, PartialEq)]
pub struct InterviewProps {
    /// The section asked.
    pub section: Section,
    /// The field to go to.
    pub field: Option<AttrValue>,
}

/// The questions.
#[component]
pub fn Interview(_props: &InterviewProps) -> Html {
    let texts = use_texts();
    html! { <h1>{ texts.nav_interview() }</h1> }
}
