//! What the valuation returns: ranges, methods side by side, scores, and the reasons where a method gave nothing.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::Code;
use crate::dossier::{AssetKind, Stage};
use crate::rules::RuleError;
use crate::working::Figure;

/// Three points of a distribution of value, in yuan: `p10 <= p50 <= p90`.
///
/// P10 is the low end that lenders use, P50 the headline, P90 the upside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Range {
    /// Tenth percentile 低值.
    pub p10: f64,
    /// Median 中值.
    pub p50: f64,
    /// Ninetieth percentile 高值.
    pub p90: f64,
}

impl Range {
    /// A right without value: lapsed, invalidated or not owned.
    pub const ZERO: Range = Range { p10: 0.0, p50: 0.0, p90: 0.0 };

    /// One value, known exactly.
    #[must_use]
    pub const fn point(value: f64) -> Self {
        Range { p10: value, p50: value, p90: value }
    }

    /// Every end multiplied by a factor that is not negative.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        Range { p10: self.p10 * factor, p50: self.p50 * factor, p90: self.p90 * factor }
    }
}

/// How a range was found. Same basis, same bits.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RangeBasis {
    /// Stratified draws (Latin hypercube) of revenue, share rate, discount rate, decay and life on the income formula,
    /// then widened for missing answers.
    Simulated {
        /// Number of draws.
        draws: u32,
        /// Seed of the splitmix64 generator.
        seed: u64,
        /// Exponent by which missing answers widen the range about its median; 1 is no widening.
        widening: f64,
    },
    /// Pools added with a common correlation.
    Aggregated {
        /// Correlation between the pools.
        correlation: f64,
    },
    /// A stated spread about the figure, where nothing can be simulated (cost, market, option).
    Spread {
        /// Low end as a share of the figure.
        low: f64,
        /// High end as a share of the figure.
        high: f64,
    },
}

/// The value of all rights of the enterprise, as of [`PortfolioValuation::day`].
///
/// An indicative self-check, no statutory appraisal report 资产评估报告.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PortfolioValuation {
    /// Valuation date 评估基准日.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Day"))]
    pub day: Date,
    /// The value of the portfolio, yuan. Zero with no pool when nothing could be valued.
    pub range: Range,
    /// How the range was found.
    pub basis: RangeBasis,
    /// The median with its working: the sum of the pools, after the ceiling of the enterprise value.
    pub value: Figure,
    /// One pool for each stream of income; `None` stream for rights outside any product.
    pub pools: Vec<PoolValuation>,
    /// Pools for which no method could be applied, with the reasons; they add nothing to the value.
    pub unvalued: Vec<UnvaluedPool>,
    /// Licences from others 引进许可, which stand beside the portfolio and not in its sum.
    pub licensed_in: Vec<LicensedIn>,
    /// Every right of the portfolio, in the dossier's order.
    pub assets: Vec<AssetValuation>,
    /// The methods over all pools, for the chart of methods.
    pub methods: Vec<MethodTotal>,
    /// Largest disagreement between the weighted methods of a pool: 1 − min/max, 0 is full agreement; `None` when no
    /// pool has two methods.
    pub disagreement: Option<f64>,
    /// Share of the questions behind the values that are answered, 0–1, weighted by what each is worth.
    pub coverage: f64,
    /// What answering would narrow the range, the most telling first.
    pub missing: Vec<Missing>,
    /// What the reader must know.
    pub notes: Vec<ValuationNote>,
}

/// What a pool values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PoolClass {
    /// Patents, software, layout designs, secrets on one product 技术类.
    Technology,
    /// Marks on one product 商标品牌类.
    Brand,
    /// A licence to others 对外许可.
    Licence,
    /// Rights outside any product: unused, defensive or not assigned 储备类.
    Reserve,
}

impl PoolClass {
    /// The code in ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            PoolClass::Technology => "technology",
            PoolClass::Brand => "brand",
            PoolClass::Licence => "licence",
            PoolClass::Reserve => "reserve",
        }
    }
}

