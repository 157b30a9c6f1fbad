//! Ranges 区间: draws of the uncertain inputs through the income formula, and what missing answers add.

use std::array::from_fn;
use std::cell::RefCell;

use smallvec::SmallVec;

use super::income::{IncomeBasis, IncomeProblem, TaxBasis, Timing, lengths, start};
use super::{Range, ValuationError};

/// The generator splitmix64. Same seed, same numbers everywhere.
#[derive(Clone, Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        SplitMix64(seed)
    }

    /// From a seed, after `skipped` numbers: the state is a counter, so any place of the stream is reached at once.
    #[must_use]
    pub const fn after(seed: u64, skipped: u64) -> Self {
        SplitMix64(seed.wrapping_add(skipped.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// The next uniform number in [0, 1).
    pub fn next_uniform(&mut self) -> f64 {
        ((self.next_bits() >> 11) as i64) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }
}

/// A triangular distribution 三角分布: low ≤ mode ≤ high.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Triangular {
    /// Lowest.
    pub low: f64,
    /// Most likely.
    pub mode: f64,
    /// Highest.
    pub high: f64,
}

impl Triangular {
    /// Always the same number.
    #[must_use]
    pub const fn certain(value: f64) -> Self {
        Triangular { low: value, mode: value, high: value }
    }

    /// Low, mode, high; the mode is moved inside the bounds.
    #[must_use]
    pub fn new(low: f64, mode: f64, high: f64) -> Self {
        Triangular { low: libm::fmin(low, mode), mode, high: libm::fmax(high, mode) }
    }

    /// The value below which a draw falls with probability `u`.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        let width = self.high - self.low;
        if width <= 0.0 {
            return self.mode;
        }
        if u < (self.mode - self.low) / width {
            self.low + f64::sqrt(u * width * (self.mode - self.low))
        } else {
            self.high - f64::sqrt((1.0 - u) * width * (self.high - self.mode))
        }
    }
}

/// The uncertain inputs of an income valuation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drivers {
    /// Multiplier of revenue.
    pub revenue: Triangular,
    /// Share rate, or royalty before upkeep.
    pub rate: Triangular,
    /// Discount rate.
    pub discount_rate: Triangular,
    /// Decay.
    pub decay: Triangular,
    /// Years of benefit; ignored with a terminal value.
    pub life: Triangular,
}

/// One draw, or several side by side with `T = [f64; N]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Draw<T = f64> {
    /// Multiplier of revenue.
    pub revenue: T,
    /// Share rate.
    pub rate: T,
    /// Discount rate.
    pub discount_rate: T,
    /// Decay.
    pub decay: T,
    /// Years of benefit.
    pub life: T,
}

/// What a simulation may draw beside a [`Draw`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Beyond<T = f64> {
    /// Yearly growth of the base on top of its path.
    pub growth: T,
    /// What income tax leaves, 1 before tax.
    pub kept: T,
    /// Growth after the last period; read with a terminal value only.
    pub terminal_growth: T,
}

/// Draws that are valued side by side: where none waits for another, a processor works on several at once. As many as its
/// registers hold.
pub(super) const LANES: usize = 4;

/// A number of each of the draws that are valued side by side.
pub(super) type Lanes = [f64; LANES];

/// The income formula prepared for many draws: powers are carried from period to period, so that a draw costs a few
/// multiplications a period. Agrees with [`super::income::present_value`] to 1e-12 relative.
#[derive(Clone, Debug, PartialEq)]
pub struct IncomeSampler {
    periods: Vec<Period>,
    timing: Timing,
    upkeep: f64,
    terminal: bool,
    least_gap: f64,
    /// What is not drawn unless asked for.
    fixed: Beyond,
}

/// A period, ready to be drawn over and over.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Period {
    /// Income base for its full length.
    base: f64,
    /// Years from the valuation date to its start.
    start: f64,
    /// Full length, years.
    full: f64,
}

