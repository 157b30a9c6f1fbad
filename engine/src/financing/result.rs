//! What the financing module says: per channel a verdict, the reasons, an amount, a cost, a time and what to do.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::dossier::LicenceExclusivity;
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
    pub criterion: String,
    /// Id of the asset, when the criterion was asked of one.
    pub asset: Option<String>,
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
    pub criterion: String,
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
    pub document: String,
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
    pub step: String,
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
    pub note: String,
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
    pub legal_basis: Vec<String>,
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

/// Details of a secured loan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreditDetails {
    /// Value of the eligible rights, yuan.
    pub value: Figure,
    /// Amount of collateral over value: blended loan to value 综合质押率.
    pub blended_ltv: Option<Figure>,
    /// Appraisal fee, yuan; zero with internal valuation.
    pub appraisal_fee: Option<Figure>,
    /// The bank values internally: no appraisal report is needed.
    pub internal_valuation: bool,
    /// Interest, rate per year.
    pub interest: Figure,
    /// Uplift of a package of several kinds 组合增信系数; only combined credit.
    pub uplift: Option<Figure>,
    /// What is taken off the limit of a package because its kinds live on one revenue 同一收入重复计价, yuan; `None` when
    /// nothing is.
    pub overlap: Option<Figure>,
    /// The amount with a written floor-price commitment 托底收购 instead; `None` when it changes nothing.
    pub with_floor_price: Option<Figure>,
    /// The collateral gives contract rights only: a bank reads the loan as unsecured.
    pub contract_only: bool,
}

/// Details of a licence-revenue pledge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LicenceRevenueDetails {
    /// Present value of the royalties, yuan.
    pub present_value: Figure,
    /// Ids of the licences counted.
    pub licences: Vec<String>,
}

/// Details of insurance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InsuranceDetails {
    /// Every product, in the order of the product table.
    pub products: Vec<InsuranceProduct>,
    /// Yearly premiums of the products recommended, after subsidy, yuan.
    pub annual_premium: Option<Figure>,
    /// The same under the scenario subsidy of other cities, shown only as a scenario, yuan.
    pub premium_in_scenario: Option<Figure>,
}

/// One kind of insurance.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InsuranceProduct {
    /// Id of the note: `IN-O`.
    pub product: String,
    /// Whether it can be taken out.
    pub verdict: Verdict,
    /// Ids of hard criteria that fail.
    pub failed: Vec<String>,
    /// Ids of criteria still unknown.
    pub data_needed: Vec<String>,
    /// Need score, 0–100; factors that are unknown are left out and their weight spread.
    pub need_score: Option<Figure>,
    /// The five factors, exposure, litigation, value at stake, weakness, fragility; `None` is unknown.
    pub factors: [Option<f64>; 5],
    /// Advice.
    pub advice: InsuranceAdvice,
    /// Loss if it happens, yuan.
    pub loss: Option<Figure>,
    /// Sum to insure, yuan.
    pub sum_insured: Option<Figure>,
    /// Yearly premium before subsidy, yuan.
    pub premium: Option<Figure>,
    /// Expected benefit a year, yuan.
    pub expected_benefit: Option<Figure>,
    /// Expected benefit over net premium.
    pub benefit_ratio: Option<Figure>,
    /// The ratio is too high for a commercial product: check the inputs.
    pub check_inputs: bool,
}

/// Advice on a kind of insurance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum InsuranceAdvice {
    /// Take it out 建议投保.
    Recommend,
    /// Consider it 可以考虑.
    Consider,
    /// Optional 按需.
    Optional,
    /// Does not arise: no exposure, or cannot be taken out.
    NotApplicable,
    /// Not enough is known.
    Unknown,
}

/// Details of a contribution to capital.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EquityDetails {
    /// Post-money value, yuan.
    pub post_money: Option<Figure>,
    /// Share of the contributed right after the contribution.
    pub ip_share: Option<Figure>,
    /// Share of the paired cash investor.
    pub cash_share: Option<Figure>,
    /// Share the present owners keep.
    pub kept_share: Option<Figure>,
    /// Largest contribution within the dilution cap, no cash beside it, yuan.
    pub largest_within_cap: Option<Figure>,
    /// Worst case of joint liability for a shortfall, with the cautious value, yuan.
    pub shortfall: Option<Figure>,
    /// Share of the contribution to subscribe as registered capital, so that it stays covered by the cautious value.
    pub registered_part: Option<Figure>,
    /// Structures, with whether each brings cash: ids of notes `EQ-1` ….
    pub structures: Vec<String>,
    /// Every tax path that the law knows, best first among the allowed.
    pub tax_paths: Vec<TaxPathResult>,
    /// Present value of the tax saved by amortisation in the company, yuan.
    pub amortisation_shield: Option<Figure>,
}

