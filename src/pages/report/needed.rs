//! Data still needed 待补充资料: what is missing, and what answering is worth.

use ip_health_engine::health::{Area, DataNeeded};
use yew::prelude::*;

use super::reading::{Reading, SectionProps, head};
use crate::fields::{path_name, route_of};
use crate::texts::Texts;

/// How many questions stand on the card.
const SHOWN: usize = 12;

fn area_word(area: Area, texts: Texts) -> &'static str {
    match area {
        Area::Valuation => texts.area_valuation(),
        Area::Pledge => texts.area_pledge(),
        Area::Insurance => texts.area_insurance(),
        Area::Equity => texts.area_equity(),
        Area::Leasing => texts.area_leasing(),
        Area::Star => texts.area_star(),
        Area::Health => texts.area_health(),
    }
}

/// What an answer serves, in words.
pub fn serves(needed: &DataNeeded, texts: Texts) -> String {
    let areas: Vec<&str> = needed.areas.iter().map(|area| area_word(*area, texts)).collect();
    areas.join(texts.list_separator())
}

/// What answering is worth: the range it narrows, else the completeness it adds.
pub fn worth(needed: &DataNeeded, reading: &Reading) -> String {
    let texts = reading.texts;
    let completeness = texts.needed_gain(&reading.percent(needed.gain));
    let narrows: f64 = reading
        .assessment
        .valuation
        .missing
        .iter()
        .filter(|missing| missing.path.starts_with(&needed.path))
        .map(|missing| missing.narrows)
        .fold(0.0, f64::max);
    if narrows >= 1.0 {
        format!("{completeness} · {}", texts.needed_narrows(&reading.money(narrows)))
    } else {
        completeness
    }
}

/// The card.
#[component]
pub fn Needed(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let completeness = &reading.assessment.completeness;
    let needed = &completeness.needed;
    html! {
        <section class="report__card" id="report-needed">
            { head(texts.report_needed_title(), texts.report_completeness(&reading.percent(completeness.share))) }
            if needed.is_empty() {
                <p>{ texts.report_needed_none() }</p>
            } else {
                <div class="report__scroll" tabindex="0" role="region" aria-label={texts.report_needed_title()}>
                    <table class="report__table report__table--dense">
                        <thead>
                            <tr>
                                <th scope="col">{ texts.needed_question() }</th>
                                <th scope="col">{ texts.needed_serves() }</th>
                                <th scope="col">{ texts.needed_worth() }</th>
                            </tr>
                        </thead>
                        <tbody>
                            for item in needed.iter().take(SHOWN) {
                                <tr key={item.path.clone()}>
                                    <th scope="row">
                                        <a href={route_of(&item.path).to_string()}>{ path_name(&item.path, texts) }</a>
                                        if item.count > 1 {
                                            <small>{ texts.needed_count(&item.count.to_string()) }</small>
                                        }
                                        if item.unsure {
                                            <small>{ texts.needed_unsure() }</small>
                                        }
                                    </th>
                                    <td>{ serves(item, texts) }</td>
                                    <td>{ worth(item, reading) }</td>
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
                if needed.len() > SHOWN {
                    <p class="report__quiet report__small">{ texts.needed_more(&(needed.len() - SHOWN).to_string()) }</p>
                }
            }
        </section>
    }
}
