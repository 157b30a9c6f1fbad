//! What the answers come to so far: value, range, what this page changed, completeness, the first channels.

use ip_health_engine::Assessment;
use yew::prelude::*;

use super::section_words;
use crate::format;
use crate::hooks::{use_dossier, use_rules, use_texts};
use crate::pages::report::{Reading, tag, verdict_words};
use crate::route::{Route, Section};
use crate::state::Shared;

/// Channels shown beside the form.
const CHANNELS: usize = 3;

/// Channels shown in the quick start, whose result they are.
const QUICK_CHANNELS: usize = 6;

/// Properties of [`Estimate`].
#[derive(Properties, PartialEq)]
pub struct EstimateProps {
    /// The section on screen.
    pub section: Section,
    /// The newest assessment.
    pub assessment: Shared<Assessment>,
    /// The value when the section was opened, in yuan.
    pub before: f64,
}

/// The live estimate.
#[component]
pub fn Estimate(props: &EstimateProps) -> Html {
    let EstimateProps { section, assessment, before } = props;
    let texts = use_texts();
    let dossier = Shared::from(use_dossier().dossier.clone());
    let reading = Reading { texts, assessment: assessment.clone(), dossier, rules: use_rules() };
    let range = assessment.valuation.range;
    let change = range.p50 - before;
    let completeness = assessment.completeness.share;
    let most = if *section == Section::Quick { QUICK_CHANNELS } else { CHANNELS };
    let mut channels: Vec<_> = assessment.financing.channels.iter().filter(|channel| channel.rank.is_some()).collect();
    channels.truncate(most);
    html! {
        <>
            <section class="estimate" aria-labelledby="estimate-value">
                <h2 id="estimate-value">{ texts.estimate_title() }</h2>
                if range.p90 > 0.0 {
                    <strong class="estimate__value">{ reading.figure(&assessment.valuation.value) }</strong>
                    <p>{ texts.estimate_range(&format::range(range.p10, range.p90, texts)) }</p>
                } else {
                    <strong class="estimate__value">{ "—" }</strong>
                    <p>{ texts.estimate_unknown() }</p>
                }
                if change.abs() >= 1.0 {
                    <p class={if change > 0.0 { "estimate__up" } else { "estimate__down" }}>
                        { texts.estimate_change(&[if change > 0.0 { "+" } else { "" }, &format::money(change, texts)].concat()) }
                    </p>
                }
                <progress max="1" value={completeness.to_string()} aria-label={texts.estimate_completeness_label()} />
                <p>{ texts.estimate_completeness(&format::percent(completeness)) }</p>
            </section>
            <section class="estimate" aria-labelledby="estimate-channels">
                <h2 id="estimate-channels">{ texts.estimate_channels() }</h2>
                if channels.is_empty() {
                    <p>{ texts.estimate_no_channels() }</p>
                } else {
                    <ol class="estimate__channels">
                        for channel in channels {
                            <li>
                                <span>{ reading.channel(channel.channel) }</span>
                                { tag(verdict_words(channel.verdict, texts)) }
                                if let Some(amount) = &channel.amount {
                                    <span class="estimate__amount">{ reading.figure(&amount.base) }</span>
                                }
                            </li>
                        }
                    </ol>
                }
                <a href={Route::Report.to_string()}>{ texts.estimate_report() }</a>
            </section>
            if let Some(affects) = section_words(*section, texts).affects {
                <section class="estimate" aria-labelledby="estimate-affects">
                    <h2 id="estimate-affects">{ texts.estimate_affects() }</h2>
                    <p>{ affects }</p>
                </section>
            }
        </>
    }
}
