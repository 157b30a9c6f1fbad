//! The financing need.

use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// What finance is wanted for 融资需求.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FinancingNeed {
    /// Amount wanted.
    pub amount: Option<Money>,
    /// Days until the money is needed.
    pub days_available: Option<u32>,
    /// Tenor wanted, months.
    pub tenor_months: Option<u32>,
    /// What for.
    pub use_of_funds: Option<UseOfFunds>,
    /// Largest acceptable dilution, 0–1.
    pub dilution_cap: Option<Ratio>,
    /// Money available for up-front costs.
    pub upfront_budget: Option<Money>,
    /// Own funds for the same purpose.
    pub own_funds: Option<Money>,
    /// Working-capital loans already drawn.
    pub existing_working_capital_loans: Option<Money>,
    /// Turnover of working capital, times a year.
    pub working_capital_turnover: Option<f64>,
    /// Expected growth of sales next year.
    pub expected_growth: Option<Ratio>,
    /// Bank values internally (no external appraisal).
    pub internal_valuation: Option<bool>,
    /// Plans to contribute or sell rights during the loan.
    pub plans_contribution: Option<bool>,
    /// A leasing company's regulatory basis for leasing IP is recorded (pilot, green technology, with equipment).
    pub leasing_basis: Option<bool>,
    /// The lessor is a local leasing company 地方融资租赁公司 (not a financial leasing company 金融租赁公司).
    pub local_lessor: Option<bool>,
    /// Cash an investor would add beside an IP contribution.
    pub cash_investor: Option<Money>,
    /// What a newer version wrote.
    #[serde(flatten)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Use of funds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UseOfFunds {
    /// 流动资金.
    WorkingCapital,
    /// 固定资产投资.
    CapitalExpenditure,
    /// 研发.
    Research,
    /// 并购.
    Acquisition,
}
