//! Charts: what to draw, where it goes, how it is painted.
//!
//! Three steps, each testable without the next:
//!
//! 1. [`spec`] says *what*: numbers with their texts, already in the user's language. Pure data.
//! 2. [`layout`] says *where*: it turns a specification and a width into a [`Scene`] of simple
//!    marks in CSS pixels. It knows text widths through [`Measure`], but no colour and no screen.
//! 3. [`paint`] puts a scene on any plotters backend: a canvas in the browser, SVG in tests.
//!
//! [`Chart`] is the component around all three. No text is written here: every word and every
//! formatted number comes with the specification.
//!
//! plotters' own axes and legends are not used: in the browser they measure text by writing a
//! `style` attribute, which the Content-Security-Policy refuses and reports.

mod axis;
mod canvas;
mod counts;
mod distribution;
mod draw;
mod gantt;
mod legend;
mod lines;
mod methods;
mod overlay;
mod radar;
mod ranking;
mod rows;
mod scene;
mod spec;
mod table;
mod text;
mod theme;
mod thresholds;
mod tornado;

#[cfg(test)]
mod tests;

pub use axis::nice_ticks;
pub use canvas::{Chart, ChartLabels, ChartProps, THEME_EVENT};
pub use draw::{Raster, layout, paint};
pub use scene::{Align, Ink, Mark, Paint, Point, Scene};
pub use spec::*;
pub use table::Table;
pub use text::{Measure, Pen, TypicalWidths};
pub use theme::{Rgb, Theme};
