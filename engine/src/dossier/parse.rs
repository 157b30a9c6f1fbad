//! Reads what a person types into a field: money with 万 and 亿, percents, counts, dates. Forms, import and tests share
//! it, so that `１，２００．５万` means the same everywhere.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::text::{Decimal, fold, take_decimal};
use crate::{Money, Ratio};

/// Why a text cannot be taken as the answer to a field. Carries data only; the words are the interface's.
#[derive(Clone, Debug, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub enum FieldError {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// No number where one is wanted, or its grouping or points make no sense.
    #[error("not a number")]
    NotANumber,
    /// A number with a unit that the field does not know.
    #[error("unknown unit {unit}")]
    UnknownUnit {
        /// The unit as written.
        unit: String,
    },
    /// A fraction where a whole number is wanted.
    #[error("not a whole number")]
    NotWhole,
    /// Below the least value that the quantity can have.
    #[error("below {minimum}")]
    TooSmall {
        /// Least value, in the quantity's base unit.
        minimum: f64,
    },
    /// Above the greatest value that the quantity can have.
    #[error("above {maximum}")]
    TooLarge {
        /// Greatest value, in the quantity's base unit.
        maximum: f64,
    },
    /// Not a date in any form we read.
    #[error("not a date")]
    NotADate,
    /// A year and month without a day.
    #[error("the day is missing in {year}-{month}")]
    DayMissing {
        /// Year.
        year: i16,
        /// Month.
        month: i8,
    },
    /// A day that the calendar does not have, such as 31 June.
    #[error("no such day: {year}-{month}-{day}")]
    NoSuchDay {
        /// Year.
        year: i16,
        /// Month as written.
        month: i8,
        /// Day as written.
        day: i8,
    },
}

/// What a field measures; each has one pair of bounds for forms, validation and messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Quantity {
    /// Money that cannot be negative: revenue, cost, debt. Base unit yuan 元.
    Amount,
    /// Money that can be negative: profit, cash flow. Base unit yuan 元.
    SignedAmount,
    /// A share of a whole, 0–1.
    Share,
    /// A yearly rate of interest, fee or tax, 0–1.
    Rate,
    /// Growth a year; −1 is a loss of everything.
    Growth,
    /// A margin of revenue; a loss can exceed the revenue.
    Margin,
    /// A number of persons or things.
    Count,
    /// A calendar year.
    CalendarYear,
    /// A length of time in years.
    Years,
    /// A length of time in months.
    Months,
    /// A length of time in days.
    Days,
    /// A score on the 1–10 scale of the indicator system.
    TenScore,
    /// A score on the 0–100 scale of factors.
    HundredScore,
    /// Technology readiness level 技术就绪度, 1–9.
    ReadinessLevel,
    /// A factor around 1: price index, adjustment.
    Factor,
    /// A Nice class 国际分类.
    NiceClass,
}

/// The least and greatest value of a quantity, both allowed, in its base unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Bounds {
    /// Least.
    pub minimum: f64,
    /// Greatest.
    pub maximum: f64,
}

impl Quantity {
    /// The bounds. They hold what a form can accept at all, not what is likely; the validator warns of the unlikely.
    ///
    /// # Source
    /// Scales of scores: GB/T 42748-2023 (1–10). Readiness levels: GB/T 22900-2022 (1–9). Nice classes: Nice
    /// Agreement (1–45). The others are our own limits against slips of the hand: money to 10 万亿元, above the revenue
    /// of any enterprise in China; years to 1,000.
    #[must_use]
    pub const fn bounds(self) -> Bounds {
        let (minimum, maximum) = match self {
            Quantity::Amount => (0.0, 1.0e13),
            Quantity::SignedAmount => (-1.0e13, 1.0e13),
            Quantity::Share | Quantity::Rate => (0.0, 1.0),
            Quantity::Growth => (-1.0, 100.0),
            Quantity::Margin => (-100.0, 1.0),
            Quantity::Count => (0.0, 10_000_000.0),
            Quantity::CalendarYear => (1900.0, 2199.0),
            Quantity::Years => (0.0, 1_000.0),
            Quantity::Months => (0.0, 1_200.0),
            Quantity::Days => (0.0, 36_600.0),
            Quantity::TenScore => (1.0, 10.0),
            Quantity::HundredScore => (0.0, 100.0),
            Quantity::ReadinessLevel => (1.0, 9.0),
            Quantity::Factor => (0.0, 1_000.0),
            Quantity::NiceClass => (1.0, 45.0),
        };
        Bounds { minimum, maximum }
    }

