//! The desk as a workbook, written in the worker.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::ViewProps;
use crate::state::disk;
use crate::state::park::{ParkEdit, edit};
use crate::worker::{Handle, WriteDesk, run};

/// Where the export stands.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Idle,
    Writing,
    Saved,
    Failed,
}

/// Writes the workbook and gives it to the user as a file; and the switch that masks names, there and on screen.
#[component]
pub(super) fn Export(props: &ViewProps) -> Html {
    let view = &props.view;
    let (texts, desk) = (view.texts, view.desk.clone());
    let stage = use_state(|| Stage::Idle);
    // Leaving the page drops the handle, which ends the task.
    let running = use_mut_ref(|| None::<Handle>);
    let masked = desk.masked;
    let write = {
        let (stage, running) = (stage.clone(), running.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(as_of) = desk.as_of.filter(|_| *stage != Stage::Writing) else { return };
            stage.set(Stage::Writing);
            let job = WriteDesk {
                firms: desk.firms.clone(),
                unread: desk.unread.clone(),
                chosen: desk.chosen.iter().copied().collect(),
                options: desk.options.clone(),
                masked: desk.masked,
                as_of,
                language: texts.language(),
            };
            let name = [texts.park_export_name(), "_", &as_of.to_string(), ".xlsx"].concat();
            let done = stage.clone();
            let handle = run(
                job,
                |_| {},
                move |outcome| {
                    let saved = matches!(&outcome, Ok(Ok(bytes)) if disk::download_bytes(&name, bytes, disk::SPREADSHEET).is_ok());
                    done.set(if saved { Stage::Saved } else { Stage::Failed });
                },
            );
            running.replace(Some(handle));
        })
    };
    let cancel = {
        let (stage, running) = (stage.clone(), running.clone());
        Callback::from(move |_: MouseEvent| {
            running.replace(None);
            stage.set(Stage::Idle);
        })
    };
    let on_mask = |event: Event| edit(ParkEdit::Mask(event.target_unchecked_into::<HtmlInputElement>().checked()));
    let writing = *stage == Stage::Writing;

    html! {
        <div class="park__export">
            <div class="report__export">
                <button type="button" class="button" id="park-export" aria-disabled={writing.to_string()} aria-describedby="park-export-status" onclick={write}>
                    { texts.park_export() }
                </button>
                <span id="park-export-status" class="report__quiet report__small" role="status">
                    { match *stage {
                        Stage::Idle => texts.park_export_remark(),
                        Stage::Writing => texts.park_export_writing(),
                        Stage::Saved => texts.park_export_done(),
                        Stage::Failed => texts.park_export_failed(),
                    } }
                </span>
                if writing {
                    <button type="button" class="button button--small" onclick={cancel}>{ texts.cancel() }</button>
                }
            </div>
            <label class="park__mask">
                <input type="checkbox" id="park-mask" checked={masked} onchange={on_mask} />
                { texts.park_mask() }
            </label>
        </div>
    }
}
