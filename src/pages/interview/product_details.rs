//! What refines a product: revenue year by year, and the risks of the discount rate.

use ip_health_engine::rules::NoteKind;
use jiff::civil::Date;
use yew::prelude::*;

use crate::components::{Field, ScaleField, ScaleForm, ScaleWords};
use crate::fields::scale;
use crate::hooks::{use_dossier, use_route, use_rules, use_session, use_texts};
use crate::route::Route;
use crate::state::{Place, Stream};

/// Years of revenue asked before the day.
const PAST_YEARS: i16 = 3;

/// Years of revenue asked from the year of the day on.
const COMING_YEARS: i16 = 5;

/// The years of revenue of a product: those that are over, those that come.
pub fn streams(id: &AttrValue, day: Date) -> [(Stream, Vec<Place>); 2] {
    let this = day.year();
    let of = |stream: Stream, years: std::ops::Range<i16>| {
        (stream, years.map(|year| Place::Stream(id.clone(), stream, year)).collect())
    };
    [of(Stream::History, this - PAST_YEARS..this), of(Stream::Forecast, this..this + COMING_YEARS)]
}

/// The risks of a product, with their codes.
pub fn risks(id: &AttrValue) -> impl Iterator<Item = (&'static str, Place)> {
    scale::RISKS.iter().map(move |(code, field)| (*code, Place::Product(id.clone(), field)))
}

/// Properties of [`ProductDetails`].
#[derive(Properties, PartialEq)]
pub struct ProductDetailsProps {
    /// Id of the product.
    pub id: AttrValue,
}

/// Revenue by year and risks, each folded.
#[component]
pub fn ProductDetails(props: &ProductDetailsProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let day = use_session().session.as_of;
    let rules = use_rules();
    let route = use_route();
    let sought = match &route {
        Route::Interview(_, Some(path)) => path.to_string(),
        _ => String::new(),
    };
    let words = use_memo((rules, day, texts), |(rules, day, texts)| {
        let rules = rules.on(*day);
        let notes = rules.notes(NoteKind::Remark, "risk-factor");
        notes.map(|note| ScaleWords::of(note, texts.language())).collect::<Vec<_>>()
    });
    let streams = streams(&props.id, day);
    let risks: Vec<(&str, Place)> = risks(&props.id).collect();
    let known = |places: &mut dyn Iterator<Item = &Place>| {
        places.filter(|place| place.answer(&document.dossier).is_known()).count().to_string()
    };
    let years = known(&mut streams.iter().flat_map(|(_, places)| places));
    let risk_count = known(&mut risks.iter().map(|(_, place)| place));
    html! {
        <>
            <details class="ties" open={sought.contains("history") || sought.contains("forecast")}>
                <summary>{ texts.product_streams(&years) }</summary>
                for (stream, places) in streams {
                    <h4>{ if stream == Stream::History { texts.path_history() } else { texts.path_forecast() } }</h4>
                    <div class="record__fields">
                        for place in places {
                            <Field key={place.path()} place={place.clone()} bare=true />
                        }
                    </div>
                }
            </details>
            <details class="ties" open={sought.contains("risk_scores")}>
                <summary>{ texts.product_risks(&risk_count, &risks.len().to_string()) }</summary>
                <p class="interview__quiet">{ texts.product_risks_why() }</p>
                <div class="scales">
                    for ((_, place), words) in risks.into_iter().zip(words.iter()) {
                        <ScaleField key={place.path()} place={place.clone()} words={words.clone()} form={ScaleForm::Steps} />
                    }
                </div>
            </details>
        </>
    }
}
