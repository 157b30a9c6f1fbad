//! What can be answered in a channel's detail: papers held, facts that only this channel asks, waivers in writing. On
//! paper the marks and words stand in their place.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::hooks::{use_edit, use_texts};
use crate::state::{Edit, NeedChange};

/// Properties of [`DocumentTick`].
#[derive(Properties, PartialEq)]
pub struct DocumentTickProps {
    /// Id of the document: `D07`.
    pub document: AttrValue,
    /// What it is called.
    pub name: AttrValue,
    /// Whether it is held, if that was said.
    pub held: Option<bool>,
}

/// A tick for a paper that is at hand. Taking the tick away says that it is missing.
#[component]
pub fn DocumentTick(props: &DocumentTickProps) -> Html {
    let texts = use_texts();
    let edit = use_edit();
    let id = props.document.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        edit.emit(Edit::Need(NeedChange::Document(id.clone(), Some(input.checked()))));
    });
    let word = match props.held {
        Some(true) => texts.document_held(),
        Some(false) => texts.document_missing(),
        None => texts.document_unknown(),
    };
    html! {
        <label class="tick">
            <input type="checkbox" data-document={props.document.clone()} checked={props.held == Some(true)} {onchange} />
            <span>{ &props.name }{ " " }<small>{ word }</small></span>
        </label>
    }
}

/// Properties of [`Confirmation`].
#[derive(Properties, PartialEq)]
pub struct ConfirmationProps {
    /// Name of the fact.
    pub fact: AttrValue,
    /// The requirement that asks for it, as a sentence.
    pub requirement: AttrValue,
    /// The answer, if there is one.
    pub answer: Option<bool>,
}

/// Yes, no or not known, to a fact that only one channel asks.
#[component]
pub fn Confirmation(props: &ConfirmationProps) -> Html {
    let texts = use_texts();
    let edit = use_edit();
    let fact = props.fact.clone();
    let onchange = Callback::from(move |event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        let answer = match select.value().as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        edit.emit(Edit::Need(NeedChange::Confirmation(fact.clone(), answer)));
    });
    let options = [("", texts.unsure(), None), ("yes", texts.yes(), Some(true)), ("no", texts.no(), Some(false))];
    html! {
        <select class="confirm" data-fact={props.fact.clone()} aria-label={props.requirement.clone()} {onchange}>
            for (value, word, answer) in options {
                <option {value} selected={props.answer == answer}>{ word }</option>
            }
        </select>
    }
}

/// Properties of [`Waiver`].
#[derive(Properties, PartialEq)]
pub struct WaiverProps {
    /// Id of the criterion, or `criterion/right`.
    pub criterion: AttrValue,
    /// The right that it is of; for all of them without.
    #[prop_or_default]
    pub right: Option<AttrValue>,
    /// It is recorded.
    pub recorded: bool,
}

/// A tick for what waives a conditional requirement, once it is in writing.
#[component]
pub fn Waiver(props: &WaiverProps) -> Html {
    let texts = use_texts();
    let edit = use_edit();
    let id = props.criterion.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        edit.emit(Edit::Need(NeedChange::Waiver(id.clone(), input.checked())));
    });
    html! {
        <label class="tick">
            <input type="checkbox" data-waiver={props.criterion.clone()} checked={props.recorded} {onchange} />
            <span>
                if let Some(right) = &props.right { { right }{ " " } }
                <small>{ texts.criteria_waiver_recorded() }</small>
            </span>
        </label>
    }
}
