//! Quantities over time, with bands and limits.

use super::axis::Axis;
use super::legend::{self, Key};
use super::rows;
use super::scene::{Align, Ink, Point, Scene};
use super::spec::{Lines, Marker};
use super::text::Pen;

const GAP: f64 = 8.0;

pub(super) fn layout(spec: &Lines, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let left = pen.widest(spec.ticks.iter().map(|tick| &tick.label)) + GAP;
    let top = pen.line() / 2.0 + 2.0;
    let bottom = top + (width * 0.45).clamp(140.0, 240.0).round();
    let across = Axis::over(spec.columns.iter().map(|column| column.at), 0.0, (left + GAP, width - GAP));
    let values = spec
        .series
        .iter()
        .flat_map(|series| &series.readings)
        .filter_map(|reading| reading.value)
        .chain(spec.bands.iter().flat_map(|band| &band.ranges).flatten().flat_map(|(low, high)| [*low, *high]))
        .chain(spec.limits.iter().chain(&spec.ticks).map(|marker| marker.at));
    let up = Axis::over(values, 0.0, (bottom, top));

    for tick in &spec.ticks {
        let y = up.at(tick.at).round();
        scene.rect(left, y, width - left, 1.0, Ink::Line);
    }
    write_ticks(&mut scene, pen, &spec.ticks, &up, left - GAP);
    rows::tick_labels(&mut scene, pen, &across, &spec.columns, bottom + GAP + pen.line() / 2.0);

    let place = |column: &Marker, value: f64| Point { x: across.at(column.at), y: up.at(value) };
    for (index, band) in spec.bands.iter().enumerate() {
        for run in runs(spec.columns.iter().zip(&band.ranges).map(|(column, range)| range.map(|range| (column, range))))
        {
            let upper = run.iter().map(|(column, (_, high))| place(column, *high));
            let lower = run.iter().rev().map(|(column, (low, _))| place(column, *low));
            scene.area(upper.chain(lower).collect(), band_paint(index));
        }
    }
    for limit in &spec.limits {
        let y = up.at(limit.at);
        scene.path(vec![Point { x: left, y }, Point { x: width - 1.0, y }], 1.5, Ink::Text, true);
    }
    for (index, series) in spec.series.iter().enumerate() {
        let points = spec
            .columns
            .iter()
            .zip(&series.readings)
            .map(|(column, reading)| reading.value.map(|value| place(column, value)));
        for run in runs(points) {
            for point in &run {
                legend::shape(&mut scene, *point, 3.5, index);
            }
            scene.path(run, 2.0, Ink::Series(index), series.dashed);
        }
    }
    write_limits(&mut scene, pen, &spec.limits, &up, (left, top, bottom));

    let lines =
        spec.series.iter().enumerate().map(|(series, line)| (Key::Line { series, dashed: line.dashed }, &line.name));
    let bands = spec.bands.iter().enumerate().map(|(index, band)| (Key::Swatch(band_paint(index)), &band.name));
    let entries: Vec<_> = lines.chain(bands).collect();
    scene.height = legend::place(&mut scene, pen, &entries, bottom + 2.0 * GAP + pen.line());
    scene
}

fn band_paint(index: usize) -> super::Paint {
    Ink::Series(0).thin(0.14 + 0.12 * index.min(3) as f64)
}

/// Stretches without a gap.
fn runs<T>(items: impl Iterator<Item = Option<T>>) -> Vec<Vec<T>> {
    let mut runs = vec![Vec::new()];
    for item in items {
        match (item, runs.last_mut()) {
            (Some(item), Some(run)) => run.push(item),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Labels of the value axis, leaving out those too close to the one below.
fn write_ticks(scene: &mut Scene, pen: Pen, ticks: &[Marker], up: &Axis, right: f64) {
    let mut last = f64::INFINITY;
    for tick in ticks {
        let y = up.at(tick.at);
        if last - y >= pen.line() {
            pen.write(scene, Point { x: right, y }, &tick.label, Ink::Muted, Align::End);
            last = y;
        }
    }
}

/// Above its line where free, else below it, first at the left end, then at the right.
fn write_limits(scene: &mut Scene, pen: Pen, limits: &[Marker], up: &Axis, (left, top, bottom): (f64, f64, f64)) {
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    let half_line = pen.line() / 2.0;
    for limit in limits {
        let width = pen.width(&limit.label);
        let y = up.at(limit.at);
        let starts = [left + 4.0, scene.width - width];
        let free = starts.into_iter().flat_map(|x| [y - half_line - 2.0, y + half_line + 2.0].map(|y| (x, y))).find(
            |&(x, y)| {
                let inside = top <= y - half_line && y + half_line <= bottom;
                let clear =
                    taken.iter().all(|&(from, to, at)| x + width <= from || to <= x || (at - y).abs() >= pen.line());
                inside && clear
            },
        );
        if let Some((x, y)) = free {
            taken.push((x, x + width, y));
            pen.write(scene, Point { x, y }, &limit.label, Ink::Text, Align::Start);
        }
    }
}
