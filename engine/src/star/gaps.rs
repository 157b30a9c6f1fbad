//! The gap list 差距清单: indicators, gates and issues in one order, and the bridges to other parts of the check-up.

use super::StarError;
use super::exact::small;
use super::readiness::Findings;
use super::result::{
    Bridge, Gap, GapKind, Gate, GateCode, Indicator, Issue, Plan, PlanKind, PlanRow, Projection, Readiness, Severity,
    Status, Verdict,
};
use crate::rules::{Outcome, Rules};

/// What the list is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sources<'s> {
    /// Indicators, attribute, issues.
    pub findings: &'s Findings<'s>,
    /// Gates.
    pub readiness: &'s Readiness,
    /// Lead times and starts.
    pub plan: &'s Plan,
    /// First years.
    pub projection: Option<&'s Projection>,
}

/// Everything that is missing: gravest first, then the least slack, then the order of the rule.
pub(super) fn list(sources: &Sources<'_>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let indicators = sources.findings.indicators.iter().enumerate();
    gaps.extend(indicators.filter_map(|(place, one)| indicator(sources, place, one)));
    gaps.extend(sources.readiness.gates.iter().filter_map(gate));
    gaps.extend(sources.findings.issues.iter().filter_map(|one| issue(sources, one)));
    // Rows without a date come after those with one.
    gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.severity), gap.slack_days.is_none(), gap.slack_days));
    gaps
}

fn indicator(sources: &Sources<'_>, place: usize, one: &Indicator) -> Option<Gap> {
    // An exceptional situation stands in for the four: a failing one is then worth knowing, not a bar.
    let stood_in_for = sources.findings.attribute.attribute == Outcome::Pass;
    let (kind, severity) = match one.verdict {
        Verdict::Fail if stood_in_for => (GapKind::Indicator, Severity::L),
        Verdict::Fail => (GapKind::Indicator, Severity::B),
        Verdict::PassAtRisk => (GapKind::Indicator, Severity::M),
        Verdict::InsufficientData => (GapKind::Evidence, Severity::H),
        Verdict::Pass | Verdict::NaExempt => return None,
    };
    let row = row_of(sources.plan, one.code.code(), |_| true);
    let first = sources.projection.and_then(|projection| projection.first.indicators.get(place).copied().flatten());
    Some(Gap { first_year: first, missing: one.missing.clone(), ..with_row(one.code.code(), kind, severity, row) })
}

/// Gates that stand for themselves; G2, G4 and G7 show through indicators and issues.
fn gate(gate: &Gate) -> Option<Gap> {
    if matches!(gate.code, GateCode::G2 | GateCode::G4 | GateCode::G7) {
        return None;
    }
    let (kind, severity) = match gate.outcome {
        Outcome::Fail => (GapKind::Gate, Severity::B),
        Outcome::Unknown => (GapKind::Evidence, Severity::H),
        Outcome::Pass => return None,
    };
    Some(Gap { missing: gate.missing.clone(), ..with_row(gate.code.code(), kind, severity, None) })
}

fn issue(sources: &Sources<'_>, one: &Issue) -> Option<Gap> {
    if one.is_live() {
        let row = row_of(sources.plan, &one.code, |kind| *kind == PlanKind::Cure);
        return Some(with_row(&one.code, GapKind::Issue, one.severity, row));
    }
    let row = row_of(sources.plan, &one.code, |kind| *kind == PlanKind::Evidence)?;
    Some(with_row(&one.code, GapKind::Evidence, one.severity, Some(row)))
}

fn row_of<'p>(plan: &'p Plan, code: &str, wanted: impl Fn(&PlanKind) -> bool) -> Option<&'p PlanRow> {
    plan.rows.iter().find(|row| row.issue == code && wanted(&row.kind))
}

fn with_row(code: &str, kind: GapKind, severity: Severity, row: Option<&PlanRow>) -> Gap {
    Gap {
        code: code.to_owned(),
        kind,
        severity,
        lead_months: row.map(|row| row.lead_months),
        latest_start: row.map(|row| row.latest_start),
        slack_days: row.map(|row| row.slack_days),
        first_year: None,
        missing: Vec::new(),
    }
}

/// Finance for the interval while the cure takes long, insurance for suits and markets abroad, other collateral for
/// pledged patents.
pub(super) fn bridges(sources: &Sources<'_>, rules: &Rules<'_>) -> Result<Vec<Bridge>, StarError> {
    let long = f64::from(small(rules, "star.bridge-months")?);
    let live = |codes: &[&str]| -> Vec<String> {
        let issues = sources.findings.issues.iter().filter(|issue| issue.is_live());
        issues.filter(|issue| codes.contains(&issue.code.as_str())).map(|issue| issue.code.to_string()).collect()
    };
    let slow: Vec<String> = sources
        .plan
        .rows
        .iter()
        .filter(|row| row.kind != PlanKind::Evidence && long < row.lead_months[1])
        .map(|row| row.issue.to_string())
        .collect();
    let waits = matches!(sources.readiness.status, Status::Gap | Status::Near);
    let candidates = [
        ("bridge-interval", if waits { slow } else { Vec::new() }),
        ("bridge-insurance", live(&["LIT-1", "FTO-1"])),
        ("bridge-collateral", live(&["PLG-1"])),
    ];
    Ok(candidates
        .into_iter()
        .filter(|(_, issues)| !issues.is_empty())
        .map(|(code, issues)| Bridge { code, issues })
        .collect())
}
