//! What page and worker say to each other.

use std::rc::Rc;

use ip_health_engine::Assessment;
use ip_health_engine::decide::{Comparison, LeverEffect, Outlook, SeekOutcome, SeekProgress};
use ip_health_engine::dossier::Dossier;
use ip_health_engine::exchange::{CodesError, Import, ImportError, ImportOptions, Progress, SealError};
use ip_health_engine::financing::bank::LoanRecord;
use ip_health_engine::financing::mix::{Combination, MixError, SubsidyScenario};
use ip_health_engine::flips::AnswerFlips;
use ip_health_engine::park::{Firm, Unread};
use ip_health_engine::readers::Readings;
use ip_health_engine::rules::Language;
use ip_health_engine::station::{PackFault, StationPack};
use ip_health_engine::valuation::simulation::{SimulationProgress, SimulationResult};
use ip_health_engine::working::Workings;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

pub use super::codes::{CodesRead, ReadCodes, WriteCodes};
pub use super::deciding::{Compare, ComparedSide, Effects, Seek, SimulateSides, WhatIf, WhatIfAbout};
pub use super::flips::FindFlips;
pub use super::park::{ReadFirm, WriteDesk};
pub use super::sealing::{Seal, Unseal};
pub use super::simulation::{Flip, MergeParts, Simulate, SimulateError, SimulatePart, Simulated};

/// A task and the rules it is done under.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// What is to be done.
    pub task: Task,
    /// The text of a station's pack that lies over the rules of this build.
    pub pack: Option<Rc<str>>,
}

/// Everything a worker can be asked to do.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// See [`ReadPortfolio`].
    ReadPortfolio(ReadPortfolio),
    /// See [`Assess`].
    Assess(Assess),
    /// See [`RightWorkings`].
    RightWorkings(RightWorkings),
    /// See [`WriteWorkbook`].
    WriteWorkbook(WriteWorkbook),
    /// See [`WriteRegister`].
    WriteRegister(WriteRegister),
    /// See [`Simulate`].
    Simulate(Simulate),
    /// See [`SimulatePart`].
    SimulatePart(SimulatePart),
    /// See [`MergeParts`].
    MergeParts(MergeParts),
    /// See [`FindFlips`].
    FindFlips(FindFlips),
    /// See [`Mix`].
    Mix(Mix),
    /// See [`ReadPack`].
    ReadPack(ReadPack),
    /// See [`Read`].
    Read(Read),
    /// See [`WhatIf`].
    WhatIf(WhatIf),
    /// See [`Effects`].
    Effects(Effects),
    /// See [`Seek`].
    Seek(Seek),
    /// See [`Compare`].
    Compare(Box<Compare>),
    /// See [`SimulateSides`].
    SimulateSides(Box<SimulateSides>),
    /// See [`Seal`].
    Seal(Seal),
    /// See [`Unseal`].
    Unseal(Unseal),
    /// See [`WriteCodes`].
    WriteCodes(WriteCodes),
    /// See [`ReadCodes`].
    ReadCodes(ReadCodes),
    /// See [`ReadFirm`].
    ReadFirm(ReadFirm),
    /// See [`WriteDesk`].
    WriteDesk(Box<WriteDesk>),
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
    /// Of [`SimulatePart`]: trials done.
    SimulatePart(u32),
    /// Of [`FindFlips`]: numbers done, and of how many.
    FindFlips(u32, u32),
    /// Of [`Effects`]: levers done, levers in all.
    Effects(u32, u32),
    /// Of [`Seek`].
    Seek(SeekProgress),
}

/// The result of each [`Task`], by the same name.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// Of [`ReadPortfolio`].
    ReadPortfolio(Result<Import, ImportError>),
    /// Of [`Assess`].
    Assess(Result<Box<Assessment>, String>),
    /// Of [`RightWorkings`].
    RightWorkings(Result<Workings, String>),
    /// Of [`WriteWorkbook`].
    WriteWorkbook(Result<ByteBuf, NoWorkbook>),
    /// Of [`WriteRegister`].
    WriteRegister(Result<ByteBuf, NoWorkbook>),
    /// Of [`Simulate`].
    Simulate(Result<Box<Simulated>, SimulateError>),
    /// Of [`SimulatePart`].
    SimulatePart(Result<ByteBuf, SimulateError>),
    /// Of [`MergeParts`].
    MergeParts(Result<Box<SimulationResult>, SimulateError>),
    /// Of [`FindFlips`].
    FindFlips(Result<Box<AnswerFlips>, String>),
    /// Of [`Mix`].
    Mix(Result<Box<Combination>, MixError>),
    /// Of [`ReadPack`].
    ReadPack(Result<Box<StationPack>, PackFault>),
    /// Of [`Read`].
    Read(Result<Box<Readings>, String>),
    /// Of [`WhatIf`].
    WhatIf(Result<Option<Box<Outlook>>, String>),
    /// Of [`Effects`].
    Effects(Result<Vec<LeverEffect>, String>),
    /// Of [`Seek`].
    Seek(Result<Box<SeekOutcome>, String>),
    /// Of [`Compare`].
    Compare(Result<Box<Comparison>, String>),
    /// Of [`SimulateSides`].
    SimulateSides(Result<Box<[Option<SimulationResult>; 2]>, String>),
    /// Of [`Seal`].
    Seal(Result<ByteBuf, SealError>),
    /// Of [`Unseal`].
    Unseal(Result<ByteBuf, SealError>),
    /// Of [`WriteCodes`].
    WriteCodes(Result<Vec<String>, CodesError>),
    /// Of [`ReadCodes`].
    ReadCodes(Box<CodesRead>),
    /// Of [`ReadFirm`].
    ReadFirm(Result<Box<Firm>, Unread>),
    /// Of [`WriteDesk`].
    WriteDesk(Result<ByteBuf, NoWorkbook>),
}

