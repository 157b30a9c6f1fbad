//! In the page of a host: who the host is, what it is given, and the way to give it.

mod answer;
mod bridge;
mod surface;

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use self::bridge::{Bridge, Desk, Standing};
use crate::hooks::{
    HiddenContext, use_assessment, use_dossier, use_language, use_loaded_rules, use_pack, use_pack_switch, use_session,
    use_texts,
};
use crate::state::Dispatch;

/// Speaks with the host and says so on screen. Stands beside every page of an embedded check-up.
#[component]
pub fn HostBar() -> Html {
    let texts = use_texts();
    let standing = use_state_eq(|| Standing::Waiting);
    let desk = Desk {
        document: use_dossier(),
        session: use_session(),
        dispatch: use_context::<Dispatch>().expect("the app stands inside DossierProvider"),
        rules: use_loaded_rules(),
        pack: use_pack(),
        switch: use_pack_switch(),
        assessment: use_assessment(),
        language: use_language(),
        hidden: use_context::<HiddenContext>().expect("the app provides it"),
    };
    let bridge = {
        let standing = standing.setter();
        Rc::clone(&*use_memo((), move |()| Bridge::new(standing)))
    };
    bridge.look(desk.clone());
    {
        let bridge = Rc::clone(&bridge);
        use_effect_with((), move |()| {
            let listening = Rc::clone(&bridge);
            spawn_local(async move { listening.listen().await });
            let watching = surface::watch(&bridge);
            move || drop((watching, bridge))
        });
    }
    {
        let bridge = Rc::clone(&bridge);
        let rules = desk.rules.clone();
        use_effect_with((desk.document.clone(), rules, desk.session.session.as_of), move |_| bridge.document_changed());
    }
    {
        let bridge = Rc::clone(&bridge);
        use_effect_with(desk.assessment.clone(), move |_| bridge.assessed());
    }
    {
        let bridge = Rc::clone(&bridge);
        use_effect_with(desk.pack.is_some(), move |_| bridge.rules_came());
    }
    let save = {
        let bridge = Rc::clone(&bridge);
        Callback::from(move |_: MouseEvent| bridge.save(None))
    };
    let leave = Callback::from(move |_: MouseEvent| bridge.leave());
    let results = matches!(*standing, Standing::Bound { results: true, .. }).then(|| texts.embed_bound_results());
    let (class, words) = match &*standing {
        Standing::Waiting => ("host", texts.embed_waiting().to_owned()),
        Standing::Alone => ("host host--warn", texts.embed_alone().to_owned()),
        Standing::Refused(origin) => ("host host--warn", texts.embed_refused(origin)),
        Standing::Unreadable(reason) => ("host host--warn", texts.embed_list_fault(reason)),
        Standing::Bound { origin, autosaves: true, .. } => ("host", texts.embed_bound_autosave(origin)),
        Standing::Bound { origin, .. } => ("host", texts.embed_bound(origin)),
    };

    html! {
        <aside {class} aria-label={texts.embed_label()}>
            <p role="status">{ words }{ results }</p>
            if let Standing::Bound { closable, .. } = &*standing {
                <div class="host__actions">
                    <button type="button" class="button button--small button--first" id="host-save" onclick={save}>
                        { texts.embed_save() }
                    </button>
                    if *closable {
                        <button type="button" class="button button--small" id="host-leave" onclick={leave}>{ texts.close() }</button>
                    }
                </div>
            }
        </aside>
    }
}
