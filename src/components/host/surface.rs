//! What of the page itself follows the host: light or dark; and what the host follows: the height.

use std::rc::{Rc, Weak};

use ip_health_engine::exchange::frame::Theme;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, ResizeObserver};

use super::bridge::Bridge;
use crate::charts::THEME_EVENT;

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

fn app() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("app")
}

/// Makes the page light or dark.
pub fn theme(theme: Theme) {
    let Some(root) = root() else { return };
    // Setting and taking away an attribute of this name cannot fail.
    let _ = match theme {
        Theme::Auto => root.remove_attribute("data-theme"),
        Theme::Light => root.set_attribute("data-theme", "light"),
        Theme::Dark => root.set_attribute("data-theme", "dark"),
    };
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(THEME_EVENT)) {
        // Nobody cancels it.
        let _ = window.dispatch_event(&event);
    }
}

/// Watches the height of the page. Ends when dropped.
pub struct Watch {
    observer: Option<ResizeObserver>,
    _on_resize: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Tells the host the height of the page from now on.
pub fn watch(bridge: &Rc<Bridge>) -> Watch {
    if let Some(root) = root() {
        // As in theme.
        let _ = root.set_attribute("data-mode", "embed");
    }
    let weak = Rc::downgrade(bridge);
    let on_resize = Closure::<dyn FnMut()>::new(move || {
        if let Some(bridge) = Weak::upgrade(&weak) {
            measure(&bridge);
        }
    });
    let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok();
    if let (Some(observer), Some(app)) = (&observer, app()) {
        observer.observe(&app);
    }
    Watch { observer, _on_resize: on_resize }
}

/// Tells the host the height of the page now.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a height in pixels")]
pub fn measure(bridge: &Bridge) {
    if let Some(app) = app() {
        bridge.tell_height(app.get_bounding_client_rect().height().ceil() as u32);
    }
}
