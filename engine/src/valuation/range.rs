//! Ranges 区间: draws of the uncertain inputs through the income formula, and what missing answers add.

use std::array::from_fn;
use std::rc::Rc;

use super::Range;
pub use super::income_sampler::{Draw, IncomeSampler};
use super::income_sampler::{LANES, Lanes, discounts_over};
use super::memo::Memo;

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
        // Through a signed number, which it fits: one instruction in wasm, where unsigned ones take many.
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
        let [value] = self.quantiles([u]);
        value
    }

    /// As [`Triangular::quantile`], side by side. On which side of the mode one falls cannot be foreseen, so no branch
    /// depends on it.
    #[must_use]
    pub fn quantiles<const N: usize>(&self, u: [f64; N]) -> [f64; N] {
        let width = self.high - self.low;
        if width <= 0.0 {
            return [self.mode; N];
        }
        let (below, above) = (self.mode - self.low, self.high - self.mode);
        let turn = below / width;
        u.map(|u| {
            let left = u < turn;
            let (part, side) = if left { (u, below) } else { (1.0 - u, above) };
            let root = f64::sqrt(part * width * side);
            if left { self.low + root } else { self.high - root }
        })
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

/// Stratified draws in five dimensions: a Latin hypercube of midpoints, shuffled by splitmix64. One design serves every
/// pool of an assessment, so that ranges move only because inputs move.
#[derive(Clone, Debug)]
pub struct Design {
    points: Vec<[f64; 5]>,
    known: Memo<(IncomeSampler, Drivers), Range>,
    /// Discount factors over a part of a year: pools of one stage share their rates, and every pool the part of this year.
    over_parts: Memo<PartYear, Rc<[Lanes]>>,
}

/// A part of a year, and the rates at which draws are discounted over it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct PartYear {
    length: f64,
    rate: Triangular,
    least_rate: f64,
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
        Design { points, known: Memo::default(), over_parts: Memo::default() }
    }

    /// Number of draws.
    #[must_use]
    pub fn draws(&self) -> u32 {
        u32::try_from(self.points.len()).unwrap_or(u32::MAX)
    }

    /// P10, P50 and P90 of the values of all draws. Lives are rounded to half-years.
    #[must_use]
    pub fn range(&self, sampler: &IncomeSampler, drivers: &Drivers) -> Range {
        self.known.answer(
            |(of, with)| with == drivers && of == sampler,
            || ((sampler.clone(), *drivers), self.drawn(sampler, drivers)),
        )
    }

    fn drawn(&self, sampler: &IncomeSampler, drivers: &Drivers) -> Range {
        let mut values = Vec::with_capacity(self.points.len().next_multiple_of(LANES));
        let over_first = sampler.first_part().map(|length| {
            self.over_part(PartYear { length, rate: drivers.discount_rate, least_rate: sampler.least_rate() })
        });
        for (chunk, points) in self.chunks().enumerate() {
            let lanes = |place: usize, of: &Triangular| of.quantiles(points.map(|point| point[place]));
            let draws = Draw {
                revenue: lanes(0, &drivers.revenue),
                rate: lanes(1, &drivers.rate),
                discount_rate: lanes(2, &drivers.discount_rate),
                decay: lanes(3, &drivers.decay),
                life: lanes(4, &drivers.life).map(|years| half_years(&drivers.life, years)),
            };
            let over_first = over_first.as_ref().and_then(|factors| factors.get(chunk));
            values.extend(sampler.fixed_values(&draws, over_first));
        }
        values.truncate(self.points.len());
        percentiles(&mut values)
    }

    /// The points, as many as are drawn side by side. Beyond the last one the first of its chunk is drawn again.
    fn chunks(&self) -> impl Iterator<Item = [[f64; 5]; LANES]> {
        self.points
            .chunks(LANES)
            .map(|points| from_fn(|place| points.get(place).or(points.first()).copied().unwrap_or([0.5; 5])))
    }

    fn over_part(&self, part: PartYear) -> Rc<[Lanes]> {
        self.over_parts.answer(
            |known| *known == part,
            || {
                let PartYear { length, rate, least_rate } = part;
                let rates = self.chunks().map(|points| rate.quantiles(points.map(|point| point[2])));
                let held = rates.map(|rates| rates.map(|rate| libm::fmax(rate, least_rate)));
                (part, held.map(|rates| discounts_over(length, rates)).collect())
            },
        )
    }
}

/// A drawn life rounded to half-years, kept inside its bounds and at least half a year or the low bound.
fn half_years(life: &Triangular, years: f64) -> f64 {
    let rounded = round(years * 2.0) / 2.0;
    // Not by `fmax` and `fmin`, which are calls.
    let least = if rounded > life.low { rounded } else { life.low };
    if least < life.high { least } else { life.high }
}

/// As `libm::round`, half away from zero, without a branch: draws of many trials are rounded side by side.
pub(super) fn round(value: f64) -> f64 {
    let whole = value.trunc();
    let beyond = if (value - whole).abs() >= 0.5 { 1.0 } else { 0.0 };
    whole + f64::copysign(beyond, value)
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
