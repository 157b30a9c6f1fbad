//! The button that has a workbook written, beside it how that stands.

use yew::prelude::*;

use crate::hooks::{Spreadsheet, Writing};
use crate::texts::Texts;

/// What a workbook's button and its stages are called.
pub struct SpreadsheetWords {
    /// On the button.
    pub button: &'static str,
    /// What is in it; said while nothing was asked.
    pub about: &'static str,
    /// While it is written.
    pub writing: &'static str,
    /// Once it is saved.
    pub saved: &'static str,
    /// When it failed.
    pub failed: &'static str,
}

/// The line; `id` names the button, and with `-status` what is said of it.
pub fn spreadsheet_line(
    id: &'static str,
    words: &SpreadsheetWords,
    sheet: &Spreadsheet,
    write: Callback<MouseEvent>,
    texts: Texts,
) -> Html {
    let status = [id, "-status"].concat();
    let writing = sheet.stage() == Writing::Running;
    let cancel = {
        let sheet = sheet.clone();
        move |_: MouseEvent| sheet.cancel()
    };
    html! {
        <div class="report__export">
            <button type="button" class="button" {id} aria-disabled={writing.to_string()} aria-describedby={status.clone()} onclick={write}>
                { words.button }
            </button>
            <span id={status} class="report__quiet report__small" role="status">
                { match sheet.stage() {
                    Writing::Idle => words.about,
                    Writing::Running => words.writing,
                    Writing::Saved => words.saved,
                    Writing::Failed => words.failed,
                } }
            </span>
            if writing {
                <button type="button" class="button button--small" onclick={cancel}>{ texts.cancel() }</button>
            }
        </div>
    }
}
