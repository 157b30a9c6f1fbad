//! The line below every page: what this is not, rules, build, proof.

use yew::prelude::*;

use crate::hooks::{use_loaded_rules, use_proof, use_texts};
use crate::mode::Mode;
use crate::route::Route;

/// The line below every page.
#[component]
pub fn AppFooter() -> Html {
    let texts = use_texts();
    let rules = use_loaded_rules();
    let build = use_proof().map(|proof| proof.build);

    html! {
        <footer class="foot">
            <span>{ texts.footer_disclaimer() }</span>
            if let Some(pack) = rules.as_ref().map(|rules| rules.pack()) {
                <a href={Route::Rules.to_string()}>{ texts.footer_pack(pack.title.get(texts.language()), &pack.version) }</a>
            }
            if let Some(build) = build {
                <span>{ texts.footer_build(build.get(..8).unwrap_or(&build)) }</span>
            }
            <a href={Route::Park.to_string()}>{ texts.park_title() }</a>
            if Mode::here() == Mode::Page {
                <a href={Route::Workshop.to_string()}>{ texts.workshop_title() }</a>
            }
            <a href={Route::Coverage.to_string()}>{ texts.footer_coverage() }</a>
            <a href={Route::Privacy.to_string()}>{ texts.footer_privacy() }</a>
        </footer>
    }
}
