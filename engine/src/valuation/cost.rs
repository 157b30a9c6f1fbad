//! Cost approach 成本法: what it would cost to create the right again, less obsolescence.

use super::ValuationError;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Origin, Sheet, Term};

/// A cost valuation with explicit inputs.
///
/// ```text
/// C  = (labour + materials + equipment + tests)·index·(1 + overhead) + filing
/// RC = C + C·[(1+i)^(D/2) − 1] + C·profit
/// V  = RC·(1 − used/(used+remaining))·(1 − economic)
/// ```
///
/// # Source
/// Multiplicative form: valuation.s39; time form of functional obsolescence: valuation.s36.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostProblem {
    /// Labour, yuan.
    pub labour: f64,
    /// Materials, yuan.
    pub materials: f64,
    /// Use of equipment, yuan.
    pub equipment: f64,
    /// Tests, yuan.
    pub tests: f64,
    /// Filing, examination and agency, yuan.
    pub filing: f64,
    /// Price index from spending to the valuation date, 1 is no change.
    pub price_index: f64,
    /// Overhead rate.
    pub overhead: f64,
    /// Cost of capital per year.
    pub capital_rate: f64,
    /// Development time, years, spending even.
    pub development_years: f64,
    /// Reasonable profit.
    pub profit: f64,
    /// Functional obsolescence.
    pub functional: FunctionalObsolescence,
    /// Economic obsolescence, 0–1.
    pub economic: f64,
}

/// Functional obsolescence 功能性贬值.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FunctionalObsolescence {
    /// `used/(used+remaining)`.
    Time {
        /// Years used.
        used: f64,
        /// Years left.
        remaining: f64,
    },
    /// `1 − (own/best)^x`.
    Performance {
        /// Own metric.
        own: f64,
        /// Best metric on the market.
        best: f64,
        /// Scale exponent.
        exponent: f64,
    },
    /// Stated, 0–1.
    Stated(f64),
}

/// The two results of the cost approach, yuan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostValue {
    /// Reproduction cost new 重置成本.
    pub reproduction: f64,
    /// Value after obsolescence.
    pub value: f64,
}

/// The value.
///
/// # Errors
/// [`ValuationError::Problem`] when years or metrics cannot be divided.
pub fn cost_value(problem: &CostProblem) -> Result<CostValue, ValuationError> {
    let mut sheet = Sheet::new();
    let cells = write(&mut sheet, problem, &CostOrigins::default())?;
    Ok(CostValue { reproduction: sheet.value(cells.reproduction), value: sheet.value(cells.value) })
}

/// Where the inputs came from.
#[derive(Clone, Debug)]
pub struct CostOrigins {
    /// The amounts.
    pub cost: Origin,
    /// Price index.
    pub index: Origin,
    /// Development time.
    pub years: Origin,
    /// Economic obsolescence.
    pub economic: Origin,
    /// Overhead.
    pub overhead: Origin,
    /// Profit.
    pub profit: Origin,
    /// Cost of capital.
    pub capital: Origin,
    /// Years used and left.
    pub life: Origin,
}

impl Default for CostOrigins {
    fn default() -> Self {
        CostOrigins {
            cost: Origin::Stated,
            index: Origin::Stated,
            years: Origin::Stated,
            economic: Origin::Stated,
            overhead: Origin::Stated,
            profit: Origin::Stated,
            capital: Origin::Stated,
            life: Origin::Stated,
        }
    }
}

/// Lines of the results.
#[derive(Clone, Copy, Debug)]
pub struct CostCells {
    /// Reproduction cost new.
    pub reproduction: Cell,
    /// Value after obsolescence.
    pub value: Cell,
}

/// Conventions of the reproduction cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CostConventions {
    /// Part of the development time over which the cost is tied up: 0.5 for even spending, 1 for spending at the start.
    pub tied_up: f64,
    /// Whether profit is earned on the cost of capital too.
    pub profit_on_capital: bool,
}

impl Default for CostConventions {
    fn default() -> Self {
        CostConventions { tied_up: 0.5, profit_on_capital: false }
    }
}

/// Writes the formula into a sheet; the value is its last line.
///
/// # Errors
/// As [`cost_value`].
pub fn write(sheet: &mut Sheet, problem: &CostProblem, origins: &CostOrigins) -> Result<CostCells, ValuationError> {
    let reproduction = write_reproduction(sheet, problem, origins, CostConventions::default());
    let functional = write_functional(sheet, problem.functional, &origins.life)?;
    let economic = sheet.given(Term::ECONOMIC_OBSOLESCENCE, problem.economic, Unit::Ratio, origins.economic.clone());
    let value = sheet.compute(Term::VALUE, Unit::Yuan, reproduction * (1.0 - functional) * (1.0 - economic));
    Ok(CostCells { reproduction, value })
}

