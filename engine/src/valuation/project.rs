//! The delay option of a project that has not reached volume sales.

use super::by_asset::spread;
use super::context::{Context, ProductContext};
use super::draft::{Applied, PoolDraft};
use super::option::OptionProblem;
use super::reconcile::Approach;
use super::result::{Method, MissingAnswer, NotApplied, ValuationError, ValuationNote};
use crate::rules::Unit;
use crate::working::{Expr, Origin, Sheet, Term, Workings, joined};

/// Option value of the project: present value of its after-tax operating profit at the rate of the volume stage, times
/// the share of profit that technology earns, against the same share of the capital still needed.
///
/// An unknown margin or capital does not do away with the option: it is computed from an assumption, and may lie
/// anywhere between what the ends of the assumption give.
pub(super) fn option(
    context: &Context,
    product: &ProductContext,
    pool: &mut PoolDraft,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    let mut refuse = |reason| pool.not_applied.push((Method::DelayOption, reason));
    if !product.forecast.is_known() {
        refuse(NotApplied::NoRevenue);
        return Ok(());
    }
    // What is not known is assumed; what is known to be nothing leaves no option.
    let capital_known = product.product.development_cost.map(crate::Money::to_yuan);
    if capital_known.is_some_and(|capital| capital <= 0.0) {
        refuse(NotApplied::NoDevelopmentCost);
        return Ok(());
    }
    let margin_known = product.product.operating_margin.map(crate::Ratio::get);
    if margin_known.is_some_and(|margin| margin <= 0.0) {
        refuse(NotApplied::NoMargin);
        return Ok(());
    }
    let rules = context.rules;
    let path = |field: &str| Origin::Answered { path: joined(&["products.", &product.product.id, ".", field]) };
    let longest = pool
        .members
        .iter()
        .filter_map(|member| context.rights.get(member.right))
        .map(|right| libm::fmin(right.protection.benefit_years, context.pool.forecast_limit))
        .fold(0.0, libm::fmax);
    let years = libm::fmin(product.years, longest);
    if years <= 0.0 {
        refuse(NotApplied::NoMember);
        return Ok(());
    }
    let (count, last) = product.forecast.periods(years);
    let first = product.forecast.first_length(years);
    let lengths = super::income::lengths(count, first, last);
    let mut sheet = Sheet::new();
    let revenue = product.forecast.write(&mut sheet, &lengths);
    let (margin_ends, margin) = match margin_known {
        Some(margin) => ([1.0; 2], sheet.given(Term::OPERATING_MARGIN, margin, Unit::Ratio, path("operating_margin"))),
        None => {
            let assumed = rules.parameter("valuation.option.margin-unknown")?;
            let [low, mode, high] = assumed.triple().unwrap_or([1.0; 3]);
            ([low / mode, high / mode], sheet.rule(Term::OPERATING_MARGIN, assumed))
        }
    };
    let tax = sheet.given(Term::TAX_RATE, context.tax.0, Unit::Ratio, context.tax.1.clone());
    let rate = sheet.rule(Term::DISCOUNT_RATE, rules.parameter("valuation.discount.stage.volume")?);
    let starts = (0..count).map(|k| super::income::start(first, k)).collect();
    let begin = sheet.given_series(Term::PERIOD_START, starts, Unit::Year, Origin::Stated);
    let length = sheet.given_series(Term::PERIOD_LENGTH, lengths, Unit::Year, Origin::Stated);
    let time = sheet.compute(Term::TIMING, Unit::Year, begin + length * 0.5);
    let factor = sheet.compute(Term::DISCOUNT_FACTOR, Unit::Factor, (1.0 + rate).pow(-time));
    let share = sheet.rule(Term::PROFIT_SHARE, rules.parameter("valuation.share.profit")?);
    let flows = sheet.compute(Term::PRESENT_VALUE, Unit::Yuan, revenue * margin * (1.0 - tax) * share * factor);
    let project = sheet.compute(Term::PROJECT_VALUE, Unit::Yuan, Expr::from(flows).sum());
    let (capital_ends, capital) = match capital_known {
        Some(cost) => {
            let capital = sheet.given(Term::DEVELOPMENT_CAPITAL, cost, Unit::Yuan, path("development_cost"));
            (None, sheet.compute(Term::DEVELOPMENT_CAPITAL, Unit::Yuan, capital * share))
        }
        None => {
            let assumed = rules.parameter("valuation.option.capital-unknown")?;
            let [low, _, high] = assumed.triple().unwrap_or_default();
            let part = sheet.rule(Term::CAPITAL_SHARE, assumed);
            (Some([low, high]), sheet.compute(Term::DEVELOPMENT_CAPITAL, Unit::Yuan, project * part))
        }
    };
    let free = sheet.rule(Term::RISK_FREE, rules.parameter("valuation.discount.risk-free")?);
    let volatility = rules.parameter("valuation.option.volatility")?;
    let steps = rules.number("valuation.option.steps")? as u32;
    let protection = sheet.given(Term::LEGAL_YEARS, longest, Unit::Year, Origin::answered("assets"));
    let continuous = sheet.compute(Term::CONTINUOUS_RATE, Unit::RatePerYear, (1.0 + free).ln());
    let delay = sheet.compute(Term::COST_OF_DELAY, Unit::RatePerYear, 1.0 / Expr::from(protection));
    let problem = OptionProblem {
        project_value: sheet.value(project),
        development_cost: sheet.value(capital),
        years: longest,
        volatility: volatility.number().unwrap_or_default(),
        risk_free: sheet.value(continuous),
        cost_of_delay: sheet.value(delay),
    };
    if problem.project_value <= 0.0 {
        refuse(NotApplied::NoRevenue);
        return Ok(());
    }
    sheet.rule(Term::VOLATILITY, volatility);
    let net = sheet.compute(Term::STATIC_VALUE, Unit::Yuan, (project - capital).max(0.0));
    // A binomial tree has no place in a sheet: its value enters as the part beyond exercising today.
    let option = context.american(&problem, steps);
    let extra =
        sheet.given(Term::DELAY_PREMIUM, option - sheet.value(net), Unit::Yuan, Origin::rule("valuation.option.steps"));
    sheet.compute(Term::VALUE, Unit::Yuan, net + extra);
    let value = workings.file(joined(&["valuation.pool.", &pool.id, ".delay-option"]), sheet);
    let mut range = spread(context, "option", value.value)?;
    let mut reach = None;
    if margin_known.is_none() || capital_known.is_none() {
        // The least margin meets the most capital, and the other way round.
        let [low, high] = [(margin_ends[0], 1), (margin_ends[1], 0)].map(|(margin, end)| {
            let project_value = problem.project_value * margin;
            let part = capital_ends.and_then(|ends| ends.get(end).copied());
            let development_cost = part.map_or(problem.development_cost, |part| project_value * part);
            context.american(&OptionProblem { project_value, development_cost, ..problem }, steps)
        });
        let ends = [libm::fmin(low, value.value), libm::fmax(high, value.value)];
        range.p10 *= ends[0] / value.value;
        range.p90 *= ends[1] / value.value;
        reach = Some(ends);
    }
    for (known, answer) in [(margin_known, MissingAnswer::Margin), (capital_known, MissingAnswer::DevelopmentCost)] {
        if known.is_none() {
            let method = Method::DelayOption;
            pool.notes.push(ValuationNote::Assumed { pool: pool.id.clone(), method, answer });
        }
    }
    let (method, approach) = (Method::DelayOption, Approach::Option);
    pool.applied.push(Applied { method, approach, value, range, cross_check: false, reach, spread: "option" });
    Ok(())
}