/// A way of taxing a contribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TaxPath {
    /// At once 当期纳税.
    #[serde(rename = "T0")]
    Immediate,
    /// Spread over five years, enterprise 五年均匀计入.
    #[serde(rename = "T1")]
    Spread,
    /// Deferred to the sale of the shares 递延纳税.
    #[serde(rename = "T2")]
    Deferral,
    /// Relief for technology transfer 技术转让所得减免.
    #[serde(rename = "T3")]
    TransferRelief,
    /// Instalments within five years, individual 分期缴税.
    #[serde(rename = "T4")]
    Instalments,
}

impl TaxPath {
    /// The id of its note: `EQ-T0` ….
    #[must_use]
    pub fn note(self) -> &'static str {
        match self {
            TaxPath::Immediate => "EQ-T0",
            TaxPath::Spread => "EQ-T1",
            TaxPath::Deferral => "EQ-T2",
            TaxPath::TransferRelief => "EQ-T3",
            TaxPath::Instalments => "EQ-T4",
        }
    }
}

/// One tax path, computed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaxPathResult {
    /// Which.
    pub path: TaxPath,
    /// `Some(true)` allowed, `Some(false)` not, `None` depends on what is not known.
    pub allowed: Option<bool>,
    /// Payments by year from the contribution, yuan.
    pub payments: Vec<TaxPayment>,
    /// Their sum, yuan.
    pub nominal: Figure,
    /// Their present value, yuan.
    pub present_value: Figure,
    /// The cheapest of the allowed ones.
    pub best: bool,
}

/// A payment of tax.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TaxPayment {
    /// Years after the contribution.
    pub year: u32,
    /// Amount, yuan.
    pub amount: f64,
}

/// How the rules for leasing companies stand to the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LeaseStatus {
    /// A local lessor with a recorded basis: a trial 试点探索.
    Experimental,
    /// Barred by regulation as things stand 监管受限.
    BlockedRegulatory,
}

/// Details of a lease.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeaseDetails {
    /// How the rules stand.
    pub status: LeaseStatus,
    /// Ids of the notes of law that restrict it, to be shown plainly.
    pub restrictions: Vec<String>,
    /// Rent a period in arrears, yuan.
    pub rent: Option<Figure>,
    /// Rent a period in advance, yuan.
    pub rent_in_advance: Option<Figure>,
    /// Periods.
    pub periods: Option<u32>,
    /// All payments, yuan.
    pub total_paid: Option<Figure>,
    /// Implicit rate, nominal a year.
    pub implicit_nominal: Option<Figure>,
    /// Implicit rate, effective a year.
    pub implicit_effective: Option<Figure>,
    /// Flat rate, for comparison.
    pub flat_rate: Option<Figure>,
}

/// A way of building the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PoolMode {
    /// Loans secured by pledges 质押贷款.
    #[serde(rename = "M1")]
    Pledge,
    /// Leases 融资租赁.
    #[serde(rename = "M2")]
    Lease,
    /// Double licence 二次许可.
    #[serde(rename = "M3")]
    DoubleLicence,
    /// Supply chain 供应链.
    #[serde(rename = "M4")]
    SupplyChain,
}

/// Details of a securitisation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecuritisationDetails {
    /// The modes open to the enterprise, each with whether it is open; `None` is unknown.
    pub modes: Vec<(PoolMode, Option<bool>)>,
    /// Coupon of the senior tranche.
    pub coupon: Figure,
}

/// Details of a loan with a warrant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvestLoanDetails {
    /// Value of the warrant per yuan of exercise amount.
    pub unit_value: Figure,
    /// Exercise amount, yuan.
    pub exercise_amount: Figure,
    /// Value of the warrant, yuan.
    pub warrant_value: Figure,
    /// Ownership on exercise.
    pub ownership: Figure,
}

/// Details of a sale or licence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LicenceSaleDetails {
    /// The sale; `None` when there is nothing to sell or nothing is known of its price.
    pub sale: Option<SaleDetails>,
    /// Licences instead of a sale: those of the dossier first, then what the rights on offer may earn in each form.
    pub licences: Vec<LicenceForm>,
}

/// A sale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SaleDetails {
    /// What is left of it, yuan.
    pub net_proceeds: Figure,
    /// Tax on the gain, yuan.
    pub tax: Figure,
    /// Reward of the inventors, yuan.
    pub reward: Figure,
}

/// Rights licensed in one form 许可方式.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LicenceForm {
    /// Exclusive, sole or ordinary; `None` where a contract does not say.
    pub exclusivity: Option<LicenceExclusivity>,
    /// Ids of the contracts whose royalties are counted; empty for an estimate from the value of the rights.
    pub licences: Vec<String>,
    /// Ids of the rights.
    pub assets: Vec<String>,
    /// Present value of the royalties, yuan.
    pub royalties: Figure,
    /// What is left of it after the fees of the exchange, before tax and reward, yuan.
    pub net: Figure,
    /// Factor on the advance rate of the same rights as collateral while the licence runs: below 1 for an exclusive one.
    pub pledge_factor: Figure,
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
    /// At least one right passes every hard criterion of a pledge; `None` cannot be said.
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
}
