//! The desk as a workbook, written in the worker.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::ViewProps;
use crate::components::{SpreadsheetWords, spreadsheet_line};
use crate::hooks::{Writing, use_spreadsheet};
use crate::state::park::{ParkEdit, edit};
use crate::worker::WriteDesk;

/// Writes the workbook and gives it to the user as a file; and the switch that masks names, there and on screen.
#[component]
pub(super) fn Export(props: &ViewProps) -> Html {
    let view = &props.view;
    let (texts, desk) = (view.texts, view.desk.clone());
    let sheet = use_spreadsheet();
    let masked = desk.masked;
    let write = {
        let sheet = sheet.clone();
        Callback::from(move |_: MouseEvent| {
            let Some(as_of) = desk.as_of.filter(|_| sheet.stage() != Writing::Running) else { return };
            let job = WriteDesk {
                firms: desk.firms.clone(),
                unread: desk.unread.clone(),
                chosen: desk.chosen.iter().copied().collect(),
                options: desk.options.clone(),
                masked: desk.masked,
                as_of,
                language: texts.language(),
            };
            sheet.write(job, [texts.park_export_name(), "_", &as_of.to_string(), ".xlsx"].concat());
        })
    };
    let on_mask = |event: Event| edit(ParkEdit::Mask(event.target_unchecked_into::<HtmlInputElement>().checked()));
    let words = SpreadsheetWords {
        button: texts.park_export(),
        about: texts.park_export_remark(),
        writing: texts.park_export_writing(),
        saved: texts.park_export_done(),
        failed: texts.park_export_failed(),
    };

    html! {
        <div class="park__export">
            { spreadsheet_line("park-export", &words, &sheet, write, texts) }
            <label class="park__mask">
                <input type="checkbox" id="park-mask" checked={masked} onchange={on_mask} />
                { texts.park_mask() }
            </label>
        </div>
    }
}
