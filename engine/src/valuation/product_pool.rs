//! The technology pool and the brand pool of a product: who is in them, at what rate, for how long.

use smol_str::SmolStr;

use super::context::{Context, ProductContext, Right};
use super::draft::{Applied, Member, PoolDraft, Simulated};
use super::income::{Conventions, IncomeBasis, IncomeCells, IncomeProblem, TaxBasis, Terminal, write};
use super::income_sampler::IncomeSampler;
use super::range::{Drivers, Triangular};
use super::rates::{DiscountDraft, RateDraft};
use super::reconcile::Approach;
use super::result::{Method, MissingAnswer, NotApplied, PoolClass, Range, ValuationError};
use crate::dossier::{AssetKind, Sector, Stage};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// Members of a pool of a product: the rights in force, owned and not licensed away that use it.
pub(super) fn members(context: &Context, place: usize, class: PoolClass) -> Vec<Member> {
    let in_class = |right: &Right| {
        let brand = matches!(right.asset.kind, AssetKind::Trademark | AssetKind::GeographicalIndication);
        brand == (class == PoolClass::Brand)
    };
    context
        .rights
        .iter()
        .enumerate()
        // A right to licence income is valued by its contract alone.
        .filter(|(_, right)| right.asset.kind != AssetKind::LicenceRevenue)
        .filter(|(_, right)| right.void.is_none() && !right.exclusive && in_class(right))
        .filter_map(|(index, right)| {
            let (_, coverage) = right.uses.iter().find(|(used, _)| *used == place)?;
            let weight = super::pool::pool_weight(right.scored.worth, *coverage, right.validity);
            (weight > 0.0).then_some(Member { right: index, coverage: *coverage, weight })
        })
        .collect()
}

/// What the income approach of a pool needs.
pub(super) struct PoolInputs<'a> {
    pub product: &'a ProductContext<'a>,
    pub class: PoolClass,
    pub id: String,
    pub members: Vec<Member>,
    pub rate: RateDraft,
}

/// Values a pool of a product by every method that fits; `None` without members.
pub(super) fn draft(
    context: &Context,
    inputs: PoolInputs,
    workings: &mut Workings,
) -> Result<PoolDraft, ValuationError> {
    let PoolInputs { product, class, id, members, rate } = inputs;
    let mut pool = PoolDraft {
        product: (!product.implied).then(|| product.product.id.clone()),
        name: product.product.name.clone(),
        class,
        stage: product.stage,
        stage_answered: product.product.stage.is_some(),
        rate: None,
        discount_rate: None,
        life: None,
        applied: Vec::new(),
        not_applied: Vec::new(),
        missing: missing(context, product, class, &members)?,
        members,
        notes: Vec::new(),
        own_values: None,
        simulated: None,
        id,
    };
    let brand = class == PoolClass::Brand;
    let method = if brand { Method::ReliefFromRoyalty } else { Method::RevenueShare };
    let too_early = brand && matches!(product.stage, Stage::Laboratory | Stage::Pilot);
    if too_early {
        pool.not_applied.push((method, NotApplied::DoesNotFit));
    } else if !product.forecast.is_known() {
        pool.not_applied.push((method, NotApplied::NoRevenue));
    } else {
        income(context, product, rate, method, &mut pool, workings)?;
    }
    super::by_asset::cost_and_market(context, &mut pool, workings)?;
    if !brand && matches!(product.stage, Stage::Laboratory | Stage::Pilot) {
        super::by_asset::cost_by_accounts(context, product.years, &mut pool, workings)?;
        super::project::option(context, product, &mut pool, workings)?;
    } else {
        pool.not_applied.push((Method::DelayOption, NotApplied::DoesNotFit));
    }
    Ok(pool)
}

