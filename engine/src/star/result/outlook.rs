//! Plan, projection, neighbouring boards.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Severity, Standard, Verdict};
use crate::code::Code;
use crate::rules::Outcome;
use crate::working::Figure;

/// How an invention application is examined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// 普通审查.
    Ordinary,
    /// 优先审查.
    Priority,
    /// 保护中心快速预审.
    Centre,
}

impl Route {
    /// All, slowest first.
    pub const ALL: [Route; 3] = [Route::Ordinary, Route::Priority, Route::Centre];

    /// The code in rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Route::Ordinary => "ordinary",
            Route::Priority => "priority",
            Route::Centre => "centre",
        }
    }
}

/// A route with its last day to start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RouteOption {
    /// Which.
    pub route: Route,
    /// Last day to file so that the grant comes in time at 80 % confidence.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub latest_start: Date,
    /// Days left; negative when past.
    pub slack_days: i32,
    /// Enough days are left.
    pub feasible: bool,
}

/// What a row of the plan does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PlanKind {
    /// File inventions so that I3 holds in the strict count.
    Patents {
        /// Patents lacking.
        needed: u32,
        /// Applications to file.
        applications: u32,
        /// Route chosen.
        route: Route,
        /// All routes.
        routes: Vec<RouteOption>,
    },
    /// Cure an open issue.
    Cure,
    /// Collect the evidence that answers an unknown B or H issue, or an indicator without data.
    Evidence,
}

/// One row of the action plan 行动计划.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanRow {
    /// Issue code, `I3` for patents, `I1` to `I4` for evidence of an indicator.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub issue: SmolStr,
    /// What to do.
    pub kind: PlanKind,
    /// Severity.
    pub severity: Severity,
    /// Lead time, months, at 50 % and 80 % confidence.
    pub lead_months: [f64; 2],
    /// Last day to start.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub latest_start: Date,
    /// Days from today to the last day to start; negative when past.
    pub slack_days: i32,
    /// Done by, when started on the last day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub done_by: Date,
    /// Not late, but less slack than it takes to prepare.
    pub tight: bool,
    /// Too late for the target filing date; the earliest filing that the row allows.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub earliest_filing: Option<Date>,
    /// Clauses of the guidance it serves.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub clauses: Vec<SmolStr>,
}

/// A milestone of the way to listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackStep {
    /// `check-up`, `conversion`, `tutoring`, `audit`, `filing`, `review`, `registration`, `listing`; named by the
    /// note `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub from: Date,
    /// Last day at 50 % confidence.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub to: Date,
    /// Last day at 80 % confidence.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub to_p80: Date,
}

/// A day of the plan, for calendars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlanEvent {
    /// The day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub day: Date,
    /// What falls on it.
    pub kind: PlanEventKind,
    /// Issue code, `I3` for patents, or the code of a step such as `tutoring`.
    pub code: String,
}

/// What falls on a day of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PlanEventKind {
    /// Last day to start a cure or to file patents.
    StartBy,
    /// Last day to start collecting evidence.
    EvidenceBy,
    /// To be done by this day.
    DoneBy,
    /// Evidence to be together by this day.
    EvidenceDone,
    /// First day of a step on the way to listing.
    StepBegins,
    /// Last day of a step, at 80 % confidence.
    StepEnds,
}

/// The action plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// Target filing date.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub filing: Date,
    /// The fiscal year whose audited figures the filing rests on.
    pub base_year: i16,
    /// That year meets attribute and some standard in the projection; `None` when it is not projected.
    pub figures_met: Option<bool>,
    /// The user gave the date; else it is the default after the first base year that meets the figures.
    pub filing_stated: bool,
    /// Earliest listing at 50 % and 80 % confidence.
    #[cfg_attr(feature = "schema", schemars(with = "[crate::schema::Day; 2]"))]
    pub listing: [Date; 2],
    /// Rows in order of slack, then severity, then lead.
    pub rows: Vec<PlanRow>,
    /// The way to listing.
    pub steps: Vec<BackStep>,
    /// Every row can still be done in time.
    pub feasible: bool,
    /// Earliest filing date that every row allows.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub proposed_filing: Date,
}

