//! Rights outside any product 储备: unused, defensive, or assigned to nothing. Never product revenue.

use super::by_asset::{market, spread};
use super::context::Context;
use super::draft::{Applied, Member, PoolDraft};
use super::reconcile::Approach;
use super::result::{Method, MissingAnswer, NotApplied, PoolClass, Range, ValuationError};
use super::right_cost::cost;
use crate::dossier::{AssetKind, Stage};
use crate::rules::Unit;
use crate::working::{Expr, Origin, Sheet, Term, Workings};

/// The pool of reserves: each right at its market value where deals are known, else at its cost. `None` without
/// reserves.
pub(super) fn draft(context: &Context, workings: &mut Workings) -> Result<Option<PoolDraft>, ValuationError> {
    let mut members = Vec::new();
    let mut values: Vec<(Approach, Range)> = Vec::new();
    let mut unvalued = Vec::new();
    let (mut assumed, mut unadjusted) = (0.0, 0.0);
    for (index, right) in context.rights.iter().enumerate() {
        let outside = right.void.is_none()
            && right.uses.is_empty()
            && !right.exclusive
            && right.asset.kind != AssetKind::LicenceRevenue;
        if !outside {
            continue;
        }
        let member = Member { right: index, coverage: 0.0, weight: 1.0 };
        let cost = cost(context, right, workings)?;
        let market = market(context, right, workings)?.filter(|found| {
            (found.deals as f64) >= context.pool.least_comparables && found.variation <= context.pool.largest_variation
        });
        match (market, cost) {
            (Some(found), _) => {
                unadjusted += found.assumed;
                values.push((Approach::Market, spread(context, "market", found.figure.value)?));
                members.push(member);
            }
            (None, Some(found)) => {
                let value = found.figure.value;
                let mut range = spread(context, "cost", value)?;
                if value > 0.0 {
                    range.p10 *= found.reach[0] / value;
                    range.p90 *= found.reach[1] / value;
                }
                assumed += found.assumed;
                values.push((Approach::Cost, range));
                members.push(member);
            }
            (None, None) => unvalued.push(member),
        }
    }
    if members.is_empty() && unvalued.is_empty() {
        return Ok(None);
    }
    let mut pool = PoolDraft {
        id: "reserve".to_owned(),
        product: None,
        name: String::new(),
        class: PoolClass::Reserve,
        stage: Stage::Laboratory,
        stage_answered: true,
        rate: None,
        discount_rate: None,
        life: None,
        applied: Vec::new(),
        not_applied: vec![(Method::RevenueShare, NotApplied::DoesNotFit)],
        members,
        missing: Vec::new(),
        notes: Vec::new(),
        own_values: None,
        simulated: None,
    };
    if values.is_empty() {
        pool.members = unvalued;
        pool.not_applied.push((Method::Cost, NotApplied::NoCost));
        pool.not_applied.push((Method::Market, NotApplied::TooFewComparables));
        return Ok(Some(pool));
    }
    if assumed > 0.0 {
        let weight = context.rules.number("valuation.widening.cost")? * assumed / values.len() as f64;
        pool.missing.push((MissingAnswer::Cost, "assets.cost".to_owned(), weight));
    }
    if unadjusted > 0.0 {
        let weight = context.rules.number("valuation.widening.adjustments")? * unadjusted / values.len() as f64;
        pool.missing.push((MissingAnswer::Adjustments, "assets.comparables".to_owned(), weight));
    }
    // One line of the chart: market when every member has deals, cost otherwise.
    let all_market = values.iter().all(|(approach, _)| *approach == Approach::Market);
    let (method, approach) =
        if all_market { (Method::Market, Approach::Market) } else { (Method::Cost, Approach::Cost) };
    let ranges: Vec<Range> = values.into_iter().map(|(_, range)| range).collect();
    let mut sheet = Sheet::new();
    let parts = ranges.iter().map(|range| range.p50).collect();
    let parts = sheet.given_series(Term::MEMBER_VALUES, parts, Unit::Yuan, Origin::answered("assets"));
    sheet.compute(Term::VALUE, Unit::Yuan, Expr::from(parts).sum());
    let value = workings.file("valuation.pool.reserve.cost", sheet);
    let range = Range {
        p10: ranges.iter().map(|range| range.p10).sum(),
        p50: value.value,
        p90: ranges.iter().map(|range| range.p90).sum(),
    };
    pool.applied.push(Applied {
        method,
        approach,
        value,
        range,
        cross_check: false,
        reach: None,
        spread: method.code(),
    });
    pool.own_values = Some(ranges);
    Ok(Some(pool))
}