/// The answers of a product that are missing, with what each adds to the exponent.
fn missing(
    context: &Context,
    product: &ProductContext,
    class: PoolClass,
    members: &[Member],
) -> Result<Vec<(MissingAnswer, String, f64)>, ValuationError> {
    let mut found: Vec<(MissingAnswer, String, f64)> = Vec::new();
    let too_early = matches!(product.stage, Stage::Laboratory | Stage::Pilot);
    let weight = |answer: MissingAnswer| context.rules.number(&joined(&["valuation.widening.", answer.code()]));
    let mut add = |answer: MissingAnswer, path: String, part: f64| -> Result<(), ValuationError> {
        found.push((answer, path, weight(answer)? * part));
        Ok(())
    };
    let of = |field: &str| {
        if product.implied { "products".to_owned() } else { format!("products.{}.{field}", product.product.id) }
    };
    for (answer, path) in &product.forecast.missing {
        add(*answer, path.clone(), 1.0)?;
    }
    if product.sector.is_none() {
        add(MissingAnswer::Sector, "enterprise.sector".to_owned(), 1.0)?;
    }
    if product.product.stage.is_none() {
        add(MissingAnswer::Stage, of("stage"), 1.0)?;
    }
    if product.product.operating_margin.is_none() {
        add(MissingAnswer::Margin, of("operating_margin"), 1.0)?;
    }
    if class == PoolClass::Brand {
        if product.product.consumer.is_none() {
            add(MissingAnswer::Consumer, of("consumer"), 1.0)?;
        }
    } else {
        if !product.years_answered {
            add(MissingAnswer::ProductLife, of("first_sale"), 1.0)?;
        } else if product.product.end_of_life.is_none() {
            // The usual life of the technology stands in for the end of the product.
            add(MissingAnswer::ProductLife, of("end_of_life"), 0.5)?;
        }
        if too_early && product.forecast.is_known() && product.product.development_cost.is_none() {
            add(MissingAnswer::DevelopmentCost, of("development_cost"), 1.0)?;
        }
        let unanswered = 1.0 - super::rates::risk_answered(context, product);
        // The weights add up to one but for rounding.
        if unanswered > 1e-9 {
            add(MissingAnswer::Risk, of("risk_scores"), unanswered)?;
        }
    }
    let total: f64 = members.iter().map(|member| member.weight).sum();
    let unknown = |holds: bool| f64::from(u8::from(holds));
    let part = |holds: &dyn Fn(&Right) -> f64| {
        let sum: f64 = members
            .iter()
            .filter_map(|member| context.rights.get(member.right).map(|right| member.weight * holds(right)))
            .sum();
        if total > 0.0 { sum / total } else { 0.0 }
    };
    let assumed = part(&|right| unknown(right.uses_assumed));
    let unscored = part(&|right| 1.0 - right.scored.score.coverage);
    let stateless = part(&|right| unknown(right.asset.status.is_none()));
    let undated =
        part(&|right| unknown(right.protection.until.is_none() && right.protection.benefit_years.is_finite()));
    for (answer, path, share) in [
        (MissingAnswer::Uses, "assets.uses", assumed),
        (MissingAnswer::Scores, "assets.scores", unscored),
        (MissingAnswer::Dates, "assets.filing_date", undated),
        (MissingAnswer::Status, "assets.status", stateless),
    ] {
        if share > 1e-9 {
            add(answer, path.to_owned(), share)?;
        }
    }
    Ok(found)
}

