//! What the trials say: percentiles, moments, histogram, convergence, contributions. Functions of the values in the
//! order of the trials, so that splitting changes no bit.

use super::model::Carry;
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
    let reader = Reader::new(plan, options.percentiles);
    let at = |p: f64| percentile(&sorted, p, reader);
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
        percentile_rule: reader.rule,
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

/// How the percentiles of a problem are read off.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    rule: PercentileRule,
    /// Undone before values are smoothed, then done again: it bends at the median, where a mean would lie off.
    carry: Option<&'a Carry>,
}

impl<'a> Reader<'a> {
    /// The rule asked for; linear in place of smooth for a sum of values of which one is bent.
    pub(super) fn new(plan: &'a Plan, rule: PercentileRule) -> Self {
        match plan.bend() {
            Ok(carry) => Reader { rule, carry },
            Err(()) if rule == PercentileRule::Smooth => Reader { rule: PercentileRule::Linear, carry: None },
            Err(()) => Reader { rule, carry: None },
        }
    }
}

/// A percentile of sorted values.
fn percentile(sorted: &[f64], p: f64, reader: Reader) -> f64 {
    if reader.rule == PercentileRule::Smooth
        && let Some(window) = Window::around(p, sorted.len())
        && let Some(smooth) = sorted.get(window.first..window.last).and_then(|values| window.mean(values, reader.carry))
    {
        return smooth;
    }
    let value = |place: usize| sorted.get(place).copied().unwrap_or(f64::NAN);
    let (place, beyond) = place(sorted.len(), p, reader.rule);
    if beyond > 0.0 { value(place) + beyond * (value(place + 1) - value(place)) } else { value(place) }
}

/// Place of a percentile among `count` sorted values, and how far beyond it towards the next.
fn place(count: usize, p: f64, rule: PercentileRule) -> (usize, f64) {
    match rule {
        PercentileRule::Smooth | PercentileRule::Linear => {
            let exact = (count as f64 - 1.0) * p;
            let whole = libm::floor(exact);
            (whole as usize, exact - whole)
        }
        PercentileRule::Step => ((libm::ceil(count as f64 * p) as usize).saturating_sub(1), 0.0),
    }
}

/// A percentile of values in any order, which are moved about.
fn selected(values: &mut [f64], p: f64, reader: Reader) -> f64 {
    if reader.rule == PercentileRule::Smooth
        && let Some(window) = Window::around(p, values.len())
        && let Some(smooth) = window.sort(values).and_then(|values| window.mean(values, reader.carry))
    {
        return smooth;
    }
    let (place, beyond) = place(values.len(), p, reader.rule);
    if place >= values.len() {
        return f64::NAN;
    }
    let (_, value, above) = values.select_nth_unstable_by(place, f64::total_cmp);
    let value = *value;
    let next = above.iter().copied().min_by(f64::total_cmp);
    next.map_or(value, |next| if beyond > 0.0 { value + beyond * (next - value) } else { value })
}

/// The sorted values that take part in a smooth percentile, see [`PercentileRule::Smooth`].
struct Window {
    p: f64,
    half: f64,
    count: f64,
    first: usize,
    last: usize,
}

/// Fewer values than this are not smoothed.
const FEWEST: usize = 16;

impl Window {
    /// The window around a percentile of `count` values; `None` where it would hold too few.
    fn around(p: f64, count: usize) -> Option<Window> {
        let variance = p * (1.0 - p);
        let trials = count as f64;
        // With more trials there is less to smooth, and the bias, which goes with the square, has to vanish.
        let narrower = libm::fmin(libm::sqrt(libm::sqrt(16_384.0 / trials)), 1.0);
        let half = 0.8 * variance * variance * narrower;
        let first = libm::floor((p - half) * trials) as usize;
        let last = (libm::ceil((p + half) * trials) as usize).min(count);
        (last >= first + FEWEST).then_some(Window { p, half, count: trials, first, last })
    }

