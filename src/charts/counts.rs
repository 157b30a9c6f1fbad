//! How many there are of each group.

use super::rows::{self, RowText, Track};
use super::scene::{Ink, Scene};
use super::spec::Counts;
use super::text::Pen;

const BAR: f64 = 8.0;

pub(super) fn layout(spec: &Counts, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> = spec
        .rows
        .iter()
        .map(|row| RowText { name: &row.name, note: None, value: Some(&row.count.text), verdict: None })
        .collect();
    let rows = rows::place(&mut scene, pen, &texts, 0.0, Track { least: 90.0, height: BAR });
    let length = rows.right - rows.left;
    let most = spec.rows.iter().filter_map(|row| row.count.value).fold(0.0, f64::max);
    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        let top = band.middle() - BAR / 2.0;
        scene.pill(rows.left, top, length, BAR, Ink::Wash);
        if let Some(count) = row.count.value.filter(|count| *count > 0.0) {
            scene.pill(rows.left, top, (count / most * length).max(BAR), BAR, Ink::Series(0));
        }
    }
    scene.height = rows.bottom;
    scene
}
