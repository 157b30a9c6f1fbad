//! Tolerance of bad loans 不良率容忍度, in exact integers.

use serde::{Deserialize, Serialize};

use crate::Money;
use crate::dossier::ReaderNotes;
use crate::rules::{Outcome, RuleError, Rules};

/// Balances of a bank on one day, whole yuan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balances {
    /// Bad IP pledge loans 知识产权质押贷款不良余额.
    pub bad_ip: u64,
    /// IP pledge loans 知识产权质押贷款余额.
    pub all_ip: u64,
    /// Bad loans of all kinds 各项贷款不良余额.
    pub bad_all: u64,
    /// Loans of all kinds 各项贷款余额.
    pub all: u64,
}

/// Whether the bad-loan ratio of IP loans stays within the tolerance above that of all loans, inclusive 含.
///
/// Exact integers: `100·(bad_ip·all − bad_all·all_ip) ≤ points·all_ip·all`. [`Outcome::Unknown`] when a divisor is
/// zero: not applicable.
///
/// # Errors
/// [`RuleError`] when the tolerance is missing.
///
/// # Source
/// 沪知局〔2021〕53号 第十六条; 银保监发〔2019〕34号: 不高于自身各项贷款不良率 3 个百分点（含）.
pub fn within_tolerance(balances: &Balances, rules: &Rules) -> Result<Outcome, RuleError> {
    // The tolerance may carry two decimals, so both sides are taken times 100.
    let hundredths = libm::round(rules.number("financing.bank.tolerance-points")? * 100.0) as i128;
    if balances.all_ip == 0 || balances.all == 0 {
        return Ok(Outcome::Unknown);
    }
    let wide = |amount: u64| i128::from(amount);
    // Balances up to 9e18 would overflow the product of three; beyond 1e16 yuan no bank exists.
    let product = |a: u64, b: u64, factor: i128| wide(a).checked_mul(wide(b)).and_then(|ab| ab.checked_mul(factor));
    let sides = product(balances.bad_ip, balances.all, 10_000)
        .zip(product(balances.bad_all, balances.all_ip, 10_000))
        .zip(product(balances.all_ip, balances.all, hundredths));
    Ok(sides.map_or(Outcome::Unknown, |((ip, all), limit)| Outcome::from(ip.saturating_sub(all) <= limit)))
}

/// Largest bad balance within the tolerance, whole yuan, rounded down: `all_ip·(bad_all/all + points)`.
///
/// # Errors
/// [`RuleError`] when the tolerance is missing.
pub fn largest_bad_balance(balances: &Balances, rules: &Rules) -> Result<Option<u64>, RuleError> {
    let hundredths = libm::round(rules.number("financing.bank.tolerance-points")? * 100.0) as i128;
    if balances.all == 0 {
        return Ok(None);
    }
    let (ip, bad, all) = (i128::from(balances.all_ip), i128::from(balances.bad_all), i128::from(balances.all));
    let whole = ip
        .checked_mul(bad)
        .and_then(|product| product.checked_mul(10_000))
        .zip(ip.checked_mul(all).and_then(|product| product.checked_mul(hundredths)))
        .and_then(|(share, tolerance)| share.checked_add(tolerance));
    Ok(whole.map(|whole| whole / all / 10_000).and_then(|amount| u64::try_from(amount).ok()))
}

/// Bad-loan ratio of the whole bank if IP loans stood at `bad_ip`, all else as it is; `None` without loans.
#[must_use]
pub fn whole_ratio(balances: &Balances, bad_ip: u64) -> Option<f64> {
    let bad = i128::from(balances.bad_all) - i128::from(balances.bad_ip) + i128::from(bad_ip);
    (balances.all > 0).then(|| bad as f64 / balances.all as f64)
}

/// The tolerance of a bank whose balances are in the file 不良容忍度核对.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tolerance {
    /// Bad over balance of IP loans; `None` with a zero divisor.
    pub ip_ratio: Option<f64>,
    /// Bad over balance of all loans.
    pub all_ratio: Option<f64>,
    /// Points above, 0.03 is three.
    pub gap: Option<f64>,
    /// The exact comparison; [`Outcome::Unknown`] is not applicable.
    pub outcome: Outcome,
    /// Largest bad balance of IP loans within the tolerance.
    pub largest_bad: Option<Money>,
    /// What may still go bad; negative when the line is crossed.
    pub headroom: Option<Money>,
    /// Bad-loan ratio of the whole bank with IP loans at that limit.
    pub all_ratio_at_limit: Option<f64>,
}

/// The tolerance of the balances in the file; `None` while one of the four is missing or negative.
///
/// Reckoned in fen, so nothing is rounded before the comparison.
///
/// # Errors
/// [`RuleError`] when the tolerance is missing.
pub(super) fn tolerance(notes: &ReaderNotes, rules: &Rules) -> Result<Option<Tolerance>, RuleError> {
    let fen = |amount: Option<Money>| amount.and_then(|amount| u64::try_from(amount.fen()).ok());
    let known = [notes.bad_ip, notes.all_ip, notes.bad_all, notes.all_loans].map(fen);
    let [Some(bad_ip), Some(all_ip), Some(bad_all), Some(all)] = known else { return Ok(None) };
    let balances = Balances { bad_ip, all_ip, bad_all, all };
    let ratio = |bad: u64, whole: u64| (whole > 0).then(|| bad as f64 / whole as f64);
    let (ip_ratio, all_ratio) = (ratio(bad_ip, all_ip), ratio(bad_all, all));
    let largest = largest_bad_balance(&balances, rules)?.filter(|_| all_ip > 0);
    let money = |fen: u64| i64::try_from(fen).ok().map(Money::from_fen);
    let largest_bad = largest.and_then(money);
    Ok(Some(Tolerance {
        ip_ratio,
        all_ratio,
        gap: ip_ratio.zip(all_ratio).map(|(ip, all)| ip - all),
        outcome: within_tolerance(&balances, rules)?,
        largest_bad,
        headroom: largest_bad
            .zip(money(bad_ip))
            .map(|(largest, bad)| Money::from_fen(largest.fen().saturating_sub(bad.fen()))),
        all_ratio_at_limit: largest.and_then(|largest| whole_ratio(&balances, largest)),
    }))
}