/// The life of the pool: product or technology, legal terms by weight, and the ceiling of the forecast.
fn life(context: &Context, product: &ProductContext, pool: &PoolDraft, workings: &mut Workings) -> (Figure, f64) {
    let rules = &context.pool;
    let mut sheet = Sheet::new();
    let answered = |field: &str| Origin::Answered { path: joined(&["products.", &product.product.id, ".", field]) };
    let years = if product.product.end_of_life.is_some() {
        sheet.given(Term::PRODUCT_YEARS, product.years, Unit::Year, answered("end_of_life"))
    } else {
        let id = format!("valuation.life.technology.{}", product.sector_or_other().code());
        let whole =
            sheet.given(Term::TECHNOLOGY_LIFE, product.technology_life, Unit::Year, Origin::Rule { id: id.into() });
        match product.elapsed {
            Some(elapsed) if elapsed < 0.0 => {
                let wait = sheet.given(Term::YEARS_TO_SALE, -elapsed, Unit::Year, answered("first_sale"));
                sheet.compute(Term::PRODUCT_YEARS, Unit::Year, whole + wait)
            }
            Some(elapsed) => {
                let elapsed = sheet.given(Term::YEARS_USED, elapsed, Unit::Year, answered("first_sale"));
                let floor =
                    sheet.given(Term::LIFE_FLOOR, rules.life_floor, Unit::Year, Origin::rule("valuation.life.floor"));
                sheet.compute(Term::PRODUCT_YEARS, Unit::Year, (whole - elapsed).max(floor))
            }
            None => {
                let share = sheet.given(
                    Term::SHARE_LEFT,
                    rules.life_unknown,
                    Unit::Ratio,
                    Origin::rule("valuation.life.unknown-share"),
                );
                sheet.compute(Term::PRODUCT_YEARS, Unit::Year, whole * share)
            }
        }
    };
    let limit = sheet.given(
        Term::FORECAST_LIMIT,
        rules.forecast_limit,
        Unit::Year,
        Origin::rule("valuation.life.forecast-limit"),
    );
    let terms: Vec<f64> = pool
        .members
        .iter()
        .filter_map(|member| context.rights.get(member.right))
        .map(|right| {
            let years = libm::fmin(right.protection.benefit_years, rules.forecast_limit);
            if right.asset.kind == AssetKind::LayoutDesign { libm::fmin(years, rules.layout_limit) } else { years }
        })
        .collect();
    let longest = terms.iter().copied().fold(0.0, libm::fmax);
    let assets = || Origin::answered("assets");
    let terms = sheet.given_series(Term::LEGAL_YEARS, terms, Unit::Year, assets());
    let weights = pool.members.iter().map(|member| member.weight).collect();
    let weights = sheet.given_series(Term::POOL_WEIGHTS, weights, Unit::Factor, assets());
    let within = Expr::from(terms).min(years) * weights;
    let protected = sheet.compute(Term::PROTECTED_YEARS, Unit::Year, within.sum() / Expr::from(weights).sum());
    sheet.compute(Term::BENEFIT_YEARS, Unit::Year, Expr::from(protected).min(limit));
    (workings.file(joined(&["valuation.pool.", &pool.id, ".life"]), sheet), longest)
}

/// Decay of the share, capped for short lives, with the record it comes from.
fn decay(
    context: &Context,
    product: &ProductContext,
    pool: &PoolDraft,
    life: f64,
) -> Result<(f64, SmolStr), ValuationError> {
    let kinds: Vec<AssetKind> =
        pool.members.iter().filter_map(|member| context.rights.get(member.right).map(|r| r.asset.kind)).collect();
    let all = |kind: AssetKind| kinds.iter().all(|other| *other == kind);
    let name = if pool.class == PoolClass::Brand {
        "brand"
    } else if product.sector == Some(Sector::Software) || all(AssetKind::SoftwareCopyright) {
        "software"
    } else if all(AssetKind::LayoutDesign) {
        "layout"
    } else if matches!(product.sector, Some(Sector::Biomedicine | Sector::NewMaterials)) {
        "slow"
    } else {
        "patent"
    };
    let id = joined(&["valuation.decay.", name]);
    let decay = context.rules.number(&id)?;
    let cap = context.rules.number("valuation.decay.short-life-cap")?;
    if life < context.rules.number("valuation.decay.short-life")? && decay > cap {
        return Ok((cap, SmolStr::new_static("valuation.decay.short-life-cap")));
    }
    Ok((decay, id))
}

