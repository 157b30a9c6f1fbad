//! One channel in detail: requirements, amount, cost, documents, steps, risks, law, and what only it has.

use ip_health_engine::financing::{
    Channel, ChannelAssessment, ChannelDetails, DocumentState, LeaseStatus, Limit, LimitKind, RankCriterion, Verdict,
};
use ip_health_engine::rules::{Note, NoteKind};
use yew::prelude::*;

use super::channel_answers::{Confirmation, DocumentTick};
use super::channel_special::special;
use super::channels::verdict_words;
use super::criteria::criteria;
use super::reading::{Reading, Tone, line, state, tag};
use crate::texts::Texts;

/// Properties of [`ChannelDetail`].
#[derive(Properties, PartialEq)]
pub struct ChannelDetailProps {
    /// What to read.
    pub reading: Reading,
    /// Which channel.
    pub channel: Channel,
}

/// The detail of a channel, folded.
#[component]
pub fn ChannelDetail(props: &ChannelDetailProps) -> Html {
    let ChannelDetailProps { reading, channel } = props;
    let texts = reading.texts;
    let Some(channel) = reading.assessment.financing.channel(*channel) else { return Html::default() };
    html! {
        <details class="fold">
            <summary>
                <strong>{ reading.channel(channel.channel) }</strong>
                { tag(verdict_words(channel.verdict, texts)) }
                <span class="is-end">{ rank_words(channel, texts) }</span>
            </summary>
            <div class="fold__body">{ body(channel, reading) }</div>
        </details>
    }
}

/// The place of a channel and how far it moves when the weights move.
pub fn rank_words(channel: &ChannelAssessment, texts: Texts) -> String {
    match channel.rank {
        Some(rank) if rank.best == rank.worst => texts.report_rank(&rank.base.to_string()),
        Some(rank) => texts.report_rank_range(&rank.base.to_string(), &rank.best.to_string(), &rank.worst.to_string()),
        None => String::new(),
    }
}

/// Everything about a channel, on screen and on paper.
pub fn body(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <>
            { restriction(channel, reading) }
            <div class="fold__columns">
                <div>
                    <h4>{ texts.channel_sizing() }</h4>
                    { sizing(channel, reading) }
                </div>
                <div>
                    <h4>{ texts.channel_cost() }</h4>
                    { cost(channel, reading) }
                </div>
            </div>
            { special(channel, reading) }
            { facts(channel.channel, html! { <h4>{ texts.channel_facts() }</h4> }, reading) }
            { offers(channel, reading) }
            <div>
                <h4>{ texts.channel_criteria() }</h4>
                { criteria(channel, reading) }
            </div>
            <div class="fold__columns">
                if !channel.documents.is_empty() {
                    <div>
                        <h4>{ texts.channel_documents() }</h4>
                        <ul class="lines">
                            for document in &channel.documents {
                                { document_line(document, reading) }
                            }
                        </ul>
                    </div>
                }
                if !channel.steps.is_empty() {
                    <div>
                        <h4>{ texts.channel_steps(&reading.days(channel.days.low), &reading.days(channel.days.high)) }</h4>
                        <ol class="lines">
                            for (index, step) in channel.steps.iter().enumerate() {
                                <li>
                                    <span class="lines__mark">{ index + 1 }</span>
                                    <span>{ reading.title(&step.step) }{ " " }<small>{ reading.days(step.days) }</small></span>
                                </li>
                            }
                        </ol>
                    </div>
                }
            </div>
            { red_flags(channel, reading) }
            { law(channel, reading) }
        </>
    }
}

/// The law that stands against a lease, before anything else is said of it.
fn restriction(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let ChannelDetails::Lease(lease) = &channel.details else { return Html::default() };
    let word = match lease.status {
        LeaseStatus::Experimental => texts.lease_experimental(),
        LeaseStatus::BlockedRegulatory => texts.lease_blocked(),
    };
    html! {
        <div class="report__notice">
            <strong>{ word }</strong>
            for id in &lease.restrictions {
                { note_with_sources(id, reading) }
            }
        </div>
    }
}

/// Title, body and sources of a note.
pub fn note_with_sources(id: &str, reading: &Reading) -> Html {
    let language = reading.texts.language();
    let Some(note) = reading.note(id) else { return html! { <p>{ id }</p> } };
    html! {
        <div>
            <p>{ note.body.as_ref().unwrap_or(&note.title).get(language).to_owned() }</p>
            { reading.sources(&note.provenance) }
        </div>
    }
}

