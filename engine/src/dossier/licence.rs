//! Licences and disputes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// A licence contract 许可合同.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Licence {
    /// Id within the dossier.
    pub id: String,
    /// Counterparty.
    pub party: String,
    /// In or out.
    pub direction: Option<LicenceDirection>,
    /// Exclusive, sole or ordinary.
    pub exclusivity: Option<LicenceExclusivity>,
    /// Ids of the assets.
    pub assets: Vec<String>,
    /// Royalty a year.
    pub annual_royalty: Option<Money>,
    /// Royalty rate on sales, for running royalties.
    pub royalty_rate: Option<Ratio>,
    /// Sales in a year on which a royalty to the licensor runs 许可产品年销售额; asked of licences from others.
    pub licensed_sales: Option<Money>,
    /// Royalty that an unrelated licensor would ask on these sales 市场许可费率; asked of licences from others.
    pub market_royalty_rate: Option<Ratio>,
    /// The contract may be passed on with the business 可随业务转让; asked of licences from others.
    pub transferable: Option<bool>,
    /// Fixed amounts (true) or depending on sales (false).
    pub fixed: Option<bool>,
    /// First day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub from: Option<Date>,
    /// Last day.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub to: Option<Date>,
    /// Recorded with the authority 许可备案.
    pub recorded: Option<bool>,
    /// Signed, with a fixed term of payment 已签署且付款期限明确.
    pub signed: Option<bool>,
    /// The other party may end it at will 对方可任意解除: the licensee of a licence out, the licensor of one taken in.
    pub terminable_at_will: Option<bool>,
    /// Counterparty unrelated to the enterprise.
    pub unrelated_party: Option<bool>,
    /// Years of punctual payment.
    pub payment_history_years: Option<f64>,
    /// The debtor confirms the debt or pays into a designated account.
    pub debtor_confirmed: Option<bool>,
    /// Assignment of the claim is barred.
    pub assignment_barred: Option<bool>,
    /// The pledgee of the right, if any, has consented to the licence.
    pub pledgee_consented: Option<bool>,
}

/// In or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceDirection {
    /// We use another's right 引进许可.
    In,
    /// Another uses ours 对外许可.
    Out,
}

/// Exclusivity of a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LicenceExclusivity {
    /// 独占许可.
    Exclusive,
    /// 排他许可.
    Sole,
    /// 普通许可.
    Ordinary,
}

/// A dispute 纠纷.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Dispute {
    /// Id within the dossier.
    pub id: String,
    /// About what.
    pub kind: Option<DisputeKind>,
    /// Our role.
    pub role: Option<DisputeRole>,
    /// Still pending.
    pub pending: Option<bool>,
    /// Day it began.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub date: Option<Date>,
    /// Abroad 海外.
    pub overseas: Option<bool>,
    /// Amount claimed.
    pub amount: Option<Money>,
    /// Share of revenue at risk, 0–1.
    pub revenue_at_risk: Option<Ratio>,
    /// Ids of the assets.
    pub assets: Vec<String>,
}

/// Subject of a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DisputeKind {
    /// 侵权.
    Infringement,
    /// 权属.
    Ownership,
    /// 无效宣告.
    Invalidation,
    /// 商业秘密、不正当竞争.
    TradeSecret,
    /// 合同.
    Contract,
}

/// Role in a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DisputeRole {
    /// 原告.
    Plaintiff,
    /// 被告.
    Defendant,
}
