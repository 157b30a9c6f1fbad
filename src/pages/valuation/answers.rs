//! At which answers the grade and the best channel change 答案的翻转点: the whole check-up computed anew for each number.

use ip_health_engine::dossier::Dossier;
use ip_health_engine::flips::{AnswerFlip, AnswerFlips, Conclusions, Turn};
use ip_health_engine::rules::{RulePack, Unit};
use ip_health_engine::valuation::Grade;
use yew::prelude::*;

use super::super::report::{Reading, SectionProps, Tone, grade_words, head, line};
use crate::fields::path_name;
use crate::format::{decimal, quantity};
use crate::hooks::{Search, Searching, use_answer_flips};

/// Flips of a conclusion before the fold.
const SHOWN: usize = 5;

/// The card of the answers.
#[component]
pub fn Card(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let Searching { search, start, stop } = use_answer_flips();
    html! {
        <section class="report__card" id="value-answers">
            { head(texts.value_answers_title(), texts.value_answers_remark()) }
            if let Search::Running(done, total) = search {
                <div class="value__search">
                    <progress aria-label={texts.value_answers_progress()} value={done.to_string()} max={total.max(1).to_string()}></progress>
                    <span role="status">{ texts.value_answers_running() }</span>
                    <button type="button" class="button button--small" onclick={stop}>{ texts.cancel() }</button>
                </div>
            }
            if search == Search::Idle {
                <p>
                    { texts.value_answers_idle() }{ " " }
                    <button type="button" class="button button--small" id="value-answers-start" onclick={start}>{ texts.value_answers_start() }</button>
                </p>
            }
            if let Search::Found(found) = search {
                { body(&found, reading) }
            }
        </section>
    }
}

fn grade(grade: Option<Grade>, reading: &Reading) -> String {
    match grade {
        Some(grade) => grade_words(grade, reading.texts).1.to_owned(),
        None => reading.texts.value_answers_no_grade().to_owned(),
    }
}

/// Which conclusion a flip changes, in the order they are shown.
fn group(turn: &Turn) -> usize {
    match turn {
        Turn::Grade(_) => 0,
        Turn::Channel(_) => 1,
        Turn::Right(_) => 2,
    }
}

fn body(found: &AnswerFlips, reading: &Reading) -> Html {
    let texts = reading.texts;
    let Conclusions { grade: overall, channel, right } = &found.now;
    let channel = channel.map_or_else(|| texts.value_answers_no_channel(), |channel| reading.channel(channel));
    let mut titles = vec![texts.value_answers_grade(&grade(*overall, reading)), texts.value_answers_channel(channel)];
    if let Some((id, grade_now)) = right {
        titles.push(texts.value_answers_right(&reading.asset_name(id), grade_words(*grade_now, texts).1));
    }
    let part = |(place, title): (usize, String)| {
        let flips: Vec<&AnswerFlip> = found.flips.iter().filter(|flip| group(&flip.turn) == place).collect();
        let rest = flips.get(SHOWN..).unwrap_or_default();
        html! {
            <div key={place}>
                <h3>{ title }</h3>
                if flips.is_empty() {
                    <p class="report__quiet report__small">{ texts.value_answers_firm(&found.moved.len().to_string()) }</p>
                } else {
                    <ul class="lines">
                        for flip in flips.iter().take(SHOWN) { { said(flip, reading) } }
                    </ul>
                }
                if !rest.is_empty() {
                    <details class="fold">
                        <summary><strong>{ texts.value_answers_more(&rest.len().to_string()) }</strong></summary>
                        <div class="fold__body"><ul class="lines">for flip in rest { { said(flip, reading) } }</ul></div>
                    </details>
                }
            </div>
        }
    };
    html! {
        <>
            for (place, title) in titles.into_iter().enumerate() { { part((place, title)) } }
            <p class="report__quiet report__small value__after">{ texts.value_answers_note(&found.moved.len().to_string()) }</p>
        </>
    }
}

fn said(flip: &AnswerFlip, reading: &Reading) -> Html {
    let texts = reading.texts;
    let to = match &flip.turn {
        Turn::Grade(to) => texts.value_answers_to_grade(&grade(*to, reading)),
        Turn::Channel(Some(to)) => texts.value_answers_to_channel(reading.channel(*to)),
        Turn::Channel(None) => texts.value_answers_to_none().to_owned(),
        Turn::Right(to) => texts.value_answers_to_grade(grade_words(*to, texts).1),
    };
    let rises = flip.at > flip.base;
    let number = |value: f64| exact(value, flip.unit, reading);
    let name = name(&flip.path, &reading.dossier, &reading.rules, reading);
    let (base, at, last) = (quantity(flip.base, flip.unit, texts), number(flip.at), number(flip.last));
    let text = if rises {
        texts.value_answers_rise(&name, &base, &at, &to, &last)
    } else {
        texts.value_answers_fall(&name, &base, &at, &to, &last)
    };
    line(Tone::Watch, texts.word_watch(), html! { <span>{ text }</span> })
}

/// A number to the last place that counts: fen, 0.01 percentage point.
fn exact(value: f64, unit: Unit, reading: &Reading) -> String {
    match unit {
        Unit::Yuan => reading.texts.unit_plain(&decimal(value, 2)),
        Unit::Ratio | Unit::RatePerYear => [decimal(value * 100.0, 2), "%".to_owned()].concat(),
        _ => quantity(value, unit, reading.texts),
    }
}

/// The name of a field, with the product where there are several and the indicator of a score.
fn name(path: &str, dossier: &Dossier, rules: &RulePack, reading: &Reading) -> String {
    let texts = reading.texts;
    let day = reading.assessment.as_of;
    if let Some((_, code)) = path.split_once(".scores.") {
        let (on, id) = (rules.on(day), format!("indicator.{code}"));
        let note = on.note(&id).map(|note| note.title.get(texts.language()).to_owned());
        return match note {
            Ok(title) => texts.value_answers_indicator(code, &title),
            Err(_) => path_name(path, texts),
        };
    }
    let field = path_name(path, texts);
    let product = path.strip_prefix("products.").filter(|_| dossier.products.len() > 1);
    let product =
        product.and_then(|rest| dossier.products.iter().find(|product| rest.starts_with(&format!("{}.", product.id))));
    match product {
        Some(product) => texts.value_input_of(&product.name, &field),
        None => field,
    }
}
