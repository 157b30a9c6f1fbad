//! Readiness for filing 申报准备度: gates, seven dimensions, status. Heuristics of our own, beside the figures of the
//! rules and never instead of them.

use super::StarError;
use super::exact::{Threshold, small};
use super::facts::{Desk, Facts, add_months};
use super::numeric::all;
use super::patents::expiry;
use super::result::{
    AttributeResult, Dimension, DimensionPart, Gate, GateCode, Indicator, IndicatorCode, Issue, Limb, ListingResult,
    PatentCounts, Penalty, Readiness, SectorVerdict, Severity, Status, Verdict,
};
use crate::dossier::{Asset, AuditOpinion, IssueState, PracticeItem};
use crate::rules::{Outcome, Rules, Unit};
use crate::working::{Expr, Origin, Sheet, Term};

/// What decides the status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusInput<'a> {
    /// Verdict of the sector gate.
    pub sector: SectorVerdict,
    /// Gates G1 to G7.
    pub gates: &'a [Gate],
    /// Verdicts of I1 to I4.
    pub indicators: &'a [Verdict],
    /// Weighted total, 0–100.
    pub score: f64,
    /// Score that is ready.
    pub ready_score: f64,
    /// Some H or B issue is open or being cured.
    pub high_open: bool,
    /// Some issue that may be H or B has no answer.
    pub high_unknown: bool,
}

/// The status and what holds it back. First match wins: NOT_ELIGIBLE, BLOCKED, GAP, NEAR, READY.
#[must_use]
pub fn decide_status(input: &StatusInput<'_>) -> (Status, Vec<&'static str>) {
    let in_state = |outcome: Outcome, codes: &[GateCode]| -> Vec<&'static str> {
        input
            .gates
            .iter()
            .filter(|gate| gate.outcome == outcome && codes.contains(&gate.code))
            .map(|gate| gate.code.code())
            .collect()
    };
    if input.sector == SectorVerdict::Prohibited {
        return (Status::NotEligible, vec![GateCode::G1.code()]);
    }
    let blocked = in_state(Outcome::Fail, &[GateCode::G4, GateCode::G7]);
    if !blocked.is_empty() {
        return (Status::Blocked, blocked);
    }
    let mut gap = in_state(Outcome::Fail, &[GateCode::G2, GateCode::G3, GateCode::G5, GateCode::G6]);
    if input.sector == SectorVerdict::Restricted {
        gap.push("restricted-sector");
    }
    if input.indicators.contains(&Verdict::InsufficientData) {
        gap.push("insufficient-data");
    }
    if !gap.is_empty() {
        return (Status::Gap, gap);
    }
    let mut near = Vec::new();
    // A millionth of a point is noise of the weighted sum, not a judgement.
    if libm::round(input.score * 1e6) < libm::round(input.ready_score * 1e6) {
        near.push("score");
    }
    if input.high_open {
        near.push("high-issue");
    }
    if input.indicators.contains(&Verdict::PassAtRisk) {
        near.push("at-risk");
    }
    if input.high_unknown {
        near.push("unknown-issue");
    }
    if input.gates.iter().any(|gate| gate.outcome == Outcome::Unknown) {
        near.push("unknown-gate");
    }
    if near.is_empty() { (Status::Ready, near) } else { (Status::Near, near) }
}

/// What the readiness is computed from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Findings<'f> {
    /// Sector.
    pub sector: SectorVerdict,
    /// Indicators.
    pub indicators: &'f [Indicator],
    /// Attribute.
    pub attribute: &'f AttributeResult,
    /// Patent counts.
    pub patents: &'f PatentCounts,
    /// Threshold of I3.
    pub patents_min: Option<u32>,
    /// Listing standards.
    pub listing: &'f ListingResult,
    /// Issues.
    pub issues: &'f [Issue],
}

