//! Polygon over the health dimensions, earlier check-ups dashed behind.

use std::f64::consts::{FRAC_PI_2, TAU};

use super::legend::{self, Key};
use super::rows;
use super::scene::{Align, Ink, Point, Scene};
use super::spec::{Radar, RadarSeries, Text};
use super::text::Pen;

/// At the usual font height; larger letters, as on a projector, have a larger ring.
const LARGEST: f64 = 132.0;
const USUAL_SIZE: f64 = 13.0;
/// Below this radius the shape says little; words then make room.
const LEGIBLE: f64 = 60.0;
const GAP: f64 = 9.0;
const RINGS: [f64; 4] = [25.0, 50.0, 75.0, 100.0];

/// One dimension's spoke and the words at its end.
struct Spoke {
    cos: f64,
    sin: f64,
    name: Vec<Text>,
    reading: Option<Text>,
    width: f64,
    height: f64,
}

impl Spoke {
    fn is_upright(&self) -> bool {
        self.cos.abs() < 0.1
    }

    /// Middle of the words' inner edge when the ring has this centre and radius.
    fn anchor(&self, centre: Point, radius: f64) -> Point {
        let out = if self.is_upright() { 0.0 } else { radius * self.cos + GAP * self.cos.signum() };
        Point { x: centre.x + out, y: centre.y + (radius + GAP + self.height / 2.0) * self.sin }
    }

    /// From the left to the right end of the words.
    fn span(&self, anchor: Point) -> (f64, f64) {
        match self.align() {
            Align::Start => (anchor.x, anchor.x + self.width),
            Align::Middle => (anchor.x - self.width / 2.0, anchor.x + self.width / 2.0),
            Align::End => (anchor.x - self.width, anchor.x),
        }
    }

    fn align(&self) -> Align {
        match self.is_upright() {
            true => Align::Middle,
            false if self.cos > 0.0 => Align::Start,
            false => Align::End,
        }
    }
}

pub(super) fn layout(spec: &Radar, width: f64, pen: Pen) -> Scene {
    let mut scene = Scene::new(width);
    if spec.axes.is_empty() {
        return scene;
    }
    let mut spokes = named_spokes(spec, width, pen);
    let mut radius = largest_radius(&spokes, width, pen);
    // Too narrow for the words: numbers at the spokes, the words in a list below.
    let numbered = radius < LEGIBLE || collide(&spokes, radius);
    if numbered {
        spokes = numbered_spokes(spec, pen);
        radius = largest_radius(&spokes, width, pen);
    }

    let origin = Point { x: width / 2.0, y: 0.0 };
    let reach = |sign: f64| {
        spokes
            .iter()
            .map(|spoke| sign * spoke.anchor(origin, radius).y + spoke.height / 2.0)
            .fold(radius, f64::max)
            .ceil()
    };
    let centre = Point { y: reach(-1.0) + 2.0, ..origin };
    let at = |spoke: &Spoke, score: f64| {
        let share = score.clamp(0.0, 100.0) / 100.0 * radius;
        Point { x: centre.x + share * spoke.cos, y: centre.y + share * spoke.sin }
    };

    for ring in RINGS {
        let outline: Vec<_> = spokes.iter().chain(spokes.first()).map(|spoke| at(spoke, ring)).collect();
        scene.path(outline, 1.0, Ink::Line, false);
    }
    for spoke in &spokes {
        scene.path(vec![centre, at(spoke, 100.0)], 1.0, Ink::Line, false);
    }
    // The first series is the message, so it is drawn last.
    for (index, series) in spec.series.iter().enumerate().rev() {
        let corners: Vec<_> = spokes
            .iter()
            .enumerate()
            .map(|(axis, spoke)| {
                series.readings.get(axis).and_then(|reading| reading.value).map(|score| at(spoke, score))
            })
            .collect();
        draw_series(&mut scene, index, series, &corners, centre);
    }
    for spoke in &spokes {
        write_spoke(&mut scene, pen, spoke, spoke.anchor(centre, radius));
    }

    let mut bottom = centre.y + reach(1.0) + 2.0;
    if numbered {
        bottom = write_list(&mut scene, pen, spec, bottom + 6.0);
    }
    if spec.series.len() > 1 {
        let entries: Vec<_> = spec
            .series
            .iter()
            .enumerate()
            .map(|(series, RadarSeries { name, dashed, .. })| (Key::Line { series, dashed: *dashed }, name))
            .collect();
        bottom = legend::place(&mut scene, pen, &entries, bottom + 8.0);
    }
    scene.height = bottom;
    scene
}

/// Names wrapped to what the width allows, the current reading under each.
fn named_spokes(spec: &Radar, width: f64, pen: Pen) -> Vec<Spoke> {
    let limit = (width * 0.26).floor();
    spokes(spec, pen, |index, axis| (pen.wrap(axis, limit), reading(spec, index).cloned()))
}

