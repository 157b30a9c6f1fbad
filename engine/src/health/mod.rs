//! The health of the portfolio 体检结论: dimensions, findings, completeness.

mod actions;
mod completeness;
mod dimensions;
mod findings;
mod portfolio;
mod result;

#[cfg(feature = "mix")]
pub(crate) use self::actions::called_for;
pub use self::actions::{ActionEffect, PlannedAction};
pub(crate) use self::actions::{Basis, action_changes_values, action_plan, carried_out};
pub use self::completeness::{Area, Completeness, DataNeeded, completeness};
pub use self::dimensions::health_dimensions;
pub use self::findings::findings;
pub use self::result::{Dimension, DimensionScore, Evidence, Finding, HealthAssessment, Severity};

use crate::dossier::Dossier;
use crate::rules::{RuleError, Rules};
use crate::valuation::{Grade, PortfolioValuation};
use crate::working::Workings;

/// Judges the portfolio: six dimensions, an overall grade, and every finding with its evidence.
///
/// # Errors
/// [`RuleError`] when the pack lacks a record of `rules/health/`.
pub fn assess_health(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules<'_>,
    workings: &mut Workings,
) -> Result<HealthAssessment, RuleError> {
    let findings = findings(dossier, valuation, rules)?;
    let dimensions = health_dimensions(dossier, valuation, rules, workings)?;
    let overall = dimensions::overall(&dimensions, rules, workings)?;
    let grade = overall_grade(overall.as_ref().map(|score| score.value), rules)?;
    Ok(HealthAssessment { overall, grade, dimensions, findings })
}

/// The overall score alone, as [`assess_health`] finds it; dimensions in `known` are taken as they are.
pub(crate) fn overall_score(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules<'_>,
    known: &[&DimensionScore],
) -> Result<Option<f64>, RuleError> {
    let mut workings = Workings::unkept();
    let dimensions = dimensions::scored(dossier, valuation, rules, known, &mut workings)?;
    Ok(dimensions::overall(&dimensions, rules, &mut workings)?.map(|score| score.value))
}

/// The grade of the overall score, if there is one.
pub(crate) fn overall_grade(score: Option<f64>, rules: &Rules<'_>) -> Result<Option<Grade>, RuleError> {
    score.map(|score| Ok(grade_of(score, rules.list("health.grade-bounds")?))).transpose()
}

/// The grade of a score in 0–100; `bounds` are the least scores of A, B, C and D.
pub(crate) fn grade_of(score: f64, bounds: &[f64]) -> Grade {
    let grades = [Grade::A, Grade::B, Grade::C, Grade::D];
    grades.into_iter().zip(bounds).find(|(_, bound)| score >= **bound).map_or(Grade::E, |(grade, _)| grade)
}
