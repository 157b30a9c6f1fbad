//! What the financing module says: per channel a verdict, the reasons, an amount, a cost, a time and what to do.

mod details;

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use self::details::*;
use crate::rules::{Measured, Outcome};
use crate::working::Figure;

/// A way of turning intellectual property into finance 融资渠道.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Channel {
    /// Pledge loan 知识产权质押贷款.
    #[serde(rename = "PL")]
    Pledge,
    /// Combined credit over rights of several kinds 组合授信.
    #[serde(rename = "CC")]
    CombinedCredit,
    /// Extended collateral: layout designs, data, plant varieties, geographical indications 扩展担保物.
    #[serde(rename = "XC")]
    ExtendedCollateral,
    /// Pledge of licence income 许可收益权质押.
    #[serde(rename = "LR")]
    LicenceRevenue,
    /// Insurance 知识产权保险. Brings no cash.
    #[serde(rename = "IN")]
    Insurance,
    /// Contribution to capital 知识产权作价入股.
    #[serde(rename = "EQ")]
    Equity,
    /// Lease, sale and leaseback 融资租赁、售后回租.
    #[serde(rename = "LS")]
    Lease,
    /// Asset-backed securities and notes 资产证券化（ABS、ABN）.
    #[serde(rename = "AB")]
    Securitisation,
    /// Trust 知识产权信托.
    #[serde(rename = "TR")]
    Trust,
    /// Loan with a warrant 投贷联动.
    #[serde(rename = "WL")]
    InvestLoan,
    /// Licence or sale through an exchange 许可或转让.
    #[serde(rename = "SL")]
    LicenceSale,
    /// Policy support 政策支持: lowers cost, brings no money of its own.
    #[serde(rename = "PO")]
    Policy,
}

impl Channel {
    /// All, in the order of the documents.
    pub const ALL: [Channel; 12] = [
        Channel::Pledge,
        Channel::CombinedCredit,
        Channel::ExtendedCollateral,
        Channel::LicenceRevenue,
        Channel::Insurance,
        Channel::Equity,
        Channel::Lease,
        Channel::Securitisation,
        Channel::Trust,
        Channel::InvestLoan,
        Channel::LicenceSale,
        Channel::Policy,
    ];

    /// The code of the rule records, such as `PL`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Channel::Pledge => "PL",
            Channel::CombinedCredit => "CC",
            Channel::ExtendedCollateral => "XC",
            Channel::LicenceRevenue => "LR",
            Channel::Insurance => "IN",
            Channel::Equity => "EQ",
            Channel::Lease => "LS",
            Channel::Securitisation => "AB",
            Channel::Trust => "TR",
            Channel::InvestLoan => "WL",
            Channel::LicenceSale => "SL",
            Channel::Policy => "PO",
        }
    }

    /// The channel of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Whether a channel is open to the enterprise now 可行性结论.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every hard requirement is met.
    Available,
    /// A conditional requirement fails; open once its waiver is recorded.
    NeedsWaiver,
    /// A hard requirement cannot be judged with what is known.
    NeedsData,
    /// Possible only as a trial: practice or regulation is not settled.
    Experimental,
    /// Feasible, but later than the money is needed; kept in the list, left out of the mix.
    TooSlow,
    /// A hard requirement of the enterprise or of every asset fails.
    Blocked,
}

/// The outcome of one criterion of the enterprise or of the channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriterionResult {
    /// Id of the [`Criterion`](crate::rules::Criterion): `PL-E01`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub criterion: SmolStr,
    /// Id of the asset, when the criterion was asked of one.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub asset: Option<SmolStr>,
    /// What is known of the measure.
    pub measured: Measured,
    /// Pass, fail or unknown.
    pub outcome: Outcome,
    /// The waiver of a conditional criterion is recorded in the dossier.
    pub waived: bool,
}

/// The outcome of an asset criterion over the portfolio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AssetCriterion {
    /// Id of the criterion: `PL-H04`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub criterion: SmolStr,
    /// Assets that pass.
    pub pass: usize,
    /// Assets that fail.
    pub fail: usize,
    /// Assets about which it cannot be said.
    pub unknown: usize,
    /// The first assets that do not pass, at most [`AssetCriterion::EXAMPLES`].
    pub examples: Vec<CriterionResult>,
}

impl AssetCriterion {
    /// How many assets are listed by name.
    pub const EXAMPLES: usize = 40;
}

/// Low, base and high of one quantity, each with its working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FigureRange {
    /// Cautious.
    pub low: Figure,
    /// As the defaults say.
    pub base: Figure,
    /// Generous.
    pub high: Figure,
}

impl FigureRange {
    /// Whether the ends differ: some amounts hang on a single assumption.
    #[must_use]
    pub fn is_spread(&self) -> bool {
        self.low.value < self.high.value
    }
}

/// One bound on the amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Limit {
    /// Which bound.
    pub kind: LimitKind,
    /// The bound, yuan.
    pub figure: Figure,
}

