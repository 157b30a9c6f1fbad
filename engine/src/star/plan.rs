//! The action plan 行动计划: what to start by when, so that the filing date holds.
//!
//! Back from the filing date: lead time at 80 % confidence and a buffer, in calendar months cut to the month's end.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::StarError;
use super::exact::{Threshold, small};
use super::facts::{Facts, add_months, days_between};
use super::guideline::Guideline;
use super::projection::first_base_year;
use super::result::{
    BackStep, Indicator, IndicatorCode, Issue, PatentCounts, Plan, PlanKind, PlanRow, Projection, Route, RouteOption,
    Severity, Verdict,
};
use super::risks::{applications, lacking_patents};
use crate::dossier::LegalForm;
use crate::rules::{Outcome, Rules};
use crate::working::joined;

/// What the plan is made from.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlanBasis<'b> {
    /// Thresholds of the version; `None` without figures.
    pub guideline: Option<&'b Guideline>,
    /// Indicators of the version.
    pub indicators: &'b [Indicator],
    /// Patent counts.
    pub patents: &'b PatentCounts,
    /// Issues.
    pub issues: &'b [Issue],
    /// Projection, for the default filing date.
    pub projection: Option<&'b Projection>,
    /// Probability of grant.
    pub grant: &'b Threshold,
}

/// The plan.
pub(super) fn plan(facts: &Facts<'_>, basis: &PlanBasis<'_>, rules: &Rules<'_>) -> Result<Plan, StarError> {
    let stated = facts.dossier.star.target_filing;
    let filing = match stated {
        Some(day) => day,
        None => default_filing(facts, basis.projection, rules)?,
    };
    let clock = Clock {
        today: facts.today,
        filing,
        buffer: i32::from(small(rules, "star.plan.buffer")?),
        prepare: i32::from(small(rules, "star.plan.min-slack")?),
    };
    let mut rows = Vec::new();
    rows.extend(patents(facts, basis, &clock, rules)?);
    // Without figures in the version there is nothing to prove.
    for indicator in basis.indicators.iter().filter(|_| basis.guideline.is_some()) {
        if indicator.verdict == Verdict::InsufficientData {
            rows.push(clock.evidence(&proof(indicator.code, rules)?)?);
        }
    }
    for issue in basis.issues {
        if issue.is_live() {
            let kind = PlanKind::Cure;
            rows.push(clock.row(issue.code.clone(), kind, issue.severity, issue.lead_months, &issue.clauses)?);
        } else if issue.state.is_none() && Severity::H <= issue.severity {
            let [_, cure] = issue.lead_months;
            let collect = evidence_lead(issue, rules)?;
            let Issue { code, severity, clauses, .. } = issue;
            let proof = Proof { code: code.clone(), severity: *severity, collect, cure, clauses: clauses.clone() };
            rows.push(clock.evidence(&proof)?);
        }
    }
    rows.sort_by(|a, b| {
        a.slack_days
            .cmp(&b.slack_days)
            .then(b.severity.cmp(&a.severity))
            .then(b.lead_months[1].total_cmp(&a.lead_months[1]))
            .then(a.issue.cmp(&b.issue))
    });
    let proposed_filing = rows.iter().filter_map(|row| row.earliest_filing).fold(filing, Date::max);
    let steps = steps(facts, &clock, rules)?;
    let listing = steps.last().map_or([filing, filing], |last| [last.to, last.to_p80]);
    let base_year = filing.year().saturating_sub(1);
    let rows_of_base = basis.projection.into_iter().flat_map(|projection| &projection.years);
    let base_row = rows_of_base.into_iter().find(|row| row.year == base_year);
    Ok(Plan {
        filing,
        base_year,
        figures_met: base_row.map(|row| row.attribute == Outcome::Pass && !row.standards.is_empty()),
        filing_stated: stated.is_some(),
        listing,
        feasible: rows.iter().all(|row| row.earliest_filing.is_none()),
        rows,
        steps,
        proposed_filing,
    })
}

/// 31 May after the first base year that meets the figures, and never in the past.
fn default_filing(facts: &Facts<'_>, projection: Option<&Projection>, rules: &Rules<'_>) -> Result<Date, StarError> {
    let (month, day) = match rules.list("star.plan.filing-month-day")? {
        [month, day] => (*month as i8, *day as i8),
        _ => return Err(StarError::BadRecord { id: "star.plan.filing-month-day".to_owned() }),
    };
    let base = projection.and_then(first_base_year).or_else(|| facts.window().map(|[_, _, last]| last));
    let mut year = base.map_or(facts.today.year(), |base| base.saturating_add(1));
    loop {
        let filing = Date::new(year, month, day).map_err(|_| StarError::DateRange)?;
        if facts.today <= filing {
            return Ok(filing);
        }
        year = year.checked_add(1).ok_or(StarError::DateRange)?;
    }
}

