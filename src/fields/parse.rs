//! Reading typed numbers and days.

use ip_health_engine::{Money, Ratio};
use jiff::civil::Date;

/// Half-width, without spaces and thousands separators.
fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter_map(|letter| match letter {
            '０'..='９' => char::from_u32(u32::from(letter) - u32::from('０') + u32::from('0')),
            '．' | '。' => Some('.'),
            '－' | '−' | '–' => Some('-'),
            '，' | ',' | ' ' | '\u{3000}' | '\u{a0}' => None,
            '％' => Some('%'),
            other => Some(other),
        })
        .collect()
}

/// An amount; without unit it is in 万元.
pub fn money(typed: &str) -> Option<Money> {
    let text = plain(typed);
    let text = text.trim_end_matches("人民币").trim_start_matches(['¥', '￥']);
    let bare = text.strip_suffix('元').unwrap_or(text);
    let (digits, yuan) = if let Some(digits) = bare.strip_suffix('亿') {
        (digits, 1e8)
    } else if let Some(digits) = bare.strip_suffix('万') {
        (digits, 1e4)
    } else if bare.len() < text.len() {
        (bare, 1.0)
    } else {
        (bare, 1e4)
    };
    number(digits).and_then(|number| Money::from_yuan_f64(number * yuan))
}

/// A percentage, with or without the sign.
pub fn percent(typed: &str) -> Option<Ratio> {
    let text = plain(typed);
    number(text.trim_end_matches('%')).and_then(|number| Ratio::new(number / 100.0))
}

/// A whole number.
pub fn count(typed: &str) -> Option<u32> {
    plain(typed).trim_end_matches(['人', '件', '次', '天', '月', '个']).parse().ok()
}

/// A number.
pub fn number(typed: &str) -> Option<f64> {
    plain(typed).parse::<f64>().ok().filter(|number| number.is_finite())
}

/// A day: 2021-03-29, 2021.3.29, 2021/3/29, 20210329, 2021年3月29日.
pub fn date(typed: &str) -> Option<Date> {
    let text = plain(typed);
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '.', '/', '年', '月', '日']).filter(|part| !part.is_empty()).collect()
    };
    let [year, month, day] = parts.as_slice() else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