/// The forms in which a channel is offered, those of a station's pack among them, and what is known of the market.
fn offers(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let of_kind = |kind: NoteKind| -> Vec<&Note> {
        let code = channel.channel.code();
        let notes = reading.rules.pack().notes.iter();
        let mine = notes.filter(|note| note.kind == kind && note.channels.iter().any(|channel| channel == code));
        mine.filter(|note| note.provenance.valid.holds_on(reading.assessment.as_of)).collect()
    };
    // Kinds of insurance, structures and tax paths are shown with their figures.
    let shown = matches!(channel.channel, Channel::Insurance | Channel::Equity);
    let forms = if shown { Vec::new() } else { of_kind(NoteKind::Product) };
    let market: Vec<&Note> =
        of_kind(NoteKind::Remark).into_iter().filter(|note| note.codes("fact").is_empty()).collect();
    html! {
        <>
            if !forms.is_empty() {
                <div>
                    <h4>{ texts.channel_forms() }</h4>
                    <ul class="lines">for note in forms { { offer(note, reading) } }</ul>
                </div>
            }
            if !market.is_empty() {
                <details class="fold">
                    <summary>{ texts.channel_market(&market.len().to_string()) }</summary>
                    <ul class="lines fold__body">for note in market { { offer(note, reading) } }</ul>
                </details>
            }
        </>
    }
}

fn offer(note: &Note, reading: &Reading) -> Html {
    let language = reading.texts.language();
    html! {
        <li key={note.id.as_str()}>
            <span class="lines__mark" aria-hidden="true">{ "·" }</span>
            <div>
                <strong>{ note.title.get(language).to_owned() }</strong>
                for text in [&note.body, &note.action].into_iter().flatten() {
                    { " " }<span>{ text.get(language).to_owned() }</span>
                }
                { reading.sources(&note.provenance) }
            </div>
        </li>
    }
}

/// Facts that only this channel turns on, to be answered here, under a heading of the level that the page is at.
pub fn facts(channel: Channel, heading: Html, reading: &Reading) -> Html {
    let texts = reading.texts;
    let asked = |note: &&Note| {
        note.channels.iter().any(|code| code == channel.code())
            && note.provenance.valid.holds_on(reading.assessment.as_of)
    };
    let rows: Vec<(&Note, _)> = reading
        .rules
        .pack()
        .notes
        .iter()
        .filter(asked)
        .filter_map(|note| Some((note, note.codes("fact").first()?)))
        .collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <div>
            { heading }
            <ul class="lines">
                for (note, fact) in rows {
                    <li key={note.id.as_str()} class="lines__fact">
                        <Confirmation
                            fact={fact.to_string()}
                            requirement={note.title.get(texts.language()).to_owned()}
                            answer={reading.dossier.need.confirmations.get(fact.as_str()).copied()}
                        />
                        <span>{ note.title.get(texts.language()).to_owned() }</span>
                    </li>
                }
            </ul>
        </div>
    }
}

/// What a bound on the amount is called.
pub fn limit_word(kind: LimitKind, texts: Texts) -> &'static str {
    match kind {
        LimitKind::Collateral => texts.limit_collateral(),
        LimitKind::Need => texts.limit_need(),
        LimitKind::CashFlow => texts.limit_cash_flow(),
        LimitKind::ProductCap => texts.limit_product_cap(),
        LimitKind::LicenceIncome => texts.limit_licence_income(),
        LimitKind::Dilution => texts.limit_dilution(),
        LimitKind::PoolShare => texts.limit_pool_share(),
    }
}

fn sizing(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let binding = |limit: &Limit| channel.binding == Some(limit.kind);
    html! {
        <dl class="pairs">
            if let Some(amount) = &channel.amount {
                <dt>{ texts.report_amount() }</dt>
                <dd>
                    <strong>{ reading.figure(&amount.base) }</strong>{ " " }
                    if amount.is_spread() {
                        <span class="report__quiet">{ "（" }{ reading.figure(&amount.low) }{ " – " }{ reading.figure(&amount.high) }{ "）" }</span>
                    }
                </dd>
            } else {
                <dt>{ texts.report_amount() }</dt><dd>{ texts.report_amount_unknown() }</dd>
            }
            for limit in &channel.limits {
                <dt>{ limit_word(limit.kind, texts) }</dt>
                <dd>
                    { reading.figure(&limit.figure) }
                    if binding(limit) {
                        { " " }{ state(Tone::Watch, texts.limit_binding()) }
                    }
                </dd>
            }
            <dt>{ texts.channel_eligible() }</dt>
            <dd>
                { texts.channel_eligible_count(channel.eligible_assets.len()) }
                if !channel.eligible_assets.is_empty() {
                    <br /><small class="report__quiet">{ reading.asset_names(&channel.eligible_assets) }</small>
                }
            </dd>
        </dl>
    }
}