/// What may bind the amount of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LimitKind {
    /// Value of the rights times advance rate 担保物.
    Collateral,
    /// Working-capital need 资金需求.
    Need,
    /// Debt-service capacity 偿债能力.
    CashFlow,
    /// Ceiling of the product 产品上限.
    ProductCap,
    /// Present value of licence income 许可收益现值.
    LicenceIncome,
    /// Dilution the owners accept 稀释上限.
    Dilution,
    /// Share of one debtor in the pool 资产池单户占比.
    PoolShare,
}

/// The inputs of the multi-criteria score, each 0–1; `None` is unknown and counts as the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankInputs {
    /// Fit / 100.
    pub fit: Option<f64>,
    /// Amount over need.
    pub amount: Option<f64>,
    /// Cheapness of the all-in cost.
    pub cost: Option<f64>,
    /// Time left over.
    pub time: Option<f64>,
    /// Dilution left over.
    pub dilution: Option<f64>,
    /// 1 − risk.
    pub risk: Option<f64>,
}

impl RankInputs {
    /// In the order of the weights: fit, amount, cost, time, dilution, risk.
    #[must_use]
    pub fn all(&self) -> [Option<f64>; 6] {
        [self.fit, self.amount, self.cost, self.time, self.dilution, self.risk]
    }
}

/// A criterion of the multi-criteria score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RankCriterion {
    /// Fit with the soft criteria 匹配度.
    Fit,
    /// Amount 金额.
    Amount,
    /// All-in annual cost 综合成本.
    Cost,
    /// Time to money 时间.
    Time,
    /// Dilution 稀释.
    Dilution,
    /// Risk 风险.
    Risk,
}

impl RankCriterion {
    /// In the order of the weights.
    pub const ALL: [RankCriterion; 6] = [
        RankCriterion::Fit,
        RankCriterion::Amount,
        RankCriterion::Cost,
        RankCriterion::Time,
        RankCriterion::Dilution,
        RankCriterion::Risk,
    ];
}

/// Rank of a channel and how it moves when every weight moves by half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankRange {
    /// Place with the default weights, from 1.
    pub base: usize,
    /// Best place over all perturbations.
    pub best: usize,
    /// Worst place.
    pub worst: usize,
}

/// Whether a document is at hand 材料清单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DocumentState {
    /// Id of the note: `D07`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub document: SmolStr,
    /// `Some(true)` held, `Some(false)` missing, `None` not said.
    pub held: Option<bool>,
    /// Needed because of a special fact (co-owner, utility model, pending invalidation), not always.
    pub conditional: bool,
}

/// A step of a channel with its duration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StepTime {
    /// Id of the note: `PL-STEP-3`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub step: SmolStr,
    /// Days, calendar.
    pub days: f64,
}

/// Days from decision to money, calendar.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DayRange {
    /// Fastest.
    pub low: f64,
    /// Usual.
    pub base: f64,
    /// Slowest.
    pub high: f64,
}

/// A triggered risk 风险提示.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RedFlag {
    /// Id of the note: `PL-R1`; its action says what to do.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub note: SmolStr,
    /// Assets concerned, the first ones; empty when it concerns the whole channel.
    pub assets: Vec<String>,
}

/// One channel, assessed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChannelAssessment {
    /// Which.
    pub channel: Channel,
    /// Open or not.
    pub verdict: Verdict,
    /// Fit with the soft criteria, 0–100; `None` when no soft criterion is known.
    pub fit: Option<f64>,
    /// Weight of the known soft criteria over all, 0–1.
    pub coverage: f64,
    /// Multi-criteria score, 0–100; `None` for channels without cash.
    pub score: Option<f64>,
    /// What the score was made of.
    pub rank_inputs: RankInputs,
    /// Place among the cash channels.
    pub rank: Option<RankRange>,
    /// Criteria that fell below the veto line.
    pub veto: Vec<RankCriterion>,
    /// The criteria that decided most for and against, strongest first.
    pub drivers: Vec<RankCriterion>,
    /// Enterprise and channel criteria.
    pub criteria: Vec<CriterionResult>,
    /// Asset criteria over the portfolio.
    pub asset_criteria: Vec<AssetCriterion>,
    /// Ids of failed hard criteria of the enterprise or channel, and of those that fail on every asset.
    pub failed: Vec<String>,
    /// Ids of criteria that are still unknown and matter.
    pub data_needed: Vec<String>,
    /// Ids of assets that no criterion excludes. Those with an open question are among them: the amount holds only if
    /// the answers turn out well.
    pub eligible_assets: Vec<String>,
    /// How many of them have an open question.
    pub unconfirmed_assets: usize,
    /// Amount, yuan; `None` when it cannot be computed yet.
    pub amount: Option<FigureRange>,
    /// All bounds that were looked at.
    pub limits: Vec<Limit>,
    /// The bound that binds.
    pub binding: Option<LimitKind>,
    /// All-in annual cost before subsidies, rate per year.
    pub cost: Option<Figure>,
    /// All-in annual cost after the subsidies that the enterprise meets today.
    pub cost_after_subsidy: Option<Figure>,
    /// All-in annual cost under the scenario subsidy, shown only as a scenario.
    pub cost_in_scenario: Option<Figure>,
    /// As [`cost_in_scenario`](Self::cost_in_scenario), under the higher of the two scenarios.
    pub cost_in_high_scenario: Option<Figure>,
    /// Days to money.
    pub days: DayRange,
    /// Dilution of the present owners, 0–1.
    pub dilution: Option<Figure>,
    /// Up-front money needed, yuan.
    pub upfront: Option<Figure>,
    /// Documents.
    pub documents: Vec<DocumentState>,
    /// Steps.
    pub steps: Vec<StepTime>,
    /// Triggered red flags.
    pub red_flags: Vec<RedFlag>,
    /// Ids of the notes of law behind the channel.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub legal_basis: Vec<SmolStr>,
    /// What only this channel has.
    pub details: ChannelDetails,
}

