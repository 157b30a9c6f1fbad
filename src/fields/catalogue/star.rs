//! The STAR Market 科创板.

use ip_health_engine::dossier::{AuditOpinion, BusinessModel, RedChip, StarAnswers, StarSector};

use super::super::{Coded, Field, Kind};
use crate::texts::Texts;

/// 是否打算在科创板上市 Do you plan to list on the STAR Market.
pub static INTENDS: Field<StarAnswers> = Field {
    key: "intends",
    kind: Kind::Flag,
    label: Texts::star_intends,
    hint: None,
    why: None,
    get: |record| record.intends.into(),
    set: |record, answer| record.intends = answer.flag(),
};

/// 所属领域 Field.
pub static SECTOR: Field<StarAnswers> = Field {
    key: "sector",
    kind: Kind::One(StarSector::CHOICES),
    label: Texts::star_sector,
    hint: Some(Texts::star_sector_hint),
    why: Some(Texts::star_sector_why),
    get: |record| Coded::answer(record.sector),
    set: |record, answer| record.sector = Coded::chosen(answer),
};

/// 业务性质 Nature of the business.
pub static BUSINESS_MODEL: Field<StarAnswers> = Field {
    key: "business_model",
    kind: Kind::One(BusinessModel::CHOICES),
    label: Texts::star_business_model,
    hint: None,
    why: Some(Texts::star_business_model_why),
    get: |record| Coded::answer(record.business_model),
    set: |record, answer| record.business_model = Coded::chosen(answer),
};

/// 是否软件企业 A software company.
pub static SOFTWARE: Field<StarAnswers> = Field {
    key: "software",
    kind: Kind::Flag,
    label: Texts::star_software,
    hint: Some(Texts::star_software_hint),
    why: None,
    get: |record| record.software.into(),
    set: |record, answer| record.software = answer.flag(),
};

/// 预计或实际受理日 Planned or actual acceptance date.
pub static ACCEPTANCE_DATE: Field<StarAnswers> = Field {
    key: "acceptance_date",
    kind: Kind::Date,
    label: Texts::star_acceptance_date,
    hint: Some(Texts::star_acceptance_date_hint),
    why: None,
    get: |record| record.acceptance_date.into(),
    set: |record, answer| record.acceptance_date = answer.date(),
};

/// 计划申报日 Target filing date.
pub static TARGET_FILING: Field<StarAnswers> = Field {
    key: "target_filing",
    kind: Kind::Date,
    label: Texts::star_target_filing,
    hint: None,
    why: None,
    get: |record| record.target_filing.into(),
    set: |record, answer| record.target_filing = answer.date(),
};

/// 预计市值 Expected market capitalisation.
pub static EXPECTED_MARKET_CAP: Field<StarAnswers> = Field {
    key: "expected_market_cap",
    kind: Kind::Money,
    label: Texts::star_expected_market_cap,
    hint: None,
    why: Some(Texts::star_expected_market_cap_why),
    get: |record| record.expected_market_cap.into(),
    set: |record, answer| record.expected_market_cap = answer.money(),
};

/// 是否适用第五套标准 Applying under standard five.
pub static STANDARD_FIVE: Field<StarAnswers> = Field {
    key: "standard_five",
    kind: Kind::Flag,
    label: Texts::star_standard_five,
    hint: Some(Texts::star_standard_five_hint),
    why: None,
    get: |record| record.standard_five.into(),
    set: |record, answer| record.standard_five = answer.flag(),
};

/// 第五套标准要求的阶段成果是否已取得 Milestone of standard five reached.
pub static STANDARD_FIVE_MILESTONE: Field<StarAnswers> = Field {
    key: "standard_five_milestone",
    kind: Kind::Flag,
    label: Texts::star_standard_five_milestone,
    hint: Some(Texts::star_standard_five_milestone_hint),
    why: None,
    get: |record| record.standard_five_milestone.into(),
    set: |record, answer| record.standard_five_milestone = answer.flag(),
};