/// One stream of income and the rights that earn it. Values are found here and shared out, so that nothing counts twice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolValuation {
    /// `<product>.<class>`; prefix of the ids of its workings after `valuation.pool.`.
    pub id: String,
    /// Id of the product; `None` for licences and reserves, and for the product implied by the revenue of last year.
    pub product: Option<String>,
    /// Name of the product or counterparty; empty when implied.
    pub name: String,
    /// What it values.
    pub class: PoolClass,
    /// Stage of commercialisation used.
    pub stage: Stage,
    /// The stage was answered, not assumed.
    pub stage_answered: bool,
    /// Reconciled value, yuan.
    pub range: Range,
    /// How the range was found.
    pub basis: RangeBasis,
    /// The reconciled point with its working.
    pub value: Figure,
    /// P10 with its working: the leading method, what the others say, what each missing answer adds.
    pub low: Figure,
    /// P90 with its working.
    pub high: Figure,
    /// Share rate or royalty on sales with its working; `None` outside the income approach.
    pub rate: Option<Figure>,
    /// Discount rate with its working.
    pub discount_rate: Option<Figure>,
    /// Years of benefit left with their working.
    pub life: Option<Figure>,
    /// Every method, applied or not.
    pub methods: Vec<MethodResult>,
    /// 1 − min/max of the weighted methods; `None` with fewer than two.
    pub disagreement: Option<f64>,
    /// Members and how the value is shared out; the values add up to the pool to the fen.
    pub members: Vec<PoolShare>,
    /// Answers that are missing.
    pub missing: Vec<Missing>,
}

/// A pool without a value: no method could be applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnvaluedPool {
    /// As [`PoolValuation::id`].
    pub id: String,
    /// Id of the product.
    pub product: Option<String>,
    /// Name of the product; empty when implied.
    pub name: String,
    /// What it would value.
    pub class: PoolClass,
    /// Every method with the reason.
    pub methods: Vec<MethodResult>,
    /// Ids of the rights concerned.
    pub members: Vec<String>,
}

/// What a licence from another is worth to the enterprise: the royalty saved against the market's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LicensedIn {
    /// Id of the licence.
    pub licence: String,
    /// The licensor.
    pub party: String,
    /// Present value of the saving, yuan, with its working; `None` where it is no asset or not known.
    pub value: Option<Figure>,
    /// Its range; zero without a value.
    pub range: Range,
    /// Why there is no value.
    pub reason: Option<NoSaving>,
}

/// Why a licence from another has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoSaving {
    /// It may not be passed on, so it is no asset 不可转让.
    NotTransferable,
    /// Whether it may be passed on was not answered.
    TransferUnknown,
    /// It has run out 已到期.
    Ended,
    /// Neither the sales under it nor royalty and rate are known.
    NoSales,
    /// It costs as much as the market asks, or more.
    NotCheaper,
}

/// A right's part of a pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolShare {
    /// Id of the asset.
    pub asset: String,
    /// Weight V²·c·p of the pool rule.
    pub weight: f64,
    /// Part of the pool, 0–1.
    pub share: f64,
    /// Part of the value, yuan, whole fen.
    pub range: Range,
}

/// A method of valuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// 收入分成法 (F1).
    RevenueShare,
    /// 利润分成法 (F2).
    ProfitShare,
    /// 许可费节省法 (F3).
    ReliefFromRoyalty,
    /// 增量收益法 (F4).
    IncrementalIncome,
    /// 超额收益法 (F5).
    ExcessEarnings,
    /// 约当投资分成法 (F6).
    EquivalentInvestment,
    /// 有无对比法 (F7).
    WithAndWithout,
    /// 许可合同现金流.
    LicenceIncome,
    /// 成本法.
    Cost,
    /// 市场法.
    Market,
    /// 实物期权法.
    DelayOption,
}

