//! The financing need.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// What finance is wanted for 融资需求.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    /// Who would contribute a right to capital 出资人.
    pub contributor: Option<Contributor>,
    /// Agreed value of a planned contribution 拟作价金额; the valuation's base value when missing.
    pub contribution_value: Option<Money>,
    /// Tax basis of what is contributed or sold 计税基础.
    pub contribution_basis: Option<Money>,
    /// Price of a planned sale of rights 拟转让价格.
    pub sale_price: Option<Money>,
    /// Who stands behind the loan 增信方式.
    pub guarantee: Option<Guarantee>,
    /// Floor price that a buyer has committed to in writing, as a share of the agreed value 托底收购比例.
    pub floor_price: Option<Ratio>,
    /// Documents of the catalogue: id (`D07`) → held. Missing ids are unknown.
    pub documents: BTreeMap<String, bool>,
    /// Conditional criteria whose waiver is in writing: criterion id, or `criterion/asset`.
    pub waivers: BTreeSet<String>,
    /// Yes-or-no facts that only one channel asks, by the measure of the criterion: `channel.shareholders_resolution`.
    pub confirmations: BTreeMap<String, bool>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Use of funds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

/// Who contributes a right to capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Contributor {
    /// Founder or inventor with personally owned rights, to the enterprise 个人（创始人、发明人）.
    Individual,
    /// The enterprise, to a joint venture or spin-off 本企业.
    Enterprise,
    /// University or institute, to the enterprise 高校院所.
    Institute,
}

/// Who stands behind a loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Guarantee {
    /// Nobody.
    None,
    /// City guarantee fund 市融资担保中心.
    CityFund,
    /// Guarantee company 商业担保.
    Commercial,
    /// Guarantee insurance 保证保险.
    Insurance,
}