impl IncomeSampler {
    /// Prepares a problem whose periods reach to the longest life to be drawn. With a terminal value, drawn discount
    /// rates are kept `least_gap` above its growth. Factors are exact.
    ///
    /// # Errors
    /// [`ValuationError::Problem`] for a tax amortisation benefit, which has no range of its own: multiply by its
    /// factor afterwards.
    pub fn new(problem: &IncomeProblem, least_gap: f64) -> Result<Self, ValuationError> {
        if problem.amortisation.is_some() {
            return Err(ValuationError::Problem { field: "amortisation", problem: "is applied after the simulation" });
        }
        let lengths = lengths(problem.base.len(), problem.first_period, problem.last_period);
        let periods = problem.base.iter().zip(lengths).enumerate();
        Ok(IncomeSampler {
            periods: periods
                .map(|(k, (base, full))| Period { base: *base, start: start(problem.first_period, k), full })
                .collect(),
            timing: problem.conventions.timing,
            upkeep: match problem.income {
                IncomeBasis::Royalty { upkeep, .. } => upkeep,
                IncomeBasis::RevenueShare { .. } | IncomeBasis::ProfitShare { .. } => 0.0,
            },
            terminal: problem.terminal.is_some(),
            least_gap,
            fixed: Beyond {
                growth: 0.0,
                kept: match problem.conventions.tax {
                    TaxBasis::PreTax => 1.0,
                    TaxBasis::PostTax { rate } => 1.0 - rate,
                },
                terminal_growth: problem.terminal.map_or(0.0, |terminal| terminal.growth),
            },
        })
    }

    /// The value of one draw.
    #[must_use]
    pub fn value(&self, draw: &Draw) -> f64 {
        let Draw { revenue, rate, discount_rate, decay, life } = *draw;
        let [value] = self.fixed_values(&Draw {
            revenue: [revenue],
            rate: [rate],
            discount_rate: [discount_rate],
            decay: [decay],
            life: [life],
        });
        value
    }

    fn fixed_values<const N: usize>(&self, draws: &Draw<[f64; N]>) -> [f64; N] {
        let Beyond { growth, kept, terminal_growth } = self.fixed;
        self.values(draws, &Beyond { growth: [growth; N], kept: [kept; N], terminal_growth: [terminal_growth; N] })
    }

    /// The rates at which draws are discounted: the drawn ones, held above the growth after the forecast.
    pub(super) fn discount_rates<const N: usize>(&self, draws: &Draw<[f64; N]>, beyond: &Beyond<[f64; N]>) -> [f64; N] {
        let mut rates = draws.discount_rate;
        if self.terminal {
            for (rate, growth) in rates.iter_mut().zip(&beyond.terminal_growth) {
                *rate = libm::fmax(*rate, growth + self.least_gap);
            }
        }
        rates
    }

