//! STAR Market readiness 科创板就绪度: thresholds, exceptional situations, listing standards, gates, what would cure.

use std::rc::Rc;

use ip_health_engine::dossier::IssueState;
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::{AttributeVerdict, Cure, Indicator, Limb, Severity, Standard, Status, Verdict};
use yew::prelude::*;

use super::criteria::outcome_word;
use super::portrait::chart_labels;
use super::reading::{Reading, SectionProps, Tone, head, line, state, tag};
use crate::charts::{Chart, ChartSpec, Reading as Plotted, State, ThresholdRow, Thresholds, Verdict as Shown};
use crate::route::Route;
use crate::texts::Texts;

/// The word of the combined verdict.
pub fn verdict_word(verdict: AttributeVerdict, texts: Texts) -> &'static str {
    match verdict {
        AttributeVerdict::MeetsRegular => texts.attribute_meets_regular(),
        AttributeVerdict::MeetsExceptional => texts.attribute_meets_exceptional(),
        AttributeVerdict::DoesNotMeet => texts.attribute_does_not_meet(),
        AttributeVerdict::DoesNotMeetOnFigures => texts.attribute_does_not_meet_on_figures(),
        AttributeVerdict::ExpertReview => texts.attribute_expert_review(),
        AttributeVerdict::NotEligible => texts.attribute_not_eligible(),
        AttributeVerdict::InsufficientData => texts.attribute_insufficient_data(),
    }
}

/// The tone and word of an indicator.
pub fn indicator_words(verdict: Verdict, texts: Texts) -> (Tone, &'static str) {
    match verdict {
        Verdict::Pass => (Tone::Good, texts.indicator_pass()),
        Verdict::PassAtRisk => (Tone::Watch, texts.indicator_pass_at_risk()),
        Verdict::Fail => (Tone::Bad, texts.indicator_fail()),
        Verdict::NaExempt => (Tone::Good, texts.indicator_exempt()),
        Verdict::InsufficientData => (Tone::Unknown, texts.outcome_unknown()),
    }
}

/// The tone and word of the readiness.
pub fn status_words(status: Status, texts: Texts) -> (Tone, &'static str) {
    match status {
        Status::NotEligible => (Tone::Bad, texts.status_not_eligible()),
        Status::Blocked => (Tone::Bad, texts.status_blocked()),
        Status::Gap => (Tone::Watch, texts.status_gap()),
        Status::Near => (Tone::Watch, texts.status_near()),
        Status::Ready => (Tone::Good, texts.status_ready()),
    }
}

/// The arm that comes nearest to its threshold; the one that is shown.
fn nearest(indicator: &Indicator) -> Option<&Limb> {
    let known = indicator.arms.iter().filter(|arm| arm.ratio().is_some());
    known
        .max_by(|a, b| a.ratio().unwrap_or_default().total_cmp(&b.ratio().unwrap_or_default()))
        .or_else(|| indicator.arms.first())
}

/// `8.1% / 5%`.
pub fn against(limb: &Limb, reading: &Reading) -> String {
    let value = limb.value.as_ref().map_or_else(|| "—".to_owned(), |value| reading.show(value));
    match &limb.threshold {
        Some(threshold) => format!("{value} / {}", reading.show(threshold)),
        None => value,
    }
}

/// The indicators against their thresholds.
pub fn thresholds(reading: &Reading) -> ChartSpec {
    let texts = reading.texts;
    let rows = reading.assessment.star.indicators.iter().map(|indicator| {
        let (tone, word) = indicator_words(indicator.verdict, texts);
        let limb = nearest(indicator);
        let text = limb.map_or_else(|| texts.word_unknown().to_owned(), |limb| against(limb, reading));
        let name = limb.map_or_else(|| reading.star_name(indicator.code.code()), |limb| reading.star_name(limb.code));
        ThresholdRow {
            name: name.into(),
            ratio: match limb.and_then(Limb::ratio) {
                Some(ratio) => Plotted::known(ratio, text),
                None => Plotted::unknown(text),
            },
            verdict: Shown::new(plotted(tone), word),
        }
    });
    ChartSpec::Thresholds(Thresholds {
        rows: rows.collect(),
        headings: [
            texts.report_indicator().into(),
            texts.report_value_threshold().into(),
            texts.report_verdict().into(),
        ],
    })
}

