//! A pool under construction: methods first, then reconciliation, then its working.

use super::context::Context;
use super::income::{IncomeBasis, IncomeProblem};
use super::pool::allocate;
use super::range::{Drivers, widen};
use super::reconcile::{Approach, Candidate, Reconciled, reconcile};
use super::result::{
    Method, MethodOutcome, MethodResult, Missing, MissingAnswer, NotApplied, PoolClass, PoolShare, PoolValuation,
    Range, RangeBasis, UnvaluedPool, ValuationNote,
};
use crate::dossier::Stage;
use crate::rules::{RuleError, Unit};
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// A right's place in a pool.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// Place among the rights.
    pub right: usize,
    /// Coverage of the product, 0–1.
    pub coverage: f64,
    /// Weight `V²·c·p`.
    pub weight: f64,
}

/// A method that gave a value.
#[derive(Clone, Debug)]
pub(super) struct Applied {
    pub method: Method,
    pub approach: Approach,
    pub value: Figure,
    /// Median that takes part in the reconciliation and the range around it.
    pub range: Range,
    /// A cross-check carries no weight.
    pub cross_check: bool,
    /// Lowest and highest value that it may have while an answer of its own is missing and assumed.
    pub reach: Option<[f64; 2]>,
    /// Last part of the id of the record that its range comes from, after `valuation.uncertainty.spread.`; not read of an
    /// income method, whose range is drawn.
    pub spread: &'static str,
}

/// The draws behind the range of an income method.
#[derive(Clone, Debug)]
pub(super) struct Simulated {
    /// Periods up to the longest life that is drawn.
    pub problem: IncomeProblem,
    pub drivers: Drivers,
    /// Least gap between discount rate and terminal growth.
    pub least_gap: f64,
    /// The range that the draws gave.
    pub range: Range,
    /// Longest life that a person may state: the rights last no longer.
    pub longest: f64,
}

impl Simulated {
    /// Least rate that can be drawn: a royalty is no less than its upkeep.
    pub(super) fn least_rate(&self) -> f64 {
        match self.problem.income {
            IncomeBasis::Royalty { upkeep, .. } => upkeep,
            IncomeBasis::RevenueShare { .. } | IncomeBasis::ProfitShare { .. } => 0.0,
        }
    }
}

/// A pool under construction.
#[derive(Clone, Debug)]
pub(super) struct PoolDraft {
    pub id: String,
    pub product: Option<String>,
    pub name: String,
    pub class: PoolClass,
    pub stage: Stage,
    pub stage_answered: bool,
    pub rate: Option<Figure>,
    pub discount_rate: Option<Figure>,
    pub life: Option<Figure>,
    pub applied: Vec<Applied>,
    pub not_applied: Vec<(Method, NotApplied)>,
    pub members: Vec<Member>,
    /// What is missing, where it is answered, and what it adds to the exponent.
    pub missing: Vec<(MissingAnswer, String, f64)>,
    pub notes: Vec<ValuationNote>,
    /// The value is the sum of these instead of a share of the pool by weight: reserves.
    pub own_values: Option<Vec<Range>>,
    /// Draws of the income approach.
    pub simulated: Option<Simulated>,
}

/// A pool with its value, before the ceiling of the enterprise value.
#[derive(Clone, Debug)]
pub(super) struct ReconciledPool {
    pub draft: PoolDraft,
    pub result: Reconciled,
    pub basis: RangeBasis,
}

impl PoolDraft {
    /// Exponent by which missing answers widen the range.
    pub(super) fn widening(&self) -> f64 {
        1.0 + self.missing.iter().map(|(_, _, weight)| weight).sum::<f64>()
    }

    /// Reconciles the methods; an unvalued pool when there is none.
    pub(super) fn reconcile(self, context: &Context) -> Result<Result<ReconciledPool, UnvaluedPool>, RuleError> {
        let exponent = self.widening();
        let candidates: Vec<Candidate> = self
            .applied
            .iter()
            .filter(|applied| !applied.cross_check)
            .map(|applied| Candidate {
                approach: applied.approach,
                value: applied.range.p50,
                range: applied.range,
                reach: applied.reach.unwrap_or([applied.range.p50; 2]),
            })
            .collect();
        let weights = context.rules.list(&joined(&["valuation.weight.", self.stage.code()]))?;
        let Some(result) = reconcile(&candidates, weights, context.pool.largest_ratio, context.pool.near) else {
            return Ok(Err(self.unvalued(context)));
        };
        // Missing answers widen what the methods say together: a range that must span methods far apart grows as well.
        let range = widen(result.range, exponent);
        let simulated = self.applied.iter().any(|applied| applied.approach == Approach::Income);
        let basis = if simulated {
            RangeBasis::Simulated { draws: context.design.draws(), seed: context.pool.seed, widening: exponent }
        } else {
            let share = |end: f64| if range.p50 > 0.0 { end / range.p50 } else { 1.0 };
            RangeBasis::Spread { low: share(range.p10), high: share(range.p90) }
        };
        Ok(Ok(ReconciledPool { draft: self, result, basis }))
    }

