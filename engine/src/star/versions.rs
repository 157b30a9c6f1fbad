//! The same company under every version of the attribute guideline 历版指引对照.

use super::StarError;
use super::exact::{Threshold, day};
use super::facts::{Desk, Facts};
use super::guideline::{Guideline, record};
use super::indicators;
use super::numeric::Figures;
use super::patents::{self, CountRules};
use super::result::{GuidelineVersion, Indicator, PatentCounts, SectorVerdict, VersionLimit, VersionVerdict};
use super::risks::{self, RiskRules};
use super::{attribute, exemptions};
use crate::rules::Rules;
use crate::working::Workings;

/// What does not depend on the version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alike<'a> {
    /// Facts of the dossier.
    pub facts: &'a Facts<'a>,
    /// Figures of the window.
    pub figures: &'a Figures,
    /// Sector gate.
    pub sector: SectorVerdict,
    /// Thresholds of the risk overlay.
    pub risks: &'a RiskRules,
    /// Patents that an issue takes out of the strict count.
    pub named: &'a std::collections::BTreeSet<String>,
    /// No invalidation request is pending.
    pub invalidation_free: bool,
}

/// The verdict of every version with figures, oldest first. Its figures are filed nowhere: the version applied has the
/// workings.
pub(super) fn compare(
    alike: &Alike<'_>,
    applied: GuidelineVersion,
    rules: &Rules<'_>,
) -> Result<Vec<VersionVerdict>, StarError> {
    // Versions that ask the same level of evidence share a count.
    let mut counts: Vec<(u8, PatentCounts)> = Vec::new();
    let mut verdicts = Vec::new();
    for version in GuidelineVersion::WITH_FIGURES {
        let Some(guideline) = Guideline::read(version, rules)? else { continue };
        let mut scratch = Workings::unkept();
        let level = guideline.industrialisation;
        if counts.iter().all(|(known, _)| *known != level) {
            let count_rules = CountRules::read(level, rules)?;
            let counted = patents::count(alike.facts, &count_rules, alike.named, alike.invalidation_free, &mut scratch);
            counts.push((level, counted));
        }
        let Some((_, counted)) = counts.iter().find(|(known, _)| *known == level) else { continue };
        verdicts.push(verdict(
            alike,
            version,
            applied,
            &guideline,
            counted,
            &mut Desk { rules, workings: &mut scratch },
        )?);
    }
    Ok(verdicts)
}

fn verdict(
    alike: &Alike<'_>,
    version: GuidelineVersion,
    applied: GuidelineVersion,
    guideline: &Guideline,
    counted: &PatentCounts,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<VersionVerdict, StarError> {
    let exempt = exemptions(alike.facts, Some(guideline), desk)?;
    let mut found = indicators::assess(alike.facts, alike.figures, guideline, counted, exempt, desk);
    risks::overlay(&mut found, alike.facts, alike.figures, guideline, counted, alike.risks, desk);
    let exceptions = attribute::exceptions(&alike.facts.dossier.star, Some(guideline), counted, desk);
    let combined = attribute::combine(alike.sector, &found, &exceptions, counted, Some(guideline));
    let share = if exempt.software { &guideline.software_rd_share } else { &guideline.rd_share };
    let limits = [
        ("rd-share", Some(share)),
        ("rd-sum", Some(&guideline.rd_sum).filter(|_| !exempt.software)),
        ("rd-staff-share", guideline.rd_staff.as_ref()),
        ("patents", Some(&guideline.patents)),
        ("cagr", Some(&guideline.cagr)),
        ("last-revenue", Some(&guideline.revenue)),
        ("core-patents", Some(&guideline.core_patents)),
    ];
    Ok(VersionVerdict {
        version,
        in_force: day(desk.rules, &record(version, "in-force"))?,
        applied: version == applied,
        indicators: found.iter().map(|indicator: &Indicator| (indicator.code, indicator.verdict)).collect(),
        limits: limits.into_iter().filter_map(|(code, threshold)| threshold.map(|one| limit(code, one))).collect(),
        legal: (counted.legal.low, counted.legal.high),
        strict: (counted.strict.low, counted.strict.high),
        core: (counted.core.low, counted.core.high),
        exceptional: combined.exceptional,
        verdict: combined.verdict,
    })
}

fn limit(code: &'static str, threshold: &Threshold) -> VersionLimit {
    VersionLimit { code, value: threshold.decimal(), unit: threshold.unit, rule: threshold.id.clone() }
}
