//! What only one channel has: insurance products, tax paths and dilution, rents, modes of a pool.

use ip_health_engine::dossier::LicenceExclusivity;
use ip_health_engine::financing::{
    ChannelAssessment, ChannelDetails, CreditDetails, EquityDetails, InsuranceAdvice, InsuranceDetails, LeaseDetails,
    LicenceForm, LicenceSaleDetails, PoolMode, SecuritisationDetails, TaxPathResult,
};
use ip_health_engine::rules::Outcome;
use ip_health_engine::working::Figure;
use yew::prelude::*;

use super::channel::note_with_sources;
use super::criteria::outcome_word;
use super::reading::{Reading, Tone, line, tag};
use crate::fields::Coded;
use crate::texts::Texts;

/// What only this channel has.
pub fn special(channel: &ChannelAssessment, reading: &Reading) -> Html {
    let texts = reading.texts;
    match &channel.details {
        ChannelDetails::None => Html::default(),
        ChannelDetails::Credit(details) => credit(details, reading),
        ChannelDetails::LicenceRevenue(details) => {
            figures(reading, texts.special_licences(), [(texts.special_present_value(), Some(&details.present_value))])
        }
        ChannelDetails::Insurance(details) => insurance(details, reading),
        ChannelDetails::Equity(details) => equity(details, reading),
        ChannelDetails::Lease(details) => lease(details, reading),
        ChannelDetails::Securitisation(details) => securitisation(details, reading),
        ChannelDetails::InvestLoan(details) => figures(
            reading,
            texts.special_warrant(),
            [
                (texts.special_exercise_amount(), Some(&details.exercise_amount)),
                (texts.special_unit_value(), Some(&details.unit_value)),
                (texts.special_warrant_value(), Some(&details.warrant_value)),
                (texts.special_ownership(), Some(&details.ownership)),
            ],
        ),
        ChannelDetails::LicenceSale(details) => licence_sale(details, reading),
    }
}

/// A list of figures under a heading; unknown ones are left out.
fn figures<const N: usize>(reading: &Reading, heading: &str, rows: [(&str, Option<&Figure>); N]) -> Html {
    let known: Vec<_> = rows.into_iter().filter_map(|(name, figure)| Some((name, figure?))).collect();
    html! {
        <div>
            <h4>{ heading }</h4>
            <dl class="pairs">
                for (name, figure) in known {
                    <dt>{ name.to_owned() }</dt><dd>{ reading.figure(figure) }</dd>
                }
            </dl>
        </div>
    }
}

fn credit(details: &CreditDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <>
            { figures(reading, texts.special_credit(), [
                (texts.special_collateral_value(), Some(&details.value)),
                (texts.special_ltv(), details.blended_ltv.as_ref()),
                (texts.special_interest(), Some(&details.interest)),
                (texts.special_appraisal_fee(), details.appraisal_fee.as_ref()),
                (texts.special_uplift(), details.uplift.as_ref()),
                (texts.special_overlap(), details.overlap.as_ref()),
                (texts.special_floor_price(), details.with_floor_price.as_ref()),
            ]) }
            if details.overlap.is_some() {
                <p class="report__quiet">{ texts.special_overlap_why() }</p>
            }
            if details.internal_valuation {
                <p class="report__quiet">{ texts.special_internal_valuation() }</p>
            }
            if details.contract_only {
                <p class="report__notice">{ texts.special_contract_only() }</p>
            }
        </>
    }
}

/// The tone and word of advice on insurance.
pub fn advice_words(advice: InsuranceAdvice, texts: Texts) -> (Tone, &'static str) {
    match advice {
        InsuranceAdvice::Recommend => (Tone::Good, texts.advice_recommend()),
        InsuranceAdvice::Consider => (Tone::Watch, texts.advice_consider()),
        InsuranceAdvice::Optional => (Tone::Unknown, texts.advice_optional()),
        InsuranceAdvice::NotApplicable => (Tone::Bad, texts.advice_not_applicable()),
        InsuranceAdvice::Unknown => (Tone::Unknown, texts.advice_unknown()),
    }
}

/// The head of a table of covers: product, advice, need, sum, and two columns of numbers more.
pub fn cover_head(more: [&str; 2], texts: Texts) -> Html {
    let numbers = [texts.special_need_score(), texts.special_sum_insured()];
    html! {
        <thead>
            <tr>
                <th scope="col">{ texts.special_product() }</th>
                <th scope="col">{ texts.special_advice() }</th>
                for name in numbers.into_iter().chain(more) {
                    <th scope="col" class="is-number">{ name.to_owned() }</th>
                }
            </tr>
        </thead>
    }
}

