//! Lease, sale and leaseback of rights 融资租赁、售后回租 (LS): restricted, and said so.

use super::assemble::{Draft, days, flag, flag_on};
use super::context::{Context, rule_cell};
use super::cost::internal_rate;
use super::criteria::{ChannelMeasures, screen};
use super::pledge::{bounds, missing};
use super::sizing::{Case, CommonLimits, amount_of, by_case, lending_values};
use super::{Channel, ChannelDetails, Figure, FinancingError, LeaseDetails, LeaseStatus, Limit, LimitKind, RedFlag};
use crate::dossier::Encumbrance;
use crate::rules::{NoteKind, Unit, Value};
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// A lease on a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    /// Amount financed, yuan.
    pub principal: Cell,
    /// Nominal rate a year.
    pub nominal: Cell,
    /// Buy-back price at the end, yuan.
    pub residual: Cell,
    /// Service fee, share of the amount.
    pub fee: Cell,
    /// Deposit, share of the amount, set off at the end.
    pub deposit: Cell,
    /// Rents a year.
    pub per_year: u32,
    /// Rents in all.
    pub periods: u32,
}

/// What a lease costs.
#[derive(Clone, Copy, Debug)]
pub struct LeaseCells {
    /// Rent in arrears `(P − RV·(1+i)^−n) · i / (1 − (1+i)^−n)`.
    pub rent: Cell,
    /// Rent in advance `R / (1 + i)`.
    pub advance: Cell,
    /// All rents and the buy-back price.
    pub total: Cell,
    /// Flat rate `(total − P) / (P · years)`.
    pub flat: Cell,
}

/// Rents of a lease.
pub fn rents(sheet: &mut Sheet, lease: &Lease) -> LeaseCells {
    let per_year = sheet.given(Term::RENTS_PER_YEAR, f64::from(lease.per_year), Unit::Count, Origin::Stated);
    let periods = sheet.given(Term::RENTS, f64::from(lease.periods), Unit::Count, Origin::Stated);
    let rate = sheet.compute(Term::PERIOD_RATE, Unit::Ratio, lease.nominal / per_year);
    let factor = || (1.0 + rate).pow(-periods);
    let rent = (lease.principal - lease.residual * factor()) * rate / (1.0 - factor());
    let rent = sheet.compute(Term::RENT, Unit::Yuan, rent);
    let advance = sheet.compute(Term::RENT_IN_ADVANCE, Unit::Yuan, rent / (1.0 + rate));
    let total = sheet.compute(Term::TOTAL_PAID, Unit::Yuan, rent * periods + lease.residual);
    let flat = (total - lease.principal) / (lease.principal * (periods / per_year));
    let flat = sheet.compute(Term::FLAT_RATE, Unit::RatePerYear, flat);
    LeaseCells { rent, advance, total, flat }
}

/// The implicit rate a period: `P(1 − fee − dep) = Σ R(1+q)^−k + (RV − dep·P)(1+q)^−n`. `None` for an amount of zero.
pub fn implicit_rate(sheet: &mut Sheet, lease: &Lease, rent: Cell, bounds: [f64; 2]) -> Option<Cell> {
    if sheet.value(lease.principal) <= 0.0 {
        return None;
    }
    let places = |share: fn(u32, u32) -> f64| (0..=lease.periods).map(|k| share(k, lease.periods)).collect::<Vec<_>>();
    let times = places(|k, _| f64::from(k));
    let times = sheet.given_series(Term::FLOW_TIME, times, Unit::Count, Origin::Stated);
    let start = places(|k, _| f64::from(u8::from(k == 0)));
    let start = sheet.given_series(Term::START_FLOW, start, Unit::Count, Origin::Stated);
    let paid =
        sheet.given_series(Term::RENT_FLOW, places(|k, _| f64::from(u8::from(k > 0))), Unit::Count, Origin::Stated);
    let end = places(|k, n| f64::from(u8::from(k == n)));
    let end = sheet.given_series(Term::END_FLOW, end, Unit::Count, Origin::Stated);
    let funding = lease.principal * (1.0 - lease.fee - lease.deposit);
    let flows = funding * start - rent * paid - (lease.residual - lease.deposit * lease.principal) * end;
    let flows = sheet.compute(Term::NET_CASH_FLOW, Unit::Yuan, flows);
    internal_rate(sheet, times, flows, Term::PERIOD_IMPLICIT_RATE, bounds)
}