    fn unvalued(self, context: &Context) -> UnvaluedPool {
        let mut methods: Vec<MethodResult> = self
            .not_applied
            .into_iter()
            .map(|(method, reason)| MethodResult { method, outcome: MethodOutcome::NotApplied { reason } })
            .collect();
        super::fit::complete(self.class, &mut methods);
        UnvaluedPool {
            id: self.id,
            product: self.product,
            name: self.name,
            class: self.class,
            methods,
            members: member_ids(&self.members, context),
        }
    }
}

fn member_ids(members: &[Member], context: &Context) -> Vec<String> {
    members.iter().filter_map(|member| context.rights.get(member.right).map(|right| right.asset.id.clone())).collect()
}

impl ReconciledPool {
    /// Median before the ceiling of the enterprise value.
    pub(super) fn median(&self) -> f64 {
        self.result.range.p50
    }

    /// Writes the working of the value, scaled by `factor`, and shares the value out.
    pub(super) fn finish(self, factor: f64, context: &Context, workings: &mut Workings) -> PoolValuation {
        let ReconciledPool { mut draft, result, basis } = self;
        let id = draft.id.clone();
        let mut sheet = Sheet::new();
        let weight_id = joined(&["valuation.weight.", draft.stage.code()]);
        let mut sum: Option<Expr> = None;
        let mut leading: Option<Cell> = None;
        let mut weights = result.weights.iter().enumerate();
        let mut methods = Vec::new();
        for applied in &draft.applied {
            let counted = if applied.cross_check { None } else { weights.next() };
            let weight = counted.map_or(0.0, |(_, weight)| *weight);
            let range = (!applied.cross_check).then_some(applied.range);
            methods.push(MethodResult {
                method: applied.method,
                outcome: MethodOutcome::Applied { value: applied.value.clone(), range, weight },
            });
            if weight <= 0.0 {
                continue;
            }
            let figure = Origin::Figure { id: applied.value.working.clone() };
            let mut value = sheet.given(Term::METHOD_VALUE, applied.value.value, Unit::Yuan, figure);
            if applied.value.value > 0.0 && applied.range.p50 != applied.value.value {
                let factor = sheet.given(
                    Term::MEDIAN_FACTOR,
                    applied.range.p50 / applied.value.value,
                    Unit::Factor,
                    Origin::rule("valuation.uncertainty.draws"),
                );
                value = sheet.compute(Term::SIMULATED_MEDIAN, Unit::Yuan, value * factor);
            }
            let part = sheet.given(Term::METHOD_WEIGHT, weight, Unit::Ratio, Origin::Rule { id: weight_id.clone() });
            if counted.is_some_and(|(place, _)| place == result.leader) {
                leading = Some(value);
            }
            sum = Some(match sum {
                None => value * part,
                Some(sum) => sum + value * part,
            });
        }
        let point = match (result.too_far, leading, sum) {
            (Some(_), Some(value), _) => Expr::from(value),
            (_, _, Some(sum)) => sum,
            _ => Expr::Number(0.0),
        };
        let mut value = sheet.compute(Term::RECONCILED_VALUE, Unit::Yuan, point);
        if factor < 1.0 {
            let scale = sheet.given(
                Term::ENTERPRISE_CEILING,
                factor,
                Unit::Factor,
                Origin::figure("valuation.portfolio.ceiling"),
            );
            value = sheet.compute(Term::RECONCILED_VALUE, Unit::Yuan, value * scale);
        }
        let point = sheet.value(value);
        let figure = workings.file(joined(&["valuation.pool.", &id, ".value"]), sheet);
        let ends = Ends { draft: &draft, result: &result, factor, median: &figure };
        let low = ends.file(false, workings);
        let high = ends.file(true, workings);
        let range = Range { p10: low.value, p50: point, p90: high.value };
        methods.extend(draft.not_applied.iter().map(|(method, reason)| MethodResult {
            method: *method,
            outcome: MethodOutcome::NotApplied { reason: *reason },
        }));
        super::fit::complete(draft.class, &mut methods);
        if let Some(ratio) = result.too_far {
            draft.notes.push(ValuationNote::MethodsDisagree { pool: id.clone(), ratio });
        }
        let missing = missing(&draft, range);
        PoolValuation {
            members: shares(&draft, range, factor, context),
            id,
            product: draft.product,
            name: draft.name,
            class: draft.class,
            stage: draft.stage,
            stage_answered: draft.stage_answered,
            range,
            basis,
            value: figure,
            low,
            high,
            rate: draft.rate,
            discount_rate: draft.discount_rate,
            life: draft.life,
            methods,
            disagreement: result.disagreement,
            missing,
        }
    }
}

/// What the ends of a pool's range come from.
struct Ends<'a> {
    draft: &'a PoolDraft,
    result: &'a Reconciled,
    factor: f64,
    median: &'a Figure,
}

