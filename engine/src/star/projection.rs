//! The year in which each threshold is met 达标预测.
//!
//! Revenue and R&D are projected in whole yuan, growth in millionths, so that a threshold is met or not by exact
//! comparison in projected years too.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::StarError;
use super::exact::{Threshold, div_ceil, fen, small, yuan};
use super::facts::{Desk, Facts, add_months};
use super::guideline::Guideline;
use super::indicators::{Exemptions, verdict};
use super::numeric::{self, Figures, all, any};
use super::patents::expiry;
use super::result::{
    FilingWindow, FirstYears, ListingResult, PatentCounts, Projection, ProjectionYear, Sensitivity, Verdict,
    WhatMustBeTrue,
};
use super::risks::lacking_patents;
use crate::dossier::{AssetKind, AssetStatus, RedChip, StarPlan};
use crate::rules::{Outcome, Rules, Unit};
use crate::working::{Figure, Origin, Sheet, Term, joined};
use crate::{Money, Ratio};

/// Millionths: the grain of growth rates and R&D ratios.
const MILLION: i128 = 1_000_000;
/// Largest projected amount, fen: keeps later products within range.
const LARGEST: i128 = 1_000_000_000_000_000_000;

/// What the projection is computed from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis<'b> {
    /// Thresholds of the version.
    pub guideline: &'b Guideline,
    /// Figures of the actual window.
    pub figures: &'b Figures,
    /// Exemptions; they go on.
    pub exempt: Exemptions,
    /// Patents today.
    pub patents: &'b PatentCounts,
    /// Exceptional route today.
    pub exceptional: Outcome,
    /// Probability of grant.
    pub grant: &'b Threshold,
    /// Listing standards today.
    pub listing: &'b ListingResult,
}

/// Projects from Y0; `None` without three years of revenue and R&D or without a planned growth.
pub(super) fn project(
    facts: &Facts<'_>,
    basis: &Basis<'_>,
    desk: &mut Desk<'_, '_, '_>,
) -> Result<Option<Projection>, StarError> {
    let plan = &facts.dossier.star.plan;
    let complete = basis.figures.rd_sum().is_some() && basis.figures.revenue_sum().is_some();
    let (Some([_, _, last]), true, false) = (facts.window(), complete, plan.growth.is_empty()) else {
        return Ok(None);
    };
    let limits = Standards::read(desk.rules)?;
    let horizon = small(desk.rules, "star.projection.years")?;
    let supply = Supply::of(facts, basis, desk.rules)?;
    let run = |shift: i128| years(facts, basis, &limits, &supply, last, horizon, shift);
    let years = run(0);
    let first = first_years(&years);
    let shift = Threshold::read(desk.rules, "star.projection.shift")?;
    let step = shift.numerator * MILLION / shift.denominator;
    let sensitivity = [-step, step]
        .into_iter()
        .map(|shift| Sensitivity { shift: shift as f64 / MILLION as f64, first: first_years(&run(shift)) })
        .collect();
    let window = match first.all.or(first.attribute) {
        Some(year) => filing_window(year, desk.rules)?,
        None => None,
    };
    let must = must_be_true(facts, basis, desk);
    Ok(Some(Projection { years, first, window, sensitivity, must }))
}

/// First base year from which I1, I2 and I4 hold together, patents aside: the plan takes care of those.
pub(super) fn first_base_year(projection: &Projection) -> Option<i16> {
    let met = |year: &&ProjectionYear| {
        let [i1, i2, _, i4] = year.indicators;
        all([i1.outcome(), i2.outcome(), i4.outcome()]) == Outcome::Pass
    };
    projection.years.iter().find(met).map(|year| year.year)
}

fn filing_window(year: i16, rules: &Rules<'_>) -> Result<Option<FilingWindow>, StarError> {
    let months = rules.list("star.projection.window")?;
    let ([from, to], Some(next)) = (months, year.checked_add(1)) else { return Ok(None) };
    let first = Date::new(next, *from as i8, 1).ok();
    let last = Date::new(next, *to as i8, 1).ok().map(Date::last_of_month);
    Ok(first.zip(last).map(|(from, to)| FilingWindow { from, to }))
}

/// `amount · (1 + growth)`, half up to the yuan.
fn grow(amount: i128, growth: i128) -> i128 {
    rounded(amount * (MILLION + growth), MILLION)
}

/// `numerator / denominator` in fen, half up to whole yuan.
fn rounded(numerator: i128, denominator: i128) -> i128 {
    let yuan = (numerator * 2 + denominator * 100).div_euclid(denominator * 200);
    (yuan * 100).clamp(0, LARGEST)
}

