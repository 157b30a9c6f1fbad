//! Messages of the tasks behind what-if, goal seek and comparison.

use std::rc::Rc;

use ip_health_engine::decide::{Comparison, Goal, LeverEffect, Outlook, SeekOutcome, SeekProgress};
use ip_health_engine::dossier::{Dossier, Scenario};
use ip_health_engine::valuation::simulation::SimulationResult;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages::{Stage, job};

/// Says what a decision looks at, of a dossier under a scenario. Told once what it is about, a worker keeps that: a move
/// of a lever then sends its value alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct WhatIf {
    /// What is changed; `None`: what this worker was told before.
    pub about: Option<WhatIfAbout>,
    /// How it is changed.
    pub scenario: Scenario,
}

/// What a [`WhatIf`] changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WhatIfAbout {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

// The results, nothing where the worker was never told what about; or what the rule pack lacks, which is a defect of the
// build.
job!(WhatIf -> Result<Option<Box<Outlook>>, String>);

/// Finds the levers of a dossier and what each does alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Effects {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is assessed for.
    pub as_of: Date,
}

// How many of how many levers are done.
job!(Effects -> Result<Vec<LeverEffect>, String>, telling (u32, u32): Stage::Effects(done, most) => (done, most));

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

job!(Seek -> Result<Box<SeekOutcome>, String>, telling SeekProgress: Stage::Seek(progress) => progress);

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

job!(Compare -> Result<Box<Comparison>, String>);

/// Simulates the value of both sides of a comparison.
#[derive(Debug, Serialize, Deserialize)]
pub struct SimulateSides {
    /// The two.
    pub sides: [ComparedSide; 2],
    /// Trials of each.
    pub trials: u32,
}

// A distribution for each side that has a value.
job!(SimulateSides -> Result<Box<[Option<SimulationResult>; 2]>, String>);
