//! The least charge of a transfer 最低收费额.

use serde::{Deserialize, Serialize};

use super::cost::Cost;
use super::error::{ensure, ensure_not_negative, ensure_positive, ensure_share};
use super::income::IncomeStream;
use super::read::{Forms, deserialize_forms, is_default};
use super::writer::Writer;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::working::Term;

/// Least charge of a transfer 最低收费额: `net cost·apportionment + opportunity cost`.
///
/// Figures: `net-cost`, `apportionment`, `opportunity-cost`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LeastCharge {
    /// Replacement cost less obsolescence 重置成本净值: as the `cost` method has it.
    pub cost: Cost,
    /// Part that the buyer bears 转让成本分摊率.
    pub apportionment: Apportionment,
    /// Opportunity cost 转让的机会成本 stated as an amount.
    #[serde(default, skip_serializing_if = "is_default")]
    pub opportunity_cost: f64,
    /// Income that the seller loses by the transfer; its present value adds to the opportunity cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lost_income: Option<Box<IncomeStream>>,
}

/// Part that the buyer bears: a number, or capacities `{"buyer": 600, "total": 2400}`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Apportionment {
    /// Stated, 0–1.
    Stated(f64),
    /// By capacity.
    Capacity(Capacity),
}

/// Designed capacity that uses the technology 设计能力.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Capacity {
    /// Of the buyer.
    pub buyer: f64,
    /// In all.
    pub total: f64,
}

impl Forms for Apportionment {
    const EXPECTS: &'static str = "a share in 0–1, or buyer and total";
    type Object = Capacity;

    fn number(share: f64) -> Option<Self> {
        Some(Apportionment::Stated(share))
    }

    fn object(capacity: Capacity) -> Option<Self> {
        Some(Apportionment::Capacity(capacity))
    }
}

deserialize_forms!(Apportionment);

impl LeastCharge {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let lost = match &self.lost_income {
            Some(lost) => Some(lost.solve(method).map_err(|error| within(error, "lost-income"))?.value),
            None => None,
        };
        let mut w = Writer::plain();
        let net = self.cost.write(&mut w, "cost.")?;
        w.show("net-cost", net);
        let part = match self.apportionment {
            Apportionment::Stated(share) => {
                ensure_share(share, "apportionment")?;
                w.given(Term::APPORTIONMENT, share, Unit::Ratio, "apportionment")?
            }
            Apportionment::Capacity(Capacity { buyer, total }) => {
                ensure_not_negative(buyer, "apportionment.buyer")?;
                ensure_positive(total, "apportionment.total")?;
                ensure(buyer <= total, "apportionment.buyer", "is not above the total")?;
                let buyer = w.given(Term::BUYER_CAPACITY, buyer, Unit::Count, "apportionment.buyer")?;
                let total = w.given(Term::TOTAL_CAPACITY, total, Unit::Count, "apportionment.total")?;
                w.compute(Term::APPORTIONMENT, Unit::Ratio, buyer / total)
            }
        };
        w.show("apportionment", part);
        let mut opportunity = w.given(Term::OPPORTUNITY_COST, self.opportunity_cost, Unit::Yuan, "opportunity-cost")?;
        if let Some(lost) = lost {
            let lost = w.given(Term::LOST_INCOME_VALUE, lost, Unit::Yuan, "lost-income")?;
            opportunity = w.compute(Term::OPPORTUNITY_COST, Unit::Yuan, opportunity + lost);
        }
        w.show("opportunity-cost", opportunity);
        w.compute(Term::VALUE, Unit::Yuan, net * part + opportunity);
        w.finish(method)
    }
}

/// The same error below a field.
fn within(error: ProblemError, field: &str) -> ProblemError {
    let below = |path: String| format!("{field}.{path}");
    match error {
        ProblemError::Missing { path } => ProblemError::Missing { path: below(path) },
        ProblemError::Kind { path, reason } => ProblemError::Kind { path: below(path), reason },
        ProblemError::Range { path, rule } => ProblemError::Range { path: below(path), rule },
        ProblemError::Periods { path, found, other, expected } => {
            ProblemError::Periods { path: below(path), found, other: below(other), expected }
        }
        other => other,
    }
}
