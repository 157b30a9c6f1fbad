//! Licence income 许可收益: entry fee, minimum and running royalties of a contract.

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::discount::check_rate;
use super::frame::{Earned, Framed, conclude, income_method};
use super::periods::Payment;
use super::read::is_default;
use super::series::Census;
use super::share::ShareSource;
use super::{ProblemError, Solution};
use crate::rules::Unit;
use crate::working::{Expr, Origin, Term};

income_method! {
    /// Licence income 许可收益: entry fees 入门费 at their times, minimum royalties 最低许可费 and running royalties 提成费.
    ///
    /// With `minimum-rate` the minimum is discounted at that rate and only what exceeds it at `discount.rate`: the
    /// periods then show the part above the minimum, `secured-income` and `secured-present-value` the minimum. Figures
    /// beside those of a revenue share: `running-royalty`.
    LicenceIncome {
        /// Entry fees 入门费; taxed, and without `probability`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        entry_fees: Vec<Payment>,
        /// Minimum royalties of the periods, or a fixed yearly fee.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minimum: Option<Amounts>,
        /// Sales of the licensee, or another base of running royalties.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<Amounts>,
        /// Running royalty 提成率.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        royalty: Option<ShareSource>,
        /// Most that a period pays.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Amounts>,
        /// How minimum and running royalties go together.
        #[serde(default, skip_serializing_if = "is_default")]
        combination: Combination,
        /// Discount rate of the minimum, below that of the running part.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minimum_rate: Option<f64>,
    }
}

/// How minimum and running royalties go together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Combination {
    /// The larger of the two is due 保底提成.
    #[default]
    Greater,
    /// Both are due 固定加提成.
    Sum,
}

impl LicenceIncome {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        for (amounts, path) in [(&self.minimum, "minimum"), (&self.base, "base"), (&self.cap, "cap")] {
            if let Some(amounts) = amounts {
                amounts.census(path, &mut census);
            }
        }
        if let Some(royalty) = &self.royalty {
            royalty.census("royalty", &mut census);
        }
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let (base, running) = match (&self.base, &self.royalty) {
            (Some(base), Some(royalty)) => {
                let base = base.write(&mut w, Term::ROYALTY_BASE, Unit::Yuan, "base")?;
                let royalty = royalty.write(&mut w, Term::ROYALTY_RATE, "royalty")?;
                w.show("share-rate", royalty);
                let running = w.compute(Term::RUNNING_ROYALTY, Unit::Yuan, base * royalty);
                w.show("running-royalty", running);
                (Some(base), Some(running))
            }
            (None, None) => (None, None),
            (None, Some(_)) => return Err(ProblemError::Missing { path: "base".to_owned() }),
            (Some(_), None) => return Err(ProblemError::Missing { path: "royalty".to_owned() }),
        };
        let minimum = match &self.minimum {
            Some(minimum) => Some(minimum.write(&mut w, Term::MINIMUM_ROYALTY, Unit::Yuan, "minimum")?),
            None => None,
        };
        if minimum.is_none() && running.is_none() && self.entry_fees.is_empty() {
            return Err(ProblemError::Missing { path: "minimum".to_owned() });
        }
        let mut due: Expr = match (minimum, running, self.combination) {
            (Some(minimum), Some(running), Combination::Greater) => Expr::from(minimum).max(running),
            (Some(minimum), Some(running), Combination::Sum) => minimum + running,
            (Some(one), None, _) | (None, Some(one), _) => one.into(),
            (None, None, _) => {
                let none = vec![0.0; w.count()];
                w.sheet.given_series(Term::RUNNING_ROYALTY, none, Unit::Yuan, Origin::Stated).into()
            }
        };
        if let Some(cap) = &self.cap {
            due = due.min(cap.write(&mut w, Term::ROYALTY_CAP, Unit::Yuan, "cap")?);
        }
        let due = w.compute(Term::ROYALTY_DUE, Unit::Yuan, due);
        let mut earned = Earned { base, receipts: &self.entry_fees, ..Earned::new(due) };
        if let (Some(rate), Some(minimum)) = (self.minimum_rate, minimum) {
            check_rate(rate, "minimum-rate")?;
            let rate = w.given(Term::MINIMUM_RATE, rate, Unit::RatePerYear, "minimum-rate")?;
            let secured = w.compute(Term::SECURED_ROYALTY, Unit::Yuan, Expr::from(minimum).min(due));
            earned.income = w.compute(Term::ROYALTY_ABOVE, Unit::Yuan, due - secured);
            earned.secured = Some((secured, rate));
        }
        conclude(&mut w, self.frame(), earned)?;
        w.finish(method)
    }
}
