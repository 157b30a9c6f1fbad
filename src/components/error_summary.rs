//! The list of problems on top of a form, with a link to each field.

use ip_health_engine::dossier::Severity;
use yew::prelude::*;

use super::field::field_id;
use super::focus_now;
use super::problem::Problems;
use crate::hooks::use_texts;

/// Id of the summary, to move the focus to it.
pub const ERROR_SUMMARY: &str = "error-summary";

/// Properties of [`ErrorSummary`].
#[derive(Properties, PartialEq)]
pub struct ErrorSummaryProps {
    /// What is wrong.
    pub problems: Problems,
}

/// The list of problems; nothing when there is none.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let problems = &props.problems;
    let texts = use_texts();
    if problems.is_empty() {
        return Html::default();
    }
    let errors = problems.has_errors();
    let title = if errors { texts.problem_title() } else { texts.problem_doubts() };
    html! {
        <div id={ERROR_SUMMARY} class={classes!("errors", (!errors).then_some("errors--doubts"))} role="alert" tabindex="-1"
            aria-labelledby="error-summary-title">
            <h2 id="error-summary-title">{ title }</h2>
            <ul>
                for problem in problems.iter() {
                    <li>
                        <a href={["#", &field_id(&problem.path)].concat()} onclick={to_field(&problem.path)}>
                            { texts.problem_of(&problem.label, &problem.text) }
                        </a>
                        if errors && problem.severity == Severity::Warning {
                            { " " }{ texts.problem_doubt() }
                        }
                    </li>
                }
            </ul>
            if !errors {
                <p>{ texts.problem_doubts_hint() }</p>
            }
        </div>
    }
}

/// Moves the focus without touching the address, which names the screen.
fn to_field(path: &str) -> Callback<MouseEvent> {
    let id = field_id(path);
    Callback::from(move |event: MouseEvent| {
        event.prevent_default();
        focus_now(&id);
    })
}