    /// Brings the values of the window to their places and in order.
    fn sort<'a>(&self, values: &'a mut [f64]) -> Option<&'a [f64]> {
        if self.first > 0 && self.first < values.len() {
            values.select_nth_unstable_by(self.first, f64::total_cmp);
        }
        let rest = values.get_mut(self.first..)?;
        let length = self.last - self.first;
        if length < rest.len() {
            rest.select_nth_unstable_by(length, f64::total_cmp);
        }
        let window = rest.get_mut(..length)?;
        window.sort_unstable_by(f64::total_cmp);
        Some(window)
    }

    /// The weighted mean; `None` where values repeat.
    fn mean(&self, values: &[f64], carry: Option<&Carry>) -> Option<f64> {
        let pairs = values.iter().zip(values.iter().skip(1));
        if pairs.filter(|(one, next)| one == next).count() * 16 > values.len() {
            return None;
        }
        // Epanechnikov's distribution function.
        let below = |share: f64| {
            let t = ((share - self.p) / self.half).clamp(-1.0, 1.0);
            0.25 * (2.0 + 3.0 * t - t * t * t)
        };
        let (mut sum, mut weights) = (0.0, 0.0);
        let mut before = below(self.first as f64 / self.count);
        for (value, place) in values.iter().zip(self.first + 1..) {
            let after = below(place as f64 / self.count);
            sum += (after - before) * carry.map_or(*value, |carry| carry.undo(*value));
            weights += after - before;
            before = after;
        }
        let mean = sum / weights;
        Some(carry.map_or(mean, |carry| carry.apply(mean)))
    }
}

/// The distribution of the values so far.
pub(super) fn convergence_point(values: &[f64], reader: Reader) -> ConvergencePoint {
    let mut values = values.to_vec();
    ConvergencePoint {
        trials: u32::try_from(values.len()).unwrap_or(u32::MAX),
        p10: selected(&mut values, 0.1, reader),
        p50: selected(&mut values, 0.5, reader),
        p90: selected(&mut values, 0.9, reader),
    }
}

/// The points of the convergence path before the last.
pub(super) fn convergence_path(values: &[f64], reader: Reader) -> Vec<ConvergencePoint> {
    let marks = std::iter::successors(Some(FIRST_MARK as usize), |mark| Some(mark * 2));
    marks
        .map_while(|mark| values.get(..mark).filter(|_| mark < values.len()))
        .map(|part| convergence_point(part, reader))
        .collect()
}

/// Bins over all but the half per cent at each end.
fn histogram(sorted: &[f64]) -> Histogram {
    let end = |p: f64| percentile(sorted, p, Reader { rule: PercentileRule::Step, carry: None });
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
        let reader = Reader { rule, carry: None };
        assert_eq!(percentile(values, p, reader), expected);
        let mut reversed: Vec<f64> = values.iter().rev().copied().collect();
        assert_eq!(selected(&mut reversed, p, reader), expected);
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
        check_percentile(&[7.0], 0.9, PercentileRule::Smooth, 7.0);
    }

    /// Of values at even distances the smooth percentile is the place itself.
    #[test]
    fn smooth_is_exact_on_a_straight_line() {
        let values: Vec<f64> = (0..10_000).map(|place| (f64::from(place) + 0.5) / 10_000.0).collect();
        let mut mixed = values.clone();
        mixed.rotate_left(3_777);
        mixed.swap(5, 9_990);
        let reader = Reader { rule: PercentileRule::Smooth, carry: None };
        for p in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] {
            let found = percentile(&values, p, reader);
            assert!(libm::fabs(found - p) < 1e-12, "{p}: {found}");
            assert_eq!(selected(&mut mixed, p, reader), found);
        }
    }

    #[test]
    fn scenarios_are_not_smoothed() {
        let mut values = vec![1.0; 5_100];
        values.extend(vec![2.0; 4_900]);
        check_percentile(&values, 0.5, PercentileRule::Smooth, 1.0);
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
