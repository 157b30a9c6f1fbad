//! The action plan 行动计划: what each action unlocks and takes, by when, with what proof and after what; ticked off here.

use ip_health_engine::decide::{ScheduledAction, Stage, schedule};
use ip_health_engine::exchange::{CalendarEvent, write_calendar};
use ip_health_engine::health::PlannedAction;
use ip_health_engine::rules::{Note, Unit};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::reading::{Reading, SectionProps, head};
use crate::format::{date, decimal, money, percent, quantity, range};
use crate::hooks::{use_edit, use_session};
use crate::route::Route;
use crate::state::{Decision, Edit, disk};
use crate::texts::Texts;

/// Days before the last day to start, and before the day it is to be done, on which the calendar reminds.
const REMIND: [u16; 2] = [7, 1];

/// What an action unlocks, in words; nothing measurable is good order.
pub fn effects(action: &PlannedAction, reading: &Reading) -> Vec<String> {
    let texts = reading.texts;
    let effect = &action.effect;
    let mut words = Vec::new();
    if !effect.channels.is_empty() {
        let names: Vec<&str> = effect.channels.iter().map(|channel| reading.channel(*channel)).collect();
        words.push(texts.effect_channels(&names.join(texts.list_separator())));
    }
    if !effect.indicators.is_empty() {
        let codes: Vec<&str> = effect.indicators.iter().map(|indicator| indicator.code()).collect();
        words.push(texts.effect_indicators(&codes.join(texts.list_separator())));
    }
    if effect.amount >= 100.0 {
        words.push(texts.effect_amount(&money(effect.amount, texts)));
    }
    if effect.value >= 100.0 {
        words.push(texts.effect_value(&money(effect.value, texts)));
    }
    if effect.saved >= 5e-5 {
        words.push(texts.effect_saved(&quantity(effect.saved, Unit::PercentagePoint, texts)));
    }
    if effect.score >= 0.1 {
        words.push(texts.effect_score(&decimal(effect.score, 1)));
    }
    if words.is_empty() {
        words.push(texts.effect_order().to_owned());
    }
    words
}

/// By when the actions of a stage are done.
pub fn stage_word(stage: Stage, texts: Texts) -> &'static str {
    match stage {
        Stage::Within30 => texts.print_within_30(),
        Stage::Within60 => texts.print_within_60(),
        Stage::Within90 => texts.print_within_90(),
        Stage::Beyond => texts.print_beyond_90(),
    }
}

/// From, to; one amount where both are the same to the eye.
pub fn cost_band([low, high]: [f64; 2], texts: Texts) -> String {
    if high < 1.0 { texts.seek_no_cost().to_owned() } else { range(low, high, texts) }
}

/// The actions with their notes and days; empty while the pack lacks a note, which its tests exclude.
pub fn planned(reading: &Reading) -> Vec<(&PlannedAction, &Note, ScheduledAction)> {
    let assessment = &*reading.assessment;
    let rules = reading.rules.on(assessment.as_of);
    let days = schedule(&assessment.actions, &reading.dossier, &rules, assessment.as_of).unwrap_or_default();
    let actions = assessment.actions.iter().zip(days);
    actions.filter_map(|(action, days)| Some((action, reading.note(&action.id)?, days))).collect()
}

/// The card.
#[component]
pub fn Actions(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let edit = use_edit();
    let read_only = use_session().session.read_only;
    let planned = planned(reading);
    if planned.is_empty() {
        return html! {
            <section class="report__card" id="report-actions">
                { head(texts.report_actions_title(), "") }
                <p>{ texts.report_actions_none() }</p>
            </section>
        };
    }
    let done = &reading.dossier.decisions.done;
    let ticked = planned.iter().filter(|(action, ..)| done.contains_key(&action.id)).count();
    let save = {
        let reading = reading.clone();
        Callback::from(move |_: MouseEvent| save_calendar(&reading))
    };
    html! {
        <section class="report__card" id="report-actions">
            { head(texts.report_actions_title(), texts.report_actions_remark().to_owned()) }
            <div class="report__export plan__bar">
                <span role="status">{ texts.plan_done_of(&ticked.to_string(), &planned.len().to_string()) }</span>
                <button type="button" class="button button--small" id="plan-calendar" onclick={save}>{ texts.plan_calendar() }</button>
                <a href={Route::WhatIf.to_string()}>{ texts.plan_try() }</a>
            </div>
            for stage in Stage::ALL {
                if planned.iter().any(|(.., days)| days.stage == stage) {
                    <h3>{ stage_word(stage, texts) }</h3>
                    <ul class="plan">
                        for (action, note, days) in planned.iter().filter(|(.., days)| days.stage == stage) {
                            { one(action, note, days, reading, &edit, read_only) }
                        }
                    </ul>
                }
            }
            <p class="report__quiet report__small">{ texts.plan_note() }</p>
        </section>
    }
}

