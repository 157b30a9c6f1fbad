//! Policies 扶持政策: what reaches the enterprise, what it brings, when it ends, what is missing, what could not be
//! verified.

use ip_health_engine::financing::{Channel, PolicyMatch, PolicyStatus};
use ip_health_engine::rules::Note;
use yew::prelude::*;

use super::channel::facts;
use super::reading::{Reading, SectionProps, Tone, head, tag};
use crate::fields::district_name;
use crate::route::Route;
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

/// Where a policy stands in the list: what reaches the enterprise first.
fn place(policy: &PolicyMatch) -> u8 {
    match (policy.status, policy.eligible) {
        (PolicyStatus::Active, Some(true)) => 0,
        (PolicyStatus::Active, None) => 1,
        (PolicyStatus::Stale | PolicyStatus::Unverified, Some(true) | None) => 2,
        (PolicyStatus::Active | PolicyStatus::Stale | PolicyStatus::Unverified, _) => 3,
        (PolicyStatus::Expired, _) => 4,
        (PolicyStatus::Reference, _) => 5,
    }
}

/// The card.
#[component]
pub fn Policies(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let mut policies: Vec<&PolicyMatch> = reading.assessment.financing.policies.iter().collect();
    if policies.is_empty() {
        return Html::default();
    }
    policies.sort_by_key(|policy| place(policy));
    html! {
        <section class="report__card" id="report-policies">
            { head(texts.report_policies_title(), texts.report_policies_remark()) }
            { warnings(&policies, reading) }
            { facts(Channel::Policy, html! { <h3>{ texts.policy_facts() }</h3> }, reading) }
            for policy in &policies {
                { fold(policy, reading) }
            }
            <p class="report__quiet report__after-table">
                { texts.policy_gaps() }{ " " }<a href={Route::Rules.to_string()}>{ texts.rules_title() }</a>
            </p>
        </section>
    }
}

/// What ends soon and may still be had.
fn warnings(policies: &[&PolicyMatch], reading: &Reading) -> Html {
    let texts = reading.texts;
    let soon = policies.iter().filter(|policy| policy.eligible != Some(false));
    let soon: Vec<_> = soon.filter_map(|policy| Some((*policy, policy.ends?, policy.expires_in_days?))).collect();
    if soon.is_empty() {
        return Html::default();
    }
    html! {
        <div class="report__notice" role="note">
            <strong>{ texts.policy_ending_soon() }</strong>
            <ul>
                for (policy, ends, days) in soon {
                    <li key={policy.policy.clone()}>
                        { texts.policy_ends_soon(&reading.title(&policy.policy), &ends.to_string(), &days.to_string()) }
                    </li>
                }
            </ul>
        </div>
    }
}

