//! Cost value of a single right. What is not known of its cost is assumed and widens the range; it never counts as zero.

use super::context::{Context, Right};
use super::cost::{
    CostConventions, CostOrigins, CostProblem, FunctionalObsolescence, Parts, write_from, write_functional,
};
use super::life::years_between;
use super::result::ValuationError;
use crate::Money;
use crate::dossier::AssetKind;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// The cost value of a right.
#[derive(Clone, Debug)]
pub(super) struct RightCost {
    /// The value.
    pub figure: Figure,
    /// Lowest and highest value that it may have while answers are missing; twice the value when none is.
    pub reach: [f64; 2],
    /// How much of the method is assumed, 0–1.
    pub assumed: f64,
}

/// What an unknown answer adds to [`RightCost::assumed`] beside the assumed part of the amounts.
const UNKNOWN_USE: f64 = 0.4;
const UNKNOWN_ECONOMIC: f64 = 0.2;
const UNKNOWN_INDEX: f64 = 0.1;

/// The cost value of a right; `None` while no part of its cost is known.
///
/// Amounts that are missing follow from the known ones by the usual composition of such a cost; they may be nothing, or
/// twice as much. Life used, economic obsolescence and price index each have a low, usual and high value of their own.
pub(super) fn cost(
    context: &Context,
    right: &Right,
    workings: &mut Workings,
) -> Result<Option<RightCost>, ValuationError> {
    let Some(cost) = &right.asset.cost else { return Ok(None) };
    let amounts =
        [cost.labour, cost.materials, cost.equipment, cost.tests, cost.filing].map(|part| part.map(Money::to_yuan));
    let known: f64 = amounts.iter().flatten().sum();
    if amounts.iter().all(Option::is_none) {
        return Ok(None);
    }
    let main = right.uses.first().and_then(|(place, _)| context.products.get(*place));
    let remaining = libm::fmin(
        libm::fmin(right.protection.benefit_years, context.pool.forecast_limit),
        main.map_or(f64::INFINITY, |main| main.years),
    );
    let since = right.asset.filing_date.or(right.asset.grant_date).or(right.asset.creation_date);
    let used = cost.used_years.or_else(|| since.map(|since| libm::fmax(years_between(since, context.day), 0.0)));
    if used.unwrap_or(1.0) + remaining <= 0.0 {
        return Ok(None);
    }
    let rules = context.rules;
    let path = |field: &str| Origin::Answered { path: joined(&["assets.", &right.asset.id, ".cost.", field]) };
    let rule = |name: &str| Origin::Rule { id: joined(&["valuation.cost.", name]) };
    let assume = |name: &str| rules.triple(&joined(&["valuation.cost.", name]));
    let kind = if right.asset.kind == AssetKind::SoftwareCopyright { "software" } else { "other" };

    let mut sheet = Sheet::new();
    let (parts, shares) = write_amounts(&mut sheet, context, &amounts, kind, &path)?;
    let [index_low, index, index_high] = match cost.price_index {
        Some(index) => [index; 3],
        None => assume("index-unknown")?,
    };
    let [economic_low, economic, economic_high] = match cost.economic_obsolescence {
        Some(share) => [share.get().clamp(0.0, 1.0); 3],
        None => assume("economic-unknown")?,
    };
    let [used_low, used_mode, used_high] = assume("used-unknown")?;
    let functional = |otherwise: f64| match used {
        Some(used) => FunctionalObsolescence::Time { used, remaining },
        None => FunctionalObsolescence::Stated(otherwise),
    };
    let (years, years_origin) = match cost.years {
        Some(years) => (years, path("years")),
        None => (rules.number("valuation.cost.default-years")?, rule("default-years")),
    };
    let problem = CostProblem {
        labour: 0.0,
        materials: 0.0,
        equipment: 0.0,
        tests: 0.0,
        filing: 0.0,
        price_index: index,
        overhead: rules.number("valuation.cost.overhead")?,
        capital_rate: rules.number("valuation.cost.capital")?,
        development_years: years,
        profit: rules.number("valuation.cost.profit")?,
        functional: functional(used_mode),
        economic,
    };
    let origins = CostOrigins {
        index: if cost.price_index.is_some() { path("price_index") } else { rule("index-unknown") },
        years: years_origin,
        economic: if cost.economic_obsolescence.is_some() {
            path("economic_obsolescence")
        } else {
            rule("economic-unknown")
        },
        overhead: rule("overhead"),
        profit: rule("profit"),
        capital: rule("capital"),
        life: match (cost.used_years, used) {
            (Some(_), _) => path("used_years"),
            (None, Some(_)) => Origin::Answered { path: joined(&["assets.", &right.asset.id]) },
            (None, None) => rule("used-unknown"),
        },
        ..CostOrigins::default()
    };
    let reproduction = write_from(&mut sheet, parts, &problem, &origins, CostConventions::default());
    let lost = write_functional(&mut sheet, problem.functional, &origins.life)?;
    let worn = sheet.given(Term::ECONOMIC_OBSOLESCENCE, economic, Unit::Ratio, origins.economic.clone());
    let value = sheet.compute(Term::VALUE, Unit::Yuan, reproduction * (1.0 - lost) * (1.0 - worn));
    let value = sheet.value(value);
    let figure = workings.file(joined(&["valuation.asset.", &right.asset.id, ".cost"]), sheet);

    // The same with what is missing at its least favourable, then at its most favourable.
    let at = |times: f64, price_index: f64, lost: f64, economic: f64| {
        let [labour, materials, equipment, tests, filing] = shares.amounts(&amounts, known, times);
        let functional = functional(lost);
        let amounts =
            CostProblem { labour, materials, equipment, tests, filing, price_index, functional, economic, ..problem };
        super::cost::cost_value(&amounts).map(|found| found.value)
    };
    let low = at(0.0, index_low, used_high, economic_high)?;
    let high = at(2.0, index_high, used_low, economic_low)?;
    let unknown = |holds: bool, part: f64| if holds { part } else { 0.0 };
    let assumed = shares.assumed
        + unknown(used.is_none(), UNKNOWN_USE)
        + unknown(cost.economic_obsolescence.is_none(), UNKNOWN_ECONOMIC)
        + unknown(cost.price_index.is_none(), UNKNOWN_INDEX);
    Ok(Some(RightCost {
        figure,
        reach: [libm::fmin(low, value), libm::fmax(high, value)],
        assumed: libm::fmin(assumed, 1.0),
    }))
}