impl Plan {
    /// Every day of the plan from `today` on, earliest first: for a calendar. What should have begun before is due today.
    #[must_use]
    pub fn events(&self, today: Date) -> Vec<PlanEvent> {
        let mut events = Vec::new();
        for row in &self.rows {
            let (start, done) = match row.kind {
                PlanKind::Evidence => (PlanEventKind::EvidenceBy, PlanEventKind::EvidenceDone),
                PlanKind::Patents { .. } | PlanKind::Cure => (PlanEventKind::StartBy, PlanEventKind::DoneBy),
            };
            events.push(PlanEvent { day: row.latest_start.max(today), kind: start, code: row.issue.to_string() });
            if today <= row.done_by {
                events.push(PlanEvent { day: row.done_by, kind: done, code: row.issue.to_string() });
            }
        }
        for step in &self.steps {
            let code = step.code.to_owned();
            if today <= step.from {
                events.push(PlanEvent { day: step.from, kind: PlanEventKind::StepBegins, code: code.clone() });
            }
            if today <= step.to_p80 && step.from < step.to_p80 {
                events.push(PlanEvent { day: step.to_p80, kind: PlanEventKind::StepEnds, code });
            }
        }
        events.sort_by(|a, b| (a.day, a.kind, &a.code).cmp(&(b.day, b.kind, &b.code)));
        events
    }
}

/// A year of the projection: the window ends with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProjectionYear {
    /// Base fiscal year.
    pub year: i16,
    /// Actual figures, not projected.
    pub actual: bool,
    /// Revenue, yuan.
    pub revenue: f64,
    /// R&D investment, yuan.
    pub rd: f64,
    /// Growth over the window; `None` when not computable.
    pub cagr: Option<f64>,
    /// R&D over revenue in the window.
    pub rd_share: Option<f64>,
    /// R&D staff share.
    pub staff_share: Option<f64>,
    /// Patents in the strict count at the end of the year.
    pub patents: u32,
    /// I1 to I4.
    pub indicators: [Verdict; 4],
    /// Best arm over threshold of I1 to I4, for charts: the verdict is decided exactly. `None` where an indicator does not
    /// apply or cannot be computed.
    pub headroom: [Option<f64>; 4],
    /// Standards met on the figures, market capitalisation unchanged.
    #[serde(deserialize_with = "crate::code::many")]
    pub standards: Vec<Code>,
    /// Regular or exceptional route.
    pub attribute: Outcome,
}

/// First base year in which something is met; `None` within the horizon never.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstYears {
    /// I1 to I4.
    pub indicators: [Option<i16>; 4],
    /// Attribute.
    pub attribute: Option<i16>,
    /// Attribute and some listing standard.
    pub all: Option<i16>,
}

/// Filing window after a base year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FilingWindow {
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub from: Date,
    /// Last day.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub to: Date,
}

/// The projection with growth shifted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sensitivity {
    /// Shift of the growth rate, decimal: −0.05.
    pub shift: f64,
    /// First years.
    pub first: FirstYears,
}

/// What must be true at the end of next year, on the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhatMustBeTrue {
    /// Least revenue of next year for the growth arm.
    pub revenue_by_growth: Figure,
    /// Least revenue of next year for the size arm.
    pub revenue_by_size: Figure,
    /// Least growth of next year for either arm.
    pub growth: Figure,
    /// I1: least R&D investment of next year at the planned revenue, by the nearer arm.
    pub rd: Option<Figure>,
    /// I2: least R&D staff at the planned headcount; `None` where the version has no I2.
    pub rd_staff: Option<Figure>,
    /// I3: patents still lacking in the strict count; `None` when none are.
    pub patents: Option<Figure>,
}

/// First year each threshold is met 达标预测.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Projection {
    /// Y0, then the projected years.
    pub years: Vec<ProjectionYear>,
    /// First years.
    pub first: FirstYears,
    /// Window after the first year that meets all.
    pub window: Option<FilingWindow>,
    /// Growth shifted down and up.
    pub sensitivity: Vec<Sensitivity>,
    /// What must be true next year.
    pub must: Option<WhatMustBeTrue>,
}

/// Another board 其他板块.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Neighbour {
    /// `chinext`, `bse`, `main`; named by the note `star.<code>`.
    #[serde(deserialize_with = "crate::code::one")]
    pub board: Code,
    /// Its standards.
    pub standards: Vec<Standard>,
    /// Some standard is met.
    pub outcome: Outcome,
    /// While none is met: the standard that comes nearest.
    #[serde(deserialize_with = "crate::code::maybe")]
    pub nearest: Option<Code>,
    /// Worth a hint: STAR is out of reach only for growth or size, and this board's profit test is met.
    pub hint: bool,
}
