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

use super::report::{Reading, use_reading};
use crate::components::{WorkingProvider, pending};
use crate::hooks::use_texts;
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
    let Some(reading) = use_reading() else {
        return pending(texts.star_page_title(), texts.report_pending());
    };
    let Reading { assessment, rules, .. } = reading.clone();
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
