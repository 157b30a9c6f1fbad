//! Points: the uniform numbers of each trial, reached by its number alone.

use sobol_burley::{NUM_DIMENSION_SETS_4D, sample_4d};

use super::correlation::{LEAST, MOST};
use super::{Sampler, SimulationOptions};
use crate::valuation::range::SplitMix64;

/// Trials for which one scramble of the Sobol points lasts.
const SOBOL_LENGTH: u32 = 1 << 16;

/// Half the distance of two values that a coordinate can take: points lie in the middle of their cells.
const HALF_CELL: f64 = 1.0 / 16_777_216.0;

/// The points of a simulation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Points {
    sampler: Sampler,
    seed: u64,
    inputs: usize,
}

impl Points {
    /// Points with a coordinate for each of `inputs` inputs.
    pub(super) fn new(options: &SimulationOptions, inputs: usize) -> Self {
        Points { sampler: options.sampler, seed: options.seed, inputs }
    }

    /// The coordinates of a trial, each in 0–1 without the ends.
    pub(super) fn fill(&self, trial: u32, uniforms: &mut [f64]) {
        match self.sampler {
            Sampler::SplitMix64 => {
                let mut random = SplitMix64::after(self.seed, u64::from(trial).wrapping_mul(self.inputs as u64));
                for uniform in uniforms {
                    *uniform = random.next_uniform().clamp(LEAST, MOST);
                }
            }
            Sampler::Sobol => {
                let (block, place) = (trial / SOBOL_LENGTH, trial % SOBOL_LENGTH);
                for (set, uniforms) in (0_u32..).zip(uniforms.chunks_mut(4)) {
                    let scramble = self.scramble(block, set / NUM_DIMENSION_SETS_4D);
                    let point = sample_4d(place, set % NUM_DIMENSION_SETS_4D, scramble);
                    for (uniform, coordinate) in uniforms.iter_mut().zip(point) {
                        *uniform = f64::from(coordinate) + HALF_CELL;
                    }
                }
            }
        }
    }

    /// The seed of the scramble of a block of trials and a group of inputs.
    fn scramble(&self, block: u32, group: u32) -> u32 {
        let place = (u64::from(group) << 32) | u64::from(block);
        (SplitMix64::after(self.seed, place).next_bits() >> 32) as u32
    }
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
        Points::new(&options, expected.len()).fill(trial, &mut uniforms);
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
        let points = Points::new(&options, 300);
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
}
