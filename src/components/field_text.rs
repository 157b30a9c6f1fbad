//! The box for texts, amounts, shares, numbers and days.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::Ask;
use crate::fields::Kind;
use crate::state::Input;

/// Properties of [`FieldText`].
#[derive(Properties, PartialEq)]
pub struct FieldTextProps {
    /// The question.
    pub ask: Ask,
    /// Class of the field.
    pub class: Classes,
    /// Between label and box.
    pub before: Html,
    /// Below the box.
    pub after: Html,
}

/// The box. What is typed is kept at every keystroke, word for word.
#[component]
pub fn FieldText(props: &FieldTextProps) -> Html {
    let FieldTextProps { ask, class, before, after } = props;
    let texts = ask.texts;
    let (inputmode, unit) = match ask.place.kind() {
        // Amounts take 万 and 亿, so the keyboard must have letters within reach; decimal pads offer the number first.
        Kind::Money => ("decimal", Some(texts.unit_wan())),
        Kind::Percent => ("decimal", Some(texts.unit_percent())),
        Kind::Number => ("decimal", None),
        Kind::Count | Kind::Date => ("numeric", None),
        _ => ("text", None),
    };
    let is_number = matches!(ask.place.kind(), Kind::Money | Kind::Percent | Kind::Number | Kind::Count);
    let oninput = ask.input.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Input::Typed(input.value().into())
    });
    let unsure_id = [&*ask.id, "-unsure"].concat();
    html! {
        <div class={class.clone()}>
            <label class="field__label" for={ask.id.clone()}>
                { ask.label.clone() }
                if let Some(unit) = unit {
                    <span class="unseen">{ texts.field_unit(unit) }</span>
                }
            </label>
            { before.clone() }
            <div class="field__box">
                <input id={ask.id.clone()} class={classes!(is_number.then_some("field__number"))} type="text" {inputmode}
                    autocomplete="off" spellcheck="false" value={ask.document.text(&ask.place)} {oninput}
                    aria-describedby={ask.described_by.clone()} aria-invalid={ask.invalid.then_some("true")}
                    disabled={ask.disabled} />
                if let Some(unit) = unit {
                    <span class="field__unit" aria-hidden="true">{ unit }</span>
                }
            </div>
            <div class="field__foot">
                if ask.unsure {
                    <label class="field__unsure" for={unsure_id.clone()}>
                        <input id={unsure_id} type="checkbox" checked={ask.document.is_unsure(&ask.place)}
                            disabled={ask.disabled} onchange={unsure(ask)} />
                        { texts.unsure() }<span class="unseen">{ ": " }{ ask.label.clone() }</span>
                    </label>
                }
                { after.clone() }
            </div>
        </div>
    }
}

/// Says 不清楚 or takes it back.
pub fn unsure(ask: &Ask) -> Callback<Event> {
    ask.input.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Input::Unsure(input.checked())
    })
}
