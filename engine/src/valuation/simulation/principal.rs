//! Principal components 主成分 of a correlation matrix: the common movements first.
//!
//! Sobol points are most even in their first coordinates. Drawn through principal components these go to what moves all
//! products at once, which decides the spread of a portfolio, as a Brownian bridge gives them to the end of a path; drawn
//! through Cholesky's factor they would go to the first product alone.

/// Sweeps over the matrix, at most; a handful settles any.
const SWEEPS: usize = 60;

/// Entries below this are done.
const SETTLED: f64 = 1e-15;

/// Two variances or entries that differ by less are alike: their order follows the inputs, not the rounding.
const ALIKE: f64 = 1e-9;

/// A row for each input: the components it moves with, by number, and how much. Component 0 has the largest variance.
/// `matrix` is symmetric and positive semidefinite.
///
/// # Source
/// Jacobi's method (1846); Acworth, Broadie and Glasserman (1998), A comparison of some Monte Carlo and quasi Monte
/// Carlo techniques for option pricing.
pub(super) fn rows(matrix: &[Vec<f64>]) -> Vec<Vec<(usize, f64)>> {
    let count = matrix.len();
    let mut left = matrix.to_vec();
    let mut vectors: Vec<Vec<f64>> = (0..count).map(|row| unit(row, count)).collect();
    for _ in 0..SWEEPS {
        let mut changed = false;
        for p in 0..count {
            for q in p + 1..count {
                if libm::fabs(entry(&left, p, q)) > SETTLED {
                    rotate(&mut left, &mut vectors, p, q);
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    let variance = |component: usize| entry(&left, component, component);
    // The input that a component moves most.
    let leader = |component: usize| {
        let size = |input: usize| libm::fabs(entry(&vectors, input, component));
        let most = (0..count).map(size).fold(0.0, f64::max);
        (0..count).find(|input| size(*input) > most - ALIKE).unwrap_or(0)
    };
    // Variances of one group are equal up to rounding; the order inside is that of the inputs.
    let group = |component: usize| libm::round(variance(component) / ALIKE);
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|a, b| group(*b).total_cmp(&group(*a)).then(leader(*a).cmp(&leader(*b))).then(a.cmp(b)));
    (0..count)
        .map(|input| {
            let parts = order.iter().enumerate().map(|(number, component)| {
                let size = libm::sqrt(libm::fmax(variance(*component), 0.0));
                (number, entry(&vectors, input, *component) * size)
            });
            parts.filter(|(_, part)| *part != 0.0).collect()
        })
        .collect()
}

fn unit(row: usize, count: usize) -> Vec<f64> {
    (0..count).map(|column| if column == row { 1.0 } else { 0.0 }).collect()
}

fn entry(matrix: &[Vec<f64>], row: usize, column: usize) -> f64 {
    matrix.get(row).and_then(|line| line.get(column)).copied().unwrap_or(0.0)
}

/// Turns columns `p` and `q` of both, and rows of the matrix, so that its entry at `p`, `q` becomes zero.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    let off = entry(matrix, p, q);
    let theta = (entry(matrix, q, q) - entry(matrix, p, p)) / (2.0 * off);
    let sign = if theta < 0.0 { -1.0 } else { 1.0 };
    let tangent = sign / (libm::fabs(theta) + libm::sqrt(theta * theta + 1.0));
    let cosine = 1.0 / libm::sqrt(tangent * tangent + 1.0);
    let sine = tangent * cosine;
    let turn = |line: &mut Vec<f64>| {
        let (one, other) = (line.get(p).copied().unwrap_or(0.0), line.get(q).copied().unwrap_or(0.0));
        if let Some(slot) = line.get_mut(p) {
            *slot = cosine * one - sine * other;
        }
        if let Some(slot) = line.get_mut(q) {
            *slot = sine * one + cosine * other;
        }
    };
    matrix.iter_mut().for_each(turn);
    vectors.iter_mut().for_each(turn);
    let count = matrix.len();
    for column in 0..count {
        let (one, other) = (entry(matrix, p, column), entry(matrix, q, column));
        set(matrix, p, column, cosine * one - sine * other);
        set(matrix, q, column, sine * one + cosine * other);
    }
    set(matrix, p, q, 0.0);
    set(matrix, q, p, 0.0);
}

fn set(matrix: &mut [Vec<f64>], row: usize, column: usize, value: f64) {
    if let Some(slot) = matrix.get_mut(row).and_then(|line| line.get_mut(column)) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows give back the matrix, and component 0 is the common one.
    fn check_rows(matrix: &[Vec<f64>]) -> Vec<Vec<(usize, f64)>> {
        let found = rows(matrix);
        for (line, one) in matrix.iter().zip(&found) {
            for (expected, other) in line.iter().zip(&found) {
                let shared = |(number, part): &(usize, f64)| {
                    other.iter().find(|(place, _)| place == number).map_or(0.0, |(_, other)| part * other)
                };
                let product: f64 = one.iter().map(shared).sum();
                assert!(libm::fabs(product - expected) < 1e-12, "{product}, expected {expected}");
            }
        }
        found
    }

    #[test]
    fn two_inputs_share_the_first_component() {
        let found = check_rows(&[vec![1.0, 0.6], vec![0.6, 1.0]]);
        let of = |input: usize| found.get(input).and_then(|row| row.first()).map(|(_, part)| libm::fabs(*part));
        // √(1.6/2)
        assert!(
            found
                .iter()
                .enumerate()
                .all(|(input, _)| of(input).is_some_and(|part| libm::fabs(part - libm::sqrt(0.8)) < 1e-12))
        );
    }

    #[test]
    fn independent_kinds_keep_components_of_their_own() {
        // Two kinds of three products each, in turn.
        let matrix: Vec<Vec<f64>> = (0..6)
            .map(|row| {
                (0..6)
                    .map(|column| {
                        if row == column {
                            1.0
                        } else if (row + column) % 2 == 0 {
                            0.5
                        } else {
                            0.0
                        }
                    })
                    .collect()
            })
            .collect();
        let found = check_rows(&matrix);
        for (input, row) in found.iter().enumerate() {
            assert!(row.iter().any(|(number, _)| *number == input % 2), "{input}: {row:?}");
            assert!(row.iter().all(|(number, _)| *number != 1 - input % 2), "{input}: {row:?}");
        }
    }

    #[test]
    fn full_dependence() {
        check_rows(&[vec![1.0, -1.0], vec![-1.0, 1.0]]);
    }

    #[test]
    fn a_matrix_of_every_sign() {
        check_rows(&[vec![1.0, 0.2, -0.3], vec![0.2, 1.0, 0.4], vec![-0.3, 0.4, 1.0]]);
    }
}
