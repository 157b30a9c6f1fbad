//! The workings as a workbook with live formulas, written in the worker.

use jiff::civil::Date;
use yew::prelude::*;

use super::reading::SectionProps;
use crate::components::{SpreadsheetWords, spreadsheet_line};
use crate::hooks::{Writing, use_spreadsheet};
use crate::texts::Texts;
use crate::worker::WriteWorkbook;

/// Writes the workbook of the report at hand and gives it to the user as a file.
#[component]
pub fn ExportWorkbook(props: &SectionProps) -> Html {
    let reading = &props.reading;
    let texts = reading.texts;
    let sheet = use_spreadsheet();
    let write = {
        let (sheet, reading) = (sheet.clone(), reading.clone());
        Callback::from(move |_: MouseEvent| {
            if sheet.stage() == Writing::Running {
                return;
            }
            let as_of = reading.assessment.as_of;
            let name = file_name(&reading.dossier.enterprise.name, as_of, texts);
            sheet.write(WriteWorkbook { dossier: reading.dossier.to_rc(), as_of, language: texts.language() }, name);
        })
    };
    let words = SpreadsheetWords {
        button: texts.workbook_export(),
        about: texts.workbook_remark(),
        writing: texts.workbook_writing(),
        saved: texts.workbook_done(),
        failed: texts.workbook_failed(),
    };
    spreadsheet_line("workbook", &words, &sheet, write, texts)
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