impl Method {
    /// All, in the order of the specification.
    pub const ALL: [Method; 11] = [
        Method::RevenueShare,
        Method::ProfitShare,
        Method::ReliefFromRoyalty,
        Method::IncrementalIncome,
        Method::ExcessEarnings,
        Method::EquivalentInvestment,
        Method::WithAndWithout,
        Method::LicenceIncome,
        Method::Cost,
        Method::Market,
        Method::DelayOption,
    ];

    /// The code in ids and locale keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Method::RevenueShare => "revenue-share",
            Method::ProfitShare => "profit-share",
            Method::ReliefFromRoyalty => "relief-from-royalty",
            Method::IncrementalIncome => "incremental-income",
            Method::ExcessEarnings => "excess-earnings",
            Method::EquivalentInvestment => "equivalent-investment",
            Method::WithAndWithout => "with-and-without",
            Method::LicenceIncome => "licence-income",
            Method::Cost => "cost",
            Method::Market => "market",
            Method::DelayOption => "delay-option",
        }
    }
}

/// A method on one pool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MethodResult {
    /// Which.
    pub method: Method,
    /// What it gave.
    pub outcome: MethodOutcome,
}

/// What a method gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MethodOutcome {
    /// A value.
    Applied {
        /// Value with its working, yuan.
        value: Figure,
        /// Range; `None` for a cross-check.
        range: Option<Range>,
        /// Weight in the reconciled value, 0–1; 0 is a cross-check 参考，不计权.
        weight: f64,
    },
    /// Nothing, and why.
    NotApplied {
        /// Why.
        reason: NotApplied,
    },
}

/// Why a method gave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NotApplied {
    /// The method does not fit this kind of right or this stage 方法不适用.
    DoesNotFit,
    /// No revenue of the product is known 缺收入.
    NoRevenue,
    /// The operating margin is not known 缺利润率.
    NoMargin,
    /// The cost of creation is not known for every member 缺研发成本.
    NoCost,
    /// Fewer comparable deals than the method needs 可比交易不足.
    TooFewComparables,
    /// The capital needed before the first sale is not known 缺投产投资额.
    NoDevelopmentCost,
    /// No member is alive, owned and used.
    NoMember,
    /// It needs data that the check-up does not ask; a problem of its own can be stated 所需数据不在填报范围内.
    NoData,
    /// It would value the income once more that another method has valued 与已用方法同一收益.
    SameIncome,
}

/// A method over all pools.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MethodTotal {
    /// Which.
    pub method: Method,
    /// Sum of its values, yuan, with working.
    pub value: Figure,
    /// Number of pools it was applied to.
    pub pools: u32,
    /// Share of the portfolio's median that those pools make up, 0–1.
    pub reach: f64,
}

/// The value and score of one right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssetValuation {
    /// Id of the asset.
    pub asset: String,
    /// Kind.
    pub kind: AssetKind,
    /// Parts of the pools, yuan. Zero for a right that is lapsed, invalidated or not owned; `None` when there is no
    /// basis for a value (see `reason`).
    pub value: Option<Range>,
    /// The median with its working; `None` as above.
    pub figure: Option<Figure>,
    /// Why there is no value, or why it is zero.
    pub reason: Option<NoValue>,
    /// Score.
    pub score: AssetScore,
    /// Years of legal protection left, counting renewals as the law allows; `None` when unlimited or not known.
    pub remaining_years: Option<f64>,
    /// Last day of legal protection; `None` when unlimited or not known.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub protected_until: Option<Date>,
    /// Probability that the right stands if attacked; for applications, that it is granted.
    pub validity: f64,
}

/// Why a right has no value, or none that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NoValue {
    /// Terminated, invalidated or expired: value 0.
    NotInForce,
    /// Not the enterprise's: value 0.
    NotOwned,
    /// Counted once with another member of its family.
    SameFamily,
    /// Three years of non-use expose the mark to revocation: value 0 on income.
    MarkUnused,
    /// A geographical indication normally belongs to an association.
    AssociationOwned,
    /// Neither revenue nor cost nor deals are known.
    NoBasis,
}

