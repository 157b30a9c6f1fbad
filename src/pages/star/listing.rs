//! Listing standards, structure of the issue, growth tier, milestones of standard five.

use ip_health_engine::star::result::{GrowthTier, Limb};
use yew::prelude::*;

use crate::components::sources;
use crate::pages::report::{Reading, SectionProps, head, line, outcome_word, standard_view, state};

/// The card.
#[component]
pub fn Listing(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let listing = &reading.assessment.star.listing;
    let tier = match listing.growth_tier {
        GrowthTier::Enters => texts.star_listing_tier_enters(),
        GrowthTier::DoesNotEnter => texts.star_listing_tier_not(),
        GrowthTier::Unknown => texts.star_listing_tier_unknown(),
    };
    html! {
        <section class="report__card" id="star-listing">
            { head(texts.star_listing_title(), outcome_word(listing.outcome, texts)) }
            if let Some(hint) = &listing.cap_hint {
                <p class="report__notice">
                    { texts.star_listing_hint() }{ " " }{ reading.figure(&hint.estimate) }{ texts.star_aside(texts.star_listing_hint_note()) }
                </p>
            }
            for standard in listing.standards.iter().filter(|standard| standard.applicable) {
                <details class="fold" key={standard.code}
                    open={[listing.chosen, listing.nearest].contains(&Some(standard.code))}>
                    <summary>
                        <strong>{ reading.star_name(standard.code) }</strong>
                        if listing.chosen == Some(standard.code) {
                            <small class="report__quiet">{ texts.report_standard_chosen() }</small>
                        }
                        <span class="is-end">{ state(standard.outcome.into(), outcome_word(standard.outcome, texts)) }</span>
                    </summary>
                    <ul class="lines fold__body">
                        for limb in &standard.limbs {
                            { line(limb.outcome.into(), outcome_word(limb.outcome, texts), limb_body(limb, reading)) }
                        }
                    </ul>
                </details>
            }
            <h3 class="star__sub">{ texts.star_listing_more() }</h3>
            <details class="fold">
                <summary><strong>{ texts.star_listing_structure() }</strong></summary>
                <ul class="lines fold__body">
                    for limb in &listing.structure {
                        { line(limb.outcome.into(), outcome_word(limb.outcome, texts), limb_body(limb, reading)) }
                    }
                </ul>
            </details>
            <details class="fold">
                <summary><strong>{ texts.star_listing_tier() }</strong><span class="is-end">{ tier }</span></summary>
                <div class="fold__body">
                    if let Some(note) = reading.note("star.growth-tier") {
                        <p>{ note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }</p>
                        { sources(&note.provenance, &reading.rules, texts) }
                    }
                    if !listing.growth_tier_exit.is_empty() {
                        <h4>{ texts.star_listing_exit() }</h4>
                        for way in &listing.growth_tier_exit {
                            { standard_view(way, false, reading) }
                        }
                    }
                </div>
            </details>
            <details class="fold">
                <summary><strong>{ texts.star_listing_milestones() }</strong></summary>
                <div class="fold__body">
                    for code in &listing.milestones {
                        if let Some(note) = reading.note(&["star.", code].concat()) {
                            <div>
                                <h4>{ note.title.get(texts.language()).to_owned() }</h4>
                                <p>{ note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }</p>
                                { sources(&note.provenance, &reading.rules, texts) }
                            </div>
                        }
                    }
                </div>
            </details>
            if listing.senior_investor == Some(true) {
                <p class="report__quiet report__small">
                    { texts.star_listing_senior() }{ " " }
                    { reading.note("star.senior-investor").and_then(|note| note.body.as_ref()).map(|body| body.get(texts.language()).to_owned()) }
                </p>
            }
        </section>
    }
}

fn limb_body(limb: &Limb, reading: &Reading) -> Html {
    html! {
        <span>
            { reading.star_name(limb.code) }{ " " }
            if limb.value.is_some() || limb.threshold.is_some() {
                { reading.figure_or_dash(limb.value.as_ref()) }
            }
            if let Some(threshold) = &limb.threshold {
                { " / " }{ reading.figure(threshold) }
            }
        </span>
    }
}