    /// Whether a value in the base unit lies within the bounds.
    ///
    /// # Errors
    /// [`FieldError::TooSmall`], [`FieldError::TooLarge`]; [`FieldError::NotANumber`] for a value that is not finite.
    pub fn check(self, value: f64) -> Result<(), FieldError> {
        let Bounds { minimum, maximum } = self.bounds();
        if !value.is_finite() {
            Err(FieldError::NotANumber)
        } else if value < minimum {
            Err(FieldError::TooSmall { minimum })
        } else if maximum < value {
            Err(FieldError::TooLarge { maximum })
        } else {
            Ok(())
        }
    }
}

/// The unit that a bare number in a money field has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum MoneyUnit {
    /// 元.
    Yuan,
    /// 万元, the usual unit of our forms.
    #[default]
    Wan,
    /// 亿元.
    Yi,
}

impl MoneyUnit {
    /// Zeros behind one unit, in yuan.
    const fn zeros(self) -> i32 {
        match self {
            MoneyUnit::Yuan => 0,
            MoneyUnit::Wan => 4,
            MoneyUnit::Yi => 8,
        }
    }
}

/// Reads an amount of money. A bare number counts in `unit`; a written unit wins: `3000万`, `1.2亿`, `1亿2000万`,
/// `30,000,000元`, `¥5千`. Brackets or a minus make it negative. Parts of a fen are rounded half away from zero.
///
/// # Errors
/// [`FieldError::Empty`], [`FieldError::NotANumber`], [`FieldError::UnknownUnit`] (also for other currencies), and the
/// bounds of `quantity`.
///
/// ```
/// use ip_health_engine::Money;
/// use ip_health_engine::dossier::{MoneyUnit, Quantity, parse_money};
/// assert_eq!(parse_money("１，２００．５万", MoneyUnit::Wan, Quantity::Amount), Ok(Money::from_yuan(12_005_000)));
/// assert_eq!(parse_money("1.2亿", MoneyUnit::Wan, Quantity::Amount), Ok(Money::from_wan(12_000)));
/// ```
pub fn parse_money(text: &str, unit: MoneyUnit, quantity: Quantity) -> Result<Money, FieldError> {
    let (negative, body) = signed(text)?;
    let body = strip_start(&body, &["人民币", "RMB", "CNY", "¥"]);
    let mut total = Decimal { mantissa: 0, exponent: 0 };
    let mut rest = body;
    let mut previous_zeros = i32::MAX;
    loop {
        let (number, after) = take_decimal(rest).ok_or(FieldError::NotANumber)?;
        let (written, after) = take_money_unit(after);
        // `1亿2000` is as unclear as `12亿3亿`; both are refused rather than guessed.
        let zeros = match written {
            Some(zeros) if zeros < previous_zeros => zeros,
            None if previous_zeros == i32::MAX => unit.zeros(),
            _ => return Err(FieldError::NotANumber),
        };
        total = total.plus(number.shifted(zeros)).ok_or(FieldError::NotANumber)?;
        previous_zeros = zeros;
        rest = after;
        if !rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            break;
        }
    }
    no_rest(rest, &["元", "圆", "整", "人民币", "RMB", "CNY", "左右"])?;
    if negative {
        total.mantissa = -total.mantissa;
    }
    quantity.check(total.to_f64())?;
    let fen = total.shifted(2).round().and_then(|fen| i64::try_from(fen).ok()).ok_or(FieldError::NotANumber)?;
    Ok(Money::from_fen(fen))
}

/// The text of an amount for an input field, in `unit` without the unit's name; [`parse_money`] reads it back exactly.
#[must_use]
pub fn money_text(money: Money, unit: MoneyUnit) -> String {
    shifted_text(&money.fen().to_string(), -2 - unit.zeros())
}

/// Reads a percentage as a decimal: `25`, `25%`, `百分之25`, `3‰`, `45BP`, `2成`. A bare number counts in percent.
///
/// # Errors
/// [`FieldError::Empty`], [`FieldError::NotANumber`], [`FieldError::UnknownUnit`] and the bounds of `quantity`.
pub fn parse_percent(text: &str, quantity: Quantity) -> Result<Ratio, FieldError> {
    let (negative, body) = signed(text)?;
    let (body, prefix) = match (body.strip_prefix("百分之"), body.strip_prefix("千分之")) {
        (Some(rest), _) => (rest, Some(-2)),
        (_, Some(rest)) => (rest, Some(-3)),
        _ => (body.as_str(), None),
    };
    let (mut number, rest) = take_decimal(body).ok_or(FieldError::NotANumber)?;
    let rest = rest.trim();
    let written = match rest.to_ascii_uppercase().as_str() {
        "" => None,
        "%" | "个百分点" | "个点" => Some(-2),
        "‰" => Some(-3),
        "BP" | "BPS" | "个基点" | "基点" => Some(-4),
        "成" => Some(-1),
        _ => return Err(FieldError::UnknownUnit { unit: rest.to_owned() }),
    };
    if negative {
        number.mantissa = -number.mantissa;
    }
    let value = number.shifted(prefix.or(written).unwrap_or(-2)).to_f64();
    quantity.check(value)?;
    Ratio::new(value).ok_or(FieldError::NotANumber)
}

