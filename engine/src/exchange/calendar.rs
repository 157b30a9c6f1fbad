//! Calendars out: days to remember as a file that every calendar program reads (iCalendar, RFC 5545).
//!
//! The same events give the same bytes: the stamp is the as-of day, and ids are the caller's, so that importing a newer
//! file moves an event instead of doubling it.

use std::fmt::Write as _;

use jiff::ToSpan;
use jiff::civil::Date;

/// Longest line in octets, line break not counted (RFC 5545 §3.1).
const LONGEST_LINE: usize = 75;

/// Who wrote the file.
const PRODUCT: &str = "-//IP Health Check//IP Health Check//ZH";

/// Ends every id, so that no other program's events are hit.
const ID_SUFFIX: &str = "@ip-health-check";

/// A day to remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    /// Stays the same from one file to the next: `fee.a7.9`.
    pub id: String,
    /// The day; events last all day.
    pub day: Date,
    /// Last day, for a period.
    pub until: Option<Date>,
    /// What is due.
    pub summary: String,
    /// More about it; empty for none.
    pub description: String,
    /// Kind of event, for filters of the calendar program; empty for none.
    pub category: String,
    /// Days before the event on which to be reminded.
    pub reminders: Vec<u16>,
}

/// Writes a calendar of a name. `as_of` stamps the events, as there is no clock.
#[must_use]
pub fn write_calendar(name: &str, as_of: Date, events: &[CalendarEvent]) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", PRODUCT);
    out.line("CALSCALE", "GREGORIAN");
    out.line("METHOD", "PUBLISH");
    out.line("X-WR-CALNAME", &escaped(name));
    for event in events {
        write_event(&mut out, as_of, event);
    }
    out.line("END", "VCALENDAR");
    out.text
}

fn write_event(out: &mut Lines, as_of: Date, event: &CalendarEvent) {
    out.line("BEGIN", "VEVENT");
    out.line("UID", &[&escaped(&event.id), ID_SUFFIX].concat());
    out.line("DTSTAMP", &[&basic(as_of), "T000000Z"].concat());
    out.line("DTSTART;VALUE=DATE", &basic(event.day));
    // The end of an all-day event is the first day after it.
    let last = event.until.filter(|until| event.day <= *until).unwrap_or(event.day);
    out.line("DTEND;VALUE=DATE", &basic(last.checked_add(1.day()).unwrap_or(last)));
    out.line("SUMMARY", &escaped(&event.summary));
    if !event.description.is_empty() {
        out.line("DESCRIPTION", &escaped(&event.description));
    }
    if !event.category.is_empty() {
        out.line("CATEGORIES", &escaped(&event.category));
    }
    out.line("TRANSP", "TRANSPARENT");
    for days in &event.reminders {
        out.line("BEGIN", "VALARM");
        out.line("ACTION", "DISPLAY");
        out.line("DESCRIPTION", &escaped(&event.summary));
        out.line("TRIGGER", &["-P", &days.to_string(), "D"].concat());
        out.line("END", "VALARM");
    }
    out.line("END", "VEVENT");
}

/// A day as `20261125`.
fn basic(day: Date) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(text, "{:04}{:02}{:02}", day.year(), day.month(), day.day());
    text
}

/// A text value: backslash, semicolon, comma and line breaks escaped, other control characters left out (§3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Content lines, folded.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// Adds `name:value`, folded between characters into lines of at most [`LONGEST_LINE`] octets.
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            if used + character.len_utf8() > LONGEST_LINE {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(character);
            used += character.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> CalendarEvent {
        CalendarEvent {
            id: "fee.a7.9".to_owned(),
            day: date(2027, 3, 10),
            until: None,
            summary: summary.to_owned(),
            description: String::new(),
            category: String::new(),
            reminders: Vec::new(),
        }
    }

    /// Unfolds as §3.1 says: a line break before a space belongs to the folding.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// Undoes the escapes of §3.3.11.
    fn unescaped(text: &str) -> String {
        let mut out = String::new();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some('n' | 'N') => out.push('\n'),
                    Some(other) => out.push(other),
                    None => out.push('\\'),
                },
                other => out.push(other),
            }
        }
        out
    }

    #[test]
    fn one_event_line_by_line() {
        let mut fee = event("年费：第10年度");
        fee.description = "应缴 600 元；滞纳期至 2027-09-10".to_owned();
        fee.category = "年费".to_owned();
        fee.reminders = vec![30];
        let written = write_calendar("知识产权期限", date(2026, 11, 25), &[fee]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//IP Health Check//IP Health Check//ZH\r\n\
            CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:知识产权期限\r\nBEGIN:VEVENT\r\n\
            UID:fee.a7.9@ip-health-check\r\nDTSTAMP:20261125T000000Z\r\nDTSTART;VALUE=DATE:20270310\r\n\
            DTEND;VALUE=DATE:20270311\r\nSUMMARY:年费：第10年度\r\nDESCRIPTION:应缴 600 元；滞纳期至 2027-09-10\r\n\
            CATEGORIES:年费\r\nTRANSP:TRANSPARENT\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:年费：第10年度\r\n\
            TRIGGER:-P30D\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(written, expected);
    }

    #[test]
    fn a_period_ends_on_the_day_after_its_last() {
        let mut window = event("续展");
        window.until = Some(date(2027, 12, 31));
        let lines = unfolded(&write_calendar("", date(2026, 1, 1), &[window]));
        assert!(lines.contains(&"DTEND;VALUE=DATE:20280101".to_owned()));
    }

    #[test]
    fn separators_and_breaks_are_escaped() {
        let lines = unfolded(&write_calendar("", date(2026, 1, 1), &[event("a;b,c\\d\r\ne\u{7}")]));
        assert!(lines.contains(&"SUMMARY:a\\;b\\,c\\\\d\\ne".to_owned()));
    }

    #[test]
    fn a_line_of_75_octets_stays_whole_and_one_of_76_is_folded() {
        for (length, folds) in [(75, false), (76, true)] {
            let summary = "x".repeat(length - "SUMMARY:".len());
            let written = write_calendar("", date(2026, 1, 1), &[event(&summary)]);
            assert_eq!(written.contains("\r\n "), folds, "{length}");
        }
    }

    #[test]
    fn the_same_events_give_the_same_bytes() {
        let write = || write_calendar("名", date(2026, 11, 25), &[event("年费")]);
        assert_eq!(write(), write());
    }

    proptest! {
        #[test]
        fn whatever_is_written_can_be_read_back(summary in "[^\\p{Cc}]{0,200}(\n[^\\p{Cc}]{0,60})?") {
            let written = write_calendar("", date(2026, 1, 1), &[event(&summary)]);
            for line in written.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE);
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let lines = unfolded(&written);
            let read = lines.iter().find_map(|line| line.strip_prefix("SUMMARY:")).map(unescaped);
            prop_assert_eq!(read, Some(summary));
        }
    }
}
