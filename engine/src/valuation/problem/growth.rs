//! Growth paths 增长路径: one rate, rates by year, or phases.

use serde::{Deserialize, Serialize};

use super::ProblemError;
use super::error::ensure;
use super::read::{Forms, deserialize_forms, is_default};
use super::writer::Writer;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Term};

/// A growth path 增长路径.
///
/// `base·Π(1+gᵢ)^(years of phase i so far)`, a part of a year having its part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Path {
    /// Amount of the base year.
    pub base: f64,
    /// Which year the base is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub base_year: BaseYear,
    /// Growth per year: a number, a list by year, or `{"phases": [{"growth": 0.1, "years": 3}, {"growth": 0.02}]}`.
    pub growth: Growth,
    /// Number of periods; needed when the growth does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<usize>,
}

/// Which year the base of a path is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BaseYear {
    /// The year before the first period 基期: the first period has grown once.
    #[default]
    Before,
    /// The first period 首年.
    First,
}

/// Growth per year.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Growth {
    /// One rate.
    Same(f64),
    /// A rate for each year that grows.
    Each(Vec<f64>),
    /// Rates in phases.
    Phases {
        /// The phases in order.
        phases: Vec<Phase>,
    },
}

/// Years of one growth rate.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Phase {
    /// Growth per year.
    pub growth: f64,
    /// Years; the last phase goes on when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<usize>,
}

/// Growth in phases as it is written.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Phases {
    phases: Vec<Phase>,
}

impl Forms for Growth {
    const EXPECTS: &'static str = "a rate, a list of rates by year, or phases";
    type Object = Phases;

    fn number(value: f64) -> Option<Self> {
        Some(Growth::Same(value))
    }

    fn list(values: Vec<f64>) -> Option<Self> {
        Some(Growth::Each(values))
    }

    fn object(object: Phases) -> Option<Self> {
        Some(Growth::Phases { phases: object.phases })
    }
}

deserialize_forms!(Growth);

impl Path {
    /// Number of periods, when the path tells.
    pub(super) fn count(&self) -> Option<usize> {
        let first = usize::from(self.base_year == BaseYear::First);
        let by_growth = match &self.growth {
            Growth::Same(_) => None,
            Growth::Each(rates) => Some(rates.len() + first),
            Growth::Phases { phases } => {
                let years: Option<Vec<usize>> = phases.iter().map(|phase| phase.years).collect();
                years.map(|years| years.iter().fold(first, |sum, years| sum.saturating_add(*years)))
            }
        };
        self.years.or(by_growth)
    }

    pub(super) fn write(&self, w: &mut Writer, term: Term, unit: Unit, path: &str) -> Result<Cell, ProblemError> {
        let count = w.count();
        let steps = count - usize::from(self.base_year == BaseYear::First).min(count);
        let phases = self.phases(steps, path)?;
        let base = w.given(Term::BASE_AMOUNT, self.base, unit, &format!("{path}.base"))?;
        let mut amount: Expr = base.into();
        let mut before = 0;
        for (growth, years) in phases {
            let rate = w.given(Term::GROWTH, growth, Unit::RatePerYear, &format!("{path}.growth"))?;
            let so_far: Vec<f64> = (0..count)
                .map(|place| (place + 1 - (count - steps).min(place + 1)).saturating_sub(before).min(years) as f64)
                .collect();
            let so_far = w.sheet.given_series(Term::GROWTH_STEPS, so_far, Unit::Year, Origin::Stated);
            amount = amount * (1.0 + rate).pow(so_far);
            before += years;
        }
        if w.lengths.iter().all(|length| *length == 1.0) {
            return Ok(w.compute(term, unit, amount));
        }
        let annual = w.compute(Term::ANNUAL_AMOUNT, unit, amount);
        let length = w.lengths.clone();
        let length = w.sheet.given_series(Term::PERIOD_LENGTH, length, Unit::Year, Origin::Stated);
        Ok(w.compute(term, unit, annual * length))
    }

    /// Growth and years of each phase; together `steps` years.
    fn phases(&self, steps: usize, path: &str) -> Result<Vec<(f64, usize)>, ProblemError> {
        let at = format!("{path}.growth");
        let above = |growth: f64, path: &str| {
            ensure(growth > -1.0 && growth.is_finite(), path, "is a finite rate above −100 %")
        };
        match &self.growth {
            Growth::Same(growth) => {
                above(*growth, &at)?;
                Ok(vec![(*growth, steps)])
            }
            Growth::Each(rates) => {
                if rates.len() != steps {
                    let other = "the number of years that grow".to_owned();
                    return Err(ProblemError::Periods { path: at, found: rates.len(), other, expected: steps });
                }
                for (place, rate) in rates.iter().enumerate() {
                    above(*rate, &format!("{at}[{place}]"))?;
                }
                Ok(rates.iter().map(|rate| (*rate, 1)).collect())
            }
            Growth::Phases { phases } => {
                let mut left = steps;
                let mut written = Vec::new();
                for (place, phase) in phases.iter().enumerate() {
                    let at = format!("{at}.phases[{place}]");
                    above(phase.growth, &format!("{at}.growth"))?;
                    let last = place + 1 == phases.len();
                    ensure(phase.years.is_some() || last, &format!("{at}.years"), "only the last phase goes on")?;
                    let years = phase.years.unwrap_or(left);
                    ensure(years <= left, &format!("{at}.years"), "the phases are no longer than the forecast")?;
                    left -= years;
                    written.push((phase.growth, years));
                }
                ensure(left == 0, &format!("{at}.phases"), "the phases cover the forecast")?;
                Ok(written)
            }
        }
    }
}
