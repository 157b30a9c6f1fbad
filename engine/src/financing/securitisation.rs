//! Securitisation 知识产权证券化 (AB): rights that enter a pool organised by a district or park.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::assemble::{Draft, days, flag};
use super::context::{Context, rule_cell};
use super::cost::{Loan, Support, all_in_cost};
use super::criteria::{ChannelMeasures, Screen, Standing, screen};
use super::pledge::{bounds, missing};
use super::sizing::{Case, CommonLimits, amount_of, by_case, lending_values};
use super::subsidy::{Costs, LoanSupport, loan_support, support_cells};
use super::{
    Channel, ChannelDetails, Figure, FigureRange, FinancingError, LeaseStatus, Limit, LimitKind, PoolCollateral,
    PoolMode, SecuritisationDetails,
};
use crate::dossier::AssetKind;
use crate::rules::{Measured, Unit};
use crate::working::{Expr, Origin, Sheet, Term, Workings, joined};

/// A firm's ticket in a pool.
pub(super) fn assess(
    context: &Context,
    pledge: &Screen,
    common: &CommonLimits,
    lease: LeaseStatus,
    workings: &mut Workings,
) -> Result<Draft, FinancingError> {
    let kinds = context.kinds("AB")?;
    let usable: Vec<usize> = context
        .valued(pledge.usable())
        .into_iter()
        .filter(|place| context.items.get(*place).is_some_and(|item| kinds.contains(&item.asset.kind)))
        .collect();
    let mut draft_amount = None;
    let mut limits = Vec::new();
    let mut binding = None;
    if !usable.is_empty() {
        let (amount, found, bound) = size(context, common, workings, &usable)?;
        draft_amount = Some(amount);
        limits = found;
        binding = Some(bound);
    }
    let measures = measures(context, pledge, &usable, draft_amount.as_ref())?;
    let borrowed = |criterion: &crate::rules::Criterion| criterion.id == "PL-E01";
    let mut screened = screen(context, "AB", &borrowed, &kinds, &measures)?;
    for (standing, pledged) in screened.standings.iter_mut().zip(&pledge.standings) {
        *standing = (*standing).max(*pledged);
    }
    let mut draft = Draft::new(Channel::Securitisation, screened, days(context, "AB")?);
    draft.limits = limits;
    draft.binding = binding;
    if let Some(amount) = draft_amount {
        draft.cost = cost(context, workings, &amount.base, "cost", &Borne::Nothing)?;
        let costs = issue_costs(context, amount.base.value)?;
        if let Some(support) = loan_support(context, &costs)? {
            let borne = Borne::Refund(support);
            draft.cost_after_subsidy = cost(context, workings, &amount.base, "cost-after-subsidy", &borne)?;
        }
        if context.in_whole() {
            draft.cost_in_scenario = cost(context, workings, &amount.base, "cost-in-scenario", &Borne::Award)?;
        }
        let mut sheet = Sheet::new();
        let principal = principal(&mut sheet, &amount.base);
        let rules = context.rules;
        let guarantee = rule_cell(&mut sheet, rules, Term::GUARANTEE_RATE, "financing.securitisation.guarantee", 1)?;
        let issue = rule_cell(&mut sheet, rules, Term::ISSUE_COST, "financing.securitisation.issue", 1)?;
        sheet.compute(Term::UPFRONT, Unit::Yuan, principal * (guarantee + issue));
        draft.upfront = Some(workings.file("financing.AB.upfront", sheet));
        draft.amount = Some(amount);
    }
    let mut sheet = Sheet::new();
    rule_cell(&mut sheet, context.rules, Term::COUPON, "financing.securitisation.coupon", 1)?;
    draft.details = ChannelDetails::Securitisation(SecuritisationDetails {
        modes: modes(context, pledge, lease),
        coupon: workings.file("financing.AB.coupon", sheet),
        collateral: collateral(context, &usable)?,
    });
    draft.red_flags = vec![flag("AB-R1"), flag("AB-R2"), flag("AB-R4"), flag("AB-R5")];
    if lease == LeaseStatus::BlockedRegulatory {
        draft.red_flags.push(flag("AB-R6"));
    }
    if !context.licences.is_empty() {
        draft.red_flags.push(flag("AB-R3"));
    }
    missing(&mut draft, context, common);
    Ok(draft)
}

/// What enters a pool, by kind of right.
fn collateral(context: &Context, usable: &[usize]) -> Result<Vec<PoolCollateral>, FinancingError> {
    let mut found: Vec<PoolCollateral> = Vec::new();
    for (place, value) in usable.iter().zip(lending_values(context, usable)?) {
        let Some(kind) = context.items.get(*place).map(|item| item.asset.kind) else { continue };
        match found.iter_mut().find(|part| part.kind == kind) {
            Some(part) => {
                part.rights += 1;
                part.value += value;
            }
            None => {
                let [_, rate, _] = context.rules.triple(&advance_id(kind))?;
                found.push(PoolCollateral { kind, rights: 1, value, rate });
            }
        }
    }
    Ok(found)
}

