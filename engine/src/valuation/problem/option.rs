//! Real options 实物期权: delay, abandonment, and a project in stages.

use serde::{Deserialize, Serialize};

use super::discount::check_rate;
use super::error::{ensure, ensure_finite, ensure_not_negative, ensure_positive, ensure_share};
use super::read::is_default;
use super::solution::Quantity;
use super::writer::Writer;
use super::{ProblemError, RateSource, Solution};
use crate::rules::Unit;
use crate::valuation::option::{Exercise, OptionCells, OptionKind, OptionProblem, binomial_of, write_black_scholes};
use crate::working::{Cell, Expr, Origin, Term};

/// Option on a project that a right protects: to start it later 延迟期权, or to give it up 放弃期权.
///
/// Figures: `static-value` (exercised today), `european-value`, `d1`, `d2`. A European value can fall below the
/// static one when the cost of delay is high, so the American binomial value is the default.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RealOption {
    /// Present value of the project's cash flow S.
    pub project_value: f64,
    /// Development cost K; for `put`, the salvage value.
    pub development_cost: f64,
    /// Years of protection left t.
    pub years: f64,
    /// Volatility σ per year.
    pub volatility: f64,
    /// Risk-free rate.
    pub risk_free: f64,
    /// Whether the risk-free rate is continuous or per year; per year is turned into `ln(1 + r)`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub compounding: Compounding,
    /// Cost of delay y per year, continuous; left out, 1/t.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_of_delay: Option<f64>,
    /// Model.
    #[serde(default, skip_serializing_if = "is_default")]
    pub model: OptionModel,
    /// What the option gives.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: OptionKind,
}

/// How a rate compounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Compounding {
    /// Continuously 连续复利.
    #[default]
    Continuous,
    /// Once a year.
    Yearly,
}

/// Model of an option.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum OptionModel {
    /// Black, Scholes and Merton with yield; European.
    BlackScholes,
    /// Cox, Ross and Rubinstein: `{"binomial": {"steps": 200, "exercise": "american"}}`.
    Binomial(Binomial),
}

impl Default for OptionModel {
    fn default() -> Self {
        OptionModel::Binomial(Binomial::default())
    }
}

/// A binomial tree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Binomial {
    /// Steps, 1–5,000.
    pub steps: u32,
    /// When it may be exercised.
    pub exercise: Exercise,
}

impl Default for Binomial {
    fn default() -> Self {
        Binomial { steps: 200, exercise: Exercise::American }
    }
}

impl RealOption {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure_positive(self.project_value, "project-value")?;
        ensure_positive(self.development_cost, "development-cost")?;
        ensure_positive(self.years, "years")?;
        ensure_positive(self.volatility, "volatility")?;
        check_rate(self.risk_free, "risk-free")?;
        let mut w = Writer::plain();
        let yuan = Unit::Yuan;
        let rate = Unit::RatePerYear;
        let project = w.given(Term::PROJECT_VALUE, self.project_value, yuan, "project-value")?;
        let cost = w.given(Term::EXERCISE_PRICE, self.development_cost, yuan, "development-cost")?;
        let years = w.given(Term::LEGAL_YEARS, self.years, Unit::Year, "years")?;
        let volatility = w.given(Term::VOLATILITY, self.volatility, rate, "volatility")?;
        let mut free = w.given(Term::RISK_FREE, self.risk_free, rate, "risk-free")?;
        if self.compounding == Compounding::Yearly {
            free = w.compute(Term::CONTINUOUS_RATE, rate, (1.0 + free).ln());
        }
        let delay = match self.cost_of_delay {
            Some(delay) => {
                ensure_finite(delay, "cost-of-delay")?;
                w.given(Term::COST_OF_DELAY, delay, rate, "cost-of-delay")?
            }
            None => w.compute(Term::COST_OF_DELAY, rate, 1.0 / Expr::from(years)),
        };
        let gain = match self.kind {
            OptionKind::Call => project - cost,
            OptionKind::Put => cost - project,
        };
        let today = w.compute(Term::STATIC_VALUE, yuan, gain.max(0.0));
        w.show("static-value", today);
        let cells = OptionCells {
            project_value: project,
            development_cost: cost,
            years,
            volatility,
            risk_free: free,
            cost_of_delay: delay,
        };
        let [d1, d2, european] = write_black_scholes(&mut w.sheet, cells, self.kind);
        w.show("d1", d1);
        w.show("d2", d2);
        w.show("european-value", european);
        match self.model {
            OptionModel::BlackScholes => {
                w.compute(Term::VALUE, yuan, european);
            }
            OptionModel::Binomial(tree) => self.write_tree(&mut w, tree, cells, today)?,
        }
        w.finish(method)
    }

    fn write_tree(&self, w: &mut Writer, tree: Binomial, cells: OptionCells, today: Cell) -> Result<(), ProblemError> {
        ensure((1..=5_000).contains(&tree.steps), "model.binomial.steps", "lies in 1–5,000")?;
        let problem = OptionProblem {
            project_value: self.project_value,
            development_cost: self.development_cost,
            years: self.years,
            volatility: self.volatility,
            risk_free: w.sheet.value(cells.risk_free),
            cost_of_delay: w.sheet.value(cells.cost_of_delay),
        };
        let step = problem.years / f64::from(tree.steps);
        let up = libm::exp(problem.volatility * libm::sqrt(step));
        let chance = (libm::exp((problem.risk_free - problem.cost_of_delay) * step) - 1.0 / up) / (up - 1.0 / up);
        ensure((0.0..=1.0).contains(&chance), "model.binomial.steps", "are enough for a probability in 0–1")?;
        // A tree has no place in a sheet: its value enters as the part beyond exercising today.
        let value = binomial_of(&problem, tree.steps, tree.exercise, self.kind);
        let extra = w.sheet.given(Term::DELAY_PREMIUM, value - w.sheet.value(today), Unit::Yuan, Origin::Stated);
        w.show_number("up-probability", Quantity::One(chance));
        w.compute(Term::VALUE, Unit::Yuan, today + extra);
        Ok(())
    }
}

