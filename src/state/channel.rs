//! One end of the channel between the trainer's window and the one on the projector.

use gloo_events::EventListener;
use ip_health_engine::workshop::{CHANNEL, Message};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// Whether two windows of this browser can hear each other.
#[must_use]
pub fn has_channel() -> bool {
    let name = JsValue::from_str("BroadcastChannel");
    web_sys::window().is_some_and(|window| js_sys::Reflect::has(&window, &name).unwrap_or(false))
}

/// An open end. Dropping it closes it.
pub struct Line {
    channel: BroadcastChannel,
    _heard: EventListener,
}

impl Line {
    /// Opens an end that says what `answer` gives to a message, if anything; what is no message is passed over. `None` where
    /// the browser has no such channel.
    #[must_use]
    pub fn open(answer: impl Fn(Message) -> Option<Message> + 'static) -> Option<Self> {
        let channel = has_channel().then(|| BroadcastChannel::new(CHANNEL).ok()).flatten()?;
        let answering = channel.clone();
        let heard = EventListener::new(&channel, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(said) = text.as_deref().and_then(Message::read).and_then(&answer) {
                post(&answering, &said);
            }
        });
        Some(Line { channel, _heard: heard })
    }

    /// Says a message. Nobody may be there to hear it; an end that the browser has closed is as one where nobody is.
    pub fn say(&self, message: &Message) {
        post(&self.channel, message);
    }
}

fn post(channel: &BroadcastChannel, message: &Message) {
    if let Some(text) = message.write() {
        let _ = channel.post_message(&JsValue::from_str(&text));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.channel.close();
    }
}
