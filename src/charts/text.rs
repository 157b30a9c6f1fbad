//! Text widths and line breaks.

use super::scene::{Align, Ink, Mark, Point, Scene};
use super::spec::Text;

/// How wide a text is. The browser knows exactly; elsewhere typical widths do.
pub trait Measure {
    /// Width of one line in CSS pixels at a font height of `size`.
    fn width(&self, text: &str, size: f64, bold: bool) -> f64;
}

/// Widths of a common sans-serif face: Chinese characters are square, others by class.
#[derive(Clone, Copy, Debug)]
pub struct TypicalWidths;

impl Measure for TypicalWidths {
    fn width(&self, text: &str, size: f64, bold: bool) -> f64 {
        let ems: f64 = text.chars().map(typical_ems).sum();
        ems * size * if bold { 1.06 } else { 1.0 }
    }
}

/// Advance width of one character, as a share of the font height.
fn typical_ems(character: char) -> f64 {
    match character {
        '\u{2e80}'.. => 1.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.3,
        'f' | 'r' | 't' | '(' | ')' | '-' | '/' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '→' | '≥' | '≤' => 0.93,
        'A'..='Z' => 0.67,
        _ => 0.58,
    }
}

/// A way to measure and a font height: what a layout needs to place words.
#[derive(Clone, Copy)]
pub struct Pen<'a> {
    /// Measures.
    pub measure: &'a dyn Measure,
    /// Height of the font in CSS pixels.
    pub size: f64,
}

impl Pen<'_> {
    /// Distance from one line of text to the next.
    pub(super) fn line(&self) -> f64 {
        (self.size * 1.35).ceil()
    }

    /// Width of one line, rounded up so that neighbours keep apart.
    pub(super) fn width(&self, text: &str) -> f64 {
        self.measure.width(text, self.size, false).ceil()
    }

    pub(super) fn bold_width(&self, text: &str) -> f64 {
        self.measure.width(text, self.size, true).ceil()
    }

    /// Widest of several.
    pub(super) fn widest<'t>(&self, texts: impl IntoIterator<Item = &'t Text>) -> f64 {
        texts.into_iter().map(|text| self.width(text)).fold(0.0, f64::max)
    }

    /// Breaks a text into lines no wider than `limit`: between words, and between Chinese
    /// characters, but never before a closing mark nor after an opening one. A single word wider
    /// than the limit is broken anywhere rather than clipped.
    pub(super) fn wrap(&self, text: &str, limit: f64) -> Vec<Text> {
        // Most texts fit, and asking the browser for every prefix is slow.
        if self.width(text) <= limit {
            return vec![text.into()];
        }
        let mut lines: Vec<String> = Vec::new();
        let mut line = String::new();
        for piece in pieces(text) {
            let candidate = format!("{line}{piece}");
            if self.width(candidate.trim_end()) <= limit {
                line = candidate;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for character in piece.chars() {
                let candidate = format!("{line}{character}");
                if !line.is_empty() && self.width(&candidate) > limit {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(character);
            }
        }
        lines.push(line);
        lines.iter().map(|line| Text::from(line.trim())).collect()
    }

    /// Writes one line; does nothing for an empty text.
    pub(super) fn write(&self, scene: &mut Scene, at: Point, text: &Text, ink: Ink, align: Align) {
        self.put(scene, at, text, ink, align, false);
    }

    /// Writes one heavy line.
    pub(super) fn write_bold(&self, scene: &mut Scene, at: Point, text: &Text, ink: Ink, align: Align) {
        self.put(scene, at, text, ink, align, true);
    }

    fn put(&self, scene: &mut Scene, at: Point, text: &Text, ink: Ink, align: Align, bold: bool) {
        if text.is_empty() {
            return;
        }
        let width = self.measure.width(text, self.size, bold);
        scene.marks.push(Mark::Label { at, text: text.clone(), size: self.size, bold, ink, align, width });
    }
}

/// Smallest parts of a text that a line may end after.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut previous: Option<char> = None;
    for character in text.chars() {
        let breaks = previous.is_some_and(|before| may_break_between(before, character));
        match pieces.last_mut() {
            Some(piece) if !breaks => piece.push(character),
            _ => pieces.push(character.to_string()),
        }
        previous = Some(character);
    }
    pieces
}

fn may_break_between(before: char, after: char) -> bool {
    const OPENING: &str = "（〔《“‘「【([";
    const CLOSING: &str = "）〕》”’」】，。、；：！？)],.;:!?%％‰";
    let ideograph = |character: char| character >= '\u{2e80}';
    if OPENING.contains(before) || CLOSING.contains(after) || after == ' ' {
        return false;
    }
    before == ' ' || ideograph(before) || ideograph(after)
}

/// Places for labels that want to be centred at certain positions on one axis.
pub(super) struct Slot {
    /// Centre of the label, moved inside the bounds where needed.
    pub centre: f64,
    /// Row, from 0; higher where the row before was taken.
    pub level: usize,
}

/// Gives every `(position, width)` a slot so that no two labels touch and none leaves
/// `from..to`. Earlier labels get the lower rows.
pub(super) fn stack(labels: &[(f64, f64)], from: f64, to: f64, gap: f64) -> Vec<Slot> {
    let mut taken: Vec<Vec<(f64, f64)>> = Vec::new();
    labels
        .iter()
        .map(|&(position, width)| {
            let half = width / 2.0;
            let centre = position.min(to - half).max(from + half);
            let (left, right) = (centre - half - gap, centre + half + gap);
            let free = |row: &Vec<(f64, f64)>| row.iter().all(|&(l, r)| right <= l || r <= left);
            let level = taken.iter().position(free).unwrap_or(taken.len());
            if level == taken.len() {
                taken.push(Vec::new());
            }
            if let Some(row) = taken.get_mut(level) {
                row.push((centre - half, centre + half));
            }
            Slot { centre, level }
        })
        .collect()
}
