//! Points: the uniform numbers of each trial, reached by its number alone.

use sobol_burley::NUM_DIMENSIONS;
use sobol_burley::parts::{hash, owen_scramble_rev, sobol_rev};

use super::correlation::LEAST;
use super::{Sampler, SimulationOptions};
use crate::valuation::range::SplitMix64;

/// Trials for which one scramble of the Sobol points lasts.
const SOBOL_LENGTH: u32 = 1 << 16;

/// A coordinate is a whole number of these, 2⁻²³ each, and half of one: points lie in the middle of their cells.
const CELL: f64 = 1.0 / 8_388_608.0;

/// The points of a simulation.
#[derive(Clone, Debug)]
pub(super) struct Points {
    seed: u64,
    inputs: usize,
    sobol: Option<Sobol>,
}

impl Points {
    /// Points with a coordinate for each of `inputs` inputs.
    pub(super) fn new(options: &SimulationOptions, inputs: usize) -> Self {
        let sobol = match options.sampler {
            Sampler::SplitMix64 => None,
            Sampler::Sobol => Some(Sobol::new(options.seed, inputs)),
        };
        Points { seed: options.seed, inputs, sobol }
    }

    /// The coordinates of a trial, each in 0–1 without the ends.
    pub(super) fn fill<'a>(&mut self, trial: u32, uniforms: impl IntoIterator<Item = &'a mut f64>) {
        match &mut self.sobol {
            None => {
                let mut random = SplitMix64::after(self.seed, u64::from(trial).wrapping_mul(self.inputs as u64));
                for uniform in uniforms {
                    // Below one it always is.
                    let drawn = random.next_uniform();
                    *uniform = if drawn < LEAST { LEAST } else { drawn };
                }
            }
            Some(sobol) => sobol.fill(trial, uniforms),
        }
    }
}

/// Scrambled Sobol points: those of `sobol_burley::sample`, with what holds for many trials prepared once.
#[derive(Clone, Debug)]
struct Sobol {
    seed: u64,
    /// Block of trials that the scrambles are those of.
    block: u32,
    groups: Vec<Group>,
}

/// As many coordinates as there are directions, with a scramble of their own.
#[derive(Clone, Debug)]
struct Group {
    shuffle: u32,
    coordinates: Vec<Coordinate>,
}

/// One coordinate.
#[derive(Clone, Debug)]
struct Coordinate {
    /// Its number within the group.
    number: u32,
    scramble: u32,
    /// Unscrambled coordinates of the first and the second byte of a place; their exclusive or is that of the place.
    first: Box<[u32; 256]>,
    second: Box<[u32; 256]>,
}

impl Sobol {
    fn new(seed: u64, inputs: usize) -> Self {
        let mut left = u32::try_from(inputs).unwrap_or(u32::MAX);
        let mut groups = Vec::new();
        while left > 0 {
            let count = left.min(NUM_DIMENSIONS);
            groups.push(Group { shuffle: 0, coordinates: (0..count).map(Coordinate::new).collect() });
            left -= count;
        }
        let mut sobol = Sobol { seed, block: 0, groups };
        sobol.scramble(0);
        sobol
    }

    fn fill<'a>(&mut self, trial: u32, uniforms: impl IntoIterator<Item = &'a mut f64>) {
        let (block, place) = (trial / SOBOL_LENGTH, trial % SOBOL_LENGTH);
        if block != self.block {
            self.scramble(block);
        }
        let mut uniforms = uniforms.into_iter();
        for group in &self.groups {
            let place = owen_scramble_rev(place.reverse_bits(), group.shuffle).to_be_bytes();
            for (coordinate, uniform) in group.coordinates.iter().zip(uniforms.by_ref()) {
                *uniform = coordinate.at(place);
            }
        }
    }

    /// The scrambles of a block of trials, from those of `sobol_burley::sample` at the seed of block and group.
    fn scramble(&mut self, block: u32) {
        self.block = block;
        for (group, place) in self.groups.iter_mut().zip(0_u64..) {
            let seed = (SplitMix64::after(self.seed, (place << 32) | u64::from(block)).next_bits() >> 32) as u32;
            group.shuffle = hash(seed ^ 0x79c6_8e4a);
            for coordinate in &mut group.coordinates {
                coordinate.scramble(seed.wrapping_mul(0x9c8f_2d3b));
            }
        }
    }
}

