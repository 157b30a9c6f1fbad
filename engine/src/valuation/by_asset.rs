//! Cost and market values of single rights, and what they say of a pool.

use super::context::{Context, Right};
use super::draft::{Applied, PoolDraft};
use super::market::{Deal, variation};
use super::reconcile::Approach;
use super::result::{Method, MissingAnswer, NotApplied, Range, ValuationError, ValuationNote};
use super::right_cost::cost;
use crate::Money;
use crate::rules::Unit;
use crate::working::{Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// What the deals of a right say.
pub(super) struct MarketFound {
    pub figure: Figure,
    pub deals: usize,
    /// Coefficient of variation of the adjusted prices.
    pub variation: f64,
    /// Share of the adjustments that nobody stated; the deals stand in as if they were like the right.
    pub assumed: f64,
}

/// The market value of a right; `None` without priced deals.
pub(super) fn market(
    context: &Context,
    right: &Right,
    workings: &mut Workings,
) -> Result<Option<MarketFound>, ValuationError> {
    if right.asset.comparables.is_empty() {
        return Ok(None);
    }
    let limits = context.rules.list("valuation.market.adjustment-limits")?;
    let low = limits.first().copied().unwrap_or(0.0);
    let high = limits.last().copied().unwrap_or(f64::INFINITY);
    let deals: Vec<Deal> = right
        .asset
        .comparables
        .iter()
        .filter_map(|deal| {
            Some(Deal {
                price: deal.price?.to_yuan(),
                adjustments: deal.adjustments.map(|factor| factor.map_or(1.0, |factor| factor.clamp(low, high))),
                other: Vec::new(),
                weight: deal.weight.unwrap_or(1.0),
            })
        })
        .collect();
    if !deals.iter().any(|deal| deal.weight > 0.0) {
        return Ok(None);
    }
    let mut sheet = Sheet::new();
    let origin = Origin::Answered { path: joined(&["assets.", &right.asset.id, ".comparables"]) };
    super::market::write(&mut sheet, &deals, &origin)?;
    let figure = workings.file(joined(&["valuation.asset.", &right.asset.id, ".market"]), sheet);
    let priced = right.asset.comparables.iter().filter(|deal| deal.price.is_some());
    let factors = priced.flat_map(|deal| deal.adjustments);
    let assumed = factors.clone().filter(Option::is_none).count() as f64 / factors.count() as f64;
    Ok(Some(MarketFound { figure, deals: deals.len(), variation: variation(&deals), assumed }))
}

/// Spread of a method that cannot be simulated.
pub(super) fn spread(context: &Context, name: &str, value: f64) -> Result<Range, ValuationError> {
    let ends = context.rules.list(&joined(&["valuation.uncertainty.spread.", name]))?;
    let end = |place: usize| ends.get(place).copied().unwrap_or(1.0);
    Ok(Range { p10: value * end(0), p50: value, p90: value * end(1) })
}

/// Cost and market approach of a pool: the known members speak for the whole when they make up enough of its weight.
pub(super) fn cost_and_market(
    context: &Context,
    pool: &mut PoolDraft,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    let total: f64 = pool.members.iter().map(|member| member.weight).sum();
    let mut costs = Vec::new();
    let mut prices = Vec::new();
    let mut weak: Option<f64> = None;
    let mut unadjusted = 0.0;
    let (mut reach, mut assumed) = ([0.0; 2], 0.0);
    for member in &pool.members {
        let Some(right) = context.rights.get(member.right) else { continue };
        let share = member.weight / total;
        // A right on several products brings the part of its own value that this product makes up.
        let all: f64 = right.uses.iter().map(|(_, coverage)| coverage).sum();
        let part = if all > 0.0 { member.coverage / all } else { 1.0 };
        if let Some(found) = cost(context, right, workings)? {
            assumed += found.assumed * share;
            for (end, reach) in reach.iter_mut().zip(found.reach) {
                *end += reach * part;
            }
            costs.push((found.figure, part, share));
        }
        if let Some(found) = market(context, right, workings)? {
            let MarketFound { figure, deals, variation, assumed } = found;
            if (deals as f64) < context.pool.least_comparables || variation > context.pool.largest_variation {
                weak = Some(libm::fmax(weak.unwrap_or(0.0), variation));
            }
            unadjusted += assumed * share;
            prices.push((figure, part, share));
        }
    }
    let known = |parts: &[(Figure, f64, f64)]| parts.iter().map(|(_, _, share)| share).sum::<f64>();
    let enough = |parts: &[(Figure, f64, f64)]| !parts.is_empty() && known(parts) >= context.pool.least_known;
    if enough(&costs) {
        let value = whole(pool, "cost", &costs, workings);
        let mut range = spread(context, "cost", value.value)?;
        let all = libm::fmin(known(&costs), 1.0);
        let reach = reach.map(|end| end / all);
        // Rights whose cost nobody stated are taken like the others; how well that fits nobody knows.
        let assumed = libm::fmin(assumed + (1.0 - all), 1.0);
        if assumed > 0.0 {
            if value.value > 0.0 {
                range.p10 *= libm::fmin(reach[0] / value.value, 1.0);
                range.p90 *= libm::fmax(reach[1] / value.value, 1.0);
            }
            let weight = context.rules.number("valuation.widening.cost")? * assumed;
            pool.missing.push((MissingAnswer::Cost, "assets.cost".to_owned(), weight));
        }
        pool.applied.push(Applied {
            method: Method::Cost,
            approach: Approach::Cost,
            value,
            range,
            cross_check: false,
            reach: (assumed > 0.0).then_some(reach),
            spread: "cost",
        });
    } else {
        pool.not_applied.push((Method::Cost, NotApplied::NoCost));
        // As an answer still needed; where the accounts speak instead, they add it themselves.
        if !costs.is_empty() {
            let weight = context.rules.number("valuation.widening.cost")?;
            pool.missing.push((MissingAnswer::Cost, "assets.cost".to_owned(), weight));
        }
    }
    if enough(&prices) {
        let value = whole(pool, "market", &prices, workings);
        let range = spread(context, "market", value.value)?;
        // Weak comparables are shown and carry no weight.
        let cross_check = weak.is_some();
        if unadjusted > 0.0 {
            let part = libm::fmin(unadjusted / known(&prices), 1.0);
            let weight = context.rules.number("valuation.widening.adjustments")? * part;
            pool.missing.push((MissingAnswer::Adjustments, "assets.comparables".to_owned(), weight));
        }
        pool.applied.push(Applied {
            method: Method::Market,
            approach: Approach::Market,
            value,
            range,
            cross_check,
            reach: None,
            spread: "market",
        });
        if let Some(variation) = weak {
            pool.notes.push(ValuationNote::WeakComparables { pool: pool.id.clone(), variation });
        }
    } else {
        pool.not_applied.push((Method::Market, NotApplied::TooFewComparables));
    }
    Ok(())
}

/// Sum of the members' parts over the share of the weight that they make up.
fn whole(pool: &PoolDraft, name: &str, parts: &[(Figure, f64, f64)], workings: &mut Workings) -> Figure {
    let mut sheet = Sheet::new();
    let origin = || Origin::Answered { path: joined(&["assets.", name]) };
    let series = |pick: &dyn Fn(&(Figure, f64, f64)) -> f64| parts.iter().map(pick).collect::<Vec<f64>>();
    let values = sheet.given_series(Term::MEMBER_VALUES, series(&|part| part.0.value), Unit::Yuan, origin());
    let shares = sheet.given_series(Term::MEMBER_PARTS, series(&|part| part.1), Unit::Ratio, origin());
    let weights = sheet.given_series(Term::KNOWN_SHARES, series(&|part| part.2), Unit::Ratio, origin());
    let known = sheet.compute(Term::KNOWN_SHARE, Unit::Ratio, Expr::from(weights).sum().min(1.0));
    sheet.compute(Term::VALUE, Unit::Yuan, (values * shares).sum() / known);
    workings.file(joined(&["valuation.pool.", &pool.id, ".", name]), sheet)
}

/// Cost approach of a project's technology by the R&D spending in the accounts, where no right states its own cost:
/// the share that led to protected results, spread evenly over the products, less functional obsolescence.
pub(super) fn cost_by_accounts(
    context: &Context,
    years_left: f64,
    pool: &mut PoolDraft,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    let accounts = &context.dossier.accounts;
    let spent: Vec<f64> =
        accounts.iter().filter_map(|year| year.rd.map(Money::to_yuan)).filter(|amount| *amount > 0.0).collect();
    // A year whose spending is not known is no year without spending: it takes the mean of the others.
    let unknown = accounts.iter().filter(|year| year.rd.is_none()).count() as f64;
    let count = spent.len() as f64;
    let known = pool.applied.iter().any(|applied| applied.method == Method::Cost);
    if known || spent.is_empty() {
        return Ok(());
    }
    let mut sheet = Sheet::new();
    let used = (count + unknown) / 2.0;
    let spent = sheet.given_series(Term::RESEARCH_SPENDING, spent, Unit::Yuan, Origin::answered("accounts.rd"));
    let share = sheet.rule(Term::RESEARCH_SHARE, context.rules.parameter("valuation.cost.research-share")?);
    let products = context.products.len() as f64;
    let products = sheet.given(Term::PRODUCT_COUNT, products, Unit::Count, Origin::answered("products"));
    let mut total = Expr::from(spent).sum();
    if unknown > 0.0 {
        let known = sheet.given(Term::RESEARCH_YEARS_KNOWN, count, Unit::Count, Origin::Stated);
        let missing = sheet.given(Term::RESEARCH_YEARS_UNKNOWN, unknown, Unit::Count, Origin::Stated);
        total = total * (1.0 + missing / Expr::from(known));
    }
    let cost = total * share / products;
    let cost = sheet.compute(Term::REPRODUCTION_COST, Unit::Yuan, cost);
    let used = sheet.given(Term::YEARS_USED, used, Unit::Year, Origin::Stated);
    let left = sheet.given(Term::YEARS_LEFT, years_left, Unit::Year, Origin::Stated);
    let lost = sheet.compute(Term::FUNCTIONAL_OBSOLESCENCE, Unit::Ratio, used / (used + left));
    sheet.compute(Term::VALUE, Unit::Yuan, cost * (1.0 - lost));
    let value = workings.file(joined(&["valuation.pool.", &pool.id, ".cost"]), sheet);
    let range = spread(context, "research", value.value)?;
    pool.not_applied.retain(|(method, _)| *method != Method::Cost);
    pool.missing.retain(|(answer, ..)| *answer != MissingAnswer::Cost);
    pool.applied.push(Applied {
        method: Method::Cost,
        approach: Approach::Cost,
        value,
        range,
        cross_check: false,
        reach: None,
        spread: "research",
    });
    let answer = MissingAnswer::Cost;
    let weight = context.rules.number(&joined(&["valuation.widening.", answer.code()]))?;
    pool.missing.push((answer, "assets.cost".to_owned(), weight));
    if unknown > 0.0 {
        let part = unknown / (count + unknown);
        let weight = context.rules.number("valuation.widening.research")? * part;
        pool.missing.push((MissingAnswer::Research, "accounts.rd".to_owned(), weight));
    }
    Ok(())
}