/// The income approach: working of the deterministic value, range by simulation.
fn income(
    context: &Context,
    product: &ProductContext,
    rate: RateDraft,
    method: Method,
    pool: &mut PoolDraft,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    let brand = pool.class == PoolClass::Brand;
    let forecast = &product.forecast;
    let (years, longest) = if brand {
        let explicit = context.rules.number("valuation.life.brand-years")?;
        (forecast.first_period + explicit - 1.0, 0.0)
    } else {
        let (figure, longest) = life(context, product, pool, workings);
        let years = figure.value;
        pool.life = Some(figure);
        (years, longest)
    };
    if years <= 0.0 {
        pool.not_applied.push((method, NotApplied::NoMember));
        return Ok(());
    }
    let discount =
        if brand { DiscountDraft::capital_market(context)? } else { DiscountDraft::of_product(context, product)? };
    let (decay, decay_id) = decay(context, product, pool, years)?;
    let mut rate_range = rate.range;
    let cut = rate.cut;
    let rate = workings.file(joined(&["valuation.pool.", &pool.id, ".rate"]), rate.sheet);
    if let Some((from, to)) = cut {
        pool.notes.push(super::result::ValuationNote::RateCut { pool: pool.id.clone(), from, to });
    }
    let discount_range = discount.range;
    let discount_rate = workings.file(joined(&["valuation.pool.", &pool.id, ".discount-rate"]), discount.sheet);

    let mut sheet = Sheet::new();
    let (count, last) = forecast.periods(years);
    let first = forecast.first_length(years);
    let revenue = forecast.write(&mut sheet, &super::income::lengths(count, first, last));
    let figure = |sheet: &mut Sheet, term, figure: &Figure| {
        sheet.given(term, figure.value, figure.unit, Origin::Figure { id: figure.working.clone() })
    };
    let rate_term = if brand { Term::ROYALTY_RATE } else { Term::SHARE_RATE };
    let rate_cell = figure(&mut sheet, rate_term, &rate);
    let discount_cell = figure(&mut sheet, Term::DISCOUNT_RATE, &discount_rate);
    let decay_cell = sheet.given(Term::DECAY, decay, Unit::RatePerYear, Origin::Rule { id: decay_id });
    let brand_terms = if brand { Some(brand_terms(context, &mut sheet, rate_cell, discount_cell)?) } else { None };
    let problem = IncomeProblem {
        base: sheet.values(revenue).to_vec(),
        first_period: first,
        last_period: last,
        income: match &brand_terms {
            Some(terms) => IncomeBasis::Royalty { rate: rate.value, upkeep: sheet.value(terms.upkeep) },
            None => IncomeBasis::RevenueShare { rate: rate.value },
        },
        decay,
        discount_rate: discount_rate.value,
        conventions: Conventions {
            tax: if brand { TaxBasis::PostTax { rate: context.tax.0 } } else { TaxBasis::PreTax },
            ..Conventions::default()
        },
        terminal: brand_terms.as_ref().map(|terms| Terminal { growth: sheet.value(terms.growth) }),
        amortisation: None,
    };
    let cells = IncomeCells {
        base: revenue,
        rate: rate_cell,
        upkeep: brand_terms.as_ref().map(|terms| terms.upkeep),
        decay: decay_cell,
        discount_rate: discount_cell,
        tax: brand_terms.as_ref().map(|terms| terms.tax),
        growth: brand_terms.as_ref().map(|terms| terms.growth),
    };
    write(&mut sheet, &problem, cells);
    let value = workings.file(joined(&["valuation.pool.", &pool.id, ".", method.code()]), sheet);

    let spread = |[low, mode, high]: [f64; 3], base: f64| Triangular::new(low * base, mode * base, high * base);
    let most = libm::fmax(years, libm::fmin(years * context.pool.life_spread[2], longest));
    let life = Triangular::new(years * context.pool.life_spread[0], years, most);
    let decay = spread(context.pool.decay_spread, decay);
    let reach = if brand {
        problem.clone()
    } else {
        // The draws may outlive the deterministic life: revenue up to the longest, and as far as a person says that
        // the income lasts, no farther than the rights do.
        let stated =
            context.dossier.uncertainty.get(joined(&[&pool.id, ".life"]).as_str()).and_then(|stated| stated.high);
        let farthest = libm::fmax(most, libm::fmin(stated.unwrap_or(0.0), longest));
        let (count, _) = forecast.periods(farthest);
        let mut scratch = Sheet::new();
        let revenue = forecast.write(&mut scratch, &super::income::lengths(count, forecast.first_period, 1.0));
        IncomeProblem {
            base: scratch.values(revenue).to_vec(),
            first_period: forecast.first_period,
            last_period: 1.0,
            ..problem.clone()
        }
    };
    if let IncomeBasis::Royalty { upkeep, .. } = problem.income {
        rate_range.low = libm::fmax(rate_range.low, upkeep);
    }
    let gap = if brand { context.rules.number("valuation.forecast.brand-gap")? } else { 0.0 };
    let sampler = IncomeSampler::new(&reach, gap)?;
    let drivers = Drivers {
        revenue: revenue_level(context, product.stage)?,
        rate: rate_range,
        discount_rate: discount_range,
        decay: Triangular::new(decay.low, decay.mode, libm::fmin(decay.high, 0.99)),
        life,
    };
    let range = context.design.range(&sampler, &drivers);
    let shown = as_wide_as_any_stage(context, product, &sampler, (&drivers, brand), range)?;
    profit_share(context, product, &problem, discount_cell_of(&discount_rate), pool, workings)?;
    pool.rate = Some(rate);
    pool.discount_rate = Some(discount_rate);
    pool.simulated =
        Some(Simulated { problem: reach, drivers, least_gap: gap, range, longest: libm::fmax(most, longest) });
    pool.applied.insert(
        0,
        Applied {
            method,
            approach: Approach::Income,
            value,
            range: shown,
            cross_check: false,
            reach: None,
            spread: "",
        },
    );
    Ok(())
}

