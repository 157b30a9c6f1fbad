//! Fees and deadlines 期限与年费: what falls due when, what it costs, what is overdue, what expires, and which rights are
//! worth their fees.

mod fees;
mod outlook;
mod result;
mod totals;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

pub use self::fees::{fee_due, patent_year};
pub use self::result::{
    Advice, AdviceReason, Deadline, DeadlineKind, DeadlineState, Deadlines, ExpiryYear, MonthTotal, Outlook, Reduction,
};

use self::fees::{FeeRules, months_after};
use self::outlook::{Discounts, OutlookRules, Ties, outlook};
use self::totals::{expiries, months, prunable, saving, total};
use crate::dossier::{Asset, AssetKind, AssetStatus, Dossier};
use crate::rules::{RuleError, Rules};
use crate::valuation::{AssetValuation, Detail, NoValue, PortfolioValuation};
use crate::working::{Figure, Sheet, Workings};

/// Months in the look ahead.
const MONTHS: i32 = 12;

/// Years of expiries shown.
const EXPIRY_YEARS: usize = 10;

/// What falls due on the listed rights and licences, on the day of the rules. Quick-start counts have no dates, so they
/// have no deadlines.
///
/// Fees not known to be unpaid count as paid: a due day then follows from the filing date, and says so.
///
/// # Errors
/// [`RuleError`] when the rule pack lacks a record.
pub fn deadlines(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules,
    workings: &mut Workings,
) -> Result<Deadlines, RuleError> {
    deadlines_in_detail(dossier, valuation, rules, Detail::of_size(dossier.assets.len()), workings)
}

/// As [`deadlines`], filing the workings of the rights that `detail` names.
pub(crate) fn deadlines_in_detail(
    dossier: &Dossier,
    valuation: &PortfolioValuation,
    rules: &Rules,
    detail: Detail,
    workings: &mut Workings,
) -> Result<Deadlines, RuleError> {
    let fees = FeeRules::read(rules)?;
    let outlook_rules = OutlookRules::read(rules)?;
    let day = rules.day();
    let values: FxHashMap<&str, &AssetValuation> =
        valuation.assets.iter().map(|valued| (valued.asset.as_str(), valued)).collect();
    let ties = Ties::new(dossier, valuation, day);
    let mut book = Book {
        fees: &fees,
        day,
        end: months_after(day.first_of_month(), MONTHS),
        reduction: fees.reduction(dossier),
        detail,
        workings,
        discounts: Discounts::default(),
        found: Vec::new(),
    };
    let mut outlooks = Vec::new();
    for asset in &dossier.assets {
        let Some(valued) = values.get(asset.id.as_str()) else { continue };
        book.right(asset, valued);
        if let Some(next) = book.next_fee(asset)
            && valued.reason != Some(NoValue::NotOwned)
        {
            outlooks.extend(outlook(asset, valued, next, &ties, &outlook_rules, &mut book));
        }
    }
    book.licences(dossier);
    let Book { mut found, reduction, end, .. } = book;
    found.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
    let saving = saving(dossier, &found, &fees, reduction);
    let (overdue, coming): (Vec<Deadline>, Vec<Deadline>) =
        found.into_iter().partition(|deadline| !matches!(deadline.state, DeadlineState::Coming | DeadlineState::Open));
    let months = months(day, end, &coming);
    let total = total(&overdue, &months, workings);
    let prunable = prunable(&outlooks, workings);
    let expiries = expiries(dossier, &values);
    Ok(Deadlines { day, reduction, overdue, coming, months, total, saving, outlooks, prunable, expiries })
}

/// The next fee of a granted patent that is not yet due.
#[derive(Clone, Copy, Debug)]
struct NextFee {
    year: Option<u32>,
    due: Date,
    derived: bool,
}

/// Collects deadlines.
struct Book<'a> {
    fees: &'a FeeRules,
    day: Date,
    /// First day that is not looked at any more.
    end: Date,
    reduction: Reduction,
    /// Which rights file their workings.
    detail: Detail<'a>,
    workings: &'a mut Workings,
    discounts: Discounts,
    found: Vec<Deadline>,
}

