//! What a reader asks, and what the file answers: red flags first, then what is open, then what is settled.

use ip_health_engine::dossier::Reader;
use ip_health_engine::readers::{Fact, Finding, Question, Readings};
use yew::prelude::*;

use crate::components::Field;
use crate::fields::route_of;
use crate::format::{decimal, percent};
use crate::pages::report::{Reading, Tone, head};
use crate::state::Place;
use crate::texts::Texts;

/// What stands before the code of a confirmation in a path.
const CONFIRMATION: &str = "need.confirmations.";

/// The tone of a finding.
pub fn tone(finding: Finding) -> Tone {
    match finding {
        Finding::Concern => Tone::Bad,
        Finding::Open => Tone::Unknown,
        Finding::Settled => Tone::Good,
    }
}

/// The word of a finding.
pub fn word(finding: Finding, texts: Texts) -> &'static str {
    match finding {
        Finding::Concern => texts.finding_concern(),
        Finding::Open => texts.finding_open(),
        Finding::Settled => texts.finding_settled(),
    }
}

/// What the file says, in words.
pub fn fact_words(fact: &Fact, reading: &Reading) -> String {
    match fact {
        Fact::Count(count) => count.to_string(),
        Fact::Share(share) => percent(*share),
        Fact::Times(times) => reading.texts.readers_times(&decimal(*times, 2)),
        Fact::Years(years) => reading.texts.readers_years(&decimal(*years, 1)),
        Fact::Amount(yuan) => reading.money(*yuan),
        Fact::Rights(ids) => reading.asset_names(ids),
    }
}

/// The card of questions.
pub fn card(reader: Reader, reading: &Reading, readings: &Readings) -> Html {
    let texts = reading.texts;
    let questions = readings.questions(reader);
    let of = |finding: Finding| questions.iter().filter(move |question| question.finding == finding);
    let count = |finding: Finding| of(finding).count().to_string();
    let remark = texts.readers_counts(&count(Finding::Concern), &count(Finding::Open), &count(Finding::Settled));
    let list = |finding: Finding| {
        html! {
            <ul class="lines readers__questions">
                for question in of(finding) { { item(question, reading) } }
            </ul>
        }
    };
    html! {
        <section class="report__card" id="readers-questions">
            { head(texts.readers_questions(), remark) }
            if of(Finding::Concern).next().is_some() {
                <h3>{ texts.readers_flags() }</h3>
                { list(Finding::Concern) }
            } else {
                <p>{ texts.readers_no_flags() }</p>
            }
            if of(Finding::Open).next().is_some() {
                <h3 class="readers__sub">{ texts.readers_open() }</h3>
                { list(Finding::Open) }
            }
            if of(Finding::Settled).next().is_some() {
                <details class="fold readers__sub">
                    <summary><strong>{ texts.readers_settled(&count(Finding::Settled)) }</strong></summary>
                    <div class="fold__body">{ list(Finding::Settled) }</div>
                </details>
            }
        </section>
    }
}

/// A question with why it is asked, what the file says, what to hand over and where to answer.
pub fn item(question: &Question, reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let Some(note) = reading.note(&question.note) else { return Html::default() };
    let tone = tone(question.finding);
    let title = note.title.get(language).to_owned();
    let confirmation = question.path.as_deref().and_then(|path| path.strip_prefix(CONFIRMATION));
    let link = question.path.as_deref().filter(|_| confirmation.is_none() && question.finding != Finding::Settled);
    html! {
        <li key={question.note.clone()}>
            <span class={classes!("lines__mark", tone.mark_class())} role="img" aria-label={word(question.finding, texts)}>
                { tone.mark() }
            </span>
            <div>
                <strong>{ title.clone() }</strong>
                if let Some(fact) = &question.fact {
                    { " " }<span class="readers__fact">{ fact_words(fact, reading) }</span>
                }
                if let Some(body) = &note.body {
                    <small class="readers__why">{ body.get(language).to_owned() }</small>
                }
                if let Some(action) = note.action.as_ref().filter(|_| question.finding != Finding::Settled) {
                    <small class="readers__why">{ texts.readers_hand_over(action.get(language)) }</small>
                }
                if let Some(code) = confirmation {
                    <Field place={Place::Confirmation(code.to_owned().into())} label={AttrValue::from(title)} />
                }
                if let Some(path) = link {
                    <small><a href={route_of(path).to_string()}>{ texts.readers_answer() }</a></small>
                }
            </div>
        </li>
    }
}
