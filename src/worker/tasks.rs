//! What the worker does for each task.

use std::ops::ControlFlow;

use ip_health_engine::exchange::{Flow, WorkbookOptions, read_portfolio, write_workbook};
use ip_health_engine::readers::read;
use ip_health_engine::rules::RulePack;
use ip_health_engine::valuation::simulation::{
    PoolView, SimulationOptions, WithinPool, pool_problem, portfolio_problem, simulate, tornado,
};
use ip_health_engine::{assess, combine, estimate};
use serde_bytes::ByteBuf;

use super::messages::{Answer, NoWorkbook, Simulate, SimulateError, Simulated, Stage, Task, WriteWorkbook};

/// Does the task. Calls `report` now and then.
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
        Task::WriteWorkbook(job) => Answer::WriteWorkbook(workbook(&job, rules)),
        Task::Mix(job) => Answer::Mix(combine(&job.dossier, rules, job.as_of).map(Box::new)),
        Task::Read(job) => {
            let outcome = read(&job.dossier, rules, job.as_of);
            Answer::Read(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        Task::Simulate(job) => Answer::Simulate(simulated(&job, rules, report).map(Box::new)),
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

/// The problem is built here, not in the page, which carries no valuation.
fn simulated(job: &Simulate, rules: &RulePack, report: &mut dyn FnMut(Stage)) -> Result<Simulated, SimulateError> {
    let rules = rules.on(job.as_of);
    let broken = |error: &dyn std::fmt::Display| SimulateError::Rules(error.to_string());
    let within = WithinPool::Independent;
    let problem = match &job.pool {
        Some(pool) => pool_problem(&job.dossier, &rules, pool, PoolView::Reconciled, within),
        None => portfolio_problem(&job.dossier, &rules, within).map(Some),
    };
    let problem = problem.map_err(|error| broken(&error))?;
    let problem = problem.filter(|problem| !problem.components.is_empty()).ok_or(SimulateError::NothingValued)?;
    let options = match &job.options {
        Some(options) => options.clone(),
        None => SimulationOptions::of_rules(&rules).map_err(|error| broken(&error))?,
    };
    let mut reported = 0;
    let result = simulate(&problem, &options, &mut |progress| {
        // A message costs more than a batch: only what changes the picture.
        if progress.path.len() > reported {
            reported = progress.path.len();
            report(Stage::Simulate(progress.clone()));
        }
        ControlFlow::Continue(())
    })?;
    Ok(Simulated { result, tornado: tornado(&problem)? })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use ip_health_engine::financing::mix::MixError;
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
    fn a_combination_without_a_need_says_so() {
        let rules = RulePack::built_in().unwrap();
        let job = Mix { dossier: Rc::default(), as_of: date(2026, 11, 23) };
        let answer = perform(job.into_task(), &rules, &mut |_| {});
        assert_eq!(Mix::output(answer).unwrap().map(|_| ()), Err(MixError::NoNeed));
    }
}
