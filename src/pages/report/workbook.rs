//! The workings as a workbook with live formulas, written in the worker.

use jiff::civil::Date;
use yew::prelude::*;

use super::reading::SectionProps;
use crate::state::disk;
use crate::texts::Texts;
use crate::worker::{Handle, WriteWorkbook, run};

/// Where the export stands.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Idle,
    Writing,
    Saved,
    Failed,
}

/// Writes the workbook of the report at hand and gives it to the user as a file.
#[component]
pub fn ExportWorkbook(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let stage = use_state(|| Stage::Idle);
    // Leaving the page drops the handle, which ends the task.
    let running = use_mut_ref(|| None::<Handle>);
    let write = {
        let (stage, running, reading) = (stage.clone(), running.clone(), reading.clone());
        Callback::from(move |_: MouseEvent| {
            if *stage == Stage::Writing {
                return;
            }
            stage.set(Stage::Writing);
            let as_of = reading.assessment.as_of;
            let name = file_name(&reading.dossier.enterprise.name, as_of, texts);
            let job = WriteWorkbook { dossier: reading.dossier.to_rc(), as_of, language: texts.language() };
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
    let writing = *stage == Stage::Writing;

    html! {
        <div class="report__export">
            <button type="button" class="button" aria-disabled={writing.to_string()} aria-describedby="workbook-status" onclick={write}>
                { texts.workbook_export() }
            </button>
            <span id="workbook-status" class="report__quiet report__small" role="status">
                { match *stage {
                    Stage::Idle => texts.workbook_remark(),
                    Stage::Writing => texts.workbook_writing(),
                    Stage::Saved => texts.workbook_done(),
                    Stage::Failed => texts.workbook_failed(),
                } }
            </span>
            if writing {
                <button type="button" class="button button--small" onclick={cancel}>{ texts.cancel() }</button>
            }
        </div>
    }
}

/// `<enterprise>_计算表_<day>.xlsx`.
fn file_name(enterprise: &str, as_of: Date, texts: Texts) -> String {
    let enterprise = if enterprise.is_empty() { "ip-health-check" } else { enterprise };
    [enterprise, "_", texts.workbook_file(), "_", &as_of.to_string(), ".xlsx"].concat()
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_file_is_named_after_enterprise_and_day() {
        let texts = Texts::new(Language::English);
        assert_eq!(file_name("Acme", date(2026, 11, 23), texts), "Acme_workings_2026-11-23.xlsx");
        assert_eq!(file_name("", date(2026, 11, 23), texts), "ip-health-check_workings_2026-11-23.xlsx");
    }
}
