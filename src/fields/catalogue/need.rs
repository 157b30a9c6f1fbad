//! The financing need 融资需求.

use ip_health_engine::dossier::{Contributor, FinancingNeed, Guarantee, UseOfFunds};

use super::super::{Coded, Field, Kind};
use crate::texts::Texts;

/// 想融多少 Amount wanted.
pub static AMOUNT: Field<FinancingNeed> = Field {
    key: "amount",
    kind: Kind::Money,
    label: Texts::need_amount,
    hint: Some(Texts::need_amount_hint),
    why: Some(Texts::need_amount_why),
    get: |record| record.amount.into(),
    set: |record, answer| record.amount = answer.money(),
};

/// 多少天内要用 Needed within (days).
pub static DAYS_AVAILABLE: Field<FinancingNeed> = Field {
    key: "days_available",
    kind: Kind::Count,
    label: Texts::need_days_available,
    hint: None,
    why: Some(Texts::need_days_available_why),
    get: |record| record.days_available.into(),
    set: |record, answer| record.days_available = answer.count(),
};

/// 希望用多久（月） Tenor wanted (months).
pub static TENOR_MONTHS: Field<FinancingNeed> = Field {
    key: "tenor_months",
    kind: Kind::Count,
    label: Texts::need_tenor_months,
    hint: None,
    why: None,
    get: |record| record.tenor_months.into(),
    set: |record, answer| record.tenor_months = answer.count(),
};

/// 用途 Use of funds.
pub static USE_OF_FUNDS: Field<FinancingNeed> = Field {
    key: "use_of_funds",
    kind: Kind::One(UseOfFunds::CHOICES),
    label: Texts::need_use_of_funds,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.use_of_funds),
    set: |record, answer| record.use_of_funds = Coded::chosen(answer),
};

/// 最多愿意让出多少股权 Largest acceptable dilution.
pub static DILUTION_CAP: Field<FinancingNeed> = Field {
    key: "dilution_cap",
    kind: Kind::Percent,
    label: Texts::need_dilution_cap,
    hint: None,
    why: Some(Texts::need_dilution_cap_why),
    get: |record| record.dilution_cap.into(),
    set: |record, answer| record.dilution_cap = answer.ratio(),
};

/// 可用于评估、登记等前期费用 Budget for up-front costs.
pub static UPFRONT_BUDGET: Field<FinancingNeed> = Field {
    key: "upfront_budget",
    kind: Kind::Money,
    label: Texts::need_upfront_budget,
    hint: None,
    why: None,
    get: |record| record.upfront_budget.into(),
    set: |record, answer| record.upfront_budget = answer.money(),
};

/// 同一用途的自有资金 Own funds for the same purpose.
pub static OWN_FUNDS: Field<FinancingNeed> = Field {
    key: "own_funds",
    kind: Kind::Money,
    label: Texts::need_own_funds,
    hint: None,
    why: None,
    get: |record| record.own_funds.into(),
    set: |record, answer| record.own_funds = answer.money(),
};

/// 现有流动资金贷款 Working-capital loans already drawn.
pub static EXISTING_WORKING_CAPITAL_LOANS: Field<FinancingNeed> = Field {
    key: "existing_working_capital_loans",
    kind: Kind::Money,
    label: Texts::need_existing_working_capital_loans,
    hint: None,
    why: None,
    get: |record| record.existing_working_capital_loans.into(),
    set: |record, answer| record.existing_working_capital_loans = answer.money(),
};

/// 营运资金周转次数（次/年） Turnover of working capital (times a year).
pub static WORKING_CAPITAL_TURNOVER: Field<FinancingNeed> = Field {
    key: "working_capital_turnover",
    kind: Kind::Number,
    label: Texts::need_working_capital_turnover,
    hint: None,
    why: None,
    get: |record| record.working_capital_turnover.into(),
    set: |record, answer| record.working_capital_turnover = answer.number(),
};

/// 明年收入预计增长 Expected growth next year.
pub static EXPECTED_GROWTH: Field<FinancingNeed> = Field {
    key: "expected_growth",
    kind: Kind::Percent,
    label: Texts::need_expected_growth,
    hint: None,
    why: None,
    get: |record| record.expected_growth.into(),
    set: |record, answer| record.expected_growth = answer.ratio(),
};

/// 银行是否接受内部评估 Does the bank value internally.
pub static INTERNAL_VALUATION: Field<FinancingNeed> = Field {
    key: "internal_valuation",
    kind: Kind::Flag,
    label: Texts::need_internal_valuation,
    hint: None,
    why: None,
    get: |record| record.internal_valuation.into(),
    set: |record, answer| record.internal_valuation = answer.flag(),
};

