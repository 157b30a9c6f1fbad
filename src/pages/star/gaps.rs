//! The gap list 差距清单: what is missing, how to cure it, how long it takes, when to start at the latest.

use ip_health_engine::rules::{Outcome, Unit};
use ip_health_engine::star::StarAssessment;
use ip_health_engine::star::result::{Cure, Gap, GapKind, GateCode, Issue, Severity};
use yew::prelude::*;

use super::severity_word;
use crate::fields::{path_name, route_of};
use crate::format::{date, decimal, quantity};
use crate::pages::interview::lead_words;
use crate::pages::report::{Reading, SectionProps, Tone, cure_view, head, state};
use crate::route::{Route, Section};

/// The card.
#[component]
pub fn Gaps(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let star = &reading.assessment.star;
    // Questions nobody has answered stand apart, so that what is known to be wrong stays in sight.
    let (evidence, known): (Vec<&Gap>, Vec<&Gap>) =
        star.gaps.iter().partition(|gap| gap.kind == GapKind::Evidence && star.issue(&gap.code).is_some());
    html! {
        <section class="report__card" id="star-gaps">
            { head(texts.star_gaps_title(), texts.star_gaps_remark()) }
            if known.is_empty() {
                <p>{ texts.star_gaps_none() }</p>
            } else {
                { table(&known, reading) }
            }
            if !evidence.is_empty() {
                <details class="fold star__fold">
                    <summary>
                        <strong>{ texts.star_gaps_show_evidence() }</strong>
                        <span class="is-end">{ texts.star_gaps_evidence_count(&evidence.len().to_string()) }</span>
                    </summary>
                    { table(&evidence, reading) }
                </details>
            }
        </section>
    }
}

fn table(gaps: &[&Gap], reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.star_gaps_title()}>
            <table class="report__table report__table--cards star__gaps">
                <thead>
                    <tr>
                        <th scope="col">{ texts.star_gap() }</th>
                        <th scope="col">{ texts.star_gap_severity() }</th>
                        <th scope="col">{ texts.star_gap_remedy() }</th>
                        <th scope="col">{ texts.star_gap_lead() }</th>
                        <th scope="col">{ texts.star_gap_start() }</th>
                    </tr>
                </thead>
                <tbody>
                    for gap in gaps {
                        { row(gap, reading) }
                    }
                </tbody>
            </table>
        </div>
    }
}

fn row(gap: &Gap, reading: &Reading) -> Html {
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let issue = star.issue(&gap.code);
    let name = issue.map_or_else(|| reading.star_name(&gap.code), |issue| issue.title.get(texts.language()).to_owned());
    let lead = gap.lead_months.map(|lead| lead_words(lead, texts));
    html! {
        <tr key={gap.code.clone()}>
            <th scope="row" class="is-wide"><span>{ name }{ " " }<small class="star__id">{ gap.code.clone() }</small></span></th>
            <td data-name={texts.star_gap_severity()}>{ severity(gap, reading) }</td>
            <td class="is-wide star__remedy">{ remedy(gap, issue, star, reading) }</td>
            <td data-name={texts.star_gap_lead()}>{ lead.unwrap_or_else(|| "—".to_owned()) }</td>
            <td data-name={texts.star_gap_start()}>{ start(gap, reading) }</td>
        </tr>
    }
}

fn severity(gap: &Gap, reading: &Reading) -> Html {
    let texts = reading.texts;
    if gap.kind == GapKind::Evidence {
        return state(Tone::Unknown, texts.star_gap_evidence());
    }
    let tone = match gap.severity {
        Severity::B | Severity::H => Tone::Bad,
        Severity::M | Severity::L => Tone::Watch,
    };
    state(tone, severity_word(gap.severity, texts))
}

