//! What the camera sees, for as long as it is on the screen.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlVideoElement, MediaStream, MediaStreamConstraints, MediaStreamTrack};
use yew::prelude::*;

use super::picture::{Picture, of_video};
use crate::hooks::use_texts;

/// How often it is looked at, in milliseconds.
const LOOK_MS: u32 = 250;

/// Properties of [`Camera`].
#[derive(Properties, PartialEq)]
pub struct CameraProps {
    /// What it sees, now and then.
    pub on_picture: Callback<Picture>,
}

/// The camera's picture. Going away it is switched off.
#[component]
pub fn Camera(props: &CameraProps) -> Html {
    let texts = use_texts();
    let video = use_node_ref();
    let refused = use_state_eq(|| false);
    {
        let (video, refused) = (video.clone(), refused.clone());
        use_effect_with((), move |()| {
            let eye = Eye::default();
            let opening = eye.clone();
            spawn_local(async move {
                match (opened().await, video.cast::<HtmlVideoElement>()) {
                    (Ok(stream), Some(video)) => {
                        video.set_src_object(Some(&stream));
                        opening.see(stream);
                    }
                    (Ok(stream), None) => Eye::default().see_and_close(stream),
                    (Err(_), _) => refused.set(true),
                }
            });
            move || eye.close()
        });
    }
    {
        let video = video.clone();
        // Looks with the newest callback: it knows what was read so far.
        use_effect_with(props.on_picture.clone(), move |on_picture| {
            let on_picture = on_picture.clone();
            let look = Interval::new(LOOK_MS, move || {
                if let Some(picture) = video.cast::<HtmlVideoElement>().and_then(|video| of_video(&video)) {
                    on_picture.emit(picture);
                }
            });
            move || drop(look)
        });
    }
    if *refused {
        return html! { <p class="field__error" role="alert">{ texts.scan_camera_refused() }</p> };
    }
    html! {
        <video class="scan__camera" ref={video} autoplay=true muted=true playsinline=true aria-label={texts.scan_camera_picture()}></video>
    }
}

/// The stream, which may come after the camera is not wanted any more.
#[derive(Clone, Default)]
struct Eye(Rc<RefCell<(bool, Option<MediaStream>)>>);

impl Eye {
    fn see(&self, stream: MediaStream) {
        let is_over = {
            let mut eye = self.0.borrow_mut();
            eye.1 = Some(stream);
            eye.0
        };
        if is_over {
            self.close();
        }
    }

    fn see_and_close(&self, stream: MediaStream) {
        self.see(stream);
        self.close();
    }

    fn close(&self) {
        let mut eye = self.0.borrow_mut();
        eye.0 = true;
        if let Some(stream) = eye.1.take() {
            stream.get_tracks().iter().for_each(|track| track.unchecked_into::<MediaStreamTrack>().stop());
        }
    }
}

/// Asks for the camera that looks away from the person, where there are two.
async fn opened() -> Result<MediaStream, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let wanted = Object::new();
    Reflect::set(&wanted, &"facingMode".into(), &"environment".into())?;
    let constraints = MediaStreamConstraints::new();
    constraints.set_video(&wanted);
    let asked = window.navigator().media_devices()?.get_user_media_with_constraints(&constraints)?;
    JsFuture::from(asked).await.map(JsCast::unchecked_into)
}
