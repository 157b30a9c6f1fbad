//! The bank's files 银行档案: diligence exemption, white list, pledge registration, register and statistics.

use ip_health_engine::financing::bank::{FormField, FormRight, FormValue, Registrar, RegistrationForm, register_csv};
use jiff::civil::Date;
use serde_bytes::ByteBuf;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::ViewProps;
use super::bank::{outcome_state, source};
use crate::components::Field;
use crate::fields::{Answer, path_name, readers};
use crate::format::{self, decimal, percent};
use crate::hooks::{saved, use_edit, use_session};
use crate::pages::report::{Reading, head};
use crate::state::{Edit, Input, Place, disk};
use crate::texts::Texts;
use crate::worker::{Broken, Handle, NoWorkbook, WriteRegister, run};

/// The diligence-exemption file, ticked off in the file.
#[component]
pub fn ExemptionCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let exemption = &readings.bank.exemption;
    let done = exemption.items.iter().filter(|item| item.shown == Some(true)).count();
    let tick = |id: &str| {
        let (edit, id) = (edit.clone(), AttrValue::from(id.to_owned()));
        Callback::from(move |event: Event| {
            let ticked = event.target_unchecked_into::<HtmlInputElement>().checked();
            edit.emit(Edit::Field(Place::Confirmation(id.clone()), Input::Chosen(Answer::Flag(ticked))));
        })
    };
    // What was just answered counts before the worker has read it.
    let ticked =
        |id: &str, shown: Option<bool>| reading.dossier.need.confirmations.get(id).copied().or(shown) == Some(true);
    html! {
        <section class="report__card" id="readers-exemption">
            { head(texts.exemption_title(), texts.exemption_count(&done.to_string(), &exemption.items.len().to_string())) }
            <ul class="readers__ticks">
                for item in &exemption.items {
                    <li key={item.item.clone()}>
                        <label>
                            <input type="checkbox" checked={ticked(&item.item, item.shown)} {disabled} onchange={tick(&item.item)} />
                            <span>{ reading.title(&item.item) }</span>
                        </label>
                        <small>{ if item.by_enterprise { texts.exemption_enterprise() } else { texts.exemption_bank() } }</small>
                    </li>
                }
            </ul>
            <p>
                { match exemption.candidate {
                    Some(true) => texts.exemption_candidate(),
                    Some(false) => texts.exemption_missing(),
                    None => texts.exemption_open(),
                } }
            </p>
            { source("EX-01", reading) }
        </section>
    }
}

/// The white-list score, part by part.
#[component]
pub fn WhiteListCard(props: &ViewProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let list = &reading.assessment.financing.white_list;
    let names = [
        texts.white_status(),
        texts.white_inventions(),
        texts.white_rd(),
        texts.white_growth(),
        texts.white_credit(),
        texts.white_stability(),
    ];
    html! {
        <section class="report__card" id="readers-white-list">
            { head(texts.white_title(), texts.white_remark(&decimal(list.line, 0))) }
            <table class="report__table report__table--dense">
                <thead>
                    <tr>
                        <th scope="col">{ texts.white_item() }</th>
                        <th scope="col" class="is-number">{ texts.white_points() }</th>
                        <th scope="col" class="is-number">{ texts.white_most() }</th>
                    </tr>
                </thead>
                <tbody>
                    for (name, part) in names.into_iter().zip(&list.parts) {
                        <tr key={name}>
                            <th scope="row">{ name }</th>
                            <td class="is-number">
                                { part.points.map_or_else(|| texts.word_unknown().to_owned(), |points| decimal(points, 1)) }
                            </td>
                            <td class="is-number">{ decimal(part.most, 0) }</td>
                        </tr>
                    }
                    <tr>
                        <th scope="row">{ texts.white_total() }</th>
                        <td class="is-number">{ reading.figure(&list.score) }</td>
                        <td class="is-number">{ "100" }</td>
                    </tr>
                </tbody>
            </table>
            <dl class="pairs readers__sub">
                <dt>{ texts.white_right() }</dt><dd>{ outcome_state(list.has_pledgeable, reading) }</dd>
                <dt>{ texts.white_listed() }</dt><dd>{ outcome_state(list.listed, reading) }</dd>
            </dl>
        </section>
    }
}

fn registrar_word(registrar: Registrar, texts: Texts) -> &'static str {
    match registrar {
        Registrar::Patent => texts.registrar_patent(),
        Registrar::Trademark => texts.registrar_trademark(),
        Registrar::Copyright => texts.registrar_copyright(),
        Registrar::Layout => texts.registrar_layout(),
        Registrar::Receivables => texts.registrar_receivables(),
    }
}

