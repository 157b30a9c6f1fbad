//! What is kept of a document, as text, and the small differences that the journal holds.

use ip_health_engine::dossier::checksum;

/// A document as text. Both parts hold one field a line, so a keystroke changes one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The text of the file.
    pub file: String,
    /// Typed texts that no file holds, as JSON.
    pub typed: String,
}

impl Content {
    /// By which a copy read back is compared: the engine's checksum as 16 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        // A byte that JSON text never holds stands between the two.
        format!("{:016x}", checksum(self.file.bytes().chain([0]).chain(self.typed.bytes())))
    }
}

/// Lines put in place of others: what leads from one content to the next. `web/boot.js` applies it too, when the app is
/// dead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splice {
    /// How many lines of the file stay in front.
    pub first: u32,
    /// How many lines behind them go.
    pub removed: u32,
    /// The lines that come, each with its end.
    pub lines: String,
    /// The typed texts, whole: they are few.
    pub typed: String,
    /// Hash of the content afterwards.
    pub hash: String,
}

impl Splice {
    /// What leads from one content to another.
    #[must_use]
    pub fn between(before: &Content, after: &Content) -> Self {
        let old: Vec<&str> = before.file.split_inclusive('\n').collect();
        let new: Vec<&str> = after.file.split_inclusive('\n').collect();
        let front = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
        let behind = |lines: &[&str]| lines.len() - front;
        let shared = behind(&old).min(behind(&new));
        let back = old.iter().rev().zip(new.iter().rev()).take(shared).take_while(|(old, new)| old == new).count();
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Splice {
            first: count(front),
            removed: count(behind(&old) - back),
            lines: new[front..new.len() - back].concat(),
            typed: after.typed.clone(),
            hash: after.hash(),
        }
    }

    /// The content afterwards; `None` where the splice belongs to another content or was damaged.
    #[must_use]
    pub fn apply(&self, before: &Content) -> Option<Content> {
        let start = line_start(&before.file, 0, self.first);
        let end = line_start(&before.file, start, self.removed);
        let file = [before.file.get(..start)?, &self.lines, before.file.get(end..)?].concat();
        let after = Content { file, typed: self.typed.clone() };
        (after.hash() == self.hash).then_some(after)
    }
}

/// Where the line begins that stands `count` lines behind the one that begins at `at`.
fn line_start(text: &str, at: usize, count: u32) -> usize {
    let mut ends = text.get(at..).unwrap_or_default().match_indices('\n');
    match count.checked_sub(1) {
        None => at,
        Some(before) => ends.nth(before as usize).map_or(text.len(), |(end, _)| at + end + 1),
    }
}

/// Which of the automatic versions to give up, so that at most `kept` remain: never one of the newest ten, and of the
/// older ones those whose neighbours are closest, measured by their age. So minutes stay apart in the last hour, hours
/// in the last day. `times` are milliseconds, oldest first; the answer is positions in it.
#[must_use]
pub fn surplus(times: &[f64], now: f64, kept: usize) -> Vec<usize> {
    const NEWEST: usize = 10;
    let mut left: Vec<usize> = (0..times.len()).collect();
    let mut given_up = Vec::new();
    while kept < left.len() {
        let choices = 1..left.len().saturating_sub(NEWEST.min(kept.saturating_sub(1)));
        let crowding = |place: &usize| {
            let at = |place: usize| left.get(place).and_then(|index| times.get(*index)).copied().unwrap_or(now);
            // The clock may have been set back: an age is never below a second.
            (at(place + 1) - at(place - 1)).abs() / (now - at(*place)).max(1_000.0)
        };
        let Some(place) = choices.min_by(|a, b| crowding(a).total_cmp(&crowding(b))) else { break };
        given_up.push(left.remove(place));
    }
    given_up
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(file: &str, typed: &str) -> Content {
        Content { file: file.to_owned(), typed: typed.to_owned() }
    }

    #[test]
    fn a_keystroke_costs_one_line() {
        let before = content("{\n  \"a\": 1,\n  \"b\": 2\n}\n", "{}");
        let after = content("{\n  \"a\": 1,\n  \"b\": 23\n}\n", "{}");
        let splice = Splice::between(&before, &after);
        assert_eq!((splice.first, splice.removed, splice.lines.as_str()), (2, 1, "  \"b\": 23\n"));
        assert_eq!(splice.apply(&before), Some(after));
    }

    #[test]
    fn a_splice_fits_its_own_content_only() {
        let (before, after) = (content("a\nb\n", ""), content("a\nc\n", "x"));
        let splice = Splice::between(&before, &after);
        assert_eq!(splice.apply(&content("a\nb\nz\n", "")), None);
        assert_eq!(Splice { lines: "d\n".to_owned(), ..splice }.apply(&before), None);
    }

    #[test]
    fn any_edits_in_a_row_lead_to_the_same_text() {
        // A small generator of its own: the same edits at every run.
        let mut seed = 7_u32;
        let mut draw = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let mut now = content("", "");
        for step in 0..2_000 {
            let mut lines: Vec<String> = now.file.split_inclusive('\n').map(str::to_owned).collect();
            let place = draw(u32::try_from(lines.len()).unwrap() + 1) as usize;
            match draw(3) {
                0 => lines.insert(place, format!("行 {}\n", draw(4))),
                1 if place < lines.len() => drop(lines.remove(place)),
                _ => lines.truncate(place.max(1)),
            }
            let next = content(&lines.concat(), &step.to_string());
            assert_eq!(Splice::between(&now, &next).apply(&now).as_ref(), Some(&next));
            now = next;
        }
    }

    #[test]
    fn one_changed_byte_changes_the_hash() {
        let whole = content("{\"revenue\": 1200}", "{}");
        for at in 0..whole.file.len() {
            let mut bytes = whole.file.clone().into_bytes();
            bytes[at] ^= 1;
            let damaged = Content { file: String::from_utf8(bytes).unwrap(), ..whole.clone() };
            assert_ne!(damaged.hash(), whole.hash());
        }
    }

    #[test]
    fn versions_thin_out_with_their_age() {
        // One every ten seconds for a day, thinned as they come.
        let mut times: Vec<f64> = Vec::new();
        for step in 0..8_640 {
            let now = f64::from(step) * 10_000.0;
            times.push(now);
            for place in surplus(&times, now, 20) {
                times.remove(place);
            }
        }
        assert_eq!(times.len(), 20);
        let last = *times.last().unwrap();
        assert!(times[0].abs() < 1.0, "the first stays");
        assert!(times[1..10].iter().any(|time| (60_000.0..3_600_000.0).contains(&(last - time))), "{times:?}");
        assert!(times[1..10].iter().any(|time| last - time > 3_600_000.0), "{times:?}");
        assert!(surplus(&times, last, 20).is_empty());
    }

    #[test]
    fn a_clock_set_back_costs_no_more_than_one_version_a_time() {
        let times: Vec<f64> =
            (0..21).map(|step| if step < 15 { 1e9 + f64::from(step) } else { f64::from(step) }).collect();
        assert_eq!(surplus(&times, 21.0, 20).len(), 1);
    }
}
