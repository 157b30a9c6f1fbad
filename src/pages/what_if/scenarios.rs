//! Scenarios 情景 kept in the file: save the present changes under a name, apply, delete, compare.

use ip_health_engine::dossier::Scenario;
use web_sys::{HtmlInputElement, SubmitEvent};
use yew::prelude::*;

use super::super::report::{Reading, head};
use crate::hooks::{use_edit, use_session};
use crate::route::Route;
use crate::state::{Decision, Edit};

/// Properties of [`Scenarios`].
#[derive(Properties, PartialEq)]
pub struct ScenariosProps {
    /// What to read.
    pub reading: Reading,
    /// The present changes.
    pub scenario: Scenario,
    /// The user applies one.
    pub on_apply: Callback<Scenario>,
}

/// What came of saving.
#[derive(Clone, PartialEq)]
enum Said {
    Nothing,
    NoName,
    NoChange,
    Saved(String),
}

/// The card.
#[component]
pub fn Scenarios(props: &ScenariosProps) -> Html {
    let ScenariosProps { reading, scenario, on_apply } = props;
    let texts = reading.texts;
    let edit = use_edit();
    let read_only = use_session().session.read_only;
    let name = use_state_eq(String::new);
    let said = use_state_eq(|| Said::Nothing);
    let oninput = {
        let name = name.setter();
        Callback::from(move |event: InputEvent| name.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let onsubmit = {
        let (edit, name, said, scenario) = (edit.clone(), name.clone(), said.setter(), scenario.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let chosen = name.trim().to_owned();
            if scenario.is_empty() {
                said.set(Said::NoChange);
            } else if chosen.is_empty() {
                said.set(Said::NoName);
            } else {
                let kept = Scenario { name: chosen.clone(), ..scenario.clone() };
                edit.emit(Edit::Decide(Decision::Save(kept)));
                name.set(String::new());
                said.set(Said::Saved(chosen));
            }
        })
    };
    let wrong = matches!(*said, Said::NoName | Said::NoChange);
    let words = match &*said {
        Said::Nothing => String::new(),
        Said::NoName => texts.scenario_name_missing().to_owned(),
        Said::NoChange => texts.scenario_nothing().to_owned(),
        Said::Saved(name) => texts.scenario_saved(name),
    };
    let kept = &reading.dossier.decisions.scenarios;
    html! {
        <section class="report__card" id="what-if-scenarios">
            { head(texts.scenario_title(), "") }
            <p class="report__quiet report__small">{ texts.scenario_remark() }</p>
            <form class="scenario__save" {onsubmit} novalidate=true>
                <div class={classes!("field", wrong.then_some("field--bad"))}>
                    <label class="field__label" for="scenario-name">{ texts.scenario_name() }</label>
                    <div class="field__box">
                        <input id="scenario-name" type="text" autocomplete="off" maxlength="60" value={(*name).clone()} {oninput}
                            disabled={read_only} aria-invalid={wrong.then_some("true")} aria-describedby="scenario-said" />
                    </div>
                </div>
                <button type="submit" class="button" disabled={read_only}>{ texts.scenario_save() }</button>
            </form>
            <p id="scenario-said" class={classes!("report__small", if wrong { "field__error" } else { "report__quiet" })} role="status">{ words }</p>
            if kept.is_empty() {
                <p class="report__quiet report__small">{ texts.scenario_none() }</p>
            } else {
                <ul class="scenarios">
                    for found in kept {
                        { row(found, props, on_apply, &edit, read_only) }
                    }
                </ul>
                <p class="report__small"><a href={Route::Compare.to_string()}>{ texts.scenario_compare() }</a></p>
            }
        </section>
    }
}

fn row(
    found: &Scenario,
    props: &ScenariosProps,
    on_apply: &Callback<Scenario>,
    edit: &Callback<Edit>,
    read_only: bool,
) -> Html {
    let texts = props.reading.texts;
    let apply = {
        let (on_apply, found) = (on_apply.clone(), found.clone());
        move |_: MouseEvent| on_apply.emit(found.clone())
    };
    let forget = {
        let (edit, name) = (edit.clone(), AttrValue::from(found.name.clone()));
        move |_: MouseEvent| edit.emit(Edit::Decide(Decision::Forget(name.clone())))
    };
    html! {
        <li key={found.name.clone()}>
            <strong>{ found.name.clone() }</strong>
            <small>{ texts.scenario_count(&found.len().to_string()) }</small>
            <button type="button" class="button button--small" onclick={apply}>
                { texts.scenario_apply() }<span class="unseen">{ " " }{ found.name.clone() }</span>
            </button>
            <button type="button" class="button button--small button--quiet" onclick={forget} disabled={read_only}>
                { texts.scenario_forget() }<span class="unseen">{ " " }{ found.name.clone() }</span>
            </button>
        </li>
    }
}
