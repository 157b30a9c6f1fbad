//! What the file holds for its readers 读者视角: whom to contact, a bank's own figures, the loan of its register, and what
//! the owner withholds on each hand-out.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Money, Ratio};

/// Somebody outside who reads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reader {
    /// 银行.
    Bank,
    /// 保险公司.
    Insurer,
    /// 投资人、保荐人.
    Investor,
}

impl Reader {
    /// All, in the order on screen.
    pub const ALL: [Reader; 3] = [Reader::Bank, Reader::Insurer, Reader::Investor];

    /// The code in files and addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reader::Bank => "bank",
            Reader::Insurer => "insurer",
            Reader::Investor => "investor",
        }
    }

    /// The reader of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Reader> {
        Reader::ALL.into_iter().find(|reader| reader.code() == code)
    }
}

/// How much of an amount a reader sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AmountDetail {
    /// As it is.
    #[default]
    Exact,
    /// The band it lies in, by steps of 1, 2, 5, 10 区间.
    Banded,
    /// Not at all.
    Withheld,
}

/// What the owner withholds from a reader 隐去范围. The default withholds nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Redaction {
    /// Amounts of money.
    pub amounts: AmountDetail,
    /// Name and social credit code of the enterprise 企业身份.
    pub identity: bool,
    /// Whom to contact 联系方式.
    pub contact: bool,
    /// Customers, licensees, co-owners, parties of deals 客户、被许可人、共有人.
    pub parties: bool,
    /// Inventors and persons in charge 发明人、责任人.
    pub people: bool,
    /// Numbers of rights 权利编号.
    pub numbers: bool,
    /// Titles of rights and names of products 权利名称、产品名称.
    pub titles: bool,
}

impl Redaction {
    /// What is withheld from a reader until the owner decides: a bank checks title and amounts but needs no names of
    /// customers or inventors; an insurer schedules the rights by number and rates by size; an investor at first sight
    /// needs neither number nor exact amount.
    #[must_use]
    pub fn usual(reader: Reader) -> Redaction {
        let names = Redaction { parties: true, people: true, ..Redaction::default() };
        match reader {
            Reader::Bank => names,
            Reader::Insurer => Redaction { amounts: AmountDetail::Banded, ..names },
            Reader::Investor => Redaction { amounts: AmountDetail::Banded, numbers: true, ..names },
        }
    }

    /// Whether anything is withheld.
    #[must_use]
    pub fn withholds(&self) -> bool {
        *self != Redaction::default()
    }
}

/// Five-tier classification 五级分类.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum LoanClass {
    /// 正常.
    #[default]
    Pass,
    /// 关注.
    SpecialMention,
    /// 次级.
    Substandard,
    /// 可疑.
    Doubtful,
    /// 损失.
    Loss,
}

impl LoanClass {
    /// Non-performing 不良: the last three.
    #[must_use]
    pub fn is_bad(self) -> bool {
        self >= LoanClass::Substandard
    }
}

/// What readers add to the file. The figures of a bank are its own: a redacted copy never carries them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ReaderNotes {
    /// Person and way to reach them, as on hand-outs 联系人及联系方式.
    pub contact: Option<String>,
    /// Bad IP pledge loans 知识产权质押贷款不良余额.
    pub bad_ip: Option<Money>,
    /// IP pledge loans 知识产权质押贷款余额.
    pub all_ip: Option<Money>,
    /// Bad loans of all kinds 各项贷款不良余额.
    pub bad_all: Option<Money>,
    /// Loans of all kinds 各项贷款余额.
    pub all_loans: Option<Money>,
    /// Funding cost 资金成本 (FTP), a year; the assumption of the rules when missing, as with the next five.
    pub funding_cost: Option<Ratio>,
    /// Operating cost 运营成本, a year.
    pub operating_cost: Option<Ratio>,
    /// Charge for capital 资本成本, a year.
    pub capital_charge: Option<Ratio>,
    /// Probability of default 违约概率, a year.
    pub default_probability: Option<Ratio>,
    /// Loss given default 违约损失率.
    pub loss_given_default: Option<Ratio>,
    /// Share of the loss that others bear 风险分担比例.
    pub shared_loss: Option<Ratio>,
    /// Number of the loan 贷款编号.
    pub loan: Option<String>,
    /// Branch 经办机构.
    pub branch: Option<String>,
    /// Principal 贷款金额.
    pub principal: Option<Money>,
    /// Day the money was paid 放款日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub paid: Option<Date>,
    /// Balance on the day of the report 贷款余额.
    pub balance: Option<Money>,
    /// First loan of the borrower 首贷户.
    pub first_loan: Option<bool>,
    /// Day the registration was applied for 登记申请日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub filed: Option<Date>,
    /// Day it was entered 登记日.
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::schema::Day>"))]
    pub registered: Option<Date>,
    /// Its number 质押登记编号.
    pub registration: Option<String>,
    /// Class 五级分类.
    pub class: Option<LoanClass>,
    /// Recovered after default 已回收金额.
    pub recovered: Option<Money>,
    /// What is withheld, by reader; [`Redaction::usual`] when missing.
    pub redactions: BTreeMap<Reader, Redaction>,
    /// What a newer version wrote.
    #[serde(skip)]
    pub unknown: serde_json::Map<String, serde_json::Value>,
}

impl ReaderNotes {
    /// What is withheld from a reader.
    #[must_use]
    pub fn redaction(&self, reader: Reader) -> Redaction {
        self.redactions.get(&reader).copied().unwrap_or_else(|| Redaction::usual(reader))
    }
}
