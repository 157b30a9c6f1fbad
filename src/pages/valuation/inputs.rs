//! Low, most likely and high of each uncertain input, and the form of its distribution: as assumed, or as stated here.
//! What is stated is kept in the dossier.

use ip_health_engine::dossier::{DistributionForm, StatedInput};
use ip_health_engine::rules::Confidence;
use ip_health_engine::valuation::simulation::{DossierInput, InputKind, StatedFault};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::report::{Reading, head, pool_name};
use super::words::{form_word, input_value, kind_word, pool_of};
use crate::components::confidence_tag;
use crate::fields::{Answer, Kind, read};
use crate::format::decimal;
use crate::hooks::{use_dossier, use_edit};
use crate::state::{Edit, Shared};
use crate::texts::Texts;
use crate::worker::Simulated;

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
pub struct CardProps {
    /// What to read.
    pub reading: Reading,
    /// The inputs.
    pub beside: Shared<Simulated>,
}

/// The card of the inputs, pool by pool.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let CardProps { reading, beside } = props;
    let texts = reading.texts;
    let document = use_dossier();
    let edit = use_edit();
    let stated = &document.dossier.uncertainty;
    let change = {
        let (edit, stated) = (edit.clone(), stated.clone());
        Callback::from(move |(id, input): (String, StatedInput)| {
            let mut next = stated.clone();
            if input.is_empty() {
                next.remove(&id)
            } else {
                next.insert(id, input)
            };
            edit.emit(Edit::Uncertainty(next));
        })
    };
    let clear = edit.reform(|_: MouseEvent| Edit::Uncertainty(Default::default()));
    let shown: Vec<&DossierInput> = beside.inputs.iter().filter(|input| !input.forms.is_empty()).collect();
    let rows = |input: &DossierInput| {
        let stated = stated.get(&input.id).copied().unwrap_or_default();
        html! { <Row key={input.id.clone()} {texts} input={input.clone()} {stated} on_change={change.clone()} /> }
    };
    html! {
        <section class="report__card" id="value-inputs">
            { head(texts.value_inputs_title(), texts.value_inputs_remark()) }
            <details class="fold" open={!stated.is_empty()}>
                <summary>
                    <strong>{ texts.value_forms() }</strong>
                    <span class="is-end">{ texts.value_inputs_stated(&stated.len().to_string(), &shown.len().to_string()) }</span>
                </summary>
                <div class="fold__body fold__body--flush">
                    <p class="value__clear">
                        <button type="button" class="button button--small" id="value-inputs-clear" onclick={clear} disabled={stated.is_empty()}>
                            { texts.value_inputs_clear() }
                        </button>
                    </p>
                    for inputs in shown.chunk_by(|one, next| one.pool == next.pool) {
                        <fieldset class="value__pool">
                            <legend>{ inputs.first().and_then(|input| pool_of(input, reading)).map_or_else(String::new, |pool| pool_name(pool, texts)) }</legend>
                            for input in inputs { { rows(input) } }
                        </fieldset>
                    }
                </div>
            </details>
        </section>
    }
}

/// Puts a number into a statement.
type Change = fn(&mut StatedInput, Option<f64>);

#[derive(Properties, PartialEq)]
struct RowProps {
    texts: Texts,
    input: DossierInput,
    stated: StatedInput,
    on_change: Callback<(String, StatedInput)>,
}

/// One input: form, three boxes, whether assumed or stated, what is wrong.
#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { texts, input, stated, on_change } = props;
    let texts = *texts;
    let fault = input.checked(stated).err().filter(|_| !stated.is_empty());
    let error_id = format!("value-error-{}", input.id);
    let say = |change: Change| {
        let (on_change, id, stated) = (on_change.clone(), input.id.clone(), *stated);
        Callback::from(move |number: Option<f64>| {
            let mut next = stated;
            change(&mut next, number);
            on_change.emit((id.clone(), next));
        })
    };
    let forms = input.forms.clone();
    let form = stated.form.unwrap_or_default();
    let choose = {
        let (on_change, id, stated) = (on_change.clone(), input.id.clone(), *stated);
        let forms = forms.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let place = usize::try_from(select.selected_index()).unwrap_or(0);
            let form = forms.get(place).copied().filter(|form| *form != DistributionForm::default());
            on_change.emit((id.clone(), StatedInput { form, ..stated }));
        })
    };
    let out = |point: Option<f64>| match fault {
        None => false,
        Some(StatedFault::Limits { least, most }) => point.is_some_and(|point| !(least..=most).contains(&point)),
        Some(StatedFault::Order) => point.is_some(),
        Some(StatedFault::Form | StatedFault::Chances) => false,
    };
    let chances: [(&str, &str, Option<f64>, Change); 2] = [
        ("low-chance", texts.value_low_chance(), stated.low_chance, |stated, number| stated.low_chance = number),
        ("high-chance", texts.value_high_chance(), stated.high_chance, |stated, number| stated.high_chance = number),
    ];
    let wrong_chances = (fault == Some(StatedFault::Chances)).then(|| AttrValue::from(error_id.clone()));
    let boxes: [(&str, &str, Option<f64>, Change); 3] = [
        ("low", texts.value_low(), stated.low, |stated, number| stated.low = number),
        ("mode", texts.value_mode(), stated.mode, |stated, number| stated.mode = number),
        ("high", texts.value_high(), stated.high, |stated, number| stated.high = number),
    ];
    let [low, mode, high] = input.assumed.map(|value| input_value(value, input.kind, texts));
    let select_id = format!("value-form-{}", input.id);
    html! {
        <div class="value__input">
            <div class={classes!("field", (fault == Some(StatedFault::Form)).then_some("field--bad"))}>
                <label class="field__label" for={select_id.clone()}>
                    { kind_word(input.kind, texts) }{ " " }
                    if stated.is_empty() {
                        { confidence_tag(Confidence::Assumption, texts) }
                    } else {
                        <span class="confidence confidence--stated">{ texts.value_stated() }</span>
                    }
                </label>
                <div class="field__box">
                    <select id={select_id} onchange={choose}>
                        for one in forms {
                            <option selected={one == form}>{ form_word(one, texts) }</option>
                        }
                    </select>
                </div>
            </div>
            for (name, label, point, change) in boxes {
                <Point
                    {texts} id={format!("value-{name}-{}", input.id)} {label} kind={input.kind} {point}
                    fault={out(point).then(|| AttrValue::from(error_id.clone()))} on_change={say(change)}
                />
            }
            if form == DistributionForm::Scenarios {
                <div class="value__chances">
                    for (name, label, chance, change) in chances {
                        <Point
                            {texts} id={format!("value-{name}-{}", input.id)} {label} kind={InputKind::Rate} point={chance}
                            fault={wrong_chances.clone()} on_change={say(change)}
                        />
                    }
                    <p class="field__hint">{ texts.value_chances_left(&crate::format::percent(input.chances[1])) }</p>
                </div>
            }
            <p class="field__hint value__assumed">
                { texts.value_points(&low, &mode, &high) }
                if !stated.is_empty() {
                    { " " }
                    <button type="button" class="button button--small" onclick={
                        let (on_change, id) = (on_change.clone(), input.id.clone());
                        Callback::from(move |_: MouseEvent| on_change.emit((id.clone(), StatedInput::default())))
                    }>{ texts.value_input_clear() }</button>
                }
            </p>
            if let Some(fault) = fault {
                <p class="field__error" id={error_id}>{ fault_words(fault, input.kind, texts) }</p>
            }
        </div>
    }
}

