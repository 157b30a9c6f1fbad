//! One A4 page for a reader 一页纸. It draws a [`HandOut`] and nothing else, so what the owner withheld is not there to
//! be drawn.

use ip_health_engine::dossier::{AmountDetail, Reader, Redaction};
use ip_health_engine::financing::Channel;
use ip_health_engine::readers::{
    HandOut, HandOutChannel, HandOutCover, HandOutDetails, HandOutFigure, HandOutLicence, HandOutRight, Shown,
};
use yew::prelude::*;

use crate::fields::{Coded, district_name, sector_name};
use crate::format::{self, decimal, percent, range};
use crate::pages::report::{Reading, advice_words, indicator_words, status_words, verdict_word, verdict_words};
use crate::texts::Texts;

/// A value as the reader sees it.
fn shown(value: &Shown, reading: &Reading) -> String {
    let texts = reading.texts;
    match value {
        Shown::Amount(yuan) => reading.money(*yuan),
        Shown::Between(low, high) => range(*low, *high, texts),
        Shown::Withheld => texts.hand_out_withheld().to_owned(),
        Shown::Share(share) | Shown::Rate(share) => percent(*share),
        Shown::Times(times) => texts.readers_times(&decimal(*times, 2)),
        Shown::Years(years) => texts.readers_years(&decimal(*years, 1)),
        Shown::Months(months) => texts.readers_months(&months.to_string()),
        Shown::Count(count) => count.to_string(),
        Shown::Points(points) => texts.readers_points(&decimal(*points, 0)),
    }
}

/// As [`shown`], where no heading says what is counted.
fn told(value: &Shown, reading: &Reading) -> String {
    match value {
        Shown::Count(count) => reading.texts.sheet_count(&count.to_string()),
        value => shown(value, reading),
    }
}

fn maybe(value: Option<&Shown>, reading: &Reading) -> String {
    value.map_or_else(|| "—".to_owned(), |value| shown(value, reading))
}

fn figure_word(figure: HandOutFigure, texts: Texts) -> &'static str {
    match figure {
        HandOutFigure::Value => texts.sheet_value(),
        HandOutFigure::Revenue => texts.sheet_revenue(),
        HandOutFigure::Growth => texts.sheet_growth(),
        HandOutFigure::Research => texts.sheet_research(),
        HandOutFigure::Need => texts.sheet_need(),
        HandOutFigure::Tenor => texts.sheet_tenor(),
        HandOutFigure::BankValue => texts.sheet_bank_value(),
        HandOutFigure::Limit => texts.sheet_limit(),
        HandOutFigure::Cover => texts.sheet_cover(),
        HandOutFigure::Risk => texts.sheet_risk(),
        HandOutFigure::WhiteList => texts.sheet_white_list(),
        HandOutFigure::Exports => texts.sheet_exports(),
        HandOutFigure::Insurable => texts.sheet_insurable(),
        HandOutFigure::Cases => texts.sheet_cases(),
        HandOutFigure::ExportRevenue => texts.sheet_export_revenue(),
        HandOutFigure::Claims => texts.sheet_claims(),
        HandOutFigure::PreMoney => texts.sheet_pre_money(),
        HandOutFigure::TopRight => texts.sheet_top_right(),
        HandOutFigure::TopProduct => texts.sheet_top_product(),
        HandOutFigure::Warrant => texts.sheet_warrant(),
        HandOutFigure::WarrantShare => texts.sheet_warrant_share(),
        HandOutFigure::KeptShare => texts.sheet_kept_share(),
    }
}

/// What was withheld, in words; empty when nothing was.
fn withheld_words(redaction: &Redaction, texts: Texts) -> Vec<&'static str> {
    let amounts = match redaction.amounts {
        AmountDetail::Exact => None,
        AmountDetail::Banded => Some(texts.redact_note_banded()),
        AmountDetail::Withheld => Some(texts.redact_amounts()),
    };
    let flags = [
        (redaction.identity, texts.redact_identity()),
        (redaction.contact, texts.redact_contact()),
        (redaction.parties, texts.redact_parties()),
        (redaction.people, texts.redact_people()),
        (redaction.numbers, texts.redact_numbers()),
        (redaction.titles, texts.redact_titles()),
    ];
    amounts.into_iter().chain(flags.into_iter().filter_map(|(hidden, word)| hidden.then_some(word))).collect()
}

