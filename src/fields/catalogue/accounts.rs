//! A fiscal year 会计年度.

use ip_health_engine::dossier::FiscalYear;

use super::super::{Field, Kind};
use crate::texts::Texts;

/// 报表是否经审计 Audited.
pub static AUDITED: Field<FiscalYear> = Field {
    key: "audited",
    kind: Kind::Flag,
    label: Texts::accounts_audited,
    hint: None,
    why: None,
    get: |record| record.audited.into(),
    set: |record, answer| record.audited = answer.flag(),
};

/// 营业收入 Revenue.
pub static REVENUE: Field<FiscalYear> = Field {
    key: "revenue",
    kind: Kind::Money,
    label: Texts::accounts_revenue,
    hint: Some(Texts::accounts_revenue_hint),
    why: Some(Texts::accounts_revenue_why),
    get: |record| record.revenue.into(),
    set: |record, answer| record.revenue = answer.money(),
};

/// 研发投入 R&D spending.
pub static RD: Field<FiscalYear> = Field {
    key: "rd",
    kind: Kind::Money,
    label: Texts::accounts_rd,
    hint: Some(Texts::accounts_rd_hint),
    why: Some(Texts::accounts_rd_why),
    get: |record| record.rd.into(),
    set: |record, answer| record.rd = answer.money(),
};

/// 其中资本化 Of it capitalised.
pub static RD_CAPITALISED: Field<FiscalYear> = Field {
    key: "rd_capitalised",
    kind: Kind::Money,
    label: Texts::accounts_rd_capitalised,
    hint: None,
    why: None,
    get: |record| record.rd_capitalised.into(),
    set: |record, answer| record.rd_capitalised = answer.money(),
};

/// 其中股份支付 Of it share-based pay.
pub static RD_SHARE_BASED: Field<FiscalYear> = Field {
    key: "rd_share_based",
    kind: Kind::Money,
    label: Texts::accounts_rd_share_based,
    hint: None,
    why: None,
    get: |record| record.rd_share_based.into(),
    set: |record, answer| record.rd_share_based = answer.money(),
};

/// 其中高管薪酬按比例计入 Of it executives’ pay booked by percentage.
pub static RD_EXECUTIVE_PAY: Field<FiscalYear> = Field {
    key: "rd_executive_pay",
    kind: Kind::Money,
    label: Texts::accounts_rd_executive_pay,
    hint: None,
    why: None,
    get: |record| record.rd_executive_pay.into(),
    set: |record, answer| record.rd_executive_pay = answer.money(),
};

/// 其中委外研发 Of it outsourced.
pub static RD_OUTSOURCED: Field<FiscalYear> = Field {
    key: "rd_outsourced",
    kind: Kind::Money,
    label: Texts::accounts_rd_outsourced,
    hint: None,
    why: None,
    get: |record| record.rd_outsourced.into(),
    set: |record, answer| record.rd_outsourced = answer.money(),
};

/// 营业利润 Operating profit.
pub static OPERATING_PROFIT: Field<FiscalYear> = Field {
    key: "operating_profit",
    kind: Kind::Money,
    label: Texts::accounts_operating_profit,
    hint: None,
    why: None,
    get: |record| record.operating_profit.into(),
    set: |record, answer| record.operating_profit = answer.money(),
};

/// 净利润 Net profit.
pub static NET_PROFIT: Field<FiscalYear> = Field {
    key: "net_profit",
    kind: Kind::Money,
    label: Texts::accounts_net_profit,
    hint: Some(Texts::accounts_net_profit_hint),
    why: None,
    get: |record| record.net_profit.into(),
    set: |record, answer| record.net_profit = answer.money(),
};

/// 扣非净利润 Net profit after non-recurring items.
pub static NET_PROFIT_RECURRING: Field<FiscalYear> = Field {
    key: "net_profit_recurring",
    kind: Kind::Money,
    label: Texts::accounts_net_profit_recurring,
    hint: None,
    why: None,
    get: |record| record.net_profit_recurring.into(),
    set: |record, answer| record.net_profit_recurring = answer.money(),
};