fn cost(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    let rows = [
        (texts.cost_before_subsidy(), channel.cost.as_ref()),
        (texts.cost_after_subsidy(), channel.cost_after_subsidy.as_ref()),
        (texts.cost_in_scenario(), channel.cost_in_scenario.as_ref()),
        (texts.cost_in_high_scenario(), channel.cost_in_high_scenario.as_ref()),
        (texts.cost_dilution(), channel.dilution.as_ref()),
        (texts.cost_upfront(), channel.upfront.as_ref()),
    ];
    let known = rows.into_iter().filter_map(|(name, figure)| Some((name, figure?)));
    let drivers: Vec<&str> = channel.drivers.iter().map(|driver| rank_word(*driver, texts)).collect();
    let veto: Vec<&str> = channel.veto.iter().map(|driver| rank_word(*driver, texts)).collect();
    html! {
        <dl class="pairs">
            for (name, figure) in known {
                <dt>{ name }</dt><dd>{ reading.figure(figure) }</dd>
            }
            <dt>{ texts.report_time() }</dt>
            <dd>{ texts.cost_days(&reading.days(channel.days.base), &reading.days(channel.days.low), &reading.days(channel.days.high)) }</dd>
            if let Some(score) = channel.score {
                <dt>{ texts.channel_score() }</dt>
                <dd>{ texts.channel_score_of(&format!("{score:.0}"), &reading.percent(channel.coverage)) }</dd>
            }
            if !drivers.is_empty() {
                <dt>{ texts.channel_drivers() }</dt><dd>{ drivers.join(texts.list_separator()) }</dd>
            }
            if !veto.is_empty() {
                <dt>{ texts.channel_veto() }</dt><dd>{ veto.join(texts.list_separator()) }</dd>
            }
        </dl>
    }
}

fn rank_word(criterion: RankCriterion, texts: Texts) -> &'static str {
    match criterion {
        RankCriterion::Fit => texts.report_fit(),
        RankCriterion::Amount => texts.report_amount(),
        RankCriterion::Cost => texts.report_all_in_cost(),
        RankCriterion::Time => texts.report_time(),
        RankCriterion::Dilution => texts.report_dilution(),
        RankCriterion::Risk => texts.report_risk(),
    }
}

fn document_line(document: &DocumentState, reading: &Reading) -> Html {
    let texts = reading.texts;
    let name = reading.title(&document.document);
    let name = if document.conditional { [name.as_str(), " · ", texts.document_conditional()].concat() } else { name };
    // What was said goes before what was computed, which comes a moment later and would take a fresh tick away again.
    let held = reading.dossier.need.documents.get(document.document.as_str()).copied().or(document.held);
    html! {
        <li key={document.document.as_str()} class="lines__tick">
            <DocumentTick document={document.document.to_string()} {name} {held} />
        </li>
    }
}

fn red_flags(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    if channel.red_flags.is_empty() {
        return Html::default();
    }
    let language = texts.language();
    html! {
        <div>
            <h4>{ texts.channel_red_flags() }</h4>
            <ul class="lines">
                for flag in &channel.red_flags {
                    { line(Tone::Watch, texts.word_watch(), html! {
                        <>
                            <span>
                                { reading.title(&flag.note) }
                                if !flag.assets.is_empty() {
                                    { " " }<small>{ reading.asset_names(&flag.assets) }</small>
                                }
                            </span>
                            if let Some(action) = reading.note(&flag.note).and_then(|note| note.action.as_ref()) {
                                <small>{ action.get(language).to_owned() }</small>
                            }
                        </>
                    }) }
                }
            </ul>
        </div>
    }
}

fn law(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    if channel.legal_basis.is_empty() || channel.verdict == Verdict::Blocked && channel.channel == Channel::Lease {
        return Html::default();
    }
    html! {
        <details class="fold">
            <summary>{ texts.channel_law(&channel.legal_basis.len().to_string()) }</summary>
            <div class="fold__body">
                for id in &channel.legal_basis {
                    { note_with_sources(id, reading) }
                }
            </div>
        </details>
    }
}
