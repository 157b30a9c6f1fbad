//! What readers add: contact, a bank's figures, the loan of its register.

use ip_health_engine::dossier::{LoanClass, ReaderNotes};

use super::super::{Answer, Coded, Field, Kind};
use crate::texts::Texts;

/// 联系人及联系方式 Whom to contact.
pub static CONTACT: Field<ReaderNotes> = Field {
    key: "contact",
    kind: Kind::Text,
    label: Texts::readers_contact,
    hint: None,
    why: None,
    get: |record| Answer::name(record.contact.as_deref().unwrap_or_default()),
    set: |record, answer| record.contact = answer.text(),
};

/// 贷款编号 Number of the loan.
pub static LOAN: Field<ReaderNotes> = Field {
    key: "loan",
    kind: Kind::Text,
    label: Texts::readers_loan,
    hint: None,
    why: None,
    get: |record| Answer::name(record.loan.as_deref().unwrap_or_default()),
    set: |record, answer| record.loan = answer.text(),
};

/// 经办机构 Branch.
pub static BRANCH: Field<ReaderNotes> = Field {
    key: "branch",
    kind: Kind::Text,
    label: Texts::readers_branch,
    hint: None,
    why: None,
    get: |record| Answer::name(record.branch.as_deref().unwrap_or_default()),
    set: |record, answer| record.branch = answer.text(),
};

/// 质押登记编号 Number of the registration.
pub static REGISTRATION: Field<ReaderNotes> = Field {
    key: "registration",
    kind: Kind::Text,
    label: Texts::readers_registration,
    hint: None,
    why: None,
    get: |record| Answer::name(record.registration.as_deref().unwrap_or_default()),
    set: |record, answer| record.registration = answer.text(),
};

/// 知识产权质押贷款不良余额 Bad IP pledge loans.
pub static BAD_IP: Field<ReaderNotes> = Field {
    key: "bad_ip",
    kind: Kind::Money,
    label: Texts::readers_bad_ip,
    hint: None,
    why: None,
    get: |record| record.bad_ip.into(),
    set: |record, answer| record.bad_ip = answer.money(),
};

/// 知识产权质押贷款余额 IP pledge loans.
pub static ALL_IP: Field<ReaderNotes> = Field {
    key: "all_ip",
    kind: Kind::Money,
    label: Texts::readers_all_ip,
    hint: None,
    why: None,
    get: |record| record.all_ip.into(),
    set: |record, answer| record.all_ip = answer.money(),
};

/// 各项贷款不良余额 Bad loans of all kinds.
pub static BAD_ALL: Field<ReaderNotes> = Field {
    key: "bad_all",
    kind: Kind::Money,
    label: Texts::readers_bad_all,
    hint: None,
    why: None,
    get: |record| record.bad_all.into(),
    set: |record, answer| record.bad_all = answer.money(),
};

/// 各项贷款余额 Loans of all kinds.
pub static ALL_LOANS: Field<ReaderNotes> = Field {
    key: "all_loans",
    kind: Kind::Money,
    label: Texts::readers_all_loans,
    hint: None,
    why: None,
    get: |record| record.all_loans.into(),
    set: |record, answer| record.all_loans = answer.money(),
};

/// 贷款金额 Principal.
pub static PRINCIPAL: Field<ReaderNotes> = Field {
    key: "principal",
    kind: Kind::Money,
    label: Texts::readers_principal,
    hint: None,
    why: None,
    get: |record| record.principal.into(),
    set: |record, answer| record.principal = answer.money(),
};

/// 贷款余额 Balance.
pub static BALANCE: Field<ReaderNotes> = Field {
    key: "balance",
    kind: Kind::Money,
    label: Texts::readers_balance,
    hint: None,
    why: None,
    get: |record| record.balance.into(),
    set: |record, answer| record.balance = answer.money(),
};

/// 已回收金额 Recovered.
pub static RECOVERED: Field<ReaderNotes> = Field {
    key: "recovered",
    kind: Kind::Money,
    label: Texts::readers_recovered,
    hint: None,
    why: None,
    get: |record| record.recovered.into(),
    set: |record, answer| record.recovered = answer.money(),
};