/// A project in stages 分阶段研发: each stage costs, then succeeds with its probability; at the end stands the pay-off.
///
/// `N = max(0, −cost + probability·N_next·(1+r)^(−years between))`. Figures: `stage-values` (value at the time of each
/// stage), `success-probability`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StagedProject {
    /// The stages, by time.
    pub stages: Vec<Stage>,
    /// Value when all have succeeded, at `payoff-time`.
    pub payoff: f64,
    /// Years after the valuation date.
    pub payoff_time: f64,
    /// Discount rate.
    pub rate: RateSource,
    /// Whether a stage that does not pay is given up.
    #[serde(default = "yes")]
    pub abandon: bool,
}

fn yes() -> bool {
    true
}

/// A stage of development.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Stage {
    /// Cost at its time.
    pub cost: f64,
    /// Years after the valuation date.
    pub time: f64,
    /// Probability of success.
    pub probability: f64,
}

impl StagedProject {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        ensure(!self.stages.is_empty(), "stages", "has at least one stage")?;
        let mut before = 0.0;
        for (place, stage) in self.stages.iter().enumerate() {
            let at = format!("stages[{place}]");
            ensure_not_negative(stage.cost, &format!("{at}.cost"))?;
            ensure_share(stage.probability, &format!("{at}.probability"))?;
            ensure(stage.time >= before && stage.time.is_finite(), &format!("{at}.time"), "follows the stage before")?;
            before = stage.time;
        }
        ensure(self.payoff_time >= before, "payoff-time", "follows the last stage")?;
        let mut w = Writer::plain();
        let yuan = Unit::Yuan;
        let rate = self.rate.write_one(&mut w, "rate")?;
        w.show("discount-rate", rate);
        let mut next = w.given(Term::PAYOFF, self.payoff, yuan, "payoff")?;
        let mut next_time = self.payoff_time;
        let mut values = Vec::new();
        let mut success = 1.0;
        for (place, stage) in self.stages.iter().enumerate().rev() {
            let at = format!("stages[{place}]");
            let cost = w.given(Term::STAGE_COST, stage.cost, yuan, &at)?;
            let chance = w.given(Term::PROBABILITY, stage.probability, Unit::Ratio, &at)?;
            let years = w.given(Term::YEARS_BETWEEN, next_time - stage.time, Unit::Year, &at)?;
            let mut value = chance * next * (1.0 + rate).pow(-years) - cost;
            if self.abandon {
                value = value.max(0.0);
            }
            next = w.compute(Term::STAGE_VALUE, yuan, value);
            next_time = stage.time;
            success *= stage.probability;
            values.push(w.sheet.value(next));
        }
        values.reverse();
        w.show_number("stage-values", Quantity::Many(values));
        w.show_number("success-probability", Quantity::One(success));
        let years = w.given(Term::YEARS_BETWEEN, next_time, Unit::Year, "stages[0].time")?;
        w.compute(Term::VALUE, yuan, next * (1.0 + rate).pow(-years));
        w.finish(method)
    }
}
