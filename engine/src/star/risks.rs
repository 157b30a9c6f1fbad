//! The risk overlay: a PASS that hugs the line or rests on disputed items becomes PASS_AT_RISK. And what would cure a
//! shortfall.

use super::StarError;
use super::exact::{Threshold, div_ceil, fen, parts, yuan};
use super::facts::{Desk, Facts};
use super::guideline::Guideline;
use super::indicators::count_outcome;
use super::numeric::{self, Figures};
use super::result::{Cure, Indicator, IndicatorCode, Limb, PatentCounts, Verdict};
use crate::dossier::FiscalYear;
use crate::rules::{Outcome, Rules, Unit};
use crate::working::{Origin, Sheet, Term};
use crate::{Money, Ratio};

/// Thresholds of the overlay.
#[derive(Clone, Debug)]
pub(super) struct RiskRules {
    margin: Threshold,
    outsourced: Threshold,
    staff_margin: Threshold,
    rd_staff_growth: Threshold,
    staff_growth: Threshold,
    /// Probability that an application is granted.
    pub grant: Threshold,
}

impl RiskRules {
    /// Reads them; the user's own probability of grant replaces the rule's.
    pub fn read(rules: &Rules<'_>, stated: Option<Ratio>) -> Result<Self, StarError> {
        let mut grant = Threshold::read(rules, "star.grant-probability")?;
        if let Some(stated) = stated.map(Ratio::get)
            && (0.01..=1.0).contains(&stated)
        {
            grant.numerator = parts(stated, 10_000.0);
            grant.denominator = 10_000;
        }
        Ok(RiskRules {
            margin: Threshold::read(rules, "star.risk.i1-margin")?,
            outsourced: Threshold::read(rules, "star.risk.outsourced-share")?,
            staff_margin: Threshold::read(rules, "star.risk.i2-margin")?,
            rd_staff_growth: Threshold::read(rules, "star.risk.rd-staff-growth")?,
            staff_growth: Threshold::read(rules, "star.risk.staff-growth")?,
            grant,
        })
    }
}

/// Adds risks and cures to the indicators.
pub(super) fn overlay(
    indicators: &mut [Indicator],
    facts: &Facts<'_>,
    figures: &Figures,
    guideline: &Guideline,
    patents: &PatentCounts,
    rules: &RiskRules,
    desk: &mut Desk<'_, '_, '_>,
) {
    let software = facts.dossier.star.software == Some(true);
    for indicator in indicators {
        match indicator.code {
            IndicatorCode::I1 => {
                let share = if software { &guideline.software_rd_share } else { &guideline.rd_share };
                let amount = (!software).then_some(&guideline.rd_sum);
                if indicator.base == Verdict::Pass && hugs(figures, share, amount, &rules.margin) {
                    indicator.risks.push("i1-margin");
                }
                indicator.stressed =
                    without_disputed(facts, figures, share, amount, &rules.outsourced, desk).unwrap_or_default();
                let kept_off = !indicator.stressed.is_empty()
                    && numeric::any(indicator.stressed.iter().map(|limb| limb.outcome)) == Outcome::Fail;
                if indicator.base == Verdict::Pass && kept_off {
                    indicator.risks.push("i1-disputed-items");
                }
                if indicator.base == Verdict::Fail {
                    indicator.cures.extend(more_rd(facts, figures, share, amount, desk));
                    if software && guideline.patents.least_count() <= patents.legal.low {
                        indicator.remarks.push("non-software-route");
                    }
                }
            }
            IndicatorCode::I2 => {
                let Some(threshold) = &guideline.rd_staff else { continue };
                if indicator.base == Verdict::Pass {
                    if near_staff(figures, threshold, &rules.staff_margin) {
                        indicator.risks.push("i2-margin");
                    }
                    if recent_growth(facts, rules) {
                        indicator.risks.push("i2-recent-growth");
                    }
                }
                if indicator.base == Verdict::Fail {
                    indicator.cures.extend(more_staff(facts, figures, threshold, desk));
                }
            }
            IndicatorCode::I3 => {
                let least = guideline.patents.least_count();
                let strict = count_outcome(&patents.strict, least);
                if indicator.base == Verdict::Pass && strict != Outcome::Pass {
                    if strict == Outcome::Fail {
                        indicator.risks.push("i3-strict");
                    } else {
                        indicator.risks.push("i3-strict-unknown");
                        let listed = !facts.dossier.assets.is_empty();
                        indicator.missing.push(if listed { "assets" } else { "star.strict_patents" }.to_owned());
                    }
                }
                if matches!(indicator.base, Verdict::Pass | Verdict::Fail) {
                    indicator.cures.extend(more_patents(patents, &guideline.patents, &rules.grant, desk));
                }
            }
            IndicatorCode::I4 => {
                if indicator.base == Verdict::Pass && facts.dossier.star.growth_concentrated == Some(true) {
                    indicator.risks.push("i4-concentrated");
                }
                if indicator.base == Verdict::Fail {
                    indicator.cures.extend(more_revenue(facts, figures, guideline, desk));
                }
            }
        }
        if !indicator.risks.is_empty() {
            indicator.verdict = Verdict::PassAtRisk;
        }
    }
}