/// Scene of use of the score 评估场景 (GB/T 42748-2023).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scene {
    /// 许可转让.
    Licensing,
    /// 金融: pledge, securities, insurance, equity.
    Finance,
    /// 财务报告.
    Reporting,
    /// 侵权救济.
    Infringement,
    /// 管理.
    Management,
    /// 其他.
    Other,
}

impl Scene {
    /// All, in the standard's order.
    pub const ALL: [Scene; 6] =
        [Scene::Licensing, Scene::Finance, Scene::Reporting, Scene::Infringement, Scene::Management, Scene::Other];

    /// The code in rule ids.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Scene::Licensing => "licensing",
            Scene::Finance => "finance",
            Scene::Reporting => "reporting",
            Scene::Infringement => "infringement",
            Scene::Management => "management",
            Scene::Other => "other",
        }
    }
}

/// The score of a right by the indicator tree, each level 1–10.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssetScore {
    /// Legal value L 法律价值.
    pub legal: f64,
    /// Technical value T 技术价值.
    pub technical: f64,
    /// Economic value E 经济价值.
    pub economic: f64,
    /// Stability of the right L1 权利稳定性.
    pub stability: f64,
    /// Composite V in the finance scene, after gates and bonus, 0–10.
    pub composite: f64,
    /// Index 0–100 with its working.
    pub index: Figure,
    /// Grade.
    pub grade: Grade,
    /// Composite in every scene, after gates and bonus, in the order of [`Scene::ALL`].
    pub scenes: [f64; 6],
    /// Share of the weight of the indicators that is answered or read from the portfolio data, 0–1.
    pub coverage: f64,
    /// Points by which the composite may lie above or below; 0 with enough coverage.
    pub band: f64,
    /// Gates that were hit 门槛.
    pub gates: Vec<Gate>,
    /// Extension indicators met 扩展指标.
    pub extensions: Vec<Extension>,
    /// The 27 third-level indicators, in order.
    pub indicators: Vec<IndicatorScore>,
}

/// Score of a third-level indicator.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IndicatorScore {
    /// `L1.1` … `E4.3`.
    #[serde(deserialize_with = "crate::code::one")]
    pub code: Code,
    /// 1–10.
    pub score: f64,
    /// Where it came from.
    pub from: ScoreOrigin,
}

/// Where an indicator's score came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ScoreOrigin {
    /// The user said so 已填报.
    Answered,
    /// Read from the portfolio data 由数据推定.
    Derived,
    /// Not known: the middle is assumed 暂按中值.
    Assumed,
}

/// Grade of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Grade {
    /// 80 and more.
    A,
    /// 65 and more.
    B,
    /// 50 and more.
    C,
    /// 35 and more.
    D,
    /// Less.
    E,
    /// Not in force: no score.
    #[serde(rename = "E-void")]
    Void,
}

/// A condition that caps the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Gate {
    /// Terminated, expired or invalidated: V = 0.
    NotInForce,
    /// Ownership dispute, seizure or prior pledge: finance scene V ≤ 4.
    Encumbered,
    /// Annual fee overdue within the grace period: L ≤ 5.
    FeeOverdue,
    /// Application pending: L ≤ 4.
    Pending,
    /// Utility model without evaluation report: L1 ≤ 5.
    NoEvaluationReport,
    /// Co-owned without written consent: finance scene V × 0.8.
    NoConsent,
}

/// Extension indicator 扩展指标, after the classes of high-value inventions 高价值发明专利.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Extension {
    /// 标准必要专利.
    StandardEssential,
    /// 战略性新兴产业.
    EmergingIndustry,
    /// 海外同族.
    ForeignFamily,
    /// 维持十年以上.
    KeptTenYears,
    /// 高额质押或国家级奖项.
    LargePledgeOrAward,
}

/// An answer that would narrow the range.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Missing {
    /// What is missing.
    pub answer: MissingAnswer,
    /// Path in the dossier where it is answered: `products.p1.stage`, `assets.a7.scores`.
    pub path: String,
    /// Yuan by which the range P10–P90 of its pool would shrink if it were answered as assumed.
    pub narrows: f64,
}

