//! The record of a listing candidate for the database of candidates 拟上市企业知识产权数据库 (guidance article 10): what a
//! company can hand to the service station. No public schema was found; this one is ours.

use jiff::civil::Date;
use serde::Serialize;

use super::result::{Severity, StarAssessment, Status, Verdict};
use crate::dossier::{Dossier, IssueState, LicenceDirection, StarSector};
use crate::rules::Outcome;

/// A candidate as the database would hold it. Serialises to JSON.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateRecord {
    /// Unified social credit code 统一社会信用代码.
    pub uscc: Option<String>,
    /// Name.
    pub name: String,
    /// District by GB/T 2260 code.
    pub district: Option<String>,
    /// Sector of the 暂行规定.
    pub sector: Option<StarSector>,
    /// Board aimed at; always `STAR` here.
    pub target_board: &'static str,
    /// Target filing date.
    pub target_date: Date,
    /// Version of the guideline: `V2024`.
    pub version: &'static str,
    /// I1 to I4.
    pub indicators: Vec<CandidateIndicator>,
    /// E1 to E5.
    pub exceptions: Vec<(&'static str, Outcome)>,
    /// Listing standards met.
    pub standards_met: Vec<&'static str>,
    /// Rights listed, of every kind.
    pub rights_total: usize,
    /// Qualifying inventions.
    pub legal_patents: u32,
    /// Of them in the strict count.
    pub strict_patents: u32,
    /// Disputes pending.
    pub disputes: usize,
    /// Licences in.
    pub licences_in: usize,
    /// Issues that exist and are not cured.
    pub issues: Vec<CandidateIssue>,
    /// Status of readiness.
    pub status: Status,
    /// Score of readiness, 0–100.
    pub score: f64,
    /// Day of the assessment.
    pub updated_at: Date,
}

/// An indicator of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateIndicator {
    /// `I1`.
    pub code: &'static str,
    /// Verdict.
    pub verdict: Verdict,
}

/// A live issue of a candidate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateIssue {
    /// `OWN-1`.
    pub code: String,
    /// Severity.
    pub severity: Severity,
    /// State.
    pub state: Option<IssueState>,
}

/// The record of an assessed dossier.
#[must_use]
pub fn candidate_record(dossier: &Dossier, assessment: &StarAssessment, as_of: Date) -> CandidateRecord {
    let standards = assessment.listing.standards.iter();
    let issues = assessment.issues.iter().filter(|issue| issue.is_live());
    CandidateRecord {
        uscc: dossier.enterprise.credit_code.clone(),
        name: dossier.enterprise.name.clone(),
        district: dossier.enterprise.district.clone(),
        sector: assessment.sector.sector,
        target_board: "STAR",
        target_date: assessment.plan.filing,
        version: assessment.version.version.code(),
        indicators: assessment
            .indicators
            .iter()
            .map(|indicator| CandidateIndicator { code: indicator.code.code(), verdict: indicator.verdict })
            .collect(),
        exceptions: assessment.exceptions.iter().map(|exception| (exception.code, exception.outcome)).collect(),
        standards_met: standards
            .filter(|standard| standard.applicable && standard.outcome == Outcome::Pass)
            .map(|standard| standard.code)
            .collect(),
        rights_total: dossier.assets.len(),
        legal_patents: assessment.patents.legal.low,
        strict_patents: assessment.patents.strict.low,
        disputes: dossier.disputes.iter().filter(|dispute| dispute.pending != Some(false)).count(),
        licences_in: dossier.licences.iter().filter(|licence| licence.direction == Some(LicenceDirection::In)).count(),
        issues: issues
            .map(|issue| CandidateIssue { code: issue.code.clone(), severity: issue.severity, state: issue.state })
            .collect(),
        status: assessment.readiness.status,
        score: assessment.readiness.score.value,
        updated_at: as_of,
    }
}