/// What to do: the cures of an indicator, the remedy of an issue, the questions still open.
fn remedy(gap: &Gap, issue: Option<&Issue>, star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    if let Some(issue) = issue {
        return of_issue(gap, issue, reading);
    }
    if gap.code == GateCode::G3.code() && gap.kind == GapKind::Gate {
        return of_standard(star, reading);
    }
    let indicator = star.indicators.iter().find(|indicator| indicator.code.code() == gap.code);
    let cures: &[Cure] = indicator.map_or(&[], |indicator| &indicator.cures);
    let risks = indicator.map_or(&[][..], |indicator| &indicator.risks);
    html! {
        <>
            for risk in risks {
                <span class="star__line">{ reading.star_name(risk) }</span>
            }
            for cure in cures {
                <span class="star__line">{ cure_view(cure, reading) }</span>
            }
            if star.projection.is_some() && indicator.is_some() && gap.kind == GapKind::Indicator {
                <small>
                    { gap.first_year.map_or_else(
                        || texts.star_gap_never().to_owned(),
                        |year| texts.star_gap_first_year(&year.to_string()),
                    ) }
                </small>
            }
            { open_questions(&gap.missing, reading) }
            if gap.missing.is_empty() && cures.is_empty() && risks.is_empty() {
                <a href={Route::Interview(Section::Star, None).to_string()}>{ texts.star_go_interview() }</a>
            }
        </>
    }
}

/// What the nearest standard still lacks.
fn of_standard(star: &StarAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let nearest = star.listing.nearest.and_then(|code| star.listing.standard(code));
    let Some(standard) = nearest else {
        return html! { <a href={Route::Interview(Section::Star, None).to_string()}>{ texts.star_go_interview() }</a> };
    };
    html! {
        <>
            <span class="star__line">{ texts.star_boards_nearest(&reading.star_name(standard.code)) }</span>
            for limb in standard.limbs.iter().filter(|limb| limb.outcome != Outcome::Pass) {
                <small>
                    { reading.star_name(limb.code) }{ " " }{ reading.figure_or_dash(limb.value.as_ref()) }
                    if let Some(threshold) = &limb.threshold {
                        { " / " }{ reading.figure(threshold) }
                    }
                </small>
            }
        </>
    }
}

fn of_issue(gap: &Gap, issue: &Issue, reading: &Reading) -> Html {
    let texts = reading.texts;
    let language = texts.language();
    let evidence: Vec<&str> = issue
        .evidence
        .iter()
        .enumerate()
        .filter(|(place, _)| !issue.held.get(*place).copied().unwrap_or(false))
        .map(|(_, piece)| piece.get(language))
        .collect();
    let path = ["star.issues.", &issue.code, ".state"].concat();
    html! {
        <>
            if gap.kind == GapKind::Evidence {
                <span class="star__line">{ issue.question.get(language).to_owned() }</span>
            } else {
                <span class="star__line">{ issue.remedy.get(language).to_owned() }</span>
            }
            if !evidence.is_empty() {
                <small>{ texts.star_gap_collect() }{ " " }{ evidence.join(texts.list_separator()) }</small>
            }
            if !issue.assets.is_empty() {
                <small>{ reading.asset_names(&issue.assets) }</small>
            }
            if let Some(owner) = &issue.owner {
                <small>{ texts.star_gap_owner(owner) }</small>
            }
            if let Some(cost) = issue.cost {
                <small>{ texts.star_gap_cost() }{ " " }{ quantity(cost, Unit::Yuan, texts) }</small>
            }
            <small>
                { texts.star_gap_clause(&articles(&issue.clauses).join(texts.list_separator())) }{ " · " }
                <a href={Route::Interview(Section::Star, Some(path.into())).to_string()}>{ texts.star_go_interview() }</a>
            </small>
        </>
    }
}

/// Articles of the guidance, once each: `10a` and `10c` are parts of article 10.
fn articles(clauses: &[impl AsRef<str>]) -> Vec<&str> {
    let mut articles: Vec<&str> =
        clauses.iter().map(|clause| clause.as_ref().trim_end_matches(char::is_alphabetic)).collect();
    articles.dedup();
    articles
}

fn open_questions(paths: &[String], reading: &Reading) -> Html {
    let texts = reading.texts;
    if paths.is_empty() {
        return Html::default();
    }
    html! {
        <small>
            { texts.star_gap_answer() }{ " " }
            for (place, path) in paths.iter().enumerate() {
                if place > 0 {
                    { texts.list_separator() }
                }
                <a href={route_of(path).to_string()}>{ path_name(path, texts) }</a>
            }
        </small>
    }
}

fn start(gap: &Gap, reading: &Reading) -> Html {
    let texts = reading.texts;
    let (Some(day), Some(slack)) = (gap.latest_start, gap.slack_days) else { return html! { { "—" } } };
    let days = decimal(f64::from(slack.abs()), 0);
    let words = if slack < 0 { texts.star_gap_late(&days) } else { texts.star_gap_left(&days) };
    html! { <span>{ date(day) }<small class={classes!((slack < 0).then_some("star__late"))}>{ words }</small></span> }
}