    /// The values of draws in which growth, tax and terminal growth are drawn as well; each is the same to the bit
    /// whatever is drawn beside it. Does not allocate.
    pub(super) fn values<const N: usize>(&self, draws: &Draw<[f64; N]>, beyond: &Beyond<[f64; N]>) -> [f64; N] {
        let rates = self.discount_rates(draws, beyond);
        let (mut yearly, mut half, mut share, mut carried) = ([0.0; N], [0.0; N], [0.0; N], [0.0; N]);
        for i in 0..N {
            yearly[i] = 1.0 / (1.0 + rates[i]);
            half[i] = f64::sqrt(yearly[i]);
            share[i] = (draws.rate[i] - self.upkeep) * draws.revenue[i] * beyond.kept[i];
            carried[i] = (1.0 - draws.decay[i]) * (1.0 + beyond.growth[i]);
        }
        // Share of a whole year to which income arrives in the middle or at the end.
        let within = match self.timing {
            Timing::Mid => half,
            Timing::End => yearly,
        };
        let life = if self.terminal { [f64::INFINITY; N] } else { draws.life };
        let (mut at_start, mut total) = ([1.0; N], [0.0; N]);
        // Periods that a draw outlives. Which they are cannot be foreseen, so no branch depends on it until all are
        // through: a period counts whole or not at all, and what is reached of one is added at the end.
        let mut outlived = [0.0; N];
        let mut reached: SmallVec<[([f64; N], [f64; N]); 16]> = SmallVec::with_capacity(self.periods.len());
        let (mut shortest, mut longest) = (f64::INFINITY, 0.0);
        for life in life {
            shortest = if life < shortest { life } else { shortest };
            longest = if life > longest { life } else { longest };
        }
        for period in &self.periods {
            if longest <= period.start {
                break;
            }
            reached.push((share, at_start));
            if period.full == 1.0 && shortest - period.start >= 1.0 {
                for i in 0..N {
                    total[i] += period.base * share[i] * (at_start[i] * within[i]);
                    share[i] *= carried[i];
                    at_start[i] *= yearly[i];
                    outlived[i] += 1.0;
                }
            } else if period.full == 1.0 {
                for i in 0..N {
                    let whole = if life[i] - period.start >= 1.0 { 1.0 } else { 0.0 };
                    total[i] += whole * (period.base * share[i] * (at_start[i] * within[i]));
                    share[i] *= carried[i];
                    at_start[i] *= yearly[i];
                    outlived[i] += whole;
                }
            } else {
                for i in 0..N {
                    let (income, whole) = period.part(life[i], share[i], yearly[i], half[i]);
                    total[i] += income * (at_start[i] * self.arrived(whole));
                    share[i] *= carried[i];
                    at_start[i] *= whole;
                    outlived[i] += if life[i] - period.start >= period.full { 1.0 } else { 0.0 };
                }
            }
        }
        if self.terminal {
            if let Some((period, (share, at_start))) = self.periods.last().zip(reached.last()) {
                for i in 0..N {
                    let (income, whole) = period.part(life[i], share[i], yearly[i], half[i]);
                    let growth = beyond.terminal_growth[i];
                    let factor = at_start[i] * if period.full == 1.0 { within[i] } else { self.arrived(whole) };
                    total[i] += income * (1.0 + growth) / (rates[i] - growth) * factor;
                }
            }
            return total;
        }
        for i in 0..N {
            let place = outlived[i] as usize;
            let Some((period, (share, at_start))) = self.periods.get(place).zip(reached.get(place)) else { continue };
            let left = life[i] - period.start;
            // What is reached of periods of other lengths is in already.
            if period.full == 1.0 && left > 0.0 {
                let whole = discount_over(left, yearly[i], half[i]);
                total[i] += period.base * left * share[i] * (at_start[i] * self.arrived(whole));
            }
        }
        total
    }
}

impl IncomeSampler {
    /// The discount factor of the income of a part of a year, by that over the whole part.
    fn arrived(&self, whole: f64) -> f64 {
        match self.timing {
            Timing::Mid => f64::sqrt(whole),
            Timing::End => whole,
        }
    }
}

impl Period {
    /// Income of what a life reaches of the period, and the discount factor over that time: none before it begins.
    fn part(&self, life: f64, share: f64, yearly: f64, half: f64) -> (f64, f64) {
        let length = libm::fmax(libm::fmin(self.full, life - self.start), 0.0);
        (self.base * (length / self.full) * share, discount_over(length, yearly, half))
    }
}

/// Discount factor over a part of a year. Lives are drawn in half-years, so this is seldom a power.
fn discount_over(length: f64, yearly: f64, half: f64) -> f64 {
    if length == 0.5 {
        half
    } else if length == 1.0 {
        yearly
    } else if length == 0.0 {
        1.0
    } else {
        // A third of the time of a power, and as exact: lengths are below one year.
        libm::exp(length * libm::log(yearly))
    }
}

/// So many ranges a design remembers: those of a plan, not all that a search for a goal tries.
const MOST_KNOWN: usize = 256;

/// Stratified draws in five dimensions: a Latin hypercube of midpoints, shuffled by splitmix64. One design serves every
/// pool of an assessment, so that ranges move only because inputs move.
#[derive(Clone, Debug)]
pub struct Design {
    points: Vec<[f64; 5]>,
    /// What it was asked and answered: an action plan asks most questions again.
    known: RefCell<Vec<(IncomeSampler, Drivers, Range)>>,
}

