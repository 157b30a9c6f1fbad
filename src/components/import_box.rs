//! Where a list comes in: the drop zone, the question where it goes, the progress of reading, what went wrong.

use ip_health_engine::exchange::{ImportError, ImportStage, Progress};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::format::decimal;
use crate::hooks::{ImportRequest, use_dossier, use_import, use_texts};
use crate::mode::Mode;
use crate::state::{Failure, FileError, Target, Unsupported};
use crate::texts::Texts;

/// Id of the picker that takes the focus when what stood in its place is gone.
pub const IMPORT_FILE: &str = "import-file";
/// What the browser's picker offers.
const ACCEPT: &str = ".xlsx,.xls,.csv,.txt,.tsv,.html,.json,.age";

/// The drop zone of the start page; in its place the question where a list goes, and the progress.
#[component]
pub fn ImportBox() -> Html {
    let texts = use_texts();
    let context = use_import();
    let importing = &context.importing;
    if Mode::here() == Mode::Kiosk {
        return Html::default();
    }
    let content = if importing.reading.is_some() {
        html! { <div class="drop drop--busy"><ImportProgress /></div> }
    } else if let Some(file) = &importing.asking {
        html! { <div class="drop drop--busy"><Question name={file.name()} /></div> }
    } else {
        html! {
            <label class={classes!("drop", context.dragging.then_some("drop--over"))}>
                <svg viewBox="0 0 48 48" aria-hidden="true"><path d="M12 6h16l8 8v28H12z" /><path d="M28 6v8h8M18 24h12M18 30h12M18 36h7" /></svg>
                <strong>{ texts.import_drop_title() }</strong>
                <small>{ texts.import_drop_sources() }</small>
                <small>{ texts.import_drop_auto() }</small>
                <span class="drop__choose">{ texts.import_drop_choose() }</span>
                <FilePicker id={IMPORT_FILE} />
            </label>
        }
    };

    html! {
        <div class="import-box">
            { content }
            <ImportStatus />
            <ImportAlert />
        </div>
    }
}

/// Properties of [`FilePicker`].
#[derive(Properties, PartialEq)]
pub struct FilePickerProps {
    /// Id of the input.
    pub id: AttrValue,
    /// Style of the input.
    #[prop_or_default]
    pub class: Classes,
}

/// The browser's picker for a list or a check-up file. Stands inside the label that names it.
#[component]
pub fn FilePicker(props: &FilePickerProps) -> Html {
    let act = use_import().act;
    if Mode::here() == Mode::Kiosk {
        return Html::default();
    }
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let chosen = input.files();
        act.emit(ImportRequest::Receive(chosen.and_then(|files| files.get(0)).into_iter().collect()));
        // The same file chosen again is a change again.
        input.set_value("");
    });
    html! { <input id={props.id.clone()} type="file" class={props.class.clone()} accept={ACCEPT} {onchange} /> }
}

/// Properties of [`Question`].
#[derive(Properties, PartialEq)]
struct QuestionProps {
    /// Name of the file.
    name: AttrValue,
}

/// Which document a list goes into.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let texts = use_texts();
    let act = use_import().act;
    let document = use_dossier();
    let into = |target| act.reform(move |_: MouseEvent| ImportRequest::Into(target));
    let cancel = act.reform(|_: MouseEvent| ImportRequest::Cancel);
    let first = use_node_ref();
    use_effect_with(first.clone(), |first| {
        if let Some(first) = first.cast::<web_sys::HtmlElement>() {
            // The drop zone that had the focus is gone; a button that cannot take it leaves it nowhere worse.
            let _ = first.focus();
        }
    });
    let current = match document.dossier.enterprise.name.as_str() {
        "" => texts.import_into_current_unnamed().to_owned(),
        name => texts.import_into_current(name),
    };

    html! {
        <div class="import-question" role="group" aria-labelledby="import-question">
            <p id="import-question"><strong>{ texts.import_into_title(&props.name) }</strong></p>
            <button type="button" class="button button--first" ref={first} onclick={into(Target::Current)}>{ current }</button>
            <button type="button" class="button" onclick={into(Target::New)}>{ texts.import_into_new() }</button>
            <button type="button" class="button button--quiet" onclick={cancel}>{ texts.cancel() }</button>
            <small>{ texts.import_into_note() }</small>
        </div>
    }
}

/// Properties of [`ImportProgress`].
#[derive(Properties, PartialEq)]
pub struct ImportProgressProps {
    /// Stands within a form that names the file and can be left, so that the bar alone is enough.
    #[prop_or_default]
    pub within: bool,
}

/// What is being read, how far, and a way to break it off; nothing while nothing is read.
#[component]
pub fn ImportProgress(props: &ImportProgressProps) -> Html {
    let texts = use_texts();
    let context = use_import();
    let Some(reading) = &context.importing.reading else { return Html::default() };
    let cancel = context.act.reform(|_: MouseEvent| ImportRequest::Cancel);
    let progress = reading.progress;
    let stage = progress.map_or(ImportStage::Opening, |progress| progress.stage);
    let (value, max) =
        bar(progress).map_or((None, None), |(value, max)| (Some(value.to_string()), Some(max.to_string())));

    html! {
        <div class="import-progress">
            if !props.within {
                <p class="import-progress__name">{ texts.import_reading(&reading.name) }</p>
            }
            <progress aria-label={texts.import_progress()} {value} {max}></progress>
            <p class="import-progress__stage"><span>{ stage_text(texts, stage) }</span><span>{ rows_text(texts, progress) }</span></p>
            if !props.within {
                <button type="button" class="button button--small" onclick={cancel}>{ texts.cancel() }</button>
            }
        </div>
    }
}

