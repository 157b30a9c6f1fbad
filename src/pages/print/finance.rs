//! Finance ranking and policies on paper.

use ip_health_engine::financing::{ChannelAssessment, PolicyStatus, Verdict};
use yew::prelude::*;

use super::part;
use crate::format::range;
use crate::pages::report::{Reading, channel_body, key_condition, policy_words, price, rank_words, tag, verdict_words};

/// The ranked table, then every channel that is open or can be opened.
pub fn ranking(reading: &Reading) -> Html {
    let texts = reading.texts;
    let channels = &reading.assessment.financing.channels;
    let detailed = channels.iter().filter(|channel| channel.verdict != Verdict::Blocked);
    let content = html! {
        <>
            <table class="paper__table paper__table--finance">
                <thead>
                    <tr>
                        <th scope="col">{ texts.report_channel() }</th>
                        <th scope="col" class="is-number">{ texts.report_fit() }</th>
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
            for channel in detailed {
                <div class="paper__channel">
                    <h3>{ reading.channel(channel.channel) }{ " " }<small>{ rank_words(channel, texts) }</small></h3>
                    { channel_body(channel, reading) }
                </div>
            }
        </>
    };
    part(texts.print_numeral_5(), texts.report_channels_title(), content)
}

fn row(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let blocked = channel.verdict == Verdict::Blocked;
    html! {
        <tr>
            <th scope="row">{ reading.channel(channel.channel) }</th>
            <td class="is-number">{ channel.fit.map_or_else(|| "—".to_owned(), |fit| format!("{fit:.0}")) }</td>
            <td class="is-number">
                { reading.figure_or_dash(channel.amount.as_ref().map(|amount| &amount.base)) }
                if let Some(amount) = &channel.amount {
                    <br /><small>{ range(amount.low.value, amount.high.value, texts) }</small>
                }
            </td>
            <td class="is-number">{ price(channel, reading) }</td>
            <td class="is-number">{ if blocked { "—".to_owned() } else { reading.days(channel.days.base) } }</td>
            <td>{ tag(verdict_words(channel.verdict, texts)) }</td>
            <td>{ key_condition(channel, reading) }</td>
        </tr>
    }
}

/// Policies in force that the enterprise meets or may meet.
pub fn policies(reading: &Reading) -> Html {
    let texts = reading.texts;
    let relevant: Vec<_> = reading
        .assessment
        .financing
        .policies
        .iter()
        .filter(|policy| policy.status == PolicyStatus::Active && policy.eligible != Some(false))
        .collect();
    if relevant.is_empty() {
        return Html::default();
    }
    let content = html! {
        <table class="paper__table">
            <thead>
                <tr>
                    <th scope="col">{ texts.print_policy() }</th>
                    <th scope="col">{ texts.report_verdict() }</th>
                    <th scope="col" class="is-number">{ texts.policy_benefit_label() }</th>
                </tr>
            </thead>
            <tbody>
                for policy in relevant {
                    <tr>
                        <th scope="row">{ reading.title(&policy.policy) }</th>
                        <td>{ tag(policy_words(policy, texts)) }</td>
                        <td class="is-number">{ reading.figure_or_dash(policy.annual_benefit.as_ref()) }</td>
                    </tr>
                }
            </tbody>
        </table>
    };
    part(texts.print_numeral_6(), texts.report_policies_title(), content)
}