/// The pledge-registration pack: one form a registrar.
#[component]
pub fn RegistrationCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let forms = &readings.bank.registration;
    html! {
        <section class="report__card" id="readers-registration">
            { head(texts.registration_title(), texts.registration_remark()) }
            <div class="readers__fields"><Field place={Place::Readers(&readers::CONTACT)} bare=true /></div>
            if forms.is_empty() {
                <p>{ texts.registration_none() }</p>
            }
            for form in forms {
                { form_view(form, reading) }
            }
            { source("REG-PLEDGOR", reading) }
        </section>
    }
}

fn value_words(value: &FormValue, reading: &Reading) -> String {
    match value {
        FormValue::Text(text) => text.clone(),
        FormValue::Amount(amount) => reading.money(amount.to_yuan()),
        FormValue::Count(count) => count.to_string(),
        FormValue::Months(months) => reading.texts.readers_months(&months.to_string()),
    }
}

fn form_view(form: &RegistrationForm, reading: &Reading) -> Html {
    let texts = reading.texts;
    let row = |field: &FormField| {
        html! {
            <tr key={field.field.clone()}>
                <th scope="row">{ reading.title(&field.field) }</th>
                <td>
                    if let Some(value) = &field.value {
                        { value_words(value, reading) }
                    } else {
                        <span class="readers__blank">{ texts.registration_blank() }</span>
                    }
                </td>
            </tr>
        }
    };
    let missing: Vec<String> = form.missing.iter().map(|id| reading.title(id)).collect();
    let name = registrar_word(form.registrar, texts);
    let papers = form.documents.iter().map(|document| {
        let mark = if document.held == Some(true) { "☑ " } else { "☐ " };
        [mark, &reading.title(&document.document)].concat()
    });
    html! {
        <details class="fold readers__form" key={name} open={form.registrar == Registrar::Patent}>
            <summary>
                <strong>{ name }</strong>
                <span class="is-end">{ texts.registration_missing_count(&form.missing.len().to_string()) }</span>
            </summary>
            <div class="fold__body">
                <table class="report__table report__table--dense">
                    <caption class="unseen">{ name }</caption>
                    <tbody>for field in &form.fields { { row(field) } }</tbody>
                </table>
                { rights_table(&form.rights, form.registrar, reading) }
                <div>
                    <h3>{ texts.registration_papers() }</h3>
                    <ul class="readers__papers">for paper in papers { <li>{ paper }</li> }</ul>
                </div>
                if !missing.is_empty() {
                    <p class="report__notice">{ texts.registration_missing(&missing.join(texts.list_separator())) }</p>
                }
                <label class="readers__copy">
                    <span>{ texts.registration_copy() }</span>
                    <textarea readonly=true rows="6" value={copy_text(form, reading)} />
                </label>
            </div>
        </details>
    }
}

