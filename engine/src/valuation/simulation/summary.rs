//! What the trials say: percentiles, moments, histogram, convergence, contributions. Functions of the values in the
//! order of the trials, so that splitting changes no bit.

use super::plan::Plan;
use super::sort::sort;
use super::{
    Below, Contribution, ConvergencePoint, Histogram, Part, PercentileRule, Percentiles, SimulationOptions,
    SimulationProblem, SimulationResult,
};

/// Trials at the first point of the convergence path; each next one has twice as many.
pub(super) const FIRST_MARK: u32 = 1_024;

/// Bins of a histogram, at most.
const BINS: f64 = 40.0;

/// The result of all trials; `path` without its last point.
pub(super) fn summarise(
    problem: &SimulationProblem,
    plan: &Plan,
    options: &SimulationOptions,
    part: &Part,
    mut path: Vec<ConvergencePoint>,
) -> SimulationResult {
    let values = &part.values;
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = if values.len() > 1 { libm::sqrt(squares / (count - 1.0)) } else { 0.0 };
    let base = plan.value(plan.bases());
    let mut sorted = values.clone();
    sort(&mut sorted);
    let at = |p: f64| percentile(&sorted, p, options.percentiles);
    let percentiles = Percentiles {
        p5: at(0.05),
        p10: at(0.1),
        p25: at(0.25),
        p50: at(0.5),
        p75: at(0.75),
        p90: at(0.9),
        p95: at(0.95),
    };
    let Percentiles { p10, p50, p90, .. } = percentiles;
    path.push(ConvergencePoint { trials: options.trials, p10, p50, p90 });
    let below = |threshold: f64| sorted.partition_point(|value| *value < threshold) as f64 / count;
    SimulationResult {
        trials: options.trials,
        seed: options.seed.to_string(),
        sampler: options.sampler,
        percentile_rule: options.percentiles,
        percentiles,
        mean,
        standard_deviation: deviation,
        standard_error: deviation / libm::sqrt(count),
        base,
        below_base: below(base),
        below: options
            .thresholds
            .iter()
            .map(|threshold| Below { threshold: *threshold, share: below(*threshold) })
            .collect(),
        histogram: histogram(&sorted),
        convergence: path,
        contributions: contributions(problem, plan, part),
    }
}

/// A percentile of sorted values.
fn percentile(sorted: &[f64], p: f64, rule: PercentileRule) -> f64 {
    let value = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    let (place, beyond) = place(sorted.len(), p, rule);
    if beyond > 0.0 { value(place) + beyond * (value(place + 1) - value(place)) } else { value(place) }
}

/// Place of a percentile among `count` sorted values, and how far beyond it towards the next.
fn place(count: usize, p: f64, rule: PercentileRule) -> (usize, f64) {
    match rule {
        PercentileRule::Linear => {
            let exact = (count as f64 - 1.0) * p;
            let whole = libm::floor(exact);
            (whole as usize, exact - whole)
        }
        PercentileRule::Step => ((libm::ceil(count as f64 * p) as usize).saturating_sub(1), 0.0),
    }
}

/// A percentile of values in any order, which are moved about.
fn selected(values: &mut [f64], p: f64, rule: PercentileRule) -> f64 {
    let (place, beyond) = place(values.len(), p, rule);
    if place >= values.len() {
        return f64::NAN;
    }
    let (_, value, above) = values.select_nth_unstable_by(place, f64::total_cmp);
    let value = *value;
    let next = above.iter().copied().min_by(f64::total_cmp);
    next.map_or(value, |next| if beyond > 0.0 { value + beyond * (next - value) } else { value })
}

/// The distribution of the values so far.
pub(super) fn convergence_point(values: &[f64], rule: PercentileRule) -> ConvergencePoint {
    let mut values = values.to_vec();
    ConvergencePoint {
        trials: u32::try_from(values.len()).unwrap_or(u32::MAX),
        p10: selected(&mut values, 0.1, rule),
        p50: selected(&mut values, 0.5, rule),
        p90: selected(&mut values, 0.9, rule),
    }
}

/// The points of the convergence path before the last.
pub(super) fn convergence_path(values: &[f64], rule: PercentileRule) -> Vec<ConvergencePoint> {
    let marks = std::iter::successors(Some(FIRST_MARK as usize), |mark| Some(mark * 2));
    marks
        .map_while(|mark| values.get(..mark).filter(|_| mark < values.len()))
        .map(|part| convergence_point(part, rule))
        .collect()
}

