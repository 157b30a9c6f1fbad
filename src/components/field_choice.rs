//! Choices: a few side by side, many in a list, several at once.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::field::Ask;
use super::field_text::unsure;
use crate::fields::{Answer, Choice};
use crate::state::Input;

/// Properties of the choice fields.
#[derive(Properties)]
pub struct ChoiceProps {
    /// The question.
    pub ask: Ask,
    /// Class of the field.
    pub class: Classes,
    /// Between label and choices.
    pub before: Html,
    /// Below the choices.
    pub after: Html,
    /// What to choose among; empty is yes or no.
    pub choices: &'static [Choice],
}

impl PartialEq for ChoiceProps {
    fn eq(&self, other: &Self) -> bool {
        // The choices belong to the question.
        self.ask == other.ask && self.class == other.class && self.before == other.before && self.after == other.after
    }
}

/// One of a few, side by side, 不清楚 among them.
#[component]
pub fn Radios(props: &ChoiceProps) -> Html {
    let ChoiceProps { ask, class, before, after, choices } = props;
    let texts = ask.texts;
    let answer = ask.place.answer(&ask.document.dossier);
    let mut options: Vec<(Answer, &'static str)> = if choices.is_empty() {
        vec![(Answer::Flag(true), texts.yes()), (Answer::Flag(false), texts.no())]
    } else {
        choices.iter().enumerate().map(|(place, choice)| (Answer::One(place), (choice.label)(texts))).collect()
    };
    options.push((Answer::Unknown, texts.unsure()));
    html! {
        <fieldset class={class.clone()} aria-describedby={ask.described_by.clone()}>
            <legend class="field__label">{ ask.label.clone() }</legend>
            { before.clone() }
            <div class="segments">
                for (place, (option, word)) in options.into_iter().enumerate() {
                    { radio(ask, place, &answer, option, word) }
                }
            </div>
            <div class="field__foot">{ after.clone() }</div>
        </fieldset>
    }
}

fn radio(ask: &Ask, place: usize, answer: &Answer, option: Answer, word: &'static str) -> Html {
    // The first takes the id of the field, so that links to the field find it.
    let id = if place == 0 { ask.id.clone() } else { [&*ask.id, "-", &place.to_string()].concat().into() };
    let is_unsure = option == Answer::Unknown;
    let checked = if is_unsure { ask.document.is_unsure(&ask.place) } else { *answer == option };
    let onchange =
        ask.input.reform(move |_: Event| if is_unsure { Input::Unsure(true) } else { Input::Chosen(option.clone()) });
    html! {
        <label class={classes!("segment", checked.then_some("segment--on"))} for={id.clone()}>
            <input {id} type="radio" name={ask.id.clone()} {checked} {onchange} disabled={ask.disabled} />
            { word }
        </label>
    }
}

/// One of many, in a list, 不清楚 last.
#[component]
pub fn Select(props: &ChoiceProps) -> Html {
    let ChoiceProps { ask, class, before, after, choices } = props;
    let texts = ask.texts;
    let answer = ask.place.answer(&ask.document.dossier).one();
    let is_unsure = ask.document.is_unsure(&ask.place);
    let onchange = ask.input.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        match select.value().as_str() {
            "?" => Input::Unsure(true),
            value => Input::Chosen(value.parse::<usize>().ok().into()),
        }
    });
    html! {
        <div class={class.clone()}>
            <label class="field__label" for={ask.id.clone()}>{ ask.label.clone() }</label>
            { before.clone() }
            <div class="field__box field__box--list">
                <select id={ask.id.clone()} {onchange} aria-describedby={ask.described_by.clone()}
                    aria-invalid={ask.invalid.then_some("true")} disabled={ask.disabled}>
                    <option value="" selected={answer.is_none() && !is_unsure}>{ texts.field_choose() }</option>
                    for (place, choice) in choices.iter().enumerate() {
                        <option value={place.to_string()} selected={answer == Some(place)}>{ (choice.label)(texts) }</option>
                    }
                    <option value="?" selected={is_unsure}>{ texts.unsure() }</option>
                </select>
            </div>
            <div class="field__foot">{ after.clone() }</div>
        </div>
    }
}

/// Any of a few, none of them, or 不清楚.
#[component]
pub fn Checks(props: &ChoiceProps) -> Html {
    let ChoiceProps { ask, class, before, after, choices } = props;
    let texts = ask.texts;
    let bits = match ask.place.answer(&ask.document.dossier) {
        Answer::Any(bits) => Some(bits),
        _ => None,
    };
    let none =
        ask.input.reform(move |_: Event| Input::Chosen(if bits == Some(0) { Answer::Unknown } else { Answer::Any(0) }));
    let is_unsure = ask.document.is_unsure(&ask.place);
    let (none_id, unsure_id) = ([&*ask.id, "-none"].concat(), [&*ask.id, "-unsure"].concat());
    html! {
        <fieldset class={class.clone()} aria-describedby={ask.described_by.clone()}>
            <legend class="field__label">{ ask.label.clone() }</legend>
            { before.clone() }
            <div class="segments">
                for (place, choice) in choices.iter().enumerate() {
                    { check(ask, place, bits, (choice.label)(texts)) }
                }
                <label class={classes!("segment", (bits == Some(0)).then_some("segment--on"))} for={none_id.clone()}>
                    <input id={none_id} type="checkbox" checked={bits == Some(0)} onchange={none} disabled={ask.disabled} />
                    { texts.none_of_these() }
                </label>
                <label class={classes!("segment", is_unsure.then_some("segment--on"))} for={unsure_id.clone()}>
                    <input id={unsure_id} type="checkbox" checked={is_unsure} onchange={unsure(ask)} disabled={ask.disabled} />
                    { texts.unsure() }
                </label>
            </div>
            <div class="field__foot">{ after.clone() }</div>
        </fieldset>
    }
}

fn check(ask: &Ask, place: usize, bits: Option<u32>, word: &'static str) -> Html {
    let id = if place == 0 { ask.id.clone() } else { [&*ask.id, "-", &place.to_string()].concat().into() };
    let checked = bits.is_some_and(|bits| bits & (1 << place) != 0);
    let onchange = ask.input.reform(move |_: Event| {
        // The last one taken back leaves the question open; "none of these" is an answer of its own.
        Input::Chosen(match bits.unwrap_or(0) ^ (1 << place) {
            0 => Answer::Unknown,
            bits => Answer::Any(bits),
        })
    });
    html! {
        <label class={classes!("segment", checked.then_some("segment--on"))} for={id.clone()}>
            <input {id} type="checkbox" {checked} {onchange} disabled={ask.disabled} />
            { word }
        </label>
    }
}
