//! STAR Market 科创板 readiness: sector gate, attribute indicators, listing standards, issues, readiness, plan,
//! projection.
//!
//! Three layers stay apart: figures (deterministic, versioned, exact integers), qualitative limbs (answered by the
//! user, never inferred), heuristics (score and status, our own assumptions).
//!
//! # Source
//! 《科创属性评价指引（试行）》; 《上海证券交易所科创板企业发行上市申报及推荐暂行规定》; 《上海证券交易所科创板股票上市规则》 2.1.1–2.1.4.

mod attribute;
mod candidate;
mod exact;
mod facts;
mod gaps;
mod guideline;
mod indicators;
mod issues;
mod listing;
mod neighbours;
mod numeric;
mod patents;
mod plan;
mod projection;
mod readiness;
pub mod result;
mod risks;
mod versions;

use std::collections::BTreeSet;

use crate::dossier::{Dossier, RedChip};
use crate::rules::{Outcome, RuleError, Rules};
use crate::working::Workings;

use self::facts::{Desk, Facts};
use self::gaps::Sources;
use self::guideline::Guideline;
use self::indicators::Exemptions;
use self::listing::Maker;
use self::numeric::Figures;
use self::patents::CountRules;
use self::plan::PlanBasis;
use self::projection::Basis;
use self::readiness::Findings;
use self::risks::RiskRules;
use self::versions::Alike;

pub use self::candidate::{
    CandidateDispute, CandidateException, CandidateIndicator, CandidateIssue, CandidateLicence, CandidatePledge,
    CandidateProduct, CandidateRecord, candidate_record,
};
pub use self::readiness::{StatusInput, decide_status};
pub use self::result::StarAssessment;

/// Why the module cannot run: the rule pack lacks what it needs. Missing answers are no errors.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StarError {
    /// A record is missing or of the wrong kind.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// A record holds a value the engine cannot use, such as a fraction without denominator.
    #[error("rule {id} holds a value that cannot be used")]
    BadRecord {
        /// Id of the record.
        id: String,
    },
    /// The version code of the dossier names no version of the guideline.
    #[error("star.guideline_version names no version: {code}")]
    UnknownVersion {
        /// Code given.
        code: String,
    },
    /// A date lies outside the calendar.
    #[error("a date of the plan lies outside the calendar")]
    DateRange,
}

/// Assesses a dossier for the STAR Market under the rules in force on the day of `rules`. Figures are filed in
/// `workings` under ids that begin with `star.`.
///
/// The version of the attribute guideline follows the acceptance date of the dossier, not the day of `rules`.
///
/// # Errors
/// [`StarError`] when the rule pack lacks a record, or the dossier names an unknown version. Missing answers are no
/// errors: they come out as INSUFFICIENT_DATA or unknown.
pub fn assess_star(dossier: &Dossier, rules: &Rules<'_>, workings: &mut Workings) -> Result<StarAssessment, StarError> {
    let answers = &dossier.star;
    let facts = Facts::of(dossier, rules.day());
    let figures = Figures::of(facts.years);
    let sector = attribute::sector(answers, rules)?;
    let counted = Counted::of(&facts, &figures, rules, workings)?;
    let Counted { version, guideline, risk_rules, mut issues, named, free, patents, exempt, indicators } = counted;
    let least = guideline.as_ref().map(|guideline| guideline.patents.least_count());
    let mut desk = Desk { rules, workings };
    let disputed = indicators.iter().any(|indicator| indicator.risks.contains(&"i1-disputed-items"));
    issues::complete(&mut issues, &facts, &patents, least, disputed, rules)?;

    let exceptions = attribute::exceptions(answers, guideline.as_ref(), &patents, &mut desk);
    let attribute = attribute::combine(sector.verdict, &indicators, &exceptions, &patents, guideline.as_ref());
    let listing = listing::assess(&facts, &figures, &mut desk)?;
    let findings = Findings {
        sector: sector.verdict,
        indicators: &indicators,
        attribute: &attribute,
        patents: &patents,
        patents_min: least,
        listing: &listing,
        issues: &issues,
    };
    let readiness = readiness::assess(&facts, &findings, &mut desk)?;
    let projection = match &guideline {
        Some(guideline) => {
            let basis = Basis {
                guideline,
                figures: &figures,
                exempt,
                patents: &patents,
                exceptional: attribute.exceptional,
                grant: &risk_rules.grant,
                listing: &listing,
            };
            projection::project(&facts, &basis, &mut desk)?
        }
        None => None,
    };
    let basis = PlanBasis {
        guideline: guideline.as_ref(),
        indicators: &indicators,
        patents: &patents,
        issues: &issues,
        projection: projection.as_ref(),
        grant: &risk_rules.grant,
    };
    let plan = plan::plan(&facts, &basis, rules)?;
    let mut maker = Maker { facts: &facts, figures: &figures, desk: &mut desk };
    let neighbours = neighbours::assess(&mut maker, &readiness, &attribute, &listing)?;
    let alike = Alike {
        facts: &facts,
        figures: &figures,
        sector: sector.verdict,
        risks: &risk_rules,
        named: &named,
        invalidation_free: free,
    };
    let versions = versions::compare(&alike, version.version, rules)?;
    let sources = Sources { findings: &findings, readiness: &readiness, plan: &plan, projection: projection.as_ref() };
    let gaps = gaps::list(&sources);
    let bridges = gaps::bridges(&sources, rules)?;
    Ok(StarAssessment {
        version,
        versions,
        window: facts.window(),
        sector,
        indicators,
        patents,
        exceptions,
        attribute,
        listing,
        training: issues::training(&issues, rules)?,
        issues,
        readiness,
        plan,
        projection,
        neighbours,
        gaps,
        bridges,
    })
}

