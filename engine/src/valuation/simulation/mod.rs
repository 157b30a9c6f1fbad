//! Simulation 蒙特卡洛模拟: the income valuation with its uncertain inputs drawn many times over.
//!
//! A [`SimulationProblem`] names its inputs, their distributions and how they move together, and what is valued.
//! [`simulate`] draws them by inverse distribution functions, so that random and quasi-random points serve alike, and
//! trial `i` of input `j` is the same number whatever else changes: a slider that moves one input re-draws no other.
//! Split over workers ([`simulate_part`], [`merge`]) the trials and the result have the same bits.
//!
//! Drawing is behind the feature `simulation`, which brings the Sobol points; problems, results, [`tornado`] and
//! [`flip_points`] are always here.

mod beta;
#[cfg_attr(not(feature = "simulation"), expect(dead_code, reason = "without drawing, correlations are only checked"))]
mod correlation;
mod distribution;
mod dossier;
mod error;
mod flips;
mod model;
mod normal;
mod options;
#[cfg_attr(not(feature = "simulation"), expect(dead_code, reason = "without drawing, correlations are only checked"))]
mod plan;
mod principal;
mod problem;
mod quantile;
mod result;
#[cfg(feature = "simulation")]
mod run;
#[cfg(feature = "simulation")]
mod sampler;
mod sensitivity;
mod settings;
#[cfg(feature = "simulation")]
mod sort;
#[cfg(feature = "simulation")]
mod summary;

pub use self::correlation::{Correlation, CorrelationMeasure};
pub use self::distribution::Distribution;
pub use self::dossier::{DossierProblem, PoolView, WithinPool, dossier_problem, pool_problem, portfolio_problem};
pub use self::error::{CorrelationFault, DistributionFault, SimulationError};
pub use self::flips::{FlipQuestion, FlipTarget, flip_questions};
pub use self::model::{Calibration, Component, IncomeComponent, Quantity};
pub use self::options::{MOST_TRIALS, PercentileRule, Sampler, SimulationOptions};
pub use self::problem::{Input, SimulationProblem};
pub use self::result::{
    Below, Contribution, ConvergencePoint, Histogram, Part, Percentiles, SimulationProgress, SimulationResult,
};
#[cfg(feature = "simulation")]
pub use self::run::{BATCH, CONTRIBUTION_TRIALS, merge, simulate, simulate_part};
pub use self::sensitivity::{FlipPoint, Lean, TornadoBar, flip_points, leans, tornado};
pub use self::settings::{Correlations, DossierInput, DossierSettings, InputKind, StatedFault};
pub use crate::dossier::{DistributionForm, StatedInput};
