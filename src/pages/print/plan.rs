//! The plan for 30, 60 and 90 days, and the data still needed.

use ip_health_engine::health::PlannedAction;
use ip_health_engine::rules::{Note, Rules, Unit};
use yew::prelude::*;

use super::part;
use crate::fields::path_name;
use crate::format::{quantity, range};
use crate::pages::report::{Reading, action_effects, serves, worth};
use crate::texts::Texts;

/// What to do next, by the time within which it can be done.
pub fn actions(reading: &Reading) -> Html {
    let texts = reading.texts;
    let rules = reading.rules.on(reading.assessment.as_of);
    let stages = [
        (0.0, 30.0, texts.print_within_30()),
        (30.0, 60.0, texts.print_within_60()),
        (60.0, 90.0, texts.print_within_90()),
        (90.0, f64::INFINITY, texts.print_beyond_90()),
    ];
    let planned: Vec<(&PlannedAction, &Note)> =
        reading.assessment.actions.iter().filter_map(|action| Some((action, note_of(&rules, action)?))).collect();
    if planned.is_empty() {
        return part(
            texts.print_numeral_7(),
            texts.report_actions_title(),
            html! { <p>{ texts.report_actions_none() }</p> },
        );
    }
    let content = html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.print_action() }</th>
                    <th scope="col">{ texts.print_effect() }</th>
                    <th scope="col" class="is-number">{ texts.report_time() }</th>
                    <th scope="col" class="is-number">{ texts.print_cost() }</th>
                </tr>
            </thead>
            for (after, until, title) in stages {
                { stage(title, planned.iter().filter(|(_, note)| (after..=until).contains(&days(note)) && days(note) != after), reading) }
            }
        </table>
    };
    part(texts.print_numeral_7(), texts.report_actions_title(), content)
}

fn note_of<'a>(rules: &Rules<'a>, action: &PlannedAction) -> Option<&'a Note> {
    rules.note(&action.id).ok()
}

/// Calendar days that an action takes; an action without is begun at once and has no end.
fn days(note: &Note) -> f64 {
    note.number("days").unwrap_or(f64::INFINITY)
}

fn stage<'a>(title: &str, actions: impl Iterator<Item = &'a (&'a PlannedAction, &'a Note)>, reading: &Reading) -> Html {
    let mut actions = actions.peekable();
    if actions.peek().is_none() {
        return Html::default();
    }
    let texts = reading.texts;
    html! {
        <tbody>
            <tr><th scope="colgroup" colspan="4">{ title.to_owned() }</th></tr>
            for (action, note) in actions {
                <tr>
                    <th scope="row">
                        { note.title.get(texts.language()).to_owned() }
                        if let Some(body) = &note.body {
                            <br /><small>{ body.get(texts.language()).to_owned() }</small>
                        }
                    </th>
                    <td>{ action_effects(action, reading).join(texts.list_separator()) }</td>
                    <td class="is-number">{ note.number("days").map(|days| quantity(days, Unit::Day, texts)) }</td>
                    <td class="is-number">{ cost(note, texts) }</td>
                </tr>
            }
        </tbody>
    }
}

/// The cost of an action; the rules count it in 万元.
fn cost(note: &Note, texts: Texts) -> Option<String> {
    const YUAN: f64 = 10_000.0;
    Some(range(note.number("cost-low")? * YUAN, note.number("cost-high")? * YUAN, texts))
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