fn insurance(details: &InsuranceDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <div>
            <h4>{ texts.special_products() }</h4>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.special_products()}>
                <table class="report__table report__table--dense">
                    { cover_head([texts.special_premium(), texts.special_benefit_ratio()], texts) }
                    <tbody>
                        for product in &details.products {
                            <tr key={product.product.clone()}>
                                <th scope="row">
                                    { reading.title(&product.product) }
                                    if let Some(failed) = product.failed.first() {
                                        <small>{ reading.requirement(failed) }</small>
                                    }
                                </th>
                                <td>{ tag(advice_words(product.advice, texts)) }</td>
                                <td class="is-number">{ reading.figure_or_dash(product.need_score.as_ref()) }</td>
                                <td class="is-number">{ reading.figure_or_dash(product.sum_insured.as_ref()) }</td>
                                <td class="is-number">{ reading.figure_or_dash(product.premium.as_ref()) }</td>
                                <td class="is-number">
                                    { reading.figure_or_dash(product.benefit_ratio.as_ref()) }
                                    if product.check_inputs {
                                        <small>{ texts.special_check_inputs() }</small>
                                    }
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if let Some(premium) = &details.annual_premium {
                <p>{ texts.special_annual_premium() }{ " " }{ reading.figure(premium) }</p>
            }
            if let Some(premium) = &details.premium_in_scenario {
                <p class="report__quiet">{ texts.special_premium_scenario() }{ " " }{ reading.figure(premium) }</p>
            }
        </div>
    }
}

fn equity(details: &EquityDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <>
            <div class="fold__columns">
                { figures(reading, texts.special_dilution(), [
                    (texts.special_post_money(), details.post_money.as_ref()),
                    (texts.special_ip_share(), details.ip_share.as_ref()),
                    (texts.special_cash_share(), details.cash_share.as_ref()),
                    (texts.special_kept_share(), details.kept_share.as_ref()),
                    (texts.special_largest(), details.largest_within_cap.as_ref()),
                    (texts.special_registered_part(), details.registered_part.as_ref()),
                    (texts.special_shortfall(), details.shortfall.as_ref()),
                    (texts.special_shield(), details.amortisation_shield.as_ref()),
                ]) }
                if !details.structures.is_empty() {
                    <div>
                        <h4>{ texts.special_structures() }</h4>
                        <ul class="lines">
                            for id in &details.structures {
                                <li><span class="lines__mark" aria-hidden="true">{ "·" }</span><span>{ reading.title(id) }</span></li>
                            }
                        </ul>
                    </div>
                }
            </div>
            { tax_paths(&details.tax_paths, reading) }
        </>
    }
}

