//! What a person may change about the simulation of a dossier: forms of distributions, correlations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Distribution, Input};
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

/// Form of the distribution of a three-point input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DistributionForm {
    /// Triangular over low, mode and high, as the ranges of an assessment.
    #[default]
    Triangular,
    /// PERT over the three, `valuation.uncertainty.pert-shape` the weight of the mode.
    Pert,
    /// Uniform from low to high.
    Uniform,
    /// Lognormal with low and high as tenth and ninetieth percentile; it has no upper end.
    Lognormal,
    /// Low, mode and high as scenarios with the chances of `valuation.uncertainty.scenario-weights`.
    Scenarios,
}

impl DistributionForm {
    /// The forms that an input can take: a decay of 100 % or a life without end mean nothing, so neither is lognormal.
    #[must_use]
    pub fn of(kind: InputKind, low: f64) -> &'static [DistributionForm] {
        use DistributionForm::{Lognormal, Pert, Scenarios, Triangular, Uniform};
        match kind {
            InputKind::Value => &[],
            InputKind::Revenue | InputKind::Rate | InputKind::DiscountRate if low > 0.0 => {
                &[Triangular, Pert, Lognormal, Uniform, Scenarios]
            }
            _ => &[Triangular, Pert, Uniform, Scenarios],
        }
    }

    /// The distribution of three points, its base the mode in every form.
    fn apply(self, input: &mut Input, rules: &Rules) -> Result<(), RuleError> {
        let Distribution::Triangular { low, mode, high } = input.distribution else { return Ok(()) };
        input.distribution = match self {
            DistributionForm::Triangular => return Ok(()),
            DistributionForm::Pert => {
                Distribution::Pert { low, mode, high, shape: rules.number("valuation.uncertainty.pert-shape")? }
            }
            DistributionForm::Uniform => Distribution::Uniform { low, high },
            DistributionForm::Lognormal => Distribution::Lognormal { p10: low, p90: high },
            DistributionForm::Scenarios => Distribution::Discrete {
                values: vec![low, mode, high],
                weights: rules.list("valuation.uncertainty.scenario-weights")?.to_vec(),
            },
        };
        input.base = Some(mode);
        Ok(())
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

/// What a person changes about the simulation of a dossier; by default nothing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DossierSettings {
    /// Forms by id of the input; triangular without. One that the input cannot take is not used.
    #[serde(default)]
    pub forms: BTreeMap<String, DistributionForm>,
    /// In place of what the assessment takes: inputs of a pool independent, pools by the rule pack.
    #[serde(default)]
    pub correlations: Option<Correlations>,
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
    /// Low, mode and high; of a value its P10, P50 and P90.
    pub points: [f64; 3],
    /// The form used.
    pub form: DistributionForm,
    /// The forms it can take; none where there is no choice.
    pub forms: Vec<DistributionForm>,
}

impl DossierInput {
    /// Puts an input of the problem into the form that the settings ask for; `None` for one that does not vary.
    pub(super) fn settle(
        input: &mut Input,
        pool: &str,
        kind: InputKind,
        settings: &DossierSettings,
        rules: &Rules,
    ) -> Result<Option<Self>, RuleError> {
        let points = match input.distribution {
            Distribution::Triangular { low, mode, high } => [low, mode, high],
            Distribution::Percentiles { p10, p50, p90 } => [p10, p50, p90],
            _ => return Ok(None),
        };
        let forms = DistributionForm::of(kind, points[0]);
        let form = settings.forms.get(&input.id).copied().unwrap_or_default();
        let form = if forms.contains(&form) { form } else { DistributionForm::default() };
        form.apply(input, rules)?;
        let forms = forms.to_vec();
        Ok(Some(DossierInput { id: input.id.clone(), pool: pool.to_owned(), kind, points, form, forms }))
    }
}
