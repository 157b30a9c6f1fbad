//! Trust 知识产权信托 (TR): a trial; financing by trust loan or beneficial right.

use super::assemble::{Draft, days, flag};
use super::context::{Context, rule_cell};
use super::cost::{Loan, all_in_cost};
use super::criteria::{ChannelMeasures, screen};
use super::pledge::{bounds, missing};
use super::sizing::{CommonLimits, by_case, lending_values};
use super::{Channel, FinancingError, Limit, LimitKind};
use crate::rules::{Measured, Unit};
use crate::working::{Expr, Origin, Sheet, Term, Workings, joined};

/// The financing trust.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("TR")?;
    let borrowed = |criterion: &crate::rules::Criterion| criterion.id == "PL-E01" || criterion.id == "PL-H02";
    let income: Option<f64> = context
        .licences
        .iter()
        .map(|licence| licence.annual_royalty.map(crate::Money::to_yuan))
        .try_fold(0.0, |sum: f64, royalty| Some(sum + royalty?));
    // No licence at all is an answer only when the licences have been asked.
    let income = income.filter(|_| !context.licences.is_empty() || context.confirmed("no-licences") == Some(true));
    let chosen: Vec<usize> = (0..context.items.len())
        .filter(|place| context.items.get(*place).is_some_and(|item| kinds.contains(&item.asset.kind)))
        .collect();
    let value: f64 = lending_values(context, &chosen)?.iter().sum();
    let measures = ChannelMeasures::from([
        ("channel.licence_income", income.into()),
        ("channel.portfolio_value", (value > 0.0).then_some(value).map_or(Measured::Unknown, Measured::Number)),
    ]);
    let screened = screen(context, "TR", &borrowed, &kinds, &measures)?;
    let usable = context.valued(screened.usable());
    let mut draft = Draft::new(Channel::Trust, screened, days(context, "TR")?);
    draft.experimental = true;
    if !usable.is_empty() {
        size(context, common, workings, &usable, &mut draft)?;
    }
    draft.red_flags.extend([flag("TR-R1"), flag("TR-R3")]);
    if context.dossier.star.intends == Some(true) {
        draft.red_flags.push(flag("TR-R2"));
    }
    missing(&mut draft, context, common);
    Ok(draft)
}

/// The larger of the advance on licence income and the advance on value.
fn size(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
    usable: &[usize],
    draft: &mut Draft,
) -> Result<(), FinancingError> {
    let rules = context.rules;
    let income = super::licence_revenue::income_value(context, workings, "financing.TR.income")?;
    let values = lending_values(context, usable)?;
    let amount = by_case(context, |case| {
        let mut sheet = Sheet::new();
        let value = super::sizing::value_series(&mut sheet, values.clone());
        let advance = sheet.rule(Term::ADVANCE_RATE, rules.parameter("financing.trust.value-advance")?);
        let mut amount = Expr::from(value).sum() * advance;
        // Lent on value, the trust is served from the enterprise's cash flow; lent on income, by the licensee.
        if let Some(cash) = &common.cash {
            let origin = Origin::Figure { id: cash.working.clone() };
            amount = amount.min(sheet.given(Term::CASH_LIMIT, cash.value, Unit::Yuan, origin));
        }
        if let Some(income) = &income {
            let origin = Origin::Figure { id: income.working.clone() };
            let present = sheet.given(Term::PRESENT_VALUE, income.value, Unit::Yuan, origin);
            let advance =
                rule_cell(&mut sheet, rules, Term::INCOME_ADVANCE, "financing.licence-revenue.advance", case.place())?;
            amount = amount.max(present * advance);
        }
        sheet.compute(Term::LOAN_AMOUNT, Unit::Yuan, amount);
        Ok(workings.file(joined(&["financing.TR.amount.", case.code()]), sheet))
    })?;
    let mut sheet = Sheet::new();
    let origin = Origin::Figure { id: amount.base.working.clone() };
    let principal = sheet.given(Term::LOAN_AMOUNT, amount.base.value, Unit::Yuan, origin);
    let promised = rule_cell(&mut sheet, rules, Term::INVESTOR_YIELD, "financing.trust.yield", 1)?;
    let fee = rule_cell(&mut sheet, rules, Term::TRUST_FEE, "financing.trust.fee", 1)?;
    let interest = sheet.compute(Term::INTEREST_RATE, Unit::RatePerYear, promised + fee);
    let guarantee = sheet.given(Term::GUARANTEE_RATE, 0.0, Unit::RatePerYear, Origin::Stated);
    let fees = rule_cell(&mut sheet, rules, Term::FEES, "financing.trust.setup", 1)?;
    let mut upfront = Sheet::new();
    rule_cell(&mut upfront, rules, Term::UPFRONT, "financing.trust.setup", 1)?;
    draft.upfront = Some(workings.file("financing.TR.upfront", upfront));
    let loan = Loan { principal, interest, guarantee, fees, years: context.tenor, support: None };
    let solved = all_in_cost(&mut sheet, &loan, bounds(context)?);
    draft.cost = solved.map(|_| workings.file("financing.TR.cost", sheet));
    draft.limits.push(Limit { kind: LimitKind::Collateral, figure: amount.base.clone() });
    draft.binding = Some(LimitKind::Collateral);
    draft.amount = Some(amount);
    Ok(())
}