/// 资金成本 Funding cost.
pub static FUNDING_COST: Field<ReaderNotes> = Field {
    key: "funding_cost",
    kind: Kind::Percent,
    label: Texts::readers_funding_cost,
    hint: None,
    why: None,
    get: |record| record.funding_cost.into(),
    set: |record, answer| record.funding_cost = answer.ratio(),
};

/// 运营成本 Operating cost.
pub static OPERATING_COST: Field<ReaderNotes> = Field {
    key: "operating_cost",
    kind: Kind::Percent,
    label: Texts::readers_operating_cost,
    hint: None,
    why: None,
    get: |record| record.operating_cost.into(),
    set: |record, answer| record.operating_cost = answer.ratio(),
};

/// 资本成本 Charge for capital.
pub static CAPITAL_CHARGE: Field<ReaderNotes> = Field {
    key: "capital_charge",
    kind: Kind::Percent,
    label: Texts::readers_capital_charge,
    hint: None,
    why: None,
    get: |record| record.capital_charge.into(),
    set: |record, answer| record.capital_charge = answer.ratio(),
};

/// 违约概率 Probability of default.
pub static DEFAULT_PROBABILITY: Field<ReaderNotes> = Field {
    key: "default_probability",
    kind: Kind::Percent,
    label: Texts::readers_default_probability,
    hint: None,
    why: None,
    get: |record| record.default_probability.into(),
    set: |record, answer| record.default_probability = answer.ratio(),
};

/// 违约损失率 Loss given default.
pub static LOSS_GIVEN_DEFAULT: Field<ReaderNotes> = Field {
    key: "loss_given_default",
    kind: Kind::Percent,
    label: Texts::readers_loss_given_default,
    hint: None,
    why: None,
    get: |record| record.loss_given_default.into(),
    set: |record, answer| record.loss_given_default = answer.ratio(),
};

/// 风险分担比例 Share borne by others.
pub static SHARED_LOSS: Field<ReaderNotes> = Field {
    key: "shared_loss",
    kind: Kind::Percent,
    label: Texts::readers_shared_loss,
    hint: None,
    why: None,
    get: |record| record.shared_loss.into(),
    set: |record, answer| record.shared_loss = answer.ratio(),
};

/// 放款日 Day of payment.
pub static PAID: Field<ReaderNotes> = Field {
    key: "paid",
    kind: Kind::Date,
    label: Texts::readers_paid,
    hint: None,
    why: None,
    get: |record| record.paid.into(),
    set: |record, answer| record.paid = answer.date(),
};

/// 登记申请日 Day of application.
pub static FILED: Field<ReaderNotes> = Field {
    key: "filed",
    kind: Kind::Date,
    label: Texts::readers_filed,
    hint: None,
    why: None,
    get: |record| record.filed.into(),
    set: |record, answer| record.filed = answer.date(),
};

/// 登记日 Day of entry.
pub static REGISTERED: Field<ReaderNotes> = Field {
    key: "registered",
    kind: Kind::Date,
    label: Texts::readers_registered,
    hint: None,
    why: None,
    get: |record| record.registered.into(),
    set: |record, answer| record.registered = answer.date(),
};

/// 首贷户 First loan of the borrower.
pub static FIRST_LOAN: Field<ReaderNotes> = Field {
    key: "first_loan",
    kind: Kind::Flag,
    label: Texts::readers_first_loan,
    hint: None,
    why: None,
    get: |record| record.first_loan.into(),
    set: |record, answer| record.first_loan = answer.flag(),
};

/// 五级分类 Class.
pub static CLASS: Field<ReaderNotes> = Field {
    key: "class",
    kind: Kind::One(LoanClass::CHOICES),
    label: Texts::readers_class,
    hint: None,
    why: None,
    get: |record| LoanClass::answer(record.class),
    set: |record, answer| record.class = LoanClass::chosen(answer),
};