/// Id of the advance rate of a kind of right.
fn advance_id(kind: AssetKind) -> String {
    format!("financing.securitisation.advance.{}", kind.code())
}

fn principal(sheet: &mut Sheet, amount: &Figure) -> crate::working::Cell {
    sheet.given(Term::LOAN_AMOUNT, amount.value, Unit::Yuan, Origin::Figure { id: amount.working.clone() })
}

/// `min(Σ λ · V_low, need, share of the pool)`.
fn size(
    context: &Context,
    common: &CommonLimits,
    workings: &mut Workings,
    usable: &[usize],
) -> Result<(FigureRange, Vec<Limit>, LimitKind), FinancingError> {
    let rules = context.rules;
    let values = lending_values(context, usable)?;
    let mut pool = Sheet::new();
    let size = pool.rule(Term::POOL_SIZE, rules.parameter("financing.securitisation.pool")?);
    let share = pool.rule(Term::DEBTOR_SHARE, rules.parameter("financing.securitisation.pool-share")?);
    pool.compute(Term::POOL_LIMIT, Unit::Yuan, size * share);
    let pool = Limit { kind: LimitKind::PoolShare, figure: workings.file("financing.AB.pool-limit", pool) };
    let mut others: Vec<Limit> = common.limits().into_iter().filter(|limit| limit.kind == LimitKind::Need).collect();
    others.push(pool);
    let items = usable.iter().filter_map(|place| context.items.get(*place));
    let kinds: Vec<AssetKind> = items.map(|item| item.asset.kind).collect();
    let mut advances = BTreeMap::new();
    for kind in kinds.iter().copied().collect::<BTreeSet<AssetKind>>() {
        let id = advance_id(kind);
        let rates = rules.triple(&id)?;
        advances.insert(kind, (id, rates));
    }
    let mut records: Vec<SmolStr> = advances.values().map(|(id, _)| id.into()).collect();
    records.sort_unstable();
    let mut limits = Vec::new();
    let mut binding = LimitKind::Collateral;
    let amount = by_case(context, |case| {
        let mut sheet = Sheet::new();
        let rate =
            |kind| advances.get(kind).and_then(|(_, rates)| rates.get(case.place())).copied().unwrap_or_default();
        let rates = kinds.iter().map(rate).collect();
        let value = super::sizing::value_series(&mut sheet, values.clone());
        let rate = sheet.given_series(Term::ADVANCE_RATE, rates, Unit::Ratio, Origin::answered("assets"));
        let limit = sheet.compute_by_ids(Term::COLLATERAL_LIMIT, Unit::Yuan, (value * rate).sum(), records.clone());
        if case == Case::Base {
            let figure = workings.file_copy("financing.AB.collateral", &sheet);
            limits.push(Limit { kind: LimitKind::Collateral, figure });
        }
        let (_, bound) = amount_of(&mut sheet, (LimitKind::Collateral, limit), &others)?;
        if case == Case::Base {
            binding = bound;
        }
        Ok(workings.file(joined(&["financing.AB.amount.", case.code()]), sheet))
    })?;
    limits.extend(others);
    Ok((amount, limits, binding))
}

/// What somebody else bears of the cost.
enum Borne {
    Nothing,
    /// The measures that hold today.
    Refund(LoanSupport),
    /// As if a place paid the award of a published scheme: a scenario only.
    Award,
}

/// What an issue costs once: measures may refund a part of the guarantee fee and of the cost of the issue. The coupon is
/// no bank's interest, so no interest subsidy reaches it.
fn issue_costs(context: &Context, amount: f64) -> Result<Costs, FinancingError> {
    let middle = |id: &str| -> Result<f64, FinancingError> {
        let [_, rate, _] = context.rules.triple(&joined(&["financing.securitisation.", id]))?;
        Ok(rate)
    };
    Ok(Costs {
        principal: amount,
        guarantee: middle("guarantee")?,
        issue: amount * middle("issue")?,
        ..Costs::default()
    })
}