fn plotted(tone: Tone) -> State {
    match tone {
        Tone::Good => State::Good,
        Tone::Watch => State::Warn,
        Tone::Bad => State::Bad,
        Tone::Unknown => State::Unknown,
    }
}

/// The card.
#[component]
pub fn Star(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let version = texts.report_star_version(star.version.version.code());
    html! {
        <section class="report__card" id="report-star">
            { head(texts.report_star_title(), version) }
            <p class="report__verdict">
                { tag(status_words(star.readiness.status, texts)) }{ " " }
                { verdict_word(star.attribute.verdict, texts) }{ " · " }
                { texts.report_readiness_score() }{ " " }{ reading.figure(&star.readiness.score) }
            </p>
            <Chart
                spec={Rc::new(thresholds(reading))}
                summary={star_summary(reading)}
                labels={chart_labels(texts)}
                file_name={texts.file_star()}
            />
            { indicators(star, reading) }
            { exceptions(star, reading) }
            <details class="fold">
                <summary>
                    <strong>{ texts.report_standards() }</strong>
                    <span class="is-end">{ outcome_word(star.listing.outcome, texts) }</span>
                </summary>
                <div class="fold__body">
                    for standard in star.listing.standards.iter().filter(|standard| standard.applicable) {
                        { standard_view(standard, star.listing.chosen == Some(standard.code), reading) }
                    }
                </div>
            </details>
            { issues(star, reading) }
            <p class="report__more">
                <a href={Route::Star.to_string()}>{ texts.star_report_open() }<span aria-hidden="true">{ " →" }</span></a>
            </p>
        </section>
    }
}

/// The exceptional situations, folded.
pub fn exceptions(star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <details class="fold">
            <summary>
                <strong>{ texts.report_exceptions() }</strong>
                <span class="is-end">{ outcome_word(star.attribute.exceptional, texts) }</span>
            </summary>
            <ul class="lines fold__body">
                for exception in &star.exceptions {
                    { line(exception.outcome.into(), outcome_word(exception.outcome, texts), html! {
                        <span>
                            { reading.star_name(exception.code) }
                            if let Some(limb) = &exception.limb {
                                { " " }<small>{ against(limb, reading) }</small>
                            }
                        </span>
                    }) }
                }
            </ul>
        </details>
    }
}

/// The tone of the combined verdict.
pub const fn attribute_tone(verdict: AttributeVerdict) -> Tone {
    match verdict {
        AttributeVerdict::MeetsRegular | AttributeVerdict::MeetsExceptional => Tone::Good,
        AttributeVerdict::ExpertReview => Tone::Watch,
        AttributeVerdict::DoesNotMeet | AttributeVerdict::DoesNotMeetOnFigures | AttributeVerdict::NotEligible => {
            Tone::Bad
        }
        AttributeVerdict::InsufficientData => Tone::Unknown,
    }
}

/// The message of the chart in a sentence.
pub fn star_summary(reading: &Reading) -> String {
    let texts = reading.texts;
    let (met, of) = super::headline::star_count(&reading.assessment.star);
    texts.report_star_summary(
        &of.to_string(),
        &met.to_string(),
        verdict_word(reading.assessment.star.attribute.verdict, texts),
    )
}

/// Every arm of every indicator with figures that open, and what would cure it.
pub fn indicators(star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <ul class="lines">
            for indicator in &star.indicators {
                { {
                    let (tone, word) = indicator_words(indicator.verdict, texts);
                    line(tone, word, indicator_body(indicator, reading))
                } }
            }
        </ul>
    }
}

