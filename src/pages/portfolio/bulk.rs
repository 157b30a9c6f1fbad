//! One answer for many rights at once.

use std::collections::BTreeSet;
use std::rc::Rc;

use ip_health_engine::dossier::Asset;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::questions::GROUPS;
use super::scores::use_scale_words;
use crate::components::{ScaleForm, ScaleWords};
use crate::fields::{Answer, Choice, Field, Kind, asset, cost, read, scale};
use crate::format::decimal;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::Edit;
use crate::texts::Texts;

/// Questions whose answer is of one right alone.
const OWN: [&str; 3] = ["title", "number", "publication_number"];

/// Value of the list for "used by product".
const PRODUCT: &str = "product";

/// Properties of [`Bulk`].
#[derive(Properties, PartialEq)]
pub struct BulkProps {
    /// Ids of the chosen rights.
    pub chosen: Rc<BTreeSet<String>>,
    /// All are let go.
    pub on_clear: Callback<()>,
}

/// What can be done with the chosen rights: the frequent answers at a press, any other by name, removal.
#[component]
pub fn Bulk(props: &BulkProps) -> Html {
    let BulkProps { chosen, on_clear } = props;
    let texts = use_texts();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let open = use_state_eq(|| false);
    let done = use_state_eq(|| None::<usize>);
    let all = {
        let (edit, chosen, done) = (edit.clone(), Rc::clone(chosen), done.clone());
        Callback::from(move |(field, answer): (&'static Field<Asset>, Answer)| {
            edit.emit(Edit::Assets(Rc::clone(&chosen), field, answer));
            done.set(Some(chosen.len()));
        })
    };
    let quick = |field: &'static Field<Asset>, answer: Answer, word: &'static str| {
        let onclick = all.reform(move |_: MouseEvent| (field, answer.clone()));
        html! { <button type="button" class="button button--small" {disabled} {onclick}>{ word }</button> }
    };
    let remove = {
        let (edit, chosen, on_clear) = (edit.clone(), Rc::clone(chosen), on_clear.clone());
        move |_: MouseEvent| {
            edit.emit(Edit::Remove(Rc::clone(&chosen)));
            on_clear.emit(());
        }
    };
    let on_tie = {
        let (edit, chosen, done) = (edit.clone(), Rc::clone(chosen), done.clone());
        Callback::from(move |product: AttrValue| {
            edit.emit(Edit::TieAll(product, Rc::clone(&chosen)));
            done.set(Some(chosen.len()));
        })
    };
    let toggle = {
        let open = open.clone();
        move |_: MouseEvent| open.set(!*open)
    };
    let count = chosen.len().to_string();
    html! {
        <div class="portfolio__bulk" role="group" aria-label={texts.bulk_title(&count)}>
            <div class="portfolio__bulk-row">
                <strong>{ texts.portfolio_chosen(&count) }</strong>
                { quick(&asset::REGISTERED_OWNER, Some(true).into(), texts.portfolio_bulk_owner()) }
                { quick(&asset::ENCUMBRANCES, Answer::Any(0), texts.portfolio_bulk_clear()) }
                { quick(&asset::FEE_ARREARS, Some(false).into(), texts.portfolio_bulk_paid()) }
                <button type="button" class="button button--small" aria-expanded={open.to_string()} {disabled} onclick={toggle}>
                    { texts.bulk_open() }
                </button>
                <button type="button" class="button button--small button--danger" {disabled} onclick={remove}>{ texts.remove() }</button>
                <button type="button" class="button button--small button--quiet" onclick={on_clear.reform(|_: MouseEvent| ())}>
                    { texts.table_choose_none() }
                </button>
            </div>
            if *open {
                <BulkForm count={chosen.len()} on_apply={all} {on_tie} />
            }
            <p class="portfolio__quiet" role="status">
                if let Some(count) = *done { { texts.bulk_done(&count.to_string()) } }
            </p>
        </div>
    }
}

/// Properties of [`BulkForm`].
#[derive(Properties)]
struct BulkFormProps {
    /// How many rights are chosen.
    count: usize,
    /// The answer is given to all.
    on_apply: Callback<(&'static Field<Asset>, Answer)>,
    /// All are tied to a product.
    on_tie: Callback<AttrValue>,
}

impl PartialEq for BulkFormProps {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count && self.on_apply == other.on_apply && self.on_tie == other.on_tie
    }
}