fn one(
    action: &PlannedAction,
    note: &Note,
    days: &ScheduledAction,
    reading: &Reading,
    edit: &Callback<Edit>,
    read_only: bool,
) -> Html {
    let texts = reading.texts;
    let done = reading.dossier.decisions.done.get(&action.id).copied();
    let today = reading.assessment.as_of;
    let onchange = {
        let (edit, id) = (edit.clone(), AttrValue::from(action.id.clone()));
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            edit.emit(Edit::Decide(Decision::Done(id.clone(), on.then_some(today))));
        })
    };
    let body = note.body.as_ref().map(|body| body.get(texts.language()).to_owned());
    html! {
        <li key={action.id.clone()} class={done.map(|_| "plan__done")}>
            <label class="tick">
                <input type="checkbox" checked={done.is_some()} {onchange} disabled={read_only} />
                <strong>{ note.title.get(texts.language()).to_owned() }</strong>
            </label>
            <p class="plan__effect">
                if let Some(done) = done {
                    { texts.plan_done_on(&date(done)) }
                } else {
                    { effects(action, reading).join(" · ") }
                }
            </p>
            <details>
                <summary>{ times(days, texts) }</summary>
                if let Some(body) = body {
                    <p>{ body }</p>
                }
                <dl class="pairs">
                    <dt>{ texts.plan_effort() }</dt>
                    <dd>{ quantity(days.effort.days, Unit::Day, texts) }{ " · " }{ cost_band(days.effort.cost, texts) }{ " · " }{ texts.plan_certainty(&percent(days.effort.certainty)) }</dd>
                    if let Some(last) = days.start_by {
                        <dt>{ texts.plan_start_by() }</dt>
                        <dd>{ date(last) }{ if last < days.start { texts.plan_late() } else { "" } }</dd>
                    }
                    if !action.assets.is_empty() {
                        <dt>{ texts.plan_rights() }</dt>
                        <dd>{ reading.asset_names(&action.assets) }</dd>
                    }
                    if !days.evidence.is_empty() {
                        <dt>{ texts.plan_evidence() }</dt>
                        <dd>{ titles(&days.evidence, reading) }</dd>
                    }
                    if !days.after.is_empty() {
                        <dt>{ texts.plan_after() }</dt>
                        <dd>{ titles(&days.after, reading) }</dd>
                    }
                </dl>
                { reading.sources(&note.provenance) }
            </details>
        </li>
    }
}

fn titles(ids: &[String], reading: &Reading) -> String {
    let names: Vec<String> = ids.iter().map(|id| reading.title(id)).collect();
    names.join(reading.texts.list_separator())
}

/// When it can begin and be done.
fn times(days: &ScheduledAction, texts: Texts) -> String {
    texts.plan_times(&date(days.start), &date(days.done))
}

fn save_calendar(reading: &Reading) {
    let texts = reading.texts;
    let done = &reading.dossier.decisions.done;
    let open = planned(reading).into_iter().filter(|(action, ..)| !done.contains_key(&action.id));
    let events: Vec<CalendarEvent> = open
        .flat_map(|(action, note, days)| {
            let name = note.title.get(texts.language()).to_owned();
            let description = effects(action, reading).join(" · ");
            let event = |part: &str, day, summary| CalendarEvent {
                id: ["action.", &action.id, ".", part].concat(),
                day,
                until: None,
                summary,
                description: description.clone(),
                category: texts.report_actions_title().to_owned(),
                reminders: REMIND.to_vec(),
            };
            let begin = days.start_by.map_or(days.start, |last| last.max(days.start));
            [
                event("start", begin, texts.plan_event_start(&name)),
                event("done", days.done, texts.plan_event_done(&name)),
            ]
        })
        .collect();
    let text = write_calendar(texts.report_actions_title(), reading.assessment.as_of, &events);
    // A browser that refuses a download says so itself.
    let _ = disk::download(texts.plan_calendar_file(), &text, "text/calendar");
}
