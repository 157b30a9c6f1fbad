//! Where things go: simple marks in CSS pixels, coloured by role.

use super::spec::{State, Text};

/// A place, in CSS pixels from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

/// The role a colour plays; the theme says which colour that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Words that carry the message.
    Text,
    /// Names and units.
    Muted,
    /// Axes and outlines of what does not count.
    Faint,
    /// Grid.
    Line,
    /// Empty part of a track.
    Wash,
    /// Background.
    Paper,
    /// A data colour, from 0; they repeat after the last.
    Series(usize),
    /// A state's colour.
    State(State),
}

/// Ink, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// Role.
    pub ink: Ink,
    /// 0 (nothing) to 1 (solid).
    pub alpha: f64,
}

impl From<Ink> for Paint {
    fn from(ink: Ink) -> Self {
        Self { ink, alpha: 1.0 }
    }
}

impl Ink {
    /// The same ink, see-through.
    #[must_use]
    pub fn thin(self, alpha: f64) -> Paint {
        Paint { ink: self, alpha }
    }
}

/// Which part of a text stands at its place. Vertically it is always the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// One thing to paint.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A filled box from its upper left corner; also every horizontal and vertical line,
    /// because a box is sharp at any pixel density.
    Box {
        /// Upper left corner.
        at: Point,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// Fill.
        fill: Paint,
    },
    /// A horizontal bar with round ends.
    Pill {
        /// Upper left corner.
        at: Point,
        /// Width, round ends included.
        width: f64,
        /// Height.
        height: f64,
        /// Fill.
        fill: Paint,
    },
    /// A filled area.
    Area {
        /// Corners in order.
        points: Vec<Point>,
        /// Fill.
        fill: Paint,
    },
    /// A line through points.
    Path {
        /// In order.
        points: Vec<Point>,
        /// Thickness.
        width: f64,
        /// Colour.
        stroke: Paint,
        /// Whether it is broken into dashes.
        dashed: bool,
    },
    /// A circle.
    Disc {
        /// Centre.
        at: Point,
        /// Radius.
        radius: f64,
        /// Colour.
        paint: Paint,
        /// Filled, or outline only.
        filled: bool,
    },
    /// A single line of text.
    Label {
        /// Where `align` puts it.
        at: Point,
        /// The words.
        text: Text,
        /// Height of the font.
        size: f64,
        /// Heavy.
        bold: bool,
        /// Colour.
        ink: Ink,
        /// Which part of it stands at `at`.
        align: Align,
        /// Width as measured, kept for checks.
        width: f64,
    },
}

/// Everything in one chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels; follows from what is shown.
    pub height: f64,
    /// Back to front.
    pub marks: Vec<Mark>,
}

impl Scene {
    /// An empty scene; the height is set when the layout knows it.
    pub(super) fn new(width: f64) -> Self {
        Self { width, height: 0.0, marks: Vec::new() }
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: impl Into<Paint>) {
        self.marks.push(Mark::Box { at: Point { x, y }, width, height, fill: fill.into() });
    }

    pub(super) fn pill(&mut self, x: f64, y: f64, width: f64, height: f64, fill: impl Into<Paint>) {
        self.marks.push(Mark::Pill { at: Point { x, y }, width, height, fill: fill.into() });
    }

    pub(super) fn area(&mut self, points: Vec<Point>, fill: impl Into<Paint>) {
        self.marks.push(Mark::Area { points, fill: fill.into() });
    }

    pub(super) fn path(&mut self, points: Vec<Point>, width: f64, stroke: impl Into<Paint>, dashed: bool) {
        self.marks.push(Mark::Path { points, width, stroke: stroke.into(), dashed });
    }

    pub(super) fn disc(&mut self, at: Point, radius: f64, paint: impl Into<Paint>, filled: bool) {
        self.marks.push(Mark::Disc { at, radius, paint: paint.into(), filled });
    }

    /// A state's shape, as tall as twice `radius`.
    pub(super) fn symbol(&mut self, at: Point, radius: f64, state: State) {
        let ink = Ink::State(state);
        let corner = |dx: f64, dy: f64| Point { x: at.x + dx * radius, y: at.y + dy * radius };
        match state {
            State::Good => self.disc(at, radius, ink, true),
            State::Warn => self.area(vec![corner(0.0, -1.0), corner(1.1, 0.9), corner(-1.1, 0.9)], ink),
            State::Bad => self.rect(at.x - radius * 0.9, at.y - radius * 0.9, radius * 1.8, radius * 1.8, ink),
            State::Unknown => {
                let outline = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)];
                self.path(outline.map(|(dx, dy)| corner(dx, dy)).to_vec(), 1.5, ink, false);
            }
        }
    }
}
