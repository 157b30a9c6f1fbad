//! The privacy proof 数据不出本机.

use yew::prelude::*;

use crate::boot;
use crate::hooks::{use_proof, use_texts};
use crate::mode::Mode;

/// What has left the page (nothing), what forbids it, and how to see for oneself.
#[component]
pub fn Privacy() -> Html {
    let texts = use_texts();
    let proof = use_proof();
    let counts = proof
        .as_ref()
        .map(|proof| [(texts.privacy_requests(), proof.requests), (texts.privacy_violations(), proof.violations)]);

    html! {
        <div class="proof">
            <header>
                <h1>{ texts.privacy_title() }</h1>
                <p>{ texts.privacy_lede() }</p>
            </header>
            <section class="card">
                <dl class="proof__counts">
                    for (label, count) in counts.into_iter().flatten() {
                        <div class={(count > 0).then_some("is-bad")}><dt>{ label }</dt><dd>{ count }</dd></div>
                    }
                    if let Some(proof) = &proof {
                        <div><dt>{ texts.privacy_build() }</dt><dd class="is-code">{ proof.build.clone() }</dd></div>
                    }
                </dl>
            </section>
            <section class="card">
                <h2>{ texts.privacy_policy() }</h2>
                if let Some(policy) = proof.and_then(|proof| proof.policy) {
                    <code>{ policy }</code>
                } else {
                    <p>{ texts.privacy_policy_waiting() }</p>
                }
            </section>
            <section class="card">
                <h2>{ texts.privacy_try() }</h2>
                <ol>
                    <li>{ texts.privacy_try_offline() }</li>
                    <li>{ texts.privacy_try_tools() }</li>
                    <li>{ texts.privacy_try_policy() }</li>
                </ol>
            </section>
            <section class="card">
                <h2>{ texts.privacy_kept() }</h2>
                <ul>
                    if Mode::here() == Mode::Embed {
                        <li>{ texts.privacy_kept_host() }</li>
                    } else {
                        <li>{ texts.privacy_kept_browser() }</li>
                    }
                    <li>{ texts.privacy_kept_file() }</li>
                    <li>{ texts.privacy_kept_none() }</li>
                    <li>{ texts.privacy_never() }</li>
                </ul>
                if boot::is_hosted() {
                    <p>{ texts.privacy_offline() }{ " " }<a href="install.html">{ texts.privacy_install() }</a></p>
                }
            </section>
        </div>
    }
}
