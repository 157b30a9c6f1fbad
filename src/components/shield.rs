//! The proof in one line: how many requests the page has made since it was sealed.

use yew::prelude::*;

use crate::hooks::{use_proof, use_texts};
use crate::route::Route;

/// The proof in one line; leads to the whole of it.
#[component]
pub fn Shield() -> Html {
    let texts = use_texts();
    let proof = use_proof();
    let (class, mark, text) = match proof {
        Some(proof) if proof.violations > 0 => {
            ("shield shield--bad", "■", texts.shield_violations(proof.violations as usize))
        }
        Some(proof) if proof.requests > 0 => ("shield shield--bad", "■", texts.shield_clean(proof.requests as usize)),
        Some(proof) if proof.policy.is_some() => ("shield", "✓", texts.shield_clean(0)),
        _ => ("shield shield--waiting", "◷", texts.shield_starting().to_owned()),
    };

    html! {
        <a {class} href={Route::Privacy.to_string()}>
            <span aria-hidden="true">{ mark }</span>{ " " }{ text }
        </a>
    }
}
