//! STAR Market answers 科创板.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// Answers that only the STAR Market module asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StarAnswers {
    /// Wants to list on the STAR Market; `None` is undecided.
    pub intends: Option<bool>,
    /// How far the way to listing has been gone.
    pub stage: Option<ListingStage>,
    /// Sector of the 暂行规定 with at least half of last year's revenue.
    pub sector: Option<StarSector>,
    /// Restricted or prohibited business.
    pub business_model: Option<BusinessModel>,
    /// Software company: main revenue in class I65.
    pub software: Option<bool>,
    /// Planned or actual acceptance date 受理日; selects the version of the guideline.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub acceptance_date: Option<Date>,
    /// Overrides the version chosen by date: `V2020` … `V2024`.
    pub guideline_version: Option<String>,
    /// Target filing date.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub target_filing: Option<Date>,
    /// Expected market capitalisation at issue 预计市值.
    pub expected_market_cap: Option<Money>,
    /// Applies under listing standard 5.
    pub standard_five: Option<bool>,
    /// The sector milestone of standard 5 is reached.
    pub standard_five_milestone: Option<bool>,
    /// Red-chip state.
    pub red_chip: Option<RedChip>,
    /// Market value abroad, for red chips listed abroad.
    pub overseas_market_value: Option<Money>,
    /// Self-developed internationally leading technology, strong innovation (red chips).
    pub leading_technology: Option<bool>,
    /// Weighted voting rights 表决权差异安排.
    pub weighted_voting: Option<bool>,
    /// The exceptional situations E1–E4 that are declared by the user.
    pub exceptions: BTreeMap<Exception, bool>,
    /// Invention patents that form core technology, when counted without a list (E5).
    pub core_patents: Option<u32>,
    /// Qualifying invention patents, when counted without a list (I3).
    pub qualifying_patents: Option<u32>,
    /// Of them, those that survive the strict count.
    pub strict_patents: Option<u32>,
    /// Share of last year's revenue from resale of goods under third-party brands.
    pub resale_share: Option<Ratio>,
    /// The sector label was changed within the last twelve months.
    pub sector_relabelled: Option<bool>,
    /// Growth exceeds the mean of peers while the industry is in a down-cycle (red chips).
    pub beats_peers_in_downturn: Option<bool>,
    /// At R&D stage, or of major significance to national strategy: exempt from the growth test (red chips).
    pub growth_test_exempt: Option<bool>,
    /// A senior professional institutional investor 资深专业机构投资者 holds as the exchange's guide asks.
    pub senior_investor: Option<bool>,
    /// Share capital after the issue 发行后股本总额, yuan of par value.
    pub capital_after_issue: Option<Money>,
    /// Publicly offered share of the total 公开发行比例.
    pub public_share: Option<Ratio>,
    /// Mean return on net assets of the last two years 加权平均净资产收益率 (neighbouring boards).
    pub return_on_equity: Option<Ratio>,
    /// Share of last year's revenue from core technology.
    pub core_revenue_share: Option<Ratio>,
    /// Audit opinion of the three years.
    pub audit_opinion: Option<AuditOpinion>,
    /// Main business, control and core technical staff without major adverse change in two years.
    pub stable_two_years: Option<bool>,
    /// Growth of last year came only through an acquisition, or for more than half from one customer.
    pub growth_concentrated: Option<bool>,
    /// Answers to the issue list: `OWN-1` → answer.
    pub issues: BTreeMap<String, IssueAnswer>,
    /// The plan for the projection.
    pub plan: StarPlan,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// How far the way to listing has been gone 上市阶段.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ListingStage {
    /// 尚未启动.
    Seed,
    /// 股改与辅导前准备.
    PreTutoring,
    /// 辅导期.
    Tutoring,
    /// 已申报.
    Filed,
}

/// Supported sectors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum StarSector {
    /// 新一代信息技术.
    InformationTechnology,
    /// 高端装备.
    Equipment,
    /// 新材料.
    NewMaterials,
    /// 新能源.
    NewEnergy,
    /// 节能环保.
    Environment,
    /// 生物医药.
    Biomedicine,
    /// 符合科创板定位的其他领域.
    Other,
}

/// Whether the business is on the negative list 负面清单.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum BusinessModel {
    /// Technology.
    Technology,
    /// 金融科技: restricted.
    FinancialTechnology,
    /// 模式创新: restricted.
    ModelInnovation,
    /// 房地产: prohibited.
    RealEstate,
    /// 主要从事金融、投资类业务: prohibited.
    FinanceInvestment,
}

/// Red-chip state 红筹.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RedChip {
    /// Not a red chip.
    No,
    /// Listed abroad 已境外上市红筹.
    ListedAbroad,
    /// Not listed 尚未境外上市红筹.
    Unlisted,
}

/// Exceptional situations declared by the user; the fifth is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Exception {
    /// Core technology recognised by a national authority.
    E1,
    /// National science and technology award.
    E2,
    /// Lead of a national major project.
    E3,
    /// Import substitution of key products.
    E4,
}

/// Audit opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AuditOpinion {
    /// 标准无保留意见, three years.
    Unqualified,
    /// Any other opinion.
    Other,
    /// Not audited yet.
    NotAudited,
}

/// Answer to a question of the issue list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct IssueAnswer {
    /// The state; `None` is unknown.
    pub state: Option<IssueState>,
    /// Severity letter `B`, `H`, `M`, `L`, when the trigger has several.
    pub severity: Option<String>,
    /// Evidence held, by position in the list.
    pub evidence: Vec<bool>,
    /// Ids of the patents concerned.
    pub assets: Vec<String>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// What the cure is expected to cost.
    pub cost: Option<Money>,
}

/// State of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum IssueState {
    /// Does not arise 不存在.
    Absent,
    /// Open 存在，未解决.
    Open,
    /// Being cured, effect halved 整改中.
    Mitigated,
    /// Cured 已解决.
    Closed,
}

/// The plan for the projection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct StarPlan {
    /// Growth of revenue per year; the last value goes on.
    pub growth: Vec<Ratio>,
    /// R&D share of revenue per year; the last value goes on.
    pub rd_ratio: Vec<Ratio>,
    /// R&D investment per year, instead of `rd_ratio` where given.
    pub rd_amount: Vec<Money>,
    /// Employees hired a year.
    pub hires: Option<u32>,
    /// Of them R&D staff.
    pub rd_hires: Option<u32>,
    /// Invention applications to file a year.
    pub filings: Option<u32>,
    /// Own estimate of the probability that an application is granted.
    pub grant_probability: Option<Ratio>,
}
