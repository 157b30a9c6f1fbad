//! What page and worker say to each other.

use std::rc::Rc;

use ip_health_engine::Assessment;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::{Import, ImportError, ImportOptions, Progress};
use ip_health_engine::financing::mix::{Combination, MixError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Everything a worker can be asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// See [`ReadPortfolio`].
    ReadPortfolio(ReadPortfolio),
    /// See [`Assess`].
    Assess(Assess),
    /// See [`Mix`].
    Mix(Mix),
}

/// What a worker has to say while it works and when it is done.
#[derive(Debug, Serialize, Deserialize)]
pub enum Report {
    /// Not finished yet.
    Progress(Progress),
    /// Finished; the last message of a task.
    Done(Answer),
}

/// The result of each [`Task`], by the same name.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Of [`ReadPortfolio`].
    ReadPortfolio(Result<Import, ImportError>),
    /// Of [`Assess`].
    Assess(Result<Box<Assessment>, String>),
    /// Of [`Mix`].
    Mix(Result<Box<Combination>, MixError>),
}

/// A task together with the type of its result, so that a caller of [`super::run`] gets exactly that.
pub trait Job: Sized {
    /// What comes out.
    type Output;

    /// The message to the worker.
    fn into_task(self) -> Task;

    /// The result out of the worker's answer; `None` if it is the answer to another task.
    fn output(answer: Answer) -> Option<Self::Output>;
}

/// Reads a list of rights out of a file: spreadsheet or separated text.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadPortfolio {
    /// The file as it is.
    #[serde(with = "serde_bytes")]
    pub bytes: Vec<u8>,
    /// Its name, for the account of the import.
    pub file_name: String,
    /// What the person told us about the file.
    pub options: ImportOptions,
}

impl Job for ReadPortfolio {
    type Output = Result<Import, ImportError>;

    fn into_task(self) -> Task {
        Task::ReadPortfolio(self)
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::ReadPortfolio(outcome) => Some(outcome),
            Answer::Assess(_) | Answer::Mix(_) => None,
        }
    }
}

/// Assesses a dossier under the rules of this build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Assess {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// With the action plan, which takes an assessment for each action.
    pub with_plan: bool,
}

impl Job for Assess {
    /// The assessment; or what the rule pack lacks, which is a defect of the build.
    type Output = Result<Box<Assessment>, String>;

    fn into_task(self) -> Task {
        Task::Assess(self)
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Assess(outcome) => Some(outcome),
            Answer::ReadPortfolio(_) | Answer::Mix(_) => None,
        }
    }
}

/// Finds the best combination of channels.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mix {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

impl Job for Mix {
    type Output = Result<Box<Combination>, MixError>;

    fn into_task(self) -> Task {
        Task::Mix(self)
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Mix(outcome) => Some(outcome),
            Answer::ReadPortfolio(_) | Answer::Assess(_) => None,
        }
    }
}
