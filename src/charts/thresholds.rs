//! Values against thresholds, the threshold always in the middle of the track.

use super::rows::{self, RowText, Track};
use super::scene::{Ink, Point, Scene};
use super::spec::Thresholds;
use super::text::Pen;

const BAR: f64 = 10.0;
const OVERSHOOT: f64 = 5.0;
/// Ratio at the end of the track; the threshold, ratio 1, is half way.
const END: f64 = 2.0;

pub(super) fn layout(spec: &Thresholds, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> = spec
        .rows
        .iter()
        .map(|row| RowText { name: &row.name, note: None, value: Some(&row.ratio.text), verdict: Some(&row.verdict) })
        .collect();
    let rows = rows::place(&mut scene, pen, &texts, 0.0, Track { least: 150.0, height: BAR + 2.0 * OVERSHOOT });
    let length = rows.right - rows.left;
    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        let middle = band.middle();
        let top = middle - BAR / 2.0;
        scene.pill(rows.left, top, length, BAR, Ink::Wash);
        if let Some(ratio) = row.ratio.value.filter(|ratio| *ratio > 0.0) {
            let filled = (ratio.min(END) / END * length).max(BAR / 2.0);
            scene.pill(rows.left, top, filled, BAR, Ink::State(row.verdict.state));
            if ratio > END {
                draw_continuation(&mut scene, rows.right - BAR, middle);
            }
        }
        let threshold = (rows.left + length / END).round();
        scene.rect(threshold - 1.0, top - OVERSHOOT, 2.0, BAR + 2.0 * OVERSHOOT, Ink::Text);
    }
    scene.height = rows.bottom;
    scene
}

/// An arrow head cut into the bar: the value lies beyond the track.
fn draw_continuation(scene: &mut Scene, x: f64, y: f64) {
    let head = BAR / 3.0;
    let points = [(0.0, -head), (head, 0.0), (0.0, head)];
    scene.path(points.map(|(dx, dy)| Point { x: x + dx, y: y + dy }).to_vec(), 1.5, Ink::Paper, false);
}
