//! What the worker does for each task.

use ip_health_engine::exchange::{Flow, Progress, read_portfolio};
use ip_health_engine::rules::RulePack;
use ip_health_engine::{assess, combine, estimate};

use super::messages::{Answer, Task};

/// Does the task. Calls `report` now and then.
pub fn perform(task: Task, rules: &RulePack, report: &mut dyn FnMut(Progress)) -> Answer {
    match task {
        Task::ReadPortfolio(job) => {
            // The page cancels by ending the worker, so every report is answered by going on.
            let mut go_on = |progress| {
                report(progress);
                Flow::Continue
            };
            Answer::ReadPortfolio(read_portfolio(&job.bytes, &job.file_name, &job.options, &mut go_on))
        }
        Task::Assess(job) => {
            let compute = if job.with_plan { assess } else { estimate };
            let outcome = compute(&job.dossier, rules, job.as_of);
            Answer::Assess(outcome.map(Box::new).map_err(|error| error.to_string()))
        }
        Task::Mix(job) => Answer::Mix(combine(&job.dossier, rules, job.as_of).map(Box::new)),
    }
}
