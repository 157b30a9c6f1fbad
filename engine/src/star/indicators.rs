//! The four regular indicators 常规指标.
//!
//! # Source
//! 《科创属性评价指引（试行）》 一; exemptions for software, listing standard 5 and red chips listed abroad in the same.

use super::exact::{Threshold, fen, yuan};
use super::facts::{Desk, Facts};
use super::guideline::Guideline;
use super::numeric::{self, Figures, Growth, any};
use super::result::{Indicator, IndicatorCode, Limb, PatentCounts, Tally, Verdict};
use crate::Money;
use crate::rules::{Outcome, Unit};
use crate::working::{Expr, Origin, Sheet, Term};

/// Who is exempt from what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exemptions {
    /// Software company: I3 does not apply, I1 asks a higher share and knows no amount.
    pub software: bool,
    /// I4 does not apply: standard 5, or a red chip listed abroad. `Unknown` while standard 5 is not settled.
    pub growth: Outcome,
    /// Ground of the exemption from I4.
    pub growth_ground: &'static str,
}

/// I1 to I4 on the figures, without risks and cures.
pub(super) fn assess(
    facts: &Facts<'_>,
    figures: &Figures,
    guideline: &Guideline,
    patents: &PatentCounts,
    exempt: Exemptions,
    desk: &mut Desk<'_, '_, '_>,
) -> Vec<Indicator> {
    IndicatorCode::ALL
        .into_iter()
        .map(|code| {
            if !guideline.indicators.contains(&code) {
                return exempted(code, "not-in-version");
            }
            match code {
                IndicatorCode::I1 => research(facts, figures, guideline, exempt, desk),
                IndicatorCode::I2 => staff(facts, figures, guideline, desk),
                IndicatorCode::I3 if exempt.software => exempted(code, "software"),
                IndicatorCode::I3 => inventions(guideline, patents, desk),
                IndicatorCode::I4 => growth(facts, figures, guideline, exempt, desk),
            }
        })
        .collect()
}

/// I1 to I4 when the version has no figures.
pub(super) fn without_figures() -> Vec<Indicator> {
    IndicatorCode::ALL.into_iter().map(|code| indicator(code, Verdict::InsufficientData, Vec::new())).collect()
}

/// The verdict of arms of which one suffices.
pub(super) fn verdict(outcome: Outcome) -> Verdict {
    match outcome {
        Outcome::Pass => Verdict::Pass,
        Outcome::Fail => Verdict::Fail,
        Outcome::Unknown => Verdict::InsufficientData,
    }
}

/// I3 of a count that may be open.
pub(super) fn count_outcome(count: &Tally, least: u32) -> Outcome {
    if least <= count.low {
        Outcome::Pass
    } else if count.high.is_some_and(|high| high < least) {
        Outcome::Fail
    } else {
        Outcome::Unknown
    }
}

fn indicator(code: IndicatorCode, base: Verdict, arms: Vec<Limb>) -> Indicator {
    let missing = match base {
        Verdict::InsufficientData => {
            let mut paths: Vec<String> = arms.iter().flat_map(|arm| arm.missing.iter().cloned()).collect();
            paths.sort();
            paths.dedup();
            paths
        }
        _ => Vec::new(),
    };
    Indicator {
        code,
        base,
        verdict: base,
        arms,
        stressed: Vec::new(),
        risks: Vec::new(),
        remarks: Vec::new(),
        cures: Vec::new(),
        missing,
    }
}

fn exempted(code: IndicatorCode, ground: &'static str) -> Indicator {
    Indicator { remarks: vec![ground], ..indicator(code, Verdict::NaExempt, Vec::new()) }
}

/// Fewer than three fiscal years: nothing that spans them can be said.
fn spanning(facts: &Facts<'_>, arms: &[Limb]) -> Verdict {
    match facts.window() {
        Some(_) => verdict(any(arms.iter().map(|arm| arm.outcome))),
        None => Verdict::InsufficientData,
    }
}

