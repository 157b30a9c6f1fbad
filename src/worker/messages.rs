//! What page and worker say to each other.

use std::convert::Infallible;
use std::rc::Rc;

use ip_health_engine::Assessment;
use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::{Import, ImportError, ImportOptions, Progress};
use ip_health_engine::financing::mix::{Combination, MixError};
use ip_health_engine::readers::Readings;
use ip_health_engine::rules::Language;
use ip_health_engine::valuation::simulation::{
    SimulationError, SimulationOptions, SimulationProgress, SimulationResult, TornadoBar,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

/// Everything a worker can be asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// See [`ReadPortfolio`].
    ReadPortfolio(ReadPortfolio),
    /// See [`Assess`].
    Assess(Assess),
    /// See [`WriteWorkbook`].
    WriteWorkbook(WriteWorkbook),
    /// See [`Simulate`].
    Simulate(Simulate),
    /// See [`Mix`].
    Mix(Mix),
    /// See [`Read`].
    Read(Read),
}

/// What a worker has to say while it works and when it is done.
#[derive(Debug, Serialize, Deserialize)]
pub enum Report {
    /// Not finished yet.
    Progress(Stage),
    /// Finished; the last message of a task.
    Done(Answer),
}

/// How far a task is.
#[derive(Debug, Serialize, Deserialize)]
pub enum Stage {
    /// Of [`ReadPortfolio`].
    ReadPortfolio(Progress),
    /// Of [`Simulate`].
    Simulate(SimulationProgress),
}

/// The result of each [`Task`], by the same name.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Of [`ReadPortfolio`].
    ReadPortfolio(Result<Import, ImportError>),
    /// Of [`Assess`].
    Assess(Result<Box<Assessment>, String>),
    /// Of [`WriteWorkbook`].
    WriteWorkbook(Result<ByteBuf, NoWorkbook>),
    /// Of [`Simulate`].
    Simulate(Result<Box<Simulated>, SimulateError>),
    /// Of [`Mix`].
    Mix(Result<Box<Combination>, MixError>),
    /// Of [`Read`].
    Read(Result<Box<Readings>, String>),
}

/// A task together with the type of its result, so that a caller of [`super::run`] gets exactly that.
pub trait Job: Sized {
    /// What it tells on the way.
    type Progress;

    /// What comes out.
    type Output;

    /// The message to the worker.
    fn into_task(self) -> Task;

    /// What the worker tells on the way; `None` if it is of another task.
    fn progress(stage: Stage) -> Option<Self::Progress>;

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
    type Progress = Progress;
    type Output = Result<Import, ImportError>;

    fn into_task(self) -> Task {
        Task::ReadPortfolio(self)
    }

    fn progress(stage: Stage) -> Option<Progress> {
        match stage {
            Stage::ReadPortfolio(progress) => Some(progress),
            Stage::Simulate(_) => None,
        }
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::ReadPortfolio(outcome) => Some(outcome),
            _ => None,
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
    /// It tells nothing on the way.
    type Progress = Infallible;
    /// The assessment; or what the rule pack lacks, which is a defect of the build.
    type Output = Result<Box<Assessment>, String>;

    fn into_task(self) -> Task {
        Task::Assess(self)
    }

    fn progress(_: Stage) -> Option<Infallible> {
        None
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Assess(outcome) => Some(outcome),
            _ => None,
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
    type Progress = Infallible;
    type Output = Result<Box<Combination>, MixError>;

    fn into_task(self) -> Task {
        Task::Mix(self)
    }

    fn progress(_: Stage) -> Option<Infallible> {
        None
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Mix(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Reads a dossier as a bank, an insurer and an investor do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Read {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is read on.
    pub as_of: Date,
}

impl Job for Read {
    type Progress = Infallible;
    /// The readings; or what the rule pack lacks, which is a defect of the build.
    type Output = Result<Box<Readings>, String>;

    fn into_task(self) -> Task {
        Task::Read(self)
    }

    fn progress(_: Stage) -> Option<Infallible> {
        None
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Read(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Assesses a dossier and writes its workings as a workbook, `.xlsx`.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteWorkbook {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// Day of the assessment.
    pub as_of: Date,
    /// Language of the workbook.
    pub language: Language,
}

/// There is no workbook: a fault of the program, since everything that comes here was assessed before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("the workbook was not written: {reason}")]
pub struct NoWorkbook {
    /// For a report of the fault, not for a sentence to a user.
    pub reason: String,
}

impl Job for WriteWorkbook {
    type Progress = Infallible;
    type Output = Result<ByteBuf, NoWorkbook>;

    fn into_task(self) -> Task {
        Task::WriteWorkbook(self)
    }

    fn progress(_: Stage) -> Option<Infallible> {
        None
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::WriteWorkbook(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Simulates the value of a dossier's portfolio, or of one of its pools, under the rules of this build.
#[derive(Debug, Serialize, Deserialize)]
pub struct Simulate {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is valued for.
    pub as_of: Date,
    /// Id of a pool; all of them without.
    pub pool: Option<String>,
    /// Trials, seed and points; those of the rule pack without.
    pub options: Option<SimulationOptions>,
}

/// What a simulation shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// The distribution of the value.
    pub result: SimulationResult,
    /// What each input does alone.
    pub tornado: Vec<TornadoBar>,
}

/// Why there is nothing to show.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
pub enum SimulateError {
    /// The dossier has no such pool, or no pool with a value.
    #[error("nothing has a value")]
    NothingValued,
    /// The rule pack lacks a record, which is a defect of the build.
    #[error("{0}")]
    Rules(String),
    /// The simulation refused.
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

impl Job for Simulate {
    type Progress = SimulationProgress;
    type Output = Result<Box<Simulated>, SimulateError>;

    fn into_task(self) -> Task {
        Task::Simulate(self)
    }

    fn progress(stage: Stage) -> Option<SimulationProgress> {
        match stage {
            Stage::Simulate(progress) => Some(progress),
            Stage::ReadPortfolio(_) => None,
        }
    }

    fn output(answer: Answer) -> Option<Self::Output> {
        match answer {
            Answer::Simulate(outcome) => Some(outcome),
            _ => None,
        }
    }
}