/// Kinds of answers whose absence widens a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MissingAnswer {
    /// Products and their revenue 产品收入.
    Products,
    /// Revenue of the product 产品收入.
    Revenue,
    /// Growth or forecast 增长预测.
    Growth,
    /// Stage of commercialisation 产业化阶段.
    Stage,
    /// Industry 行业.
    Sector,
    /// Operating margin 营业利润率.
    Margin,
    /// Day of the first sale or end of life 产品寿命.
    ProductLife,
    /// Answers on risk 风险因素.
    Risk,
    /// Which rights the product uses, and how much they cover 对应关系.
    Uses,
    /// Scoring answers of the rights 评分指标.
    Scores,
    /// Consumer or business customers 终端客户类型.
    Consumer,
    /// Dates of filing or registration 申请日.
    Dates,
    /// Cost of creation 研发成本.
    Cost,
    /// Capital needed before the first sale 投产所需资金.
    DevelopmentCost,
    /// State of the rights 法律状态.
    Status,
    /// R&D spending of a year 研发投入.
    Research,
    /// How comparable deals differ from the right 可比案例修正系数.
    Adjustments,
}

impl MissingAnswer {
    /// The code in rule ids and locale keys.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            MissingAnswer::Products => "products",
            MissingAnswer::Revenue => "revenue",
            MissingAnswer::Growth => "growth",
            MissingAnswer::Stage => "stage",
            MissingAnswer::Sector => "sector",
            MissingAnswer::Margin => "margin",
            MissingAnswer::ProductLife => "product-life",
            MissingAnswer::Risk => "risk",
            MissingAnswer::Uses => "uses",
            MissingAnswer::Scores => "scores",
            MissingAnswer::Consumer => "consumer",
            MissingAnswer::Dates => "dates",
            MissingAnswer::Cost => "cost",
            MissingAnswer::DevelopmentCost => "development-cost",
            MissingAnswer::Status => "status",
            MissingAnswer::Research => "research",
            MissingAnswer::Adjustments => "adjustments",
        }
    }
}

/// What the reader of the valuation must know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ValuationNote {
    /// The methods of a pool lie too far apart to average (max/min above the limit): the range spans them all.
    MethodsDisagree {
        /// Id of the pool.
        pool: String,
        /// Largest over smallest.
        ratio: f64,
    },
    /// The share rate was cut to a third of the operating margin.
    RateCut {
        /// Id of the pool.
        pool: String,
        /// Rate before.
        from: f64,
        /// Rate after.
        to: f64,
    },
    /// The pools exceed what the enterprise value leaves for intangibles and were scaled down.
    ScaledToEnterpriseValue {
        /// Factor applied, 0–1.
        factor: f64,
    },
    /// The enterprise value leaves nothing for intangibles: check pre-money, working capital and fixed assets.
    EnterpriseValueTooLow,
    /// Values rest on one implied product, because none is listed.
    ImpliedProduct,
    /// No revenue is known at all: only cost, market and option values can be found.
    NoRevenue,
    /// The comparables of a pool are weak: too few, or spread too far.
    WeakComparables {
        /// Id of the pool.
        pool: String,
        /// Coefficient of variation of the adjusted prices.
        variation: f64,
    },
    /// An answer that a method needs is missing: it was computed from an assumption, whose low and high value the range
    /// spans.
    Assumed {
        /// Id of the pool.
        pool: String,
        /// The method.
        method: Method,
        /// What is missing.
        answer: MissingAnswer,
    },
    /// Rights that a licence keeps from the enterprise's own use are valued by the contract alone.
    ExclusiveLicence {
        /// Id of the asset.
        asset: String,
    },
}

/// Why a valuation could not be made at all.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ValuationError {
    /// A record that the valuation reads is missing or of the wrong kind.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// An explicit problem is not well posed.
    #[error("{field}: {problem}")]
    Problem {
        /// Field of the problem.
        field: &'static str,
        /// What is wrong, for developers.
        problem: &'static str,
    },
}
