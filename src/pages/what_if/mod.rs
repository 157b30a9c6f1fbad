//! What-if 假设分析: levers and actions with their results at once, what each does alone, goal seek, scenarios.

mod binding;
mod effects;
mod lever;
mod results;
mod scenarios;
mod seek;
mod words;

use std::rc::Rc;

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

/// The changes that are tried.
#[derive(Clone, Default, PartialEq)]
struct Tried(Scenario);

/// How they change. Through a dispatcher, which stays the same: a lever that is not moved is not drawn anew.
enum Act {
    /// A lever set, or put back.
    Lever(String, Option<f64>),
    /// An action taken as done, or not.
    Action(String, bool),
    /// All at once.
    All(Scenario),
}

impl Reducible for Tried {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut next = self.0.clone();
        match act {
            Act::Lever(id, Some(value)) => {
                next.levers.insert(id, value);
            }
            Act::Lever(id, None) => {
                next.levers.remove(&id);
            }
            Act::Action(id, true) => {
                next.actions.insert(id);
            }
            Act::Action(id, false) => {
                next.actions.remove(&id);
            }
            Act::All(scenario) => next = Scenario { name: String::new(), ..scenario },
        }
        if next == self.0 { self } else { Rc::new(Tried(next)) }
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
    let tried = use_reducer(Tried::default);
    let scenario = &tried.0;
    let effects = use_effects();
    let outlook = use_what_if(scenario);
    let apply = use_callback(tried.dispatcher(), |chosen: Scenario, tried| {
        tried.dispatch(Act::All(chosen));
        crate::components::focus("content");
    });
    let reset = {
        let tried = tried.dispatcher();
        move |_: MouseEvent| tried.dispatch(Act::All(Scenario::default()))
    };
    let on_set = use_callback(tried.dispatcher(), |(id, value): (String, Option<f64>), tried| {
        tried.dispatch(Act::Lever(id, value));
    });
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
                    { levers(&effects, scenario, &on_set, reading) }
                </section>
                <div class="what-if__side">
                    if let Some(outlook) = outlook {
                        <results::Ranking reading={reading.clone()} {outlook} />
                    }
                    { actions(&tried, reading) }
                    <scenarios::Scenarios reading={reading.clone()} scenario={scenario.clone()} on_apply={apply.clone()} />
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

fn actions(tried: &UseReducerHandle<Tried>, reading: &Reading) -> Html {
    let texts = reading.texts;
    let actions = &reading.assessment.actions;
    if actions.is_empty() {
        return Html::default();
    }
    let tick = |id: &str| {
        let (tried, id) = (tried.dispatcher(), id.to_owned());
        Callback::from(move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            tried.dispatch(Act::Action(id.clone(), on));
        })
    };
    html! {
        <section class="report__card" id="what-if-actions">
            { head(texts.what_if_actions(), texts.what_if_actions_remark()) }
            <ul class="what-if__actions">
                for action in actions {
                    <li key={action.id.clone()}>
                        <label class="tick">
                            <input type="checkbox" checked={tried.0.actions.contains(&action.id)} onchange={tick(&action.id)} />
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
