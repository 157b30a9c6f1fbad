//! Folding of typed text: full-width forms, spaces and signs as a Chinese keyboard produces them.

/// Folds compatibility forms as NFKC would for what occurs in forms and lists: full-width ASCII to ASCII, the
/// ideographic space to a space, the many dashes to `-`, the full-width yen sign to `¥`. Invisible characters go.
///
/// ```
/// use ip_health_engine::dossier::fold;
/// assert_eq!(fold("ＺＬ　２０１７（１）"), "ZL 2017(1)");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().filter_map(fold_char).collect()
}

/// As [`fold`], upper case, without any white space.
#[must_use]
pub fn fold_compact(text: &str) -> String {
    text.chars().filter_map(fold_char).filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// A name as compared: folded, upper case, without white space, brackets and dots, so that `上海（某）有限公司` and
/// `上海(某) 有限公司` are one.
#[must_use]
pub fn fold_name(text: &str) -> String {
    fold_compact(text).chars().filter(|letter| !matches!(letter, '(' | ')' | '[' | ']' | '.' | ',' | '·')).collect()
}

fn fold_char(letter: char) -> Option<char> {
    match letter {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(letter) - 0xFEE0),
        '\u{3000}' | '\u{00A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}' => Some(' '),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' => Some('-'),
        '\u{FFE5}' => Some('¥'),
        '【' | '〔' => Some('['),
        '】' | '〕' => Some(']'),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
        other => Some(other),
    }
}

/// A decimal number as written: `mantissa × 10^exponent`, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub mantissa: i128,
    pub exponent: i32,
}

impl Decimal {
    /// Times a power of ten.
    pub fn shifted(self, places: i32) -> Self {
        Decimal { exponent: self.exponent.saturating_add(places), ..self }
    }

    /// The nearest float, by the standard library's exact reading.
    pub fn to_f64(self) -> f64 {
        format!("{}e{}", self.mantissa, self.exponent).parse().unwrap_or(f64::NAN)
    }

    /// The nearest whole number, halves away from zero; `None` when out of range.
    pub fn round(self) -> Option<i128> {
        if self.exponent >= 0 {
            let factor = 10_i128.checked_pow(self.exponent.unsigned_abs())?;
            return self.mantissa.checked_mul(factor);
        }
        let Some(divisor) = 10_i128.checked_pow(self.exponent.unsigned_abs()) else { return Some(0) };
        let half = divisor / 2 * self.mantissa.signum();
        self.mantissa.checked_add(half).map(|sum| sum / divisor)
    }

    /// Whether it is a whole number.
    pub fn is_whole(self) -> bool {
        self.exponent >= 0
            || 10_i128
                .checked_pow(self.exponent.unsigned_abs())
                .map_or(self.mantissa == 0, |divisor| self.mantissa % divisor == 0)
    }

    /// Sum of two.
    pub fn plus(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let lift = |number: Decimal| {
            let places = number.exponent.checked_sub(exponent)?.unsigned_abs();
            number.mantissa.checked_mul(10_i128.checked_pow(places)?)
        };
        Some(Decimal { mantissa: lift(self)?.checked_add(lift(other)?)?, exponent })
    }
}

/// Splits a number off the front of folded text: digits, grouped by commas or not, one decimal point. Grouping commas
/// must stand before groups of three or four digits (Chinese usage knows both). The sign is the caller's.
///
/// Returns the number and the rest; `None` when the text does not begin with a number.
pub(super) fn take_decimal(text: &str) -> Option<(Decimal, &str)> {
    let end = text
        .char_indices()
        .find(|(_, letter)| !(letter.is_ascii_digit() || matches!(letter, ',' | '.' | '。' | '_' | '\'')))
        .map_or(text.len(), |(at, _)| at);
    let (number, rest) = text.split_at_checked(end)?;
    let mut mantissa: i128 = 0;
    let mut exponent = 0;
    let mut point = false;
    let mut digits = 0_u32;
    let mut group: Option<u32> = None;
    for letter in number.chars() {
        match letter {
            ',' | '_' | '\'' => {
                let well_placed = !point && digits > 0 && group.is_none_or(|length| length == 3 || length == 4);
                if !well_placed {
                    return None;
                }
                group = Some(0);
            }
            '.' | '。' => {
                if point {
                    return None;
                }
                point = true;
            }
            digit => {
                let value = i128::from(digit.to_digit(10)?);
                mantissa = mantissa.checked_mul(10)?.checked_add(value)?;
                digits += 1;
                if point {
                    exponent -= 1;
                } else if let Some(length) = group.as_mut() {
                    *length += 1;
                }
            }
        }
    }
    let grouped = group.is_none_or(|length| length == 3 || length == 4);
    (digits > 0 && grouped).then_some((Decimal { mantissa, exponent }, rest))
}

#[cfg(test)]
mod tests {
    use super::{Decimal, fold, fold_name, take_decimal};

    #[test]
    fn folds_full_width_and_signs() {
        assert_eq!(fold("１，２００．５万"), "1,200.5万");
        assert_eq!(fold("－３％"), "-3%");
        assert_eq!(fold("a\u{200B}b\u{3000}c"), "ab c");
    }

    #[test]
    fn one_name_however_bracketed() {
        assert_eq!(fold_name("上海（临港）芯片 有限公司"), fold_name("上海(临港)芯片有限公司"));
    }

    #[test]
    fn grouping_must_be_sound() {
        assert_eq!(take_decimal("30,000,000"), Some((Decimal { mantissa: 30_000_000, exponent: 0 }, "")));
        assert_eq!(take_decimal("1,2345万"), Some((Decimal { mantissa: 12_345, exponent: 0 }, "万")));
        assert_eq!(take_decimal("1,2"), None);
        assert_eq!(take_decimal("1.2.3"), None);
        assert_eq!(take_decimal(","), None);
        assert_eq!(take_decimal("万"), None);
    }

    #[test]
    fn rounding_is_half_away_from_zero() {
        assert_eq!(Decimal { mantissa: 25, exponent: -1 }.round(), Some(3));
        assert_eq!(Decimal { mantissa: -25, exponent: -1 }.round(), Some(-3));
        assert_eq!(Decimal { mantissa: 24, exponent: -1 }.round(), Some(2));
        assert_eq!(Decimal { mantissa: 7, exponent: 2 }.round(), Some(700));
    }
}
