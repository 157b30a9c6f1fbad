//! The plan for 30, 60 and 90 days, and the data still needed.

use ip_health_engine::decide::{ScheduledAction, Stage};
use ip_health_engine::health::PlannedAction;
use ip_health_engine::rules::{Note, Unit};
use yew::prelude::*;

use super::part;
use crate::fields::path_name;
use crate::format::{date, percent, quantity};
use crate::pages::report::{Reading, action_effects, cost_band, planned, serves, stage_word, worth};
use crate::texts::Texts;

/// What to do next with its days, by the time within which it can be done.
pub fn actions(reading: &Reading) -> Html {
    let texts = reading.texts;
    let planned = planned(reading);
    let title = texts.report_actions_title();
    if planned.is_empty() {
        return part(texts.print_numeral_7(), title, html! { <p>{ texts.report_actions_none() }</p> });
    }
    let content = html! {
        <>
            <p class="paper__note">{ texts.print_plan_days(&date(reading.assessment.as_of)) }</p>
            <table class="paper__table">
                <thead>
                    <tr>
                        <th scope="col">{ texts.print_action() }</th>
                        <th scope="col">{ texts.print_effect() }</th>
                        <th scope="col">{ texts.print_begin() }</th>
                        <th scope="col">{ texts.print_finish() }</th>
                        <th scope="col">{ texts.plan_effort() }</th>
                    </tr>
                </thead>
                for stage in Stage::ALL {
                    { stage_of(stage, planned.iter().filter(|(.., days)| days.stage == stage), reading) }
                }
            </table>
        </>
    };
    part(texts.print_numeral_7(), title, content)
}

/// An action with its note and days.
type Planned<'a> = (&'a PlannedAction, &'a Note, ScheduledAction);

fn stage_of<'a>(stage: Stage, actions: impl Iterator<Item = &'a Planned<'a>>, reading: &Reading) -> Html {
    let mut actions = actions.peekable();
    if actions.peek().is_none() {
        return Html::default();
    }
    html! {
        <tbody>
            <tr class="paper__group"><th scope="colgroup" colspan="5">{ stage_word(stage, reading.texts) }</th></tr>
            for (action, note, days) in actions { { one(action, note, days, reading) } }
        </tbody>
    }
}

fn one(action: &PlannedAction, note: &Note, days: &ScheduledAction, reading: &Reading) -> Html {
    let texts = reading.texts;
    let done = reading.dossier.decisions.done.get(&action.id).copied();
    let after: Vec<String> = days.after.iter().map(|id| reading.title(id)).collect();
    html! {
        <tr>
            <th scope="row">
                { note.title.get(texts.language()).to_owned() }
                if let Some(body) = &note.body {
                    <br /><small>{ body.get(texts.language()).to_owned() }</small>
                }
                if !after.is_empty() {
                    <br /><small>{ texts.print_after(&after.join(texts.list_separator())) }</small>
                }
            </th>
            <td>{ action_effects(action, reading).join(texts.list_separator()) }</td>
            if let Some(done) = done {
                <td colspan="2">{ texts.plan_done_on(&date(done)) }</td>
            } else {
                <td class="paper__tight">
                    { date(days.start) }
                    if let Some(last) = days.start_by {
                        <br /><small>{ texts.print_start_by(&date(last)) }</small>
                        if last < days.start {
                            <br /><small>{ texts.print_late() }</small>
                        }
                    }
                </td>
                <td class="paper__tight">{ date(days.done) }</td>
            }
            <td class="paper__tight">{ effort(days, texts) }</td>
        </tr>
    }
}

/// Time, cost band, how sure.
fn effort(days: &ScheduledAction, texts: Texts) -> Html {
    let effort = &days.effort;
    html! {
        <>
            { quantity(effort.days, Unit::Day, texts) }<br />
            { cost_band(effort.cost, texts) }<br />
            <small>{ texts.plan_certainty(&percent(effort.certainty)) }</small>
        </>
    }
}

/// What is not known and what answering is worth.
pub fn needed(reading: &Reading) -> Html {
    let texts = reading.texts;
    let needed = &reading.assessment.completeness.needed;
    if needed.is_empty() {
        return Html::default();
    }
    let content = html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.needed_question() }</th>
                    <th scope="col">{ texts.needed_serves() }</th>
                    <th scope="col">{ texts.needed_worth() }</th>
                </tr>
            </thead>
            <tbody>
                for item in needed {
                    <tr>
                        <th scope="row">{ path_name(&item.path, texts) }</th>
                        <td>{ serves(item, texts) }</td>
                        <td>{ worth(item, reading) }</td>
                    </tr>
                }
            </tbody>
        </table>
    };
    part(texts.print_numeral_8(), texts.report_needed_title(), content)
}
