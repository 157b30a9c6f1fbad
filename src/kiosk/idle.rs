//! The watch over a terminal that nobody uses: asks, counts down, wipes.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use ip_health_engine::station::Desk;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::wipe::wipe;
use crate::hooks::use_texts;

/// What counts as use.
const INPUTS: [&str; 5] = ["pointerdown", "keydown", "input", "wheel", "touchmove"];
/// Nobody gets more than this without touching anything, in seconds.
const LONGEST: u32 = 3_600;

/// Properties of [`Idle`].
#[derive(Properties, PartialEq)]
pub struct IdleProps {
    /// Times of this terminal.
    pub desk: Desk,
}

/// Asks after a time without input whether anybody is there, and wipes when nobody answers. Whoever needs more time gets
/// twice as much, each time they ask.
#[component]
pub fn Idle(props: &IdleProps) -> Html {
    let texts = use_texts();
    let limit = use_state_eq(|| props.desk.idle_seconds);
    // Seconds left to answer; nothing while the terminal is used.
    let left = use_state_eq(|| None::<u32>);
    let dialog = use_node_ref();
    {
        let (left, answer) = (left.clone(), props.desk.answer_seconds);
        use_effect_with((*limit, left.is_none()), move |(limit, is_used)| {
            let watch = is_used.then(|| Watch::start(*limit, move || left.set(Some(answer))));
            move || drop(watch)
        });
    }
    {
        let left = left.clone();
        let asked = *left;
        use_effect_with(asked, move |asked| {
            let tick = asked.map(|seconds| {
                Timeout::new(1_000, move || if seconds > 1 { left.set(Some(seconds - 1)) } else { wipe() })
            });
            move || drop(tick)
        });
    }
    let asks = left.is_some();
    {
        let dialog = dialog.clone();
        use_effect_with(asks, move |asks| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| dialog.open() != *asks) {
                if *asks {
                    // Refused only where it is open already.
                    let _ = dialog.show_modal();
                } else {
                    dialog.close();
                }
            }
        });
    }
    let go_on = {
        let left = left.setter();
        Callback::from(move |()| left.set(None))
    };
    let more = {
        let (limit, go_on) = (limit.clone(), go_on.clone());
        Callback::from(move |_: MouseEvent| {
            limit.set((*limit * 2).min(LONGEST));
            go_on.emit(());
        })
    };
    let oncancel = go_on.reform(|event: Event| event.prevent_default());
    html! {
        <dialog id="idle" class="kiosk-dialog" ref={dialog} aria-labelledby="idle-title" aria-describedby="idle-why" {oncancel}>
            <h2 id="idle-title">{ texts.idle_title() }</h2>
            // Read out once with the dialog; the seconds are for the eye.
            <p id="idle-why">{ texts.idle_why(&props.desk.answer_seconds.to_string()) }</p>
            <p class="kiosk-dialog__count" aria-hidden="true">{ left.unwrap_or_default() }</p>
            <div class="kiosk-dialog__go">
                <button type="button" id="idle-continue" class="button button--first" onclick={go_on.reform(|_: MouseEvent| ())}>
                    { texts.idle_continue() }
                </button>
                <button type="button" id="idle-more" class="button" onclick={more}>{ texts.idle_more() }</button>
                <button type="button" id="idle-end" class="button button--quiet button--danger" onclick={|_: MouseEvent| wipe()}>
                    { texts.kiosk_end() }
                </button>
            </div>
        </dialog>
    }
}

/// A time that every input starts anew.
struct Watch {
    _listeners: Vec<EventListener>,
    _timer: Rc<RefCell<Option<Timeout>>>,
}

impl Watch {
    fn start(seconds: u32, over: impl Fn() + Clone + 'static) -> Self {
        let timer = Rc::new(RefCell::new(None));
        let wind = {
            let timer = Rc::downgrade(&timer);
            move || {
                if let Some(timer) = timer.upgrade() {
                    timer.replace(Some(Timeout::new(seconds.saturating_mul(1_000), over.clone())));
                }
            }
        };
        wind();
        let window = web_sys::window();
        let listeners = window.iter().flat_map(|window| {
            INPUTS.map(|name| {
                let wind = wind.clone();
                EventListener::new(window, name, move |_| wind())
            })
        });
        Watch { _listeners: listeners.collect(), _timer: timer }
    }
}