/// 贷款期内是否打算出资或转让这些权利 Plans to contribute or sell rights during the loan.
pub static PLANS_CONTRIBUTION: Field<FinancingNeed> = Field {
    key: "plans_contribution",
    kind: Kind::Flag,
    label: Texts::need_plans_contribution,
    hint: None,
    why: None,
    get: |record| record.plans_contribution.into(),
    set: |record, answer| record.plans_contribution = answer.flag(),
};

/// 租赁公司是否已说明以知识产权为租赁物的监管依据 Has the lessor shown a regulatory basis for leasing IP.
pub static LEASING_BASIS: Field<FinancingNeed> = Field {
    key: "leasing_basis",
    kind: Kind::Flag,
    label: Texts::need_leasing_basis,
    hint: None,
    why: None,
    get: |record| record.leasing_basis.into(),
    set: |record, answer| record.leasing_basis = answer.flag(),
};

/// 出租人是否为地方融资租赁公司 Is the lessor a local leasing company.
pub static LOCAL_LESSOR: Field<FinancingNeed> = Field {
    key: "local_lessor",
    kind: Kind::Flag,
    label: Texts::need_local_lessor,
    hint: Some(Texts::need_local_lessor_hint),
    why: None,
    get: |record| record.local_lessor.into(),
    set: |record, answer| record.local_lessor = answer.flag(),
};

/// 作价入股时投资人另投的现金 Cash an investor adds beside the IP.
pub static CASH_INVESTOR: Field<FinancingNeed> = Field {
    key: "cash_investor",
    kind: Kind::Money,
    label: Texts::need_cash_investor,
    hint: None,
    why: None,
    get: |record| record.cash_investor.into(),
    set: |record, answer| record.cash_investor = answer.money(),
};

/// 由谁为贷款增信 Who stands behind the loan.
pub static GUARANTEE: Field<FinancingNeed> = Field {
    key: "guarantee",
    kind: Kind::One(Guarantee::CHOICES),
    label: Texts::need_guarantee,
    hint: None,
    why: Some(Texts::need_guarantee_why),
    get: |record| Coded::answer(record.guarantee),
    set: |record, answer| record.guarantee = Coded::chosen(answer),
};

/// 书面托底收购的比例 Floor price committed to in writing, over the agreed value.
pub static FLOOR_PRICE: Field<FinancingNeed> = Field {
    key: "floor_price",
    kind: Kind::Percent,
    label: Texts::need_floor_price,
    hint: Some(Texts::need_floor_price_hint),
    why: None,
    get: |record| record.floor_price.into(),
    set: |record, answer| record.floor_price = answer.ratio(),
};

/// 拟由谁作价出资 Who would contribute the right.
pub static CONTRIBUTOR: Field<FinancingNeed> = Field {
    key: "contributor",
    kind: Kind::One(Contributor::CHOICES),
    label: Texts::need_contributor,
    hint: None,
    why: Some(Texts::need_contributor_why),
    get: |record| Coded::answer(record.contributor),
    set: |record, answer| record.contributor = Coded::chosen(answer),
};

/// 拟作价金额 Agreed value of a planned contribution.
pub static CONTRIBUTION_VALUE: Field<FinancingNeed> = Field {
    key: "contribution_value",
    kind: Kind::Money,
    label: Texts::need_contribution_value,
    hint: Some(Texts::need_contribution_value_hint),
    why: None,
    get: |record| record.contribution_value.into(),
    set: |record, answer| record.contribution_value = answer.money(),
};

/// 出资或转让权利的计税基础 Tax basis of what is contributed or sold.
pub static CONTRIBUTION_BASIS: Field<FinancingNeed> = Field {
    key: "contribution_basis",
    kind: Kind::Money,
    label: Texts::need_contribution_basis,
    hint: Some(Texts::need_contribution_basis_hint),
    why: None,
    get: |record| record.contribution_basis.into(),
    set: |record, answer| record.contribution_basis = answer.money(),
};

/// 拟转让价格 Price of a planned sale.
pub static SALE_PRICE: Field<FinancingNeed> = Field {
    key: "sale_price",
    kind: Kind::Money,
    label: Texts::need_sale_price,
    hint: Some(Texts::need_sale_price_hint),
    why: None,
    get: |record| record.sale_price.into(),
    set: |record, answer| record.sale_price = answer.money(),
};
