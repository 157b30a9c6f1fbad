//! Loan with a warrant 投贷联动 (WL): a lower rate now against a small share later.

use super::assemble::{Draft, days, flag};
use super::context::{Context, rule_cell};
use super::cost::{Loan, all_in_cost};
use super::criteria::{ChannelMeasures, screen};
use super::pledge::{bounds, missing};
use super::sizing::{Case, CommonLimits, amount_of, by_case};
use super::subsidy::{Costs, LoanSupport, loan_support, scenario, support_cells};
use super::{Channel, ChannelDetails, Figure, FinancingError, InvestLoanDetails, Limit, LimitKind};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term, Workings, joined};

/// Value of a warrant per yuan of exercise amount, struck at the price of the last round (Black–Scholes, S = K = 1):
/// `N(d1) − e^(−rT)·N(d2)`.
#[must_use]
pub fn unit_value(risk_free: Cell, volatility: Cell, life: Cell) -> Expr {
    let spread = || volatility * Expr::from(life).sqrt();
    let first = || (risk_free + volatility * volatility * 0.5) * life / spread();
    let second = || first() - spread();
    first().normal_cdf() - (-(risk_free * life)).exp() * second().normal_cdf()
}

/// The warrant of a loan: exercise amount `κL`, ownership `κL/(Post + κL)`, value `κL·c/(1 + κL/Post)`.
#[derive(Clone, Copy, Debug)]
pub struct Warrant {
    /// Value per yuan of exercise amount.
    pub unit: Cell,
    /// Exercise amount, yuan.
    pub exercise: Cell,
    /// Ownership on exercise.
    pub ownership: Cell,
    /// Value, yuan.
    pub value: Cell,
}

/// The warrant of a loan on a sheet.
pub fn warrant(sheet: &mut Sheet, loan: Cell, coverage: Cell, post: Cell, unit: impl Into<Expr>) -> Warrant {
    let unit = sheet.compute(Term::WARRANT_UNIT_VALUE, Unit::Factor, unit);
    let exercise = sheet.compute(Term::EXERCISE_AMOUNT, Unit::Yuan, coverage * loan);
    let ownership = sheet.compute(Term::OWNERSHIP_ON_EXERCISE, Unit::Ratio, exercise / (post + exercise));
    let value = sheet.compute(Term::WARRANT_VALUE, Unit::Yuan, exercise * unit / (1.0 + exercise / post));
    Warrant { unit, exercise, ownership, value }
}

/// The loan with a warrant.
pub(super) fn assess(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let rules = context.rules;
    let borrowed = |criterion: &crate::rules::Criterion| criterion.id == "PL-E01";
    let screened = screen(context, "WL", &borrowed, &[], &ChannelMeasures::new())?;
    let mut draft = Draft::new(Channel::InvestLoan, screened, days(context, "WL")?);
    draft.on_assets = false;
    draft.dilution_unknown = true;
    let id = "financing.invest-loan.ticket";
    let [least, most]: [f64; 2] =
        rules.list(id)?.try_into().map_err(|_| FinancingError::Shape { id: id.to_owned() })?;
    let middle = rules.number("financing.cap-first")?;
    let need: Vec<Limit> = common.limits().into_iter().filter(|limit| limit.kind == LimitKind::Need).collect();
    let amount = by_case(context, |case| {
        let ticket = [least, middle, most][case.place()];
        let mut sheet = Sheet::new();
        let record = if case == Case::Base { "financing.cap-first" } else { id };
        let cap = sheet.given(Term::PRODUCT_CAP, ticket, Unit::Yuan, Origin::Rule { id: record.into() });
        let (_, binding) = amount_of(&mut sheet, (LimitKind::ProductCap, cap), &need)?;
        if case == Case::Base {
            draft.binding = Some(binding);
        }
        Ok(workings.file(joined(&["financing.WL.amount.", case.code()]), sheet))
    })?;
    draft.limits = need;
    price(context, workings, &amount.base, &mut draft)?;
    draft.amount = Some(amount);
    if context.pre_money().is_none() {
        draft.data_needed.push("enterprise.pre_money".to_owned());
    }
    draft.red_flags.push(flag("WL-R1"));
    if context.dossier.star.intends == Some(true) {
        draft.red_flags.push(flag("WL-R2"));
    }
    missing(&mut draft, context, common);
    Ok(draft)
}