fn fold(policy: &PolicyMatch, reading: &Reading) -> Html {
    let texts = reading.texts;
    let note = reading.note(&policy.policy);
    let language = texts.language();
    let end = match (&policy.annual_benefit, &policy.scenario_benefit) {
        (Some(benefit), _) => texts.policy_benefit(&reading.show(benefit)),
        (None, Some(benefit)) => texts.policy_benefit_scenario(&reading.show(benefit)),
        (None, None) => String::new(),
    };
    let conditions: Vec<String> = policy.open_conditions.iter().map(|code| condition_word(code, note, texts)).collect();
    html! {
        <details class="fold" key={policy.policy.clone()}>
            <summary>
                { tag(policy_words(policy, texts)) }
                <strong>{ reading.title(&policy.policy) }</strong>
                if !end.is_empty() {
                    <span class="is-end">{ end }</span>
                }
            </summary>
            <div class="fold__body">
                if let Some(body) = note.and_then(|note| note.body.as_ref()) {
                    <p>{ body.get(language).to_owned() }</p>
                }
                if let Some(action) = note.and_then(|note| note.action.as_ref()) {
                    <p>{ action.get(language).to_owned() }</p>
                }
                <dl class="pairs">
                    <dt>{ texts.policy_level() }</dt><dd>{ note.map(|note| level_word(note, texts)) }</dd>
                    <dt>{ texts.policy_period() }</dt><dd>{ period(policy, texts) }</dd>
                    if let Some(days) = policy.expires_in_days {
                        <dt>{ texts.policy_warning() }</dt><dd>{ texts.policy_expires(&days.to_string()) }</dd>
                    }
                    if !conditions.is_empty() {
                        <dt>{ if policy.eligible == Some(false) { texts.policy_unmet() } else { texts.policy_to_confirm() } }</dt>
                        <dd>{ conditions.join(texts.list_separator()) }</dd>
                    }
                    if let Some(benefit) = &policy.annual_benefit {
                        <dt>{ texts.policy_benefit_label() }</dt><dd>{ reading.figure(benefit) }</dd>
                    }
                    if let Some(benefit) = &policy.scenario_benefit {
                        <dt>{ texts.policy_benefit_scenario_label() }</dt><dd>{ reading.figure(benefit) }</dd>
                    }
                </dl>
                if let Some(words) = doubt(policy.status, texts) {
                    <p class="report__notice">{ words }</p>
                }
                if let Some(note) = note {
                    <div>{ reading.sources(&note.provenance) }</div>
                }
            </div>
        </details>
    }
}

/// Why a record counts as a scenario only, or not at all.
fn doubt(status: PolicyStatus, texts: Texts) -> Option<&'static str> {
    match status {
        PolicyStatus::Active => None,
        PolicyStatus::Expired => Some(texts.policy_doubt_expired()),
        PolicyStatus::Stale => Some(texts.policy_doubt_stale()),
        PolicyStatus::Unverified => Some(texts.policy_doubt_unverified()),
        PolicyStatus::Reference => Some(texts.policy_doubt_reference()),
    }
}

/// First and last day; a missing last day is said to be missing.
fn period(policy: &PolicyMatch, texts: Texts) -> String {
    match (policy.begins, policy.ends) {
        (Some(from), Some(to)) => texts.policy_from_to(&from.to_string(), &to.to_string()),
        (Some(from), None) => texts.policy_from(&from.to_string()),
        (None, Some(to)) => texts.policy_to(&to.to_string()),
        (None, None) => texts.policy_no_dates().to_owned(),
    }
}

/// Whose measure it is.
fn level_word(note: &Note, texts: Texts) -> String {
    let districts: Vec<String> = note.codes("district").iter().map(|code| district_name(code, texts)).collect();
    match note.codes("level").first().map(|level| level.as_str()) {
        Some("national") => texts.policy_national().to_owned(),
        Some("city") => texts.policy_city().to_owned(),
        Some("district") if !districts.is_empty() => districts.join(texts.list_separator()),
        Some("district") => texts.policy_district().to_owned(),
        _ => texts.policy_elsewhere().to_owned(),
    }
}

/// What a policy asks, by the code of the rule data; a code that a station coined stands for itself.
fn condition_word(code: &str, note: Option<&Note>, texts: Texts) -> String {
    let word = match code {
        "district" => {
            let place = note.map(|note| level_word(note, texts)).unwrap_or_default();
            return texts.policy_asks_district(&place);
        }
        "registered-in-shanghai" => texts.policy_asks_shanghai(),
        "lingang" => texts.policy_asks_lingang(),
        "private" => texts.policy_asks_private(),
        "sme" => texts.policy_asks_sme(),
        "srdi" => texts.policy_asks_srdi(),
        "tech-sme" => texts.policy_asks_tech_sme(),
        "capital-expenditure" => texts.policy_asks_capital(),
        "credit-loan" => texts.policy_asks_credit_loan(),
        "named-chain" => texts.policy_asks_chain(),
        "first-loan" => texts.policy_asks_first_loan(),
        "bank-side" => texts.policy_asks_bank(),
        "unknown-programme" => texts.policy_asks_programme(),
        other => return other.to_owned(),
    };
    word.to_owned()
}