/// What was put in for the answer.
#[derive(Clone, Debug, PartialEq)]
enum Draft {
    /// Nothing yet.
    Empty,
    /// An answer.
    Ready(Answer),
    /// A text that cannot be read.
    Unreadable,
}

/// Any question and its answer.
#[component]
fn BulkForm(props: &BulkFormProps) -> Html {
    let BulkFormProps { count, on_apply, on_tie } = props;
    let texts = use_texts();
    let document = use_dossier();
    let indicators = use_scale_words("indicator");
    let factors = use_scale_words("share-factor");
    let key = use_state_eq(|| AttrValue::from(""));
    let product = use_state_eq(|| AttrValue::from(""));
    let draft = use_state_eq(|| Draft::Empty);
    let field = find(&key);
    let scale = scale_of(&key, &indicators, &factors);
    let onchoose = {
        let (key, draft) = (key.clone(), draft.clone());
        move |event: Event| {
            key.set(event.target_unchecked_into::<HtmlSelectElement>().value().into());
            draft.set(Draft::Empty);
        }
    };
    let onproduct = {
        let product = product.clone();
        move |event: Event| product.set(event.target_unchecked_into::<HtmlSelectElement>().value().into())
    };
    let set = {
        let draft = draft.clone();
        Callback::from(move |next: Draft| draft.set(next))
    };
    let is_product = *key == PRODUCT;
    let ready = if is_product { !product.is_empty() } else { matches!(*draft, Draft::Ready(_)) };
    let onapply = {
        let (draft, product, on_apply, on_tie) = (draft.clone(), product.clone(), on_apply.clone(), on_tie.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            match (&*draft, field) {
                _ if is_product => on_tie.emit((*product).clone()),
                (Draft::Ready(answer), Some(field)) => on_apply.emit((field, answer.clone())),
                _ => {}
            }
        }
    };
    html! {
        <form class="bulk" onsubmit={onapply}>
            <label for="bulk-field">{ texts.bulk_field() }</label>
            <select id="bulk-field" onchange={onchoose}>
                <option value="" selected={key.is_empty()}>{ texts.bulk_choose() }</option>
                if !document.dossier.products.is_empty() {
                    <option value={PRODUCT} selected={is_product}>{ texts.bulk_product() }</option>
                }
                for group in &GROUPS {
                    <optgroup label={(group.title)(texts)}>
                        for field in group.fields.iter().filter(|field| !OWN.contains(&field.key)) {
                            <option value={field.key} selected={*key == field.key}>{ (field.label)(texts) }</option>
                        }
                    </optgroup>
                }
                { scale_options(texts.assets_group_scores(), "scores.", &indicators, &key) }
                { scale_options(texts.assets_group_factors(), "share_factors.", &factors, &key) }
            </select>
            if is_product {
                <label for="bulk-value">{ texts.bulk_value() }</label>
                <select id="bulk-value" onchange={onproduct}>
                    <option value="" selected={product.is_empty()}>{ texts.bulk_choose() }</option>
                    for (number, known) in document.dossier.products.iter().enumerate() {
                        <option value={known.id.clone()} selected={*product == known.id.as_str()}>
                            if known.name.is_empty() { { texts.records_product(&(number + 1).to_string()) } } else { { known.name.clone() } }
                        </option>
                    }
                </select>
            } else if let Some(field) = field {
                <label for="bulk-value">{ texts.bulk_value() }</label>
                <div key={field.key}>{ value_box(field, scale, &draft, &set, texts) }</div>
            }
            <button type="submit" class="button button--small button--first" disabled={!ready}>
                { texts.bulk_apply(&count.to_string()) }
            </button>
            if *draft == Draft::Unreadable {
                <p class="field__error" role="alert"><span aria-hidden="true">{ "✕ " }</span>{ texts.bulk_unreadable() }</p>
            }
        </form>
    }
}

/// The question of a key.
fn find(key: &str) -> Option<&'static Field<Asset>> {
    let plain = asset::ALL.iter().chain(&cost::ALL).copied();
    let scales = scale::INDICATORS.iter().chain(&scale::SHARE_FACTORS).map(|(_, field)| field);
    plain.chain(scales).find(|field| field.key == key)
}

type Words = [(String, ScaleWords)];

/// The scale of a key, when the question is on one.
fn scale_of<'a>(key: &str, indicators: &'a Words, factors: &'a Words) -> Option<(&'a ScaleWords, ScaleForm)> {
    let of = |words: &'a Words, code: &str| words.iter().find(|(known, _)| known == code).map(|(_, words)| words);
    match key.split_once('.')? {
        ("scores", code) => Some((of(indicators, code)?, ScaleForm::Points)),
        ("share_factors", code) => Some((of(factors, code)?, ScaleForm::Steps)),
        _ => None,
    }
}

