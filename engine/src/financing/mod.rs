//! Financing 知识产权金融: which channels are open, how much they bring, at what cost, how soon, and what is missing.
//!
//! One file per channel; what they share: measures, criteria, sizing, cost, subsidies, ranking. Formulas that stand alone
//! are public and work on a [`Sheet`](crate::working::Sheet), so that the same definition computes, explains and tests.

mod assemble;
pub mod bank;
pub mod combined;
pub(crate) mod context;
pub mod cost;
mod criteria;
pub mod equity;
pub mod equity_tax;
mod extended;
pub mod fees;
pub mod floor_price;
mod input;
pub mod insurance;
mod insurance_need;
pub mod invest_loan;
pub mod lease;
mod licence_form;
pub mod licence_revenue;
mod measures;
pub mod mix;
mod pledge;
pub mod ranking;
mod result;
pub mod sale;
pub mod securitisation;
pub mod sizing;
pub mod subsidy;
mod trust;
mod white_list;

pub use self::input::{AssetValue, AssetValues, RoyaltyPart};
pub use self::result::*;

use self::context::Context;
use self::sizing::CommonLimits;
use crate::dossier::Dossier;
use crate::rules::{RuleError, Rules};
use crate::working::{Figure, Workings};

/// Why the channels cannot be assessed. Always the fault of a rule pack, never of an answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum FinancingError {
    /// A record is missing or of another kind.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// A criterion names a measure that does not exist.
    #[error("criterion {criterion}: there is no measure {measure}")]
    UnknownMeasure {
        /// Id of the criterion.
        criterion: String,
        /// The measure it names.
        measure: String,
    },
    /// A record lacks a number or has too few or too many.
    #[error("rule {id} has the wrong numbers")]
    Shape {
        /// Id of the record.
        id: String,
    },
}

/// Assesses every channel for a dossier and ranks them.
///
/// `values` are the values of the rights; a right without one secures nothing. Every number is filed in `workings`.
///
/// # Errors
/// [`FinancingError`] when the rule pack lacks a record, names an unknown measure or holds the wrong numbers.
pub fn assess_channels(
    dossier: &Dossier,
    values: &AssetValues,
    rules: &Rules,
    workings: &mut Workings,
) -> Result<FinancingAssessment, FinancingError> {
    let portfolio = dossier.portfolio();
    let context = Context::new(dossier, &portfolio, values, rules)?;
    let ranking = ranking::Ranking::load(rules)?;
    let common = CommonLimits::compute(&context, pledge::total_rate(&context)?, workings)?;
    let (pledged, screen) = pledge::assess(&context, &common, workings)?;
    let loan = pledged.amount.as_ref().map(|amount| amount.base.value).filter(|amount| *amount > 0.0);
    let lease = lease::assess(&context, &common, workings)?;
    let lease_status = match &lease.details {
        ChannelDetails::Lease(details) => details.status,
        _ => LeaseStatus::BlockedRegulatory,
    };
    let drafts = vec![
        combined::assess(&context, &screen, &common, workings)?,
        extended::assess(&context, &common, workings)?,
        licence_revenue::assess(&context, &common, workings)?,
        insurance::assess(&context, loan, workings)?,
        equity::assess(&context, workings)?,
        securitisation::assess(&context, &screen, &common, lease_status, workings)?,
        trust::assess(&context, &common, workings)?,
        invest_loan::assess(&context, &common, workings)?,
        sale::assess(&context, &common, workings)?,
        pledged,
        lease,
    ];
    let white_list = white_list::assess(&context, &screen, workings)?;
    let policies = subsidy::register(&context, &subsidy::FeesPaid::of(&drafts), workings)?;
    let mut channels = Vec::new();
    for draft in drafts {
        channels.push(draft.finish(&context, &ranking)?);
    }
    ranking.apply(&mut channels);
    Ok(FinancingAssessment { channels, policies, white_list })
}