/// What only one channel has.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ChannelDetails {
    /// Nothing more.
    #[default]
    None,
    /// Pledge loan, combined credit, extended collateral.
    Credit(CreditDetails),
    /// Licence-revenue pledge.
    LicenceRevenue(LicenceRevenueDetails),
    /// Insurance.
    Insurance(InsuranceDetails),
    /// Equity contribution.
    Equity(EquityDetails),
    /// Lease.
    Lease(LeaseDetails),
    /// Securitisation.
    Securitisation(SecuritisationDetails),
    /// Loan with a warrant.
    InvestLoan(InvestLoanDetails),
    /// Sale and licence.
    LicenceSale(LicenceSaleDetails),
}

/// A measure of support and the enterprise.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PolicyMatch {
    /// Id of the note: `PO-N1`.
    pub policy: String,
    /// State of the record on the day.
    pub status: PolicyStatus,
    /// `Some(true)` the enterprise meets what it asks, `Some(false)` not, `None` cannot be said.
    pub eligible: Option<bool>,
    /// Codes of what it asks that is not met or not known.
    pub open_conditions: Vec<String>,
    /// Benefit a year, yuan; only for records with numbers that apply today.
    pub annual_benefit: Option<Figure>,
    /// Benefit a year if the record reaches the enterprise after all, yuan: for records that are stale or not verified, or
    /// whose conditions are not all known. Never part of a cost that is called today's.
    pub scenario_benefit: Option<Figure>,
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub begins: Option<jiff::civil::Date>,
    /// Last day; `None` where none was published.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub ends: Option<jiff::civil::Date>,
    /// Days until the record ends, when that is near.
    pub expires_in_days: Option<i32>,
}

/// State of a policy record on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PolicyStatus {
    /// In force.
    Active,
    /// Its period is over.
    Expired,
    /// No end date and too old to trust: only a scenario.
    Stale,
    /// Not checked, or its numbers were not read.
    Unverified,
    /// From elsewhere, for comparison.
    Reference,
}

/// All channels, best first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FinancingAssessment {
    /// Cash channels by score, then insurance and policy.
    pub channels: Vec<ChannelAssessment>,
    /// Policy register against the enterprise.
    pub policies: Vec<PolicyMatch>,
    /// White-list score 白名单评分, 0–100, with the part of its weight that is known.
    pub white_list: WhiteList,
}

impl ChannelAssessment {
    /// All-in cost a year after the support that holds today; without support the plain one.
    #[must_use]
    pub fn cost_today(&self) -> Option<&Figure> {
        self.cost_after_subsidy.as_ref().or(self.cost.as_ref())
    }
}

impl FinancingAssessment {
    /// The assessment of one channel.
    #[must_use]
    pub fn channel(&self, channel: Channel) -> Option<&ChannelAssessment> {
        self.channels.iter().find(|assessed| assessed.channel == channel)
    }
}

/// White-list screening 白名单.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhiteList {
    /// Score of what is known, 0–100.
    pub score: Figure,
    /// Part of the points that is known, 0–1.
    pub coverage: f64,
    /// `Some(true)` listed, `Some(false)` not, `None` cannot be said.
    pub listed: Option<bool>,
    /// Points of each part, in the order of the rule: status, inventions, R&D, growth, credit, stability.
    pub parts: Vec<WhiteListPart>,
    /// Score from which an enterprise is listed.
    pub line: f64,
    /// At least one right passes every hard criterion of a pledge; `None` cannot be said, as while no right is listed.
    pub has_pledgeable: Option<bool>,
}

/// A part of the white-list score.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhiteListPart {
    /// Points reached; `None` is not known.
    pub points: Option<f64>,
    /// Points to be had.
    pub most: f64,
    /// What was measured, before it is held against the full mark: yes is 1, inventions are counted, the others are
    /// shares; `None` is not known.
    pub measured: Option<f64>,
}