/// Gates, dimensions, score, status.
pub(super) fn assess(
    facts: &Facts<'_>,
    findings: &Findings<'_>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Readiness, StarError> {
    let rules = desk.rules;
    let gates = gates(facts, findings);
    let dimensions = dimensions(facts, findings, desk)?;

    let mut sheet = Sheet::new();
    let points = dimensions.iter().map(|dimension| dimension.score.value).collect();
    let weights = dimensions.iter().map(|dimension| dimension.weight).collect();
    let origin = Origin::Figure { id: "star.d1 star.d2 star.d3 star.d4 star.d5 star.d6 star.d7".to_owned() };
    let points = sheet.given_series(Term::DIMENSION_POINTS, points, Unit::Point, origin);
    let origin = Origin::Rule { id: "star.score.weights".to_owned() };
    let weights = sheet.given_series(Term::DIMENSION_WEIGHT, weights, Unit::Point, origin);
    sheet.compute(Term::READINESS_SCORE, Unit::Point, (points * weights).sum() / 100.0);
    let score = desk.workings.file("star.score", sheet);
    let best = dimensions.iter().map(|dimension| dimension.best * dimension.weight).sum::<f64>() / 100.0;

    let verdicts: Vec<Verdict> = findings.indicators.iter().map(|indicator| indicator.verdict).collect();
    let (status, holding_back) = decide_status(&StatusInput {
        sector: findings.sector,
        gates: &gates,
        indicators: &verdicts,
        score: score.value,
        ready_score: rules.number("star.score.ready")?,
        high_open: findings.issues.iter().any(|issue| issue.is_live() && Severity::H <= issue.severity),
        high_unknown: findings.issues.iter().any(|issue| issue.state.is_none() && Severity::H <= issue.severity),
    });
    Ok(Readiness { status, gates, dimensions, score, best, holding_back })
}

fn gates(facts: &Facts<'_>, findings: &Findings<'_>) -> Vec<Gate> {
    let answers = &facts.dossier.star;
    let plain =
        |code: GateCode, outcome: Outcome, missing: Vec<String>| Gate { code, outcome, issues: vec![], missing };
    let sector = match findings.sector {
        SectorVerdict::Supported | SectorVerdict::Other => Outcome::Pass,
        SectorVerdict::Prohibited => Outcome::Fail,
        SectorVerdict::Restricted | SectorVerdict::Unknown => Outcome::Unknown,
    };
    let blockers = |code: GateCode, of_gate: &dyn Fn(&Issue) -> bool| {
        let may_block = |issue: &Issue| issue.triggers.iter().any(|trigger| trigger.severity == Severity::B);
        let concerned = || findings.issues.iter().filter(|issue| of_gate(issue));
        let open: Vec<String> = concerned()
            .filter(|issue| issue.is_live() && issue.severity == Severity::B)
            .map(|issue| issue.code.clone())
            .collect();
        let outcome = if !open.is_empty() {
            Outcome::Fail
        } else if concerned().any(|issue| issue.state.is_none() && may_block(issue)) {
            Outcome::Unknown
        } else {
            Outcome::Pass
        };
        Gate { code, outcome, issues: open, missing: Vec::new() }
    };
    let is_title = |issue: &Issue| issue.code.starts_with("OWN-") || issue.code == "LIT-3";
    let years = findings.listing.structure.iter().find(|limb| limb.code == "operating-years");
    let audit = match answers.audit_opinion {
        Some(AuditOpinion::Unqualified) => Outcome::Pass,
        Some(AuditOpinion::Other) => Outcome::Fail,
        Some(AuditOpinion::NotAudited) | None => Outcome::Unknown,
    };
    let stable = answers.stable_two_years.map_or(Outcome::Unknown, Outcome::from);
    let needs = |outcome: Outcome, path: &str| match outcome {
        Outcome::Unknown => vec![path.to_owned()],
        Outcome::Pass | Outcome::Fail => Vec::new(),
    };
    let mut record_missing = needs(audit, "star.audit_opinion");
    record_missing.extend(years.iter().flat_map(|limb| limb.missing.iter().cloned()));
    let standard_missing = match findings.listing.outcome {
        Outcome::Unknown if answers.expected_market_cap.is_none() => vec!["star.expected_market_cap".to_owned()],
        _ => Vec::new(),
    };
    vec![
        plain(GateCode::G1, sector, needs(sector, "star.sector")),
        plain(GateCode::G2, findings.attribute.attribute, Vec::new()),
        plain(GateCode::G3, findings.listing.outcome, standard_missing),
        blockers(GateCode::G4, &is_title),
        plain(GateCode::G5, stable, needs(stable, "star.stable_two_years")),
        plain(GateCode::G6, all([audit, years.map_or(Outcome::Unknown, |limb| limb.outcome)]), record_missing),
        blockers(GateCode::G7, &|_| true),
    ]
}

