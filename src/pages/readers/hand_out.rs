//! The page to hand to a reader, with what the owner withholds: shown as it prints, and saved as a redacted file.

use ip_health_engine::dossier::{AmountDetail, Redaction};
use ip_health_engine::readers::redact;
use yew::prelude::*;

use super::{ReadersProps, reader_name, tabs};
use crate::components::pending;
use crate::hooks::{use_edit, use_readings, use_session, use_texts};
use crate::pages::print::{name_margins, print};
use crate::pages::report::use_reading;
use crate::route::Route;
use crate::state::{Edit, disk, write_file};
use crate::texts::Texts;

/// One thing that can be withheld: its word, how it is read, how it is set.
type Choice = (fn(Texts) -> &'static str, fn(&Redaction) -> bool, fn(&mut Redaction, bool));

const CHOICES: [Choice; 6] = [
    (Texts::redact_identity, |set| set.identity, |set, on| set.identity = on),
    (Texts::redact_contact, |set| set.contact, |set, on| set.contact = on),
    (Texts::redact_parties, |set| set.parties, |set, on| set.parties = on),
    (Texts::redact_people, |set| set.people, |set, on| set.people = on),
    (Texts::redact_numbers, |set| set.numbers, |set, on| set.numbers = on),
    (Texts::redact_titles, |set| set.titles, |set, on| set.titles = on),
];

/// The hand-out of a reader with its choices.
#[component]
pub fn HandOut(props: &ReadersProps) -> Html {
    let reader = props.reader;
    let texts = use_texts();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let readings = use_readings();
    let reading = use_reading();
    use_effect_with(texts, |texts| name_margins(*texts));
    let Some((reading, readings)) = reading.zip(readings) else {
        return pending(texts.hand_out_title(), texts.report_pending());
    };
    let redaction = reading.dossier.readers.redaction(reader);
    let set = {
        let edit = edit.clone();
        move |redaction: Redaction| edit.emit(Edit::Redact(reader, redaction))
    };
    let tick = |(word, read, write): Choice| {
        let set = set.clone();
        let onchange = move |_: Event| {
            let mut next = redaction;
            write(&mut next, !read(&redaction));
            set(next);
        };
        html! {
            <label key={word(texts)}>
                <input type="checkbox" checked={read(&redaction)} {disabled} {onchange} /><span>{ word(texts) }</span>
            </label>
        }
    };
    let detail = |detail: AmountDetail, word: &'static str| {
        let set = set.clone();
        let onchange = move |_: Event| set(Redaction { amounts: detail, ..redaction });
        html! {
            <label key={word}>
                <input type="radio" name="redact-amounts" checked={redaction.amounts == detail} {disabled} {onchange} />
                <span>{ word }</span>
            </label>
        }
    };
    let save = {
        let reading = reading.clone();
        Callback::from(move |_: MouseEvent| {
            let copy = redact(&reading.dossier, &redaction);
            let name = if redaction.identity || copy.enterprise.name.is_empty() {
                "ip-health-check"
            } else {
                &copy.enterprise.name
            };
            let day = reading.assessment.as_of.to_string();
            let name = [name, "_", texts.redact_file(), "_", reader.code(), "_", &day, ".iphc.json"].concat();
            // A browser that refuses a download says so itself.
            let _ = disk::download(&name, &write_file(&copy), "application/json");
        })
    };
    // The page shown is always of the choices shown: one computed for others is left out until the next comes.
    let page = readings.hand_out(reader).filter(|page| page.redaction == redaction);
    html! {
        <div class="hand-out">
            <header class="readers__head hand-out__controls">
                <p class="readers__back">
                    <a href={Route::Readers(reader).to_string()}>{ "‹ " }{ reader_name(reader, texts) }</a>
                </p>
                <h1>{ texts.hand_out_title() }</h1>
                <p>{ texts.hand_out_lede() }</p>
                { tabs(reader, Route::HandOut, texts) }
                <div class="hand-out__form">
                    <fieldset>
                        <legend>{ texts.redact_amounts() }</legend>
                        { detail(AmountDetail::Exact, texts.redact_exact()) }
                        { detail(AmountDetail::Banded, texts.redact_banded()) }
                        { detail(AmountDetail::Withheld, texts.redact_withheld()) }
                    </fieldset>
                    <fieldset>
                        <legend>{ texts.redact_also() }</legend>
                        for choice in CHOICES { { tick(choice) } }
                    </fieldset>
                </div>
                <p class="readers__act">
                    <button type="button" class="button button--first" onclick={|_| print()}>{ texts.print_now() }</button>
                    <button type="button" class="button" id="redacted-file" onclick={save}>{ texts.redact_save() }</button>
                </p>
                <p class="report__small report__quiet">{ texts.redact_note() }</p>
            </header>
            if let Some(page) = page {
                { super::sheet(page, &reading) }
            } else {
                <p role="status">{ texts.report_pending() }</p>
            }
        </div>
    }
}
