//! The record of a listing candidate for the database of candidates 拟上市企业知识产权数据库 (guidance article 10): what a
//! company can hand to the service station. No public schema was found; this one is ours.
//!
//! It only gathers what was told and what was found; nothing is computed here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::result::{AttributeVerdict, PatentReview, Severity, StarAssessment, Status, Verdict};
use crate::dossier::{
    Asset, AssetStatus, Dispute, DisputeKind, DisputeRole, Dossier, Encumbrance, IssueState, LicenceDirection,
    LicenceExclusivity, ListingStage, PracticeItem, StarSector,
};
use crate::rules::Outcome;
use crate::{Money, Ratio};

/// Version of the record's own shape.
const SCHEMA: u32 = 1;

/// A candidate as the database would hold it. Serialises to JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateRecord {
    /// Names the kind of file: `ip-health-check-candidate`.
    pub format: &'static str,
    /// Version of this shape.
    pub schema: u32,
    /// Unified social credit code 统一社会信用代码; identifies the candidate.
    pub uscc: Option<String>,
    /// Name.
    pub name: String,
    /// District by GB/T 2260 code.
    pub district: Option<String>,
    /// Sector of the 暂行规定.
    pub sector: Option<StarSector>,
    /// How far the way to listing has been gone.
    pub stage: Option<ListingStage>,
    /// Board aimed at; always `STAR` here.
    pub target_board: &'static str,
    /// Target filing date.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub target_date: Date,
    /// Version of the guideline: `V2024`.
    pub version: &'static str,
    /// Combined verdict of the attribute.
    pub attribute: AttributeVerdict,
    /// I1 to I4.
    pub indicators: Vec<CandidateIndicator>,
    /// E1 to E5.
    pub exceptions: Vec<CandidateException>,
    /// Listing standards met.
    pub standards_met: Vec<&'static str>,
    /// Rights listed, of every kind.
    pub rights_total: usize,
    /// Patents listed that are in force.
    pub patents_in_force: usize,
    /// Qualifying inventions.
    pub legal_patents: u32,
    /// Of them in the strict count.
    pub strict_patents: u32,
    /// Products with the core patents behind them 核心技术—产品—专利.
    pub core_technology: Vec<CandidateProduct>,
    /// Disputes pending.
    pub disputes: Vec<CandidateDispute>,
    /// Patents pledged or in a securitised pool.
    pub pledges: Vec<CandidatePledge>,
    /// Licences in.
    pub licences_in: Vec<CandidateLicence>,
    /// A freedom-to-operate search is in place; `None` while not answered.
    pub freedom_to_operate: Option<bool>,
    /// Share of revenue from abroad.
    pub export_share: Option<Ratio>,
    /// Issues that exist and are not cured.
    pub issues: Vec<CandidateIssue>,
    /// Questions of the issue list that nobody has answered.
    pub unanswered: Vec<String>,
    /// Status of readiness.
    pub status: Status,
    /// Score of readiness, 0–100.
    pub score: f64,
    /// Training modules recommended.
    pub training: Vec<String>,
    /// Day of the assessment.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub updated_at: Date,
}

/// An indicator of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateIndicator {
    /// `I1`.
    pub code: &'static str,
    /// Verdict.
    pub verdict: Verdict,
}

/// An exceptional situation of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateException {
    /// `E1`.
    pub code: &'static str,
    /// Met, not met, not answered.
    pub outcome: Outcome,
}

/// A product and what protects it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateProduct {
    /// Name.
    pub name: String,
    /// Share of last year's revenue.
    pub revenue_share: Option<Ratio>,
    /// Numbers, else names, of the core inventions in force that it uses.
    pub patents: Vec<String>,
}

/// A pending dispute of a candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateDispute {
    /// About what.
    pub kind: Option<DisputeKind>,
    /// Role.
    pub role: Option<DisputeRole>,
    /// Day it began.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub date: Option<Date>,
    /// Abroad.
    pub overseas: Option<bool>,
    /// Amount claimed.
    pub amount: Option<Money>,
    /// Share of revenue at risk.
    pub revenue_at_risk: Option<Ratio>,
    /// Patents concerned.
    pub patents: Vec<String>,
}

/// A pledged patent of a candidate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidatePledge {
    /// Number, else name.
    pub patent: String,
    /// In a securitised pool instead of pledged to a lender.
    pub pool: bool,
}

/// A licence in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateLicence {
    /// Counterparty.
    pub party: String,
    /// Exclusive, sole, ordinary.
    pub exclusivity: Option<LicenceExclusivity>,
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub from: Option<Date>,
    /// Last day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub to: Option<Date>,
}

/// A live issue of a candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateIssue {
    /// `OWN-1`.
    pub code: String,
    /// Severity.
    pub severity: Severity,
    /// State.
    pub state: Option<IssueState>,
    /// Pieces of evidence held, of those on the tick list.
    pub evidence: (usize, usize),
    /// Last day to start the cure, by the plan.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub start_by: Option<Date>,
}

