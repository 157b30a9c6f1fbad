//! The proof that nothing leaves, live.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::boot::{PROOF_EVENT, Proof};

/// The proof at this moment; the caller renders anew when a request or violation is counted.
#[hook]
pub fn use_proof() -> Option<Proof> {
    let proof = use_state_eq(Proof::now);
    {
        let proof = proof.clone();
        use_effect_with((), move |()| {
            proof.set(Proof::now());
            let listener = web_sys::window()
                .map(|window| EventListener::new(&window, PROOF_EVENT, move |_| proof.set(Proof::now())));
            move || drop(listener)
        });
    }
    (*proof).clone()
}
