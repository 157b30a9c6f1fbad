//! STAR Market 科创板: verdict, gaps, plan and projection of the assessment, in full.

mod boards;
mod export;
mod gaps;
mod listing;
mod outlook;
mod patents;
mod plan;
mod readiness;
mod verdict;
mod versions;

use ip_health_engine::star::result::Severity;
use yew::prelude::*;

use super::report::Reading;
use crate::components::WorkingProvider;
use crate::hooks::{use_assessment, use_dossier, use_rules, use_texts};
use crate::state::Shared;
use crate::texts::Texts;

/// The word of a severity.
#[must_use]
pub fn severity_word(severity: Severity, texts: Texts) -> &'static str {
    match severity {
        Severity::B => texts.severity_blocking(),
        Severity::H => texts.severity_high(),
        Severity::M => texts.severity_medium(),
        Severity::L => texts.severity_low(),
    }
}

/// The STAR Market page of the document at hand.
#[component]
pub fn Star() -> Html {
    let texts = use_texts();
    let assessment = use_assessment();
    let document = use_dossier();
    let rules = use_rules();
    let Some(assessment) = assessment else {
        return html! { <p role="status">{ texts.report_pending() }</p> };
    };
    let dossier = Shared::from(document.dossier.clone());
    let reading = Reading { texts, assessment: assessment.clone(), dossier, rules: rules.clone() };
    html! {
        <WorkingProvider {assessment} {rules}>
            <div class="report star">
                <verdict::Verdict reading={reading.clone()} />
                <gaps::Gaps reading={reading.clone()} />
                <div class="report__pair report__pair--narrow-right">
                    <verdict::Indicators reading={reading.clone()} />
                    <patents::Patents reading={reading.clone()} />
                </div>
                <plan::Plan reading={reading.clone()} />
                <outlook::Outlook reading={reading.clone()} />
                <div class="report__pair">
                    <readiness::Readiness reading={reading.clone()} />
                    <listing::Listing reading={reading.clone()} />
                </div>
                <versions::Versions reading={reading.clone()} />
                <div class="report__pair">
                    <boards::Boards reading={reading.clone()} />
                    <export::Export {reading} />
                </div>
            </div>
        </WorkingProvider>
    }
}
