//! Next steps 下一步, those that unlock most first.

use ip_health_engine::health::PlannedAction;
use yew::prelude::*;

use super::reading::{Reading, SectionProps, head};
use crate::format::{decimal, money, quantity};

/// What an action unlocks, in words; nothing measurable is good order.
pub fn effects(action: &PlannedAction, reading: &Reading) -> Vec<String> {
    let texts = reading.texts;
    let effect = &action.effect;
    let mut words = Vec::new();
    if !effect.channels.is_empty() {
        let codes: Vec<&str> = effect.channels.iter().map(|channel| channel.code()).collect();
        words.push(texts.effect_channels(&codes.join("、")));
    }
    if !effect.indicators.is_empty() {
        let codes: Vec<&str> = effect.indicators.iter().map(|indicator| indicator.code()).collect();
        words.push(texts.effect_indicators(&codes.join("、")));
    }
    if effect.amount >= 100.0 {
        words.push(texts.effect_amount(&money(effect.amount, texts)));
    }
    if effect.value >= 100.0 {
        words.push(texts.effect_value(&money(effect.value, texts)));
    }
    if effect.score >= 0.1 {
        words.push(texts.effect_score(&decimal(effect.score, 1)));
    }
    if words.is_empty() {
        words.push(texts.effect_order().to_owned());
    }
    words
}

/// The card.
#[component]
pub fn Actions(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let actions = &reading.assessment.actions;
    let rules = reading.rules.on(reading.assessment.as_of);
    html! {
        <section class="report__card" id="report-actions">
            { head(texts.report_actions_title(), texts.report_actions_remark().to_owned()) }
            if actions.is_empty() {
                <p>{ texts.report_actions_none() }</p>
            }
            <ol class="report__actions">
                for action in actions {
                    if let Ok(note) = rules.note(&action.id) {
                        <li key={action.id.clone()}>
                            <strong>{ note.title.get(texts.language()).to_owned() }</strong>
                            { " " }<em>{ effects(action, reading).join(" · ") }</em>
                            <small>
                                if let Some(days) = note.number("days") {
                                    { texts.action_days(&quantity(days, ip_health_engine::rules::Unit::Day, texts)) }{ " · " }
                                }
                                { note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }
                            </small>
                        </li>
                    }
                }
            </ol>
        </section>
    }
}
