//! What the worker does for each task.

use ip_health_engine::exchange::{Flow, Progress, read_portfolio};

use super::messages::{Answer, Task};

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
    }
}
