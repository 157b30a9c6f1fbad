//! The bank's side 银行视角: tolerance of bad loans, pricing, self-review, exemption file, statistics, registration.

mod exemption;
mod pricing;
mod register;
mod registration;
mod self_review;
mod statistics;
mod tolerance;

pub use self::exemption::{Exemption, ExemptionItem};
pub use self::pricing::{Pricing, lowest_rate};
pub use self::register::{LoanSheet, REGISTER_HEADINGS, RegisterCell, register_csv, register_row};
pub use self::registration::{FormField, FormRight, FormValue, Registrar, RegistrationForm};
pub use self::self_review::{Decision, DecisionLines, Grade, Grounds, SelfReview, bank_value, decide};
pub use self::statistics::{LoanRecord, Statistics, statistics};
pub use self::tolerance::{Balances, Tolerance, largest_bad_balance, whole_ratio, within_tolerance};
pub use crate::dossier::LoanClass;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::{AssetValues, Channel, ChannelDetails, FinancingAssessment, FinancingError};
use crate::dossier::Dossier;
use crate::rules::Rules;
use crate::working::Workings;

/// The dossier as a bank reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BankView {
    /// Whether the rate pays for the loan.
    pub pricing: Pricing,
    /// Risk, value, credit; `None` when no right has a value.
    pub review: Option<SelfReview>,
    /// Diligence-exemption file.
    pub exemption: Exemption,
    /// Registration forms.
    pub registration: Vec<RegistrationForm>,
    /// Tolerance of bad loans; `None` while the bank's four balances are not in the file.
    pub tolerance: Option<Tolerance>,
    /// The loan as the register and the statistics have it.
    pub sheet: LoanSheet,
}

/// Reads a dossier as a bank does. `values` are those the channels were assessed with; figures are filed in `workings`
/// under `financing.bank.…`.
///
/// # Errors
/// [`FinancingError`] when the rule pack lacks a record.
pub fn bank_view(
    assessment: &FinancingAssessment,
    dossier: &Dossier,
    values: &AssetValues,
    rules: &Rules,
    workings: &mut Workings,
) -> Result<BankView, FinancingError> {
    let portfolio = dossier.portfolio();
    let context = Context::new(dossier, &portfolio, values, rules)?;
    let loan = assessment.channel(Channel::Pledge);
    let rate = loan.and_then(|loan| match &loan.details {
        ChannelDetails::Credit(credit) => Some(credit.interest.value),
        _ => None,
    });
    let of = |channel: Channel| assessment.channel(channel).map(|found| found.eligible_assets.as_slice());
    let ids = [of(Channel::Pledge), of(Channel::ExtendedCollateral)];
    let taken = |id: &String| ids.iter().flatten().any(|ids| ids.contains(id));
    let items = context.items.iter().enumerate();
    let rights: Vec<usize> = items.filter(|(_, item)| taken(&item.asset.id)).map(|(place, _)| place).collect();
    Ok(BankView {
        pricing: pricing::pricing(&context, rate, workings)?,
        review: self_review::review(&context, assessment, workings)?,
        exemption: exemption::exemption(&context, &rights),
        registration: registration::registration(&context, assessment, &rights)?,
        tolerance: tolerance::tolerance(&dossier.readers, rules)?,
        sheet: register::sheet(&context, assessment, &rights)?,
    })
}