impl Design {
    /// A design of `draws` points.
    #[must_use]
    pub fn latin_hypercube(draws: u32, seed: u64) -> Self {
        let count = draws as usize;
        let mut random = SplitMix64::new(seed);
        let mut points = vec![[0.0; 5]; count];
        let mut order: Vec<usize> = (0..count).collect();
        for dimension in 0..5 {
            for last in (1..count).rev() {
                order.swap(last, (random.next_bits() % (last as u64 + 1)) as usize);
            }
            for (point, stratum) in points.iter_mut().zip(&order) {
                if let Some(place) = point.get_mut(dimension) {
                    *place = (*stratum as f64 + 0.5) / f64::from(draws);
                }
            }
        }
        Design { points, known: RefCell::default() }
    }

    /// Number of draws.
    #[must_use]
    pub fn draws(&self) -> u32 {
        u32::try_from(self.points.len()).unwrap_or(u32::MAX)
    }

    /// P10, P50 and P90 of the values of all draws. Lives are rounded to half-years.
    #[must_use]
    pub fn range(&self, sampler: &IncomeSampler, drivers: &Drivers) -> Range {
        let same = |(of, with, _): &&(IncomeSampler, Drivers, Range)| with == drivers && of == sampler;
        if let Some((.., range)) = self.known.borrow().iter().find(same) {
            return *range;
        }
        let range = self.drawn(sampler, drivers);
        let mut known = self.known.borrow_mut();
        if known.len() < MOST_KNOWN {
            known.push((sampler.clone(), *drivers, range));
        }
        range
    }

    fn drawn(&self, sampler: &IncomeSampler, drivers: &Drivers) -> Range {
        let mut values = Vec::with_capacity(self.points.len().next_multiple_of(LANES));
        for points in self.points.chunks(LANES) {
            // Beyond the last point the first of its chunk is drawn again, and left out below.
            let at = |place: usize| points.get(place).or(points.first()).copied().unwrap_or([0.5; 5]);
            let points: [[f64; 5]; LANES] = from_fn(at);
            let lanes = |place: usize, draw: &dyn Fn(f64) -> f64| points.map(|point| draw(point[place]));
            values.extend(sampler.fixed_values(&Draw {
                revenue: lanes(0, &|u| drivers.revenue.quantile(u)),
                rate: lanes(1, &|u| drivers.rate.quantile(u)),
                discount_rate: lanes(2, &|u| drivers.discount_rate.quantile(u)),
                decay: lanes(3, &|u| drivers.decay.quantile(u)),
                life: lanes(4, &|u| half_years(&drivers.life, u)),
            }));
        }
        values.truncate(self.points.len());
        percentiles(&mut values)
    }
}

/// A drawn life rounded to half-years, kept inside its bounds and at least half a year or the low bound.
fn half_years(life: &Triangular, u: f64) -> f64 {
    let rounded = libm::round(life.quantile(u) * 2.0) / 2.0;
    libm::fmin(libm::fmax(rounded, life.low), life.high)
}

/// P10, P50, P90: of the values in ascending order, place `ceil(p·N) − 1`. Zero for no values.
#[must_use]
pub fn percentiles(values: &mut [f64]) -> Range {
    let mut place = |p: f64| {
        let index = libm::ceil(p * values.len() as f64) as usize;
        match index.saturating_sub(1) {
            place if place < values.len() => *values.select_nth_unstable_by(place, f64::total_cmp).1,
            _ => 0.0,
        }
    };
    Range { p10: place(0.1), p50: place(0.5), p90: place(0.9) }
}

/// Widens a range about its median: `p50·(p10/p50)^w` and `p50·(p90/p50)^w` with `w ≥ 1`.
///
/// The median stays, so that an answer equal to what was assumed can only narrow the range.
#[must_use]
pub fn widen(range: Range, exponent: f64) -> Range {
    if range.p50 <= 0.0 || exponent <= 1.0 {
        return range;
    }
    let end = |value: f64| range.p50 * libm::pow(libm::fmax(value, 0.0) / range.p50, exponent);
    Range { p10: libm::fmin(end(range.p10), range.p10), p50: range.p50, p90: libm::fmax(end(range.p90), range.p90) }
}