/// The page.
pub fn sheet(page: &HandOut, reading: &Reading) -> Html {
    let texts = reading.texts;
    let (title, receiver) = match page.reader {
        Reader::Bank => (texts.sheet_title_bank(), texts.sheet_for_bank()),
        Reader::Insurer => (texts.sheet_title_insurer(), texts.sheet_for_insurer()),
        Reader::Investor => (texts.sheet_title_investor(), texts.sheet_for_investor()),
    };
    let withheld = withheld_words(&page.redaction, texts);
    html! {
        <article class="sheet" key={page.reader.code()} id={["sheet-", page.reader.code()].concat()}>
            <header class="sheet__head">
                <div>
                    <p>{ receiver }</p>
                    <h2>{ page.name.clone().unwrap_or_else(|| texts.sheet_unnamed().to_owned()) }</h2>
                    <p>{ profile(page, texts) }</p>
                </div>
                <div class="sheet__side">
                    <strong>{ title }</strong>
                    <span>{ texts.sheet_day(&format::date(page.day)) }</span>
                    if let Some(contact) = &page.contact { <span>{ texts.sheet_contact(contact) }</span> }
                </div>
            </header>
            <dl class="sheet__figures">
                for (figure, value) in &page.figures {
                    <div key={figure_word(*figure, texts)}>
                        <dt>{ figure_word(*figure, texts) }</dt><dd>{ maybe(value.as_ref(), reading) }</dd>
                    </div>
                }
            </dl>
            { details(page, reading) }
            <div class="sheet__pair">
                <section>
                    <h3>{ texts.sheet_rights() }</h3>
                    { rights(&page.rights, reading) }
                </section>
                <section>
                    { sources_of_income(page, reading) }
                </section>
            </div>
            <div class="sheet__pair">
                <section>
                    <h3>{ texts.readers_flags() }</h3>
                    { concerns(page, reading) }
                </section>
                <section>
                    <h3>{ texts.sheet_open() }</h3>
                    <ul>for id in &page.open { <li key={id.clone()}>{ reading.title(id) }</li> }</ul>
                    if page.open.is_empty() { <p>{ texts.sheet_nothing_open() }</p> }
                    if page.more_open > 0 { <p>{ texts.sheet_more(&page.more_open.to_string()) }</p> }
                    <p>{ texts.sheet_settled(&page.settled.to_string()) }</p>
                </section>
            </div>
            <footer class="sheet__foot">
                if !withheld.is_empty() {
                    <p>{ texts.sheet_withheld(&withheld.join(texts.list_separator())) }</p>
                }
                <p>{ texts.sheet_notice(&reading.assessment.rules.version) }</p>
            </footer>
        </article>
    }
}

fn profile(page: &HandOut, texts: Texts) -> String {
    let certificates = page.certificates.iter().map(|certificate| certificate.label(texts).to_owned());
    let kinds = page.kinds.iter().map(|(kind, count)| [kind.label(texts), " ", &count.to_string()].concat());
    let parts = [
        page.credit_code.clone(),
        page.district.as_deref().map(|code| district_name(code, texts)),
        page.sector.map(|sector| sector_name(sector, texts).to_owned()),
        page.size.map(|size| size.label(texts).to_owned()),
        page.founded.map(|day| texts.sheet_founded(&day.year().to_string())),
    ];
    let parts = parts.into_iter().flatten().chain(certificates).chain(kinds);
    parts.collect::<Vec<_>>().join(" · ")
}

fn rights(rights: &[HandOutRight], reading: &Reading) -> Html {
    let texts = reading.texts;
    if rights.is_empty() {
        return html! { <p>{ texts.sheet_no_rights() }</p> };
    }
    html! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{ texts.sheet_right() }</th>
                    <th scope="col" class="is-number">{ texts.sheet_years() }</th>
                    <th scope="col" class="is-number">{ texts.sheet_right_value() }</th>
                </tr>
            </thead>
            <tbody>
                for (place, right) in rights.iter().enumerate() {
                    <tr key={place}>
                        <td>
                            <span class="sheet__title">
                                { right.title.clone().unwrap_or_else(|| {
                                    [right.kind.label(texts), " ", &(place + 1).to_string()].concat()
                                }) }
                            </span>
                            <small>{ [Some(right.kind.label(texts)), right.number.as_deref()].into_iter().flatten()
                                .collect::<Vec<_>>().join(" ") }</small>
                        </td>
                        <td class="is-number">{ right.years.map_or_else(|| "—".to_owned(), |years| decimal(years, 1)) }</td>
                        <td class="is-number">{ maybe(right.value.as_ref(), reading) }</td>
                    </tr>
                }
            </tbody>
        </table>
    }
}

