//! The register of loans 贷款台账: the row of the loan at hand, what is reported of it, and the register as a table.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::statistics::{LoanRecord, Statistics, statistics};
use crate::Money;
use crate::dossier::{AssetKind, Guarantee, LoanClass};
use crate::financing::context::Context;
use crate::financing::{Channel, ChannelDetails, FinancingAssessment, FinancingError};
use crate::rules::{Language, Unit};

/// The loan at hand in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanSheet {
    /// Its row: what the bank gave, else what the check-up computed.
    pub record: LoanRecord,
    /// The loan was paid, so the row counts; before that it is a draft.
    pub paid: bool,
    /// What is reported of it on the day, for a branch that has no other; `None` before it is paid.
    pub statistics: Option<Statistics>,
}

/// The row of the loan that the bank would make, with what the bank said of it.
pub(super) fn sheet(
    context: &Context,
    assessment: &FinancingAssessment,
    rights: &[usize],
) -> Result<LoanSheet, FinancingError> {
    let notes = &context.dossier.readers;
    let loan = assessment.channel(Channel::Pledge);
    let credit = loan.and_then(|loan| match &loan.details {
        ChannelDetails::Credit(credit) => Some(credit),
        _ => None,
    });
    let items = || rights.iter().filter_map(|place| context.items.get(*place));
    let value = credit.and_then(|credit| Money::from_yuan_f64(credit.value.value));
    let offered = loan.and_then(|loan| loan.amount.as_ref()).and_then(|amount| Money::from_yuan_f64(amount.base.value));
    let principal = notes.principal.or(offered).unwrap_or(Money::ZERO);
    let sharing = match context.guarantee() {
        Guarantee::None => None,
        Guarantee::CityFund => Some("city-fund"),
        Guarantee::Commercial => Some("commercial"),
        Guarantee::Insurance => Some("insurance"),
    };
    let shared = match (notes.shared_loss, sharing) {
        (Some(own), _) => Some(own.get()),
        (None, Some(name)) => Some(context.rules.number(&format!("financing.bank.shared.{name}"))?),
        (None, None) => context.dossier.need.guarantee.map(|_| 0.0),
    };
    let enterprise = &context.dossier.enterprise;
    let borrower = enterprise.credit_code.clone().unwrap_or_else(|| enterprise.name.clone());
    let paid = notes.paid.is_some();
    let record = LoanRecord {
        id: notes.loan.clone().unwrap_or_default(),
        branch: notes.branch.clone().unwrap_or_default(),
        borrower,
        kinds: items().map(|item| item.asset.kind).collect(),
        rights: u32::try_from(rights.len()).unwrap_or(u32::MAX),
        value,
        principal,
        rate: credit.map(|credit| credit.interest.value),
        months: context.dossier.need.tenor_months,
        first_loan: notes.first_loan,
        shared,
        registration: notes.registration.clone(),
        filed: notes.filed,
        registered: notes.registered,
        paid: notes.paid,
        // Nothing is owed before the money is paid, all of it from then on until the bank says how much is left.
        balance: notes.balance.unwrap_or(if paid { principal } else { Money::ZERO }),
        class: notes.class.unwrap_or_default(),
        recovered: notes.recovered.unwrap_or(Money::ZERO),
    };
    let yuan = |amount: Option<Money>| amount.and_then(|amount| u64::try_from(amount.fen() / 100).ok());
    let all = yuan(notes.bad_all).zip(yuan(notes.all_loans));
    let rows = std::slice::from_ref(&record);
    let reported = if paid { Some(statistics(rows, context.day, all, context.rules)?) } else { None };
    Ok(LoanSheet { record, paid, statistics: reported })
}

/// Headings of the register, in Chinese and English, in the order of [`register_csv`].
pub const REGISTER_HEADINGS: [[&str; 2]; 20] = [
    ["贷款编号", "Loan"],
    ["经办机构", "Branch"],
    ["借款人统一社会信用代码", "Borrower"],
    ["质押权利类型", "Kinds of rights"],
    ["质押权利件数", "Rights"],
    ["质押权利价值（元）", "Value (CNY)"],
    ["质押率", "Loan to value"],
    ["贷款金额（元）", "Principal (CNY)"],
    ["年利率", "Rate per year"],
    ["期限（月）", "Months"],
    ["首贷户", "First loan"],
    ["风险分担比例", "Loss shared"],
    ["质押登记编号", "Registration"],
    ["登记申请日", "Applied"],
    ["登记日", "Registered"],
    ["放款日", "Paid"],
    ["贷款余额（元）", "Balance (CNY)"],
    ["五级分类", "Class"],
    ["是否不良", "Non-performing"],
    ["已回收金额（元）", "Recovered (CNY)"],
];

/// One cell of the register.
#[derive(Clone, Debug, PartialEq)]
pub enum RegisterCell {
    /// Not known.
    Nothing,
    /// What a person typed.
    Typed(String),
    /// A word of ours.
    Word(String),
    /// An amount.
    Amount(Money),
    /// A number in its unit.
    Number(f64, Unit),
    /// A day.
    Day(Date),
}

/// The register as separated text for a spreadsheet: a byte order mark, which lets Chinese versions of Excel read UTF-8;
/// lines end as they expect. What is not known is an empty cell. A text that a spreadsheet would run as a formula is led
/// by an apostrophe.
///
/// # Source
/// 沪知局〔2021〕53号 第十五条; fields as in the specification of the bank's side.
#[must_use]
pub fn register_csv(loans: &[LoanRecord], language: Language) -> String {
    let place = usize::from(language == Language::English);
    let headings = REGISTER_HEADINGS.map(|heading| quoted(heading[place]));
    let mut lines = vec![headings.join(",")];
    lines.extend(loans.iter().map(|loan| register_row(loan, language).map(|cell| quoted(&text_of(cell))).join(",")));
    format!("\u{FEFF}{}\r\n", lines.join("\r\n"))
}

