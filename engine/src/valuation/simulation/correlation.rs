//! How inputs move together: a Gaussian copula 高斯联结函数.

use serde::{Deserialize, Serialize};

use super::{CorrelationFault, Input, SimulationError, normal, principal};
use crate::valuation::income_sampler::{LANES, Lanes};

/// Correlations of some of the inputs; the others are independent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Correlation {
    /// What the numbers of the matrix measure.
    #[serde(default)]
    pub measure: CorrelationMeasure,
    /// Ids of the inputs, in the order of rows and columns.
    pub inputs: Vec<String>,
    /// Symmetric, 1 on the diagonal, free of contradiction (positive semidefinite).
    pub matrix: Vec<Vec<f64>>,
}

/// What a correlation measures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CorrelationMeasure {
    /// Of the normal variables behind the inputs.
    #[default]
    Normal,
    /// Spearman's rank correlation of the inputs themselves, turned into that of the normal variables by
    /// `ρ = 2·sin(π·ρₛ/6)`.
    Spearman,
}

/// Pivots between this and zero count as zero: rounding of an exactly dependent row.
const NEARLY_ZERO: f64 = 1e-10;

/// The copula prepared: the principal components of the matrix, with the places of its inputs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Copula {
    /// Place of each input, and the components it moves with.
    rows: Vec<(usize, Vec<(usize, f64)>)>,
}

impl Copula {
    /// Checks and factorises.
    pub(super) fn new(correlation: &Correlation, inputs: &[Input]) -> Result<Self, SimulationError> {
        let mut places = Vec::with_capacity(correlation.inputs.len());
        for id in &correlation.inputs {
            let place = inputs.iter().position(|input| input.id == *id);
            let unknown = || SimulationError::UnknownInput { field: "correlation".to_owned(), input: id.clone() };
            let place = place.ok_or_else(unknown)?;
            if places.contains(&place) {
                return Err(SimulationError::Repeated { id: id.clone() });
            }
            places.push(place);
        }
        let matrix = &correlation.matrix;
        check(matrix, places.len())?;
        let turned: Vec<Vec<f64>> = matrix
            .iter()
            .enumerate()
            .map(|(row, line)| {
                let of_normals = |(column, entry): (usize, &f64)| match correlation.measure {
                    CorrelationMeasure::Spearman if row != column => {
                        2.0 * libm::sin(core::f64::consts::PI * entry / 6.0)
                    }
                    _ => *entry,
                };
                line.iter().enumerate().map(of_normals).collect()
            })
            .collect();
        factor(&turned)?;
        Ok(Copula { rows: places.into_iter().zip(principal::rows(&turned)).collect() })
    }

    /// Turns independent uniform numbers of trials side by side into correlated ones. `normals` is room for as many
    /// numbers as inputs are correlated. The first of the inputs gives its number to the first component, and so on.
    pub(super) fn join(&self, uniforms: &mut [Lanes], normals: &mut Vec<Lanes>) {
        normals.clear();
        let of_place = |place: &usize| uniforms.get(*place).copied().unwrap_or([0.5; LANES]);
        normals.extend(self.rows.iter().map(|(place, _)| of_place(place).map(normal::quantile)));
        for (place, row) in &self.rows {
            let mut sums = [0.0; LANES];
            for (component, part) in row {
                let normals = normals.get(*component).unwrap_or(&[0.0; LANES]);
                for (sum, normal) in sums.iter_mut().zip(normals) {
                    *sum += part * normal;
                }
            }
            if let Some(uniforms) = uniforms.get_mut(*place) {
                *uniforms = sums.map(|z| normal::cdf(z).clamp(LEAST, MOST));
            }
        }
    }
}

/// Least and greatest probability that is drawn: no distribution is asked for its infinite ends.
pub(super) const LEAST: f64 = 1.0 / 18_014_398_509_481_984.0;
/// See [`LEAST`].
pub(super) const MOST: f64 = 1.0 - f64::EPSILON / 2.0;

