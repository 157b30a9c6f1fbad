//! Keys under a chart: what each line, bar or shape stands for.

use super::scene::{Align, Ink, Paint, Point, Scene};
use super::spec::Text;
use super::text::Pen;

const KEY: f64 = 22.0;
const GAP: f64 = 18.0;

/// The sample before a legend's text.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// A line in a data colour with its shape.
    Line { series: usize, dashed: bool },
    /// A filled bar or band.
    Swatch(Paint),
    /// A data shape alone.
    Shape(usize),
}

/// A shape per series, so that lines and marks differ without colour.
pub(super) fn shape(scene: &mut Scene, at: Point, radius: f64, series: usize) {
    let ink = Ink::Series(series);
    let corner = |dx: f64, dy: f64| Point { x: at.x + dx * radius, y: at.y + dy * radius };
    match series % 4 {
        0 => scene.disc(at, radius, ink, true),
        1 => scene.rect(at.x - radius * 0.9, at.y - radius * 0.9, radius * 1.8, radius * 1.8, ink),
        2 => scene.area(vec![corner(0.0, -1.1), corner(1.1, 0.9), corner(-1.1, 0.9)], ink),
        _ => scene.area(vec![corner(0.0, -1.2), corner(1.2, 0.0), corner(0.0, 1.2), corner(-1.2, 0.0)], ink),
    }
}

/// Writes the entries in lines from `top`; returns where they end.
pub(super) fn place(scene: &mut Scene, pen: Pen, entries: &[(Key, &Text)], top: f64) -> f64 {
    let width = scene.width;
    let (mut x, mut y) = (0.0, top);
    for (key, text) in entries {
        let lines = pen.wrap(text, width - KEY - 6.0);
        let entry = KEY + 6.0 + pen.widest(&lines);
        if x > 0.0 && x + entry > width {
            x = 0.0;
            y += pen.line();
        }
        let middle = y + pen.line() / 2.0;
        draw_key(scene, *key, x, middle);
        for (index, line) in lines.iter().enumerate() {
            let at = Point { x: x + KEY + 6.0, y: middle + index as f64 * pen.line() };
            pen.write(scene, at, line, Ink::Muted, Align::Start);
        }
        y += (lines.len() - 1) as f64 * pen.line();
        x += entry + GAP;
    }
    if entries.is_empty() { top } else { y + pen.line() }
}

fn draw_key(scene: &mut Scene, key: Key, x: f64, y: f64) {
    let at = |share: f64| Point { x: x + KEY * share, y };
    match key {
        Key::Line { series, dashed } => {
            scene.path(vec![at(0.05), at(0.95)], 2.0, Ink::Series(series), dashed);
            shape(scene, at(0.5), 3.5, series);
        }
        Key::Swatch(paint) => scene.rect(x, y - 5.0, KEY, 10.0, paint),
        Key::Shape(series) => shape(scene, at(0.5), 4.5, series),
    }
}