fn dimensions(
    facts: &Facts<'_>,
    findings: &Findings<'_>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Vec<Dimension>, StarError> {
    let rules = desk.rules;
    let weights = rules.list("star.score.weights")?;
    let penalties = Penalties::read(rules)?;
    let base = || vec![DimensionPart { code: "base", points: Some(100.0), weight: 100.0 }];
    let by_exception = findings.attribute.regular != Outcome::Pass && findings.attribute.exceptional == Outcome::Pass;
    let floor = if by_exception { rules.number("star.score.exceptional-floor")? } else { 0.0 };
    let mut all = Vec::new();
    for (code, weight) in ["D1", "D2", "D3", "D4", "D5", "D6", "D7"].into_iter().zip(weights) {
        let parts = match code {
            "D1" => headroom(findings, rules)?,
            "D2" => mapping(facts, findings, rules)?,
            "D5" => portfolio(facts, findings, rules)?,
            "D7" => governance(facts),
            _ => base(),
        };
        let deducted = penalties.of(code, findings.issues, rules);
        let floor = if code == "D1" { floor } else { 0.0 };
        all.push(dimension(code, *weight, parts, deducted, floor, desk));
    }
    Ok(all)
}

/// Σ points · weight / 100 − Σ deductions, not below the floor. Unknown parts add nothing to the score and everything
/// to the best case.
fn dimension(
    code: &'static str,
    weight: f64,
    parts: Vec<DimensionPart>,
    penalties: Vec<Penalty>,
    floor: f64,
    desk: &mut Desk<'_, '_, '_>,
) -> Dimension {
    let mut sheet = Sheet::new();
    let stated = |from: &str| Origin::Figure { id: from.to_owned() };
    let points = parts.iter().map(|part| part.points.unwrap_or(0.0)).collect();
    let weights = parts.iter().map(|part| part.weight).collect();
    let points = sheet.given_series(Term::PART_POINTS, points, Unit::Point, stated("star"));
    let weights = sheet.given_series(Term::PART_WEIGHT, weights, Unit::Point, stated("star"));
    // Sums are lines of their own: one formula may not mix series of different lengths.
    let gained = sheet.compute(Term::GAINED_POINTS, Unit::Point, (points * weights).sum() / 100.0);
    let lost: f64 = penalties.iter().map(|penalty| penalty.points).sum();
    let mut formula = Expr::from(gained);
    if !penalties.is_empty() {
        let values = penalties.iter().map(|penalty| penalty.points).collect();
        let origin = Origin::Rule { id: "star.score.penalties".to_owned() };
        let line = sheet.given_series(Term::DEDUCTION, values, Unit::Point, origin);
        formula = formula - sheet.compute(Term::DEDUCTION_TOTAL, Unit::Point, Expr::from(line).sum());
    }
    sheet.compute(Term::DIMENSION_POINTS, Unit::Point, formula.max(floor));
    let score = desk.workings.file(format!("star.{}", code.to_lowercase()), sheet);
    let best: f64 = parts.iter().map(|part| part.points.unwrap_or(100.0) * part.weight).sum::<f64>() / 100.0;
    Dimension { code, weight, score, best: libm::fmax(best - lost, floor), parts, penalties }
}

