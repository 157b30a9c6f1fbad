//! The codes, one at a time and large, going on by themselves or step by step.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use crate::components::code_picture;
use crate::hooks::use_texts;

/// How long a code stands, in milliseconds: a camera has focused and read it twice.
const STAND_MS: u32 = 1_200;

/// Properties of [`Show`].
#[derive(Properties, PartialEq)]
pub struct ShowProps {
    /// Texts of the codes, in order.
    pub codes: Vec<String>,
}

/// The codes.
#[component]
pub fn Show(props: &ShowProps) -> Html {
    let texts = use_texts();
    let codes = &props.codes;
    let count = codes.len();
    let place = use_state_eq(|| 0_usize);
    let runs = use_state_eq(|| false);
    // The document may have grown shorter meanwhile.
    let now = (*place).min(count.saturating_sub(1));
    {
        let place = place.clone();
        use_effect_with((*runs && count > 1, now, count), move |(runs, now, count)| {
            let next = (now + 1) % count;
            let timer = runs.then(|| Timeout::new(STAND_MS, move || place.set(next)));
            move || drop(timer)
        });
    }
    let step = |by: usize| {
        let (place, runs) = (place.setter(), runs.setter());
        Callback::from(move |_: MouseEvent| {
            runs.set(false);
            place.set((now + by) % count);
        })
    };
    let toggle = {
        let runs = runs.clone();
        Callback::from(move |_: MouseEvent| runs.set(!*runs))
    };
    let said = texts.hand_over_place(&(now + 1).to_string(), &count.to_string());
    html! {
        <div class="codes" data-place={(now + 1).to_string()} data-count={count.to_string()}>
            { code_picture("codes__picture", codes.get(now).map_or("", String::as_str), &said) }
            <div class="codes__side">
                // Going on by itself it would never stop speaking.
                <p class="codes__place" role={(!*runs).then_some("status")}>{ said }</p>
                if count > 1 {
                    <div class="codes__go">
                        <button type="button" id="codes-back" class="button" onclick={step(count - 1)}>{ texts.hand_over_back() }</button>
                        <button type="button" id="codes-next" class="button" onclick={step(1)}>{ texts.hand_over_next() }</button>
                        <button type="button" id="codes-run" class="button button--first" aria-pressed={runs.to_string()} onclick={toggle}>
                            <span aria-hidden="true">{ if *runs { "❚❚" } else { "▶" } }</span>
                            { if *runs { texts.hand_over_stop() } else { texts.hand_over_run() } }
                        </button>
                    </div>
                }
                <ol class="codes__how">
                    <li>{ texts.hand_over_how_photo() }</li>
                    <li>{ texts.hand_over_how_open() }</li>
                    <li>{ texts.hand_over_how_read() }</li>
                </ol>
                <p class="report__notice">{ texts.hand_over_warning() }</p>
            </div>
        </div>
    }
}
