//! Days and times of day.

use jiff::civil::Date;

/// A day: 2026-11-23.
#[must_use]
pub fn date(day: Date) -> String {
    day.to_string()
}

/// The time of day of a moment in the browser's time zone: 22:41; with the day when it is not today.
#[must_use]
pub fn clock(milliseconds: f64) -> String {
    let moment = js_sys::Date::new(&milliseconds.into());
    let two = |number: u32| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    let time = [two(moment.get_hours()), two(moment.get_minutes())].join(":");
    let now = js_sys::Date::new_0();
    let day = |of: &js_sys::Date| (of.get_full_year(), of.get_month(), of.get_date());
    if day(&moment) == day(&now) {
        return time;
    }
    let (year, month, date) = day(&moment);
    [[year.to_string(), two(month + 1), two(date)].join("-"), time].join(" ")
}