/// The text of a ratio in percent, without the sign; [`parse_percent`] reads it back exactly.
#[must_use]
pub fn percent_text(ratio: Ratio) -> String {
    shifted_text(&plain(ratio.get()), 2)
}

/// Reads a number of persons or things: `85`, `85人`, `1,200`, `1.2万`.
///
/// # Errors
/// [`FieldError::NotWhole`] for fractions; else as [`parse_number`].
pub fn parse_count(text: &str, quantity: Quantity) -> Result<u32, FieldError> {
    let number = decimal(text)?;
    if !number.is_whole() {
        return Err(FieldError::NotWhole);
    }
    quantity.check(number.to_f64())?;
    number.round().and_then(|whole| u32::try_from(whole).ok()).ok_or(FieldError::NotANumber)
}

/// Reads a plain number, with 万 and the common measure words.
///
/// # Errors
/// [`FieldError::Empty`], [`FieldError::NotANumber`], [`FieldError::UnknownUnit`] and the bounds of `quantity`.
pub fn parse_number(text: &str, quantity: Quantity) -> Result<f64, FieldError> {
    let value = decimal(text)?.to_f64();
    quantity.check(value)?;
    Ok(value)
}

/// The text of a plain number for an input field; [`parse_number`] reads it back exactly.
#[must_use]
pub fn number_text(value: f64) -> String {
    plain(value)
}

/// Reads a date: `2021-03-29`, `2021/3/29`, `2021.03.29`, `20210329`, `2021年3月29日`, with or without a time behind it,
/// and the serial number that spreadsheets of the 1900 system hold (`44284`).
///
/// # Errors
/// [`FieldError::Empty`], [`FieldError::NotADate`], [`FieldError::DayMissing`], [`FieldError::NoSuchDay`], and the
/// bounds of [`Quantity::CalendarYear`].
pub fn parse_date(text: &str) -> Result<Date, FieldError> {
    let folded = fold(text);
    let body = folded.trim();
    if body.is_empty() {
        return Err(FieldError::Empty);
    }
    if let Some(date) = serial_date(body) {
        return Ok(date);
    }
    let mut groups: Vec<i32> = Vec::new();
    let mut digits = String::new();
    for letter in body.chars().chain(['\0']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if digits.len() == 8 && groups.is_empty() {
            let (year, day) = digits.split_at_checked(4).ok_or(FieldError::NotADate)?;
            let (month, day) = day.split_at_checked(2).ok_or(FieldError::NotADate)?;
            groups.extend([year, month, day].iter().filter_map(|part| part.parse::<i32>().ok()));
        } else if !digits.is_empty() {
            groups.push(digits.parse().map_err(|_| FieldError::NotADate)?);
        }
        digits.clear();
        // What follows the day (a time, a weekday, 日) does not matter; what stands before it must be a separator.
        let separator = matches!(letter, '-' | '/' | '.' | '年' | '月' | ' ' | '。' | '\0');
        if groups.len() >= 3 {
            break;
        }
        if !separator || groups.is_empty() {
            return Err(FieldError::NotADate);
        }
    }
    match groups.as_slice() {
        [year, month, day, ..] => calendar(*year, *month, *day),
        [year, month] if (1..=12).contains(month) && *year >= 1000 => Err(FieldError::DayMissing {
            year: i16::try_from(*year).map_err(|_| FieldError::NotADate)?,
            month: i8::try_from(*month).map_err(|_| FieldError::NotADate)?,
        }),
        _ => Err(FieldError::NotADate),
    }
}

/// The day of a spreadsheet serial in the 1900 system. Only serials of five digits (1927 to 2173) are taken, so that no
/// year or count is read as one.
fn serial_date(text: &str) -> Option<Date> {
    let whole = text.split_once('.').map_or(text, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { text }
    });
    if whole.len() != 5 || !whole.bytes().all(|byte| byte.is_ascii_digit()) || whole.starts_with('0') {
        return None;
    }
    // The system counts 1900-02-29, which never was; from serial 61 on day 0 is therefore 1899-12-30.
    let epoch = Date::constant(1899, 12, 30);
    epoch.checked_add(jiff::Span::new().try_days(whole.parse::<i64>().ok()?).ok()?).ok()
}