fn scale_options(title: &'static str, prefix: &'static str, words: &Words, key: &str) -> Html {
    html! {
        <optgroup label={title}>
            for (code, words) in words {
                <option value={[prefix, code].concat()} selected={key.strip_prefix(prefix) == Some(code)}>
                    { code }{ " " }{ words.title.clone() }
                </option>
            }
        </optgroup>
    }
}

/// The box for the answer, by the kind of the question.
fn value_box(
    field: &'static Field<Asset>,
    scale: Option<(&ScaleWords, ScaleForm)>,
    draft: &Draft,
    set: &Callback<Draft>,
    texts: Texts,
) -> Html {
    let list = |choices: Vec<(Answer, AttrValue)>| {
        let mut choices = choices;
        choices.push((Answer::Unknown, texts.bulk_empty().into()));
        let answers: Vec<Answer> = choices.iter().map(|(answer, _)| answer.clone()).collect();
        let onchange = set.reform(move |event: Event| {
            let place = event.target_unchecked_into::<HtmlSelectElement>().value().parse::<usize>().ok();
            place.and_then(|place| answers.get(place).cloned()).map_or(Draft::Empty, Draft::Ready)
        });
        html! {
            <select id="bulk-value" {onchange}>
                <option value="" selected={*draft == Draft::Empty}>{ texts.bulk_choose() }</option>
                for (place, (answer, word)) in choices.into_iter().enumerate() {
                    <option value={place.to_string()} selected={*draft == Draft::Ready(answer)}>{ word }</option>
                }
            </select>
        }
    };
    if let Some((words, form)) = scale {
        let anchor = |points: f64| words.steps.iter().find(|(at, _)| *at == points).map(|(_, word)| word.as_str());
        let choices = form.choices(words).into_iter().map(|(points, _)| {
            let points_word = texts.scale_points(&decimal(points, 1));
            let word = match anchor(points) {
                Some(word) => [&points_word, " · ", word].concat(),
                None => points_word,
            };
            (Answer::Number(points), word.into())
        });
        return list(choices.collect());
    }
    let named = |choices: &[Choice]| {
        choices.iter().enumerate().map(|(place, choice)| (Answer::One(place), (choice.label)(texts).into())).collect()
    };
    match field.kind {
        Kind::Flag => list(vec![(Answer::Flag(true), texts.yes().into()), (Answer::Flag(false), texts.no().into())]),
        Kind::One(choices) => list(named(choices)),
        Kind::Any(choices) => {
            let bits = match draft {
                Draft::Ready(Answer::Any(bits)) => Some(*bits),
                _ => None,
            };
            let check = |place: Option<usize>, word: &'static str| {
                let checked = match place {
                    Some(place) => bits.is_some_and(|bits| bits & (1 << place) != 0),
                    None => bits == Some(0),
                };
                let onchange = set.reform(move |_: Event| match place {
                    Some(place) => Draft::Ready(Answer::Any(bits.unwrap_or(0) ^ (1 << place))),
                    None => Draft::Ready(Answer::Any(0)),
                });
                html! {
                    <label class={classes!("segment", checked.then_some("segment--on"))}>
                        <input type="checkbox" {checked} {onchange} />{ word }
                    </label>
                }
            };
            html! {
                <div class="segments" id="bulk-value" role="group" aria-label={(field.label)(texts)}>
                    for (place, choice) in choices.iter().enumerate() {
                        { check(Some(place), (choice.label)(texts)) }
                    }
                    { check(None, texts.none_of_these()) }
                </div>
            }
        }
        kind => {
            let oninput = set.reform(move |event: InputEvent| {
                let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                if typed.trim().is_empty() {
                    return Draft::Empty;
                }
                read(kind, &typed).map_or(Draft::Unreadable, Draft::Ready)
            });
            let unit = match kind {
                Kind::Money => Some(texts.unit_wan()),
                Kind::Percent => Some(texts.unit_percent()),
                _ => None,
            };
            html! {
                <span class="field__box">
                    <input id="bulk-value" type="text" autocomplete="off" {oninput} />
                    if let Some(unit) = unit {
                        <span class="field__unit">{ unit }</span>
                    }
                </span>
            }
        }
    }
}
