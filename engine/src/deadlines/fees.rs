//! Annual fees of patents 年费: when each falls due, what is payable, and renewal of marks 续展.

use jiff::ToSpan;
use jiff::civil::Date;

use super::result::{DeadlineState, Reduction};
use crate::dossier::{Asset, AssetKind, Dossier};
use crate::rules::{RuleError, Rules, Unit};
use crate::valuation::renewal::annual_fee;
use crate::working::{Expr, Origin, Sheet, Term, joined};

/// An answered due day may be the day before or after the anniversary; so many days still name the same year.
const DUE_DAY_SLACK: i32 = 15;

/// Numbers of the rule pack, read once.
#[derive(Clone, Debug)]
pub(super) struct FeeRules {
    schedules: [Vec<f64>; 3],
    single: f64,
    joint: f64,
    reduced_years: u32,
    income_limit: f64,
    grace: i32,
    free_months: u32,
    late_share: f64,
    restoration: f64,
    pub mark_fee: f64,
    pub mark_late: f64,
    pub mark_window: i32,
    pub mark_grace: i32,
}

impl FeeRules {
    pub fn read(rules: &Rules) -> Result<Self, RuleError> {
        let list = |id: &str| rules.list(id).map(<[f64]>::to_vec);
        Ok(FeeRules {
            schedules: [
                list("valuation.fee.invention")?,
                list("valuation.fee.utility-model")?,
                list("valuation.fee.design")?,
            ],
            single: rules.number("valuation.fee.reduction-single")?,
            joint: rules.number("valuation.fee.reduction-joint")?,
            reduced_years: rules.number("valuation.fee.reduction-years")? as u32,
            income_limit: rules.number("valuation.fee.reduction-income")?,
            grace: rules.number("valuation.fee.grace-months")? as i32,
            free_months: rules.number("valuation.fee.late-free-months")? as u32,
            late_share: rules.number("valuation.fee.late-per-month")?,
            restoration: rules.number("valuation.fee.restoration")?,
            mark_fee: rules.number("valuation.fee.trademark-renewal-online")?,
            mark_late: rules.number("valuation.fee.trademark-late")?,
            mark_window: rules.number("valuation.fee.trademark-window-months")? as i32,
            mark_grace: rules.number("valuation.fee.trademark-grace-months")? as i32,
        })
    }

    /// Whether the enterprise pays reduced fees.
    pub fn reduction(&self, dossier: &Dossier) -> Reduction {
        let below = dossier.enterprise.taxable_income.map(|income| income.to_yuan() < self.income_limit);
        match (dossier.enterprise.fee_reduction, below) {
            (Some(true), _) => Reduction::Recorded,
            (_, Some(false)) => Reduction::Barred,
            (_, Some(true)) => Reduction::Open,
            (_, None) => Reduction::Unknown,
        }
    }

    /// The fees of years 1, 2, … of a kind; empty for what is no patent.
    pub fn schedule(&self, kind: AssetKind) -> &[f64] {
        let [invention, utility_model, design] = &self.schedules;
        match kind {
            AssetKind::Invention => invention,
            AssetKind::UtilityModel => utility_model,
            AssetKind::Design => design,
            _ => &[],
        }
    }

    /// The share by which a right's fees are reduced and the last patent year to which they are, when the reduction is
    /// had: ten years from the year of grant, less for joint owners.
    pub fn reduced(&self, asset: &Asset) -> Option<(f64, u32)> {
        let granted = patent_year(asset.filing_date?, asset.grant_date?);
        let share = if asset.owners.len() > 1 { self.joint } else { self.single };
        Some((share, granted + self.reduced_years.saturating_sub(1)))
    }

    /// The fee of a year as it is paid on time; `None` beyond the schedule.
    pub fn fee(&self, asset: &Asset, year: u32, reduction: Reduction) -> Option<f64> {
        let reduced = (reduction == Reduction::Recorded).then(|| self.reduced(asset)).flatten();
        annual_fee(self.schedule(asset.kind), year, reduced)
    }

    /// How a fee due on `due` stands on `day`, when it has not been paid.
    pub fn state(&self, due: Date, day: Date, grace: i32) -> DeadlineState {
        if day <= due {
            return DeadlineState::Coming;
        }
        let month = (1..=grace).find(|month| day <= months_after(due, *month));
        month.map_or(DeadlineState::Lapsed, |month| DeadlineState::Late { month: month.unsigned_abs() })
    }