/// D1: how far each applicable indicator lies from its threshold.
fn headroom(findings: &Findings<'_>, rules: &Rules<'_>) -> Result<Vec<DimensionPart>, StarError> {
    let knots = rules.list("star.score.headroom-ratios")?;
    let points = rules.list("star.score.headroom-points")?;
    let applicable: Vec<&Indicator> =
        findings.indicators.iter().filter(|indicator| indicator.verdict != Verdict::NaExempt).collect();
    let weight = 100.0 / libm::fmax(applicable.len() as f64, 1.0);
    let parts = applicable.iter().map(|indicator| {
        let ratio = match indicator.code {
            IndicatorCode::I3 => findings.patents_min.and_then(|least| {
                let known = findings.patents.strict.high == Some(findings.patents.strict.low);
                (known && 0 < least).then(|| f64::from(findings.patents.strict.low) / f64::from(least))
            }),
            _ => best_arm(&indicator.arms),
        };
        DimensionPart { code: indicator.code.code(), points: ratio.map(|ratio| curve(ratio, knots, points)), weight }
    });
    Ok(parts.collect())
}

/// The best arm over its threshold. An arm that is met without a figure (R&D before revenue) counts as its threshold;
/// unknown while an arm is.
fn best_arm(arms: &[Limb]) -> Option<f64> {
    if arms.iter().any(|arm| arm.outcome == Outcome::Unknown) && arms.iter().all(|arm| arm.outcome != Outcome::Pass) {
        return None;
    }
    let ratio = |arm: &Limb| match arm.outcome {
        Outcome::Pass => Some(arm.ratio().unwrap_or(1.0)),
        Outcome::Fail => Some(arm.ratio().unwrap_or(0.0)),
        Outcome::Unknown => None,
    };
    arms.iter().filter_map(ratio).reduce(libm::fmax)
}

/// Linear between knots, flat beyond.
fn curve(ratio: f64, knots: &[f64], points: &[f64]) -> f64 {
    let mut previous: Option<(f64, f64)> = None;
    for (knot, point) in knots.iter().copied().zip(points.iter().copied()) {
        if ratio < knot {
            return match previous {
                Some((x, y)) => y + (point - y) * (ratio - x) / (knot - x),
                None => point,
            };
        }
        previous = Some((knot, point));
    }
    previous.map_or(0.0, |(_, point)| point)
}

/// Patents that count for I3, with their assets; `None` while it is not known which ones they are.
fn counted<'f>(facts: &Facts<'f>, findings: &Findings<'_>) -> Option<Vec<&'f Asset>> {
    let reviews = &findings.patents.reviews;
    let settled = findings.patents.legal.high == Some(findings.patents.legal.low);
    let known = settled && reviews.iter().all(|review| review.legal != Outcome::Unknown) && !reviews.is_empty();
    let found = || {
        let counts = |id: &String| reviews.iter().any(|review| review.asset == *id && review.legal == Outcome::Pass);
        facts.dossier.assets.iter().map(AsRef::as_ref).filter(|asset: &&Asset| counts(&asset.id)).collect()
    };
    known.then(found)
}

/// Share of the counted patents for which a condition holds; unknown when it is unknown for one.
fn share_of(assets: Option<&[&Asset]>, holds: impl Fn(&Asset) -> Option<bool>) -> Option<f64> {
    let assets = assets?;
    let answers: Vec<bool> = assets.iter().map(|asset| holds(asset)).collect::<Option<_>>()?;
    (!answers.is_empty()).then(|| answers.iter().filter(|held| **held).count() as f64 / answers.len() as f64)
}

/// The weights of a list record by place; 0 when it is shorter.
fn place(list: &[f64], place: usize) -> f64 {
    list.get(place).copied().unwrap_or(0.0)
}

/// D2: core revenue, and counted patents that protect a product.
fn mapping(facts: &Facts<'_>, findings: &Findings<'_>, rules: &Rules<'_>) -> Result<Vec<DimensionPart>, StarError> {
    let weights = rules.list("star.score.mapping-parts")?;
    let target = Threshold::read(rules, "star.core-revenue-target")?.decimal();
    let core = facts.dossier.star.core_revenue_share.map(|share| 100.0 * libm::fmin(1.0, share.get() / target));
    let assets = counted(facts, findings);
    let mapped = share_of(assets.as_deref(), |asset| Some(!asset.uses.is_empty()));
    Ok(vec![
        DimensionPart { code: "core-revenue", points: core, weight: place(weights, 0) },
        DimensionPart { code: "mapping", points: mapped.map(|share| 100.0 * share), weight: place(weights, 1) },
    ])
}

