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

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use ip_health_engine::dossier::Dossier;
    use ip_health_engine::financing::mix::MixError;
    use jiff::civil::date;

    use super::super::messages::{Job, Mix};
    use super::*;

    #[test]
    fn a_combination_without_a_need_says_so() {
        let rules = RulePack::built_in().expect("the built-in pack");
        let job = Mix { dossier: Rc::new(Dossier::default()), as_of: date(2026, 11, 23) };
        let answer = perform(job.into_task(), &rules, &mut |_| {});
        assert_eq!(Mix::output(answer).expect("its own answer").map(|_| ()), Err(MixError::NoNeed));
    }
}
