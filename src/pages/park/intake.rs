//! Where files come in, how far their reading is, and which gave no row.

use wasm_bindgen::JsCast;
use web_sys::{Element, File, HtmlInputElement};
use yew::prelude::*;

use super::{ViewProps, words};
use crate::hooks::{use_import, use_session};
use crate::state::park;

/// How many files are listed that gave no row; the workbook has all.
const LISTED: usize = 100;

/// Drop zone, pickers, progress.
#[component]
pub(super) fn Intake(props: &ViewProps) -> Html {
    let view = &props.view;
    let (texts, desk) = (view.texts, &view.desk);
    let dragging = use_import().dragging;
    let as_of = use_session().session.as_of;
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let chosen = input.files();
        let files: Vec<File> =
            chosen.iter().flat_map(|files| (0..files.length()).filter_map(|place| files.get(place))).collect();
        // Of a folder only what may be a check-up: it holds other things too.
        let folder = input.has_attribute("webkitdirectory");
        let files = files.into_iter().filter(|file| !folder || file.name().to_lowercase().ends_with(".json"));
        park::receive(files.collect(), as_of);
        // The same files chosen again are a change again.
        input.set_value("");
    });
    let folder = use_node_ref();
    use_effect_with(folder.clone(), |folder| {
        if let Some(folder) = folder.cast::<Element>() {
            // Has no place among the framework's attributes; setting one cannot fail.
            let _ = folder.unchecked_ref::<Element>().set_attribute("webkitdirectory", "");
        }
    });
    let clear = move |_: MouseEvent| {
        let sure = web_sys::window().and_then(|window| window.confirm_with_message(texts.park_clear_question()).ok());
        if sure == Some(true) {
            park::clear();
        }
    };
    let reading = desk.is_reading();
    let [done, total] = [desk.done, desk.total].map(|count| count.to_string());
    let said = if desk.is_empty() || reading {
        String::new()
    } else if desk.broken_off {
        texts.park_broken_off(&done, &total)
    } else {
        texts.park_done(&total, &desk.firms.len().to_string(), &desk.unread.len().to_string())
    };

    html! {
        <div class="park__intake">
            <div class={classes!("park__drop", dragging.then_some("park__drop--over"))}>
                <div>
                    <strong>{ texts.park_drop_title() }</strong>
                    <small>{ texts.park_drop_remark() }</small>
                </div>
                <div class="park__acts">
                    <label class="button button--first file-button">
                        { texts.park_choose() }
                        <input id="park-files" type="file" class="unseen" multiple=true accept=".json" onchange={onchange.clone()} />
                    </label>
                    <label class="button file-button">
                        { texts.park_choose_folder() }
                        <input id="park-folder" ref={folder} type="file" class="unseen" multiple=true {onchange} />
                    </label>
                    if !desk.is_empty() {
                        <button type="button" class="button button--quiet button--danger" onclick={clear}>{ texts.park_clear() }</button>
                    }
                </div>
            </div>
            if reading {
                <div class="import-progress">
                    <progress aria-label={texts.park_title()} value={done.clone()} max={total.clone()}></progress>
                    <p class="import-progress__stage">
                        <span>{ texts.park_reading(&done, &total) }</span>
                        <button type="button" class="button button--small" onclick={|_: MouseEvent| park::break_off()}>{ texts.park_stop() }</button>
                    </p>
                </div>
            }
            <p class="report__quiet report__small" id="park-status" role="status">{ said }</p>
            if !desk.unread.is_empty() {
                <details class="fold" id="park-unread">
                    <summary>{ texts.park_unread(&desk.unread.len().to_string()) }</summary>
                    <ul class="park__unread">
                        for (place, unread) in desk.unread.iter().take(LISTED).enumerate() {
                            <li><strong>{ if desk.masked { (place + 1).to_string() } else { unread.file.clone() } }</strong>{ " " }{ words::unread(&unread.reason, texts) }</li>
                        }
                    </ul>
                </details>
            }
        </div>
    }
}