impl Book<'_> {
    fn right(&mut self, asset: &Asset, valued: &AssetValuation) {
        if !asset.status.is_none_or(AssetStatus::is_alive) {
            return;
        }
        match asset.kind {
            AssetKind::Trademark | AssetKind::GeographicalIndication => self.renewal(asset, valued),
            _ => {
                if granted(asset) && asset.kind.is_patent() {
                    self.overdue_fee(asset);
                    self.coming_fee(asset, valued);
                }
                self.expiry(asset, valued);
            }
        }
    }

    /// A fee that was not paid, or may not have been.
    fn overdue_fee(&mut self, asset: &Asset) {
        let answered = asset.next_fee_due.filter(|due| *due < self.day);
        let (due, state) = match (asset.fee_arrears, answered) {
            (Some(false), _) | (None, None) => return,
            (Some(true), due) => {
                let own = || fee_due(asset.filing_date?, patent_year(asset.filing_date?, self.day));
                let Some(due) = due.or_else(own) else { return };
                (due, self.fees.state(due, self.day, self.fees.grace()))
            }
            (None, Some(due)) => (due, DeadlineState::Unconfirmed),
        };
        let year = asset.filing_date.map(|filed| fees::year_due(filed, due));
        self.fee(asset, NextFee { year, due, derived: answered.is_none() }, state);
    }

    fn coming_fee(&mut self, asset: &Asset, valued: &AssetValuation) {
        let Some(next) = self.next_fee(asset) else { return };
        let ends_before = valued.protected_until.is_some_and(|until| until <= next.due);
        if next.due < self.end && !ends_before {
            self.fee(asset, next, DeadlineState::Coming);
        }
    }

    /// The next fee of a granted patent from the as-of day on.
    fn next_fee(&self, asset: &Asset) -> Option<NextFee> {
        if !granted(asset) || !asset.kind.is_patent() {
            return None;
        }
        if let Some(due) = asset.next_fee_due.filter(|due| *due >= self.day) {
            let year = asset.filing_date.map(|filed| fees::year_due(filed, due));
            return Some(NextFee { year, due, derived: false });
        }
        let filed = asset.filing_date?;
        let this = patent_year(filed, self.day);
        // On the anniversary itself the year that begins is still to be paid.
        let year = if fee_due(filed, this) == Some(self.day) && this > 1 { this } else { this + 1 };
        let known = self.fees.schedule(asset.kind).len();
        let due = fee_due(filed, year)?;
        (usize::try_from(year).is_ok_and(|year| year <= known)).then_some(NextFee {
            year: Some(year),
            due,
            derived: true,
        })
    }

    fn fee(&mut self, asset: &Asset, fee: NextFee, state: DeadlineState) {
        let NextFee { year, due, derived } = fee;
        let name = year.map_or_else(|| due.to_string(), |year| year.to_string());
        let amount = year.and_then(|year| {
            let sheet = self.fees.payable(asset, year, state, self.reduction)?;
            Some(self.figure(asset, format!("deadlines.fee.{}.{name}", asset.id), sheet))
        });
        self.found.push(Deadline {
            id: format!("fee.{}.{name}", asset.id),
            subject: asset.id.clone(),
            kind: DeadlineKind::AnnualFee { year },
            due,
            opens: None,
            last_day: Some(self.fees.last_day(due)),
            state,
            derived,
            amount,
        });
    }

    fn renewal(&mut self, asset: &Asset, valued: &AssetValuation) {
        let Some(due) = asset.expiry_date.or(valued.protected_until) else { return };
        if asset.mark.renewal_filed == Some(true) || due >= self.end || !granted(asset) {
            return;
        }
        let opens = months_after(due, -self.fees.mark_window);
        let state = match self.fees.state(due, self.day, self.fees.mark_grace) {
            DeadlineState::Coming if opens <= self.day => DeadlineState::Open,
            state => state,
        };
        let sheet = self.fees.renewal(asset, state);
        // What the renewal of an indication that is no mark costs is not known.
        let amount = (asset.kind == AssetKind::Trademark)
            .then(|| self.figure(asset, format!("deadlines.renewal.{}", asset.id), sheet));
        self.found.push(Deadline {
            id: format!("renewal.{}.{}", asset.id, due.year()),
            subject: asset.id.clone(),
            kind: DeadlineKind::Renewal {
                classes: u32::try_from(asset.mark.classes.len()).ok().filter(|count| *count > 0),
            },
            due,
            opens: Some(opens),
            last_day: Some(months_after(due, self.fees.mark_grace)),
            state,
            derived: asset.expiry_date.is_none(),
            amount,
        });
    }

    fn expiry(&mut self, asset: &Asset, valued: &AssetValuation) {
        let Some(due) = valued.protected_until.filter(|due| self.day <= *due && *due < self.end) else { return };
        self.found.push(Deadline {
            id: format!("expiry.{}", asset.id),
            subject: asset.id.clone(),
            kind: DeadlineKind::Expiry,
            due,
            opens: None,
            last_day: None,
            state: DeadlineState::Coming,
            derived: asset.expiry_date.is_none(),
            amount: None,
        });
    }

    fn licences(&mut self, dossier: &Dossier) {
        for licence in &dossier.licences {
            let Some(due) = licence.to.filter(|due| self.day <= *due && *due < self.end) else { continue };
            self.found.push(Deadline {
                id: format!("licence.{}", licence.id),
                subject: licence.id.clone(),
                kind: DeadlineKind::LicenceEnd,
                due,
                opens: None,
                last_day: None,
                state: DeadlineState::Coming,
                derived: false,
                amount: None,
            });
        }
    }

    /// The figure of a sheet; its working is filed for the rights that are looked at.
    fn figure(&mut self, asset: &Asset, id: String, sheet: Sheet) -> Figure {
        if self.detail.files(&asset.id) {
            return self.workings.file(id, sheet);
        }
        let working = sheet.finish();
        Figure { value: working.value(), unit: working.unit(), working: id.into() }
    }
}

/// In force by its status, or by its date of grant while the status is not known.
fn granted(asset: &Asset) -> bool {
    match asset.status {
        Some(status) => status == AssetStatus::Granted,
        None => asset.grant_date.is_some(),
    }
}