fn fault_words(fault: StatedFault, kind: InputKind, texts: Texts) -> String {
    match fault {
        StatedFault::Limits { least, most } => {
            texts.value_fault_limits(&input_value(least, kind, texts), &input_value(most, kind, texts))
        }
        StatedFault::Order => texts.value_fault_order().to_owned(),
        StatedFault::Form => texts.value_fault_form().to_owned(),
        StatedFault::Chances => texts.value_fault_chances().to_owned(),
    }
}

#[derive(Properties, PartialEq)]
struct PointProps {
    texts: Texts,
    id: AttrValue,
    label: AttrValue,
    kind: InputKind,
    point: Option<f64>,
    /// Id of the sentence that says what is wrong with the number.
    fault: Option<AttrValue>,
    on_change: Callback<Option<f64>>,
}

/// Whether an input is typed in percent.
fn in_percent(kind: InputKind) -> bool {
    matches!(kind, InputKind::Rate | InputKind::Decay | InputKind::DiscountRate)
}

fn unit(kind: InputKind, texts: Texts) -> &'static str {
    match kind {
        InputKind::Rate | InputKind::Decay | InputKind::DiscountRate => "%",
        InputKind::Revenue => "×",
        InputKind::Life => texts.value_years(),
        InputKind::Value => "",
    }
}

/// A number as it is typed.
fn parsed(text: &str, kind: InputKind) -> Result<Option<f64>, ()> {
    let kind = if in_percent(kind) { Kind::Percent } else { Kind::Number };
    match read(kind, text) {
        Ok(Answer::Ratio(ratio)) => Ok(Some(ratio.get())),
        Ok(Answer::Number(number)) => Ok(Some(number)),
        Ok(_) => Ok(None),
        Err(_) => Err(()),
    }
}

/// One box. What was typed stays in it word for word until it is read.
#[component]
fn Point(props: &PointProps) -> Html {
    let PointProps { texts, id, label, kind, point, fault, on_change } = props;
    let (texts, kind) = (*texts, *kind);
    let typed = use_state_eq(|| None::<String>);
    let scale = if in_percent(kind) { 100.0 } else { 1.0 };
    let text = match &*typed {
        Some(typed) => typed.clone(),
        None => point.map_or_else(String::new, |point| decimal(point * scale, 4)),
    };
    let unread = typed.as_ref().is_some_and(|typed| parsed(typed, kind).is_err());
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let onchange = {
        let (typed, on_change) = (typed.setter(), on_change.clone());
        Callback::from(move |event: Event| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            if let Ok(number) = parsed(&text, kind) {
                typed.set(None);
                on_change.emit(number);
            }
        })
    };
    let own_error = AttrValue::from(format!("{id}-error"));
    let described = if unread { Some(own_error.clone()) } else { fault.clone() };
    html! {
        <div class={classes!("field", (unread || fault.is_some()).then_some("field--bad"))}>
            <label class="field__label" for={id.clone()}>{ label }</label>
            <div class="field__box">
                <input id={id.clone()} class="field__number" type="text" inputmode="decimal" autocomplete="off" value={text}
                    {oninput} {onchange} aria-invalid={described.is_some().then_some("true")} aria-describedby={described} />
                <span class="field__unit">{ unit(kind, texts) }</span>
            </div>
            if unread {
                <p class="field__error" id={own_error}>{ texts.value_number_wrong() }</p>
            }
        </div>
    }
}
