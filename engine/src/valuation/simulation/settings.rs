//! What a person may change about the simulation of a dossier: points and forms of distributions, correlations.

use serde::{Deserialize, Serialize};

use super::{Distribution, Input};
use crate::dossier::{DistributionForm, StatedInput};
use crate::rules::{RuleError, Rules};

/// What an input of a dossier's problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputKind {
    /// Multiplier of the revenue path.
    Revenue,
    /// Share rate or royalty.
    Rate,
    /// Yearly fall of the share.
    Decay,
    /// Years of benefit.
    Life,
    /// Discount rate per year.
    DiscountRate,
    /// The value of a pool without a stream of income, yuan. It moves as the revenues do.
    Value,
}

impl InputKind {
    /// The code at the end of the input's id.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            InputKind::Revenue => "revenue",
            InputKind::Rate => "rate",
            InputKind::Decay => "decay",
            InputKind::Life => "life",
            InputKind::DiscountRate => "discount-rate",
            InputKind::Value => "value",
        }
    }
}

impl DistributionForm {
    /// The forms that an input can take: a decay of 100 % or a life without end mean nothing, so neither is lognormal.
    fn of(kind: InputKind) -> &'static [DistributionForm] {
        use DistributionForm::{Lognormal, Pert, Scenarios, Triangular, Uniform};
        match kind {
            InputKind::Value => &[],
            InputKind::Revenue | InputKind::Rate | InputKind::DiscountRate => {
                &[Triangular, Pert, Lognormal, Uniform, Scenarios]
            }
            _ => &[Triangular, Pert, Uniform, Scenarios],
        }
    }

    /// The distribution of three points, its base the mode in every form.
    fn apply(self, input: &mut Input, shape: f64, weights: [f64; 3]) {
        let Distribution::Triangular { low, mode, high } = input.distribution else { return };
        input.base = Some(mode);
        input.distribution = match self {
            DistributionForm::Triangular => return,
            DistributionForm::Pert => Distribution::Pert { low, mode, high, shape },
            DistributionForm::Uniform => Distribution::Uniform { low, high },
            DistributionForm::Lognormal => Distribution::Lognormal { p10: low, p90: high },
            DistributionForm::Scenarios => {
                Distribution::Discrete { values: vec![low, mode, high], weights: weights.to_vec() }
            }
        };
    }
}

/// Correlations between the inputs of a dossier's problem, of the normal variables behind them, each in −1…1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correlations {
    /// Of one kind across pools.
    pub between: f64,
    /// Of revenue and share rate within a pool.
    pub revenue_rate: f64,
    /// Of revenue and life within a pool.
    pub revenue_life: f64,
}

impl Correlations {
    /// Those of the rule pack.
    ///
    /// # Errors
    /// [`RuleError::Missing`] when the pack lacks one.
    pub fn of_rules(rules: &Rules) -> Result<Self, RuleError> {
        Ok(Correlations {
            between: rules.number("valuation.pool.correlation")?,
            revenue_rate: rules.number("valuation.uncertainty.correlation.revenue-rate")?,
            revenue_life: rules.number("valuation.uncertainty.correlation.revenue-life")?,
        })
    }
}

/// What a person changes about the simulation of a dossier beside what the dossier states; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierSettings {
    /// In place of what the assessment takes: inputs of a pool independent, pools by the rule pack.
    #[serde(default)]
    pub correlations: Option<Correlations>,
}

/// Why what is stated of an input cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatedFault {
    /// A point lies outside of what the input can be.
    Limits {
        /// Lowest.
        least: f64,
        /// Highest.
        most: f64,
    },
    /// Low, mode and high do not ascend.
    Order,
    /// The form is none that the input can take, or a lognormal one from zero.
    Form,
    /// The chances of scenarios are not all in 0–1, or those of low and high leave less than nothing for the middle.
    Chances,
}

/// An input of a dossier's problem that varies, as people know it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierInput {
    /// Id in the problem.
    pub id: String,
    /// Id of its pool.
    pub pool: String,
    /// What it is.
    pub kind: InputKind,
    /// Low, mode and high that the tool assumes; of a value its P10, P50 and P90.
    pub assumed: [f64; 3],
    /// Those used.
    pub points: [f64; 3],
    /// The form used.
    pub form: DistributionForm,
    /// Chances of low, mode and high where it is one of scenarios; they add up to 1.
    pub chances: [f64; 3],
    /// The forms it can take; none where there is no choice.
    pub forms: Vec<DistributionForm>,
    /// Lowest and highest that a point can be.
    pub limits: [f64; 2],
    /// Whether what is used is stated by a person, in part at least.
    pub stated: bool,
    /// Why what is stated is not used.
    pub fault: Option<StatedFault>,
}