/// How a cost is made up, and how much of it is not known.
struct Shares {
    composition: [f64; 5],
    known: f64,
    /// Part of the composition that is assumed, 0–1.
    assumed: f64,
}

impl Shares {
    /// The amounts, each missing one `times` what follows from the known ones.
    fn amounts(&self, amounts: &[Option<f64>; 5], known: f64, times: f64) -> [f64; 5] {
        let mut found = self.composition.map(|share| known * share / self.known * times);
        for (found, amount) in found.iter_mut().zip(amounts) {
            *found = amount.unwrap_or(*found);
        }
        found
    }
}

/// Writes the five amounts, the known as answered and the missing by composition.
fn write_amounts(
    sheet: &mut Sheet,
    context: &Context,
    amounts: &[Option<f64>; 5],
    kind: &str,
    path: &dyn Fn(&str) -> Origin,
) -> Result<(Parts, Shares), ValuationError> {
    const NAMES: [(&str, Term); 5] = [
        ("labour", Term::LABOUR),
        ("materials", Term::MATERIALS),
        ("equipment", Term::EQUIPMENT),
        ("tests", Term::TESTS),
        ("filing", Term::FILING_COST),
    ];
    let id = format!("valuation.cost.composition.{kind}");
    let list = context.rules.list(&id)?;
    let mut composition = [0.0; 5];
    for (share, listed) in composition.iter_mut().zip(list) {
        *share = *listed;
    }
    let total: f64 = composition.iter().sum();
    let of_known: f64 =
        composition.iter().zip(amounts).filter(|(_, amount)| amount.is_some()).map(|(share, _)| share).sum();
    let shares = Shares { composition, known: of_known, assumed: 1.0 - of_known / total };

    let mut cells: [Option<Cell>; 5] = [None; 5];
    for ((cell, amount), (name, term)) in cells.iter_mut().zip(amounts).zip(NAMES) {
        *cell = amount.map(|amount| sheet.given(term, amount, Unit::Yuan, path(name)));
    }
    if cells.iter().any(Option::is_none) {
        let series = sheet.given_series(
            Term::COST_COMPOSITION,
            composition.to_vec(),
            Unit::Ratio,
            Origin::Rule { id: id.into() },
        );
        let sum = |parts: Vec<Expr>| parts.into_iter().reduce(|sum, part| sum + part).unwrap_or(Expr::Number(0.0));
        let known = sum(cells.iter().flatten().map(|cell| Expr::from(*cell)).collect());
        let known = sheet.compute(Term::KNOWN_COST, Unit::Yuan, known);
        let places = cells.iter().enumerate().filter(|(_, cell)| cell.is_some());
        let part = sum(places.map(|(place, _)| Expr::from(series).at(place)).collect());
        let part = sheet.compute(Term::KNOWN_SHARE, Unit::Ratio, part);
        for (place, (cell, (_, term))) in cells.iter_mut().zip(NAMES).enumerate() {
            if cell.is_none() {
                *cell = Some(sheet.compute(term, Unit::Yuan, known * Expr::from(series).at(place) / part));
            }
        }
    }
    let [labour, materials, equipment, tests, filing] = cells.map(|cell| cell.map_or(Expr::Number(0.0), Expr::from));
    Ok((Parts { labour, materials, equipment, tests, filing }, shares))
}
