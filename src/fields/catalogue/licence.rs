//! A licence 许可合同.

use ip_health_engine::dossier::{Licence, LicenceDirection, LicenceExclusivity};

use super::super::{Answer, Coded, Field, Kind};
use crate::texts::Texts;

/// 对方 Counterparty.
pub static PARTY: Field<Licence> = Field {
    key: "party",
    kind: Kind::Text,
    label: Texts::licence_party,
    hint: None,
    why: None,
    get: |record| Answer::name(&record.party),
    set: |record, answer| record.party = answer.text().unwrap_or_default(),
};

/// 方向 Direction.
pub static DIRECTION: Field<Licence> = Field {
    key: "direction",
    kind: Kind::One(LicenceDirection::CHOICES),
    label: Texts::licence_direction,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.direction),
    set: |record, answer| record.direction = Coded::chosen(answer),
};

/// 许可方式 Exclusivity.
pub static EXCLUSIVITY: Field<Licence> = Field {
    key: "exclusivity",
    kind: Kind::One(LicenceExclusivity::CHOICES),
    label: Texts::licence_exclusivity,
    hint: None,
    why: None,
    get: |record| Coded::answer(record.exclusivity),
    set: |record, answer| record.exclusivity = Coded::chosen(answer),
};

/// 年许可费 Royalty a year.
pub static ANNUAL_ROYALTY: Field<Licence> = Field {
    key: "annual_royalty",
    kind: Kind::Money,
    label: Texts::licence_annual_royalty,
    hint: None,
    why: None,
    get: |record| record.annual_royalty.into(),
    set: |record, answer| record.annual_royalty = answer.money(),
};

/// 提成率 Royalty rate.
pub static ROYALTY_RATE: Field<Licence> = Field {
    key: "royalty_rate",
    kind: Kind::Percent,
    label: Texts::licence_royalty_rate,
    hint: None,
    why: None,
    get: |record| record.royalty_rate.into(),
    set: |record, answer| record.royalty_rate = answer.ratio(),
};

/// 许可产品年销售额 Sales under a licence from another.
pub static LICENSED_SALES: Field<Licence> = Field {
    key: "licensed_sales",
    kind: Kind::Money,
    label: Texts::licence_licensed_sales,
    hint: Some(Texts::licence_licensed_sales_hint),
    why: None,
    get: |record| record.licensed_sales.into(),
    set: |record, answer| record.licensed_sales = answer.money(),
};

/// 市场许可费率 Royalty an unrelated licensor would ask.
pub static MARKET_ROYALTY_RATE: Field<Licence> = Field {
    key: "market_royalty_rate",
    kind: Kind::Percent,
    label: Texts::licence_market_royalty_rate,
    hint: Some(Texts::licence_market_royalty_rate_hint),
    why: None,
    get: |record| record.market_royalty_rate.into(),
    set: |record, answer| record.market_royalty_rate = answer.ratio(),
};

/// 合同能否转让 Whether the contract may be passed on.
pub static TRANSFERABLE: Field<Licence> = Field {
    key: "transferable",
    kind: Kind::Flag,
    label: Texts::licence_transferable,
    hint: Some(Texts::licence_transferable_hint),
    why: None,
    get: |record| record.transferable.into(),
    set: |record, answer| record.transferable = answer.flag(),
};

/// 是否固定金额 Fixed amounts.
pub static FIXED: Field<Licence> = Field {
    key: "fixed",
    kind: Kind::Flag,
    label: Texts::licence_fixed,
    hint: None,
    why: None,
    get: |record| record.fixed.into(),
    set: |record, answer| record.fixed = answer.flag(),
};

/// 起始日 First day.
pub static FROM: Field<Licence> = Field {
    key: "from",
    kind: Kind::Date,
    label: Texts::licence_from,
    hint: None,
    why: None,
    get: |record| record.from.into(),
    set: |record, answer| record.from = answer.date(),
};

/// 到期日 Last day.
pub static TO: Field<Licence> = Field {
    key: "to",
    kind: Kind::Date,
    label: Texts::licence_to,
    hint: None,
    why: None,
    get: |record| record.to.into(),
    set: |record, answer| record.to = answer.date(),
};

/// 是否已备案 Recorded.
pub static RECORDED: Field<Licence> = Field {
    key: "recorded",
    kind: Kind::Flag,
    label: Texts::licence_recorded,
    hint: None,
    why: None,
    get: |record| record.recorded.into(),
    set: |record, answer| record.recorded = answer.flag(),
};

/// 对方是否非关联方 Unrelated party.
pub static UNRELATED_PARTY: Field<Licence> = Field {
    key: "unrelated_party",
    kind: Kind::Flag,
    label: Texts::licence_unrelated_party,
    hint: None,
    why: None,
    get: |record| record.unrelated_party.into(),
    set: |record, answer| record.unrelated_party = answer.flag(),
};

/// 已按时付款年数 Years of punctual payment.
pub static PAYMENT_HISTORY_YEARS: Field<Licence> = Field {
    key: "payment_history_years",
    kind: Kind::Number,
    label: Texts::licence_payment_history_years,
    hint: None,
    why: None,
    get: |record| record.payment_history_years.into(),
    set: |record, answer| record.payment_history_years = answer.number(),
};

/// 债务人是否确认债权 Debt confirmed by the debtor.
pub static DEBTOR_CONFIRMED: Field<Licence> = Field {
    key: "debtor_confirmed",
    kind: Kind::Flag,
    label: Texts::licence_debtor_confirmed,
    hint: None,
    why: None,
    get: |record| record.debtor_confirmed.into(),
    set: |record, answer| record.debtor_confirmed = answer.flag(),
};

/// 合同是否禁止转让债权 Assignment of the claim barred.
pub static ASSIGNMENT_BARRED: Field<Licence> = Field {
    key: "assignment_barred",
    kind: Kind::Flag,
    label: Texts::licence_assignment_barred,
    hint: None,
    why: None,
    get: |record| record.assignment_barred.into(),
    set: |record, answer| record.assignment_barred = answer.flag(),
};

/// 是否已签署且付款期限明确 Signed, with a fixed term of payment.
pub static SIGNED: Field<Licence> = Field {
    key: "signed",
    kind: Kind::Flag,
    label: Texts::licence_signed,
    hint: None,
    why: None,
    get: |record| record.signed.into(),
    set: |record, answer| record.signed = answer.flag(),
};

/// 对方能否任意解除 Terminable at will by the other party.
pub static TERMINABLE_AT_WILL: Field<Licence> = Field {
    key: "terminable_at_will",
    kind: Kind::Flag,
    label: Texts::licence_terminable_at_will,
    hint: None,
    why: None,
    get: |record| record.terminable_at_will.into(),
    set: |record, answer| record.terminable_at_will = answer.flag(),
};

/// 质权人是否同意许可 Pledgee consents.
pub static PLEDGEE_CONSENTED: Field<Licence> = Field {
    key: "pledgee_consented",
    kind: Kind::Flag,
    label: Texts::licence_pledgee_consented,
    hint: Some(Texts::licence_pledgee_consented_hint),
    why: None,
    get: |record| record.pledgee_consented.into(),
    set: |record, answer| record.pledgee_consented = answer.flag(),
};
