//! Delay option 延迟期权 on a project that a right protects.

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exercise {
    /// Only at the end 欧式.
    European,
    /// At any time 美式; a patent is used at any time, so this is the one to report.
    American,
}

/// Standard normal distribution function.
pub(super) fn normal(x: f64) -> f64 {
    0.5 * libm::erfc(-x / core::f64::consts::SQRT_2)
}

/// Black–Scholes–Merton value with yield; can fall below S − K when the cost of delay is high.
#[must_use]
pub fn black_scholes(problem: &OptionProblem) -> f64 {
    let OptionProblem { project_value: s, development_cost: k, years: t, volatility, risk_free: r, cost_of_delay: y } =
        *problem;
    let spread = volatility * libm::sqrt(t);
    let d1 = (libm::log(s / k) + (r - y + volatility * volatility / 2.0) * t) / spread;
    let d2 = d1 - spread;
    s * libm::exp(-y * t) * normal(d1) - k * libm::exp(-r * t) * normal(d2)
}

/// Binomial value of Cox, Ross and Rubinstein.
#[must_use]
pub fn binomial(problem: &OptionProblem, steps: u32, exercise: Exercise) -> f64 {
    let OptionProblem { project_value: s, development_cost: k, years, volatility, risk_free, cost_of_delay } = *problem;
    let step = years / f64::from(steps);
    let up = libm::exp(volatility * libm::sqrt(step));
    let down = 1.0 / up;
    let chance = (libm::exp((risk_free - cost_of_delay) * step) - down) / (up - down);
    let discount = libm::exp(-risk_free * step);
    // The tree has only 2·steps + 1 different prices.
    let gains: Vec<f64> = (0..=2 * steps)
        .map(|place| libm::fmax(s * libm::pow(up, f64::from(place) - f64::from(steps)) - k, 0.0))
        .collect();
    let mut values: Vec<f64> = gains.iter().copied().step_by(2).collect();
    for step in (0..steps as usize).rev() {
        // Prices of this step: from the lowest, every second one.
        let now = gains.iter().skip(steps as usize - step).step_by(2);
        values = values
            .iter()
            .zip(values.iter().skip(1))
            .zip(now)
            .map(|((low, high), gain)| {
                let hold = discount * (chance * high + (1.0 - chance) * low);
                match exercise {
                    Exercise::European => hold,
                    Exercise::American => libm::fmax(hold, *gain),
                }
            })
            .collect();
    }
    values.first().copied().unwrap_or(0.0)
}