/// 是否红筹企业 A red chip.
pub static RED_CHIP: Field<StarAnswers> = Field {
    key: "red_chip",
    kind: Kind::One(RedChip::CHOICES),
    label: Texts::star_red_chip,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.red_chip),
    set: |record, answer| record.red_chip = Coded::chosen(answer),
};

/// 境外市值 Market value abroad.
pub static OVERSEAS_MARKET_VALUE: Field<StarAnswers> = Field {
    key: "overseas_market_value",
    kind: Kind::Money,
    label: Texts::star_overseas_market_value,
    hint: None,
    why: None,
    get: |record| record.overseas_market_value.into(),
    set: |record, answer| record.overseas_market_value = answer.money(),
};

/// 是否拥有自主研发、国际领先技术 Self-developed, internationally leading technology.
pub static LEADING_TECHNOLOGY: Field<StarAnswers> = Field {
    key: "leading_technology",
    kind: Kind::Flag,
    label: Texts::star_leading_technology,
    hint: None,
    why: None,
    get: |record| record.leading_technology.into(),
    set: |record, answer| record.leading_technology = answer.flag(),
};

/// 是否有表决权差异安排 Weighted voting rights.
pub static WEIGHTED_VOTING: Field<StarAnswers> = Field {
    key: "weighted_voting",
    kind: Kind::Flag,
    label: Texts::star_weighted_voting,
    hint: None,
    why: None,
    get: |record| record.weighted_voting.into(),
    set: |record, answer| record.weighted_voting = answer.flag(),
};

/// 形成核心技术的发明专利（件） Invention patents that form core technology.
pub static CORE_PATENTS: Field<StarAnswers> = Field {
    key: "core_patents",
    kind: Kind::Count,
    label: Texts::star_core_patents,
    hint: None,
    why: None,
    get: |record| record.core_patents.into(),
    set: |record, answer| record.core_patents = answer.count(),
};

/// 形成主营收入的发明专利（件） Invention patents behind main revenue.
pub static QUALIFYING_PATENTS: Field<StarAnswers> = Field {
    key: "qualifying_patents",
    kind: Kind::Count,
    label: Texts::star_qualifying_patents,
    hint: Some(Texts::star_qualifying_patents_hint),
    why: None,
    get: |record| record.qualifying_patents.into(),
    set: |record, answer| record.qualifying_patents = answer.count(),
};

/// 核心技术产品收入占比 Share of revenue from core technology.
pub static CORE_REVENUE_SHARE: Field<StarAnswers> = Field {
    key: "core_revenue_share",
    kind: Kind::Percent,
    label: Texts::star_core_revenue_share,
    hint: None,
    why: None,
    get: |record| record.core_revenue_share.into(),
    set: |record, answer| record.core_revenue_share = answer.ratio(),
};

/// 近三年审计意见 Audit opinion of three years.
pub static AUDIT_OPINION: Field<StarAnswers> = Field {
    key: "audit_opinion",
    kind: Kind::One(AuditOpinion::CHOICES),
    label: Texts::star_audit_opinion,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.audit_opinion),
    set: |record, answer| record.audit_opinion = Coded::chosen(answer),
};

/// 近两年主业、控制权和核心技术人员是否稳定 Business, control and core staff stable for two years.
pub static STABLE_TWO_YEARS: Field<StarAnswers> = Field {
    key: "stable_two_years",
    kind: Kind::Flag,
    label: Texts::star_stable_two_years,
    hint: None,
    why: None,
    get: |record| record.stable_two_years.into(),
    set: |record, answer| record.stable_two_years = answer.flag(),
};

/// 最近一年增长是否主要靠并购或单一客户 Last year’s growth mainly by acquisition or one customer.
pub static GROWTH_CONCENTRATED: Field<StarAnswers> = Field {
    key: "growth_concentrated",
    kind: Kind::Flag,
    label: Texts::star_growth_concentrated,
    hint: None,
    why: None,
    get: |record| record.growth_concentrated.into(),
    set: |record, answer| record.growth_concentrated = answer.flag(),
};
