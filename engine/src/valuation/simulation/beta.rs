//! The beta distribution 贝塔分布 of PERT estimates, its inverse tabulated for many draws.
//!
//! The inverse has no formula, and solving for it costs a thousand draws of any other distribution. So it is tabulated
//! once a simulation: cubic pieces that share value and slope with the inverse, halved until each is off by less than
//! [`U_ERROR`] in probability.
//!
//! # Source
//! Hörmann and Leydold (2003), Continuous random variate generation by fast numerical inversion.

/// Largest error of the table in probability.
const U_ERROR: f64 = 1e-11;

/// Places of the guide that finds the piece of a probability at once.
const GUIDE: usize = 512;

/// The inverse of a beta distribution function on 0–1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BetaInverse {
    knots: Vec<Knot>,
    /// For each place of the guide the last knot at or before it.
    guide: Vec<u32>,
}

/// A point of the inverse: `x`, the probability below it, and `dx/du`.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Knot {
    u: f64,
    x: f64,
    slope: f64,
}

impl BetaInverse {
    /// Tabulates Beta(`alpha`, `beta`), both at least 1.
    pub(super) fn new(alpha: f64, beta: f64) -> Self {
        let density = Density::new(alpha, beta);
        let end = |x: f64, u: f64| Knot { u, x, slope: f64::INFINITY };
        let mut knots = vec![end(0.0, 0.0)];
        let mut before = end(0.0, 0.0);
        for part in 1..=16 {
            let after = if part == 16 { end(1.0, 1.0) } else { density.knot(f64::from(part) / 16.0) };
            density.halve(before, after, 0, &mut knots);
            before = after;
        }
        let mut guide = Vec::with_capacity(GUIDE);
        let mut last = 0_u32;
        let mut rest = knots.iter().skip(1).peekable();
        for place in 0..GUIDE {
            let u = place as f64 / GUIDE as f64;
            while rest.next_if(|knot| knot.u <= u).is_some() {
                last += 1;
            }
            guide.push(last);
        }
        BetaInverse { knots, guide }
    }

    /// The value below which a draw falls with probability `u`, 0 < u < 1.
    pub(super) fn at(&self, u: f64) -> f64 {
        let place = self.guide.get((u * GUIDE as f64) as usize).copied().unwrap_or(0) as usize;
        let mut pieces = self.knots.iter().skip(place).zip(self.knots.iter().skip(place + 1));
        pieces.find(|(_, after)| u < after.u).map_or(1.0, |(before, after)| between(before, after, u))
    }
}

/// The cubic between two knots; straight where a slope is infinite, which only the outermost pieces are.
fn between(before: &Knot, after: &Knot, u: f64) -> f64 {
    let width = after.u - before.u;
    let rise = after.x - before.x;
    let t = (u - before.u) / width;
    if before.slope.is_infinite() || after.slope.is_infinite() {
        return before.x + rise * t;
    }
    let (first, last) = (before.slope * width, after.slope * width);
    let (square, cube) = (3.0 * rise - 2.0 * first - last, first + last - 2.0 * rise);
    before.x + t * (first + t * (square + t * cube))
}

/// The density and what it needs.
struct Density {
    alpha: f64,
    beta: f64,
    /// Logarithm of the beta function.
    log_beta: f64,
}

impl Density {
    fn new(alpha: f64, beta: f64) -> Self {
        let log_beta = libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta);
        Density { alpha, beta, log_beta }
    }

    fn knot(&self, x: f64) -> Knot {
        let log = (self.alpha - 1.0) * libm::log(x) + (self.beta - 1.0) * libm::log1p(-x) - self.log_beta;
        Knot { u: self.below(x), x, slope: libm::exp(-log) }
    }

    /// Adds the pieces between two knots, without the first knot.
    fn halve(&self, before: Knot, after: Knot, depth: u32, knots: &mut Vec<Knot>) {
        let outermost = before.slope.is_infinite() || after.slope.is_infinite();
        let fits = if outermost {
            after.u - before.u <= U_ERROR
        } else {
            let (width, rise) = (after.u - before.u, after.x - before.x);
            // Cubics with slopes up to three times the rise ascend throughout.
            let ascends = before.slope * width <= 3.0 * rise && after.slope * width <= 3.0 * rise;
            let middle = before.u + width / 2.0;
            ascends && libm::fabs(self.below(between(&before, &after, middle)) - middle) <= U_ERROR
        };
        if fits || depth == 60 {
            knots.push(after);
            return;
        }
        let middle = self.knot((before.x + after.x) / 2.0);
        self.halve(before, middle, depth + 1, knots);
        self.halve(middle, after, depth + 1, knots);
    }

    /// The regularised incomplete beta function `I_x(α, β)`: the probability below `x`.
    ///
    /// # Source
    /// The continued fraction of DLMF 8.17.22, evaluated by the method of Lentz.
    fn below(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        let (a, b) = (self.alpha, self.beta);
        let front = libm::exp(a * libm::log(x) + b * libm::log1p(-x) - self.log_beta);
        if x < (a + 1.0) / (a + b + 2.0) {
            front * fraction(a, b, x) / a
        } else {
            1.0 - front * fraction(b, a, 1.0 - x) / b
        }
    }
}

/// The continued fraction of the incomplete beta function.
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const LEAST: f64 = 1e-300;
    let away = |value: f64| if libm::fabs(value) < LEAST { LEAST } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut product = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        product *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        product *= d * c;
        if libm::fabs(d * c - 1.0) < 1e-16 {
            break;
        }
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table against distribution functions that have a formula.
    fn check_inverse(alpha: f64, beta: f64, below: impl Fn(f64) -> f64) {
        let inverse = BetaInverse::new(alpha, beta);
        let mut last = 0.0;
        for place in 1..10_000 {
            let u = f64::from(place) / 10_000.0;
            let x = inverse.at(u);
            assert!(x > last, "not ascending at {u}");
            assert!(libm::fabs(below(x) - u) < 1e-10, "{alpha}, {beta} at {u}: {x} has {} below", below(x));
            last = x;
        }
    }

    #[test]
    fn uniform() {
        check_inverse(1.0, 1.0, |x| x);
    }

    #[test]
    fn rising_power() {
        check_inverse(5.0, 1.0, |x| x * x * x * x * x);
    }

    #[test]
    fn falling_power() {
        check_inverse(1.0, 5.0, |x| 1.0 - (1.0 - x) * (1.0 - x) * (1.0 - x) * (1.0 - x) * (1.0 - x));
    }

    #[test]
    fn symmetric_pert() {
        // Beta(3, 3): 10x³ − 15x⁴ + 6x⁵.
        check_inverse(3.0, 3.0, |x| x * x * x * (10.0 + x * (6.0 * x - 15.0)));
    }

    #[test]
    fn skewed() {
        // Beta(2, 4): 10x²(1−x)³ + 10x³(1−x)² + 5x⁴(1−x) + x⁵, the binomial sum.
        check_inverse(2.0, 4.0, |x| {
            let y = 1.0 - x;
            x * x * (10.0 * y * y * y + x * (10.0 * y * y + x * (5.0 * y + x)))
        });
    }

    #[test]
    fn half_whole_parameters() {
        // Beta(3/2, 3/2) is the semicircle.
        check_inverse(1.5, 1.5, |x| {
            let t = 2.0 * x - 1.0;
            0.5 + (t * libm::sqrt(1.0 - t * t) + libm::asin(t)) / core::f64::consts::PI
        });
    }
}