/// Numbers from 1, to be explained by [`write_list`].
fn numbered_spokes(spec: &Radar, pen: Pen) -> Vec<Spoke> {
    spokes(spec, pen, |index, _| (vec![number(index)], None))
}

fn number(index: usize) -> Text {
    (index + 1).to_string().into()
}

fn reading(spec: &Radar, axis: usize) -> Option<&Text> {
    spec.series.first()?.readings.get(axis).map(|reading| &reading.text)
}

fn spokes(spec: &Radar, pen: Pen, words: impl Fn(usize, &Text) -> (Vec<Text>, Option<Text>)) -> Vec<Spoke> {
    spec.axes
        .iter()
        .enumerate()
        .map(|(index, axis)| {
            let angle = TAU * index as f64 / spec.axes.len() as f64 - FRAC_PI_2;
            let (name, reading) = words(index, axis);
            let lines = name.len() + usize::from(reading.is_some());
            let reading_width = reading.as_deref().map_or(0.0, |text| pen.bold_width(text));
            Spoke {
                cos: angle.cos(),
                sin: angle.sin(),
                width: pen.widest(&name).max(reading_width),
                height: lines as f64 * pen.line(),
                name,
                reading,
            }
        })
        .collect()
}

fn largest_radius(spokes: &[Spoke], width: f64, pen: Pen) -> f64 {
    spokes
        .iter()
        .filter(|spoke| !spoke.is_upright())
        .map(|spoke| (width / 2.0 - spoke.width - GAP) / spoke.cos.abs())
        .fold(LARGEST * (pen.size / USUAL_SIZE).max(1.0), f64::min)
        .max(0.0)
}

/// Whether the words of any two spokes would touch.
fn collide(spokes: &[Spoke], radius: f64) -> bool {
    let centre = Point { x: 0.0, y: 0.0 };
    spokes.iter().enumerate().any(|(index, one)| {
        let here = one.anchor(centre, radius);
        let (left, right) = one.span(here);
        spokes.iter().skip(index + 1).any(|other| {
            let there = other.anchor(centre, radius);
            let (from, to) = other.span(there);
            left < to && from < right && (here.y - there.y).abs() < (one.height + other.height) / 2.0
        })
    })
}

/// Number, name and current reading, line by line; returns where they end.
fn write_list(scene: &mut Scene, pen: Pen, spec: &Radar, top: f64) -> f64 {
    let indent = pen.width(&number(spec.axes.len())) + GAP;
    let readings = (0..spec.axes.len()).filter_map(|axis| reading(spec, axis));
    let column = readings.map(|text| pen.bold_width(text)).fold(0.0, f64::max) + GAP;
    let mut y = top + pen.line() / 2.0;
    for (index, axis) in spec.axes.iter().enumerate() {
        pen.write(scene, Point { x: 0.0, y }, &number(index), Ink::Muted, Align::Start);
        if let Some(text) = reading(spec, index) {
            pen.write_bold(scene, Point { x: scene.width, y }, text, Ink::Text, Align::End);
        }
        let lines = pen.wrap(axis, scene.width - indent - column);
        y = rows::write_lines(scene, pen, &lines, indent, y, Ink::Muted, Align::Start);
    }
    y - pen.line() / 2.0
}

/// `corners` are in the order of the axes; an unknown one leaves the outline open and its two
/// sectors unfilled, because a zero there would be a statement.
fn draw_series(scene: &mut Scene, index: usize, series: &RadarSeries, corners: &[Option<Point>], centre: Point) {
    let ink = Ink::Series(index);
    let known: Vec<Point> = corners.iter().copied().flatten().collect();
    let complete = known.len() == corners.len();
    let next = corners.iter().cycle().skip(1);
    let edges: Vec<(Point, Point)> = corners.iter().zip(next).filter_map(|(from, to)| from.zip(*to)).collect();

    if !series.dashed {
        if complete {
            scene.area(known.clone(), ink.thin(0.16));
        } else {
            for (from, to) in &edges {
                scene.area(vec![centre, *from, *to], ink.thin(0.16));
            }
        }
    }
    if complete {
        let mut outline = known.clone();
        outline.extend(known.first().copied());
        scene.path(outline, if series.dashed { 1.5 } else { 2.0 }, ink, series.dashed);
    } else {
        for (from, to) in edges {
            scene.path(vec![from, to], if series.dashed { 1.5 } else { 2.0 }, ink, series.dashed);
        }
    }
    for corner in known {
        legend::shape(scene, corner, if series.dashed { 2.5 } else { 3.5 }, index);
    }
}

fn write_spoke(scene: &mut Scene, pen: Pen, spoke: &Spoke, anchor: Point) {
    let first = anchor.y - spoke.height / 2.0 + pen.line() / 2.0;
    let y = rows::write_lines(scene, pen, &spoke.name, anchor.x, first, Ink::Muted, spoke.align());
    if let Some(reading) = &spoke.reading {
        pen.write_bold(scene, Point { x: anchor.x, y }, reading, Ink::Text, spoke.align());
    }
}
