//! The questions of a section.

use yew::prelude::*;

use super::questions::{Asking, Block, Group};
use super::records::RecordList;
use super::rights::RightsSummary;
use super::years::YearRow;
use crate::components::{Field, Problems};

/// A group of questions. A folded one opens when something in it is wrong or gone to.
pub fn group(asking: &Asking, group: &Group, problems: &Problems, sought: Option<&str>) -> Html {
    let content = match &group.block {
        Block::Questions(questions) => html! {
            <div class="group__fields">
                for question in questions {
                    <Field key={question.place.path()} place={question.place.clone()} label={question.label.clone()}
                        hint={question.hint.clone()} />
                }
            </div>
        },
        Block::Years(fields) => html! {
            <div class="group__fields">
                for field in fields.iter().copied() {
                    <YearRow key={field.key} {field} years={asking.years()} />
                }
            </div>
        },
        Block::Records(records) => html! { <RecordList records={*records} /> },
        Block::Rights => html! { <RightsSummary /> },
    };
    if group.folded {
        let needed = asking.places(group).iter().any(|place| {
            let path = place.path();
            problems.at(&path).is_some() || sought == Some(path.as_str())
        });
        // Only ever opened from here: an absent attribute leaves what the user did.
        html! {
            <details class="group group--folded" open={needed} key={group.title}>
                <summary><h2>{ group.title }</h2></summary>
                { content }
            </details>
        }
    } else {
        html! {
            <section class="group" aria-label={group.title} key={group.title}>
                <h2>{ group.title }</h2>
                { content }
            </section>
        }
    }
}