/// Says to screen readers what is being read: once for a file, not at every row.
#[component]
pub fn ImportStatus() -> Html {
    let texts = use_texts();
    let context = use_import();
    let said = context.importing.reading.as_ref().map(|reading| texts.import_reading(&reading.name));
    html! { <p class="unseen" role="status">{ said }</p> }
}

/// Why the last file was not taken in; nothing when it was.
#[component]
pub fn ImportAlert() -> Html {
    let texts = use_texts();
    let context = use_import();
    match &context.importing.failed {
        Some((name, failure)) => {
            let salvage = context.act.reform(|_: MouseEvent| ImportRequest::Salvage);
            html! {
                <>
                    <p class="import-alert" role="alert">{ failure_text(texts, name, failure) }</p>
                    if context.importing.damaged.is_some() {
                        <button type="button" class="button button--small" id="salvage" onclick={salvage}>
                            { texts.file_salvage() }
                        </button>
                    }
                </>
            }
        }
        None => Html::default(),
    }
}

/// How much of the bar is full, out of how much; `None` while the end is not known.
fn bar(progress: Option<Progress>) -> Option<(u32, u32)> {
    let progress = progress?;
    match progress.stage {
        ImportStage::Combining => Some((1, 1)),
        _ => progress.total.filter(|total| *total > 0).map(|total| (progress.done.min(total), total)),
    }
}

/// The rows so far.
fn rows_text(texts: Texts, progress: Option<Progress>) -> String {
    let number = |count: u32| decimal(f64::from(count), 0);
    match progress {
        Some(Progress { done, total: Some(total), .. }) => texts.import_rows_of(&number(done), &number(total)),
        Some(Progress { done, stage: ImportStage::Reading, .. }) => texts.import_rows_done(&number(done)),
        _ => String::new(),
    }
}

fn stage_text(texts: Texts, stage: ImportStage) -> &'static str {
    match stage {
        ImportStage::Opening => texts.import_stage_opening(),
        ImportStage::Reading => texts.import_stage_reading(),
        ImportStage::Understanding => texts.import_stage_understanding(),
        ImportStage::Combining => texts.import_stage_combining(),
    }
}

/// Why a file was not taken in, and what to do.
fn failure_text(texts: Texts, name: &str, failure: &Failure) -> String {
    match failure {
        Failure::Many => texts.import_failed_many().to_owned(),
        Failure::Unreadable => texts.import_failed_unreadable(name),
        Failure::Unsupported(Unsupported::Pdf) => texts.import_failed_pdf(name),
        Failure::Unsupported(Unsupported::Image) => texts.import_failed_image(name),
        Failure::Unsupported(Unsupported::Document) => texts.import_failed_document(name),
        Failure::Unsupported(Unsupported::Archive) => texts.import_failed_archive(name),
        Failure::ReadOnly => texts.import_failed_read_only().to_owned(),
        Failure::Checkup(error) => checkup_text(texts, error),
        Failure::List(ImportError::Empty) => texts.import_error_empty().to_owned(),
        Failure::List(ImportError::LegacyXls) => texts.import_error_legacy().to_owned(),
        Failure::List(ImportError::Encrypted) => texts.import_error_encrypted().to_owned(),
        Failure::List(ImportError::NotATable) => texts.import_failed_other(name),
        Failure::List(ImportError::Damaged { .. }) => texts.import_error_damaged().to_owned(),
        Failure::List(ImportError::TooLarge { most }) => texts.import_error_large(&most.to_string()),
        Failure::List(ImportError::TooManyRows { most }) => texts.import_error_rows(&decimal(f64::from(*most), 0)),
        Failure::List(ImportError::BadMapping) => texts.import_failed_mapping().to_owned(),
        // An unknown layout is shown, a cancelled import silent; whatever else there is, reading stopped.
        Failure::List(_) | Failure::Stopped => texts.import_error_stopped().to_owned(),
    }
}

/// What is wrong with a check-up file and what to do.
pub fn checkup_text(texts: Texts, error: &FileError) -> String {
    match error {
        FileError::Empty => texts.file_error_empty().to_owned(),
        FileError::NotText { offset } => texts.file_error_text(&offset.to_string()),
        FileError::NotJson { line, column } => texts.file_error_json(&line.to_string(), &column.to_string()),
        FileError::Truncated { line, column } => texts.file_error_cut(&line.to_string(), &column.to_string()),
        FileError::Incomplete { field } => texts.file_error_field(field),
        FileError::Values { losses } => texts.file_error_values(&losses.len().to_string()),
        // Whatever else it is, it is none of ours.
        _ => texts.file_error_foreign().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;

    use super::*;

    const ZH: Texts = Texts::new(Language::Chinese);

    fn at(stage: ImportStage, done: u32, total: Option<u32>) -> Option<Progress> {
        Some(Progress { stage, done, total })
    }

    #[test]
    fn the_bar_moves_once_the_end_is_known() {
        assert_eq!(bar(None), None);
        assert_eq!(bar(at(ImportStage::Reading, 512, None)), None);
        assert_eq!(bar(at(ImportStage::Understanding, 512, Some(1_000))), Some((512, 1_000)));
        assert_eq!(bar(at(ImportStage::Understanding, 0, Some(0))), None);
        assert_eq!(bar(at(ImportStage::Combining, 0, None)), Some((1, 1)));
    }

    #[test]
    fn rows_are_counted_as_far_as_they_are_known() {
        assert_eq!(rows_text(ZH, at(ImportStage::Reading, 1_024, None)), "1,024 行");
        assert_eq!(rows_text(ZH, at(ImportStage::Understanding, 256, Some(10_000))), "256 / 10,000 行");
        assert_eq!(rows_text(ZH, at(ImportStage::Opening, 0, None)), "");
    }
}
