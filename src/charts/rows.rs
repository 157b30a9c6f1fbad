//! Rows with a name, a track, a value and a verdict: the frame of all horizontal bar charts.
//!
//! Wide enough, they stand in columns; else the name and verdict move above the track. Texts wrap,
//! so nothing is clipped and nothing overlaps at any width.

use super::axis::Axis;
use super::scene::{Align, Ink, Point, Scene};
use super::spec::{Marker, Text, Verdict};
use super::text::{Pen, stack};

const GAP: f64 = 12.0;
const PADDING: f64 = 6.0;
const SYMBOL: f64 = 4.5;

/// The words of one row.
pub(super) struct RowText<'a> {
    pub name: &'a Text,
    /// Under the name, quieter.
    pub note: Option<&'a Text>,
    pub value: Option<&'a Text>,
    pub verdict: Option<&'a Verdict>,
}

/// One row's share of the track column, free of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub top: f64,
    pub bottom: f64,
}

impl Band {
    pub fn middle(&self) -> f64 {
        ((self.top + self.bottom) / 2.0).round()
    }
}

/// Where the tracks are.
pub(super) struct Rows {
    pub left: f64,
    pub right: f64,
    pub bands: Vec<Band>,
    pub bottom: f64,
}

/// Writes all texts and says where the tracks go.
pub(super) fn place(scene: &mut Scene, pen: Pen, texts: &[RowText], top: f64, track: Track) -> Rows {
    let width = scene.width;
    let share = |limit: f64, texts: &mut dyn Iterator<Item = &Text>| {
        let widest = pen.widest(texts);
        widest.min((width * limit).floor())
    };
    let name = share(0.34, &mut texts.iter().flat_map(|row| [Some(row.name), row.note]).flatten());
    let value = share(0.4, &mut texts.iter().filter_map(|row| row.value));
    let verdict = share(0.4, &mut texts.iter().filter_map(|row| row.verdict).map(|verdict| &verdict.text));
    let verdict = if verdict > 0.0 { verdict + SYMBOL * 2.0 + 6.0 } else { 0.0 };
    let with_gap = |column: f64| if column > 0.0 { column + GAP } else { 0.0 };

    let columns = Columns { name, value, verdict };
    let room = width - with_gap(name) - with_gap(value) - with_gap(verdict);
    if room >= track.least {
        columns.side_by_side(scene, pen, texts, top, track)
    } else {
        columns.stacked(scene, pen, texts, top, track)
    }
}

/// What a chart draws in its rows.
#[derive(Clone, Copy)]
pub(super) struct Track {
    /// Narrowest useful track; below it the rows are stacked.
    pub least: f64,
    /// Height of what is drawn in the track.
    pub height: f64,
}

struct Columns {
    name: f64,
    value: f64,
    verdict: f64,
}

impl Columns {
    fn side_by_side(&self, scene: &mut Scene, pen: Pen, texts: &[RowText], top: f64, track: Track) -> Rows {
        let verdict_left = scene.width - self.verdict;
        let value_right = if self.verdict > 0.0 { verdict_left - GAP } else { scene.width };
        let right = if self.value > 0.0 { value_right - self.value - GAP } else { value_right };
        let mut y = top;
        let mut bands = Vec::with_capacity(texts.len());
        for row in texts {
            let name = pen.wrap(row.name, self.name);
            let note = wrapped(pen, row.note, self.name);
            let value = wrapped(pen, row.value, self.value);
            let verdict = wrapped(pen, row.verdict.map(|verdict| &verdict.text), self.verdict - SYMBOL * 2.0 - 6.0);
            let lines = (name.len() + note.len()).max(value.len()).max(verdict.len());
            let height = (lines as f64 * pen.line()).max(track.height) + 2.0 * PADDING;
            let middle = y + height / 2.0;
            let mut cursor = first_line(pen, middle, name.len() + note.len());
            cursor = write_lines(scene, pen, &name, 0.0, cursor, Ink::Text, Align::Start);
            write_lines(scene, pen, &note, 0.0, cursor, Ink::Muted, Align::Start);
            write_lines(scene, pen, &value, value_right, first_line(pen, middle, value.len()), Ink::Text, Align::End);
            if let Some(state) = row.verdict {
                let first = first_line(pen, middle, verdict.len());
                write_verdict(scene, pen, state, &verdict, verdict_left, first);
            }
            bands.push(Band { top: y, bottom: y + height });
            y += height;
        }
        Rows { left: with_gap_after(self.name), right, bands, bottom: y }
    }

