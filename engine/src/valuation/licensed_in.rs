//! Licences from others 引进许可: an asset only where the contract may be passed on, worth the royalty it saves against
//! the market's.
//!
//! The right itself belongs to the licensor, so that nothing of it counts among the rights of the enterprise: what is
//! found here stands beside the portfolio, not in its sum.
//!
//! # Source
//! valuation.own: present value of the saving over the market royalty (IVS 210, favourable contracts).

use super::context::Context;
use super::income::{Conventions, IncomeBasis, IncomeCells, IncomeProblem, lengths, write};
use super::income_sampler::IncomeSampler;
use super::licence::{contract_years, periods};
use super::range::{Drivers, Triangular};
use super::result::{LicensedIn, NoSaving, Range, ValuationError};
use crate::dossier::{Licence, LicenceDirection};
use crate::rules::Unit;
use crate::working::{Cell, Expr, Figure, Origin, Sheet, Term, Workings, joined};

/// Every licence from others, in the dossier's order.
pub(super) fn values(context: &Context, workings: &mut Workings) -> Result<Vec<LicensedIn>, ValuationError> {
    let into = |licence: &&Licence| licence.direction == Some(LicenceDirection::In);
    context
        .dossier
        .licences
        .iter()
        .filter(into)
        .map(|licence| {
            let found = saving(context, licence, workings)?;
            let (value, range, reason) = match found {
                Ok((value, range)) => (Some(value), range, None),
                Err(reason) => (None, Range::ZERO, Some(reason)),
            };
            Ok(LicensedIn { licence: licence.id.clone(), party: licence.party.clone(), value, range, reason })
        })
        .collect()
}

/// Path of an answer of the licence.
fn path(licence: &Licence, field: &str) -> Origin {
    Origin::Answered { path: joined(&["licences.", &licence.id, ".", field]) }
}

/// Sales under the licence, the royalty of the contract on them, and the two as they stand in the working.
struct Contract {
    sales: Cell,
    royalty: Cell,
}

impl Contract {
    /// From the sales, or from the royalty of a year over its rate.
    fn write(licence: &Licence, sheet: &mut Sheet) -> Option<Self> {
        let yearly = licence.annual_royalty.filter(|royalty| royalty.fen() > 0);
        let sales = licence.licensed_sales.filter(|sales| sales.fen() > 0);
        let rate = |sheet: &mut Sheet, rate: f64| {
            sheet.given(Term::CONTRACT_ROYALTY, rate, Unit::Ratio, path(licence, "royalty_rate"))
        };
        let paid = |sheet: &mut Sheet, yuan: f64| {
            sheet.given(Term::LICENCE_ROYALTY, yuan, Unit::Yuan, path(licence, "annual_royalty"))
        };
        let sold = |sheet: &mut Sheet, yuan: f64| {
            sheet.given(Term::LICENSED_SALES, yuan, Unit::Yuan, path(licence, "licensed_sales"))
        };
        match (sales, licence.royalty_rate, yearly) {
            (Some(sales), Some(stated), _) => {
                Some(Contract { sales: sold(sheet, sales.to_yuan()), royalty: rate(sheet, stated.get()) })
            }
            (Some(sales), None, Some(yearly)) => {
                let (sales, paid) = (sold(sheet, sales.to_yuan()), paid(sheet, yearly.to_yuan()));
                Some(Contract { sales, royalty: sheet.compute(Term::CONTRACT_ROYALTY, Unit::Ratio, paid / sales) })
            }
            (None, Some(stated), Some(yearly)) if stated.get() > 0.0 => {
                let (paid, royalty) = (paid(sheet, yearly.to_yuan()), rate(sheet, stated.get()));
                Some(Contract { sales: sheet.compute(Term::LICENSED_SALES, Unit::Yuan, paid / royalty), royalty })
            }
            _ => None,
        }
    }
}

/// The present value of what the licence saves, with its range.
fn saving(
    context: &Context,
    licence: &Licence,
    workings: &mut Workings,
) -> Result<Result<(Figure, Range), NoSaving>, ValuationError> {
    let rules = context.rules;
    match licence.transferable {
        Some(true) => {}
        Some(false) => return Ok(Err(NoSaving::NotTransferable)),
        None => return Ok(Err(NoSaving::TransferUnknown)),
    }
    if licence.to.is_some_and(|to| to <= context.day) {
        return Ok(Err(NoSaving::Ended));
    }
    let mut sheet = Sheet::new();
    let Some(Contract { sales, royalty }) = Contract::write(licence, &mut sheet) else {
        return Ok(Err(NoSaving::NoSales));
    };
    // What an unrelated licensor would ask: as stated, else the middle of the band of the sector.
    let (market, [low, mode, high]) = match licence.market_royalty_rate {
        Some(stated) => {
            let rate = stated.get();
            (sheet.given(Term::MARKET_ROYALTY, rate, Unit::Ratio, path(licence, "market_royalty_rate")), [rate; 3])
        }
        None => {
            let sector = context.products.first().map(|product| product.sector_or_other());
            let code = sector.unwrap_or(crate::dossier::Sector::OtherManufacturing).code();
            let band = rules.parameter(&joined(&["valuation.share.band.", code]))?;
            (sheet.rule(Term::MARKET_ROYALTY, band), band.triple().unwrap_or_default())
        }
    };
    let contract = sheet.value(royalty);
    if mode <= contract {
        return Ok(Err(NoSaving::NotCheaper));
    }
    let (term, term_origin) = contract_years(context, licence)?;
    let years = libm::fmin(term, context.pool.forecast_limit);
    let (count, first, last) = periods(years);
    sheet.given(Term::CONTRACT_YEARS, term, Unit::Year, term_origin);
    let lengths = sheet.given_series(Term::PERIOD_LENGTH, lengths(count, first, last), Unit::Year, Origin::Stated);
    let base = sheet.compute(Term::REVENUE, Unit::Yuan, sales * lengths);
    let rate = sheet.compute(Term::ROYALTY_SAVED, Unit::Ratio, Expr::from(market) - royalty);
    let decay = sheet.given(Term::DECAY, 0.0, Unit::RatePerYear, Origin::Stated);
    let discounting = rules.parameter("valuation.discount.stage.mature")?;
    let discount = sheet.rule(Term::DISCOUNT_RATE, discounting);
    let [least, usual, most] = discounting.triple().unwrap_or_default();
    let problem = IncomeProblem {
        base: sheet.values(base).to_vec(),
        first_period: first,
        last_period: last,
        income: IncomeBasis::RevenueShare { rate: mode - contract },
        decay: 0.0,
        discount_rate: usual,
        conventions: Conventions::default(),
        terminal: None,
        amortisation: None,
    };
    let cells = IncomeCells { base, rate, upkeep: None, decay, discount_rate: discount, tax: None, growth: None };
    write(&mut sheet, &problem, cells);
    let value = workings.file(joined(&["valuation.licence.", &licence.id, ".saving"]), sheet);
    let [fewest, revenue, highest] = rules.triple("valuation.uncertainty.revenue.mature")?;
    let drivers = Drivers {
        revenue: Triangular::new(fewest, revenue, highest),
        rate: Triangular::new(libm::fmax(low - contract, 0.0), mode - contract, high - contract),
        discount_rate: Triangular::new(least, usual, most),
        decay: Triangular::certain(0.0),
        life: Triangular::certain(years),
    };
    let range = context.design.range(&IncomeSampler::new(&problem, 0.0)?, &drivers);
    Ok(Ok((value, range)))
}
