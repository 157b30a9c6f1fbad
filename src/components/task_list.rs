//! The sections of a long form with how far each is.

use yew::prelude::*;

use crate::hooks::use_texts;

/// A section.
#[derive(Clone, PartialEq)]
pub struct Task {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: &'static str,
    /// How far it is: 7/11, 23 件.
    pub note: String,
    /// Everything is answered.
    pub done: bool,
    /// It is on screen.
    pub current: bool,
}

/// Properties of [`TaskList`].
#[derive(Properties, PartialEq)]
pub struct TaskListProps {
    /// The sections, in order.
    pub tasks: Vec<Task>,
}

/// The sections, to go to in any order.
#[component]
pub fn TaskList(props: &TaskListProps) -> Html {
    let texts = use_texts();
    html! {
        <nav class="tasks" aria-label={texts.interview_sections()}>
            <ol>
                for (place, task) in props.tasks.iter().enumerate() {
                    <li>
                        <a class={classes!("task", task.done.then_some("task--done"))} href={task.href.clone()}
                            aria-current={task.current.then_some("step")}>
                            <span class="task__mark" aria-hidden="true">
                                if task.done { { "✓" } } else { { place + 1 } }
                            </span>
                            <span>{ task.label }</span>
                            <small>{ task.note.clone() }</small>
                            if task.done {
                                <span class="unseen">{ texts.interview_done() }</span>
                            }
                        </a>
                    </li>
                }
            </ol>
        </nav>
    }
}
