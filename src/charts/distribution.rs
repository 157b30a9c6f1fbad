//! A value as a range: histogram where simulated, else a bar, with P10, P50, P90 and the methods.

use super::axis::Axis;
use super::legend::{self, Key};
use super::scene::{Align, Ink, Point, Scene};
use super::spec::{Bin, Distribution, Figure, Text};
use super::text::{Pen, Slot, stack};

const MARGIN: f64 = 10.0;
const BAR: f64 = 16.0;

pub(super) fn layout(spec: &Distribution, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let quantiles = [&spec.low, &spec.middle, &spec.high].map(|marker| marker.at);
    let values = spec
        .bins
        .iter()
        .flat_map(|bin| [bin.from, bin.to])
        .chain(quantiles)
        .chain(spec.methods.iter().map(|method| method.at));
    let axis = Axis::over(values, 0.03, (MARGIN, width - MARGIN));

    let quantile_labels = place_quantiles(spec, &axis, width, pen);
    let levels = quantile_labels.iter().map(|placed| placed.slot.level + 1).max().unwrap_or(0);
    let top = levels as f64 * pen.line() + 6.0;
    let plot = if spec.bins.is_empty() { 36.0 } else { (width * 0.32).clamp(110.0, 170.0).round() };
    let base = top + plot;

    if spec.bins.is_empty() {
        let (low, high) = (axis.at(spec.low.at), axis.at(spec.high.at));
        scene.pill(low, base - plot / 2.0 - BAR / 2.0, high - low, BAR, Ink::Series(0).thin(0.75));
    } else {
        draw_bins(&mut scene, spec, &axis, base, plot);
    }
    scene.rect(MARGIN, base, width - 2.0 * MARGIN, 1.0, Ink::Faint);
    for (index, Placed { figure, label, slot }) in quantile_labels.iter().enumerate() {
        let x = axis.at(figure.at).round();
        if index == 2 {
            scene.rect(x - 1.0, top, 2.0, base - top, Ink::Text);
        } else {
            scene.path(vec![Point { x, y: top }, Point { x, y: base }], 1.5, Ink::Text, true);
        }
        let y = top - 4.0 - (slot.level as f64 + 0.5) * pen.line();
        pen.write(&mut scene, Point { x: slot.centre, y }, label, Ink::Text, Align::Middle);
    }
    scene.height = place_methods(&mut scene, spec, &axis, base, pen);
    scene
}

/// A figure's words and where they go.
struct Placed<'a> {
    figure: &'a Figure,
    label: Text,
    slot: Slot,
}

/// P10 hangs to the left of its line and P90 to the right, which leaves the middle to P50.
fn place_quantiles<'a>(spec: &'a Distribution, axis: &Axis, width: f64, pen: Pen) -> Vec<Placed<'a>> {
    const OVERHANG: f64 = 12.0;
    let labels = [(&spec.low, -1.0), (&spec.high, 1.0), (&spec.middle, 0.0)].map(|(figure, side)| {
        let label = figure.label();
        let width = pen.width(&label);
        (figure, label, axis.at(figure.at) + side * (width / 2.0 - OVERHANG), width)
    });
    let wanted: Vec<_> = labels.iter().map(|(_, _, centre, width)| (*centre, *width)).collect();
    labels
        .into_iter()
        .zip(stack(&wanted, 0.0, width, 8.0))
        .map(|((figure, label, _, _), slot)| Placed { figure, label, slot })
        .collect()
}

/// Bars inside P10–P90 are solid, the tails lighter.
fn draw_bins(scene: &mut Scene, spec: &Distribution, axis: &Axis, base: f64, plot: f64) {
    let tallest = spec.bins.iter().map(|bin| bin.count).fold(0.0, f64::max);
    if tallest <= 0.0 {
        return;
    }
    for Bin { from, to, count } in &spec.bins {
        let (left, right) = (axis.at(*from), axis.at(*to));
        let gap = if right - left >= 5.0 { 1.0 } else { 0.0 };
        let height = count / tallest * (plot - 8.0);
        let middle = (from + to) / 2.0;
        let inside = spec.low.at <= middle && middle <= spec.high.at;
        if height > 0.0 {
            let fill = Ink::Series(0).thin(if inside { 0.75 } else { 0.35 });
            scene.rect(left + gap, base - height, right - left - 2.0 * gap, height, fill);
        }
    }
}

/// Shapes on the axis; labels right below them where all fit, else as a legend.
fn place_methods(scene: &mut Scene, spec: &Distribution, axis: &Axis, base: f64, pen: Pen) -> f64 {
    for (index, method) in spec.methods.iter().enumerate() {
        legend::shape(scene, Point { x: axis.at(method.at), y: base + 9.0 }, 4.5, index);
    }
    if spec.methods.is_empty() {
        return base + 4.0;
    }
    let top = base + 16.0;
    let labels: Vec<_> = spec.methods.iter().map(Figure::label).collect();
    let wanted: Vec<_> =
        spec.methods.iter().zip(&labels).map(|(method, label)| (axis.at(method.at), pen.width(label))).collect();
    let slots = stack(&wanted, 0.0, scene.width, 10.0);
    if slots.iter().all(|slot| slot.level == 0) {
        for (label, slot) in labels.iter().zip(slots) {
            let at = Point { x: slot.centre, y: top + pen.line() / 2.0 };
            pen.write(scene, at, label, Ink::Muted, Align::Middle);
        }
        return top + pen.line();
    }
    let entries: Vec<_> = labels.iter().enumerate().map(|(index, label)| (Key::Shape(index), label)).collect();
    legend::place(scene, pen, &entries, top + 4.0)
}