/// D5: strict count against the median of listed peers, remaining life, own filings.
fn portfolio(facts: &Facts<'_>, findings: &Findings<'_>, rules: &Rules<'_>) -> Result<Vec<DimensionPart>, StarError> {
    let weights = rules.list("star.score.portfolio-parts")?;
    let peers = rules.number("star.score.peer-patents")?;
    let term = i32::from(small(rules, "valuation.life.term.invention")?) * 12;
    let long = i32::from(small(rules, "star.score.long-life-years")?) * 12;
    let strict = &findings.patents.strict;
    let known = strict.high == Some(strict.low);
    let count = known.then(|| 100.0 * libm::fmin(1.0, f64::from(strict.low) / peers));
    let assets = counted(facts, findings);
    let needed = add_months(facts.filing, long);
    let life = share_of(assets.as_deref(), |asset| Some(needed? <= expiry(asset, term)?));
    let own = share_of(assets.as_deref(), |asset| asset.self_filed);
    Ok(vec![
        DimensionPart { code: "strict-count", points: count, weight: place(weights, 0) },
        DimensionPart { code: "life", points: life.map(|share| 100.0 * share), weight: place(weights, 1) },
        DimensionPart { code: "self-filed", points: own.map(|share| 100.0 * share), weight: place(weights, 2) },
    ])
}

/// D7: six practices of R&D governance, alike.
fn governance(facts: &Facts<'_>) -> Vec<DimensionPart> {
    let items = [
        (PracticeItem::ProjectLedger, "project-ledger"),
        (PracticeItem::Timesheets, "timesheets"),
        (PracticeItem::CapitalisationPolicy, "capitalisation-policy"),
        (PracticeItem::StaffList, "staff-list"),
        (PracticeItem::Policy, "ip-policy"),
        (PracticeItem::AnnualAudit, "annual-audit"),
    ];
    let weight = 100.0 / items.len() as f64;
    let points =
        |item: PracticeItem| facts.dossier.practice.get(&item).map(|in_place| if *in_place { 100.0 } else { 0.0 });
    items.into_iter().map(|(item, code)| DimensionPart { code, points: points(item), weight }).collect()
}

/// Points by severity.
#[derive(Clone, Debug)]
struct Penalties {
    by_severity: [(Severity, f64); 4],
    mitigated: f64,
}

impl Penalties {
    fn read(rules: &Rules<'_>) -> Result<Self, StarError> {
        let list = rules.list("star.score.penalties")?;
        Ok(Penalties {
            by_severity: [
                (Severity::B, place(list, 0)),
                (Severity::H, place(list, 1)),
                (Severity::M, place(list, 2)),
                (Severity::L, place(list, 3)),
            ],
            mitigated: rules.number("star.score.mitigated")?,
        })
    }

    fn of(&self, dimension: &str, issues: &[Issue], rules: &Rules<'_>) -> Vec<Penalty> {
        let weighs_on = |issue: &&Issue| {
            rules.note(&issue.code).is_ok_and(|note| note.codes("dimension").iter().any(|code| code == dimension))
        };
        let penalty = |issue: &Issue| {
            let factor = match issue.state? {
                IssueState::Open => 1.0,
                IssueState::Mitigated => self.mitigated,
                IssueState::Absent | IssueState::Closed => return None,
            };
            let (_, points) = self.by_severity.iter().find(|(severity, _)| *severity == issue.severity)?;
            Some(Penalty {
                issue: issue.code.clone(),
                severity: issue.severity,
                state: issue.state?,
                points: points * factor,
            })
        };
        issues.iter().filter(weighs_on).filter_map(penalty).collect()
    }
}