impl Ends<'_> {
    /// Files the working of an end: that of the leading method, stretched to what the other methods say, then by what
    /// each missing answer adds to the exponent about the median.
    fn file(&self, up: bool, workings: &mut Workings) -> Figure {
        let Ends { draft, result, factor, median } = self;
        let mut sheet = Sheet::new();
        let pick = |low: f64, high: f64| if up { high } else { low };
        let yuan = |sheet: &mut Sheet, term, value: f64, origin| sheet.given(term, value * factor, Unit::Yuan, origin);
        let leader = draft.applied.iter().filter(|applied| !applied.cross_check).nth(result.leader);
        let own = leader.map_or(result.range, |applied| applied.range);
        let origin = match leader {
            Some(applied) if applied.approach != Approach::Income => {
                Origin::Rule { id: joined(&["valuation.uncertainty.spread.", applied.spread]) }
            }
            _ => Origin::rule("valuation.uncertainty.draws"),
        };
        let figure = Origin::Figure { id: median.working.clone() };
        let point = sheet.given(Term::RECONCILED_VALUE, median.value, Unit::Yuan, figure);
        let own = yuan(&mut sheet, Term::LEADING_END, pick(own.p10, own.p90), origin);
        let bound = pick(result.bounds[0], result.bounds[1]);
        let limit = if result.too_far.is_some() { "valuation.weight.largest-ratio" } else { "valuation.weight.near" };
        let bound = yuan(&mut sheet, Term::METHODS_END, bound, Origin::rule(limit));
        let own = Expr::from(own);
        let reached = if up { own.max(bound).max(point) } else { own.min(bound).min(point) };
        let mut end = sheet.compute(Term::RANGE_BEFORE_MISSING, Unit::Yuan, reached);
        if median.value > 0.0 && !draft.missing.is_empty() {
            let mut sum = Expr::Number(1.0);
            for (answer, _, weight) in &draft.missing {
                let origin = Origin::Rule { id: joined(&["valuation.widening.", answer.code()]) };
                sum = sum + sheet.given(Term::WIDENING, *weight, Unit::Factor, origin);
            }
            let exponent = sheet.compute(Term::WIDENING_EXPONENT, Unit::Factor, sum);
            end = sheet.compute(Term::RANGE_END, Unit::Yuan, point * (end / Expr::from(point)).pow(exponent));
        }
        let end = Expr::from(end);
        sheet.compute(Term::RANGE_END, Unit::Yuan, if up { end.max(point) } else { end.min(point) });
        workings.file(joined(&["valuation.pool.", &draft.id, ".", if up { "p90" } else { "p10" }]), sheet)
    }
}

/// Shares the pool out by weight, or gives each reserve its own value.
fn shares(draft: &PoolDraft, range: Range, factor: f64, context: &Context) -> Vec<PoolShare> {
    let weights: Vec<f64> = draft.members.iter().map(|member| member.weight).collect();
    let total: f64 = weights.iter().sum();
    let mut low = allocate(range.p10, &weights);
    let mut middle = allocate(range.p50, &weights);
    let mut high = allocate(range.p90, &weights);
    if let Some(own) = &draft.own_values {
        let by = |pick: &dyn Fn(&Range) -> f64| own.iter().map(pick).collect::<Vec<f64>>();
        low = allocate(range.p10, &by(&|range| range.p10 * factor));
        middle = allocate(range.p50, &by(&|range| range.p50 * factor));
        high = allocate(range.p90, &by(&|range| range.p90 * factor));
    }
    let ends = low.into_iter().zip(middle).zip(high).map(|((p10, p50), p90)| Range { p10, p50, p90 });
    draft
        .members
        .iter()
        .zip(ends)
        .filter_map(|(member, part)| {
            let share = match &draft.own_values {
                Some(_) if range.p50 > 0.0 => part.p50 / range.p50,
                Some(_) => 0.0,
                None => member.weight / total,
            };
            Some(PoolShare {
                asset: context.rights.get(member.right)?.asset.id.clone(),
                weight: member.weight,
                share,
                range: part,
            })
        })
        .collect()
}

/// What each missing answer is worth: the width of the range with and without its widening.
fn missing(draft: &PoolDraft, range: Range) -> Vec<Missing> {
    let exponent = draft.widening();
    let width = |exponent: f64| {
        let end = |value: f64| range.p50 * libm::pow(value / range.p50, exponent);
        if range.p50 > 0.0 { end(range.p90) - end(range.p10) } else { 0.0 }
    };
    let now = width(1.0);
    let mut missing: Vec<Missing> = draft
        .missing
        .iter()
        .map(|(answer, path, weight)| Missing {
            answer: *answer,
            path: path.clone(),
            narrows: libm::fmax(now - width((exponent - weight) / exponent), 0.0),
        })
        .collect();
    missing.sort_by(|a, b| b.narrows.total_cmp(&a.narrows));
    missing
}