fn research(
    facts: &Facts<'_>,
    figures: &Figures,
    guideline: &Guideline,
    exempt: Exemptions,
    desk: &mut Desk<'_, '_, '_>,
) -> Indicator {
    let share_threshold = if exempt.software { &guideline.software_rd_share } else { &guideline.rd_share };
    let mut missing = facts.missing("rd", &figures.rd);
    let missing_rd = missing.clone();
    missing.extend(facts.missing("revenue", &figures.revenue));
    let share = rd_share_limb("star.i1.rd-share", facts, figures, share_threshold, missing, desk);
    let mut arms = vec![share];
    if !exempt.software {
        let id = "star.i1.rd-sum";
        let value = figures.rd_sum().map(|_| {
            let mut sheet = Sheet::new();
            let rd =
                sheet.given_series(Term::RD_INVESTMENT, in_yuan(&figures.rd), Unit::Yuan, facts.series_origin("rd"));
            sheet.compute(Term::CUMULATIVE_RD, Unit::Yuan, Expr::from(rd).sum());
            desk.workings.file(id, sheet)
        });
        let comparison = numeric::rd_sum(figures, &guideline.rd_sum);
        arms.push(desk.limb(id, "rd-sum", value, &guideline.rd_sum, comparison, missing_rd));
    }
    let base = spanning(facts, &arms);
    indicator(IndicatorCode::I1, base, arms)
}

/// ΣR&D over ΣRevenue against a threshold; also a limb of listing standard 2.
pub(super) fn rd_share_limb(
    id: &str,
    facts: &Facts<'_>,
    figures: &Figures,
    threshold: &Threshold,
    missing: Vec<String>,
    desk: &mut Desk<'_, '_, '_>,
) -> Limb {
    let sums = (figures.rd_sum(), figures.revenue_sum());
    let value = matches!(sums, (Some(_), Some(revenue)) if 0 < revenue).then(|| {
        let mut sheet = Sheet::new();
        let rd = sheet.given_series(Term::RD_INVESTMENT, in_yuan(&figures.rd), Unit::Yuan, facts.series_origin("rd"));
        let revenue =
            sheet.given_series(Term::REVENUE, in_yuan(&figures.revenue), Unit::Yuan, facts.series_origin("revenue"));
        let share = Expr::from(rd).sum() / Expr::from(revenue).sum();
        sheet.compute_by_ids(Term::RD_SHARE, Unit::Ratio, share, vec![threshold.id.as_str().into()]);
        desk.workings.file(id, sheet)
    });
    let comparison = numeric::rd_share(figures, threshold);
    desk.limb(id, "rd-share", value, threshold, comparison, missing)
}

fn staff(facts: &Facts<'_>, figures: &Figures, guideline: &Guideline, desk: &mut Desk<'_, '_, '_>) -> Indicator {
    let Some(threshold) = &guideline.rd_staff else {
        return exempted(IndicatorCode::I2, "not-in-version");
    };
    let id = "star.i2.rd-staff-share";
    let comparison = numeric::staff_share(figures, threshold);
    let value = match (figures.rd_employees, figures.employees) {
        (Some(rd), Some(all)) if 0 < all => {
            let mut sheet = Sheet::new();
            let origin = |field: &str| Origin::Answered { path: facts.path(2, field).into() };
            let rd = sheet.given(Term::RD_STAFF, f64::from(rd), Unit::Count, origin("rd_employees"));
            let all = sheet.given(Term::STAFF_TOTAL, f64::from(all), Unit::Count, origin("employees"));
            sheet.compute_by_ids(Term::RD_STAFF_SHARE, Unit::Ratio, rd / all, vec![threshold.id.as_str().into()]);
            Some(desk.workings.file(id, sheet))
        }
        _ => None,
    };
    let mut missing = Vec::new();
    if figures.rd_employees.is_none() {
        missing.push(facts.path(2, "rd_employees"));
    }
    if figures.employees.is_none_or(|all| all == 0) {
        missing.push(facts.path(2, "employees"));
    }
    let arm = desk.limb(id, "rd-staff-share", value, threshold, comparison, missing);
    indicator(IndicatorCode::I2, verdict(arm.outcome), vec![arm])
}

