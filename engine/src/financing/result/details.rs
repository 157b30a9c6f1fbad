//! What only one channel has: the structure of a credit, kinds of insurance, tax paths, rents, warrants, licences.

use serde::{Deserialize, Serialize};

use super::Verdict;
use crate::dossier::{AssetKind, LicenceExclusivity};
use crate::working::Figure;

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
    /// What the firm brings into a pool, by kind of right; empty while nothing can enter.
    pub collateral: Vec<PoolCollateral>,
}

/// The rights of one kind that can enter a pool 入池权利.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PoolCollateral {
    /// Their kind.
    pub kind: AssetKind,
    /// How many.
    pub rights: usize,
    /// Their lending value: the low end, where revenue bears it; yuan.
    pub value: f64,
    /// Advance rate of the kind, base case.
    pub rate: f64,
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
