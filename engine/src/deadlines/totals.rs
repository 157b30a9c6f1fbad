//! Sums over the deadlines: months, totals, savings, expiries.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::fees::{FeeRules, months_after};
use super::result::{Advice, Deadline, DeadlineKind, ExpiryYear, MonthTotal, Outlook, Reduction};
use super::{EXPIRY_YEARS, MONTHS};
use crate::dossier::{Asset, AssetKind, Dossier};
use crate::rules::Unit;
use crate::valuation::{AssetValuation, NoValue};
use crate::working::{Expr, Figure, Origin, Sheet, Term, Workings};

/// What the reduction would save on these fees if it were recorded.
pub(super) fn saving(dossier: &Dossier, found: &[Deadline], fees: &FeeRules, reduction: Reduction) -> f64 {
    if matches!(reduction, Reduction::Recorded | Reduction::Barred) {
        return 0.0;
    }
    let assets: FxHashMap<&str, &Asset> = dossier.assets.iter().map(|asset| (asset.id.as_str(), &**asset)).collect();
    let saved = found.iter().filter_map(|deadline| {
        let DeadlineKind::AnnualFee { year: Some(year) } = deadline.kind else { return None };
        let asset = assets.get(deadline.subject.as_str())?;
        Some(fees.fee(asset, year, Reduction::Unknown)? - fees.fee(asset, year, Reduction::Recorded)?)
    });
    saved.sum()
}

/// What each month costs.
pub(super) fn months(day: Date, end: Date, coming: &[Deadline]) -> Vec<MonthTotal> {
    let mut months: Vec<MonthTotal> = (0..MONTHS)
        .map(|place| MonthTotal { month: months_after(day.first_of_month(), place), count: 0, amount: 0.0 })
        .collect();
    for deadline in coming.iter().filter(|deadline| deadline.due < end) {
        let first = deadline.due.first_of_month();
        if let Some(total) = months.iter_mut().find(|total| total.month == first) {
            total.count += 1;
            total.amount += deadline.amount.as_ref().map_or(0.0, |amount| amount.value);
        }
    }
    months
}

/// What is payable in all, what is overdue included.
pub(super) fn total(overdue: &[Deadline], months: &[MonthTotal], workings: &mut Workings) -> Figure {
    let mut sheet = Sheet::new();
    let origin = || Origin::figure("deadlines.fees");
    let late = overdue.iter().filter_map(|deadline| deadline.amount.as_ref()).map(|amount| amount.value).sum();
    let late = sheet.given(Term::OVERDUE_FEES, late, Unit::Yuan, origin());
    let amounts = months.iter().map(|month| month.amount).collect();
    let amounts = sheet.given_series(Term::MONTH_FEES, amounts, Unit::Yuan, origin());
    sheet.compute(Term::FEES_OF_YEAR, Unit::Yuan, late + Expr::from(amounts).sum());
    workings.file("deadlines.total", sheet)
}

/// The next fees of what can be let go.
pub(super) fn prunable(outlooks: &[Outlook], workings: &mut Workings) -> Figure {
    let pruned = outlooks.iter().filter(|outlook| outlook.advice == Advice::Prune);
    let mut sheet = Sheet::new();
    let origin = Origin::figure("deadlines.fees");
    let fees: Vec<f64> = pruned.map(|outlook| outlook.next_fee).collect();
    let fees = sheet.given_series(Term::RIGHT_FEES, if fees.is_empty() { vec![0.0] } else { fees }, Unit::Yuan, origin);
    sheet.compute(Term::FEES_SAVED, Unit::Yuan, Expr::from(fees).sum());
    workings.file("deadlines.prunable", sheet)
}

/// What ends in which year.
pub(super) fn expiries(dossier: &Dossier, values: &FxHashMap<&str, &AssetValuation>) -> Vec<ExpiryYear> {
    let worth = |valued: &AssetValuation| valued.value.map_or(0.0, |range| range.p50);
    let mut all = 0.0;
    let mut years: BTreeMap<i16, (u32, f64)> = BTreeMap::new();
    for asset in &dossier.assets {
        let Some(valued) = values.get(asset.id.as_str()) else { continue };
        if valued.reason == Some(NoValue::NotInForce) {
            continue;
        }
        all += worth(valued);
        let renewable = matches!(asset.kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
        if let Some(until) = valued.protected_until.filter(|_| !renewable) {
            let (rights, value) = years.entry(until.year()).or_default();
            *rights += 1;
            *value += worth(valued);
        }
    }
    years
        .into_iter()
        .take(EXPIRY_YEARS)
        .map(|(year, (rights, value))| ExpiryYear {
            year,
            rights,
            value,
            share: if all > 0.0 { value / all } else { 0.0 },
        })
        .collect()
}