    fn stacked(&self, scene: &mut Scene, pen: Pen, texts: &[RowText], top: f64, track: Track) -> Rows {
        let width = scene.width;
        let right = if self.value > 0.0 { width - self.value - GAP } else { width };
        let mut y = top;
        let mut bands = Vec::with_capacity(texts.len());
        for row in texts {
            let verdict = wrapped(pen, row.verdict.map(|verdict| &verdict.text), self.verdict - SYMBOL * 2.0 - 6.0);
            let verdict_width = pen.widest(&verdict) + SYMBOL * 2.0 + 6.0;
            let name_limit = if verdict.is_empty() { width } else { width - verdict_width - GAP };
            let name = pen.wrap(row.name, name_limit);
            let note = wrapped(pen, row.note, name_limit);
            let first = y + pen.line() / 2.0;
            let after_name = write_lines(scene, pen, &name, 0.0, first, Ink::Text, Align::Start);
            write_lines(scene, pen, &note, 0.0, after_name, Ink::Muted, Align::Start);
            if let Some(state) = row.verdict {
                write_verdict(scene, pen, state, &verdict, width - verdict_width, first);
            }
            y += (name.len() + note.len()).max(verdict.len()) as f64 * pen.line();

            let value = wrapped(pen, row.value, self.value);
            let height = (value.len() as f64 * pen.line()).max(track.height + PADDING);
            let band = Band { top: y, bottom: y + height };
            write_lines(
                scene,
                pen,
                &value,
                width,
                first_line(pen, y + height / 2.0, value.len()),
                Ink::Text,
                Align::End,
            );
            bands.push(band);
            y += height + 2.0 * PADDING;
        }
        Rows { left: 0.0, right, bands, bottom: y }
    }
}

fn with_gap_after(column: f64) -> f64 {
    if column > 0.0 { column + GAP } else { 0.0 }
}

fn wrapped(pen: Pen, text: Option<&Text>, limit: f64) -> Vec<Text> {
    text.filter(|text| !text.is_empty()).map(|text| pen.wrap(text, limit)).unwrap_or_default()
}

/// Middle of the first of `count` lines that are centred on `middle`.
fn first_line(pen: Pen, middle: f64, count: usize) -> f64 {
    middle - (count.max(1) - 1) as f64 * pen.line() / 2.0
}

/// Writes lines downwards; returns the middle of the line after them.
pub(super) fn write_lines(
    scene: &mut Scene,
    pen: Pen,
    lines: &[Text],
    x: f64,
    first: f64,
    ink: Ink,
    align: Align,
) -> f64 {
    let mut y = first;
    for line in lines {
        pen.write(scene, Point { x, y }, line, ink, align);
        y += pen.line();
    }
    y
}

fn write_verdict(scene: &mut Scene, pen: Pen, verdict: &Verdict, lines: &[Text], left: f64, first: f64) {
    scene.symbol(Point { x: left + SYMBOL, y: first }, SYMBOL, verdict.state);
    write_lines(scene, pen, lines, left + SYMBOL * 2.0 + 6.0, first, Ink::State(verdict.state), Align::Start);
}

impl Rows {
    /// The axis of all tracks over `values`, `ends` pixels kept free at both ends.
    pub fn axis(&self, values: impl IntoIterator<Item = f64>, margin: f64, ends: f64) -> Axis {
        Axis::over(values, margin, (self.left + ends, self.right - ends))
    }

    /// A thin vertical line through every row's band, never through text.
    pub fn grid(&self, scene: &mut Scene, axis: &Axis, ticks: &[Marker]) {
        for tick in ticks {
            for band in &self.bands {
                scene.rect(axis.at(tick.at).round(), band.top, 1.0, band.bottom - band.top, Ink::Line);
            }
        }
    }

    /// A strong vertical line through every row's band.
    pub fn rule(&self, scene: &mut Scene, x: f64) {
        for band in &self.bands {
            scene.rect(x.round() - 1.0, band.top, 2.0, band.bottom - band.top, Ink::Text);
        }
    }
}

/// Writes tick labels around `y`, leaving out those that would touch another.
pub(super) fn tick_labels(scene: &mut Scene, pen: Pen, axis: &Axis, ticks: &[Marker], y: f64) {
    let wanted: Vec<_> = ticks.iter().map(|tick| (axis.at(tick.at), pen.width(&tick.label))).collect();
    for (tick, slot) in ticks.iter().zip(stack(&wanted, 0.0, scene.width, 8.0)) {
        if slot.level == 0 {
            pen.write(scene, Point { x: slot.centre, y }, &tick.label, Ink::Muted, Align::Middle);
        }
    }
}
