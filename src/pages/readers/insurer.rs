//! The insurer's view 保险公司视角: exposures, covers with sums and premiums, what a claim turns on.

use ip_health_engine::readers::{Exposure, ExposureKind, Quote};
use yew::prelude::*;

use super::ViewProps;
use super::questions::item;
use crate::format::{percent, range};
use crate::pages::report::{Reading, advice_words, cover_head, head, tag};
use crate::texts::Texts;

fn exposure_word(kind: ExposureKind, texts: Texts) -> &'static str {
    match kind {
        ExposureKind::Exports => texts.exposure_exports(),
        ExposureKind::LargestRight => texts.exposure_largest_right(),
        ExposureKind::PendingClaims => texts.exposure_claims(),
        ExposureKind::Royalties => texts.exposure_royalties(),
        ExposureKind::StatutoryDamages => texts.exposure_damages(),
    }
}

/// All cards of the insurer.
#[component]
pub fn InsurerCards(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let view = &readings.insurer;
    html! {
        <>
            <section class="report__card" id="readers-exposures">
                { head(texts.exposures_title(), texts.exposures_remark()) }
                <div class="report__scroll" tabindex="0" role="region" aria-label={texts.exposures_title()}>
                    <table class="report__table report__table--dense">
                        <thead>
                            <tr>
                                <th scope="col">{ texts.exposure_of() }</th>
                                <th scope="col" class="is-number">{ texts.exposure_count() }</th>
                                <th scope="col" class="is-number">{ texts.exposure_share() }</th>
                                <th scope="col" class="is-number">{ texts.exposure_amount() }</th>
                            </tr>
                        </thead>
                        <tbody>for exposure in &view.exposures { { exposure_row(exposure, reading) } }</tbody>
                    </table>
                </div>
                <p class="readers__sub">
                    { texts.insurable_of(&view.patents.to_string(), &view.insurable.len().to_string()) }
                    if !view.insurable.is_empty() {
                        { " " }<span class="report__quiet">{ reading.asset_names(&view.insurable) }</span>
                    }
                </p>
            </section>
            <section class="report__card" id="readers-quotes">
                { head(texts.quotes_title(), texts.quotes_remark()) }
                <div class="report__scroll" tabindex="0" role="region" aria-label={texts.quotes_title()}>
                    <table class="report__table report__table--dense report__table--cards">
                        { cover_head([texts.quote_premium(), texts.quote_terms()], texts) }
                        <tbody>for quote in &view.quotes { { quote_row(quote, reading) } }</tbody>
                    </table>
                </div>
            </section>
            <section class="report__card" id="readers-claims">
                { head(texts.claims_title(), texts.claims_remark()) }
                <ul class="lines readers__questions">for claim in &view.claims { { item(claim, reading) } }</ul>
            </section>
        </>
    }
}

fn exposure_row(exposure: &Exposure, reading: &Reading) -> Html {
    let dash = || "—".to_owned();
    html! {
        <tr key={exposure_word(exposure.kind, reading.texts)}>
            <th scope="row">{ exposure_word(exposure.kind, reading.texts) }</th>
            <td class="is-number">{ exposure.count.map_or_else(dash, |count| count.to_string()) }</td>
            <td class="is-number">{ exposure.share.map_or_else(dash, percent) }</td>
            <td class="is-number">{ reading.figure_or_dash(exposure.amount.as_ref()) }</td>
        </tr>
    }
}

fn quote_row(quote: &Quote, reading: &Reading) -> Html {
    let texts = reading.texts;
    let product = &quote.product;
    let [low, high] = quote.sums;
    let open = product.failed.iter().chain(&product.data_needed).next();
    html! {
        <tr key={product.product.clone()}>
            <th scope="row">
                { reading.title(&product.product) }
                if let Some(id) = open {
                    <small>{ reading.requirement(id) }</small>
                }
            </th>
            <td data-name={texts.special_advice()}>{ tag(advice_words(product.advice, texts)) }</td>
            <td class="is-number" data-name={texts.special_need_score()}>{ reading.figure_or_dash(product.need_score.as_ref()) }</td>
            <td class="is-number" data-name={texts.special_sum_insured()}>
                { reading.figure_or_dash(product.sum_insured.as_ref()) }
                <small>{ range(low, high, texts) }</small>
            </td>
            <td class="is-number" data-name={texts.quote_premium()}>
                if let Some([low, high]) = &quote.premium {
                    { reading.figure(low) }{ " – " }{ reading.figure(high) }
                } else {
                    { "—" }
                }
                <small>{ [percent(quote.rates[0]), percent(quote.rates[2])].join(" – ") }</small>
            </td>
            <td class="is-number" data-name={texts.quote_terms()}>
                { reading.money(quote.deductible) }{ " / " }{ percent(quote.coinsurance) }
            </td>
        </tr>
    }
}
