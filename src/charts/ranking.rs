//! Finance channels by fit, best first.

use super::rows::{self, RowText, Track};
use super::scene::{Ink, Scene};
use super::spec::Ranking;
use super::text::Pen;

const BAR: f64 = 8.0;

pub(super) fn layout(spec: &Ranking, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> = spec
        .rows
        .iter()
        .map(|row| RowText { name: &row.name, note: None, value: Some(&row.score.text), verdict: Some(&row.verdict) })
        .collect();
    let rows = rows::place(&mut scene, pen, &texts, 0.0, Track { least: 150.0, height: BAR });
    let length = rows.right - rows.left;
    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        let top = band.middle() - BAR / 2.0;
        scene.pill(rows.left, top, length, BAR, Ink::Wash);
        if let Some(score) = row.score.value.filter(|score| *score > 0.0) {
            scene.pill(rows.left, top, (score.min(100.0) / 100.0 * length).max(BAR), BAR, Ink::Series(0));
        }
    }
    scene.height = rows.bottom;
    scene
}