/// No arm exceeds its threshold by the margin: the best arm over threshold is below 1 + margin.
fn hugs(figures: &Figures, share: &Threshold, amount: Option<&Threshold>, margin: &Threshold) -> bool {
    let raised = |threshold: &Threshold| Threshold {
        numerator: threshold.numerator * (margin.denominator + margin.numerator),
        denominator: threshold.denominator * margin.denominator,
        ..threshold.clone()
    };
    let clear_share = numeric::rd_share(figures, &raised(share));
    let clear_amount = amount.and_then(|amount| numeric::rd_sum(figures, &raised(amount)));
    ![clear_share, clear_amount].into_iter().flatten().any(|comparison| comparison.holds())
}

/// I1 once share-based pay, pay of executives booked by percentage and outsourced R&D above its limit are removed; `None`
/// where none is told. Items not told are not removed: the overlay rests on what is known.
fn without_disputed(
    facts: &Facts<'_>,
    figures: &Figures,
    share: &Threshold,
    amount: Option<&Threshold>,
    limit: &Threshold,
    desk: &mut Desk<'_, '_, '_>,
) -> Option<Vec<Limb>> {
    let (rd, revenue) = (figures.rd_sum()?, figures.revenue_sum()?);
    let told = |field: fn(&FiscalYear) -> Option<Money>| -> i128 {
        facts.years.iter().flatten().filter_map(|year| field(year)).map(fen).sum()
    };
    let outsourced = told(|year| year.rd_outsourced);
    // In units of fen / denominator, so that the limit stays exact.
    let unit = limit.denominator;
    let excess = (outsourced * unit - rd * limit.numerator).max(0);
    let removed = (told(|year| year.rd_share_based) + told(|year| year.rd_executive_pay)) * unit + excess;
    if removed == 0 {
        return None;
    }
    let kept = (rd * unit - removed).max(0);
    let kept_yuan = kept as f64 / unit as f64 / 100.0;
    let origin = || facts.series_origin("rd");
    let by_share = numeric::share_of(kept, revenue * unit, share);
    let value = (0 < revenue).then(|| {
        let mut sheet = Sheet::new();
        let kept = sheet.given(Term::RD_UNDISPUTED, kept_yuan, Unit::Yuan, origin());
        let whole = sheet.given(Term::REVENUE_TOTAL, yuan(revenue), Unit::Yuan, facts.series_origin("revenue"));
        sheet.compute_by_ids(Term::RD_SHARE, Unit::Ratio, kept / whole, vec![share.id.as_str().into()]);
        desk.workings.file("star.i1.stressed.rd-share", sheet)
    });
    let mut limbs = vec![desk.limb("star.i1.stressed.rd-share", "rd-share", value, share, Some(by_share), Vec::new())];
    if let Some(amount) = amount {
        let id = "star.i1.stressed.rd-sum";
        let value = Some(desk.number(id, Term::RD_UNDISPUTED, kept_yuan, Unit::Yuan, origin()));
        limbs.push(desk.limb(id, "rd-sum", value, amount, Some(amount.share(kept, 100 * unit)), Vec::new()));
    }
    Some(limbs)
}

/// Less than the margin above the threshold.
fn near_staff(figures: &Figures, threshold: &Threshold, margin: &Threshold) -> bool {
    let raised = Threshold {
        numerator: threshold.numerator * margin.denominator + margin.numerator * threshold.denominator,
        denominator: threshold.denominator * margin.denominator,
        ..threshold.clone()
    };
    numeric::staff_share(figures, &raised).is_some_and(|comparison| !comparison.holds())
}

/// R&D staff grew by more than its limit within the last year while all staff grew by less than theirs.
fn recent_growth(facts: &Facts<'_>, rules: &RiskRules) -> bool {
    let [_, Some(before), Some(last)] = facts.years else { return false };
    let staff = (before.rd_employees, last.rd_employees, before.employees, last.employees);
    let (Some(rd_before), Some(rd_last), Some(all_before), Some(all_last)) = staff else { return false };
    let grew = |before: u32, last: u32| (i128::from(last) - i128::from(before), i128::from(before));
    let (rd_growth, rd_base) = grew(rd_before, rd_last);
    let (all_growth, all_base) = grew(all_before, all_last);
    let fast = rules.rd_staff_growth.share(rd_growth, rd_base);
    let flat = rules.staff_growth.share(all_growth, all_base);
    fast.right < fast.left && flat.left < flat.right
}