fn rights_table(rights: &[FormRight], registrar: Registrar, reading: &Reading) -> Html {
    let texts = reading.texts;
    let [first, second, third] = if registrar == Registrar::Receivables {
        [texts.registration_debtor(), texts.registration_number(), texts.registration_from()]
    } else {
        [texts.registration_right(), texts.registration_number(), texts.registration_filed()]
    };
    html! {
        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.registration_rights()}>
            <table class="report__table report__table--dense">
                <thead>
                    <tr>
                        <th scope="col">{ first }</th><th scope="col">{ second }</th><th scope="col">{ third }</th>
                        <th scope="col">{ texts.registration_extra() }</th>
                    </tr>
                </thead>
                <tbody>
                    for right in rights {
                        <tr key={right.id.clone()}>
                            <th scope="row">{ right.title.clone() }</th>
                            <td>{ right.number.clone().unwrap_or_else(|| "—".to_owned()) }</td>
                            <td>{ right.filed.map_or_else(|| "—".to_owned(), format::date) }</td>
                            <td>{ right.papers.iter().map(|id| reading.title(id)).collect::<Vec<_>>().join(texts.list_separator()) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

/// The form as lines to paste elsewhere: name, tab, value.
fn copy_text(form: &RegistrationForm, reading: &Reading) -> String {
    let field = |field: &FormField| {
        let value = field.value.as_ref().map(|value| value_words(value, reading)).unwrap_or_default();
        [reading.title(&field.field), value].join("\t")
    };
    let right = |right: &FormRight| {
        let filed = right.filed.map(format::date).unwrap_or_default();
        [right.title.clone(), right.number.clone().unwrap_or_default(), filed, right.owners.join("、")].join("\t")
    };
    form.fields.iter().map(field).chain(form.rights.iter().map(right)).collect::<Vec<_>>().join("\n")
}

/// The row of the loan in the register, what is reported of it, and the register as a file.
#[component]
pub fn StatisticsCard(props: &ViewProps) -> Html {
    let ViewProps { reading, readings } = props;
    let texts = reading.texts;
    let sheet = &readings.bank.sheet;
    let fields = [
        &readers::LOAN,
        &readers::BRANCH,
        &readers::PRINCIPAL,
        &readers::PAID,
        &readers::BALANCE,
        &readers::CLASS,
        &readers::FIRST_LOAN,
        &readers::FILED,
        &readers::REGISTERED,
        &readers::REGISTRATION,
        &readers::RECOVERED,
    ];
    let file = move |day: Date, ending: &str| [texts.statistics_file(), "_", &day.to_string(), ending].concat();
    let save = {
        let (record, day) = (sheet.record.clone(), reading.assessment.as_of);
        Callback::from(move |_: MouseEvent| {
            let text = register_csv(std::slice::from_ref(&record), texts.language());
            // A browser that refuses a download says so itself.
            let _ = disk::download(&file(day, ".csv"), &text, "text/csv");
        })
    };
    // Leaving the page drops the handle, which ends the task.
    let running = use_mut_ref(|| None::<Handle>);
    let failed = use_state_eq(|| false);
    let save_sheet = {
        let (record, as_of, failed) = (sheet.record.clone(), reading.assessment.as_of, failed.clone());
        Callback::from(move |_: MouseEvent| {
            let job = WriteRegister { loans: vec![record.clone()], as_of, language: texts.language() };
            let (name, failed) = (file(as_of, ".xlsx"), failed.clone());
            let done = move |outcome: Result<Result<ByteBuf, NoWorkbook>, Broken>| {
                failed.set(!saved(&name, &outcome));
            };
            running.replace(Some(run(job, |_| {}, done)));
        })
    };
    let record = &sheet.record;
    let reported = sheet.statistics.as_ref().map(|reported| {
        let days = reported.registration_days;
        let rows = [
            (texts.statistics_day(), format::date(reported.day)),
            (texts.statistics_balance(), reading.money(reported.balance.to_yuan())),
            (texts.statistics_lent(), reading.money(reported.lent_this_year.to_yuan())),
            (texts.statistics_households(), reported.households_this_year.to_string()),
            (texts.statistics_first(), reported.first_loans_this_year.to_string()),
            (texts.statistics_bad(), reading.money(reported.bad.to_yuan())),
            (texts.statistics_ratio(), reported.bad_ratio.map_or_else(|| "—".to_owned(), percent)),
            (texts.statistics_days(), days.map_or_else(|| "—".to_owned(), |days| decimal(days, 1))),
        ];
        html! {
            <dl class="dimensions">
                for (name, value) in rows { <div key={name}><dt>{ name }</dt><dd>{ value }</dd></div> }
            </dl>
        }
    });
    html! {
        <section class="report__card" id="readers-statistics">
            { head(texts.statistics_title(), texts.statistics_remark()) }
            <p>
                { texts.statistics_row(
                    &record.rights.to_string(),
                    &record.value.map_or_else(|| "—".to_owned(), |value| reading.money(value.to_yuan())),
                    &reading.money(record.principal.to_yuan()),
                ) }
            </p>
            { reported.unwrap_or_else(|| html! {
                <p class="report__quiet">{ texts.statistics_draft(&path_name("readers.paid", texts)) }</p>
            }) }
            <details class="fold readers__sub">
                <summary><strong>{ texts.statistics_fields() }</strong></summary>
                <div class="fold__body">
                    <div class="readers__fields">
                        for field in fields { <Field key={field.key} place={Place::Readers(field)} bare=true /> }
                    </div>
                </div>
            </details>
            <p class="readers__act">
                <button type="button" class="button" id="readers-register" onclick={save}>{ texts.statistics_save() }</button>
                <button type="button" class="button" id="readers-register-sheet" onclick={save_sheet}>{ texts.statistics_save_sheet() }</button>
                if *failed {
                    <span class="report__quiet report__small" role="status">{ texts.workbook_failed() }</span>
                }
            </p>
            <p class="report__small report__quiet">{ texts.readers_bank_data() }</p>
            { source("GUIDANCE-15", reading) }
        </section>
    }
}
