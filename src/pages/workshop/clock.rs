//! The script of forty-five minutes, with the clock that the trainer starts.

use gloo_timers::callback::Interval;
use ip_health_engine::workshop::{ScriptStep, script};
use yew::prelude::*;

use super::super::report::head;
use super::{ViewProps, words::minutes};
use crate::state::workshop::{Act, Clock, act};

/// The seconds of a clock, anew every second while it runs.
#[hook]
pub fn use_seconds(clock: Clock) -> f64 {
    let ticks = use_state_eq(|| 0_u32);
    {
        let ticks = ticks.setter();
        use_effect_with(clock, move |clock| {
            let mut count = 0;
            let ticking = clock.runs().then(|| {
                Interval::new(500, move || {
                    count += 1;
                    ticks.set(count);
                })
            });
            move || drop(ticking)
        });
    }
    clock.seconds()
}

/// The step of a time; the last one when all is over.
fn step_at(steps: &[ScriptStep], seconds: f64) -> usize {
    let over = |step: &ScriptStep| step.to * 60.0 <= seconds;
    steps.iter().take_while(|step| over(step)).count().min(steps.len().saturating_sub(1))
}

/// The card.
#[component]
pub(super) fn ScriptCard(props: &ViewProps) -> Html {
    let view = &props.view;
    let texts = view.texts;
    let clock = view.workshop.clock;
    let seconds = use_seconds(clock);
    let read = use_state_eq(|| None::<usize>);
    let steps = script(&view.rules, view.as_of);
    let now = step_at(&steps, seconds);
    let shown = read.unwrap_or(now);
    let Some(step) = steps.get(shown) else { return Html::default() };
    let whole = steps.last().map_or(0.0, |last| last.to * 60.0);
    let of_now = steps.get(now).map(|step| step.to * 60.0 - seconds);
    let left = match of_now {
        Some(left) if left >= 0.0 => texts.workshop_left(&minutes(left)),
        Some(left) => texts.workshop_over(&minutes(-left)),
        None => String::new(),
    };
    let label = match (clock.runs(), clock.is_started()) {
        (true, _) => texts.workshop_pause(),
        (false, true) => texts.workshop_go_on(),
        (false, false) => texts.workshop_start(),
    };
    let text = |text: &Option<ip_health_engine::rules::Text>| {
        text.as_ref().map(|text| text.get(texts.language()).to_owned()).unwrap_or_default()
    };
    let toggle = move |_: MouseEvent| act(Act::Clock(!clock.runs()));
    html! {
        <section class="report__card" id="workshop-script">
            { head(texts.workshop_script(), texts.workshop_script_remark()) }
            <div class="workshop__clock">
                <div class="workshop__time">
                    <span>{ texts.workshop_elapsed() }</span>
                    <strong id="workshop-time" role="timer">{ minutes(seconds) }</strong>
                    <small>{ "/ " }{ minutes(whole) }</small>
                </div>
                <button type="button" id="workshop-clock" class={classes!("button", (!clock.is_started()).then_some("button--first"))} onclick={toggle}>{ label }</button>
                if clock.is_started() {
                    <p class={classes!("workshop__left", of_now.is_some_and(|left| left < 0.0).then_some("workshop__left--over"))}>{ left }</p>
                }
            </div>
            <ol class="workshop__steps">
                for (place, step) in steps.iter().enumerate() {
                    <li class={classes!((place < now && clock.is_started()).then_some("is-over"))}>
                        <button type="button" aria-pressed={(place == shown).to_string()} aria-current={(place == now && clock.is_started()).then_some("step")}
                            onclick={let read = read.setter(); move |_: MouseEvent| read.set((place != now).then_some(place))}>
                            <small>{ texts.workshop_minutes(&step.from.to_string(), &step.to.to_string()) }</small>
                            <span>{ step.note.title.get(texts.language()) }</span>
                        </button>
                    </li>
                }
            </ol>
            <dl class="workshop__roles">
                <div><dt>{ texts.workshop_trainer() }</dt><dd>{ text(&step.note.body) }</dd></div>
                <div><dt>{ texts.workshop_group() }</dt><dd>{ text(&step.note.action) }</dd></div>
            </dl>
        </section>
    }
}
