//! Sector gate, exceptional situations, combined verdict.
//!
//! # Source
//! 暂行规定 (sectors, negative list); 《科创属性评价指引（试行）》 一, 二.

use super::StarError;
use super::exact::Threshold;
use super::facts::Desk;
use super::guideline::Guideline;
use super::indicators::count_limb;
use super::numeric::{all, any};
use super::result::{
    AttributeResult, AttributeVerdict, ExceptionResult, Indicator, PatentCounts, SectorResult, SectorVerdict, Verdict,
};
use crate::dossier::{BusinessModel, Exception, StarAnswers, StarSector};
use crate::rules::{Outcome, Rules};

/// The sector gate. The negative list comes first; without an answer to it nothing is passed.
pub(super) fn sector(answers: &StarAnswers, rules: &Rules<'_>) -> Result<SectorResult, StarError> {
    let mut missing = Vec::new();
    let verdict = match (answers.business_model, answers.sector) {
        (Some(BusinessModel::RealEstate | BusinessModel::FinanceInvestment), _) => SectorVerdict::Prohibited,
        (Some(BusinessModel::FinancialTechnology | BusinessModel::ModelInnovation), _) => SectorVerdict::Restricted,
        (Some(BusinessModel::Technology), Some(StarSector::Other)) => SectorVerdict::Other,
        (Some(BusinessModel::Technology), Some(_)) => SectorVerdict::Supported,
        (model, sector) => {
            if model.is_none() {
                missing.push("star.business_model".to_owned());
            }
            if sector.is_none() {
                missing.push("star.sector".to_owned());
            }
            SectorVerdict::Unknown
        }
    };
    let warn = Threshold::read(rules, "star.resale-share-warn")?.decimal();
    let mut flags = Vec::new();
    if answers.resale_share.is_some_and(|share| warn < share.get()) {
        flags.push("resale-share");
    }
    if answers.sector_relabelled == Some(true) {
        flags.push("sector-relabelled");
    }
    Ok(SectorResult { verdict, sector: answers.sector, flags, missing })
}

/// E1 to E4 as declared, E5 as counted.
pub(super) fn exceptions(
    answers: &StarAnswers,
    guideline: Option<&Guideline>,
    patents: &PatentCounts,
    desk: &mut Desk<'_, '_, '_>,
) -> Vec<ExceptionResult> {
    let declared = |code: &'static str, exception: Exception| ExceptionResult {
        code,
        outcome: answers.exceptions.get(&exception).map_or(Outcome::Unknown, |held| Outcome::from(*held)),
        limb: None,
    };
    let counted = guideline.map(|guideline| {
        count_limb("star.e5.core-patents", "core-patents", &patents.core, &guideline.core_patents, desk)
    });
    vec![
        declared("E1", Exception::E1),
        declared("E2", Exception::E2),
        declared("E3", Exception::E3),
        declared("E4", Exception::E4),
        ExceptionResult {
            code: "E5",
            outcome: counted.as_ref().map_or(Outcome::Unknown, |limb| limb.outcome),
            limb: counted,
        },
    ]
}

/// REG, EXC, ATTR and the verdict shown.
pub(super) fn combine(
    sector: SectorVerdict,
    indicators: &[Indicator],
    exceptions: &[ExceptionResult],
    patents: &PatentCounts,
    guideline: Option<&Guideline>,
) -> AttributeResult {
    let regular = all(indicators.iter().map(|indicator| indicator.verdict.outcome()));
    let exceptional = any(exceptions.iter().map(|exception| exception.outcome));
    let by: Vec<&'static str> =
        exceptions.iter().filter(|held| held.outcome == Outcome::Pass).map(|held| held.code).collect();
    let kept = patents.core.low.saturating_sub(patents.core_in_question);
    let short = guideline.is_some_and(|guideline| kept < guideline.core_patents.least_count());
    AttributeResult {
        regular,
        exceptional,
        attribute: any([regular, exceptional]),
        verdict: verdict(sector, regular, exceptional),
        at_risk: indicators.iter().any(|indicator| indicator.verdict == Verdict::PassAtRisk),
        exception_fragile: regular != Outcome::Pass && by == ["E5"] && short,
        by,
        failing: indicators
            .iter()
            .filter(|indicator| indicator.verdict == Verdict::Fail)
            .map(|indicator| indicator.code)
            .collect(),
    }
}

/// The truth table; the sector comes first.
fn verdict(sector: SectorVerdict, regular: Outcome, exceptional: Outcome) -> AttributeVerdict {
    match (sector, regular, exceptional) {
        (SectorVerdict::Prohibited, _, _) => AttributeVerdict::NotEligible,
        (SectorVerdict::Restricted, _, _) => AttributeVerdict::ExpertReview,
        (_, Outcome::Pass, _) => AttributeVerdict::MeetsRegular,
        (_, _, Outcome::Pass) => AttributeVerdict::MeetsExceptional,
        (_, Outcome::Fail, Outcome::Fail) => AttributeVerdict::DoesNotMeet,
        (_, Outcome::Fail, Outcome::Unknown) => AttributeVerdict::DoesNotMeetOnFigures,
        (_, Outcome::Unknown, _) => AttributeVerdict::InsufficientData,
    }
}
