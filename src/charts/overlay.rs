//! Distributions laid over each other: outlines of equal area, each with its median, on one axis of value.

use super::axis::Axis;
use super::legend::{self, Key};
use super::rows;
use super::scene::{Ink, Point, Scene};
use super::spec::{Bin, Overlay, OverlaySeries};
use super::text::Pen;

const MARGIN: f64 = 10.0;

pub(super) fn layout(spec: &Overlay, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let values = spec.series.iter().flat_map(|series| {
        series.bins.iter().flat_map(|bin| [bin.from, bin.to]).chain(series.figures.iter().map(|figure| figure.at))
    });
    let axis = Axis::over(values, 0.03, (MARGIN, width - MARGIN));
    let plot = (width * 0.34).clamp(120.0, 190.0).round();
    let (top, base) = (10.0, 10.0 + plot);
    let tallest = spec.series.iter().flat_map(densities).map(|(_, density)| density).fold(0.0, f64::max);
    for (index, series) in spec.series.iter().enumerate() {
        let outline = outline(series, tallest, &axis, base, plot - 4.0);
        if outline.len() > 1 {
            if !series.dashed {
                scene.area(outline.clone(), Ink::Series(index).thin(0.22));
            }
            scene.path(outline, 2.0, Ink::Series(index), series.dashed);
        }
        let middle = series.figures.get(1).map_or(0.0, |figure| axis.at(figure.at));
        scene.path(
            vec![Point { x: middle, y: top }, Point { x: middle, y: base }],
            1.5,
            Ink::Series(index),
            series.dashed,
        );
        legend::shape(&mut scene, Point { x: middle, y: top }, 4.5, index);
    }
    scene.rect(MARGIN, base, width - 2.0 * MARGIN, 1.0, Ink::Faint);
    let labels = base + 6.0 + pen.line() / 2.0;
    rows::tick_labels(&mut scene, pen, &axis, &spec.ticks, labels);
    let lines: Vec<_> = spec.series.iter().map(|series| series.legend()).collect();
    let entries: Vec<_> = spec
        .series
        .iter()
        .zip(&lines)
        .enumerate()
        .map(|(index, (series, line))| (Key::Line { series: index, dashed: series.dashed }, line))
        .collect();
    scene.height = legend::place(&mut scene, pen, &entries, labels + pen.line() / 2.0 + 8.0);
    scene
}

/// Share of the trials per yuan in each bin: bins of two distributions differ in width.
fn densities(series: &OverlaySeries) -> impl Iterator<Item = (&Bin, f64)> {
    let all: f64 = series.bins.iter().map(|bin| bin.count).sum();
    series.bins.iter().filter_map(move |bin| {
        let width = bin.to - bin.from;
        (all > 0.0 && width > 0.0).then(|| (bin, bin.count / all / width))
    })
}

/// The steps of the histogram from the axis up and back to it.
fn outline(series: &OverlaySeries, tallest: f64, axis: &Axis, base: f64, plot: f64) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (bin, density) in densities(series) {
        let y = base - if tallest > 0.0 { density / tallest * plot } else { 0.0 };
        let (from, to) = (axis.at(bin.from), axis.at(bin.to));
        if points.is_empty() {
            points.push(Point { x: from, y: base });
        }
        points.extend([Point { x: from, y }, Point { x: to, y }]);
    }
    if let Some(last) = points.last().copied() {
        points.push(Point { x: last.x, y: base });
    }
    points
}
