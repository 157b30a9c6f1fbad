//! Pledge of licence revenue 许可收益权质押 (LR).

use super::assemble::{Draft, days, flag};
use super::context::{Context, rule_cell};
use super::criteria::{Standing, screen_licences};
use super::pledge::{FEE_RULES, Terms, fill_price, is_bank_criterion, missing, price};
use super::sizing::{Case, CommonLimits, amount_of, annuity, by_case, tenor_cell};
use super::{Channel, ChannelDetails, Figure, FinancingError, LicenceRevenueDetails, Limit, LimitKind, RedFlag};
use crate::dossier::Licence;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

const SPREAD: &str = "financing.licence-revenue.spread";

/// Present value of royalties `Σ R_t · s_t · (1 + y)^(−t)`.
#[must_use]
pub fn present_value(royalties: Cell, survival: Cell, times: Cell, rate: Cell) -> Expr {
    (royalties * survival * (1.0 + rate).pow(-times)).sum()
}

/// The limit `min(a · PV, R_min / cover / annuity)`.
#[must_use]
pub fn limit(present: Cell, advance: Cell, least: Cell, cover: Cell, annuity: Cell) -> Expr {
    (advance * present).min(least / cover / annuity)
}

/// One year of expected royalties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year {
    time: f64,
    amount: f64,
    survival: f64,
}

/// The loan on licence income.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let (screen, standings) = screen_licences(context, "LR", &is_bank_criterion)?;
    let usable: Vec<&Licence> = context
        .licences
        .iter()
        .zip(&standings)
        .filter(|(_, standing)| **standing < Standing::NeedsWaiver)
        .map(|(licence, _)| *licence)
        .collect();
    let mut draft = Draft::new(Channel::LicenceRevenue, screen, days(context, "LR")?);
    // The receivables are licences, not rights of the portfolio.
    draft.on_assets = false;
    draft.barred = usable.is_empty();
    let years = royalties(context, &usable)?;
    if usable.iter().any(|licence| licence.annual_royalty.is_none()) {
        draft.data_needed.push("licences.annual_royalty".to_owned());
    }
    if !years.is_empty() {
        size(context, common, workings, &years, &usable, &mut draft)?;
    }
    draft.red_flags = red_flags(&context.licences);
    if context.licences.is_empty() {
        draft.data_needed.clear();
    } else {
        missing(&mut draft, context, common);
    }
    Ok(draft)
}

fn size(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
    years: &[Year],
    usable: &[&Licence],
    draft: &mut Draft,
) -> Result<(), FinancingError> {
    let mut value: Option<Figure> = None;
    let amount = by_case(context, |case| {
        let mut sheet = Sheet::new();
        let present = present_cell(&mut sheet, context, years)?;
        if case == Case::Base {
            value = Some(workings.file_copy("financing.LR.value", &sheet));
        }
        let rules = context.rules;
        let place = case.place();
        let advance = rule_cell(&mut sheet, rules, Term::ADVANCE_RATE, "financing.licence-revenue.advance", place)?;
        let cover = rule_cell(&mut sheet, rules, Term::COVER_REQUIRED, "financing.licence-revenue.dscr", 1)?;
        let least = years.iter().map(|year| year.amount * year.survival).fold(f64::INFINITY, libm::fmin);
        let least = sheet.given(Term::LEAST_ROYALTY, least, Unit::Yuan, Origin::answered("licences"));
        let interest = super::pledge::interest_cell(&mut sheet, context, Some(SPREAD))?;
        let tenor = tenor_cell(&mut sheet, context);
        let factor = sheet.compute(Term::ANNUITY_FACTOR, Unit::Factor, annuity(interest, Expr::from(tenor).max(1.0)));
        let bound = limit(present, advance, least, cover, factor);
        let bound = sheet.compute(Term::LICENCE_LIMIT, Unit::Yuan, bound);
        if case == Case::Base {
            let figure = workings.file_copy("financing.LR.limit", &sheet);
            draft.limits.push(Limit { kind: LimitKind::LicenceIncome, figure });
        }
        // The debt is served by the licensee, so the company's own cash flow does not bind.
        let others: Vec<Limit> =
            common.limits().into_iter().filter(|limit| limit.kind != LimitKind::CashFlow).collect();
        let (_, binding) = amount_of(&mut sheet, (LimitKind::LicenceIncome, bound), &others)?;
        if case == Case::Base {
            draft.binding = Some(binding);
            draft.limits.extend(others);
        }
        Ok(workings.file(joined(&["financing.LR.amount.", case.code()]), sheet))
    })?;
    if let Some(value) = value {
        let fees = context.rules.number("financing.legal-fee")?;
        let (appraisal, fee_rules) = (0.0, &FEE_RULES);
        let terms = Terms { code: "LR", principal: &amount.base, extra: Some(SPREAD), fees, appraisal, fee_rules };
        let priced = price(context, workings, &terms)?;
        draft.amount = Some(amount);
        fill_price(draft, priced);
        draft.details = ChannelDetails::LicenceRevenue(LicenceRevenueDetails {
            present_value: value,
            licences: usable.iter().map(|licence| licence.id.clone()).collect(),
        });
    }
    Ok(())
}

