//! The portfolio: pools, the ceiling of the enterprise value, totals, and each right's part.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::context::{Before, Context, Detail, Kept, Right};
use super::draft::{PoolDraft, ReconciledPool, Simulated};
use super::product_pool::{PoolInputs, draft, members};
use super::rates::{RateDraft, pool_share_rate};
use super::result::{
    AssetValuation, Method, MethodOutcome, MethodTotal, Missing, MissingAnswer, NoValue, PoolClass, PoolValuation,
    PortfolioValuation, Range, RangeBasis, UnvaluedPool, ValuationError, ValuationNote,
};
use crate::dossier::{Asset, Dossier};
use crate::rules::{Rules, Unit};
use crate::working::{Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// Up to so many rights, [`value_portfolio`] files the workings of every right; beyond, those of pools and totals only,
/// and [`right_workings`](crate::right_workings) gives a right's when it is opened. Half of the time of a large portfolio goes into them.
pub const RIGHTS_WITH_WORKINGS: usize = 300;

/// What the rights of a dossier are worth on the day of the rules, with the working of every figure (of single rights,
/// up to [`RIGHTS_WITH_WORKINGS`] of them).
///
/// Serves a quick start (counts and last year's revenue alone) and a full dossier alike: what is not known is assumed,
/// marked, and widens the ranges.
///
/// # Errors
/// [`ValuationError::Rule`] when the rule pack lacks a record that the valuation reads.
pub fn value_portfolio(
    dossier: &Dossier,
    rules: &Rules,
    workings: &mut Workings,
) -> Result<PortfolioValuation, ValuationError> {
    let assets = dossier.portfolio();
    let detail = Detail::of_size(assets.len());
    value(dossier, &assets, rules, detail, None, workings).map(|found| found.valuation)
}

/// As [`value_portfolio`], with what a later valuation of nearly the same dossier may use again.
pub(crate) fn value_and_keep(
    dossier: &Dossier,
    rules: &Rules,
    workings: &mut Workings,
) -> Result<(PortfolioValuation, Kept), ValuationError> {
    let assets = dossier.portfolio();
    let detail = Detail::of_size(assets.len());
    value(dossier, &assets, rules, detail, None, workings).map(|found| (found.valuation, found.kept))
}

/// The valuation after a change, without workings of rights: rights that are the same as `before` keep their scores.
pub(crate) fn value_again(
    dossier: &Dossier,
    rules: &Rules,
    before: Before,
) -> Result<PortfolioValuation, ValuationError> {
    let assets = dossier.portfolio();
    let mut workings = Workings::unkept();
    value(dossier, &assets, rules, Detail::Pools, Some(before), &mut workings).map(|found| found.valuation)
}

/// As [`value_portfolio`], filing the workings of the rights that `detail` names.
pub(crate) fn value_in_detail(
    dossier: &Dossier,
    rules: &Rules,
    detail: Detail,
    workings: &mut Workings,
) -> Result<PortfolioValuation, ValuationError> {
    value(dossier, &dossier.portfolio(), rules, detail, None, workings).map(|found| found.valuation)
}

/// The pools of a dossier, each with the draws behind its income method.
pub(super) fn simulated_pools(
    dossier: &Dossier,
    rules: &Rules,
) -> Result<Vec<(PoolValuation, Option<Simulated>)>, ValuationError> {
    let mut workings = Workings::unkept();
    let found = value(dossier, &dossier.portfolio(), rules, Detail::Pools, None, &mut workings)?;
    Ok(found.valuation.pools.into_iter().zip(found.simulated).collect())
}

/// A valuation with what it does not tell.
struct Valued {
    valuation: PortfolioValuation,
    /// Draws behind the income method of each pool.
    simulated: Vec<Option<Simulated>>,
    kept: Kept,
}

fn value(
    dossier: &Dossier,
    assets: &[Arc<Asset>],
    rules: &Rules,
    detail: Detail,
    before: Option<Before>,
    workings: &mut Workings,
) -> Result<Valued, ValuationError> {
    let context = Context::new(dossier, assets, rules, detail, before, workings)?;
    let mut drafts = Vec::new();
    for place in 0..context.products.len() {
        product_pools(&context, place, &mut drafts, workings)?;
    }
    drafts.extend(super::licence::drafts(&context, workings)?);
    drafts.extend(super::reserve::draft(&context, workings)?);

    let mut notes: Vec<ValuationNote> = Vec::new();
    let mut reconciled: Vec<ReconciledPool> = Vec::new();
    let mut unvalued: Vec<UnvaluedPool> = Vec::new();
    for draft in drafts {
        notes.extend(draft.notes.iter().cloned());
        match draft.reconcile(&context)? {
            Ok(pool) => reconciled.push(pool),
            Err(pool) => unvalued.push(pool),
        }
    }
    for pool in &reconciled {
        if let Some(ratio) = pool.result.too_far {
            notes.push(ValuationNote::MethodsDisagree { pool: pool.draft.id.clone(), ratio });
        }
    }
    let factor = ceiling(&context, &reconciled, &mut notes, workings);
    let simulated = reconciled.iter_mut().map(|pool| pool.draft.simulated.take()).collect();
    let pools: Vec<PoolValuation> =
        reconciled.into_iter().map(|pool| pool.finish(factor, &context, workings)).collect();

    let (range, value) = totals(&context, &pools, workings);
    if dossier.products.is_empty() && pools.iter().any(|pool| pool.id.starts_with("whole.")) {
        notes.push(ValuationNote::ImpliedProduct);
    }
    if !context.products.iter().any(|product| product.forecast.is_known()) {
        notes.push(ValuationNote::NoRevenue);
    }
    for right in context.rights.iter().filter(|right| right.exclusive && right.void.is_none()) {
        notes.push(ValuationNote::ExclusiveLicence { asset: right.asset.id.clone() });
    }
    let licensed_in = super::licensed_in::values(&context, workings)?;
    let (day, correlation) = (context.day, context.pool.correlation);
    let coverage = coverage(&context, &pools)?;
    let (kept, rights) = context.part();
    let assets = asset_values(rights, &pools, detail, workings);
    let valuation = PortfolioValuation {
        day,
        range,
        basis: RangeBasis::Aggregated { correlation },
        value,
        methods: method_totals(&pools, range.p50, workings),
        disagreement: pools
            .iter()
            .filter_map(|pool| pool.disagreement)
            .fold(None, |most: Option<f64>, next| Some(most.map_or(next, |most| libm::fmax(most, next)))),
        coverage,
        missing: missing(&pools),
        pools,
        unvalued,
        licensed_in,
        assets,
        notes,
    };
    Ok(Valued { valuation, simulated, kept })
}

/// The technology and the brand pool of a product, their rates held to a third of the margin together.
fn product_pools(
    context: &Context,
    place: usize,
    drafts: &mut Vec<PoolDraft>,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    let Some(product) = context.products.get(place) else { return Ok(()) };
    let mut found = Vec::new();
    for class in [PoolClass::Technology, PoolClass::Brand] {
        let members = members(context, place, class);
        if let Some(rate) = pool_share_rate(context, product, class, &members)? {
            found.push((class, members, rate));
        }
    }
    let sum: f64 = found.iter().map(|(_, _, rate): &(_, _, RateDraft)| rate.value).sum();
    if let Some(margin) = product.product.operating_margin {
        let bound = libm::fmax(margin.get(), 0.0) * context.pool.margin_cap;
        if found.len() > 1 && bound > 0.0 && sum > bound {
            for (_, _, rate) in &mut found {
                rate.scale(bound / sum);
            }
        }
    }
    for (class, members, rate) in found {
        let id = format!("{}.{}", product.key(), class.code());
        drafts.push(draft(context, PoolInputs { product, class, id, members, rate }, workings)?);
    }
    Ok(())
}

/// What the enterprise value leaves for intangibles, as a factor on all pools; 1 when it is not known or not passed.
fn ceiling(
    context: &Context,
    pools: &[ReconciledPool],
    notes: &mut Vec<ValuationNote>,
    workings: &mut Workings,
) -> f64 {
    let total: f64 = pools.iter().map(ReconciledPool::median).sum();
    let Some(year) = context.dossier.last_year() else { return 1.0 };
    let known = (context.dossier.enterprise.pre_money, year.working_capital, year.fixed_assets, year.debt, year.cash);
    let (Some(equity), Some(working), Some(fixed), Some(debt), Some(cash)) = known else { return 1.0 };
    let bound = equity.to_yuan() + debt.to_yuan() - cash.to_yuan() - working.to_yuan() - fixed.to_yuan();
    if total <= bound || total <= 0.0 {
        return 1.0;
    }
    if bound <= 0.0 {
        notes.push(ValuationNote::EnterpriseValueTooLow);
        return 1.0;
    }
    let mut sheet = Sheet::new();
    let of = |field: &str| Origin::Answered { path: format!("accounts.{}.{field}", year.year).into() };
    let mut yuan = |term, amount: crate::Money, origin| sheet.given(term, amount.to_yuan(), Unit::Yuan, origin);
    let equity = yuan(Term::EQUITY_VALUE, equity, Origin::answered("enterprise.pre_money"));
    let debt = yuan(Term::DEBT, debt, of("debt"));
    let cash = yuan(Term::CASH, cash, of("cash"));
    let working = yuan(Term::WORKING_CAPITAL, working, of("working_capital"));
    let fixed = yuan(Term::FIXED_ASSETS, fixed, of("fixed_assets"));
    let sum = sheet.given(Term::POOL_SUM, total, Unit::Yuan, Origin::Stated);
    let left = sheet.compute(Term::INTANGIBLE_CEILING, Unit::Yuan, equity + debt - cash - working - fixed);
    let factor = sheet.compute(Term::ENTERPRISE_CEILING, Unit::Factor, left / sum);
    let factor = sheet.value(factor);
    workings.file("valuation.portfolio.ceiling", sheet);
    notes.push(ValuationNote::ScaledToEnterpriseValue { factor });
    factor
}

/// Median, P10 and P90 of the portfolio with their workings.
fn totals(context: &Context, pools: &[PoolValuation], workings: &mut Workings) -> (Range, Figure) {
    let origin = || Origin::figure("valuation.pools");
    let series = |pick: &dyn Fn(&PoolValuation) -> f64| pools.iter().map(pick).collect::<Vec<f64>>();
    let mut sheet = Sheet::new();
    let ids = pools.iter().map(|pool| pool.value.working.clone()).collect();
    let figures = Origin::Figures { ids };
    let medians = sheet.given_series(Term::POOL_MEDIANS, series(&|pool| pool.range.p50), Unit::Yuan, figures);
    sheet.compute(Term::PORTFOLIO_VALUE, Unit::Yuan, Expr::from(medians).sum());
    let value = workings.file("valuation.portfolio.value", sheet);
    let mut end = |id: &str, distances: Vec<f64>, up: bool| {
        let mut sheet = Sheet::new();
        let figure = Origin::Figure { id: value.working.clone() };
        let median = sheet.given(Term::PORTFOLIO_VALUE, value.value, Unit::Yuan, figure);
        let distances = sheet.given_series(Term::POOL_DISTANCES, distances, Unit::Yuan, origin());
        let correlation = sheet.given(
            Term::CORRELATION,
            context.pool.correlation,
            Unit::Factor,
            Origin::rule("valuation.pool.correlation"),
        );
        let sum = sheet.compute(Term::DISTANCE_SUM, Unit::Yuan, Expr::from(distances).sum());
        let squares = sheet.compute(Term::SQUARE_SUM, Unit::Factor, (distances * distances).sum());
        let distance = ((1.0 - correlation) * squares + correlation * (sum * sum)).sqrt();
        let distance = sheet.compute(Term::PORTFOLIO_DISTANCE, Unit::Yuan, distance);
        let bound = if up { median + distance } else { (median - distance).max(0.0) };
        sheet.compute(Term::PORTFOLIO_VALUE, Unit::Yuan, bound);
        workings.file(id, sheet).value
    };
    let p10 = end("valuation.portfolio.p10", series(&|pool| pool.range.p50 - pool.range.p10), false);
    let p90 = end("valuation.portfolio.p90", series(&|pool| pool.range.p90 - pool.range.p50), true);
    (Range { p10, p50: value.value, p90 }, value)
}

/// Sum of each method over the pools.
fn method_totals(pools: &[PoolValuation], total: f64, workings: &mut Workings) -> Vec<MethodTotal> {
    let mut found: BTreeMap<Method, Vec<(&Figure, f64)>> = BTreeMap::new();
    for pool in pools {
        for method in &pool.methods {
            if let MethodOutcome::Applied { value, .. } = &method.outcome {
                found.entry(method.method).or_default().push((value, pool.range.p50));
            }
        }
    }
    found
        .into_iter()
        .map(|(method, parts)| {
            let mut sheet = Sheet::new();
            let values = parts.iter().map(|(figure, _)| figure.value).collect();
            let origin = Origin::Figures { ids: parts.iter().map(|(figure, _)| figure.working.clone()).collect() };
            let values = sheet.given_series(Term::METHOD_VALUE, values, Unit::Yuan, origin);
            sheet.compute(Term::METHOD_TOTAL, Unit::Yuan, Expr::from(values).sum());
            let reach = parts.iter().map(|(_, median)| median).sum::<f64>();
            MethodTotal {
                method,
                value: workings.file(joined(&["valuation.portfolio.method.", method.code()]), sheet),
                pools: u32::try_from(parts.len()).unwrap_or(u32::MAX),
                reach: if total > 0.0 { reach / total } else { 0.0 },
            }
        })
        .collect()
}

/// Share of the widening answers that are given, weighted by the pools.
fn coverage(context: &Context, pools: &[PoolValuation]) -> Result<f64, ValuationError> {
    let of = |answers: &[MissingAnswer]| -> Result<f64, ValuationError> {
        let mut sum = 0.0;
        for answer in answers {
            sum += context.rules.number(&joined(&["valuation.widening.", answer.code()]))?;
        }
        Ok(sum)
    };
    use MissingAnswer as M;
    let common =
        [M::Products, M::Growth, M::Stage, M::Sector, M::Margin, M::ProductLife, M::Risk, M::Uses, M::Scores, M::Dates];
    let most = of(&common)?;
    let total: f64 = pools.iter().map(|pool| pool.range.p50).sum();
    let known: f64 = pools
        .iter()
        .map(|pool| {
            let lost = match pool.basis {
                RangeBasis::Simulated { widening, .. } => (widening - 1.0) / most,
                _ => 0.0,
            };
            pool.range.p50 * (1.0 - lost.clamp(0.0, 1.0))
        })
        .sum();
    Ok(if total > 0.0 { known / total } else { 0.0 })
}

/// The missing answers of all pools, added up by path.
fn missing(pools: &[PoolValuation]) -> Vec<Missing> {
    let mut found: BTreeMap<(MissingAnswer, &str), f64> = BTreeMap::new();
    for missing in pools.iter().flat_map(|pool| &pool.missing) {
        *found.entry((missing.answer, &missing.path)).or_default() += missing.narrows;
    }
    let mut missing: Vec<Missing> =
        found.into_iter().map(|((answer, path), narrows)| Missing { answer, path: path.to_owned(), narrows }).collect();
    missing.sort_by(|a, b| b.narrows.total_cmp(&a.narrows));
    missing
}

/// Each right's parts of the pools, with their working.
fn asset_values(
    rights: Vec<Right>,
    pools: &[PoolValuation],
    detail: Detail,
    workings: &mut Workings,
) -> Vec<AssetValuation> {
    let mut parts: FxHashMap<&str, Vec<(&PoolValuation, f64, f64, Range)>> = FxHashMap::default();
    for pool in pools {
        for member in &pool.members {
            parts.entry(&member.asset).or_default().push((pool, member.weight, member.share, member.range));
        }
    }
    rights
        .into_iter()
        .map(|right| {
            let id = &right.asset.id;
            let parts = parts.get(id.as_str());
            let (value, reason) = match (right.void, parts) {
                (Some(NoValue::AssociationOwned), _) => (None, Some(NoValue::AssociationOwned)),
                (Some(reason), _) => (Some(Range::ZERO), Some(reason)),
                (None, None) => (None, Some(NoValue::NoBasis)),
                (None, Some(parts)) => {
                    let sum = |pick: &dyn Fn(&Range) -> f64| {
                        libm::round(parts.iter().map(|(.., range)| pick(range)).sum::<f64>() * 100.0) / 100.0
                    };
                    let range = Range {
                        p10: sum(&|range| range.p10),
                        p50: sum(&|range| range.p50),
                        p90: sum(&|range| range.p90),
                    };
                    (Some(range), None)
                }
            };
            let figure = match (value, parts) {
                (Some(range), _) if !detail.files(id) => Some(Figure {
                    value: range.p50,
                    unit: Unit::Yuan,
                    working: joined(&["valuation.asset.", id, ".value"]),
                }),
                (Some(range), Some(parts)) if reason.is_none() => Some(asset_working(id, range, parts, workings)),
                (Some(_), _) => {
                    let mut sheet = Sheet::new();
                    sheet.given(
                        Term::VALUE,
                        0.0,
                        Unit::Yuan,
                        Origin::Answered { path: joined(&["assets.", id, ".status"]) },
                    );
                    Some(workings.file(joined(&["valuation.asset.", id, ".value"]), sheet))
                }
                _ => None,
            };
            AssetValuation {
                asset: id.clone(),
                kind: right.asset.kind,
                value,
                figure,
                reason,
                remaining_years: right.protection.years_left.map(|years| libm::fmax(years, 0.0)),
                protected_until: right.protection.until,
                validity: right.validity,
                score: right.scored.score,
            }
        })
        .collect()
}

/// Pool value times share for each pool, rounded to the fen so that the parts of a pool add up.
fn asset_working(
    id: &str,
    range: Range,
    parts: &[(&PoolValuation, f64, f64, Range)],
    workings: &mut Workings,
) -> Figure {
    let mut sheet = Sheet::new();
    let mut sum = Expr::Number(0.0);
    let mut exact = 0.0;
    for (pool, _, share, _) in parts {
        let figure = Origin::Figure { id: pool.value.working.clone() };
        let whole = sheet.given(Term::POOL_VALUE, pool.range.p50, Unit::Yuan, figure);
        let share = sheet.given(Term::POOL_SHARE, *share, Unit::Ratio, Origin::Stated);
        let part = sheet.compute(Term::POOL_PART, Unit::Yuan, whole * share);
        exact += sheet.value(part);
        sum = sum + part;
    }
    let rest = sheet.given(Term::ROUNDING, range.p50 - exact, Unit::Yuan, Origin::Stated);
    sheet.compute(Term::VALUE, Unit::Yuan, (sum + rest).round(2));
    workings.file(joined(&["valuation.asset.", id, ".value"]), sheet)
}
