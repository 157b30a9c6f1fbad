//! Obsolescence 贬值 of the cost approach.

use serde::{Deserialize, Serialize};

use super::ProblemError;
use super::cost::one;
use super::error::{ensure_not_negative, ensure_positive, ensure_share};
use super::read::{Forms, deserialize_forms};
use super::writer::Writer;
use crate::rules::Unit;
use crate::valuation::cost::{FunctionalObsolescence, write_functional};
use crate::working::{Cell, Origin, Term};

/// A loss of value: a number 0–1, or a form with a name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Loss {
    /// Stated share of the cost.
    Stated(f64),
    /// Any other form.
    Named(NamedLoss),
}

/// A loss of value with a name.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NamedLoss {
    /// By time 贬值率: `used/(used + remaining)`.
    Time(TimeLoss),
    /// By what is left 成新率: the loss is 1 less it.
    Newness(f64),
    /// By performance or by use of capacity: `1 − (own/best)^exponent`.
    Performance(PerformanceLoss),
    /// An amount.
    Amount(f64),
    /// Excess running cost 超额运营成本 after tax over the years left, as a present value.
    ExcessCost(ExcessCost),
}

/// Loss by time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TimeLoss {
    /// Years used 已使用年限.
    pub used: f64,
    /// Years left 剩余使用年限.
    pub remaining: f64,
}

/// Loss by performance, or by use: expected over designed output.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PerformanceLoss {
    /// Own metric, or expected output.
    pub own: f64,
    /// Best metric, or designed output.
    pub best: f64,
    /// Scale exponent 规模效益指数.
    #[serde(default = "one")]
    pub exponent: f64,
}

/// Excess running cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExcessCost {
    /// Excess cost of a year.
    pub annual: f64,
    /// Rate of income tax.
    #[serde(default)]
    pub tax: f64,
    /// Discount rate, year-end.
    pub rate: f64,
    /// Years left.
    pub years: f64,
}

impl Forms for Loss {
    const EXPECTS: &'static str = "a share in 0–1, or one of time, newness, performance, amount, excess-cost";
    type Object = NamedLoss;

    fn number(share: f64) -> Option<Self> {
        Some(Loss::Stated(share))
    }

    fn object(loss: NamedLoss) -> Option<Self> {
        Some(Loss::Named(loss))
    }
}

deserialize_forms!(Loss);

/// A loss on the sheet.
pub(super) enum Written {
    Share(Cell),
    Amount(Cell),
}

impl Loss {
    pub(super) fn write(&self, w: &mut Writer, term: Term, path: &str) -> Result<Written, ProblemError> {
        let share = |w: &mut Writer, share: f64, path: &str| {
            ensure_share(share, path)?;
            Ok(Written::Share(w.given(term, share, Unit::Ratio, path)?))
        };
        let functional = |w: &mut Writer, functional, path: &str| {
            let cell = write_functional(&mut w.sheet, functional, &Origin::Stated).map_err(|_| {
                let rule = "has years, or metrics, that can be divided";
                ProblemError::Range { path: path.to_owned(), rule }
            })?;
            ensure_share(w.sheet.value(cell), path)?;
            // Its line is named after the functional loss, which an economic one is not.
            if term == Term::FUNCTIONAL_OBSOLESCENCE {
                return Ok(Written::Share(cell));
            }
            Ok(Written::Share(w.compute(term, Unit::Ratio, cell)))
        };
        match self {
            Loss::Stated(stated) => share(w, *stated, path),
            Loss::Named(NamedLoss::Newness(newness)) => {
                let at = format!("{path}.newness");
                ensure_share(*newness, &at)?;
                let newness = w.given(Term::NEWNESS, *newness, Unit::Ratio, &at)?;
                Ok(Written::Share(w.compute(term, Unit::Ratio, 1.0 - newness)))
            }
            Loss::Named(NamedLoss::Time(time)) => {
                let TimeLoss { used, remaining } = *time;
                functional(w, FunctionalObsolescence::Time { used, remaining }, &format!("{path}.time"))
            }
            Loss::Named(NamedLoss::Performance(performance)) => {
                let PerformanceLoss { own, best, exponent } = *performance;
                let performance = FunctionalObsolescence::Performance { own, best, exponent };
                functional(w, performance, &format!("{path}.performance"))
            }
            Loss::Named(NamedLoss::Amount(amount)) => {
                let at = format!("{path}.amount");
                ensure_not_negative(*amount, &at)?;
                Ok(Written::Amount(w.given(Term::LOSS_AMOUNT, *amount, Unit::Yuan, &at)?))
            }
            Loss::Named(NamedLoss::ExcessCost(excess)) => {
                let at = format!("{path}.excess-cost");
                ensure_share(excess.tax, &format!("{at}.tax"))?;
                ensure_positive(excess.rate, &format!("{at}.rate"))?;
                ensure_positive(excess.years, &format!("{at}.years"))?;
                let annual = w.given(Term::EXCESS_COST, excess.annual, Unit::Yuan, &format!("{at}.annual"))?;
                let tax = w.given(Term::TAX_RATE, excess.tax, Unit::Ratio, &at)?;
                let rate = w.given(Term::DISCOUNT_RATE, excess.rate, Unit::RatePerYear, &at)?;
                let years = w.given(Term::YEARS_LEFT, excess.years, Unit::Year, &at)?;
                let annuity = w.compute(Term::ANNUITY, Unit::Factor, (1.0 - (1.0 + rate).pow(-years)) / rate);
                Ok(Written::Amount(w.compute(Term::LOSS_AMOUNT, Unit::Yuan, annual * (1.0 - tax) * annuity)))
            }
        }
    }
}