/// The indicators alone, as [`assess_star`] finds them.
pub(crate) fn indicators_of(dossier: &Dossier, rules: &Rules<'_>) -> Result<Vec<result::Indicator>, StarError> {
    let facts = Facts::of(dossier, rules.day());
    let figures = Figures::of(facts.years);
    Ok(Counted::of(&facts, &figures, rules, &mut Workings::unkept())?.indicators)
}

/// What is counted first: the version, the issues by which patents drop out, the patents, the indicators.
struct Counted {
    version: result::VersionChoice,
    guideline: Option<Guideline>,
    risk_rules: RiskRules,
    issues: Vec<result::Issue>,
    /// Patents that issues name.
    named: BTreeSet<String>,
    /// Known to be free of invalidation requests.
    free: bool,
    patents: result::PatentCounts,
    exempt: Exemptions,
    indicators: Vec<result::Indicator>,
}

impl Counted {
    fn of(facts: &Facts<'_>, figures: &Figures, rules: &Rules<'_>, workings: &mut Workings) -> Result<Self, StarError> {
        let answers = &facts.dossier.star;
        let version = guideline::choose(answers, rules)?;
        let guideline = Guideline::read(version.version, rules)?;
        let risk_rules = RiskRules::read(rules, answers.plan.grant_probability)?;
        let issues = issues::assess(facts, rules)?;
        // Without figures no level of industrialisation is asked.
        let level = guideline.as_ref().map_or(0, |guideline| guideline.industrialisation);
        let named = issues::dropped(&issues, rules);
        let free = issues::invalidation_free(&issues);
        let patents = patents::count(facts, &CountRules::read(level, rules)?, &named, free, workings);
        let mut desk = Desk { rules, workings };
        let exempt = exemptions(facts, guideline.as_ref(), &mut desk)?;
        let indicators = match &guideline {
            Some(guideline) => {
                let mut indicators = indicators::assess(facts, figures, guideline, &patents, exempt, &mut desk);
                risks::overlay(&mut indicators, facts, figures, guideline, &patents, &risk_rules, &mut desk);
                indicators
            }
            None => indicators::without_figures(),
        };
        Ok(Counted { version, guideline, risk_rules, issues, named, free, patents, exempt, indicators })
    }
}

/// Exemptions: software from I3; standard 5 (while it is not known to fail) and red chips listed abroad from I4.
fn exemptions(
    facts: &Facts<'_>,
    guideline: Option<&Guideline>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Exemptions, StarError> {
    let answers = &facts.dossier.star;
    let software = answers.software == Some(true);
    let listed_abroad = answers.red_chip == Some(RedChip::ListedAbroad)
        && guideline.is_some_and(|guideline| guideline.red_chip_growth_exempt);
    if listed_abroad {
        return Ok(Exemptions { software, growth: Outcome::Pass, growth_ground: "red-chip-listed-abroad" });
    }
    let growth = match answers.standard_five {
        Some(true) => listing::standard_five(facts, desk)?.outcome,
        Some(false) | None => Outcome::Fail,
    };
    Ok(Exemptions { software, growth, growth_ground: "standard-five" })
}
