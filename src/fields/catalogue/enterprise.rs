//! The enterprise 企业概况.

use ip_health_engine::dossier::{Certificate, Enterprise, LegalForm, Sector, SizeClass};

use super::super::districts::{DISTRICTS, district_answer, set_district};
use super::super::{Answer, Coded, Field, Kind};
use crate::texts::Texts;

/// 企业名称 Company name.
pub static NAME: Field<Enterprise> = Field {
    key: "name",
    kind: Kind::Text,
    label: Texts::enterprise_name,
    hint: None,
    why: None,
    get: |record| Answer::name(&record.name),
    set: |record, answer| record.name = answer.text().unwrap_or_default(),
};

/// 统一社会信用代码 Unified social credit code.
pub static CREDIT_CODE: Field<Enterprise> = Field {
    key: "credit_code",
    kind: Kind::CreditCode,
    label: Texts::enterprise_credit_code,
    hint: Some(Texts::enterprise_credit_code_hint),
    why: Some(Texts::enterprise_credit_code_why),
    get: |record| record.credit_code.clone().into(),
    set: |record, answer| record.credit_code = answer.text(),
};

/// 所在区 District.
pub static DISTRICT: Field<Enterprise> = Field {
    key: "district",
    kind: Kind::One(DISTRICTS),
    label: Texts::enterprise_district,
    hint: Some(Texts::enterprise_district_hint),
    why: None,
    get: |record| district_answer(record),
    set: |record, answer| set_district(record, answer),
};

/// 主营行业 Main industry.
pub static SECTOR: Field<Enterprise> = Field {
    key: "sector",
    kind: Kind::One(Sector::CHOICES),
    label: Texts::enterprise_sector,
    hint: None,
    why: Some(Texts::enterprise_sector_why),
    get: |record| Coded::answer(record.sector),
    set: |record, answer| record.sector = Coded::chosen(answer),
};

/// 国民经济行业分类代码 Industry class (GB/T 4754).
pub static INDUSTRY_CLASS: Field<Enterprise> = Field {
    key: "industry_class",
    kind: Kind::Text,
    label: Texts::enterprise_industry_class,
    hint: Some(Texts::enterprise_industry_class_hint),
    why: None,
    get: |record| record.industry_class.clone().into(),
    set: |record, answer| record.industry_class = answer.text(),
};

/// 企业划型 Size class.
pub static SIZE_CLASS: Field<Enterprise> = Field {
    key: "size_class",
    kind: Kind::One(SizeClass::CHOICES),
    label: Texts::enterprise_size_class,
    hint: None,
    why: Some(Texts::enterprise_size_class_why),
    get: |record| Coded::answer(record.size_class),
    set: |record, answer| record.size_class = Coded::chosen(answer),
};

/// 已获资质 Certificates held.
pub static CERTIFICATES: Field<Enterprise> = Field {
    key: "certificates",
    kind: Kind::Any(Certificate::CHOICES),
    label: Texts::enterprise_certificates,
    hint: Some(Texts::enterprise_certificates_hint),
    why: Some(Texts::enterprise_certificates_why),
    get: |record| Coded::set_answer(record.certificates.as_ref()),
    set: |record, answer| record.certificates = Coded::chosen_set(answer),
};

/// 成立日期 Date of foundation.
pub static FOUNDED: Field<Enterprise> = Field {
    key: "founded",
    kind: Kind::Date,
    label: Texts::enterprise_founded,
    hint: Some(Texts::enterprise_founded_hint),
    why: None,
    get: |record| record.founded.into(),
    set: |record, answer| record.founded = answer.date(),
};

/// 持续经营年数 Years of operation.
pub static YEARS_OPERATING: Field<Enterprise> = Field {
    key: "years_operating",
    kind: Kind::Number,
    label: Texts::enterprise_years_operating,
    hint: Some(Texts::enterprise_years_operating_hint),
    why: None,
    get: |record| record.years_operating.into(),
    set: |record, answer| record.years_operating = answer.number(),
};

/// 公司形式 Legal form.
pub static LEGAL_FORM: Field<Enterprise> = Field {
    key: "legal_form",
    kind: Kind::One(LegalForm::CHOICES),
    label: Texts::enterprise_legal_form,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.legal_form),
    set: |record, answer| record.legal_form = Coded::chosen(answer),
};

/// 是否民营企业 Privately owned.
pub static PRIVATE: Field<Enterprise> = Field {
    key: "private",
    kind: Kind::Flag,
    label: Texts::enterprise_private,
    hint: None,
    why: None,
    get: |record| record.private.into(),
    set: |record, answer| record.private = answer.flag(),
};

/// 近 24 个月征信逾期次数 Overdue credit entries, last 24 months.
pub static CREDIT_OVERDUE_24M: Field<Enterprise> = Field {
    key: "credit_overdue_24m",
    kind: Kind::Count,
    label: Texts::enterprise_credit_overdue_24m,
    hint: None,
    why: Some(Texts::enterprise_credit_overdue_24m_why),
    get: |record| record.credit_overdue_24m.into(),
    set: |record, answer| record.credit_overdue_24m = answer.count(),
};