/// Today, the filing date, the buffer and the days it takes to prepare.
#[derive(Clone, Copy, Debug)]
struct Clock {
    today: Date,
    filing: Date,
    buffer: i32,
    prepare: i32,
}

impl Clock {
    /// Last day to start something that takes so many months.
    fn latest_start(&self, months: i32) -> Result<Date, StarError> {
        add_months(self.filing, -(months + self.buffer)).ok_or(StarError::DateRange)
    }

    /// In time, but with fewer days left than it takes to prepare.
    fn is_tight(&self, slack_days: i32) -> bool {
        (0..self.prepare).contains(&slack_days)
    }

    /// Earliest filing date when started today.
    fn earliest_filing(&self, months: i32) -> Result<Date, StarError> {
        add_months(self.today, months + self.buffer).ok_or(StarError::DateRange)
    }

    fn row(
        &self,
        issue: SmolStr,
        kind: PlanKind,
        severity: Severity,
        lead_months: [f64; 2],
        clauses: &[SmolStr],
    ) -> Result<PlanRow, StarError> {
        let [_, slow] = lead_months;
        // Half months round up: a plan errs on the early side.
        let months = libm::ceil(slow.clamp(0.0, 1_000.0)) as i32;
        let latest_start = self.latest_start(months)?;
        let slack_days = days_between(self.today, latest_start);
        let earliest_filing = if slack_days < 0 { Some(self.earliest_filing(months)?) } else { None };
        Ok(PlanRow {
            issue,
            kind,
            severity,
            lead_months,
            latest_start,
            slack_days,
            done_by: add_months(latest_start, months).ok_or(StarError::DateRange)?,
            tight: self.is_tight(slack_days),
            earliest_filing,
            clauses: clauses.to_vec(),
        })
    }
}

/// Evidence to collect 取证: for a question that is not answered, for an indicator that cannot be computed.
#[derive(Clone, Debug)]
struct Proof {
    /// Issue code, or `I1` to `I4`.
    code: SmolStr,
    severity: Severity,
    /// Months to collect it, at 50 % and 80 % confidence.
    collect: [f64; 2],
    /// Months that a cure would take, should the evidence call for one.
    cure: f64,
    clauses: Vec<SmolStr>,
}

/// Evidence of an indicator. Accounts and staff of years past cannot be cured; a count of patents that turns out short can,
/// by the fastest route.
fn proof(indicator: IndicatorCode, rules: &Rules<'_>) -> Result<Proof, StarError> {
    let code = SmolStr::new_static(indicator.code());
    let collect = lead(&joined(&["evidence-", &code.to_lowercase()]), rules)?;
    let cure = match indicator {
        IndicatorCode::I3 => lead(Route::Centre.code(), rules)?[1],
        IndicatorCode::I1 | IndicatorCode::I2 | IndicatorCode::I4 => 0.0,
    };
    Ok(Proof { code, severity: Severity::H, collect, cure, clauses: vec![SmolStr::new_static("4")] })
}

/// Months to collect what answers an issue: its own, where the rules name them.
fn evidence_lead(issue: &Issue, rules: &Rules<'_>) -> Result<[f64; 2], StarError> {
    let own = |name: &str| rules.note(&issue.code).ok().and_then(|note| note.number(name));
    match (own("evidence-p50"), own("evidence-p80")) {
        (Some(middle), Some(slow)) => Ok([middle, slow]),
        _ => lead("evidence", rules),
    }
}

impl Clock {
    /// Evidence that answers an open question: early enough for a cure should it need one, at once when that day is past.
    /// It may show that nothing needs a cure, so it moves no filing date.
    fn evidence(&self, proof: &Proof) -> Result<PlanRow, StarError> {
        let Proof { cure, collect: lead_months, .. } = *proof;
        let [_, collect] = lead_months;
        let (cure, collect) = (libm::ceil(cure) as i32, libm::ceil(collect) as i32);
        let latest_start = self.latest_start(cure.saturating_add(collect))?.max(self.today);
        let slack_days = days_between(self.today, latest_start);
        Ok(PlanRow {
            issue: proof.code.clone(),
            kind: PlanKind::Evidence,
            severity: proof.severity,
            lead_months,
            latest_start,
            slack_days,
            done_by: add_months(latest_start, collect).ok_or(StarError::DateRange)?,
            tight: self.is_tight(slack_days),
            earliest_filing: None,
            clauses: proof.clauses.clone(),
        })
    }
}

