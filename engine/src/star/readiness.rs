//! Readiness for filing 申报准备度: gates, seven dimensions, status. Heuristics of our own, beside the figures of the
//! rules and never instead of them.

use std::collections::BTreeSet;

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
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, joined};

/// What decides the status.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusInput<'a> {
    /// Verdict of the sector gate.
    pub sector: SectorVerdict,
    /// Gates G1 to G7.
    pub gates: &'a [Gate],
    /// Verdicts of I1 to I4.
    pub indicators: &'a [Verdict],
    /// The attribute rests on E5 alone, and E5 on patents that issues call in question.
    pub exception_fragile: bool,
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
    if input.exception_fragile {
        gap.push("exception-fragile");
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
    let weights = dimensions.iter().map(|dimension| dimension.weight).collect();
    let origin = Origin::rule("star.score.weights");
    let weights = sheet.given_series(Term::DIMENSION_WEIGHT, weights, Unit::Point, origin);
    let mut total = Expr::Number(0.0);
    for (place, dimension) in dimensions.iter().enumerate() {
        let origin = Origin::Figure { id: dimension.score.working.clone() };
        let points = sheet.given(Term::DIMENSION_POINTS, dimension.score.value, Unit::Point, origin);
        total = total + points * Expr::from(weights).at(place);
    }
    sheet.compute(Term::READINESS_SCORE, Unit::Point, total / 100.0);
    let score = desk.workings.file("star.score", sheet);
    let best = dimensions.iter().map(|dimension| dimension.best * dimension.weight).sum::<f64>() / 100.0;

    let verdicts: Vec<Verdict> = findings.indicators.iter().map(|indicator| indicator.verdict).collect();
    let (status, holding_back) = decide_status(&StatusInput {
        sector: findings.sector,
        gates: &gates,
        indicators: &verdicts,
        exception_fragile: findings.attribute.exception_fragile,
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
            .map(|issue| issue.code.to_string())
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
    // Not met on figures is a gap for as long as no exceptional situation is shown.
    let attribute = match findings.attribute.regular {
        Outcome::Fail if findings.attribute.exceptional != Outcome::Pass => Outcome::Fail,
        _ => findings.attribute.attribute,
    };
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
        plain(GateCode::G2, attribute, Vec::new()),
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
    let by_exception = findings.attribute.regular != Outcome::Pass && findings.attribute.exceptional == Outcome::Pass;
    let floor = if by_exception { rules.number("star.score.exceptional-floor")? } else { 0.0 };
    let mut all = Vec::new();
    for (code, weight) in ["D1", "D2", "D3", "D4", "D5", "D6", "D7"].into_iter().zip(weights) {
        let (parts, weighing) = match code {
            "D1" => (headroom(findings, desk)?, Weighing::Equal),
            "D2" => (mapping(facts, findings, desk)?, Weighing::Rule("star.score.mapping-parts")),
            "D5" => (portfolio(facts, findings, desk)?, Weighing::Rule("star.score.portfolio-parts")),
            "D7" => (governance(facts, desk), Weighing::Equal),
            // Full points before deductions.
            _ => (Vec::new(), Weighing::Full),
        };
        let deducted = penalties.of(code, findings.issues, rules);
        let floor = if code == "D1" { floor } else { 0.0 };
        all.push(dimension(code, *weight, (parts, weighing), deducted, floor, desk)?);
    }
    Ok(all)
}

/// How the parts of a dimension weigh.
#[derive(Clone, Copy, Debug)]
enum Weighing {
    /// Alike.
    Equal,
    /// By a list record, in the order of the parts.
    Rule(&'static str),
    /// No parts: 100 points to begin with.
    Full,
}

/// Σ points · weight / 100 − Σ deductions, not below the floor. Unknown parts add nothing to the score and everything
/// to the best case.
fn dimension(
    code: &'static str,
    weight: f64,
    (mut parts, weighing): (Vec<DimensionPart>, Weighing),
    penalties: Vec<Penalty>,
    floor: f64,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Dimension, StarError> {
    let mut sheet = Sheet::new();
    let weights = match weighing {
        Weighing::Rule(id) => desk.rules.list(id)?.to_vec(),
        Weighing::Equal => vec![100.0 / libm::fmax(parts.len() as f64, 1.0); parts.len()],
        Weighing::Full => Vec::new(),
    };
    let line = match weighing {
        Weighing::Rule(id) => {
            let origin = Origin::Rule { id: id.into() };
            Some(sheet.given_series(Term::PART_WEIGHT, weights.clone(), Unit::Point, origin))
        }
        Weighing::Equal | Weighing::Full => None,
    };
    let mut gained = Expr::Number(0.0);
    let mut best = 0.0;
    for (place, part) in parts.iter_mut().enumerate() {
        part.weight = weights.get(place).copied().unwrap_or(0.0);
        best += part.weight * part.points.as_ref().map_or(100.0, |points| points.value) / 100.0;
        // An unknown part adds nothing.
        let Some(points) = &part.points else { continue };
        let origin = Origin::Figure { id: points.working.clone() };
        let points = sheet.given(Term::PART_POINTS, points.value, Unit::Point, origin);
        gained = match line {
            Some(line) => gained + points * Expr::from(line).at(place) / 100.0,
            None => gained + points / weights.len() as f64,
        };
    }
    if matches!(weighing, Weighing::Full) {
        gained = Expr::Number(100.0);
        best = 100.0;
    }
    let gained = sheet.compute(Term::GAINED_POINTS, Unit::Point, gained);
    let lost: f64 = penalties.iter().map(|penalty| penalty.points).sum();
    let mut formula = Expr::from(gained);
    if !penalties.is_empty() {
        let values = penalties.iter().map(|penalty| penalty.points).collect();
        let origin = Origin::rule("star.score.penalties");
        let line = sheet.given_series(Term::DEDUCTION, values, Unit::Point, origin);
        // The sum is a line of its own: one formula may not mix series of different lengths.
        formula = formula - sheet.compute(Term::DEDUCTION_TOTAL, Unit::Point, Expr::from(line).sum());
    }
    sheet.compute(Term::DIMENSION_POINTS, Unit::Point, formula.max(floor));
    let score = desk.workings.file(joined(&["star.", &code.to_lowercase()]), sheet);
    Ok(Dimension { code, weight, score, best: libm::fmax(best - lost, floor), parts, penalties })
}

/// A part whose weight its dimension sets.
fn part(code: &'static str, points: Option<Figure>) -> DimensionPart {
    DimensionPart { code, points, weight: 0.0 }
}

/// D1: how far each applicable indicator lies from its threshold.
fn headroom(findings: &Findings<'_>, desk: &mut Desk<'_, '_, '_>) -> Result<Vec<DimensionPart>, StarError> {
    let rules = desk.rules;
    let knots = rules.list("star.score.headroom-ratios")?;
    let levels = rules.list("star.score.headroom-points")?;
    let bad = || StarError::BadRecord { id: "star.score.headroom-ratios".to_owned() };
    let ([_, _, _], [_, _, _]) = (knots, levels) else { return Err(bad()) };
    let applicable = findings.indicators.iter().filter(|indicator| indicator.verdict != Verdict::NaExempt);
    let mut parts = Vec::new();
    for indicator in applicable {
        let ratio = match indicator.code {
            IndicatorCode::I3 => findings.patents_min.and_then(|least| {
                let strict = &findings.patents.strict;
                let known = strict.high == Some(strict.low);
                let threshold = indicator.arms.iter().find_map(|arm| arm.threshold.clone());
                let figures = threshold.map(|threshold| (strict.figure.clone(), threshold));
                (known && 0 < least).then(|| (figures, f64::from(strict.low) / f64::from(least)))
            }),
            _ => best_arm(&indicator.arms),
        };
        let points = ratio.map(|(figures, ratio)| {
            let mut sheet = Sheet::new();
            let ratio = match figures {
                Some((value, threshold)) => {
                    let mut figure = |term, figure: Figure| {
                        sheet.given(term, figure.value, figure.unit, Origin::Figure { id: figure.working })
                    };
                    let value = figure(Term::INDICATOR_VALUE, value);
                    let threshold = figure(Term::INDICATOR_THRESHOLD, threshold);
                    sheet.compute(Term::HEADROOM, Unit::Factor, value / threshold)
                }
                // Met or failed without a figure, such as R&D before revenue.
                None => sheet.given(Term::HEADROOM, ratio, Unit::Factor, Origin::Stated),
            };
            let origin = Origin::rule("star.score.headroom-ratios");
            let knots = Expr::from(sheet.given_series(Term::HEADROOM_KNOT, knots.to_vec(), Unit::Factor, origin));
            let origin = Origin::rule("star.score.headroom-points");
            let levels = Expr::from(sheet.given_series(Term::HEADROOM_POINTS, levels.to_vec(), Unit::Point, origin));
            sheet.compute(Term::PART_POINTS, Unit::Point, curve(ratio, &knots, &levels));
            desk.workings.file(joined(&["star.d1.", &indicator.code.code().to_lowercase()]), sheet)
        });
        parts.push(part(indicator.code.code(), points));
    }
    Ok(parts)
}

/// The best arm over its threshold, with its two figures. An arm that is met without a figure (R&D before revenue) counts as
/// its threshold; unknown while an arm is.
fn best_arm(arms: &[Limb]) -> Option<(Option<(Figure, Figure)>, f64)> {
    if arms.iter().any(|arm| arm.outcome == Outcome::Unknown) && arms.iter().all(|arm| arm.outcome != Outcome::Pass) {
        return None;
    }
    let figures = |arm: &Limb| arm.ratio().and_then(|_| arm.value.clone().zip(arm.threshold.clone()));
    let ratio = |arm: &Limb| match arm.outcome {
        Outcome::Pass => Some((figures(arm), arm.ratio().unwrap_or(1.0))),
        Outcome::Fail => Some((figures(arm), arm.ratio().unwrap_or(0.0))),
        Outcome::Unknown => None,
    };
    arms.iter().filter_map(ratio).reduce(|best, other| if best.1 < other.1 { other } else { best })
}

/// Linear between three knots, flat beyond.
fn curve(ratio: Cell, knots: &Expr, levels: &Expr) -> Expr {
    let between = |low: usize, high: usize| {
        let (x0, x1) = (knots.clone().at(low), knots.clone().at(high));
        let (y0, y1) = (levels.clone().at(low), levels.clone().at(high));
        y0.clone() + (y1 - y0) * (ratio - x0.clone()) / (x1 - x0)
    };
    let above = Expr::from(ratio).if_at_most(knots.clone().at(2), between(1, 2), levels.clone().at(2));
    let middle = Expr::from(ratio).if_at_most(knots.clone().at(1), between(0, 1), above);
    Expr::from(ratio).if_at_most(knots.clone().at(0), levels.clone().at(0), middle)
}

/// Patents that count for I3, with their assets; `None` while it is not known which ones they are.
fn counted<'f>(facts: &Facts<'f>, findings: &Findings<'_>) -> Option<Vec<&'f Asset>> {
    let reviews = &findings.patents.reviews;
    let settled = findings.patents.legal.high == Some(findings.patents.legal.low);
    let known = settled && reviews.iter().all(|review| review.legal != Outcome::Unknown) && !reviews.is_empty();
    let found = || {
        let legal = reviews.iter().filter(|review| review.legal == Outcome::Pass);
        let ids: BTreeSet<&str> = legal.map(|review| review.asset.as_str()).collect();
        let assets = facts.dossier.assets.iter().map(AsRef::as_ref);
        assets.filter(|asset: &&Asset| ids.contains(asset.id.as_str())).collect()
    };
    known.then(found)
}

/// Points for the share of counted patents for which a condition holds; unknown when it is unknown for one.
fn share_points(
    code: &'static str,
    id: &str,
    assets: Option<&[&Asset]>,
    desk: &mut Desk<'_, '_, '_>,
    holds: impl Fn(&Asset) -> Option<bool>,
) -> DimensionPart {
    let answers: Option<Vec<bool>> = assets.and_then(|assets| assets.iter().map(|asset| holds(asset)).collect());
    let points = answers.filter(|answers| !answers.is_empty()).map(|answers| {
        let held = answers.iter().filter(|held| **held).count();
        let mut sheet = Sheet::new();
        let origin = || Origin::answered("assets");
        let held = sheet.given(Term::PATENTS_CONCERNED, held as f64, Unit::Count, origin());
        let all = sheet.given(Term::QUALIFYING_PATENTS, answers.len() as f64, Unit::Count, origin());
        sheet.compute(Term::PART_POINTS, Unit::Point, held / all * 100.0);
        desk.workings.file(id, sheet)
    });
    part(code, points)
}

/// D2: core revenue, and counted patents that protect a product.
fn mapping(
    facts: &Facts<'_>,
    findings: &Findings<'_>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Vec<DimensionPart>, StarError> {
    let target = Threshold::read(desk.rules, "star.core-revenue-target")?;
    let core = facts.dossier.star.core_revenue_share.map(|share| {
        let mut sheet = Sheet::new();
        let origin = Origin::answered("star.core_revenue_share");
        let share = sheet.given(Term::CORE_REVENUE_SHARE, share.get(), Unit::Ratio, origin);
        let origin = Origin::Rule { id: target.id.as_str().into() };
        let target = sheet.given(Term::INDICATOR_THRESHOLD, target.decimal(), Unit::Ratio, origin);
        sheet.compute(Term::PART_POINTS, Unit::Point, (share / target).min(1.0) * 100.0);
        desk.workings.file("star.d2.core-revenue", sheet)
    });
    let assets = counted(facts, findings);
    let mapped =
        share_points("mapping", "star.d2.mapping", assets.as_deref(), desk, |asset| Some(!asset.uses.is_empty()));
    Ok(vec![part("core-revenue", core), mapped])
}

/// D5: strict count against the median of listed peers, remaining life, own filings.
fn portfolio(
    facts: &Facts<'_>,
    findings: &Findings<'_>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Vec<DimensionPart>, StarError> {
    let rules = desk.rules;
    let peers = rules.parameter("star.score.peer-patents")?;
    let term = i32::from(small(rules, "valuation.life.term.invention")?) * 12;
    let long = i32::from(small(rules, "star.score.long-life-years")?) * 12;
    let strict = &findings.patents.strict;
    let count = (strict.high == Some(strict.low)).then(|| {
        let mut sheet = Sheet::new();
        let origin = Origin::Figure { id: strict.figure.working.clone() };
        let count = sheet.given(Term::STRICT_PATENTS, f64::from(strict.low), Unit::Count, origin);
        let peers = sheet.rule(Term::PEER_PATENTS, peers);
        sheet.compute(Term::PART_POINTS, Unit::Point, (count / peers).min(1.0) * 100.0);
        desk.workings.file("star.d5.strict-count", sheet)
    });
    let assets = counted(facts, findings);
    let needed = add_months(facts.filing, long);
    let life =
        share_points("life", "star.d5.life", assets.as_deref(), desk, |asset| Some(needed? <= expiry(asset, term)?));
    let own = share_points("self-filed", "star.d5.self-filed", assets.as_deref(), desk, |asset| asset.self_filed);
    Ok(vec![part("strict-count", count), life, own])
}

/// D7: six practices of R&D governance, alike.
fn governance(facts: &Facts<'_>, desk: &mut Desk<'_, '_, '_>) -> Vec<DimensionPart> {
    let items = [
        (PracticeItem::ProjectLedger, "project-ledger"),
        (PracticeItem::Timesheets, "timesheets"),
        (PracticeItem::CapitalisationPolicy, "capitalisation-policy"),
        (PracticeItem::StaffList, "staff-list"),
        // Named apart from other policies.
        (PracticeItem::Policy, "ip-policy"),
        (PracticeItem::AnnualAudit, "annual-audit"),
    ];
    let mut points = |item: PracticeItem, code: &str| {
        let in_place = *facts.dossier.practice.get(&item)?;
        let field = code.strip_prefix("ip-").unwrap_or(code);
        let origin = Origin::Answered { path: joined(&["practice.", field]) };
        let points = if in_place { 100.0 } else { 0.0 };
        Some(desk.number(&joined(&["star.d7.", code]), Term::PART_POINTS, points, Unit::Point, origin))
    };
    items.into_iter().map(|(item, code)| part(code, points(item, code))).collect()
}

/// The entry of a list record by place; 0 when it is shorter.
fn place(list: &[f64], place: usize) -> f64 {
    list.get(place).copied().unwrap_or(0.0)
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
                issue: issue.code.to_string(),
                severity: issue.severity,
                state: issue.state?,
                points: points * factor,
            })
        };
        issues.iter().filter(weighs_on).filter_map(penalty).collect()
    }
}
