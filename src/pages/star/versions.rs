//! The same company under every version of the guideline, side by side.

use ip_health_engine::star::result::{IndicatorCode, Verdict, VersionVerdict};
use yew::prelude::*;

use crate::components::sources;
use crate::format::{date, quantity};
use crate::pages::report::{Reading, SectionProps, attribute_tone, head, indicator_words, state, tag, verdict_word};

/// The thresholds that an indicator compares with.
const fn limits_of(code: IndicatorCode) -> &'static [&'static str] {
    match code {
        IndicatorCode::I1 => &["rd-share", "rd-sum"],
        IndicatorCode::I2 => &["rd-staff-share"],
        IndicatorCode::I3 => &["patents"],
        IndicatorCode::I4 => &["cagr", "last-revenue"],
    }
}

/// The card.
#[component]
pub fn Versions(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let versions = &reading.assessment.star.versions;
    html! {
        <section class="report__card" id="star-versions">
            { head(texts.star_versions_title(), texts.star_versions_remark()) }
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.star_versions_title()}>
                <table class="report__table star__versions">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.report_indicator() }</th>
                            for version in versions {
                                <th scope="col" class={classes!(version.applied.then_some("is-applied"))}>
                                    <strong>{ version.version.code() }</strong>
                                    <small>{ texts.star_versions_in_force(&date(version.in_force)) }</small>
                                    if version.applied {
                                        <small class="star__applied">{ texts.star_versions_applied() }</small>
                                    }
                                </th>
                            }
                        </tr>
                    </thead>
                    <tbody>
                        for code in IndicatorCode::ALL {
                            <tr key={code.code()}>
                                <th scope="row">{ reading.star_name(code.code()) }</th>
                                for version in versions {
                                    <td class={classes!(version.applied.then_some("is-applied"))}>{ cell(code, version, reading) }</td>
                                }
                            </tr>
                        }
                        <tr>
                            <th scope="row">{ texts.star_versions_verdict() }</th>
                            for version in versions {
                                <td class={classes!(version.applied.then_some("is-applied"))}>
                                    { state(attribute_tone(version.verdict), verdict_word(version.verdict, texts)) }
                                </td>
                            }
                        </tr>
                    </tbody>
                </table>
            </div>
            if let Some(note) = reading.note("star.transition-2024") {
                <p class="report__quiet report__small">
                    <strong>{ note.title.get(texts.language()).to_owned() }</strong>{ " " }
                    { note.body.as_ref().map(|body| body.get(texts.language()).to_owned()) }
                </p>
                { sources(&note.provenance, &reading.rules, texts) }
            }
        </section>
    }
}

fn cell(code: IndicatorCode, version: &VersionVerdict, reading: &Reading) -> Html {
    let texts = reading.texts;
    let verdict = version.indicators.iter().find(|(of, _)| *of == code).map(|(_, verdict)| *verdict);
    let Some(verdict) = verdict else { return html! { { "—" } } };
    let limits: Vec<String> = version
        .limits
        .iter()
        .filter(|limit| limits_of(code).contains(&limit.code))
        .map(|limit| ["≥ ", &quantity(limit.value, limit.unit, texts)].concat())
        .collect();
    let asked = match (limits.is_empty(), verdict) {
        (true, Verdict::NaExempt) => texts.star_versions_not_asked().to_owned(),
        _ => limits.join(texts.star_or()),
    };
    html! {
        <>
            { tag(indicator_words(verdict, texts)) }
            <small>{ asked }</small>
            if code == IndicatorCode::I3 {
                <small>{ texts.star_versions_count(&version.legal.0.to_string()) }</small>
            }
        </>
    }
}
