//! Versions of the attribute guideline and their thresholds.
//!
//! # Source
//! 公告〔2020〕21号, 〔2021〕8号, 〔2022〕48号, 〔2024〕6号; each amendment says that it applies from publication.

use super::StarError;
use super::exact::{Threshold, codes, day, flag, small};
use super::result::{GuidelineVersion, IndicatorCode, VersionChoice, VersionReason};
use crate::dossier::StarAnswers;
use crate::rules::Rules;

/// Chooses the version: the stated one, else the last in force on the acceptance date 受理日, else on the target filing
/// date, else on the day of the assessment. A planned date later than every version takes the newest.
pub(super) fn choose(answers: &StarAnswers, rules: &Rules<'_>) -> Result<VersionChoice, StarError> {
    let (day_used, reason) = match (answers.acceptance_date, answers.target_filing) {
        (Some(day), _) => (day, VersionReason::AcceptanceDate),
        (None, Some(day)) => (day, VersionReason::TargetFiling),
        (None, None) => (rules.day(), VersionReason::AssessmentDay),
    };
    if let Some(code) = &answers.guideline_version {
        let version =
            GuidelineVersion::from_code(code).ok_or_else(|| StarError::UnknownVersion { code: code.clone() })?;
        let in_force = match version {
            GuidelineVersion::None => None,
            _ => Some(day(rules, &record(version, "in-force"))?),
        };
        return Ok(VersionChoice { version, reason: VersionReason::Override, day: rules.day(), in_force });
    }
    let mut choice = VersionChoice { version: GuidelineVersion::None, reason, day: day_used, in_force: None };
    for code in codes(rules, "star.versions")? {
        let version = GuidelineVersion::from_code(&code).ok_or(StarError::UnknownVersion { code })?;
        let in_force = day(rules, &record(version, "in-force"))?;
        if in_force <= day_used && choice.in_force.is_none_or(|current| current <= in_force) {
            choice.version = version;
            choice.in_force = Some(in_force);
        }
    }
    Ok(choice)
}

/// The thresholds of one version.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guideline {
    /// Indicators that the version has.
    pub indicators: Vec<IndicatorCode>,
    /// I1: three-year R&D over three-year revenue.
    pub rd_share: Threshold,
    /// I1: three-year R&D.
    pub rd_sum: Threshold,
    /// I1 for software companies: the share alone.
    pub software_rd_share: Threshold,
    /// I2; `None` where the version has no such indicator.
    pub rd_staff: Option<Threshold>,
    /// I3.
    pub patents: Threshold,
    /// I3: level of evidence of industrialisation that a patent needs, 0–4.
    pub industrialisation: u8,
    /// I4: compound growth.
    pub cagr: Threshold,
    /// I4: revenue of Y0.
    pub revenue: Threshold,
    /// E5.
    pub core_patents: Threshold,
    /// Red chips listed abroad need no I4.
    pub red_chip_growth_exempt: bool,
}

impl Guideline {
    /// Reads the thresholds of a version; `None` for the phase without figures.
    pub fn read(version: GuidelineVersion, rules: &Rules<'_>) -> Result<Option<Self>, StarError> {
        if version == GuidelineVersion::None {
            return Ok(None);
        }
        let threshold = |name: &str| Threshold::read(rules, &record(version, name));
        let listed = codes(rules, &record(version, "indicators"))?;
        let indicators: Vec<IndicatorCode> =
            IndicatorCode::ALL.into_iter().filter(|code| listed.iter().any(|name| name == code.code())).collect();
        let rd_staff = match indicators.contains(&IndicatorCode::I2) {
            true => Some(threshold("rd-staff-min")?),
            false => None,
        };
        let level = record(version, "industrialisation-min");
        Ok(Some(Guideline {
            indicators,
            rd_share: threshold("rd-share-min")?,
            rd_sum: threshold("rd-sum-min")?,
            software_rd_share: threshold("software-rd-share-min")?,
            rd_staff,
            patents: threshold("patents-min")?,
            industrialisation: u8::try_from(small(rules, &level)?).map_err(|_| StarError::BadRecord { id: level })?,
            cagr: threshold("cagr-min")?,
            revenue: threshold("revenue-min")?,
            core_patents: threshold("core-patents-min")?,
            red_chip_growth_exempt: flag(rules, &record(version, "red-chip-growth-exempt"))?,
        }))
    }
}

/// `star.v2024.<name>`.
pub(super) fn record(version: GuidelineVersion, name: &str) -> String {
    format!("star.{}.{name}", version.code().to_lowercase())
}