/// The value of a path in a year counted from 1; the last value goes on.
fn along<T: Copy>(path: &[T], year: usize) -> Option<T> {
    path.get(year.saturating_sub(1)).or(path.last()).copied()
}

fn millionths(ratio: Ratio) -> i128 {
    libm::round(ratio.get() * MILLION as f64).clamp(-1e6, 1e9) as i128
}

fn years(
    facts: &Facts<'_>,
    basis: &Basis<'_>,
    limits: &Standards,
    supply: &Supply,
    last: i16,
    horizon: u16,
    shift: i128,
) -> Vec<ProjectionYear> {
    let plan = &facts.dossier.star.plan;
    let mut figures = basis.figures.clone();
    let mut rows = vec![row(facts, basis, limits, supply, &figures, last, 0)];
    for step in 1..=usize::from(horizon) {
        let Some(year) = i16::try_from(step).ok().and_then(|step| last.checked_add(step)) else { break };
        figures = next(&figures, plan, step, shift);
        rows.push(row(facts, basis, limits, supply, &figures, year, step));
    }
    rows
}

fn next(figures: &Figures, plan: &StarPlan, step: usize, shift: i128) -> Figures {
    let growth = along(&plan.growth, step).map_or(0, millionths) + shift;
    let revenue = figures.last_revenue().map(|last| grow(fen(last), growth));
    let amount = along(&plan.rd_amount, step).map(fen);
    let by_ratio = || {
        let ratio = along(&plan.rd_ratio, step).map(millionths);
        let held = match (ratio, figures.rd[2], figures.last_revenue()) {
            (Some(ratio), _, Some(_)) => Some((ratio, MILLION)),
            // Without a plan the ratio of the last year goes on.
            (None, Some(rd), Some(last)) if 0 < fen(last) => Some((fen(rd), fen(last))),
            _ => None,
        };
        let (numerator, denominator) = held?;
        Some(rounded(revenue? * numerator, denominator))
    };
    let money = |fen: i128| Money::from_fen(i64::try_from(fen).unwrap_or(i64::MAX));
    let [_, revenue_before, revenue_last] = figures.revenue;
    let [_, rd_before, rd_last] = figures.rd;
    let hired = |staff: Option<u32>, hires: Option<u32>| staff.map(|staff| staff.saturating_add(hires.unwrap_or(0)));
    Figures {
        revenue: [revenue_before, revenue_last, revenue.map(money)],
        rd: [rd_before, rd_last, amount.or_else(by_ratio).map(money)],
        employees: hired(figures.employees, plan.hires),
        rd_employees: hired(figures.rd_employees, plan.rd_hires),
    }
}

fn row(
    facts: &Facts<'_>,
    basis: &Basis<'_>,
    limits: &Standards,
    supply: &Supply,
    figures: &Figures,
    year: i16,
    step: usize,
) -> ProjectionYear {
    let guideline = basis.guideline;
    let software = basis.exempt.software;
    let share = if software { &guideline.software_rd_share } else { &guideline.rd_share };
    let by_share = numeric::outcome(numeric::rd_share(figures, share));
    let by_sum = numeric::outcome(numeric::rd_sum(figures, &guideline.rd_sum));
    let i1 = verdict(if software { by_share } else { any([by_share, by_sum]) });
    let i2 = match &guideline.rd_staff {
        Some(threshold) => verdict(numeric::outcome(numeric::staff_share(figures, threshold))),
        None => Verdict::NaExempt,
    };
    let patents = supply.at_end_of(year, step, basis);
    let i3 = if software {
        Verdict::NaExempt
    } else if !supply.known {
        Verdict::InsufficientData
    } else {
        verdict(Outcome::from(guideline.patents.count(patents).holds()))
    };
    let i4 = if basis.exempt.growth == Outcome::Pass {
        Verdict::NaExempt
    } else {
        let size = figures.last_revenue().map(|last| guideline.revenue.amount(fen(last)));
        verdict(any([numeric::growth(figures, &guideline.cagr).outcome(), numeric::outcome(size)]))
    };
    let indicators = [i1, i2, i3, i4];
    let regular = all(indicators.map(Verdict::outcome));
    let ratio = |part: i128, whole: i128| (0 < whole).then(|| part as f64 / whole as f64);
    let first = figures.revenue[0].map(fen);
    let last = figures.last_revenue().map_or(0, fen);
    ProjectionYear {
        year,
        actual: step == 0,
        revenue: yuan(last),
        rd: figures.rd[2].map_or(0.0, Money::to_yuan),
        cagr: first.filter(|first| 0 < *first).map(|first| libm::sqrt(last as f64 / first as f64) - 1.0),
        rd_share: figures.rd_sum().zip(figures.revenue_sum()).and_then(|(rd, revenue)| ratio(rd, revenue)),
        staff_share: figures
            .rd_employees
            .zip(figures.employees)
            .and_then(|(rd, staff)| ratio(i128::from(rd), i128::from(staff))),
        patents,
        indicators,
        headroom: headroom(basis, figures, patents, indicators),
        standards: limits.met(facts, basis, figures, step),
        attribute: any([regular, basis.exceptional]),
    }
}