/// Bins over all but the half per cent at each end.
fn histogram(sorted: &[f64]) -> Histogram {
    let end = |p: f64| percentile(sorted, p, PercentileRule::Step);
    let (low, high) = (end(0.005), end(0.995));
    let width = round_up((high - low) / BINS);
    if width <= 0.0 {
        let inside = |value: &f64| *value >= low && *value <= high;
        let counts = sorted.iter().filter(|value| inside(value)).count();
        let of = |share: usize| u32::try_from(share).unwrap_or(u32::MAX);
        let below = sorted.partition_point(|value| *value < low);
        return Histogram {
            start: low,
            width: 0.0,
            counts: vec![of(counts)],
            below: of(below),
            above: of(sorted.len() - below - counts),
        };
    }
    let first = libm::floor(low / width);
    let edge = |bin: usize| (first + bin as f64) * width;
    let mut histogram = Histogram { start: edge(0), width, ..Histogram::default() };
    let to = |edge: f64| u32::try_from(sorted.partition_point(|value| *value < edge)).unwrap_or(u32::MAX);
    let mut done = to(edge(0));
    histogram.below = done;
    let bins = (libm::floor(high / width) - first) as usize + 1;
    for bin in 1..=bins {
        let next = to(edge(bin));
        histogram.counts.push(next - done);
        done = next;
    }
    histogram.above = u32::try_from(sorted.len()).unwrap_or(u32::MAX) - done;
    histogram
}

/// The next of 1, 2, 5 times a power of ten.
fn round_up(width: f64) -> f64 {
    if width <= 0.0 || !width.is_finite() {
        return 0.0;
    }
    let power = libm::pow(10.0, libm::floor(libm::log10(width)));
    [1.0, 2.0, 5.0].into_iter().map(|step| step * power).find(|step| *step >= width).unwrap_or(10.0 * power)
}

/// Rank correlations of the inputs with the value.
fn contributions(problem: &SimulationProblem, plan: &Plan, part: &Part) -> Vec<Contribution> {
    let trials = part.draws.first().map_or(0, Vec::len);
    let value_ranks = ranks(part.values.get(..trials).unwrap_or_default());
    let correlations: Vec<f64> = part
        .draws
        .iter()
        .zip(plan.draws())
        .map(|(draws, input)| if input.vary() { correlation(&ranks(draws), &value_ranks) } else { 0.0 })
        .collect();
    let total: f64 = correlations.iter().map(|correlation| correlation * correlation).sum();
    problem
        .inputs
        .iter()
        .zip(correlations)
        .map(|(input, rank_correlation)| Contribution {
            input: input.id.clone(),
            rank_correlation,
            share: if total > 0.0 { rank_correlation * rank_correlation / total } else { 0.0 },
        })
        .collect()
}

/// Ranks from 0, equal values sharing the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values.iter().copied().zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        let rank = first as f64 + (group.len() as f64 - 1.0) / 2.0;
        for (_, place) in group {
            if let Some(slot) = ranks.get_mut(*place) {
                *slot = rank;
            }
        }
        first += group.len();
    }
    ranks
}

/// Pearson's correlation; 0 where one does not vary.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let count = one.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / count;
    let (m, n) = (mean(one), mean(other));
    let (mut both, mut first, mut second) = (0.0, 0.0, 0.0);
    for (a, b) in one.iter().zip(other) {
        both += (a - m) * (b - n);
        first += (a - m) * (a - m);
        second += (b - n) * (b - n);
    }
    let size = libm::sqrt(first * second);
    if size > 0.0 { both / size } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_percentile(values: &[f64], p: f64, rule: PercentileRule, expected: f64) {
        assert_eq!(percentile(values, p, rule), expected);
        let mut reversed: Vec<f64> = values.iter().rev().copied().collect();
        assert_eq!(selected(&mut reversed, p, rule), expected);
    }

    #[test]
    fn linear_between_neighbours() {
        check_percentile(&[1.0, 2.0, 4.0, 8.0], 0.5, PercentileRule::Linear, 3.0);
    }

    #[test]
    fn linear_at_the_ends() {
        check_percentile(&[1.0, 2.0, 4.0], 1.0, PercentileRule::Linear, 4.0);
        check_percentile(&[1.0, 2.0, 4.0], 0.0, PercentileRule::Linear, 1.0);
    }

    #[test]
    fn step_takes_the_value_at_the_rounded_place() {
        check_percentile(&[1.0, 2.0, 4.0, 8.0], 0.5, PercentileRule::Step, 2.0);
        check_percentile(&[1.0, 2.0, 4.0, 8.0], 0.51, PercentileRule::Step, 4.0);
    }

    #[test]
    fn one_value() {
        check_percentile(&[7.0], 0.9, PercentileRule::Linear, 7.0);
    }

    #[test]
    fn widths_are_round() {
        assert_eq!([0.3, 1.0, 1.1, 4_100.0, 60_000.0].map(round_up), [0.5, 1.0, 2.0, 5_000.0, 100_000.0]);
    }

    #[test]
    fn every_trial_is_in_the_histogram_once() {
        let mut values: Vec<f64> = (0..1_000).map(|place| f64::from(place) * f64::from(place)).collect();
        values.push(1e12);
        let found = histogram(&values);
        let counted: u32 = found.counts.iter().sum();
        assert_eq!(found.below + counted + found.above, 1_001);
        assert_eq!(libm::floor(found.start / found.width) * found.width, found.start);
        assert!(found.above <= 6 && found.counts.len() <= 42, "{found:?}");
    }

    #[test]
    fn equal_values_have_one_bin() {
        let found = histogram(&[5.0; 100]);
        assert_eq!((found.start, found.width, found.counts, found.below, found.above), (5.0, 0.0, vec![100], 0, 0));
    }

    #[test]
    fn ties_share_a_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [2.5, 0.0, 2.5, 1.0]);
    }
}