/// The cells of a loan, in the order of [`REGISTER_HEADINGS`].
#[must_use]
pub fn register_row(loan: &LoanRecord, language: Language) -> [RegisterCell; 20] {
    use RegisterCell::{Amount, Nothing, Number, Typed, Word};
    let [yes, no, separator] = match language {
        Language::Chinese => ["是", "否", "、"],
        Language::English => ["yes", "no", ", "],
    };
    let flag = |flag: bool| Word(if flag { yes } else { no }.to_owned());
    let day = |day: Option<Date>| day.map_or(Nothing, RegisterCell::Day);
    let number = |number: Option<f64>, unit| number.map_or(Nothing, |number| Number(number, unit));
    let known = |amount: Money| if amount == Money::ZERO { Nothing } else { Amount(amount) };
    let value = loan.value.filter(|value| value.fen() > 0);
    let ltv = value.map(|value| libm::round(loan.principal.to_yuan() / value.to_yuan() * 10_000.0) / 10_000.0);
    let kinds: Vec<&str> = loan.kinds.iter().map(|kind| kind_word(*kind, language)).collect();
    let typed = |text: &str| if text.is_empty() { Nothing } else { Typed(text.to_owned()) };
    [
        typed(&loan.id),
        typed(&loan.branch),
        typed(&loan.borrower),
        Word(kinds.join(separator)),
        Number(f64::from(loan.rights), Unit::Count),
        value.map_or(Nothing, Amount),
        number(ltv, Unit::Ratio),
        known(loan.principal),
        number(loan.rate.map(|rate| libm::round(rate * 1e6) / 1e6), Unit::RatePerYear),
        number(loan.months.map(f64::from), Unit::Count),
        loan.first_loan.map_or(Nothing, flag),
        number(loan.shared, Unit::Ratio),
        typed(loan.registration.as_deref().unwrap_or_default()),
        day(loan.filed),
        day(loan.registered),
        day(loan.paid),
        Amount(loan.balance),
        Word(class_word(loan.class, language).to_owned()),
        flag(loan.class.is_bad()),
        known(loan.recovered),
    ]
}

fn text_of(cell: RegisterCell) -> String {
    match cell {
        RegisterCell::Nothing => String::new(),
        RegisterCell::Typed(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        RegisterCell::Typed(text) | RegisterCell::Word(text) => text,
        RegisterCell::Amount(amount) => yuan(amount),
        RegisterCell::Number(number, _) => format!("{number}"),
        RegisterCell::Day(day) => day.to_string(),
    }
}

/// An amount in yuan with its fen, exactly.
fn yuan(amount: Money) -> String {
    let (whole, rest) = (amount.fen() / 100, amount.fen() % 100);
    if rest == 0 {
        return whole.to_string();
    }
    let sign = if amount.fen() < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", whole.unsigned_abs(), rest.unsigned_abs())
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// The five tiers in the words of the reports.
fn class_word(class: LoanClass, language: Language) -> &'static str {
    let words = match class {
        LoanClass::Pass => ["正常", "pass"],
        LoanClass::SpecialMention => ["关注", "special mention"],
        LoanClass::Substandard => ["次级", "substandard"],
        LoanClass::Doubtful => ["可疑", "doubtful"],
        LoanClass::Loss => ["损失", "loss"],
    };
    words[usize::from(language == Language::English)]
}

fn kind_word(kind: AssetKind, language: Language) -> &'static str {
    let words = match kind {
        AssetKind::Invention => ["发明专利", "invention"],
        AssetKind::UtilityModel => ["实用新型", "utility model"],
        AssetKind::Design => ["外观设计", "design"],
        AssetKind::Trademark => ["注册商标", "trademark"],
        AssetKind::SoftwareCopyright => ["软件著作权", "software copyright"],
        AssetKind::OtherCopyright => ["其他著作权", "other copyright"],
        AssetKind::LayoutDesign => ["集成电路布图设计", "layout design"],
        AssetKind::GeographicalIndication => ["地理标志", "geographical indication"],
        AssetKind::LicenceRevenue => ["许可收益权", "licence income"],
        AssetKind::DataIp => ["数据知识产权", "data IP"],
        AssetKind::PlantVariety => ["植物新品种权", "plant variety"],
        AssetKind::TradeSecret => ["商业秘密", "trade secret"],
    };
    words[usize::from(language == Language::English)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_reads_in_a_spreadsheet() {
        let loan = LoanRecord {
            id: "=1+1".to_owned(),
            branch: "张江,科技支行".to_owned(),
            kinds: [AssetKind::Invention, AssetKind::Trademark].into(),
            value: Some(Money::from_wan(2000)),
            principal: Money::from_wan(500),
            balance: Money::from_fen(123_456_789),
            class: LoanClass::Substandard,
            ..LoanRecord::default()
        };
        let text = register_csv(&[loan], Language::Chinese);
        let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
        assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"));
        assert!(lines[0].starts_with("贷款编号,经办机构,"));
        assert!(lines[1].starts_with("'=1+1,\"张江,科技支行\",,发明专利、注册商标,0,20000000,0.25,5000000,"));
        assert!(lines[1].contains(",1234567.89,次级,是,"));
    }
}
