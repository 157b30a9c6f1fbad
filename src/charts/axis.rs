//! A linear axis and round positions on it.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

/// Round positions within `from..=to`, at most `count`, for the caller to format as
/// [`Marker`](super::Marker)s. Empty when the range is empty or not finite.
#[must_use]
pub fn nice_ticks(from: f64, to: f64, count: usize) -> Vec<f64> {
    if !(from.is_finite() && to.is_finite() && from < to) {
        return Vec::new();
    }
    RangedCoordf64::from(from..to).key_points(count)
}

/// Maps values to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    values: (f64, f64),
    pixels: (f64, f64),
}

impl Axis {
    /// Covers all finite values given, with `margin` of the spread added on both sides. Without
    /// any spread the axis is centred on the value.
    pub fn over(values: impl IntoIterator<Item = f64>, margin: f64, pixels: (f64, f64)) -> Self {
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        let values = if low > high {
            (0.0, 1.0)
        } else if low == high {
            (low - 1.0, high + 1.0)
        } else {
            (low - (high - low) * margin, high + (high - low) * margin)
        };
        Self { values, pixels }
    }

    /// Exactly `from..=to`.
    pub fn exact(from: f64, to: f64, pixels: (f64, f64)) -> Self {
        Self::over([from, to], 0.0, pixels)
    }

    /// Pixel of a value; values outside are held at the ends.
    pub fn at(&self, value: f64) -> f64 {
        let share = (value - self.values.0) / (self.values.1 - self.values.0);
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }
}
