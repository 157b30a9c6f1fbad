//! Valuation methods side by side: range bar and point per method.

use super::axis::Axis;
use super::rows::{self, Band, RowText, Track};
use super::scene::{Align, Ink, Point, Scene};
use super::spec::{MethodRow, Methods};
use super::text::Pen;

const BAR: f64 = 10.0;

pub(super) fn layout(spec: &Methods, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> = spec
        .rows
        .iter()
        .map(|row| RowText { name: &row.name, note: Some(&row.note), value: Some(&row.point.text), verdict: None })
        .collect();
    let top = if spec.conclusion.is_some() { pen.line() + 2.0 } else { 0.0 };
    let rows = rows::place(&mut scene, pen, &texts, top, Track { least: 180.0, height: BAR + 8.0 });
    let values = spec
        .rows
        .iter()
        .flat_map(|row| [row.low.value, row.point.value, row.high.value])
        .flatten()
        .chain(spec.conclusion.iter().chain(&spec.ticks).map(|marker| marker.at));
    let axis = rows.axis(values, 0.02, 6.0);

    rows.grid(&mut scene, &axis, &spec.ticks);
    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        draw_row(&mut scene, row, *band, &axis);
    }
    if let Some(conclusion) = &spec.conclusion {
        let x = axis.at(conclusion.at);
        rows.rule(&mut scene, x);
        let half = pen.bold_width(&conclusion.label) / 2.0;
        let centre = x.min(width - half).max(half);
        let at = Point { x: centre, y: pen.line() / 2.0 };
        pen.write_bold(&mut scene, at, &conclusion.label, Ink::Text, Align::Middle);
    }
    scene.height = rows.bottom;
    if !spec.ticks.is_empty() {
        rows::tick_labels(&mut scene, pen, &axis, &spec.ticks, rows.bottom + pen.line() / 2.0);
        scene.height += pen.line() + 2.0;
    }
    scene
}

fn draw_row(scene: &mut Scene, row: &MethodRow, band: Band, axis: &Axis) {
    let middle = band.middle();
    let ink = if row.counts { Ink::Series(0) } else { Ink::Faint };
    if let Some((low, high)) = row.low.value.zip(row.high.value) {
        let (left, right) = (axis.at(low), axis.at(high));
        scene.pill(left, middle - BAR / 2.0, (right - left).max(2.0), BAR, ink.thin(0.4));
    }
    if let Some(point) = row.point.value {
        let at = Point { x: axis.at(point), y: middle };
        scene.disc(at, 6.0, Ink::Paper, true);
        scene.disc(at, 5.0, ink, row.counts);
    }
}