/// Products, licences and inventors.
fn sources_of_income(page: &HandOut, reading: &Reading) -> Html {
    let texts = reading.texts;
    let licence = |(place, licence): (usize, &HandOutLicence)| {
        let party = licence.party.clone().unwrap_or_else(|| texts.sheet_party(&(place + 1).to_string()));
        html! { <div key={place}><dt>{ party }</dt><dd>{ maybe(licence.royalty.as_ref(), reading) }</dd></div> }
    };
    html! {
        <>
            <h3>{ texts.sheet_products() }</h3>
            if page.products.is_empty() { <p>{ "—" }</p> }
            <dl>
                for (place, part) in page.products.iter().enumerate() {
                    <div key={place}>
                        <dt>{ part.name.clone().unwrap_or_else(|| texts.sheet_product(&(place + 1).to_string())) }</dt>
                        <dd>{ part.share.map_or_else(|| "—".to_owned(), percent) }</dd>
                    </div>
                }
            </dl>
            if !page.licences.is_empty() {
                <h3>{ texts.sheet_licences() }</h3>
                <dl>for entry in page.licences.iter().enumerate() { { licence(entry) } }</dl>
            }
            if !page.inventors.is_empty() {
                <h3>{ texts.sheet_inventors() }</h3>
                <p>{ page.inventors.join(texts.list_separator()) }</p>
            }
        </>
    }
}

fn concerns(page: &HandOut, reading: &Reading) -> Html {
    let texts = reading.texts;
    html! {
        <>
            if page.concerns.is_empty() { <p>{ texts.readers_no_flags() }</p> }
            <ul>
                for line in &page.concerns {
                    <li key={line.note.clone()}>
                        { reading.title(&line.note) }
                        if let Some(fact) = &line.fact { { " " }<strong>{ told(fact, reading) }</strong> }
                    </li>
                }
            </ul>
            if page.more_concerns > 0 { <p>{ texts.sheet_more(&page.more_concerns.to_string()) }</p> }
        </>
    }
}

fn details(page: &HandOut, reading: &Reading) -> Html {
    let texts = reading.texts;
    match &page.details {
        HandOutDetails::Bank(channels) => html! {
            <section>
                <h3>{ texts.sheet_loans() }</h3>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ texts.report_channel() }</th>
                            <th scope="col">{ texts.report_verdict() }</th>
                            <th scope="col" class="is-number">{ texts.report_amount() }</th>
                            <th scope="col" class="is-number">{ texts.report_all_in_cost() }</th>
                        </tr>
                    </thead>
                    <tbody>for channel in channels { { channel_row(channel, reading) } }</tbody>
                </table>
                if channels.is_empty() { <p>{ texts.sheet_no_loans() }</p> }
            </section>
        },
        HandOutDetails::Insurer(covers) => html! {
            <section>
                <h3>{ texts.sheet_covers() }</h3>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ texts.special_product() }</th>
                            <th scope="col">{ texts.special_advice() }</th>
                            <th scope="col" class="is-number">{ texts.special_sum_insured() }</th>
                            <th scope="col" class="is-number">{ texts.quote_premium() }</th>
                        </tr>
                    </thead>
                    <tbody>for cover in covers { { cover_row(cover, reading) } }</tbody>
                </table>
                if covers.is_empty() { <p>{ texts.sheet_no_covers() }</p> }
            </section>
        },
        HandOutDetails::Investor { attribute, indicators, readiness, issues } => html! {
            <section>
                <h3>{ texts.readers_star_title() }</h3>
                <dl class="sheet__star">
                    <div><dt>{ texts.report_attribute() }</dt><dd>{ verdict_word(*attribute, texts) }</dd></div>
                    for (code, verdict) in indicators {
                        <div key={code.code()}>
                            <dt>{ reading.star_name(code.code()) }</dt><dd>{ indicator_words(*verdict, texts).1 }</dd>
                        </div>
                    }
                    <div><dt>{ texts.sheet_readiness() }</dt><dd>{ status_words(*readiness, texts).1 }</dd></div>
                    <div><dt>{ texts.readers_star_issues() }</dt><dd>{ *issues }</dd></div>
                </dl>
            </section>
        },
    }
}

fn channel_row(row: &HandOutChannel, reading: &Reading) -> Html {
    let name: &'static str = reading.channel(row.channel);
    let bold = row.channel == Channel::Pledge;
    html! {
        <tr key={row.channel.code()}>
            <td>if bold { <strong>{ name }</strong> } else { { name } }</td>
            <td>{ verdict_words(row.verdict, reading.texts).1 }</td>
            <td class="is-number">{ maybe(row.amount.as_ref(), reading) }</td>
            <td class="is-number">{ row.cost.map_or_else(|| "—".to_owned(), percent) }</td>
        </tr>
    }
}

fn cover_row(cover: &HandOutCover, reading: &Reading) -> Html {
    html! {
        <tr key={cover.product.clone()}>
            <td>{ reading.title(&cover.product) }</td>
            <td>{ advice_words(cover.advice, reading.texts).1 }</td>
            <td class="is-number">{ maybe(cover.sum.as_ref(), reading) }</td>
            <td class="is-number">{ maybe(cover.premium.as_ref(), reading) }</td>
        </tr>
    }
}
