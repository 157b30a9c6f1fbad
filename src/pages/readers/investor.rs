//! The investor's and the sponsor's view 投资人、保荐人视角: value and methods, concentration, ownership, capital, STAR.

use ip_health_engine::financing::Channel;
use ip_health_engine::readers::{Concentration, ConcentrationKind, OwnershipKind, OwnershipRisk};
use yew::prelude::*;

use super::ViewProps;
use super::questions::{tone, word};
use crate::format::percent;
use crate::pages::report::{
    Reading, attribute_tone, head, indicators, key_condition, method_word, range_summary, special, state, tag,
    verdict_word, verdict_words,
};
use crate::route::Route;
use crate::texts::Texts;

fn concentration_word(kind: ConcentrationKind, texts: Texts) -> &'static str {
    match kind {
        ConcentrationKind::Right => texts.concentration_right(),
        ConcentrationKind::ThreeRights => texts.concentration_three_rights(),
        ConcentrationKind::Product => texts.concentration_product(),
        ConcentrationKind::Licensee => texts.concentration_licensee(),
        ConcentrationKind::Inventor => texts.concentration_inventor(),
    }
}

fn ownership_word(kind: OwnershipKind, texts: Texts) -> &'static str {
    match kind {
        OwnershipKind::NotRegistered => texts.ownership_not_registered(),
        OwnershipKind::CoOwned => texts.ownership_co_owned(),
        OwnershipKind::Acquired => texts.ownership_acquired(),
        OwnershipKind::Burdened => texts.ownership_burdened(),
        OwnershipKind::ExclusivelyLicensed => texts.ownership_exclusively_licensed(),
        OwnershipKind::Disputed => texts.ownership_disputed(),
        OwnershipKind::InventorsUnchecked => texts.ownership_inventors_unchecked(),
    }
}

/// All cards of the investor.
#[component]
pub fn InvestorCards(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    html! {
        <>
            <div class="report__pair">
                { value(reading) }
                { concentration(&readings.investor.concentration, reading) }
            </div>
            { ownership(&readings.investor.ownership, reading) }
            { capital(reading) }
            { star(reading) }
        </>
    }
}

fn value(reading: &Reading) -> Html {
    let texts = reading.texts;
    let valuation = &reading.assessment.valuation;
    html! {
        <section class="report__card" id="readers-value">
            { head(texts.report_value_title(), "") }
            if valuation.range.p90 > 0.0 {
                <p class="readers__big">{ reading.figure(&valuation.value) }</p>
                <p>{ range_summary(reading) }</p>
                <dl class="pairs">
                    for total in &valuation.methods {
                        <dt>{ method_word(total.method, texts) }</dt>
                        <dd>{ reading.figure(&total.value) }{ " " }<small>{ texts.investor_reach(&percent(total.reach)) }</small></dd>
                    }
                    <dt>{ texts.investor_disagreement() }</dt>
                    <dd>{ valuation.disagreement.map_or_else(|| "—".to_owned(), percent) }</dd>
                </dl>
            } else {
                <p>{ texts.investor_no_value() }</p>
            }
        </section>
    }
}

fn concentration(rows: &[Concentration], reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <section class="report__card" id="readers-concentration">
            { head(texts.concentration_title(), "") }
            <table class="report__table report__table--dense">
                <thead>
                    <tr>
                        <th scope="col">{ texts.concentration_of() }</th>
                        <th scope="col" class="is-number">{ texts.concentration_share() }</th>
                        <th scope="col" class="is-number">{ texts.concentration_line() }</th>
                        <th scope="col">{ texts.report_verdict() }</th>
                    </tr>
                </thead>
                <tbody>
                    for row in rows {
                        <tr key={concentration_word(row.kind, texts)}>
                            <th scope="row">
                                { concentration_word(row.kind, texts) }
                                if let Some(names) = concentrated_in(row, reading) {
                                    <small>{ names }</small>
                                }
                            </th>
                            <td class="is-number">{ reading.figure_or_dash(row.share.as_ref()) }</td>
                            <td class="is-number">{ percent(row.line) }</td>
                            <td>{ state(tone(row.finding()), word(row.finding(), texts)) }</td>
                        </tr>
                    }
                </tbody>
            </table>
            <p class="report__small report__quiet">{ texts.concentration_assumed() }</p>
        </section>
    }
}