/// Months `[P50, P80]` of a lead record.
fn lead(name: &str, rules: &Rules<'_>) -> Result<[f64; 2], StarError> {
    let id = format!("star.lead.{name}");
    match rules.list(&id)? {
        [middle, slow] => Ok([*middle, *slow]),
        _ => Err(StarError::BadRecord { id }),
    }
}

/// File inventions by the slowest route that leaves time to draft; the protection centre when none does.
fn patents(
    facts: &Facts<'_>,
    basis: &PlanBasis<'_>,
    clock: &Clock,
    rules: &Rules<'_>,
) -> Result<Option<PlanRow>, StarError> {
    let software = facts.dossier.star.software == Some(true);
    let Some(guideline) = basis.guideline.filter(|_| !software) else { return Ok(None) };
    let least = guideline.patents.least_count();
    let needed = lacking_patents(basis.patents, &guideline.patents);
    if needed == 0 {
        return Ok(None);
    }
    let mut routes = Vec::new();
    let mut chosen: Option<(Route, [f64; 2])> = None;
    for route in Route::ALL {
        let months = lead(route.code(), rules)?;
        let [_, slow] = months;
        let latest_start = clock.latest_start(slow as i32)?;
        let slack_days = days_between(clock.today, latest_start);
        let feasible = clock.prepare <= slack_days;
        routes.push(RouteOption { route, latest_start, slack_days, feasible });
        if (feasible && chosen.is_none()) || (route == Route::Centre && chosen.is_none()) {
            chosen = Some((route, months));
        }
    }
    let Some((route, months)) = chosen else { return Ok(None) };
    let legal_short = super::indicators::count_outcome(&basis.patents.legal, least) == Outcome::Fail;
    let severity = if legal_short { Severity::B } else { Severity::H };
    let kind = PlanKind::Patents { needed, applications: applications(needed, basis.grant), route, routes };
    clock.row(SmolStr::new_static("I3"), kind, severity, months, &[SmolStr::new_static("4")]).map(Some)
}

/// The way to listing: check-up now, conversion and tutoring before filing, review, registration and listing after.
fn steps(facts: &Facts<'_>, clock: &Clock, rules: &Rules<'_>) -> Result<Vec<BackStep>, StarError> {
    let moved = |day: Date, months: f64| add_months(day, months as i32).ok_or(StarError::DateRange);
    let window = |id: &str| match rules.list(id)? {
        [from, to] => Ok([moved(clock.filing, -*from)?, moved(clock.filing, -*to)?]),
        _ => Err(StarError::BadRecord { id: id.to_owned() }),
    };
    let mut steps = Vec::new();
    let [middle, slow] = lead("check-up", rules)?;
    steps.push(BackStep {
        code: "check-up",
        from: clock.today,
        to: moved(clock.today, middle)?,
        to_p80: moved(clock.today, slow)?,
    });
    if facts.dossier.enterprise.legal_form != Some(LegalForm::JointStock) {
        let [from, to] = window("star.plan.conversion-window")?;
        steps.push(BackStep { code: "conversion", from, to, to_p80: to });
    }
    let [from, to] = window("star.plan.tutoring-window")?;
    steps.push(BackStep { code: "tutoring", from, to, to_p80: to });
    let cut_off = Date::new(clock.filing.year().saturating_sub(1), 12, 31).map_err(|_| StarError::DateRange)?;
    let audited = moved(cut_off, rules.number("star.plan.audit-months")?)?;
    steps.push(BackStep { code: "audit", from: cut_off, to: audited, to_p80: audited });
    steps.push(BackStep { code: "filing", from: clock.filing, to: clock.filing, to_p80: clock.filing });
    // Months add up from the filing date, so that no month end is cut twice.
    let mut passed = [0.0, 0.0];
    let mut from = clock.filing;
    for code in ["review", "registration", "listing"] {
        let [middle, slow] = lead(code, rules)?;
        passed = [passed[0] + middle, passed[1] + slow];
        let to = moved(clock.filing, passed[0])?;
        steps.push(BackStep { code, from, to, to_p80: moved(clock.filing, passed[1])? });
        from = to;
    }
    Ok(steps)
}
