//! Policies 扶持政策: what the enterprise meets, what is open, what only serves as a scenario.

use ip_health_engine::financing::{PolicyMatch, PolicyStatus};
use yew::prelude::*;

use super::reading::{Reading, SectionProps, Tone, head, tag};
use crate::texts::Texts;

/// The tone and word of a policy for this enterprise.
pub fn policy_words(policy: &PolicyMatch, texts: Texts) -> (Tone, &'static str) {
    match (policy.status, policy.eligible) {
        (PolicyStatus::Expired, _) => (Tone::Bad, texts.policy_expired()),
        (PolicyStatus::Stale, _) => (Tone::Unknown, texts.policy_stale()),
        (PolicyStatus::Unverified, _) => (Tone::Unknown, texts.policy_unverified()),
        (PolicyStatus::Reference, _) => (Tone::Unknown, texts.policy_reference()),
        (PolicyStatus::Active, Some(true)) => (Tone::Good, texts.policy_eligible()),
        (PolicyStatus::Active, Some(false)) => (Tone::Bad, texts.policy_not_eligible()),
        (PolicyStatus::Active, None) => (Tone::Unknown, texts.policy_unknown()),
    }
}

/// The card.
#[component]
pub fn Policies(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let policies = &reading.assessment.financing.policies;
    if policies.is_empty() {
        return Html::default();
    }
    html! {
        <section class="report__card" id="report-policies">
            { head(texts.report_policies_title(), texts.report_policies_remark()) }
            for policy in policies {
                { fold(policy, reading) }
            }
        </section>
    }
}

fn fold(policy: &PolicyMatch, reading: &Reading) -> Html {
    let texts = reading.texts;
    let note = reading.note(&policy.policy);
    let language = texts.language();
    html! {
        <details class="fold" key={policy.policy.clone()}>
            <summary>
                { tag(policy_words(policy, texts)) }
                <strong>{ reading.title(&policy.policy) }</strong>
                if let Some(benefit) = &policy.annual_benefit {
                    <span class="is-end">{ texts.policy_benefit(&reading.show(benefit)) }</span>
                }
            </summary>
            <div class="fold__body">
                if let Some(body) = note.and_then(|note| note.body.as_ref()) {
                    <p>{ body.get(language).to_owned() }</p>
                }
                if let Some(benefit) = &policy.annual_benefit {
                    <p>{ texts.policy_benefit_label() }{ " " }{ reading.figure(benefit) }</p>
                }
                if let Some(days) = policy.expires_in_days {
                    <p class="report__notice">{ texts.policy_expires(&days.to_string()) }</p>
                }
                if let Some(note) = note {
                    <div>{ reading.sources(&note.provenance) }</div>
                }
            </div>
        </details>
    }
}