impl Coordinate {
    fn new(number: u32) -> Self {
        let table = |shift: u32| {
            let mut table = Box::new([0; 256]);
            for (entry, byte) in table.iter_mut().zip(0_u32..) {
                *entry = sobol_rev(byte << shift, number);
            }
            table
        };
        Coordinate { number, scramble: 0, first: table(24), second: table(16) }
    }

    fn scramble(&mut self, seed: u32) {
        let own = match self.number % 4 {
            0 => 0x912f_69ba,
            1 => 0x174f_18ab,
            2 => 0x691e_72ca,
            _ => 0xb40c_c1b8,
        };
        self.scramble = hash((self.number / 4) ^ seed ^ own);
    }

    /// The coordinate at a shuffled place, bits reversed.
    fn at(&self, place: [u8; 4]) -> f64 {
        let [first, second, ..] = place;
        let plain = table_entry(&self.first, first) ^ table_entry(&self.second, second);
        let cell = owen_scramble_rev(plain, self.scramble).reverse_bits() >> 9;
        (f64::from(cell) + 0.5) * CELL
    }
}

fn table_entry(table: &[u32; 256], byte: u8) -> u32 {
    table.get(usize::from(byte)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_fills(sampler: Sampler, trial: u32, expected: &[f64]) {
        let options = SimulationOptions {
            trials: 1,
            seed: 20_261_123,
            sampler,
            percentiles: super::super::PercentileRule::Linear,
            thresholds: Vec::new(),
        };
        let mut uniforms = vec![0.0; expected.len()];
        let mut points = Points::new(&options, expected.len());
        points.fill(trial, &mut uniforms);
        assert_eq!(uniforms, expected);
    }

    #[test]
    fn random_points_are_one_stream() {
        let mut random = SplitMix64::new(20_261_123);
        let mut next = || [random.next_uniform(), random.next_uniform()];
        let first = next();
        let second = next();
        check_fills(Sampler::SplitMix64, 0, &first);
        check_fills(Sampler::SplitMix64, 1, &second);
    }

    #[test]
    fn sobol_points_are_stratified_in_every_coordinate() {
        let options = SimulationOptions {
            trials: 1,
            seed: 7,
            sampler: Sampler::Sobol,
            percentiles: super::super::PercentileRule::Linear,
            thresholds: Vec::new(),
        };
        // 300 inputs: past the directions at hand, with a scramble of their own.
        let mut points = Points::new(&options, 300);
        let mut uniforms = vec![0.0; 300];
        let mut hit = vec![[false; 256]; 300];
        for trial in SOBOL_LENGTH..SOBOL_LENGTH + 256 {
            points.fill(trial, &mut uniforms);
            for (hit, uniform) in hit.iter_mut().zip(&uniforms) {
                assert!(*uniform > 0.0 && *uniform < 1.0);
                if let Some(cell) = hit.get_mut((uniform * 256.0) as usize) {
                    *cell = true;
                }
            }
        }
        assert!(hit.iter().flatten().all(|cell| *cell), "one point in each of 256 strata");
    }

    #[test]
    fn sobol_points_are_those_of_the_library() {
        let (seed, inputs) = (20_261_123, 260_usize);
        let options = SimulationOptions {
            trials: 1,
            seed,
            sampler: Sampler::Sobol,
            percentiles: super::super::PercentileRule::Linear,
            thresholds: Vec::new(),
        };
        let mut points = Points::new(&options, inputs);
        let mut uniforms = vec![0.0; inputs];
        for trial in [0, 1, 77, 65_535, 65_536, 300_000, 5] {
            points.fill(trial, &mut uniforms);
            for (input, uniform) in (0_u32..).zip(&uniforms) {
                let (group, dimension) = (input / NUM_DIMENSIONS, input % NUM_DIMENSIONS);
                let place = (u64::from(group) << 32) | u64::from(trial / SOBOL_LENGTH);
                let scramble = (SplitMix64::after(seed, place).next_bits() >> 32) as u32;
                let expected = sobol_burley::sample(trial % SOBOL_LENGTH, dimension, scramble);
                assert_eq!(*uniform, f64::from(expected) + CELL / 2.0, "trial {trial}, input {input}");
            }
        }
    }
}
