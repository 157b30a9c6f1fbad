//! The income formula prepared for many draws, several of them valued side by side.

use smallvec::SmallVec;

use super::ValuationError;
use super::income::{IncomeBasis, IncomeProblem, TaxBasis, Timing, lengths, start};

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
        let draw =
            Draw { revenue: [revenue], rate: [rate], discount_rate: [discount_rate], decay: [decay], life: [life] };
        let [value] = self.fixed_values(&draw, None);
        value
    }

    /// The values of draws side by side, as [`IncomeSampler::values`]. Does not allocate for up to sixteen periods.
    pub(super) fn fixed_values<const N: usize>(
        &self,
        draws: &Draw<[f64; N]>,
        over_first: Option<&[f64; N]>,
    ) -> [f64; N] {
        let Beyond { growth, kept, terminal_growth } = self.fixed;
        let beyond = Beyond { growth: [growth; N], kept: [kept; N], terminal_growth: [terminal_growth; N] };
        self.values(draws, &beyond, over_first)
    }

    /// The length of the first period, where it is a part of a year over which the discount factor is a power.
    pub(super) fn first_part(&self) -> Option<f64> {
        self.periods.first().map(|period| period.full).filter(|full| ![0.5, 1.0].contains(full))
    }

    /// The least rate at which a draw is discounted when growth after the forecast is not drawn.
    pub(super) fn least_rate(&self) -> f64 {
        if self.terminal { self.fixed.terminal_growth + self.least_gap } else { f64::NEG_INFINITY }
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
    /// whatever is drawn beside it. `over_first` are the discount factors over the whole first period, where they are
    /// known from [`discounts_over`].
    pub(super) fn values<const N: usize>(
        &self,
        draws: &Draw<[f64; N]>,
        beyond: &Beyond<[f64; N]>,
        over_first: Option<&[f64; N]>,
    ) -> [f64; N] {
        match self.first_part() {
            Some(_) => self.values_of::<N, true>(draws, beyond, over_first),
            None => self.values_of::<N, false>(draws, beyond, None),
        }
    }

    /// As [`IncomeSampler::values`], with a first period that is a part of a year or without: two programs, since what the
    /// one keeps at hand holds the other up.
    fn values_of<const N: usize, const PART: bool>(
        &self,
        draws: &Draw<[f64; N]>,
        beyond: &Beyond<[f64; N]>,
        over_first: Option<&[f64; N]>,
    ) -> [f64; N] {
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
        let (shortest, longest) = ends(&life);
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
                let known = over_first.filter(|_| period.start == 0.0);
                let after = if PART { self.first_of(&reached) } else { None };
                for i in 0..N {
                    let length = period.lived(life[i]);
                    let whole = match (known, after) {
                        (Some(factors), _) if length == period.full => factors[i],
                        (_, Some((first, over))) => discount_after(first, over[i], length, yearly[i], half[i]),
                        _ => discount_over(length, yearly[i], half[i]),
                    };
                    let income = period.income(length, share[i]);
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
                    let length = period.lived(life[i]);
                    let (income, whole) = (period.income(length, share[i]), discount_over(length, yearly[i], half[i]));
                    let growth = beyond.terminal_growth[i];
                    let factor = at_start[i] * if period.full == 1.0 { within[i] } else { self.arrived(whole) };
                    total[i] += income * (1.0 + growth) / (rates[i] - growth) * factor;
                }
            }
            return total;
        }
        let after = if PART { self.first_of(&reached) } else { None };
        for i in 0..N {
            let place = outlived[i] as usize;
            let Some((period, (share, at_start))) = self.periods.get(place).zip(reached.get(place)) else { continue };
            let left = life[i] - period.start;
            // What is reached of periods of other lengths is in already.
            if period.full == 1.0 && left > 0.0 {
                let whole = match after {
                    Some((first, over)) => discount_after(first, over[i], left, yearly[i], half[i]),
                    None => discount_over(left, yearly[i], half[i]),
                };
                total[i] += period.base * left * share[i] * (at_start[i] * self.arrived(whole));
            }
        }
        total
    }
}

/// The shortest and the longest of lives.
fn ends(lives: &[f64]) -> (f64, f64) {
    // Not by `fmin`, which is a call.
    lives.iter().fold((f64::INFINITY, 0.0), |(shortest, longest), life| {
        (if *life < shortest { *life } else { shortest }, if *life > longest { *life } else { longest })
    })
}

impl IncomeSampler {
    /// The length of the first period, and the discount factors over it, once the second is reached: it starts with them.
    fn first_of<const N: usize>(&self, reached: &[([f64; N], [f64; N])]) -> Option<(f64, [f64; N])> {
        Some((self.first_part()?, reached.get(1)?.1))
    }

    /// The discount factor of the income of a part of a year, by that over the whole part.
    fn arrived(&self, whole: f64) -> f64 {
        match self.timing {
            Timing::Mid => f64::sqrt(whole),
            Timing::End => whole,
        }
    }
}

impl Period {
    /// What a life reaches of the period, years: nothing before it begins.
    fn lived(&self, life: f64) -> f64 {
        libm::fmax(libm::fmin(self.full, life - self.start), 0.0)
    }

    /// Income of so much of the period.
    fn income(&self, length: f64, share: f64) -> f64 {
        self.base * (length / self.full) * share
    }
}

/// Discount factors over the same part of a year at several rates.
pub(super) fn discounts_over<const N: usize>(length: f64, rates: [f64; N]) -> [f64; N] {
    rates.map(|rate| {
        let yearly = 1.0 / (1.0 + rate);
        discount_over(length, yearly, f64::sqrt(yearly))
    })
}

/// As [`discount_over`] a part of a year that a whole first part came before. Both together are mostly half-years, since
/// lives are drawn in these: then the factor over the first part gives that over the other.
fn discount_after(first: f64, over_first: f64, length: f64, yearly: f64, half: f64) -> f64 {
    let halves = 2.0 * (first + length);
    let near = |count: f64| f64::abs(halves - count) < 1e-12;
    if near(1.0) {
        half / over_first
    } else if near(2.0) {
        yearly / over_first
    } else if near(3.0) {
        yearly * half / over_first
    } else {
        discount_over(length, yearly, half)
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
                    sampler.fixed_values(&Draw { revenue, rate, discount_rate, decay, life }, None)
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
    fn known_discount_factors_over_the_first_period_change_nothing() {
        let rates = [0.08, 0.11, 0.15, 0.02];
        for (terminal, lives) in [(None, LIVES[0]), (None, LIVES[1]), (Some(Terminal { growth: 0.03 }), LIVES[0])] {
            let sampler =
                IncomeSampler::new(&IncomeProblem { terminal, ..problem(Timing::Mid, 0.4, 1.0) }, 0.01).unwrap();
            let [revenue, rate, decay] = [1.0, 0.5, 0.1].map(|number| [number; LANES]);
            let draws = Draw { revenue, rate, discount_rate: rates, decay, life: lives };
            let held = rates.map(|rate| f64::max(rate, sampler.least_rate()));
            let factors = discounts_over(sampler.first_part().unwrap(), held);
            assert_eq!(sampler.fixed_values(&draws, Some(&factors)), sampler.fixed_values(&draws, None));
        }
        let whole = IncomeSampler::new(&problem(Timing::Mid, 1.0, 1.0), 0.0).unwrap();
        assert_eq!(whole.first_part(), None);
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
