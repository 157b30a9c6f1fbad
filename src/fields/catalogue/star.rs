//! The STAR Market 科创板.

use ip_health_engine::Ratio;
use ip_health_engine::dossier::{AuditOpinion, BusinessModel, ListingStage, RedChip, StarAnswers, StarSector};
use ip_health_engine::star::result::GuidelineVersion;

use super::super::{Answer, Choice, Coded, Field, Kind};
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

/// 上市阶段 How far the way to listing has been gone.
pub static STAGE: Field<StarAnswers> = Field {
    key: "stage",
    kind: Kind::One(ListingStage::CHOICES),
    label: Texts::star_stage,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.stage),
    set: |record, answer| record.stage = Coded::chosen(answer),
};

/// Choices of the version: the four with figures, oldest first.
static VERSIONS: &[Choice] = &[
    Choice { label: Texts::star_version_2020, code: || "V2020".to_owned() },
    Choice { label: Texts::star_version_2021, code: || "V2021".to_owned() },
    Choice { label: Texts::star_version_2022, code: || "V2022".to_owned() },
    Choice { label: Texts::star_version_2024, code: || "V2024".to_owned() },
];

/// 适用指引版本 Version of the guideline, in place of the one by date.
pub static GUIDELINE_VERSION: Field<StarAnswers> = Field {
    key: "guideline_version",
    kind: Kind::One(VERSIONS),
    label: Texts::star_guideline_version,
    hint: Some(Texts::star_guideline_version_hint),
    why: None,
    get: |record| {
        let code = record.guideline_version.as_deref();
        GuidelineVersion::WITH_FIGURES.iter().position(|version| Some(version.code()) == code).into()
    },
    set: |record, answer| {
        let version = answer.one().and_then(|place| GuidelineVersion::WITH_FIGURES.get(place).copied());
        record.guideline_version = version.map(|version| version.code().to_owned());
    },
};

/// 严格口径发明专利（件） Invention patents in the strict count.
pub static STRICT_PATENTS: Field<StarAnswers> = Field {
    key: "strict_patents",
    kind: Kind::Count,
    label: Texts::star_strict_patents,
    hint: Some(Texts::star_strict_patents_hint),
    why: None,
    get: |record| record.strict_patents.into(),
    set: |record, answer| record.strict_patents = answer.count(),
};

/// 转售第三方品牌产品收入占比 Share of revenue from resale.
pub static RESALE_SHARE: Field<StarAnswers> = Field {
    key: "resale_share",
    kind: Kind::Percent,
    label: Texts::star_resale_share,
    hint: None,
    why: Some(Texts::star_resale_share_why),
    get: |record| record.resale_share.into(),
    set: |record, answer| record.resale_share = answer.ratio(),
};

/// 近12个月是否变更所属行业 Sector label changed.
pub static SECTOR_RELABELLED: Field<StarAnswers> = Field {
    key: "sector_relabelled",
    kind: Kind::Flag,
    label: Texts::star_sector_relabelled,
    hint: None,
    why: None,
    get: |record| record.sector_relabelled.into(),
    set: |record, answer| record.sector_relabelled = answer.flag(),
};

/// 发行后股本总额 Share capital after the issue.
pub static CAPITAL_AFTER_ISSUE: Field<StarAnswers> = Field {
    key: "capital_after_issue",
    kind: Kind::Money,
    label: Texts::star_capital_after_issue,
    hint: None,
    why: None,
    get: |record| record.capital_after_issue.into(),
    set: |record, answer| record.capital_after_issue = answer.money(),
};

/// 公开发行比例 Publicly offered share.
pub static PUBLIC_SHARE: Field<StarAnswers> = Field {
    key: "public_share",
    kind: Kind::Percent,
    label: Texts::star_public_share,
    hint: None,
    why: None,
    get: |record| record.public_share.into(),
    set: |record, answer| record.public_share = answer.ratio(),
};

/// 资深专业机构投资者 Senior professional institutional investor.
pub static SENIOR_INVESTOR: Field<StarAnswers> = Field {
    key: "senior_investor",
    kind: Kind::Flag,
    label: Texts::star_senior_investor,
    hint: Some(Texts::star_senior_investor_hint),
    why: None,
    get: |record| record.senior_investor.into(),
    set: |record, answer| record.senior_investor = answer.flag(),
};

/// 加权平均净资产收益率 Mean return on net assets.
pub static RETURN_ON_EQUITY: Field<StarAnswers> = Field {
    key: "return_on_equity",
    kind: Kind::Percent,
    label: Texts::star_return_on_equity,
    hint: Some(Texts::star_return_on_equity_hint),
    why: None,
    get: |record| record.return_on_equity.into(),
    set: |record, answer| record.return_on_equity = answer.ratio(),
};

/// 下行周期中增速是否高于同行 Grows faster than peers in a down-cycle.
pub static BEATS_PEERS_IN_DOWNTURN: Field<StarAnswers> = Field {
    key: "beats_peers_in_downturn",
    kind: Kind::Flag,
    label: Texts::star_beats_peers_in_downturn,
    hint: None,
    why: None,
    get: |record| record.beats_peers_in_downturn.into(),
    set: |record, answer| record.beats_peers_in_downturn = answer.flag(),
};

