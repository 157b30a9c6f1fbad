//! The verdict in a card, and the four indicators against their thresholds.

use std::rc::Rc;

use ip_health_engine::rules::Unit;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::VersionReason;
use yew::prelude::*;

use crate::charts::Chart;
use crate::format::{date, quantity};
use crate::pages::report::{
    Reading, SectionProps, attribute_tone, chart_labels, exceptions, head, indicators, star_summary, state,
    status_words, tag, thresholds, verdict_word,
};

/// The headline of the page.
#[component]
pub fn Verdict(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let readiness = &star.readiness;
    let points = |points: f64| quantity(points, Unit::Point, texts);
    let by = star.attribute.by.join(texts.list_separator());
    html! {
        <section class="report__card" id="star-verdict">
            <div class="report__lede">
                <div>
                    { tag(status_words(readiness.status, texts)) }
                    <h1>{ texts.star_page_title() }</h1>
                    <p>
                        { texts.star_page_remark(star.version.version.code(), &date(reading.assessment.as_of)) }{ " " }
                        { chosen(star, reading) }
                    </p>
                </div>
                <div class="report__figure">
                    <span>{ texts.star_attribute_verdict() }</span>
                    <strong class="star__verdict">
                        { state(attribute_tone(star.attribute.verdict), verdict_word(star.attribute.verdict, texts)) }
                    </strong>
                    <span>
                        if !by.is_empty() {
                            { texts.star_attribute_by(&by) }
                        } else {
                            { star_summary(reading) }
                        }
                    </span>
                </div>
                <div class="report__figure">
                    <span>{ texts.star_score_label() }</span>
                    <strong>{ reading.figure(&readiness.score) }</strong>
                    <span>{ texts.star_score_best(&points(readiness.best)) }</span>
                </div>
                { first_year(star, reading) }
            </div>
            if !readiness.holding_back.is_empty() {
                <p class="star__because">
                    <strong>{ texts.star_holding_back() }</strong>
                    for code in &readiness.holding_back {
                        <span class="star__code">{ reason(code, reading) }</span>
                    }
                </p>
            }
            if !star.sector.flags.is_empty() {
                <p class="star__because">
                    <strong>{ texts.star_sector_flags() }</strong>
                    for code in &star.sector.flags {
                        <span class="star__code">{ reading.star_name(code) }</span>
                    }
                </p>
            }
        </section>
    }
}

/// Why the status is no better. Gates are named by what they ask, so it is said that they are not passed.
fn reason(code: &str, reading: &Reading) -> String {
    let name = reading.star_name(code);
    let is_gate = reading.assessment.star.readiness.gates.iter().any(|gate| gate.code.code() == code);
    if is_gate { reading.texts.star_not_passed(&name) } else { name }
}

/// Why this version of the guideline.
fn chosen(star: &StarAssessment, reading: &Reading) -> String {
    let texts = reading.texts;
    let day = date(star.version.day);
    match star.version.reason {
        VersionReason::Override => texts.star_chosen_by_override().to_owned(),
        VersionReason::AcceptanceDate => texts.star_chosen_by_acceptance(&day),
        VersionReason::TargetFiling => texts.star_chosen_by_filing(&day),
        VersionReason::AssessmentDay => texts.star_chosen_by_today().to_owned(),
    }
}

/// The first year that meets attribute and standard, and the filing date of the plan.
fn first_year(star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let plan = &star.plan;
    let projection = star.projection.as_ref();
    let first = projection.map(|projection| (projection.first.all, projection.first.attribute, projection.window));
    let (value, note) = match first {
        None => ("—".to_owned(), texts.star_first_year_unplanned().to_owned()),
        Some((Some(year), _, Some(window))) => {
            (year.to_string(), texts.star_first_year_window(&date(window.from), &date(window.to)))
        }
        Some((Some(year), _, None)) => (year.to_string(), String::new()),
        Some((None, Some(year), _)) => ("—".to_owned(), texts.star_first_year_attribute(&year.to_string())),
        Some((None, None, _)) => ("—".to_owned(), texts.star_first_year_none().to_owned()),
    };
    let filing = if plan.filing_stated { texts.star_filing_stated() } else { texts.star_filing_default() };
    let fits = if plan.feasible {
        texts.star_filing_feasible().to_owned()
    } else {
        texts.star_filing_infeasible(&date(plan.proposed_filing))
    };
    let early = plan.figures_met == Some(false);
    html! {
        <div class={classes!("report__figure", (!plan.feasible || early).then_some("report__figure--watch"))}>
            <span>{ texts.star_first_year_label() }</span>
            <strong>{ value }</strong>
            <span>{ note }</span>
            <span>
                { texts.star_filing_label() }{ " " }<em>{ date(plan.filing) }</em>{ texts.star_aside(filing) }{ " · " }{ fits }
            </span>
            if early {
                <span class="star__early">{ "△ " }{ texts.star_filing_early(&plan.base_year.to_string()) }</span>
            }
        </div>
    }
}

/// The card of the indicators.
#[component]
pub fn Indicators(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    html! {
        <section class="report__card" id="star-indicators">
            { head(texts.star_indicators_title(), texts.report_star_version(star.version.version.code())) }
            <Chart
                spec={Rc::new(thresholds(reading))}
                summary={star_summary(reading)}
                labels={chart_labels(texts)}
                file_name={texts.file_star()}
            />
            { indicators(star, reading) }
            { exceptions(star, reading) }
        </section>
    }
}
