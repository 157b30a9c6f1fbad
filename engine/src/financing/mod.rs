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

use self::assemble::Draft;
use self::context::{Context, Depth};
use self::criteria::Screen;
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
    let (drafts, pledge) = drafts(&context, workings)?;
    let white_list = white_list::assess(&context, &pledge, workings)?;
    let policies = subsidy::register(&context, &subsidy::FeesPaid::of(&drafts), workings)?;
    Ok(FinancingAssessment { channels: ranked(drafts, &context)?, policies, white_list })
}

/// A channel that is open, now or once a waiver is recorded, and brings money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct OpenChannel {
    pub channel: Channel,
    /// Base amount, yuan.
    pub amount: f64,
    /// All-in cost a year after today's subsidies, decimal; `None` where it has none.
    pub cost: Option<f64>,
}

impl FinancingAssessment {
    /// Channels that bring money and are open, now or once a waiver is recorded, in the order of their rank.
    pub fn open_channels(&self) -> impl Iterator<Item = &ChannelAssessment> {
        open_channels(&self.channels)
    }

    /// As [`FinancingAssessment::open_channels`], each in short.
    pub(crate) fn open_now(&self) -> impl Iterator<Item = OpenChannel> {
        open_now(&self.channels)
    }
}

fn open_channels(channels: &[ChannelAssessment]) -> impl Iterator<Item = &ChannelAssessment> {
    let open = |found: &&ChannelAssessment| matches!(found.verdict, Verdict::Available | Verdict::NeedsWaiver);
    channels.iter().filter(open).filter(|found| found.amount.is_some())
}

fn open_now(channels: &[ChannelAssessment]) -> impl Iterator<Item = OpenChannel> {
    open_channels(channels).filter_map(|found| {
        let amount = found.amount.as_ref()?.base.value;
        Some(OpenChannel { channel: found.channel, amount, cost: found.cost_today().map(|cost| cost.value) })
    })
}

/// As [`FinancingAssessment::open_now`] of [`assess_channels`], without the rest of it.
///
/// # Errors
/// As [`assess_channels`].
pub(crate) fn assess_open(
    dossier: &Dossier,
    values: &AssetValues,
    rules: &Rules,
) -> Result<Vec<OpenChannel>, FinancingError> {
    let portfolio = dossier.portfolio();
    let context = Context { depth: Depth::Open, ..Context::new(dossier, &portfolio, values, rules)? };
    let (drafts, _) = drafts(&context, &mut Workings::unkept())?;
    Ok(open_now(&ranked(drafts, &context)?).collect())
}

/// Every channel, and which rights pass as a pledge.
fn drafts(context: &Context, workings: &mut Workings) -> Result<(Vec<Draft>, Screen), FinancingError> {
    let common = CommonLimits::compute(context, pledge::total_rate(context)?, workings)?;
    let (pledged, screen) = pledge::assess(context, &common, workings)?;
    let loan = pledged.amount.as_ref().map(|amount| amount.base.value).filter(|amount| *amount > 0.0);
    let lease = lease::assess(context, &common, workings)?;
    let lease_status = match &lease.details {
        ChannelDetails::Lease(details) => details.status,
        _ => LeaseStatus::BlockedRegulatory,
    };
    let mut drafts = vec![
        combined::assess(context, &screen, &common, workings)?,
        extended::assess(context, &common, workings)?,
        licence_revenue::assess(context, &common, workings)?,
        equity::assess(context, workings)?,
        securitisation::assess(context, &screen, &common, lease_status, workings)?,
        trust::assess(context, &common, workings)?,
        invest_loan::assess(context, &common, workings)?,
        sale::assess(context, &common, workings)?,
        pledged,
        lease,
    ];
    if context.in_whole() {
        // Brings no money.
        drafts.push(insurance::assess(context, loan, workings)?);
    }
    Ok((drafts, screen))
}

fn ranked(drafts: Vec<Draft>, context: &Context) -> Result<Vec<ChannelAssessment>, FinancingError> {
    let ranking = ranking::Ranking::load(context.rules)?;
    let mut channels: Vec<ChannelAssessment> =
        drafts.into_iter().map(|draft| draft.finish(context, &ranking)).collect::<Result<_, _>>()?;
    ranking.apply(&mut channels);
    Ok(channels)
}
