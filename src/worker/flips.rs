//! The job of finding where conclusions change: hundreds of estimates, so it tells how far it is.

use std::rc::Rc;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::flips::AnswerFlips;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages::{Answer, Job, Stage, Task};

/// Finds at which numbers of the answers the grade and the best channel change.
#[derive(Debug, Serialize, Deserialize)]
pub struct FindFlips {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

impl Job for FindFlips {
    /// Numbers done, and of how many.
    type Progress = (u32, u32);
    /// The flips; or what the rule pack lacks, which is a defect of the build.
    type Output = Result<Box<AnswerFlips>, String>;

    fn into_task(self) -> Task {
        Task::FindFlips(self)
    }

    fn progress(stage: Stage) -> Option<(u32, u32)> {
        match stage {
            Stage::FindFlips(done, total) => Some((done, total)),
            _ => None,
        }
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::FindFlips(outcome) => Some(outcome),
            _ => None,
        }
    }
}