/// The range while the stage is not answered: about the same median, and as wide as with the widest spread of revenue
/// and discount rate of the stages that it may be in.
fn as_wide_as_any_stage(
    context: &Context,
    product: &ProductContext,
    sampler: &IncomeSampler,
    (drivers, brand): (&Drivers, bool),
    range: Range,
) -> Result<Range, ValuationError> {
    if product.product.stage.is_some() || range.p50 <= 0.0 {
        return Ok(range);
    }
    let mut wide = *drivers;
    for stage in product.stages() {
        let level = revenue_level(context, *stage)?;
        wide.revenue.low = libm::fmin(wide.revenue.low, level.low);
        wide.revenue.high = libm::fmax(wide.revenue.high, level.high);
        // The rate of a brand follows the capital market, not the stage.
        if !brand {
            let rate = context.rules.triple(&joined(&["valuation.discount.stage.", stage.code()]))?;
            let of_mode = |place: usize| wide.discount_rate.mode * rate[place] / rate[1];
            let (low, high) = (of_mode(0), of_mode(2));
            wide.discount_rate.low = libm::fmin(wide.discount_rate.low, low);
            wide.discount_rate.high = libm::fmax(wide.discount_rate.high, high);
        }
    }
    let wide = context.design.range(sampler, &wide);
    let scaled = |end: f64| range.p50 * end / wide.p50;
    Ok(Range {
        p10: libm::fmin(range.p10, scaled(wide.p10)),
        p50: range.p50,
        p90: libm::fmax(range.p90, scaled(wide.p90)),
    })
}

/// Multiplier of revenue at a stage.
fn revenue_level(context: &Context, stage: Stage) -> Result<Triangular, ValuationError> {
    let [low, mode, high] = context.rules.triple(&joined(&["valuation.uncertainty.revenue.", stage.code()]))?;
    Ok(Triangular::new(low, mode, high))
}

