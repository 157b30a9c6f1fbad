//! The figures the tests read, and the tests themselves, without words or workings. Screen, projection and golden tests
//! all decide here.

use super::exact::{Threshold, fen};
use super::result::ExactComparison;
use crate::Money;
use crate::dossier::FiscalYear;
use crate::rules::Outcome;

/// Figures of the three fiscal years Y-2, Y-1, Y0 and the staff of Y0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Figures {
    /// Revenue 营业收入.
    pub revenue: [Option<Money>; 3],
    /// R&D investment 研发投入.
    pub rd: [Option<Money>; 3],
    /// Employees at the end of Y0.
    pub employees: Option<u32>,
    /// Of them R&D staff.
    pub rd_employees: Option<u32>,
}

impl Figures {
    /// From three fiscal years; a missing year leaves its figures unknown.
    pub fn of(years: [Option<&FiscalYear>; 3]) -> Self {
        let last = years[2];
        Figures {
            revenue: years.map(|year| year.and_then(|year| year.revenue)),
            rd: years.map(|year| year.and_then(|year| year.rd)),
            employees: last.and_then(|year| year.employees),
            rd_employees: last.and_then(|year| year.rd_employees),
        }
    }

    /// Revenue of Y0.
    pub fn last_revenue(&self) -> Option<Money> {
        self.revenue[2]
    }

    /// Three-year R&D investment, fen.
    pub fn rd_sum(&self) -> Option<i128> {
        total(&self.rd)
    }

    /// Three-year revenue, fen.
    pub fn revenue_sum(&self) -> Option<i128> {
        total(&self.revenue)
    }
}

/// Sum in fen; `None` while one is unknown.
pub(super) fn total(amounts: &[Option<Money>]) -> Option<i128> {
    amounts.iter().map(|amount| amount.map(fen)).sum()
}

/// ΣR&D / ΣRevenue ≥ threshold. Without revenue any R&D at all exceeds any share.
pub(super) fn rd_share(figures: &Figures, threshold: &Threshold) -> Option<ExactComparison> {
    let (rd, revenue) = (figures.rd_sum()?, figures.revenue_sum()?);
    Some(share_of(rd, revenue, threshold))
}

/// `part / whole ≥ threshold`, with the guard for a whole that is not positive.
pub(super) fn share_of(part: i128, whole: i128, threshold: &Threshold) -> ExactComparison {
    if whole <= 0 {
        return ExactComparison { left: part, right: 0, strict: true };
    }
    threshold.share(part, whole)
}

/// ΣR&D ≥ threshold.
pub(super) fn rd_sum(figures: &Figures, threshold: &Threshold) -> Option<ExactComparison> {
    figures.rd_sum().map(|sum| threshold.amount(sum))
}

/// R&D staff / employees ≥ threshold; unknown without employees.
pub(super) fn staff_share(figures: &Figures, threshold: &Threshold) -> Option<ExactComparison> {
    let (rd, all) = (figures.rd_employees?, figures.employees?);
    (0 < all).then(|| threshold.share(i128::from(rd), i128::from(all)))
}

/// Compound growth from Y-2 to Y0 ≥ threshold.
pub(super) fn growth(figures: &Figures, threshold: &Threshold) -> Growth {
    match (figures.revenue[0].map(fen), figures.revenue[2].map(fen)) {
        (Some(first), _) if first <= 0 => Growth::NotComputable,
        (Some(first), Some(last)) => Growth::Compared(threshold.growth(first, last)),
        _ => Growth::Unknown,
    }
}

/// The growth arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Growth {
    /// Revenue of Y-2 is zero or less: the arm cannot be met.
    NotComputable,
    /// A year is missing.
    Unknown,
    /// Compared.
    Compared(ExactComparison),
}

impl Growth {
    /// Met, not met, unknown.
    pub fn outcome(self) -> Outcome {
        match self {
            Growth::NotComputable => Outcome::Fail,
            Growth::Unknown => Outcome::Unknown,
            Growth::Compared(comparison) => Outcome::from(comparison.holds()),
        }
    }
}

/// A comparison's outcome; unknown when there is none.
pub(super) fn outcome(comparison: Option<ExactComparison>) -> Outcome {
    comparison.map_or(Outcome::Unknown, |comparison| Outcome::from(comparison.holds()))
}

/// One that passes suffices; all must fail to fail.
pub(super) fn any(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Fail;
    for outcome in outcomes {
        match outcome {
            Outcome::Pass => return Outcome::Pass,
            Outcome::Unknown => result = Outcome::Unknown,
            Outcome::Fail => {}
        }
    }
    result
}

/// All must pass; one that fails fails.
pub(super) fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Pass;
    for outcome in outcomes {
        match outcome {
            Outcome::Fail => return Outcome::Fail,
            Outcome::Unknown => result = Outcome::Unknown,
            Outcome::Pass => {}
        }
    }
    result
}
