//! What each assumption does to a result.

use super::legend::{self, Key};
use super::rows::{self, RowText, Track};
use super::scene::{Align, Ink, Point, Scene};
use super::spec::Tornado;
use super::text::Pen;

const BAR: f64 = 14.0;
const GAP: f64 = 5.0;
const LOW: Ink = Ink::Series(1);
const HIGH: Ink = Ink::Series(0);

pub(super) fn layout(spec: &Tornado, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    let texts: Vec<_> =
        spec.rows.iter().map(|row| RowText { name: &row.name, note: None, value: None, verdict: None }).collect();
    let top = pen.line() + 2.0;
    let rows = rows::place(&mut scene, pen, &texts, top, Track { least: 260.0, height: BAR });
    // Room for the widest result on both sides, so that no text leaves the track.
    let ends = pen.widest(spec.rows.iter().flat_map(|row| [&row.low.text, &row.high.text])) + GAP;
    let values = spec.rows.iter().flat_map(|row| [row.low.value, row.high.value]).flatten();
    let axis = rows.axis(values.chain([spec.base.at]), 0.0, ends);
    let base = axis.at(spec.base.at).round();

    for (row, band) in spec.rows.iter().zip(&rows.bands) {
        let middle = band.middle();
        let mut bars: Vec<_> = [(&row.low, LOW), (&row.high, HIGH)]
            .into_iter()
            .filter_map(|(reading, ink)| reading.value.map(|value| (axis.at(value), &reading.text, ink)))
            .collect();
        // Longest first: where both fall on one side, the shorter stays visible in front.
        bars.sort_by(|a, b| (b.0 - base).abs().total_cmp(&(a.0 - base).abs()));
        let mut labelled_sides = Vec::new();
        for (end, text, ink) in bars {
            scene.rect(end.min(base), middle - BAR / 2.0, (end - base).abs(), BAR, ink);
            let rightwards = end >= base;
            // One label per side; the shorter bar's number is in the table.
            if !labelled_sides.contains(&rightwards) {
                labelled_sides.push(rightwards);
                let (offset, align) = if rightwards { (GAP, Align::Start) } else { (-GAP, Align::End) };
                pen.write(&mut scene, Point { x: end + offset, y: middle }, text, Ink::Muted, align);
            }
        }
    }
    rows.rule(&mut scene, base);
    let half = pen.bold_width(&spec.base.label) / 2.0;
    let at = Point { x: base.min(width - half).max(half), y: pen.line() / 2.0 };
    pen.write_bold(&mut scene, at, &spec.base.label, Ink::Text, Align::Middle);
    let [low, high] = &spec.settings;
    let entries = [(Key::Swatch(LOW.into()), low), (Key::Swatch(HIGH.into()), high)];
    scene.height = legend::place(&mut scene, pen, &entries, rows.bottom + 4.0);
    scene
}