fn inventions(guideline: &Guideline, patents: &PatentCounts, desk: &mut Desk<'_, '_, '_>) -> Indicator {
    let arm = count_limb("star.i3.patents", "patents", &patents.legal, &guideline.patents, desk);
    indicator(IndicatorCode::I3, verdict(arm.outcome), vec![arm])
}

/// A count that may be open against its threshold.
pub(super) fn count_limb(
    id: &str,
    code: &'static str,
    count: &Tally,
    threshold: &Threshold,
    desk: &mut Desk<'_, '_, '_>,
) -> Limb {
    let outcome = count_outcome(count, threshold.least_count());
    let settled = match outcome {
        Outcome::Pass => Some(count.low),
        Outcome::Fail => count.high,
        Outcome::Unknown => None,
    };
    let comparison = settled.map(|settled| threshold.count(settled));
    let missing = if outcome == Outcome::Unknown { vec!["assets".to_owned()] } else { Vec::new() };
    Limb { outcome, ..desk.limb(id, code, Some(count.figure.clone()), threshold, comparison, missing) }
}

fn growth(
    facts: &Facts<'_>,
    figures: &Figures,
    guideline: &Guideline,
    exempt: Exemptions,
    desk: &mut Desk<'_, '_, '_>,
) -> Indicator {
    if exempt.growth == Outcome::Pass {
        return exempted(IndicatorCode::I4, exempt.growth_ground);
    }
    let compound = growth_limb("star.i4.cagr", facts, figures, &guideline.cagr, desk);
    let last = figures.last_revenue();
    let path = facts.path(2, "revenue");
    let size =
        desk.told_amount("star.i4.revenue", "last-revenue", Term::LAST_YEAR_REVENUE, last, &path, &guideline.revenue);
    let arms = vec![compound, size];
    let base = match spanning(facts, &arms) {
        // Standard 5 may still exempt: a failure on figures is not yet certain.
        Verdict::Fail if exempt.growth == Outcome::Unknown => Verdict::InsufficientData,
        base => base,
    };
    let mut result = indicator(IndicatorCode::I4, base, arms);
    if base == Verdict::InsufficientData && exempt.growth == Outcome::Unknown {
        result.missing.push("star.standard_five_milestone".to_owned());
    }
    result
}

/// Compound growth from Y-2 to Y0 against a threshold; also the growth test of red chips.
pub(super) fn growth_limb(
    id: &str,
    facts: &Facts<'_>,
    figures: &Figures,
    threshold: &Threshold,
    desk: &mut Desk<'_, '_, '_>,
) -> Limb {
    let compared = numeric::growth(figures, threshold);
    let value = match (figures.revenue[0], figures.revenue[2]) {
        (Some(first), Some(last)) if 0 < fen(first) && 0 <= fen(last) => {
            let mut sheet = Sheet::new();
            let origin = |place: usize| Origin::Answered { path: facts.path(place, "revenue").into() };
            let first = sheet.given(Term::BASE_REVENUE, yuan(fen(first)), Unit::Yuan, origin(0));
            let last = sheet.given(Term::LAST_YEAR_REVENUE, yuan(fen(last)), Unit::Yuan, origin(2));
            // Three years are two intervals of growth.
            let growth = (last / first).sqrt() - 1.0;
            sheet.compute_by_ids(
                Term::REVENUE_GROWTH_COMPOUND,
                Unit::RatePerYear,
                growth,
                vec![threshold.id.as_str().into()],
            );
            Some(desk.workings.file(id, sheet))
        }
        _ => None,
    };
    let comparison = match compared {
        Growth::Compared(comparison) => Some(comparison),
        Growth::NotComputable | Growth::Unknown => None,
    };
    let missing = match compared {
        Growth::Unknown => [0, 2]
            .into_iter()
            .filter(|place| figures.revenue.get(*place).is_some_and(Option::is_none))
            .map(|place| facts.path(place, "revenue"))
            .collect(),
        _ => Vec::new(),
    };
    Limb { outcome: compared.outcome(), ..desk.limb(id, "cagr", value, threshold, comparison, missing) }
}

/// Amounts in yuan; used only when every one is known.
fn in_yuan(amounts: &[Option<Money>; 3]) -> Vec<f64> {
    amounts.iter().flatten().map(|amount| amount.to_yuan()).collect()
}
