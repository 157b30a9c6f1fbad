//! What-if 假设分析: levers and actions with their results at once, what each does alone, goal seek, scenarios.

mod binding;
mod effects;
mod lever;
mod results;
mod scenarios;
mod seek;
mod words;

use std::collections::BTreeSet;

use ip_health_engine::decide::{LeverEffect, Outlook};
use ip_health_engine::dossier::Scenario;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::report::{Reading, action_effects, head, use_reading};
use crate::components::{WorkingProvider, pending};
use crate::hooks::{Trial, WhatIfHandle, use_effects, use_texts, use_what_if};
use crate::state::Shared;

pub use self::words::{change, measured};

/// Levers shown before the fold.
const SHOWN: usize = 8;

/// The what-if page of the document at hand.
#[component]
pub fn WhatIf() -> Html {
    let texts = use_texts();
    let Some(reading) = use_reading() else {
        return pending(texts.what_if_title(), texts.report_pending());
    };
    let Reading { assessment, rules, .. } = reading.clone();
    html! {
        <WorkingProvider {assessment} {rules}><Sections {reading} /></WorkingProvider>
    }
}

/// Properties of the sections.
#[derive(Properties, PartialEq)]
struct SectionsProps {
    reading: Reading,
}

#[component]
fn Sections(props: &SectionsProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let WhatIfHandle { scenario, outlook, change } = use_what_if();
    let effects = use_effects();
    // With nothing changed the results are those of the report, there at once.
    let now = use_memo(reading.assessment.clone(), |assessment| Shared::new(Outlook::of(assessment)));
    let outlook = outlook.filter(|_| !scenario.is_empty()).unwrap_or_else(|| (*now).clone());
    let apply = use_callback(change.clone(), |chosen: Scenario, change| {
        change.emit(Trial::All(chosen));
        crate::components::focus("content");
    });
    let reset = {
        let change = change.clone();
        move |_: MouseEvent| change.emit(Trial::All(Scenario::default()))
    };
    let on_set =
        use_callback(change.clone(), |(id, value): (String, Option<f64>), change| change.emit(Trial::Lever(id, value)));
    let on_tick = use_callback(change, |(id, on): (String, bool), change| change.emit(Trial::Action(id, on)));
    html! {
        <div class="report what-if">
            <section class="report__card what-if__lede" aria-label={texts.what_if_title()}>
                <div>
                    <h1>{ texts.what_if_title() }</h1>
                    <p>{ texts.what_if_remark() }</p>
                </div>
                <p class="what-if__state">
                    <span role="status">
                        { if scenario.is_empty() { texts.what_if_unchanged().to_owned() } else { texts.what_if_changed(&scenario.len().to_string()) } }
                    </span>
                    <button type="button" class="button button--small" onclick={reset} disabled={scenario.is_empty()}>{ texts.what_if_reset() }</button>
                </p>
            </section>
            <results::Headline reading={reading.clone()} now={(*now).clone()} outlook={outlook.clone()} />
            <div class="what-if__pair">
                <section class="report__card" id="what-if-levers">
                    { head(texts.what_if_levers(), texts.what_if_levers_remark()) }
                    { levers(&effects, &scenario, &on_set, reading) }
                </section>
                <div class="what-if__side">
                    <results::Ranking reading={reading.clone()} now={(*now).clone()} {outlook} />
                    <Actions reading={reading.clone()} done={scenario.actions.clone()} {on_tick} />
                    <scenarios::Scenarios reading={reading.clone()} {scenario} on_apply={apply.clone()} />
                </div>
            </div>
            <seek::GoalSeek reading={reading.clone()} on_apply={apply} />
            if let Ok(effects) = effects {
                <effects::Effects reading={reading.clone()} {effects} />
            }
            <p class="report__notice">{ texts.report_not_appraisal() }</p>
        </div>
    }
}

fn levers(
    effects: &Result<Shared<Vec<LeverEffect>>, (u32, u32)>,
    scenario: &Scenario,
    on_set: &Callback<(String, Option<f64>)>,
    reading: &Reading,
) -> Html {
    let texts = reading.texts;
    let effects = match effects {
        Ok(effects) => effects,
        Err((done, most)) => {
            return html! { <p role="status">{ texts.what_if_pending(&done.to_string(), &most.to_string()) }</p> };
        }
    };
    let one = |found: &LeverEffect| {
        let set = scenario.levers.get(&found.lever.id).copied();
        html! {
            <lever::LeverField key={found.lever.id.clone()} reading={reading.clone()} lever={found.lever.clone()} {set} on_set={on_set.clone()} />
        }
    };
    let shown = effects.len().min(SHOWN);
    let rest = effects.get(shown..).unwrap_or_default();
    html! {
        <>
            <div class="levers">
                for found in effects.iter().take(shown) { { one(found) } }
            </div>
            if !rest.is_empty() {
                <details class="fold">
                    <summary><strong>{ texts.what_if_more_levers(&rest.len().to_string()) }</strong></summary>
                    <div class="levers levers--more">
                        for found in rest { { one(found) } }
                    </div>
                </details>
            }
        </>
    }
}

/// Properties of [`Actions`].
#[derive(Properties, PartialEq)]
struct ActionsProps {
    reading: Reading,
    /// Ids of those taken as done.
    done: BTreeSet<String>,
    /// The user takes one as done, or not.
    on_tick: Callback<(String, bool)>,
}

/// The actions of the plan, each with a tick.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let ActionsProps { reading, done, on_tick } = props;
    let texts = reading.texts;
    let actions = &reading.assessment.actions;
    if actions.is_empty() {
        return Html::default();
    }
    let tick = |id: &str| {
        let (on_tick, id) = (on_tick.clone(), id.to_owned());
        Callback::from(move |event: Event| {
            on_tick.emit((id.clone(), event.target_unchecked_into::<HtmlInputElement>().checked()));
        })
    };
    html! {
        <section class="report__card" id="what-if-actions">
            { head(texts.what_if_actions(), texts.what_if_actions_remark()) }
            <ul class="what-if__actions">
                for action in actions {
                    <li key={action.id.clone()}>
                        <label class="tick">
                            <input type="checkbox" checked={done.contains(&action.id)} onchange={tick(&action.id)} />
                            <span>
                                { reading.title(&action.id) }
                                <small>{ action_effects(action, reading).join(" · ") }</small>
                            </span>
                        </label>
                    </li>
                }
            </ul>
        </section>
    }
}