/// Present value of the licences' royalties on a sheet.
pub(super) fn present_cell(sheet: &mut Sheet, context: &Context, years: &[Year]) -> Result<Cell, FinancingError> {
    let path = || Origin::answered("licences");
    let royalties =
        sheet.given_series(Term::ROYALTY, years.iter().map(|year| year.amount).collect(), Unit::Yuan, path());
    let survival = sheet.given_series(
        Term::SURVIVAL,
        years.iter().map(|year| year.survival).collect(),
        Unit::Factor,
        Origin::rule("financing.licence-revenue.survival"),
    );
    let times = sheet.given_series(Term::TIMING, years.iter().map(|year| year.time).collect(), Unit::Year, path());
    let rate = sheet.rule(Term::DISCOUNT_RATE, context.rules.parameter("financing.licence-revenue.discount")?);
    Ok(sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, present_value(royalties, survival, times, rate)))
}

/// Present value of all usable licence income, for channels that lend on it too.
pub(super) fn income_value(
    context: &Context,
    workings: &mut Workings,
    id: &str,
) -> Result<Option<Figure>, FinancingError> {
    let years = royalties(context, &context.licences)?;
    if years.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new();
    present_cell(&mut sheet, context, &years)?;
    Ok(Some(workings.file(id, sheet)))
}

/// Royalties of a year from all licences, for one coming year after the other until the last licence ends.
///
/// A licence counts for the full years it still runs; one without an end counts for the loan's tenor only.
pub(super) fn royalties(context: &Context, licences: &[&Licence]) -> Result<Vec<Year>, FinancingError> {
    let running = context.rules.number("financing.licence-revenue.survival")?;
    let mut years: Vec<Year> = Vec::new();
    for licence in licences {
        let Some(amount) = licence.annual_royalty else { continue };
        let left = match licence.to {
            Some(to) => f64::from(context.days_until(to)) / 365.25,
            None => context.tenor,
        };
        // Without an answer the royalty counts as running.
        let survival = if licence.fixed == Some(true) { 1.0 } else { running };
        let mut time = 1.0;
        while time <= left + 0.01 {
            let amount = amount.to_yuan();
            match years.iter_mut().find(|year| year.time == time) {
                Some(year) => {
                    let whole = year.amount + amount;
                    if whole > 0.0 {
                        year.survival = (year.amount * year.survival + amount * survival) / whole;
                    }
                    year.amount = whole;
                }
                None => years.push(Year { time, amount, survival }),
            }
            time += 1.0;
        }
    }
    years.sort_by(|a, b| a.time.total_cmp(&b.time));
    Ok(years)
}

fn red_flags(licences: &[&Licence]) -> Vec<RedFlag> {
    let concerned = |note: &str, test: fn(&Licence) -> bool| {
        let assets: Vec<String> =
            licences.iter().filter(|licence| test(licence)).map(|licence| licence.id.clone()).collect();
        (!assets.is_empty()).then(|| RedFlag { note: note.into(), assets })
    };
    let mut flags: Vec<RedFlag> = [
        concerned("LR-R1", |licence| licence.unrelated_party == Some(false)),
        concerned("LR-R3", |licence| licence.terminable_at_will == Some(true)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !licences.is_empty() && licences.iter().any(|licence| licence.debtor_confirmed != Some(true)) {
        flags.push(flag("LR-R2"));
    }
    flags
}
