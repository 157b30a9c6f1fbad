//! Messages of the tasks behind what-if, goal seek and comparison.

use std::convert::Infallible;
use std::rc::Rc;

use ip_health_engine::decide::{Comparison, Goal, LeverEffect, Outlook, SeekOutcome, SeekProgress};
use ip_health_engine::dossier::{Dossier, Scenario};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages::{Answer, Job, Stage, Task};

/// Assesses a dossier under a scenario, in short.
#[derive(Debug, Serialize, Deserialize)]
pub struct WhatIf {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// What is changed.
    pub scenario: Scenario,
}

impl Job for WhatIf {
    type Progress = Infallible;
    /// The results; or what the rule pack lacks, which is a defect of the build.
    type Output = Result<Box<Outlook>, String>;

    fn into_task(self) -> Task {
        Task::WhatIf(self)
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::WhatIf(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Finds the levers of a dossier and what each does alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Effects {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

impl Job for Effects {
    /// How many of how many levers are done.
    type Progress = (u32, u32);
    type Output = Result<Vec<LeverEffect>, String>;

    fn into_task(self) -> Task {
        Task::Effects(self)
    }

    fn progress(stage: Stage) -> Option<(u32, u32)> {
        match stage {
            Stage::Effects(done, most) => Some((done, most)),
            _ => None,
        }
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Effects(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Seeks a goal.
#[derive(Debug, Serialize, Deserialize)]
pub struct Seek {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// What is to be true.
    pub goal: Goal,
}

impl Job for Seek {
    type Progress = SeekProgress;
    type Output = Result<Box<SeekOutcome>, String>;

    fn into_task(self) -> Task {
        Task::Seek(self)
    }

    fn progress(stage: Stage) -> Option<SeekProgress> {
        match stage {
            Stage::Seek(progress) => Some(progress),
            _ => None,
        }
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Seek(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// One of two that are compared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ComparedSide {
    /// What was told.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// What is changed.
    pub scenario: Scenario,
    /// Under the rules of this build, whatever pack lies over them.
    pub built_in: bool,
}

/// Compares two check-ups.
#[derive(Debug, Serialize, Deserialize)]
pub struct Compare {
    /// The two.
    pub sides: [ComparedSide; 2],
}

impl Job for Compare {
    type Progress = Infallible;
    type Output = Result<Box<Comparison>, String>;

    fn into_task(self) -> Task {
        Task::Compare(Box::new(self))
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Compare(outcome) => Some(outcome),
            _ => None,
        }
    }
}
