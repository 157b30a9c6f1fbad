//! What the worker does for each task.

use ip_health_engine::assess;
use ip_health_engine::dossier::read_file;
use ip_health_engine::exchange::{Flow, Progress, WorkbookOptions, read_portfolio, write_workbook};
use ip_health_engine::rules::RulePack;
use serde_bytes::ByteBuf;

use super::messages::{Answer, NoWorkbook, Task, WriteWorkbook};

/// Does the task. Calls `report` now and then.
pub fn perform(task: Task, report: &mut dyn FnMut(Progress)) -> Answer {
    match task {
        Task::ReadPortfolio(job) => {
            // The page cancels by ending the worker, so every report is answered by going on.
            let mut go_on = |progress| {
                report(progress);
                Flow::Continue
            };
            Answer::ReadPortfolio(read_portfolio(&job.bytes, &job.file_name, &job.options, &mut go_on))
        }
        Task::WriteWorkbook(job) => Answer::WriteWorkbook(workbook(&job)),
    }
}

fn workbook(job: &WriteWorkbook) -> Result<ByteBuf, NoWorkbook> {
    fn fault(error: impl std::fmt::Display) -> NoWorkbook {
        NoWorkbook { reason: error.to_string() }
    }
    let rules = RulePack::from_build(&job.rules).map_err(fault)?;
    let dossier = read_file(job.dossier.as_bytes()).map_err(fault)?.file.dossier;
    let assessment = assess(&dossier, &rules, job.as_of).map_err(fault)?;
    let options = WorkbookOptions { language: job.language, ..WorkbookOptions::default() };
    write_workbook(&dossier, &assessment, &rules, &options).map(ByteBuf::from).map_err(fault)
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;
    use jiff::civil::date;

    use super::*;
    use crate::state::write_file;

    fn job(dossier: String, rules: Vec<u8>) -> WriteWorkbook {
        WriteWorkbook { dossier, as_of: date(2026, 11, 23), language: Language::Chinese, rules }
    }

    #[test]
    fn a_pack_of_another_build_gives_no_workbook() {
        let dossier = write_file(&ip_health_engine::dossier::Dossier::default());
        assert!(workbook(&job(dossier, vec![0xFF; 8])).is_err());
    }
}