/// Best arm over threshold, for display.
fn headroom(basis: &Basis<'_>, figures: &Figures, patents: u32, verdicts: [Verdict; 4]) -> [Option<f64>; 4] {
    let guideline = basis.guideline;
    let over = |value: Option<f64>, threshold: &Threshold| {
        let least = threshold.decimal();
        value.filter(|_| 0.0 < least).map(|value| value / least)
    };
    let best = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => Some(libm::fmax(a, b)),
        (one, other) => one.or(other),
    };
    let ratio = |part: i128, whole: i128| (0 < whole).then(|| part as f64 / whole as f64);
    let share = figures.rd_sum().zip(figures.revenue_sum()).and_then(|(rd, revenue)| ratio(rd, revenue));
    let research = if basis.exempt.software {
        over(share, &guideline.software_rd_share)
    } else {
        best(over(share, &guideline.rd_share), over(figures.rd_sum().map(yuan), &guideline.rd_sum))
    };
    let staff = figures.rd_employees.zip(figures.employees);
    let staff = staff.and_then(|(rd, all)| ratio(i128::from(rd), i128::from(all)));
    let staff = guideline.rd_staff.as_ref().and_then(|threshold| over(staff, threshold));
    let last = figures.last_revenue().map(fen);
    let first = figures.revenue[0].map(fen).filter(|first| 0 < *first);
    let growth = first.zip(last).map(|(first, last)| libm::sqrt(last.max(0) as f64 / first as f64) - 1.0);
    let growth = best(over(growth, &guideline.cagr), over(last.map(yuan), &guideline.revenue));
    let all = [research, staff, over(Some(f64::from(patents)), &guideline.patents), growth];
    let applies = |verdict: Verdict| !matches!(verdict, Verdict::NaExempt | Verdict::InsufficientData);
    let mut result = [None; 4];
    for ((slot, value), verdict) in result.iter_mut().zip(all).zip(verdicts) {
        *slot = value.filter(|_| applies(verdict));
    }
    result
}

fn first_years(years: &[ProjectionYear]) -> FirstYears {
    let first = |met: &dyn Fn(&ProjectionYear) -> bool| years.iter().find(|year| met(year)).map(|year| year.year);
    let indicator = |place: usize| {
        first(&|year| year.indicators.get(place).is_some_and(|verdict| verdict.outcome() == Outcome::Pass))
    };
    FirstYears {
        indicators: [indicator(0), indicator(1), indicator(2), indicator(3)],
        attribute: first(&|year| year.attribute == Outcome::Pass),
        all: first(&|year| year.attribute == Outcome::Pass && !year.standards.is_empty()),
    }
}

/// Patents that will come and go.
#[derive(Clone, Debug)]
struct Supply {
    /// Strict count today.
    now: u32,
    /// The count is settled.
    known: bool,
    /// Days on which counted patents end.
    ends: Vec<Date>,
    /// Days on which pending applications are decided at 50 % confidence.
    decisions: Vec<Date>,
    /// Applications planned a year.
    planned: u32,
    /// Months from filing to decision.
    lead: i32,
    /// Last fiscal year.
    base: i16,
}

impl Supply {
    fn of(facts: &Facts<'_>, basis: &Basis<'_>, rules: &Rules<'_>) -> Result<Self, StarError> {
        let term = i32::from(small(rules, "valuation.life.term.invention")?) * 12;
        let lead = match rules.list("star.lead.ordinary")? {
            [middle, _] => *middle as i32,
            _ => return Err(StarError::BadRecord { id: "star.lead.ordinary".to_owned() }),
        };
        let strict = &basis.patents.strict;
        let counted: BTreeSet<&str> = basis
            .patents
            .reviews
            .iter()
            .filter(|review| review.strict == Outcome::Pass)
            .map(|review| review.asset.as_str())
            .collect();
        let assets = || facts.dossier.assets.iter().filter(|asset| asset.kind == AssetKind::Invention);
        let pending = assets().filter(|asset| asset.status == Some(AssetStatus::Pending));
        Ok(Supply {
            now: strict.low,
            known: strict.high == Some(strict.low),
            ends: assets()
                .filter(|asset| counted.contains(asset.id.as_str()))
                .filter_map(|asset| expiry(asset, term))
                .collect(),
            decisions: pending.filter_map(|asset| add_months(asset.filing_date?, lead)).collect(),
            planned: facts.dossier.star.plan.filings.unwrap_or(0),
            lead,
            base: facts.window().map_or(0, |[_, _, last]| last),
        })
    }

