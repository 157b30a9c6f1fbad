//! Whether a rate pays for a loan 定价核对.

use serde::{Deserialize, Serialize};

use crate::dossier::Guarantee;
use crate::financing::FinancingError;
use crate::financing::context::Context;
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings};

/// The lowest rate that pays for a loan: funding + operation + capital + default · loss · (1 − share borne by others).
#[must_use]
pub fn lowest_rate(costs: [Cell; 3], default: Cell, loss: Cell, shared: impl Into<Expr>) -> Expr {
    let [funding, operation, capital] = costs;
    funding + operation + capital + default * loss * (1.0 - shared.into())
}

/// The pricing check of a loan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pricing {
    /// Lowest rate without anybody bearing a part of the loss, per year.
    pub alone: Figure,
    /// Lowest rate with the guarantee that is planned, per year.
    pub shared: Figure,
    /// Rate of the loan, per year.
    pub rate: Option<f64>,
    /// The rate of the loan pays with the guarantee planned; `None` without a loan.
    pub pays: Option<bool>,
}

/// The lowest rates with the bank's own figures of the rules, against the rate of the loan.
pub(super) fn pricing(
    context: &Context,
    rate: Option<f64>,
    workings: &mut Workings,
) -> Result<Pricing, FinancingError> {
    let rules = context.rules;
    let mut lowest = |name: &str, share: Option<&str>| -> Result<Figure, FinancingError> {
        let mut sheet = Sheet::new();
        let mut rule = |term, id: &str| -> Result<Cell, FinancingError> {
            Ok(sheet.rule(term, rules.parameter(&format!("financing.bank.{id}"))?))
        };
        let costs = [
            rule(Term::FUNDING_COST, "ftp")?,
            rule(Term::OPERATING_COST, "opex")?,
            rule(Term::CAPITAL_CHARGE, "capital")?,
        ];
        let default = rule(Term::DEFAULT_PROBABILITY, "pd")?;
        let loss = rule(Term::LOSS_GIVEN_DEFAULT, "lgd")?;
        let shared = match share {
            Some(id) => rule(Term::SHARED_LOSS, id)?,
            None => sheet.given(Term::SHARED_LOSS, 0.0, Unit::Ratio, Origin::Stated),
        };
        sheet.compute(Term::LOWEST_RATE, Unit::RatePerYear, lowest_rate(costs, default, loss, shared));
        Ok(workings.file(format!("financing.bank.{name}"), sheet))
    };
    let alone = lowest("lowest-rate", None)?;
    let share = match context.guarantee() {
        Guarantee::None => None,
        Guarantee::CityFund => Some("shared.city-fund"),
        Guarantee::Commercial => Some("shared.commercial"),
        Guarantee::Insurance => Some("shared.insurance"),
    };
    let shared = lowest("lowest-rate-shared", share)?;
    let pays = rate.map(|rate| rate >= shared.value);
    Ok(Pricing { alone, shared, rate, pays })
}