/// The record of an assessed dossier.
#[must_use]
pub fn candidate_record(dossier: &Dossier, assessment: &StarAssessment, as_of: Date) -> CandidateRecord {
    let standards = assessment.listing.standards.iter();
    CandidateRecord {
        format: "ip-health-check-candidate",
        schema: SCHEMA,
        uscc: dossier.enterprise.credit_code.clone(),
        name: dossier.enterprise.name.clone(),
        district: dossier.enterprise.district.clone(),
        sector: assessment.sector.sector,
        stage: dossier.star.stage,
        target_board: "STAR",
        target_date: assessment.plan.filing,
        version: assessment.version.version.code(),
        attribute: assessment.attribute.verdict,
        indicators: assessment
            .indicators
            .iter()
            .map(|indicator| CandidateIndicator { code: indicator.code.code(), verdict: indicator.verdict })
            .collect(),
        exceptions: assessment
            .exceptions
            .iter()
            .map(|exception| CandidateException { code: exception.code, outcome: exception.outcome })
            .collect(),
        standards_met: standards
            .filter(|standard| standard.applicable && standard.outcome == Outcome::Pass)
            .map(|standard| standard.code)
            .collect(),
        rights_total: dossier.assets.len(),
        patents_in_force: assets(dossier)
            .filter(|asset| asset.kind.is_patent() && asset.status == Some(AssetStatus::Granted))
            .count(),
        legal_patents: assessment.patents.legal.low,
        strict_patents: assessment.patents.strict.low,
        core_technology: core_technology(dossier, &assessment.patents.reviews),
        disputes: dossier
            .disputes
            .iter()
            .filter(|dispute| dispute.pending != Some(false))
            .map(|dispute| pending(dossier, dispute))
            .collect(),
        pledges: assets(dossier).filter_map(pledge).collect(),
        licences_in: licences(dossier),
        freedom_to_operate: dossier.practice.get(&PracticeItem::FreedomToOperate).copied(),
        export_share: dossier.enterprise.export_share,
        issues: issues(assessment),
        unanswered: assessment
            .issues
            .iter()
            .filter(|issue| issue.state.is_none())
            .map(|issue| issue.code.to_string())
            .collect(),
        status: assessment.readiness.status,
        score: assessment.readiness.score.value,
        training: assessment.training.iter().map(|module| module.code.clone()).collect(),
        updated_at: as_of,
    }
}

fn assets(dossier: &Dossier) -> impl Iterator<Item = &Asset> {
    dossier.assets.iter().map(AsRef::as_ref)
}

/// What a right is called: its number, else its title, else its id.
fn called(asset: &Asset) -> String {
    let names = [asset.number.as_deref(), Some(asset.title.as_str())];
    names.into_iter().flatten().find(|name| !name.is_empty()).unwrap_or(&asset.id).to_owned()
}

/// Products with the core inventions that they use; products that no core invention protects show an empty list.
fn core_technology(dossier: &Dossier, reviews: &[PatentReview]) -> Vec<CandidateProduct> {
    let core: BTreeSet<&str> =
        reviews.iter().filter(|review| review.core == Outcome::Pass).map(|review| review.asset.as_str()).collect();
    let protects = |asset: &&Asset, product: &str| {
        core.contains(asset.id.as_str()) && asset.uses.iter().any(|used| used.product == product)
    };
    dossier
        .products
        .iter()
        .map(|product| CandidateProduct {
            name: product.name.clone(),
            revenue_share: product.revenue_share,
            patents: assets(dossier).filter(|asset| protects(asset, &product.id)).map(called).collect(),
        })
        .collect()
}

fn pending(dossier: &Dossier, dispute: &Dispute) -> CandidateDispute {
    CandidateDispute {
        kind: dispute.kind,
        role: dispute.role,
        date: dispute.date,
        overseas: dispute.overseas,
        amount: dispute.amount,
        revenue_at_risk: dispute.revenue_at_risk,
        patents: assets(dossier).filter(|asset| dispute.assets.contains(&asset.id)).map(called).collect(),
    }
}

fn pledge(asset: &Asset) -> Option<CandidatePledge> {
    let burdens = asset.encumbrances.as_ref()?;
    let pool = burdens.contains(&Encumbrance::AbsPool);
    (pool || burdens.contains(&Encumbrance::Pledged)).then(|| CandidatePledge { patent: called(asset), pool })
}

fn licences(dossier: &Dossier) -> Vec<CandidateLicence> {
    let into = dossier.licences.iter().filter(|licence| licence.direction == Some(LicenceDirection::In));
    into.map(|licence| CandidateLicence {
        party: licence.party.clone(),
        exclusivity: licence.exclusivity,
        from: licence.from,
        to: licence.to,
    })
    .collect()
}

fn issues(assessment: &StarAssessment) -> Vec<CandidateIssue> {
    let live = assessment.issues.iter().filter(|issue| issue.is_live());
    live.map(|issue| CandidateIssue {
        code: issue.code.to_string(),
        severity: issue.severity,
        state: issue.state,
        evidence: (issue.evidence_held(), issue.evidence.len()),
        start_by: assessment.plan.rows.iter().find(|row| row.issue == issue.code).map(|row| row.latest_start),
    })
    .collect()
}
