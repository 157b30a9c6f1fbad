//! A pad of digits 数字键盘 for boxes that take numbers, so that no keyboard of the system is needed. It types into the box as
//! a keyboard would: what the text means is read where it always is.

use gloo_events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, InputEvent, InputEventInit, PointerEvent};
use yew::prelude::*;

use crate::hooks::use_texts;
use crate::texts::Texts;

/// Boxes that it types into.
const BOXES: &str = "input[inputmode=decimal], input[inputmode=numeric], input[data-pad]";

/// A touch is over by then, in milliseconds.
const SETTLE_MS: u32 = 250;

/// What a key does.
#[derive(Clone, Copy, PartialEq)]
enum Press {
    Type(&'static str),
    Delete,
    Clear,
    Done,
}

/// The pad, while a box for numbers is being filled in.
#[component]
pub fn NumberPad() -> Html {
    let texts = use_texts();
    let target = use_state(|| None::<Target>);
    {
        let target = target.setter();
        use_effect_with((), move |()| {
            let listeners = listen(&target);
            move || drop(listeners)
        });
    }
    use_effect_with(target.as_ref().map(|target| target.input.clone()), |input| {
        // Above the pad, which covers the lower part of the screen; once the finger is off the box.
        let timer = input.clone().map(|input| Timeout::new(SETTLE_MS, move || input.scroll_into_view_with_bool(true)));
        move || drop(timer)
    });
    let Some(now) = (*target).clone() else { return Html::default() };
    let press = |press: Press| {
        let (now, target) = (now.clone(), target.setter());
        Callback::from(move |_: MouseEvent| match press {
            Press::Type(text) => now.replace(text),
            Press::Delete => now.delete(),
            Press::Clear => now.clear(),
            Press::Done => target.set(None),
        })
    };
    // The box keeps the focus, and with it its caret.
    let hold = Callback::from(|event: PointerEvent| event.prevent_default());
    let hold_mouse = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <section id="pad" class="pad" aria-label={texts.pad_title(&now.label)} onpointerdown={hold} onmousedown={hold_mouse}>
            <p class="pad__label" aria-hidden="true">{ now.label.clone() }</p>
            <div class="pad__keys">
                for (class, label, name, key) in keys(now.is_decimal, texts) {
                    <button type="button" class={classes!("pad__key", class)} aria-label={name} onclick={press(key)}>{ label }</button>
                }
            </div>
        </section>
    }
}

/// Style, what is on the key, what it is called, what it does; in rows of four.
fn keys(is_decimal: bool, texts: Texts) -> Vec<(Option<&'static str>, &'static str, Option<&'static str>, Press)> {
    let digit = |text: &'static str| (None, text, None, Press::Type(text));
    let delete = (Some("pad__key--act"), "⌫", Some(texts.pad_delete()), Press::Delete);
    let clear = (Some("pad__key--act"), texts.pad_clear(), None, Press::Clear);
    let done = (Some("pad__key--done"), texts.pad_done(), None, Press::Done);
    let point = (None, ".", Some(texts.pad_point()), Press::Type("."));
    let wan = (Some("pad__key--unit"), "万", Some(texts.pad_wan()), Press::Type("万"));
    let yi = (Some("pad__key--unit"), "亿", Some(texts.pad_yi()), Press::Type("亿"));
    let [seven, eight, nine, four, five, six] = ["7", "8", "9", "4", "5", "6"].map(digit);
    let [one, two, three, zero] = ["1", "2", "3", "0"].map(digit);
    if is_decimal {
        vec![seven, eight, nine, delete, four, five, six, wan, one, two, three, yi, point, zero, clear, done]
    } else {
        let wide = |(_, label, name, press)| (Some("pad__key--wide"), label, name, press);
        let (zero, done) = (wide(zero), (Some("pad__key--done pad__key--wide"), done.1, done.2, done.3));
        vec![seven, eight, nine, delete, four, five, six, clear, one, two, three, point, zero, done]
    }
}

/// The box that is filled in.
#[derive(Clone, PartialEq)]
struct Target {
    input: HtmlInputElement,
    label: String,
    /// Amounts, shares and the like; else a count or a day.
    is_decimal: bool,
}

impl Target {
    fn of(event: &Event) -> Option<Self> {
        let input: HtmlInputElement = event.target()?.dyn_into().ok()?;
        // A selector of our own cannot be wrong.
        if !input.matches(BOXES).unwrap_or(false) || input.disabled() {
            return None;
        }
        let was = input.get_attribute("data-pad").or_else(|| input.get_attribute("inputmode"));
        let is_decimal = was.as_deref() == Some("decimal");
        // From now on the system's own keyboard stays away. Setting attributes of these names cannot fail.
        let _ = input.set_attribute("data-pad", if is_decimal { "decimal" } else { "numeric" });
        let _ = input.set_attribute("inputmode", "none");
        let named = input.get_attribute("aria-label");
        let label =
            named.or_else(|| input.labels().and_then(|labels| labels.get(0)).and_then(|label| label.text_content()));
        Some(Target { input, label: label.unwrap_or_default(), is_decimal })
    }

    fn selection(&self) -> (u32, u32) {
        let end = u32::try_from(self.input.value().encode_utf16().count()).unwrap_or_default();
        let from = self.input.selection_start().ok().flatten().unwrap_or(end);
        (from, self.input.selection_end().ok().flatten().unwrap_or(end).max(from))
    }

    /// Puts a text in place of what is selected.
    fn replace(&self, text: &str) {
        let (from, to) = self.selection();
        self.put(text, from, to);
    }

    fn delete(&self) {
        let (from, to) = self.selection();
        self.put("", if from == to { from.saturating_sub(1) } else { from }, to);
    }

    fn clear(&self) {
        let end = u32::try_from(self.input.value().encode_utf16().count()).unwrap_or_default();
        self.put("", 0, end);
    }

    fn put(&self, text: &str, from: u32, to: u32) {
        // A box of another type than text has no places; those of our boxes are texts.
        if self.input.set_range_text_with_start_and_end(text, from, to).is_err() {
            return;
        }
        let caret = from + u32::try_from(text.encode_utf16().count()).unwrap_or_default();
        let _ = self.input.set_selection_range(caret, caret);
        let options = InputEventInit::new();
        options.set_bubbles(true);
        if let Ok(event) = InputEvent::new_with_event_init_dict("input", &options) {
            // The app hears it as if it had been typed.
            let _ = self.input.dispatch_event(&event);
        }
    }
}

/// Hears which box is filled in. The system's keyboard is kept away when a box is touched, before it has the focus; the pad
/// comes with the focus: were it there sooner, the box would move away from under the finger.
fn listen(target: &UseStateSetter<Option<Target>>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: true };
    let (clicked, focused) = (target.clone(), target.clone());
    let on_touch = |event: &Event| drop(Target::of(event));
    // The box may have kept the focus when the pad was put away.
    let on_click = move |event: &Event| {
        if let Some(target) = Target::of(event) {
            clicked.set(Some(target));
        }
    };
    let on_focus = move |event: &Event| {
        let inside = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        // Keys of the pad can be reached by keyboard too; any other place that takes the focus ends it.
        if inside.is_some_and(|element| element.closest("#pad").ok().flatten().is_some()) {
            return;
        }
        focused.set(Target::of(event));
    };
    vec![
        EventListener::new_with_options(&window, "pointerdown", options, on_touch),
        EventListener::new_with_options(&window, "click", options, on_click),
        EventListener::new_with_options(&window, "focusin", options, on_focus),
    ]
}