/// The effective rate a year of a rate a period.
#[must_use]
pub fn effective(rate: Cell, per_year: u32) -> Expr {
    (1.0 + rate).pow(f64::from(per_year)) - 1.0
}

/// The lease, with its legal restriction.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("LS")?;
    let borrowed = |criterion: &crate::rules::Criterion| criterion.id == "PL-E01" || criterion.id == "PL-H02";
    let screened = screen(context, "LS", &borrowed, &kinds, &ChannelMeasures::new())?;
    let usable = context.valued(screened.usable());
    let need = &context.dossier.need;
    let open = need.local_lessor == Some(true) && need.leasing_basis == Some(true);
    let mut draft = Draft::new(Channel::Lease, screened, days(context, "LS")?);
    draft.experimental = open;
    draft.barred = !open;
    let restricts = |note: &&crate::rules::Note| !note.codes("restriction").is_empty();
    let mut details = LeaseDetails {
        status: if open { LeaseStatus::Experimental } else { LeaseStatus::BlockedRegulatory },
        restrictions: context
            .rules
            .notes(NoteKind::LegalBasis, "LS")
            .filter(restricts)
            .map(|note| note.id.to_string())
            .collect(),
        rent: None,
        rent_in_advance: None,
        periods: None,
        total_paid: None,
        implicit_nominal: None,
        implicit_effective: None,
        flat_rate: None,
    };
    if !usable.is_empty() {
        size(context, common, workings, &usable, &mut draft)?;
        if let Some(amount) = draft.amount.as_ref().map(|amount| amount.base.clone()) {
            terms(context, workings, &amount, &mut details, &mut draft)?;
        }
    }
    draft.red_flags = red_flags(context, &usable, &draft)?;
    draft.details = ChannelDetails::Lease(details);
    missing(&mut draft, context, common);
    Ok(draft)
}

fn size(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
    usable: &[usize],
    draft: &mut Draft,
) -> Result<(), FinancingError> {
    let by_book = context.rules.parameter("financing.lease.book-value")?.value == Value::Flag(true);
    let mut values = lending_values(context, usable)?;
    if by_book {
        let mut unknown = false;
        for (value, place) in values.iter_mut().zip(usable) {
            match context.items.get(*place).and_then(|item| item.asset.book_value) {
                Some(book) => *value = libm::fmin(*value, book.to_yuan()),
                None => unknown = true,
            }
        }
        if unknown {
            draft.data_needed.push("assets.book_value".to_owned());
        }
    }
    let cash: Vec<Limit> = common.limits().into_iter().filter(|limit| limit.kind == LimitKind::CashFlow).collect();
    let amount = by_case(context, |case| {
        let mut sheet = Sheet::new();
        let series = super::sizing::value_series(&mut sheet, values.clone());
        let advance =
            rule_cell(&mut sheet, context.rules, Term::ADVANCE_RATE, "financing.lease.advance", case.place())?;
        let limit = Expr::from(series).sum() * advance;
        let limit = sheet.compute_by(Term::COLLATERAL_LIMIT, Unit::Yuan, limit, &["financing.lease.book-value"]);
        if case == Case::Base {
            let figure = workings.file_copy("financing.LS.collateral", &sheet);
            draft.limits.push(Limit { kind: LimitKind::Collateral, figure });
        }
        let (_, binding) = amount_of(&mut sheet, (LimitKind::Collateral, limit), &cash)?;
        if case == Case::Base {
            draft.binding = Some(binding);
        }
        Ok(workings.file(joined(&["financing.LS.amount.", case.code()]), sheet))
    })?;
    draft.limits.extend(cash);
    draft.amount = Some(amount);
    Ok(())
}

