//! Numbers with their unit.

use ip_health_engine::rules::{Language, Unit};

use crate::texts::Texts;

/// What stands for a number that is not one.
const NONE: &str = "—";

/// A number with at most `places` decimals (up to 6), without trailing zeros, thousands separated by commas.
#[must_use]
pub fn decimal(number: f64, places: usize) -> String {
    const SCALES: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];
    if !number.is_finite() {
        return NONE.to_owned();
    }
    let places = places.min(SCALES.len() - 1);
    let scale = SCALES[places];
    let scaled = (number.abs() * scale).round();
    let whole = ((scaled / scale).floor() as u64).to_string();
    let mut text = String::with_capacity(whole.len() * 2);
    if number < 0.0 && scaled > 0.0 {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let digits = ((scaled % scale) as u64).to_string();
    let fraction = ["0".repeat(places.saturating_sub(digits.len())), digits].concat();
    let fraction = fraction.trim_end_matches('0');
    if places > 0 && !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Decimals that leave about three digits to read.
fn places(size: f64) -> usize {
    if size >= 100.0 {
        0
    } else if size >= 10.0 {
        1
    } else {
        2
    }
}

/// The scale and its words: 元, 万元, 亿元; in English plain, million, billion.
fn scale(yuan: f64, texts: Texts) -> (f64, fn(Texts, &str) -> String, bool) {
    let size = yuan.abs();
    match texts.language() {
        Language::Chinese if size >= 1e8 => (1e8, Texts::unit_large, true),
        Language::Chinese if size >= 1e4 => (1e4, Texts::unit_middle, true),
        Language::English if size >= 1e9 => (1e9, Texts::unit_large, true),
        Language::English if size >= 1e6 => (1e6, Texts::unit_middle, true),
        _ => (1.0, Texts::unit_plain, false),
    }
}

/// An amount: 523 元, 4,180 万元, 1.24 亿元; CNY 41.8 million.
#[must_use]
pub fn money(yuan: f64, texts: Texts) -> String {
    let (scale, words, scaled) = scale(yuan, texts);
    let number = yuan / scale;
    let places = if scale >= 1e8 && texts.language() == Language::Chinese { 2 } else { places(number.abs()) };
    words(texts, &decimal(number, if scaled { places } else { 0 }))
}

/// An amount as a bare number of 万元, for columns that name the unit once.
#[must_use]
pub fn short_money(yuan: f64) -> String {
    let number = yuan / 1e4;
    decimal(number, places(number.abs()))
}

/// From one amount to another, the unit named once: 2,950 – 6,130 万元.
#[must_use]
pub fn range(low: f64, high: f64, texts: Texts) -> String {
    let (scale, words, scaled) = scale(high, texts);
    let places = if scaled { places(high.abs() / scale) } else { 0 };
    let ends = [decimal(low / scale, places), decimal(high / scale, places)].join(" – ");
    words(texts, &ends)
}

/// A share as a percentage with at most one decimal.
#[must_use]
pub fn percent(share: f64) -> String {
    [decimal(share * 100.0, 1), "%".to_owned()].concat()
}

/// A number in the words of its unit.
#[must_use]
pub fn quantity(value: f64, unit: Unit, texts: Texts) -> String {
    match unit {
        Unit::Yuan => money(value, texts),
        Unit::Ratio => percent(value),
        Unit::RatePerYear => [decimal(value * 100.0, 2), "%".to_owned()].concat(),
        Unit::PercentagePoint => match decimal(value * 100.0, 2).as_str() {
            "1" => texts.unit_point_of_percent().to_owned(),
            points => texts.unit_points_of_percent(points),
        },
        Unit::Year => texts.unit_years(&decimal(value, 1)),
        Unit::Month => texts.unit_months(&decimal(value, 1)),
        Unit::Day => texts.unit_days(&decimal(value, 0)),
        Unit::Count => decimal(value, 1),
        Unit::Point => decimal(value, 1),
        Unit::Factor => decimal(value, 4),
        Unit::None => decimal(value, 4),
    }
}

/// A difference of two numbers of a unit, with its sign: shares and rates differ by percentage points 百分点, not by per
/// cent, which would be of the one or the other.
#[must_use]
pub fn difference(change: f64, unit: Unit, texts: Texts) -> String {
    let unit = match unit {
        Unit::Ratio | Unit::RatePerYear => Unit::PercentagePoint,
        unit => unit,
    };
    signed(change, |size| quantity(size, unit, texts))
}

/// The words of a size, with the sign of a change before them.
#[must_use]
pub fn signed(change: f64, word: impl Fn(f64) -> String) -> String {
    let sign = if change < 0.0 { "−" } else { "+" };
    [sign, &word(change.abs())].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: Texts = Texts::new(Language::Chinese);
    const EN: Texts = Texts::new(Language::English);

    #[test]
    fn numbers_are_grouped_and_cut() {
        assert_eq!(decimal(1_234_567.891, 2), "1,234,567.89");
        assert_eq!(decimal(0.05, 2), "0.05");
        assert_eq!(decimal(999.996, 2), "1,000");
        assert_eq!(decimal(-0.001, 2), "0");
        assert_eq!(decimal(-12.5, 1), "-12.5");
        assert_eq!(decimal(f64::NAN, 1), "—");
    }

    #[test]
    fn money_takes_the_unit_that_reads_best() {
        assert_eq!(money(5_230.0, ZH), "5,230 元");
        assert_eq!(money(41_800_000.0, ZH), "4,180 万元");
        assert_eq!(money(124_000_000.0, ZH), "1.24 亿元");
        assert_eq!(money(41_800_000.0, EN), "CNY 41.8 million");
        assert_eq!(range(29_500_000.0, 61_300_000.0, ZH), "2,950 – 6,130 万元");
    }

    #[test]
    fn rates_show_basis_points() {
        assert_eq!(quantity(0.0345, Unit::RatePerYear, ZH), "3.45%");
        assert_eq!(percent(0.309), "30.9%");
    }

    #[test]
    fn shares_and_rates_differ_by_percentage_points() {
        let both = |change: f64, unit: Unit| [ZH, EN].map(|texts| difference(change, unit, texts));
        assert_eq!(both(0.0125, Unit::RatePerYear), ["+1.25 个百分点", "+1.25 percentage points"]);
        assert_eq!(both(-0.01, Unit::Ratio), ["−1 个百分点", "−1 percentage point"]);
        assert_eq!(both(0.02, Unit::PercentagePoint), ["+2 个百分点", "+2 percentage points"]);
        assert_eq!(both(-20_000_000.0, Unit::Yuan), ["−2,000 万元", "−CNY 20 million"]);
        assert_eq!(both(3.0, Unit::Point), ["+3", "+3"]);
    }
}
