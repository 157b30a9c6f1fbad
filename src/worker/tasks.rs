//! What the worker does for each task.

use ip_health_engine::decide::{Comparison, Side, compare, effects, seek, under};
use ip_health_engine::exchange::{
    DeskBook, Flow, WorkbookError, WorkbookOptions, join, read_picture, read_portfolio, seal, unseal, write_codes,
    write_desk, write_register, write_workbook,
};
use ip_health_engine::flips::answer_flips;
use ip_health_engine::park::{FirmFile, read_firm};
use ip_health_engine::readers::read;
use ip_health_engine::rules::RulePack;
use ip_health_engine::station::read_station_pack;
use ip_health_engine::working::Workings;
use ip_health_engine::{assess, combine_in, estimate, right_of_working, right_workings};
use serde_bytes::ByteBuf;

use super::messages::{
    Answer, CodesRead, Compare, NoWorkbook, ReadCodes, RightWorkings, Stage, Task, WriteDesk, WriteWorkbook,
};
use super::simulating::{merged, part, simulated, simulated_sides};
use super::trying::Trying;

/// Does the task. Calls `report` now and then. `rules` are those of this build for [`Task::ReadPack`], and those in use
/// for all others.
pub fn perform(task: Task, rules: &RulePack, report: &mut dyn FnMut(Stage)) -> Answer {
    match task {
        Task::ReadPortfolio(job) => {
            // The page cancels by ending the worker, so every report is answered by going on.
            let mut go_on = |progress| {
                report(Stage::ReadPortfolio(progress));
                Flow::Continue
            };
            Answer::ReadPortfolio(read_portfolio(&job.bytes, &job.file_name, &job.options, &mut go_on))
        }
        Task::Assess(job) => {
            let compute = if job.with_plan { assess } else { estimate };
            let outcome = compute(&job.dossier, rules, job.as_of);
            Answer::Assess(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        Task::RightWorkings(job) => Answer::RightWorkings(of_right(&job, rules)),
        Task::WriteWorkbook(job) => Answer::WriteWorkbook(workbook(&job, rules)),
        Task::WriteRegister(job) => {
            let reason = |error: WorkbookError| NoWorkbook { reason: error.to_string() };
            let written = write_register(&job.loans, job.as_of, job.language);
            Answer::WriteRegister(written.map(ByteBuf::from).map_err(reason))
        }
        Task::FindFlips(job) => {
            let mut tell = |done, total| report(Stage::FindFlips(done, total));
            let outcome = answer_flips(&job.dossier, rules, job.as_of, &mut tell);
            Answer::FindFlips(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        Task::Mix(job) => Answer::Mix(combine_in(job.scenario, &job.dossier, rules, job.as_of).map(Box::new)),
        Task::ReadPack(job) => Answer::ReadPack(read_station_pack(&job.text, rules, job.as_of).map(Box::new)),
        Task::Read(job) => {
            let outcome = read(&job.dossier, rules, job.as_of);
            Answer::Read(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        // Without the worker's memory: of what the message itself says.
        Task::WhatIf(job) => Trying::default().answer(&job, None, rules),
        Task::Effects(job) => {
            let mut tell = |done, most| report(Stage::Effects(done, most));
            let outcome = effects(&job.dossier, rules, job.as_of, &mut tell);
            Answer::Effects(outcome.map_err(|error| error.to_string()))
        }
        Task::Seek(job) => {
            let mut tell = |progress| report(Stage::Seek(progress));
            let outcome = seek(job.goal, &job.dossier, rules, job.as_of, &mut tell);
            Answer::Seek(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        Task::Compare(job) => Answer::Compare(compared(&job, rules, rules).map(Box::new)),
        Task::SimulateSides(job) => Answer::SimulateSides(simulated_sides(&job, rules, rules).map(Box::new)),
        Task::Seal(job) => Answer::Seal(seal(&job.plain, &job.passphrase, &job.random).map(ByteBuf::from)),
        Task::Unseal(job) => Answer::Unseal(unseal(&job.sealed, &job.passphrase).map(ByteBuf::from)),
        Task::WriteCodes(job) => Answer::WriteCodes(write_codes(job.file.as_bytes())),
        Task::ReadCodes(job) => Answer::ReadCodes(Box::new(codes_read(job))),
        Task::ReadFirm(job) => {
            let file = FirmFile { name: &job.file, bytes: &job.bytes, modified: job.modified };
            Answer::ReadFirm(read_firm(&file, rules, job.as_of).map(Box::new))
        }
        Task::WriteDesk(job) => Answer::WriteDesk(desk(&job, rules)),
        Task::Simulate(job) => Answer::Simulate(simulated(&job, rules, report).map(Box::new)),
        Task::SimulatePart(job) => Answer::SimulatePart(part(&job, rules, report)),
        Task::MergeParts(job) => Answer::MergeParts(merged(&job, rules).map(Box::new)),
    }
}

/// Adds the codes of a picture to those gathered before, and joins the file once all are there.
fn codes_read(job: ReadCodes) -> CodesRead {
    let mut gathering = job.gathering;
    let texts = read_picture(&job.grey, job.width);
    let taken = texts.iter().map(|text| gathering.take(text)).collect();
    let file = gathering.is_complete().then(|| join(&gathering).map(ByteBuf::from));
    CodesRead { gathering, taken, file }
}

/// Compares under the rules in use; a side that asks for them, under those of this build.
pub fn compared(job: &Compare, rules: &RulePack, built_in: &RulePack) -> Result<Comparison, String> {
    let [before, after] = job.sides.each_ref().map(|side| {
        let pack = if side.built_in { built_in } else { rules };
        let dossier = under(&side.dossier, &side.scenario);
        let assessment = estimate(&dossier, pack, side.as_of).map_err(|error| error.to_string())?;
        Ok::<_, String>((dossier, pack, assessment))
    });
    let (before, after) = (before?, after?);
    let [before, after] = [&before, &after].map(|(dossier, pack, assessment)| Side { dossier, pack, assessment });
    Ok(compare(before, after))
}

fn of_right(job: &RightWorkings, rules: &RulePack) -> Result<Workings, String> {
    match right_of_working(&job.dossier, &job.working) {
        Some(right) => right_workings(&job.dossier, rules, job.as_of, &right).map_err(|error| error.to_string()),
        None => Ok(Workings::default()),
    }
}

fn workbook(job: &WriteWorkbook, rules: &RulePack) -> Result<ByteBuf, NoWorkbook> {
    fn fault(error: impl std::fmt::Display) -> NoWorkbook {
        NoWorkbook { reason: error.to_string() }
    }
    let assessment = assess(&job.dossier, rules, job.as_of).map_err(fault)?;
    let options = WorkbookOptions { language: job.language, ..WorkbookOptions::default() };
    write_workbook(&job.dossier, &assessment, rules, &options).map(ByteBuf::from).map_err(fault)
}

fn desk(job: &WriteDesk, rules: &RulePack) -> Result<ByteBuf, NoWorkbook> {
    let book = DeskBook {
        firms: &job.firms,
        unread: &job.unread,
        chosen: &job.chosen,
        options: &job.options,
        masked: job.masked,
        as_of: job.as_of,
        language: job.language,
    };
    let reason = |error: WorkbookError| NoWorkbook { reason: error.to_string() };
    write_desk(&book, rules).map(ByteBuf::from).map_err(reason)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;
    use std::sync::Arc;

    use ip_health_engine::dossier::{Asset, Dossier};
    use ip_health_engine::financing::mix::{MixError, SubsidyScenario};
    use ip_health_engine::rules::Language;
    use jiff::civil::date;

    use super::super::messages::{Job, Mix};
    use super::*;

    #[test]
    fn a_workbook_is_written_in_both_languages() {
        let rules = RulePack::built_in().unwrap();
        for language in [Language::Chinese, Language::English] {
            let job = WriteWorkbook { dossier: Rc::default(), as_of: date(2026, 11, 23), language };
            assert!(workbook(&job, &rules).unwrap().starts_with(b"PK"));
        }
    }

    #[test]
    fn the_workings_of_a_right_are_found_by_any_of_its_figures() {
        let rules = RulePack::built_in().unwrap();
        let asset = Arc::new(Asset { id: "a1".to_owned(), ..Asset::default() });
        let dossier = Rc::new(Dossier { assets: vec![asset], ..Dossier::default() });
        let open = |working: &str| {
            let (dossier, as_of) = (Rc::clone(&dossier), date(2026, 11, 23));
            let job = RightWorkings { dossier, as_of, working: working.to_owned() };
            RightWorkings::output(perform(job.into_task(), &rules, &mut |_| {})).unwrap().unwrap()
        };
        assert!(open("valuation.asset.a1.value").get("valuation.asset.a1.score").is_some());
        assert_eq!(open("valuation.portfolio.value"), Workings::default());
    }

    #[test]
    fn a_combination_without_a_need_says_so() {
        let rules = RulePack::built_in().unwrap();
        let job = Mix { dossier: Rc::default(), as_of: date(2026, 11, 23), scenario: SubsidyScenario::default() };
        let answer = perform(job.into_task(), &rules, &mut |_| {});
        assert_eq!(Mix::output(answer).unwrap().map(|_| ()), Err(MixError::NoNeed));
    }
}
