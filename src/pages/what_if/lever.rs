//! One lever: a number box with its unit, a step down, a step up, a slider; or a tick, or a list.

use ip_health_engine::decide::{GUARANTEES, Lever, LeverForm};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::report::Reading;
use super::words::{box_text, stand_word, typed, unit_word, value_word};

/// Properties of [`LeverField`].
#[derive(Properties, PartialEq)]
pub struct LeverFieldProps {
    /// What to read.
    pub reading: Reading,
    /// The lever.
    pub lever: Lever,
    /// What it is set to; `None` as it stands.
    pub set: Option<f64>,
    /// The user sets it, or restores it.
    pub on_set: OnSet,
}

/// One lever.
#[component]
pub fn LeverField(props: &LeverFieldProps) -> Html {
    let LeverFieldProps { reading, lever, set, on_set } = props;
    let texts = reading.texts;
    let note = reading.note(&lever.id);
    let body = note.and_then(|note| note.body.as_ref()).map(|body| body.get(texts.language()).to_owned());
    let name = reading.title(&lever.id);
    let id = ["lever-", &lever.id].concat();
    let restore = {
        let (on_set, id) = (on_set.clone(), lever.id.clone());
        Callback::from(move |_: MouseEvent| on_set.emit((id.clone(), None)))
    };
    let control = match lever.form {
        LeverForm::Number => html! {
            <Number reading={reading.clone()} lever={lever.clone()} set={*set} on_set={on_set.clone()} />
        },
        LeverForm::Flag => flag(props, &id, &name),
        LeverForm::Choice => choice(props, &id, &name),
    };
    html! {
        <div class={classes!("lever", set.is_some().then_some("lever--moved"))} data-lever={lever.id.clone()}>
            <div class="lever__head">
                if lever.form == LeverForm::Number {
                    <label for={id.clone()}>{ name.clone() }</label>
                } else {
                    <span>{ name.clone() }</span>
                }
                <small>{ texts.what_if_now(&value_word(lever, lever.now, texts)) }</small>
                if set.is_some() {
                    <button type="button" class="lever__restore" aria-label={texts.what_if_undo_one(&name)} onclick={restore}>{ "↺" }</button>
                }
            </div>
            { control }
            if let Some(body) = body {
                <p class="lever__about" id={[&id, "-about"].concat()}>{ body }</p>
            }
        </div>
    }
}

/// Box, buttons and slider.
#[component]
fn Number(props: &LeverFieldProps) -> Html {
    let LeverFieldProps { reading, lever, set, on_set } = props;
    let texts = reading.texts;
    let name = reading.title(&lever.id);
    let id = ["lever-", &lever.id].concat();
    // What stands in the box while it is typed, whether it can be read or not.
    let typing = use_state_eq(|| None::<AttrValue>);
    let value = set.unwrap_or(lever.now);
    let choose = {
        let (on_set, lever, typing) = (on_set.clone(), lever.clone(), typing.setter());
        Callback::from(move |value: f64| {
            typing.set(None);
            put(&lever, &on_set, value);
        })
    };
    let oninput = {
        let (on_set, lever, typing) = (on_set.clone(), lever.clone(), typing.setter());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Some(value) = typed(&lever, &text) {
                put(&lever, &on_set, value);
            }
            typing.set(Some(text.into()));
        })
    };
    let onblur = {
        let (typing, lever) = (typing.clone(), lever.clone());
        Callback::from(move |_: FocusEvent| {
            if typing.as_ref().is_some_and(|text| typed(&lever, text).is_some()) {
                typing.set(None);
            }
        })
    };
    let wrong = typing.as_ref().is_some_and(|text| typed(lever, text).is_none());
    let step = |steps: i32| {
        let (choose, next) = (choose.clone(), lever.stepped(value, steps));
        move |_: MouseEvent| choose.emit(next)
    };
    let slide = {
        let (choose, lever) = (choose.clone(), lever.clone());
        Callback::from(move |event: InputEvent| {
            let slider: HtmlInputElement = event.target_unchecked_into();
            if let Ok(place) = slider.value().parse() {
                choose.emit(lever.placed(place));
            }
        })
    };
    let (low, high) = (value_word(lever, lever.low, texts), value_word(lever, lever.high, texts));
    let about = if wrong { [&id, "-error"].concat() } else { [&id, "-about"].concat() };
    let shown = typing.as_ref().map_or_else(|| box_text(lever, value).into(), Clone::clone);
    html! {
        <>
            <div class="lever__controls">
                <button type="button" class="lever__step" aria-label={texts.what_if_less(&name)} disabled={value <= lever.low} onclick={step(-1)}>{ "−" }</button>
                <div class="field__box">
                    <input {id} class="field__number" type="text" inputmode="decimal" autocomplete="off" value={shown} {oninput} {onblur}
                        aria-invalid={wrong.then_some("true")} aria-describedby={about.clone()} />
                    if let Some(unit) = unit_word(lever, texts) {
                        <span class="field__unit">{ unit }</span>
                    }
                </div>
                <button type="button" class="lever__step" aria-label={texts.what_if_more(&name)} disabled={value >= lever.high} onclick={step(1)}>{ "+" }</button>
                <input class="lever__slider" type="range" min="0" max={lever.places().to_string()} step="1"
                    value={lever.place(value).to_string()} oninput={slide}
                    aria-label={texts.what_if_slider(&name)} aria-valuetext={value_word(lever, value, texts)} />
            </div>
            if wrong {
                <p class="field__error" id={about} role="alert">{ texts.what_if_out_of_range(&low, &high) }</p>
            }
        </>
    }
}

/// Who hears where a lever is put: its id and the value, none where it stands anyway.
type OnSet = Callback<(String, Option<f64>)>;

fn put(lever: &Lever, on_set: &OnSet, value: f64) {
    on_set.emit((lever.id.clone(), (value != lever.now).then_some(value)));
}

/// Puts a lever where a box or a list says.
fn chosen(lever: &Lever, on_set: &OnSet, read: fn(Event) -> f64) -> Callback<Event> {
    let (lever, on_set) = (lever.clone(), on_set.clone());
    Callback::from(move |event: Event| put(&lever, &on_set, read(event)))
}

fn flag(props: &LeverFieldProps, id: &str, name: &str) -> Html {
    let LeverFieldProps { reading, lever, set, on_set } = props;
    let texts = reading.texts;
    let value = set.unwrap_or(lever.now);
    let onchange =
        chosen(lever, on_set, |event| f64::from(u8::from(event.target_unchecked_into::<HtmlInputElement>().checked())));
    html! {
        <label class="tick">
            <input id={id.to_owned()} type="checkbox" checked={value > 0.5} {onchange} aria-describedby={[id, "-about"].concat()} />
            { value_word(lever, value, texts) }<span class="unseen">{ ": " }{ name.to_owned() }</span>
        </label>
    }
}

fn choice(props: &LeverFieldProps, id: &str, name: &str) -> Html {
    let LeverFieldProps { reading, lever, set, on_set } = props;
    let texts = reading.texts;
    let value = set.unwrap_or(lever.now);
    let onchange = chosen(lever, on_set, |event| {
        f64::from(event.target_unchecked_into::<HtmlSelectElement>().selected_index().max(0))
    });
    html! {
        <div class="field__box">
            <select id={id.to_owned()} {onchange} aria-label={name.to_owned()} aria-describedby={[id, "-about"].concat()}>
                for place in 0..GUARANTEES.len() {
                    <option value={place.to_string()} selected={value as usize == place}>{ stand_word(place as f64, texts) }</option>
                }
            </select>
        </div>
    }
}
