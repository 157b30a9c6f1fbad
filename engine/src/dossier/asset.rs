//! Intellectual property rights.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// One right. All but `id` and `kind` may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Asset {
    /// Id within the dossier.
    pub id: String,
    /// What kind of right.
    pub kind: AssetKind,
    /// Title or mark.
    pub title: String,
    /// Application or registration number, normalised: `202110333395.7`, `2020SR0123456`, `BS.185559220`.
    pub number: Option<String>,
    /// Publication number, such as `CN113077361A`.
    pub publication_number: Option<String>,
    /// State of the right.
    pub status: Option<AssetStatus>,
    /// Filing date 申请日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub filing_date: Option<Date>,
    /// Earliest priority date 优先权日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub priority_date: Option<Date>,
    /// Date of grant or registration 授权公告日、注册日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub grant_date: Option<Date>,
    /// First publication or first commercial use 首次发表、首次商业利用日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub first_use_date: Option<Date>,
    /// Completion of creation 创作完成日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub creation_date: Option<Date>,
    /// Stated end of protection, when other than the law's term implies.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub expiry_date: Option<Date>,
    /// Owners as registered.
    pub owners: Vec<String>,
    /// Inventors or authors.
    pub inventors: Vec<String>,
    /// The enterprise is the registered owner 登记权利人为本企业.
    pub registered_owner: Option<bool>,
    /// The enterprise's share, 0–1; 1 is sole ownership.
    pub owner_share: Option<Ratio>,
    /// All co-owners' written consent, or an agreement that dispenses with it.
    pub coowners_consent: Option<bool>,
    /// A co-ownership agreement gives the enterprise free, perpetual use.
    pub free_exploitation: Option<bool>,
    /// Filed by the enterprise itself, not acquired.
    pub self_filed: Option<bool>,
    /// Day on which a purchase was recorded 受让登记日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub acquired_date: Option<Date>,
    /// Service-invention and inventor-employment check done 职务发明核查.
    pub inventor_employment_checked: Option<bool>,
    /// Annual fee unpaid.
    pub fee_arrears: Option<bool>,
    /// Due day of the next annual fee.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub next_fee_due: Option<Date>,
    /// Burdens on the right; `None` is not known, an empty set is none.
    pub encumbrances: Option<BTreeSet<Encumbrance>>,
    /// Dispute about the right.
    pub dispute: Option<RightDispute>,
    /// A utility model and an invention were filed on the same day for the same creation.
    pub same_day_dual: Option<bool>,
    /// Patent evaluation report 专利权评价报告.
    pub evaluation_report: Option<EvaluationReport>,
    /// Family id; members of one family count once.
    pub family: Option<String>,
    /// Offices where a family member is granted: `CN`, `US`, `EP`.
    pub family_offices: BTreeSet<String>,
    /// International patent classes, main class first.
    pub ipc: Vec<String>,
    /// Number of claims.
    pub claims: Option<u32>,
    /// Number of features in the first claim.
    pub claim_features: Option<u32>,
    /// The main claim is a product claim (not a process).
    pub product_claim: Option<bool>,
    /// Forward citations.
    pub citations: Option<u32>,
    /// Technology readiness level, 1–9.
    pub trl: Option<u8>,
    /// How the right is used.
    pub exploitation: Option<Exploitation>,
    /// Products that use it.
    pub uses: Vec<ProductUse>,
    /// Share of last year's revenue from products that use it, when `uses` says nothing.
    pub revenue_share: Option<Ratio>,
    /// Core technology of the enterprise.
    pub core: Option<bool>,
    /// Applied to the main business 应用于主营业务.
    pub main_business: Option<bool>,
    /// Evidence that it can be industrialised, 0 none to 4 mass-production revenue.
    pub industrialisation: Option<u8>,
    /// Defence patent 国防专利.
    pub defence: Option<bool>,
    /// Declared essential to a standard 标准必要专利.
    pub standard_essential: Option<bool>,
    /// National or provincial award.
    pub award: Option<bool>,
    /// Freedom-to-operate search done and clear.
    pub fto_clear: Option<bool>,
    /// Registered with the copyright authority, or a data-IP certificate is held.
    pub registered: Option<bool>,
    /// Layout design taped out and sold 已流片销售.
    pub taped_out: Option<bool>,
    /// Trademark facts.
    pub mark: MarkFacts,
    /// What it cost to create, for the cost approach.
    pub cost: Option<DevelopmentCost>,
    /// Deals of similar rights, for the market approach.
    pub comparables: Vec<Comparable>,
    /// Carrying amount in the books 账面价值.
    pub book_value: Option<Money>,
    /// Scoring answers: third-level indicator code (`L1.1` … `E4.3`) → 1–10.
    pub scores: BTreeMap<String, f64>,
    /// Answers of the composite share-rate method: factor code → 0–100.
    pub share_factors: BTreeMap<String, f64>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

/// Kind of right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AssetKind {
    /// 发明专利.
    #[default]
    Invention,
    /// 实用新型.
    UtilityModel,
    /// 外观设计.
    Design,
    /// 注册商标.
    Trademark,
    /// 软件著作权.
    SoftwareCopyright,
    /// 其他著作权.
    OtherCopyright,
    /// 集成电路布图设计.
    LayoutDesign,
    /// 地理标志.
    GeographicalIndication,
    /// 知识产权许可收益权.
    LicenceRevenue,
    /// 数据知识产权.
    DataIp,
    /// 植物新品种权.
    PlantVariety,
    /// 商业秘密.
    TradeSecret,
}