/// Lines that only a brand has.
struct BrandTerms {
    upkeep: Cell,
    tax: Cell,
    growth: Cell,
}

fn brand_terms(context: &Context, sheet: &mut Sheet, rate: Cell, discount: Cell) -> Result<BrandTerms, ValuationError> {
    let upkeep = sheet.rule(Term::UPKEEP, context.rules.parameter("valuation.forecast.brand-upkeep")?);
    // Upkeep never turns the royalty saved into a loss.
    let upkeep = sheet.compute(Term::UPKEEP, Unit::Ratio, Expr::from(upkeep).min(rate));
    let tax = sheet.given(Term::TAX_RATE, context.tax.0, Unit::Ratio, context.tax.1.clone());
    let growth = sheet.rule(Term::TERMINAL_GROWTH, context.rules.parameter("valuation.forecast.brand-growth")?);
    let gap = sheet.rule(Term::LEAST_GAP, context.rules.parameter("valuation.forecast.brand-gap")?);
    let growth = sheet.compute(Term::TERMINAL_GROWTH, Unit::RatePerYear, Expr::from(growth).min(discount - gap));
    Ok(BrandTerms { upkeep, tax, growth })
}

fn discount_cell_of(figure: &Figure) -> (f64, Origin) {
    (figure.value, Origin::Figure { id: figure.working.clone() })
}

/// Profit share as a cross-check where the margin is known.
fn profit_share(
    context: &Context,
    product: &ProductContext,
    problem: &IncomeProblem,
    discount: (f64, Origin),
    pool: &mut PoolDraft,
    workings: &mut Workings,
) -> Result<(), ValuationError> {
    if pool.class == PoolClass::Brand {
        return Ok(());
    }
    let Some(margin) = product.product.operating_margin.filter(|margin| margin.get() > 0.0) else {
        pool.not_applied.push((Method::ProfitShare, NotApplied::NoMargin));
        return Ok(());
    };
    let mut sheet = Sheet::new();
    let lengths = problem.lengths();
    let revenue = product.forecast.write(&mut sheet, &lengths);
    let path = format!("products.{}.operating_margin", product.product.id);
    let margin = sheet.given(Term::OPERATING_MARGIN, margin.get(), Unit::Ratio, Origin::Answered { path: path.into() });
    let profit = sheet.compute(Term::PROFIT, Unit::Yuan, revenue * margin);
    let share = sheet.rule(Term::PROFIT_SHARE, context.rules.parameter("valuation.share.profit")?);
    let best: f64 = pool.members.iter().map(|member| member.coverage).fold(0.0, libm::fmax);
    let coverage = sheet.given(Term::COVERAGE, best, Unit::Ratio, Origin::answered("assets.uses"));
    let share = sheet.compute(Term::PROFIT_SHARE, Unit::Ratio, share * coverage);
    let decay = sheet.given(Term::DECAY, problem.decay, Unit::RatePerYear, Origin::Stated);
    let rate = sheet.given(Term::DISCOUNT_RATE, discount.0, Unit::RatePerYear, discount.1);
    let problem = IncomeProblem {
        base: sheet.values(profit).to_vec(),
        income: IncomeBasis::ProfitShare { rate: sheet.value(share) },
        ..problem.clone()
    };
    let cells =
        IncomeCells { base: profit, rate: share, upkeep: None, decay, discount_rate: rate, tax: None, growth: None };
    write(&mut sheet, &problem, cells);
    let value = workings.file(joined(&["valuation.pool.", &pool.id, ".profit-share"]), sheet);
    let range = super::result::Range::point(value.value);
    pool.applied.push(Applied {
        method: Method::ProfitShare,
        approach: Approach::Income,
        value,
        range,
        cross_check: true,
        reach: None,
        spread: "",
    });
    Ok(())
}