fn tax_paths(paths: &[TaxPathResult], reading: &Reading) -> Html {
    let texts = reading.texts;
    if paths.is_empty() {
        return Html::default();
    }
    let allowed = |path: &TaxPathResult| match path.allowed {
        Some(true) if path.best => (Tone::Good, texts.tax_best()),
        Some(true) => (Tone::Good, texts.tax_allowed()),
        Some(false) => (Tone::Bad, texts.tax_not_allowed()),
        None => (Tone::Unknown, texts.outcome_unknown()),
    };
    let payments = |path: &TaxPathResult| {
        let years: Vec<String> = path
            .payments
            .iter()
            .map(|payment| texts.tax_payment(&payment.year.to_string(), &reading.money(payment.amount)))
            .collect();
        years.join(texts.list_separator())
    };
    html! {
        <div>
            <h4>{ texts.special_tax_paths() }</h4>
            <div class="report__scroll" tabindex="0" role="region" aria-label={texts.special_tax_paths()}>
                <table class="report__table report__table--dense">
                    <thead>
                        <tr>
                            <th scope="col">{ texts.tax_path() }</th>
                            <th scope="col">{ texts.report_verdict() }</th>
                            <th scope="col" class="is-number">{ texts.tax_nominal() }</th>
                            <th scope="col" class="is-number">{ texts.special_present_value() }</th>
                            <th scope="col">{ texts.tax_payments() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for path in paths {
                            <tr key={path.path.note()}>
                                <th scope="row">{ reading.title(path.path.note()) }</th>
                                <td>{ tag(allowed(path)) }</td>
                                <td class="is-number">{ reading.figure(&path.nominal) }</td>
                                <td class="is-number">{ reading.figure(&path.present_value) }</td>
                                <td>{ payments(path) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            for path in paths.iter().filter(|path| path.best) {
                { note_with_sources(path.path.note(), reading) }
            }
        </div>
    }
}

fn lease(details: &LeaseDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    figures(
        reading,
        texts.special_rent_heading(),
        [
            (texts.special_rent(), details.rent.as_ref()),
            (texts.special_rent_in_advance(), details.rent_in_advance.as_ref()),
            (texts.special_total_paid(), details.total_paid.as_ref()),
            (texts.special_implicit_nominal(), details.implicit_nominal.as_ref()),
            (texts.special_implicit_effective(), details.implicit_effective.as_ref()),
            (texts.special_flat_rate(), details.flat_rate.as_ref()),
        ],
    )
}

fn securitisation(details: &SecuritisationDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    let word = |mode: PoolMode| match mode {
        PoolMode::Pledge => texts.mode_pledge(),
        PoolMode::Lease => texts.mode_lease(),
        PoolMode::DoubleLicence => texts.mode_double_licence(),
        PoolMode::SupplyChain => texts.mode_supply_chain(),
    };
    html! {
        <div>
            <h4>{ texts.special_modes() }</h4>
            <ul class="lines">
                for (mode, open) in &details.modes {
                    { {
                        let outcome = open.map_or(Outcome::Unknown, Outcome::from);
                        line(outcome.into(), outcome_word(outcome, texts), html! { <span>{ word(*mode) }</span> })
                    } }
                }
            </ul>
            <p>{ texts.special_coupon() }{ " " }{ reading.figure(&details.coupon) }</p>
        </div>
    }
}

/// A sale and licences side by side: what is left of each, and what it does to a pledge.
fn licence_sale(details: &LicenceSaleDetails, reading: &Reading) -> Html {
    let texts = reading.texts;
    let form =
        |exclusivity: Option<LicenceExclusivity>| exclusivity.map_or(texts.word_unknown(), |form| form.label(texts));
    let what = |licence: &LicenceForm| {
        let (word, count) = if licence.licences.is_empty() {
            (texts.licence_form_estimate(), licence.assets.len())
        } else {
            (texts.licence_form_contract(), licence.licences.len())
        };
        html! {
            <>
                { form(licence.exclusivity) }
                <small>
                    { word }{ " · " }
                    if licence.licences.is_empty() { { texts.channel_eligible_count(count) } } else { { texts.licence_form_count(count) } }
                </small>
            </>
        }
    };
    html! {
        <>
            if let Some(sale) = &details.sale {
                { figures(reading, texts.special_sale(), [
                    (texts.special_net_proceeds(), Some(&sale.net_proceeds)),
                    (texts.special_tax(), Some(&sale.tax)),
                    (texts.special_reward(), Some(&sale.reward)),
                ]) }
            }
            if !details.licences.is_empty() {
                <div>
                    <h4>{ texts.licence_forms_title() }</h4>
                    <div class="report__scroll" tabindex="0" role="region" aria-label={texts.licence_forms_title()}>
                        <table class="report__table report__table--dense" id="licence-forms">
                            <thead>
                                <tr>
                                    <th scope="col">{ texts.licence_exclusivity() }</th>
                                    <th scope="col" class="is-number">{ texts.licence_form_royalties() }</th>
                                    <th scope="col" class="is-number">{ texts.licence_form_net() }</th>
                                    <th scope="col" class="is-number">{ texts.licence_form_pledge() }</th>
                                </tr>
                            </thead>
                            <tbody>
                                for licence in &details.licences {
                                    <tr key={licence.net.working.as_str()}>
                                        <th scope="row">{ what(licence) }</th>
                                        <td class="is-number">{ reading.figure(&licence.royalties) }</td>
                                        <td class="is-number">{ reading.figure(&licence.net) }</td>
                                        <td class="is-number">{ reading.figure(&licence.pledge_factor) }</td>
                                    </tr>
                                }
                            </tbody>
                        </table>
                    </div>
                    <p class="report__quiet">{ texts.licence_forms_note() }</p>
                </div>
            }
        </>
    }
}
