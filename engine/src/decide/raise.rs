//! What a changed dossier raises as debt: the best combination, or the channel that lends most.

use serde::{Deserialize, Serialize};

use crate::financing::Channel;
use crate::financing::mix::MixBound;

/// In which sense something is borrowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Sense {
    /// Through the best combination of channels that lend 组合, one right given to one product.
    #[default]
    Combined,
    /// Through one channel alone 单一渠道.
    OneChannel,
}

/// What the best combination of loans raises 组合债权融资.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Raised {
    /// What was to be raised, yuan.
    pub wanted: f64,
    /// What is raised, yuan.
    pub amount: f64,
    /// Weighted all-in annual cost after today's subsidies; `None` when nothing is raised.
    pub cost: Option<f64>,
    /// Channels with their amounts, yuan, the largest first.
    pub parts: Vec<(Channel, f64)>,
}

/// A bound that keeps the combination from raising more.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RaiseBound {
    /// Which.
    pub bound: MixBound,
    /// What it allows, in its unit: yuan, 0–1 for trials, days, a number.
    pub limit: f64,
    /// How much more would be raised without it alone, yuan.
    pub frees: f64,
}

#[cfg(feature = "mix")]
mod combined {
    use super::{RaiseBound, Raised};
    use crate::Money;
    use crate::assess::AssessError;
    use crate::decide::DEBT;
    use crate::dossier::Dossier;
    use crate::financing::mix::{DebtMix, DebtProgram, MixError};
    use crate::financing::{AssetValues, assess_channels};
    use crate::rules::Rules;
    use crate::working::Workings;

    /// The program of the loans of a dossier, towards `amount` if given, else towards what it needs. `None` while the
    /// amount needed is not known.
    pub fn program(
        dossier: &Dossier,
        amount: Option<Money>,
        values: &AssetValues,
        rules: &Rules<'_>,
    ) -> Result<Option<DebtProgram>, AssessError> {
        let mut asking = None;
        let dossier = match amount {
            // Whoever is to borrow an amount asks for it: limits and costs are those of that request.
            Some(amount) => asking.insert({
                let mut asking = dossier.clone();
                asking.need.amount = Some(amount);
                asking
            }),
            None => dossier,
        };
        let financing = assess_channels(dossier, values, rules, &mut Workings::unkept())?;
        match DebtProgram::gather(&DEBT, &financing, dossier, values, rules) {
            Ok(program) => Ok(Some(program)),
            Err(MixError::NoNeed) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    impl From<DebtMix> for Raised {
        fn from(mix: DebtMix) -> Self {
            let DebtMix { wanted, amount, cost, parts } = mix;
            Raised { wanted, amount, cost, parts }
        }
    }

    /// The bounds as results carry them.
    pub fn bounds(program: &DebtProgram) -> Result<Vec<RaiseBound>, AssessError> {
        let tight = program.tight()?.into_iter();
        Ok(tight.map(|found| RaiseBound { bound: found.bound, limit: found.limit, frees: found.frees }).collect())
    }
}

#[cfg(feature = "mix")]
pub(super) use self::combined::{bounds, program};
