//! Participants' firms under letters: files in, the radar laid over, the table of differences.

use std::rc::Rc;

use ip_health_engine::park::letters;
use ip_health_engine::workshop::{MOST_FIRMS, compare};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::super::report::{chart_labels, head};
use super::{ViewProps, words};
use crate::charts::Chart;
use crate::route::Route;
use crate::state::workshop::{Act, Shown, act, receive};

/// The card.
#[component]
pub(super) fn CompareCard(props: &ViewProps) -> Html {
    let view = &props.view;
    let (texts, workshop, as_of) = (view.texts, &view.workshop, view.as_of);
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let chosen = input.files();
        let files: Vec<File> =
            chosen.iter().flat_map(|files| (0..files.length()).filter_map(|place| files.get(place))).collect();
        receive(files, as_of);
        // The same files chosen again are a change again.
        input.set_value("");
    });
    let firms = compare(workshop.firms.iter().map(|firm| &**firm));
    let mut said = Vec::new();
    if workshop.waiting > 0 {
        said.push(texts.workshop_reading(&workshop.waiting.to_string()));
    } else if !firms.is_empty() {
        said.push(texts.workshop_compared(&firms.len().to_string()));
    }
    if workshop.unread > 0 {
        said.push(texts.workshop_unread(&workshop.unread.to_string()));
    }
    if workshop.twice > 0 {
        said.push(texts.workshop_twice().to_owned());
    }
    if workshop.too_many {
        said.push(texts.workshop_too_many(&MOST_FIRMS.to_string()));
    }
    if said.is_empty() {
        said.push(texts.workshop_compare_empty().to_owned());
    }
    html! {
        <section class="report__card" id="workshop-compare">
            { head(texts.workshop_compare(), texts.workshop_compare_remark()) }
            <div class="workshop__go">
                <label class="button file-button">
                    { texts.workshop_choose_files() }
                    <input id="workshop-files" type="file" class="unseen" multiple=true accept=".json" {onchange} />
                </label>
                <a class="button" href={Route::Scan.to_string()}>{ texts.workshop_from_codes() }</a>
                if firms.len() > 1 {
                    <button type="button" id="workshop-show-compare" class="button button--first" aria-pressed={(workshop.shown == Shown::Compare).to_string()} onclick={|_: MouseEvent| act(Act::Show(Shown::Compare))}>{ texts.workshop_show_compare() }</button>
                }
                <span class="report__quiet" role="status" id="workshop-compared">{ said.join(" ") }</span>
            </div>
            if firms.len() > 1 {
                <div class="workshop__pair workshop__pair--firms">
                    <div>
                        <div class="report__scroll" tabindex="0" role="region" aria-label={texts.workshop_compare()}>
                            { words::firms_table(&firms, &view.rules, texts) }
                        </div>
                        <details class="fold" id="workshop-who">
                            <summary>{ texts.workshop_who() }</summary>
                            <ul class="workshop__who">
                                for (place, firm) in workshop.firms.iter().enumerate() {
                                    <li><strong>{ letters(place) }</strong>{ " " }{ &firm.name }</li>
                                }
                            </ul>
                        </details>
                        <p class="report__small workshop__small"><a href={Route::Park.to_string()}>{ texts.workshop_park() }</a></p>
                    </div>
                    <div>
                        <h3>{ texts.workshop_radar() }</h3>
                        if firms.len() > words::OVERLAID {
                            <p class="report__quiet report__small">{ texts.workshop_radar_most(&words::OVERLAID.to_string()) }</p>
                        }
                        <Chart
                            spec={Rc::new(words::firms_radar(&firms, texts))}
                            summary={words::firms_radar_summary(&firms, texts)}
                            labels={chart_labels(texts)}
                            file_name={texts.workshop_compare_file()}
                        />
                    </div>
                </div>
            }
        </section>
    }
}