/// 是否为失信被执行人 On the list of dishonest debtors.
pub static DISHONEST_LIST: Field<Enterprise> = Field {
    key: "dishonest_list",
    kind: Kind::Flag,
    label: Texts::enterprise_dishonest_list,
    hint: None,
    why: Some(Texts::enterprise_dishonest_list_why),
    get: |record| record.dishonest_list.into(),
    set: |record, answer| record.dishonest_list = answer.flag(),
};

/// 是否查账征收 Taxed on audited books.
pub static BOOK_AUDITED_TAXPAYER: Field<Enterprise> = Field {
    key: "book_audited_taxpayer",
    kind: Kind::Flag,
    label: Texts::enterprise_book_audited_taxpayer,
    hint: None,
    why: Some(Texts::enterprise_book_audited_taxpayer_why),
    get: |record| record.book_audited_taxpayer.into(),
    set: |record, answer| record.book_audited_taxpayer = answer.flag(),
};

/// 出口收入占比 Share of revenue from exports.
pub static EXPORT_SHARE: Field<Enterprise> = Field {
    key: "export_share",
    kind: Kind::Percent,
    label: Texts::enterprise_export_share,
    hint: None,
    why: None,
    get: |record| record.export_share.into(),
    set: |record, answer| record.export_share = answer.ratio(),
};

/// 企业所得税税率 Income-tax rate.
pub static INCOME_TAX_RATE: Field<Enterprise> = Field {
    key: "income_tax_rate",
    kind: Kind::Percent,
    label: Texts::enterprise_income_tax_rate,
    hint: Some(Texts::enterprise_income_tax_rate_hint),
    why: None,
    get: |record| record.income_tax_rate.into(),
    set: |record, answer| record.income_tax_rate = answer.ratio(),
};

/// 最近一轮投前估值 Pre-money valuation of the last round.
pub static PRE_MONEY: Field<Enterprise> = Field {
    key: "pre_money",
    kind: Kind::Money,
    label: Texts::enterprise_pre_money,
    hint: None,
    why: Some(Texts::enterprise_pre_money_why),
    get: |record| record.pre_money.into(),
    set: |record, answer| record.pre_money = answer.money(),
};

/// 注册资本 Registered capital.
pub static REGISTERED_CAPITAL: Field<Enterprise> = Field {
    key: "registered_capital",
    kind: Kind::Money,
    label: Texts::enterprise_registered_capital,
    hint: None,
    why: Some(Texts::enterprise_registered_capital_why),
    get: |record| record.registered_capital.into(),
    set: |record, answer| record.registered_capital = answer.money(),
};

/// 距上轮融资月数 Months since the last round.
pub static LAST_ROUND_MONTHS: Field<Enterprise> = Field {
    key: "last_round_months",
    kind: Kind::Number,
    label: Texts::enterprise_last_round_months,
    hint: None,
    why: Some(Texts::enterprise_last_round_months_why),
    get: |record| record.last_round_months.into(),
    set: |record, answer| record.last_round_months = answer.number(),
};

/// 竞争对手同类专利数 Competitors’ patents in the main classes.
pub static COMPETITOR_PATENTS: Field<Enterprise> = Field {
    key: "competitor_patents",
    kind: Kind::Count,
    label: Texts::enterprise_competitor_patents,
    hint: Some(Texts::enterprise_competitor_patents_hint),
    why: Some(Texts::enterprise_competitor_patents_why),
    get: |record| record.competitor_patents.into(),
    set: |record, answer| record.competitor_patents = answer.count(),
};

/// 是否国有或国有控股 State-owned or controlled.
pub static STATE_OWNED: Field<Enterprise> = Field {
    key: "state_owned",
    kind: Kind::Flag,
    label: Texts::enterprise_state_owned,
    hint: None,
    why: Some(Texts::enterprise_state_owned_why),
    get: |record| record.state_owned.into(),
    set: |record, answer| record.state_owned = answer.flag(),
};

/// 上年度应纳税所得额 Taxable income of the previous year.
pub static TAXABLE_INCOME: Field<Enterprise> = Field {
    key: "taxable_income",
    kind: Kind::Money,
    label: Texts::enterprise_taxable_income,
    hint: Some(Texts::enterprise_taxable_income_hint),
    why: Some(Texts::enterprise_taxable_income_why),
    get: |record| record.taxable_income.into(),
    set: |record, answer| record.taxable_income = answer.money(),
};

/// 是否已办费减备案 Reduction of patent fees recorded.
pub static FEE_REDUCTION: Field<Enterprise> = Field {
    key: "fee_reduction",
    kind: Kind::Flag,
    label: Texts::enterprise_fee_reduction,
    hint: None,
    why: Some(Texts::enterprise_fee_reduction_why),
    get: |record| record.fee_reduction.into(),
    set: |record, answer| record.fee_reduction = answer.flag(),
};
