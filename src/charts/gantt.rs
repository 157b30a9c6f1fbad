//! Tasks on a calendar.

use super::axis::Axis;
use super::rows::{self, RowText, Track};
use super::scene::{Align, Ink, Point, Scene};
use super::spec::Gantt;
use super::text::Pen;

const BAR: f64 = 12.0;

pub(super) fn layout(spec: &Gantt, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> = spec
        .rows
        .iter()
        .map(|row| RowText { name: &row.name, note: None, value: Some(&row.text), verdict: Some(&row.verdict) })
        .collect();
    let now_line = if spec.now.is_some() { pen.line() } else { 0.0 };
    let ticks_line = if spec.ticks.is_empty() { 0.0 } else { pen.line() };
    let rows = rows::place(&mut scene, pen, &texts, now_line + ticks_line + 2.0, Track { least: 200.0, height: BAR });
    let axis = Axis::exact(spec.days.0, spec.days.1, (rows.left + 6.0, rows.right - 6.0));

    rows.grid(&mut scene, &axis, &spec.ticks);
    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        let middle = band.middle();
        if let Some((from, to)) = row.days {
            let (left, right) = (axis.at(from), axis.at(to));
            scene.pill(left, middle - BAR / 2.0, (right - left).max(4.0), BAR, Ink::Series(0).thin(0.75));
        }
        for day in &row.deadlines {
            let x = axis.at(*day);
            let corners = [(0.0, -7.0), (6.0, 0.0), (0.0, 7.0), (-6.0, 0.0)];
            let corners = corners.map(|(dx, dy)| Point { x: x + dx, y: middle + dy }).to_vec();
            scene.area(corners, Ink::Text);
        }
    }
    rows::tick_labels(&mut scene, pen, &axis, &spec.ticks, now_line + ticks_line / 2.0);
    if let Some(now) = &spec.now {
        let x = axis.at(now.at);
        rows.rule(&mut scene, x);
        let half = pen.bold_width(&now.label) / 2.0;
        let at = Point { x: x.min(width - half).max(half), y: pen.line() / 2.0 };
        pen.write_bold(&mut scene, at, &now.label, Ink::Text, Align::Middle);
    }
    scene.height = rows.bottom;
    scene
}