/// The amounts that a cost is made of, as lines of a sheet.
pub(super) struct Parts {
    /// Labour.
    pub labour: Expr,
    /// Materials.
    pub materials: Expr,
    /// Use of equipment.
    pub equipment: Expr,
    /// Tests.
    pub tests: Expr,
    /// Filing, examination and agency.
    pub filing: Expr,
}

/// Writes the reproduction cost new.
pub(super) fn write_reproduction(
    sheet: &mut Sheet,
    problem: &CostProblem,
    origins: &CostOrigins,
    conventions: CostConventions,
) -> Cell {
    let yuan = Unit::Yuan;
    let labour = sheet.given(Term::LABOUR, problem.labour, yuan, origins.cost.clone());
    let materials = sheet.given(Term::MATERIALS, problem.materials, yuan, origins.cost.clone());
    let equipment = sheet.given(Term::EQUIPMENT, problem.equipment, yuan, origins.cost.clone());
    let tests = sheet.given(Term::TESTS, problem.tests, yuan, origins.cost.clone());
    let filing = sheet.given(Term::FILING_COST, problem.filing, yuan, origins.cost.clone());
    let parts = Parts {
        labour: labour.into(),
        materials: materials.into(),
        equipment: equipment.into(),
        tests: tests.into(),
        filing: filing.into(),
    };
    write_from(sheet, parts, problem, origins, conventions)
}

/// Writes the reproduction cost new of amounts that stand in the sheet; those of the problem are not read.
pub(super) fn write_from(
    sheet: &mut Sheet,
    parts: Parts,
    problem: &CostProblem,
    origins: &CostOrigins,
    conventions: CostConventions,
) -> Cell {
    let yuan = Unit::Yuan;
    let Parts { labour, materials, equipment, tests, filing } = parts;
    let index = sheet.given(Term::PRICE_INDEX, problem.price_index, Unit::Factor, origins.index.clone());
    let overhead = sheet.given(Term::OVERHEAD, problem.overhead, Unit::Ratio, origins.overhead.clone());
    let capital = sheet.given(Term::CAPITAL_RATE, problem.capital_rate, Unit::RatePerYear, origins.capital.clone());
    let years = sheet.given(Term::DEVELOPMENT_YEARS, problem.development_years, Unit::Year, origins.years.clone());
    let profit = sheet.given(Term::PROFIT_RATE, problem.profit, Unit::Ratio, origins.profit.clone());
    let subtotal = sheet.compute(
        Term::COST_SUBTOTAL,
        yuan,
        (labour + materials + equipment + tests) * index * (1.0 + overhead) + filing,
    );
    let tied_up = years * conventions.tied_up;
    let interest = sheet.compute(Term::CAPITAL_COST, yuan, subtotal * ((1.0 + capital).pow(tied_up) - 1.0));
    let earning = if conventions.profit_on_capital { subtotal + interest } else { subtotal.into() };
    let reward = sheet.compute(Term::REASONABLE_PROFIT, yuan, earning * profit);
    sheet.compute(Term::REPRODUCTION_COST, yuan, subtotal + interest + reward)
}

/// Writes the functional obsolescence.
///
/// # Errors
/// As [`cost_value`].
pub(super) fn write_functional(
    sheet: &mut Sheet,
    functional: FunctionalObsolescence,
    life: &Origin,
) -> Result<Cell, ValuationError> {
    let fail = |problem| ValuationError::Problem { field: "functional", problem };
    Ok(match functional {
        FunctionalObsolescence::Time { used, remaining } => {
            if !(used >= 0.0 && remaining >= 0.0 && used + remaining > 0.0) {
                return Err(fail("years are not negative and not both zero"));
            }
            let used = sheet.given(Term::YEARS_USED, used, Unit::Year, life.clone());
            let remaining = sheet.given(Term::YEARS_LEFT, remaining, Unit::Year, life.clone());
            sheet.compute(Term::FUNCTIONAL_OBSOLESCENCE, Unit::Ratio, used / (used + remaining))
        }
        FunctionalObsolescence::Performance { own, best, exponent } => {
            if !(own >= 0.0 && best > 0.0) {
                return Err(fail("metrics are not negative and the best is above zero"));
            }
            let own = sheet.given(Term::OWN_METRIC, own, Unit::Factor, Origin::Stated);
            let best = sheet.given(Term::BEST_METRIC, best, Unit::Factor, Origin::Stated);
            let exponent = sheet.given(Term::SCALE_EXPONENT, exponent, Unit::Factor, Origin::Stated);
            sheet.compute(Term::FUNCTIONAL_OBSOLESCENCE, Unit::Ratio, 1.0 - (own / best).pow(exponent))
        }
        FunctionalObsolescence::Stated(share) => {
            sheet.given(Term::FUNCTIONAL_OBSOLESCENCE, share, Unit::Ratio, life.clone())
        }
    })
}