fn more_rd(
    facts: &Facts<'_>,
    figures: &Figures,
    share: &Threshold,
    amount: Option<&Threshold>,
    desk: &mut Desk<'_, '_, '_>,
) -> Option<Cure> {
    let (rd, revenue) = (figures.rd_sum()?, figures.revenue_sum()?);
    let by_share = div_ceil(revenue * share.numerator, share.denominator) - rd;
    let by_amount = amount.map(|amount| div_ceil(amount.numerator * 100, amount.denominator) - rd);
    let lacking = by_amount.map_or(by_share, |by_amount| by_amount.min(by_share)).max(0);
    let id = "star.i1.lacking";
    let amount = desk.number(id, Term::LACKING_AMOUNT, yuan(lacking), Unit::Yuan, facts.series_origin("rd"));
    Some(Cure::MoreRd { amount })
}

fn more_staff(facts: &Facts<'_>, figures: &Figures, threshold: &Threshold, desk: &mut Desk<'_, '_, '_>) -> Vec<Cure> {
    let (Some(rd), Some(all)) = (figures.rd_employees, figures.employees) else { return Vec::new() };
    let lacking = i128::from(all) * threshold.numerator - i128::from(rd) * threshold.denominator;
    // Hires enter both sides: (r + h) / (n + h) ≥ t.
    let reassign = div_ceil(lacking, threshold.denominator);
    let hire = div_ceil(lacking, threshold.denominator - threshold.numerator);
    let mut file = |id: &str, persons: i128| {
        let origin = Origin::Answered { path: facts.path(2, "employees").into() };
        desk.number(id, Term::PERSONS_NEEDED, persons as f64, Unit::Count, origin)
    };
    vec![
        Cure::ReassignStaff { persons: file("star.i2.reassign", reassign) },
        Cure::HireStaff { persons: file("star.i2.hire", hire) },
    ]
}

/// Applications to file so that, at the probability of grant, as many patents come as lack.
pub(super) fn applications(needed: u32, grant: &Threshold) -> u32 {
    let wanted = div_ceil(i128::from(needed) * grant.denominator, grant.numerator.max(1));
    u32::try_from(wanted).unwrap_or(u32::MAX)
}

/// Patents that lack for certain in the strict count: open answers may still turn out well.
pub(super) fn lacking_patents(patents: &PatentCounts, threshold: &Threshold) -> u32 {
    patents.strict.high.map_or(0, |high| threshold.least_count().saturating_sub(high))
}

fn more_patents(
    patents: &PatentCounts,
    threshold: &Threshold,
    grant: &Threshold,
    desk: &mut Desk<'_, '_, '_>,
) -> Option<Cure> {
    let needed = lacking_patents(patents, threshold);
    if needed == 0 {
        return None;
    }
    let file = applications(needed, grant);
    let needed = desk.number(
        "star.i3.lacking",
        Term::LACKING_PATENTS,
        f64::from(needed),
        Unit::Count,
        from("star.patents.strict"),
    );
    let mut sheet = Sheet::new();
    sheet.given(Term::LACKING_PATENTS, needed.value, Unit::Count, from("star.i3.lacking"));
    let rate = Origin::Rule { id: grant.id.as_str().into() };
    sheet.given(Term::GRANT_PROBABILITY, grant.decimal(), Unit::Ratio, rate);
    // A spreadsheet has no exact ceiling of a quotient of decimals: the count is computed in whole numbers.
    sheet.given(Term::APPLICATIONS_TO_FILE, f64::from(file), Unit::Count, from("star.i3.lacking"));
    let applications = desk.workings.file("star.i3.applications", sheet);
    Some(Cure::MorePatents { needed, applications })
}

fn more_revenue(
    facts: &Facts<'_>,
    figures: &Figures,
    guideline: &Guideline,
    desk: &mut Desk<'_, '_, '_>,
) -> Option<Cure> {
    let size = guideline.revenue.numerator * 100;
    let needed = match figures.revenue[0].map(fen) {
        Some(first) if 0 < first => guideline.cagr.least_last(first).min(size),
        _ => size,
    };
    let origin = Origin::Answered { path: facts.path(0, "revenue").into() };
    let revenue = desk.number("star.i4.required", Term::REVENUE_REQUIRED, yuan(needed), Unit::Yuan, origin);
    Some(Cure::MoreRevenue { revenue })
}

fn from(id: &str) -> Origin {
    Origin::Figure { id: id.into() }
}
