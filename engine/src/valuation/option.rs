//! Delay option 延迟期权 on a project that a right protects.

use crate::rules::Unit;
use crate::working::{Cell, Expr, Sheet, Term};

/// A delay option with explicit inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OptionProblem {
    /// Present value of the project's cash flow S, yuan.
    pub project_value: f64,
    /// Development cost K, yuan.
    pub development_cost: f64,
    /// Years of protection left t.
    pub years: f64,
    /// Volatility σ per year.
    pub volatility: f64,
    /// Risk-free rate, continuous.
    pub risk_free: f64,
    /// Cost of delay y per year, continuous; usually 1/t.
    pub cost_of_delay: f64,
}

/// When the option may be exercised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exercise {
    /// Only at the end 欧式.
    European,
    /// At any time 美式; a patent is used at any time, so this is the one to report.
    #[default]
    American,
}

/// Standard normal distribution function.
pub(super) fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
}

/// What the option gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OptionKind {
    /// The project against its cost 延迟期权.
    #[default]
    Call,
    /// A salvage value against the project 放弃期权.
    Put,
}

/// Lines of a sheet that hold the inputs of an [`OptionProblem`].
#[derive(Clone, Copy, Debug)]
pub struct OptionCells {
    /// S.
    pub project_value: Cell,
    /// K, or the salvage value of a put.
    pub development_cost: Cell,
    /// t.
    pub years: Cell,
    /// σ.
    pub volatility: Cell,
    /// Risk-free rate, continuous.
    pub risk_free: Cell,
    /// y.
    pub cost_of_delay: Cell,
}

/// Writes the value of Black, Scholes and Merton with yield and returns the lines of d1, d2 and the value, which can
/// fall below S − K when the cost of delay is high.
pub fn write_black_scholes(sheet: &mut Sheet, cells: OptionCells, kind: OptionKind) -> [Cell; 3] {
    let OptionCells { project_value: s, development_cost: k, years: t, volatility, risk_free: r, cost_of_delay: y } =
        cells;
    let spread = volatility * Expr::from(t).sqrt();
    let drift = (r - y + volatility * volatility / 2.0) * t;
    let d1 = sheet.compute(Term::OPTION_D1, Unit::Factor, ((s / k).ln() + drift) / spread.clone());
    let d2 = sheet.compute(Term::OPTION_D2, Unit::Factor, d1 - spread);
    let project = s * (-y * t).exp();
    let cost = k * (-r * t).exp();
    let value = match kind {
        OptionKind::Call => project * Expr::from(d1).normal_cdf() - cost * Expr::from(d2).normal_cdf(),
        OptionKind::Put => cost * (-d2).normal_cdf() - project * (-d1).normal_cdf(),
    };
    [d1, d2, sheet.compute(Term::EUROPEAN_VALUE, Unit::Yuan, value)]
}

/// Binomial value of Cox, Ross and Rubinstein.
#[must_use]
pub fn binomial(problem: &OptionProblem, steps: u32, exercise: Exercise) -> f64 {
    binomial_of(problem, steps, exercise, OptionKind::Call)
}

/// As [`binomial`], for either kind of option.
#[must_use]
pub fn binomial_of(problem: &OptionProblem, steps: u32, exercise: Exercise, kind: OptionKind) -> f64 {
    let OptionProblem { project_value: s, development_cost: k, years, volatility, risk_free, cost_of_delay } = *problem;
    let step = years / f64::from(steps);
    let up = libm::exp(volatility * libm::sqrt(step));
    let down = 1.0 / up;
    let chance = (libm::exp((risk_free - cost_of_delay) * step) - down) / (up - down);
    let discount = libm::exp(-risk_free * step);
    // The tree has only 2·steps + 1 different prices.
    let gain = |place: u32| {
        let price = s * libm::exp(volatility * libm::sqrt(step) * (f64::from(place) - f64::from(steps)));
        libm::fmax(if kind == OptionKind::Call { price - k } else { k - price }, 0.0)
    };
    // Every second one stands at a step, so those of the even and of the odd steps lie side by side.
    let mut values: Vec<f64> = (0..=2 * steps).step_by(2).map(gain).collect();
    let gains = [values.clone(), (1..2 * steps).step_by(2).map(gain).collect()];
    for back in 1..=steps as usize {
        let left = steps as usize + 1 - back;
        let now = gains[back % 2].iter().skip(back / 2);
        // Each value is read before it is replaced. Chosen by comparison, not by `fmax`, which is a call.
        for (place, gain) in (0..left).zip(now) {
            let hold = discount * (chance * values[place + 1] + (1.0 - chance) * values[place]);
            // The gain also where holding has no value that is a number, as without any volatility.
            values[place] = if exercise == Exercise::European || hold >= *gain { hold } else { *gain };
        }
    }
    values.first().copied().unwrap_or(0.0)
}
