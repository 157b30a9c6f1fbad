//! The totals of a choice as workings.

use super::problem::{MixPlan, MixProblem};
use super::{MixProduct, MixTotals};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings};

/// Files the totals of a choice under `financing.mix.…`.
pub(super) fn totals(problem: &MixProblem, plan: &MixPlan, workings: &mut Workings) -> MixTotals {
    let pairs = problem.products.iter().zip(&plan.amounts);
    let used: Vec<(&MixProduct, f64)> = pairs.filter_map(|(product, amount)| Some((product, (*amount)?))).collect();
    let mut file = |name: &str, build: &dyn Fn(&mut Sheet, &Parts)| -> Figure {
        let mut sheet = Sheet::new();
        let parts = Parts::new(&mut sheet, &used);
        build(&mut sheet, &parts);
        workings.file(format!("financing.mix.{name}"), sheet)
    };
    let amount = file("amount", &|sheet, parts| {
        sheet.compute(Term::MIX_AMOUNT, Unit::Yuan, parts.sum());
    });
    let missing = file("missing", &|sheet, parts| {
        let raised = sheet.compute(Term::MIX_AMOUNT, Unit::Yuan, parts.sum());
        let need = sheet.given(Term::AMOUNT_WANTED, problem.need, Unit::Yuan, Origin::answered("need.amount"));
        sheet.compute(Term::MIX_MISSING, Unit::Yuan, (need - raised).max(0.0));
    });
    let yearly = |sheet: &mut Sheet, parts: &Parts| {
        let rates = parts.series(sheet, Term::MIX_RATES, Unit::RatePerYear, |product| product.rate);
        let fixed = parts.series(sheet, Term::MIX_FIXED, Unit::Yuan, |product| product.fixed);
        let horizon =
            sheet.given(Term::MIX_HORIZON, problem.horizon, Unit::Year, Origin::rule("financing.mix.horizon"));
        let cost = (parts.amounts * rates + fixed / horizon).sum();
        sheet.compute(Term::MIX_YEARLY_COST, Unit::Yuan, cost)
    };
    let yearly_cost = file("yearly-cost", &|sheet, parts| {
        yearly(sheet, parts);
    });
    let cost = (!used.is_empty()).then(|| {
        file("cost", &|sheet, parts| {
            let cost = yearly(sheet, parts);
            let raised = sheet.compute(Term::MIX_AMOUNT, Unit::Yuan, parts.sum());
            sheet.compute(Term::MIX_COST, Unit::RatePerYear, cost / raised);
        })
    });
    let dilutes = used.iter().any(|(product, _)| product.equity > 0.0 || product.equity_fixed > 0.0);
    let dilution = (problem.pre_money.is_some() || !dilutes).then(|| {
        file("dilution", &|sheet, parts| {
            let weights = parts.series(sheet, Term::MIX_EQUITY_SHARE, Unit::Ratio, |product| product.equity);
            let rights = parts.series(sheet, Term::CONTRIBUTION, Unit::Yuan, |product| product.equity_fixed);
            let equity = (parts.amounts * weights + rights).sum();
            let equity = sheet.compute(Term::MIX_NEW_EQUITY, Unit::Yuan, equity);
            match problem.pre_money {
                Some(pre) => {
                    let pre = sheet.given(Term::PRE_MONEY, pre, Unit::Yuan, Origin::answered("enterprise.pre_money"));
                    sheet.compute(Term::DILUTION, Unit::Ratio, equity / (pre + equity));
                }
                // Nothing dilutes, whatever the company is worth.
                None => {
                    sheet.compute(Term::DILUTION, Unit::Ratio, Expr::from(equity).min(0.0));
                }
            }
        })
    });
    let days = file("days", &|sheet, parts| {
        let days = parts.series(sheet, Term::MIX_DAYS, Unit::Day, |product| product.days);
        let latest =
            (1..used.len()).fold(Expr::from(days).at(0), |latest, place| latest.max(Expr::from(days).at(place)));
        sheet.compute(Term::MIX_LAST_DAY, Unit::Day, latest);
    });
    let upfront = file("upfront", &|sheet, parts| {
        let shares = parts.series(sheet, Term::MIX_UPFRONT_SHARE, Unit::Ratio, |product| product.upfront);
        let fixed = parts.series(sheet, Term::MIX_FIXED, Unit::Yuan, |product| product.fixed);
        sheet.compute(Term::UPFRONT, Unit::Yuan, (parts.amounts * shares + fixed).sum());
    });
    let service = file("service", &|sheet, parts| {
        let factors = parts.series(sheet, Term::MIX_SERVICE_FACTOR, Unit::Factor, |product| product.service);
        sheet.compute(Term::MIX_SERVICE, Unit::Yuan, (parts.amounts * factors).sum());
    });
    MixTotals { amount, missing, yearly_cost, cost, dilution, days, upfront, service }
}

/// The amounts on a sheet, and series beside them; one zero when nothing is used.
struct Parts<'u> {
    amounts: Cell,
    used: &'u [(&'u MixProduct, f64)],
}

impl<'u> Parts<'u> {
    fn new(sheet: &mut Sheet, used: &'u [(&'u MixProduct, f64)]) -> Self {
        let amounts = or_zero(used.iter().map(|(_, amount)| *amount).collect());
        let amounts = sheet.given_series(Term::MIX_AMOUNTS, amounts, Unit::Yuan, Origin::Stated);
        Parts { amounts, used }
    }

    fn sum(&self) -> Expr {
        Expr::from(self.amounts).sum()
    }

    fn series(&self, sheet: &mut Sheet, term: Term, unit: Unit, of: fn(&MixProduct) -> f64) -> Cell {
        let values = or_zero(self.used.iter().map(|(product, _)| of(product)).collect());
        sheet.given_series(term, values, unit, Origin::Stated)
    }
}

fn or_zero(values: Vec<f64>) -> Vec<f64> {
    if values.is_empty() { vec![0.0] } else { values }
}
