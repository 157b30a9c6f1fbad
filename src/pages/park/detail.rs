//! One firm: the file, the screening with its reasons, the channels.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::super::report::{channel_word, line, outcome_word, state, tag, verdict_words};
use super::{View, words};
use crate::fields;
use crate::format::{date, decimal, money, percent, quantity};
use crate::hooks::{ImportRequest, use_import};

/// Properties of [`Detail`].
#[derive(Properties, PartialEq)]
pub(super) struct DetailProps {
    pub view: View,
    /// Its row.
    pub place: usize,
    /// The dialog was closed.
    pub on_close: Callback<()>,
}

/// The dialog.
#[component]
pub(super) fn Detail(props: &DetailProps) -> Html {
    let DetailProps { view, place, on_close } = props;
    let texts = view.texts;
    let act = use_import().act;
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            // Already open is as good.
            let _ = dialog.show_modal();
        }
    });
    let close = {
        let dialog = dialog.clone();
        move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        }
    };
    let Some(firm) = view.firm(*place) else { return Html::default() };
    let open = view
        .desk
        .files
        .get(*place)
        .cloned()
        .map(|file| act.reform(move |_: MouseEvent| ImportRequest::Open(file.clone())));
    let masked = view.desk.masked;
    let dates = [
        firm.modified.map(|day| texts.park_detail_saved(&date(day))),
        firm.stamp.map(|day| texts.park_detail_stamp(&date(day))),
        firm.last_year.map(|year| texts.park_detail_year(&year.to_string())),
    ];
    let dates: Vec<String> = dates.into_iter().flatten().collect();
    let mut facts = Vec::new();
    if !masked {
        facts.push((texts.park_detail_code(), firm.code.clone().unwrap_or_else(|| texts.park_unknown().to_owned())));
        facts.push((texts.park_detail_file(), firm.file.clone()));
        if let Some(code) = firm.district.as_deref() {
            facts.push((texts.park_detail_district(), fields::district_name(code, texts)));
        }
        facts.push((texts.park_detail_dates(), dates.join(texts.list_separator())));
    }
    if let Some(range) = firm.value {
        let ends = [range.p10, range.p50, range.p90].map(|end| money(end, texts));
        facts.push((texts.park_detail_value(), ends.join(" – ")));
    }
    let remarks = words::remarks(view, *place);
    let known = firm.sector.map(|sector| fields::sector_name(sector, texts).to_owned());
    let about: Vec<String> = known.into_iter().chain([texts.park_detail_rights(&firm.rights.to_string())]).collect();

    html! {
        <dialog ref={dialog} class="working editor park__detail" aria-labelledby="firm-title" onclose={on_close.reform(|_: Event| ())}>
            <div class="working__bar">
                <div class="editor__title">
                    <h2 id="firm-title">{ view.name(*place) }</h2>
                    <p class="portfolio__quiet">{ about.join(" · ") }</p>
                </div>
                <div class="editor__ways"><button type="button" onclick={close}>{ texts.close() }</button></div>
            </div>
            <div class="working__body editor__body" tabindex="-1">
                <dl class="park__facts">
                    for (name, value) in facts {
                        <div><dt>{ name }</dt><dd>{ value }</dd></div>
                    }
                </dl>
                if !remarks.is_empty() {
                    <ul class="park__unread">
                        for remark in remarks {
                            <li>{ remark }</li>
                        }
                    </ul>
                }
                { screening(view, *place) }
                { channels(view, *place) }
                if let Some(open) = open.filter(|_| !masked) {
                    <div><button type="button" class="button" id="park-open" onclick={open}>{ texts.park_open_document() }<span aria-hidden="true">{ " →" }</span></button></div>
                }
            </div>
        </dialog>
    }
}

/// The two conditions of the white list, the six parts of the points, and what keeps rights from passing.
fn screening(view: &View, place: usize) -> Html {
    let texts = view.texts;
    let Some(firm) = view.firm(place) else { return Html::default() };
    let found = &firm.screening;
    let points = |value: f64| decimal(value, 1);
    let (tone, word) = words::listed(found.listed, texts);
    html! {
        <section id="firm-screening">
            <h3>{ texts.park_screening() }{ " " }{ state(tone, word) }</h3>
            <ul class="lines">
                { line(found.points.into(), outcome_word(found.points, texts), html! {
                    <div>
                        <strong>{ texts.park_screening_points(&points(found.line)) }</strong>
                        <p class="report__quiet">{ texts.park_screening_points_state(&points(found.score), &points(found.possible)) }</p>
                    </div>
                }) }
                { line(found.right.into(), outcome_word(found.right, texts), html! {
                    <div>
                        <strong>{ texts.park_screening_right() }</strong>
                        for open in &found.obstacles {
                            <p class="report__quiet">
                                { texts.park_screening_obstacle(&words::requirement(&open.criterion, &view.rules, texts), &open.fail.to_string(), &open.unknown.to_string()) }
                            </p>
                        }
                    </div>
                }) }
            </ul>
            <table>
                <tbody>
                    for (place, (part, name)) in found.parts.iter().zip(words::parts(texts)).enumerate() {
                        <tr>
                            <th scope="row">{ name }</th>
                            <td>{ state(words::part_tone(part.state()), words::measured(place, part, texts)) }</td>
                            <td class="is-number">{ texts.park_part_of(&part.points.map_or_else(|| "—".to_owned(), points), &points(part.most)) }</td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

fn channels(view: &View, place: usize) -> Html {
    let texts = view.texts;
    let Some(firm) = view.firm(place) else { return Html::default() };
    let dash = || "—".to_owned();
    html! {
        <section id="firm-channels">
            <h3>{ texts.park_channels() }</h3>
            <div class="working__scroll" tabindex="0" role="region" aria-label={texts.park_channels()}>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{ texts.park_channel() }</th>
                            <th scope="col">{ texts.park_verdict() }</th>
                            <th scope="col" class="is-number">{ texts.park_amount() }</th>
                            <th scope="col" class="is-number">{ texts.park_cost() }</th>
                        </tr>
                    </thead>
                    <tbody>
                        for found in &firm.outlook.channels {
                            <tr>
                                <th scope="row">{ channel_word(found.channel, texts) }</th>
                                <td>{ tag(verdict_words(found.verdict, texts)) }</td>
                                <td class="is-number">{ found.amount.map_or_else(dash, |amount| money(amount, texts)) }</td>
                                <td class="is-number">{ found.cost.map_or_else(dash, |cost| quantity(cost, ip_health_engine::rules::Unit::RatePerYear, texts)) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            <p class="report__quiet report__small">{ texts.park_head_completeness() }{ " " }{ percent(firm.completeness) }</p>
        </section>
    }
}