/// Plain draws in the order revenue, rate, discount rate, decay (and life where it varies): the reference simulation.
///
/// Returns all values in the order of the trials.
#[must_use]
pub fn simulate(sampler: &IncomeSampler, drivers: &Drivers, trials: u32, seed: u64) -> Vec<f64> {
    let mut random = SplitMix64::new(seed);
    let life_varies = drivers.life.high > drivers.life.low;
    (0..trials)
        .map(|_| {
            let mut draw = |distribution: &Triangular| distribution.quantile(random.next_uniform());
            let revenue = draw(&drivers.revenue);
            let rate = draw(&drivers.rate);
            let discount_rate = draw(&drivers.discount_rate);
            let decay = draw(&drivers.decay);
            let life = if life_varies { draw(&drivers.life) } else { drivers.life.mode };
            sampler.value(&Draw { revenue, rate, discount_rate, decay, life })
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a broken expectation is a failed test")]
mod tests {
    use super::*;
    use crate::valuation::income::{Conventions, Terminal, present_value};

    const LIVES: [Lanes; 2] = [[0.0, 0.25, 0.4, 1.0], [1.5, 2.4, 3.9, 4.0]];

    fn problem(timing: Timing, first_period: f64, last_period: f64) -> IncomeProblem {
        IncomeProblem {
            first_period,
            last_period,
            decay: 0.1,
            conventions: Conventions { timing, ..Conventions::default() },
            ..IncomeProblem::revenue_share(vec![10.0, 20.0, 30.0, 40.0], 0.5, 0.12)
        }
    }

    /// The formula written out, over as much of the periods as a life reaches.
    fn lived(problem: &IncomeProblem, life: f64) -> f64 {
        let mut short = IncomeProblem { base: Vec::new(), ..problem.clone() };
        let mut start = 0.0;
        for (base, full) in problem.base.iter().zip(problem.lengths()) {
            let length = f64::min(full, life - start);
            if length > 1e-9 {
                short.base.push(base * length / full);
                short.last_period = length;
                if short.base.len() == 1 {
                    short.first_period = length;
                }
            }
            start += full;
        }
        if short.base.is_empty() { 0.0 } else { present_value(&short).unwrap() }
    }

    #[test]
    fn draws_side_by_side_are_each_that_of_its_life() {
        for timing in [Timing::Mid, Timing::End] {
            for (first, last) in [(1.0, 1.0), (0.4, 1.0), (1.0, 0.9), (0.4, 0.5)] {
                let problem = problem(timing, first, last);
                let sampler = IncomeSampler::new(&problem, 0.0).unwrap();
                let one = Draw { revenue: 1.0, rate: 0.5, discount_rate: 0.12, decay: 0.1, life: 0.0 };
                let side_by_side = |life| {
                    let [revenue, rate, discount_rate, decay] = [1.0, 0.5, 0.12, 0.1].map(|number| [number; LANES]);
                    sampler.fixed_values(&Draw { revenue, rate, discount_rate, decay, life })
                };
                let values = LIVES.into_iter().flat_map(side_by_side);
                for (value, life) in values.zip(LIVES.into_iter().flatten()) {
                    assert_eq!(value.to_bits(), sampler.value(&Draw { life, ..one }).to_bits(), "alone, {life}");
                    let expected = lived(&problem, life);
                    assert!(
                        (value - expected).abs() < 1e-12 * 100.0,
                        "{timing:?} {first} {last} {life}: {value} {expected}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_perpetuity_follows_the_last_period_whatever_its_length() {
        for timing in [Timing::Mid, Timing::End] {
            for (first, last) in [(1.0, 1.0), (0.4, 1.0), (1.0, 0.5)] {
                let problem =
                    IncomeProblem { terminal: Some(Terminal { growth: 0.02 }), ..problem(timing, first, last) };
                let sampler = IncomeSampler::new(&problem, 0.01).unwrap();
                let draw = Draw { revenue: 1.0, rate: 0.5, discount_rate: 0.12, decay: 0.1, life: 0.3 };
                let (value, expected) = (sampler.value(&draw), present_value(&problem).unwrap());
                assert!((value - expected).abs() < 1e-10, "{timing:?} {first} {last}: {value} {expected}");
            }
        }
    }
}