/// A task together with the type of its result, so that a caller of [`super::run`] gets exactly that.
pub trait Job: Sized {
    /// What it tells on the way.
    type Progress;

    /// What comes out.
    type Output;

    /// The message to the worker.
    fn into_task(self) -> Task;

    /// What the worker tells on the way; `None` if it is of another task, as for all tasks that tell nothing.
    fn progress(_: Stage) -> Option<Self::Progress> {
        None
    }

    /// The result out of the worker's answer; `None` if it is the answer to another task.
    fn output(answer: Answer) -> Option<Self::Output>;
}

/// Makes a message a [`Job`]: task and answer have its name. `telling` is what it tells on the way, and how that is read
/// out of a [`Stage`].
macro_rules! job {
    ($job:ident -> $output:ty) => {
        job!(@ $job -> $output, std::convert::Infallible {});
    };
    ($job:ident -> $output:ty, telling $progress:ty: $stage:pat => $told:expr) => {
        job!(@ $job -> $output, $progress {
            fn progress(stage: $crate::worker::messages::Stage) -> Option<$progress> {
                match stage {
                    $stage => Some($told),
                    _ => None,
                }
            }
        });
    };
    (@ $job:ident -> $output:ty, $progress:ty { $($told:tt)* }) => {
        impl $crate::worker::messages::Job for $job {
            type Progress = $progress;
            type Output = $output;

            fn into_task(self) -> $crate::worker::messages::Task {
                $crate::worker::messages::Task::$job(self.into())
            }

            $($told)*

            fn output(answer: $crate::worker::messages::Answer) -> Option<$output> {
                match answer {
                    $crate::worker::messages::Answer::$job(outcome) => Some(outcome),
                    _ => None,
                }
            }
        }
    };
}
pub(super) use job;

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

job!(ReadPortfolio -> Result<Import, ImportError>, telling Progress: Stage::ReadPortfolio(progress) => progress);

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

// The assessment; or what the rule pack lacks, which is a defect of the build.
job!(Assess -> Result<Box<Assessment>, String>);

/// Finds the workings of the right that a figure belongs to: an assessment of many rights does not file them.
#[derive(Debug, Serialize, Deserialize)]
pub struct RightWorkings {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// Id of the working of the figure.
    pub working: String,
}

// None for a figure that belongs to no right; or what the rule pack lacks, which is a defect of the build.
job!(RightWorkings -> Result<Workings, String>);

/// Finds the best combination of channels.
#[derive(Debug, Serialize, Deserialize)]
pub struct Mix {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
    /// With which support it is priced.
    pub scenario: SubsidyScenario,
}

job!(Mix -> Result<Box<Combination>, MixError>);

/// Reads a station's own pack against the rules of this build.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReadPack {
    /// The text, TOML or JSON.
    pub text: Rc<str>,
    /// A day on which the calculation is tried under it.
    pub as_of: Date,
}

job!(ReadPack -> Result<Box<StationPack>, PackFault>);

/// Reads a dossier as a bank, an insurer and an investor do.
#[derive(Debug, Serialize, Deserialize)]
pub struct Read {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is read on.
    pub as_of: Date,
}

// The readings; or what the rule pack lacks, which is a defect of the build.
job!(Read -> Result<Box<Readings>, String>);

/// Writes a bank's register of loans as a workbook, `.xlsx`.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteRegister {
    /// The rows.
    pub loans: Vec<LoanRecord>,
    /// Day of the register.
    pub as_of: Date,
    /// Language of its headings.
    pub language: Language,
}

job!(WriteRegister -> Result<ByteBuf, NoWorkbook>);

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

job!(WriteWorkbook -> Result<ByteBuf, NoWorkbook>);