fn indicator_body(indicator: &Indicator, reading: &Reading) -> Html {
    let texts = reading.texts;
    let arms = indicator.arms.iter().filter(|arm| arm.value.is_some());
    html! {
        <>
            <span>{ reading.star_name(indicator.code.code()) }</span>
            for arm in arms {
                <small>
                    { reading.star_name(arm.code) }{ " " }
                    { reading.figure_or_dash(arm.value.as_ref()) }
                    if let Some(threshold) = &arm.threshold {
                        { " / " }{ reading.figure(threshold) }
                    }
                </small>
            }
            if !indicator.stressed.is_empty() {
                <small>
                    { texts.star_stressed() }
                    for arm in &indicator.stressed {
                        { " " }{ reading.figure_or_dash(arm.value.as_ref()) }
                        if let Some(threshold) = &arm.threshold {
                            { " / " }{ reading.figure(threshold) }
                        }
                    }
                </small>
            }
            for risk in &indicator.risks {
                <small>{ "△ " }{ reading.star_name(risk) }</small>
            }
            for cure in &indicator.cures {
                <small>{ texts.report_cure() }{ " " }{ cure_view(cure, reading) }</small>
            }
        </>
    }
}

/// What would cure an indicator, in words and figures.
pub fn cure_view(cure: &Cure, reading: &Reading) -> Html {
    let texts = reading.texts;
    match cure {
        Cure::MoreRd { amount } => html! { <>{ texts.cure_more_rd() }{ " " }{ reading.figure(amount) }</> },
        Cure::ReassignStaff { persons } => {
            html! { <>{ texts.cure_reassign_staff() }{ " " }{ reading.figure(persons) }</> }
        }
        Cure::HireStaff { persons } => html! { <>{ texts.cure_hire_staff() }{ " " }{ reading.figure(persons) }</> },
        Cure::MorePatents { needed, applications } => html! {
            <>
                { texts.cure_more_patents() }{ " " }{ reading.figure(needed) }
                { texts.cure_applications() }{ " " }{ reading.figure(applications) }
            </>
        },
        Cure::MoreRevenue { revenue } => html! { <>{ texts.cure_more_revenue() }{ " " }{ reading.figure(revenue) }</> },
    }
}

/// A listing standard with its limbs.
pub fn standard_view(standard: &Standard, chosen: bool, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <div>
            <p class="report__verdict">
                <strong>{ reading.star_name(standard.code) }</strong>{ " " }
                { state(standard.outcome.into(), outcome_word(standard.outcome, texts)) }
                if chosen {
                    { " " }<small class="report__quiet">{ texts.report_standard_chosen() }</small>
                }
            </p>
            <ul class="lines">
                for limb in &standard.limbs {
                    { line(limb.outcome.into(), outcome_word(limb.outcome, texts), html! {
                        <span>
                            { reading.star_name(limb.code) }{ " " }
                            if limb.value.is_some() {
                                { reading.figure_or_dash(limb.value.as_ref()) }
                            }
                            if let Some(threshold) = &limb.threshold {
                                { " / " }{ reading.figure(threshold) }
                            }
                        </span>
                    }) }
                }
            </ul>
        </div>
    }
}

/// Questions examiners will raise: open ones, and those nobody has answered.
fn issues(star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let live: Vec<_> = star.issues.iter().filter(|issue| issue.is_live()).collect();
    let unknown = star.issues.iter().filter(|issue| issue.state.is_none()).count();
    if live.is_empty() && unknown == 0 {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary>
                <strong>{ texts.report_issues() }</strong>
                <span class="is-end">{ texts.report_issues_count(&live.len().to_string(), &unknown.to_string()) }</span>
            </summary>
            <ul class="lines fold__body">
                for issue in live {
                    { {
                        let (tone, word) = issue_words(issue.state, issue.severity, texts);
                        line(tone, word, html! {
                            <>
                                <span>{ issue.title.get(language).to_owned() }{ " " }<small>{ word }</small></span>
                                <small>{ issue.remedy.get(language).to_owned() }</small>
                            </>
                        })
                    } }
                }
            </ul>
        </details>
    }
}

fn issue_words(issue: Option<IssueState>, severity: Severity, texts: Texts) -> (Tone, &'static str) {
    match (issue, severity) {
        (Some(IssueState::Mitigated), _) => (Tone::Watch, texts.issue_mitigated()),
        (_, Severity::B) => (Tone::Bad, texts.severity_blocking()),
        (_, Severity::H) => (Tone::Bad, texts.severity_high()),
        (_, Severity::M) => (Tone::Watch, texts.severity_medium()),
        (_, Severity::L) => (Tone::Watch, texts.severity_low()),
    }
}
