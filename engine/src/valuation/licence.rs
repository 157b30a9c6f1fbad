//! Licences to others 对外许可: the contract's cash flow.

use super::context::Context;
use super::draft::{Applied, Member, PoolDraft, Simulated};
use super::income::{Conventions, IncomeBasis, IncomeCells, IncomeProblem, write};
use super::income_sampler::IncomeSampler;
use super::life::years_between;
use super::pool::pool_weight;
use super::range::{Drivers, Triangular};
use super::reconcile::Approach;
use super::result::{Method, NotApplied, PoolClass, ValuationError};
use crate::dossier::{Licence, LicenceDirection, Stage};
use crate::rules::Unit;
use crate::working::{Origin, Sheet, Term, Workings, joined};

/// One pool for each running licence to others that names rights in force.
pub(super) fn drafts(context: &Context, workings: &mut Workings) -> Result<Vec<PoolDraft>, ValuationError> {
    let mut pools = Vec::new();
    let out = |licence: &&Licence| licence.direction == Some(LicenceDirection::Out);
    for licence in context.dossier.licences.iter().filter(out) {
        let members: Vec<Member> = context
            .rights
            .iter()
            .enumerate()
            .filter(|(_, right)| right.void.is_none() && licence.assets.contains(&right.asset.id))
            .map(|(index, right)| Member {
                right: index,
                coverage: 1.0,
                weight: pool_weight(right.scored.worth, 1.0, right.validity),
            })
            .filter(|member| member.weight > 0.0)
            .collect();
        let running = licence.to.is_none_or(|to| to > context.day);
        if !members.is_empty() && running {
            pools.push(draft(context, licence, members, workings)?);
        }
    }
    Ok(pools)
}

/// Years of the contract left, and where they come from.
pub(super) fn contract_years(context: &Context, licence: &Licence) -> Result<(f64, Origin), ValuationError> {
    let Some(to) = licence.to else {
        let id = "valuation.licence.default-years";
        return Ok((context.rules.number(id)?, Origin::Rule { id: id.into() }));
    };
    Ok((years_between(context.day, to), Origin::Answered { path: joined(&["licences.", &licence.id, ".to"]) }))
}

/// Periods from the day on, whole years but for the last: how many, length of the first and of the last.
pub(super) fn periods(years: f64) -> (usize, f64, f64) {
    let count = libm::ceil(years - 1e-9) as usize;
    if count <= 1 { (count, libm::fmin(years, 1.0), 1.0) } else { (count, 1.0, years - (count as f64 - 1.0)) }
}

fn draft(
    context: &Context,
    licence: &Licence,
    members: Vec<Member>,
    workings: &mut Workings,
) -> Result<PoolDraft, ValuationError> {
    let rules = context.rules;
    let mut pool = PoolDraft {
        id: format!("{}.licence", licence.id),
        product: None,
        name: licence.party.clone(),
        class: PoolClass::Licence,
        stage: Stage::Mature,
        stage_answered: true,
        rate: None,
        discount_rate: None,
        life: None,
        applied: Vec::new(),
        not_applied: Vec::new(),
        members,
        missing: Vec::new(),
        notes: Vec::new(),
        own_values: None,
        simulated: None,
    };
    let Some(royalty) = licence.annual_royalty.filter(|royalty| royalty.fen() > 0) else {
        pool.not_applied.push((Method::LicenceIncome, NotApplied::NoRevenue));
        return Ok(pool);
    };
    let path = |field: &str| Origin::Answered { path: joined(&["licences.", &licence.id, ".", field]) };
    let longest = pool
        .members
        .iter()
        .filter_map(|member| context.rights.get(member.right))
        .map(|right| right.protection.benefit_years)
        .fold(0.0, libm::fmax);
    let (term, term_origin) = contract_years(context, licence)?;
    let years = libm::fmin(term, libm::fmin(longest, context.pool.forecast_limit));
    if years <= 0.0 {
        pool.not_applied.push((Method::LicenceIncome, NotApplied::NoMember));
        return Ok(pool);
    }
    let rate_id =
        if licence.fixed == Some(true) { "valuation.discount.contracted" } else { "valuation.discount.stage.mature" };
    let rate = rules.parameter(rate_id)?;
    let [low, mode, high] = rate.triple().unwrap_or_default();

    let (count, first, last) = periods(years);
    let mut sheet = Sheet::new();
    let yearly = sheet.given(Term::LICENCE_ROYALTY, royalty.to_yuan(), Unit::Yuan, path("annual_royalty"));
    sheet.given(Term::CONTRACT_YEARS, term, Unit::Year, term_origin);
    let lengths = super::income::lengths(count, first, last);
    let lengths = sheet.given_series(Term::PERIOD_LENGTH, lengths, Unit::Year, Origin::Stated);
    let base = sheet.compute(Term::INCOME, Unit::Yuan, yearly * lengths);
    let whole = sheet.given(Term::SHARE_RATE, 1.0, Unit::Ratio, Origin::Stated);
    let decay = sheet.given(Term::DECAY, 0.0, Unit::RatePerYear, Origin::Stated);
    let discount = sheet.rule(Term::DISCOUNT_RATE, rate);
    let problem = IncomeProblem {
        base: sheet.values(base).to_vec(),
        first_period: first,
        last_period: last,
        income: IncomeBasis::ProfitShare { rate: 1.0 },
        decay: 0.0,
        discount_rate: mode,
        conventions: Conventions::default(),
        terminal: None,
        amortisation: None,
    };
    let cells =
        IncomeCells { base, rate: whole, upkeep: None, decay, discount_rate: discount, tax: None, growth: None };
    write(&mut sheet, &problem, cells);
    let value = workings.file(joined(&["valuation.pool.", &pool.id, ".licence-income"]), sheet);
    let revenue = if licence.fixed == Some(true) {
        Triangular::certain(1.0)
    } else {
        let [low, mode, high] = rules.triple("valuation.uncertainty.revenue.mature")?;
        Triangular::new(low, mode, high)
    };
    let sampler = IncomeSampler::new(&problem, 0.0)?;
    let drivers = Drivers {
        revenue,
        rate: Triangular::certain(1.0),
        discount_rate: Triangular::new(low, mode, high),
        decay: Triangular::certain(0.0),
        life: Triangular::certain(years),
    };
    let range = context.design.range(&sampler, &drivers);
    pool.simulated = Some(Simulated { problem, drivers, least_gap: 0.0, range, longest: years });
    pool.applied.push(Applied {
        method: Method::LicenceIncome,
        approach: Approach::Income,
        value,
        range,
        cross_check: false,
        reach: None,
        spread: "",
    });
    Ok(pool)
}