/// 息税折旧摊销前利润 EBITDA.
pub static EBITDA: Field<FiscalYear> = Field {
    key: "ebitda",
    kind: Kind::Money,
    label: Texts::accounts_ebitda,
    hint: None,
    why: None,
    get: |record| record.ebitda.into(),
    set: |record, answer| record.ebitda = answer.money(),
};

/// 折旧与摊销 Depreciation and amortisation.
pub static DEPRECIATION: Field<FiscalYear> = Field {
    key: "depreciation",
    kind: Kind::Money,
    label: Texts::accounts_depreciation,
    hint: None,
    why: None,
    get: |record| record.depreciation.into(),
    set: |record, answer| record.depreciation = answer.money(),
};

/// 经营活动现金流量净额 Net operating cash flow.
pub static OPERATING_CASH_FLOW: Field<FiscalYear> = Field {
    key: "operating_cash_flow",
    kind: Kind::Money,
    label: Texts::accounts_operating_cash_flow,
    hint: None,
    why: Some(Texts::accounts_operating_cash_flow_why),
    get: |record| record.operating_cash_flow.into(),
    set: |record, answer| record.operating_cash_flow = answer.money(),
};

/// 货币资金 Cash.
pub static CASH: Field<FiscalYear> = Field {
    key: "cash",
    kind: Kind::Money,
    label: Texts::accounts_cash,
    hint: None,
    why: None,
    get: |record| record.cash.into(),
    set: |record, answer| record.cash = answer.money(),
};

/// 资产总额 Total assets.
pub static TOTAL_ASSETS: Field<FiscalYear> = Field {
    key: "total_assets",
    kind: Kind::Money,
    label: Texts::accounts_total_assets,
    hint: None,
    why: None,
    get: |record| record.total_assets.into(),
    set: |record, answer| record.total_assets = answer.money(),
};

/// 负债总额 Total liabilities.
pub static TOTAL_LIABILITIES: Field<FiscalYear> = Field {
    key: "total_liabilities",
    kind: Kind::Money,
    label: Texts::accounts_total_liabilities,
    hint: None,
    why: None,
    get: |record| record.total_liabilities.into(),
    set: |record, answer| record.total_liabilities = answer.money(),
};

/// 固定资产 Fixed assets.
pub static FIXED_ASSETS: Field<FiscalYear> = Field {
    key: "fixed_assets",
    kind: Kind::Money,
    label: Texts::accounts_fixed_assets,
    hint: None,
    why: None,
    get: |record| record.fixed_assets.into(),
    set: |record, answer| record.fixed_assets = answer.money(),
};

/// 营运资金 Net working capital.
pub static WORKING_CAPITAL: Field<FiscalYear> = Field {
    key: "working_capital",
    kind: Kind::Money,
    label: Texts::accounts_working_capital,
    hint: None,
    why: None,
    get: |record| record.working_capital.into(),
    set: |record, answer| record.working_capital = answer.money(),
};

/// 有息负债 Interest-bearing debt.
pub static DEBT: Field<FiscalYear> = Field {
    key: "debt",
    kind: Kind::Money,
    label: Texts::accounts_debt,
    hint: None,
    why: None,
    get: |record| record.debt.into(),
    set: |record, answer| record.debt = answer.money(),
};

/// 当年应还本息 Principal and interest due in the year.
pub static DEBT_SERVICE: Field<FiscalYear> = Field {
    key: "debt_service",
    kind: Kind::Money,
    label: Texts::accounts_debt_service,
    hint: None,
    why: None,
    get: |record| record.debt_service.into(),
    set: |record, answer| record.debt_service = answer.money(),
};

/// 员工总数 Employees.
pub static EMPLOYEES: Field<FiscalYear> = Field {
    key: "employees",
    kind: Kind::Count,
    label: Texts::accounts_employees,
    hint: Some(Texts::accounts_employees_hint),
    why: None,
    get: |record| record.employees.into(),
    set: |record, answer| record.employees = answer.count(),
};

/// 其中研发人员 Of them R&D staff.
pub static RD_EMPLOYEES: Field<FiscalYear> = Field {
    key: "rd_employees",
    kind: Kind::Count,
    label: Texts::accounts_rd_employees,
    hint: None,
    why: Some(Texts::accounts_rd_employees_why),
    get: |record| record.rd_employees.into(),
    set: |record, answer| record.rd_employees = answer.count(),
};