/// 是否处于研发阶段或具有重大战略意义 At R&D stage or of strategic significance.
pub static GROWTH_TEST_EXEMPT: Field<StarAnswers> = Field {
    key: "growth_test_exempt",
    kind: Kind::Flag,
    label: Texts::star_growth_test_exempt,
    hint: None,
    why: None,
    get: |record| record.growth_test_exempt.into(),
    set: |record, answer| record.growth_test_exempt = answer.flag(),
};

/// The first value of a path, which stands for all years.
fn first(path: &[Ratio]) -> Answer {
    path.first().copied().into()
}

/// One value for all years; a path that begins with it is kept as it is.
fn whole(path: &mut Vec<Ratio>, answer: Answer) {
    let value = answer.ratio();
    if path.first().copied() != value {
        *path = value.into_iter().collect();
    }
}

/// 预计收入年增长率 Planned growth of revenue.
pub static PLAN_GROWTH: Field<StarAnswers> = Field {
    key: "plan.growth",
    kind: Kind::Percent,
    label: Texts::star_plan_growth,
    hint: None,
    why: Some(Texts::star_plan_growth_why),
    get: |record| first(&record.plan.growth),
    set: |record, answer| whole(&mut record.plan.growth, answer),
};

/// 预计研发投入占收入比例 Planned R&D share.
pub static PLAN_RD_RATIO: Field<StarAnswers> = Field {
    key: "plan.rd_ratio",
    kind: Kind::Percent,
    label: Texts::star_plan_rd_ratio,
    hint: Some(Texts::star_plan_rd_ratio_hint),
    why: None,
    get: |record| first(&record.plan.rd_ratio),
    set: |record, answer| whole(&mut record.plan.rd_ratio, answer),
};

/// 每年新增员工 Hires a year.
pub static PLAN_HIRES: Field<StarAnswers> = Field {
    key: "plan.hires",
    kind: Kind::Count,
    label: Texts::star_plan_hires,
    hint: None,
    why: None,
    get: |record| record.plan.hires.into(),
    set: |record, answer| record.plan.hires = answer.count(),
};

/// 其中研发人员 Of them R&D staff.
pub static PLAN_RD_HIRES: Field<StarAnswers> = Field {
    key: "plan.rd_hires",
    kind: Kind::Count,
    label: Texts::star_plan_rd_hires,
    hint: None,
    why: None,
    get: |record| record.plan.rd_hires.into(),
    set: |record, answer| record.plan.rd_hires = answer.count(),
};

/// 每年申请发明专利（件） Inventions filed a year.
pub static PLAN_FILINGS: Field<StarAnswers> = Field {
    key: "plan.filings",
    kind: Kind::Count,
    label: Texts::star_plan_filings,
    hint: None,
    why: None,
    get: |record| record.plan.filings.into(),
    set: |record, answer| record.plan.filings = answer.count(),
};

/// 授权概率 Probability of grant.
pub static PLAN_GRANT_PROBABILITY: Field<StarAnswers> = Field {
    key: "plan.grant_probability",
    kind: Kind::Percent,
    label: Texts::star_plan_grant_probability,
    hint: Some(Texts::star_plan_grant_probability_hint),
    why: None,
    get: |record| record.plan.grant_probability.into(),
    set: |record, answer| record.plan.grant_probability = answer.ratio(),
};

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(value: f64) -> Ratio {
        Ratio::new(value).unwrap()
    }

    #[test]
    fn the_version_is_kept_by_its_code() {
        let mut answers = StarAnswers::default();
        for (place, code) in ["V2020", "V2021", "V2022", "V2024"].into_iter().enumerate() {
            (GUIDELINE_VERSION.set)(&mut answers, Answer::One(place));
            assert_eq!(answers.guideline_version.as_deref(), Some(code));
            assert_eq!((GUIDELINE_VERSION.get)(&answers), Answer::One(place));
        }
        (GUIDELINE_VERSION.set)(&mut answers, Answer::Unknown);
        assert_eq!(answers.guideline_version, None);
        // A version without figures can stand in a file; it is no choice here and stays.
        answers.guideline_version = Some("NONE".to_owned());
        assert_eq!((GUIDELINE_VERSION.get)(&answers), Answer::Unknown);
        assert_eq!(VERSIONS.len(), GuidelineVersion::WITH_FIGURES.len());
    }

    #[test]
    fn a_path_of_growth_stays_while_its_first_year_does() {
        let mut answers = StarAnswers::default();
        answers.plan.growth = vec![ratio(0.26), ratio(0.2)];
        (PLAN_GROWTH.set)(&mut answers, Answer::Ratio(ratio(0.26)));
        assert_eq!(answers.plan.growth.len(), 2);
        (PLAN_GROWTH.set)(&mut answers, Answer::Ratio(ratio(0.3)));
        assert_eq!(answers.plan.growth, [ratio(0.3)]);
        (PLAN_GROWTH.set)(&mut answers, Answer::Unknown);
        assert!(answers.plan.growth.is_empty());
    }
}