fn terms(
    context: &Context,
    workings: &mut Workings,
    amount: &Figure,
    details: &mut LeaseDetails,
    draft: &mut Draft,
) -> Result<(), FinancingError> {
    let rules = context.rules;
    let per_year = libm::round(rules.number("financing.lease.periods-per-year")?) as u32;
    let years = rules.number("financing.lease.years")?;
    let periods = libm::round(years * f64::from(per_year)) as u32;
    let mut sheet = Sheet::new();
    let origin = Origin::Figure { id: amount.working.clone() };
    let lease = Lease {
        principal: sheet.given(Term::LOAN_AMOUNT, amount.value, Unit::Yuan, origin),
        nominal: rule_cell(&mut sheet, rules, Term::LEASE_RATE, "financing.lease.nominal", 1)?,
        residual: rule_cell(&mut sheet, rules, Term::BUY_BACK_PRICE, "financing.lease.residual", 1)?,
        fee: rule_cell(&mut sheet, rules, Term::SERVICE_FEE, "financing.lease.fee", 1)?,
        deposit: rule_cell(&mut sheet, rules, Term::DEPOSIT, "financing.lease.deposit", 1)?,
        per_year,
        periods,
    };
    let cells = rents(&mut sheet, &lease);
    let Some(implicit) = implicit_rate(&mut sheet, &lease, cells.rent, bounds(context)?) else { return Ok(()) };
    let mut of = |name: &str, term: Term, unit: Unit, formula: Expr| {
        workings.file_line(joined(&["financing.LS.", name]), &sheet, term, unit, formula)
    };
    let rate = Unit::RatePerYear;
    details.periods = Some(periods);
    details.rent = Some(of("rent", Term::RENT, Unit::Yuan, cells.rent.into()));
    details.rent_in_advance = Some(of("rent-in-advance", Term::RENT_IN_ADVANCE, Unit::Yuan, cells.advance.into()));
    details.total_paid = Some(of("total-paid", Term::TOTAL_PAID, Unit::Yuan, cells.total.into()));
    details.flat_rate = Some(of("flat-rate", Term::FLAT_RATE, rate, cells.flat.into()));
    let nominal = implicit * f64::from(per_year);
    details.implicit_nominal = Some(of("implicit-nominal", Term::IMPLICIT_NOMINAL, rate, nominal));
    let cost = of("cost", Term::IMPLICIT_EFFECTIVE, rate, effective(implicit, per_year));
    details.implicit_effective = Some(cost.clone());
    draft.cost = Some(cost);
    let upfront = lease.principal * (lease.fee + lease.deposit);
    draft.upfront = Some(of("upfront", Term::UPFRONT, Unit::Yuan, upfront));
    Ok(())
}

fn red_flags(context: &Context, usable: &[usize], draft: &Draft) -> Result<Vec<RedFlag>, FinancingError> {
    let mut flags = vec![flag("LS-R5")];
    let value: f64 = lending_values(context, usable)?.iter().sum();
    let most = draft.amount.as_ref().map_or(0.0, |amount| amount.high.value);
    if context.need().is_some_and(|need| need > value && most < need) {
        flags.push(flag("LS-R1"));
    }
    flags.push(flag("LS-R2"));
    let licensed = |item: &super::context::Item| item.burdened(Encumbrance::ExclusiveLicence) == Some(true);
    let all: Vec<usize> = (0..context.items.len()).collect();
    flags.extend(flag_on(context, "LS-R3", &all, licensed));
    if context.dossier.star.intends == Some(true) {
        flags.extend(flag_on(context, "LS-R4", usable, |item| item.asset.core == Some(true)));
    }
    Ok(flags)
}
