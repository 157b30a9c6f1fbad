//! The A4 check-up report 体检报告 on paper: cover, conclusion, abnormal items, item tables, finance, plan, sources,
//! workings.

mod annex;
mod cover;
mod finance;
mod items;
mod plan;
mod seal;

use gloo_events::EventListener;
use ip_health_engine::dossier::Reader;
use yew::prelude::*;

pub use self::seal::grouped;
use crate::components::pending;
use crate::hooks::{use_keep_last, use_readings, use_texts};
use crate::pages::readers::sheet;
use crate::pages::report::use_reading;
use crate::route::Route;
use crate::texts::Texts;

/// The report as it will be printed, with a button that prints it.
#[component]
pub fn Print() -> Html {
    let texts = use_texts();
    let readings = use_readings();
    let reading = use_reading();
    use_effect_with(texts, |texts| name_margins(*texts));
    // Printed by the button or by the browser's own command: either way this check-up has been given away.
    let keep_last = use_keep_last();
    let newest = use_mut_ref(|| keep_last.clone());
    *newest.borrow_mut() = keep_last;
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            EventListener::new(&window, "beforeprint", move |_| {
                let keep = newest.borrow().clone();
                keep.emit(());
            })
        });
        move || drop(listener)
    });
    let Some(reading) = reading else {
        return pending(texts.print_title(), texts.report_pending());
    };
    let hand_outs = readings.iter().flat_map(|found| Reader::ALL.map(|reader| found.hand_out(reader).cloned()));
    html! {
        <>
            <div class="print-bar">
                <a href={Route::Report.to_string()}>{ "‹ " }{ texts.print_back() }</a>
                <p>{ texts.print_hint() }</p>
                <button type="button" class="button button--first" onclick={|_| print()}>{ texts.print_now() }</button>
            </div>
            // On a phone the paper scrolls, which keys must be able to do too.
            <article class="paper" data-theme="light" tabindex="0" aria-label={texts.print_title()}>
                { cover::cover(&reading) }
                { cover::conclusion(&reading) }
                { items::abnormal(&reading) }
                { items::health(&reading) }
                { items::value(&reading) }
                { items::star(&reading) }
                { finance::ranking(&reading) }
                { finance::policies(&reading) }
                { plan::actions(&reading) }
                { plan::needed(&reading) }
                { annex::sources(&reading) }
                { annex::assumptions(&reading) }
                { annex::workings(&reading) }
                { annex::rights(&reading) }
            </article>
            for hand_out in hand_outs.flatten() {
                { sheet(&hand_out, &reading) }
            }
            // The last page, where whoever checks a print looks for it.
            <article class="paper paper--last" data-theme="light"><seal::Seal {reading} /></article>
        </>
    }
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Refused only where printing is switched off, which the browser tells the user.
        let _ = window.print();
    }
}

/// The words in the page margins: style sheets hold no words, so the page context inherits them from the root element.
pub fn name_margins(texts: Texts) {
    let root = web_sys::window().and_then(|window| window.document()).and_then(|document| document.document_element());
    let Some(root) = root.and_then(|root| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(root).ok()) else {
        return;
    };
    for (name, words) in [("--print-head", texts.print_head()), ("--print-foot", texts.print_foot())] {
        // Words hold no quotation marks, so they need no escaping.
        let _ = root.style().set_property(name, &["\"", words, "\""].concat());
    }
}

/// A part of the report with its heading.
pub(super) fn part(number: &str, title: &str, content: Html) -> Html {
    html! {
        <section class="paper__part">
            <h2>{ number.to_owned() }{ title.to_owned() }</h2>
            { content }
        </section>
    }
}