fn check(matrix: &[Vec<f64>], count: usize) -> Result<(), CorrelationFault> {
    if matrix.len() != count || matrix.iter().any(|row| row.len() != count) {
        return Err(CorrelationFault::NotSquare);
    }
    for (row, line) in matrix.iter().enumerate() {
        for (column, entry) in line.iter().enumerate() {
            if row == column && *entry != 1.0 {
                return Err(CorrelationFault::Diagonal { row });
            }
            if !(-1.0..=1.0).contains(entry) {
                return Err(CorrelationFault::OutOfRange { row, column });
            }
            let mirror = matrix.get(column).and_then(|line| line.get(row));
            if mirror != Some(entry) {
                return Err(CorrelationFault::NotSymmetric { row, column });
            }
        }
    }
    Ok(())
}

/// Cholesky's factor, by rows: it exists where the entries do not contradict each other. A dependent row has a zero pivot and must agree with those before it.
fn factor(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, CorrelationFault> {
    let mut factor: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (place, line) in matrix.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(place + 1);
        for (entry, other) in line.iter().zip(&factor) {
            let pivot = other.last().copied().unwrap_or(0.0);
            let done: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
            let rest = entry - done;
            if pivot == 0.0 && libm::fabs(rest) > 1e-8 {
                return Err(CorrelationFault::Contradiction { row: place });
            }
            row.push(if pivot == 0.0 { 0.0 } else { rest / pivot });
        }
        let left = 1.0 - row.iter().map(|entry| entry * entry).sum::<f64>();
        if left < -NEARLY_ZERO {
            return Err(CorrelationFault::Contradiction { row: place });
        }
        row.push(if left < NEARLY_ZERO { 0.0 } else { libm::sqrt(left) });
        factor.push(row);
    }
    Ok(factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_factor(matrix: &[&[f64]], expected: Result<&[&[f64]], CorrelationFault>) {
        let matrix: Vec<Vec<f64>> = matrix.iter().map(|row| row.to_vec()).collect();
        let found = check(&matrix, matrix.len()).and_then(|()| factor(&matrix));
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                let pairs = found.iter().flatten().zip(expected.iter().copied().flatten());
                assert_eq!(found.iter().flatten().count(), expected.iter().copied().flatten().count());
                for (found, expected) in pairs {
                    assert!(libm::fabs(found - expected) < 1e-12, "{found} {expected}");
                }
            }
            (found, expected) => assert_eq!(found.err(), expected.err()),
        }
    }

    #[test]
    fn two_inputs() {
        check_factor(&[&[1.0, 0.6], &[0.6, 1.0]], Ok(&[&[1.0], &[0.6, 0.8]]));
    }

    #[test]
    fn full_dependence_is_allowed() {
        check_factor(&[&[1.0, -1.0], &[-1.0, 1.0]], Ok(&[&[1.0], &[-1.0, 0.0]]));
    }

    #[test]
    fn contradiction_behind_full_dependence() {
        check_factor(
            &[&[1.0, 1.0, 0.5], &[1.0, 1.0, 0.4], &[0.5, 0.4, 1.0]],
            Err(CorrelationFault::Contradiction { row: 2 }),
        );
    }

    #[test]
    fn contradiction() {
        check_factor(
            &[&[1.0, 0.9, 0.9], &[0.9, 1.0, -0.9], &[0.9, -0.9, 1.0]],
            Err(CorrelationFault::Contradiction { row: 2 }),
        );
    }

    #[test]
    fn asymmetry() {
        check_factor(&[&[1.0, 0.2], &[0.3, 1.0]], Err(CorrelationFault::NotSymmetric { row: 0, column: 1 }));
    }

    #[test]
    fn diagonal() {
        check_factor(&[&[1.0, 0.2], &[0.2, 0.9]], Err(CorrelationFault::Diagonal { row: 1 }));
    }

    #[test]
    fn range() {
        check_factor(&[&[1.0, f64::NAN], &[f64::NAN, 1.0]], Err(CorrelationFault::OutOfRange { row: 0, column: 1 }));
    }

    #[test]
    fn shape() {
        check_factor(&[&[1.0, 0.2]], Err(CorrelationFault::NotSquare));
    }
}
