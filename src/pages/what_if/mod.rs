//! What-if 假设分析: levers and actions with their results at once, what each does alone, goal seek, scenarios.

mod effects;
mod lever;
mod results;
mod scenarios;
mod seek;
mod words;

use ip_health_engine::decide::LeverEffect;
use ip_health_engine::dossier::Scenario;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::report::{Reading, action_effects, head, use_reading};
use crate::components::WorkingProvider;
use crate::hooks::{use_effects, use_texts, use_what_if};
use crate::state::Shared;

pub use self::words::{change, measured};

/// Levers shown before the fold.
const SHOWN: usize = 8;

/// The what-if page of the document at hand.
#[component]
pub fn WhatIf() -> Html {
    let texts = use_texts();
    let Some(reading) = use_reading() else {
        return html! { <p role="status">{ texts.report_pending() }</p> };
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
    let scenario = use_state_eq(Scenario::default);
    let effects = use_effects();
    let outlook = use_what_if(&scenario);
    let apply = {
        let scenario = scenario.setter();
        Callback::from(move |chosen: Scenario| {
            scenario.set(Scenario { name: String::new(), ..chosen });
            crate::components::focus("content");
        })
    };
    let reset = {
        let scenario = scenario.setter();
        move |_: MouseEvent| scenario.set(Scenario::default())
    };
    let on_set = {
        let scenario = scenario.clone();
        Callback::from(move |(id, value): (String, Option<f64>)| {
            let mut next = (*scenario).clone();
            match value {
                Some(value) => next.levers.insert(id, value),
                None => next.levers.remove(&id),
            };
            scenario.set(next);
        })
    };
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
            if let Some(outlook) = &outlook {
                <results::Headline reading={reading.clone()} outlook={outlook.clone()} />
            }
            <div class="what-if__pair">
                <section class="report__card" id="what-if-levers">
                    { head(texts.what_if_levers(), texts.what_if_levers_remark()) }
                    { levers(&effects, &scenario, &on_set, reading) }
                </section>
                <div class="what-if__side">
                    if let Some(outlook) = outlook {
                        <results::Ranking reading={reading.clone()} {outlook} />
                    }
                    { actions(&scenario, reading) }
                    <scenarios::Scenarios reading={reading.clone()} scenario={(*scenario).clone()} on_apply={apply.clone()} />
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

fn actions(scenario: &UseStateHandle<Scenario>, reading: &Reading) -> Html {
    let texts = reading.texts;
    let actions = &reading.assessment.actions;
    if actions.is_empty() {
        return Html::default();
    }
    let tick = |id: &str| {
        let (scenario, id) = (scenario.clone(), id.to_owned());
        Callback::from(move |event: Event| {
            let mut next = (*scenario).clone();
            if event.target_unchecked_into::<HtmlInputElement>().checked() {
                next.actions.insert(id.clone());
            } else {
                next.actions.remove(&id);
            }
            scenario.set(next);
        })
    };
    html! {
        <section class="report__card" id="what-if-actions">
            { head(texts.what_if_actions(), texts.what_if_actions_remark()) }
            <ul class="what-if__actions">
                for action in actions {
                    <li key={action.id.clone()}>
                        <label class="tick">
                            <input type="checkbox" checked={scenario.actions.contains(&action.id)} onchange={tick(&action.id)} />
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
