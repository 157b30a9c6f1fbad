//! Methods that find the income of the right by comparison: incremental income, excess earnings, with and without.

use serde::{Deserialize, Serialize};

use super::amounts::Amounts;
use super::discount::{Timing, check_rate};
use super::error::ensure;
use super::frame::{Earned, Framed, conclude, income_method};
use super::read::{Forms, deserialize_forms, is_default};
use super::series::Census;
use super::writer::Writer;
use super::{ProblemError, Series, Solution};
use crate::rules::Unit;
use crate::valuation::present::write_time;
use crate::working::{Cell, Expr, Origin, Term};

income_method! {
    /// Incremental income 增量收益法 (F4): `V = Σ units·(premium + saving)·advantage·(1 − T)·factor`.
    IncrementalIncome {
        /// Units sold.
        units: Amounts,
        /// Price premium a unit 溢价.
        #[serde(default = "nothing")]
        premium: Series,
        /// Cost saved a unit 成本节约.
        #[serde(default = "nothing")]
        saving: Series,
        /// Advantage still left, 0–1.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        advantage: Option<Series>,
    }
}

fn nothing() -> Series {
    Series::Same(0.0)
}

income_method! {
    /// Excess earnings 超额收益法 (F5, MPEEM): profit of the business after tax, less the charges of the other assets that
    /// take part. For one primary asset of a business only.
    ///
    /// Profit is `revenue·survival·margin`, or stated. A textbook's 超额收益 by returns is a stated profit with the charge
    /// `{"assets": …, "return": …}` at the average return of the industry.
    ExcessEarnings {
        /// Revenue; left out where `profit` is stated and no charge is a part of revenue.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        revenue: Option<Amounts>,
        /// Profit margin on revenue, before tax.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        margin: Option<Series>,
        /// Profit before tax, instead of `margin`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        profit: Option<Amounts>,
        /// Customers or products lost.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        attrition: Option<Attrition>,
        /// Charges of contributory assets 贡献资产回报, after tax.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        charges: Vec<Charge>,
    }
}

/// Customers or products lost: `(1 − rate)^(years)`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Attrition {
    /// Lost per year.
    pub rate: f64,
    /// Up to when in the period they are counted; `mid` is the half-year convention.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timing: Timing,
}

/// A charge of an asset that takes part.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Charge {
    /// Part of revenue.
    OfRevenue(f64),
    /// Any other form.
    Named(Box<NamedCharge>),
}

/// A charge with names: `{"of-revenue": 0.01}`, `{"amount": 200000}` or `{"return-on": {"assets": 5e6, "return": 0.06}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NamedCharge {
    /// Part of revenue.
    OfRevenue(Series),
    /// Amounts.
    Amount(Amounts),
    /// Return on assets.
    ReturnOn(ReturnOn),
}

/// A return on assets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ReturnOn {
    /// Assets in use.
    pub assets: Amounts,
    /// Return per year.
    #[serde(rename = "return")]
    pub rate: Series,
}

impl Forms for Charge {
    const EXPECTS: &'static str = "a part of revenue, or one of of-revenue, amount, return-on";
    type Object = NamedCharge;

    fn number(part: f64) -> Option<Self> {
        Some(Charge::OfRevenue(part))
    }

    fn object(charge: NamedCharge) -> Option<Self> {
        Some(Charge::Named(Box::new(charge)))
    }
}

deserialize_forms!(Charge);

income_method! {
    /// With and without 有无对比法 (F7): the present value of the difference between the business with the right and
    /// without it.
    WithAndWithout {
        /// Cash flow with the right.
        with: Amounts,
        /// Cash flow without it.
        without: Amounts,
    }
}

impl IncrementalIncome {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.units.census("units", &mut census);
        self.premium.census("premium", &mut census);
        self.saving.census("saving", &mut census);
        if let Some(advantage) = &self.advantage {
            advantage.census("advantage", &mut census);
        }
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let units = self.units.write(&mut w, Term::QUANTITY, Unit::Count, "units")?;
        let premium = w.series(Term::PRICE_PREMIUM, &self.premium, Unit::Yuan, "premium")?;
        let saving = w.series(Term::COST_SAVING, &self.saving, Unit::Yuan, "saving")?;
        let mut increment = units * (premium + saving);
        if let Some(advantage) = &self.advantage {
            advantage.ensure_share("advantage")?;
            increment = increment * w.series(Term::ADVANTAGE_LEFT, advantage, Unit::Ratio, "advantage")?;
        }
        let income = w.compute(Term::INCREMENTAL_INCOME, Unit::Yuan, increment);
        conclude(&mut w, self.frame(), Earned::new(income))?;
        w.finish(method)
    }
}

