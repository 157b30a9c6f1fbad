//! The channels of finance, ranked, each with its detail.

use ip_health_engine::financing::{Channel, ChannelAssessment, ChannelDetails, LeaseStatus, Verdict};
use ip_health_engine::rules::Outcome;
use yew::prelude::*;

use super::channel::{ChannelDetail, limit_word};
use super::reading::{Reading, SectionProps, Tone, head, tag};
use crate::texts::Texts;

/// The tone and word of a verdict.
pub fn verdict_words(verdict: Verdict, texts: Texts) -> (Tone, &'static str) {
    match verdict {
        Verdict::Available => (Tone::Good, texts.verdict_available()),
        Verdict::NeedsWaiver => (Tone::Watch, texts.verdict_needs_waiver()),
        Verdict::NeedsData => (Tone::Unknown, texts.verdict_needs_data()),
        Verdict::Experimental => (Tone::Watch, texts.verdict_experimental()),
        Verdict::TooSlow => (Tone::Watch, texts.verdict_too_slow()),
        Verdict::Blocked => (Tone::Bad, texts.verdict_blocked()),
    }
}

/// The one condition that decides most: what fails, else what is not known, else the first warning.
pub fn key_condition(channel: &ChannelAssessment, reading: &Reading) -> String {
    let texts = reading.texts;
    let waiver = channel.criteria.iter().find(|result| result.outcome == Outcome::Fail && !result.waived);
    if let Some(id) = channel.failed.first() {
        return reading.requirement(id);
    }
    if channel.verdict == Verdict::Blocked
        && let Some(reason) = closed_by(channel, reading)
    {
        return reason;
    }
    if channel.verdict == Verdict::NeedsWaiver
        && let Some(result) = waiver
    {
        return reading.requirement(&result.criterion);
    }
    if channel.verdict == Verdict::NeedsData
        && let Some(id) = channel.data_needed.first()
    {
        return texts.report_to_be_known(&reading.requirement(id));
    }
    match channel.red_flags.first() {
        Some(flag) => reading.title(&flag.note),
        None => "—".to_owned(),
    }
}

/// What closes a channel when no requirement of the enterprise does: the rules for lessors, a requirement that every right
/// fails, a bound of zero, or that there is no right of the kind.
fn closed_by(channel: &ChannelAssessment, reading: &Reading) -> Option<String> {
    let texts = reading.texts;
    if let ChannelDetails::Lease(details) = &channel.details
        && details.status == LeaseStatus::BlockedRegulatory
    {
        return Some(texts.lease_blocked().to_owned());
    }
    let failing = channel.asset_criteria.iter().find(|tally| tally.fail > 0 && tally.pass + tally.unknown == 0);
    if let Some(tally) = failing {
        return Some(reading.requirement(&tally.criterion));
    }
    let nothing = channel.amount.as_ref().is_some_and(|amount| amount.base.value <= 0.0);
    if let (true, Some(bound)) = (nothing, channel.binding) {
        return Some(texts.report_closed_bound(limit_word(bound, texts)));
    }
    let word = match channel.channel {
        Channel::LicenceRevenue => texts.report_closed_no_licence(),
        _ => texts.report_closed_no_rights(),
    };
    channel.eligible_assets.is_empty().then(|| word.to_owned())
}

/// What a channel is paid for with: a yearly cost, or a part of the company.
pub fn price(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let cost = channel.cost_today();
    match (cost, &channel.dilution) {
        (_, Some(dilution)) if dilution.value > 0.0 => {
            html! { <>{ texts.report_dilution() }{ " " }{ reading.figure(dilution) }</> }
        }
        (cost, _) => reading.figure_or_dash(cost),
    }
}

/// The card: a ranked table, then every channel in detail.
#[component]
pub fn Channels(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let channels = &reading.assessment.financing.channels;
    html! {
        <section class="report__card" id="report-channels">
            { head(texts.report_channels_title(), texts.report_channels_remark()) }
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.report_channels_title()}>
                <table class="report__table report__table--middle report__table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.report_channel() }</th>
                            <th scope="col">{ texts.report_fit() }</th>
                            <th scope="col" class="is-number">{ texts.report_amount() }</th>
                            <th scope="col" class="is-number">{ texts.report_all_in_cost() }</th>
                            <th scope="col" class="is-number">{ texts.report_time() }</th>
                            <th scope="col">{ texts.report_verdict() }</th>
                            <th scope="col">{ texts.report_key_condition() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for channel in channels {
                            { row(channel, reading) }
                        }
                    </tbody>
                </table>
            </div>
            <h3 class="report__after-table">{ texts.report_channels_detail() }</h3>
            for channel in channels {
                <ChannelDetail key={channel.channel.code()} reading={reading.clone()} channel={channel.channel} />
            }
        </section>
    }
}

fn row(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let amount = channel.amount.as_ref();
    let blocked = channel.verdict == Verdict::Blocked;
    let days = if blocked { "—".to_owned() } else { reading.days(channel.days.base) };
    html! {
        <tr key={channel.channel.code()}>
            <th scope="row">{ reading.channel(channel.channel) }</th>
            <td data-name={texts.report_fit()}>{ fit(channel.fit, texts) }</td>
            <td class="is-number" data-name={texts.report_amount()}>
                { reading.figure_or_dash(amount.map(|amount| &amount.base)) }
                if let Some(amount) = amount.filter(|amount| amount.is_spread()) {
                    <small>{ format!("{} – {}", reading.show(&amount.low), reading.show(&amount.high)) }</small>
                }
            </td>
            <td class="is-number" data-name={texts.report_all_in_cost()}>{ price(channel, reading) }</td>
            <td class="is-number" data-name={texts.report_time()}>{ days }</td>
            <td data-name={texts.report_verdict()}>{ tag(verdict_words(channel.verdict, texts)) }</td>
            <td class="is-wide" data-name={texts.report_key_condition()}>{ key_condition(channel, reading) }</td>
        </tr>
    }
}

/// Fit as a bar and a number.
pub fn fit(fit: Option<f64>, texts: Texts) -> Html {
    let Some(fit) = fit else {
        return html! { <span class="report__quiet">{ texts.word_unknown() }</span> };
    };
    html! {
        <span class="fit">
            <svg class="fit__track" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={format!("{fit:.0}")} height="8" />
            </svg>
            { format!("{fit:.0}") }
        </span>
    }
}
