//! How a pack comes in: chosen or dropped, read in the worker, shown with what it changes, then applied.

use std::rc::Rc;

use ip_health_engine::rules::RulePack;
use ip_health_engine::station::StationPack;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};
use yew::prelude::*;

use super::difference::changes;
use super::faults::refusal;
use crate::hooks::{PackOrigin, PackText, Refusal, read_pack, use_pack_switch, use_texts};
use crate::state::Shared;
use crate::worker::Handle;

/// Properties of [`Intake`].
#[derive(Properties, PartialEq)]
pub struct IntakeProps {
    /// The rules of this build.
    pub built_in: Shared<RulePack>,
}

/// A pack that was taken in.
#[derive(Clone, PartialEq)]
enum Taken {
    /// It is being read.
    Reading(String),
    /// The browser cannot read the file as text.
    Unreadable(String),
    /// Something is wrong with it.
    Refused(String, Refusal),
    /// It may be applied.
    Sound(PackText, Shared<StationPack>),
}

/// The drop zone, and what came of the last pack.
#[component]
pub fn Intake(props: &IntakeProps) -> Html {
    let texts = use_texts();
    let switch = use_pack_switch();
    let taken = use_state(|| None::<Taken>);
    let over = use_state_eq(|| false);
    let reading = use_mut_ref(|| None::<Handle>);
    let receive = {
        let (taken, reading) = (taken.setter(), Rc::clone(&reading));
        Callback::from(move |file: File| {
            let (taken, reading) = (taken.clone(), Rc::clone(&reading));
            let name = file.name();
            taken.set(Some(Taken::Reading(name.clone())));
            spawn_local(async move {
                let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
                let Some(text) = text else { return taken.set(Some(Taken::Unreadable(name))) };
                let source = PackText { name, origin: PackOrigin::File, text: text.into() };
                let handle = read_pack(Rc::clone(&source.text), move |read| {
                    taken.set(Some(match read {
                        Ok(pack) => Taken::Sound(source, Shared::new(*pack)),
                        Err(fault) => Taken::Refused(source.name, Refusal::Fault(fault)),
                    }));
                });
                reading.replace(Some(handle));
            });
        })
    };
    let chosen = receive.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            chosen.emit(file);
        }
        // The same file chosen again is a change again.
        input.set_value("");
    });
    // Kept from the window, which takes every other dropped file for a list of rights.
    let dragged = |to: bool| {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            over.set(to);
        })
    };
    let ondrop = {
        let over = over.setter();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            event.stop_propagation();
            over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
                receive.emit(file);
            }
        })
    };
    let apply = |source: &PackText, pack: &Shared<StationPack>| {
        let (switch, built_in) = (switch.clone(), props.built_in.clone());
        let (source, pack, taken) = (source.clone(), pack.clone(), taken.setter());
        Callback::from(move |_: MouseEvent| {
            switch.apply(built_in.clone(), source.clone(), StationPack::clone(&pack));
            taken.set(None);
            crate::components::focus("rules-in-use");
        })
    };
    let cancel = {
        let taken = taken.setter();
        Callback::from(move |_: MouseEvent| taken.set(None))
    };

    let outcome = match &*taken {
        None => Html::default(),
        Some(Taken::Reading(name)) => html! { <p role="status">{ texts.rules_reading(name) }</p> },
        Some(Taken::Unreadable(name)) => html! { <p role="alert">{ texts.rules_unreadable(name) }</p> },
        Some(Taken::Refused(name, reason)) => html! {
            <div role="alert">
                <h3>{ texts.rules_refused(name) }</h3>
                { refusal(reason, texts) }
            </div>
        },
        Some(Taken::Sound(source, pack)) => html! {
            <div class="rules__preview">
                <div role="status">
                    <h3>
                        { texts.rules_sound(&source.name, pack.rules.pack().title.get(texts.language()), &pack.rules.pack().version) }
                    </h3>
                </div>
                { changes(&pack.difference, texts) }
                <div class="rules__links">
                    <button type="button" class="button button--first" onclick={apply(source, pack)}>{ texts.rules_apply() }</button>
                    <button type="button" class="button button--quiet" onclick={cancel}>{ texts.cancel() }</button>
                </div>
            </div>
        },
    };
    html! {
        <>
            <label class={classes!("drop", (*over).then_some("drop--over"))} ondragover={dragged(true)} ondragleave={dragged(false)} {ondrop}>
                <strong>{ texts.rules_drop() }</strong>
                <small>{ texts.rules_drop_forms() }</small>
                <span class="drop__choose">{ texts.rules_choose() }</span>
                <input id="pack-file" type="file" accept=".toml,.json" {onchange} />
            </label>
            { outcome }
        </>
    }
}
