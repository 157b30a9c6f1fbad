//! Whether a rate pays for a loan 定价核对.

use serde::{Deserialize, Serialize};

use crate::Ratio;
use crate::dossier::{Guarantee, ReaderNotes};
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

/// The lowest rates with the bank's own figures, where it gave none those of the rules, against the rate of the loan.
pub(super) fn pricing(
    context: &Context,
    rate: Option<f64>,
    workings: &mut Workings,
) -> Result<Pricing, FinancingError> {
    let guarantee = match context.guarantee() {
        Guarantee::None => None,
        Guarantee::CityFund => Some("financing.bank.shared.city-fund"),
        Guarantee::Commercial => Some("financing.bank.shared.commercial"),
        Guarantee::Insurance => Some("financing.bank.shared.insurance"),
    };
    let alone = lowest(context, None, workings)?;
    let shared = lowest(context, Some(guarantee), workings)?;
    let pays = rate.map(|rate| rate >= shared.value);
    Ok(Pricing { alone, shared, rate, pays })
}

/// The lowest rate; `sharing` is `None` alone, else the record of the guarantee planned, if one is.
fn lowest(context: &Context, sharing: Option<Option<&str>>, workings: &mut Workings) -> Result<Figure, FinancingError> {
    let notes = &context.dossier.readers;
    let mut sheet = Sheet::new();
    let mut cell = |term, key: &str, own: fn(&ReaderNotes) -> Option<Ratio>, unit| -> Result<Cell, FinancingError> {
        let id = format!("financing.bank.{key}");
        Ok(match own(notes) {
            Some(own) => {
                let path = format!("readers.{}", field_of(key));
                sheet.given(term, own.get(), unit, Origin::Answered { path: path.into() })
            }
            None => sheet.rule(term, context.rules.parameter(&id)?),
        })
    };
    let costs = [
        cell(Term::FUNDING_COST, "ftp", |notes| notes.funding_cost, Unit::RatePerYear)?,
        cell(Term::OPERATING_COST, "opex", |notes| notes.operating_cost, Unit::RatePerYear)?,
        cell(Term::CAPITAL_CHARGE, "capital", |notes| notes.capital_charge, Unit::RatePerYear)?,
    ];
    let default = cell(Term::DEFAULT_PROBABILITY, "pd", |notes| notes.default_probability, Unit::RatePerYear)?;
    let loss = cell(Term::LOSS_GIVEN_DEFAULT, "lgd", |notes| notes.loss_given_default, Unit::Ratio)?;
    let shared = match (sharing, notes.shared_loss) {
        (Some(_), Some(own)) => {
            sheet.given(Term::SHARED_LOSS, own.get(), Unit::Ratio, Origin::answered("readers.shared_loss"))
        }
        (Some(Some(id)), None) => sheet.rule(Term::SHARED_LOSS, context.rules.parameter(id)?),
        _ => sheet.given(Term::SHARED_LOSS, 0.0, Unit::Ratio, Origin::Stated),
    };
    sheet.compute(Term::LOWEST_RATE, Unit::RatePerYear, lowest_rate(costs, default, loss, shared));
    let name = if sharing.is_some() { "lowest-rate-shared" } else { "lowest-rate" };
    Ok(workings.file(format!("financing.bank.{name}"), sheet))
}

/// The field in which a bank gives its own figure for a record.
fn field_of(key: &str) -> &'static str {
    match key {
        "ftp" => "funding_cost",
        "opex" => "operating_cost",
        "capital" => "capital_charge",
        "pd" => "default_probability",
        _ => "loss_given_default",
    }
}