fn calendar(year: i32, month: i32, day: i32) -> Result<Date, FieldError> {
    let narrow = |number: i32| i8::try_from(number).map_err(|_| FieldError::NotADate);
    let (month, day) = (narrow(month)?, narrow(day)?);
    // A year first is the only order in Chinese; `29/03/2021` is refused, for `03/04/2021` could not be told apart.
    if year < 1000 {
        return Err(FieldError::NotADate);
    }
    Quantity::CalendarYear.check(f64::from(year))?;
    let year = i16::try_from(year).map_err(|_| FieldError::NotADate)?;
    Date::new(year, month, day).map_err(|_| FieldError::NoSuchDay { year, month, day })
}

/// A plain number with 万 or 亿 and a measure word.
fn decimal(text: &str) -> Result<Decimal, FieldError> {
    let (negative, body) = signed(text)?;
    let (mut number, rest) = take_decimal(&body).ok_or(FieldError::NotANumber)?;
    if rest.contains('元') {
        return Err(FieldError::UnknownUnit { unit: rest.to_owned() });
    }
    let (zeros, rest) = take_money_unit(rest);
    no_rest(rest, &["人", "名", "项", "件", "个", "家", "次", "天", "日", "月", "年", "类", "级", "分", "倍", "左右"])?;
    if negative {
        number.mantissa = -number.mantissa;
    }
    Ok(number.shifted(zeros.unwrap_or(0)))
}

/// Folds, takes the sign off, and the words for "about".
fn signed(text: &str) -> Result<(bool, String), FieldError> {
    let folded = fold(text);
    let compact: String = folded.chars().filter(|letter| !letter.is_whitespace()).collect();
    let body = strip_start(&compact, &["大约", "约", "近"]);
    if body.is_empty() {
        return Err(FieldError::Empty);
    }
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Ok((true, inner.to_owned()));
    }
    for sign in ["-", "负", "亏损", "亏", "¥-"] {
        if let Some(rest) = body.strip_prefix(sign) {
            return Ok((true, rest.to_owned()));
        }
    }
    Ok((false, body.strip_prefix('+').unwrap_or(body).to_owned()))
}

/// Zeros of a written Chinese unit such as 万, 千万, 亿, 万亿, and what follows it. `w` is colloquial for 万.
fn take_money_unit(text: &str) -> (Option<i32>, &str) {
    let mut zeros = 0;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        zeros += match letter {
            '十' | '拾' => 1,
            '百' | '佰' => 2,
            '千' | '仟' => 3,
            '万' | '萬' | 'w' | 'W' => 4,
            '亿' | '億' => 8,
            // 元 after 亿 or 万 may be followed by more: `1亿元2000万元`.
            '元' if !rest.is_empty() => {
                let after = rest.strip_prefix('元').unwrap_or(rest);
                return (Some(zeros), after);
            }
            _ => break,
        };
        rest = rest.get(letter.len_utf8()..).unwrap_or("");
    }
    ((zeros > 0).then_some(zeros), rest)
}

fn strip_start<'a>(text: &'a str, words: &[&str]) -> &'a str {
    words.iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text)
}

/// Checks that only allowed words follow the number.
fn no_rest(text: &str, allowed: &[&str]) -> Result<(), FieldError> {
    let mut rest = text;
    while !rest.is_empty() {
        match allowed.iter().find_map(|word| rest.strip_prefix(word)) {
            Some(after) => rest = after,
            None => return Err(FieldError::UnknownUnit { unit: text.to_owned() }),
        }
    }
    Ok(())
}

/// A float without exponent, shortest digits that read back as the same float.
fn plain(value: f64) -> String {
    format!("{value}")
}

/// Moves the decimal point of a plain decimal text, exactly, and trims useless zeros.
fn shifted_text(text: &str, places: i32) -> String {
    let (sign, body) = text.strip_prefix('-').map_or(("", text), |body| ("-", body));
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = i32::try_from(whole.len()).unwrap_or(i32::MAX).saturating_add(places);
    while point <= 0 {
        digits.insert(0, '0');
        point += 1;
    }
    let point = usize::try_from(point).unwrap_or(0);
    while digits.len() < point {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let sign = if whole == "0" && fraction.is_empty() { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