fn price(context: &Context, workings: &mut Workings, amount: &Figure, draft: &mut Draft) -> Result<(), FinancingError> {
    // Without a valuation of the company the warrant has no price.
    let Some(pre) = context.pre_money() else { return Ok(()) };
    let rules = context.rules;
    let mut sheet = Sheet::new();
    let origin = Origin::Figure { id: amount.working.clone() };
    let principal = sheet.given(Term::LOAN_AMOUNT, amount.value, Unit::Yuan, origin);
    let post = sheet.given(Term::PRE_MONEY, pre, Unit::Yuan, Origin::answered("enterprise.pre_money"));
    let coverage = rule_cell(&mut sheet, rules, Term::WARRANT_COVERAGE, "financing.invest-loan.coverage", 1)?;
    let life = rule_cell(&mut sheet, rules, Term::WARRANT_LIFE, "financing.invest-loan.life", 1)?;
    let free = rule_cell(&mut sheet, rules, Term::RISK_FREE_RATE, "financing.invest-loan.risk-free", 1)?;
    let volatility = rule_cell(&mut sheet, rules, Term::EQUITY_VOLATILITY, "financing.invest-loan.volatility", 1)?;
    let cells = warrant(&mut sheet, principal, coverage, post, unit_value(free, volatility, life));
    let mut of = |name: &str, term: Term, unit: Unit, cell: Cell| {
        workings.file_line(joined(&["financing.WL.", name]), &sheet, term, unit, cell)
    };
    let ownership = of("ownership", Term::OWNERSHIP_ON_EXERCISE, Unit::Ratio, cells.ownership);
    let details = InvestLoanDetails {
        unit_value: of("unit-value", Term::WARRANT_UNIT_VALUE, Unit::Factor, cells.unit),
        exercise_amount: of("exercise", Term::EXERCISE_AMOUNT, Unit::Yuan, cells.exercise),
        warrant_value: of("warrant", Term::WARRANT_VALUE, Unit::Yuan, cells.value),
        ownership: ownership.clone(),
    };
    draft.dilution = Some(ownership);
    draft.details = ChannelDetails::InvestLoan(details);
    let lpr = sheet.rule(Term::LOAN_PRIME_RATE, rules.parameter("financing.lpr-1y")?);
    let spread = rule_cell(&mut sheet, rules, Term::LOAN_SPREAD, "financing.invest-loan.spread", 1)?;
    let interest = sheet.compute(Term::INTEREST_RATE, Unit::RatePerYear, lpr + spread);
    let guarantee = sheet.given(Term::GUARANTEE_RATE, 0.0, Unit::RatePerYear, Origin::Stated);
    let years = rules.number("financing.invest-loan.years")?;
    // The warrant is given away at the start: it costs as much as a fee, and no subsidy bears a part of it.
    let loan = Loan { principal, interest, guarantee, fees: cells.value, years, support: None };
    let lag = rules.number("financing.subsidy-lag")?;
    let bounds = bounds(context)?;
    let costs = Costs { principal: amount.value, interest: sheet.value(interest), unsecured: true, ..Costs::default() };
    let mut of = |name: &str, support: Option<&LoanSupport>| {
        let mut sheet = sheet.clone();
        let support = support.map(|support| support_cells(&mut sheet, support, lag));
        let solved = all_in_cost(&mut sheet, &Loan { support, ..loan }, bounds);
        solved.map(|_| workings.file(joined(&["financing.WL.", name]), sheet))
    };
    draft.cost = of("cost", None);
    if let Some(support) = loan_support(context, &costs)? {
        draft.cost_after_subsidy = of("cost-after-subsidy", Some(&support));
    }
    if !context.in_whole() {
        return Ok(());
    }
    let low = scenario(context, "financing.subsidy-scenario-low", false)?;
    draft.cost_in_scenario = of("cost-in-scenario", Some(&low));
    let high = scenario(context, "financing.subsidy-scenario-high", false)?;
    draft.cost_in_high_scenario = of("cost-in-high-scenario", Some(&high));
    Ok(())
}