impl DossierInput {
    /// Puts an input of the problem into the form and points that are stated; `None` for one that does not vary.
    pub(super) fn settle(
        input: &mut Input,
        pool: &str,
        kind: InputKind,
        limits: [f64; 2],
        stated: Option<&StatedInput>,
        rules: &Rules,
    ) -> Result<Option<Self>, RuleError> {
        let assumed = match input.distribution {
            Distribution::Triangular { low, mode, high } => [low, mode, high],
            Distribution::Percentiles { p10, p50, p90 } => [p10, p50, p90],
            _ => return Ok(None),
        };
        let forms = DistributionForm::of(kind);
        let mut found = DossierInput {
            id: input.id.clone(),
            pool: pool.to_owned(),
            kind,
            assumed,
            points: assumed,
            form: DistributionForm::default(),
            chances: scenario_chances(rules)?,
            forms: forms.to_vec(),
            limits,
            stated: false,
            fault: None,
        };
        match stated.filter(|stated| !forms.is_empty() && !stated.is_empty()).map(|stated| found.checked(stated)) {
            None => {}
            Some(Err(fault)) => found.fault = Some(fault),
            Some(Ok(Checked { points, form, chances })) => {
                let [low, mode, high] = points;
                input.distribution = Distribution::Triangular { low, mode, high };
                form.apply(input, rules.number("valuation.uncertainty.pert-shape")?, chances);
                found.points = points;
                found.form = form;
                found.chances = chances;
                found.stated = true;
            }
        }
        Ok(Some(found))
    }

    /// The points and the form of a statement. A point that is left out stays as assumed, as far as the others allow.
    ///
    /// # Errors
    /// [`StatedFault`].
    pub fn checked(&self, stated: &StatedInput) -> Result<Checked, StatedFault> {
        let [low, mode, high] = self.assumed;
        let [least, most] = self.limits;
        let given = [stated.low, stated.mode, stated.high];
        if given.iter().flatten().any(|point| !(least..=most).contains(point)) {
            return Err(StatedFault::Limits { least, most });
        }
        let known: Vec<f64> = given.iter().flatten().copied().collect();
        if !known.is_sorted() {
            return Err(StatedFault::Order);
        }
        let mode = stated
            .mode
            .unwrap_or_else(|| libm::fmin(libm::fmax(mode, stated.low.unwrap_or(least)), stated.high.unwrap_or(most)));
        let low = stated.low.unwrap_or_else(|| libm::fmin(low, mode));
        let high = stated.high.unwrap_or_else(|| libm::fmax(high, mode));
        let form = stated.form.unwrap_or_default();
        let fits = self.forms.contains(&form) && (form != DistributionForm::Lognormal || low > 0.0);
        if !fits {
            return Err(StatedFault::Form);
        }
        let [low_chance, _, high_chance] = self.chances;
        // One chance alone takes from the middle first; the assumed one beside it gives way where the two pass the whole.
        let given = |stated: Option<f64>, assumed: f64, other: Option<f64>| {
            stated.unwrap_or_else(|| libm::fmin(assumed, 1.0 - other.unwrap_or(0.0)))
        };
        let first = given(stated.low_chance, low_chance, stated.high_chance);
        let last = given(stated.high_chance, high_chance, stated.low_chance);
        let middle = 1.0 - first - last;
        if [first, last].iter().any(|chance| !(0.0..=1.0).contains(chance)) || middle < -1e-12 {
            return Err(StatedFault::Chances);
        }
        Ok(Checked { points: [low, mode, high], form, chances: [first, libm::fmax(middle, 0.0), last] })
    }
}

/// A statement that can be used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Checked {
    /// Low, mode and high.
    pub points: [f64; 3],
    /// The form.
    pub form: DistributionForm,
    /// Chances of the three, for the form of scenarios.
    pub chances: [f64; 3],
}

fn scenario_chances(rules: &Rules) -> Result<[f64; 3], RuleError> {
    let id = "valuation.uncertainty.scenario-weights";
    <[f64; 3]>::try_from(rules.list(id)?)
        .map_err(|_| RuleError::WrongKind { id: id.to_owned(), expected: "list of three" })
}
