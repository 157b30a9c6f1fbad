//! Statistics of IP pledge loans 统计报送: the register of loans and the sheet a bank reports from it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::tolerance::{Balances, largest_bad_balance, within_tolerance};
use crate::Money;
use crate::dossier::{AssetKind, LoanClass};
use crate::rules::{Outcome, RuleError, Rules};

/// A loan of the register 贷款台账.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LoanRecord {
    /// Number of the loan.
    pub id: String,
    /// Branch 经办机构.
    pub branch: String,
    /// Borrower, by unified social credit code; counts the households.
    pub borrower: String,
    /// Kinds of the pledged rights.
    pub kinds: BTreeSet<AssetKind>,
    /// Number of rights.
    pub rights: u32,
    /// Value of the rights.
    pub value: Option<Money>,
    /// Principal.
    pub principal: Money,
    /// Rate per year, decimal.
    pub rate: Option<f64>,
    /// Tenor, months.
    pub months: Option<u32>,
    /// First loan of the borrower 首贷.
    pub first_loan: Option<bool>,
    /// Share of the loss that a guarantor or insurer bears, 0–1.
    pub shared: Option<f64>,
    /// Number of the registration.
    pub registration: Option<String>,
    /// Day the registration was applied for.
    pub filed: Option<Date>,
    /// Day it was entered.
    pub registered: Option<Date>,
    /// Day the money was paid.
    pub paid: Option<Date>,
    /// Balance on the day of the report.
    pub balance: Money,
    /// Class.
    pub class: LoanClass,
    /// Recovered after default.
    pub recovered: Money,
}

/// What is reported of the register on a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statistics {
    /// Day of the report.
    pub day: Date,
    /// Loans with a balance.
    pub loans: usize,
    /// Balance 贷款余额.
    pub balance: Money,
    /// Lent since the first of January 当年累放金额.
    pub lent_this_year: Money,
    /// Borrowers lent to since the first of January 当年累放户数.
    pub households_this_year: usize,
    /// Of them first loans 首贷户.
    pub first_loans_this_year: usize,
    /// Balance of bad loans 不良余额.
    pub bad: Money,
    /// Bad over balance; `None` without a balance.
    pub bad_ratio: Option<f64>,
    /// Points above the ratio of all loans, 0.03 is three points; `None` without the bank's totals.
    pub gap: Option<f64>,
    /// Whether the gap is within the tolerance, exactly.
    pub tolerance: Outcome,
    /// Largest bad balance within the tolerance, yuan.
    pub largest_bad: Option<u64>,
    /// Mean days from application to entry of the registration; `None` when no registration is complete.
    pub registration_days: Option<f64>,
}

/// Reports a register. `all` are the bank's totals, bad and whole, yuan.
///
/// # Errors
/// [`RuleError`] when the tolerance is missing from the pack.
///
/// # Source
/// 沪知局〔2021〕53号 第十五条、第十六条.
pub fn statistics(
    loans: &[LoanRecord],
    day: Date,
    all: Option<(u64, u64)>,
    rules: &Rules,
) -> Result<Statistics, RuleError> {
    let sum = |of: &dyn Fn(&LoanRecord) -> i64| {
        Money::from_fen(loans.iter().fold(0, |sum: i64, loan| sum.saturating_add(of(loan))))
    };
    let this_year = |loan: &LoanRecord| loan.paid.is_some_and(|paid| paid.year() == day.year() && paid <= day);
    let balance = sum(&|loan| loan.balance.fen());
    let bad = sum(&|loan| if loan.class.is_bad() { loan.balance.fen() } else { 0 });
    let borrowers = |of: &dyn Fn(&LoanRecord) -> bool| {
        loans.iter().filter(|loan| of(loan)).map(|loan| loan.borrower.as_str()).collect::<BTreeSet<_>>().len()
    };
    let days: Vec<f64> = loans
        .iter()
        .filter_map(|loan| loan.filed?.until(loan.registered?).ok())
        .map(|span| f64::from(span.get_days()))
        .collect();
    let yuan = |money: Money| u64::try_from(money.fen().max(0) / 100).unwrap_or(0);
    let balances = all.map(|(bad_all, all)| Balances { bad_ip: yuan(bad), all_ip: yuan(balance), bad_all, all });
    let ratio = |bad: f64, whole: f64| (whole > 0.0).then(|| bad / whole);
    let bad_ratio = ratio(bad.to_yuan(), balance.to_yuan());
    let all_ratio = all.and_then(|(bad, whole)| ratio(bad as f64, whole as f64));
    Ok(Statistics {
        day,
        loans: loans.iter().filter(|loan| loan.balance.fen() > 0).count(),
        balance,
        lent_this_year: sum(&|loan| if this_year(loan) { loan.principal.fen() } else { 0 }),
        households_this_year: borrowers(&this_year),
        first_loans_this_year: borrowers(&|loan| this_year(loan) && loan.first_loan == Some(true)),
        bad,
        bad_ratio,
        gap: bad_ratio.zip(all_ratio).map(|(own, all)| own - all),
        tolerance: match &balances {
            Some(balances) => within_tolerance(balances, rules)?,
            None => Outcome::Unknown,
        },
        largest_bad: match &balances {
            Some(balances) => largest_bad_balance(balances, rules)?,
            None => None,
        },
        registration_days: (!days.is_empty()).then(|| days.iter().sum::<f64>() / days.len() as f64),
    })
}
