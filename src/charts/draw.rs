//! From a specification to a scene, and from a scene to any plotters backend.

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::scene::{Align, Ink, Mark, Paint, Point, Scene};
use super::spec::ChartSpec;
use super::text::Pen;
use super::theme::{Rgb, Theme};
use super::{counts, distribution, gantt, lines, methods, overlay, radar, ranking, thresholds, tornado};

/// Lays out a chart at a width in CSS pixels; the height follows from the content.
#[must_use]
pub fn layout(spec: &ChartSpec, width: f64, pen: Pen) -> Scene {
    match spec {
        ChartSpec::Radar(spec) => radar::layout(spec, width, pen),
        ChartSpec::Distribution(spec) => distribution::layout(spec, width, pen),
        ChartSpec::Methods(spec) => methods::layout(spec, width, pen),
        ChartSpec::Counts(spec) => counts::layout(spec, width, pen),
        ChartSpec::Ranking(spec) => ranking::layout(spec, width, pen),
        ChartSpec::Thresholds(spec) => thresholds::layout(spec, width, pen),
        ChartSpec::Tornado(spec) => tornado::layout(spec, width, pen),
        ChartSpec::Gantt(spec) => gantt::layout(spec, width, pen),
        ChartSpec::Lines(spec) => lines::layout(spec, width, pen),
        ChartSpec::Overlay(spec) => overlay::layout(spec, width, pen),
    }
}

/// How CSS pixels become the backend's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Raster {
    /// Backend pixels per CSS pixel: the screen's density, more for print.
    pub density: f64,
    /// Correction of the font height: 1 on canvas. The SVG backend divides by 1.24.
    pub font: f64,
    /// Whether the paper is painted too; else the page shines through.
    pub opaque: bool,
    /// Empty CSS pixels around the scene.
    pub margin: f64,
}

/// Paints a scene.
///
/// # Errors
/// Whatever the backend reports; a canvas has nothing to report but a lost context.
pub fn paint<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    scene: &Scene,
    theme: &Theme,
    raster: Raster,
) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
    if raster.opaque {
        let Rgb(r, g, b) = theme.colour(Ink::Paper);
        area.fill(&RGBColor(r, g, b))?;
    }
    let brush = Brush { theme, raster };
    for mark in &scene.marks {
        brush.mark(area, mark)?;
    }
    area.present()
}

/// Converts places, colours and sizes; small, because everything generic is compiled per backend.
struct Brush<'a> {
    theme: &'a Theme,
    raster: Raster,
}

impl Brush<'_> {
    fn pixel(&self, length: f64) -> i32 {
        (length * self.raster.density).round() as i32
    }

    fn point(&self, Point { x, y }: Point) -> (i32, i32) {
        (self.pixel(x + self.raster.margin), self.pixel(y + self.raster.margin))
    }

    fn points(&self, points: &[Point]) -> Vec<(i32, i32)> {
        points.iter().map(|point| self.point(*point)).collect()
    }

    fn length(&self, length: f64) -> u32 {
        self.pixel(length).max(1).unsigned_abs()
    }

    fn colour(&self, paint: Paint) -> RGBAColor {
        let Rgb(r, g, b) = self.theme.colour(paint.ink);
        RGBAColor(r, g, b, paint.alpha)
    }

    /// The colour that a see-through paint gives on paper, for shapes made of several pieces whose
    /// overlaps would show.
    fn on_paper(&self, paint: Paint) -> RGBAColor {
        let Rgb(r, g, b) = self.theme.colour(paint.ink);
        let Rgb(paper_r, paper_g, paper_b) = self.theme.colour(Ink::Paper);
        let blend =
            |ink: u8, paper: u8| (f64::from(ink) * paint.alpha + f64::from(paper) * (1.0 - paint.alpha)).round() as u8;
        RGBAColor(blend(r, paper_r), blend(g, paper_g), blend(b, paper_b), 1.0)
    }

    fn mark<DB: DrawingBackend>(
        &self,
        area: &DrawingArea<DB, Shift>,
        mark: &Mark,
    ) -> Result<(), DrawingAreaErrorKind<DB::ErrorType>> {
        match mark {
            Mark::Box { at, width, height, fill } => {
                area.draw(&self.rectangle(*at, *width, *height, self.colour(*fill)))
            }
            Mark::Pill { at, width, height, fill } => {
                let radius = width.min(*height) / 2.0;
                let colour = self.on_paper(*fill);
                let end = |x: f64| self.circle(Point { x, y: at.y + height / 2.0 }, radius, colour, true);
                area.draw(&end(at.x + radius))?;
                if width <= height {
                    return Ok(());
                }
                area.draw(&end(at.x + width - radius))?;
                // Last, so that it covers the seams.
                area.draw(&self.rectangle(Point { x: at.x + radius, y: at.y }, width - height, *height, colour))
            }
            Mark::Area { points, fill } => area.draw(&Polygon::new(self.points(points), self.colour(*fill))),
            Mark::Path { points, width, stroke, dashed } => {
                let style = self.colour(*stroke).stroke_width(self.length(*width));
                if *dashed {
                    let points = self.points(points).into_iter();
                    area.draw(&DashedPathElement::new(points, self.pixel(5.0), self.pixel(4.0), style))
                } else {
                    area.draw(&PathElement::new(self.points(points), style))
                }
            }
            Mark::Disc { at, radius, paint, filled } => {
                area.draw(&self.circle(*at, *radius, self.colour(*paint), *filled))
            }
            Mark::Label { at, text, size, bold, ink, align, .. } => {
                let horizontal = match align {
                    Align::Start => HPos::Left,
                    Align::Middle => HPos::Center,
                    Align::End => HPos::Right,
                };
                let weight = if *bold { FontStyle::Bold } else { FontStyle::Normal };
                let style = TextStyle {
                    font: FontDesc::new(
                        FontFamily::Name(&self.theme.font),
                        size * self.raster.density * self.raster.font,
                        weight,
                    ),
                    color: self.colour((*ink).into()).to_backend_color(),
                    pos: Pos::new(horizontal, VPos::Center),
                };
                area.draw_text(text, &style, self.point(*at))
            }
        }
    }

    fn rectangle(&self, at: Point, width: f64, height: f64, colour: RGBAColor) -> Rectangle<(i32, i32)> {
        let (left, top) = self.point(at);
        // Never thinner than one backend pixel, or a hairline would vanish.
        let (right, bottom) = self.point(Point { x: at.x + width, y: at.y + height });
        Rectangle::new([(left, top), (right.max(left + 1), bottom.max(top + 1))], colour.filled())
    }

    fn circle(&self, at: Point, radius: f64, colour: RGBAColor, filled: bool) -> Circle<(i32, i32), u32> {
        let style = if filled { colour.filled() } else { colour.stroke_width(self.length(1.5)) };
        Circle::new(self.point(at), self.length(radius), style)
    }
}