    /// Last day of the period of grace of an annual fee.
    pub fn last_day(&self, due: Date) -> Date {
        months_after(due, self.grace)
    }

    pub fn grace(&self) -> i32 {
        self.grace
    }

    /// What is payable for a year, in the state in which it stands.
    ///
    /// # Source
    /// 专利法实施细则第一百一十五条: 5 % of the full fee for each month; the first month is free of it.
    pub fn payable(&self, asset: &Asset, year: u32, state: DeadlineState, reduction: Reduction) -> Option<Sheet> {
        let full = annual_fee(self.schedule(asset.kind), year, None)?;
        let rule = |name: &str| Origin::Rule { id: joined(&["valuation.fee.", name]) };
        let mut sheet = Sheet::new();
        let full = sheet.given(Term::FULL_FEE, full, Unit::Yuan, rule(asset.kind.code()));
        let mut payable = Expr::from(full);
        let reduced = (reduction == Reduction::Recorded).then(|| self.reduced(asset)).flatten();
        if let Some((share, _)) = reduced.filter(|(_, last)| year <= *last) {
            let name = if asset.owners.len() > 1 { "reduction-joint" } else { "reduction-single" };
            let share = sheet.given(Term::FEE_REDUCTION, share, Unit::Ratio, rule(name));
            payable = full * (1.0 - share);
        }
        let month = match state {
            DeadlineState::Late { month } => month,
            DeadlineState::Lapsed => self.grace.unsigned_abs(),
            DeadlineState::Coming | DeadlineState::Open | DeadlineState::Unconfirmed => 0,
        };
        let charged = month.saturating_sub(self.free_months);
        if charged > 0 {
            let months = sheet.given(Term::LATE_MONTHS, f64::from(charged), Unit::Month, rule("late-free-months"));
            let share = sheet.given(Term::LATE_SHARE, self.late_share, Unit::Ratio, rule("late-per-month"));
            payable = payable + full * share * months;
        }
        if state == DeadlineState::Lapsed {
            let fee = sheet.given(Term::RESTORATION_FEE, self.restoration, Unit::Yuan, rule("restoration"));
            payable = payable + fee;
        }
        sheet.compute(Term::FEE_PAYABLE, Unit::Yuan, payable.round(2));
        Some(sheet)
    }

    /// What the renewal of a mark costs on-line.
    pub fn renewal(&self, asset: &Asset, state: DeadlineState) -> Sheet {
        let rule = |name: &str| Origin::Rule { id: joined(&["valuation.fee.", name]) };
        let mut sheet = Sheet::new();
        let path = format!("assets.{}.mark.classes", asset.id);
        let count = asset.mark.classes.len().max(1);
        let classes = sheet.given(Term::CLASS_COUNT, count as f64, Unit::Count, Origin::Answered { path: path.into() });
        let fee = sheet.given(Term::RENEWAL_FEE, self.mark_fee, Unit::Yuan, rule("trademark-renewal-online"));
        let mut payable = classes * fee;
        if matches!(state, DeadlineState::Late { .. } | DeadlineState::Lapsed) {
            let late = sheet.given(Term::RENEWAL_LATE_FEE, self.mark_late, Unit::Yuan, rule("trademark-late"));
            payable = payable + classes * late;
        }
        sheet.compute(Term::FEE_PAYABLE, Unit::Yuan, payable);
        sheet
    }
}

/// The day so many months later, or earlier.
pub(super) fn months_after(day: Date, months: i32) -> Date {
    day.checked_add(months.months()).unwrap_or(day)
}

/// The year of a patent that a day falls into, from 1; years run from the filing date 申请日.
#[must_use]
pub fn patent_year(filed: Date, day: Date) -> u32 {
    let whole = filed.until((jiff::Unit::Year, day)).map_or(0, |span| span.get_years());
    u32::from(u16::try_from(whole.max(0)).unwrap_or(0)) + 1
}

/// The day by which the fee of a patent year must be paid: the anniversary on which the year begins.
///
/// # Source
/// 专利法实施细则第九十八条: 在上一年度期满前缴纳.
#[must_use]
pub fn fee_due(filed: Date, year: u32) -> Option<Date> {
    let years = i32::try_from(year).ok()?.checked_sub(1)?;
    filed.checked_add(years.years()).ok()
}

/// The patent year whose fee falls due on an answered day.
pub(super) fn year_due(filed: Date, due: Date) -> u32 {
    patent_year(filed, due.checked_add(DUE_DAY_SLACK.days()).unwrap_or(due))
}