/// The all-in cost.
fn cost(
    context: &Context,
    workings: &mut Workings,
    amount: &Figure,
    name: &str,
    borne: &Borne,
) -> Result<Option<Figure>, FinancingError> {
    let rules = context.rules;
    let mut sheet = Sheet::new();
    let principal = principal(&mut sheet, amount);
    let coupon = rule_cell(&mut sheet, rules, Term::COUPON, "financing.securitisation.coupon", 1)?;
    let spread = rule_cell(&mut sheet, rules, Term::SERVICE_SPREAD, "financing.securitisation.spread", 1)?;
    let interest = sheet.compute(Term::INTEREST_RATE, Unit::RatePerYear, coupon + spread);
    let guarantee = rule_cell(&mut sheet, rules, Term::GUARANTEE_RATE, "financing.securitisation.guarantee", 1)?;
    let issue = rule_cell(&mut sheet, rules, Term::ISSUE_COST, "financing.securitisation.issue", 1)?;
    let mut guarantee_fee = Expr::from(guarantee);
    if let Borne::Refund(support) = borne
        && support.guarantee > 0.0
    {
        let origin = Origin::Rule { id: support.policies.first().map(Into::into).unwrap_or_default() };
        let paid = sheet.given(Term::SUBSIDISED_SHARE, support.guarantee, Unit::Ratio, origin);
        guarantee_fee = guarantee * (1.0 - paid);
    }
    let fees = sheet.compute(Term::FEES, Unit::Yuan, principal * (guarantee_fee + issue));
    // The guarantee is paid once, at the start: it is among the fees.
    let yearly = sheet.given(Term::GUARANTEE_RATE, 0.0, Unit::RatePerYear, Origin::Stated);
    let years = rules.number("financing.securitisation.tenor-months")? / 12.0;
    let support = match borne {
        Borne::Nothing => None,
        Borne::Refund(support) => Some(support_cells(&mut sheet, support, rules.number("financing.subsidy-lag")?)),
        // No award of Shanghai is known: that of another city shows what one would change.
        Borne::Award => {
            let note = rules.note("PO-R1")?;
            let given = note.number("xian-abs").zip(note.number("xian-cap"));
            let (rate, cap) = given.ok_or_else(|| FinancingError::Shape { id: note.id.to_string() })?;
            let received = sheet.compute_by(Term::AWARD, Unit::Yuan, award(principal, rate, cap), &["PO-R1"]);
            let none = |sheet: &mut Sheet, term, unit| sheet.given(term, 0.0, unit, Origin::Stated);
            let interest_share = none(&mut sheet, Term::SUBSIDISED_SHARE, Unit::Ratio);
            let yearly_cap = none(&mut sheet, Term::SUBSIDY_CAP, Unit::Yuan);
            Some(Support { interest_share, yearly_cap, award: received, fees: None, lag: 1.0 })
        }
    };
    let loan = Loan { principal, interest, guarantee: yearly, fees, years, support };
    let solved = all_in_cost(&mut sheet, &loan, bounds(context)?);
    Ok(solved.map(|_| workings.file(joined(&["financing.AB.", name]), sheet)))
}

fn measures(
    context: &Context,
    pledge: &Screen,
    usable: &[usize],
    amount: Option<&FigureRange>,
) -> Result<ChannelMeasures, FinancingError> {
    let items = || usable.iter().filter_map(|place| context.items.get(*place));
    let inventions = items().filter(|item| item.asset.kind == AssetKind::Invention).count();
    // Enough rights in all stand in for the inventions asked.
    let rights = context.rules.number("financing.securitisation.inventions-or-rights")?;
    let enough = context.threshold("AB-S06")?;
    let inventions = inventions as f64;
    let asked = if usable.len() as f64 >= rights { libm::fmax(inventions, enough) } else { inventions };
    // What is pledged must pass as a pledge; a double licence needs no pledge.
    let pool_rights = match (pledged(pledge), context.confirmed("platform-double-licence")) {
        (Some(true), _) | (_, Some(true)) => Some(true),
        (None, _) => None,
        (Some(false), _) => Some(false),
    };
    Ok(ChannelMeasures::from([
        ("channel.pool_rights", pool_rights.into()),
        ("channel.invention_count", Measured::Number(asked)),
        ("channel.pool_ticket", amount.map(|amount| amount.base.value).into()),
    ]))
}

/// Whether a right passes as a pledge.
fn pledged(pledge: &Screen) -> Option<bool> {
    match pledge.standings.iter().min() {
        Some(Standing::Confirmed) => Some(true),
        Some(Standing::Unconfirmed) => None,
        _ => Some(false),
    }
}

fn modes(context: &Context, pledge: &Screen, lease: LeaseStatus) -> Vec<(PoolMode, Option<bool>)> {
    vec![
        (PoolMode::Pledge, pledged(pledge)),
        (PoolMode::Lease, Some(lease == LeaseStatus::Experimental)),
        (PoolMode::DoubleLicence, context.confirmed("platform-double-licence")),
        (PoolMode::SupplyChain, context.confirmed("core-firm-receivable")),
    ]
}

/// The award of a place on an amount, for comparison: `min(rate · amount, cap)`.
#[must_use]
pub fn award(amount: crate::working::Cell, rate: f64, cap: f64) -> Expr {
    (amount * rate).min(cap)
}
