//! The jobs of a simulation: a whole one, a part of one, and putting the parts together.

use std::rc::Rc;

use ip_health_engine::dossier::Dossier;
use ip_health_engine::valuation::simulation::{
    Correlations, DossierInput, DossierSettings, FlipPoint, FlipTarget, Lean, SimulationError, SimulationOptions,
    SimulationProgress, SimulationResult, TornadoBar,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_bytes::ByteBuf;

use super::messages::{Stage, job};

/// Simulates the value of a dossier's portfolio, or of one of its pools, under the rules of this build.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Simulate {
    /// What the enterprise told us.
    pub dossier: Rc<Dossier>,
    /// The day it is valued for.
    pub as_of: Date,
    /// Id of a pool; all of them without.
    pub pool: Option<String>,
    /// What a person changed.
    pub settings: DossierSettings,
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
    /// The inputs that vary.
    pub inputs: Vec<DossierInput>,
    /// The correlations used.
    pub correlations: Correlations,
    /// Why the median is not the value at the most likely inputs.
    pub leans: Vec<Lean>,
    /// Where outcomes change.
    pub flips: Vec<Flip>,
}

/// An outcome that may change, and where each input changes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    /// What changes.
    pub target: FlipTarget,
    /// The value at which it changes, yuan.
    pub threshold: f64,
    /// Each input that varies.
    pub points: Vec<FlipPoint>,
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

job!(Simulate -> Result<Box<Simulated>, SimulateError>, telling SimulationProgress: Stage::Simulate(progress) => progress);

/// Runs the trials of a range. The answer is for [`MergeParts`] alone, so the page does not read it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SimulatePart {
    /// The simulation.
    pub of: Rc<Simulate>,
    /// First trial.
    pub from: u32,
    /// The trial after the last.
    pub to: u32,
}

// Trials of the part done.
job!(SimulatePart -> Result<ByteBuf, SimulateError>, telling u32: Stage::SimulatePart(done) => done);

/// Puts parts together. The result has the same bits however the trials were split.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MergeParts {
    /// The simulation, with as many trials as the parts have.
    pub of: Rc<Simulate>,
    /// Answers to [`SimulatePart`].
    pub parts: Vec<Rc<ByteBuf>>,
}

job!(MergeParts -> Result<Box<SimulationResult>, SimulateError>);