    /// Strict count at the end of a year; today's in the base year.
    fn at_end_of(&self, year: i16, step: usize, basis: &Basis<'_>) -> u32 {
        if step == 0 {
            return self.now;
        }
        let Ok(end) = Date::new(year, 12, 31) else { return self.now };
        let gone = self.ends.iter().filter(|day| **day <= end).count();
        let decided = self.decisions.iter().filter(|day| **day <= end).count();
        // Applications of a year are taken as filed on its last day.
        let filed = (1..=i16::try_from(step).unwrap_or(i16::MAX))
            .filter_map(|later| Date::new(self.base.checked_add(later)?, 12, 31).ok())
            .filter(|day| add_months(*day, self.lead).is_some_and(|decision| decision <= end))
            .count();
        let applications = decided as i128 + filed as i128 * i128::from(self.planned);
        let granted = (applications * basis.grant.numerator).div_euclid(basis.grant.denominator);
        let granted = u32::try_from(granted).unwrap_or(u32::MAX);
        let gone = u32::try_from(gone).unwrap_or(u32::MAX);
        self.now.saturating_sub(gone).saturating_add(granted)
    }
}

/// Limbs of the standards that can be projected: market capitalisation as stated, profit as it stands in Y0.
#[derive(Clone, Debug)]
struct Standards {
    ordinary: Vec<BySize>,
    weighted: Vec<BySize>,
    profit_sum: Threshold,
    rd_share: Threshold,
    cash_flow: Threshold,
}

/// A standard with what it asks of size.
#[derive(Clone, Debug)]
struct BySize {
    code: &'static str,
    cap: Threshold,
    revenue: Option<Threshold>,
}

impl Standards {
    fn read(rules: &Rules<'_>) -> Result<Self, StarError> {
        let list = |codes: &[(&'static str, bool)]| -> Result<Vec<BySize>, StarError> {
            let read = |(code, has_revenue): &(&'static str, bool)| {
                let id = format!("star.{}", code.to_lowercase());
                let cap = Threshold::read(rules, &joined(&[&id, ".cap"]))?;
                let revenue =
                    if *has_revenue { Some(Threshold::read(rules, &joined(&[&id, ".revenue"]))?) } else { None };
                Ok(BySize { code, cap, revenue })
            };
            codes.iter().map(read).collect()
        };
        Ok(Standards {
            ordinary: list(&[("S1a", false), ("S1b", true), ("S2", true), ("S3", true), ("S4", true), ("S5", false)])?,
            weighted: list(&[("WVR-1", false), ("WVR-2", true)])?,
            profit_sum: Threshold::read(rules, "star.s1a.profit-sum")?,
            rd_share: Threshold::read(rules, "star.s2.rd-share")?,
            cash_flow: Threshold::read(rules, "star.s3.cash-flow-sum")?,
        })
    }

    /// Standards met; a limb that is not known or cannot be projected is not met. Red chips keep the standards of today:
    /// value abroad and the lead of their technology have no plan.
    fn met(&self, facts: &Facts<'_>, basis: &Basis<'_>, figures: &Figures, step: usize) -> Vec<&'static str> {
        let answers = &facts.dossier.star;
        if step == 0 || !matches!(answers.red_chip, None | Some(RedChip::No)) {
            let standards = basis.listing.standards.iter();
            let today = standards.filter(|standard| standard.applicable && standard.outcome == Outcome::Pass);
            return today.map(|standard| standard.code).collect();
        }
        let (Some(cap), Some(revenue)) = (answers.expected_market_cap, figures.last_revenue()) else {
            return Vec::new();
        };
        let list = if answers.weighted_voting == Some(true) { &self.weighted } else { &self.ordinary };
        let [_, _, last] = facts.years;
        let profit = super::listing::LowerProfit::of(last).exact.unwrap_or(0);
        let flows = facts.years.map(|year| year.and_then(|year| year.operating_cash_flow));
        let met = |standard: &&BySize| {
            let by_size = standard.cap.amount(fen(cap)).holds()
                && standard.revenue.as_ref().is_none_or(|least| least.amount(fen(revenue)).holds());
            let further = match standard.code {
                "S1a" => 0 < profit && self.profit_sum.amount(2 * profit).holds(),
                "S1b" => 0 < profit,
                "S2" => numeric::rd_share(figures, &self.rd_share).is_some_and(|share| share.holds()),
                "S3" => numeric::total(&flows).is_some_and(|sum| self.cash_flow.amount(sum).holds()),
                "S5" => answers.standard_five == Some(true) && answers.standard_five_milestone == Some(true),
                _ => true,
            };
            by_size && further
        };
        list.iter().filter(met).map(|standard| standard.code).collect()
    }
}