/// What it is concentrated in, by name.
fn concentrated_in(row: &Concentration, reading: &Reading) -> Option<String> {
    let first = row.of.first()?;
    match row.kind {
        ConcentrationKind::Right | ConcentrationKind::ThreeRights => Some(reading.asset_names(&row.of)),
        ConcentrationKind::Product => reading.dossier.product(first).map(|product| product.name.clone()),
        ConcentrationKind::Licensee => {
            let licences = &reading.dossier.licences;
            licences.iter().find(|licence| licence.id == *first).map(|licence| licence.party.clone())
        }
        ConcentrationKind::Inventor => None,
    }
}

fn ownership(risks: &[OwnershipRisk], reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <section class="report__card" id="readers-ownership">
            { head(texts.ownership_title(), texts.ownership_remark()) }
            if risks.is_empty() {
                <p>{ texts.ownership_none() }</p>
            } else {
                <table class="report__table report__table--dense report__table--cards">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.ownership_risk() }</th>
                            <th scope="col" class="is-number">{ texts.ownership_count() }</th>
                            <th scope="col" class="is-number">{ texts.ownership_value() }</th>
                            <th scope="col">{ texts.ownership_rights() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for risk in risks {
                            <tr key={ownership_word(risk.kind, texts)}>
                                <th scope="row">{ ownership_word(risk.kind, texts) }</th>
                                <td class="is-number" data-name={texts.ownership_count()}>{ risk.rights.len() }</td>
                                <td class="is-number" data-name={texts.ownership_value()}>
                                    { risk.value_share.map_or_else(|| "—".to_owned(), percent) }
                                </td>
                                <td class="is-wide" data-name={texts.ownership_rights()}>{ reading.asset_names(&risk.rights) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            }
        </section>
    }
}

/// Warrant and contribution, as the channels computed them.
fn capital(reading: &Reading) -> Html {
    let texts = reading.texts;
    let channels = [Channel::InvestLoan, Channel::Equity];
    let found = channels.into_iter().filter_map(|channel| reading.assessment.financing.channel(channel));
    html! {
        <section class="report__card" id="readers-capital">
            { head(texts.capital_title(), texts.capital_remark()) }
            <div class="report__pair readers__capital">
                for channel in found {
                    <div key={channel.channel.code()}>
                        <h3>{ reading.channel(channel.channel) }{ " " }{ tag(verdict_words(channel.verdict, texts)) }</h3>
                        <p class="report__quiet">{ key_condition(channel, reading) }</p>
                        { special(channel, reading) }
                    </div>
                }
            </div>
        </section>
    }
}

fn star(reading: &Reading) -> Html {
    let texts = reading.texts;
    let star = &reading.assessment.star;
    let live = star.issues.iter().filter(|issue| issue.is_live());
    html! {
        <section class="report__card" id="readers-star">
            { head(texts.readers_star_title(), "") }
            <p>{ state(attribute_tone(star.attribute.verdict), verdict_word(star.attribute.verdict, texts)) }</p>
            { indicators(star, reading) }
            <h3 class="readers__sub">{ texts.readers_star_issues() }</h3>
            if live.clone().next().is_none() {
                <p>{ texts.readers_star_no_issues() }</p>
            }
            <ul>for issue in live { <li key={issue.code.as_str()}>{ reading.issue_name(&issue.code) }</li> }</ul>
            <p><a href={Route::Star.to_string()}>{ texts.readers_star_open() }</a></p>
        </section>
    }
}
