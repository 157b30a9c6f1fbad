//! Accounts and staff of a fiscal year.

use serde::{Deserialize, Serialize};

use crate::Money;

/// One fiscal year, consolidated. Audited figures where there are, management figures otherwise.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FiscalYear {
    /// Calendar year.
    pub year: i16,
    /// Audited.
    pub audited: Option<bool>,
    /// Operating revenue excluding VAT 营业收入.
    pub revenue: Option<Money>,
    /// R&D investment 研发投入: expensed plus capitalised in the period.
    pub rd: Option<Money>,
    /// Of it capitalised 资本化.
    pub rd_capitalised: Option<Money>,
    /// Of it share-based pay 股份支付.
    pub rd_share_based: Option<Money>,
    /// Of it pay of chairman and general manager booked by a fixed percentage.
    pub rd_executive_pay: Option<Money>,
    /// Of it outsourced 委外研发.
    pub rd_outsourced: Option<Money>,
    /// Operating profit 营业利润.
    pub operating_profit: Option<Money>,
    /// Net profit attributable 净利润.
    pub net_profit: Option<Money>,
    /// Net profit after non-recurring items 扣非净利润.
    pub net_profit_recurring: Option<Money>,
    /// EBITDA 息税折旧摊销前利润.
    pub ebitda: Option<Money>,
    /// Depreciation and amortisation 折旧与摊销.
    pub depreciation: Option<Money>,
    /// Net operating cash flow 经营活动现金流量净额.
    pub operating_cash_flow: Option<Money>,
    /// Cash 货币资金.
    pub cash: Option<Money>,
    /// Total assets 资产总额.
    pub total_assets: Option<Money>,
    /// Total liabilities 负债总额.
    pub total_liabilities: Option<Money>,
    /// Fixed assets 固定资产.
    pub fixed_assets: Option<Money>,
    /// Net working capital 营运资金.
    pub working_capital: Option<Money>,
    /// Interest-bearing debt 有息负债.
    pub debt: Option<Money>,
    /// Principal and interest due in the year 当年应还本息.
    pub debt_service: Option<Money>,
    /// Employees at the end of the year 员工总数.
    pub employees: Option<u32>,
    /// Of them R&D staff 研发人员.
    pub rd_employees: Option<u32>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

impl FiscalYear {
    /// The amount of a key, as in field paths, of those that what-if and the search for flip points move; `None` for any
    /// other.
    pub fn amount_mut(&mut self, key: &str) -> Option<&mut Option<Money>> {
        Some(match key {
            "revenue" => &mut self.revenue,
            "rd" => &mut self.rd,
            "operating_profit" => &mut self.operating_profit,
            "net_profit" => &mut self.net_profit,
            "ebitda" => &mut self.ebitda,
            "operating_cash_flow" => &mut self.operating_cash_flow,
            "cash" => &mut self.cash,
            "total_assets" => &mut self.total_assets,
            "total_liabilities" => &mut self.total_liabilities,
            "debt" => &mut self.debt,
            "debt_service" => &mut self.debt_service,
            _ => return None,
        })
    }
}