/// Least revenue of next year for I4, by growth and by size.
fn must_be_true(facts: &Facts<'_>, basis: &Basis<'_>, desk: &mut Desk<'_, '_, '_>) -> Option<WhatMustBeTrue> {
    let [_, before, last] = basis.figures.revenue.map(|amount| amount.map(fen));
    let (before, last) = (before.filter(|before| 0 < *before)?, last.filter(|last| 0 < *last)?);
    // Whole yuan, rounded up.
    let by_growth = div_ceil(basis.guideline.cagr.least_last(before), 100) * 100;
    let by_size = basis.guideline.revenue.numerator * 100;
    let mut amount = |id: &str, fen: i128, place: usize| {
        let origin = Origin::Answered { path: facts.path(place, "revenue").into() };
        desk.number(id, Term::REVENUE_REQUIRED, yuan(fen), Unit::Yuan, origin)
    };
    let revenue_by_growth = amount("star.must.revenue-by-growth", by_growth, 1);
    let revenue_by_size = amount("star.must.revenue-by-size", by_size, 2);
    let mut sheet = Sheet::new();
    let least = by_growth.min(by_size);
    let id = if by_growth <= by_size { "star.must.revenue-by-growth" } else { "star.must.revenue-by-size" };
    let origin = Origin::Figure { id: id.into() };
    let needed = sheet.given(Term::REVENUE_REQUIRED, yuan(least), Unit::Yuan, origin);
    let origin = Origin::Answered { path: facts.path(2, "revenue").into() };
    let current = sheet.given(Term::LAST_YEAR_REVENUE, yuan(last), Unit::Yuan, origin);
    sheet.compute(Term::ANNUAL_GROWTH, Unit::RatePerYear, needed / current - 1.0);
    let growth = desk.workings.file("star.must.growth", sheet);
    let rd = least_research(facts, basis, desk);
    let rd_staff = least_staff(facts, basis, desk);
    let lacking = if basis.exempt.software { 0 } else { lacking_patents(basis.patents, &basis.guideline.patents) };
    let patents = (0 < lacking).then(|| {
        let origin = Origin::Figure { id: basis.patents.strict.figure.working.clone() };
        desk.number("star.must.patents", Term::LACKING_PATENTS, f64::from(lacking), Unit::Count, origin)
    });
    Some(WhatMustBeTrue { revenue_by_growth, revenue_by_size, growth, rd, rd_staff, patents })
}

/// Least R&D investment of next year for I1, at the planned revenue: the nearer of share and amount.
fn least_research(facts: &Facts<'_>, basis: &Basis<'_>, desk: &mut Desk<'_, '_, '_>) -> Option<Figure> {
    let window = next(basis.figures, &facts.dossier.star.plan, 1, 0);
    let spent = numeric::total(window.rd.get(..2)?)?;
    let software = basis.exempt.software;
    let share = if software { &basis.guideline.software_rd_share } else { &basis.guideline.rd_share };
    let by_share = div_ceil(window.revenue_sum()? * share.numerator, share.denominator);
    let least = if software { by_share } else { by_share.min(basis.guideline.rd_sum.numerator * 100) };
    // Whole yuan, rounded up.
    let least = div_ceil((least - spent).max(0), 100) * 100;
    let origin = facts.series_origin("rd");
    Some(desk.number("star.must.rd", Term::RD_REQUIRED, yuan(least), Unit::Yuan, origin))
}

/// Least R&D staff at the end of next year for I2, at the planned headcount.
fn least_staff(facts: &Facts<'_>, basis: &Basis<'_>, desk: &mut Desk<'_, '_, '_>) -> Option<Figure> {
    let threshold = basis.guideline.rd_staff.as_ref()?;
    let staff = next(basis.figures, &facts.dossier.star.plan, 1, 0).employees?;
    let least = div_ceil(i128::from(staff) * threshold.numerator, threshold.denominator);
    let origin = Origin::Answered { path: facts.path(2, "employees").into() };
    Some(desk.number("star.must.rd-staff", Term::RD_STAFF_REQUIRED, least as f64, Unit::Count, origin))
}
