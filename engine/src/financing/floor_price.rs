//! Floor-price acquisition 托底式收购: a buyer commits to purchase the pledged rights on default.

use super::context::{Context, rule_cell};
use super::sizing::{Advance, Case, CommonLimits, amount_of, collateral_of};
use super::{Figure, FinancingError, LimitKind};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Loss given default with a floor: `1 − min(1, max(market, floor) · (1 − cost) / exposure)`.
#[must_use]
pub fn loss_given_default(exposure: Cell, market: Cell, floor: Cell, cost: Cell) -> Expr {
    let recovery = Expr::from(market).max(floor) * (1.0 - cost);
    1.0 - (recovery / exposure).min(1.0)
}

/// The lowest fee a year per yuan lent that pays the buyer: `PD · max(0, floor − expected market) / loan`.
#[must_use]
pub fn lowest_fee(default: Cell, floor: Cell, expected: Cell, loan: Cell) -> Expr {
    default * (floor - expected).max(0.0) / loan
}

/// The amount with a written commitment: the effective loan to value is raised, up to a cap; `uplift` is that of a
/// package. `None` without a commitment, and where nobody reads it.
pub(super) fn improved(
    context: &Context,
    workings: &mut Workings,
    code: &str,
    advance: &Advance,
    chosen: &[usize],
    common: &CommonLimits,
    uplift: Option<&Figure>,
) -> Result<Option<Figure>, FinancingError> {
    if !context.in_whole() || context.dossier.need.floor_price.is_none_or(|share| share.get() <= 0.0) {
        return Ok(None);
    }
    let mut sheet = Sheet::new();
    let collateral = collateral_of(&mut sheet, context, advance, chosen, Case::Base)?;
    let multiple = rule_cell(&mut sheet, context.rules, Term::FLOOR_UPLIFT, "financing.floor-price.uplift", 1)?;
    let cap = rule_cell(&mut sheet, context.rules, Term::FLOOR_CAP, "financing.floor-price.ltv-cap", 1)?;
    let raised = (collateral.each / Expr::from(collateral.rate).max(1e-9))
        * (collateral.rate * multiple).min(cap).max(collateral.rate);
    let raised = sheet.compute(Term::COLLATERAL_EACH, Unit::Yuan, raised);
    let mut total = Expr::from(raised).sum();
    if let Some(uplift) = uplift {
        let origin = Origin::Figure { id: uplift.working.clone() };
        total = total * (1.0 + sheet.given(Term::PACKAGE_UPLIFT, uplift.value, Unit::Ratio, origin));
    }
    let total = sheet.compute(Term::COLLATERAL_LIMIT, Unit::Yuan, total);
    amount_of(&mut sheet, (LimitKind::Collateral, total), &common.limits())?;
    Ok(Some(workings.file(joined(&["financing.", code, ".amount.floor-price"]), sheet)))
}
