//! Why a problem cannot be simulated.

use serde::{Deserialize, Serialize};

/// Why a problem cannot be simulated.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum SimulationError {
    /// No trials, or more than [`super::MOST_TRIALS`].
    #[error("trials: between 1 and {most}")]
    Trials {
        /// The most that are run.
        most: u32,
    },
    /// Nothing to value.
    #[error("components: at least one")]
    NoComponents,
    /// Two inputs or two components of one id.
    #[error("{id} stands twice")]
    Repeated {
        /// The id.
        id: String,
    },
    /// A component or the correlation names an input that is not there.
    #[error("{field}: there is no input {input}")]
    UnknownInput {
        /// Where it is named.
        field: String,
        /// The name.
        input: String,
    },
    /// The parameters of a distribution do not make one.
    #[error("inputs.{input}: {fault}")]
    Distribution {
        /// Id of the input.
        input: String,
        /// What is wrong.
        fault: DistributionFault,
    },
    /// The correlation cannot be.
    #[error("correlation: {0}")]
    Correlation(#[from] CorrelationFault),
    /// A field of a component is out of range with the inputs at their base.
    #[error("components.{component}.{field}: {problem}")]
    Component {
        /// Id of the component.
        component: String,
        /// Field.
        field: String,
        /// What is wrong, for developers.
        problem: String,
    },
    /// A trial gave no number, as a discount rate of −100 % does: the distributions reach too far.
    #[error("trial {trial} gives no number")]
    NotFinite {
        /// The first such trial.
        trial: u32,
    },
    /// Parts of a split simulation leave trials out, overlap, or belong to another problem.
    #[error("the parts do not fit together at trial {trial}")]
    Parts {
        /// First trial at fault.
        trial: u32,
    },
    /// The caller stopped it.
    #[error("cancelled")]
    Cancelled,
}

/// What is wrong with a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DistributionFault {
    /// A parameter is not a finite number.
    #[error("parameters are finite numbers")]
    NotFinite,
    /// Low, mode and high, or percentiles, are not in ascending order.
    #[error("parameters ascend")]
    Order,
    /// A parameter that must be above zero is not.
    #[error("a parameter is above zero")]
    NotPositive,
    /// No values, not one weight for each, or no weight above zero.
    #[error("one weight for each value, none below zero, one above")]
    Weights,
    /// The shape of a PERT distribution lies outside 0–100.
    #[error("the shape lies in 0–100, 0 left out")]
    Shape,
    /// The limits of a normal distribution cut nearly all of it off.
    #[error("the limits leave less than a millionth of the distribution")]
    Limits,
}

/// What is wrong with a correlation.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CorrelationFault {
    /// Not one row and one column for each named input.
    #[error("one row and one column for each input")]
    NotSquare,
    /// An entry outside −1…1, or no number.
    #[error("row {row}, column {column}: between −1 and 1")]
    OutOfRange {
        /// Row, from 0.
        row: usize,
        /// Column, from 0.
        column: usize,
    },
    /// An input's correlation with itself is not 1.
    #[error("row {row}: 1 on the diagonal")]
    Diagonal {
        /// Row, from 0.
        row: usize,
    },
    /// Two entries that mirror each other differ.
    #[error("row {row}, column {column}: differs from its mirror image")]
    NotSymmetric {
        /// Row, from 0.
        row: usize,
        /// Column, from 0.
        column: usize,
    },
    /// The entries contradict each other: no joint distribution has them (not positive semidefinite 非半正定).
    #[error("row {row} contradicts the rows before it")]
    Contradiction {
        /// First row at fault, from 0.
        row: usize,
    },
}
