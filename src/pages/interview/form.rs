//! The questions of a section.

use yew::prelude::*;

use super::issues::IssueList;
use super::questions::{Asking, Block, Group, Question};
use super::records::RecordList;
use super::rights::RightsSummary;
use super::years::YearRow;
use crate::components::{Field, Problems};
use crate::fields::Kind;

/// A group of questions. A folded one opens when something in it is wrong or gone to.
pub fn group(asking: &Asking, group: &Group, problems: &Problems, sought: Option<&str>) -> Html {
    let content = match &group.block {
        Block::Questions(questions) => html! {
            <div class={classes!("group__fields", short(questions).then_some("group__fields--pairs"))}>
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
        Block::Issues => html! { <IssueList sought={sought.map(|path| AttrValue::from(path.to_owned()))} /> },
    };
    if group.folded {
        let needed = asking.places(group).iter().any(|place| {
            let path = place.path();
            problems.at(&path).is_some() || sought == Some(path.as_str())
        });
        html! { <Folded title={group.title} {needed} key={group.title}>{ content }</Folded> }
    } else {
        html! {
            <section class="group" aria-label={group.title} key={group.title}>
                <h2>{ group.title }</h2>
                { content }
            </section>
        }
    }
}

/// Whether a group is a list of short questions without hints, which stand two abreast.
fn short(questions: &[Question]) -> bool {
    questions.iter().all(|question| matches!(question.place.kind(), Kind::Flag) && question.hint.is_none())
}

/// Properties of [`Folded`].
#[derive(Properties, PartialEq)]
struct FoldedProps {
    title: &'static str,
    /// Something in it is wrong or gone to.
    needed: bool,
    children: Html,
}

/// A group closed at first. Once needed it stays open, also when what was wrong has been put right.
#[component]
fn Folded(props: &FoldedProps) -> Html {
    let opened = use_mut_ref(|| false);
    if props.needed {
        opened.replace(true);
    }
    let open = *opened.borrow();
    html! {
        <details class="group group--folded" {open}>
            <summary><h2>{ props.title }</h2></summary>
            { props.children.clone() }
        </details>
    }
}
