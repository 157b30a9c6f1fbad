//! The dossier as others read it 读者视角: the bank, the insurer, the investor or sponsor; and a page to hand to each.

mod bank;
mod bank_files;
mod hand_out;
mod insurer;
mod investor;
mod questions;
mod sheet;

use ip_health_engine::dossier::Reader;
use ip_health_engine::readers::Readings;
use yew::prelude::*;

pub use self::hand_out::HandOut;
pub use self::sheet::sheet;
use super::report::{Reading, use_reading};
use crate::components::{WorkingProvider, pending};
use crate::hooks::{use_readings, use_texts};
use crate::route::Route;
use crate::state::Shared;
use crate::texts::Texts;

/// Properties of [`Readers`].
#[derive(Properties, PartialEq)]
pub struct ReadersProps {
    /// Whose view.
    pub reader: Reader,
}

/// Properties of the cards of a view.
#[derive(Properties, PartialEq)]
pub struct ViewProps {
    /// What was told and computed.
    pub reading: Reading,
    /// What the readers make of it.
    pub readings: Shared<Readings>,
}

/// What a reader is called.
#[must_use]
pub fn reader_name(reader: Reader, texts: Texts) -> &'static str {
    match reader {
        Reader::Bank => texts.reader_bank(),
        Reader::Insurer => texts.reader_insurer(),
        Reader::Investor => texts.reader_investor(),
    }
}

/// What a reader looks at.
#[must_use]
pub fn reader_lede(reader: Reader, texts: Texts) -> &'static str {
    match reader {
        Reader::Bank => texts.reader_bank_lede(),
        Reader::Insurer => texts.reader_insurer_lede(),
        Reader::Investor => texts.reader_investor_lede(),
    }
}

/// The links from reader to reader; `route` is where each leads.
fn tabs(current: Reader, route: fn(Reader) -> Route, texts: Texts) -> Html {
    html! {
        <nav class="readers__tabs" aria-label={texts.readers_title()}>
            for reader in Reader::ALL {
                <a key={reader.code()} href={route(reader).to_string()} aria-current={(reader == current).then_some("page")}>
                    { reader_name(reader, texts) }
                </a>
            }
        </nav>
    }
}

/// The view of a reader.
#[component]
pub fn Readers(props: &ReadersProps) -> Html {
    let reader = props.reader;
    let texts = use_texts();
    let readings = use_readings();
    let reading = use_reading();
    let beside =
        use_memo(readings.clone(), |readings| readings.as_ref().map(|readings| Shared::new(readings.workings.clone())));
    let Some((reading, readings)) = reading.zip(readings) else {
        return pending(reader_name(reader, texts), texts.report_pending());
    };
    let Reading { assessment, rules, .. } = reading.clone();
    html! {
        <WorkingProvider {assessment} {rules} beside={(*beside).clone()}>
            <div class="report readers">
                <header class="readers__head">
                    <p class="readers__back"><a href={Route::Report.to_string()}>{ "‹ " }{ texts.print_back() }</a></p>
                    <h1>{ reader_name(reader, texts) }</h1>
                    <p>{ reader_lede(reader, texts) }</p>
                    { tabs(reader, Route::Readers, texts) }
                    <p class="readers__act">
                        <a class="button button--first" href={Route::HandOut(reader).to_string()}>{ texts.hand_out_open() }</a>
                    </p>
                </header>
                { questions::card(reader, &reading, &readings) }
                {
                    match reader {
                        Reader::Bank => html! {
                            <>
                                <bank::SelfReviewCard reading={reading.clone()} readings={readings.clone()} />
                                <div class="report__pair">
                                    <bank::PricingCard reading={reading.clone()} readings={readings.clone()} />
                                    <bank::ToleranceCard reading={reading.clone()} readings={readings.clone()} />
                                </div>
                                <div class="report__pair">
                                    <bank_files::ExemptionCard reading={reading.clone()} readings={readings.clone()} />
                                    <bank_files::WhiteListCard reading={reading.clone()} readings={readings.clone()} />
                                </div>
                                <bank_files::RegistrationCard reading={reading.clone()} readings={readings.clone()} />
                                <bank_files::StatisticsCard {reading} {readings} />
                            </>
                        },
                        Reader::Insurer => html! { <insurer::InsurerCards {reading} {readings} /> },
                        Reader::Investor => html! { <investor::InvestorCards {reading} {readings} /> },
                    }
                }
            </div>
        </WorkingProvider>
    }
}