impl ExcessEarnings {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        if let Some(revenue) = &self.revenue {
            revenue.census("revenue", &mut census);
        }
        if let Some(margin) = &self.margin {
            margin.census("margin", &mut census);
        }
        if let Some(profit) = &self.profit {
            profit.census("profit", &mut census);
        }
        for (place, charge) in self.charges.iter().enumerate() {
            charge.census(&format!("charges[{place}]"), &mut census);
        }
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let survival = match self.attrition {
            Some(attrition) => Some(attrition.write(&mut w)?),
            None => None,
        };
        let mut revenue = None;
        if let Some(amounts) = &self.revenue {
            let mut line = amounts.write(&mut w, Term::REVENUE, Unit::Yuan, "revenue")?;
            if let Some(survival) = survival {
                line = w.compute(Term::SURVIVING_REVENUE, Unit::Yuan, line * survival);
            }
            revenue = Some(line);
        }
        let profit = match (&self.profit, &self.margin, revenue) {
            (Some(profit), None, _) => {
                let profit = profit.write(&mut w, Term::PROFIT, Unit::Yuan, "profit")?;
                match survival {
                    Some(survival) => w.compute(Term::PROFIT, Unit::Yuan, profit * survival),
                    None => profit,
                }
            }
            (None, Some(margin), Some(revenue)) => {
                margin.ensure_finite("margin")?;
                let margin = w.series(Term::MARGIN_RATE, margin, Unit::Ratio, "margin")?;
                w.compute(Term::PROFIT, Unit::Yuan, revenue * margin)
            }
            (None, Some(_), None) => return Err(ProblemError::Missing { path: "revenue".to_owned() }),
            (None, None, _) => return Err(ProblemError::Missing { path: "margin".to_owned() }),
            (Some(_), Some(_), _) => {
                let rule = "is left out where profit is stated";
                return Err(ProblemError::Range { path: "margin".to_owned(), rule });
            }
        };
        let mut charges: Option<Expr> = None;
        for (place, charge) in self.charges.iter().enumerate() {
            let charge = charge.write(&mut w, revenue, &format!("charges[{place}]"))?;
            charges = Some(charges.map_or_else(|| charge.into(), |sum| sum + charge));
        }
        let charges = charges.map(|sum| w.compute(Term::CHARGES, Unit::Yuan, sum));
        conclude(&mut w, self.frame(), Earned { base: revenue, charges, ..Earned::new(profit) })?;
        w.finish(method)
    }
}

impl Attrition {
    fn write(self, w: &mut Writer) -> Result<Cell, ProblemError> {
        ensure((0.0..=1.0).contains(&self.rate), "attrition.rate", "lies in 0–1")?;
        let rate = w.given(Term::ATTRITION, self.rate, Unit::RatePerYear, "attrition.rate")?;
        let (starts, lengths) = (w.starts.clone(), w.lengths.clone());
        let begin = w.sheet.given_series(Term::PERIOD_START, starts, Unit::Year, Origin::Stated);
        let length = w.sheet.given_series(Term::PERIOD_LENGTH, lengths, Unit::Year, Origin::Stated);
        let years = write_time(&mut w.sheet, begin, length, self.timing.part());
        Ok(w.compute(Term::SURVIVAL_RATE, Unit::Ratio, (1.0 - rate).pow(years)))
    }
}

impl Charge {
    fn census(&self, path: &str, census: &mut Census) {
        let Charge::Named(charge) = self else { return };
        match &**charge {
            NamedCharge::OfRevenue(part) => part.census(&format!("{path}.of-revenue"), census),
            NamedCharge::Amount(amount) => amount.census(&format!("{path}.amount"), census),
            NamedCharge::ReturnOn(on) => {
                on.assets.census(&format!("{path}.return-on.assets"), census);
                on.rate.census(&format!("{path}.return-on.return"), census);
            }
        }
    }

    fn write(&self, w: &mut Writer, revenue: Option<Cell>, path: &str) -> Result<Cell, ProblemError> {
        let of_revenue = |w: &mut Writer, part: &Series, path: &str| {
            part.ensure_finite(path)?;
            let Some(revenue) = revenue else { return Err(ProblemError::Missing { path: "revenue".to_owned() }) };
            let part = w.series(Term::CHARGE_RATE, part, Unit::Ratio, path)?;
            Ok(w.compute(Term::CHARGE, Unit::Yuan, revenue * part))
        };
        match self {
            Charge::OfRevenue(part) => of_revenue(w, &Series::Same(*part), path),
            Charge::Named(charge) => match &**charge {
                NamedCharge::OfRevenue(part) => of_revenue(w, part, &format!("{path}.of-revenue")),
                NamedCharge::Amount(amount) => amount.write(w, Term::CHARGE, Unit::Yuan, &format!("{path}.amount")),
                NamedCharge::ReturnOn(on) => {
                    let at = format!("{path}.return-on");
                    let assets = on.assets.write(w, Term::CONTRIBUTORY_ASSETS, Unit::Yuan, &format!("{at}.assets"))?;
                    for place in 0..w.count() {
                        check_rate(on.rate.at(place), &format!("{at}.return"))?;
                    }
                    let rate = w.series(Term::ASSET_RETURN, &on.rate, Unit::RatePerYear, &format!("{at}.return"))?;
                    Ok(w.compute(Term::CHARGE, Unit::Yuan, assets * rate))
                }
            },
        }
    }
}

impl WithAndWithout {
    pub(super) fn solve(&self, method: &'static str) -> Result<Solution, ProblemError> {
        let mut census = Census::default();
        self.with.census("with", &mut census);
        self.without.census("without", &mut census);
        self.frame().census(&mut census);
        let mut w = self.periods.writer(census)?;
        let with = self.with.write(&mut w, Term::INCOME_WITH, Unit::Yuan, "with")?;
        let without = self.without.write(&mut w, Term::INCOME_WITHOUT, Unit::Yuan, "without")?;
        let income = w.compute(Term::INCREMENTAL_INCOME, Unit::Yuan, with - without);
        conclude(&mut w, self.frame(), Earned::new(income))?;
        w.finish(method)
    }
}
