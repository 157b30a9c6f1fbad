//! One question with all that belongs to it: label, hint, error, input, unit, 不清楚, why we ask.

use ip_health_engine::dossier::Severity;
use yew::prelude::*;

use super::field_choice::{Checks, Radios, Select};
use super::field_text::FieldText;
use super::problem::Problems;
use crate::fields::Kind;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::{Document, Edit, Input, Place, Shared};
use crate::texts::Texts;

/// Choices up to this many stand side by side; more open as a list.
const MOST_SEGMENTS: usize = 5;

/// Id of the element that takes the focus for the field of a path.
#[must_use]
pub fn field_id(path: &str) -> String {
    ["q-", path].concat()
}

/// Properties of [`Field`].
#[derive(Properties, PartialEq)]
pub struct FieldProps {
    /// The question.
    pub place: Place,
    /// In place of the question's own label.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// In place of the question's own hint.
    #[prop_or_default]
    pub hint: Option<AttrValue>,
    /// Without hint, reason and 不清楚, where a group of fields shows them once.
    #[prop_or_default]
    pub bare: bool,
}

/// What an input needs of its field.
#[derive(Clone, PartialEq)]
pub struct Ask {
    /// The question.
    pub place: Place,
    /// Its words.
    pub label: AttrValue,
    /// Id of the element that takes the focus.
    pub id: AttrValue,
    /// Ids of hint and error.
    pub described_by: Option<AttrValue>,
    /// Whether the answer cannot be.
    pub invalid: bool,
    /// Whether nothing may be changed.
    pub disabled: bool,
    /// Whether 不清楚 is among the choices.
    pub unsure: bool,
    /// What was answered.
    pub document: Shared<Document>,
    /// Words.
    pub texts: Texts,
    /// What the user does.
    pub input: Callback<Input>,
}

/// Any question of the catalogue, bound to the document. Problems come from the [`Problems`] in its context.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let FieldProps { place, label, hint, bare } = props;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let problems = use_context::<Problems>().unwrap_or_default();

    let path = place.path();
    let id: AttrValue = field_id(&path).into();
    let problem = problems.at(&path).cloned();
    let hint = hint.clone().or_else(|| place.hint(texts).filter(|_| !bare).map(AttrValue::from));
    let why = place.why(texts).filter(|_| !bare);
    let (hint_id, error_id) = ([&*id, "-hint"].concat(), [&*id, "-error"].concat());
    let described: Vec<&str> =
        [hint.as_ref().map(|_| &*hint_id), problem.as_ref().map(|_| &*error_id)].into_iter().flatten().collect();
    let severity = problem.as_ref().map(|problem| problem.severity);
    let ask = Ask {
        place: place.clone(),
        label: label.clone().unwrap_or_else(|| place.label(texts)),
        id,
        described_by: (!described.is_empty()).then(|| described.join(" ").into()),
        invalid: severity == Some(Severity::Error),
        disabled,
        unsure: !bare,
        document: document.clone(),
        texts,
        input: {
            let place = place.clone();
            edit.reform(move |input| Edit::Field(place.clone(), input))
        },
    };
    let before = html! {
        <>
            if let Some(hint) = hint {
                <p id={hint_id} class="field__hint">{ hint }</p>
            }
            if let Some(problem) = problem {
                <p id={error_id} class="field__error">
                    <span aria-hidden="true">{ if severity == Some(Severity::Error) { "✕ " } else { "△ " } }</span>
                    { problem.text }
                </p>
            }
        </>
    };
    let after = why.map(|why| {
        html! {
            <details class="field__why">
                <summary>{ texts.field_why() }<span class="unseen">{ ": " }{ ask.label.clone() }</span></summary>
                <p>{ why }</p>
            </details>
        }
    });
    let class = classes!(
        "field",
        (severity == Some(Severity::Error)).then_some("field--bad"),
        (severity == Some(Severity::Warning)).then_some("field--doubt"),
    );
    let (before, after) = (before, after.unwrap_or_default());
    match place.kind() {
        Kind::Flag => html! { <Radios {ask} {class} {before} {after} choices={&[][..]} /> },
        Kind::One(choices) if choices.len() <= MOST_SEGMENTS => {
            html! { <Radios {ask} {class} {before} {after} {choices} /> }
        }
        Kind::One(choices) => html! { <Select {ask} {class} {before} {after} {choices} /> },
        Kind::Any(choices) => html! { <Checks {ask} {class} {before} {after} {choices} /> },
        _ => html! { <FieldText {ask} {class} {before} {after} /> },
    }
}
