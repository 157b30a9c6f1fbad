//! Legal, strict and core count of the inventions, and why each patent left out is left out.

use ip_health_engine::rules::Value;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::{GrantOffices, IndicatorCode, PatentCounts, PatentReview, Reason, Tally};
use yew::prelude::*;

use crate::components::sources;
use crate::format::decimal;
use crate::pages::report::{Reading, SectionProps, head};

/// Patents named at most; the portfolio has the rest.
const SHOWN: usize = 40;

/// The card.
#[component]
pub fn Patents(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let counts = &star.patents;
    let left_out: Vec<&PatentReview> =
        counts.reviews.iter().filter(|review| !review.excluded.is_empty() || !review.open.is_empty()).collect();
    html! {
        <section class="report__card" id="star-patents">
            { head(texts.star_patents_title(), texts.star_patents_remark()) }
            <div class="tallies">
                { tally(texts.star_patents_legal(), &counts.legal, texts.star_patents_legal_note(), reading) }
                { tally(texts.star_patents_strict(), &counts.strict, texts.star_patents_strict_note(), reading) }
                { tally(texts.star_patents_core(), &counts.core, texts.star_patents_core_note(), reading) }
            </div>
            <p class="report__quiet report__small">{ compared(star, reading) }</p>
            if counts.stated {
                <p class="report__quiet report__small">{ texts.star_patents_stated() }</p>
            }
            if let Some(differ) = difference(counts, reading) {
                <p id="star-patents-differ">{ differ }</p>
            }
            if let Some(offices) = &counts.offices {
                { granted_where(offices, reading) }
            }
            if !left_out.is_empty() {
                <details class="fold">
                    <summary>
                        <strong>{ texts.star_patents_left_out() }</strong>
                        <span class="is-end">{ texts.star_patents_left_out_count(&left_out.len().to_string()) }</span>
                    </summary>
                    { reasons(&left_out, reading) }
                </details>
            }
        </section>
    }
}

fn tally(name: &'static str, tally: &Tally, note: &'static str, reading: &Reading) -> Html {
    let texts = reading.texts;
    let bound = match tally.high {
        Some(high) if high == tally.low => None,
        Some(high) => Some(texts.star_patents_open(&high.to_string())),
        None => Some(texts.star_patents_open_unknown().to_owned()),
    };
    html! {
        <div class="tally">
            <span>{ name }</span>
            <strong>{ reading.figure(&tally.figure) }</strong>
            <small>
                if let Some(bound) = bound {
                    <em>{ bound }</em>{ " · " }
                }
                { note }
            </small>
        </div>
    }
}

/// Why the strict count is smaller than the legal one.
fn difference(counts: &PatentCounts, reading: &Reading) -> Option<String> {
    let texts = reading.texts;
    let named =
        |reason: Reason, patents: u32| texts.star_patents_loss(&reading.star_name(reason.code()), &patents.to_string());
    let lost: Vec<String> = counts.losses.iter().map(|loss| named(loss.reason, loss.patents)).collect();
    match lost.is_empty() {
        true if counts.reviews.is_empty() => None,
        true if counts.strict.high != Some(counts.strict.low) => Some(texts.star_patents_differ_open().to_owned()),
        true => Some(texts.star_patents_differ_none().to_owned()),
        false => Some(texts.star_patents_differ(&lost.join(texts.list_separator()))),
    }
}

/// Grants in China and abroad apart: the guideline does not say whether the latter count.
fn granted_where(offices: &GrantOffices, reading: &Reading) -> Html {
    let texts = reading.texts;
    let GrantOffices { home, abroad, unknown } = *offices;
    let mut parts = vec![texts.star_patents_home(&home.to_string()), texts.star_patents_abroad(&abroad.to_string())];
    if unknown > 0 {
        parts.push(texts.star_patents_office_unknown(&unknown.to_string()));
    }
    html! {
        <div id="star-patents-offices">
            <p>{ parts.join(" · ") }</p>
            if let Some(note) = reading.note("star.grants-abroad").filter(|_| abroad > 0) {
                <p class="report__quiet report__small">
                    { note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }
                </p>
                { sources(&note.provenance, &reading.rules, texts) }
            }
        </div>
    }
}

/// The threshold of I3 and the median of listed peers, side by side: passing the gate is not the same as keeping up.
fn compared(star: &StarAssessment, reading: &Reading) -> String {
    let texts = reading.texts;
    let applied = star.versions.iter().find(|version| version.applied);
    let least = applied.and_then(|version| version.limits.iter().find(|limit| limit.code == "patents"));
    let exempt = star.indicator(IndicatorCode::I3).is_some_and(|indicator| indicator.arms.is_empty());
    let mut parts = Vec::new();
    if let Some(limit) = least.filter(|_| !exempt) {
        parts.push(texts.star_patents_least(&decimal(limit.value, 0)));
    }
    let rules = reading.rules.on(reading.assessment.as_of);
    if let Ok(Value::Number(peers)) = rules.parameter("star.score.peer-patents").map(|record| &record.value) {
        parts.push(texts.star_patents_peers(&decimal(*peers, 0)));
    }
    parts.join(" · ")
}

fn reasons(reviews: &[&PatentReview], reading: &Reading) -> Html {
    let texts = reading.texts;
    let words = |reasons: &[Reason]| {
        let names: Vec<String> = reasons.iter().map(|reason| reading.star_name(reason.code())).collect();
        if names.is_empty() { "—".to_owned() } else { names.join(texts.list_separator()) }
    };
    html! {
        <>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.star_patents_left_out()}>
                <table class="report__table report__table--dense">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.star_patents_patent() }</th>
                            <th scope="col">{ texts.star_patents_out() }</th>
                            <th scope="col">{ texts.star_patents_unclear() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for review in reviews.iter().take(SHOWN) {
                            <tr key={review.asset.clone()}>
                                <th scope="row">{ reading.asset_name(&review.asset) }</th>
                                <td>{ words(&review.excluded) }</td>
                                <td>{ words(&review.open) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if reviews.len() > SHOWN {
                <p class="report__quiet report__small">{ texts.star_patents_more(&(reviews.len() - SHOWN).to_string()) }</p>
            }
        </>
    }
}