impl AssetKind {
    /// All, in the order of the lists on screen.
    pub const ALL: [AssetKind; 12] = [
        AssetKind::Invention,
        AssetKind::UtilityModel,
        AssetKind::Design,
        AssetKind::Trademark,
        AssetKind::SoftwareCopyright,
        AssetKind::OtherCopyright,
        AssetKind::LayoutDesign,
        AssetKind::GeographicalIndication,
        AssetKind::LicenceRevenue,
        AssetKind::DataIp,
        AssetKind::PlantVariety,
        AssetKind::TradeSecret,
    ];

    /// The code in files and rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            AssetKind::Invention => "invention",
            AssetKind::UtilityModel => "utility-model",
            AssetKind::Design => "design",
            AssetKind::Trademark => "trademark",
            AssetKind::SoftwareCopyright => "software-copyright",
            AssetKind::OtherCopyright => "other-copyright",
            AssetKind::LayoutDesign => "layout-design",
            AssetKind::GeographicalIndication => "geographical-indication",
            AssetKind::LicenceRevenue => "licence-revenue",
            AssetKind::DataIp => "data-ip",
            AssetKind::PlantVariety => "plant-variety",
            AssetKind::TradeSecret => "trade-secret",
        }
    }

    /// Invention, utility model or design.
    #[must_use]
    pub fn is_patent(self) -> bool {
        matches!(self, AssetKind::Invention | AssetKind::UtilityModel | AssetKind::Design)
    }
}

/// State of a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AssetStatus {
    /// Granted or registered, in force 有效.
    Granted,
    /// Applied for 审查中.
    Pending,
    /// Ended, for instance by unpaid fees 终止.
    Terminated,
    /// Declared invalid 宣告无效.
    Invalidated,
    /// Term over 届满; or application withdrawn or refused 撤回、驳回.
    Lapsed,
}

impl AssetStatus {
    /// Granted or pending.
    #[must_use]
    pub fn is_alive(self) -> bool {
        matches!(self, AssetStatus::Granted | AssetStatus::Pending)
    }
}

/// A burden on a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Encumbrance {
    /// 已质押.
    Pledged,
    /// 财产保全、查封.
    Preserved,
    /// 售后回租.
    Leaseback,
    /// 已作价出资.
    Contributed,
    /// 信托.
    Trust,
    /// 证券化资产池.
    AbsPool,
    /// 独占许可在外.
    ExclusiveLicence,
}

/// A dispute about the right itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RightDispute {
    /// None.
    None,
    /// 权属纠纷.
    Ownership,
    /// 无效宣告请求审理中.
    InvalidationPending,
    /// Upheld after an invalidation request 维持有效.
    Upheld,
    /// 作为原告维权.
    InfringementPlaintiff,
    /// 被诉侵权.
    InfringementDefendant,
}

/// Patent evaluation report 专利权评价报告.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum EvaluationReport {
    /// No report.
    None,
    /// Positive.
    Favourable,
    /// Negative.
    Unfavourable,
}

/// How a right is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Exploitation {
    /// 未实施.
    Unused,
    /// Held to block or defend 防御性储备.
    Defensive,
    /// 试用、样品.
    Pilot,
    /// In sold products 已用于在售产品.
    Sold,
    /// In the main product 核心产品.
    CoreProduct,
}

/// A product that uses the right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProductUse {
    /// Id of a [`Product`](super::Product).
    pub product: String,
    /// How much of the product it covers, 0–1.
    #[serde(default)]
    pub coverage: Option<Ratio>,
}

/// Facts of a trademark or geographical indication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct MarkFacts {
    /// Ordinary, collective or certification mark.
    pub kind: Option<MarkKind>,
    /// Nice classes.
    pub classes: Vec<u8>,
    /// All identical or similar marks on the same or similar goods are in the list.
    pub similar_included: Option<bool>,
    /// Years since the last use; 0 is in use.
    pub last_use_years: Option<f64>,
    /// Renewal filed.
    pub renewal_filed: Option<bool>,
}

/// Kind of mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// 普通商标.
    Ordinary,
    /// 集体商标.
    Collective,
    /// 证明商标.
    Certification,
}

/// Cost of creating a right, for the cost approach 成本法.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct DevelopmentCost {
    /// Labour 人工.
    pub labour: Option<Money>,
    /// Materials 材料.
    pub materials: Option<Money>,
    /// Use of equipment 设备使用.
    pub equipment: Option<Money>,
    /// Tests 试验检测.
    pub tests: Option<Money>,
    /// Filing, examination, agency 申请代理官费.
    pub filing: Option<Money>,
    /// Development time, years.
    pub years: Option<f64>,
    /// Price index from spending to the valuation date, 1 is no change.
    pub price_index: Option<f64>,
    /// Years already used.
    pub used_years: Option<f64>,
    /// Economic obsolescence 经济性贬值, 0–1.
    pub economic_obsolescence: Option<Ratio>,
}

/// A deal of a similar right, for the market approach 市场法.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Comparable {
    /// What it was and where it is published.
    pub name: String,
    /// Price.
    pub price: Option<Money>,
    /// Adjustments: time, legal, technical, economic, terms; 1 is none.
    pub adjustments: [Option<f64>; 5],
    /// Weight; equal when missing.
    pub weight: Option<f64>,
}
