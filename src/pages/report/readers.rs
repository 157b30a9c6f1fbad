//! The way to the reader views and their hand-outs.

use ip_health_engine::dossier::Reader;
use yew::prelude::*;

use super::reading::{SectionProps, head};
use crate::pages::readers::{reader_lede, reader_name};
use crate::route::Route;

/// The card: each reader with what they look at, and the page to hand to them.
#[component]
pub fn ReaderLinks(props: &SectionProps) -> Html {
    let texts = props.reading.texts;
    html! {
        <section class="report__card" id="report-readers">
            { head(texts.readers_title(), texts.readers_remark()) }
            <ul class="readers__links">
                for reader in Reader::ALL {
                    <li key={reader.code()}>
                        <a href={Route::Readers(reader).to_string()}><strong>{ reader_name(reader, texts) }</strong></a>
                        <small>{ reader_lede(reader, texts) }</small>
                        <a href={Route::HandOut(reader).to_string()}>
                            { texts.hand_out_title() }<span class="unseen">{ " " }{ reader_name(reader, texts) }</span>
                        </a>
                    </li>
                }
            </ul>
        </section>
    }
}
