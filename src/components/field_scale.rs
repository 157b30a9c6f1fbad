//! An answer on a scale whose steps have words: indicators 1–10 with their anchors, factors 0–100 with their steps.

use ip_health_engine::rules::{Language, Note};
use yew::prelude::*;

use super::field::{Ask, field_id};
use crate::fields::Answer;
use crate::format::decimal;
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::{Edit, Input, Place};
use crate::texts::Texts;

/// The words of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleWords {
    /// What is scored.
    pub title: AttrValue,
    /// The question.
    pub question: Option<AttrValue>,
    /// Points and what they mean, as the rules order them.
    pub steps: Vec<(f64, AttrValue)>,
}

impl ScaleWords {
    /// The words of a note of the rules.
    #[must_use]
    pub fn of(note: &Note, language: Language) -> Self {
        let text = |text: &ip_health_engine::rules::Text| AttrValue::from(text.get(language).to_owned());
        ScaleWords {
            title: text(&note.title),
            question: note.body.as_ref().map(text),
            steps: note.steps.iter().map(|step| (step.at, text(&step.text))).collect(),
        }
    }
}

/// How the points are chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaleForm {
    /// Any whole point from 1 to 10; the steps are anchors.
    Points,
    /// One of the steps.
    Steps,
}

impl ScaleForm {
    /// What can be chosen: points and their words.
    #[must_use]
    pub fn choices(self, words: &ScaleWords) -> Vec<(f64, AttrValue)> {
        match self {
            ScaleForm::Points => (1..=10).map(|point| (f64::from(point), point.to_string().into())).collect(),
            ScaleForm::Steps => words.steps.clone(),
        }
    }
}

/// Properties of [`ScaleField`].
#[derive(Properties, PartialEq)]
pub struct ScaleFieldProps {
    /// Where the points are kept.
    pub place: Place,
    /// Its words.
    pub words: ScaleWords,
    /// How it is chosen.
    pub form: ScaleForm,
    /// What counts while it is not answered.
    #[prop_or_default]
    pub otherwise: Option<AttrValue>,
}

/// A question on a scale, with 不清楚.
#[component]
pub fn ScaleField(props: &ScaleFieldProps) -> Html {
    let ScaleFieldProps { place, words, form, otherwise } = props;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let id: AttrValue = field_id(&place.path()).into();
    let about_id = [&*id, "-about"].concat();
    let ask = Ask {
        place: place.clone(),
        label: words.title.clone(),
        id,
        described_by: Some(about_id.clone().into()),
        invalid: false,
        disabled,
        unsure: true,
        document: document.clone(),
        texts,
        input: {
            let place = place.clone();
            edit.reform(move |input| Edit::Field(place.clone(), input))
        },
    };
    let answer = place.answer(&document.dossier).number();
    let choices = form.choices(words);
    let between = answer.filter(|answer| choices.iter().all(|(points, _)| points != answer));
    let class = if *form == ScaleForm::Steps { "segments segments--steps" } else { "segments segments--points" };
    html! {
        <fieldset class="field scale" aria-describedby={about_id.clone()}>
            <legend class="field__label">{ words.title.clone() }</legend>
            <div id={about_id}>
                if let Some(question) = &words.question {
                    <p class="field__hint">{ question }</p>
                }
                if *form == ScaleForm::Points {
                    <dl class="scale__anchors">
                        for (points, meaning) in &words.steps {
                            <div><dt>{ texts.scale_points(&decimal(*points, 1)) }</dt><dd>{ meaning }</dd></div>
                        }
                    </dl>
                }
            </div>
            <div {class}>
                for (number, (points, word)) in choices.into_iter().enumerate() {
                    { choice(&ask, number, points, word, answer == Some(points), *form) }
                }
                { unsure(&ask) }
            </div>
            if let Some(points) = between {
                <p class="scale__note">{ texts.scale_between(&decimal(points, 2)) }</p>
            } else if let Some(otherwise) = otherwise.clone().filter(|_| answer.is_none()) {
                <p class="scale__note">{ otherwise }</p>
            }
        </fieldset>
    }
}

fn choice(ask: &Ask, number: usize, points: f64, word: AttrValue, checked: bool, form: ScaleForm) -> Html {
    // The first takes the id of the field, so that links to the field find it.
    let id = if number == 0 { ask.id.clone() } else { [&*ask.id, "-", &number.to_string()].concat().into() };
    let onchange = ask.input.reform(move |_: Event| Input::Chosen(Answer::Number(points)));
    html! {
        <label class={classes!("segment", checked.then_some("segment--on"))} for={id.clone()}>
            <input {id} type="radio" name={ask.id.clone()} {checked} {onchange} disabled={ask.disabled} />
            <span>{ word }</span>
            if form == ScaleForm::Steps {
                <small class="scale__step">{ points_word(points, ask.texts) }</small>
            }
        </label>
    }
}

fn unsure(ask: &Ask) -> Html {
    let id: AttrValue = [&*ask.id, "-unsure"].concat().into();
    let checked = ask.document.is_unsure(&ask.place);
    let onchange = ask.input.reform(|_: Event| Input::Unsure(true));
    html! {
        <label class={classes!("segment", checked.then_some("segment--on"))} for={id.clone()}>
            <input {id} type="radio" name={ask.id.clone()} {checked} {onchange} disabled={ask.disabled} />
            <span>{ ask.texts.unsure() }</span>
        </label>
    }
}

fn points_word(points: f64, texts: Texts) -> String {
    texts.scale_points(&decimal(points, 1))
}
